"""One request, from its address to its answer: the edition it is asked of, the two days, and what is sent back.

Site    what is served, to whom, and the clock
Visit   one request: which edition, which page, which days
Answer  what is sent back
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from talleyrand.books.statement import Statement
from talleyrand.errors import NotFound, RecordError, Refused, TalleyrandError, WrongValue
from talleyrand.presentation import machine
from talleyrand.presentation.apart import Clerk
from talleyrand.record.dates import Moment, moment
from talleyrand.web.addresses import Address, address
from talleyrand.web.guarding import Terms, told
from talleyrand.web.rendering import Frame, page
from talleyrand.web.shelf import ROW_WEIGHT, UNIT, Edition, Shelf

Result = TypeVar("Result")
LOG = logging.getLogger("talleyrand.web")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")  # in the name of a file that a browser saves
MOST_AT_WORK = 40  # pages of one sort made at a time
FORMS = {"html": "text/html", "json": "application/json", "csv": "text/csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is served, to whom, and the clock.

    Attributes:
        shelf: the record.
        terms: what is let whom do.
        name: what the record is called.
        today: tells the day it is.
        clerk: answers questions in SQL.
    """

    shelf: Shelf
    terms: Terms
    name: str
    today: Callable[[], date]
    clerk: Clerk


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request.

    Attributes:
        site: what is served.
        edition: the state of the record that answers.
        address: the page without the ending of a twin.
        form: html, json or csv.
        on: the day asked about.
        known: the day of knowledge.
        today: the day it is.
        may_write: true if whoever asks may edit.
    """

    site: Site
    edition: Edition
    address: Address
    form: str
    on: Moment
    known: Moment
    today: date
    may_write: bool

    def frame(self, way: str, *, twins: bool = True) -> Frame:
        """What the page has around its own."""
        return Frame(
            address=self.address, way=way, on=str(self.on), known=str(self.known), today=self.today.isoformat(),
            mark=self.edition.mark, record=self.site.name, may_write=self.may_write, twins=twins,
        )  # fmt: skip

    def once(self, key: tuple[Any, ...], work: Callable[[], Statement]) -> Statement:
        """A statement, worked out once for an edition, a question, and two days."""
        return self.kept((*key, self.on, self.known), lambda: self.edition.in_turn(work), weight_of)

    def kept(self, key: tuple[Any, ...], work: Callable[[], Result], weigh: Callable[[Result], int]) -> Result:
        """Anything that hangs on the two days, worked out once for an edition; its key names the days if it must."""
        past = not self.on == self.known == Moment(self.today)
        return self.edition.once(key, work, weigh, past=past)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back.

    Attributes:
        body: bytes of the page or twin.
        media: type of the body.
        status: of the protocol.
        tag: by which a browser can ask whether it has changed.
        name: of the file, for a twin that is saved.
        headers: any more.
    """

    body: bytes
    media: str = FORMS["html"]
    status: int = 200
    tag: str = ""
    name: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=())


Handler = Callable[[Visit], Answer]


def weight_of(statement: Statement) -> int:
    """Roughly what a statement weighs in memory."""
    return ROW_WEIGHT * (len(statement.rows) + 1)


def html(template: str, frame: Frame, *, status: int = 200, **values: Any) -> Answer:
    """A page."""
    return Answer(body=page(template, frame, values).encode(), status=status)


def twin(statement: Statement, visit: Visit, name: str) -> Answer:
    """A statement for machines, whole."""
    text = machine.as_json(statement) + "\n" if visit.form == "json" else machine.as_csv(statement)
    return Answer(body=text.encode(), media=FORMS[visit.form], name=f"{name}.{visit.form}")


def visit(site: Site, path: str, query: str, may_write: bool) -> Visit:
    """What a request asks.

    Raises:
        WrongValue: if a day is not of its form.
    """
    form = next((each for each in ("json", "csv") if path.endswith(f".{each}")), "html")
    asked = address(path.removesuffix(f".{form}"), query)
    today = site.today()
    on, known = (_day(asked, name, today) for name in ("on", "known"))
    return Visit(site=site, edition=site.shelf.edition(), address=asked, form=form, on=on, known=known, today=today,
                 may_write=may_write)  # fmt: skip


def _day(asked: Address, name: str, today: date) -> Moment:
    text = asked.value(name)
    try:
        return moment(text) if text else Moment(today)
    except WrongValue as fault:
        raise WrongValue(f"{name}: {fault}") from None


