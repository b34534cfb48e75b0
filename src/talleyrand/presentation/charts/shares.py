"""Shares along a strip: from nothing at its left to all at its right, a bar, its band, and rows that hang together.

Strip   where shares lie, and where names stand beside them
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from talleyrand.presentation.charts.bands import Band
from talleyrand.presentation.charts.drawing import TEXT, box, element, label, line, words, wrapped

ROW, STEP = 22, 14  # pixels of a row, and by which what belongs to something is set in
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Strip:
    """Where shares lie, and where names stand: beside them, or above it.

    Attributes:
        width: of the chart.
        names: pixels for names beside the strip.
        told: pixels for what is told at its right.
        above: true if names stand above.
        lines: of text that a name may take.
    """

    width: float
    names: float
    told: float
    above: bool = False
    lines: int = 1

    @property
    def left(self) -> float:
        """Where nothing is."""
        return 10 if self.above else self.names + 8

    @property
    def right(self) -> float:
        """Where all is."""
        return self.width - self.told

    @property
    def pitch(self) -> float:
        """From one row to the next."""
        text = self.lines * (TEXT + 3)
        return ROW + text + 5 if self.above else max(ROW, text + 5)

    def at(self, share: float) -> float:
        """Where a share is, in percent."""
        return self.left + (self.right - self.left) * min(max(share, 0), 100) / 100

    def middle(self, top: float) -> float:
        """The middle of the bar of a row that begins at a place."""
        return top + self.pitch - ROW / 2 if self.above else top + self.pitch / 2

    def named(self, top: float, name: str, inset: int = 0, kind: str = "row-name") -> str:
        """The name of a row, whole in what shows when one points at it."""
        room = (self.width if self.above else self.names) - STEP * inset
        texts = wrapped(name, room, self.lines)
        more = (len(texts) - 1) * (TEXT + 3)
        first = self.middle(top) - (ROW + TEXT + 6) / 2 - more if self.above else self.middle(top) - more / 2
        drawn = [label(STEP * inset, first + (TEXT + 3) * n, text, kind=kind) for n, text in enumerate(texts)]
        return element("g", element("title", words(name[:300])), *drawn)

    def scale(self, top: float, bottom: float) -> Iterator[str]:
        """A line for each quarter, named above."""
        for share in TICKS:
            x = self.at(share)
            yield line(x, top, x, bottom, "grid")
            yield label(x, top - 9, f"{share}%", "middle", "axis small")

    def bar(self, y: float, share: float, kind: str) -> str:
        """A bar from nothing to a share."""
        return box(self.left, y - 6, self.at(share) - self.left, 12, f"life {kind}")

    def band(self, y: float, band: Band | None) -> str:
        """The band of a share as a whisker."""
        if band is None:
            return ""
        low, high = self.at(band.low), self.at(band.high)
        ends = "".join(line(x, y - 4, x, y + 4, "whisker") for x in (low, high))
        return line(low, y, high, y, "whisker") + ends
