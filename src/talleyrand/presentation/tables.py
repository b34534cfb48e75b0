"""Statements for people: tables that fit the terminal, Markdown tables, and lists of problems.

A table drops columns that are empty, wraps long text, and never splits a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from talleyrand.books.statement import Cell, Column, Row, Statement
from talleyrand.presentation import layout
from talleyrand.presentation.layout import Span, display_width
from talleyrand.record.dates import When
from talleyrand.record.problems import Problem

MOST_SECTIONS = 6
# Two leading columns whose values may stand over the rows instead of in each, and how they are worded there.
OVER_ROWS: dict[tuple[str, ...], str] = {("by", "toward"): "{} → {}", ("side_a", "side_b"): "a: {}, b: {}"}


def text_of(cell: Cell) -> str:
    """A cell as people read it: whole numbers without a point, yes and no for true and false.

    >>> text_of(Decimal("145.0")), text_of(True), text_of(None)
    ('145', 'yes', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, tuple):
        return ", ".join([text_of(each) for each in cell])
    if isinstance(cell, When) and cell.instant:
        return cell.text.replace("T", " ")
    return " ".join(_visible(str(cell)).split())


def _visible(text: str) -> str:
    """Text with control and direction characters shown as their code, so that none acts on the terminal."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in "\n\t " else f"\\u{ord(each):04x}" for each in text)


def as_table(statement: Statement, width: int = 100) -> str:
    """The statement as plain text that fits a width: title, table, totals, cautions.

    Args:
        width: columns of the terminal.
    """
    parts = [*layout.wrap(text_of(statement.title), width), *layout.wrap(_clocks(statement), width), ""]
    parts += _body(statement, width) if statement.rows else ["Nothing to show.", ""]
    if statement.totals:
        parts += [*_totals(statement, width), ""]
    for caution in statement.cautions:
        parts += [*layout.wrap(f"Note: {caution}", width), ""]
    return "\n".join(line.rstrip() for line in parts[:-1]) + "\n"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a table shows: headings with their columns' spans, its lines by direction, and the details left out."""

    headings: list[str]
    spans: list[Span]
    sections: list[tuple[str, list[list[str]]]]
    left_out: list[str]


def _body(statement: Statement, width: int) -> list[str]:
    """The lines of the table itself; where its columns cannot stand side by side, a block for each row."""
    sheet = _sheet(statement, width)
    side_by_side = layout.tightest(sheet.spans) <= width
    widths = layout.widths(sheet.spans, width)
    parts: list[str] = []
    for heading, lines in sheet.sections:
        parts += [heading, ""] if heading else []
        if side_by_side:
            parts += [*layout.grid(sheet.headings, lines, widths), ""]
        else:
            parts += [*layout.blocks(sheet.headings, lines, width), ""]
    if sheet.left_out:
        hint = f"Left out for width: {', '.join(sheet.left_out)}. A wider terminal or --format md shows them."
        parts += [*layout.wrap(hint, width), ""]
    return parts


def _sheet(statement: Statement, width: int) -> _Sheet:
    """The columns that hold anything, details left out from the right until the rest reads well."""
    sections = _sections(statement)
    start = 2 if sections[0][0] else 0
    shown = statement.columns[start:]
    headings = [_titled(each) for each in shown]
    cells = [(heading, [[*map(text_of, row.cells[start:])] for row in rows]) for heading, rows in sections]
    lines = [line for _, some in cells for line in some]
    keep = [number for number in range(len(shown)) if any(line[number] for line in lines)] or [0]
    chief = [number for number in keep if not shown[number].detail] or keep
    subject = max(chief, key=lambda number: sum(display_width(line[number]) for line in lines), default=None)
    if subject is not None:
        _sign(statement.rows, lines, subject)
    spans = layout.spans([headings, *lines])
    details = [number for number in keep if shown[number].detail and number != subject]
    filled = keep.copy()
    while details and layout.taken([spans[number].comfort for number in keep]) > width:
        keep.remove(details.pop())
    kept = [(heading, [[line[n] for n in keep] for line in some]) for heading, some in cells]
    left_out = [_heading(shown[n].name) for n in filled if n not in keep]
    return _Sheet([headings[n] for n in keep], [spans[n] for n in keep], kept, left_out)


