"""The texts inside an entry, however deep, each with its path and with what its annotation says of it.

Leaf  a text: its path, the text, and the `Ref` or `Code` of its field, if it has one

The way to the leaves of a kind is worked out once from its annotations; no entry pays for it again.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Container, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple, Union, cast, get_args, get_origin, get_type_hints

from talleyrand.record.dates import When
from talleyrand.record.entries import KINDS, AnyKind, Code, Ref
from talleyrand.record.syntax import Path


class Leaf(NamedTuple):
    """A text inside an entry."""

    path: Path
    text: str
    mark: Ref | Code | None


Known = Mapping[Ref | Code, Container[str]]
LONG = 1000


class Search:
    """A search for leaves: what is known of the texts of each mark, and what was found so far."""

    __slots__ = ("found", "known")

    def __init__(self, known: Known) -> None:
        self.known = known
        self.found: list[Leaf] = []


Visit = Callable[[Any, Path, Search], None]
MakeLeaf = Callable[[Ref | Code | None], Visit | None]


def unknown(entry: AnyKind, known: Known) -> list[Leaf]:
    """The texts of an entry that must name an entry or a word of a vocabulary, and name none that is known."""
    return _found(entry, _if_unknown, known)


def odd(entry: AnyKind) -> list[Leaf]:
    """The texts of an entry that hold anything but printable ASCII, or that are long."""
    return _found(entry, _if_odd, {})


def _found(entry: AnyKind, leaf: MakeLeaf, known: Known) -> list[Leaf]:
    search = Search(known)
    _way(entry.KIND, leaf)(entry, (), search)
    return search.found


@cache
def _way(kind: str, leaf: MakeLeaf) -> Visit:
    """The function that goes to every leaf of an entry of this kind."""
    return cast(Visit, _visit(KINDS[kind], None, leaf))  # every kind has fields that are texts


def _if_unknown(mark: Ref | Code | None) -> Visit | None:
    if mark is None:
        return None

    def visit(text: str, path: Path, search: Search) -> None:
        if text not in search.known[mark]:
            search.found.append(Leaf(path, text, mark))

    return visit


def _if_odd(mark: Ref | Code | None) -> Visit | None:
    def visit(text: str, path: Path, search: Search) -> None:
        if not (text.isascii() and text.isprintable()) or len(text) > LONG:
            search.found.append(Leaf(path, text, mark))

    return visit


def _visit(hint: Any, mark: Ref | Code | None, leaf: MakeLeaf) -> Visit | None:
    """The function that goes to every leaf of a value of this type; None if there can be none."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *notes = get_args(hint)
        return _visit(inner, next((note for note in notes if isinstance(note, Ref | Code)), mark), leaf)
    if origin in (Union, types.UnionType):
        return _visit(next(each for each in get_args(hint) if each is not types.NoneType), mark, leaf)
    if origin is tuple:
        return _each(_visit(get_args(hint)[0], mark, leaf))
    if hint is str:
        return leaf(mark)
    if is_dataclass(hint) and hint is not When:
        return _inside(hint, leaf)
    return None


def _each(one: Visit | None) -> Visit | None:
    if one is None:
        return None

    def visit(values: tuple[Any, ...], path: Path, search: Search) -> None:
        for number, value in enumerate(values):
            one(value, (*path, number), search)

    return visit


def _inside(shape: Any, leaf: MakeLeaf) -> Visit | None:
    hints = get_type_hints(shape, include_extras=True)
    visits = [(field.name, _visit(hints[field.name], None, leaf)) for field in fields(shape)]
    ways = tuple([(name, visit) for name, visit in visits if visit])
    if not ways:
        return None

    def visit(value: Any, path: Path, search: Search) -> None:
        for name, go in ways:
            if inner := getattr(value, name):
                go(inner, (*path, name), search)

    return visit
