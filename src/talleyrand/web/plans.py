"""The pages of what could be agreed: the negotiations beside the record, an overview of each, and a page a question.

Plan  a negotiation file as it is now: its name, its bytes, what they say and what is wrong with them

A file is read anew for each page, and whatever is worked out from it is kept for its content, so that no page is ever
stale. What is dear is worked out once while others wait for it; pages of the record do not.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from talleyrand.bargaining import amending, asking, loading
from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.negotiation import Negotiation, Settled
from talleyrand.bargaining.robust import COUNT, ENOUGH
from talleyrand.bargaining.sheets import Sheet, sheet
from talleyrand.bargaining.subjects import SUBJECTS, Subject, subject
from talleyrand.books.statement import Statement
from talleyrand.errors import Conflict, NotFound, Refused, TalleyrandError, WriteError, WrongValue, nearest
from talleyrand.record import history
from talleyrand.record.folder import PLANS
from talleyrand.record.history import Edit
from talleyrand.record.problems import Problem
from talleyrand.web import pages, pictures, sheets
from talleyrand.web.addresses import Address
from talleyrand.web.guarding import ANSWER_SECONDS
from talleyrand.web.rendering import page
from talleyrand.web.views import Drawn, weight
from talleyrand.web.visits import (
    FORMS,
    Answer,
    Handler,
    Site,
    Visit,
    html,
    refused,
    sent,
    tagged,
    twin,
    visit,
    weight_of,
)

PREFIX = "/plan/"
SOON = 0.7  # seconds after which the head of a page is sent, and the rest when it is made
AT_ONCE = 6  # pages made at a time: they may be slow, and must leave threads for the others
SETTLING = "settle-"  # begins the name of a field that settles an issue
MOST_SELECTS = 30  # issues that a form offers one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A negotiation file as it is now.

    Attributes:
        name: of the file without its ending, as in addresses.
        path: where it is.
        data: its bytes.
        mark: their hash.
        sheet: what they say.
        problems: what is wrong with it; notices among them.
    """

    name: str
    path: Path
    data: bytes
    mark: str
    sheet: Sheet
    problems: tuple[Problem, ...]

    @property
    def negotiation(self) -> Negotiation:
        """What the file says; only of use when it has no faults."""
        return self.sheet.negotiation

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What keeps anything from being worked out."""
        return tuple(each for each in self.problems if not each.notice)

    @property
    def href(self) -> str:
        """The address of its overview."""
        return f"{PREFIX}{quote(self.name)}"


def showing(site: Site, handler: Handler) -> Callable[[Request], Any]:
    """What Starlette calls for a page of a plan: made anew each time from the file as it is.

    Of a page that is long in the making the head is sent meanwhile, with a word that it is being worked out.
    """
    places = CapacityLimiter(AT_ONCE)

    async def endpoint(request: Request) -> Response:
        asked = (request.url.path, request.url.query, bool(request.state.may_write))
        making = asyncio.ensure_future(to_thread.run_sync(_shown, site, handler, *asked, limiter=places))
        await asyncio.wait({making}, timeout=SOON)
        if making.done() or request.method != "GET" or asked[0].endswith((".json", ".csv")):
            return sent(await making, request)
        begun = await to_thread.run_sync(_begun, site, *asked)
        headers = {"cache-control": "private, no-cache"}
        return StreamingResponse(_going_on(begun, making), media_type=FORMS["html"], headers=headers)

    return endpoint


def _begun(site: Site, path: str, query: str, may_write: bool) -> str:
    """A page as far as the word that the rest is being worked out."""
    seen = visit(site, path, query, may_write)
    name, _, which = seen.address.path.removeprefix(PREFIX).partition("/")
    found = next((each for each in every(seen) if each.name == name and not each.faults), None)
    about = next((each for each in SUBJECTS if each.name == (which or "overview")), None)
    title = titled(found, about) if found and about else "Plans"
    values = {"title": title, "draws": seen.address.value("draws")[:6]}
    whole = page("working.html", seen.frame("/plans", twins=False), values)
    return whole.partition("<!-- here the page goes on -->")[0]


def titled(found: Plan, about: Subject) -> str:
    """The title of a page, known before what it says."""
    return f"{about.title}: {found.negotiation.heading.title}"


async def _going_on(begun: str, making: asyncio.Future[Answer]) -> AsyncIterator[bytes]:
    """A page in two parts: what there is of it at once, and the rest of it when it is made."""
    yield begun.encode()
    try:
        whole = (await asyncio.wait_for(making, ANSWER_SECONDS)).body.decode()
    except TimeoutError:
        yield _LATER
    else:
        yield whole.partition(_MAIN)[2].encode()


_LATER = (
    b'<p class="fault" role="alert">This takes longer than a minute and is still being worked out. Load the page again '
    b"in a while, or ask for fewer draws.</p></main></body></html>"
)
_MAIN = '<main id="main" tabindex="-1">'  # in base.html; no text of a record can hold it


def _shown(site: Site, handler: Handler, path: str, query: str, may_write: bool) -> Answer:
    try:
        return tagged(handler(visit(site, path, query, may_write)))
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong is told, and the server goes on
        return refused(site, path, query, may_write, fault)


# --- the files -----------------------------------------------------------------------------------


def every(seen: Visit) -> tuple[Plan, ...]:
    """The negotiations beside the record, by name."""
    return tuple(read(seen, each.stem) for each in loading.files(seen.site.shelf.root))


def read(seen: Visit, name: str) -> Plan:
    """A negotiation beside the record.

    Raises:
        NotFound: if there is none of that name.
    """
    there = {each.stem: each for each in loading.files(seen.site.shelf.root)}
    if name not in there:
        raise NotFound(f"there is no negotiation '{name[:80]}'{nearest(name, there)}")
    return made(seen, name, there[name], loading.contents(there[name]))


def made(seen: Visit, name: str, path: Path, data: bytes) -> Plan:
    """The plan that some bytes are, read and checked once for them and an edition of the record."""

    def work() -> Plan:
        found = sheet(data, path.name)
        return Plan(name=name, path=path, data=data, mark=mark, sheet=found,
                    problems=loading.check(found, seen.edition.record))  # fmt: skip

    mark = sha256(data).hexdigest()
    return seen.edition.once(("plan", name, mark), work, lambda each: 20 * len(each.sheet.items))


def remembered(seen: Visit, path: Path, before: bytes, after: bytes, *, when: datetime, summary: str = "") -> str:
    """What to say of a file that was written: it is kept for undoing if the record lies in a git repository."""
    root = seen.site.shelf.root
    texts = [each.decode("utf-8", "surrogateescape") for each in (before, after)]
    done = Edit(when=when, id=path.stem, file=path.relative_to(root).as_posix(),
                before=texts[0], after=texts[1], summary=summary)  # fmt: skip
    try:
        if history.repository(root):
            history.remember(root, done)
    except WriteError:
        return "unkept"
    return "undone" if summary else "saved"


def is_of_plan(kept: Edit) -> bool:
    """True if an edit is of a negotiation, and not of an entry."""
    return kept.file.startswith(f"{PLANS}/")


def undone(seen: Visit, kept: Edit) -> str:
    """Put a negotiation back as it was before an edit; where to go on.

    Raises:
        NotFound: if there is no such file any more.
        Refused: if it was changed since, or would have faults.
    """
    there = {each.relative_to(seen.site.shelf.root).as_posix(): each for each in loading.files(seen.site.shelf.root)}
    if kept.file not in there:
        raise NotFound(f"there is no file '{kept.file}' any more")
    path, before, after = (
        there[kept.file],
        *(text.encode("utf-8", "surrogateescape") for text in (kept.before, kept.after)),
    )
    if not before:
        raise Refused(f"'{kept.file}' as it was before is too long to be kept")
    try:
        amending.save(seen.site.shelf.root, path, before, sha256(after).hexdigest(), seen.edition.record)
    except Conflict:
        raise Refused(f"'{kept.file}' was changed again since; undo the later edit first, or edit it") from None
    word = remembered(seen, path, after, before, when=datetime.now(UTC), summary=f"Undo: {kept.summary}")
    return str(Address(f"{PREFIX}{quote(path.stem)}/edit").having(done=word))


# --- what is asked -------------------------------------------------------------------------------


def asked_of(seen: Visit, plan: Plan) -> Asked:
    """A question about a plan, as the address has it."""
    given = seen.address.value
    return Asked(
        negotiation=plan.negotiation, record=seen.edition.record, on=seen.on, known=seen.known,
        package=_package(seen, plan.negotiation), draws=_draws(given("draws")), enough=_enough(given("enough")),
        side=given("side") or None, situation=given("situation") or None,
    )  # fmt: skip


def _package(seen: Visit, negotiation: Negotiation) -> tuple[tuple[str, str], ...]:
    """The package asked about: as text, or issue by issue."""
    if text := seen.address.value("package"):
        return asking.package([text])
    found = {name.removeprefix(SETTLING): value for name, value in seen.address.given if name.startswith(SETTLING)}
    for issue, option in found.items():
        negotiation.option(issue, option)
    return tuple(found.items())


def _draws(text: str) -> int:
    if not text:
        return COUNT
    if not (text.isascii() and text.isdecimal() and asking.FEWEST <= int(text[:9]) <= asking.MOST and len(text) < 9):
        raise WrongValue(f"Draws: '{text[:40]}' is no whole number from {asking.FEWEST} to {asking.MOST}")
    return int(text)


def _enough(text: str) -> Decimal:
    try:
        number = Decimal(text[:20]) if text else ENOUGH
    except InvalidOperation:
        number = Decimal(-1)
    if not (number.is_finite() and 0 <= number <= 100):
        raise WrongValue(f"Enough: '{text[:40]}' is no number of points from 0 to 100")
    return number


def answered(seen: Visit, plan: Plan, asked: Asked, about: Subject) -> Statement:
    """What is said of a plan on a subject, worked out once for the file's content and what is asked."""
    if "draws" in about.takes:
        drawn(seen, plan, asked)
    told = tuple(getattr(asked, name) for name in about.takes)
    key = ("planned", plan.mark, about.name, told, seen.on, seen.known)
    return seen.kept(key, lambda: about.ask(asked), weight_of)


