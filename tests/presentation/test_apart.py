"""A Clerk: questions answered apart, whatever becomes of the process that answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from talleyrand.errors import QueryError
from talleyrand.presentation.apart import Clerk
from talleyrand.record.dates import moment
from talleyrand.record.entries import Source
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from talleyrand.record.record import Record
from talleyrand.record.scaffold import example

DAY = moment("2026-07-01")
# A distance between two long texts is worked out in one go, inside which the engine hears nothing.
HANGS = "SELECT levenshtein(repeat('a', 300000), repeat('b', 300000))"
PROCESSES = Path("/proc")

pytestmark = pytest.mark.skipif(not PROCESSES.exists(), reason="children are looked for in /proc")

SERVER = """
import sys, threading, time
from talleyrand.presentation.apart import Clerk
from talleyrand.record.dates import moment
from talleyrand.record.record import Record
clerk, day = Clerk(), moment("2026-07-01")
threading.Thread(target=lambda: clerk.query(Record(()), sys.argv[1], on=day, known=day), daemon=True).start()
print("asked", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def record() -> Record:
    """The record that `talleyrand new` makes."""
    return record_of([page(text.encode(), name) for name, text in example(date(2026, 7, 1)).items()])


@pytest.fixture
def clerk() -> Iterator[Clerk]:
    """A Clerk that gives answers the time it gives them in earnest."""
    with Clerk() as made:
        yield made


def value(clerk: Clerk, record: Record, question: str) -> object:
    """The first cell of an answer."""
    return clerk.query(record, question, on=DAY, known=DAY).rows[0].cells[0]


_there: set[int] = set()


@pytest.fixture(autouse=True)
def _others() -> Iterator[None]:
    """What other tests of this process have left running is no child of a test here."""
    _there.clear()
    _there.update(children())
    yield
    _there.clear()


def children(of: int | None = None) -> list[int]:
    """The processes that a process began since the test did, and that have not ended."""
    found = []
    for folder in PROCESSES.glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(") ")[2].split()[:2]
        except OSError:  # ended while we looked
            continue
        if int(parent) == (of or os.getpid()) and state != "Z" and int(folder.name) not in _there:
            found.append(int(folder.name))
    return found


def soon(true: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def test_a_question_that_hangs_is_ended_within_eight_seconds_and_the_next_is_answered(
    clerk: Clerk, record: Record
) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError, match="could not be stopped"):
        value(clerk, record, HANGS)
    assert time.monotonic() - start < 8
    assert value(clerk, record, "SELECT count(*) FROM sources") == len(record.of(Source))
    assert len(children()) == 1


@pytest.mark.parametrize(
    "bomb",
    [
        "SELECT length(repeat('x', 2000000000))",
        "SELECT list(i) FROM range(1000000000) AS t(i)",
        "SELECT repeat('x', 10000000) FROM range(10000)",
    ],
)
def test_a_question_that_eats_memory_is_refused_and_the_next_is_answered(
    clerk: Clerk, record: Record, bomb: str
) -> None:
    with pytest.raises(QueryError, match="more memory than it may have"):
        value(clerk, record, bomb)
    assert value(clerk, record, "SELECT 2") == 2


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("SELECT repeat('x', 30000000)", "larger than 20 MB"),
        ("SELECT range(600000)", "more than 500000 cells"),
        ("SELECT repeat('é', 12000) FROM range(10000)", "larger than 20 MB"),
    ],
)
def test_an_answer_too_large_to_send_is_refused(clerk: Clerk, record: Record, question: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        value(clerk, record, question)


def test_a_process_ended_from_outside_costs_one_answer_and_no_more(clerk: Clerk, record: Record) -> None:
    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(value, clerk, record, HANGS)
        assert soon(lambda: len(clerk._working) == 1)
        time.sleep(0.5)
        for child in list(clerk._working):
            child.send_signal(signal.SIGKILL)
        with pytest.raises(QueryError, match="broke off before it had answered"):
            told.result(timeout=5)
    assert value(clerk, record, "SELECT 2") == 2


def test_a_waiting_process_ended_from_outside_is_replaced(clerk: Clerk, record: Record) -> None:
    (child,) = children()
    os.kill(child, signal.SIGKILL)
    assert soon(lambda: not children())
    assert value(clerk, record, "SELECT 2") == 2


def test_where_questions_are_rare_no_process_stands_ready_for_long(record: Record) -> None:
    before = set(children())
    with Clerk(idle=1.0) as clerk:
        assert set(children()) == before
        assert value(clerk, record, "SELECT 2") == 2
        assert len(set(children()) - before) == 1
        assert soon(lambda: set(children()) == before, 5)
        assert value(clerk, record, "SELECT 3") == 3


@pytest.mark.parametrize("question", [HANGS, "SELECT 1"], ids=["working", "waiting"])
def test_no_process_outlives_a_program_that_is_killed(question: str) -> None:
    with subprocess.Popen([sys.executable, "-c", SERVER, question], stdout=subprocess.PIPE) as server:
        assert server.stdout
        assert server.stdout.readline() == b"asked\n"
        assert soon(lambda: len(children(server.pid)) == (2 if question == HANGS else 1))
        time.sleep(0.5)
        left = children(server.pid)
        server.kill()
    assert left
    assert soon(lambda: not any(Path(f"/proc/{child}").exists() for child in left), 3)


def test_twenty_threads_each_get_their_own_answer(clerk: Clerk, record: Record) -> None:
    with ThreadPoolExecutor(20) as pool:
        questions = [f"SELECT {number}, count(*) FROM sources" for number in range(20)]
        told = [pool.submit(value, clerk, record, question) for question in questions]
        heard: list[object] = []
        for number, each in enumerate(told):
            try:
                heard.append(each.result(timeout=30) == number)
            except QueryError as fault:
                heard.append(str(fault).startswith("busy: 2 other queries"))
    assert heard == [True] * 20


def test_a_question_whose_turn_does_not_come_is_refused(record: Record) -> None:
    with Clerk(at_once=1, patience=0.2, seconds=0.5) as clerk, ThreadPoolExecutor(1) as pool:
        first = pool.submit(value, clerk, record, HANGS)
        assert soon(lambda: len(clerk._working) == 1)
        with pytest.raises(QueryError, match="busy: 1 other"):
            value(clerk, record, "SELECT 1")
        with pytest.raises(QueryError, match="could not be stopped"):
            first.result(timeout=5)


def test_no_more_questions_are_answered_at_a_time_than_it_allows(clerk: Clerk, record: Record) -> None:
    most = 0
    threads = [Thread(target=value, args=(clerk, record, "SELECT sleep_ms(300), 1")) for _ in range(5)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        most = max(most, len(clerk._working))
        time.sleep(0.01)
    assert most == 2


def test_a_closed_clerk_leaves_no_process_and_says_so(record: Record) -> None:
    clerk = Clerk()
    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(value, clerk, record, HANGS)
        assert soon(lambda: len(clerk._working) == 1)
        clerk.close()
        with pytest.raises(QueryError, match="broke off"):
            told.result(timeout=5)
    with pytest.raises(QueryError, match="closing"):
        value(clerk, record, "SELECT 1")
    assert children() == []


def test_a_fault_of_the_record_while_it_is_handed_over_ends_the_process(clerk: Clerk) -> None:
    class Torn(Record):
        def of(self, kind: type) -> tuple:  # type: ignore[override, type-arg]  # noqa: ARG002 - as it is called
            raise OSError("torn")

    with pytest.raises(OSError, match="torn"):
        value(clerk, Torn(()), "SELECT * FROM sources")
    assert not clerk._working
    assert len(children()) == 1


def test_asking_apart_does_not_load_the_engine_into_the_program() -> None:
    code = "import sys, talleyrand.presentation.apart; print('duckdb' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert told.stdout == b"False\n"
