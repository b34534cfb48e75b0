"""Reads a strict subset of YAML, entry by entry: text stays text, and every value keeps its place.

Raw     a value before its field types it: text, a list, or a mapping by name
Item    one entry as written: kind, id, values, their places, and the lines that are its own
Parsed  the items of one file, and what is wrong with the rest of it

A file is a list at the left margin, so each line that begins with `- ` begins an entry. The text is cut there
and each piece is parsed alone: a broken entry is one fault, and cannot swallow its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from talleyrand.record.problems import Place, Problem

try:
    from yaml._yaml import CParser as _EventStream
except ImportError:  # PyYAML was built without libyaml: the same events, some twenty times slower
    from yaml import SafeLoader as _EventStream  # type: ignore[assignment]

Raw = str | list["Raw"] | dict[str, "Raw"]
Path = tuple[str | int, ...]

RULE = "syntax"
MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
MAX_VALUES = 100_000
MAX_FAULTS = 200
MAX_KEY = 100
BLANK = " \t\r\n"  # the wide space of Chinese text, which Python takes for blank, is text
TOO_LARGE = "the file is larger than 1 MiB; split it in two"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry as it stands in its file.

    Attributes:
        kind: the first key.
        id: the value of the first key.
        value: every key with its value, the kind's own key included.
        places: line and column of each value, from 1, by its path; `()` is the entry itself.
        file: as named in the record's folder.
        start: its first line, from 0: the one that begins with `- `.
        end: the line after its last; blank lines and comments at the margin that follow are not its own.
    """

    kind: str
    id: str
    value: dict[str, Raw]
    places: dict[Path, tuple[int, int]]
    file: str
    start: int
    end: int

    def nearest_place(self, path: Path) -> tuple[int, int]:
        """The line and column of a value, or of the nearest around it that has a place."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (self.start + 1, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The entries of one file in the order written, and its faults in the order found."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


def parse(data: bytes, file: str) -> Parsed:
    """The entries that a file holds; whatever is wrong with it is in `problems`, never raised."""
    if len(data) > MAX_BYTES:
        return _nothing_but(file, TOO_LARGE)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _nothing_but(file, "the file is in UTF-16; save it as UTF-8")
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="surrogateescape")
    if not text.endswith("\n"):
        text += "\n"  # a text block that ends the file would else gain a line end on the next edit
    return _Reading(file).read(text)


def _nothing_but(file: str, message: str) -> Parsed:
    return Parsed(items=(), problems=(Problem(place=Place(file), rule=RULE, message=message),))


class _Fault(Exception):
    """What ends the reading of one piece: line and column from 0 within it, and the message."""

    def __init__(self, mark: Any, message: str) -> None:
        super().__init__(message)
        self.line: int = mark.line
        self.column: int = mark.column
        self.message = message


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line and column from 0, as the parser's own marks have them."""

    line: int
    column: int


@dataclass(slots=True)
class _Reading:
    """One file while it is read: what was found so far, and how many values may still come."""

    file: str
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    budget: int = MAX_VALUES

    def read(self, text: str) -> Parsed:
        pieces = _pieces(text)
        self._preamble(next(pieces)[1])
        for line, piece in pieces:
            if len(self.problems) >= MAX_FAULTS:
                self._report(line, 0, f"more than {MAX_FAULTS} faults; the file is not read from here on")
                break
            self._piece(line, piece)
            if self.budget < 0:
                break
        return Parsed(items=tuple(self.items), problems=tuple(self.problems))

    def _report(self, line: int, column: int, message: str, entry: str = "") -> None:
        place = Place(self.file, line + 1, column + 1)
        self.problems.append(Problem(place=place, rule=RULE, message=message, entry=entry))

    def _preamble(self, piece: str) -> None:
        try:
            _refuse_odd_characters(piece)
            _refuse_what_is_no_entry(piece)
        except _Fault as fault:
            self._report(fault.line, fault.column, fault.message)

    def _piece(self, line: int, piece: str) -> None:
        try:
            _refuse_odd_characters(piece)
            walk = _Walk(piece, line, self.budget)
            try:
                self.items.append(walk.item(self.file))
            except yaml.YAMLError as error:
                raise _explained(error, piece) from error
            finally:
                self.budget -= len(walk.places)
            faults = walk.slips
        except _Fault as fault:
            faults = [fault]
        for found in faults[: MAX_FAULTS - len(self.problems)]:
            self._report(line + found.line, found.column, found.message, _id_at_a_glance(piece))


