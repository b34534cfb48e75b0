"""A conversation with another machine that ends by a given moment, however slowly the other side drips.

Deadline  a moment after which nothing is waited for
Wire      a connection that keeps a deadline, as http.client uses one
"""

from __future__ import annotations

import io
import queue
import socket
import threading
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Deadline:
    """A moment after which nothing is waited for."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left.

        Raises:
            TimeoutError: if there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def bound(self, call: Callable[[], Found]) -> Found:
        """What a call that knows no deadline returns, as the system's resolver.

        Raises:
            TimeoutError: if it is not done in time; it is then left to itself.
        """
        done: queue.Queue[tuple[Found | None, Exception | None]] = queue.Queue()

        def run() -> None:
            try:
                done.put((call(), None))
            except Exception as fault:  # noqa: BLE001 - raised again below, where it is waited for
                done.put((None, fault))

        threading.Thread(target=run, daemon=True).start()
        try:
            found, fault = done.get(timeout=self.left())
        except queue.Empty as error:
            raise TimeoutError from error
        if fault:
            raise fault
        return found  # type: ignore[return-value]  # there is no fault


class Wire(io.RawIOBase):
    """A connection that gives up at the deadline."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._socket = connected
        self._deadline = deadline

    def readable(self) -> bool:
        """True, as the library asks."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Bytes received into a buffer."""
        self._socket.settimeout(self._deadline.left())
        return self._socket.recv_into(buffer)

    def sendall(self, data: bytes) -> None:
        """Send bytes."""
        self._socket.settimeout(self._deadline.left())
        self._socket.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What comes, as a file of its own, which stays open when the library closes this end."""
        return io.BufferedReader(Wire(self._socket, self._deadline))
