"""The dates of a sentence as the sentences before it tell them: "on 2 April" of that year, "a day later".

A story told in order goes on from the last day that it gave with its year. A month or day without one is of that
year, or of the next if the story would else go back. The document's own day tells the year only where no story does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from talleyrand.reading.language import calendars
from talleyrand.reading.language.times import Dated
from talleyrand.record.dates import When, when

_GUESSED = "year is taken"  # in the doubt of a date without a year
_BACK = 45  # days by which a story goes back without telling the year
_THAT_YEAR = re.compile(r"^,? of (?:that|the same) year\b", re.I)
_LATER = re.compile(
    r"\b(?:(?P<number>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}) "
    r"(?P<unit>day|week|month|year)s? later|(?P<next>the (?:next|following) day)"
    r"|(?P<same>(?:on )?(?:the|that) same day))\b",
    re.I,
)
PART = re.compile(r"(?:the )?(?:end|start|beginning|middle|early|mid|late)\b", re.I)
EDGE = "a part of a month may mean the days about it"
_HAD = re.compile(r"\b(?:had|previous|earlier)\b", re.I)
COUNTED = "counted from the day told before"


def in_its_year(
    said: str, found: tuple[Dated, ...], told: When | None, written: date | None
) -> tuple[tuple[Dated, ...], tuple[Dated, ...]]:
    """The dates of a sentence in the story's year, and those that the document's own day would tell otherwise.

    Args:
        told: the last day told with its year in the sentences before.
        written: the document's day, after which nothing was done.
    """
    told = told or next((each.when for each in found if each.how == "written"), None)
    if told is None:
        return found, ()
    own, other = [], []
    for each in found:
        told = each.when if each.how == "written" and not each.bound else told
        same, words = bool(_THAT_YEAR.match(said[each.end :])), said[each.start : each.end]
        meant = _of_story(each, words, told.first, written or date.max, same=same)
        own.append(meant)
        if meant.when != each.when and not same:
            other.append(each)
    return tuple(own) or tuple(_later(said, told)), tuple(other)


def _of_story(each: Dated, words: str, told: date, written: date, *, same: bool) -> Dated:
    """A date whose year was guessed, put into the year of what was told before."""
    if _GUESSED not in each.doubt:
        return each
    years = (told.year,) if same else (told.year, told.year + 1)
    moved = [one for one in (_in_year(each.when, year) for year in years) if one]
    moved = [one for one in moved if one.first <= written or each.bound]
    on = next((one for one in moved if same or one.last >= told - timedelta(days=_BACK)), None)
    return replace(each, when=on, doubt=EDGE if PART.match(words) else "") if on else each


def _in_year(on: When, year: int) -> When | None:
    """A day, month or stretch of them in another year."""
    gap = year - on.first.year
    try:
        return when(re.sub(r"\d{4}", lambda match: f"{int(match[0]) + gap:04}", on.text))
    except ValueError:
        return None


def _later(said: str, told: When) -> Iterator[Dated]:
    """A day told as so long after the last one, where the sentence has no other date."""
    match = _LATER.search(said)
    if match is None or (not told.exact and (match["unit"] or "") not in ("month", "year")):
        return
    if match["same"] or match["next"]:
        days, unit, number = (0 if match["same"] else 1), "day", 0
    else:
        unit = match["unit"].lower()
        number = calendars.number(match["number"])
        days = number if unit == "day" else 0
    if unit == "day":
        text = (told.last + timedelta(days=days)).isoformat()
    elif unit == "week":
        first = told.last + timedelta(weeks=number, days=-3)
        text = f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"
    else:
        text = f"{calendars.after(told.last, number, unit):%Y-%m}"
    yield Dated(start=match.start(), end=match.end(), when=when(text), how="worked out", doubt=COUNTED)


def last_told(said: str, found: Iterable[Dated], written: date | None, before: When | None = None) -> When | None:
    """The last day or month that a sentence tells with its year, or in the year of those before; else the one before.

    What it looks back to, as "they had met in 2019", moves no story.

    >>> from talleyrand.reading.language.times import dates
    >>> str(last_told("It began in May 2025.", dates("It began in May 2025.", None), None))
    '2025-05'
    """
    told = [each.when for each in found if _anchors(each, written) and said[each.start : each.end][-1:].isalnum()]
    if told and before is not None and told[-1].last < before.first and _HAD.search(said):
        return before
    return told[-1] if told else before


def _anchors(each: Dated, written: date | None) -> bool:
    """True of a date from which a story goes on: no deadline, none to come, and none whose year was guessed."""
    gone = written is None or each.when.first <= written
    return gone and each.bound not in ("by", "until", "within") and _GUESSED not in each.doubt
