"""One file of a record, read: its entries typed, the places of their fields, its faults. Kept by content.

A page is remembered under the hash of the text, of this program's version of the format and of the shapes,
in the user's own cache folder: a stranger's folder cannot bring one along.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields
from hashlib import sha256
from typing import Any

import msgspec

from talleyrand.record import entries as kinds
from talleyrand.record import folder
from talleyrand.record.entries import KINDS, AnyKind
from talleyrand.record.problems import Place, Problem
from talleyrand.record.shapes import build
from talleyrand.record.syntax import Path, parse

Places = dict[str, tuple[int, int]]


class Written(msgspec.Struct, frozen=True, array_like=True):
    """Where one entry stands: its kind, its number among that kind, its lines, and the places of its fields."""

    kind: str
    number: int
    start: int
    end: int
    line: int
    places: msgspec.Raw


class Contents(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a file: encoded entries by kind, where they stand, and faults with no file name."""

    entries: dict[str, msgspec.Raw]
    written: tuple[Written, ...]
    faults: tuple[tuple[int, int, str, str, str], ...]


class Page:
    """One file of a record, read.

    Attributes:
        file: as named in the record's folder.
        written: its entries' kinds and lines, in order.
        problems: what is wrong with it.
    """

    __slots__ = ("_entries", "file", "problems", "written")

    def __init__(self, file: str, contents: Contents) -> None:
        self.file = file
        # Copied, or each place would keep all that was read from the cache.
        self.written = tuple([Written(each.kind, each.number, each.start, each.end, each.line, each.places.copy())
                              for each in contents.written])  # fmt: skip
        self.problems = tuple(
            Problem(place=Place(file, line, column), rule=rule, message=message, entry=entry)
            for line, column, rule, message, entry in contents.faults
        )
        self._entries = {kind: _DECODERS[kind].decode(raw) for kind, raw in contents.entries.items()}

    def entries(self) -> Iterator[tuple[int, AnyKind]]:
        """Each entry with its position in the file."""
        for position, each in enumerate(self.written):
            yield position, self._entries[each.kind][each.number]

    def place(self, position: int, path: Path = ()) -> Place:
        """Where an entry, or one of its fields, stands; the nearest enclosing field if it has no own place."""
        each = self.written[position]
        places = _PLACES.decode(each.places)
        while path:
            if found := places.get(_dotted(path)):
                return Place(self.file, *found)
            path = path[:-1]
        return Place(self.file, each.line)


_ENCODER = msgspec.msgpack.Encoder()
_PLACES = msgspec.msgpack.Decoder(Places)
_CONTENTS = msgspec.msgpack.Decoder(Contents)
_DECODERS: dict[str, msgspec.msgpack.Decoder[Any]] = {
    kind: msgspec.msgpack.Decoder(types.GenericAlias(list, (shape,))) for kind, shape in KINDS.items()
}


def _format() -> bytes:
    """A mark of the format: it changes when any field of any class of entries does."""
    marks = []
    for name, each in sorted(vars(kinds).items()):
        if isinstance(each, type) and hasattr(each, "__dataclass_fields__"):
            marks.append(name + ",".join(f"{field.name}:{field.type}" for field in fields(each)))
    return sha256("\n".join(["pages 1", *marks]).encode()).digest()


_FORMAT = _format()


def page(data: bytes, file: str) -> Page:
    """The page that a text makes, from the cache if this very text was read before."""
    key = sha256(_FORMAT + data).digest()
    remembered = folder.recall(key)
    if remembered is not None:
        try:
            return Page(file, _CONTENTS.decode(remembered))
        except (msgspec.MsgspecError, IndexError, KeyError):
            pass  # a damaged cache is a miss
    contents = _typed(data, file)
    folder.keep(key, _ENCODER.encode(contents))
    return Page(file, contents)


def _typed(data: bytes, file: str) -> Contents:
    parsed = parse(data, file)
    entries: dict[str, list[AnyKind]] = {}
    written: list[Written] = []
    faults = [(each.place.line, each.place.column, each.rule, each.message, each.entry) for each in parsed.problems]
    for item in parsed.items:
        entry, wrong = build(item.kind, item.value)
        for each in wrong:
            line, column = item.nearest_place(each.path)
            faults.append((line, column, each.rule, f"{item.kind} {item.id}: {each.message}", item.id))
        if entry is not None:
            same = entries.setdefault(item.kind, [])
            places = msgspec.Raw(_ENCODER.encode({_dotted(path): at for path, at in item.places.items()}))
            line = item.nearest_place(())[0]
            written.append(Written(item.kind, len(same), item.start, item.end, line, places))
            same.append(entry)
    encoded = {kind: msgspec.Raw(_ENCODER.encode(each)) for kind, each in entries.items()}
    return Contents(encoded, tuple(written), tuple(sorted(faults)))


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))
