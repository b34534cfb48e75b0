"""Who promised what to whom, by when, and how it was kept: every commitment as it stood on a day.

Standing   how a commitment stands (record.fates)

A verdict is always given against the deadline as first stated; deadlines given later are judged beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import get_args

from talleyrand.books.scope import scope
from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.errors import WrongValue, nearest
from talleyrand.record import fates
from talleyrand.record.asof import known_day
from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Agreement, Claim, Commitment, Performance
from talleyrand.record.fates import FULL, Fate, Standing
from talleyrand.record.record import Record

COLUMNS = columns(
    "obligor", "promise", "deadline", "status", "said_by", "*score", "*verdict", "*days_late:days", "*restated",
    "*done", "*evidence", "*agreement", "*obligee", "*made", "*triggered",
)  # fmt: skip
_MOST = 10  # ids named in a caution
_SETTLED = ("kept", "kept late", "void")


def commitments(  # noqa: PLR0913 - the two clocks, and each way in which a list of promises is narrowed
    record: Record,
    *,
    on: Moment,
    known: Moment,
    agreement: str | None = None,
    party: str | None = None,
    issue: str | None = None,
    status: str | None = None,
    owed_by: str | None = None,
) -> Statement:
    """Every commitment made up to a day, with how it was kept, and scores by agreement, obligor and issue.

    Args:
        party: obligor or obligee; an agency stands for its state.
        owed_by: only what this party promised and has still to do; what was kept or is void is left out.
            The totals count what was kept all the same, because a score of the unkept alone would mislead.
        issue: an issue's path; what lies below it counts.
        status: only commitments that stand so.

    Raises:
        NotFound: if there is no such agreement, party or issue.
        WrongValue: if there is no such status.
    """
    if status is not None and status not in get_args(Fate):
        hint = nearest(status, get_args(Fate)) or f"; it is one of {', '.join(get_args(Fate))}"
        raise WrongValue(f"'{status}' is no status of a commitment{hint}")
    within = record.find(agreement, Agreement).id if agreement else None
    asked = scope(record, record.state_of(record.party(party).id) if party else None, issue)
    debtor = record.state_of(record.party(owed_by).id) if owed_by else None
    then = record.as_known(known)
    found = [
        (promise, now) for promise, now in standings(then, on)
        if within in (None, promise.agreement) and asked.done_by(_sides(then, promise)) and asked.about([promise.issue])
        and debtor in (None, then.state_of(promise.obligor))
    ]  # fmt: skip
    shown = [(promise, now) for promise, now in found
             if status in (None, now.status) and not (debtor and now.status in _SETTLED)]  # fmt: skip
    narrowed = (f" under {record.find(agreement, Agreement).title}" if agreement else "") + (
        f" owed by {record.in_text(debtor)}" if debtor else ""
    )
    return Statement(
        title=f"Commitments{narrowed}", on=on, known=known, columns=COLUMNS,
        rows=tuple([_row(then, promise, now, on) for promise, now in shown]),
        totals=_totals(then, found), cautions=_cautions(found, on),
    )  # fmt: skip


def standings(record: Record, on: Moment) -> list[tuple[Commitment, Standing]]:
    """Every commitment made up to a day with how it stands, in the order in which they were made."""
    kept = record.memory.get(standings)  # of one day alone: a page asks for each side's own besides the whole
    if isinstance(kept, tuple) and kept[0] == on:
        return list(kept[1])
    made = [promise for promise in record.of(Commitment) if promise.made.first <= on.day]
    made.sort(key=lambda each: (each.made.first, each.id))
    found = [(promise, fates.standing(record, promise, on)) for promise in made]
    record.memory[standings] = (on, found)
    return list(found)


def _sides(record: Record, promise: Commitment) -> tuple[str, ...]:
    """The states on both sides of a promise, the obligor's first, each once."""
    return cited(record.state_of(promise.obligor), map(record.state_of, promise.obligee))


def _row(record: Record, promise: Commitment, now: Standing, on: Moment) -> Row:
    obligor, *obligees = _sides(record, promise)
    again = [
        f"{each.deadline} by {each.by or each.person or 'unnamed'}: {_margin(each.deadline, now, on.day)}"
        for each in promise.restated if known_day(each.on) <= on.day
    ]  # fmt: skip
    cells = (
        obligor, promise.text, promise.deadline, now.status, asserted(record, promise, on), now.score,
        _verdict(promise.deadline, now, on.day), now.days_late, "; ".join(again) or None, now.done,
        _shown(promise, now.evidence), promise.agreement, ", ".join(obligees) or obligor, promise.made, now.triggered,
    )  # fmt: skip
    deed = now.evidence.entry if now.evidence else None
    hangs_on = promise.condition.entry if promise.condition else None
    return Row(cells, cited(promise.id, promise.agreement, deed, hangs_on))


