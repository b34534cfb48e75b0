"""The audit in the browser: an essay put in, and its text with what the record says to each claim beside it.

Held  the audits of the last hour, in memory alone, each under a key that nobody can guess

Nothing of an essay is written anywhere: who wants to keep what was found saves it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from secrets import token_urlsafe
from threading import Lock, Timer
from time import monotonic
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from talleyrand.books.statement import Row, Statement
from talleyrand.errors import NotFound, TalleyrandError, WrongValue, nearest
from talleyrand.presentation import auditing, machine, margins
from talleyrand.reading.auditing.audit import VERDICTS, Audit
from talleyrand.reading.auditing.verdicts.finding import Verdict
from talleyrand.reading.review import apart
from talleyrand.record.dates import Moment, moment
from talleyrand.sources import documents
from talleyrand.web import sheets
from talleyrand.web.addresses import TURNING
from talleyrand.web.articles import FIELDS as OF_DOCUMENT
from talleyrand.web.articles import put_in, taken
from talleyrand.web.guarding import AUDIT
from talleyrand.web.pages import Chip
from talleyrand.web.uploads import Upload
from talleyrand.web.visits import FORMS, Answer, Handler, Site, Visit, html, refused, sent, visit

HOUR = 3600.0  # seconds for which an audit is held
MOST_HELD = 32 * 1024 * 1024  # bytes of all together, roughly
FINDING_WEIGHT = 1000  # bytes
FIELDS = (*OF_DOCUMENT, "on", "known")
SHOWN = 5  # columns of a page: verdict, claim, reason, said, has
UNKEPT = (("cache-control", "no-store"),)  # no browser keeps it either


@dataclass(frozen=True, slots=True)
class _Kept:
    audit: Audit
    until: float
    weight: int


class Held:
    """The audits of the last hour. It guards that they weigh no more than a limit: the oldest go first.

    Args:
        most: bytes that they may weigh together.
        seconds: for which each is held.
    """

    def __init__(self, most: int = MOST_HELD, seconds: float = HOUR) -> None:
        self._most, self._seconds = most, seconds
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()
        self._clock: Timer | None = None

    def put(self, audit: Audit) -> str:
        """The key under which an audit is held from now on."""
        key = token_urlsafe(18)
        weight = 4 * len(audit.document.text) + FINDING_WEIGHT * len(audit.findings)
        with self._lock:
            self._kept[key] = _Kept(audit, monotonic() + self._seconds, weight)
            self._let_go()
            self._wind()
        return key

    @property
    def weight(self) -> int:
        """Bytes that all that is held weighs, roughly."""
        with self._lock:
            return sum(each.weight for each in self._kept.values())

    def audit(self, key: str) -> Audit:
        """The audit held under a key.

        Raises:
            NotFound: if there is none, or no longer.
        """
        with self._lock:
            self._let_go()
            kept = self._kept.get(key)
        if kept is None:
            raise NotFound("this audit is not held any more: put the essay in again")
        return kept.audit

    def _wind(self) -> None:
        """Have what is held let go when its time is over, also if nobody asks for anything by then."""
        if self._clock is None and self._kept:
            self._clock = Timer(max(0.0, next(iter(self._kept.values())).until - monotonic()) + 1, self._ring)
            self._clock.daemon = True
            self._clock.start()

    def _ring(self) -> None:
        with self._lock:
            self._clock = None
            self._let_go()
            self._wind()

    def _let_go(self) -> None:
        """Forget what has had its hour, and what is too much; what came last stays."""
        now, weight = monotonic(), sum(each.weight for each in self._kept.values())
        for key, each in list(self._kept.items())[:-1]:
            if each.until < now or weight > self._most:
                weight -= self._kept.pop(key).weight
        for key, each in list(self._kept.items())[-1:]:
            if each.until < now:
                del self._kept[key]


# --- put in --------------------------------------------------------------------------------------


def showing(site: Site, handler: Handler) -> Callable[[Request], Any]:
    """What Starlette calls for a page of the audit, kept nowhere."""

    async def endpoint(request: Request) -> Response:
        state = request.state
        asked = (request.url.path, request.url.query, bool(state.may_write), bool(state.session))
        return sent(await to_thread.run_sync(_shown, site, handler, *asked), request)

    return endpoint


def _shown(site: Site, handler: Handler, path: str, query: str, may_write: bool, session: bool) -> Answer:
    try:
        seen = visit(site, path, query, may_write)
        if path == AUDIT and not session:
            return html("audit-closed.html", seen.frame(AUDIT, twins=False))
        return handler(seen)
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong is told, and the server goes on
        return refused(site, path, query, may_write, fault)


def new(seen: Visit) -> Answer:
    """An empty form for an essay."""
    days = {name: seen.address.value(name) for name in ("on", "known")}
    return _form(seen, dict.fromkeys(FIELDS, "") | days)


def _form(seen: Visit, filled: dict[str, str], *, message: str = "", status: int = 200) -> Answer:
    return html(
        "audit.html", seen.frame(AUDIT, twins=False), filled=filled, message=message, status=status,
        kinds=",".join(sorted(documents.SUFFIXES)), most=documents.MOST_BYTES // 1024**2, today=seen.today.isoformat(),
        longest=apart.MOST_AUDITED,
    )  # fmt: skip


def receiving(site: Site, held: Held) -> Any:
    """What Starlette calls for an essay that is put in: its answer leads on to what was found."""
    return put_in(site, AUDIT, partial(_received, held), lambda seen, message: _form(
        seen, dict.fromkeys(FIELDS, ""), message=message, status=422))  # fmt: skip


def _received(held: Held, seen: Visit, given: Upload) -> Answer | str:
    """Where what was found of an essay is shown, or the form again with what keeps it from being audited."""
    filled = {name: given.fields.get(name, "") for name in FIELDS}
    try:
        on, known = (_day(seen, filled[name], label) for name, label in (("on", "On"), ("known", "As known on")))
        document = taken(given, filled, titled=False)
        found = apart.audited(document, seen.site.shelf.root, on=on, known=known)
    except TalleyrandError as fault:
        return _form(seen, filled, message=str(fault), status=422)
    return f"{AUDIT}/{held.put(found)}"


def _day(seen: Visit, text: str, label: str) -> Moment:
    try:
        return moment(text.strip()) if text.strip() else Moment(seen.today)
    except WrongValue as fault:
        raise WrongValue(f"{label}: {fault}") from None


# --- what was found ------------------------------------------------------------------------------


def result_of(held: Held) -> Handler:
    """The page of an audit that is held, or what of it is saved."""

    def result(seen: Visit) -> Answer:
        found = held.audit(seen.address.path.removeprefix(f"{AUDIT}/"))
        if seen.form != "html" or seen.address.value("save"):
            return _saved(found, seen.form)
        return _page(seen, found)

    return result


def _saved(found: Audit, form: str) -> Answer:
    if form == "json":
        text = auditing.as_json([found]) + "\n"
    elif form == "csv":
        text = machine.as_csv(auditing.statement(found, every=True, whole=True))
    else:
        text = auditing.as_html([found])
    saved = ("content-disposition", f'attachment; filename="audit.{form}"')
    return Answer(body=text.encode(), media=FORMS[form], headers=(*UNKEPT, saved))


def _page(seen: Visit, found: Audit) -> Answer:
    chosen = _chosen(seen.address.value("verdict"))
    told = _narrowed(auditing.statement(found, every=True), chosen)
    record = seen.edition.record
    answer = html(
        "audited.html", seen.frame(AUDIT, twins=False), audit=found, title=auditing.title_of(found), chosen=chosen,
        chips=_chips(seen, found, chosen), shown=sheets.shown, record=record,
        paragraphs=margins.paragraphs(found, marked=(chosen,) if chosen else margins.MARKED,
                                      noted=(chosen,) if chosen else margins.TOLD),
        sheet=sheets.sheet(told, record, seen.address, lambda _, work: work()), link=sheets.link,
        tones=sheets.TONES, save=seen.address.path, minutes=round(HOUR / 60), kind=auditing.kind,
        cautions=(*found.document.doubts, *found.cautions),
    )  # fmt: skip
    return Answer(body=answer.body, headers=UNKEPT)


def _chosen(text: str) -> Verdict | None:
    if not text:
        return None
    found = next((each for each in VERDICTS if each == text), None)
    if found is None:
        raise WrongValue(f"'{text[:40]}' is no verdict{nearest(text[:40], VERDICTS)}")
    return found


def _narrowed(told: Statement, chosen: Verdict | None) -> Statement:
    """What a page shows of a table of findings: those of the verdict chosen, or all, the gravest verdicts first."""
    rows = [row for row in told.rows if chosen in (None, row.cells[0])]
    rows.sort(key=lambda row: VERDICTS.index(row.cells[0]))
    few = tuple([Row(row.cells[:SHOWN], row.entries) for row in rows])
    return Statement(title=told.title, on=told.on, known=told.known, columns=told.columns[:SHOWN], rows=few)


def _chips(seen: Visit, found: Audit, chosen: Verdict | None) -> tuple[tuple[Chip, str, str], ...]:
    """Each verdict that there is, with its sign and its colour, to narrow the page to."""

    def chip(verdict: Verdict, count: int) -> Chip:
        href = seen.address.without(*TURNING).having(verdict=None if verdict == chosen else verdict)
        return Chip(verdict, count, str(href), verdict == chosen)

    return tuple([(chip(each, count), *sheets.TONES[each]) for each, count in found.counts.items()
                  if count or each == chosen])  # fmt: skip
