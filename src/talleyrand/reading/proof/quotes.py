"""Evidence: whether a quote stands in a text, and whether what an entry says stands in its quote.

Normal  a text with its spaces, quotation marks, dashes and forms of letters made alike, and the map into the original

Nothing is accepted that is merely similar. A quote that begins or ends inside a word or number does not stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from talleyrand.sources.offsets import Extent, Run, Weave, extent

_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u00b4`\u2039\u203a"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff02"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, spaces and joiners without width
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_UNLIKE = re.compile(
    rf"(?P<wrap>(?<=[{_HAN}])[^\S\n]{{0,200}}\n[^\S\n]{{0,200}}(?=[{_HAN}]))"
    rf"|(?P<space>(?:[^\S ]| (?=\s))\s*)"
    rf"|(?P<dash>-[-{_DASHES}]+|[{_DASHES}][-{_DASHES}]*)"
    rf"|(?P<single>[{_SINGLE}\uff07])|(?P<double>[{_DOUBLE}])|(?P<unseen>[{_UNSEEN}]+)"
    rf"|(?P<letters>[!-~]?[^\x00-\x7f\s{_SINGLE}{_DOUBLE}{_DASHES}{_UNSEEN}\uff07]+)"
)
_PLAIN = {"wrap": "", "space": " ", "dash": "-", "single": "'", "double": '"', "unseen": ""}
# Jamo and voicing marks join the letter before them although they are no marks.
_JOINS = re.compile("[\u1160-\u11ff\uff9e\uff9f\uffa0-\uffdc]")
_LONGEST_LETTER = 32  # marks upon marks take ever longer to put in order

_MANY_FIGURES = "万亿千百十兆点多余几"
_HAN_FIGURES = "零一二两三四五六七八九十百千万亿"
_DENIES = re.compile(r"[\u4e0d\u672a\u6ca1\u6c92\u65e0\u7121\u975e]$")  # not, not yet, has not, none, un-
_PREFIX = re.compile(r"(?<![A-Za-z])(?:non|un|anti|de|dis|ex|pro|counter)-$", re.I)


@dataclass(frozen=True, slots=True)
class Normal:
    """A text made alike, and where each stretch of it stands in the original.

    Attributes:
        text: the text made alike.
        runs: where its stretches come from.
        original: the text as it was.
    """

    text: str
    runs: tuple[Run, ...]
    original: str


def normal(text: str) -> Normal:
    """A text with spaces, quotation marks, dashes and forms of letters made alike.

    Raised, circled and fractional numbers stay as they are: 10\u00b2 is not 102.

    >>> normal("\u201cup\u00a0to  10\u2013\uff12\uff10\u201d").text
    '"up to 10-20"'
    """
    weave, at = Weave(), 0
    for match in _UNLIKE.finditer(text):
        weave.take(text[at : match.start()], at)
        at = match.end()
        kind = match.lastgroup or ""
        if kind == "letters":
            _take_letters(weave, match[0], match.start())
        else:
            weave.take(_PLAIN[kind], match.start(), len(match[0]))
    weave.take(text[at:], at)
    return Normal(weave.text, weave.runs, text)


def _take_letters(weave: Weave, letters: str, origin: int) -> None:
    if unicodedata.is_normalized("NFKC", letters):
        weave.take(letters, origin)
        return
    for letter in _whole_letters(letters):
        plain = letter if unicodedata.category(letter[0]) == "No" else unicodedata.normalize("NFKC", letter)
        weave.take(plain, origin, len(letter))
        origin += len(letter)


def _whole_letters(letters: str) -> Iterator[str]:
    """Each letter with the marks that belong to it."""
    start = 0
    for at in range(1, len(letters)):
        joins = unicodedata.category(letters[at])[0] == "M" or _JOINS.match(letters[at])
        if not joins or at - start >= _LONGEST_LETTER:
            yield letters[start:at]
            start = at
    yield letters[start:]


def find(quote: str, text: str | Normal) -> Extent | None:
    r"""Where a quote stands in a text, in the characters of the original; None if it does not stand there.

    >>> find('cut "some" duties', "They cut\u00a0\u201csome\u201d  duties.")
    Extent(start=5, end=23)
    """
    whole = text if isinstance(text, Normal) else normal(text)
    sought = normal(quote).text.strip()
    at = whole.text.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        if _stands_whole(whole.text, at, end):
            place = extent(whole.runs, at, end)
            # The end of a letter made of two, or the start of one mark for three, is no place in the original.
            if normal(whole.original[place.start : place.end]).text == sought:
                return place
        at = whole.text.find(sought, at + 1)
    return None


def _stands_whole(text: str, start: int, end: int) -> bool:
    """True if a stretch begins and ends between words and between numbers."""
    before, after = text[max(0, start - 9) : start], text[end : end + 3]
    first, last = text[start], text[end - 1]
    if after and unicodedata.category(after[0])[0] == "M":
        return False
    return not (_cut_before(before, first) or _cut_after(last, after))


def _cut_before(before: str, first: str) -> bool:
    if not before:
        return False
    last = before[-1]
    if first in ".," and last.isdigit():
        return True
    if first.isdigit() and (last in "$€£¥+" or re.search(r"\d[.,:/-]$|(?:^|[\s(\"'])[.-]$", before)):
        return True
    if _is_han(first):
        return bool(_DENIES.search(before)) or (first in _HAN_FIGURES and (last in _HAN_FIGURES or last.isdigit()))
    return (first.isalnum() and last.isalnum() and not _is_han(last)) or (
        first.isalpha() and bool(_PREFIX.search(before))
    )


def _cut_after(last: str, after: str) -> bool:
    if not after:
        return False
    first = after[0]
    if last in ".,$€£¥" and first.isdigit():
        return True
    if last.isdigit() and (first in _MANY_FIGURES or first in "%‰" or re.match(r"[.,:/-]\d", after)):
        return True
    if _is_han(last):
        return last in _HAN_FIGURES and (first in _HAN_FIGURES or first.isdigit())
    return last.isalnum() and first.isalnum() and not _is_han(first)


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"
