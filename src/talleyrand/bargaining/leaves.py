"""What lies inside an entry of a negotiation file, however deep, each with its path."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

from talleyrand.bargaining.entries import AnyKind, Deed, Issue, Judged, Linkage, Own, Part, RedLine, Score, Side
from talleyrand.record.entries import Ref
from talleyrand.record.syntax import Path

Mark = Own | Ref


def marked(entry: AnyKind) -> Iterator[tuple[Path, str, Mark]]:
    """Every text that names something, with what it may name."""
    for path, value, mark in _walk(entry, ()):
        if isinstance(value, str) and mark is not None:
            yield path, value, mark


def judged(entry: AnyKind) -> Iterator[tuple[Path, Judged]]:
    """Every judged number."""
    for path, value, _ in _walk(entry, ()):
        if isinstance(value, Judged):
            yield path, value


def settlings(entry: AnyKind) -> Iterator[tuple[Path, str, str]]:
    """Every option that is named, with its issue."""
    if isinstance(entry, Issue):
        if entry.today is not None:
            yield ("today",), entry.id, entry.today
        return
    for path, value, _ in _walk(entry, ()):
        if isinstance(value, Part):
            yield from ((path, value.issue, each) for each in value.option)
        elif isinstance(value, Score | Deed):
            yield path, value.issue, value.option


def parted(entry: AnyKind) -> Iterator[tuple[Path, tuple[Part, ...]]]:
    """Every list of parts that must have some, with its path."""
    if isinstance(entry, RedLine):
        yield ("never",), entry.never
    elif isinstance(entry, Linkage):
        yield ("parts",), entry.parts
    elif isinstance(entry, Side):
        yield from ((("interactions", n, "parts"), each.parts) for n, each in enumerate(entry.interactions))
        for n, each in enumerate(entry.comparisons):
            yield ("comparisons", n, "better"), each.better
            yield ("comparisons", n, "than"), each.than


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, object, Mark | None]]:
    """Every part and text below a value, itself first."""
    for name, mark in _fields(cast("Hashable", type(value))):
        held = getattr(value, name)
        several = isinstance(held, tuple)
        for n, each in enumerate(held if several else (held,)):
            at = (*path, name, n) if several else (*path, name)
            if isinstance(each, str):
                yield at, each, mark
            elif is_dataclass(each):
                yield at, each, None
                yield from _walk(each, at)


@cache
def _fields(kind: type) -> tuple[tuple[str, Mark | None], ...]:
    """The fields of a class, each with what it may name."""
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind, include_extras=True)
    return tuple((each.name, _mark(hints[each.name])) for each in fields(kind))


def _mark(hint: Any) -> Mark | None:
    if get_origin(hint) is Annotated:
        inner, *notes = get_args(hint)
        return next((note for note in notes if isinstance(note, Own | Ref)), None) or _mark(inner)
    return next((mark for each in get_args(hint) if (mark := _mark(each)) is not None), None)
