"""Saved pages: the main text, each character of it traced to the page's source.

Block   a paragraph, heading, item or row of the page that is shown
Reader  goes through a page once and gathers its blocks

Left out are what the page does not show, what its tags call navigation, banner, footer or aside, and what looks
like it: short, or mostly links. The main text is that of the innermost part of the page
that holds most of the long paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from talleyrand.errors import WrongValue
from talleyrand.sources import clues
from talleyrand.sources.contents import Content
from talleyrand.sources.decoding import Decoded, decoded
from talleyrand.sources.hiding import Look, Sheet, blank, declarations, hides, look
from talleyrand.sources.imprint import imprint
from talleyrand.sources.markup import VOID, Piece, Token, pieces, tokens, words
from talleyrand.sources.offsets import Weave

DEEPEST = 512  # browsers nest no deeper
MOST_TAGS = 500_000

_BOXES = words("body div section article main td th blockquote ul ol dl table center fieldset form details")
_BLOCKS = _BOXES | words(
    "p h1 h2 h3 h4 h5 h6 li dt dd tr pre address hr summary thead tbody tfoot caption header nav footer "
    "aside figure figcaption html head"
)
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
_NEVER = words(
    "head script style template noscript svg math canvas object iframe audio video map select datalist "
    "button textarea title nav footer aside figcaption menu noembed noframes xmp rp rt"
)
_ROLES = words("navigation banner contentinfo complementary search dialog alert alertdialog menu menubar toolbar")
_CLOSED_BY = {"li": frozenset(("li",)), "dt": frozenset(("dt", "dd")), "dd": frozenset(("dt", "dd")),
              "tr": frozenset(("tr",)), "td": frozenset(("td", "th")), "th": frozenset(("td", "th"))}  # fmt: skip
_ROW = words("tr td th")
_FENCES = words("ul ol dl table menu")
_LOOK_BACK = 30  # how far up an element that the page forgot to close is looked for
# Words in a class or id that mark what surrounds a text on most sites; they count only where enough text is left.
_AROUND = words(
    "comment comments disqus share sharing social related recommended recommendations promo promoted "
    "newsletter subscribe subscription sidebar breadcrumb breadcrumbs cookie cookies consent advert "
    "advertisement ads ad sponsored footer navbar nav menu popup modal trending popular toolbar tags "
    "pagination pager outbrain taboola recirc widget signup login"
)
_NOISE = re.compile(
    r"(?:advertisement|share( this.*)?|print|e-?mail|save|read more|subscribe|sign up|log in|comments?|related|"
    r"广告|廣告|分享|打印|返回|责任编辑.*|責任編輯.*)[.:：]?",
    re.I,
)
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CELL = 200  # characters in a row that is a row
_LONG = 40  # a paragraph; one Chinese character counts for three


@dataclass(slots=True)
class _Open:
    """An element that is open, and what holds for the text in it."""

    name: str
    box: int
    unseen: bool = False
    left_out: bool = False
    linked: bool = False
    around: bool = False
    kept_spaces: bool = False
    look: Look = field(default_factory=Look)


class Block(NamedTuple):
    """A paragraph, heading, item or row of a page that is shown.

    Attributes:
        pieces: what is read in it.
        name: its tag.
        box: number of the box that it stands in.
        weight: its length, links apart.
        linked: share of it that is links.
        around: true if it stands in what its class calls an addition to the text.
    """

    pieces: tuple[Piece, ...]
    name: str
    box: int
    weight: float
    linked: float
    around: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page shows: its blocks, the box around each box, the boxes' tags, and how much it hides."""

    blocks: tuple[Block, ...]
    above: tuple[int, ...]
    tags: tuple[str, ...]
    unseen: int
    too_deep: bool


def read(data: bytes, *, declared: str = "", name: str = "the page") -> Content:
    """The main text of a page.

    Raises:
        WrongValue: if it is no text, in no encoding that is tried, or has too many tags.
    """
    source = decoded(data, declared=declared or _charset(data), name=name)
    return content(source, name=name)


def _charset(data: bytes) -> str:
    """The encoding that a page names in its first lines."""
    head = data[:4096]
    found = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", head, re.I) or re.match(
        rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})", head
    )
    return found[1].decode("ascii") if found else ""


def content(source: Decoded, *, name: str = "the page") -> Content:
    """The main text of a page that is decoded already.

    Raises:
        WrongValue: if it has too many tags.
    """
    if source.text.count("<") > MOST_TAGS:
        raise WrongValue(f"'{name}' is a page of more than {MOST_TAGS:,} tags, which no reader can show")
    told = imprint(source.text)
    shown = Reader(source.text, told.sheet).shown()
    weave = Weave()
    previous: Block | None = None
    for block in _main(shown):
        if previous:
            weave.insert("\n" if _close(previous, block) else "\n\n")
        for piece in block.pieces:
            weave.take(piece.text, piece.origin, piece.taken)
        previous = block
    text = weave.text
    return Content(
        text=text,
        runs=weave.runs,
        title=told.title,
        publisher=told.publisher,
        date=told.date or clues.dateline(text),
        language=clues.language(text, declared=told.language),
        encoding=source.encoding,
        doubts=(*source.doubts, *_doubts(shown)),
    )


