"""How promises, meetings, channels, agreements and questions stand on a day.

Standing   a commitment on a day: its status, the score and evidence it rests on, days late
Chapter    the state of a meeting, channel or agreement on a day, and the step that brought it about

Give a record as known on a day; `on` is the day that the question is about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from talleyrand.record import lives
from talleyrand.record.asof import known_day
from talleyrand.record.dates import Moment, When, moment
from talleyrand.record.entries import (
    Agreement,
    AgreementStep,
    AnyKind,
    Channel,
    ChannelStep,
    Commitment,
    Measure,
    Meeting,
    MeetingStep,
    Performance,
    Question,
    Rule,
)
from talleyrand.record.record import Record

FULL = 3
DUE_WITHIN = 30

Fate = Literal["pending", "due", "kept", "kept late", "partial", "missed", "void", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A commitment on a day.

    Attributes:
        status: pending, due, kept, kept late, partial, missed, void or disputed.
        score: 0 to 3 by the latest evidence, None if there is none.
        evidence: the performance that the status rests on.
        done: the day since which it has been carried out in full, None if it is not.
        days_late: days from the first deadline to `done`, or to the day asked about if it is not done;
            negative if early; None if there is no deadline or it has not come.
        triggered: whether its condition has come about: yes, no, or None if there is none or it cannot be told.
    """

    status: Fate
    score: int | None = None
    evidence: Performance | None = None
    done: date | None = None
    days_late: int | None = None
    triggered: bool | None = None


def standing(record: Record, promise: Commitment, on: Moment) -> Standing:
    """How a commitment stands on a day, judged against the deadline as first stated.

    A deadline that passed with no evidence either way leaves it `due`; one whose condition has not come about
    is `pending`.
    """
    judged = _judged(record, promise, on)
    triggered = _triggered(record, promise, on)
    if triggered is False and judged.status in ("due", "missed"):
        return replace(judged, status="pending", days_late=None, triggered=triggered)
    return replace(judged, triggered=triggered)


def _judged(record: Record, promise: Commitment, on: Moment) -> Standing:
    """How a commitment stands by its evidence alone, its condition left aside."""
    shown = evidence(promise, on)
    latest = shown[-1] if shown else None
    done = _full_since(shown)
    deadline = promise.deadline
    late = None
    if deadline and (done or on.day > deadline.last):
        late = ((done or on.day) - deadline.last).days
    status: Fate = "disputed" if _at_odds(record, promise, shown) else _status(promise, on.day, shown, done)
    if _void(promise, on.day, shown):
        status, late = "void", None
    return Standing(status=status, score=latest.score if latest else None, evidence=latest, done=done,
                    days_late=late)  # fmt: skip


def evidence(promise: Commitment, on: Moment) -> list[Performance]:
    """The scored evidence that speaks to days up to this one, in order of those days."""
    shown = [each for each in promise.performance if each.score is not None and known_day(each.on) <= on.day]
    return sorted(shown, key=lambda each: known_day(each.on))


def _full_since(shown: list[Performance]) -> date | None:
    """The day since which all evidence shows it done in full; a full score later withdrawn does not count."""
    since = None
    for each in shown:
        since = (since or known_day(each.on)) if each.score == FULL else None
    return since


def _void(promise: Commitment, day: date, shown: list[Performance]) -> bool:
    if promise.voided and promise.voided.on.first <= day:
        return True
    lapse = promise.condition.lapse if promise.condition else None
    return lapse is not None and lapse.last < day and not any(each.score for each in shown)


def _status(promise: Commitment, day: date, shown: list[Performance], done: date | None) -> Fate:
    deadline = promise.deadline
    if done:
        return "kept late" if deadline and done > deadline.last else "kept"
    score = shown[-1].score if shown else None
    over = deadline is not None and day > deadline.last
    if score is not None and (over or (deadline is None and promise.standing)):
        return "partial" if score > 1 else "missed"
    if deadline and (deadline.last - day).days <= DUE_WITHIN:
        return "due"
    return "partial" if deadline is None and score else "pending"


def _at_odds(record: Record, promise: Commitment, shown: list[Performance]) -> bool:
    """True if one side's latest judgement is full, partial or failed performance and the other side's is not."""
    ours, theirs = record.state_of(promise.obligor), {record.state_of(each) for each in promise.obligee}
    own = [each for each in shown if each.by and record.state_of(each.by) == ours]
    other = [each for each in shown if each.by and record.state_of(each.by) in theirs - {ours}]
    if not own or not other or _grade(own[-1]) == _grade(other[-1]):
        return False
    low, high = sorted((own[-1], other[-1]), key=_grade)
    due = [each.last for each in (promise.deadline, *(again.deadline for again in promise.restated)) if each]
    # A low score given while there was still time may only have been overtaken by what was done since.
    in_time = not due or known_day(low.on) <= max(due)
    return promise.standing or not (in_time and known_day(low.on) < known_day(high.on))


