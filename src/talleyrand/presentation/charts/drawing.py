"""The pieces of a drawing: elements with every text escaped, links with names, labels, and the whole as a chart.

Chart     a title, a sentence on what it shows, the drawing, and the statement that it draws
Gathered  what is gathered from a statement to be drawn, kept for the second width
Href      what turns the id of an entry into the address of its page

No element carries a style: classes are coloured by the page's style sheet (static/charts.css).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from unicodedata import east_asian_width
from weakref import ReferenceType, ref
from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

from talleyrand.books.statement import Statement

Href = Callable[[str], str]
Made = TypeVar("Made")
WIDE, NARROW = 720, 328  # of a column of text, and of a telephone less its margins, in CSS pixels
NARROW_BELOW = 560  # labels stand above their rows and not beside them
TEXT = 12  # height of all text, in CSS pixels
_LETTER, _THIN = 0.65, 0.36  # breadths of letters of a sans-serif face, as parts of its height: of most, and of thin
_THIN_ONES = "fijlrtI .,:;'|!()[]-\u2019"
BOLD = 1.12  # how much wider bold letters are
_LONGEST = 300  # letters of what a mark says
_PLAIN = re.compile("[ !#-%'-;=?-~]*").fullmatch  # nothing to escape
_NONE_WIDE = re.compile("[\\x00-\u0377\u2010-\u2064\u20a0-\u20c0\u2190-\u2319]*").fullmatch  # of the usual signs
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of a statement.

    Attributes:
        title: what it is.
        summary: one sentence in words on what it shows.
        svg: the drawing.
        table: the statement that it draws, for those who would rather read figures.
    """

    title: str
    summary: str
    svg: str
    table: Statement


def element(name: str, /, *inside: str, **attributes: str | float | None) -> str:
    """An element; `kind` is its class, an underscore in a name stands for a hyphen, None leaves an attribute out.

    >>> element("text", words("a < b"), x=1.25, kind="axis")
    '<text x="1.2" class="axis">a &lt; b</text>'
    """
    listed = "".join([f" {'class' if key == 'kind' else key.replace('_', '-')}={_quoted(value)}"
                      for key, value in attributes.items() if value is not None and value != ""])  # fmt: skip
    return f"<{name}{listed}>{''.join(inside)}</{name}>" if inside else f"<{name}{listed}/>"


def _quoted(value: str | float) -> str:
    if not isinstance(value, str):
        return f'"{figure(value)}"'
    return f'"{value}"' if _PLAIN(value) else quoteattr(_printable(value))


def figure(value: float) -> str:
    """A coordinate to a tenth of a pixel.

    >>> figure(3.0), figure(2.34)
    ('3', '2.3')
    """
    return f"{value:.1f}".removesuffix(".0")


def words(text: object) -> str:
    """Any text as it may stand inside an element."""
    told = str(text)
    return told if _PLAIN(told) else escape(_printable(told))


def _printable(text: str) -> str:
    """A text without the characters that XML has no place for."""
    return _UNPRINTABLE.sub("\ufffd", text)


