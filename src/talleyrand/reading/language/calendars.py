"""The words of the calendar, English and Chinese, and the days that they come to.

month, number, WEEKDAYS, STEPS   what words say
after, weekday, stretch, part    the days they come to, counted from a day
form                             a pattern in which `<MONTH>` and the like stand for their words
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from talleyrand.record.dates import When

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_CHINESE = {each: place for place, each in enumerate("零一二三四五六七八九十")} | {"\u3007": 0, "两": 2, "兩": 2}
_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_NUMBERS = {each: place for place, each in enumerate(_WORDS)} | {
    "": 1, "a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "半": 0,
}  # fmt: skip
WEEKDAYS = {
    each: place
    for place, each in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_CHINESE_WEEKDAYS = {each: place for place, each in enumerate("一二三四五六日")} | {"天": 6}
STEPS = {
    "this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1, "the": 0,
    "本": 0, "这": 0, "今": 0, "上": -1, "去": -1, "下": 1, "明": 1,
}  # fmt: skip
DAYS = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "1": 1, "2": 2, "3": 3,
    "4": 4,
    "一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2,
}  # fmt: skip


class Stretch(NamedTuple):
    """A week, month, quarter or year: its first and last day, and as the record writes it."""

    first: date
    last: date
    text: str


def month(word: str) -> int:
    """The number of a month by its name, its short name or its figures.

    >>> month("Sept."), month("十一"), month("7")
    (9, 11, 7)
    """
    low = word.lower().rstrip(".")
    if len(low) >= 3 and low.isascii() and low.isalpha():
        return next(place for place, each in enumerate(_MONTHS, 1) if each.startswith(low[:3]))
    return number(low)


def number(word: str) -> int:
    """The whole number that a word or figures say.

    >>> number("12"), number("six"), number("三十一"), number("a")
    (12, 6, 31, 1)
    """
    low = word.strip().lower().replace(",", "")
    if low.isascii() and low.isdigit():
        return int(low)
    if low in _NUMBERS:
        return _NUMBERS[low]
    if all(each in _CHINESE for each in low):
        return _chinese(low)
    tens, _, ones = low.partition("-")
    return _NUMBERS[tens] + _NUMBERS[ones]


def _chinese(word: str) -> int:
    if "十" not in word:
        return int("".join(str(_CHINESE[each]) for each in word))
    tens, _, ones = word.partition("十")
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)


def after(day: date, count: int, unit: str) -> date:
    """The day so many days, weeks, months, quarters, years or decades later; a month is cut to its last day.

    >>> after(date(2025, 1, 31), 1, "month")
    datetime.date(2025, 2, 28)
    """
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    year, place = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, place + 1, min(day.day, month_days(year, place + 1)))


def month_days(year: int, place: int) -> int:
    """The days of a month."""
    return (date(year + place // 12, place % 12 + 1, 1) - timedelta(days=1)).day


def rounded(day: date, unit: str) -> str:
    """A day as precise as the unit that it was counted in."""
    return day.isoformat()[: {"month": 7, "quarter": 7, "year": 4, "decade": 4}.get(unit, 10)]


def nearest_year(place: int, day: int, written: date, lean: str) -> int:
    """The year in which a month and day lie nearest to a day, or are first after it, or last before it."""
    years = {}
    for year in range(written.year - 4, written.year + 5):
        if day <= month_days(year, place):
            distance = (date(year, place, day) - written).days
            years[year] = distance
    if lean == "coming":
        return min((year for year, away in years.items() if away >= 0), default=written.year)
    if lean == "gone":
        return max((year for year, away in years.items() if away <= 0), default=written.year)
    # News tells of what was more often than of what will be: a day ahead must be four times nearer.
    return min(years, key=lambda year: max(-years[year], 4 * years[year]))


def weekday(name: str, which: str, written: date, lean: str) -> date:
    """The day of that name: of this week, the one before or after, or the nearest on the side that `lean` says."""
    low = name.lower()
    place = WEEKDAYS[low] if low in WEEKDAYS else _CHINESE_WEEKDAYS[low[-1]]
    monday = written - timedelta(days=written.weekday())
    if which == "this" or not which.isascii():
        return monday + timedelta(days=place + 7 * STEPS[which])
    if which in {"next", "coming", "this coming"} or (not which and lean == "coming"):
        ahead = (place - written.weekday()) % 7
        return written + timedelta(days=ahead or (7 if which else 0))
    behind = (written.weekday() - place) % 7
    return written - timedelta(days=behind or (7 if which else 0))


def stretch(unit: str, step: int, written: date) -> Stretch:
    """The week, weekend, month, quarter or year so many steps from that of a day."""
    if unit in {"week", "weekend"}:
        first = written + timedelta(days=7 * step - written.weekday())
        first, last = (first + timedelta(days=5 if unit == "weekend" else 0)), first + timedelta(days=6)
        return Stretch(first, last, f"{first.isoformat()}/{last.isoformat()}")
    day = after(written.replace(day=1), step, unit)
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    begin = (day.month - 1) // size * size + 1
    first, last = date(day.year, begin, 1), date(day.year, begin + size - 1, month_days(day.year, begin + size - 1))
    text = rounded(day, unit) if unit != "quarter" else f"{rounded(first, 'month')}/{rounded(last, 'month')}"
    return Stretch(first, last, text)


def part(whole: When, name: str) -> str:
    """A part of a month, quarter or year, as the record writes it: a day for its start or end, else a stretch.

    A year falls into three times four months, other stretches into tens of days.
    """
    first, last = whole.first, whole.last
    if name in {"end", "close", "底", "末"}:
        return last.isoformat()
    if name in {"start", "beginning", "初"}:
        return first.isoformat()
    third = {"early": 0, "mid": 1, "middle": 1, "中": 1, "late": 2}[name]
    if (last - first).days > 300:
        return f"{first.year:04}-{third * 4 + 1:02}/{first.year:04}-{third * 4 + 4:02}"
    size = max((last - first).days // 3 // 10, 1) * 10
    begin = first + timedelta(days=third * size)
    end = last if third == 2 else begin + timedelta(days=size - 1)
    return f"{begin.isoformat()}/{end.isoformat()}"


_FORMS = {
    "YEAR": r"(?:1[5-9]|20)\d\d(?!\d|,\d|\.\d|%)",
    "MONTH": r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![A-Za-z])",
    "LONE": r"(?:January|February|April|June|July|August|September|October|November|December|Sept\.|Oct\.|Nov\."
    r"|Dec\.)(?![A-Za-z])",
    "DAY": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d.,]*\d|%)",
    "WEEKDAY": r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    "TO": r"(?: ?[-–—] ?| (?:to|and|through|until) )",
    "PART": r"(?:(?:the )?(?i:(?P<part>early|mid|middle|late|end|start|beginning|close))(?: (?:of|in|part of)"
    r"| ?-)?(?: the)? ?)",
    "OFYEAR": r"(?:,? (?P<year><YEAR>)|,? (?:of )?(?P<which>this|last|next) year)",
    "NUMBER": r"(?P<number>\d{1,3}|(?:(?:twenty|thirty|forty|fifty|sixty|ninety)(?:-\w+)?)|an?|one|two|three|four"
    r"|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|fifteen|eighteen)",
    "UNITS": r"(?P<unit>(?:day|week|month|quarter|year|decade)s?)",
    "COUNTED": r"(?:percent|per cent|tonnes|tons|people|troops|soldiers|jobs|dollars|yuan|miles|km|aircraft|cases"
    r"|deaths|workers|"
    r"companies|firms|entities|items|products|chemicals|flights|ships|barrels|megawatts)",
    "年": r"(?P<year>\d{4}|[一二〇零三四五六七八九]{4})年",
    "月": r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月",
    "数": r"(?P<number>\d{1,3}|[一二三四五六七八九十两]{1,3})",
}


def form(pattern: str) -> re.Pattern[str]:
    """A pattern in which `<MONTH>`, `<YEAR>`, `<DAY>` and the like stand for all words of that kind."""
    for _ in range(2):
        for name, words in _FORMS.items():
            pattern = pattern.replace(f"<{name}>", words)
    return re.compile(pattern)