def reading(site: Site, handler: Handler, at_once: int = MOST_AT_WORK) -> Callable[[Request], Any]:
    """What Starlette calls for a page that is only read: its answer is kept for the edition.

    Args:
        at_once: how many of these pages are made at a time, so that slow ones leave threads for the others.
    """
    places = CapacityLimiter(at_once)

    async def endpoint(request: Request) -> Response:
        may_write = bool(request.state.may_write)
        edition = site.shelf.edition_at_hand()
        key = ("page", handler.__name__, request.url.path, request.url.query, site.today(), may_write)
        kept = edition.seen(key) if edition else None
        if isinstance(kept, Answer):
            return sent(kept, request)
        path, query = request.url.path, request.url.query
        told = await to_thread.run_sync(answered, site, handler, path, query, may_write, limiter=places)
        return sent(told, request)

    return endpoint


def consulting(site: Site, handler: Handler) -> Callable[[Request], Any]:
    """What Starlette calls for a page that shows files as they are now, made anew each time, for whoever may write."""

    async def endpoint(request: Request) -> Response:
        path, query = request.url.path, request.url.query
        return sent(
            await run_in_threadpool(_consulted, site, handler, path, query, bool(request.state.may_write)), request
        )

    return endpoint


def _consulted(site: Site, handler: Handler, path: str, query: str, may_write: bool) -> Answer:
    if not may_write:
        return refused(site, path, query, False, WrongValue("this server is read-only"), 403)
    try:
        site.shelf.edition(fresh=True)
        return handler(visit(site, path, query, True))
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong is told, and the server goes on
        return refused(site, path, query, True, fault)


def answered(site: Site, handler: Handler, path: str, query: str, may_write: bool) -> Answer:
    """A page, made once; what goes wrong is a page that says so."""
    try:
        asked = visit(site, path, query, may_write)
        key = ("page", handler.__name__, path, query, asked.today, may_write)
        return asked.edition.page(key, lambda: tagged(handler(asked)), lambda made: len(made.body) // UNIT + 1)
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong is told, and the server goes on
        return refused(site, path, query, may_write, fault)


def tagged(answer: Answer) -> Answer:
    """An answer with the tag by which a browser can ask whether it has changed."""
    tag = f'"{sha256(answer.body).hexdigest()[:20]}"'
    return Answer(body=answer.body, media=answer.media, status=answer.status, tag=tag, name=answer.name,
                  headers=answer.headers)  # fmt: skip


def refused(site: Site, path: str, query: str, may_write: bool, fault: Exception, status: int = 0) -> Answer:
    """A page, or text for machines, that says what is wrong.

    Args:
        status: of the protocol; that of such a fault if left out.
    """
    status = status or _status(fault)
    message = str(fault)
    if status == 500:
        LOG.error("failed on its own account: %s", told(fault), exc_info=LOG.isEnabledFor(logging.DEBUG))
        message = f"Talleyrand failed on its own account ({type(fault).__name__}); please report it."
    if status == 503:
        why = "" if site.terms.open_to_all else f": {message}"  # who reads from afar need not know our folders
        message = f"the record cannot be read just now{why}"
    if path.endswith((".json", ".csv")):
        return Answer(body=f"{message}\n".encode(), media="text/plain", status=status)
    today = site.today()
    try:
        asked = address(path, query)
    except WrongValue:
        asked = Address(path)
    days = [str(today) if _wrong_day(asked, name) else asked.value(name) or str(today) for name in ("on", "known")]
    frame = Frame(
        address=asked.without(*[name for name in ("on", "known") if _wrong_day(asked, name)]), way="", on=days[0],
        known=days[1], today=str(today), mark=site.shelf.newest.mark, record=site.name, may_write=may_write,
        twins=False,
    )  # fmt: skip
    return html("fault.html", frame, status=status, message=message[:1].upper() + message[1:])


def _status(fault: Exception) -> int:
    if isinstance(fault, RecordError) and not isinstance(fault, Refused):
        return 503  # its folder is gone or may not be looked into; what it holds amiss is no exception
    return 404 if isinstance(fault, NotFound) else 400 if isinstance(fault, TalleyrandError) else 500


def _wrong_day(asked: Address, name: str) -> bool:
    try:
        _day(asked, name, date.min)
    except WrongValue:
        return True
    return False


def sent(answer: Answer, request: Request) -> Response:
    """An answer as Starlette sends it; nothing but a word if the browser has it already."""
    headers = {"cache-control": "private, no-cache", **dict(answer.headers)}
    if answer.tag:
        headers["etag"] = answer.tag
        if request.headers.get("if-none-match") == answer.tag:
            return Response(status_code=304, headers=headers)
    if answer.name:
        headers["content-disposition"] = f'inline; filename="{_UNSAFE.sub("-", answer.name)}"'
    return Response(answer.body, status_code=answer.status, media_type=answer.media, headers=headers)
