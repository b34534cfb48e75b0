"""A record's folder, read again and again: each time only the files that have changed, and checked once.

State   what all files of a folder say at one moment, known by the hash of them all
States  a folder, with the states of it that may be asked for again

What is kept is found by content alone, never by name or time, so that nothing stale is ever given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Lock

from talleyrand.record import loading
from talleyrand.record.checks import check, forget
from talleyrand.record.pages import Page, page
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

Pages = dict[tuple[str, bytes], Page]


class State:
    """What all files of a folder say at one moment. It guards that it is checked but once for a day.

    Attributes:
        mark: the hash of all files that could be read, by name and content.
        record: what they hold.
        unread: what is wrong with files that could not be read.
        pages: each of the others, by its name and the hash of its content.
    """

    def __init__(self, mark: str, unread: tuple[Problem, ...], record: Record, pages: Pages) -> None:
        self.mark = mark
        self.unread = unread
        self.record = record
        self.pages = pages
        self._found: dict[date, tuple[Problem, ...]] = {}
        self._checking = Lock()

    def problems(self, today: date) -> tuple[Problem, ...]:
        """Everything that `check` finds on a day."""
        with self._checking:
            if today not in self._found:
                self._found = {today: check(self.record, today=today)}
                forget(self.record)
            return self._found[today]


class States:
    """A folder, with its latest state and the one that it would have after an edit.

    It guards that what is kept is given only for files of the very same content. Several threads may ask at once;
    none waits for another.

    Args:
        root: the folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._latest: State | None = None
        self._next: State | None = None

    def now(self) -> State:
        """The state of the files as they are.

        Raises:
            RecordError: if there is no such folder or it cannot be read.
        """
        found = self._state({})
        if found is self._next:
            self._next = None
        self._latest = found
        return found

    def would_be(self, changed: Mapping[str, bytes]) -> State:
        """The state of the files if some of them held other texts.

        Args:
            changed: those texts, by the names of the files.

        Raises:
            RecordError: if there is no such folder or it cannot be read.
        """
        self._next = self._state(changed)
        return self._next

    def _state(self, changed: Mapping[str, bytes]) -> State:
        known = self._latest.pages if self._latest else {}
        texts, digests, unread = _read(self.root, changed, known)
        mark = sha256("".join(f"{name}\0{each.hex()}\n" for name, each in digests.items()).encode()).hexdigest()
        for kept in (self._latest, self._next):
            if kept and (kept.mark, kept.unread) == (mark, unread):
                return kept
        with loading.no_collection():
            pages = {key: known.get(key) or page(texts.pop(key[0]), key[0]) for key in digests.items()}
            record = loading.prepared(loading.record_of(pages.values(), unread, self.root))
            return State(mark, unread, record, pages)


def _read(
    root: Path, changed: Mapping[str, bytes], known: Pages
) -> tuple[dict[str, bytes], dict[str, bytes], tuple[Problem, ...]]:
    """The texts of files not known yet, the hash of every file in order of name, and what could not be read.

    Texts that are known already are let go of one by one: those of a large record take much memory together.
    """
    texts: dict[str, bytes] = {}
    digests: dict[str, bytes] = {}
    unread: list[Problem] = []
    for name, data, fault in loading.each_text(root, changed):
        if fault:
            unread.append(fault)
        if data is not None:
            digests[name] = sha256(data).digest()
            if (name, digests[name]) not in known:
                texts[name] = data
    return texts, dict(sorted(digests.items())), tuple(unread)
