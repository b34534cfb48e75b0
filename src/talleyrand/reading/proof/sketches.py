"""What tells one thing of the record from another, taken alike from an entry and from a proposal.

Sketch    the sides, days, codes, amounts, names and words of one act, step, meeting, promise, reading or figure

An entry with a life of several steps gives one sketch for each step that can be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from talleyrand.errors import WrongValue
from talleyrand.reading.proof.likeness import Prose, prose
from talleyrand.reading.proposals import PARTS
from talleyrand.record.dates import When, when
from talleyrand.record.entries import Entry

Fields = Mapping[str, Any]

# The days on which a thing of each kind can be dated, the one that tells most first.
_DAYS = {
    "act": ("on",),
    "measure": ("effective", "announced", "signed", "disclosed"),
    "agreement": ("on", "announced"),
    "channel": ("on", "announced"),
    "commitment": ("made",),
    "reading": ("on",),
    "meeting": ("on",),
    "indicator": ("period",),
}
_CODES = ("kind", "instrument", "series", "step", "form", "level", "stance", "of", "vintage", "unit", "agreement",
          "clause", "channel", "issue", "publisher", "meeting", "place")  # fmt: skip
_AMOUNTS = ("level", "value", "amount", "score")
_NAMES = ("people", "issues", "person", "under")
_ENDS = ("until", "deadline", "date")
_TEXTS = ("title", "text", "words", "coverage", "outcome", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What tells one thing from another.

    Attributes:
        kind: of the entry.
        entry: its id; of a step with a name, `measure#step`.
        by: who does it; empty if its sides do it together, or nobody is named.
        toward: to whom.
        parties: between whom, if they do it together.
        days: its dates by the name of their field.
        codes: words of vocabularies, ids and places, by field.
        amounts: numbers by field.
        names: people and issues, by field.
        ends: the days until which it holds or by which it is due, those given later too.
        prose: its title and what it says, as words.
        title: the text by which people know it.
        basis: the law that it rests on.
        says: what its sources give otherwise.
        quotes: the words that it is known by.
        apart: true if it is a part by itself, to be told from other parts of its entry.
    """

    kind: str
    entry: str
    by: str = ""
    toward: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    days: tuple[tuple[str, When], ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ends: Mapping[str, tuple[When, ...]] = field(default_factory=dict)
    prose: Prose
    title: str = ""
    basis: str = ""
    says: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    apart: bool = False

    @property
    def whole(self) -> str:
        """The id of the entry, of whichever step this is."""
        return self.entry.partition("#")[0]


def of_entry(entry: Entry) -> tuple[Sketch, ...]:
    """The sketches of an entry of the record: of each of its steps or figures, or of the whole."""
    return of_values(entry.KIND, _fields(entry))


def of_parts(entry: Entry) -> tuple[Sketch, ...]:
    """The sketches of each part of an entry, as parts are added to it."""
    given = _fields(entry)
    return tuple(_part(entry.KIND, given, each, alone=True) for each in _parts(entry.KIND, given))


def of_part(entry: Entry, values: Fields) -> Sketch:
    """The sketch of a part that is to be added to an entry."""
    return _part(entry.KIND, _fields(entry), values, alone=True)


def of_values(kind: str, values: Fields) -> tuple[Sketch, ...]:
    """The sketches of an entry given as its fields by name, whether as text or as the record holds them."""
    parts = _parts(kind, values)
    if kind in ("measure", "indicator") and parts:
        return tuple(_part(kind, values, each) for each in parts)
    if kind == "meeting":
        return (_meeting(values, parts),)
    days = (
        [(name, day) for each in parts for name, day in _days(kind, each)] if kind in ("agreement", "channel") else []
    )
    return (_sketch(kind, values, days or _days(kind, values)),)


def _fields(shape: Any) -> dict[str, Any]:
    return {each.name: getattr(shape, each.name) for each in fields(shape)}


def _parts(kind: str, values: Fields) -> list[Fields]:
    given = values.get(PARTS.get(kind, ""))
    listed = given if isinstance(given, list | tuple) else [given] if given else []
    return [
        _fields(each) if is_dataclass(each) else each
        for each in listed
        if is_dataclass(each) or isinstance(each, Mapping)
    ]


def _part(kind: str, entry: Fields, part: Fields, *, alone: bool = False) -> Sketch:
    """A step of a measure, a figure and so on: its own fields over those of the entry, by whom it was done apart.

    Args:
        alone: true if the words of the entry, which are the same for all its parts, are left aside.
    """
    own = {name: value for name, value in part.items() if value not in (None, (), [], "") and name not in ("by", "id")}
    merged = {**{name: value for name, value in entry.items() if not alone or name not in _TEXTS}, **own}
    name = part.get("id")
    known = f"{_id(kind, entry)}#{name}" if name and kind == "measure" else _id(kind, entry)
    days = _part_days(kind, part)
    return _sketch(kind, merged, days, name=known, own=own, apart=alone, also=entry)


def _part_days(kind: str, part: Fields) -> list[tuple[str, When]]:
    named = ("on", "published") if kind == "commitment" else _DAYS.get(kind, ("on",))
    return _dated(named, part)


def _meeting(values: Fields, parts: list[Fields]) -> Sketch:
    """A meeting by the days it lasted, or was to last; when nothing of that is said, by those of its steps."""
    held = [day for each in parts if str(each.get("step")) == "held" for day in _dated(("on",), each)]
    planned = [day for each in parts for day in _dated(("date",), each)]
    days = (
        held
        or planned[-1:]
        or [day for each in parts for day in _dated(("on",), each)][-1:]
        or _days("meeting", values)
    )
    steps = [str(each.get("step")) for each in parts]
    sketch = {**values, "step": "held" if held else steps[-1] if steps else None}
    return _sketch("meeting", sketch, days)


def _sketch(
    kind: str,
    values: Fields,
    days: list[tuple[str, When]],
    *,
    name: str = "",
    own: Fields | None = None,
    apart: bool = False,
    also: Fields | None = None,
) -> Sketch:
    target = _inner(values.get("target"))
    texts = [str(values[each]) for each in _TEXTS if isinstance(values.get(each), str)]
    words = " ".join(texts[:1] if own is None else texts)
    promised = kind == "commitment"
    return Sketch(
        kind=kind,
        entry=name or _id(kind, values),
        by=_one(values, "by", "obligor", "voice"),
        toward=_listed(values.get("toward")) or _listed(values.get("obligee")),
        parties=_listed(values.get("parties")),
        days=tuple(days),
        codes={each: str(values[each]) for each in _CODES if _is_code(values.get(each))}
        | ({"unit": str(target["unit"])} if target.get("unit") else {}),
        amounts={
            each: number for each in _AMOUNTS if (number := _number((own or target or values).get(each))) is not None
        },
        names={each: frozenset(found) for each in _NAMES if (found := _listed(values.get(each)))},
        ends={each: last for each in _ENDS if (last := _ends(values, each, restated=promised))},
        prose=prose(words),
        title=next(iter(texts), ""),
        basis=str(values.get("basis") or ""),
        says=(*_cited(values, "says"), *_cited(also or {}, "says")),
        quotes=(*_cited(values, "quote"), *_cited(also or {}, "quote")),
        apart=apart,
    )


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _id(kind: str, values: Fields) -> str:
    return str(values.get("id") or values.get(kind) or "")


def _one(values: Fields, *names: str) -> str:
    return next((found[0] for each in names if (found := _listed(values.get(each)))), "")


def _listed(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    return tuple(str(each) for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()


def _inner(value: Any) -> Fields:
    return value if isinstance(value, Mapping) else _fields(value) if is_dataclass(value) else {}


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _when(value: Any) -> When | None:
    if isinstance(value, When):
        return value
    try:
        return when(value) if isinstance(value, str) else None
    except WrongValue:
        return None


def _dated(names: Iterable[str], values: Fields) -> list[tuple[str, When]]:
    return [(each, day) for each in names if (day := _when(values.get(each)))]


def _days(kind: str, values: Fields) -> list[tuple[str, When]]:
    return _dated(_DAYS.get(kind, ("on",)), values)


def _ends(values: Fields, name: str, *, restated: bool) -> tuple[When, ...]:
    """A last day as first stated, and as given later."""
    given = [_when(values.get(name))]
    if restated and name == "deadline":
        again = values.get("restated") or ()
        given += [_when(_inner(each).get("deadline")) for each in again] if isinstance(again, list | tuple) else []
    return tuple(each for each in given if each)


def _cited(values: Fields, name: str) -> tuple[str, ...]:
    """What the sources of an entry or a part hold under a name."""
    sources = values.get("sources")
    cited = sources if isinstance(sources, list | tuple) else ()
    return tuple(str(said) for each in cited if (said := _inner(each).get(name)))