def drawn(seen: Visit, plan: Plan, asked: Asked) -> None:
    """Work out the draws, or wait for whoever does: several pages need them at once."""
    seen.edition.once(("drawn", plan.mark, asked.draws, asked.enough), lambda: asked.outlook.standings,
                      lambda _: 100)  # fmt: skip


# --- pages ---------------------------------------------------------------------------------------


def plans(seen: Visit) -> Answer:
    """The negotiations beside the record."""
    return html("plans.html", seen.frame("/plans", twins=False), plans=every(seen))


def plan(seen: Visit) -> Answer:
    """The overview of a negotiation, or its answer to one question."""
    name, _, which = seen.address.path.removeprefix(PREFIX).partition("/")
    found = read(seen, name)
    about = subject(which or "overview")
    if found.faults:
        return faulty(seen, found)
    asked = asked_of(seen, found)
    told = answered(seen, found, asked, about)
    if seen.form != "html":
        return twin(told, seen, f"{name}-{about.name}")
    shown = _overview if about.name == "overview" else _subject
    return shown(seen, found, asked, about, told)


def faulty(seen: Visit, found: Plan) -> Answer:
    """What is said of a file that has faults: each of them, with its place."""
    if seen.form != "html":
        raise WrongValue(f"'{found.sheet.file}' has faults: {found.faults[0]}")
    return html("plan_faults.html", seen.frame("/plans", twins=False), plan=found, status=422)