def _close(before: Block, after: Block) -> bool:
    """True of two items of a list, or two rows of a table."""
    if before.name == after.name == "li":
        return True
    return {before.name, after.name} <= _ROW and any(piece.text == "\t" for piece in (*before.pieces, *after.pieces))


def _doubts(shown: _Shown) -> tuple[str, ...]:
    told = (f"{shown.unseen} characters that the page does not show were left out",) if shown.unseen else ()
    return (*told, "what is nested too deep to be shown was left out") if shown.too_deep else told


class Reader:
    """Goes through a page once; it guards that each open element is closed once, as browsers would."""

    def __init__(self, source: str, sheet: Sheet) -> None:
        self._source = source
        self._sheet = sheet
        self._open = [_Open("", 0)]
        self._count: dict[str, int] = {}
        self._above = [0]
        self._tags = [""]
        self._blocks: list[Block] = []
        self._pieces: list[Piece] = []
        self._linked = 0
        self._unseen = 0
        self._beyond = 0
        self._too_deep = False

    def shown(self) -> _Shown:
        """What the page shows."""
        for token in tokens(self._source):
            if not token.name:
                self._read(token)
            elif token.closes:
                self._close(token.name)
            else:
                self._begin(token)
        self._end_block()
        return _Shown(tuple(self._blocks), tuple(self._above), tuple(self._tags), self._unseen, self._too_deep)

    def _read(self, token: Token) -> None:
        within = self._open[-1]
        if within.left_out and not within.unseen:
            return
        if within.unseen or self._beyond:
            self._unseen += 0 if within.left_out else len(self._source[token.start : token.end].strip())
            self._too_deep = self._too_deep or self._beyond > 0
            return
        for piece in pieces(self._source, token.start, token.end, spaces=within.kept_spaces):
            self._add(piece, within)

    def _add(self, piece: Piece, within: _Open) -> None:
        if (
            not within.kept_spaces
            and piece.text[0] == " "
            and (not self._pieces or self._pieces[-1].text[-1:].isspace())
        ):
            if len(piece.text) == 1:
                return
            piece = Piece(piece.text[1:], piece.origin + 1, piece.taken - 1)
        self._pieces.append(piece)
        if within.linked:
            self._linked += len(piece.text)

    def _begin(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._break(token)
        if name in VOID:
            if name == "hr":
                self._end_block()
            return
        if name in _BLOCKS:
            if name not in ("td", "th"):
                self._end_block()
            if self._count.get("p"):
                self._close_forgotten("p", frozenset(("p",)), _BOXES)
        if name in _CLOSED_BY:
            self._close_forgotten(name, _CLOSED_BY[name], _FENCES)
        if name in ("td", "th"):
            self._part_cells(token)
        if len(self._open) >= DEEPEST:
            self._beyond += 1
            return
        self._push(token)

    def _push(self, token: Token) -> None:
        above, name, given = self._open[-1], token.name, token.attributes
        style = declarations(given["style"]) if given.get("style") else {}
        if "bgcolor" in given or (name == "font" and "color" in given):
            old = {"background-color": given.get("bgcolor", ""), "color": given.get("color", "")}
            style = {key: value.strip().lower() for key, value in old.items() if value} | style
        seen = look(style, above.look) if style else above.look
        bare = name == "header" and not (self._count.get("article") or self._count.get("main"))
        closed = name == "dialog" and "open" not in given
        role = given.get("role", "").lower()
        self._open.append(_Open(
            name,
            self._box(name, given, above.box) if name in _BOXES else above.box,
            unseen=above.unseen or closed or hides(given, style) or blank(seen) or self._sheet.hides(name, given),
            left_out=above.left_out or bare or name in _NEVER or role in _ROLES,
            linked=above.linked or name == "a",
            around=above.around or (name not in ("html", "body", "main", "article") and _is_around(given)),
            kept_spaces=above.kept_spaces or name == "pre",
            look=seen,
        ))  # fmt: skip
        self._count[name] = self._count.get(name, 0) + 1

    def _box(self, name: str, given: Mapping[str, str], above: int) -> int:
        """A new box within another."""
        main = given.get("role", "").lower() == "main"
        body = "articlebody" in given.get("itemprop", "").lower()
        self._above.append(above)
        self._tags.append("articlebody" if body else "main" if main else name)
        return len(self._above) - 1

    def _break(self, token: Token) -> None:
        """Two line breaks, one after the other, part two paragraphs."""
        while self._pieces and self._pieces[-1].text == " ":
            self._pieces.pop()
        if self._pieces and self._pieces[-1].text == "\n":
            self._end_block()
        elif self._pieces:
            self._pieces.append(Piece("\n", token.start, token.end - token.start))

    def _part_cells(self, token: Token) -> None:
        """Short cells stand in one row; long ones, by which old pages were laid out, are paragraphs."""
        if any(piece.text == "\n" for piece in self._pieces) or sum(len(piece.text) for piece in self._pieces) > _CELL:
            self._end_block()
        elif self._pieces:
            self._pieces.append(Piece("\t", token.start, token.end - token.start))

    def _close_forgotten(self, name: str, wanted: frozenset[str], fences: frozenset[str]) -> None:
        """Close what the page left open and what must be closed before an element of that name begins."""
        if not any(map(self._count.get, wanted)):
            return
        for step in range(1, min(_LOOK_BACK, len(self._open) - 1) + 1):
            found = self._open[-step].name
            if found in wanted:
                if name not in ("td", "th"):
                    self._end_block()
                self._drop(step)
                return
            if found in fences:
                return

    def _close(self, name: str) -> None:
        if self._beyond and name not in VOID:
            self._beyond -= 1
            return
        if name in _BLOCKS and name not in ("td", "th"):
            self._end_block()
        if not self._count.get(name):
            return
        for step in range(1, len(self._open)):
            found = self._open[-step].name
            if found == name:
                self._drop(step)
                return
            if name not in _BLOCKS and found in _BLOCKS:
                return  # what is in a paragraph cannot close it

    def _drop(self, number: int) -> None:
        for _ in range(number):
            self._count[self._open.pop().name] -= 1

    def _end_block(self) -> None:
        """Make a block of what was read since the last one ended."""
        taken = self._pieces
        linked, self._linked, self._pieces = self._linked, 0, []
        while taken and taken[-1].text.isspace():
            taken.pop()
        if not taken:
            return
        last = taken[-1]
        if last.text != last.text.rstrip() and len(last.text) == last.taken:
            kept = last.text.rstrip()
            taken[-1] = Piece(kept, last.origin, len(kept))
        within = next((each for each in reversed(self._open) if each.name in _BLOCKS), self._open[0])
        text = "".join(piece.text for piece in taken)
        size = len(text)
        share = min(linked / size, 1.0)
        weight = (size + 2 * len(_WIDE.findall(text))) * (1 - share)
        self._blocks.append(Block(tuple(taken), within.name, within.box, weight, share, within.around))


def _is_around(given: Mapping[str, str]) -> bool:
    marks = f"{given.get('class', '')} {given.get('id', '')}"[:500].lower()
    # `has-sidebar` tells of a page that it has one, not that it is one
    named = (each for each in marks.split() if not each.startswith(("has-", "no-", "with-", "without-", "is-")))
    return any(not _AROUND.isdisjoint(re.split("[-_]+", each)) for each in named)


def _main(shown: _Shown) -> list[Block]:
    """The blocks of the main text, in order."""
    blocks = list(shown.blocks)
    plain = [each for each in blocks if not each.around]
    if sum(each.weight for each in plain if _good(each)) >= 0.3 * sum(each.weight for each in blocks if _good(each)):
        blocks = plain
    good = [each for each in blocks if _good(each)]
    if not good:
        return [each for each in blocks if each.linked < 0.5 or each.name in _HEADINGS]
    inside = _within(_chosen(good, shown), shown)
    return _without_noise([each for each in blocks if inside[each.box]])


def _good(block: Block) -> bool:
    return block.weight >= _LONG and block.linked < 0.4 and block.name not in _HEADINGS


def _weights(good: list[Block], shown: _Shown) -> list[float]:
    """How much good text each box holds, boxes within it included."""
    sums = [0.0] * len(shown.above)
    for block in good:
        sums[block.box] += block.weight
    for box in range(len(sums) - 1, 0, -1):
        sums[shown.above[box]] += sums[box]
    return sums


def _chosen(good: list[Block], shown: _Shown) -> int:
    """The box of the main text: within what the page itself calls that, the innermost that holds most of it."""
    sums = _weights(good, shown)
    start = 0
    for tag in ("articlebody", "article", "main"):
        called = [box for box, each in enumerate(shown.tags) if each == tag]
        best = max(called, key=lambda box: sums[box], default=0)
        if best and sums[best] >= 0.4 * sums[0]:
            start = best
            break
    inside = _within(start, shown)
    chosen = start
    for box in range(start + 1, len(sums)):
        if inside[box] and shown.above[box] == chosen and sums[box] >= 0.75 * sums[start]:
            chosen = box
    return chosen


def _within(chosen: int, shown: _Shown) -> list[bool]:
    inside = [False] * len(shown.above)
    inside[chosen] = True
    for box in range(chosen + 1, len(inside)):
        inside[box] = inside[shown.above[box]]
    return inside


def _without_noise(blocks: list[Block]) -> list[Block]:
    """The blocks but for lists of links, words of the site's own, and headings with nothing under them."""
    kept: list[Block] = []
    for block in reversed(blocks):
        text = "".join(piece.text for piece in block.pieces) if block.weight < 3 * _LONG else ""
        if block.name in _HEADINGS:
            follows = bool(kept) and (kept[-1].name not in _HEADINGS or kept[-1].name > block.name)
            if follows:
                kept.append(block)
        elif block.linked <= 0.6 and not _NOISE.fullmatch(text):
            kept.append(block)
    return kept[::-1]