def _sections(statement: Statement) -> list[tuple[str, tuple[Row, ...]]]:
    """Rows under a heading for each direction or pair of sides, where two leading columns give one in few runs."""
    worded = OVER_ROWS.get(tuple([column.name for column in statement.columns[:2]]))
    if worded is None:
        return [("", statement.rows)]
    runs = [(key, tuple(rows)) for key, rows in groupby(statement.rows, key=lambda row: row.cells[:2])]
    if len(runs) > MOST_SECTIONS or len(statement.columns) < 3:
        return [("", statement.rows)]
    return [(worded.format(text_of(one), text_of(other) or "nobody"), rows) for (one, other), rows in runs]


def _sign(rows: Sequence[Row], lines: list[list[str]], subject: int) -> None:
    """Put the id of each row's chief entry under its longest text, unless the row, or the one above, shows it."""
    above = ""
    for row, line in zip(rows, lines, strict=True):
        chief = row.entries[0] if row.entries else ""
        if chief and chief != above and not any(chief in text.split() for text in line):
            line[subject] = f"{line[subject]}\n[{chief}]".strip()
        above = chief


def _titled(column: Column) -> str:
    name = _heading(column.name)
    return f"{name} ({column.unit})" if column.unit and column.unit not in name.split() else name


def _clocks(statement: Statement) -> str:
    return f"on {statement.on}, as known on {statement.known}"


def _filled(statement: Statement) -> tuple[list[str], list[list[str]]]:
    """Headings and cells of the columns that hold anything, the entries' ids at the end."""
    headings = [*map(_titled, statement.columns), "entries"]
    rows = [[*map(text_of, row.cells), ", ".join(row.entries)] for row in statement.rows]
    keep = [number for number in range(len(headings)) if any(row[number] for row in rows)]
    return [headings[number] for number in keep], [[row[number] for number in keep] for row in rows]


def _heading(name: str) -> str:
    return name.replace("_", " ")


def _totals(statement: Statement, width: int) -> list[str]:
    """Totals as tables of their own, one for each set of names."""
    groups: dict[tuple[str, ...], list[list[str]]] = {}
    for total in statement.totals:
        names = tuple(name for name, _ in total.values)
        groups.setdefault(names, []).append([text_of(cell) for _, cell in total.values])
    lines: list[str] = []
    for names, rows in groups.items():
        keep = [number for number in range(len(names)) if any(row[number] for row in rows)]
        headings = [_heading(names[number]) for number in keep]
        table = [headings, *([row[number] for number in keep] for row in rows)]
        if layout.taken([each.want for each in layout.spans(table)]) > width:
            table = [list(column) for column in zip(*table, strict=True)]
        lines += ["", *layout.grid(table[0], table[1:], layout.widths(layout.spans(table), width))]
    return ["Totals", *lines[1:]]


def as_markdown(statement: Statement) -> str:
    """The statement as a Markdown page: a heading, a table, totals and cautions."""
    headings, rows = _filled(statement)
    lines = [f"## {_escaped(statement.title)}", "", f"*{_clocks(statement)}*", ""]
    lines += _markdown_table(headings, rows) if rows else ["Nothing to show."]
    for total in statement.totals:
        lines += ["", "- " + ", ".join(f"{_heading(name)}: {_escaped(text_of(cell))}" for name, cell in total.values)]
    lines += [line for caution in statement.cautions for line in ("", f"> {_escaped(caution)}")]
    return "\n".join(lines) + "\n"


def _markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    return lines + ["| " + " | ".join(map(_escaped, row)) + " |" for row in rows]


def _escaped(text: str) -> str:
    for mark in "\\|`*_<>[]":
        text = text.replace(mark, f"\\{mark}")
    return text


def as_list(problems: Iterable[Problem], limit: int | None = 200) -> str:
    """What a check found, a line each, and how much of it there is.

    Args:
        limit: most lines to show; None for all.
    """
    found = list(problems)
    faults = sum(not each.notice for each in found)
    lines = [_visible(f"{'notice: ' if each.notice else ''}{each}") for each in found[:limit]]
    if limit is not None and len(found) > limit:
        lines.append(f"… and {len(found) - limit} more; --format json shows all")
    lines.append(f"{_count(faults, 'fault')}, {_count(len(found) - faults, 'notice')}")
    return "\n".join(lines) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
