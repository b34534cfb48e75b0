"""Which entries name which: the references and citations of each, and the references turned round.

named_in     the ids that one entry names
citations    the citations that one entry holds, its parts' among them
citing       the entries that name one
times_cited  how many entries cite each source
"""

from __future__ import annotations

from array import array
from collections import Counter
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
    places = _turned(whole).get(entry_id, ())
    held = map(whole.written.__getitem__, places)
    found = [(each, record.entry(each.id)) for each in held if each.id in record]
    # Of an entry that is known in part, the part that names this one may be what is not yet known.
    return tuple([now for each, now in found if now is each or entry_id in named_in(now)])


def times_cited(record: Record) -> Mapping[str, int]:
    """How many entries, as they are known, cite each source that any cites; worked out once."""
    if times_cited not in record.memory:
        times: Counter[str] = Counter()
        for entry in record.entries:
            found = [each.source for each in citations(entry)]
            times.update(set(found) if len(found) > 1 else found)
        record.memory[times_cited] = times
    return record.memory[times_cited]  # type: ignore[return-value]


def _turned(whole: Record) -> Mapping[str, Sequence[int]]:
    """For each id, the places among all entries written of those that name it; worked out once."""
    if _turned not in whole.memory:
        turned: dict[str, array[int]] = {}
        for place, entry in enumerate(whole.written):
            found: list[str] = []
            _gather(entry, found)
            for each in found:
                name = each.partition("#")[0] if "#" in each else each
                if name == entry.id:
                    continue
                places = turned.get(name)
                if places is None:
                    turned[name] = array("I", (place,))
                elif places[-1] != place:  # named twice by one entry, it counts once
                    places.append(place)
        whole.memory[_turned] = turned
    return whole.memory[_turned]  # type: ignore[return-value]


def named_in(value: Any) -> set[str]:
    """The ids of the entries that an entry, or a part of one, names."""
    found: list[str] = []
    _gather(value, found)
    return {each.partition("#")[0] if "#" in each else each for each in found}


def _gather(value: Any, found: list[str]) -> None:
    """Add every id that an entry or part names; it is asked of each part of a record, so it does the least it can."""
    naming, holding = _POINTING.get(value.__class__) or _pointing(value.__class__)
    for name in naming:
        inner = getattr(value, name)
        if inner:
            if inner.__class__ is tuple:
                found += inner
            else:
                found.append(inner)
    for name in holding:
        inner = getattr(value, name)
        if inner:
            for each in inner if inner.__class__ is tuple else (inner,):
                _gather(each, found)


_POINTING: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {}


def _pointing(shape: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class that name entries themselves, and those whose parts can."""
    hints = get_type_hints(shape, include_extras=True)
    naming, holding = [], []
    for field in fields(shape):
        inside = list(_within(hints[field.name]))
        if any(isinstance(each, Ref) for each in inside):
            naming.append(field.name)
        elif any(isinstance(each, type) and is_dataclass(each) and each is not When for each in inside):
            holding.append(field.name)
    _POINTING[shape] = tuple(naming), tuple(holding)
    return _POINTING[shape]


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
