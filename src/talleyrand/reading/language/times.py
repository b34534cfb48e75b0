"""The dates that a sentence gives, English or Chinese, worked out from the day on which it was written.

Dated  a date with its place in the sentence, and how far it can be relied on

What cannot be worked out from the sentence and that day gives no date: fiscal years, seasons, "the next day".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal, NamedTuple

from talleyrand.errors import WrongValue
from talleyrand.reading.language import calendars as cal
from talleyrand.record.dates import When, when

How = Literal["written", "worked out"]
Bound = Literal["", "by", "until", "since", "before", "after", "within"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date with its place in the sentence.

    Attributes:
        start: its first character.
        end: just after its last.
        when: the days it can mean, in a form of the record.
        how: written in full, or worked out from the day on which the sentence was written.
        bound: how the date limits what is said, as `until`; the date itself is always the one named.
        doubt: why it may mean other days; empty if it is sure.
    """

    start: int
    end: int
    when: When
    how: How
    bound: Bound = ""
    doubt: str = ""

    @property
    def sure(self) -> bool:
        """True if it can mean no other days."""
        return not self.doubt


class _Meant(NamedTuple):
    text: str  # as the record writes it; empty for what is refused
    how: How = "worked out"
    doubt: str = ""
    bound: Bound = ""


class _Told(NamedTuple):
    """What a rule is told of a match: its named groups, the document's day, and to which side the words lean."""

    said: dict[str, str]
    written: date | None
    lean: str

    @property
    def day(self) -> date:
        """The document's day; a match that needs it and has none gives no date."""
        if self.written is None:
            raise ValueError
        return self.written


def dates(sentence: str, written: date | None) -> tuple[Dated, ...]:
    """The dates of a sentence in order; without the day it was written on, only those in full.

    >>> [str(each.when) for each in dates("It lapsed on May 12, last August's date.", date(2025, 6, 1))]
    ['2025-05-12', '2024-08']
    """
    return tuple(_kept(sentence, written))


def _kept(sentence: str, written: date | None) -> Iterator[Dated]:
    reached = 0
    for start, end, meant in sorted(_found(sentence, written), key=lambda each: (each[0], -each[1])):
        if start < reached:
            continue
        reached = end
        if not meant.text:
            continue
        bound = meant.bound or _bound(sentence, start, end)
        doubt = "" if meant.doubt == _EDGE and bound in {"by", "until", "before"} else meant.doubt
        if sentence[:start].endswith("week of "):
            doubt = "the week of that day"
        yield Dated(start=start, end=end, when=when(meant.text), how=meant.how, bound=bound, doubt=doubt)


def _found(sentence: str, written: date | None) -> Iterator[tuple[int, int, _Meant]]:
    for form, meaning in _RULES:
        for match in form.finditer(sentence):
            start, end = match.span("date") if "date" in form.groupindex else match.span()
            said = {name: words.strip() for name, words in match.groupdict().items() if words} | {"all": match[0]}
            try:
                meant = meaning(_Told(said, written, _lean(sentence, start, end)))
                if meant.text:
                    when(meant.text)
            except (ValueError, KeyError, OverflowError, StopIteration, WrongValue):
                if meaning is not _on_day:
                    continue
                meant = _Meant("")  # the 31st of February is not February
            yield start, end, meant


_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("by", re.compile(r"\b(?:by|no later than|not later than)(?: the| about| around)? ?$", re.I)),
    (
        "until",
        re.compile(
            r"(?:\b(?:until|till|through|up to|expir\w+(?: on| in)?|lasts? to)(?: the)? ?|截至|直到|截止到?)$", re.I
        ),
    ),
    (
        "since",
        re.compile(
            r"(?:\b(?:since|as of|from|(?:effective|starting|beginning)(?: on| in| from)?)(?: the)? ?|自|从)$", re.I
        ),
    ),
    ("before", re.compile(r"\b(?:before|prior to|ahead of)(?: the)? ?$", re.I)),
    ("after", re.compile(r"\b(?:after|following)(?: the)? ?$", re.I)),
)
_BOUNDS_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("since", re.compile("以来|起|开始")),
    ("by", re.compile("前|之前|以前")),
    ("after", re.compile("后|之后|以后")),
)
_COMING = re.compile(
    r"\b(?:will|shall|would|is to|are to|plans?|planned|set to|due|scheduled|expect(?:ed|s)?|upcoming|until|by"
    r"|expires?|"
    r"next|later|coming|slated|hopes?|intends?)\b|将|计划|截至|预计"
)
_GONE = re.compile(
    r"\b(?:since|last|past|had|was|were|ago|earlier|met|held|began|started|imposed|agreed|said)\b|已|曾|了"
)


