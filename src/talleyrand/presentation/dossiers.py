"""One entry with all that hangs on it: its fields as known, its place, its state, its sources, and who cites it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_type_hints

from talleyrand.books.statement import Cell, Row, Statement, cited, columns
from talleyrand.errors import NotFound, nearest
from talleyrand.record import fates, lives
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Agreement, AnyKind, Citation, Measure, Ref, Source
from talleyrand.record.record import Record

DOSSIER = columns("part", "value")


def entry(record: Record, entry_id: str, *, on: Moment, known: Moment) -> Statement:
    """One entry as known on a day: where it stands, its state, its fields, its sources, and who cites it.

    Args:
        entry_id: the entry's id; `agreement#clause` and `measure#step` give the entry they are part of.

    Raises:
        NotFound: if there is none, if it was not yet known, or if it has been replaced.
    """
    then = record.as_known(known)
    whole, mark, part = entry_id.partition("#")
    found = _found(record, then, whole, known)
    if mark and part not in (names := _names_of_parts(found)):
        raise NotFound(f"'{found.id}' has no part '{part}'{nearest(part, names)}")
    rows = [Row(("id", found.id), (found.id,)), Row(("kind", found.KIND), (found.id,))]
    rows.append(Row(("place", str(record.place(found.id))), (found.id,)))
    rows += [Row((part, value), (found.id,)) for part, value in _state(then, found, on)]
    rows += [Row((part, value), cited(found.id)) for part, value in _parts(found)]
    rows += [Row(("source", _source(then, each)), cited(found.id, each)) for each in _sources(found)]
    rows += [Row(("cited by", f"{each.KIND} {each.id}"), (each.id,)) for each in citing(then, found.id)]
    title = getattr(found, "title", None) or getattr(found, "name", None) or getattr(found, "text", None) or found.id
    return Statement(title=str(title), on=on, known=known, columns=DOSSIER, rows=tuple(rows))


def _names_of_parts(entry: AnyKind) -> tuple[str, ...]:
    """The short names by which others can cite a clause of an agreement or a step of a measure."""
    if isinstance(entry, Agreement):
        return tuple([each.clause for each in entry.clauses])
    return tuple([each.id for each in entry.steps if each.id]) if isinstance(entry, Measure) else ()


def _found(record: Record, then: Record, entry_id: str, known: Moment) -> AnyKind:
    if entry_id in then:
        return then.entry(entry_id)
    by = next((each.id for each in record.written if each.corrects == entry_id), None)
    if by:
        raise NotFound(f"'{entry_id}' was corrected; what replaced it is '{by}'")
    if entry_id in record:
        raise NotFound(f"'{entry_id}' was not yet known on {known}")
    return record.entry(entry_id)


def citing(record: Record, entry_id: str) -> tuple[AnyKind, ...]:
    """The entries that name this one, or a part of it, in a field that names entries."""
    return tuple([each for each in record.entries if each.id != entry_id and entry_id in named_in(each)])


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


def _state(record: Record, found: AnyKind, on: Moment) -> Iterator[tuple[str, Cell]]:
    """The state on the day, with what a measure or a commitment says beside it."""
    word = fates.state_word(record, found, on)
    if word is None:
        return
    yield "state", word
    if isinstance(found, Measure) and (now := lives.state(record, found, on)):
        yield from (
            (name, cell)
            for name, cell in (
                ("level now", now.level), ("suspended until", now.suspended_until), ("until", now.until),
            )
            if cell is not None
        )  # fmt: skip


def _parts(found: AnyKind) -> Iterator[tuple[str, Cell]]:
    """Every field that is filled, lists one line for each part."""
    for field in fields(found):
        value: Any = getattr(found, field.name)
        if field.name in ("id", "sources") or value is None or value == ():
            continue
        if isinstance(value, tuple) and not isinstance(value[0], str):
            for number, part in enumerate(value, 1):
                yield f"{field.name} {number}", _told(part)
        else:
            yield field.name, _told(value)


def _told(value: Any) -> Cell:
    """A value, or a part's fields, in one line."""
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return value
    if isinstance(value, When | str | bool | int | Decimal):
        return value
    if isinstance(value, tuple):
        return "; ".join(str(_told(each)) for each in value)
    if is_dataclass(value):
        return ", ".join(_named(field.name, getattr(value, field.name)) for field in fields(value)
                         if getattr(value, field.name) not in (None, (), False))  # fmt: skip
    return str(value)


def _named(name: str, value: Any) -> str:
    told = _told(value)
    return f"{name} {', '.join(told) if isinstance(told, tuple) else 'yes' if told is True else told}"


def _sources(value: Any) -> tuple[str, ...]:
    """The sources cited in an entry or in any part of it, each once."""
    if isinstance(value, Citation):
        return (value.source,)
    if isinstance(value, tuple):
        return cited(*(_sources(each) for each in value))
    if is_dataclass(value) and not isinstance(value, When):
        return cited(*(_sources(getattr(value, field.name)) for field in fields(value)))
    return ()


def _source(record: Record, source_id: str) -> str:
    if source_id not in record:
        return f"{source_id}: not in the record"
    source = record.find(source_id, Source)
    parts = (source.title, source.publisher, source.number, str(source.issued or ""), source.url)
    return f"{source_id}: " + ". ".join(part.rstrip(".") for part in parts if part)
