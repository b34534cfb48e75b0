"""What a number counts, by the words about it: percent, money, weights and lengths, time, or things.

Unit  what is counted, with its place and what one of it comes to
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Counted = Literal["percent", "points", "money", "quantity", "count", "duration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a number counts.

    Attributes:
        start: the first character of what stands before the number, or the number's own.
        end: just after the unit.
        kind: what it is an amount of.
        name: the unit's name in one form; of things counted, the noun.
        scale: how many of the unit named one of those written is: 1,000,000 for a million tonnes.
    """

    start: int
    end: int
    kind: Counted
    name: str
    scale: Decimal = Decimal(1)


_SIGNS = {
    "US$": "USD", "U.S.$": "USD", "$": "USD", "USD": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD",
    "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "R$": "BRL", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP",
    "RMB": "CNY", "CNY": "CNY", "CN¥": "CNY", "¥": "JPY or CNY", "￥": "JPY or CNY", "JPY": "JPY", "₽": "RUB",
    "₹": "INR", "₩": "KRW",
}  # fmt: skip
_SIGN = re.compile(rf"(?<![A-Za-z])({'|'.join(re.escape(each) for each in sorted(_SIGNS, key=len, reverse=True))}) ?$")
_MONEY = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "australian dollar": "AUD",
    "canadian dollar": "CAD", "hong kong dollar": "HKD", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "euro": "EUR",
    "yen": "JPY", "pound sterling": "GBP", "pounds sterling": "GBP", "rouble": "RUB", "ruble": "RUB", "rupee": "INR",
    "won": "KRW", "usd": "USD", "cny": "CNY", "eur": "EUR", "美元": "USD", "人民币": "CNY",
    "元人民币": "CNY", "元": "CNY",
    "欧元": "EUR", "日元": "JPY", "英镑": "GBP", "港元": "HKD", "卢布": "RUB",
}  # fmt: skip
_MEASURES = {
    "tonne": ("tonnes", 1), "metric ton": ("tonnes", 1), "metric tonne": ("tonnes", 1), "ton": ("tons", 1),
    "mmt": ("tonnes", 10**6), "mt": ("tonnes", 10**6), "million metric ton": ("tonnes", 10**6), "吨": ("tonnes", 1),
    "kilogram": ("kg", 1), "kg": ("kg", 1), "公斤": ("kg", 1), "gram": ("g", 1), "barrel": ("barrels", 1),
    "桶": ("barrels", 1),
    "bushel": ("bushels", 1), "cubic meter": ("cubic metres", 1), "cubic metre": ("cubic metres", 1),
    "bcm": ("cubic metres", 10**9),
    "立方米": ("cubic metres", 1), "square kilometer": ("square kilometres", 1),
    "square kilometre": ("square kilometres", 1),
    "平方公里": ("square kilometres", 1), "hectare": ("hectares", 1), "acre": ("acres", 1), "kilometer": ("km", 1),
    "kilometre": ("km", 1), "km": ("km", 1), "公里": ("km", 1), "mile": ("miles", 1),
    "nautical mile": ("nautical miles", 1),
    "海里": ("nautical miles", 1), "meter": ("metres", 1), "metre": ("metres", 1), "nanometer": ("nm", 1),
    "nanometre": ("nm", 1),
    "nm": ("nm", 1), "纳米": ("nm", 1), "megawatt": ("MW", 1), "mw": ("MW", 1), "gigawatt": ("MW", 1000), "gw": ("MW",
    1000),
    "teu": ("TEU", 1),
}  # fmt: skip
_SPANS = {
    "天": "day",
    "日": "day",
    "周": "week",
    "个星期": "week",
    "星期": "week",
    "个月": "month",
    "年": "year",
    "小时": "hour",
    "分钟": "minute",
}


def _any(words: Mapping[str, object], *, latin: bool) -> str:
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True) if each.isascii() is latin)


