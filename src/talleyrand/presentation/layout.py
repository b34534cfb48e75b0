"""Text in columns of a terminal: how wide a text is, where its lines may end, how columns share a width.

Span    how wide a column wants to be, and the longest word in it
spans   the span of each column
widths  what each column gets
grid    aligned columns
blocks  each row as a block of its own, where columns cannot stand side by side
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GAP = "  "
NARROWEST = 8
PHRASE = 20
LONGEST = 34  # a word up to here stays whole if the table can at all stand
TIGHT = 20  # in a narrow table a longer word, mostly an id, ends a line after a hyphen
_WORD = re.compile(r" +|https?:[^ ]+|[^ /]+/*|/+")

Line = Sequence[str]


@dataclass(frozen=True, slots=True)
class Span:
    """What a column asks for.

    Attributes:
        want: the width at which no line of it is wrapped.
        word: the length of its longest word, counted up to `LONGEST`.
    """

    want: int
    word: int

    @property
    def comfort(self) -> int:
        """The width at which it reads well: no word split, long text at least as wide as a short phrase."""
        return min(self.want, max(PHRASE if self.want > PHRASE else NARROWEST, self.word))


def spans(rows: Sequence[Line]) -> list[Span]:
    """The span of each column of these rows, headings included."""
    return [_span(column) for column in zip(*rows, strict=True)]


def _span(cells: Line) -> Span:
    lines = {line for cell in set(cells) for line in cell.split("\n")}
    words = {word for line in lines for word in _words(line)}
    return Span(max(map(display_width, lines), default=0), max(map(display_width, words), default=0))


def _words(line: str) -> Iterator[str]:
    if line.isascii():
        return (word[:LONGEST] for word in _WORD.findall(line))
    return _pieces(line, LONGEST)


def taken(widths: Sequence[int]) -> int:
    """The width of columns of these widths with the gaps between them."""
    return sum(widths) + len(GAP) * (len(widths) - 1)


def tightest(columns: Sequence[Span]) -> int:
    """The width below which some word, up to a length, would have to be cut."""
    return taken([min(each.word, TIGHT) for each in columns])


def widths(columns: Sequence[Span], width: int) -> list[int]:
    """What each column gets: what it wants, the widest giving way first until all fit a width."""
    got = [each.want for each in columns]
    room = width - len(GAP) * (len(columns) - 1)
    stages = (
        [each.comfort for each in columns],
        [each.word for each in columns],
        [min(each.word, TIGHT) for each in columns],
        [1] * len(columns),
    )
    for least in stages:
        while sum(got) > room and (over := [n for n in range(len(got)) if got[n] > least[n]]):
            got[max(over, key=lambda number: got[number])] -= 1
    return got


def grid(headings: Line, rows: Sequence[Line], widths: Sequence[int]) -> list[str]:
    """Lines of a table with aligned columns of given widths: figures to the right, long text wrapped."""
    right = [all(_is_figure(row[number]) for row in rows) for number in range(len(headings))]
    lines = [*_beside(headings, widths, right), GAP.join("-" * each for each in widths)]
    for row in rows:
        lines += _beside(row, widths, right)
    return lines


def blocks(headings: Line, rows: Sequence[Line], width: int) -> list[str]:
    """Each row as a block: a line, or more, for each column that holds anything, a blank line between blocks."""
    label = min(max(map(display_width, headings)), max(1, width // 3))
    sizes = (label, max(1, width - label - len(GAP)))
    parts: list[str] = []
    for row in rows:
        for heading, cell in zip(headings, row, strict=True):
            parts += _beside((heading, cell), sizes, (False, False)) if cell else []
        parts.append("")
    return parts[:-1]


def _beside(cells: Line, widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """The lines of one row, each cell wrapped in its own column."""
    wrapped = [wrap(cell, widths[number]) or [""] for number, cell in enumerate(cells)]
    return [
        GAP.join(
            _padded(part[level] if level < len(part) else "", widths[number], right[number])
            for number, part in enumerate(wrapped)
        )
        for level in range(max(map(len, wrapped)))
    ]


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * max(0, width - display_width(text))
    return space + text if right else text + space


def wrap(text: str, width: int) -> list[str]:
    """Text in lines of a width: they end between words, after a stroke, and after characters of double width."""
    if "\n" in text:
        return [line for part in text.split("\n") for line in wrap(part, width)]
    if display_width(text) <= width:
        return [text] if text else []
    lines, line, used = [], "", 0
    for piece in _pieces(text, max(2, width)):
        size = display_width(piece)
        if used + size > width and line.strip():
            lines.append(line.strip())
            line, used = "", 0
        if line or piece.strip():
            line, used = line + piece, used + size
    return [*lines, line.strip()] if line.strip() else lines


def _pieces(text: str, width: int) -> Iterator[str]:
    """What a line may end after; a word wider than a line is cut."""
    for word in _WORD.findall(text):
        if word.isascii() and len(word) <= width:
            yield word
        elif word.isascii() and "-" in word and not word.startswith("http"):
            for part in re.findall(r"[^-]+-*|-+", word):
                yield from (part[start : start + width] for start in range(0, len(part), width))
        else:
            yield from _cut(word, width)


def _cut(word: str, width: int) -> Iterator[str]:
    """A word cut before each character of double width, and where a line is full."""
    piece = ""
    for each in word:
        if piece and (display_width(each) == 2 or display_width(piece + each) > width):
            yield piece
            piece = ""
        piece += each
    yield piece


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese character, none for a combining mark.

    >>> display_width("美国 US")
    7
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


def _is_figure(text: str) -> bool:
    return not text or text.replace(".", "", 1).replace("-", "", 1).replace("%", "").isdigit()
