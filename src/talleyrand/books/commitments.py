"""Who promised what to whom, by when, and how it was kept: every commitment as it stood on a day.

Standing   how a commitment stands (record.fates)

A verdict is always given against the deadline as first stated; deadlines given later are judged beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, get_args

from talleyrand.books.scope import scope
from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.books.stretches import Told, asked_again, days_of, told
from talleyrand.errors import WrongValue, nearest
from talleyrand.record import fates
from talleyrand.record.asof import known_day
from talleyrand.record.dates import Moment, When, shifted
from talleyrand.record.entries import Agreement, Claim, Commitment, Performance
from talleyrand.record.fates import FULL, Fate, Standing
from talleyrand.record.record import Record

COLUMNS = columns(
    "obligor", "promise", "deadline", "status", "said_by", "*score", "*verdict", "*days_late:days", "*restated",
    "*done", "*evidence", "*agreement", "*obligee", "*made", "*triggered",
)  # fmt: skip
_LATE = [column.name for column in COLUMNS].index("days_late")  # where days are counted, in this column and the next
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
        each for each in _standing(then, on)
        if (debtor is None or debtor == each.obligor) and (within is None or within == each.promise.agreement)
        and (party is None or asked.done_by(_sides(then, each.promise)))
        and asked.about([each.promise.issue])
    ]  # fmt: skip
    shown = [each for each in found
             if status in (None, each.status) and not (debtor and each.status in _SETTLED)]  # fmt: skip
    narrowed = (f" under {record.find(agreement, Agreement).title}" if agreement else "") + (
        f" owed by {record.in_text(debtor)}" if debtor else ""
    )
    return Statement(
        title=f"Commitments{narrowed}", on=on, known=known, columns=COLUMNS,
        rows=tuple([each.row for each in shown]), totals=_totals(found), cautions=_cautions(found, on),
    )  # fmt: skip


class _Stands(NamedTuple):
    """A commitment on a day: how it stands, its row, and the state that owes it."""

    promise: Commitment
    status: Fate
    score: int | None
    row: Row
    obligor: str


def _standing(record: Record, on: Moment) -> list[_Stands]:
    """Every commitment made up to a day with how it stands, in the order in which they were made."""
    kept = record.memory.get(_standing)  # of one day alone: a page asks for each side's own besides the whole
    if isinstance(kept, tuple) and kept[0] == on:
        return kept[1]  # type: ignore[no-any-return]
    if asked_again(record, _standing, on):
        found = [_on(record, each, on) for each in _by_age(record) if each.entry.made.first <= on.day]
    else:
        made = [each for each in record.of(Commitment) if each.made.first <= on.day]
        found = [_on(record, told(each, ()), on) for each in sorted(made, key=_age)]
    record.memory[_standing] = (on, found)
    return found


def _by_age(record: Record) -> list[Told]:
    """Every commitment in the order in which they were made, with the days on which something about it changes."""
    if _by_age not in record.memory:
        record.memory[_by_age] = [told(each, _turns(each)) for each in sorted(record.of(Commitment), key=_age)]
    return record.memory[_by_age]  # type: ignore[return-value]


def _age(promise: Commitment) -> tuple[date, str]:
    return promise.made.first, promise.id


def _turns(promise: Commitment) -> Iterator[date]:
    """The days on which a commitment may come to stand otherwise, that of its condition's entry left aside."""
    lapse = promise.condition.lapse if promise.condition else None
    yield from days_of((promise.made, promise.deadline, promise.voided.on if promise.voided else None, lapse))
    yield from days_of([*[each.on for each in promise.performance], *[each.on for each in promise.asserted]])
    yield from days_of([each.on for each in promise.restated])
    yield from days_of([each.deadline for each in promise.restated])
    if promise.deadline:
        yield shifted(promise.deadline.last, -fates.DUE_WITHIN)


def _on(record: Record, owed: Told, on: Moment) -> _Stands:
    """A commitment on a day; from one change to the next, only the days since a deadline are counted anew."""
    promise: Commitment = owed.entry
    place = bisect_right(owed.turns, on.day)
    said = owed.said[place]
    if said is None or (promise.condition and promise.condition.entry):
        now = fates.standing(record, promise, on)
        said = owed.said[place] = now, _row(record, promise, now, on), record.state_of(promise.obligor)
    now, row, obligor = said
    if now.done is None and now.status != "void":
        row = _counted(row, promise, now, on)
    return _Stands(promise, now.status, now.score, row, obligor)


