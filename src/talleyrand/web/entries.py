"""The page of an entry, and of the file that it is written in."""

from __future__ import annotations

from dataclasses import dataclass

from talleyrand.errors import NotFound, WrongValue, nearest
from talleyrand.presentation import dossiers
from talleyrand.record import folder
from talleyrand.record.citing import citing
from talleyrand.record.entries import Measure
from talleyrand.web import facts, sheets, views
from talleyrand.web.addresses import TURNING
from talleyrand.web.pages import sheet_of
from talleyrand.web.visits import Answer, Visit, html, twin

MOST_CITING = 40  # of one kind on a page
LINES = 400  # of a file on a page
LONGEST_LINE = 2000
PREFIX = "/e/"


def entry(visit: Visit) -> Answer:
    """Everything that the record holds on one entry, what became of it, and what rests on it."""
    entry_id = visit.address.path.removeprefix(PREFIX)
    record = visit.edition.record
    days = {"on": visit.on, "known": visit.known}
    told = visit.once(("entry", entry_id), lambda: dossiers.entry(record, entry_id, **days))
    if visit.form != "html":
        return twin(told, visit, entry_id.replace("/", "-"))
    then = record.as_known(visit.known)
    found = then.entry(entry_id)
    history = visit.once(("history", entry_id), lambda: dossiers.history(record, entry_id, **days))
    names = ("state", "level now", "suspended until", "until")
    standing = [(str(row.cells[0]), sheets.shown(row.cells[1], str(row.cells[0]), then)) for row in told.rows
                if row.cells[0] in names]  # fmt: skip
    return html(
        "entry.html", visit.frame(""), entry=found, heading=facts.heading(found), standing=standing,
        facts=facts.facts(found, then), history=history,
        life=sheet_of(visit, history, ("history", entry_id)) if history.rows else None,
        citing=facts.grouped(citing(then, entry_id), MOST_CITING), place=record.place(entry_id),
        charts=views.life(visit, entry_id) if isinstance(found, Measure) else (), shown=sheets.shown, record=then,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """A stretch of a file: the number of its first line, and the lines."""

    first: int
    lines: tuple[str, ...]
    count: int


def file(visit: Visit) -> Answer:
    """The lines of a file of the record around one of them."""
    name = visit.address.value("name")
    listed = dict(folder.files(visit.site.shelf.root).files)
    if name not in listed:
        raise NotFound(f"'{name}' is no file of the record{nearest(name, listed)}")
    data, fault = folder.read(listed[name], name)
    if fault:
        raise NotFound(f"'{name}' cannot be read: {fault.message}")
    every = data.decode("utf-8", "replace").split("\n")
    line = _line(visit.address.value("line"), len(every))
    first = max(1, line - LINES // 2)
    shown = tuple([_plain(each) for each in every[first - 1 : first - 1 + LINES]])
    here = visit.address.without(*TURNING, "line")
    return html("file.html", visit.frame("", twins=False), name=name, line=line, part=Lines(first, shown, len(every)),
                others=[(each, str(here.having(name=each))) for each in listed])  # fmt: skip


def _line(text: str, count: int) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        raise WrongValue(f"'{text}' is no number of a line")
    return max(1, min(int(text), count))


def _plain(line: str) -> str:
    """A line with its blanks, invisible characters as their code."""
    cut = line.rstrip("\r")[:LONGEST_LINE]
    return "".join(each if each.isprintable() or each == "\t" else f"\\u{ord(each):04x}" for each in cut)
