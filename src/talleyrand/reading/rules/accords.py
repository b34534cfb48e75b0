"""Agreements: that one was reached, signed, extended or ended, as a step of one of the record or as a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from talleyrand.reading.language.times import Dated
from talleyrand.reading.parties.landmarks import Landmark
from talleyrand.reading.rules.told import Draft, Told, shortened
from talleyrand.record.entries import Agreement
from talleyrand.record.syntax import Raw

_DEAL = (
    r"(?:agreements?|deals?|accords?|truce|ceasefire|pact|treaty|memorandum|framework|understanding"
    r"|consensus|communiqu[eé]|joint statement|protocol)"
)
_ON_WHAT = re.compile(r" (?:on|to|for|over|about) (?![A-Z\d])")
_ON_DAY = re.compile(r" (?:on |in |late |early )*$")
_STEPS = (
    ("signed", re.compile(
        rf"\b(?:sign(?:s|ed|ing)?|ink(?:s|ed)|initial(?:s|led))\b(?=[^.;]{{0,80}}\b{_DEAL})"
        rf"|\b{_DEAL}\b[^.;]{{0,30}}\bsigned\b|, which [^,]{{0,30}}signed\b")),
    ("extended", re.compile(rf"\b(?:extend(?:s|ed)|prolong(?:s|ed)|renew(?:s|ed))\b(?=[^.;]{{0,40}}\b{_DEAL})")),
    ("ended", re.compile(
        rf"\b(?:terminat(?:es|ed)|scrap(?:s|ped)|tore up|withdr[ae]wn? from|pull(?:s|ed) out of"
        rf"|quit)\b(?=[^.;]{{0,40}}\b{_DEAL})")),
    ("agreed", re.compile(
        rf"\b(?:reach(?:es|ed)?|str(?:ikes?|uck)|conclud(?:es|ed)|clinch(?:es|ed)|seal(?:s|ed)|hammered"
        rf" out|came to|achiev(?:es|ed)|agreed (?:to|on|in principle)|announc(?:es"
        rf"|ed))\b(?=[^.;]{{0,80}}\b{_DEAL})")),
)  # fmt: skip
_WIDE = 370  # days of a date that is too wide for an agreement
_NEAR = 40
_BOTH = 2
_WORDS_OF_TITLE = 25
_FORMS = (
    ("treaty", re.compile(r"\btreaty|convention\b", re.I)),
    ("joint-statement", re.compile(r"\bjoint (?:statement|communiqu|declaration)", re.I)),
    ("memorandum", re.compile(r"\bmemorandum|MoU\b", re.I)),
    ("framework", re.compile(r"\bframework\b", re.I)),
    ("arrangement", re.compile(r"", re.I)),
)


def agreements(told: Told) -> Iterator[Draft]:
    """The step in the life of an agreement that a deed is."""
    if told.form == "noun" or told.day is None or told.governed or not _is_done(told):
        return
    stretch = told.text[max(0, told.deed.verb[0] - 60) : max(told.deed.clause[1], told.deed.verb[1] + 90)]
    step = next((name for name, form in _STEPS for found in [form.search(stretch)] if found and _at(told, found)), "")
    if not step:
        return
    known = next((deal for each in told.landmarks if each.sure and (deal := _deal(told, each))), "")
    date = str(told.at.when)
    part: dict[str, Raw] = {"step": step, "on": date}
    if until := next((each for each in told.dates if each.bound == "until"), None):
        part["until"] = str(until.when)
    elsewhere = set(told.inferred) | ({date} if told.at.span is None else set())
    if known:
        yield _made(told, part, elsewhere, into=known)
        return
    of_leaders = len([each for each in told.deed.actor if each.person]) > 1 and " that " in told.words
    if (told.days > _WIDE and not of_leaders) or step in ("extended", "ended"):
        return
    parties = list(dict.fromkeys(told.scene.record.state_of(each) for each in (*told.by, *told.toward)))[:2]
    both = told.deed.mutual or len(told.by) > 1 or re.search(r"\bwith\b", told.words)
    if len(parties) < _BOTH or not both:
        return
    issue = told.scene.topics.issue(told.words)
    form = next(name for name, pattern in _FORMS if pattern.search(told.words))
    sides = " and ".join(map(told.scene.record.in_text, parties))
    values: dict[str, Raw] = {
        "agreement": "...", "title": _title(told, sides),
        "parties": list(parties), "form": form, "steps": [part],
    }  # fmt: skip
    if issue.id:
        values["issues"] = [issue.id]
    yield _made(told, values, elsewhere | set(parties))


def _title(told: Told, sides: str) -> str:
    """What was agreed, by the words from the deal's own noun on, without its date."""
    stop = min([each.start for each in told.dates if each.start > told.deed.verb[1]], default=len(told.text))
    words = told.text[told.deed.verb[0] : max(told.deed.clause[1], min(stop, told.deed.verb[1] + 90))]
    day = told.at.span
    if day and day[0] > told.deed.verb[0] and _ON_WHAT.match(told.text, day[1]):
        words = _about(told, day)
        stop = told.deed.verb[0] + len(words)
    deal = re.search(_DEAL, words)
    if deal is None:
        return shortened(f"Agreement of {sides}: {words}", 24)
    said = re.split(r"[,;.]$|[,;]| (?:on|in|at)$", words[deal.start() :].rstrip())[0]
    stopped = stop - told.deed.verb[0] - deal.start()
    said = re.sub(r" (?:on|in|at|by|late|early)$", "", said[: max(stopped, 6)].rstrip())
    said = " ".join(f"{said[:1].upper()}{said[1:]}".split())
    whole = f"{said} ({sides})" if " " in said else f"{said} of {sides}"
    return whole if len(whole.split()) <= _WORDS_OF_TITLE else shortened(said, _WORDS_OF_TITLE)


