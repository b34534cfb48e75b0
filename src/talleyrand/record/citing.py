"""Which entries name which: the references and citations of each, and the references turned round.

named_in     the ids that one entry names
citations    the citations that one entry holds, its parts' among them
citing       the entries that name one
times_named  how many entries name each
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from talleyrand.record.dates import When
from talleyrand.record.entries import AnyKind, Citation, Ref
from talleyrand.record.record import Record


def citing(record: Record, entry_id: str) -> tuple[AnyKind, ...]:
    """The entries that name this one, or a part of it, in a field that names entries, in the record's order."""
    whole = record.whole
    held = (whole.written[place] for place in _turned(whole).get(entry_id, ()))
    found = [(each, record.entry(each.id)) for each in held if each.id in record]
    # Of an entry that is known in part, the part that names this one may be what is not yet known.
    return tuple([now for each, now in found if now is each or entry_id in named_in(now)])


def times_named(record: Record) -> Mapping[str, int]:
    """How many entries name each entry that any names; worked out once."""
    if times_named not in record.memory:
        whole = record.whole
        times = {name: len(places) for name, places in _turned(whole).items()}
        for each in whole.written:
            now = record.entry(each.id) if each.id in record else None
            if now is not each:
                _take(times, each, named_in(now) if now else set())
        record.memory[times_named] = {name: number for name, number in times.items() if number}
    return record.memory[times_named]  # type: ignore[return-value]


def _take(times: dict[str, int], entry: AnyKind, still: set[str]) -> None:
    """Count one less of what an entry names, but for what it still names."""
    for each in named_in(entry) - still - {entry.id}:
        times[each] -= 1


def _turned(whole: Record) -> Mapping[str, Sequence[int]]:
    """For each id, the places among all entries written of those that name it; worked out once."""
    if _turned not in whole.memory:
        turned: dict[str, array[int]] = {}
        for place, entry in enumerate(whole.written):
            for each in named_in(entry):
                if each == entry.id:
                    continue
                if each in turned:
                    turned[each].append(place)
                else:
                    turned[each] = array("I", (place,))
        whole.memory[_turned] = turned
    return whole.memory[_turned]  # type: ignore[return-value]


def named_in(value: Any) -> set[str]:
    """The ids of the entries that an entry, or a part of one, names."""
    found: set[str] = set()
    for name, names in _pointing(value.__class__):
        inner = getattr(value, name)
        for each in inner if isinstance(inner, tuple) else (inner,):
            if names and each:
                found.add(each.partition("#")[0])
            elif each is not None and not names:
                found |= named_in(each)
    return found


@cache
def _pointing(shape: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a class through which it can name entries, and whether each does so itself."""
    hints = get_type_hints(shape, include_extras=True)
    found = []
    for field in fields(shape):
        inside = list(_within(hints[field.name]))
        if any(isinstance(each, Ref) for each in inside):
            found.append((field.name, True))
        elif any(isinstance(each, type) and is_dataclass(each) and each is not When for each in inside):
            found.append((field.name, False))
    return tuple(found)


def _within(hint: Any) -> Iterator[Any]:
    """A type and what it is made of: the members of a union or list, and the notes of an annotation."""
    yield hint
    for each in get_args(hint):
        yield from _within(each)


def citations(value: Any) -> tuple[Citation, ...]:
    """The citations of an entry, or of a part of one, in order; the same may stand there twice."""
    found: tuple[Citation, ...] = ()
    for name, cites in _holding(value.__class__):
        inner = getattr(value, name)
        if cites:
            found += inner
        else:
            for each in inner if isinstance(inner, tuple) else (inner,):
                if each is not None:
                    found += citations(each)
    return found


@cache
def _holding(shape: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a class in which citations stand, and whether they are the field's own or those of its parts."""
    hints = get_type_hints(shape, include_extras=True)
    found = []
    for field in fields(shape):
        inside = [each for each in _within(hints[field.name]) if isinstance(each, type) and is_dataclass(each)]
        if Citation in inside:
            found.append((field.name, True))
        elif any(_holding(each) for each in inside if each is not When):
            found.append((field.name, False))
    return tuple(found)
