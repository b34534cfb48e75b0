"""What an entry's values mean, whichever of the allowed ways they are written in.

Hint     the annotation of a field, as `entries` has it
Hints    the fields of an entry or a part by name, in the order in which they are written
Meaning  a value reduced to one form, by which two are compared; None means nothing at all

`toward: CN` means `toward: [CN]`, a bare id means a citation of it, `names: {zh: 美国}` a list of one name,
`true` means `yes`; and a field that is left empty means a field that is left out.
"""

from __future__ import annotations

import types
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from talleyrand.record.dates import When
from talleyrand.record.entries import KINDS, Entry
from talleyrand.record.shapes import TRUTHS
from talleyrand.record.syntax import MAX_KEY, Raw

Hint = Any
Hints = Mapping[str, Hint]
Meaning = Hashable


@cache
def bare(hint: Hint) -> Hint:
    """A hint without its notes, and without the leave to be left out."""
    origin: Any = get_origin(hint)
    if origin is Annotated:
        return bare(get_args(hint)[0])
    if origin in (Union, types.UnionType):
        return bare(next(each for each in get_args(hint) if each is not types.NoneType))
    return hint


@cache
def notes(hint: Hint) -> tuple[Any, ...]:
    """Everything that annotations say of a hint, the outermost first."""
    origin: Any = get_origin(hint)
    if origin is Annotated:
        inner, *own = get_args(hint)
        return (*own, *notes(inner))
    if origin in (Union, types.UnionType):
        return notes(next(each for each in get_args(hint) if each is not types.NoneType))
    return ()


@cache
def each_of(hint: Hint) -> Hint | None:
    """What each of several is, or None where a field takes one value."""
    inner = bare(hint)
    return get_args(inner)[0] if get_origin(inner) is tuple else None


@cache
def shape_of(hint: Hint) -> type | None:
    """The class of a part, or None where a field takes plain text."""
    inner = bare(hint)
    return inner if isinstance(inner, type) and is_dataclass(inner) and inner is not When else None


@cache
def pair_of(hint: Hint) -> tuple[str, str] | None:
    """The two fields of a part that a mapping can stand for several of."""
    return getattr(shape_of(each_of(hint)), "PAIR", None)


@cache
def shorthand_of(hint: Hint) -> str | None:
    """The field of a part that bare text can stand for."""
    return getattr(shape_of(hint), "SHORTHAND", None)


@cache
def hints_of(shape: type) -> Hints:
    """The fields of a class: of an entry its id, then what is its kind's own, then what every entry has."""
    hints = get_type_hints(shape, include_extras=True)
    own = [each.name for each in fields(shape) if get_origin(hints[each.name]) is not ClassVar]
    shared = {each.name for each in fields(Entry)} - {"id"} if issubclass(shape, Entry) else set()
    return {name: hints[name] for name in sorted(own, key=lambda name: name in shared)}


@cache
def entry_hints(kind: str) -> Hints:
    """The fields of a kind of entry, the id under the kind's own name; none if there is no such kind."""
    if kind not in KINDS:
        return {}
    shape: Any = KINDS[kind]
    return {(kind if name == "id" else name): hint for name, hint in hints_of(shape).items()}


def part_hints(hint: Hint) -> Hints:
    """The fields of the part that a hint stands for; none if it is no part."""
    shape = shape_of(hint)
    return hints_of(shape) if shape else {}


def several(raw: Raw, hint: Hint) -> list[Raw]:
    """The items that a value is written for, one alone or a mapping of pairs among them."""
    pair = pair_of(hint)
    if isinstance(raw, dict) and pair and pair[0] not in raw:
        return [{pair[0]: name, pair[1]: value} for name, value in raw.items()]
    if isinstance(raw, list):
        return raw
    return [raw] if raw else []


def paired(items: Sequence[Raw], pair: tuple[str, str]) -> dict[str, Raw] | None:
    """The mapping that can stand for several pairs, or None where none can."""
    made: dict[str, Raw] = {}
    for item in items:
        name = item.get(pair[0]) if isinstance(item, dict) else None
        plain = isinstance(name, str) and 0 < len(name) <= MAX_KEY and name not in (*made, pair[0], "<<")
        if not plain or not isinstance(item, dict) or set(item) != set(pair):
            return None
        made[str(name)] = item[pair[1]]
    return made


def named(raw: Raw, hint: Hint) -> dict[str, Raw] | None:
    """The fields of a part as written, bare text for its one field; None if the value is no part."""
    shorthand = shorthand_of(hint)
    if isinstance(raw, str) and shorthand:
        return {shorthand: raw}
    return raw if isinstance(raw, dict) else None


def meaning(raw: Raw, hint: Hint = None) -> Meaning:
    """What a value means in a field of this hint; without one, just what it says."""
    each = each_of(hint)
    if each is not None:
        return tuple(found for one in several(raw, hint) if (found := meaning(one, each)) is not None) or None
    fields = named(raw, hint)
    if fields is not None:
        return meant(fields, part_hints(hint))
    if isinstance(raw, list):
        return tuple(found for one in raw if (found := meaning(one)) is not None) or None
    return _said(str(raw), bare(hint)) or None


def meant(fields: Mapping[str, Raw], hints: Hints) -> Meaning:
    """What fields mean together: pairs of a name and a meaning."""
    found = ((name, meaning(raw, hints.get(name))) for name, raw in fields.items())
    return frozenset((name, each) for name, each in found if each is not None) or None


def _said(text: str, plain: Hint) -> str:
    if plain is None:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if plain is bool and text.lower() in TRUTHS:
        return "yes" if TRUTHS[text.lower()] else "no"
    return text


def pruned(raw: Raw) -> Raw:
    """A value without what is empty in it; itself empty if nothing else was there."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, list):
        return [kept for each in raw if (kept := pruned(each))]
    return {name: kept for name, each in raw.items() if (kept := pruned(each))}
