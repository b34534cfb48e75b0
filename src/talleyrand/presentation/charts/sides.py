"""The two sides of a chart, each with its own class, line and shape wherever it is drawn.

Sides   the parties in the order in which they are drawn
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from talleyrand.books.statement import Cell, cited

_KINDS = ("side-one", "side-two")
_SHAPES = ("circle", "square")


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties in the order in which they are drawn."""

    order: tuple[str, ...]

    def kind(self, party: str) -> str:
        """The class of a party: the first two have their own, all others share one."""
        return dict(zip(self.order, _KINDS, strict=False)).get(party, "side-other")

    def shape(self, party: str) -> str:
        """The shape of a party's marks."""
        return dict(zip(self.order, _SHAPES, strict=False)).get(party, "diamond")


def sides_of(parties: Iterable[Cell], given: Iterable[str] = ()) -> Sides:
    """The parties given, then those found, each once."""
    return Sides(cited(given, (str(each) for each in parties if each)))
