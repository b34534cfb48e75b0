"""Makes the usual pages of a great record beforehand, at the start and after each change, so that nobody waits.

The pages of a small record are made faster than anybody could miss them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

from talleyrand.presentation.catalogue import QUESTIONS
from talleyrand.record.entries import Party
from talleyrand.record.record import Record
from talleyrand.web import entries, finding, pages
from talleyrand.web.addresses import entry_path
from talleyrand.web.visits import Handler, Site, answered

MANY = 5_000  # entries of a record that is worth it
LOOK = 1.0  # seconds between two looks whether there is a new edition, or a new day


def keep_warm(site: Site) -> None:
    """Make the usual pages of each edition and day, and never end; for a thread of its own."""
    before = None
    while True:
        now = site.shelf.newest.number, site.today()
        if now != before and len(site.shelf.newest.record) >= MANY:
            _warm(site, now[0])
        before = now
        time.sleep(LOOK)


def _warm(site: Site, number: int) -> None:
    usual = tuple(_usual(site.shelf.newest.record))  # the record itself is not held on to: a newer one may come
    # Of another day too: what holds from one day to the next is kept from the second day on that somebody asks about.
    before = f"on={site.today() - timedelta(1)}"
    for path, handler, query in (*[(*each, "") for each in usual], *[(*each, before) for each in _dated()]):
        if site.shelf.newest.number != number:
            return  # all of it would be out of date
        start = time.monotonic()
        answered(site, handler, path, query, site.terms.writable)
        time.sleep(time.monotonic() - start)  # as much time for those who ask


def _dated() -> Iterator[tuple[str, Handler]]:
    """The pages that tell how things stand on a day."""
    yield "/", pages.today
    for each in QUESTIONS:
        yield f"/{each.name}", pages.question


def _usual(record: Record) -> Iterator[tuple[str, Handler]]:
    """The pages that people open first; what each works out serves many others."""
    yield from _dated()
    for party in record.of(Party)[:1]:
        yield entry_path(party.id), entries.entry
    yield "/search", finding.search
    yield "/check", finding.check
