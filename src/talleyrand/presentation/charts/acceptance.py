"""How often each option is in a deal when the guesses move: a bar for each option, issue by issue, with its band."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from talleyrand.books.statement import Cell, Statement
from talleyrand.presentation.charts.bands import band_of, number_of
from talleyrand.presentation.charts.drawing import (
    BOLD,
    NARROW_BELOW,
    WIDE,
    Chart,
    box,
    chart,
    cut,
    label,
    line,
    linked,
    nothing,
)
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.presentation.charts.shares import ROW, Strip

HEAD = 26  # pixels of an issue's own line
KEY = (
    ("square", "good", "in the package that Nash picks"), ("square", "hollow plain", "in some efficient package"),
    ("dash", "plain", "band, 95 of 100"), ("triangle", "warn", "as today"),
)  # fmt: skip


def acceptance(accepted: Statement, *, titles: Mapping[str, str], width: float = WIDE) -> Chart:
    """Each option of each issue: how often it is in the deal, with its band, and how often in any efficient one.

    Args:
        accepted: what `acceptable` returns.
        titles: of issues by id.
    """
    rows = list(accepted.records())
    if not rows:
        return nothing("acceptance", accepted, width)
    narrow = width < NARROW_BELOW
    strip = Strip(width, 104 if narrow else 150, 52 if narrow else 136)
    issues = [(str(issue), list(each)) for issue, each in groupby(rows, key=lambda row: row["issue"])]
    drawn: list[str] = []
    y = 30.0
    bottom = y + sum(HEAD + ROW * len(each) for _, each in issues)
    drawn += strip.scale(y - 6, bottom)
    for issue, options in issues:
        drawn += [
            line(0, y, width, y, "row-line"),
            label(0, y + 15, cut(titles.get(issue, issue), width / BOLD), kind="band"),
        ]
        y += HEAD
        for row in options:
            drawn.append(_option(row, strip, y + ROW / 2, narrow=narrow))
            y += ROW
    shapes, height = key(KEY, 0, y + 22, width)
    return chart("acceptance", _summary(rows, titles), [*drawn, *shapes], (width, y + 14 + height), accepted)


def _option(row: Mapping[str, Cell], strip: Strip, y: float, *, narrow: bool) -> str:
    picked, possible = number_of(row["picked"]) or 0, number_of(row["possible"]) or 0
    drawn = [
        box(strip.left, y - 7, strip.at(possible) - strip.left, 14, "possible"),
        strip.bar(y, picked, "good"),
        strip.band(y, band_of(row["picked_band"])),
    ]
    today = row["today"] is True
    name = cut(str(row["option"]), strip.names - 18)
    told = f"{picked:.0f}%" if narrow else f"{picked:.0f}% ({row['picked_band']})"
    marked = [mark("triangle", 5, y, 4, "warn")] if today else []
    meaning = (f"{row['option']}{', as today' if today else ''}: picked in {picked:g}% of draws, band "
               f"{row['picked_band']}; in some efficient package in {possible:g}%. {row['text']}")  # fmt: skip
    return linked(None, meaning, *marked, label(16, y, name, kind="row-name"), *drawn,
                  label(strip.right + 8, y, told, kind="number" if picked >= 50 else "axis"))  # fmt: skip


def _summary(rows: list[dict[str, Cell]], titles: Mapping[str, str]) -> str:
    sure = [row for row in rows if (number_of(row["picked"]) or 0) >= 80]
    never = sum((number_of(row["possible"]) or 0) == 0 for row in rows)
    told = ", ".join(f"{row['option']} ({titles.get(str(row['issue']), row['issue'])})" for row in sure[:4])
    most = f"{len(sure)} of {len(rows)} options are in at least 80% of deals" + (f": {told}" if told else "")
    return f"{most}{' and others' if len(sure) > 4 else ''}. {never} are in no efficient package in any draw."
