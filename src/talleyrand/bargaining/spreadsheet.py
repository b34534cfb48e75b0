"""The numbers of a negotiation file as a table for a spreadsheet, and the file changed by the table.

Line    one number of a side: what it is, and where it stands in its entry
Amiss   a cell that cannot be taken over, with its row and column

A table has one row for each judged number of a side. Only the cells low, best, high, reason, author, confidence and
entries are taken back; the others say which number the row is. A row that is left out leaves its number as it is.
A text that a spreadsheet would take for a formula gets an apostrophe before it on the way out, which is taken off on
the way in. The file keeps its comments, order and every line that need not change.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from talleyrand.bargaining.entries import Judged, Parts, Side, Sure
from talleyrand.bargaining.sheets import Sheet, sheet
from talleyrand.errors import WrongValue
from talleyrand.record.editing import slice_of
from talleyrand.record.patching import patched
from talleyrand.record.syntax import MAX_BYTES, Item, Path, Raw

NAMES = ("kind", "side", "issue", "option")
NUMBERS = ("low", "best", "high")
TEXTS = ("reason", "author", "confidence", "entries")
COLUMNS = (*NAMES, *NUMBERS, *TEXTS)
MOST_ROWS = 20_000
SHOWN = 20
_FORMULA = re.compile(r"['\s]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r|]")  # wide ones too
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
_PLAIN = ("no_deal", "drift", "patience", "turnover")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number of a side.

    Attributes:
        key: its kind, side, issue and option, as in the first columns.
        path: where it stands in its entry.
        number: what it says.
    """

    key: Key
    path: Path
    number: Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Amiss:
    """A cell that cannot be taken over.

    Attributes:
        row: as a spreadsheet counts it, the headings being the first.
        column: its heading, if the fault lies in one cell.
        message: what is wrong.
    """

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        """The fault in one line, as it is shown."""
        where = f"row {self.row}" + (f", column '{self.column}'" if self.column else "")
        return f"{where}: {self.message}"


# --- out -----------------------------------------------------------------------------------------


def table(text: str, file: str = "the file") -> str:
    """The numbers of a negotiation file as CSV, one row each.

    Raises:
        WrongValue: if the file has faults of form.
    """
    made = io.StringIO()
    rows = csv.writer(made, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for side, _ in _sides(_sound(text, file)):
        rows.writerows([*map(_guarded, line.key), *_cells(line.number)] for line in lines(side))
    return made.getvalue()


def lines(side: Side) -> Iterator[Line]:
    """Every number of a side that has a row."""
    for n, weight in enumerate(side.weights):
        yield Line(key=("weight", side.id, weight.issue, ""), path=("weights", n), number=weight)
    for n, score in enumerate(side.scores):
        yield Line(key=("score", side.id, score.issue, score.option), path=("scores", n), number=score)
    for name in _PLAIN:
        if (number := getattr(side, name)) is not None:
            yield Line(key=(name.replace("_", " "), side.id, "", ""), path=(name,), number=number)
    for n, each in enumerate(side.interactions):
        yield Line(
            key=("together", side.id, _said(each.parts), ""), path=("interactions", n, "worth"), number=each.worth
        )


def _said(parts: Parts) -> str:
    return " & ".join(f"{part.issue}: {' or '.join(part.option)}" for part in parts)


def _cells(number: Judged) -> list[str]:
    numbers = ["" if each is None else f"{each:f}" for each in (number.low, number.best, number.high)]
    texts = (number.reason or "", number.author or "", number.confidence, " ".join(number.entries))
    return [*numbers, *map(_guarded, texts)]


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


# --- in ------------------------------------------------------------------------------------------


def changed(text: str, rows: str, file: str = "the file") -> str:
    """The text of a negotiation file with the numbers that a table gives.

    Args:
        text: the file.
        rows: the table, as CSV with commas, semicolons or tabs.

    Raises:
        WrongValue: if the file has faults of form, or the table has, each told with its row and column.
    """
    read = _sound(text, file)
    sides = _sides(read)
    there = {line.key: line for side, _ in sides for line in lines(side)}
    found, amiss = _wanted(rows, there)
    if amiss:
        more = f"\n… and {len(amiss) - SHOWN} more" if len(amiss) > SHOWN else ""
        raise WrongValue(
            "the table cannot be taken over; nothing was changed:\n" + "\n".join(map(str, amiss[:SHOWN])) + more
        )
    made = text if text.endswith("\n") or not text else text + "\n"
    for side, item in reversed(sides):
        values: dict[str, Raw] = deepcopy(item.value)
        for line in lines(side):
            if line.key in found:
                _put(values, line.path, line.number, found[line.key])
        if values != item.value:
            own = slice_of(text, item)
            made = _replaced(made, item, patched(own, values))
    return made


Wanted = dict[Key, dict[str, str]]


def _wanted(rows: str, there: dict[Key, Line]) -> tuple[Wanted, list[Amiss]]:
    """What a table wants of each number that it names, and everything that is wrong with it."""
    rows = re.sub(r"\A\ufeff?(?:sep=.\r?\n)?", "", rows)  # some programs begin with what parts the cells
    parted = max(",;\t", key=rows.partition("\n")[0].count)
    read = _rows(rows, parted)
    found: Wanted = {}
    amiss: list[Amiss] = []
    if read and (missing := [each for each in COLUMNS if each not in read[0]]):
        return {}, [Amiss(row=1, column="", message=f"there is no column {', '.join(missing)}")]
    for n, row in enumerate(read[1:], 2):
        cells = {name: _bare(cell.replace("\r\n", "\n")).strip() for name, cell in zip(read[0], row, strict=False)}
        cells |= {name: "" for name in COLUMNS if name not in cells}
        if parted != ",":  # where a comma parts no cells, it stands for the decimal point
            cells |= {name: re.sub(r"^([+-]?\d+),(\d+)$", r"\1.\2", cells[name]) for name in NUMBERS}
        key = tuple(cells[name] for name in NAMES)
        if not any(cells.values()):
            continue
        if key not in there:
            amiss.append(
                Amiss(row=n, column="kind", message=f"the file has no number '{' / '.join(filter(None, key))}'")
            )
        elif key in found:
            amiss.append(
                Amiss(row=n, column="kind", message=f"'{' / '.join(filter(None, key))}' stands in the table twice")
            )
        else:
            amiss += _faults(cells, n)
            found[key] = cells
    return found, amiss


def _rows(text: str, parted: str) -> list[list[str]]:
    """The cells of a table, its headings in small letters first."""
    if len(text) > 8 * MAX_BYTES:
        raise WrongValue("the table is larger than 8 MiB; no negotiation has so many numbers")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True)
    try:
        read = list(lines)
    except csv.Error as wrong:
        raise WrongValue(f"the table is no CSV, line {lines.line_num}: {wrong}") from None
    if not read or len(read) > MOST_ROWS:
        raise WrongValue(f"the table has {len(read):,} rows; 1 to {MOST_ROWS:,} can be read")
    return [[each.strip().lower() for each in read[0]], *read[1:]]


