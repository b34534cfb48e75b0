"""The stages of a deal: the patience that each side needs to keep each, beside the patience that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from talleyrand.books.statement import Cell, Statement
from talleyrand.presentation.charts.bands import band_of, number_of
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    TEXT,
    WIDE,
    Chart,
    box,
    chart,
    label,
    line,
    linked,
    nothing,
    wrapped,
)
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.presentation.charts.shares import Strip
from talleyrand.presentation.charts.sides import sides_of

_VERDICTS = {"holds": ("circle", "good"), "may hold": ("diamond", "warn"), "does not hold": ("square", "bad")}
KEY = (
    ("square", "plain", "patience that it has"), ("dash", "plain", "patience that it needs"),
    ("circle", "good", "holds over all ranges"), ("diamond", "warn", "may hold"), ("square", "bad", "does not hold"),
)  # fmt: skip


def rungs(staged: Statement, *, names: Mapping[str, str], width: float = WIDE) -> Chart:
    """For each stage and side, the band of patience that is needed and the band that there is, with the verdict.

    Args:
        staged: what `staged` returns.
        names: of sides by id.
    """
    rows = list(staged.records())
    if not rows:
        return nothing("rungs", staged, width)
    strip = Strip(width, 170, 118, above=width < NARROW_BELOW)
    sides = sides_of([row["side"] for row in rows])
    drawn: list[str] = []
    y = 34.0
    for n, (stage, own) in enumerate(groupby(rows, key=lambda row: row["stage"])):
        drawn += [line(0, y - 6, width, y - 6, "row-line")] if n else []
        for text in wrapped(f"{n + 1}. {stage}", width, 2):
            drawn.append(label(0, y + 8, text, kind="band"))
            y += TEXT + 5
        y += 4
        for row in own:
            drawn.append(_side(row, strip, y, names, sides.kind(str(row["side"]))))
            y += strip.pitch + 2
        y += 10
    shapes, height = key(KEY, 0, y + 16, width)
    scale = strip.scale(24, y - 6)
    return chart("rungs", _summary(rows, names), [*scale, *drawn, *shapes], (width, y + 8 + height), staged)


def _side(row: Mapping[str, Cell], strip: Strip, top: float, names: Mapping[str, str], kind: str) -> str:
    y = strip.middle(top)
    name = names.get(str(row["side"]), str(row["side"]))
    verdict = str(row["verdict"])
    shape, tone = _VERDICTS.get(verdict, ("circle", "plain"))
    meaning = (f"{name}: {verdict}. It needs a patience of {row['needed']}% (band {row['needed_band']}) and has "
               f"{row['has']}% (band {row['has_band']}).")  # fmt: skip
    return linked(None, meaning, strip.named(top, name, 1), *_has(row, strip, y, kind), *_needs(row, strip, y),
                  mark(shape, strip.right + 14, y, 5, tone), label(strip.right + 24, y, verdict))  # fmt: skip


def _has(row: Mapping[str, Cell], strip: Strip, y: float, kind: str) -> Iterator[str]:
    band, has = band_of(row["has_band"]), number_of(row["has"])
    if band:
        start = strip.at(band.low)
        yield box(start, y - 8, max(strip.at(band.high) - start, 3), 16, f"life {kind}")
    if has is not None:
        yield line(strip.at(has), y - 8, strip.at(has), y + 8, f"line {kind}")


def _needs(row: Mapping[str, Cell], strip: Strip, y: float) -> Iterator[str]:
    yield strip.band(y, band_of(row["needed_band"]))
    needed = number_of(row["needed"])
    if needed is not None:
        yield mark("diamond", strip.at(needed), y, 4, "plain")


def _summary(rows: list[dict[str, Cell]], names: Mapping[str, str]) -> str:
    counts = {verdict: [row for row in rows if row["verdict"] == verdict] for verdict in _VERDICTS}
    told = ", ".join(f"{len(found)} {'hold' if verdict == 'holds' else verdict.replace('does', 'do')}"
                     for verdict, found in counts.items() if found)  # fmt: skip
    weak = counts["does not hold"] or counts["may hold"]
    ending = (
        f"; first in doubt: '{weak[0]['stage']}' for {names.get(str(weak[0]['side']), weak[0]['side'])}" if weak else ""
    )
    return f"Of {len(rows)} promises to keep a stage {told} over the stated ranges{ending}."