def _overview(seen: Visit, found: Plan, asked: Asked, about: Subject, told: Statement) -> Answer:
    titles = {each.name: each.title for each in SUBJECTS}
    headlines = [(row, titles[str(row["subject"])], _to(seen, found, str(row["subject"]))) for row in told.records()]
    return html(
        "plan.html", seen.frame("/plans"), plan=found, told=told, title=titled(found, about),
        headlines=headlines, about=about,
        tabs=_tabs(seen, found, about), terms=_terms(asked), asked=asked,
        charts=_charts(seen, found, asked, about, told), record=seen.edition.record, shown=sheets.shown,
        link=sheets.link,
    )  # fmt: skip


def _subject(seen: Visit, found: Plan, asked: Asked, about: Subject, told: Statement) -> Answer:
    given = tuple(getattr(asked, each) for each in about.takes)
    shown = pages.sheet_of(seen, told, ("planned", found.mark, about.name, given))
    return html(
        "subject.html", seen.frame("/plans"), plan=found, statement=told, title=titled(found, about),
        about=about, sheet=shown, asked=asked,
        tabs=_tabs(seen, found, about), settled=_settled(asked) if "package" in about.takes else (),
        settling=SETTLING, most_selects=MOST_SELECTS, charts=_charts(seen, found, asked, about, told),
        totals=pages.tallies(told), record=seen.edition.record, shown=sheets.shown,
    )  # fmt: skip


def _charts(seen: Visit, found: Plan, asked: Asked, about: Subject, told: Statement) -> tuple[Drawn, ...]:
    given = tuple(getattr(asked, each) for each in about.takes)
    if about.name in pictures.OVER_DRAWS:
        given = (*given, asked.draws, asked.enough)
        drawn(seen, found, asked)
    key = ("drawings of a plan", found.mark, about.name, given, seen.on, seen.known)
    return seen.kept(key, lambda: pictures.pictures(asked, about.name, told), weight)


def _to(seen: Visit, found: Plan, name: str) -> str:
    return str(_with(seen, seen.address.to(f"{found.href}/{name}"), name))


def _with(seen: Visit, address: Address, name: str) -> Address:
    """An address of another subject, with what that one takes of what was given here."""
    takes = subject(name).takes
    kept: dict[str, str] = {each: seen.address.value(each) for each in takes if seen.address.value(each)}
    if "package" in takes:
        kept |= {key: value for key, value in seen.address.given if key.startswith(SETTLING)}
    return address.having(**kept)


def _tabs(seen: Visit, found: Plan, about: Subject) -> tuple[tuple[str, str, bool], ...]:
    """Every subject, by title and address, and whether this page is about it."""
    overview = str(_with(seen, seen.address.to(found.href), "overview"))
    return tuple((each.title, overview if each.name == "overview" else _to(seen, found, each.name), each is about)
                 for each in SUBJECTS)  # fmt: skip


def _settled(asked: Asked) -> Settled:
    try:
        return asked.settled
    except TalleyrandError:  # then there is none that all sides would sign, as the page says
        return ()


def _terms(asked: Asked) -> tuple[tuple[str, str, str, bool], ...]:
    """The package spoken of in words: issue, option, what it means, whether that is as today."""
    return tuple(_term(issue, n) for issue, n in zip(asked.negotiation.issues, _settled(asked), strict=False))


def _term(issue: Any, n: int) -> tuple[str, str, str, bool]:
    option = issue.options[n]
    return issue.title, option.option, option.text, option.option == issue.today
