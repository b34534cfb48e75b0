"""The inbox: what waits, one proposal at a time beside its passage, and what a person decides about it.

Judged  a proposal as its page shows it: the form, what is wrong with it, and where to go on
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from talleyrand.books.brief import brief
from talleyrand.books.measures import principals
from talleyrand.errors import Conflict, NotFound, Refused, TalleyrandError, WriteError, WrongValue, nearest
from talleyrand.presentation import briefings
from talleyrand.presentation.briefings import Paragraph
from talleyrand.presentation.waiting import title_of
from talleyrand.reading.proposals import PARTS, Proposal
from talleyrand.reading.review import accepting, amending, inbox, sourced
from talleyrand.reading.review.accepting import Reviewer, Version
from talleyrand.reading.review.papers import Decision, Marked, Paper, Proposed
from talleyrand.record.dates import Moment, When, when
from talleyrand.record.loading import is_shipped
from talleyrand.record.problems import Problem
from talleyrand.record.syntax import Raw
from talleyrand.web import desk, drafts, filled, forms
from talleyrand.web.addresses import Address
from talleyrand.web.desk import Posted
from talleyrand.web.forms import Field
from talleyrand.web.visits import Answer, Handler, Site, Visit, html, refused, sent, visit

MOST_SENTENCES = 12
MOST_FAULTS = 8
OWN = ("do", "own-quote", "own-translation", "own-reason", "own-confirms")  # beside the entry's fields
REASONS = (
    "not what the words say", "wrong actor or target", "wrong date", "wrong amount", "an opinion or a forecast",
    "not between these parties", "too small to enter",
)  # fmt: skip
_LINE = re.compile(r"(?<!\n)\n(?!\n)")  # a line that ends within a paragraph
_DIGEST, _KEY = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A proposal as its page shows it.

    Attributes:
        fields: the form of the entry, or of the part that is added.
        help: what such an entry is.
        version: what the form says, if it was posted.
        message: what keeps it from being accepted.
        faults: the same, one by one.
    """

    fields: tuple[Field, ...]
    help: str
    version: Version = field(default_factory=Version)
    message: str = ""
    faults: tuple[drafts.Fault, ...] = ()


def showing(site: Site, handler: Handler) -> Callable[[Request], Any]:
    """What Starlette calls for a page of the inbox, made anew each time; who may not write is told how he could."""

    async def endpoint(request: Request) -> Response:
        asked = (request.url.path, request.url.query, bool(request.state.may_write))
        return sent(await run_in_threadpool(_shown, site, handler, *asked), request)

    return endpoint


def _shown(site: Site, handler: Handler, path: str, query: str, may_write: bool) -> Answer:
    try:
        if not may_write:
            seen = visit(site, path, query, False)
            return html("closed.html", seen.frame("/inbox", twins=False), shipped=is_shipped(site.shelf.root))
        site.shelf.edition(fresh=True)
        return handler(visit(site, path, query, True))
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong is told, and the server goes on
        return refused(site, path, query, may_write, fault)


# --- pages ---------------------------------------------------------------------------------------


def papers(seen: Visit) -> Answer:
    """The documents of the inbox, the newest first."""
    found = inbox.opened(seen.site.shelf.root)
    return html(
        "inbox.html", seen.frame("/inbox", twins=False), papers=tuple(reversed(found.papers)), problems=found.problems,
        first=next((paper for paper in found.papers if paper.waiting()), None),
    )  # fmt: skip


def paper_or_proposal(seen: Visit) -> Answer:
    """What was proposed from one document, or one proposal."""
    name = seen.address.path.removeprefix("/inbox/")
    found = inbox.opened(seen.site.shelf.root)
    if _DIGEST.fullmatch(name):
        return _paper(seen, found.paper(name))
    if not _KEY.fullmatch(name):
        raise NotFound(f"there is nothing '{name[:60]}' in the inbox")
    paper = found.holding(name)
    each = inbox.proposed(paper, name)
    return _page(seen, paper, each, _judged(each.proposal, each.proposal.values))


def _paper(seen: Visit, paper: Paper) -> Answer:
    decided = paper.standing()
    entered = {held.entry.partition("#")[0]: not held.confirms for held in decided.values() if held.entry}
    said, since = _in_the_brief(seen, paper, entered)
    return html(
        "paper.html", seen.frame("/inbox", twins=False), paper=paper, counts=paper.counts(), decided=decided,
        rows=[(each, paper.state(each.key), title_of(each)) for each in paper.proposals],
        next=next((each.key for each in paper.waiting()), ""), sentences=said, since=since, entered=bool(entered),
        last=_last(seen, paper), record=seen.edition.record,
    )  # fmt: skip