_ENTRY_LINE = re.compile(r"^-(?=[ \t\r\n])", re.MULTILINE)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """What stands before the first entry, then each entry and all up to the next; with its first line."""
    cuts = [0, *(match.start() for match in _ENTRY_LINE.finditer(text)), len(text)]
    line = 0
    for start, end in pairwise(cuts):
        piece = text[start:end]
        yield line, piece
        line += piece.count("\n")


# Line ends other than LF and CRLF are refused, because editors and the parser would count lines differently.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)")
_ODD_ESCAPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def _refuse_odd_characters(piece: str) -> None:
    found = _ODD.search(piece)
    if not found:
        return
    before = piece[: found.start()]
    spot = _Spot(before.count("\n"), len(before) - (before.rfind("\n") + 1))
    raise _Fault(spot, _odd_character(found.group()))


def _odd_character(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"the byte 0x{code - 0xDC00:02X} is not UTF-8; save the file as UTF-8"
    if character == "\r":
        return "a line ends in a bare carriage return; use ordinary line ends (LF or CRLF)"
    if character in "\x85\u2028\u2029":
        return f"an invisible line separator (U+{code:04X}) stands here; replace it by a space"
    return f"an invisible control character (U+{code:04X}) stands here; delete it"


_NO_ENTRY = (
    ("%", "directives (lines that begin with '%') are not used in a record; delete the line"),
    ("---", "a file holds one list; delete this line '---'"),
    ("...", "a file holds one list; delete this line '...'"),
    ("\t", "a tab stands before the text; indent with spaces"),
    (" ", "an entry begins at the left margin; remove the spaces before it"),
    ("", "a file is a list of entries, each beginning with a line such as '- measure: its-id'"),
)


def _refuse_what_is_no_entry(preamble: str) -> None:
    """Raise for the first line before the entries that is not blank, a comment or the one opening `---`."""
    opened = False
    for number, line in enumerate(preamble.split("\n")):
        content = line.strip(BLANK)
        if not content or content.startswith("#"):
            continue
        if not opened and re.match(r"---\s*(#|$)", line):
            opened = True
            continue
        message = next(text for sign, text in _NO_ENTRY if line.startswith(sign))
        raise _Fault(_Spot(number, 0), message)


def _id_at_a_glance(piece: str) -> str:
    match = re.match(r"-\s+\w{1,40}:[ \t]+([\w.-]{1,120})\s", piece)
    return match.group(1) if match else ""


class _Walk:
    """One way through the events of one piece, building the entry's values and keeping their places.

    Attributes:
        places: the place of each value so far.
        slips: faults that cost one value but not the entry.
    """

    __slots__ = ("advance", "budget", "last", "line", "piece", "places", "slips")

    def __init__(self, piece: str, line: int, budget: int) -> None:
        self.piece = piece
        self.line = line
        self.budget = budget
        self.advance: Any = _EventStream(piece).get_event
        self.places: dict[Path, tuple[int, int]] = {}
        self.slips: list[_Fault] = []
        self.last: Any = None

    def item(self, file: str) -> Item:
        for _ in ("stream", "document", "list"):
            self.advance()
        value = self._entry(self.advance())
        kind = str(next((path[0] for path in self.places if path), ""))
        name = value.get(kind)
        if not isinstance(name, str) or not name:
            raise _Fault(_Spot(0, 0), "an entry begins with its kind and id, as in '- measure: its-id'")
        self._close()
        end = self.line + _lines_owned(self.piece, self.last)
        return Item(kind=kind, id=name, value=value, places=self.places, file=file, start=self.line, end=end)

    def _entry(self, event: Any) -> dict[str, Raw]:
        value = self._value(event, ())
        if isinstance(value, dict):
            return value
        if value is None and not event.value:
            raise _Fault(event.start_mark, "nothing follows this '-'; delete it")
        raise _Fault(event.start_mark, "an entry is made of lines 'name: value', its kind and id first")

    def _close(self) -> None:
        self.advance()  # the end of the list
        end: Any = self.advance()
        after: Any = end if end.explicit else self.advance()
        if after is end or type(after) is DocumentStartEvent:
            sign = "..." if after is end else "---"
            self.slips.append(_Fault(after.start_mark, f"a file holds one list; delete this line '{sign}'"))

    def _value(self, event: Any, path: Path) -> Raw | None:
        """The value that begins with this event, or nothing if it is left empty."""
        mark = event.start_mark
        self.places[path] = (self.line + mark.line + 1, mark.column + 1)
        if len(self.places) > self.budget:
            raise _Fault(mark, f"the file holds more than {MAX_VALUES:,} values; split it in two")
        if type(event) is AliasEvent:
            raise _Fault(mark, _NO_ALIAS)
        if event.anchor is not None or event.tag is not None:
            raise _Fault(mark, _NO_ANCHOR if event.anchor is not None else _NO_TAG)
        if type(event) is ScalarEvent:
            return self._text(event, path)
        if len(path) + 2 > MAX_DEPTH:
            raise _Fault(mark, f"lists and mappings stand more than {MAX_DEPTH} deep in one another here")
        return self._mapping(event, path) if type(event) is MappingStartEvent else self._list(event, path)

    def _text(self, event: Any, path: Path) -> str | None:
        self.last = event
        text: str = event.value
        if event.style == '"' and (odd := _ODD_ESCAPED.search(text)):
            code = f"U+{ord(odd.group()):04X}"
            raise _Fault(event.start_mark, f"an escape in this text stands for a control character ({code})")
        if not event.style and text in _NO_VALUE:
            self.slips.append(_Fault(event.start_mark, _no_value(text, path)))
            return None
        return text

    def _list(self, start: Any, path: Path) -> list[Raw]:
        found: list[Raw] = []
        while type(event := self.advance()) is not SequenceEndEvent:
            value = self._value(event, (*path, len(found)))
            if value is not None:
                found.append(value)
        if start.flow_style:
            self.last = event
        return found

    def _mapping(self, start: Any, path: Path) -> dict[str, Raw]:
        found: dict[str, Raw] = {}
        while type(event := self.advance()) is not MappingEndEvent:
            key = self._key(event)
            here = (*path, key)
            if here in self.places:
                first = f"first on line {self.places[here][0]}"
                raise _Fault(event.start_mark, f"'{_short(key)}' stands here a second time ({first})")
            value = self._value(self.advance(), here)
            if value is not None:
                found[key] = value
        if start.flow_style:
            self.last = event
        return found

    def _key(self, event: Any) -> str:
        mark = event.start_mark
        if type(event) is AliasEvent:
            raise _Fault(mark, _NO_ALIAS)
        if type(event) is not ScalarEvent:
            raise _Fault(mark, "only a plain word may stand before ':'")
        key: str = event.value
        if event.anchor is not None or event.tag is not None:
            raise _Fault(mark, _NO_ANCHOR if event.anchor is not None else _NO_TAG)
        if key == "<<":
            raise _Fault(mark, "merging with '<<' is not used in a record; write the values out")
        if not key or len(key) > MAX_KEY or (event.style == '"' and _ODD_ESCAPED.search(key)):
            raise _Fault(mark, f"a plain name of up to {MAX_KEY} characters must stand before ':'")
        return key


_NO_ALIAS = "'*' at the start of a value refers to another; write the value out, or put the text in quotes"
_NO_ANCHOR = "'&' at the start of a value names it for reuse, which a record does not; put the text in quotes"
_NO_TAG = "'!' at the start of a value gives it a type, which a record does not; put the text in quotes"
_NO_VALUE = frozenset(("", "~", "null", "Null", "NULL"))


def _no_value(text: str, path: Path) -> str:
    name = path[-1] if path else "-"
    what = f"'{_short(name)}'" if isinstance(name, str) else "an item of this list"
    if not text:
        return f"{what} has no value; give it one or delete the line"
    return f"{what} has no value ('{text}' means none); delete the line, or put the word in quotes"


def _short(text: str) -> str:
    shown = text.encode("utf-8", "backslashreplace").decode().replace("\n", " ")
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _lines_owned(piece: str, last: Any) -> int:
    """How many lines of a piece are the entry's own: to its last value, and indented comments below that."""
    lines = piece.split("\n")
    end: int = last.end_mark.line + (last.end_mark.column > 0)
    if not _keeps_blank_lines(last, lines):
        while not lines[end - 1].strip(BLANK):
            end -= 1
    for number in range(end, len(lines)):
        line = lines[number]
        if line.strip(BLANK):
            if line[0] not in " \t":
                break
            end = number + 1
    return end


def _keeps_blank_lines(last: Any, lines: list[str]) -> bool:
    """Whether the last value is a text block marked `|+` or `>+`, of which blank lines below are a part."""
    if getattr(last, "style", None) not in ("|", ">"):
        return False
    header = lines[last.start_mark.line][last.start_mark.column :]
    return "+" in header.split("#")[0]


# The parser's own words, its context and its problem, by a telling part; and what to tell the user.
_EXPLAINED = (
    ("quoted scalar", "unknown escape", "an unknown escape after '\\'; write '\\\\', or use single quotes"),
    ("quoted scalar", "expected hex", "an escape such as '\\x' or '\\u' wants hexadecimal digits after it"),
    ("quoted scalar", "escape", "an escape in this text stands for no character"),
    ("quoted scalar", "", "this quoted text is not closed before the next entry; add the closing quote"),
    ("tag", "", _NO_TAG),
    ("", "tag handle", _NO_TAG),
    ("alias", "", _NO_ALIAS),
    ("anchor", "", _NO_ANCHOR),
    ("", "mapping values are not allowed", "wrong indentation, or a text with ': ' that wants quotes"),
    ("block scalar", "", "after '|' or '>' the text begins on the next line, indented with spaces"),
    ("flow node", "", "a value is missing before this comma or bracket"),
    ("flow sequence", "", "this list in brackets lacks a comma or its closing ']'"),
    ("flow mapping", "", "this mapping in braces lacks a comma or its closing '}'"),
    ("simple key", "", "this line is no 'name: value'; check its indentation and the ':'"),
    ("", "sequence entries are not", "an item of a list cannot begin here; put it on a line of its own"),
    ("block mapping", "", "this does not fit what stands before it; check indentation and quotes"),
    ("block collection", "", "this is not indented like the lines above, nor does it begin with '- '"),
    ("block sequence", "", "this is not indented like the lines above, nor does it begin with '- '"),
    ("", "cannot start any token", "a text cannot begin with this character; put it in quotes"),
    ("plain scalar", "", "this text cannot be read as it stands; put it in quotes"),
)


def _explained(error: yaml.YAMLError, piece: str) -> _Fault:
    """A parser's error in plain words, at the place that the user must look at."""
    context = getattr(error, "context", None) or ""
    problem = getattr(error, "problem", None) or ""
    mark = getattr(error, "problem_mark", None) or _Spot(0, 0)
    lines = piece.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip(" \t-"))] or "\\t" in problem or "tab" in problem.split():
        return _Fault(mark, "a tab stands before the text; indent with spaces")
    if any(part in context for part in ("quoted scalar", "flow sequence", "flow mapping", "simple key")):
        mark = getattr(error, "context_mark", None) or mark
    for part, other, message in _EXPLAINED:
        if part in context and other in problem:
            return _Fault(mark, message)
    return _Fault(mark, f"this cannot be read as YAML ({problem or type(error).__name__})")