def _grade(judgement: Performance) -> int:
    """2 for performance in full, 1 for a good part, 0 for less."""
    return max((judgement.score or 0) - 1, 0)


def _triggered(record: Record, promise: Commitment, on: Moment) -> bool | None:
    condition = promise.condition
    if not condition or not condition.entry or not condition.state or condition.entry not in record:
        return None
    other = record.entry(condition.entry)
    if isinstance(other, Commitment):  # two promises may each be the other's condition: look at deeds alone
        return _judged(record, other, on).status == condition.state
    return _apart(record, other, on) == condition.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The state of a meeting, channel or agreement on a day.

    Attributes:
        state: the word for it, as its book prints it.
        step: the position of the step that brought it about, among the entry's steps.
        date: for a meeting, the day or days set or held; for an agreement, the last day of its term.
    """

    state: str
    step: int
    date: When | None = None


# The state that each step of a meeting, channel or agreement leads to.
_STATES = {
    "asked": "asked for", "refused": "refused", "planned": "planned", "moved": "planned", "held": "held",
    "opened": "open", "restored": "open", "suspended": "suspended", "cancelled": "cancelled", "replaced": "replaced",
    "agreed": "agreed", "published": "agreed", "signed": "agreed", "in force": "in force", "lapsed": "lapsed",
    "ended": "ended",
}  # fmt: skip


def chapter(entry: Meeting | Channel | Agreement, on: Moment) -> Chapter | None:
    """The state on a day, or None before anything had happened."""
    steps: tuple[MeetingStep | ChannelStep | AgreementStep, ...] = entry.steps
    past = [number for number, step in enumerate(steps) if step.on.first <= on.day]
    if not past:
        return None
    latest = [steps[number] for number in reversed(past)]
    date = next((day for step in latest if (day := _date(step))), None)
    # A step that only extends or amends an agreement leaves it in the state in which it was.
    state = next((_STATES[step.step] for step in latest if step.step in _STATES), "agreed")
    if isinstance(entry, Agreement) and state in ("agreed", "in force") and date and date.last < on.day:
        state = "lapsed"
    return Chapter(state=state, step=past[-1], date=date)


def _date(step: MeetingStep | ChannelStep | AgreementStep) -> When | None:
    """The date that a step sets: of a meeting held or planned, or the end of an agreement's term."""
    if isinstance(step, MeetingStep):
        return step.on if step.step == "held" else step.date
    return step.until if isinstance(step, AgreementStep) else None


def state_word(record: Record, entry: AnyKind, on: Moment) -> str | None:
    """The word for an entry's state on a day, as its book prints it; None if it has none then."""
    if isinstance(entry, Measure):
        now = lives.state(record, entry, on)
        return now.status if now else None
    if isinstance(entry, Commitment):
        return standing(record, entry, on).status if entry.made.first <= on.day else None
    if isinstance(entry, Meeting | Channel | Agreement):
        then = chapter(entry, on)
        return then.state if then else None
    if isinstance(entry, Question):
        return outcome(record, entry, on)
    return None


def _apart(record: Record, entry: AnyKind, on: Moment) -> str | None:
    """The same word, but of a question only as it was settled by hand: rules may lead round in a ring."""
    return _settled(entry, on) if isinstance(entry, Question) else state_word(record, entry, on)


def _settled(question: Question, on: Moment) -> str | None:
    settled = question.resolution
    return settled.outcome if settled and settled.on.first <= on.day else None


def outcome(record: Record, question: Question, on: Moment) -> str | None:
    """How a question stands on a day: yes, no, ambiguous, annulled, or None while it is open."""
    if settled := _settled(question, on):
        return settled
    if question.rule is None or question.rule.on.last > on.day:
        return None
    key = (outcome, question.id)  # the same on every day from then on
    if key not in record.memory:
        record.memory[key] = _by_rule(record, question.rule)
    return record.memory[key]  # type: ignore[return-value]


def _by_rule(record: Record, rule: Rule) -> str | None:
    """What a rule says on its own day."""
    then = moment(rule.on.last)
    if rule.entry:
        if rule.entry not in record:
            return None
        return "yes" if _apart(record, record.entry(rule.entry), then) in rule.states else "no"
    if not (rule.by and rule.toward and rule.series and rule.series in record.vocabulary["series"]):
        return None
    level = lives.total(record, rule.by, rule.toward, rule.series, then).level
    low = rule.at_least is None or level >= rule.at_least
    return "yes" if low and (rule.at_most is None or level <= rule.at_most) else "no"
