"""Deeds that a noun names: "China's refusal of talks", "a Chinese pledge to cap emissions", "its decision to lift".

The owner of the noun acts; who else is named in its phrase is acted toward. What a decision or move is *to do* is a
deed of its own, whose verb follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from talleyrand.reading.deeds.roles import Deed
from talleyrand.reading.language import phrases
from talleyrand.reading.parties.actors import Mention

_BETWEEN = (
    r"(?:['’]s?)?(?: (?!(?:of|to|for|with|and|or|that|which|in|on|has|have|had|is|was|were|are|will)\b)[\w-]+){0,3}? "
)
_ENDS = re.compile(
    r"[,;:()—–]|\b(?:which|who|while|but|because|although|though|when|after|before|as|if|led|has|have"
    r"|had|is|was|were|are|"
    r"will|would|could|should|may|might|drew|marks|came|comes|remains)\b| and (?=[\w’']+ed\b)"
)
_THAT = re.compile(r" [^;.]{0,70}?\bthat (?:the |it )?[A-Z]?[\w ]{0,30}? (?:would|will) (?:not )?(?P<verb>[a-z]+)")
_TOGETHER = re.compile(
    r" (?:\w+ )?(?P<noun>response|actions?|coordination|operations?|exercises?|patrols?|investigation"
    r"|raid|mission|efforts)\b"
)
_JOINT = re.compile(r"\b(?:joint|coordinated|combined|unprecedented|expanded) $", re.I)
_DOING = re.compile(r" (?:\w+ly )?(?P<verb>[a-z]+ing)\b")
_HOME = re.compile(r" (?:its|their|domestic|local|home)\b")  # its own makers, not another state
_WITH = re.compile(r"\bwith (?:the )?$")
_FAR_TO = re.compile(r" [^,;.]{0,45}?\bto (?P<not>not )?(?P<verb>[a-z][\w-]+)")
_ALSO = re.compile(r" and (?=the |an? |its )")
_QUOTED = re.compile(r" (?:an? |the )?(?:\w+ )?[“\"][^”\"]{3,80}[”\"](?= (?:in|as|and|at|on)\b|[,.;]|$)")
_PROMISE = frozenset({"pledge", "promise", "commitment", "vow", "undertaking", "assurance", "guarantee"})
_TO = re.compile(r" (?:not )?to (?P<not>not )?(?P<verb>[a-z][\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A deed that a noun names.

    Attributes:
        deed: its verb is the noun, or the verb that follows an open noun.
        name: the class of the noun: a kind of act, or `open`.
        noun: the noun itself.
    """

    deed: Deed
    name: str
    noun: str


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, str]]:
    classes: dict[str, str] = {}
    for kind in ("reject", "request", "offer", "agree", "accuse", "threaten", "protest", "sanction", "ease", "release",
                 "expel", "exercise", "coerce", "attack", "praise", "aid", "statement"):  # fmt: skip
        classes |= dict.fromkeys(phrases.terms(f"nouns.{kind}"), kind)
    plain = {noun: classes.get(noun, "open") for noun in (*classes, *phrases.terms("open"))}
    each = "|".join(sorted(map(re.escape, plain), key=len, reverse=True))
    return re.compile(rf"{_BETWEEN}(?P<noun>{each})(?!\w)"), plain


def named(sentence: str, mentions: Sequence[Mention]) -> Iterator[Named]:
    """The deeds of a sentence that nouns name, each with its owner as actor."""
    form, classes = _nouns()
    for owner in mentions:
        if not (owner.party or owner.state) or owner.how == "group":
            continue
        match = form.match(sentence, owner.end)
        if match is None or not _owns(sentence, owner, match.start("noun")):
            continue
        noun, kind = match["noun"], classes[match["noun"]]
        if kind == "aid" and _HOME.match(sentence, match.end()):
            continue
        if kind == "statement" and not _QUOTED.match(sentence, match.end()):  # a law is adopted, too
            continue
        follows = _TO.match(sentence, match.end())
        if follows is None and noun in _PROMISE:
            follows = _FAR_TO.match(sentence, match.end()) or _THAT.match(sentence, match.end())
        end = phrase_end(sentence, follows.end() if follows else match.end())
        place = match.span("noun")
        if follows and (noun in phrases.terms("open")):
            place, kind = follows.span("verb"), "open"
        elif kind == "open":
            continue
        if kind == "statement" and (also := _ALSO.search(sentence, match.end(), end)):
            end = also.start()
        target = tuple(each for each in mentions if match.end() <= each.start < end and differ(each, owner))
        deed = Deed(
            actor=(owner,), verb=place, target=target, clause=(owner.start, end), passive=False, mutual=False,
            speaker=(), speech=None,
        )  # fmt: skip
        yield Named(deed=deed, name=kind, noun=noun)


def joint(sentence: str, mentions: Sequence[Mention]) -> Iterator[Named]:
    """What two sides did together, as a noun has it: "a joint Arcadian-Borealian patrol"."""
    for one, other in pairwise(mentions):
        if sentence[one.end : other.start] not in ("-", "–", "—") or not differ(other, one):
            continue
        shift = max(0, one.start - 24)
        before, after = _JOINT.search(sentence[shift : one.start]), _TOGETHER.match(sentence, other.end)
        if after and (before or after["noun"] in ("coordination",)):
            end = phrase_end(sentence, after.end())
            begins = shift + before.start() if before else one.start
            deed = Deed(
                actor=(one, other), verb=after.span("noun"), target=(), clause=(begins, end), passive=False,
                mutual=True,
                speaker=(), speech=None,
            )  # fmt: skip
            yield Named(deed=deed, name="cooperate", noun=after["noun"])


def beside(sentence: str, mentions: Sequence[Mention]) -> Iterator[Named]:
    """What somebody does in words beside the sentence: "with Arcadia quickly imposing new duties"."""
    for who in mentions:
        after = _DOING.match(sentence, who.end)
        if after is None or not (who.party or who.state) or not _WITH.search(sentence[: who.start]):
            continue
        end = phrase_end(sentence, after.end())
        target = tuple(each for each in mentions if after.end() <= each.start < end and differ(each, who))
        deed = Deed(
            actor=(who,), verb=after.span("verb"), target=target, clause=(who.start, end), passive=False, mutual=False,
            speaker=(), speech=None,
        )  # fmt: skip
        yield Named(deed=deed, name="open", noun="")


def _owns(sentence: str, owner: Mention, noun: int) -> bool:
    """True if the noun is the owner's: a possessive, or an adjective of the state."""
    between = sentence[owner.end : noun]
    if re.match(r"['’]s?(?!\w)", between):
        return True
    return owner.how == "demonym" and not re.match(r"['’\w-]", between) and not re.search(
        r"\b(?:and|or) $|-$", sentence[: owner.start]
    ) and len(between.split()) <= 2  # fmt: skip


def differ(one: Mention, owner: Mention) -> bool:
    """True if a mention is of a party or state, and of another than the owner."""
    return bool(one.party or one.state) and (one.party, one.state) != (owner.party, owner.state)


def phrase_end(sentence: str, start: int) -> int:
    """Where the phrase of a noun ends: before the next verb, conjunction or comma, and after twenty words at most."""
    end = _ENDS.search(sentence, start)
    stop = end.start() if end else len(sentence)
    words = list(re.finditer(r"\S+", sentence[start:stop]))
    stop = start + words[19].end() if len(words) > 20 else stop
    return len(sentence[:stop].rstrip(' .!?"”'))
