"""A negotiation file as it stands: its typed entries, the place of each field, and what is wrong with its form.

Sheet  a negotiation file as read: its typed entries, where each field stands, and its faults
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from talleyrand.bargaining.entries import KINDS, AnyKind
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.record.problems import Place, Problem
from talleyrand.record.shapes import Faulty, build_one_of
from talleyrand.record.syntax import Item, parse
from talleyrand.record.syntax import Path as FieldPath

Kind = TypeVar("Kind", bound=AnyKind)
_BEGINNING = re.compile(r"^- +(\w+): *[\"']?([\w-]+)", re.MULTILINE)
_MEANT = re.compile(r"\W*\w+ *[:：] *[\"'“]?([\w-]+)")  # the beginning of an entry as it may be misspelt


@dataclass(frozen=True, eq=False)
class Sheet:
    """A negotiation file as read.

    Attributes:
        file: its name, as messages give it.
        items: each entry that could be typed, with where it stands.
        problems: what is wrong with the form of the file.
        headed: the kind and id of every entry that is begun, whether it could be typed or not; of a line that cannot be
            read it is not known what kind it begins, so that it may be any.
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
        return Place(self.file, *item.nearest_place(path))


def sheet(data: bytes, file: str) -> Sheet:
    """A negotiation file from its bytes; whatever is wrong with its form is in `problems`, never raised."""
    parsed = parse(data, file)
    items: list[tuple[AnyKind, Item]] = []
    problems = [replace(each, message=each.message.replace("'- measure: ", "'- issue: ")) for each in parsed.problems]
    for item in parsed.items:
        entry, wrong = build_one_of(KINDS, item.kind, item.value)
        whose = f"{item.kind} {item.id}"
        problems.extend(Problem(place=Place(file, *item.nearest_place(each.path)), rule=each.rule, entry=item.id,
                                message=f"{whose}: {each.message}{_hint(each)}") for each in wrong)  # fmt: skip
        if entry is not None:
            items.append((entry, item))
    text = data.decode("utf-8", errors="replace")
    begun = {*_BEGINNING.findall(text), *_perhaps_begun(text.split("\n"), problems)}
    return Sheet(file=file, items=tuple(items), problems=tuple(problems), headed=frozenset(begun))


def _hint(wrong: Faulty) -> str:
    """How a number that is not sure is written, where a judged number cannot be read."""
    unread = wrong.path[-1:] == ("best",) and wrong.message.endswith("is no number")
    return "; one that is not sure is written {best: 50, low: 40, high: 60}" if unread else ""


def _perhaps_begun(lines: list[str], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """What a line at fault may have been meant to begin."""
    for each in problems:
        if each.rule in ("syntax", "kind") and (meant := _MEANT.match(lines[each.place.line - 1])):
            yield from ((kind, meant[1]) for kind in KINDS)
