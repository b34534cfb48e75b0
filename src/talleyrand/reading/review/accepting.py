"""What a decision does to the record: a proposal accepted, as it stands or as amended; refused; or the way back.

Reviewer  who decides, about which record, and when
Version   what is accepted instead of what was proposed

The document enters the record as a source, and the entry with it, or neither. They are one edit: the whole record is
checked with both before a byte is written. Where they stand in two files, the source's is put in its place first, so
that even who is killed between the two leaves no more than a source that nothing cites; to accept once more goes on
from there. A decision is kept after the record is written, and what the record says already is not written again.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from getpass import getuser
from pathlib import Path

from talleyrand.errors import Conflict, NotFound, Refused, WriteError, WrongValue
from talleyrand.reading.proof.quotes import find
from talleyrand.reading.proposals import PARTS, Proposal
from talleyrand.reading.review import inbox, sourced
from talleyrand.reading.review.papers import Decision, Edited, Paper, Proposed
from talleyrand.record import editing, history
from talleyrand.record.dates import when
from talleyrand.record.editing import Change
from talleyrand.record.guard import no_new_faults
from talleyrand.record.meaning import Hint, each_of, entry_hints, meaning, meant, named, several
from talleyrand.record.nodes import only_item
from talleyrand.record.patching import patched
from talleyrand.record.record import Record
from talleyrand.record.states import States
from talleyrand.record.syntax import Raw
from talleyrand.record.writing import written

TRIES = 3  # where somebody else edits the same entry at the same time


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Who decides, about which record, and when.

    Attributes:
        states: of the record's folder.
        who: name and address, or name alone.
        now: with its zone.
        today: the day by which the record is checked.
    """

    states: States
    who: str
    now: datetime
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What is accepted instead of what was proposed.

    Attributes:
        values: the entry or part; None for what was proposed.
        quote: the words to be cited, which must stand in the passage; empty for what was proposed.
        translation: our English of them, where they are in another language.
        confirms: the entry that the proposal is the same as, to which only the citation is added; empty to enter it
            as something new; None to do as the proposal's match says.
    """

    values: Mapping[str, Raw] | None = None
    quote: str = ""
    translation: str = ""
    confirms: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What accepting will change, in the order in which it is written."""

    changes: tuple[Change, ...]
    entry: str
    source: str
    confirms: bool


AS_PROPOSED = Version()


def signature(root: Path) -> str:
    """Whoever runs this program, as git knows him or her, or else the system."""
    try:
        return history.author(root) or getuser()
    except (OSError, KeyError):  # a user without a name
        return "somebody"


def accept(reviewer: Reviewer, key: str, version: Version = AS_PROPOSED) -> Decision:
    """Write a proposal into the record with its source, and keep the decision.

    Raises:
        NotFound: if there is no such proposal, or what it is to be added to is not in the record.
        Refused: if it was decided already, or the record would have a fault with it; nothing is written.
        WrongValue: if the values cannot be written, or the quote does not stand in the passage.
        Conflict: if somebody else keeps changing the same entry.
        WriteError: if the record or the inbox cannot be written.
    """
    root = reviewer.states.root

    def decide(paper: Paper, each: Proposed) -> Decision:
        _refuse_if_decided(paper, key)
        plan = _written(reviewer, paper, each, version)
        amended = version.values is not None and not _same(each.proposal, version.values)
        edits = tuple([_remembered(reviewer, change, f"from “{paper.title}”") for change in plan.changes])
        return Decision(
            key=key, verdict="amended" if amended and not plan.confirms else "accepted", who=reviewer.who,
            when=reviewer.now, entry=plan.entry, source=plan.source, confirms=plan.confirms,
            values=dict(version.values) if amended and version.values is not None else None,
            quote=version.quote, edits=edits,
        )  # fmt: skip

    return inbox.decided(root, key, decide)


def refuse(reviewer: Reviewer, key: str, reason: str) -> Decision:
    """Keep a proposal out of the record, and keep why.

    Raises:
        WrongValue: if no reason is given.
        NotFound: if there is no such proposal.
        Refused: if it was decided already.
        WriteError: if the inbox cannot be written.
    """
    told = " ".join(reason.split())
    if not told:
        raise WrongValue("a refusal needs a reason, by which a reader can learn; give one")

    def decide(paper: Paper, _: Proposed) -> Decision:
        _refuse_if_decided(paper, key)
        return Decision(key=key, verdict="refused", who=reviewer.who, when=reviewer.now, reason=told)

    return inbox.decided(reviewer.states.root, key, decide)


def take_back(reviewer: Reviewer, key: str) -> Decision:
    """Take a decision back: the proposal waits again, and the record is as it was before; both decisions are kept.

    Raises:
        NotFound: if there is no such proposal.
        Refused: if nothing is decided, or the record was changed since in a way that rests on it.
        WriteError: if the record or the inbox cannot be written.
    """

    def decide(paper: Paper, _: Proposed) -> Decision:
        last = paper.standing().get(key)
        if last is None:
            raise Refused(f"nothing is decided about '{key}'")
        edits = _undone(reviewer, paper, last)
        return Decision(
            key=key, verdict="taken back", who=reviewer.who, when=reviewer.now, entry=last.entry, edits=edits
        )

    return inbox.decided(reviewer.states.root, key, decide)


