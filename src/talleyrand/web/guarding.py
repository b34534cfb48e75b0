"""What stands between the network and the pages: who may ask, from where, how much, and what a browser may do with it.

Terms  what this server lets whom do
guard  an application that refuses what the terms do not allow, around one that answers

Every refusal is a row of the matrix in docs/reference/serving.md, and of its test.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any

LOG = logging.getLogger("talleyrand.web")

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_ADDRESS = 8 * 1024  # bytes of path and query
MOST_HEADERS = 32 * 1024  # bytes of the lines that come with it
MOST_BODY = 1024 * 1024  # bytes of a form
BODY_SECONDS = 10.0
UPLOAD, AUDIT = "/inbox/new", "/audit"  # the forms with which a file may come
UPLOADS = (UPLOAD, AUDIT)
MOST_UPLOAD = 20 * 1024 * 1024 + 64 * 1024  # bytes of it: a document, and what is known of it
UPLOAD_SECONDS = 60.0
MOST_UPLOADS = 3  # at a time
ANSWER_SECONDS = 60.0  # to make an answer; how fast it is to be taken is the connection's affair
MOST_AT_ONCE = 100  # answers being made
PIECE = 64 * 1024  # bytes of an answer on their way at a time, so that a client that takes none holds no more
LAST_WORDS = 2.0  # seconds that a client may go on sending what was refused, so that it hears the answer
MOST_UNHEARD = 3 * MOST_UPLOAD
TRYING = re.compile(r"/plan/[^/]+/try|/audit")  # a form that writes nothing: it only asks
OPEN_PATH = re.compile(r"/open|/sign-in|/static/[^/]*")  # without a session
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?")
FORM, FORM_WITH_FILE = "application/x-www-form-urlencoded", "multipart/form-data"
FRAMES = ("iframe", "frame", "object", "embed", "fencedframe")

HEADERS: Mapping[str, str] = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: a browser would then call the origin of its own forms "null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What this server lets whom do.

    Attributes:
        hosts: names under which it may be called.
        open_to_all: true if whoever reaches it may read without a session.
        writable: true if who has a session may write.
        by_word: true if one gets a session by signing in, not by a link.
        cookie: name of a session's cookie; servers on one machine share its cookies, so each has its own.
        session: the secret that the cookie holds.
    """

    hosts: frozenset[str]
    open_to_all: bool = False
    writable: bool = True
    by_word: bool = False
    cookie: str = "talleyrand"
    session: str = field(default_factory=lambda: token_urlsafe(32), repr=False)

    def admits(self, cookie: str) -> bool:
        """True if a cookie's value is the session's secret."""
        return hmac.compare_digest(cookie.encode(), self.session.encode())


class _Refusal(Exception):
    """A request that the terms do not allow."""

    def __init__(self, status: int, message: str, *, allow: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.allow = allow


def guard(app: App, terms: Terms, *, seconds: float = ANSWER_SECONDS) -> App:
    """An application that refuses what the terms do not allow and puts the headers on whatever is answered.

    Args:
        seconds: for an answer to be made.
    """
    at_work = uploads = 0

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal at_work, uploads
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        sending = _Sending(send)
        is_upload = scope["method"] == "POST" and scope["path"] in UPLOADS
        uploads += is_upload
        try:
            if is_upload and uploads > MOST_UPLOADS:
                raise _Refusal(503, "Too many documents at once; send it again in a moment.")
            body = await _admitted(scope, receive, terms)
            if at_work >= MOST_AT_ONCE:
                raise _Refusal(503, "Too many questions at once; ask again in a moment.")
            at_work += 1
            try:
                await _answered(app(scope, _once(body, receive), sending), sending, seconds)
            finally:
                at_work -= 1
        except _Refusal as refusal:
            await _refuse(scope, receive, sending, refusal)
        except Exception as fault:  # whatever goes wrong, the client is told and the server goes on
            LOG.error("failed on its own account: %s", told(fault), exc_info=LOG.isEnabledFor(logging.DEBUG))
            await _refuse(scope, receive, sending, _Refusal(500, "Talleyrand failed on its own account."))
        finally:
            uploads -= is_upload

    return guarded


def told(fault: BaseException) -> str:
    """What went wrong and where, in one line."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno})" if trace else ""
    return f"{type(fault).__name__}: {ascii(str(fault))[:300]}{where}"


async def _answered(answering: Awaitable[None], sending: _Sending, seconds: float) -> None:
    """Wait for an answer, but not for ever; once it has begun it may take as long as the client needs."""
    try:
        async with asyncio.timeout(seconds) as patience:
            sending.patience = patience
            await answering
    except TimeoutError:
        raise _Refusal(503, "The answer took too long and was given up.") from None
    finally:
        sending.patience = None


class _Sending:
    """Passes messages on with the headers added, in pieces, and remembers whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False
        self.patience: asyncio.Timeout | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            if self.patience:
                self.patience.reschedule(None)
            own = {name for name, _ in message.get("headers", [])}
            added = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in own]
            await self._send({**message, "headers": [*message.get("headers", []), *added]})
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        for first in range(0, max(len(body), 1), PIECE):
            rest = first + PIECE < len(body)
            await self._send({**message, "body": body[first : first + PIECE], "more_body": rest or more})


