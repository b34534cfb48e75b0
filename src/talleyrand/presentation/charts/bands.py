"""Bands as statements tell them, `40 to 60`, turned back into figures.

Band   the low and the high end of a band
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from talleyrand.books.statement import Cell

_BAND = re.compile(r"(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Band:
    """The low and the high end of a band."""

    low: float
    high: float


def band_of(cell: Cell) -> Band | None:
    """The band that a cell tells, or None if it tells none.

    >>> band_of("40 to 60")
    Band(low=40.0, high=60.0)
    """
    found = _BAND.search(cell) if isinstance(cell, str) else None
    return Band(float(found[1]), float(found[2])) if found else None


def number_of(cell: Cell) -> float | None:
    """A figure as a number, or None if the cell holds none."""
    return None if cell is None or isinstance(cell, (str, tuple)) else float(str(cell))