def _refuse_if_decided(paper: Paper, key: str) -> None:
    if held := paper.standing().get(key):
        day = held.when.date().isoformat()
        raise Refused(f"'{key}' was {held.verdict} on {day} by {held.who}; take that back first")


# --- into the record -----------------------------------------------------------------------------


def _written(reviewer: Reviewer, paper: Paper, each: Proposed, version: Version) -> _Plan:
    """What was changed, once it is written; tried again where somebody else has changed the entry meanwhile."""
    test = no_new_faults(reviewer.states, today=reviewer.today)
    for left in reversed(range(TRIES)):
        plan = planned(reviewer.states.now().record, paper, each, version)
        try:
            if plan.changes:
                editing.together(reviewer.states.root, plan.changes, test)
        except (Conflict, NotFound):
            if not left:
                raise
        else:
            return plan
    raise AssertionError


def planned(record: Record, paper: Paper, each: Proposed, version: Version = AS_PROPOSED) -> _Plan:
    """What accepting a proposal would change in a record.

    Raises:
        NotFound: if what it is to be added to is not in the record.
        Refused: if the record has another entry of its id.
        WrongValue: if the values cannot be written, or the quote does not stand in the passage.
    """
    own = each.proposal
    source, added = sourced.source_of(record, paper)
    citation = _citation(source, paper, each, version)
    values = dict(own.values if version.values is None else version.values)
    confirmed = confirmed_by(record, own) if version.confirms is None else version.confirms
    if confirmed:
        entry, change = _with_citation(record, confirmed, citation)
    elif own.into:
        entry, change = _with_part(record, own, values, citation)
    else:
        entry, change = _as_entry(record, own.kind, values, citation)
    changes = tuple([made for made in (added, change) if made]) if change else ()
    return _Plan(changes=changes, entry=entry, source=source, confirms=bool(confirmed))


def confirmed_by(record: Record, own: Proposal) -> str:
    """The entry that the record has already and the proposal only confirms; empty if there is none."""
    there = own.match.verdict == "same" and own.match.entry.partition("#")[0] in record
    return own.match.entry if there else ""


def _citation(source: str, paper: Paper, each: Proposed, version: Version) -> dict[str, Raw]:
    """What cites the document: its words, cut to as many as a quote may have, and where they stand."""
    quote = " ".join((version.quote or sourced.shortened(each)).split())
    if version.quote and find(version.quote, each.passage) is None:
        raise WrongValue("the words quoted do not stand in the passage; quote them as they stand")
    told: dict[str, Raw] = {"source": source, "quote": quote, "translation": version.translation.strip(), "at": each.at}
    if version.translation.strip() or paper.language.partition("-")[0] in ("", "en") or quote.isascii():
        return {name: value for name, value in told.items() if value}
    raise WrongValue(f"the words quoted are in '{paper.language}'; give their English in 'translation'")


def _as_entry(record: Record, kind: str, values: dict[str, Raw], citation: dict[str, Raw]) -> tuple[str, Change | None]:
    entry_id = str(values.get(kind, "")).strip()
    with_source: dict[str, Raw] = {**values, kind: entry_id, "sources": [*_sources(kind, values), citation]}
    if entry_id not in record:
        return entry_id, Change(file=sourced.usual_file(record, kind), text=written(with_source))
    file = record.origins[entry_id].page.file
    there = only_item(editing.as_written(record.root or sourced.NOWHERE, file, entry_id))
    if there.kind == kind and meant(there.value, entry_hints(kind)) == meant(with_source, entry_hints(kind)):
        return entry_id, None
    raise Refused(f"the record has another entry '{entry_id}': confirm that one, or give this one another id")


def _sources(kind: str, values: Mapping[str, Raw]) -> list[Raw]:
    return list(several(values.get("sources", ""), entry_hints(kind)["sources"]))


def _with_part(
    record: Record, own: Proposal, part: dict[str, Raw], citation: dict[str, Raw]
) -> tuple[str, Change | None]:
    """An entry with one part more, at the end of its list."""
    entry_id, field = own.into.partition("#")[0], PARTS[own.kind]
    text, file = _text(record, entry_id)
    item = only_item(text)
    if item.kind != own.kind:
        raise Refused(f"'{entry_id}' is of kind '{item.kind}', not '{own.kind}': the part cannot be added to it")
    hint = entry_hints(own.kind)[field]
    whole: Raw = {**part, "sources": [*_sources(own.kind, part), citation]}
    parts = several(item.value.get(field, ""), hint)
    if meaning(whole, each_of(hint)) in [meaning(one, each_of(hint)) for one in parts]:
        return entry_id, None
    return entry_id, _change(entry_id, file, text, {**item.value, field: _in_order(parts, whole, each_of(hint))})