def _verdict(deadline: When | None, now: Standing, day: date) -> str | None:
    """One word or two for the deadline as first stated."""
    if deadline is None:
        return None
    if now.done and now.status not in ("void", "disputed"):
        return "kept" if now.done <= deadline.last else "missed"
    return _margin(deadline, now, day).partition(",")[0]


def _margin(deadline: When, now: Standing, day: date) -> str:
    """The verdict against a deadline, with the days by which it was kept or missed."""
    if now.status in ("void", "disputed"):
        return now.status
    if now.done:
        late = (now.done - deadline.last).days
        if late > 0:
            return f"done {_days(late)} late"
        return f"kept {_days(-late)} early" if late else "kept on the day"
    if day <= deadline.last:
        return "not yet due"
    if now.status == "pending":
        return "condition not met"
    return f"missed, {_days((day - deadline.last).days)} ago" if now.evidence else "no evidence"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def asserted(record: Record, promise: Commitment, on: Moment) -> str | None:
    """Which states say that the promise exists, and whether a side of it does not: denies it or declines to say."""
    latest: dict[str, Claim] = {}
    for claim in sorted(promise.asserted, key=lambda each: known_day(each.on)):
        if known_day(claim.on) <= on.day:
            latest[record.state_of(claim.by)] = claim
    if not latest:
        return None
    order = cited(_sides(record, promise), latest)
    affirming = [each for each in order if each in latest and latest[each].stance == "affirms"]
    rest = [f"{each} {latest[each].stance}" for each in order if each in latest and each not in affirming]
    whole = set(_sides(record, promise)) <= set(affirming)
    first = ", ".join(affirming) or "nobody"
    return "; ".join([first if whole else f"one-sided: {first}", *rest])


def _shown(promise: Commitment, evidence: Performance | None) -> str | None:
    """What the status rests on: how much, how counted, by whom."""
    if evidence is None:
        return None
    if evidence.amount is None:
        what = evidence.text
    else:
        unit = promise.target.unit if promise.target else ""
        what = " ".join(filter(None, (f"{evidence.amount:f}", unit, evidence.counted)))
    return " ".join(filter(None, (what, f"({evidence.by})" if evidence.by else ""))) or None


# --- totals --------------------------------------------------------------------------------------


def _totals(record: Record, found: list[tuple[Commitment, Standing]]) -> tuple[Tally, ...]:
    groups: dict[tuple[str, str], list[tuple[Commitment, Standing]]] = {}
    for kind in ("agreement", "obligor", "issue", "status"):
        for promise, now in found:
            name = {"agreement": promise.agreement, "obligor": record.state_of(promise.obligor),
                    "issue": promise.issue, "status": now.status}[kind]  # fmt: skip
            if name:
                groups.setdefault((kind, name), []).append((promise, now))
    return tuple([_tally(of, name, members) for (of, name), members in groups.items()])


def _tally(of: str, name: str, members: list[tuple[Commitment, Standing]]) -> Tally:
    disputed = sum(now.status == "disputed" for _, now in members)
    scores = [now.score for _, now in members if now.score is not None and now.status != "disputed"]
    values = (
        ("of", of), ("name", name), ("commitments", len(members)), ("disputed", disputed), ("scored", len(scores)),
        ("score", rolled_up(scores)),
    )  # fmt: skip
    return Tally(values, tuple([promise.id for promise, _ in members]))


def rolled_up(scores: Iterable[int]) -> Decimal | None:
    """Scores of 0 to 3 as a percentage of performance in full: their sum ÷ (3 × their number) × 100.

    >>> rolled_up([3, 2, 0])
    Decimal('55.6')
    """
    given = list(scores)
    if not given:
        return None
    return (Decimal(100 * sum(given)) / (FULL * len(given))).quantize(Decimal("0.1"))


def _cautions(found: list[tuple[Commitment, Standing]], on: Moment) -> tuple[str, ...]:
    unscored = sum(now.score is None for _, now in found)
    silent = [promise.id for promise, now in found
              if promise.deadline and promise.deadline.last < on.day and now.status == "due"]  # fmt: skip
    disputed = [promise.id for promise, now in found if now.status == "disputed"]
    cautions = []
    if unscored:
        cautions.append(f"{unscored} of {len(found)} commitments have no scored evidence and enter no score.")
    if silent:
        cautions.append(f"Past the deadline with no evidence either way: {_listed(silent)}.")
    if disputed:
        cautions.append(f"Disputed between the two sides, so in no score: {_listed(disputed)}.")
    return tuple(cautions)


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:_MOST]) + (f" and {len(ids) - _MOST} more" if len(ids) > _MOST else "")
