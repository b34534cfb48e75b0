"""What each side gave the other, and what became of it: answered, exchanged, pocketed, punished or still open.

Move     one easing or tightening by one side toward the other (books.moves)
Outcome  the fate of an easing, and the other side's move that settled it
Chance   the share answered that random timing would give
Account  the moves of two parties, what became of each, and the figures of each side
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import NamedTuple

from talleyrand.books.moves import Move, in_time, moves
from talleyrand.books.statement import Cell, Row, Statement, Tally, cited, columns
from talleyrand.errors import WrongValue, nearest
from talleyrand.record.dates import Moment
from talleyrand.record.record import Record

COLUMNS = columns(
    "day", "by", "*toward", "move", "what", "fate", "answer", "*days:days", "*change", "*unit", "*series", "*agreement"
)  # fmt: skip
FATES = ("exchanged", "answered", "in return", "open", "pocketed", "punished")
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
        rows=tuple([_row(move, outcome) for move, outcome in found.pairs
                    if fate is None or (outcome and outcome.fate == fate)]),
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
    made = sorted((*moves(record, one, other, on), *moves(record, other, one, on)), key=in_time)
    settled = outcomes(made, window, on.day)
    span = (made[0].day if made else on.day, max(min(on.day, known.day), made[-1].day) if made else on.day)
    timing = Timing(window=window, span=span, on=on.day, draws=draws, seed=seed, fewest=fewest)
    tallies = [_tally(giver, taker, made, settled, by_chance(made, giver, settled, timing))
               for giver, taker in ((one, other), (other, one))]  # fmt: skip
    return Account(made=made, settled=settled, tallies=tuple(tallies))


# --- fates ---------------------------------------------------------------------------------------


class Outcome(NamedTuple):
    """The fate of an easing, and the other side's move that settled it, where there is one."""

    fate: str
    answer: Move | None = None


def outcomes(made: Sequence[Move], window: int, on: date) -> list[Outcome | None]:
    """The fate of each easing among moves in order of time; None for what is no easing."""
    settled: list[Outcome | None] = [None] * len(made)
    _exchanges(made, settled)
    _declared(made, settled)
    waiting = [place for place, move in enumerate(made) if move.sense == "easing" and settled[place] is None]
    _paired(made, waiting, window, settled)
    sequels = _sequels(made)
    for place in waiting:
        if settled[place] is None:
            settled[place] = _unanswered(made[place], sequels, window, on.toordinal())
    return settled


def _exchanges(made: Sequence[Move], settled: list[Outcome | None]) -> None:
    """Mark easings under an agreement under which the other side eased too, or renewed an easing."""
    under: dict[tuple[str, str], Move] = {}
    for move in made:
        if move.agreement and move.sense in ("easing", "easing renewed"):
            under.setdefault((move.agreement, move.by), move)
    for place, move in enumerate(made):
        other = under.get((move.agreement, move.toward)) if move.agreement else None
        if other and move.sense == "easing":
            settled[place] = Outcome("exchanged", other)


def _declared(made: Sequence[Move], settled: list[Outcome | None]) -> None:
    """Mark easings that a later easing was declared to answer, each answer used once."""
    named: dict[str, deque[int]] = {name: deque() for move in made for name in move.answers}
    for place, move in enumerate(made):
        if move.sense == "easing" and settled[place] is None:
            for name in move.names:
                if name in named:
                    named[name].append(place)
    for place, move in enumerate(made):
        if move.sense != "easing" or settled[place] or not move.answers:
            continue
        firsts = []
        for queue in [named[name] for name in move.answers]:
            while queue and settled[queue[0]]:
                queue.popleft()
            firsts += [queue[0]] if queue and made[queue[0]].day <= move.day else []
        answered = min((first for first in firsts if made[first].by != move.by), default=None)
        if answered is not None:
            settled[answered] = Outcome("answered", move)
            settled[place] = Outcome("in return", made[answered])


