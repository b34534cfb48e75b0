"""Dates as people give them: a year, a month, a day, an hour with its zone, a span, an open end.

When    one date as written, with the first and the last day it can mean
Moment  the instant at which a question is asked: an exact hour, or the end of a local day

A day without an hour means the local day of the party that acts. Two questions are asked of a date:
when does it begin (`starts`), and when is it over (`ends`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from talleyrand.errors import WrongValue

FORMS = "write a date as 2025, 2025-05, 2025-05-12, 2025-05-12T12:01+08:00 or 2025-05-10/2025-05-12"

_ONE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d))?)?)?(\?)?", re.ASCII)
_WITHOUT_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?\??", re.ASCII)
_LAST_DAY_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class When:
    """A date as written in the record.

    Attributes:
        text: as written.
        first: the first local day that it can mean; 0001-01-01 if the start is open.
        last: the last local day that it can mean; 9999-12-31 if the end is open.
        instant: the exact moment in UTC, where an hour and a zone were given.
        uncertain: true if marked with a question mark.
    """

    text: str
    first: date
    last: date
    instant: datetime | None = None
    uncertain: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def exact(self) -> bool:
        """True if it names one day or one moment for sure."""
        return self.first == self.last and not self.uncertain


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant at which a question is asked.

    Attributes:
        day: the day asked about.
        instant: the exact moment in UTC, or None for the end of that day, wherever the acting party is.
        text: the hour as it was asked, for showing.
    """

    day: date
    instant: datetime | None = None
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.text or (self.instant.isoformat() if self.instant else self.day.isoformat())


@lru_cache(maxsize=65536)
def when(text: str) -> When:
    """The date that a text gives.

    Raises:
        WrongValue: if the text is no date of the forms that the record knows.

    >>> when("2025-05").last
    datetime.date(2025, 5, 31)
    >>> when("2025-04-10T12:01+08:00").instant.hour
    4
    >>> when("2025-05-10/..").first
    datetime.date(2025, 5, 10)
    """
    text = text.strip()
    if "/" not in text:
        return _one(text)
    start, _, end = text.partition("/")
    if start == end == "..":
        raise WrongValue(f"'{text}' is no date: an interval needs at least one end; {FORMS}")
    try:
        first = None if start == ".." else _one(start)
        last = None if end == ".." else _one(end)
    except WrongValue as fault:
        raise WrongValue(f"in '{text}', {fault}") from None
    whole = When(
        text,
        first.first if first else date.min,
        last.last if last else date.max,
        None,
        bool(first and first.uncertain) or bool(last and last.uncertain),
    )
    if whole.first > whole.last:
        raise WrongValue(f"'{text}' is no date: the interval ends before it starts")
    return whole


def _one(text: str) -> When:
    match = _ONE.fullmatch(text)
    if match is None and _WITHOUT_ZONE.fullmatch(text):
        raise WrongValue(f"'{text}' is no date: an hour needs its zone, as in 2025-05-12T12:01+08:00")
    if match is None:
        raise WrongValue(f"'{text}' is no date: {FORMS}")
    year, month, day, hour, minute, second, zone, doubt = match.groups()
    try:
        if day is None:
            return _partial(text, int(year), int(month) if month else None, doubt is not None)
        there = date(int(year), int(month), int(day))
        instant = datetime.fromisoformat(text.rstrip("?").replace("Z", "+00:00")) if hour else None
        utc = instant.astimezone(UTC) if instant else None
    except (ValueError, OverflowError):
        raise WrongValue(f"'{text}' is no date: there is no such day or hour in the calendar") from None
    return When(text, there, there, utc, doubt is not None)


def _partial(text: str, year: int, month: int | None, uncertain: bool) -> When:
    if month is None:
        return When(text, date(year, 1, 1), date(year, 12, 31), None, uncertain)
    leap = month == 2 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    first = date(year, month, 1)
    return When(text, first, date(year, month, _LAST_DAY_OF_MONTH[month - 1] + leap), None, uncertain)


def moment(text: str | date | When | Moment) -> Moment:
    """The instant that a day or an hour with its zone names, for the options `on` and `known`.

    Raises:
        WrongValue: if it is neither a day nor an hour with its zone.

    >>> str(moment("2025-04-11"))
    '2025-04-11'
    """
    if isinstance(text, Moment):
        return text
    if isinstance(text, date):
        return Moment(text)
    given = when(text) if isinstance(text, str) else text
    if not given.exact:
        raise WrongValue(
            f"'{given.text}' is not one day: ask about a day (2025-04-11) or an hour with its zone "
            "(2025-04-10T00:30+08:00)"
        )
    return Moment(given.first, given.instant, given.text if given.instant else "")


@lru_cache(maxsize=262144)
def midnight(day: date, zone: str) -> datetime:
    """The moment in UTC at which a local day begins."""
    if day <= date.min + timedelta(days=1):
        return datetime.min.replace(tzinfo=UTC)
    if day >= date.max - timedelta(days=1):
        return datetime.max.replace(tzinfo=UTC)
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@cache
def is_zone(name: str) -> bool:
    """True if there is a time zone of that name.

    >>> is_zone("Asia/Shanghai"), is_zone("Asia/Shangai")
    (True, False)
    """
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


def starts(given: When, zone: str) -> datetime:
    """The earliest moment in UTC at which a date begins, its day being local to `zone`."""
    return given.instant or midnight(given.first, zone)


def ends(given: When, zone: str) -> datetime:
    """The first moment in UTC at which a date is over: a day lasts to its end, an hour is over at once."""
    if given.instant:
        return given.instant
    if given.last >= date.max - timedelta(days=1):
        return datetime.max.replace(tzinfo=UTC)
    return midnight(given.last + timedelta(days=1), zone)


def asked(at: Moment, zone: str) -> datetime:
    """The last moment in UTC that a question covers: its hour, or the last instant of its local day."""
    if at.instant:
        return at.instant
    if at.day >= date.max - timedelta(days=1):
        return datetime.max.replace(tzinfo=UTC)
    if at.day == date.min:
        return datetime.min.replace(tzinfo=UTC)
    return midnight(at.day + timedelta(days=1), zone) - timedelta(microseconds=1)


def shifted(day: date, days: int) -> date:
    """The day so many days after another, or before it if they are negative; at most the first or last there is."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min
