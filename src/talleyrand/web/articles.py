"""Where a document is put in: a file or pasted text, read in a process of its own, what it says proposed for review."""

from __future__ import annotations

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
    places = CapacityLimiter(READ_AT_ONCE)

    async def endpoint(request: Request) -> Response:
        body = await request.body()
        media = request.headers.get("content-type", "")
        answer = await to_thread.run_sync(_handled, site, body, media, limiter=places)
        return RedirectResponse(answer, 303) if isinstance(answer, str) else sent(answer, request)

    return endpoint


def _handled(site: Site, body: bytes, media: str) -> Answer | str:
    try:
        seen = visit(site, UPLOAD, "", True)
        try:
            given = upload(body, media)
        except WrongValue as fault:
            return _page(seen, dict.fromkeys(FIELDS, ""), message=str(fault), status=422)
        return _received(seen, given)
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong is told, and the server goes on
        return refused(site, UPLOAD, "", True, fault)


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
