"""Questions in SQL answered apart from the program that asks, in processes that can be ended.

Clerk  takes questions, so many at a time, and gives each to a process of its own

A question can hang where the engine cannot stop it, and can bring its process down. A program that must go on
whatever it is asked gives its questions to a Clerk; for someone at a terminal, `queries.query` does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import BoundedSemaphore, Event, Lock, Timer

from talleyrand.books.statement import Statement
from talleyrand.errors import QueryError
from talleyrand.presentation.enquiries import (
    GRACE,
    HANDING_OVER,
    MOST_BYTES,
    NOT_STOPPED,
    SECONDS,
    UNFINISHED,
    as_lines,
    read_reply,
)
from talleyrand.presentation.queries import enquiry, statement
from talleyrand.record.dates import Moment
from talleyrand.record.record import Record

# The places to load from are those of this process; the environment and the current folder have no say.
_BEGIN = "import sys; sys.path += sys.argv[1:]; from talleyrand.presentation.sealed import main; main()"

Child = Popen[bytes]


class Clerk:
    """Takes questions in SQL and answers each in a process of its own, which is ended after it.

    It guards one invariant: no more than so many questions are being answered at a time. One further process
    stands ready for the next question, so that it need not wait for the engine to load; where questions are rare it
    is let go, since it holds as much memory as the engine. Threads may share a Clerk.
    """

    def __init__(
        self, *, at_once: int = 2, patience: float = 5.0, seconds: float = SECONDS, idle: float | None = None
    ) -> None:
        """Begin the first process, unless it is to be let go when idle: then the first question begins it.

        Args:
            at_once: questions answered at a time.
            patience: seconds that a question waits for its turn before it is refused.
            seconds: how long an answer may take; two seconds later its process is ended.
            idle: seconds after a question for which a process stands ready for the next; None for ever.
        """
        self._at_once, self._patience, self._seconds = at_once, patience, seconds
        self._turns = BoundedSemaphore(at_once)
        self._lock = Lock()
        self._open = True
        self._working: set[Child] = set()
        self._ready: Child | None = None
        self._idle, self._leave = idle, Timer(0, lambda: None)
        if idle is None:
            self._make_ready()

    def __enter__(self) -> Clerk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def query(self, record: Record, question: str, *, on: Moment, known: Moment) -> Statement:
        """The answer to one SELECT over the record's tables, as known on a day; at most 10,000 rows and 20 MB.

        Raises:
            QueryError: as `queries.query` does; and if it takes too long for its turn to come, if its process
                could not be begun, or broke off, or had to be ended.
        """
        if not self._turns.acquire(timeout=self._patience):
            raise QueryError(f"busy: {self._at_once} other queries are being answered; ask again in a few seconds")
        try:
            seen = record.as_known(known)
            asked = enquiry(seen, question, on=on, seconds=self._seconds)
            found = read_reply(self._reply(as_lines(asked)))
            return statement(seen, found, on=on, known=known)
        finally:
            self._turns.release()

    def close(self) -> None:
        """End every process; questions still being answered are refused, and so are later ones."""
        with self._lock:
            self._open = False
            ready, self._ready = self._ready, None
            self._leave.cancel()
            for child in self._working:
                child.kill()
        if ready:
            _end(ready)

    def _reply(self, lines: Iterable[bytes]) -> bytes:
        """What a process says to the lines of an enquiry."""
        child = self._taken()
        try:
            with _ended_after(HANDING_OVER, child) as late:
                _write(lines, child)
            if late.is_set():
                raise QueryError(UNFINISHED)
            with _ended_after(self._seconds + GRACE, child) as late:
                reply = child.stdout.read(MOST_BYTES + 1) if child.stdout else b""
            if late.is_set():
                raise QueryError(NOT_STOPPED)
            return reply
        finally:
            with self._lock:
                self._working.discard(child)
            _end(child)

    def _taken(self) -> Child:
        """The process that stands ready, or a new one; another is begun for the next question."""
        with self._lock:
            if not self._open:
                raise QueryError("queries are no longer answered: the program is closing")
            child, self._ready = self._ready, None
            self._leave.cancel()
            if child and child.poll() is not None:  # it was ended from outside
                _end(child)
                child = None
            try:
                child = child or _begun()
            except OSError as fault:
                raise QueryError(f"the database could not be started: {fault.strerror}") from None
            self._working.add(child)
        self._make_ready()
        return child

    def _make_ready(self) -> None:
        with self._lock, suppress(OSError):  # if it cannot be now, it is tried again with the next question
            if self._open and self._ready is None:
                child = self._ready = _begun()
                if self._idle is not None:
                    self._leave = Timer(self._idle, self._let_go, (child,))
                    self._leave.daemon = True
                    self._leave.start()

    def _let_go(self, child: Child) -> None:
        """End a process that nobody has needed, unless somebody just has."""
        with self._lock:
            if self._ready is not child:
                return
            self._ready = None
        _end(child)


def _begun() -> Child:
    """A process that waits for an enquiry; in a session of its own, so that an interrupt at the terminal spares it."""
    places = [place for place in sys.path if Path(place).is_absolute()]
    return Popen(  # noqa: S603 - our own program, by our own words
        [sys.executable, "-I", "-c", _BEGIN, *places],
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd="/",
        env={"MALLOC_ARENA_MAX": "2"},  # each arena takes 64 MB of addresses, which are capped
        start_new_session=True,
    )


def _write(lines: Iterable[bytes], child: Child) -> None:
    """Hand over an enquiry; if the process ends meanwhile, its silence will tell."""
    if child.stdin:
        with suppress(BrokenPipeError):
            for line in lines:
                child.stdin.write(line)
            child.stdin.close()


@contextmanager
def _ended_after(seconds: float, child: Child) -> Iterator[Event]:
    """End a process if what is done with it takes longer, and tell so."""
    late = Event()

    def end() -> None:
        late.set()
        child.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        timer.join()


def _end(child: Child) -> None:
    """End a process for good and close what led to it."""
    child.kill()
    for stream in (child.stdin, child.stdout):
        if stream:
            with suppress(OSError):  # what it did not read is lost
                stream.close()
    child.wait()