def _in_order(parts: list[Raw], new: Raw, hint: Hint) -> list[Raw]:
    """The parts with a new one after all that are no later, or at the end if it has no day: check asks for order."""
    day = _day(new, hint)
    days = [_day(each, hint) for each in parts]
    place = max((n + 1 for n, each in enumerate(days) if not day or not each or each <= day), default=0)
    return [*parts[:place], new, *parts[place:]]


def _day(part: Raw, hint: Hint) -> date | None:
    """The day on which a part takes effect, happened, or speaks of."""
    fields = named(part, hint) or {}
    text = next((str(fields[name]) for name in ("effective", "announced", "on", "period") if fields.get(name)), "")
    try:
        return when(text).first if text else None
    except WrongValue:
        return None


def _with_citation(record: Record, named_entry: str, citation: dict[str, Raw]) -> tuple[str, Change | None]:
    """An entry, or one part of it, that cites one source more."""
    entry_id, _, part_id = named_entry.partition("#")
    text, file = _text(record, entry_id)
    item = only_item(text)
    values = dict(item.value)
    hints = entry_hints(item.kind)
    field = PARTS.get(item.kind, "")
    parts = several(values.get(field, ""), hints[field]) if field and part_id else []
    found = next((n for n, each in enumerate(parts) if (named(each, each_of(hints[field])) or {}).get("id") == part_id),
                 None)  # fmt: skip
    holder = dict(named(parts[found], each_of(hints[field])) or {}) if found is not None else values
    cited = list(several(holder.get("sources", ""), hints["sources"]))
    if meaning([citation], hints["sources"]) in [meaning([each], hints["sources"]) for each in cited]:
        return named_entry, None
    holder["sources"] = [*cited, citation]
    if found is not None:
        values[field] = [*parts[:found], holder, *parts[found + 1 :]]
    return named_entry, _change(entry_id, file, text, values)


def _text(record: Record, entry_id: str) -> tuple[str, str]:
    """An entry's text as it stands, and its file."""
    origin = record.origins.get(record.entry(entry_id).id)
    if origin is None or record.root is None:
        raise NotFound(f"'{entry_id}' stands in no file")
    return editing.as_written(record.root, origin.page.file, entry_id), origin.page.file


def _change(entry_id: str, file: str, text: str, values: Mapping[str, Raw]) -> Change:
    return Change(file=file, id=entry_id, text=patched(text, values), expected=editing.digest(text), read=text)


def _same(own: Proposal, values: Mapping[str, Raw]) -> bool:
    hints = entry_hints(own.kind)
    if not own.into:
        return meant(own.values, hints) == meant(values, hints)
    each = each_of(hints[PARTS[own.kind]])
    return meaning(dict(own.values), each) == meaning(dict(values), each)


# --- kept for undoing, and undone ----------------------------------------------------------------


def _remembered(reviewer: Reviewer, change: Change, told: str) -> Edited:
    """A change that was made, kept in git if the record lies in a repository."""
    after = change.text and change.text.strip("\n") + "\n"
    entry_id = change.id or only_item(change.text).id
    made = Edited(file=change.file, id=entry_id, before=change.read, after=after)
    verb = "Take back" if not told else "Accept" if not change.id else "Accept into"
    summary = f"{verb} {entry_id} {told}".strip()
    edit = history.Edit(
        when=reviewer.now, id=entry_id, file=change.file, before=change.read, after=after, summary=summary
    )
    with suppress(WriteError):  # it is written; that it cannot be kept is seen from the empty number
        if history.repository(reviewer.states.root):
            return replace(made, commit=history.remember(reviewer.states.root, edit))
    return made


def _undone(reviewer: Reviewer, paper: Paper, last: Decision) -> tuple[Edited, ...]:
    """Put back what a decision changed, and take the source out too unless something else cites it by now."""
    root = reviewer.states.root
    record = reviewer.states.now().record
    test = no_new_faults(reviewer.states, today=reviewer.today)
    own = [made for each in last.edits if each.id != last.source and (made := _backwards(record, each)) is not None]
    if not own:
        return ()
    added = [each for held in paper.decisions for each in held.edits if each.id == last.source and not each.before]
    source = _backwards(record, added[-1]) if added and last.source in record else None
    if source:
        with suppress(Conflict, NotFound, Refused):  # others cite it, or have changed it: it stays
            editing.together(root, [*own, source], test)
            return tuple([_remembered(reviewer, each, "") for each in (*own, source)])
    try:
        editing.together(root, own, test)
    except (Conflict, NotFound):
        raise Refused(f"'{last.entry}' was changed since; edit it instead, or undo the later edit first") from None
    return tuple([_remembered(reviewer, each, "") for each in own])


def _backwards(record: Record, made: Edited) -> Change | None:
    """The change that puts an entry back as it was; None if it is so already."""
    origin = record.origins.get(made.id)
    if origin is None:
        return None if not made.before else Change(file=made.file, text=made.before)
    return Change(
        file=origin.page.file, id=made.id, text=made.before, expected=editing.digest(made.after), read=made.after
    )
