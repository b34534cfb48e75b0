"""The state of a relationship on a day, in sentences, each with the entries and the sources it rests on.

Nothing here is worked out anew: every sentence says what another book found. A sentence without a source
is left out and counted in the cautions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import zip_longest
from textwrap import shorten
from typing import Any

from talleyrand.books import calendar as calendar_book
from talleyrand.books import commitments as commitments_book
from talleyrand.books import concessions as concessions_book
from talleyrand.books import interpretations as interpretations_book
from talleyrand.books import measures as measures_book
from talleyrand.books import questions as questions_book
from talleyrand.books import timeline as timeline_book
from talleyrand.books.sections import Said, Section, Sentence, section, sentence
from talleyrand.books.statement import Cell, Statement, cited, columns
from talleyrand.books.words import clause, day_text, number, when_text
from talleyrand.record import fates, lives
from talleyrand.record.dates import Moment, When, shifted
from talleyrand.record.entries import (
    Agreement,
    Channel,
    Commitment,
    Measure,
    Meeting,
    Question,
)
from talleyrand.record.record import Record

LOOK_BACK = 60  # days, if no day of the last brief is given
LOOK_AHEAD = 200
RECENT = 730
MOST = 12  # sentences of one section
FEWEST = 200  # random timings; with fewer, a brief makes no comparison with chance

SECTIONS = (
    "What changed", "In force", "Owed", "Given and answered", "Read differently", "Who speaks to whom",
    "What comes next", "Open questions",
)  # fmt: skip
COLUMNS = columns("section", "sentence", "*sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a section is asked: the record as known, the two parties, and the days."""

    record: Record
    by: str
    toward: str
    on: Moment
    known: Moment
    since: Moment

    @property
    def both(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return measures_book.both_ways(self.by, self.toward)


def brief(
    record: Record,
    by: str,
    toward: str,
    *,
    on: Moment,
    known: Moment,
    since: Moment | None = None,
    full: bool = False,
) -> Statement:
    """What an analyst would say of two parties on a day, section by section, every sentence with its sources.

    Args:
        by: id of one party.
        toward: id of the other.
        since: day of the last brief, from which changes are told; 60 days before `on` if left out.
        full: every sentence, and not the first twelve of each section.
    """
    then = record.as_known(known)
    start = since or Moment(shifted(on.day, -LOOK_BACK))
    asked = _Asked(record=then, by=by, toward=toward, on=on, known=known, since=start)
    told = [_kept(asked, section, tell, full) for section, tell in zip(SECTIONS, TELLERS, strict=True)]
    rows = [row for each in told for row in each.rows]
    bare, more = sum(each.bare for each in told), Counter({each.name: each.more for each in told if each.more})
    names = f"{record.name_of(by)} and {record.name_of(toward)}"
    return Statement(
        title=f"{names}: where things stand on {day_text(on.day)}", on=on, known=known, columns=COLUMNS,
        rows=tuple(rows), cautions=_cautions(asked, bare, more),
    )  # fmt: skip


# --- sections ------------------------------------------------------------------------------------


_Tell = Callable[[_Asked], Iterator[Said]]


def _kept(asked: _Asked, name: str, tell: _Tell, full: bool) -> Section:
    """A section; all but what changed since a day is the same whatever that day is, and kept until another is asked."""
    if tell is _changed:
        return section(asked.record, name, tell(asked), None if full else MOST, known=asked.known)
    key = asked.by, asked.toward, asked.on, asked.known, full
    kept = asked.record.memory.get(_kept)
    if not isinstance(kept, tuple) or kept[0] != key:
        asked.record.memory[_kept] = kept = key, {}
    sections: dict[str, Section] = kept[1]
    if name not in sections:
        sections[name] = section(asked.record, name, tell(asked), None if full else MOST, known=asked.known)
    return sections[name]


def _changed(asked: _Asked) -> Iterator[Said]:
    """Moves since the last brief, the latest first; those of one day, author and kind in one sentence."""
    groups: dict[tuple[str, ...], list[timeline_book.Move]] = {}
    authors: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}  # empty for those not of the two
    for move in reversed(timeline_book.during(asked.record, asked.since.day, asked.on.day)):
        if move.kind in ("reading", "question"):
            continue
        who = authors.get((move.by, move.toward))
        if who is None:
            theirs = _between(asked, move.by, move.toward)
            who = " and ".join([_author(asked.record, each) for each in move.by]) if theirs else ""
            authors[move.by, move.toward] = who
        if who:
            step = "" if move.kind == "act" else _STEP_WORDS.get(move.step or "", move.step or "")
            groups.setdefault((when_text(move.day), who, step), []).append(move)
    for (day, who, step), moves in groups.items():
        yield partial(_change, day, who, step, moves)


