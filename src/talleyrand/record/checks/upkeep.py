"""Rules about the record as something kept up: corrections, and what passed without a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from talleyrand.record import fates, lives
from talleyrand.record.checks.days import newest
from talleyrand.record.checks.faults import Rule, fault, notice
from talleyrand.record.checks.judged import unjudgeable
from talleyrand.record.checks.life_cycles import lived
from talleyrand.record.dates import Moment, When, ends, midnight
from talleyrand.record.entries import Agreement, AnyKind, Channel, Commitment, Measure, Meeting
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

STALE = timedelta(days=365)


def corrects_an_entry_of_its_kind(record: Record, _today: date) -> Iterator[Problem]:
    """A correction replaces one entry of its own kind, which is in the record."""
    this = corrects_an_entry_of_its_kind
    written = {entry.id: entry for entry in record.written}
    done: dict[str, str] = {}
    for entry in record.written:
        if not entry.corrects:
            continue
        former = written.get(entry.corrects)
        if former is None and entry.corrects not in {problem.entry for problem in record.problems}:
            yield fault(this, record, entry, f"it corrects '{entry.corrects}', which is not in the record", "corrects")
        elif former and former.KIND != entry.KIND:
            message = f"it corrects '{former.id}', which is no {entry.KIND} but a {former.KIND}"
            yield fault(this, record, entry, message, "corrects")
        elif entry.corrects in done:
            message = f"'{entry.corrects}' is already corrected by '{done[entry.corrects]}'; correct that one"
            yield fault(this, record, entry, message, "corrects")
        done.setdefault(entry.corrects, entry.id)


def says_why_it_corrects(record: Record, _today: date) -> Iterator[Problem]:
    """A correction gives its reason and the day on which it was recorded."""
    for entry in record.written:
        wanted = [name for name in ("recorded", "reason") if entry.corrects and not getattr(entry, name)]
        if wanted:
            message = f"a correction needs {' and '.join(map(repr, wanted))}"
            yield fault(says_why_it_corrects, record, entry, message, "corrects")


def does_not_correct_itself(record: Record, _today: date) -> Iterator[Problem]:
    """No correction leads back to itself, however many steps back."""
    former = {entry.id: entry.corrects for entry in record.written if entry.corrects}
    for entry in record.written:
        seen, back = [entry.id], entry.corrects
        while back and back not in seen:
            seen.append(back)
            back = former.get(back)
        if back == entry.id:
            message = f"it corrects itself: {' corrects '.join([*seen, back])}"
            yield fault(does_not_correct_itself, record, entry, message, "corrects")


def meeting_passed_without_a_word(record: Record, today: date) -> Iterator[Problem]:
    """A meeting whose day has passed was held, moved or cancelled."""
    for meeting in record.of(Meeting):
        last = meeting.steps[-1] if meeting.steps else None
        if last and last.step in ("planned", "moved") and last.date and last.date.last < today:
            message = f"set for {last.date}, which has passed; say whether it was held, moved or cancelled"
            yield notice(meeting_passed_without_a_word, record, meeting, message, "steps", len(meeting.steps) - 1)


def deadline_passed_without_a_word(record: Record, today: date) -> Iterator[Problem]:
    """A commitment whose deadline has passed has evidence of that day or later, or was voided."""
    for promise in record.of(Commitment):
        due = promise.deadline
        if due is None or due.last >= today or promise.voided:
            continue
        done = any(each.on.last >= due.last or each.score == fates.FULL for each in promise.performance)
        moved = any(again.deadline.last >= today for again in promise.restated)
        if not done and not moved:
            message = f"due by {due}, and nothing says how it came out; add 'performance'"
            yield notice(deadline_passed_without_a_word, record, promise, message, "deadline")


def term_passed_without_a_word(record: Record, today: date) -> Iterator[Problem]:
    """A suspension or term that has run out has a step that says what followed."""
    this = term_passed_without_a_word
    for measure in record.of(Measure):
        last = _latest(record, measure, today)
        term = _ran_out(record, measure, last.after, today) if last else None
        if last and term:
            now = lives.state(record, measure, Moment(today))
            since = now.status if now else "over"
            message = f"its term ran out ({term}) and it is taken to be '{since}' since; add the step that says so"
            yield notice(this, record, measure, message, "steps", last.number, "until")
    for deal in record.of(Agreement):
        here = fates.chapter(deal, Moment(today))
        if here and here.state == "lapsed" and deal.steps[here.step].step != "lapsed":
            message = f"its term ended on {here.date}; say whether it was extended or has lapsed"
            yield notice(this, record, deal, message, "steps", here.step, "until")


def _latest(record: Record, measure: Measure, today: date) -> lives.Passage | None:
    """The last step of a measure that has taken effect."""
    now = midnight(today, record.zone(measure.by))
    return next((each for each in reversed(lived(record, measure)) if each.effect <= now), None)


def _ran_out(record: Record, measure: Measure, state: lives.State, today: date) -> When | None:
    """The term of a state that had run out before today."""
    if state.status not in (*lives.ACTIVE, "suspended"):
        return None
    zone = record.zone(measure.by)
    now = midnight(today, zone)
    terms = [term for term in (state.suspended_until, state.until) if term and ends(term, zone) <= now]
    return min(terms, key=lambda term: ends(term, zone), default=None)


def subject_is_kept_up(record: Record, today: date) -> Iterator[Problem]:
    """An issue with something still running has an entry from the last year."""
    latest: dict[str, tuple[date, AnyKind]] = {}
    running: dict[str, int] = {}
    for entry in record.entries:
        day = newest(entry)
        for issue in _issues(entry):
            if day and (issue not in latest or latest[issue][0] < day):
                latest[issue] = (day, entry)
            if _running(record, entry, today):
                running[issue] = running.get(issue, 0) + 1
    for issue, count in running.items():
        if issue in latest and today - latest[issue][0] > STALE:
            day, entry = latest[issue]
            still = "one thing is" if count == 1 else f"{count} things are"
            message = f"the newest entry about '{issue}' ({day}), where {still} still running; is there news?"
            yield notice(subject_is_kept_up, record, entry, message)


def _issues(entry: AnyKind) -> tuple[str, ...]:
    one: str | None = getattr(entry, "issue", None)
    several: tuple[str, ...] = getattr(entry, "issues", ())
    return (one,) if one else several


def _running(record: Record, entry: AnyKind, today: date) -> bool:
    if isinstance(entry, Measure):
        last = _latest(record, entry, today)
        return last is not None and last.after.status in lives.LIVE and not _ran_out(record, entry, last.after, today)
    if isinstance(entry, Commitment) and entry.id not in unjudgeable(record):
        return fates.standing(record, entry, Moment(today)).status in ("pending", "due")
    if isinstance(entry, Channel):
        here = fates.chapter(entry, Moment(today))
        return here is not None and here.state == "open"
    return False


RULES: tuple[Rule, ...] = (
    corrects_an_entry_of_its_kind, says_why_it_corrects, does_not_correct_itself, meeting_passed_without_a_word,
    deadline_passed_without_a_word, term_passed_without_a_word, subject_is_kept_up,
)  # fmt: skip
