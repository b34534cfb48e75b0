"""Who held which post when: a row for each post, a bar for each holder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from talleyrand.books.statement import Cell, Statement
from talleyrand.books.words import day_text
from talleyrand.presentation.charts.axes import Days, day_of, grid, rule
from talleyrand.presentation.charts.drawing import (
    WIDE,
    Chart,
    Gathered,
    Href,
    box,
    breadth,
    chart,
    cut,
    label,
    linked,
    notes,
    nothing,
)
from talleyrand.presentation.charts.rows import Rows
from talleyrand.presentation.charts.sides import sides_of
from talleyrand.record.dates import shifted

MOST = 60
_SMALL = 11  # height of the names on bars
_BESIDE = 84  # pixels for the name of who holds a post now, where its bar is too short


class Term(NamedTuple):
    """One person's time in one post."""

    person: str
    since: date
    until: date
    running: bool
    acting: bool
    entry: str | None

    def told(self, post: str) -> str:
        """In words."""
        end = f"since {day_text(self.since)}" if self.running else f"{day_text(self.since)} to {day_text(self.until)}"
        return f"{self.person}, {'acting ' if self.acting else ''}{post}, {end}"


def posts(
    held: Statement, *, href: Href, width: float = WIDE, sides: tuple[str, ...] = (), since: date | None = None
) -> Chart:
    """Every holder of every post as a bar, post by post; that of an acting holder has a broken outline.

    Args:
        held: what `posts` returns.
        sides: the parties in the order in which they are drawn.
        since: the first day drawn; that of the first term if left out.
    """
    every = _by_post(held, since or date.min)
    shown = every[:MOST]
    on = held.on.day
    if not shown:
        return nothing("posts", held, width)
    both = sides_of(held.column("of"), sides)
    rows = Rows(len(shown), 44, width, 200, 2, 22)
    first = since or min(each.since for _, _, terms in shown for each in terms)
    days = Days(min(first, shifted(on, -30)), on, rows.left, width - _BESIDE)
    drawn = [
        *grid(days, rows.top - 4, rows.bottom + 4, twice=True),
        *rule(days, on, 20, rows.bottom + 4),
    ]
    for place, (post, of, terms) in enumerate(shown):
        drawn.append(rows.named(place, f"{of}: {post}", f"row-name {both.kind(of)}"))
        drawn += _bars(terms, f"{post}, {of}", rows.middle(place), days, both.kind(of), href)
    cautions = [f"{len(shown)} of {len(every)} posts are drawn."] if len(shown) < len(every) else []
    remarks, more = notes(cautions, rows.bottom + 36, width)
    table = replace(held, cautions=(*held.cautions, *cautions))
    return chart("posts", _summary(every), [*drawn, *remarks], (width, rows.bottom + 28 + more), table)


@Gathered
def _by_post(held: Statement, since: date) -> list[tuple[str, str, list[Term]]]:
    names = [column.name for column in held.columns]
    post_of = itemgetter(names.index("post"), names.index("of"))
    told = itemgetter(*[names.index(name) for name in ("person", "since", "until", "running", "acting")])
    found = []
    for (post, of), rows in groupby(held.rows, key=lambda row: post_of(row.cells)):
        terms = [term for row in rows
                 if (term := _term(told(row.cells), row.entries, held.on.day)) and term.until >= since]  # fmt: skip
        if terms:
            found.append((str(post), str(of), terms))
    return found


def _term(cells: tuple[Cell, ...], entries: tuple[str, ...], on: date) -> Term | None:
    person, since, until, running, acting = cells
    start = day_of(since)
    if start is None:
        return None
    end = None if running else day_of(until)
    return Term(str(person), start, end or on, bool(running), bool(acting), entries[0] if entries else None)


def _bars(terms: list[Term], post: str, y: float, days: Days, kind: str, href: Href) -> Iterator[str]:
    """The bars of one post, with the holder's name on each that is long enough for it."""
    for place, term in enumerate(terms):
        start, stop = days.at(term.since), days.at(term.until)
        broad = max(stop - start - 1, 2)
        bar = box(
            start, y - 9, broad, 18, f"term {kind}{' acting' if term.acting else ''}{' odd' if place % 2 else ''}"
        )
        yield linked(href(term.entry) if term.entry else None, term.told(post), bar, _name(term, start, broad, y))


def _name(term: Term, start: float, broad: float, y: float) -> str:
    """The name that fits on a bar, whole or short; beside the bar for who holds the post now; else none."""
    short = _short(term)
    for name in (term.person, short):
        if breadth(name, _SMALL) + 7 <= broad:
            return label(start + 4, y, name, kind="on-term small")
    return label(start + broad + 6, y, cut(short, _BESIDE - 8), kind="on-term") if term.running else ""


def _short(term: Term) -> str:
    """The word of a name with which its entry's id begins, by custom the surname; the whole name if there is none.

    The place of the surname differs between languages, so it cannot be told from the name alone.
    """
    began = (term.entry or "").partition("-")[0]
    return next((word for word in term.person.split() if word.casefold() == began), term.person)


def _summary(every: list[tuple[str, str, list[Term]]]) -> str:
    holders = sum(len(terms) for _, _, terms in every)
    post, of, most = max(every, key=lambda each: len(each[2]))
    return f"{holders} terms in {len(every)} posts; most often changed hands: {post} ({of}), {len(most)} terms."