def _paired(made: Sequence[Move], waiting: Iterable[int], window: int, settled: list[Outcome | None]) -> None:
    """Mark easings that the other side followed within the window, one to one and first come, first served.

    On one day which side moved first cannot be told: the two answer each other.
    """
    queue: deque[int] = deque()
    for day, group in groupby(waiting, key=lambda place: made[place].day):
        while queue and (day - made[queue[0]].day).days > window:
            queue.popleft()
        today = list(group)
        fresh = []
        for place in today:
            if queue and made[queue[0]].by != made[place].by:
                first = queue.popleft()
                settled[first], settled[place] = Outcome("answered", made[place]), Outcome("in return", made[first])
            else:
                fresh.append(place)
        left: deque[int] = deque()
        for place in fresh:
            if left and made[left[0]].by != made[place].by:
                first = left.popleft()
                settled[first], settled[place] = Outcome("answered", made[place]), Outcome("answered", made[first])
            else:
                left.append(place)
        queue += left


@dataclass(frozen=True, slots=True)
class _Sequels:
    """What each side did, in order of time, to tell what followed an easing that found no answer.

    Attributes:
        eased: by side, the ordinals of the days on which it eased.
        struck: by side and name answered (None for what answers nothing by name), its tightenings.
    """

    eased: dict[str, list[int]]
    struck: dict[tuple[str, str | None], list[Move]]


def _sequels(made: Sequence[Move]) -> _Sequels:
    sequels = _Sequels({}, {})
    for move in made:
        if move.sense == "easing":
            sequels.eased.setdefault(move.by, []).append(move.day.toordinal())
        if move.sense == "tightening":
            for name in move.answers or (None,):
                sequels.struck.setdefault((move.by, name), []).append(move)
    return sequels


def _unanswered(move: Move, sequels: _Sequels, window: int, on: int) -> Outcome:
    """The fate of an easing that nothing answered: a tightening declared to answer something else is no punishment."""
    given = move.day.toordinal()
    last = given + window
    if last >= on:
        return Outcome("open")
    eased = sequels.eased.get(move.toward, [])
    place = bisect_left(eased, given)
    if place < len(eased) and eased[place] <= last:
        return Outcome("pocketed")
    blows = []
    for name in (None, *move.names):
        struck = sequels.struck.get((move.toward, name), [])
        place = bisect_right(struck, given, key=lambda blow: blow.day.toordinal())
        if place < len(struck) and struck[place].day.toordinal() <= last:
            blows.append(struck[place])
    return Outcome("punished", min(blows, key=in_time)) if blows else Outcome("pocketed")


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


Days = dict[int, int]  # ordinals of days, and how many easings were made on each


