"""The amounts that a sentence states, English or Chinese: how much, of what, and how exactly.

Amount  a share, sum of money, quantity, count, place in an order, length of time, or number of a law, with its place
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain, pairwise
from typing import Literal

from talleyrand.reading.language import numerals, units
from talleyrand.reading.language.references import references
from talleyrand.reading.language.times import dates

Kind = Literal["percent", "points", "money", "quantity", "count", "ordinal", "duration", "reference"]
Bound = Literal["", "at least", "more than", "at most", "less than", "about", "nearly"]
Role = Literal["", "from", "to", "by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount with its place in the sentence.

    Attributes:
        start: its first character, that of its currency if it has one before it.
        end: just after the last of its number, scale or unit.
        kind: what it is an amount of.
        value: the number with its scale, the lower one of a range; None if there is none ("several", a reference).
        upper: the upper number of a range.
        unit: `percent`, `USD`, `tonnes`, `day`; of a count the noun counted; of a reference its name in one form.
        bound: how the words limit it.
        role: of a change, the level before it, the level after it, or how much it is.
        exact: false if the words say that it is a rough number.
    """

    start: int
    end: int
    kind: Kind
    value: Decimal | None
    unit: str = ""
    upper: Decimal | None = None
    bound: Bound = ""
    role: Role = ""
    exact: bool = True


@lru_cache(maxsize=4096)
def amounts(sentence: str) -> tuple[Amount, ...]:
    """The amounts of a sentence in order; days and years are no amounts.

    >>> [(str(each.value), each.unit, each.role) for each in amounts("It fell from 145 to 30 percent.")]
    [('145', 'percent', 'from'), ('30', 'percent', 'to')]
    """
    named = [
        Amount(start=each.start, end=each.end, kind="reference", value=None, unit=each.name)
        for each in references(sentence)
    ]
    # Any day will do: only where dates stand matters here, not which they are.
    taken = [(each.start, each.end) for each in named]
    taken += [
        (each.start, each.end) for each in dates(sentence, date(2000, 1, 1)) if _is_date(sentence, each.start, each.end)
    ]
    plain = [
        each for each in _plain(sentence) if not any(each.start < end and start < each.end for start, end in taken)
    ]
    counted = _with_roles(sentence, tuple(_ranges(sentence, plain)))
    return tuple(sorted((*named, *counted), key=lambda each: each.start))


_LENGTH = re.compile(r"(?:days?|weeks?|months?|quarters?|years?|decades?|天|周|星期|个月|年|ago|now)\W*[内前后]?$")


def _is_date(sentence: str, start: int, end: int) -> bool:
    """True unless a stretch that gives a date is a length of time too, as in "within 90 days"."""
    words = sentence[start:end]
    return not _LENGTH.search(words) or re.search(r"\d{4}年", words) is not None


def _plain(sentence: str) -> Iterator[Amount]:
    """Each number with its unit and bound, those of a range apart."""
    reached = 0
    for number in numerals.numerals(sentence):
        if number.start < reached:
            continue
        found = _amount(sentence, number)
        if found is not None:
            reached = found.end
            yield _bounded(sentence, found)


def _amount(sentence: str, number: numerals.Numeral) -> Amount | None:
    """What a number counts, by the words about it."""
    if number.kind == "ordinal":
        return Amount(start=number.start, end=number.end, kind="ordinal", value=number.value)
    unit = units.unit(sentence, number.start, number.end, worded=number.worded)
    if unit is None:
        bare_year = number.plain and number.value is not None and 1900 <= number.value <= 2100
        listed = sentence[number.start - 1 : number.start] == "(" and sentence[number.end : number.end + 1] == ")"
        if bare_year or number.weak or listed:
            return None
        return Amount(start=number.start, end=number.end, kind="count", value=number.value, exact=number.exact)
    value = None if number.value is None else number.value * unit.scale
    return Amount(
        start=min(unit.start, number.start), end=unit.end, kind=unit.kind, value=value, unit=unit.name,
        exact=number.exact,
        bound="at least" if number.many else "",
    )  # fmt: skip


_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("at least", re.compile(r"(?:\b(?:at least|no less than|not less than|no fewer than|a minimum of|minimum) |至少"
                            r"|不少于|不低于)$", re.I)),
    ("at most", re.compile(r"(?:\b(?:up to|at most|no more than|not more than|as much as|as many as|a maximum of"
                           r"|capped at|not exceeding) |至多|最多|不超过|高达)$", re.I)),
    ("more than", re.compile(r"(?:\b(?:more than|over|above|exceeding|in excess of|upwards? of|greater than"
                             r"|exceeds?|exceeded) |超过|超|逾|多于|高于)$", re.I)),
    ("less than", re.compile(r"(?:\b(?:less than|fewer than|under|below|lower than) |不到|不足|低于|少于)$", re.I)),
    ("nearly", re.compile(r"(?:\b(?:nearly|almost|close to|just under|just short of|approaching"
                          r"|virtually) (?:an? )?|将近|接近|近)$", re.I)),
    ("about", re.compile(r"(?:(?:\b(?:about|around|roughly|approximately|some|an estimated|estimated|circa"
                         r"|an average of|in the region of|or so) (?:an? )?|~ ?)|大约|约|大概)$", re.I)),
)  # fmt: skip
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("at least", re.compile(r"\+| or (?:more|above|higher|greater)\b|以上")),
    ("at most", re.compile(r" or (?:less|fewer|below|lower)\b|以下|以内")),
    ("about", re.compile(r" or so\b|左右|上下")),
    ("nearly", re.compile(r"(?!)")),
)
_PIN = re.compile(r"\b(?:the|its|a|an|further|additional|another|combined|total of|total) $", re.I)