_FROM = re.compile(r"\b(?:from|effective|starting|beginning|as of)(?: on)? $")
_CLAUSE_ENDS = re.compile(r"[;:,()—–]| - ")


def _bound(sentence: str, start: int, end: int) -> Bound:
    before = sentence[max(0, start - 24) : start]
    after = ((bound, form.match(sentence, end)) for bound, form in _BOUNDS_AFTER)
    told = ((bound, form.search(before)) for bound, form in _BOUNDS)
    return next((bound for bound, match in chain(told, after) if match), "")


def _lean(sentence: str, start: int, end: int) -> str:
    """`coming` or `gone` if the words about a date say that it lies ahead or behind, or nothing."""
    before = sentence[max(0, start - 60) : start]
    if _FROM.search(before):  # what is done now may begin soon, or have begun
        return ""
    ahead = max((each.start() for each in _COMING.finditer(before)), default=-1)
    behind = max((each.start() for each in _GONE.finditer(before)), default=-1)
    if ahead == behind:
        after = _CLAUSE_ENDS.split(sentence[end : end + 40])[0]
        ahead, behind = bool(_COMING.search(after)), bool(_GONE.search(after))
    return "" if ahead == behind else "coming" if ahead > behind else "gone"


_GUESSED = "the year is taken from the document's day"
_WEEKDAY = "the weekday may be of the week before or after"
_WEEKEND = "it may be the weekend before or after"
_COUNTED = "counted from the document's day"
_EDGE = "the start or end may mean the days about it"
_VAGUE = "an early, middle or late part has no fixed days"
WRONG_WEEKDAY = "the weekday named is not that of the date"


def _year(told: _Told, month: int, day: int) -> tuple[int, How, str]:
    """The year of a month or day: as written, or the nearest to the document's day."""
    if given := told.said.get("year") or told.said.get("year2"):
        return (int(given) if given.isascii() else cal.number(given)), "written", ""
    if which := told.said.get("which", "").lower():
        return told.day.year + cal.STEPS[which], "worked out", ""
    return cal.nearest_year(month, day, told.day, told.lean), "worked out", _GUESSED


def _on_day(told: _Told) -> _Meant:
    """A day, or the days from one to another."""
    said = told.said
    month, day = cal.month(said["month"]), cal.number(said["day"].rstrip("stndrh"))
    year, how, doubt = _year(told, month, day)
    last_month = cal.month(said.get("month2", said["month"]))
    crosses = last_month < month
    if crosses and "year" not in said and "year2" in said:
        year -= 1
    first = date(year, month, day)
    if name := said.get("weekday", "").lower():
        agrees = first.weekday() == cal.WEEKDAYS[name]
        doubt = "" if agrees else WRONG_WEEKDAY
    if "day2" not in said:
        return _Meant(first.isoformat(), how, doubt)
    last_year = cal.number(said["year2"]) if "year2" in said else year + crosses
    last = date(last_year, last_month, cal.number(said["day2"].rstrip("stndrh")))
    return _Meant(f"{first.isoformat()}/{last.isoformat()}", how, doubt)


