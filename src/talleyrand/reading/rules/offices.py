"""Terms of office as dates: the days of "the first Vale administration", its first months and its last year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from talleyrand.reading.parties.actors import Mention
from talleyrand.reading.rules.dating import Dating, Day
from talleyrand.record.dates import when

_FIRST = re.compile(r"\bits (?:first|early|opening|initial) (?:few )?(?:months|weeks|days|year)\b")
_LAST = re.compile(r"\bthe (?:final|last) year of\b")
_LONGEST = 9 * 366  # days of office from which a date tells too little


def part_of_term(sentence: str, whole: Day) -> Day:
    """The first or the last year of a term of office, if the words say so."""
    if _FIRST.search(sentence):
        return replace(whole, when=when(f"{whole.when.first.year}"))
    if _LAST.search(sentence) and not whole.when.uncertain:
        end = whole.when.last
        return replace(whole, when=when(f"{end.year - 1}-{end.month:02}/{end.year}-{end.month:02}"))
    return whole


def term(told: Dating, sentence: str, mentions: Iterable[Mention]) -> Day | None:
    """The term of office of the first head of state named, or whose administration is named."""
    for mention in mentions:
        person = mention.person
        if mention.how == "seat":
            words = re.findall(r"[A-Z][\w’-]+", sentence[mention.start : mention.end])
            person = next((told.heads[word] for word in words if word in told.heads), "")
        around = sentence[max(0, mention.start - 24) : mention.end + 30]
        if found := term_of(told, person, around):
            return found
    return None


def term_of(told: Dating, person: str, around: str) -> Day | None:
    """The term of office of a head of state: of several that which the words about the name say, or the document's."""
    spans = told.terms.get(person, ())
    which = _which_term(told, around, spans) if spans else None
    if which is None or (which[1] - which[0]).days > _LONGEST:
        return None
    first, last = which
    end = last
    if told.written is not None and told.written >= first:
        end = min(last, told.written if told.given else date(told.written.year, 12, 31))
    text = f"{first.isoformat()}/{end.isoformat()}" + ("?" if end < last else "")
    return Day(when=when(text), doubt=f"no date in the words: these are the days of office of {person}")


def _which_term(told: Dating, around: str, spans: tuple[tuple[date, date], ...]) -> tuple[date, date] | None:
    if len(spans) == 1:
        return spans[0]
    if re.search(r"\bfirst\b|1\.0|['’]45", around):
        return spans[0]
    if re.search(r"\bsecond\b|2\.0|['’]47", around):
        return spans[1]
    return next((each for each in spans if told.written and each[0] <= told.written <= each[1]), None)