def _bounded(sentence: str, amount: Amount) -> Amount:
    """The amount with the bound that stands before or after it."""
    before = sentence[max(0, amount.start - 24) : amount.start]
    before = _PIN.sub("", before) if _PIN.search(before) and not re.search(r"\ban? $", before) else before
    told = ((bound, form.search(before)) for bound, form in _BEFORE)
    after = ((bound, form.match(sentence, amount.end)) for bound, form in _AFTER)
    bound: Bound = next((bound for bound, match in chain(told, after) if match), amount.bound)
    exact = amount.exact and bound not in {"about", "nearly"}
    if not bound and re.search(r"\w[多余]\w+$", sentence[amount.start : amount.end]):
        bound = "more than"
    return replace(amount, bound=bound, exact=exact)


_THROUGH = re.compile(r" ?[-–—~至到] ?| (?:to|through|or) ")
_AND = re.compile(r" and ")
_BETWEEN = re.compile(r"\bbetween (?:about |roughly )?$", re.I)
_FROM = re.compile(r"(?:\b[Ff]rom (?:[a-z]+ly |about |some |around |the |a |an |its )?|[从由自])$")


def _ranges(sentence: str, plain: list[Amount]) -> Iterator[Amount]:
    """The amounts, two that span a range made one; the unit of the second serves both."""
    waiting: Amount | None = None
    for amount in plain:
        if waiting is not None and _spans(sentence, waiting, amount):
            scale = _scale_apart(sentence, waiting, amount)
            low = (waiting.value or Decimal(0)) * scale
            ends = amount if amount.unit else replace(amount, kind=waiting.kind, unit=waiting.unit)
            yield replace(
                ends, start=waiting.start, value=low, upper=amount.value, bound=waiting.bound, exact=waiting.exact
            )
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = amount
    if waiting is not None:
        yield waiting


def _spans(sentence: str, low: Amount, high: Amount) -> bool:
    """True if two amounts are the ends of one range, not of a change."""
    if low.value is None or high.value is None or "ordinal" in {low.kind, high.kind}:
        return False
    between = sentence[low.end : high.start]
    joined = _THROUGH.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(sentence, 0, low.start))
    like = low.unit in {"", high.unit} or (low.kind == "money" and not high.unit)
    change = _FROM.search(sentence, max(0, low.start - 24), low.start) or between in {"至", "到"}
    return bool(joined and like and not change and low.value * _scale_apart(sentence, low, high) < high.value)


def _scale_apart(sentence: str, low: Amount, high: Amount) -> Decimal:
    """The scale that the first number of a range takes from the second: the billion of "10 to 20 billion"."""
    if low.unit and low.kind not in {"money", "count"}:
        return Decimal(1)
    first = numerals.scale(sentence[low.start : low.end])
    return Decimal(1) if first != 1 else numerals.scale(sentence[high.start : high.end])


_BY = re.compile(
    r"(?:\b[Bb]y (?:(?:a|an|another|further|additional|about|nearly|almost|roughly|some|around|up to|at least"
    r"|more than|over|as much as|the) ){0,3}|下调|上调|下降|上升|提高了?|降低了?|削减"
    r"|减少|增加|下调了|下降了|上升了|加征)$"
)
_TO = re.compile(
    r"(?:\b(?:(?<!up )to|at) (?:(?:a|an|about|nearly|almost|roughly|some|around|up to|at least|more than|over"
    r"|the) ){0,3}|[至到为])$"
)


def _with_roles(sentence: str, found: tuple[Amount, ...]) -> Iterator[Amount]:
    """The amounts of a change with the parts that they have in it."""
    roles: list[Role] = [_role(sentence, each) for each in found]
    for place, (first, second) in enumerate(pairwise(found)):
        between = sentence[first.end : second.start]
        if roles[place] == "from" and re.fullmatch(
            r",? ?(?:percent )?(?:down |up |back )?to(?: \w+){0,2} ?|[^，。,.]{0,6}[至到为]", between
        ):
            roles[place + 1] = "to"
        elif roles[place] == "from" and roles[place + 1] != "to":
            roles[place] = ""
    for place, amount in enumerate(found):
        role = roles[place]
        follower = found[place + 1] if place + 1 < len(found) else None
        if role == "from" and follower is not None and not amount.unit:
            yield replace(amount, kind=follower.kind, unit=follower.unit, role="from")
        elif role == "from" and follower is None:
            yield amount
        else:
            yield replace(amount, role=role)


def _role(sentence: str, amount: Amount) -> Role:
    before = sentence[max(0, amount.start - 40) : amount.start]
    if _FROM.search(before):
        return "from"
    if amount.kind not in {"percent", "points", "money", "quantity"}:
        return ""
    if _BY.search(before):
        return "by"
    to = _TO.search(before)
    return "to" if to and not to[0].startswith("at") else ""
