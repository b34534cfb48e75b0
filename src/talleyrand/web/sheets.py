"""A statement as a page shows it: the rows asked for, sorted, searched and cut, every cell ready to be shown.

Sheet    headings, lines and where among all rows they stand
Heading  a column's title, and the address that sorts by it
Line     a row's cells, the entries it rests on, and the group that it opens, if it does
Shown    a cell: its text, what sort of thing it is, and where it leads
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from talleyrand.books.statement import Cell, Column, Row, Statement
from talleyrand.errors import NotFound, WrongValue, nearest
from talleyrand.presentation.dossiers import name_of
from talleyrand.presentation.tables import OVER_ROWS, text_of
from talleyrand.record.dates import When
from talleyrand.record.record import Record
from talleyrand.web.addresses import Address, entry_path

ROWS = 100
LONGEST = 600  # characters of a cell; its entry's own page has the whole
MOST_GROUPS = 12
MOST_ENTRIES = 40  # of a row
# The column whose text names what a row is about: the first of these that a statement has.
SUBJECTS = (
    "sentence", "measure", "promise", "what", "meeting", "channel", "person", "question", "subject", "title", "name",
    "id",
)  # fmt: skip
# What a word says of how things stand: its shape, so that it is not told by colour alone, and its tone.
TONES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("kept", "in force", "open", "agreed", "held", "answered", "exchanged", "back",
                     "restored", "resolved", "supported"), ("●", "well")),
    **dict.fromkeys(("kept late", "partial", "partly suspended", "in return", "replaced", "silent"), ("◐", "part")),
    **dict.fromkeys(("pending", "due", "planned", "announced", "scheduled"), ("○", "open")),
    **dict.fromkeys(("missed", "punished", "contradicted", "still gone", "cancelled", "refused",
                     "tightening"), ("■", "ill")),
    **dict.fromkeys(("disputed", "contested", "pocketed", "suspended", "one-sided"), ("▲", "warn")),
    **dict.fromkeys(("void", "struck down", "expired", "stopped", "lapsed", "ended", "withdrawn",
                     "never effective", "annulled", "ambiguous", "closed"), ("–", "past")),
    "imprecise": ("◐", "warn"), "not in the record": ("○", "past"), "not checkable": ("–", "past"),
    "yes": ("●", "past"), "no": ("○", "past"),
    **dict.fromkeys(("easing", "easing renewed"), ("▽", "well")),
}  # fmt: skip
HIDDEN = ("sources",)  # what a row rests on has a column of its own
WORDED = ("status", "state", "fate", "verdict", "move", "before", "after", "outcome")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its text, what sort of thing it is, and where it leads.

    Attributes:
        text: as people read it.
        sort: text, number, day, word, or nothing.
        href: where it leads, empty for nowhere.
        shape: a sign that goes with a word that tells how things stand.
        tone: the class of its colour.
        more: further cells, where it holds several.
        title: the whole, where the text is cut or short for something.
    """

    text: str
    sort: str = "text"
    href: str = ""
    shape: str = ""
    tone: str = ""
    more: tuple[Shown, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's title and unit, what sort of column it is, and the address that sorts by it and which way it is.

    Attributes:
        chief: true if it names what the rows are about.
    """

    text: str
    unit: str
    detail: bool
    figure: bool
    chief: bool
    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row's cells, the first of the entries it rests on and how many there are, and the group that it opens."""

    cells: tuple[Shown, ...]
    entries: tuple[Shown, ...]
    number: int
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a table shows.

    Attributes:
        headings: of the columns that hold anything.
        lines: the rows of this page.
        rows: the same as the statement has them.
        count: rows in all that were found.
        whole: rows of the statement.
        page: number of this page, from 1.
        pages: how many there are.
        address: of this page.
    """

    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    count: int
    whole: int
    page: int
    pages: int
    address: Address

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1."""
        return (self.page - 1) * ROWS + 1

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.page * ROWS, self.count)

    def turned(self, page: int) -> str:
        """The address of another page of this table."""
        return str(self.address.having(page=page if page > 1 else None)) + "#table"


