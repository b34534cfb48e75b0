"""Short made-up sentences about two masked sides, from our lists and the rules of time and control.

Example  a masked sentence with its type

"ACT condemned TGT" teaches what a phrase means; "ACT urged TGT to stop VERB" that asking outranks what is
asked for; "ACT will VERB TGT" the rule of time: help that is only ahead is AGREE, harm that is only ahead THREATEN.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from talleyrand.reading.kinds.features import Masked, masked
from talleyrand.reading.language.lexicon import PLAIN, Lexicon

GOOD_WORDS = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE")
GOOD_DEEDS = ("COOPERATE", "AID", "RETREAT")
BAD_WORDS = ("REQUEST", "ACCUSE", "REJECT", "THREATEN")
BAD_DEEDS = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
GOOD, BAD = GOOD_WORDS + GOOD_DEEDS, BAD_WORDS + BAD_DEEDS
ANY = GOOD + BAD

# {v} is a phrase of a type, ACT and TGT the sides; an empty type keeps that of the phrase.
PLAIN_FRAMES = (
    "ACT {v} TGT",
    "ACT {v} TGT",
    "ACT {v} TGT {tail}",
    "{lead} ACT {v} TGT {tail}",
    "ACT has {v} TGT {tail}",
    "TGT was {v} by ACT {tail}",
    "TGT has been {v} by ACT",
    "ACT {v} TGT, {speaker} said",
    "ACT {v} {by} TGT {tail}",
    "{lead} the {x} ACT {v} TGT",
    "ACT {v} in TGT {tail}",
    "ACT {v}, TGT said",
    "ACT, {aside}, {v} TGT",
    "ACT's {x} {v} TGT",
    "ACT {x} {v} TGT {x}",
    "ACT said on {day} it had {v} TGT",
    "{v} of TGT by ACT {tail}",
    "ACT began to {v} TGT",
    "ACT continued to {v} TGT",
)
TURNED_FRAMES: tuple[tuple[str, str, Sequence[str]], ...] = (
    ("ACT will {v} TGT {tail}", "AGREE", (*GOOD_DEEDS, "CONSULT", "CONCEDE", "AGREE")),
    ("ACT said it will {v} TGT", "AGREE", (*GOOD_DEEDS, "CONSULT", "CONCEDE")),
    ("ACT plans to {v} TGT {tail}", "AGREE", (*GOOD_DEEDS, "CONSULT", "CONCEDE")),
    ("ACT agreed to {v} TGT {tail}", "AGREE", (*GOOD_DEEDS, "CONSULT", "CONCEDE")),
    ("ACT promised to {v} TGT", "AGREE", (*GOOD_DEEDS, "CONSULT", "CONCEDE", "SUPPORT")),
    ("ACT is ready to {v} TGT", "AGREE", (*GOOD_DEEDS, "CONSULT", "CONCEDE")),
    ("ACT offered to {v} TGT {tail}", "AGREE", (*GOOD_DEEDS, "CONSULT", "CONCEDE")),
    ("ACT hopes to {v} TGT", "AGREE", (*GOOD_DEEDS, "CONSULT")),
    ("ACT to {v} TGT {tail}", "AGREE", (*GOOD_DEEDS, "CONSULT", "CONCEDE")),
    ("ACT may {v} TGT", "AGREE", (*GOOD_DEEDS, "CONSULT", "CONCEDE")),
    ("ACT is considering a plan to {v} TGT", "AGREE", (*GOOD_DEEDS, "CONCEDE")),
    ("ACT threatened to {v} TGT {tail}", "THREATEN", BAD_DEEDS),
    ("ACT will {v} TGT if {clause}", "THREATEN", BAD_DEEDS),
    ("ACT warned it would {v} TGT unless {clause}", "THREATEN", BAD_DEEDS),
    ("ACT plans to {v} TGT", "THREATEN", BAD_DEEDS),
    ("ACT vowed to {v} TGT", "THREATEN", BAD_DEEDS),
    ("ACT may {v} TGT {tail}", "THREATEN", BAD_DEEDS),
    ("ACT said it would {v} TGT", "THREATEN", BAD_DEEDS),
    ("ACT to {v} TGT", "THREATEN", BAD_DEEDS),
    ("ACT warned that TGT would face {v}", "THREATEN", BAD_DEEDS),
    ("ACT is considering {v} TGT", "THREATEN", BAD_DEEDS),
    ("ACT refused to {v} TGT {tail}", "REJECT", (*GOOD_DEEDS, "CONSULT", "CONCEDE", "AGREE")),
    ("ACT rejected TGT's call to {v} {tail}", "REJECT", GOOD),
    ("ACT said it would not {v} TGT", "REJECT", (*GOOD_DEEDS, "CONSULT", "CONCEDE", "AGREE")),
    ("ACT ruled out plans to {v} TGT", "REJECT", (*GOOD_DEEDS, "CONSULT", "CONCEDE")),
    ("ACT denied it had {v} TGT", "REJECT", BAD_DEEDS),
    ("ACT dismissed TGT's {v} as {x}", "REJECT", ("REQUEST", "ACCUSE", "THREATEN")),
    ("ACT defied TGT's {v}", "REJECT", ("REQUEST", "THREATEN", "COERCE")),
    ("ACT urged TGT to {v} {tail}", "REQUEST", (*GOOD, "SANCTION", "COERCE")),
    ("ACT asked TGT to {v}", "REQUEST", (*GOOD, "SANCTION", "COERCE")),
    ("ACT called on TGT to {v} {tail}", "REQUEST", GOOD),
    ("ACT demanded that TGT {v}", "REQUEST", GOOD),
    ("ACT demanded TGT stop {v}", "REQUEST", BAD_DEEDS),
    ("ACT called for TGT to end {v}", "REQUEST", BAD_DEEDS),
    ("TGT must {v}, ACT said", "REQUEST", GOOD_DEEDS),
    ("TGT should {v}, said ACT", "REQUEST", GOOD_DEEDS),
    ("ACT appealed to TGT for {v}", "REQUEST", ("AID", "CONSULT", "COOPERATE", "SUPPORT")),
    ("ACT accused TGT of {v} {tail}", "ACCUSE", BAD),
    ("ACT blamed TGT for {v}", "ACCUSE", BAD_DEEDS),
    ("ACT condemned TGT for {v}", "ACCUSE", BAD_DEEDS),
    ("ACT criticised TGT's {v}", "ACCUSE", BAD_DEEDS),
    ("ACT criticised TGT's decision to {v}", "ACCUSE", (*GOOD_DEEDS, *BAD_DEEDS)),
    ("ACT expressed concern over TGT's {v}", "ACCUSE", BAD_DEEDS),
    ("ACT is investigating TGT over {v}", "ACCUSE", BAD_DEEDS),
    ("ACT said TGT had {v} {x}", "ACCUSE", ("ASSAULT", "MOBILIZE")),
    ("ACT praised TGT for {v}", "SUPPORT", GOOD),
    ("ACT welcomed TGT's decision to {v}", "SUPPORT", GOOD),
    ("ACT thanked TGT for {v}", "SUPPORT", GOOD_DEEDS),
    ("ACT backed TGT's {v}", "SUPPORT", ANY),
    ("ACT apologised to TGT for {v}", "SUPPORT", BAD),
    ("ACT discussed {v} with TGT", "CONSULT", (*GOOD_DEEDS, *BAD_DEEDS)),
    ("ACT met TGT to discuss {v}", "CONSULT", (*GOOD_DEEDS, *BAD_DEEDS)),
    ("ACT held talks with TGT on {v} {tail}", "CONSULT", (*GOOD_DEEDS, *BAD_DEEDS)),
    ("ACT visited TGT for talks about {v}", "CONSULT", (*GOOD_DEEDS, *BAD_DEEDS)),
    ("ACT marched against TGT's {v}", "PROTEST", BAD_DEEDS),
    ("ACT rallied to demand that TGT {v}", "PROTEST", GOOD),
    ("thousands of ACT protested over {v} by TGT", "PROTEST", BAD_DEEDS),
    ("ACT stopped {v} TGT", "RETREAT", ("ASSAULT", "COERCE", "PROTEST")),
    ("ACT ended {v} of TGT", "RETREAT", ("ASSAULT", "COERCE", "PROTEST")),
    ("ACT halted {v} TGT", "SANCTION", ("AID", "COOPERATE", "CONSULT")),
    ("ACT suspended {v} with TGT", "SANCTION", ("AID", "COOPERATE", "CONSULT")),
    ("ACT sentenced TGT for {v}", "SANCTION", BAD_DEEDS),
    ("ACT arrested TGT for {v}", "COERCE", BAD_DEEDS),
    ("ACT detained TGT accused of {v}", "COERCE", BAD_DEEDS),
    ("ACT banned TGT from {v}", "COERCE", ("PROTEST", "COOPERATE")),
    ("ACT freed TGT held for {v}", "RETREAT", BAD_DEEDS),
    ("ACT accepted TGT's demand to {v}", "CONCEDE", GOOD),
    ("ACT allowed TGT to {v}", "CONCEDE", (*GOOD_DEEDS, "PROTEST")),
    ("ACT dropped its demand that TGT {v}", "CONCEDE", GOOD),
    ("ACT signed an agreement with TGT on {v}", "AGREE", GOOD),
    ("ACT fired on TGT during {v}", "ASSAULT", ("PROTEST", "MOBILIZE", "CONSULT")),
    ("ACT and TGT appear in a report on {v} elsewhere", "NONE", ANY),
    ("while {x} {v}, the weather in ACT and TGT was mild", "NONE", ANY),
    ("ACT is larger than TGT, {speaker} said of {v}", "NONE", ANY),
    ("prices in ACT and TGT fell after {x} {v}", "NONE", ANY),
)
FILLERS = {
    "tail": (
        "on Monday",
        "over the weekend",
        "after weeks of tension",
        "in the capital",
        "near the border",
        "this week",
        "a day earlier",
        "for the first time in years",
        "despite criticism at home",
        "according to state media",
        "amid growing pressure",
        "",
    ),
    "lead": (
        "On Tuesday,",
        "Late on Friday",
        "In a statement,",
        "After long debate,",
        "Meanwhile",
        "Officials said",
        "In the north,",
    ),
    "speaker": ("a spokesman", "the news agency", "an official", "local radio", "analysts"),
    "aside": (
        "which borders the sea",
        "its largest neighbour",
        "once an ally",
        "who took office in May",
        "a former colony",
    ),
    "x": ("government", "officials", "new", "minister", "army", "local", "several", "baseless", "party", "eastern"),
    "by": ("the", "its", "two", "members of", "a", "many"),
    "day": ("Monday", "Wednesday", "Sunday"),
    "clause": ("nothing changes", "talks fail", "it does not comply", "the deadline passes", "its terms are not met"),
}
BETWEEN = ("the", "its", "two", "a new", "all", "most of its", "TGT's", "some", "its own", "")


@dataclass(frozen=True, slots=True)
class Example:
    """A masked sentence with its type."""

    sentence: Masked
    type: str


def examples(lists: Lexicon, rng: Random, *, plain: int = 2, turned: int = 40) -> Iterator[Example]:
    """Made-up sentences from every phrase and every frame.

    Args:
        lists: the phrases.
        rng: what chooses frames and fillings.
        plain: sentences for each phrase.
        turned: sentences for each frame that turns its phrase into another type.
    """
    by_type = _by_type(lists)
    for kind, phrases in by_type.items():
        for phrase in phrases:
            for frame in rng.sample(PLAIN_FRAMES, plain):
                yield _example(frame, phrase, kind, rng)
    for frame, kind, fitting in TURNED_FRAMES:
        for _ in range(turned):
            yield _example(frame, rng.choice(by_type[rng.choice(fitting)]), kind, rng)


def _by_type(lists: Lexicon) -> dict[str, list[str]]:
    """Phrases by type; an object between the parts of a phrase is still to be filled in."""
    out: dict[str, list[str]] = {}
    for kind, phrases in lists.phrases.items():
        family = kind.partition(".")[0]
        if family not in PLAIN:
            out.setdefault(family.upper(), []).extend(phrases)
    for (verb, thing), kind in lists.pairs.items():
        things, verbs = lists.phrases[f"of.{thing}"], lists.phrases[f"do.{verb}"]
        out[kind].extend(f"{verbs[i % len(verbs)]} .. {word}" for i, word in enumerate(things))
    return out


def _example(frame: str, phrase: str, kind: str, rng: Random) -> Example:
    """One made-up sentence."""
    said = phrase.replace("..", rng.choice(BETWEEN))
    text = frame.format(v=said, **{name: rng.choice(choices) for name, choices in FILLERS.items()})
    return Example(masked(" ".join(text.split()), "ACT", "TGT"), kind)