def _in_month(told: _Told) -> _Meant:
    """A month, a part of it, or the months from one to another."""
    said = told.said
    month = cal.month(said["month"])
    year, how, doubt = _year(told, month, 15)
    if "month2" not in said:
        return _part(told, f"{year:04}-{month:02}", how, doubt)
    last_month = cal.month(said["month2"])
    crosses = last_month < month
    if crosses and "year" not in said and "year2" in said:
        year -= 1
    last_year = cal.number(said["year2"]) if "year2" in said else year + crosses
    return _Meant(f"{year:04}-{month:02}/{last_year:04}-{last_month:02}", how, doubt)


def _stepped_month(told: _Told) -> _Meant:
    """Last August, next March: the nearest on that side, this month's apart."""
    month, step = cal.month(told.said["month"]), cal.STEPS[told.said["which"].lower()]
    away = (month - told.day.month) % 12 if step >= 0 else (month - told.day.month - 1) % 12 - 11
    if step > 0 and away == 0:
        away = 12
    year = told.day.year if step == 0 else cal.after(told.day.replace(day=1), away, "month").year
    # "Last March" said in May is often this year's, and often the one before.
    doubt = f"it may be that of {year - step}" if step and year == told.day.year else ""
    return _part(told, f"{year:04}-{month:02}", "worked out", doubt)


def _in_year(told: _Told) -> _Meant:
    first, last = told.said["year"], told.said.get("year2", "")
    if last:
        return _Meant(f"{first}/{first[: 4 - len(last)]}{last}", "written")
    whole = first if first.isascii() else f"{cal.number(first):04}"
    return _part(told, whole, "written", "")


def _stepped(told: _Told) -> _Meant:
    """This, last or next week, weekend, month, quarter or year, or a part of it."""
    unit = {"周末": "weekend", "周": "week", "月": "month", "年": "year", "季度": "quarter"}.get(told.said["unit"], "")
    unit = unit or told.said["unit"].lower()
    whole = cal.stretch(unit, cal.STEPS[told.said.get("which", "this").lower()], told.day)
    rest = told.said.get("rest", "").lower()
    if rest in {"later", "the rest of"}:
        return _Meant(f"{cal.after(told.day, 1, 'day').isoformat()}/{whole.last.isoformat()}")
    if rest == "earlier":
        return _Meant(f"{whole.first.isoformat()}/{told.day.isoformat()}")
    return _part(told, whole.text, "worked out", "")


def _weekend(told: _Told) -> _Meant:
    """The weekend, said without which: the last one, or that which has begun or is looked forward to."""
    ahead = told.lean == "coming" or told.day.weekday() >= 5
    return _Meant(cal.stretch("weekend", 0 if ahead else -1, told.day).text, "worked out", _WEEKEND)


def _part(told: _Told, whole: str, how: How, doubt: str) -> _Meant:
    """The whole, or the part of it that the words name."""
    name = told.said.get("part", "").lower()
    if not name:
        return _Meant(whole, how, doubt)
    vague = _VAGUE if name in {"early", "mid", "middle", "late", "中"} else _EDGE
    return _Meant(cal.part(when(whole), name), how, doubt or vague)


def _weekday(told: _Told) -> _Meant:
    which = told.said.get("which", "").lower().removesuffix(" past").removeprefix("this ")
    first = cal.weekday(told.said["weekday"], which, told.day, told.lean)
    doubt = "" if which == "this" or (which and not which.isascii()) else _WEEKDAY
    if "weekday2" not in told.said:
        return _Meant(first.isoformat(), "worked out", doubt)
    last = cal.weekday(told.said["weekday2"], "next", first, "")
    return _Meant(f"{first.isoformat()}/{last.isoformat()}", "worked out", doubt)


def _named_day(told: _Told) -> _Meant:
    return _Meant(cal.after(told.day, cal.DAYS[" ".join(told.said["all"].lower().split())], "day").isoformat())


_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "年": "year"}


def _count(told: _Told) -> tuple[int, str]:
    unit = told.said["unit"]
    return cal.number(told.said.get("number", "")), _UNITS.get(unit) or unit.lower().removesuffix("s")


def _ago(told: _Told) -> _Meant:
    number, unit = _count(told)
    doubt = "" if unit == "day" else _COUNTED
    return _Meant(cal.rounded(cal.after(told.day, -number, unit), unit), "worked out", doubt)


