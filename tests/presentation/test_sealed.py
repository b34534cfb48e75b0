"""The process that answers one question: what it is given up to, and when it ends."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from talleyrand.errors import QueryError
from talleyrand.presentation.enquiries import Enquiry, as_lines, read_reply

pytest.importorskip("resource")

MAIN = "from talleyrand.presentation.sealed import main; main()"
# What an attacker inside the process could do once the question is read: try it in the question's place.
INSIDE = """
import os, socket, subprocess
from talleyrand.presentation import sealed
from talleyrand.errors import QueryError
def attack(base, enquiry):
    said = []
    for name, deed in {deeds}.items():
        try:
            deed()
        except (OSError, MemoryError) as fault:
            said.append(name)
    raise QueryError(" ".join(said))
sealed.answer_from = attack
sealed.main()
"""
DEEDS = """{
    "read": lambda: open("/etc/passwd"),
    "write": lambda: open("/tmp/stolen", "w"),
    "connect": lambda: socket.socket(),
    "list": lambda: os.listdir("/"),
    "begin": lambda: subprocess.run(["true"], capture_output=True),
    "grow": lambda: bytearray(2 * 10**9),
}"""


def reply(program: str, sent: bytes) -> bytes:
    """What the process says before it ends."""
    command = [sys.executable, "-I", "-c", program]
    return subprocess.run(command, input=sent, capture_output=True, timeout=20, check=False).stdout


def sent(question: str) -> bytes:
    """A question without tables, as it is sent."""
    return b"".join(as_lines(Enquiry(question=question, tables=(), pieces=())))


def test_it_answers_and_ends() -> None:
    assert read_reply(reply(MAIN, sent("SELECT 42 AS a"))).rows == ((42,),)


@pytest.mark.parametrize("broken", [b"", sent("SELECT 1")[:-2], b"{}\n", b"\xff\n"])
def test_it_ends_without_a_word_if_no_question_comes(broken: bytes) -> None:
    assert reply(MAIN, broken) == b""


def test_nothing_in_it_can_open_a_file_or_a_connection_or_grow_without_end() -> None:
    with pytest.raises(QueryError, match=r"^read write connect list begin grow$"):
        read_reply(reply(INSIDE.format(deeds=DEEDS), sent("SELECT 1")))


def test_what_is_printed_does_not_get_into_the_reply() -> None:
    program = (
        "import os; from talleyrand.presentation import sealed; honest = sealed.answer_from\n"
        "sealed.answer_from = lambda *given: (os.write(1, b'x'), honest(*given))[1]\nsealed.main()"
    )
    assert read_reply(reply(program, sent("SELECT 42"))).rows == ((42,),)


def test_its_alarm_ends_it_though_nobody_else_does() -> None:
    program = (
        "import time; from talleyrand.presentation import sealed; sealed.HANDING_OVER = -6\n"
        "sealed.answer_from = lambda *x: time.sleep(60)\nsealed.main()"
    )
    start = time.monotonic()
    assert reply(program, sent("SELECT 1")) == b""
    assert time.monotonic() - start < 10
