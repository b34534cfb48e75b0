"""A real server in a process of its own, as a user starts it, and a plain client for it.

Served  a running server: its address, its one-time link, its process
Reply   status, headers and text of an answer
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

TODAY = "2026-11-22"


@dataclass(frozen=True)
class Reply:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    base: str
    link: str
    cookie: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return urlsplit(self.base).port or 0

    @property
    def host(self) -> str:
        """The address at which it says that it listens."""
        return urlsplit(self.base).hostname or ""

    def ask(
        self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Reply:
        """One request with the session's cookie; headers given replace those that a browser of ours would send."""
        own = {"Host": urlsplit(self.base).netloc, "Cookie": self.cookie, **(headers or {})}
        connection = http.client.HTTPConnection(self.host, self.port, timeout=70)
        try:
            connection.request(method, path, body=body, headers={name: value for name, value in own.items() if value})
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)
        finally:
            connection.close()

    def post(self, path: str, form: Mapping[str, str] | list[tuple[str, str]], **headers: str) -> Reply:
        """A form sent as the server's own page would send it."""
        body = urlencode(list(form.items()) if isinstance(form, Mapping) else form).encode()
        own = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.base,
            "Sec-Fetch-Site": "same-origin",
            **headers,
        }
        return self.ask(path, method="POST", headers=own, body=body)

    def send(self, request: str | bytes, *, wait: float = 5.0) -> Reply:
        """The answer to bytes sent just as they are; status 0 if the connection ends without one."""
        data = request if isinstance(request, bytes) else request.encode("latin-1")
        with socket.create_connection((self.host, self.port), timeout=wait) as line:
            with suppress(OSError):  # refused before all was sent
                line.sendall(data)
            return heard(line, data.partition(b" ")[0].decode("latin-1"))

    def open(self) -> None:
        """Use the one-time link, as a browser does."""
        reply = self.ask(self.link.removeprefix(self.base))
        assert reply.status == 200, reply.text
        self.cookie = reply.headers["set-cookie"].partition(";")[0]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process and wait until it is gone."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(20)
        if self.process.stderr:
            self.process.stderr.close()


def heard(line: socket.socket, method: str = "GET") -> Reply:
    """The answer that comes over a connection; status 0 if it ends without one."""
    answer = http.client.HTTPResponse(line, method=method)
    try:
        answer.begin()
        text = answer.read().decode("utf-8", "replace")
    except (http.client.HTTPException, ConnectionError):
        return Reply(0, {}, "")
    return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)


def start(root: Path | None = None, *options: str, port: int = 0, today: str = TODAY) -> Served:
    """A server of a record's folder, the shipped one if none is named, that has said where it listens."""
    named = ["--record", str(root)] if root else []
    process = subprocess.Popen(
        [sys.executable, "-m", "talleyrand", "serve", "--port", str(port), *named, *options],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "TALLEYRAND_TODAY": today},
    )  # fmt: skip
    said: list[str] = []
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"(http://[^/\s;]+)(/open\?key=\S+)?", line):
            return Served(process, found[1], found[0], said=said)
    process.wait(20)
    raise AssertionError("the server did not start: " + "".join(said))


@contextmanager
def serving(root: Path | None = None, *options: str, today: str = TODAY) -> Iterator[Served]:
    """A server with its session opened, stopped at the end."""
    server = start(root, *options, today=today)
    try:
        if "/open?" in server.link:
            server.open()
        yield server
    finally:
        server.stop(signal.SIGKILL)
