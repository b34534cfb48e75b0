"""What each side gave the other, and what became of it: answered, exchanged, pocketed, punished or still open.

Move     one easing or tightening by one side toward the other (books.moves)
Outcome  the fate of an easing, and the other side's move that settled it (books.answers)
Chance   the share answered that random timing would give
Account  the moves of two parties, what became of each, and the figures of each side
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from talleyrand.books.answers import FATES, Course, Outcome, course_of, outcomes
from talleyrand.books.moves import Move, both_sides
from talleyrand.books.statement import Cell, Row, Statement, Tally, cited, columns
from talleyrand.books.timings import share_answered, shares_answered
from talleyrand.errors import WrongValue, nearest
from talleyrand.record.dates import Moment
from talleyrand.record.record import Record

COLUMNS = columns(
    "day", "by", "*toward", "move", "what", "fate", "answer", "*days:days", "*change", "*unit", "*series", "*agreement"
)  # fmt: skip
_FATES = ", ".join(FATES)
FEW = 10  # easings below which a share says little
_EFFORT = 120_000  # days looked at in all draws of one direction: well under a tenth of a second


def concessions(  # noqa: PLR0913 - the two parties, the two clocks, and how answers are told from chance
    record: Record,
    by: str,
    toward: str,
    *,
    on: Moment,
    known: Moment,
    window: int = 60,
    draws: int = 2000,
    seed: int = 0,
    fate: str | None = None,
) -> Statement:
    """Every easing and tightening between two parties up to a day, both ways, and the fate of each easing.

    Args:
        window: days within which an answer counts.
        draws: how many random timings to compare with; fewer are made if that would take too long.
        seed: of the random timings.
        fate: only easings of this fate; the totals still count every move.

    Raises:
        NotFound: if the record has no such party.
        WrongValue: if the window or the number of draws is negative, or there is no such fate.
    """
    for name, number in (("window", window), ("draws", draws)):
        if number < 0:
            raise WrongValue(f"'{name}' is {number}; it must be 0 or more")
    if fate not in (None, *FATES):
        raise WrongValue(f"'{fate}' is no fate of an easing{nearest(fate, FATES) or f'; it is one of {_FATES}'}")
    one, other = (record.state_of(record.party(name).id) for name in (by, toward))
    then = record.as_known(known)
    found = account(then, one, other, on=on, known=known, window=window, draws=draws, seed=seed)
    return Statement(
        title=f"Concessions between {record.name_of(one)} and {record.name_of(other)}, answered within {window} days",
        on=on, known=known, columns=COLUMNS,
        rows=_rows(then, (one, other), found, fate),
        totals=found.tallies, cautions=_cautions(found, draws),
    )  # fmt: skip


# --- the account ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The moves of two states in order of time, what became of each easing, and the figures of each side."""

    made: Sequence[Move]
    settled: Sequence[Outcome | None]
    tallies: tuple[Tally, ...]

    @property
    def pairs(self) -> Iterator[tuple[Move, Outcome | None]]:
        """Each move with what became of it."""
        return zip(self.made, self.settled, strict=True)

    def easings(self, since: date) -> list[tuple[Move, Outcome]]:
        """The easings from a day on with what became of them."""
        first = bisect_left(self.made, since, key=lambda move: move.day)
        recent = zip(self.made[first:], self.settled[first:], strict=True)
        return [(move, outcome) for move, outcome in recent if outcome]


def account(  # noqa: PLR0913 - the two states, the two clocks, and how answers are told from chance
    record: Record,
    one: str,
    other: str,
    *,
    on: Moment,
    known: Moment,
    window: int = 60,
    draws: int = 2000,
    seed: int = 0,
    fewest: int = 0,
) -> Account:
    """What two states gave each other up to a day, from a record as known.

    Args:
        fewest: random timings without which the comparison with chance is left out.
    """
    course = _known_course(record, one, other)
    made = course.made[: bisect_right(course.days, on.day.toordinal())]
    settled = outcomes(course, len(made), window, on.day)
    span = (made[0].day if made else on.day, max(min(on.day, known.day), made[-1].day) if made else on.day)
    timing = Timing(window=window, span=span, on=on.day, draws=draws, seed=seed, fewest=fewest)
    tallies = [_tally(giver, taker, course, settled, by_chance(made, giver, settled, timing))
               for giver, taker in ((one, other), (other, one))]  # fmt: skip
    return Account(made=made, settled=settled, tallies=tuple(tallies))


def _known_course(record: Record, one: str, other: str) -> Course:
    key = (_known_course, one, other)
    if key not in record.memory:
        record.memory[key] = course_of(both_sides(record, one, other))
    return record.memory[key]  # type: ignore[return-value]


# --- chance --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How random timings are made.

    Attributes:
        window: days within which an answer counts.
        span: first and last day observed.
        on: day by which an answer must have come.
        draws: how many timings are wanted.
        seed: of the draws.
        fewest: how many must fit in the time; with fewer, chance is not asked.
    """

    window: int
    span: tuple[date, date]
    on: date
    draws: int
    seed: int
    fewest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What random timing gives, beside what was seen when only timing counts.

    Attributes:
        seen: share answered in the record by timing alone, declarations left aside.
        mean: mean share over the random timings.
        low: share that one in forty of them stays below.
        high: share that one in forty of them exceeds.
        p: how often random timing gives at least the share seen, the record itself counted once.
        draws: random timings made.
    """

    seen: float
    mean: float
    low: float
    high: float
    p: float
    draws: int


