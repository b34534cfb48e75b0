"""A model's finding becomes an entry in full form, under an id of our making.

Draft   a finding as the record writes it
People  the ids of people that a finding names, by field
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.answers import Item
from talleyrand.reading.proposals import PARTS
from talleyrand.record.dates import When
from talleyrand.record.entries import AnyKind
from talleyrand.record.record import Record
from talleyrand.record.shapes import build
from talleyrand.record.syntax import Raw
from talleyrand.record.writing import refuse_unwritable

People = Mapping[str, tuple[str, ...]]

_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A finding as the record writes it.

    Attributes:
        values: the entry.
        entry: the entry, typed.
    """

    values: dict[str, Raw]
    entry: AnyKind

    @property
    def part(self) -> dict[str, Raw]:
        """Its one step or figure."""
        listed = self.values[PARTS[self.entry.KIND]]
        return dict(listed[0]) if isinstance(listed, list) and isinstance(listed[0], dict) else {}


def drafted(item: Item, people: People, record: Record, taken: Collection[str]) -> Draft:
    """The finding as the record writes it.

    Args:
        people: the ids of those whom it names, by field.
        taken: ids that were given to other proposals.

    Raises:
        WrongValue: if the record cannot hold it.
    """
    kind = item.form.kind
    values: dict[str, Raw] = {kind: _fresh(_called(item), record, taken), **_SHAPES[kind](item, people)}
    return _built(kind, {name: each for name, each in values.items() if each not in ("", [], {})})


def _built(kind: str, values: dict[str, Raw]) -> Draft:
    entry, wrong = build(kind, values)
    if entry is None:
        raise WrongValue(wrong[0].message)
    refuse_unwritable(values)
    return Draft(values=values, entry=entry)


def begun(draft: Draft) -> Draft:
    """The draft of a measure that is raised, as one that begins with that step."""
    return _built(draft.entry.KIND, {**draft.values, "steps": [{**draft.part, "step": "impose"}]})


def joined(draft: Draft, whole: AnyKind) -> AnyKind:
    """An entry of the record with the step or figure of a draft among its own, in order of date."""
    name = PARTS[whole.KIND]
    parts = (*getattr(whole, name), *getattr(draft.entry, name))
    return replace(whole, **{name: tuple(sorted(parts, key=_day))})  # type: ignore[arg-type]  # its own list


def _day(part: object) -> tuple[date, date]:
    found = next((each for name in ("on", "effective", "announced", "signed", "period")
                  if (each := getattr(part, name, None)) is not None), None)  # fmt: skip
    return (found.first, found.last) if isinstance(found, When) else (date.min, date.min)


def _plain(item: Item, *names: str) -> dict[str, Raw]:
    """Fields as they are; those left empty are left out."""
    made: dict[str, Raw] = {}
    for name in names:
        value = item.values.get(name)
        if isinstance(value, bool):
            made[name] = "yes" if value else "no"
        elif value:
            made[name] = str(value) if isinstance(value, str) else list(value)
    return made


def _person(people: People) -> dict[str, Raw]:
    return {"person": people["person"][0]} if people.get("person") else {}


def _act(item: Item, people: People) -> dict[str, Raw]:
    return _plain(item, "title", "by", "toward", "kind", "on", "issue") | _person(people)


def _measure(item: Item, _people: People) -> dict[str, Raw]:
    whole = _plain(item, "title", "by", "toward", "instrument", "issue", "series")
    if item.text("level") and not item.text("series"):
        whole |= _plain(item, "unit")
    return whole | {"steps": [_plain(item, "step", "announced", "effective", "level", "until")]}


def _commitment(item: Item, _people: People) -> dict[str, Raw]:
    whole = _plain(item, "text", "obligor", "obligee", "made", "issue", "deadline")
    whole["asserted"] = [{"by": item.text("obligor"), "on": item.text("made")}]
    if item.text("amount"):
        whole["target"] = _plain(item, "amount", "unit", "bound")
    return whole


def _meeting(item: Item, people: People) -> dict[str, Raw]:
    whole = _plain(item, "title", "parties", "form", "level", "place")
    return whole | {"people": list(people.get("people", ())), "steps": [_plain(item, "step", "on", "date")]}


def _agreement(item: Item, _people: People) -> dict[str, Raw]:
    return _plain(item, "title", "parties", "form") | {"steps": [_plain(item, "step", "on")]}


def _reading(item: Item, people: People) -> dict[str, Raw]:
    return _plain(item, "of", "by", "on", "words", "stance", "complains") | _person(people)


def _indicator(item: Item, _people: People) -> dict[str, Raw]:
    whole: dict[str, Raw] = {"publisher": "not named", **_plain(item, "title", "publisher", "unit")}
    return whole | {"figures": [_plain(item, "period", "value")]}


_SHAPES: Mapping[str, Callable[[Item, People], dict[str, Raw]]] = {
    "act": _act, "measure": _measure, "commitment": _commitment, "meeting": _meeting, "agreement": _agreement,
    "reading": _reading, "indicator": _indicator,
}  # fmt: skip


def _called(item: Item) -> str:
    """Words from which an id is made: who, what sort, when; nothing that the model wrote freely."""
    who = item.text("by") or item.text("obligor") or "-".join(item.several("parties"))
    sort = item.text("kind") or item.text("instrument") or item.text("form") or item.form.kind
    day = next((item.text(n) for n in ("on", "made", "effective", "announced", "period") if item.text(n)), "")
    return "-".join(filter(None, (who, sort, item.text("step"), day)))


def _fresh(words: str, record: Record, taken: Collection[str]) -> str:
    """An id that neither the record nor another proposal has."""
    slug = _SLUG.sub("-", words.lower()).strip("-")[:80].strip("-")
    name, number = slug, 1
    while name in record or name in taken:
        number += 1
        name = f"{slug}-{number}"
    return name