def _hence(told: _Told) -> _Meant:
    number, unit = _count(told)
    return _Meant(cal.rounded(cal.after(told.day, number, unit), unit), "worked out", _COUNTED)


def _past(told: _Told) -> _Meant:
    number, unit = _count(told)
    return _Meant(f"{cal.after(told.day, -number, unit).isoformat()}/{told.day.isoformat()}", "worked out", _COUNTED)


def _ahead(told: _Told) -> _Meant:
    number, unit = _count(told)
    last = cal.after(told.day, number, unit)
    return _Meant(f"{told.day.isoformat()}/{last.isoformat()}", "worked out", _COUNTED, "within")


def _twelve_months(told: _Told) -> _Meant:
    month = cal.month(told.said["month"])
    year, how, doubt = _year(told._replace(lean=told.lean or "gone"), month, 15)
    first = cal.after(date(year, month, 1), -11, "month")
    return _Meant(f"{cal.rounded(first, 'month')}/{year:04}-{month:02}", how, doubt)


def _division(told: _Told) -> _Meant:
    """A quarter or half of a year."""
    doubt = "" if {"year", "which"} & told.said.keys() else _GUESSED
    year, how = _year(told, 1, 1)[:2] if "year" in told.said else (told.day.year, "worked out")
    year += cal.STEPS[told.said["which"].lower()] if "which" in told.said else 0
    size = 6 if "half" in told.said else 3
    nth = told.said["nth"].lower()
    place = 12 // size if nth in {"last", "final"} else cal.ORDINALS[nth]
    first = (place - 1) * size + 1
    return _Meant(f"{year:04}-{first:02}/{year:04}-{first + size - 1:02}", how, doubt)


def _decade(told: _Told) -> _Meant:
    return _Meant(f"{told.said['decade']}0/{told.said['decade']}9", "written")


def _in_figures(told: _Told) -> _Meant:
    return _Meant(told.said["all"], "written")


def _refused(_told: _Told) -> _Meant:
    return _Meant("")