def by_chance(made: Sequence[Move], giver: str, settled: Sequence[Outcome | None], timing: Timing) -> Chance | None:
    """The share of one side's easings answered if the other side's had come on other days; None if none can be judged.

    The other side's days are all moved round the observed span by one and the same number of days, so that its
    clusters and pauses stay what they were and only their place relative to the giver's easings is left to chance.
    """
    free = [move for move, outcome in zip(made, settled, strict=True) if outcome and outcome.fate != "exchanged"]
    ours = Counter([move.day.toordinal() for move in free if move.by == giver])
    theirs = Counter([move.day.toordinal() for move in free if move.by != giver])
    affordable = min(timing.draws, max(5, _EFFORT // (len(ours) + len(theirs) + 1)))
    if affordable < timing.fewest:
        return None
    on = timing.on.toordinal()
    seen = share_answered(ours, theirs, timing.window, on)
    start, end = (day.toordinal() for day in timing.span)
    every = range(1, end - start + 1)
    shifts = every if len(every) <= affordable else Random(timing.seed).sample(every, affordable)
    drawn = shares_answered(ours, theirs, timing.window, on, shifts, (start, end))
    shares = sorted(share for share in drawn if share is not None)
    if seen is None or not shares:
        return None
    number = len(shares)
    return Chance(
        seen=seen, mean=sum(shares) / number, low=shares[number // 40], high=shares[number - 1 - number // 40],
        p=(1 + number - bisect_left(shares, seen)) / (1 + number), draws=number,
    )  # fmt: skip


# --- statement -----------------------------------------------------------------------------------


def cites(move: Move, outcome: Outcome | None) -> tuple[str, ...]:
    """The ids of the entries that a move and what became of it rest on."""
    answer = outcome.answer if outcome else None
    if not move.also and not answer and not move.agreement:
        return (move.entry,)
    return cited(move.entry, move.also, answer.entry if answer else None, move.agreement)


def _rows(record: Record, sides: tuple[str, str], found: Account, fate: str | None) -> tuple[Row, ...]:
    """A row for each move, or for the easings of one fate; those of which the same became on another day are shared."""
    kept: dict[int, tuple[Outcome | None, Row]] = record.memory.setdefault((_rows, *sides), {})  # type: ignore[assignment]
    rows = []
    for place, (move, outcome) in enumerate(found.pairs):
        if fate is None or (outcome and outcome.fate == fate):
            before = kept.get(place)
            if before is None or before[0] != outcome:
                before = kept[place] = outcome, _row(move, outcome)
            rows.append(before[1])
    return tuple(rows)


def _row(move: Move, outcome: Outcome | None) -> Row:
    answer = outcome.answer if outcome else None
    cells = (
        move.day, move.by, move.toward, move.sense, move.what, outcome.fate if outcome else None,
        answer.what if answer else None, (answer.day - move.day).days if answer else None,
        move.change, None if move.change is None else move.unit, move.series, move.agreement,
    )  # fmt: skip
    return Row(cells, cites(move, outcome))


def _tally(by: str, toward: str, course: Course, settled: Sequence[Outcome | None], chance: Chance | None) -> Tally:
    own = [(move.entry, outcome.fate) for move, outcome in zip(course.made, settled, strict=False)
           if outcome and move.by == by]  # fmt: skip
    count = Counter([fate for _, fate in own])
    judged = count["answered"] + count["pocketed"] + count["punished"]
    values: tuple[tuple[str, Cell], ...] = (
        ("by", by), ("toward", toward), ("easings", count.total()),
        *((fate.replace(" ", "_"), count[fate]) for fate in FATES),
        ("tightenings", bisect_left(course.tightened.get(by, ()), len(settled))),
        ("share_answered", _rounded(count["answered"] / judged if judged else None)),
        ("share_by_timing", _rounded(chance.seen if chance else None)),
        ("chance", _rounded(chance.mean if chance else None)), ("chance_low", _rounded(chance.low if chance else None)),
        ("chance_high", _rounded(chance.high if chance else None)), ("p", _rounded(chance.p if chance else None, 4)),
        ("draws", chance.draws if chance else 0),
    )  # fmt: skip
    return Tally(values, tuple(dict.fromkeys([entry for entry, _ in own])))


def _rounded(number: float | None, places: int = 3) -> Decimal | None:
    return None if number is None else Decimal(f"{number:.{places}f}")


def _cautions(found: Account, draws: int) -> tuple[str, ...]:
    easings = [(move, outcome) for move, outcome in found.pairs if outcome]
    if not easings:
        return ("The record holds no easing by either side.",)
    cautions = [
        "The share answered is of the easings answered, pocketed or punished; chance is its mean over random timings, "
        "and p how often these did as well.",
        "Moves are counted, not weighed: one decision over several measures counts once for each.",
        "Moves come in clusters and do not stand apart; random timings move one side's days as a whole, which keeps "
        "its clusters, and p is no better than that.",
        "What followed in time need not have been meant as an answer, unless its author declared it so.",
        "The record holds what its keepers looked for: an answer that nobody wrote down shows as pocketed.",
    ]
    same = sum(
        out.fate == "answered" and out.answer is not None and out.answer.day == move.day for move, out in easings
    )
    if same:
        cautions.append(f"{same} easings met another of the same day; which came first cannot be told.")
    for tally in found.tallies:
        cautions += _of_one_side(dict(tally.values), draws)
    return tuple(cautions)


def _of_one_side(tally: dict[str, Cell], draws: int) -> Iterator[str]:
    side = f"{tally['by']} toward {tally['toward']}"
    judged = sum(int(str(tally[fate])) for fate in ("answered", "pocketed", "punished"))
    if 0 < judged < FEW:
        yield f"{side}: only {judged} easings can be judged; the share says little."
    made = int(str(tally["draws"]))
    if 0 < made < draws:
        yield f"{side}: {made} random timings instead of {draws}, all there are, can be judged or fit in the time."