def _page(seen: Visit, paper: Paper, each: Proposed, judged: Judged, *, status: int = 200) -> Answer:
    record = seen.edition.record
    waiting = paper.waiting()
    same = each.proposal.match.entry
    marked = Marked(*[_LINE.sub(" ", part) for part in each.marked])
    return html(
        "proposal.html", seen.frame("/inbox", twins=False), paper=paper, each=each, own=each.proposal, judged=judged,
        title=title_of(each), held=paper.standing().get(each.key), place=_place(paper, each), waiting=len(waiting),
        next=_after(paper, each), same=same if same.partition("#")[0] in record else "", reasons=REASONS,
        confirms=accepting.confirmed_by(record, each.proposal), choices=desk.choices(seen), last=_last(seen, paper),
        here=f"/inbox/{each.key}", marked=marked, translated=paper.language[:2] not in ("", "en"), status=status,
        quote=judged.version.quote or sourced.shortened(each),
    )  # fmt: skip


def _place(paper: Paper, each: Proposed) -> tuple[int, int]:
    keys = [one.key for one in paper.proposals]
    return keys.index(each.key) + 1, len(keys)


def _after(paper: Paper, each: Proposed) -> str:
    """The key of the next proposal that waits, round the end; empty if no other does."""
    keys = [one.key for one in paper.proposals]
    at = keys.index(each.key)
    waiting = {one.key for one in paper.waiting()}
    return next((key for key in (*keys[at + 1 :], *keys[:at]) if key in waiting), "")


def _last(seen: Visit, paper: Paper) -> Decision | None:
    """The decision that led here, which can be taken back at once."""
    return paper.standing().get(seen.address.value("last"))


def _in_the_brief(seen: Visit, paper: Paper, entered: Mapping[str, bool]) -> tuple[tuple[Paragraph, ...], str]:
    """What the brief says of the entries that a document gave, and from which day on it must tell changes for that.

    Args:
        entered: the entries; true of one that the document added or added to, false of one that it confirmed.
    """
    record = seen.edition.record
    if not entered:
        return (), ""
    try:
        by, toward = seen.edition.once(("principals",), lambda: principals(record))
    except NotFound:
        return (), ""
    since = _earliest([getattr(record.entry(each), "on", None) for each in entered if each in record], paper, seen)
    told = seen.once(
        ("brief", by, toward, since, True),
        lambda: brief(record, by, toward, on=seen.on, known=seen.known, since=since, full=True),
    )
    said, _ = briefings.paragraphs(told, record)
    # First what is new, then what was confirmed; a sentence that rests on an entry only among others comes last.
    ranked = [(_rank(each, entered), each) for each in said]
    best = sorted([each for each in ranked if each[0] < 3], key=lambda each: each[0])
    return tuple([each for _, each in best[:MOST_SENTENCES]]), str(since or "")


def _rank(each: Paragraph, entered: Mapping[str, bool]) -> int:
    chief, *others = [one.partition("#")[0] for one in each.entries] or [""]
    if chief in entered:
        return 0 if entered[chief] else 1
    return 2 if any(entered.get(one) for one in others) else 3


def _earliest(days: list[object], paper: Paper, seen: Visit) -> Moment | None:
    """The first of the days of acts and of the document; none if the brief looks back so far by itself."""
    found = [each.first for each in days if isinstance(each, When)]
    first = min([*found, *([when(paper.date).first] if paper.date else [])], default=seen.today)
    return Moment(first) if (seen.today - first).days > 60 else None


# --- the form ------------------------------------------------------------------------------------


def _judged(own: Proposal, values: Mapping[str, Raw], version: Version | None = None, *, message: str = "",
            problems: tuple[Problem, ...] = ()) -> Judged:  # fmt: skip
    """A proposal with the form that says these values."""
    version = version or Version()
    faults = tuple([drafts.Fault(text=each.message, where=each.entry) for each in problems[:MOST_FAULTS]])
    try:
        shown = forms.form(own.kind, amending.as_entry(own, values))
    except WrongValue as fault:
        return Judged(fields=(), help="", version=version, message=message or str(fault), faults=faults)
    fields = tuple([each for each in shown.fields if each.name != "sources"])
    if own.into:
        parts = next(each for each in shown.fields if each.name == PARTS[own.kind]).parts
        fields = tuple([each for each in parts[0].fields if not each.name.endswith(".sources")]) if parts else ()
    return Judged(fields=fields, help=shown.help, version=version, message=message, faults=faults)


