"""Starts the server of the browser's door, on this machine unless told otherwise.

Settings  where to listen, and what is let whom do
serve     answers until it is told to stop
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import errno
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from talleyrand.errors import WrongValue
from talleyrand.presentation.apart import Clerk
from talleyrand.web import sessions
from talleyrand.web.guarding import HEADERS, HOST, App, Terms
from talleyrand.web.sessions import Links
from talleyrand.web.shelf import Shelf
from talleyrand.web.site import application
from talleyrand.web.visits import Site
from talleyrand.web.warming import keep_warm

PORT = 8463
BACKLOG = 128
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
MOST_OPEN = 200  # connections; for one more, the one that has kept us waiting longest is ended
M_ARENA_MAX = -8  # as malloc.h of the GNU C library calls it
M_MMAP_THRESHOLD, LARGE = -3, 128 * 1024  # bytes, which the library would raise by itself with what it is asked for
IDLE = 180.0  # seconds for which a process stands ready for the next question in SQL
SWITCH = 0.001  # seconds after which a page that is being worked out lets others on; an answer at hand waits for some
REQUEST_SECONDS = 10.0  # for the head of a request to arrive
IDLE_SECONDS = 15  # between two requests of one connection
READ = 16 * 1024  # bytes read at a time: a body in chunks of one byte is slow to take apart, and others want a turn
TAKING_SECONDS = 15.0  # for a piece of an answer to be taken
SHORTEST_TOKEN = 16
LONGEST_TOKEN = 4096
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - named here so as to be told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where to listen, and what is let whom do.

    Attributes:
        root: the record's folder.
        name: what the record is called.
        host: address to listen on.
        port: to listen on; 0 for any that is free.
        allow_remote: true if others than this machine may ask.
        token_file: holds the word with which others sign in to write.
        hosts: further names under which the server may be called.
        read_only: true if nobody may write.
    """

    root: Path
    name: str
    host: str = "127.0.0.1"
    port: int = PORT
    allow_remote: bool = False
    token_file: Path | None = None
    hosts: tuple[str, ...] = ()
    read_only: bool = False


def serve(settings: Settings, *, today: Callable[[], date], tell: Callable[[str], None]) -> None:
    """Answer until told to stop.

    Args:
        today: tells the day it is.
        tell: says a line to whoever started the server.

    Raises:
        RecordError: if the record cannot be read.
        WrongValue: if the settings cannot be had: an address taken, a token that is too short.
    """
    token = _token(settings)
    terms = _terms(settings, token)
    with contextlib.closing(_listening(settings)) as listening:
        host, port = listening.getsockname()[:2]
        terms, links = replace(terms, cookie=f"talleyrand-{port}"), Links()
        tell(f"Reading {settings.name} ...")
        shelf = Shelf(settings.root)
        with Clerk(at_once=1, idle=IDLE) as clerk:  # each holds the whole record anew while it answers
            site = Site(shelf=shelf, terms=terms, name=settings.name, today=today, clerk=clerk)
            app = application(site, sessions.routes(terms, links, token))
            base = _base(host, port)

            def welcome() -> None:
                for line in _welcome(settings, terms, base, links):
                    tell(line)
                _listen_for_enter(lambda: tell(f"Another link: {base}{links.fresh()}"), terms)

            Thread(target=keep_warm, args=(site,), daemon=True).start()
            _share_one_heap()
            sys.setswitchinterval(SWITCH)
            _Server(_configured(app), begun=welcome, ending=clerk.close).run(sockets=[listening])


def _share_one_heap() -> None:
    """Have the C library keep one heap for all threads, and whole pages outside it: else a server grows by a sixth."""
    with contextlib.suppress(AttributeError, OSError, TypeError):  # where there is no such library or setting
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)


def _token(settings: Settings) -> str | None:
    if settings.token_file is None:
        return None
    try:
        with settings.token_file.open(encoding="utf-8") as file:
            token = file.read(LONGEST_TOKEN + 1).strip()
    except OSError as fault:
        raise WrongValue(f"--token-file: '{settings.token_file}' cannot be read ({fault.strerror})") from None
    except UnicodeDecodeError:
        raise WrongValue(f"--token-file: '{settings.token_file}' is no text") from None
    if len(token) > LONGEST_TOKEN or len(token.splitlines()) > 1:
        raise WrongValue(f"--token-file: '{settings.token_file}' holds more than one word on one line")
    if len(token) < SHORTEST_TOKEN:
        raise WrongValue(f"--token-file: the word in it has {len(token)} signs; at least {SHORTEST_TOKEN} are expected")
    return token


