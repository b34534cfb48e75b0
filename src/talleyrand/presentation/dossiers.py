"""One entry with all that hangs on it, and how it came to stand where it stands.

`entry` tells its fields as known, its place, its state, its sources, and who cites it; `history` what happened to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from talleyrand.books.measures import local_day
from talleyrand.books.statement import Cell, Row, Statement, cited, columns
from talleyrand.errors import NotFound, nearest
from talleyrand.record import fates, lives
from talleyrand.record.asof import known_day
from talleyrand.record.citing import citations, citing
from talleyrand.record.dates import Moment, When, asked
from talleyrand.record.entries import (
    Agreement,
    AgreementStep,
    AnyKind,
    Channel,
    ChannelStep,
    Citations,
    Commitment,
    Measure,
    MeasureStep,
    Meeting,
    MeetingStep,
    Source,
)
from talleyrand.record.record import Record

DOSSIER = columns("part", "value")
HISTORY = columns("day", "what", "state", "level", "until", "*by", "under", "*words", "*sources")


def entry(record: Record, entry_id: str, *, on: Moment, known: Moment) -> Statement:
    """One entry as known on a day: where it stands, its state, its fields, its sources, and who cites it.

    Args:
        entry_id: the entry's id; `agreement#clause` and `measure#step` give the entry they are part of.

    Raises:
        NotFound: if there is none, if it was not yet known, or if it has been replaced.
    """
    then = record.as_known(known)
    found = _meant(record, then, entry_id, known)
    rows = [Row(("id", found.id), (found.id,)), Row(("kind", found.KIND), (found.id,))]
    rows.append(Row(("place", str(record.place(found.id))), (found.id,)))
    rows += [Row((part, value), (found.id,)) for part, value in _state(then, found, on)]
    rows += [Row((part, value), cited(found.id)) for part, value in _parts(found)]
    cites = cited(each.source for each in citations(found))
    rows += [Row(("source", _source(then, each)), cited(found.id, each)) for each in cites]
    rows += [Row(("cited by", f"{each.KIND} {each.id}"), (each.id,)) for each in citing(then, found.id)]
    return Statement(title=name_of(found), on=on, known=known, columns=DOSSIER, rows=tuple(rows))


def name_of(entry: AnyKind) -> str:
    """What an entry is called: its title, name, text or words, or its id if it has none of them."""
    for each in ("title", "name", "text", "words"):
        if named := getattr(entry, each, None):
            return str(named)
    return entry.id


def _meant(record: Record, then: Record, entry_id: str, known: Moment) -> AnyKind:
    """The entry of an id, or the one that the part of an id is part of."""
    whole, mark, part = entry_id.partition("#")
    found = _found(record, then, whole, known)
    if mark and part not in (names := _names_of_parts(found)):
        raise NotFound(f"'{found.id}' has no part '{part}'{nearest(part, names)}")
    return found


def _names_of_parts(entry: AnyKind) -> tuple[str, ...]:
    """The short names by which others can cite a clause of an agreement or a step of a measure."""
    if isinstance(entry, Agreement):
        return tuple([each.clause for each in entry.clauses])
    return tuple([each.id for each in entry.steps if each.id]) if isinstance(entry, Measure) else ()


def _found(record: Record, then: Record, entry_id: str, known: Moment) -> AnyKind:
    if entry_id in then:
        return then.entry(entry_id)
    if by := _corrections(record.whole).get(entry_id):
        raise NotFound(f"'{entry_id}' was corrected; what replaced it is '{by}'")
    if entry_id in record:
        raise NotFound(f"'{entry_id}' was not yet known on {known}")
    return record.entry(entry_id)


def _corrections(whole: Record) -> Mapping[str, str]:
    """What replaced each entry that was corrected."""
    if _corrections not in whole.memory:
        whole.memory[_corrections] = {each.corrects: each.id for each in reversed(whole.written) if each.corrects}
    return whole.memory[_corrections]  # type: ignore[return-value]


def _state(record: Record, found: AnyKind, on: Moment) -> Iterator[tuple[str, Cell]]:
    """The state on the day, with what a measure or a commitment says beside it."""
    word = fates.state_word(record, found, on)
    if word is None:
        return
    yield "state", word
    if isinstance(found, Measure) and (now := lives.state(record, found, on)):
        yield from (
            (name, cell)
            for name, cell in (
                ("level now", now.level), ("suspended until", now.suspended_until), ("until", now.until),
            )
            if cell is not None
        )  # fmt: skip


def _parts(found: AnyKind) -> Iterator[tuple[str, Cell]]:
    """Every field that is filled, lists one line for each part."""
    for field in fields(found):
        value: Any = getattr(found, field.name)
        if field.name in ("id", "sources") or value is None or value == ():
            continue
        if isinstance(value, tuple) and not isinstance(value[0], str):
            for number, part in enumerate(value, 1):
                yield f"{field.name} {number}", _told(part)
        else:
            yield field.name, _told(value)


def _told(value: Any) -> Cell:
    """A value, or a part's fields, in one line."""
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return value
    if isinstance(value, When | str | bool | int | Decimal):
        return value
    if isinstance(value, tuple):
        return "; ".join(str(_told(each)) for each in value)
    if is_dataclass(value):
        return ", ".join(_named(field.name, getattr(value, field.name)) for field in fields(value)
                         if getattr(value, field.name) not in (None, (), False))  # fmt: skip
    return str(value)