def _author(record: Record, party: str) -> str:
    """Who did something, a part of a state behind the name of that state."""
    state = record.state_of(party)
    return record.in_text(state) if state == party else f"{record.in_text(state)} ({record.in_text(party)})"


def _change(day: str, who: str, step: str, moves: list[timeline_book.Move]) -> Sentence:
    whats = "; ".join(dict.fromkeys(clause(move.what) + _level(move) for move in moves))
    text = f"{day}, {who}{f', {step}' if step else ''}: {whats}."
    return sentence(text, cited(*(move.entries for move in moves)))


_STEP_WORDS = {
    "announce": "announced", "impose": "imposed", "raise": "raised", "lower": "lowered", "suspend": "suspended",
    "resume": "resumed", "extend": "extended", "stop": "stopped", "expire": "expired", "withdraw": "withdrew",
    "strike down": "struck down",
}  # fmt: skip


def _level(move: timeline_book.Move) -> str:
    return f" (level {number(move.level)})" if move.level is not None else ""


def _in_force(asked: _Asked) -> Iterator[Sentence]:
    record, on = asked.record, asked.on
    rest: list[Iterator[Sentence]] = []
    for one, other in asked.both:
        for term in record.vocabulary["series"].values():
            if not term.summed:
                continue
            total = lives.total(record, one, other, term.code, on)
            own = total.entries or tuple(each.id for each in lives.of_series(record, one, other, term.code))[-1:]
            yield sentence(
                f"Additional duties of {record.in_text(one)} on all goods of {record.in_text(other)} add up to "
                f"{number(total.level)} {term.unit}{_made_of(asked, total.entries)}.",
                own,
            )
        standing = measures_book.live(record, one, other, on)
        yield from _suspended(asked, one, standing)
        rest.append(_other_measures(asked, one, other, standing))
    for told in zip_longest(*rest):  # in turn, so that what is left out for length is not all of one side
        yield from filter(None, told)


def _made_of(asked: _Asked, ids: Iterable[str]) -> str:
    parts = []
    for each in ids:
        measure = asked.record.find(each, Measure)
        now = lives.state(asked.record, measure, asked.on)
        if now:
            began = measures_book.since(asked.record, measure, asked.on)
            parts.append(
                f"{number(now.level)} since {day_text(date.fromisoformat(str(began)))}, {now.bases or measure.title}"
            )
    return f" ({'; '.join(parts)})" if parts else ""


def _suspended(asked: _Asked, by: str, standing: measures_book.Live) -> Iterator[Sentence]:
    """What stands suspended, grouped by the day on which it comes back and by what last moved that day."""
    groups: dict[tuple[str, str | None], list[tuple[Measure, str]]] = {}
    for each, now in standing.items():
        if now.status in ("suspended", "partly suspended"):
            measure = asked.record.find(each, Measure)
            part = f" ({number(now.full - now.level)} of {number(now.full)})" if now.level and now.full else ""
            until = f"until {when_text(now.suspended_until)}" if now.suspended_until else "without a term"
            groups.setdefault((until, now.extended), []).append((measure, measure.title + part))
    for (until, extended), members in groups.items():
        how = f"{until} (extended by {extended})" if extended else until
        titles = "; ".join(title for _, title in members)
        ids = tuple(measure.id for measure, _ in members)
        yield sentence(f"{asked.record.in_text(by)} keeps suspended {how}: {titles}.", ids)


