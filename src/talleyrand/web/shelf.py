"""The record that is served: read again when its files change, with what was worked out from it.

Edition  one state of the record's files, and the answers worked out from it
Shelf    the newest edition there is

Many clients ask at once: whatever is dear is worked out by one of them while the others wait for it, and is kept
until its place is needed.
"""

from __future__ import annotations

import gc
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock, Thread, Timer
from time import monotonic
from typing import Any, TypeVar, cast
from weakref import ReferenceType, ref

from talleyrand.errors import RecordError
from talleyrand.record import folder
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record
from talleyrand.record.states import State, States

Result = TypeVar("Result")

LOOK = 0.5  # seconds between two looks at the files
SETTLE = 2.0  # seconds until nobody is still being answered from the edition before, as a rule
LATEST = 16.0  # seconds between the last two times that it is let go, if somebody was
UNIT = 100  # bytes, in which the weight of answers is counted
# Units of whole pages, of what those of the day are made from, and of what others are.
MOST_PAGES, MOST_WORKS, MOST_PAST = 140_000, 400_000, 80_000
# Objects made between two looks of the garbage collector at the youngest, and looks before one at older ones. Hardly
# anything here holds itself, and a look at all that is kept stops every answer.
COLLECT = (20_000, 10, 1_000)
ROW_WEIGHT = 2  # units of a row of a statement, roughly: most rows are shared by the answers of many days


@dataclass(slots=True)
class _Kept:
    """One answer, or a place held for it while somebody works it out."""

    lock: Lock
    value: Any = None
    weight: int = 0
    done: bool = False


class _Answers:
    """Answers by key. It guards that none is worked out twice at once, and that those kept weigh no more than a limit.

    Args:
        most: what they may weigh together.
    """

    def __init__(self, most: int) -> None:
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = Lock()
        self._weight, self._most = 0, most

    def once(self, key: Hashable, work: Callable[[], Result], weigh: Callable[[Result], int]) -> Result:
        """The result of some work, done once for a key."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                kept = self._kept[key] = _Kept(Lock())
            self._kept.move_to_end(key)
        if kept.done:
            return cast("Result", kept.value)
        with kept.lock:
            if not kept.done:
                try:
                    kept.value = work()
                except BaseException:
                    with self._lock:
                        self._kept.pop(key, None)
                    raise
                self._keep(kept, weigh(kept.value))
        return cast("Result", kept.value)

    def _keep(self, kept: _Kept, weight: int) -> None:
        with self._lock:
            kept.weight, kept.done = weight, True
            self._weight += weight
            for key, each in list(self._kept.items()) if self._weight > self._most else ():
                if self._weight <= self._most:
                    break
                if each.done and each is not kept:
                    del self._kept[key]
                    self._weight -= each.weight

    def forget(self) -> None:
        """Keep nothing of what has been worked out."""
        with self._lock:
            self._kept.clear()
            self._weight = 0

    def seen(self, key: Hashable) -> object:
        """What is kept for a key, or None."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or not kept.done:
                return None
            self._kept.move_to_end(key)
            return cast("object", kept.value)


class Edition:
    """One state of the record's files, and the answers worked out from it.

    It guards that no answer is worked out twice at once, and that those kept weigh no more than a limit.

    Attributes:
        record: the record as read.
        mark: twelve signs of the hash of all its files, by which a page can be cited.
        number: how many editions came before it since the server began.
    """

    def __init__(self, state: State, number: int) -> None:
        self.record = state.record
        self.mark = state.mark[:12]
        self.number = number
        self._state = state
        self._pages, self._works, self._past = (_Answers(most) for most in (MOST_PAGES, MOST_WORKS, MOST_PAST))
        self._turn = Lock()

    def in_turn(self, work: Callable[[], Result]) -> Result:
        """The result of some dear work, of which one is done at a time: two at once would both come late."""
        with self._turn:
            return work()

    def once(
        self, key: Hashable, work: Callable[[], Result], weigh: Callable[[Result], int] = lambda _: 1, *,
        past: bool = False,
    ) -> Result:  # fmt: skip
        """The result of some work, done once for a key; what was not asked for longest is forgotten first.

        Args:
            past: true if it is of other days than the present one: kept apart, or whoever walks through many days
                would have what everybody else asks for worked out anew.
        """
        return (self._past if past else self._works).once(key, work, weigh)

    def page(self, key: Hashable, work: Callable[[], Result], weigh: Callable[[Result], int]) -> Result:
        """A whole page, made once for a key; kept apart, or the pages that all ask for would make way to others."""
        return self._pages.once(key, work, weigh)

    def seen(self, key: Hashable) -> object:
        """The page that is kept for a key, or None."""
        return self._pages.seen(key)

    def forget(self) -> None:
        """Keep no answers: there is a newer edition, whose answers take the room that these leave."""
        for each in (self._pages, self._works, self._past):
            each.forget()

    def problems(self, today: date) -> tuple[Problem, ...]:
        """Everything that `check` finds in the record on a day."""
        return self._state.problems(today)