async def _admitted(scope: Scope, receive: Receive, terms: Terms) -> bytes:
    """The body of a request that the terms allow; `session` in its state says whether it has one."""
    headers = _headers(scope)
    _check_host(headers, terms)
    _check_form(scope, headers)
    _check_where_from(scope, headers)
    state = scope.setdefault("state", {})
    state["session"] = any(terms.admits(each) for each in _cookies(headers, terms.cookie))
    state["may_write"] = state["session"] and terms.writable
    is_open = bool(OPEN_PATH.fullmatch(scope["path"]))
    if not (state["session"] or terms.open_to_all or is_open):
        raise _Refusal(401, _WAYS_IN[terms.by_word])
    if scope["method"] != "POST":
        return b""
    tries = state["session"] and bool(TRYING.fullmatch(scope["path"]))
    if not (state["may_write"] or is_open or tries):
        raise _Refusal(403, "This server is read-only.")
    if scope["path"] in UPLOADS:
        return await _body(headers, receive, (FORM, FORM_WITH_FILE), MOST_UPLOAD, UPLOAD_SECONDS)
    return await _body(headers, receive, (FORM,), MOST_BODY, BODY_SECONDS)


_WAYS_IN = {
    False: "This page needs a session: open the link that 'talleyrand serve' printed. "
    "If you have, and came here from another site, press Enter in the address bar.",
    True: "This page needs a session: sign in at /sign-in. "
    "If you have, and came here from another site, press Enter in the address bar.",
}


