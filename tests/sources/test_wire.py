"""A conversation that ends by its moment."""

from __future__ import annotations

import socket
import time

import pytest

from talleyrand.sources.wire import Deadline, Wire


def test_when_the_time_is_up_that_is_told() -> None:
    deadline = Deadline(0.01)
    time.sleep(0.02)
    with pytest.raises(TimeoutError):
        deadline.left()


def test_a_call_that_does_not_end_is_left_to_itself() -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        Deadline(0.05).bound(lambda: time.sleep(0.5))
    assert time.monotonic() - began < 0.4


def test_a_call_that_ends_gives_what_it_found() -> None:
    assert Deadline(5).bound(lambda: 7) == 7


def test_what_goes_wrong_in_a_call_is_raised_where_it_is_waited_for() -> None:
    def fails() -> None:
        raise OSError("no such host")

    with pytest.raises(OSError, match="no such host"):
        Deadline(5).bound(fails)


def test_a_wire_that_stays_silent_is_given_up() -> None:
    here, there = socket.socketpair()
    with here, there, pytest.raises(TimeoutError):
        Wire(here, Deadline(0.05)).makefile("rb").read(1)
