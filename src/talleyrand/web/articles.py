"""Where a document is put in: a file or pasted text, read in a process of its own, what it says proposed for review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from talleyrand.errors import TalleyrandError, WrongValue
from talleyrand.reading.review import apart, inbox
from talleyrand.reading.review.apart import Taken
from talleyrand.record.dates import when
from talleyrand.sources import documents
from talleyrand.web.guarding import UPLOAD
from talleyrand.web.uploads import Upload, upload
from talleyrand.web.visits import Answer, Site, Visit, html, refused, sent, visit

READ_AT_ONCE = 2
LONGEST = 300  # characters of a title or publisher
FIELDS = ("title", "publisher", "published", "address", "text")


def new(seen: Visit) -> Answer:
    """An empty form for a document."""
    return _page(seen, dict.fromkeys(FIELDS, ""))


def _page(seen: Visit, filled: dict[str, str], *, message: str = "", status: int = 200) -> Answer:
    return html(
        "article.html", seen.frame("/inbox", twins=False), filled=filled, message=message, status=status,
        kinds=",".join(sorted(documents.SUFFIXES)), most=documents.MOST_BYTES // 1024**2, here=UPLOAD,
    )  # fmt: skip


def receiving(site: Site) -> Any:
    """What Starlette calls for a document that is put in: its answer leads on to what was proposed."""
    return put_in(site, UPLOAD, _received, lambda seen, message: _page(
        seen, dict.fromkeys(FIELDS, ""), message=message, status=422))  # fmt: skip


def put_in(
    site: Site, path: str, received: Callable[[Visit, Upload], Answer | str], again: Callable[[Visit, str], Answer]
) -> Any:
    """What Starlette calls for a form that may come with a file; no more are read at once than the machine bears.

    Args:
        path: of the form.
        received: where to go on once what it holds is read, or the form again with what keeps it.
        again: the empty form, with why what was posted is none.
    """
    places = CapacityLimiter(READ_AT_ONCE)

    async def endpoint(request: Request) -> Response:
        asked = (await request.body(), request.headers.get("content-type", ""), bool(request.state.may_write))
        answer = await to_thread.run_sync(handled, *asked, limiter=places)
        return RedirectResponse(answer, 303) if isinstance(answer, str) else sent(answer, request)

    def handled(body: bytes, media: str, may_write: bool) -> Answer | str:
        try:
            seen = visit(site, path, "", may_write)
            try:
                given = upload(body, media)
            except WrongValue as fault:
                return again(seen, str(fault))
            return received(seen, given)
        except Exception as fault:  # noqa: BLE001 - whatever goes wrong is told, and the server goes on
            return refused(site, path, "", may_write, fault)

    return endpoint


def _received(seen: Visit, given: Upload) -> Answer | str:
    """Where to go on once a document is read and in the inbox, or the form again with what keeps it."""
    filled = {name: given.fields.get(name, "") for name in FIELDS}
    root, now = seen.site.shelf.root, datetime.now(UTC)
    try:
        document = taken(given, filled)
        reply = apart.read(document, root, known=seen.today.isoformat(), now=now)
        paper = inbox.put(root, reply.paper, original=document.data, encoding=reply.encoding)
    except TalleyrandError as fault:
        return _page(seen, filled, message=str(fault), status=422)
    return f"/inbox/{paper.digest}?done=read"


def taken(given: Upload, filled: dict[str, str], *, titled: bool = True) -> Taken:
    """The document that a form holds.

    Args:
        titled: true if a pasted text must have a title.

    Raises:
        WrongValue: if it holds none or two, or what is known of it has not its form.
    """
    pasted = filled["text"].strip()
    if bool(given.data) == bool(pasted):
        what = (
            "both a file and a text: put in one of them" if pasted else "no document: choose a file, or paste its text"
        )
        raise WrongValue(f"the form holds {what}")
    title, publisher, published, address = (" ".join(filled[name].split()) for name in FIELDS[:4])
    if pasted and titled and not title:
        raise WrongValue("give the title: a pasted text does not tell it")
    if max(len(title), len(publisher)) > LONGEST:
        raise WrongValue(f"a title or publisher has at most {LONGEST} signs")
    if published:
        when(published)
    if address and not address.lower().startswith(("https://", "http://")):
        raise WrongValue(f"'{address[:80]}' is no web address; it begins with https://")
    known = Taken(data=given.data, title=title, publisher=publisher, published=published, address=address)
    if pasted:
        return replace(known, data=(filled["text"].strip("\n") + "\n").encode("utf-8", "replace"), media=documents.TEXT)
    name = PurePosixPath(given.name.replace("\\", "/")).name[:200]
    return replace(known, name=name, media="" if given.media == "application/octet-stream" else given.media)
