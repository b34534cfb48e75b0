"""The numbers of a sentence, in figures and in words, English and Chinese, before anything is said of their unit.

Numeral  a number with its place and its scale worked in
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "k": 10**3, "m": 10**6,
    "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12,
    "万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fifteenth": 15, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
# Rough words, and the least that each can mean.
_MANY = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens of thousands": 20_000,
    "hundreds of thousands": 200_000, "millions": 2 * 10**6, "billions": 2 * 10**9, "数十": 20, "数百": 200,
    "数千": 2000, "数万": 20_000, "几十": 20, "几百": 200, "上百": 100, "上千": 1000,
}  # fmt: skip
_SHARES = {
    "half": "0.5", "a quarter": "0.25", "one quarter": "0.25", "three-quarters": "0.75", "three quarters": "0.75",
    "one-quarter": "0.25", "one-half": "0.5", "one-fifth": "0.2", "a fifth": "0.2", "one fifth": "0.2",
    "two-fifths": "0.4", "three-fifths": "0.6", "four-fifths": "0.8", "a tenth": "0.1",
    "one-tenth": "0.1", "one tenth": "0.1",
}  # fmt: skip
_DIGITS = {each: place for place, each in enumerate("零一二三四五六七八九")} | {"两": 2}

_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_ORDER = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMERAL = re.compile(
    rf"(?P<many>\b(?:{'|'.join(sorted(_MANY, key=len, reverse=True)[:8])})\b|[数几上][十百千万]+)"
    rf"|(?P<few>\b(?:several|a few|a handful of|a couple of)\b)"
    rf"|\b(?P<dozen>(?:(?:a|one|two|three|four|five|half a) )dozen)\b"
    rf"|(?<![\w.-])(?P<share>{'|'.join(sorted(_SHARES, key=len, reverse=True))})(?= (?:of|the|a|an|percentage)\b"
    rf"|-(?:percent|point)|[-–—]$)(?! year)(?: an?(?= (?:million|billion|trillion"
    rf"|percent)))?(?P<share_scale> (?:million|billion|trillion))?"
    rf"|(?<![\w.,])(?P<ordinal>\d{{1,3}}(?:st|nd|rd|th))\b|\b(?P<ordinal_word>(?:(?:twenty|thirty|forty|fifty|sixty"
    rf"|seventy|eighty|ninety)-)?(?:{_ORDER}))\b(?! of all)"
    rf"|(?P<chinese_ordinal>第(?:\d+|[一二三四五六七八九十百]+))"
    rf"|(?<![A-Za-z\d_.])(?<!\d,)(?<![A-Za-z]-)(?<![‘’'])(?P<figures>{_FIGURES})(?P<scale>[ -]?(?:hundred|thousand"
    rf"|million"
    rf"|billion|trillion)\b|(?:bn|mn|tn|[kmb])\b|[万亿千百]+)?(?![A-Za-z_]*\d)"
    rf"|\b(?P<words>(?:(?:{_WORD})(?:-(?:{_WORD}))?|an?(?= (?:hundred|thousand|million|billion"
    rf"|trillion)))(?:(?: (?:hundred|thousand|million|billion|trillion)|-(?:hundred|thousand|million"
    rf"|billion))(?: and)?(?: (?:{_WORD})(?:-(?:{_WORD}))?)?)*)\b(?P<and_half> and a half)?"
    rf"|(?P<chinese>百分之)?(?P<chinese_words>[一二两三四五六七八九十百千零]+(?:点[一二三四五六七八九零]+)?[万亿]*)(?!些|样|般|直|致|个中国|起|旦|贯|体|道|方|边"
    rf"|定|再|律|步|切)",
    re.I,
)  # fmt: skip
_NEVER_COUNTED = re.compile(
    r"(?: of\b| another\b| side\b| hand\b| or\b| thing\b| way\b|'s\b|’s\b|-sided|-on-one|-time|-way)", re.I
)

_ADJECTIVE = re.compile(r"-(?:way|sided|fold|track|tier|level|party|pronged)\b", re.I)
_NOBODY = re.compile(r"\b(?:no|any|every|some|each|this|that|the|which) $", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number with its place.

    Attributes:
        start: its first character.
        end: just after its last, its scale taken in.
        value: the number; None if the words give none ("several").
        kind: a number, or a place in an order.
        exact: false if it is rough.
        many: true if the value is the least that the words can mean ("dozens").
        worded: true if it is in words.
        plain: true if it is four figures and nothing else, as a year is.
        weak: true if it often counts nothing ("one", Chinese characters that are parts of words).
    """

    start: int
    end: int
    value: Decimal | None
    kind: Literal["number", "ordinal"] = "number"
    exact: bool = True
    many: bool = False
    worded: bool = False
    plain: bool = False
    weak: bool = False