def _posted(own: Proposal, posted: Posted) -> Mapping[str, Raw]:
    """What a posted form says; what it does not show of a proposal stays."""
    fields = [pair for pair in posted if pair[0] not in OWN]
    if not fields:
        return own.values
    tree = filled.values(own.kind, fields)
    if own.into:
        tree = {own.kind: own.into, **{name: each for name, each in tree.items() if name != own.kind}}
    values = amending.of_entry(own, tree)
    return {**values, **({"sources": own.values["sources"]} if "sources" in own.values else {})}


# --- decisions -----------------------------------------------------------------------------------


def decide(seen: Visit, posted: Posted) -> Answer | str:
    """Accept, refuse or take back; then the next proposal that waits, or this one again with what keeps it."""
    key = seen.address.path.removeprefix("/inbox/")
    paper = inbox.opened(seen.site.shelf.root).holding(key)
    each = inbox.proposed(paper, key)
    asked = {name: text for name, text in posted if name in OWN}
    action = asked.get("do", "")
    reviewer = Reviewer(states=seen.site.shelf.states, who=accepting.signature(seen.site.shelf.root),
                        now=datetime.now(UTC), today=seen.today)  # fmt: skip
    values: Mapping[str, Raw] = each.proposal.values
    version = Version()
    try:
        if action == "back":
            return _onward(seen, paper, each, accepting.take_back(reviewer, key))
        if action == "refuse":
            return _onward(seen, paper, each, accepting.refuse(reviewer, key, asked.get("own-reason", "")))
        values = _posted(each.proposal, posted)
        version = _version(each, values, asked)
        if action in ("accept", "new", "confirm"):
            return _onward(seen, paper, each, accepting.accept(reviewer, key, version))
        return _turned(seen, paper, each, values, version, action)
    except Refused as refusal:
        judged = _judged(each.proposal, values, version, message=_said(refusal), problems=refusal.problems)
    except (WrongValue, NotFound, Conflict, WriteError) as fault:
        judged = _judged(each.proposal, values, version, message=str(fault))
    return _page(seen, inbox.opened(seen.site.shelf.root).holding(key), each, judged, status=422)


def _said(refusal: Refused) -> str:
    return str(refusal).partition(": ")[0] if refusal.problems else str(refusal)


def _version(each: Proposed, values: Mapping[str, Raw], asked: Mapping[str, str]) -> Version:
    action = asked.get("do", "")
    confirms = {"new": "", "confirm": asked.get("own-confirms", "").strip() or None}.get(action)
    quote = " ".join(asked.get("own-quote", "").split())
    usual = " ".join(sourced.shortened(each).split())
    if action == "confirm" and confirms is None and not each.proposal.match.entry:
        raise WrongValue("name the entry that it is the same as")
    return Version(
        values=values if values is not each.proposal.values else None, quote="" if quote == usual else quote,
        translation=asked.get("own-translation", ""), confirms=confirms,
    )  # fmt: skip


def _turned(
    seen: Visit, paper: Paper, each: Proposed, values: Mapping[str, Raw], version: Version, action: str
) -> Answer:
    """The form after a button that adds, moves or takes out a part."""
    own = each.proposal
    if action.partition("=")[0] not in filled.ACTIONS:
        raise WrongValue(f"'{action[:40]}' is no action{nearest(action[:40], ('accept', 'refuse', 'confirm', 'back'))}")
    tree = filled.changed(own.kind, amending.as_entry(own, values), action)
    return _page(seen, paper, each, _judged(own, amending.of_entry(own, tree), version))


def _onward(seen: Visit, paper: Paper, each: Proposed, decision: Decision) -> str:
    """Where to go on: the next proposal that waits, or the document once none does."""
    with suppress(TalleyrandError):  # it is written, whatever has become of the folder since
        seen.site.shelf.edition(fresh=True)
    word = "confirmed" if decision.confirms else decision.verdict.replace(" ", "-")
    if decision.verdict == "taken back":
        return str(Address(f"/inbox/{each.key}").having(done=word))
    following = _after(paper, each)
    path = f"/inbox/{following or paper.digest}"
    return str(Address(path).having(done=word, last=each.key))