class Shelf:
    """The newest edition of a record's folder.

    It guards that an edition is never half read: while one client reads the files anew, the others get the old.

    Args:
        root: the folder.

    Raises:
        RecordError: if there is no such folder or it cannot be read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._edition: Edition
        self._reading = Lock()
        self.states = States(root)
        gc.set_threshold(*COLLECT)
        self._read(_signature(root), 0)
        self._looked = monotonic()

    def edition(self, *, fresh: bool = False) -> Edition:
        """The newest edition.

        Args:
            fresh: look at the files even if somebody just has, as after a write.
        """
        if fresh:
            with self._reading:
                self._look()
        elif monotonic() - self._looked > LOOK and self._reading.acquire(blocking=False):
            if self._took > LOOK:
                Thread(target=self._look_aside, daemon=True).start()
            else:
                try:
                    self._look()
                finally:
                    self._reading.release()
        return self._edition

    def _look_aside(self) -> None:
        """Look at the files of a great record while everybody is answered from the edition at hand."""
        try:
            self._look()
        except RecordError:
            self._took = 0.0  # whoever asks next looks for himself, and is told
        finally:
            self._reading.release()

    @property
    def newest(self) -> Edition:
        """The newest edition that was read, whatever has become of the files since."""
        return self._edition

    def edition_at_hand(self) -> Edition | None:
        """The newest edition, if nobody need look at the files to be sure of it, or somebody is just doing so."""
        return self._edition if monotonic() - self._looked <= LOOK or self._reading.locked() else None

    def _look(self) -> None:
        seen = _signature(self.root)
        if seen != self._seen:
            self._read(seen, self._edition.number + 1)
        self._looked = monotonic()

    def _read(self, seen: tuple[Any, ...], number: int) -> None:
        start, collecting = monotonic(), gc.isenabled()
        gc.disable()  # or reading would end with a collection of its own
        try:
            read = Edition(self.states.now(), number)
        finally:
            if collecting:
                gc.enable()
        self._seen, self._took = seen, monotonic() - start
        if number:
            self._edition.forget()
            _settle_later(ref(self._edition.record))
            self._edition = read
        else:
            self._edition = read
            _settle()


def _settle_later(before: ReferenceType[Record], seconds: float = SETTLE) -> None:
    """Settle when nobody is still being answered from the record before: soon, and if somebody was, again later."""

    def settle() -> None:
        _settle()
        if before() is not None and seconds < LATEST:
            _settle_later(before, 2 * seconds)

    settling = Timer(seconds, settle)
    settling.daemon = True
    settling.start()


def _settle() -> None:
    """Let the edition before go; what lives as long as the newest need not be looked through again and again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _signature(root: Path) -> tuple[Any, ...]:
    """What changes when any file of a folder does, without reading them."""
    found: list[tuple[Any, ...]] = []
    for name, path in folder.files(root).files:
        try:
            state = os.stat(path)  # noqa: PTH116 - thousands of files in a moment
        except OSError:  # gone since the folder was looked into
            found.append((name,))
        else:
            found.append((name, state.st_mtime_ns, state.st_size, state.st_ino))
    return tuple(found)
