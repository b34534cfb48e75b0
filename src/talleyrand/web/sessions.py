"""How a browser comes by its session: by a link that works once, or by signing in with a word from a file.

Links  the one-time links that have not been used
"""

from __future__ import annotations

import asyncio
import hmac
from collections import Counter
from dataclasses import dataclass, field
from secrets import token_urlsafe
from threading import Lock
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from talleyrand.web.guarding import Terms
from talleyrand.web.rendering import environment

DAYS = 30
PAUSE = 1.0  # seconds after a wrong word
MOST_TRIES = 3  # wrong words of one client that are being paused over
MOST_LINKS = 20


@dataclass(slots=True)
class Links:
    """The one-time links that have not been used; it guards that none works twice."""

    _keys: list[str] = field(default_factory=list, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def fresh(self) -> str:
        """The path of a new link; the oldest of very many unused ones ends."""
        key = token_urlsafe(24)
        with self._lock:
            self._keys = [*self._keys[-MOST_LINKS + 1 :], key]
        return f"/open?key={key}"

    def used(self, key: str) -> bool:
        """True if a link with this key was waiting, which it then no longer is."""
        with self._lock:
            found = [each for each in self._keys if hmac.compare_digest(each.encode(), key.encode())]
            self._keys = [each for each in self._keys if each not in found]
        return bool(found)


def routes(terms: Terms, links: Links, token: str | None) -> list[Route]:
    """The pages that give a session.

    Args:
        token: the word with which one signs in; None if only links give a session.
    """
    pausing: Counter[str] = Counter()  # by the client's address, so that nobody can lock others out

    async def open_once(request: Request) -> Response:
        key = request.query_params.get("key", "")
        if request.method == "HEAD" or not links.used(key):
            return _page("used.html", 403)
        # No redirect: a browser that came from elsewhere would not send a strict cookie along with it.
        return _with_session(_page("opened.html"), request, terms)

    async def sign_in(request: Request) -> Response:
        if token is None:
            return _page("used.html", 404)
        if request.method != "POST":
            return _page("sign-in.html", wrong=False)
        client = request.client.host if request.client else ""
        if pausing[client] >= MOST_TRIES:  # before the word is looked at: guessing many at once gains nothing
            return PlainTextResponse("429: Too many tries at once; wait a moment.\n", 429, {"retry-after": "2"})
        if not hmac.compare_digest(_word(await request.body()).encode("utf-8", "replace"), token.encode()):
            pausing[client] += 1
            try:
                await asyncio.sleep(PAUSE)
            finally:
                pausing[client] -= 1
                if not pausing[client]:
                    del pausing[client]
            return _page("sign-in.html", 403, wrong=True)
        return _with_session(RedirectResponse("/", 303), request, terms)

    return [Route("/open", open_once), Route("/sign-in", sign_in, methods=["GET", "POST"])]


def _word(body: bytes) -> str:
    """The word in a form, or nothing if the form is none."""
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=10).get("token", [""])[0].strip()
    except ValueError:
        return ""


def _page(template: str, status: int = 200, **values: object) -> Response:
    text = environment().get_template(template).render(**values)
    return HTMLResponse(text, status, headers={"cache-control": "no-store"})


def _with_session(response: Response, request: Request, terms: Terms) -> Response:
    response.set_cookie(
        terms.cookie, terms.session, max_age=DAYS * 86_400, path="/", httponly=True, samesite="strict",
        secure=request.url.scheme == "https" or request.headers.get("origin", "").startswith("https:"),
    )  # fmt: skip
    return response