def numerals(sentence: str) -> Iterator[Numeral]:
    """The numbers of a sentence in order.

    >>> [str(each.value) for each in numerals("Two dozen ships, 1.5 million tonnes and the 3rd of four rounds")]
    ['24', '1500000.0', '3', '4']
    """
    for match in _NUMERAL.finditer(sentence):
        found = _numeral(match, sentence)
        if found is not None:
            yield found


def _numeral(match: re.Match[str], sentence: str) -> Numeral | None:
    start, end = match.span()
    if match["figures"]:
        value = Decimal(match["figures"].replace(",", "")) * scale(match["scale"] or "")
        plain = re.fullmatch(r"\d{4}", match[0]) is not None
        return Numeral(start=start, end=end, value=value, plain=plain)
    if match["words"]:
        value = _worded(match["words"]) + (Decimal("0.5") if match["and_half"] else 0)
        found = Numeral(start=start, end=end, value=value, worded=True, weak=match["words"].lower() == "one")
        return found if _counts(match, sentence) else None
    if match["chinese_words"]:
        value = chinese(match["chinese_words"])
        percent = match["chinese"] is not None
        return Numeral(start=start, end=end, value=value, worded=True, weak=not percent)
    return _rough(match) or _ordinal(match)


def _counts(match: re.Match[str], sentence: str) -> bool:
    """False if a number in words is part of an adjective, of a name, or of "one another" and the like."""
    start, end = match.span()
    if match["words"].lower() != "one":
        return _ADJECTIVE.match(sentence, end) is None
    named = match["words"] == "One" and sentence[max(0, start - 2) : start - 1].isalpha()  # "Phase One"
    nobody = _NEVER_COUNTED.match(sentence, end) or _NOBODY.search(sentence, max(0, start - 8), start)
    return not (named or nobody or _ADJECTIVE.match(sentence, end))


def _rough(match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if match["many"]:
        value = Decimal(_MANY[match["many"].lower()]) if match["many"].lower() in _MANY else None
        return Numeral(start=start, end=end, value=value, exact=False, many=value is not None, worded=True)
    if match["few"]:
        return Numeral(start=start, end=end, value=None, exact=False, worded=True, weak=True)
    if match["dozen"]:
        first = match["dozen"].lower().split()[0]
        value = Decimal(6) if first == "half" else Decimal(_SMALL.get(first, 1)) * 12
        return Numeral(start=start, end=end, value=value, worded=True)
    if match["share"]:
        value = Decimal(_SHARES[match["share"].lower()])
        big = scale((match["share_scale"] or "").strip())
        return Numeral(start=start, end=end, value=value * big, worded=True, exact=True)
    return None


def _ordinal(match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if match["ordinal"]:
        return Numeral(start=start, end=end, value=Decimal(match["ordinal"][:-2]), kind="ordinal")
    if match["ordinal_word"]:
        tens, _, ones = match["ordinal_word"].lower().rpartition("-")
        return Numeral(
            start=start, end=end, value=Decimal(_SMALL.get(tens, 0) + _ORDINALS[ones]), kind="ordinal", worded=True
        )
    number = match["chinese_ordinal"][1:]
    return Numeral(start=start, end=end, value=Decimal(number) if number.isascii() else chinese(number), kind="ordinal")


def scale(words: str) -> Decimal:
    """The scale that stands in words after a number: 1,000,000 for "2.5 million"; 1 if none.

    >>> scale("30bn"), scale("5万亿"), scale("7")
    (Decimal('1000000000'), Decimal('1000000000000'), Decimal('1'))
    """
    found = re.search(
        r"(?:[\d -]|^)(hundred|thousand|million|billion|trillion|bn|mn|tn|[kmb])\b|(万亿|[万亿千百])", words.lower()
    )
    return Decimal(_SCALES[found[1] or found[2]]) if found else Decimal(1)


def _worded(words: str) -> Decimal:
    """The number that English words say: "two hundred and five thousand"."""
    total = part = 0
    for word in re.split(r"[ -]", words.lower()):
        if word in {"a", "an"}:
            part = 1
        elif word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part *= 100
        elif word in _SCALES:
            total, part = total + part * _SCALES[word], 0
    return Decimal(total + part)


def chinese(words: str) -> Decimal:
    """The number that Chinese characters say.

    >>> chinese("三百二十五"), chinese("两万"), chinese("三点五")
    (Decimal('325'), Decimal('20000'), Decimal('3.5'))
    """
    whole, _, fraction = words.partition("点")
    total = section = digit = 0
    for letter in whole + fraction.lstrip("零一二三四五六七八九"):
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[letter]
            digit = 0
        else:
            total, section, digit = (total + section + digit or 1) * _SCALES[letter], 0, 0
    tail = "".join(str(_DIGITS[each]) for each in fraction if each in _DIGITS)
    return Decimal(total + section + digit) + (Decimal(f"0.{tail}") if tail else 0)