def _check_form(scope: Scope, headers: dict[str, list[str]]) -> None:
    """Refuse an address that is none of ours, a method we do not know, and a body that could be read in two ways."""
    if len(scope.get("raw_path", b"")) + len(scope.get("query_string", b"")) > MOST_ADDRESS:
        raise _Refusal(414, f"The address is longer than {MOST_ADDRESS} bytes.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADERS:
        raise _Refusal(431, f"The lines that come with the address hold more than {MOST_HEADERS} bytes.")
    if scope.get("http_version", "1.1") not in ("1.0", "1.1"):
        raise _Refusal(505, "HTTP/1.1 is spoken here.")
    if scope["method"] not in ("GET", "HEAD", "POST"):
        raise _Refusal(405, "Pages are read with GET and written with POST.", allow="GET, HEAD, POST")
    path = scope["path"]
    if not path.startswith("/") or path.startswith("//") or not path.isprintable():
        raise _Refusal(400, "The address is no path of this server.")
    lengths, codings = headers.get("content-length", []), headers.get("transfer-encoding", [])
    if len(lengths) + len(codings) > 1:
        raise _Refusal(400, "It is not clear where the request ends.")
    if scope["method"] != "POST" and (codings or lengths not in ([], ["0"])):
        raise _Refusal(400, "A page is asked for without a body.")


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _check_host(headers: dict[str, list[str]], terms: Terms) -> None:
    """A page elsewhere whose name was made to lead here calls by that name: only our own names are answered."""
    hosts = headers.get("host", [])
    found = HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
    if found is None or found[1] not in terms.hosts:
        raise _Refusal(421, "This server does not answer to that name.")


def _check_where_from(scope: Scope, headers: dict[str, list[str]]) -> None:
    """Refuse what another page had the browser ask: any write, and any read that is no plain visit."""
    site, mode, dest = (headers.get(f"sec-fetch-{each}", []) for each in ("site", "mode", "dest"))
    if any(each in FRAMES for each in dest):
        raise _Refusal(403, "This page cannot be framed.")
    if scope["method"] == "POST":
        # The server may stand behind one that speaks https; the name is what tells our pages from others.
        own = [f"{scheme}://{headers['host'][0].lower()}" for scheme in ("http", "https")]
        origin = [each.lower() for each in headers.get("origin", [])]
        if len(origin) != 1 or origin[0] not in own or site not in ([], ["same-origin"]):
            raise _Refusal(403, "A write is taken only from this server's own pages.")
    elif any(each not in ("same-origin", "none") for each in site) and mode != ["navigate"]:
        raise _Refusal(403, "Another site's page cannot read this one.")


def _cookies(headers: dict[str, list[str]], wanted: str) -> list[str]:
    """The values of cookies of a name: another server of this machine may have set one beside ours."""
    pairs = [each.strip().partition("=") for each in ";".join(headers.get("cookie", [])).split(";")]
    return [value for name, _, value in pairs if name == wanted][:10]


async def _body(
    headers: dict[str, list[str]], receive: Receive, media: tuple[str, ...], most: int, seconds: float
) -> bytes:
    """A form's bytes, if they are not too many and come in time."""
    if headers.get("content-type", [""])[0].partition(";")[0].strip().lower() not in media:
        raise _Refusal(415, f"A form is expected, as {' or '.join(media)}.")
    stated = headers.get("content-length", ["0"])[0]
    if not stated.isdecimal() or int(stated) > most:
        raise _Refusal(413, f"A form holds at most {most} bytes.")
    try:
        return await asyncio.wait_for(_read(receive, most), seconds)
    except TimeoutError:
        raise _Refusal(408, "The form did not arrive in time.") from None


async def _read(receive: Receive, most: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Refusal(400, "The form was cut short.")
        body += message.get("body", b"")
        if len(body) > most:
            raise _Refusal(413, f"A form holds at most {most} bytes.")
        if not message.get("more_body"):
            return bytes(body)


def _once(body: bytes, receive: Receive) -> Receive:
    """What gives the body that was read, and after it whatever the connection has to say."""
    given = False

    async def receiving() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving


async def _refuse(scope: Scope, receive: Receive, send: _Sending, refusal: _Refusal) -> None:
    if send.begun:  # half an answer cannot be taken back: the connection ends
        raise refusal
    headers = _headers(scope)
    as_page = "text/html" in headers.get("accept", [""])[0]
    body = (
        (_PAGE if as_page else "{status}: {message}\n").format(status=refusal.status, message=refusal.message).encode()
    )
    sort = b"text/html" if as_page else b"text/plain"
    answer = [(b"content-type", sort + b"; charset=utf-8"), (b"content-length", str(len(body)).encode()),
              (b"cache-control", b"no-store"), (b"connection", b"close")]  # fmt: skip
    if refusal.allow:
        answer.append((b"allow", refusal.allow.encode()))
    await send({"type": "http.response.start", "status": refusal.status, "headers": answer})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    if {"content-length", "transfer-encoding"} & set(headers) and "expect" not in headers:
        await _heard_out(receive)
    await send({"type": "http.response.body", "body": b""})


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{status} · Talleyrand</title>
<link rel="stylesheet" href="/static/style.css"></head>
<body><main id="main"><h1>{status}</h1><p class="fault">{message}</p>
<p><a href="/">To the first page</a></p></main></body>
</html>
"""


async def _heard_out(receive: Receive) -> None:
    """Let a client finish what it is sending, within limits: cut off in the middle it would not see the answer."""
    count = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_WORDS):
            while count < MOST_UNHEARD:
                message = await receive()
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return
                count += len(message.get("body", b""))
