"""A negotiation file as it stands: its typed entries, the place of each field, and what is wrong with its form.

Sheet  a negotiation file as read: its typed entries, where each field stands, and its faults
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from talleyrand.bargaining.entries import KINDS, AnyKind
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.record.problems import Place, Problem
from talleyrand.record.shapes import build_one_of
from talleyrand.record.syntax import Item, parse
from talleyrand.record.syntax import Path as FieldPath

Kind = TypeVar("Kind", bound=AnyKind)
_BEGINNING = re.compile(r"^- +(\w+): *[\"']?([\w-]+)", re.MULTILINE)


@dataclass(frozen=True, eq=False)
class Sheet:
    """A negotiation file as read.

    Attributes:
        file: its name, as messages give it.
        items: each entry that could be typed, with where it stands.
        problems: what is wrong with the form of the file.
        headed: the kind and id of every entry that is begun, whether it could be typed or not.
    """

    file: str
    items: tuple[tuple[AnyKind, Item], ...]
    problems: tuple[Problem, ...]
    headed: frozenset[tuple[str, str]]

    @cached_property
    def negotiation(self) -> Negotiation:
        """What the file says; only of use when it has no faults."""
        return Negotiation(tuple(entry for entry, _ in self.items))

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The entries of a kind, in the order of the file."""
        return self.negotiation.of(kind)

    def place(self, entry: AnyKind, path: FieldPath = ()) -> Place:
        """Where an entry, or one of its fields, stands; the nearest enclosing field if it has no own place."""
        item = next(item for each, item in self.items if each is entry)
        return Place(self.file, *_at(item, path))


def sheet(data: bytes, file: str) -> Sheet:
    """A negotiation file from its bytes; whatever is wrong with its form is in `problems`, never raised."""
    parsed = parse(data, file)
    items: list[tuple[AnyKind, Item]] = []
    problems = list(parsed.problems)
    for item in parsed.items:
        entry, wrong = build_one_of(KINDS, item.kind, item.value)
        problems.extend(Problem(place=Place(file, *_at(item, each.path)), rule=each.rule, entry=item.id,
                                message=f"{item.kind} {item.id}: {each.message}") for each in wrong)  # fmt: skip
        if entry is not None:
            items.append((entry, item))
    begun = _BEGINNING.findall(data.decode("utf-8", errors="replace"))
    return Sheet(file=file, items=tuple(items), problems=tuple(problems), headed=frozenset(begun))


def _at(item: Item, path: FieldPath) -> tuple[int, int]:
    while path and path not in item.places:
        path = path[:-1]
    return item.places.get(path, (item.start + 1, 1))