_LISTED: tuple[tuple[Callable[[_Told], _Meant], tuple[str, ...]], ...] = (
    (
        _refused,
        (
            r"\b(?i:fiscal|financial|tax|marketing|academic"
            r"|school)[ -](?i:years? )?(?:<YEAR>(?:[-/–]\d\d(?:\d\d)?)?|\d\d\b)",
            r"\bFY ?['’]?\d\d(?:\d\d)?\b|\d{4}财年|<YEAR> (?i:fiscal|financial) year",
            r"\b(?:the )?(?i:spring|summer|autumn|fall|winter)(?: of| in)?,? <YEAR>|\d{4}年[春夏秋冬]",
            r"\b(?i:first|only|biggest|largest|highest|lowest|worst|best|most|least)\b[^,.;]{0,40}"
            r" in (?i:<NUMBER>) <UNITS>",
            r"\bNos?\. ?\d+,? (?:of |\(|\[)<YEAR>|\d{4}年第?\d+号",
        ),
    ),
    (_in_figures, (r"(?<![\d.,/-])\d{4}-\d\d(?:-\d\d)?(?![\d/-])",)),
    (
        _on_day,
        (
            r"(?:\b(?P<weekday><WEEKDAY>),? \(?(?:the )?)?(?<![\d.,$€£])"
            r"\b(?P<day><DAY>) (?:of )?(?P<month><MONTH>)<OFYEAR>?",
            r"(?:\b(?P<weekday><WEEKDAY>),? \(?)?\b(?P<month><MONTH>) (?P<day><DAY>)<OFYEAR>?",
            r"(?<![\d.,$€£])\b(?P<day><DAY>)<TO>(?P<day2><DAY>) (?:of )?(?P<month><MONTH>)<OFYEAR>?",
            r"\b(?P<month><MONTH>) (?P<day><DAY>)<TO>(?P<day2><DAY>)<OFYEAR>?",
            r"\b(?P<day><DAY>) (?P<month><MONTH>)(?:,? (?P<year><YEAR>))?"
            r"<TO>(?P<day2><DAY>) (?P<month2><MONTH>)(?:,? (?P<year2><YEAR>))?",
            r"\b(?P<month><MONTH>) (?P<day><DAY>)(?:,? (?P<year><YEAR>),?)?"
            r"<TO>(?P<month2><MONTH>) (?P<day2><DAY>)(?:,? (?P<year2><YEAR>))?",
            r"(?:<年>|(?P<which>[今去明])年)?<月>(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
            r"(?:(?:至|到|—|-|–|和|、)(?:(?P<year2>\d{4})年)?(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})[日号])?",
        ),
    ),
    (
        _in_month,
        (
            r"(?:\b<PART>)?\b(?P<month><MONTH>)<OFYEAR>",
            r"\b(?P<month><MONTH>) of (?P<year><YEAR>)",
            r"(?:\b<PART>)?\b(?P<month><LONE>)",
            r"\b<PART>(?P<month><MONTH>)",
            r"\b(?i:in|by|since|until|from|before|after|during|through|of"
            r"|for)(?: the month of)? (?P<date>(?P<month>May|March))(?![A-Za-z]| Day)",
            r"\b(?P<month><MONTH>)(?: (?P<year><YEAR>))?<TO>(?P<month2><MONTH>)(?: (?P<year2><YEAR>))?(?! ?\d)",
            r"(?:<年>|(?P<which>[今去明])年)<月>(?:份)?(?P<part>[初中底末])?(?!\d|[一二三四五六七八九十]+[日号])",
            r"(?<![\d年])<月>(?:份)?(?P<part>[初中底末])?(?!\d|[一二三四五六七八九十]+[日号])",
            r"(?P<which>[本上下])个?月(?P<day>\d{1,2})日",
        ),
    ),
    (_stepped_month, (r"\b(?:<PART>)?(?i:(?P<which>last|next|this)) (?P<month><MONTH>)(?! ?\d)",)),
    (
        _in_year,
        (
            r"\b(?i:in|since|until|till|by|before|after|during|through|from|for|of|to|and|or|the|its|his|her|their"
            r"|that|year|circa|between|than|"
            r"above|below|early|late|a|[A-Za-z]+['’]s) (?P<date>(?P<year><YEAR>))(?! ?<COUNTED>)(?![-–]\w)",
            r"(?<![\w.,$-])(?P<year><YEAR>)(?=['’]s)",
            r"(?<=\()(?P<year><YEAR>)(?=\))",
            r"(?:^|, )(?P<date>(?P<year><YEAR>))(?=,|\.$| (?:was|is|saw|marked|will|and)\b)",
            r"\b<PART>(?P<year><YEAR>)",
            r"(?<![\w.,$/-])(?P<year><YEAR>)[-–/](?P<year2>(?:20|19)?\d\d)(?![\d%-])(?! ?<COUNTED>)",
            r"\b(?:from|between) (?P<date>(?P<year><YEAR>)(?: to | and | through | until )(?P<year2><YEAR>))",
            r"\byear-end (?P<date>(?P<year><YEAR>))",
            r"<年>(?P<part>[初中底末])?(?![第\d])",
        ),
    ),
    (_decade, (r"\b(?:the )?(?:(?:early|mid|late)[ -])?(?P<date>(?P<decade>(?:1[5-9]|20)\d)0['’]?s)\b",)),
    (
        _division,
        (
            r"\b(?:the )?(?i:(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th)) (?:quarter"
            r"|(?P<half>half))(?: of|,)?(?: the)?"
            r"(?: (?P<year><YEAR>)| (?P<which>this|last|next|current|coming) year| year)",
            r"\b(?P<nth_>Q)(?P<nth>[1-4])(?: of|,)? (?P<year><YEAR>)",
            r"\b(?P<year><YEAR>)[ -]?Q(?P<nth>[1-4])",
            r"(?:(?P<year>\d{4})|(?P<which>[今去明]))年第?(?P<nth>[一二三四1-4])季度",
            r"(?:(?P<year>\d{4})|(?P<which>[今去明]))年(?P<nth>[上下])(?P<half>半)年",
        ),
    ),
    (
        _stepped,
        (
            r"\b(?:(?i:(?P<rest>later|earlier|the rest of)) |<PART>)?(?i:(?P<which>this|last|next|current|coming"
            r"|previous)) "
            r"(?P<unit>weekend|week|month|quarter|year)(?![\w-])",
            r"\b(?i:(?P<part>end|start|beginning|middle|close)) of the (?P<unit>week|month|quarter|year)(?![\w-])",
            r"\b(?P<unit>year|month)-(?P<part>end)\b(?! \d)",
            r"(?P<which>[本这上下])个?(?P<unit>周末|周|月|季度)(?P<part>[初中底末])?(?![一二三四五六日天\d])",
            r"(?P<which>[今去明])(?P<unit>年)(?P<part>[初中底末])?(?![第\d上下])(?!前|后)",
            r"(?<![\d今去明一二三四五六七八九十])(?P<unit>年|月)(?P<part>底)",
        ),
    ),
    (_weekend, (r"\b(?:over|at|during) (?P<date>the weekend)",)),
    (
        _weekday,
        (
            r"\b(?:(?i:(?P<which>last|next|this past|this coming|this|coming"
            r"|past)) )?(?P<weekday><WEEKDAY>)(?:<TO>(?P<weekday2><WEEKDAY>))?\b",
            r"(?P<which>[本这上下])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])",
        ),
    ),
    (
        _named_day,
        (
            r"\b(?i:the day before yesterday|the day after tomorrow|today|tonight|yesterday"
            r"|tomorrow)\b(?!['’]s (?:world|generation))",
            "今天|今日|昨天|昨日|前天|明天|明日|后天",
        ),
    ),
    (_ago, (r"\b(?i:<NUMBER>) <UNITS> ago\b", "<数>(?:个)?(?P<unit>天|周|星期|月|年)前")),
    (
        _hence,
        (
            r"\b(?i:in|after) (?P<date>(?i:<NUMBER>) <UNITS>)(?:['’] time| from (?:now|today))",
            r"\b(?i:<NUMBER>) <UNITS> from (?:now|today)\b",
            r"\bin (?P<date>(?i:<NUMBER>) <UNITS>)(?= ?[,.;]|$)",
        ),
    ),
    (
        _past,
        (
            r"\b(?i:the |these )?(?i:past|last|previous) (?i:<NUMBER>) <UNITS>(?!-)",
            r"\b(?:over|in|during|for|within) (?P<date>the past <UNITS>)",
            "(?:过去|最近|近)<数>(?:个)?(?P<unit>天|周|星期|月|年)",
        ),
    ),
    (
        _ahead,
        (
            r"\b(?i:the )?(?i:next|coming|following) (?i:<NUMBER>) <UNITS>(?!-)",
            r"\b(?i:within|inside|no later than)(?: a period of"
            r"| the next)? (?P<date>(?i:<NUMBER>) <UNITS>)(?! (?:of|after|from|before)\b(?! (?:now|today)))",
            "(?:未来|今后|接下来)?<数>(?:个)?(?P<unit>天|日|周|星期|月|年)(?:之|以)?内",
            "(?:未来|今后|接下来)<数>(?:个)?(?P<unit>天|日|周|星期|月|年)",
        ),
    ),
    (
        _twelve_months,
        (
            r"\b(?:the )?(?i:12|twelve)[ -]months?(?: period)? (?:to|through|ending|ended|until"
            r"|up to)(?: in)?(?: the end of)? (?P<month><MONTH>)(?:,? (?P<year><YEAR>))?",
            r"\b(?:the|in) (?P<date>year (?:to|through|ending|ended) (?P<month><MONTH>)(?:,? (?P<year><YEAR>))?)",
        ),
    ),
)
_RULES = tuple((cal.form(form), meaning) for meaning, forms in _LISTED for form in forms)