def _terms(settings: Settings, token: str | None) -> Terms:
    """On loopback whoever has a link reads and writes; from afar all read and none write, or those with a word both."""
    remote = not _is_loopback(settings.host)
    if remote and not settings.allow_remote:
        raise WrongValue(f"--host {settings.host} lets other machines in: say so with --allow-remote")
    if token and not settings.allow_remote:
        raise WrongValue("--token-file is for --allow-remote: on this machine the printed link is the key")
    own = () if settings.host in ANYWHERE else (_bracketed(settings.host),)
    hosts = frozenset(each.lower() for each in (*LOOPBACK, *own, *settings.hosts))
    for each in settings.hosts:
        found = HOST.fullmatch(each.lower())
        if found is None or found[1] != each.lower():
            raise WrongValue(f"--allow-host: '{each}' is no name of a host; give it without http:// and port")
    public = settings.allow_remote and token is None
    return Terms(hosts=hosts, open_to_all=public, writable=not public and not settings.read_only,
                 by_word=token is not None)  # fmt: skip


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _base(host: str, port: int) -> str:
    """The address of the first page, as this machine calls it."""
    return f"http://{'127.0.0.1' if host in ANYWHERE else _bracketed(host)}:{port}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named, or asyncio leaves Nagle's delay on and each answer waits 40 ms for the client's nod.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(BACKLOG)  # now: two servers may both be bound to a port until one of them listens
    except (OSError, OverflowError, UnicodeError) as fault:
        listening.close()
        where, reason = f"{settings.host} port {settings.port}", getattr(fault, "strerror", None) or str(fault)
        way = "; choose another with --port, 0 for any" if getattr(fault, "errno", 0) in _OF_THE_PORT else ""
        raise WrongValue(f"{where} cannot be had ({reason}){way}") from None
    return listening


_OF_THE_PORT = (errno.EADDRINUSE, errno.EACCES)


def _welcome(settings: Settings, terms: Terms, base: str, links: Links) -> list[str]:
    if settings.allow_remote:
        how = f"at {base}; sign in at {base}/sign-in" if terms.by_word else f"read-only, to whoever reaches {base}"
        lost = settings.host in ANYWHERE and not settings.hosts
        named = ["Others reach it only by a name or address that is given with --allow-host."] if lost else []
        return [f"Serving {settings.name} {how}", *named, "Stop with Ctrl-C."]
    return [
        f"Serving {settings.name} to this machine. Open, once:",
        f"  {base}{links.fresh()}",
        "Enter prints another link; Ctrl-C stops.",
    ]


def _listen_for_enter(another: Callable[[], None], terms: Terms) -> None:
    """Have a line typed at a terminal print another link."""
    if terms.open_to_all or sys.stdin is None or not sys.stdin.isatty():
        return

    def listen() -> None:
        for _ in sys.stdin:
            another()

    Thread(target=listen, daemon=True).start()


def _configured(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app, http=_PatientProtocol, ws="none", lifespan="off", log_config=None, log_level="critical", access_log=False,
        server_header=False, proxy_headers=False, backlog=BACKLOG, timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=2, h11_max_incomplete_event_size=64 * 1024,
    )  # fmt: skip


class _Server(uvicorn.Server):
    """Stops at once when told to, and that is no failure.

    Args:
        begun: called when it answers.
        ending: called when it has been told to stop.
    """

    def __init__(self, config: uvicorn.Config, *, begun: Callable[[], None], ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._begun, self._ending = begun, ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._begun()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ending()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as uvicorn calls it
        """Begin to stop; the second time, without waiting for answers that are being made."""
        self.force_exit = self.should_exit
        self.should_exit = True


class _PatientProtocol(H11Protocol):
    """Ends a connection that keeps us waiting: a client that sends or takes a byte a minute holds no place."""

    _alarm: asyncio.TimerHandle | None = None  # rings when the head of a request, or our sending, takes too long
    _since = 0.0  # when the wait for the client began

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)  # whatever is not taken at once is waited for
        transport.max_size = READ
        self._wait(REQUEST_SECONDS)
        self._make_room()

    def _wait(self, seconds: float) -> None:
        """Give the client so long, and no longer."""
        self._since = self.loop.time()
        self._done_waiting()
        self._alarm = self.loop.call_later(seconds, self._cut)

    def _cut(self) -> None:
        """End the connection now; what is on its way would otherwise wait in the system to be taken."""
        with contextlib.suppress(OSError, AttributeError):
            line = self.transport.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def _done_waiting(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None

    @property
    def _between(self) -> bool:
        """True if no answer is being made."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    @property
    def kept_waiting(self) -> bool:
        """True if it is for the client to do something: send a request or the rest of one, or take an answer."""
        return self._between or self.flow.write_paused or self.cycle.more_body

    def _make_room(self) -> None:
        """If there are too many connections, end the one that has kept us waiting longest."""
        if len(self.connections) <= MOST_OPEN:
            return
        others = [each for each in self.connections if isinstance(each, _PatientProtocol) and each is not self]
        waiting = [each for each in others if each.kept_waiting]
        if waiting:
            min(waiting, key=lambda each: each._since)._cut()

    def data_received(self, data: bytes) -> None:
        if self._alarm is None and self._between:
            self._wait(REQUEST_SECONDS)  # another request has begun to arrive
        super().data_received(data)

    def handle_events(self) -> None:
        before = self.cycle
        super().handle_events()
        if self.cycle is not before and not self.flow.write_paused:
            self._done_waiting()

    def on_response_complete(self) -> None:
        self._since = self.loop.time()
        super().on_response_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._wait(TAKING_SECONDS)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._done_waiting()

    def send_400_response(self, msg: str) -> None:
        """Tell a client that what it sent is no request, with the headers of every answer."""
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"),
                   *((name.encode(), value.encode()) for name, value in HEADERS.items())]  # fmt: skip
        body = f"400: {msg}\n".encode()
        with contextlib.suppress(h11.LocalProtocolError):  # an answer has begun already: it ends here
            events = (h11.Response(status_code=400, headers=headers, reason=b"Bad Request"), h11.Data(data=body),
                      h11.EndOfMessage())  # fmt: skip
            self.transport.write(b"".join([self.conn.send(each) or b"" for each in events]))
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._done_waiting()
        super().connection_lost(exc)