def _about(told: Told, day: tuple[int, int]) -> str:
    """The words from the verb on without a date that parts a deal from what it is about: "a deal on Friday to end"."""
    before = _ON_DAY.sub(" ", told.text[told.deed.verb[0] : day[0]])
    return before + told.text[day[1] + 1 : max(told.deed.clause[1], day[1] + 60)]


def _is_done(told: Told) -> bool:
    return told.mood.modality == "done" and not told.mood.negated and not told.supposed


def _deal(told: Told, mark: Landmark) -> str:
    """The agreement named, or that which the meeting named made, if the date fits it."""
    record, day = told.scene.record, told.at
    deal = (
        mark.entry
        if mark.kind == "agreement"
        else next((each.id for each in record.of(Agreement) if each.meeting == mark.entry), "")
    )
    near = abs((mark.day.first - day.when.first).days) <= _NEAR
    return deal if near else ""


def signed(told: Told) -> Iterator[Draft]:
    """That an agreement of the record was signed, said beside its name: "the Phase One deal, signed in 2020"."""
    for mark in told.landmarks:
        if mark.kind != "agreement" or not mark.sure:
            continue
        found = _BESIDE.match(told.text, mark.end)
        day = _dated(told, found)
        if day is None and (signing := _SIGNING.search(told.text[: mark.start])):
            yield from _captioned(told, mark, signing.start())
        if found and day is not None:
            yield Draft(
                kind="agreement", values={"step": _WORDS[found["step"]], "on": str(day.when)},
                into=mark.entry, score=0.8,
                spans=((mark.start, found.end()), (day.start, day.end)), modality="done", mutual=True,
                reasons=(found["step"],), doubts=tuple(each for each in [day.doubt] if each),
            )  # fmt: skip


def _captioned(told: Told, mark: Landmark, start: int) -> Iterator[Draft]:
    """That it was signed, with the one day that stands there, which is near that of the record: "prior to signing"."""
    after = [each for each in told.dates if each.start > mark.end]
    if len(after) != 1 or not after[0].when.exact or abs((mark.day.first - after[0].when.first).days) > _NEAR:
        return
    yield Draft(
        kind="agreement", values={"step": "signed", "on": str(after[0].when)}, into=mark.entry, score=0.7,
        spans=((start, mark.end),), elsewhere=frozenset({str(after[0].when)}), modality="done", mutual=True,
        reasons=(told.text[start : mark.start].strip(' "“'),),
        doubts=("the day stands elsewhere in the sentence, not in the quote",),
    )  # fmt: skip


def _dated(told: Told, found: re.Match[str] | None) -> Dated | None:
    """The date that stands where the form has found one."""
    if found is None:
        return None
    start, end = found.span("date")
    return next((each for each in told.dates if each.start <= end and each.end >= start), None)


_SIGNING = re.compile(r"\b(?:prior to|before|after|while|when) signing (?:of )?(?:the )?[“\"]?$")
_WORDS = {"signed": "signed", "reached": "agreed", "agreed": "agreed", "struck": "agreed", "concluded": "agreed"}
_BESIDE = re.compile(
    r"[^,;.]{0,24}(?:,? (?:that was |which was |was )?|, )(?P<step>signed|reached|agreed|struck"
    r"|concluded) (?:on|in|at [^,;.]{1,30} (?:on|in)) (?P<date>[A-Z]?\w+)"
)


def _at(told: Told, found: re.Match[str]) -> bool:
    """True if what was found is this deed's own verb."""
    shift = max(0, told.deed.verb[0] - 60)
    return found.start() + shift <= told.deed.verb[1] and found.end() + shift >= told.deed.verb[0]


def _made(told: Told, values: dict[str, Raw], elsewhere: set[str], *, into: str = "") -> Draft:
    actors = [(each.start, each.end) for each in told.deed.actor]
    spans = [told.deed.verb, *actors, *((each.start, each.end) for each in told.landmarks)]
    return Draft(
        kind="agreement",
        values=values,
        into=into,
        score=0.7,
        modality="done",
        mutual=True,
        spans=tuple(spans) + ((told.at.span,) if told.at.span else ()),
        elsewhere=frozenset(elsewhere),
        reasons=(told.verb,),
        doubts=(told.at.doubt,) if told.at.doubt else (),
    )