def _named(name: str, value: Any) -> str:
    told = _told(value)
    return f"{name} {', '.join(told) if isinstance(told, tuple) else 'yes' if told is True else told}"


def _source(record: Record, source_id: str) -> str:
    if source_id not in record:
        return f"{source_id}: not in the record"
    source = record.find(source_id, Source)
    parts = (source.title, source.publisher, source.number, str(source.issued or ""), source.url)
    return f"{source_id}: " + ". ".join(part.rstrip(".") for part in parts if part)


# --- what happened to it -------------------------------------------------------------------------


def history(record: Record, entry_id: str, *, on: Moment, known: Moment) -> Statement:
    """What happened to an entry up to a day, in order, and the state that each event left it in.

    A measure has a line for each spell of its life; an agreement, channel or meeting one for each step; a commitment
    one for each word on it, each piece of evidence and each deadline that passed. Where a term or a deadline ran out
    by itself, that is a line too. Other kinds have no history.

    Args:
        entry_id: the entry's id; `agreement#clause` and `measure#step` give the entry they are part of.

    Raises:
        NotFound: if there is none, if it was not yet known, or if it has been replaced.
    """
    then = record.as_known(known)
    found = _meant(record, then, entry_id, known)
    tell = _HISTORIES.get(type(found))
    rows = tuple([each.row(found) for each in tell(then, found, on)]) if tell else ()
    cautions = () if tell else (f"{found.KIND.capitalize()} entries have no history: they do not change by steps.",)
    return Statement(title=name_of(found), on=on, known=known, columns=HISTORY, rows=rows, cautions=cautions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """One thing that happened to an entry, or came to pass by itself."""

    day: Cell
    what: str
    state: str | None
    level: Decimal | None = None
    until: Cell = None
    by: str | None = None
    under: str | None = None
    words: str | None = None
    sources: Citations = ()

    def row(self, found: AnyKind) -> Row:
        """The event's line; where it has no sources of its own, the entry's stand for it."""
        sources = cited(each.source for each in self.sources or found.sources)
        cells = (self.day, self.what, self.state, self.level, self.until, self.by, self.under, self.words, sources)
        return Row(cells, cited(found.id, self.under, sources))


def _life(record: Record, measure: Measure, on: Moment) -> Iterator[_Event]:
    """The spells of a measure begun by a moment, each with the end that it was given, or to the day of the next."""
    zone = record.zone(measure.by)
    past = [each for each in lives.spells(record, measure) if each.start <= asked(on, zone)]
    for number, spell in enumerate(past):
        now, before = spell.state, past[number - 1].state if number else None
        step: MeasureStep | None = measure.steps[now.step]
        what: str = "announce" if now.status == "announced" else measure.steps[now.step].step
        if before and before.step == now.step and before.status != "announced":
            step, what = None, "term ran out" if now.status == "expired" else "suspension ran out"
        end: Cell = now.suspended_until or now.until
        if end is None and number + 1 < len(past):
            end = local_day(past[number + 1].start - timedelta(microseconds=1), zone)
        event = _Event(day=local_day(spell.start, zone), what=what, state=now.status, level=now.level, until=end)
        if step:
            event = replace(event, by=step.by or measure.by, under=step.under, words=step.basis, sources=step.sources)
        yield event


def _chapters(_: Record, entry: Agreement | Channel | Meeting, on: Moment) -> Iterator[_Event]:
    """The steps of an agreement, channel or meeting up to a day, and the end of an agreement's term."""
    steps: Iterable[AgreementStep | ChannelStep | MeetingStep] = sorted(entry.steps, key=lambda step: step.on.first)
    taken: tuple[Any, ...] = ()
    last = None
    for step in steps:
        if step.on.first > on.day:
            break
        taken = (*taken, step)
        last = fates.chapter(replace(entry, steps=taken), Moment(step.on.first))  # type: ignore[arg-type]
        yield _Event(
            day=step.on, what=_step_words(step), state=last.state if last else None, by=step.by, words=step.note,
            until=getattr(step, "until", None), under=getattr(step, "under", None), sources=step.sources,
        )  # fmt: skip
    now = fates.chapter(entry, on)
    if isinstance(entry, Agreement) and now and last and now.state != last.state and now.date:
        yield _Event(day=now.date.last + timedelta(days=1), what="term ran out", state=now.state)


def _step_words(step: AgreementStep | ChannelStep | MeetingStep) -> str:
    if isinstance(step, MeetingStep) and step.date:
        return f"{step.step} {'to' if step.step == 'moved' else 'for'} {step.date}"
    return step.step


SCORES = {None: "reported on", 0: "not begun", 1: "little done", 2: "done in good part", 3: "done in full"}


def _promise(record: Record, promise: Commitment, on: Moment) -> Iterator[_Event]:
    """All that was said and shown of a commitment, and its deadlines as they passed, in order of time."""
    for day, event in sorted(_of_promise(promise), key=lambda pair: pair[0]):
        if day <= on.day:
            yield replace(event, state=fates.standing(record, promise, Moment(day)).status)


def _of_promise(promise: Commitment) -> Iterator[tuple[date, _Event]]:
    """Each event in the life of a commitment with its day, its state still to be found."""
    made = _Event(day=promise.made, what="promised", state=None, until=promise.deadline, by=promise.obligor,
                  under=promise.agreement)  # fmt: skip
    yield promise.made.first, made
    for said in promise.asserted:
        yield said.on.first, _Event(day=said.on, what=said.stance, state=None, by=said.by, words=said.note,
                                    sources=said.sources)  # fmt: skip
    for again in promise.restated:
        yield again.on.first, _Event(day=again.on, what="deadline restated", state=None, until=again.deadline,
                                     by=again.by, words=again.note, sources=again.sources)  # fmt: skip
    for shown in promise.performance:
        yield known_day(shown.on), _Event(day=shown.on, what=SCORES.get(shown.score, "reported on"), state=None,
                                          level=shown.amount, by=shown.by, words=shown.text,
                                          sources=shown.sources)  # fmt: skip
    lapse = promise.condition.lapse if promise.condition else None
    ends = [("first deadline passed", promise.deadline), ("condition lapsed", lapse)]
    ends += [("restated deadline passed", again.deadline) for again in promise.restated]
    for what, end in ends:
        if end and end.last < date.max:
            yield end.last + timedelta(days=1), _Event(day=end.last + timedelta(days=1), what=what, state=None)
    if over := promise.voided:
        yield over.on.first, _Event(day=over.on, what="voided", state=None, by=over.by, words=over.reason,
                                    sources=over.sources)  # fmt: skip


_HISTORIES: Mapping[type, Callable[[Record, Any, Moment], Iterator[_Event]]] = {
    Measure: _life, Agreement: _chapters, Channel: _chapters, Meeting: _chapters, Commitment: _promise,
}  # fmt: skip