def label(x: float, y: float, text: object, anchor: str = "", kind: str = "") -> str:
    """A line of text whose middle height is at y; anchored at its start, `middle` or `end`."""
    return element("text", words(text), x=x, y=y + TEXT * 0.35, text_anchor=anchor, kind=kind)


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return element("path", d=f"M{figure(x1)} {figure(y1)}L{figure(x2)} {figure(y2)}", kind=kind)


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rectangle from its upper left corner."""
    return element("rect", x=x, y=y, width=max(width, 0), height=height, kind=kind)


def steps(points: Iterable[tuple[float, float]]) -> str:
    """The path of a level that holds until the next point changes it.

    >>> steps([(0, 10), (5, 2)])
    'M0 10H5V2'
    """
    path, before = "", None
    for x, y in points:
        path += f"H{figure(x)}" if path else f"M{figure(x)} {figure(y)}"
        path += f"V{figure(y)}" if before not in (None, y) else ""
        before = y
    return path


def linked(address: str | None, meaning: str, *inside: str) -> str:
    """Marks that lead somewhere and say what they mean; without an address they only say it."""
    short = meaning if len(meaning) <= _LONGEST else meaning[:_LONGEST] + "…"
    told = (element("title", words(short)), *inside)
    if address is None:
        return element("g", *told)
    return element("a", *told, href=address, aria_label=short)


def breadth(text: str, size: float = TEXT) -> float:
    """About how wide a text is, in pixels; Chinese characters are as wide as they are high."""
    thin = sum([text.count(each) for each in _THIN_ONES])
    plain = text.isascii() or _NONE_WIDE(text)
    wide = 0 if plain else sum([east_asian_width(each) in "WF" for each in text])
    return size * (_LETTER * (len(text) - thin - wide) + _THIN * thin + wide)


def cut(text: str, room: float) -> str:
    """A text cut to what fits into so many pixels.

    >>> cut("Duty on kites", 60)
    'Duty on…'
    """
    kept = text[: int(room / (TEXT * _THIN)) + 1]  # a text may be a million letters long
    if kept == text and breadth(text) <= room:
        return text
    while kept and breadth(kept + "…") > room:
        kept = kept[:-1]
    return kept.rstrip() + "…" if kept else ""


def wrapped(text: str, room: float, lines: int = 2) -> tuple[str, ...]:
    """A text broken between words into at most so many lines of so many pixels, the last one cut."""
    made: list[str] = []
    left = " ".join(text[: int(lines * room)].split())
    while left and len(made) < lines - 1 and breadth(left) > room:
        fits = 0
        for place in [match.start() for match in re.finditer(" ", left)]:
            if breadth(left[:place]) > room:
                break
            fits = place
        if not fits:
            break
        made.append(left[:fits])
        left = left[fits + 1 :]
    return (*made, cut(left, room)) if left else tuple(made)


def apart(places: Iterable[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Places pushed at least a gap apart within bounds, in the order given, each as near as may be to where it was.

    >>> apart([10, 12], 14, 0, 100)
    (4.0, 18.0)
    """
    order = sorted(enumerate(places), key=lambda pair: (pair[1], pair[0]))
    groups: list[tuple[list[int], float]] = []  # places that touch, and the middle of the group
    for index, place in order:
        groups.append(([index], min(max(place, low), high)))
        while len(groups) > 1 and groups[-1][1] - groups[-2][1] < gap * (len(groups[-1][0]) + len(groups[-2][0])) / 2:
            (last, at), (first, before) = groups.pop(), groups.pop()
            both = first + last
            middle = (before * len(first) + at * len(last)) / len(both)
            half = gap * (len(both) - 1) / 2
            groups.append((both, max(low + half, min(middle, high - half))))
    put = {index: middle + gap * (number - (len(members) - 1) / 2)
           for members, middle in groups for number, index in enumerate(members)}  # fmt: skip
    return tuple([put[index] for index in sorted(put)])


def chart(
    kind: str, summary: str, inside: Iterable[str], size: tuple[float, float], table: Statement, title: str = ""
) -> Chart:
    """The whole drawing, named and described.

    Args:
        kind: the chart's own class.
        size: width and height in pixels.
        title: the statement's own if left out.
    """
    name, body = title or table.title, "".join(inside)
    key = f"chart-{kind}-{crc32(f'{name} {summary} {size[0]}'.encode()):08x}"
    drawn = element(
        "svg", element("title", words(name), id=f"{key}-title"), element("desc", words(summary), id=f"{key}-desc"),
        body, xmlns="http://www.w3.org/2000/svg", kind=f"chart chart-{kind}",
        viewBox=f"0 0 {figure(size[0])} {figure(size[1])}", width=size[0], height=size[1],
        role="group" if "<a " in body else "img", aria_labelledby=f"{key}-title", aria_describedby=f"{key}-desc",
    )  # fmt: skip
    return Chart(name, summary, drawn, table)


def notes(texts: Iterable[str], top: float, width: float) -> tuple[list[str], float]:
    """Remarks below a chart, each over as many lines as it needs, and the height that they take."""
    lines = [each for text in texts for each in wrapped(text, width, 4)]
    drawn = [label(0, top + (TEXT + 4) * place, text, kind="axis") for place, text in enumerate(lines)]
    return drawn, (TEXT + 4.0) * len(lines)


class Gathered(Generic[Made]):
    """What is gathered from a statement to be drawn, kept until another is drawn: a chart has two widths.

    Args:
        gather: what is gathered; nobody may change what it gives.
    """

    def __init__(self, gather: Callable[..., Made]) -> None:
        self._gather = gather
        self._kept: tuple[ReferenceType[Statement], tuple[object, ...], Made] | None = None

    def __call__(self, statement: Statement, *given: object) -> Made:
        """What is gathered from a statement, at once if it was gathered from this very one last."""
        kept = self._kept
        if kept and kept[0]() is statement and kept[1] == given:
            return kept[2]
        made = self._gather(statement, *given)
        self._kept = ref(statement, self._forget), given, made
        return made

    def _forget(self, gone: ReferenceType[Statement]) -> None:
        if self._kept and self._kept[0] is gone:
            self._kept = None


def nothing(kind: str, table: Statement, width: float, title: str = "") -> Chart:
    """The chart of a statement without anything to draw: it says so."""
    summary = "The record holds nothing to draw here."
    return chart(kind, summary, [label(0, 20, summary, kind="axis")], (width, 40), table, title)