def _counted(row: Row, promise: Commitment, now: Standing, on: Moment) -> Row:
    """The row of a promise not carried out yet, with the days that have passed since its deadlines."""
    over = [each for each in (promise.deadline, *(again.deadline for again in promise.restated)) if each]
    if all(each.last >= on.day for each in over):
        return row
    late = (on.day - over[0].last).days if now.days_late is not None else None
    return Row((*row.cells[:_LATE], late, _restated(promise, now, on.day), *row.cells[_LATE + 2 :]), row.entries)


def _sides(record: Record, promise: Commitment) -> tuple[str, ...]:
    """The states on both sides of a promise, the obligor's first, each once."""
    return cited(record.state_of(promise.obligor), map(record.state_of, promise.obligee))


def _row(record: Record, promise: Commitment, now: Standing, on: Moment) -> Row:
    obligor, *obligees = _sides(record, promise)
    cells = (
        obligor, promise.text, promise.deadline, now.status, asserted(record, promise, on), now.score,
        _verdict(promise.deadline, now, on.day), now.days_late, _restated(promise, now, on.day), now.done,
        _shown(promise, now.evidence), promise.agreement, ", ".join(obligees) or obligor, promise.made, now.triggered,
    )  # fmt: skip
    deed = now.evidence.entry if now.evidence else None
    hangs_on = promise.condition.entry if promise.condition else None
    return Row(cells, cited(promise.id, promise.agreement, deed, hangs_on))


def _restated(promise: Commitment, now: Standing, day: date) -> str | None:
    """Each later deadline with who gave it, and how it was kept."""
    if not promise.restated:
        return None
    again = [
        f"{each.deadline} by {each.by or each.person or 'unnamed'}: {_margin(each.deadline, now, day)}"
        for each in promise.restated if known_day(each.on) <= day
    ]  # fmt: skip
    return "; ".join(again) or None


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


_GROUPS: tuple[tuple[str, Callable[[_Stands], str | None]], ...] = (
    ("agreement", lambda each: each.promise.agreement), ("obligor", lambda each: each.obligor),
    ("issue", lambda each: each.promise.issue), ("status", lambda each: each.status),
)  # fmt: skip


def _totals(found: list[_Stands]) -> tuple[Tally, ...]:
    tallies = []
    for kind, name_of in _GROUPS:
        groups: dict[str, list[_Stands]] = {}
        for each in found:
            if name := name_of(each):
                if name in groups:
                    groups[name].append(each)
                else:
                    groups[name] = [each]
        tallies += [_tally(kind, name, members) for name, members in groups.items()]
    return tuple(tallies)


def _tally(of: str, name: str, members: list[_Stands]) -> Tally:
    disputed, scores, ids = 0, [], []
    for promise, status, score, _, _ in members:
        ids.append(promise.id)
        if status == "disputed":
            disputed += 1
        elif score is not None:
            scores.append(score)
    values = (
        ("of", of), ("name", name), ("commitments", len(members)), ("disputed", disputed), ("scored", len(scores)),
        ("score", rolled_up(scores)),
    )  # fmt: skip
    return Tally(values, tuple(ids))


def rolled_up(scores: Iterable[int]) -> Decimal | None:
    """Scores of 0 to 3 as a percentage of performance in full: their sum ÷ (3 × their number) × 100.

    >>> rolled_up([3, 2, 0])
    Decimal('55.6')
    """
    given = list(scores)
    return _percentage(sum(given), len(given)) if given else None


@lru_cache(maxsize=1024)
def _percentage(total: int, number: int) -> Decimal:
    return (Decimal(100 * total) / (FULL * number)).quantize(Decimal("0.1"))


def _cautions(found: list[_Stands], on: Moment) -> tuple[str, ...]:
    unscored = sum(each.score is None for each in found)
    silent = [each.promise.id for each in found if each.status == "due"
              and each.promise.deadline and each.promise.deadline.last < on.day]  # fmt: skip
    disputed = [each.promise.id for each in found if each.status == "disputed"]
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