def sheet(
    statement: Statement, record: Record, address: Address, kept: Callable[[Any, Callable[[], Any]], Any]
) -> Sheet:
    """The part of a statement that an address asks for.

    Args:
        kept: remembers what is worked out for a key, so that turning a page does not sort anew.

    Raises:
        NotFound: if it is to be sorted by a column that is not there.
        WrongValue: if the page's number is not one.
    """
    order, has = address.value("sort"), address.value("has")
    filled = kept("filled", lambda: _filled(statement))
    rows = kept(("rows", order, has), lambda: _sorted(_having(statement, has), statement, order))
    pages = max(1, -(-len(rows) // ROWS))
    page = page_number(address.value("page"), pages)
    grouped = not order and _grouped(statement)
    columns = [number for number in filled
               if not (grouped and number < 2) and statement.columns[number].name not in HIDDEN]  # fmt: skip
    shown = rows[(page - 1) * ROWS : page * ROWS]
    subject = _subject(statement)
    figures = {number for number in columns if all(_is_figure(row.cells[number]) for row in shown)}
    return Sheet(
        headings=tuple([_heading(statement.columns[each], order, each in figures, subject, address)
                        for each in columns]),
        lines=tuple(_lines(statement, record, shown, columns, grouped)),
        rows=tuple(shown), count=len(rows), whole=len(statement.rows), page=page, pages=pages, address=address,
    )  # fmt: skip


def _filled(statement: Statement) -> tuple[int, ...]:
    """The columns that hold anything."""
    wanted = range(len(statement.columns))
    return tuple(
        [number for number in wanted if any(row.cells[number] not in (None, (), "") for row in statement.rows)]
    )


def _having(statement: Statement, words: str) -> tuple[Row, ...]:
    """The rows in whose text, or ids, every word stands."""
    wanted = words.casefold().split()
    if not wanted:
        return statement.rows
    # The texts are not kept: those of all tables would weigh more than the tables.
    first, *others = wanted
    return tuple([row for row in statement.rows
                  if first in (text := _told(row)) and all(word in text for word in others)])  # fmt: skip


def _told(row: Row) -> str:
    cells = [cell if cell.__class__ is str else text_of(cell) for cell in row.cells]
    told = " ".join([*cells, *row.entries])
    if not told.isprintable():
        told = " ".join([*map(text_of, row.cells), *row.entries])
    return told.casefold()


def _sorted(rows: tuple[Row, ...], statement: Statement, order: str) -> tuple[Row, ...]:
    """The rows by one column, a minus before its name for downwards; what is empty comes last either way."""
    if not order:
        return rows
    names = [column.name for column in statement.columns]
    name = order.removeprefix("-")
    if name not in names:
        raise NotFound(f"there is no column '{name}'{nearest(name, names)}")
    place = names.index(name)
    there = [row for row in rows if row.cells[place] is not None]
    there.sort(key=lambda row: _rank(row.cells[place]), reverse=order.startswith("-"))
    return (*there, *[row for row in rows if row.cells[place] is None])


def _rank(cell: Cell) -> tuple[int, Any]:
    """What cells of one column are sorted by, whatever they hold."""
    if isinstance(cell, int | Decimal):
        return 0, cell
    if isinstance(cell, When):
        return 1, cell.first.isoformat()
    return 1, cell.isoformat() if isinstance(cell, date) else text_of(cell).casefold()


def page_number(text: str, pages: int) -> int:
    """The number of a page, from 1; the last of those there are if it is too great.

    Raises:
        WrongValue: if it is no number.
    """
    if not text:
        return 1
    if not (text.isascii() and text.isdecimal()) or len(text) > 9 or int(text) < 1:
        raise WrongValue(f"'{text}' is no number of a page")
    return min(int(text), pages)


def _grouped(statement: Statement) -> bool:
    """True if two leading columns give a direction that holds over long runs of rows."""
    if tuple([column.name for column in statement.columns[:2]]) not in OVER_ROWS:
        return False
    runs = groupby(row.cells[:2] for row in statement.rows)
    return all(number < MOST_GROUPS for number, _ in enumerate(runs))


def _subject(statement: Statement) -> str:
    """The column that names what the rows are about; empty if there is none."""
    names = [column.name for column in statement.columns]
    return next((each for each in SUBJECTS if each in names), "")


def _heading(column: Column, order: str, figure: bool, subject: str, address: Address) -> Heading:
    way = {column.name: "ascending", f"-{column.name}": "descending"}.get(order, "")
    href = str(address.having(sort=f"-{column.name}" if way == "ascending" else column.name, page=None)) + "#table"
    chief = column.name == subject
    return Heading(column.name.replace("_", " "), column.unit, column.detail, figure, chief, href, way)


def _lines(
    statement: Statement, record: Record, rows: Sequence[Row], columns: Sequence[int], grouped: bool
) -> Iterable[Line]:
    names = [column.name for column in statement.columns]
    subject = _subject(statement)
    if subject == "title":
        names = ["id" if each == "source" else each for each in names]  # its title stands beside it
    group = ""
    for row in rows:
        heading = _direction(record, row, tuple(names[:2])) if grouped else ""
        cells = tuple([shown(row.cells[each], names[each], record, row.entries[0] if row.entries and
                             names[each] == subject else "") for each in columns])  # fmt: skip
        entries = tuple([link(record, each) for each in row.entries[:MOST_ENTRIES]])
        yield Line(cells, entries, len(row.entries), heading if heading != group else "")
        group = heading


def _direction(record: Record, row: Row, names: tuple[str, ...]) -> str:
    one, other = (record.name_of(str(cell)) for cell in row.cells[:2])
    return OVER_ROWS[names].format(one, other)


def _is_figure(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, int | Decimal) and not isinstance(cell, bool))


def shown(cell: Cell, column: str, record: Record, chief: str = "") -> Shown:
    """A cell ready to be shown.

    Args:
        chief: id of the entry that the row is about, if this cell names it.
    """
    if isinstance(cell, tuple):
        return Shown("", "several", more=tuple([shown(each, column, record) for each in cell]))
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return Shown(text_of(cell), "number")
    if isinstance(cell, date | When):
        return Shown(text_of(cell).replace("/", " – "), "day")
    return _words(text_of(cell), column, record, chief)


def _words(text: str, column: str, record: Record, chief: str) -> Shown:
    """A cell of words: how something stands, the subject of its row, another entry, or plain text."""
    if column in WORDED and text in TONES:
        shape, tone = TONES[text]
        return Shown(text, "word", shape=shape, tone=tone)
    if chief and text:
        return Shown(_cut(text), href=entry_path(chief))
    if column not in ("kind", "id") and text.partition("#")[0] in record:
        return link(record, text)
    return Shown(_cut(text))


def link(record: Record, entry_id: str) -> Shown:
    """An entry by what people call it, leading to its page."""
    if entry_id.partition("#")[0] not in record:
        return Shown(text_of(entry_id))
    found = record.entry(entry_id)
    part = entry_id.partition("#")[2]
    name = _cut(text_of(name_of(found)))
    return Shown(f"{name}, {part}" if part else name, href=entry_path(entry_id), title=entry_id)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
