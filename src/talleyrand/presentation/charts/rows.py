"""A chart of rows, each with its name: beside it where there is room, above it on a narrow one.

Rows   how many, how high, and where what they show begins
"""

from __future__ import annotations

from dataclasses import dataclass

from talleyrand.presentation.charts.drawing import NARROW_BELOW, TEXT, element, label, line, words, wrapped


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows, how high, and where what they show begins.

    Attributes:
        number: how many.
        top: where the first one begins, in pixels from above.
        width: of the whole chart.
        names: pixels for the names where they stand beside the rows.
        lines: lines of text that a name may take.
        height: of what a row shows, without a name above it.
    """

    number: int
    top: float
    width: float
    names: float
    lines: int = 1
    height: float = 22

    @property
    def narrow(self) -> bool:
        """True if names stand above."""
        return self.width < NARROW_BELOW

    @property
    def left(self) -> float:
        """Where what the rows show begins."""
        return 8 if self.narrow else self.names + 8

    @property
    def pitch(self) -> float:
        """From one row to the next."""
        text = self.lines * (TEXT + 3)
        return self.height + text + 10 if self.narrow else max(self.height, text + 5)

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top + self.number * self.pitch

    def middle(self, row: int) -> float:
        """The middle of what a row shows."""
        start = self.top + row * self.pitch
        return start + self.pitch - self.height / 2 if self.narrow else start + self.pitch / 2

    def named(self, row: int, name: str, kind: str = "") -> str:
        """The name of a row, whole in what shows when one points at it, and a line that parts it from the row above."""
        room = self.width - 8 if self.narrow else self.names
        texts = wrapped(name, room, self.lines)
        start = self.top + row * self.pitch
        foot = self.middle(row) - (self.height + TEXT) / 2 - 1
        first = (
            foot - (len(texts) - 1) * (TEXT + 3)
            if self.narrow
            else self.middle(row) - (len(texts) - 1) * (TEXT + 3) / 2
        )
        drawn = [
            label(0, first + place * (TEXT + 3), text, kind=kind or "row-name") for place, text in enumerate(texts)
        ]
        parted = line(0, start, self.width, start, "row-line") if row else ""
        return parted + element("g", element("title", words(name[:300])), *drawn)