def _faults(cells: dict[str, str], row: int) -> Iterator[Amiss]:
    """Everything that is wrong with the cells of one number."""
    wrong = False
    for name in NUMBERS:
        if not cells[name] and name != "best":
            continue
        if not _NUMBER.fullmatch(cells[name]):
            wrong = True
            hint = "; write the decimal point as a point" if re.fullmatch(r"[+-]?\d+,\d+", cells[name]) else ""
            message = f"'{cells[name]}' is no number{hint}" if cells[name] else "the best guess may not be left out"
            yield Amiss(row=row, column=name, message=message)
    if not wrong:
        low, best, high = (Decimal(cells[name] or cells["best"]) for name in NUMBERS)
        if not low <= best <= high:
            message = f"low {low}, best {best} and high {high} are not in that order"
            yield Amiss(row=row, column="low" if low > best else "high", message=message)
    if cells["confidence"] not in ("", *get_args(Sure)):
        message = f"'{cells['confidence']}' is not one of {', '.join(get_args(Sure))}"
        yield Amiss(row=row, column="confidence", message=message)


def _put(values: dict[str, Raw], path: Path, number: Judged, cells: dict[str, str]) -> None:
    """Change a number where it stands, as far as the table says otherwise than the file."""
    held, place = _place(values, path)
    raw = held[place]
    fields: dict[str, Raw] = {"best": raw} if isinstance(raw, str) else raw if isinstance(raw, dict) else {}
    before = dict(fields)
    for name, now in zip((*NUMBERS, *TEXTS), _cells(number), strict=True):
        wanted = cells[name] or ("medium" if name == "confidence" else "")
        same = wanted == _bare(now).strip() or (name in NUMBERS and wanted and now and Decimal(wanted) == Decimal(now))
        if not same:
            fields[name] = re.split(r"[\s;,]+", wanted) if name == "entries" and wanted else wanted
    if isinstance(raw, str) and fields != before:
        held[place] = fields["best"] if set(fields) == {"best"} else fields


def _place(values: dict[str, Raw], path: Path) -> tuple[dict[str | int, Raw], str | int]:
    """What holds the value at a path, and under what name or number; one alone may stand where several can."""
    held: dict[str | int, Raw] = values  # type: ignore[assignment]
    way = list(path)
    while len(way) > 1:
        inner = held[way[0]]
        if isinstance(inner, dict) and isinstance(way[1], int):
            del way[1]  # the one of a list that is written without one
            if len(way) == 1:
                break
        else:
            held = inner  # type: ignore[assignment]
            del way[0]
    return held, way[0]


def _replaced(text: str, item: Item, own: str) -> str:
    """A file's text with the lines of one entry set anew, its line ends as they were."""
    kept = re.findall(r"[^\n]*\n", text)  # only LF ends a line, as the reader counts them
    end = "\r\n" if kept[item.start].endswith("\r\n") else "\n"
    return "".join([*kept[: item.start], own.replace("\n", end), *kept[item.end :]])


def _sound(text: str, file: str) -> Sheet:
    read = sheet(text.encode("utf-8", "surrogatepass"), file)
    if read.problems:
        raise WrongValue(f"'{file}' has faults; see to them first: {read.problems[0]}")
    return read


def _sides(read: Sheet) -> list[tuple[Side, Item]]:
    return [(entry, item) for entry, item in read.items if isinstance(entry, Side)]