_AFTER: tuple[tuple[Counted, re.Pattern[str]], ...] = (
    ("points", re.compile(r"[ -]?(?P<name>basis points?|percentage[ -]points?|points?|pp)\b|个?(?:百分点)", re.I)),
    ("percent", re.compile(r" ?[%\uff05\ufe6a]|[ -](?:percent|per cent|per-cent|pct)\b", re.I)),
    ("money", re.compile(rf"[ -](?P<name>{_any(_MONEY, latin=True)})s?\b"
                         rf"|[多余]?(?P<chinese>{_any(_MONEY, latin=False)})", re.I)),
    (
        "duration",
        re.compile(
            r"(?:[ -](?:full |more |further |additional |calendar |working |business |consecutive |straight )*|(?<=\d))"
            r"(?P<name>minute|hour|day|week|month|year|decade)s?\b|(?P<chinese>[多余]?(?:天|日(?!元)|周|个?星期|个月|年|小时|分钟))",
            re.I,
        ),
    ),
    ("quantity", re.compile(rf"[ -]?(?P<name>{_any(_MEASURES, latin=True)})s?\b(?!['’])"
                            rf"|[多余]?(?P<chinese>{_any(_MEASURES, latin=False)})", re.I)),
)  # fmt: skip
_COUNTER = re.compile(r"[多余]?(?P<name>[家个項项种架艘枚名人次件辆条批轮座位份])")
_OF = re.compile(r" of(?: the| its| their| these| his| her| our| all)?(?= )", re.I)
_NEXT = re.compile(r"[ -]([A-Za-z][A-Za-z'’-]*)")
_ALONE = frozenset(
    """aircraft people personnel troops police cattle fish sheep species series children men women staff crew forces
    countrymen media data""".split()  # noqa: SIM905 - a list of words reads better
)
_STOPS = frozenset(
    """of to in on at by for from with and or but nor as than that which who while when if was were is are be been has
    have had will would could should may might can did does do into over under about after before since until against
    between because so not also including the a an its their his her this these those per plus minus more less fewer
    ago""".split()  # noqa: SIM905
)
_NOT_PLURAL = re.compile(r"(?:ss|us|is|ous|'s|’s)$", re.I)
_NO_NOUN = re.compile(r"(?:ed|ly)$")
_FAR = 5


def unit(sentence: str, start: int, end: int, *, worded: bool) -> Unit | None:
    """What the number that stands from start to end counts; None if the words do not tell.

    >>> unit("about $30 billion", 7, 17, worded=False).name
    'USD'
    """
    if sentence.startswith("百分之", start):
        return Unit(start=start, end=end, kind="percent", name="percent")
    if (sign := _SIGN.search(sentence, max(0, start - 6), start)) and not worded:
        return Unit(start=sign.start(), end=end, kind="money", name=_SIGNS[sign[1]])
    for kind, form in _AFTER:
        if found := form.match(sentence, end):
            return _measured(kind, start, found)
    if counter := _COUNTER.match(sentence, end):
        return Unit(start=start, end=counter.end(), kind="count", name=counter["name"])
    return _things(sentence, start, end)


def _measured(kind: Counted, start: int, found: re.Match[str]) -> Unit:
    said = found.groupdict()
    word = (said.get("name") or said.get("chinese") or "").lower().lstrip("多余")
    name, times = kind if kind in {"percent", "points"} else word, 1
    if kind == "money":
        name = _MONEY[word]
    elif kind == "quantity":
        name, times = _MEASURES[word]
    elif kind == "duration":
        name = _SPANS.get(word, word)
    elif word.startswith("basis"):
        name = "basis points"
    return Unit(start=start, end=found.end(), kind=kind, name=name, scale=Decimal(times))


def _things(sentence: str, start: int, end: int) -> Unit | None:
    """The noun that a number counts: the first plural among the words after it, before a preposition or verb."""
    of = _OF.match(sentence, end)
    at, one = of.end() if of else end, sentence[start:end].lower() in {"one", "1"}
    for _ in range(_FAR):
        word = _NEXT.match(sentence, at)
        if word is None or word[1].lower() in _STOPS:
            return None
        low, at = word[1].lower().rstrip(".-"), word.end()
        if low in _ALONE or (one and not _NO_NOUN.search(low)) or (low.endswith("s") and not _NOT_PLURAL.search(low)):
            return Unit(start=start, end=word.start(1) + len(low), kind="count", name=low)
    return None