def by_chance(made: Sequence[Move], giver: str, settled: Sequence[Outcome | None], timing: Timing) -> Chance | None:
    """The share of one side's easings answered if the other side's had come on other days; None if none can be judged.

    The other side's days are all moved round the observed span by one and the same number of days, so that its
    clusters and pauses stay what they were and only their place relative to the giver's easings is left to chance.
    """
    free = [move for move, outcome in zip(made, settled, strict=True) if outcome and outcome.fate != "exchanged"]
    ours, theirs = (
        Counter(move.day.toordinal() for move in free if (move.by == giver) is own) for own in (True, False)
    )
    affordable = min(timing.draws, max(5, _EFFORT // (len(ours) + len(theirs) + 1)))
    if affordable < timing.fewest:
        return None
    on = timing.on.toordinal()
    seen = share_answered(ours, theirs, timing.window, on)
    start, end = (day.toordinal() for day in timing.span)
    every = range(1, end - start + 1)
    shifts = every if len(every) <= affordable else Random(timing.seed).sample(every, affordable)
    drawn = [share_answered(ours, shifted(theirs, by, start, end), timing.window, on) for by in shifts]
    shares = sorted(share for share in drawn if share is not None)
    if seen is None or not shares:
        return None
    number = len(shares)
    return Chance(
        seen=seen, mean=sum(shares) / number, low=shares[number // 40], high=shares[number - 1 - number // 40],
        p=(1 + number - bisect_left(shares, seen)) / (1 + number), draws=number,
    )  # fmt: skip


def shifted(days: Days, by: int, start: int, end: int) -> Days:
    """Days moved on by a number of days; what passes the end of the span comes in again at its start.

    >>> shifted({3: 1, 9: 2}, 2, 1, 10)
    {5: 1, 1: 2}
    """
    span = end - start + 1
    return {(day - start + by) % span + start: count for day, count in days.items()}


def share_answered(ours: Days, theirs: Days, window: int, on: int) -> float | None:
    """The share of our easings answered in time, of those that can be judged; None if none can.

    The same matching as in `outcomes`, but counting only: an easing in return for an earlier one of theirs, and
    one whose window is not over, are left out.

    >>> share_answered({1: 1, 50: 1}, {5: 1}, 10, 100)
    0.5
    """
    queue: deque[list[int]] = deque()  # days of easings that wait and how many, all of one side
    waiting_ours = True
    answered = unanswered = 0
    for day in sorted(ours.keys() | theirs.keys()):
        us, them = ours.get(day, 0), theirs.get(day, 0)
        while queue and queue[0][0] + window < day:
            over = queue.popleft()[1]
            unanswered += over if waiting_ours else 0
        coming = them if waiting_ours else us
        while queue and coming:
            left = queue[0][1]
            met = left if left <= coming else coming
            coming -= met
            answered += met if waiting_ours else 0
            if met == left:
                queue.popleft()
            else:
                queue[0][1] = left - met
        us, them = (us, coming) if waiting_ours else (coming, them)
        if us and them:
            answered += min(us, them)
        if us != them:
            waiting_ours = us > them
            queue.append([day, abs(us - them)])
    if waiting_ours:
        unanswered += sum(count for day, count in queue if day + window < on)
    return answered / (answered + unanswered) if answered + unanswered else None


# --- statement -----------------------------------------------------------------------------------


def cites(move: Move, outcome: Outcome | None) -> tuple[str, ...]:
    """The ids of the entries that a move and what became of it rest on."""
    answer = outcome.answer if outcome else None
    if not move.also and not answer and not move.agreement:
        return (move.entry,)
    return cited(move.entry, move.also, answer.entry if answer else None, move.agreement)


def _row(move: Move, outcome: Outcome | None) -> Row:
    answer = outcome.answer if outcome else None
    cells = (
        move.day, move.by, move.toward, move.sense, move.what, outcome.fate if outcome else None,
        answer.what if answer else None, (answer.day - move.day).days if answer else None,
        move.change, None if move.change is None else move.unit, move.series, move.agreement,
    )  # fmt: skip
    return Row(cells, cites(move, outcome))


def _tally(
    by: str, toward: str, made: Sequence[Move], settled: Sequence[Outcome | None], chance: Chance | None
) -> Tally:
    own = [(move, outcome) for move, outcome in zip(made, settled, strict=True) if move.by == by]
    count = Counter(outcome.fate for _, outcome in own if outcome)
    judged = count["answered"] + count["pocketed"] + count["punished"]
    values: tuple[tuple[str, Cell], ...] = (
        ("by", by), ("toward", toward), ("easings", count.total()),
        *((fate.replace(" ", "_"), count[fate]) for fate in FATES),
        ("tightenings", sum(move.sense == "tightening" for move, _ in own)),
        ("share_answered", _rounded(count["answered"] / judged if judged else None)),
        ("share_by_timing", _rounded(chance.seen if chance else None)),
        ("chance", _rounded(chance.mean if chance else None)), ("chance_low", _rounded(chance.low if chance else None)),
        ("chance_high", _rounded(chance.high if chance else None)), ("p", _rounded(chance.p if chance else None, 4)),
        ("draws", chance.draws if chance else 0),
    )  # fmt: skip
    return Tally(values, tuple(dict.fromkeys(move.entry for move, outcome in own if outcome)))


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
