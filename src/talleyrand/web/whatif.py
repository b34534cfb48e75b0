"""What if a guess were another, or there were an issue or ratifier more: a draft of a negotiation beside the saved one.

Draft    a negotiation as it would be, and what it was made from
Earlier  files as they were before they were saved here, so that what a saving moved can be shown after it
Side     the numbers of a side, as fields
Field    one number: what it is of, and its three ends

The draft travels in the form, so that nothing is kept on the server and the page works without script. Trying writes
nothing; saving checks the whole file with the draft first, and refuses if somebody else has changed it since.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from talleyrand.bargaining import amending
from talleyrand.bargaining.amending import ENDS, LISTS, Number, Range
from talleyrand.bargaining.entries import Institution
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.sheets import sheet
from talleyrand.bargaining.subjects import SUBJECTS, subject
from talleyrand.errors import Conflict, Refused, TalleyrandError, WriteError, WrongValue
from talleyrand.record.loading import is_shipped
from talleyrand.record.problems import Problem
from talleyrand.web import pictures, plans, sheets
from talleyrand.web.addresses import Address
from talleyrand.web.desk import Posted, Taker, difference
from talleyrand.web.plans import PREFIX, Plan
from talleyrand.web.views import Drawn, weight
from talleyrand.web.visits import Answer, Handler, Visit, html

AT_ONCE = 3
DRAWS = 150  # of a draft: its answer is to come at once
OPTIONS = 4  # rows of a form for an issue
MOST_EARLIER = 20
_NAME = re.compile(r"(\d{1,4})\.(low|best|high)")
_WORDS = {"no_deal": "No deal", "drift": "Growth of that in a year", "patience": "Patience", "turnover": "Turnover"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A negotiation as it would be, and what it was made from.

    Attributes:
        text: of the whole file.
        mark: hash of the file that it was made from.
        message: what keeps something from being done.
        problems: the same, one by one.
        apart: the lines in which the file differs from the draft, if somebody else changed it.
        typed: what was filled in for an issue or ratifier that is not added yet.
    """

    text: str
    mark: str
    message: str = ""
    problems: tuple[Problem, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


class Earlier:
    """Files as they were before they were saved here. It guards that no more than some are kept: the oldest go first.

    Args:
        most: how many.
    """

    def __init__(self, most: int = MOST_EARLIER) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._most, self._lock = most, Lock()

    def put(self, mark: str, data: bytes) -> None:
        """Keep a file under the hash of it."""
        with self._lock:
            self._kept[mark] = data
            self._kept.move_to_end(mark)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def data(self, mark: str) -> bytes | None:
        """The file of a hash, or None if it is not kept, or no longer."""
        with self._lock:
            return self._kept.get(mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One number.

    Attributes:
        name: of its fields in the form, before the end.
        label: what it is of.
        told: the same with whose it is, for who hears it alone.
        range: as the draft has it.
        head: true if it opens a group, as a weight does that of its issue.
    """

    name: str
    label: str
    told: str
    range: Range
    head: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The numbers of a side, as fields."""

    id: str
    name: str
    home: str
    fields: tuple[Field, ...]


# --- requests ------------------------------------------------------------------------------------


async def begin_again(request: Request) -> Response:
    """For an address to which a draft was posted, and that is opened again without one: the form."""
    return RedirectResponse(f"{PREFIX}{quote(request.path_params['name'])}/edit", 303)


def edit_after(earlier: Earlier) -> Handler:
    """The form of a negotiation as it stands in its file; after a saving, beside what it was before."""

    def edit(seen: Visit) -> Answer:
        found = _plan(seen)
        if found.faults:
            return plans.faulty(seen, found)
        mark = seen.address.value("before")
        data = earlier.data(mark) if mark else None
        before = plans.made(seen, f"{found.name}<", found.path, data) if data else None
        draft = Draft(text=found.data.decode("utf-8", "surrogateescape"), mark=found.mark)
        return _page(seen, found, draft, before=before if before and not before.faults else None)

    return edit


def attempt(seen: Visit, posted: Posted) -> Answer | str:
    """A draft beside the saved negotiation: what would be otherwise."""
    found = _plan(seen)
    return plans.faulty(seen, found) if found.faults else _page(seen, found, _drafted(seen, found, posted))


def save_into(earlier: Earlier) -> Taker:
    """What writes a draft into its file and keeps the file before; if that cannot be, the form with what keeps it."""

    def save(seen: Visit, posted: Posted) -> Answer | str:
        found = _plan(seen)
        if found.faults:
            return plans.faulty(seen, found)
        draft = _drafted(seen, found, posted)
        if not draft.message and (left := [word for word, name in _UNFINISHED if draft.typed.get(name, "").strip()]):
            draft = replace(draft, message=f"{left[0]} was filled in but not added: add it, or empty its name")
        if draft.message:
            return _page(seen, found, draft, status=422)
        return _saved(seen, found, draft, earlier)

    return save


_UNFINISHED = (("an issue", "issue-title"), ("a ratifier", "ratifier-name"))


def _saved(seen: Visit, found: Plan, draft: Draft, earlier: Earlier) -> Answer | str:
    """Where to go on once a draft is written, or the page that says what keeps it."""
    root, data = seen.site.shelf.root, draft.text.encode("utf-8", "surrogateescape")
    if data == found.data:
        return str(Address(f"{found.href}/edit").having(done="same"))
    try:
        amending.save(root, found.path, data, draft.mark, seen.edition.record)
    except Conflict as conflict:
        told = f"{conflict}. What differs stands below; save again to put yours in its place"
        draft = replace(draft, message=told, mark=found.mark, apart=difference(conflict.found, draft.text))
        return _page(seen, found, draft, status=409)
    except Refused as refusal:
        draft = replace(draft, message="the file would have faults; nothing was written", problems=refusal.problems)
        return _page(seen, found, draft, status=422)
    except WriteError as fault:
        return _page(seen, found, replace(draft, message=str(fault)), status=422)
    earlier.put(found.mark, found.data)
    word = plans.remembered(seen, found.path, found.data, data, when=datetime.now(UTC))
    return str(Address(f"{found.href}/edit").having(done=word, before=found.mark))


def _plan(seen: Visit) -> Plan:
    name = seen.address.path.removeprefix(PREFIX).rpartition("/")[0]
    return plans.read(seen, name)


# --- a draft -------------------------------------------------------------------------------------


def _drafted(seen: Visit, found: Plan, posted: Posted) -> Draft:
    """The draft that a form holds, with the numbers and the addition that it asks for, unless that has faults."""
    told = dict(posted)
    typed = {name: text for name, text in told.items() if name.partition("-")[0] in _PARTS}
    text = told.get("draft") or found.data.decode("utf-8", "surrogateescape")
    draft = Draft(
        text=text if text.endswith("\n") else text + "\n", mark=told.get("as-read") or found.mark, typed=typed
    )
    try:
        draft = replace(draft, text=amending.ranged(draft.text, dict(_changes(draft.text, told))))
        wanted = told.get("do", "")
        if wanted not in _ADDITIONS:
            return draft
        there = sheet(draft.text.encode("utf-8", "surrogateescape"), found.path.name).negotiation
        text = _ADDITIONS[wanted](there, draft.text, told)
        if new := _faults(seen, found, text) - _faults(seen, found, draft.text):
            raise WrongValue(f"nothing was added: {'; '.join(sorted(new)[:3])}")
        left = {name: each for name, each in typed.items() if _PARTS[name.partition("-")[0]] != wanted}
        return replace(draft, text=text, typed=left)
    except WrongValue as fault:
        return replace(draft, message=str(fault))


_PARTS = {"issue": "add-issue", "option": "add-issue", "weight": "add-issue", "ratifier": "add-ratifier"}


def _faults(seen: Visit, found: Plan, text: str) -> set[str]:
    """What keeps anything from being worked out of a draft, in words."""
    tried = plans.made(seen, f"{found.name}?", found.path, text.encode("utf-8", "surrogateescape"))
    return {each.message for each in tried.faults}


def _changes(text: str, told: Mapping[str, str]) -> Iterator[tuple[Number, dict[str, str]]]:
    """The numbers whose ends are other than the draft has them."""
    there = amending.ranges(text)
    posted: dict[int, dict[str, str]] = {}
    for name, value in told.items():
        if (match := _NAME.fullmatch(name)) and int(match[1]) < len(there):
            posted.setdefault(int(match[1]), {})[match[2]] = value.strip()
    for place, ends in posted.items():
        changed = {end: value for end, value in ends.items() if value != getattr(there[place], end)}
        if changed:
            yield there[place].number, changed


def _with_issue(negotiation: Negotiation, text: str, told: Mapping[str, str]) -> str:
    """The draft with the issue that the form adds."""
    title = told.get("issue-title", "").strip()
    rows = [{key: told.get(f"option-{n}-{key}", "").strip() for key in ("name", "text")} for n in range(OPTIONS)]
    used = [n for n, row in enumerate(rows) if row["name"]]
    if not title or len(used) < 2:
        raise WrongValue("a new issue needs a title and at least two options, each with a short name")
    issue: amending.Values = {
        "issue": amending.slug(title, [each.id for each in negotiation]), "title": title,
        "today": rows[used[0]]["name"],
        "options": [{"option": rows[n]["name"], "text": rows[n]["text"] or rows[n]["name"]} for n in used],
    }  # fmt: skip
    worth = {}
    for side in negotiation.principals:
        weight = told.get(f"weight-{side.id}", "").strip()
        if weight not in ("", "0"):
            scores = {rows[n]["name"]: told.get(f"option-{n}-score-{side.id}", "").strip() or "0" for n in used}
            worth[side.id] = (weight, scores)
    return amending.with_issue(text, issue, worth)


def _with_ratifier(negotiation: Negotiation, text: str, told: Mapping[str, str]) -> str:
    """The draft with the ratifier that the form adds."""
    given = {key: told.get(f"ratifier-{key}", "").strip()
             for key in ("name", "home", "like", "low", "best", "high", "institution", "seats", "house")}  # fmt: skip
    if not given["name"] or not given["best"]:
        raise WrongValue("a new ratifier needs a name and the least that it would carry, as its best guess")
    sides = {each.id: each for each in (*negotiation.principals, *negotiation.ratifiers)}
    like = given["like"] if given["like"] in sides else given["home"]
    taken = [each.id for each in negotiation]
    least: amending.Values = {end: given[end] for end in ENDS if given[end]}
    least["reason"] = "Put in to see what it would change."
    side: amending.Values = {"side": amending.slug(given["name"], taken), "name": given["name"], "home": given["home"],
                             "no_deal": least, "note": f"It begins with what {sides[like].name} wants."}  # fmt: skip
    house: amending.Values | None = None
    if not given["institution"]:
        title = given["house"] or given["name"]
        house = {"institution": amending.slug(title, [*taken, str(side["side"])]), "title": title,
                 "of": given["home"], "rule": "all"}  # fmt: skip
    return amending.with_ratifier(text, side, like=like, institution=given["institution"],
                                  seats=given["seats"] or "1", house=house)  # fmt: skip


_ADDITIONS: Mapping[str, Callable[[Negotiation, str, Mapping[str, str]], str]] = {
    "add-issue": _with_issue, "add-ratifier": _with_ratifier,
}  # fmt: skip


# --- the page ------------------------------------------------------------------------------------


def _page(seen: Visit, found: Plan, draft: Draft, *, before: Plan | None = None, status: int = 200) -> Answer:
    """The form with a draft's numbers, and what it moves from the saved file or from one before."""
    tried = plans.made(seen, f"{found.name}?", found.path, draft.text.encode("utf-8", "surrogateescape"))
    if tried.faults:
        # What names an entry that cannot be read is a fault too, but mended with it.
        unread = tuple(each for each in tried.sheet.problems if not each.notice)
        draft = replace(draft, problems=unread or draft.problems or tried.faults)
    compared, charts = _compared(seen, before or found, tried) if not tried.faults else ((), ())
    negotiation = _shape(tried, found)
    return html(
        "whatif.html", seen.frame("/plans", twins=False), plan=found, draft=draft, status=status,
        changed=tried.mark != (before or found).mark, before=before, compared=compared,
        titles={each.name: each.title for each in SUBJECTS},
        charts=charts, sides=tuple(_sides(negotiation, draft.text)),
        negotiation=negotiation, institutions=negotiation.of(Institution), options=range(OPTIONS), draws=DRAWS,
        record=seen.edition.record, shown=sheets.shown, shipped=is_shipped(seen.site.shelf.root),
    )  # fmt: skip


def _shape(tried: Plan, found: Plan) -> Negotiation:
    """Whose sides the form shows: those of the draft, unless it does not even name them."""
    try:
        return tried.negotiation if tried.negotiation.principals else found.negotiation
    except (IndexError, TalleyrandError):
        return found.negotiation


def _compared(seen: Visit, found: Plan, tried: Plan) -> tuple[tuple[tuple[str, Any, Any], ...], tuple[Drawn, ...]]:
    """The headlines before and after, side by side, and where packages lay and lie."""
    before, after = (replace(plans.asked_of(seen, each), draws=DRAWS) for each in (found, tried))
    about = subject("overview")
    told = [
        list(plans.answered(seen, plan, asked, about).records()) for plan, asked in ((found, before), (tried, after))
    ]
    keys = dict.fromkeys(_keys(told[0])) | dict.fromkeys(_keys(told[1]))
    rows = [dict(zip(_keys(each), each, strict=True)) for each in told]
    same = tried.mark == found.mark
    key = ("before and after", found.mark, tried.mark, seen.on, seen.known)
    drawn = seen.kept(key, lambda: tuple(pictures.plane(after, before, changed=not same)), weight)
    return tuple((name, rows[0].get((name, n)), rows[1].get((name, n))) for name, n in keys), drawn


def _keys(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """Each headline by its subject and how many of that subject came before it."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        name = str(row["subject"])
        found.append((name, seen.setdefault(name, 0)))
        seen[name] += 1
    return found


def _sides(negotiation: Negotiation, text: str) -> Iterator[Side]:
    """The numbers of each side as fields, an issue's weight before the scores of its options."""
    every = list(enumerate(amending.ranges(text)))
    titles = {each.id: each.title for each in negotiation.issues}
    for side in (*negotiation.principals, *negotiation.ratifiers):
        own = [(n, each) for n, each in every if each.number.side == side.id]
        alone = [(n, each) for n, each in own if each.number.field not in LISTS]
        issues = dict.fromkeys(each.issue for _, each in own if each.number.field in LISTS)
        listed = [pair for issue in issues for pair in own if pair[1].issue == issue and pair[1].number.field in LISTS]
        listed.sort(key=lambda pair: (list(issues).index(pair[1].issue), pair[1].number.field == "scores"))
        fields = tuple(_field(n, each, side.name, titles) for n, each in (*alone, *listed))
        yield Side(id=side.id, name=side.name, home=side.home or "", fields=fields)


def _field(n: int, each: Range, whose: str, titles: Mapping[str, str]) -> Field:
    head = each.number.field != "scores"
    if each.number.field == "weights":
        label = f"Weight: {titles.get(each.issue, each.issue)}"
    else:
        label = each.option or _WORDS.get(each.number.field, each.number.field)
    told = f"{whose}, {label if head else f'{titles.get(each.issue, each.issue)}: {label}'}"
    return Field(name=str(n), label=label, told=told, range=each, head=head)