def _other_measures(asked: _Asked, by: str, toward: str, standing: measures_book.Live) -> Iterator[Sentence]:
    """What else is in force, counted by instrument."""
    counts: dict[str, list[str]] = {}
    for each, now in standing.items():
        measure = asked.record.find(each, Measure)
        term = asked.record.vocabulary["series"].get(measure.series or "")
        if now.status == "in force" and not (term and term.summed):
            known = asked.record.vocabulary["instruments"].get(measure.instrument)
            label = known.label.lower() if known else measure.instrument
            counts.setdefault(label, []).append(each)
    whom = asked.record.in_text(toward)
    for label, ids in sorted(counts.items(), key=lambda pair: -len(pair[1])):
        ids.sort(key=lambda each: str(measures_book.since(asked.record, asked.record.find(each, Measure), asked.on)))
        latest = asked.record.find(ids[-1], Measure)
        many = (
            f"{len(ids)} measures on record of the kind '{label}' are"
            if ids[1:]
            else f"one measure on record of the kind '{label}' is"
        )
        which = "the latest" if ids[1:] else "namely"
        text = f"{asked.record.in_text(by)}: {many} in force toward {whom}, {which}: {latest.title}."
        yield sentence(text, reversed(ids))


def _owed(asked: _Asked) -> Iterator[Said]:
    """Promises missed, partly kept, disputed or soon due between the two; recently kept ones after them."""
    record, on = asked.record, asked.on
    order = {"missed": 0, "partial": 1, "disputed": 2, "due": 3, "kept late": 4, "pending": 5}
    found = []
    for promise in record.of(Commitment):
        last = promise.deadline.last if promise.deadline else promise.made.last
        if promise.made.first > on.day or abs((on.day - last).days) > RECENT:
            continue
        if not _concerns(asked, promise.obligor, promise.obligee):
            continue
        now = fates.standing(record, promise, on)
        if now.status in order and not (now.status == "pending" and not promise.deadline):
            found.append((order[now.status], last, promise, now))
    found.sort(key=lambda each: (each[0], each[1], each[2].id))
    for _, _, promise, now in found:
        yield partial(_promised, asked, promise, now)


def _promised(asked: _Asked, promise: Commitment, now: fates.Standing) -> Sentence:
    return sentence(_promise_text(asked, promise, now), _promise_entries(promise, now), promise.sources)


def _promise_text(asked: _Asked, promise: Commitment, now: fates.Standing) -> str:
    record = asked.record
    parts = [f"{record.in_text(promise.obligor)} to {record.in_text(promise.obligee[0])}: {clause(promise.text)}"]
    if promise.deadline:
        parts.append(f"by {when_text(promise.deadline)}")
    parts += [f"restated as {when_text(each.deadline)}" for each in promise.restated]
    status: str = now.status
    if now.status == "kept late" and now.done:
        status = f"kept late, on {day_text(now.done)} ({now.days_late} days after the first deadline)"
    said = commitments_book.asserted(record, promise, asked.on)
    tail = f" ({said})" if said and said.startswith("one-sided") else ""
    return f"{', '.join(parts)}: {status}{tail}."


def _promise_entries(promise: Commitment, now: fates.Standing) -> tuple[str, ...]:
    return cited(promise.id, promise.agreement, now.evidence.entry if now.evidence else None)


def _given(asked: _Asked) -> Iterator[Sentence]:
    record = asked.record
    one, other = (record.state_of(record.party(name).id) for name in (asked.by, asked.toward))
    found = concessions_book.account(record, one, other, on=asked.on, known=asked.known, fewest=FEWEST)
    for total in found.tallies:
        yield sentence(_tally_text(record, dict(total.values)), tuple(reversed(total.entries)))
    words = {
        "pocketed": "unanswered within 60 days",
        "punished": "met with a tightening",
        "open": "an answer may still come",
    }
    end = timeline_book.newest(record, asked.on.day)
    for move, outcome in reversed(found.easings(shifted(asked.on.day, -RECENT))):
        if outcome.fate not in words:
            continue
        word = words[outcome.fate]
        if outcome.fate == "pocketed" and end and (end - move.day).days < 60:
            word = f"no answer in the record, which ends on {day_text(end)}"
        who, whom = record.in_text(move.by), record.in_text(move.toward)
        text = f"{when_text(move.day)}, {who} eased toward {whom} ({_eased(move.what)}): {word}."
        yield sentence(text, concessions_book.cites(move, outcome))


def _eased(what: str) -> str:
    """What was done, with the step that was taken unless the measure itself is the easing."""
    step, _, title = what.partition(": ")
    return clause(what if step not in _STEP_WORDS else title if step == "impose" else f"{_STEP_WORDS[step]}: {title}")


_FATE_WORDS = {
    "exchanged": "exchanged under an agreement", "answered": "answered", "in_return": "made in return",
    "open": "still open", "pocketed": "unanswered", "punished": "met with a tightening",
}  # fmt: skip


def _tally_text(record: Record, total: dict[str, Cell]) -> str:
    """Who eased how often with what fate, and how that compares with chance."""
    who, whom = (record.in_text(str(total[name])) for name in ("by", "toward"))
    fates_told = ", ".join(f"{total[fate]} {word}" for fate, word in _FATE_WORDS.items() if total.get(fate))
    text = f"Of {total['easings']} easings by {who} toward {whom} on record: {fates_told or 'none'}"
    if total.get("share_by_timing") is None:
        return f"{text}."
    share, chance, low, high = (
        number(Decimal(str(total[name])) * 100) for name in ("share_by_timing", "chance", "chance_low", "chance_high")
    )
    timing = f"by timing alone {share} percent count as answered, where random timing gives {chance} ({low} to {high})"
    return f"{text}; {timing}."


def _readings(asked: _Asked) -> Iterator[Said]:
    """Words on which the two differ, those of the latest agreements first."""
    found = interpretations_book.disputes(asked.record, asked.by, asked.toward, asked.on)
    for dispute in sorted(found, key=lambda each: each.latest, reverse=True):
        yield partial(_disputed, asked.record, dispute)


def _disputed(record: Record, dispute: interpretations_book.Dispute) -> Sentence:
    return sentence(_dispute_text(record, dispute), dispute.entries)


def _dispute_text(record: Record, dispute: interpretations_book.Dispute) -> str:
    sides = dispute.one, dispute.other
    a, b = (record.in_text(side.state) for side in sides)
    terms = [f"{term.replace('-', ' ')}: {a} {ours or 'silent'}, {b} {theirs or 'silent'}"
             for term, ours, theirs in dispute.terms]  # fmt: skip
    complaints = [f"{record.in_text(side.state)} first complained on {when_text(side.complained.on)}"
                  for side in sides if side.complained]  # fmt: skip
    parts = "; ".join([*terms, *complaints])
    return f"{_subject_text(record, dispute.subject.id)}: {dispute.verdict}{f' ({parts})' if parts else ''}."


def _subject_text(record: Record, subject: str) -> str:
    """What was read, in words: a clause by its text, an entry by its title."""
    whole, _, name = subject.partition("#")
    entry = record.entry(whole)
    title = str(getattr(entry, "title", None) or getattr(entry, "text", whole))
    if isinstance(entry, Agreement) and name:
        text = next((each.text for each in entry.clauses if each.clause == name), name)
        return f"{title}, on '{shorten(clause(text), 90, placeholder=' …')}'"
    return clause(title)


def _channels(asked: _Asked) -> Iterator[Sentence]:
    record, on = asked.record, asked.on
    if last := _last_summit(asked):
        day, meeting = last
        text = f"The last meeting or call of the leaders on record: {meeting.title}, {when_text(day)}."
        yield sentence(text, (meeting.id,))
    for channel in record.of(Channel):
        now = fates.chapter(channel, on) if _pair_in(asked, channel.parties) else None
        if not now:
            continue
        step = channel.steps[now.step]
        recent = (on.day - step.on.last).days <= RECENT
        if now.state in ("suspended", "cancelled") or (now.state == "open" and recent):
            word = {"open": step.step}.get(now.state, now.state)
            by = f" by {record.in_text(step.by)}" if step.by else ""
            yield sentence(f"{channel.title}: {word} on {when_text(step.on)}{by}.", (channel.id,), step.sources)


def _last_summit(asked: _Asked) -> tuple[When, Meeting] | None:
    """The last meeting of the two leaders, with the day or days it lasted."""
    met = [(now.date, each) for each in asked.record.of(Meeting)
           if each.level == "leader" and _pair_in(asked, each.parties)
           and (now := fates.chapter(each, asked.on)) and now.state == "held" and now.date]  # fmt: skip
    return max(met, key=lambda pair: (pair[0].first, pair[1].id), default=None)


def _next(asked: _Asked) -> Iterator[Said]:
    first, last = shifted(asked.on.day, -LOOK_BACK), shifted(asked.on.day, LOOK_AHEAD)
    found = [due for due in calendar_book.falling(asked.record, asked.on, first, last) if _is_theirs(asked, due)]
    dues = sorted(found, key=lambda due: (due.day, due.kind, due.entries))
    for due in [each for each in dues if each.alarm]:
        yield partial(_lapsed, due)
    coming = [due for due in dues if not due.alarm and due.day >= asked.on.day and due.kind != "question closes"]
    groups: dict[tuple[date, str], list[calendar_book.Due]] = {}
    for due in coming:
        groups.setdefault((due.day, due.kind), []).append(due)
    for (_, kind), members in groups.items():
        yield partial(_coming, kind, members)


def _lapsed(due: calendar_book.Due) -> Sentence:
    text = f"{when_text(due.stated)}: {due.kind}, and the record has no word since: {clause(due.what)}."
    return sentence(text, due.entries)


def _coming(kind: str, members: list[calendar_book.Due]) -> Sentence:
    whats = "; ".join(dict.fromkeys(clause(due.what) for due in members))
    return sentence(f"{when_text(members[0].stated)}: {kind}: {whats}.", cited(*(due.entries for due in members)))


def _questions(asked: _Asked) -> Iterator[Sentence]:
    for question in asked.record.of(Question):
        if question.closes.last < asked.on.day or fates.outcome(asked.record, question, asked.on) is not None:
            continue
        for odds in questions_book.last_odds(question, asked.on):
            chance = f"{number(odds.probability * 100)} percent"
            text = f"{question.text} {odds.by} gives {chance} ({when_text(odds.on)}): {odds.reason.rstrip('.')}."
            yield sentence(text, (question.id,))


TELLERS: tuple[_Tell, ...] = (
    _changed, _in_force, _owed, _given, _readings, _channels, _next, _questions,
)  # fmt: skip


def _between(asked: _Asked, doers: Iterable[str], targets: Iterable[str]) -> bool:
    """True if the two did it together, or one of them did it and it reaches the other or is aimed at nobody."""
    did = {asked.record.state_of(each) for each in doers}
    other = {asked.by, asked.toward} - did
    if len(other) != 1:
        return not other
    aimed = tuple(targets)
    return not aimed or any(asked.record.bears_on(aimed, each) for each in other)


def _is_theirs(asked: _Asked, due: calendar_book.Due) -> bool:
    """True if what falls due lies between the two, or, as a question, between nobody."""
    entry: Any = asked.record.entry(due.entries[0])
    alone = getattr(entry, "by", None) or getattr(entry, "obligor", None)
    doers = (alone,) if alone else getattr(entry, "parties", None)
    if doers is None:
        return True
    return _between(asked, doers, getattr(entry, "toward", None) or getattr(entry, "obligee", None) or ())


def _concerns(asked: _Asked, one: str, others: Iterable[str]) -> bool:
    return {asked.record.state_of(one), *map(asked.record.state_of, others)} >= {asked.by, asked.toward}


def _pair_in(asked: _Asked, parties: Iterable[str]) -> bool:
    return {asked.by, asked.toward} <= set(map(asked.record.state_of, parties))


def _cautions(asked: _Asked, bare: int, more: Counter[str]) -> tuple[str, ...]:
    newest = timeline_book.newest(asked.record, asked.on.day)
    notes = []
    if newest:
        notes.append(f"The newest move in the record is of {day_text(newest)}; what came later is not in it.")
    left = [f"{count} under '{section}'" for section, count in more.items() if count]
    if left:
        notes.append(f"Left out for length: {', '.join(left)}; ask for every sentence (--full) to see all.")
    if bare:
        notes.append(f"{bare} sentences were left out because their entries cite no source.")
    return tuple(notes)
