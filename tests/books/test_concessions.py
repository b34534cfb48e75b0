"""
- agreement: truce
  title: Truce
  parties: [ARC, BOR]
  form: joint-statement
  steps: [{step: agreed, on: 2025-03-01}]
- act: arc-releases
  title: Arcadia frees a man
  by: ARC
  toward: BOR
  kind: release
  on: 2025-01-10
  issue: people
- act: bor-visas
  title: Borealia grants visas
  by: BOR
  toward: ARC
  kind: ease
  on: 2025-01-20
  issue: people
- measure: arc-duty
  title: Duty
  by: ARC
  toward: BOR
  instrument: tariff
  series: across-the-board
  issue: trade/tariffs
  steps:
    - {step: impose, effective: 2024-12-01, level: 30}
    - {step: lower, effective: 2025-03-02, level: 10, under: truce}
    - {step: lower, id: last, effective: 2025-06-01, level: 5}
- measure: bor-duty
  title: Answering duty
  by: BOR
  toward: ARC
  instrument: tariff
  series: across-the-board
  issue: trade/tariffs
  steps:
    - {step: impose, effective: 2024-12-05, level: 30, answers: arc-duty}
    - {step: suspend, effective: 2025-03-04, until: 2026-03-03, under: truce}
- act: bor-bans
  title: Borealia bans a film
  by: BOR
  toward: ARC
  kind: sanction
  on: 2025-06-20
  issue: people
- act: bor-lends
  title: Borealia lends a panda
  by: BOR
  toward: ARC
  kind: ease
  on: 2025-10-01
  issue: people
- act: bor-frees
  title: Borealia frees a man for the duty lowered in June
  by: BOR
  toward: ARC
  kind: release
  on: 2025-12-20
  answers: arc-duty#last
  issue: people
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.books import answers
from talleyrand.books.answers import Outcome
from talleyrand.books.concessions import Timing, account, by_chance, concessions
from talleyrand.books.moves import Move, in_time
from talleyrand.books.statement import Cell, Statement, Tally
from talleyrand.books.timings import share_answered, shifted
from talleyrand.errors import NotFound, WrongValue
from talleyrand.record.dates import moment
from tests.books import generated
from tests.conftest import record_from

START = date(2025, 1, 1)


def told(on: str = "2025-12-31", **options: Any) -> Statement:
    return concessions(record_from(__doc__ or ""), "ARC", "BOR", on=moment(on), known=moment(on), **options)


def fates(statement: Statement) -> dict[str, tuple[Cell, Cell, Cell]]:
    """Fate, answer and days of each easing, by the entry and the day of the month it was made."""
    return {
        f"{row['entries'][0]} {str(row['day'])[5:]}": (row["fate"], row["answer"], row["days"])  # type: ignore[index]
        for row in statement.records()
        if row["fate"]
    }


def of(by: str, statement: Statement) -> Tally:
    return next(each for each in statement.totals if each["by"] == by)


def move(by: str, day: int, sense: str = "easing", *, entry: str = "", answers: str = "", agreement: str = "") -> Move:
    """A move on a day counted from the start of 2025."""
    name = entry or f"{by}-{day}-{sense}-{agreement}"
    return Move(
        day=START + timedelta(day),
        by=by,
        toward="B" if by == "A" else "A",
        sense=sense,  # type: ignore[arg-type]
        what=name,
        entry=name,
        names=(name,),
        answers=(answers,) if answers else (),
        agreement=agreement or None,
    )


def outcomes(made: Sequence[Move], window: int, on: date) -> list[Outcome | None]:
    """The fates of all of some moves, in order of time."""
    return answers.outcomes(answers.course_of(made), len(made), window, on)


def settled(*made: Move, window: int = 10, on: int = 200) -> list[str]:
    """The fate of each move, in order of time, with the entry that settled it."""
    found = outcomes(sorted(made, key=in_time), window, START + timedelta(on))
    return [f"{each.fate} {each.answer.entry if each.answer else ''}".strip() if each else "" for each in found]


# --- by hand -------------------------------------------------------------------------------------


def test_every_easing_has_its_fate() -> None:
    assert fates(told()) == {
        "arc-releases 01-10": ("answered", "Borealia grants visas", 10),
        "bor-visas 01-20": ("in return", "Arcadia frees a man", -10),
        "arc-duty 03-02": ("exchanged", "suspend: Answering duty", 2),
        "bor-duty 03-04": ("exchanged", "lower: Duty", -2),
        "arc-duty 06-01": ("answered", "Borealia frees a man for the duty lowered in June", 202),
        "bor-lends 10-01": ("pocketed", None, None),
        "bor-frees 12-20": ("in return", "lower: Duty", -202),
    }


def test_until_it_is_answered_an_easing_is_open_and_then_pocketed_or_punished() -> None:
    assert fates(told("2025-07-31"))["arc-duty 06-01"][0] == "open"
    assert fates(told("2025-08-01"))["arc-duty 06-01"] == ("punished", "Borealia bans a film", 19)
    assert fates(told("2025-08-01", window=18))["arc-duty 06-01"] == ("pocketed", None, None)


def test_one_fate_may_be_asked_for_and_the_totals_still_count_every_move() -> None:
    pocketed = told(fate="pocketed")
    assert set(pocketed.column("fate")) == {"pocketed"}
    assert [row for row in told().rows if row in pocketed.rows] == list(pocketed.rows)
    assert pocketed.totals == told().totals
    with pytest.raises(WrongValue, match="did you mean 'pocketed'"):
        told(fate="pocketd")


def test_totals_count_fates_and_give_the_share_answered() -> None:
    arc, bor = of("ARC", told()), of("BOR", told())
    counts = ("easings", "exchanged", "answered", "in_return", "open", "pocketed", "punished", "tightenings")
    assert [arc[name] for name in counts] == [3, 1, 2, 0, 0, 0, 0, 1]
    assert [bor[name] for name in counts] == [4, 1, 0, 2, 0, 1, 0, 2]
    assert (arc["share_answered"], bor["share_answered"]) == (Decimal("1.000"), Decimal("0.000"))
    assert arc["share_by_timing"] == Decimal("0.500")  # the answer of December was declared, and came after the window
    assert arc.entries == ("arc-releases", "arc-duty")


def test_a_row_gives_the_change_of_level_with_its_series_and_unit() -> None:
    row = next(each for each in told().records() if str(each["day"]) == "2025-03-02")
    assert [row[name] for name in ("by", "toward", "move", "series", "change", "unit", "agreement")] == [
        *("ARC", "BOR", "easing", "across-the-board", Decimal(-20), "percent", "truce")
    ]
    assert row["entries"] == ("arc-duty", "bor-duty", "truce")


def test_cautions_say_how_little_the_share_can_bear() -> None:
    cautions = told().cautions
    assert "ARC toward BOR: only 2 easings can be judged; the share says little." in cautions
    assert any(each.startswith("ARC toward BOR: 355 random timings instead of 2000") for each in cautions)
    assert told("2025-01-05").cautions == ("The record holds no easing by either side.",)


def test_without_draws_or_judged_easings_there_is_no_baseline() -> None:
    arc = of("ARC", told(draws=0))
    assert (arc["chance"], arc["p"], arc["draws"]) == (None, None, 0)
    assert of("ARC", told("2025-01-12"))["share_answered"] is None
    assert not any("instead of" in each for each in told(draws=0).cautions)


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(WrongValue, match="'window' is -1"):
        told(window=-1)
    with pytest.raises(WrongValue, match="'draws' is -5"):
        told(draws=-5)
    with pytest.raises(NotFound, match="'XYZ' is no party"):
        concessions(record_from(""), "ARC", "XYZ", on=moment("2025-01-01"), known=moment("2025-01-01"))


def test_a_window_of_any_length_is_taken() -> None:
    assert fates(told(window=10**9))["bor-lends 10-01"][0] == "open"


# --- fates ---------------------------------------------------------------------------------------


def test_each_answer_settles_the_earliest_easing_that_waits() -> None:
    assert settled(move("A", 1), move("A", 2), move("B", 5)) == [
        "answered B-5-easing-",
        "pocketed",
        "in return A-1-easing-",
    ]
    assert settled(move("A", 1), move("A", 8), move("B", 15)) == [
        "pocketed",
        "answered B-15-easing-",
        "in return A-8-easing-",
    ]


def test_what_was_given_in_return_is_not_pocketed() -> None:
    assert settled(move("A", 1), move("B", 5), move("A", 100), on=105) == [
        "answered B-5-easing-",
        "in return A-1-easing-",
        "open",
    ]


def test_easings_of_one_day_answer_each_other() -> None:
    assert settled(move("A", 1), move("B", 1)) == ["answered B-1-easing-", "answered A-1-easing-"]
    both = [move("A", 1), move("A", 4), move("B", 4, entry="x"), move("B", 4, entry="y")]
    assert settled(*both) == ["answered x", "answered y", "in return A-1-easing-", "answered A-4-easing-"]


def test_a_same_day_answer_is_named_among_the_cautions() -> None:
    record = record_from("""
    - {act: a, title: A, by: ARC, toward: BOR, kind: ease, on: 2025-01-01, issue: trade}
    - {act: b, title: B, by: BOR, toward: ARC, kind: ease, on: 2025-01-01, issue: trade}
    """)
    found = concessions(record, "ARC", "BOR", on=moment("2025-06-01"), known=moment("2025-06-01"))
    assert "2 easings met another of the same day; which came first cannot be told." in found.cautions


def test_the_window_closes_after_its_last_day() -> None:
    assert settled(move("A", 1), move("B", 11)) == ["answered B-11-easing-", "in return A-1-easing-"]
    assert settled(move("A", 1), move("B", 12), on=22) == ["pocketed", "open"]
    assert settled(move("A", 1), on=11) == ["open"]
    assert settled(move("A", 1), on=12) == ["pocketed"]


def test_a_declared_answer_counts_whenever_it_comes_and_settles_nothing_else() -> None:
    late = move("B", 90, answers="a")
    assert settled(move("A", 1, entry="a"), move("A", 88, entry="b"), late) == [
        "answered B-90-easing-",
        "pocketed",
        "in return a",
    ]


def test_an_easing_is_declared_answered_only_once_and_only_by_what_came_after() -> None:
    twice = [move("A", 1, entry="a"), move("B", 40, answers="a"), move("B", 80, answers="a")]
    assert settled(*twice) == ["answered B-40-easing-", "in return a", "pocketed"]
    assert settled(move("B", 1, answers="a"), move("A", 40, entry="a")) == ["pocketed", "pocketed"]
    assert settled(move("A", 1, entry="a"), move("A", 3, answers="a")) == ["pocketed", "pocketed"]
    mutual = [move("A", 1, entry="a", answers="b"), move("B", 1, entry="b", answers="a")]
    assert settled(*mutual) == ["in return b", "answered a"]


def test_an_exchange_needs_both_sides_under_one_agreement_whenever_they_moved() -> None:
    assert settled(move("A", 1, agreement="t"), move("B", 90, agreement="t")) == [
        "exchanged B-90-easing-t",
        "exchanged A-1-easing-t",
    ]
    assert settled(move("A", 1, agreement="t"), move("B", 90, agreement="u")) == ["pocketed", "pocketed"]
    renewed = move("B", 90, "easing renewed", agreement="t")
    assert settled(move("A", 1, agreement="t"), renewed) == ["exchanged B-90-easing renewed-t", ""]


def test_only_a_tightening_without_any_easing_punishes() -> None:
    blow = move("B", 5, "tightening", entry="blow")
    assert settled(move("A", 1), blow) == ["punished blow", ""]
    assert settled(move("A", 5, entry="a"), blow) == ["pocketed", ""]
    eased = [move("A", 1, entry="a"), move("A", 2, entry="b"), move("B", 4, entry="c"), blow]
    assert settled(*eased) == ["answered c", "pocketed", "in return a", ""]


def test_a_tightening_that_answers_something_else_punishes_nothing() -> None:
    assert settled(move("A", 1), move("A", 3, "tightening", entry="x"), move("B", 5, "tightening", answers="x")) == [
        "pocketed",
        "",
        "",
    ]
    assert settled(move("A", 1, entry="a"), move("B", 5, "tightening", answers="a", entry="y")) == ["punished y", ""]


# --- chance --------------------------------------------------------------------------------------


def test_the_baseline_is_the_exact_enumeration_where_that_is_short() -> None:
    """Arcadia eases on days 1 and 11 of 20, Borealia on day 3; an answer must come within 2 days.

    The record's own day 3 answers one easing of the two, and so do 5 of the 19 other days: 1, 2, 11, 12 and 13.
    From 9 or 10 the easing of day 11 is a return, so that only day 1 is judged, and it goes unanswered; from
    every other day both go unanswered.
    """
    made = [move("A", 1), move("B", 3), move("A", 11)]
    timing = Timing(
        window=2, span=(START + timedelta(1), START + timedelta(20)), on=START + timedelta(40), draws=99, seed=0
    )
    chance = by_chance(made, "A", outcomes(made, 2, timing.on), timing)
    assert chance is not None
    assert (chance.seen, chance.draws, chance.low, chance.high) == (0.5, 19, 0.0, 0.5)
    assert chance.mean == pytest.approx(5 * 0.5 / 19)
    assert chance.p == pytest.approx((1 + 5) / (1 + 19))


def test_one_seed_gives_one_result_and_the_sample_comes_near_the_whole() -> None:
    days = [day * day % 997 for day in range(1, 40)]
    made = sorted([move("AB"[number % 2], day) for number, day in enumerate(days)], key=in_time)
    span = (made[0].day, made[-1].day)

    def drawn(draws: int, seed: int) -> tuple[float, float]:
        timing = Timing(window=10, span=span, on=START + timedelta(1100), draws=draws, seed=seed)
        chance = by_chance(made, "A", outcomes(made, 10, timing.on), timing)
        assert chance is not None
        return chance.mean, chance.p

    assert drawn(200, 1) == drawn(200, 1) != drawn(200, 2)
    assert drawn(200, 1)[0] == pytest.approx(drawn(2000, 0)[0], abs=0.03)


def test_fewer_timings_are_drawn_where_they_would_take_too_long() -> None:
    made = sorted((move("AB"[day % 2], day) for day in range(0, 9000, 3)), key=in_time)
    timing = Timing(window=1, span=(made[0].day, made[-1].day), on=made[-1].day, draws=2000, seed=0)
    chance = by_chance(made, "A", outcomes(made, 1, timing.on), timing)
    assert chance is not None
    assert 9 <= chance.draws < 100


def test_chance_is_left_out_where_too_few_timings_would_fit() -> None:
    made = sorted((move("AB"[day % 2], day) for day in range(0, 9000, 3)), key=in_time)
    span, on = (made[0].day, made[-1].day), made[-1].day
    few = Timing(window=1, span=span, on=on, draws=2000, seed=0, fewest=100)
    assert by_chance(made, "A", outcomes(made, 1, on), few) is None
    enough = Timing(window=1, span=span, on=on, draws=2000, seed=0, fewest=9)
    assert by_chance(made, "A", outcomes(made, 1, on), enough) is not None


def test_an_account_gives_the_figures_of_the_book_and_its_latest_easings() -> None:
    record, day = record_from(__doc__ or ""), moment("2025-12-31")
    found = account(record, "ARC", "BOR", on=day, known=day)
    assert found.tallies == told().totals
    recent = [(outcome.fate, str(move.day)[5:]) for move, outcome in found.easings(date(2025, 3, 2))]
    assert recent == [(row["fate"], str(row["day"])[5:]) for row in told().records()
                      if row["fate"] and str(row["day"]) >= "2025-03-02"]  # fmt: skip
    assert recent[0] == ("exchanged", "03-02")


@given(st.dictionaries(st.integers(1, 50), st.integers(1, 3)), st.integers(1, 49))
def test_a_shift_keeps_the_gaps_between_days_round_the_span(days: dict[int, int], by: int) -> None:
    moved = shifted(days, by, 1, 50)
    gaps = [(later - earlier) % 50 for earlier, later in pairwise(days)]
    assert [(later - earlier) % 50 for earlier, later in pairwise(moved)] == gaps
    assert list(moved.values()) == list(days.values())
    assert shifted(moved, 50 - by, 1, 50) == days


# --- laws ----------------------------------------------------------------------------------------

easings = st.lists(
    st.builds(
        move,
        st.sampled_from("AB"),
        st.integers(0, 60),
        st.sampled_from(["easing", "easing", "tightening", "easing renewed"]),
        entry=st.sampled_from("abcdefghijkl"),
        answers=st.sampled_from(["", "", "a", "b", "c"]),
        agreement=st.sampled_from(["", "", "", "t", "u"]),
    ),
    max_size=14,
    unique_by=lambda each: each.entry,
).map(lambda made: sorted(made, key=in_time))


def naive(made: list[Move], window: int, on: date) -> list[str]:  # noqa: C901 - the definition in one piece
    """The fates told over again from their definition: each easing looks at every other move, day by day."""
    fate: dict[str, str] = {}
    gives = [each for each in made if each.sense == "easing"]
    for a in gives:
        if a.agreement and any(
            b.by != a.by and b.agreement == a.agreement and b.sense in ("easing", "easing renewed") for b in made
        ):
            fate[a.entry] = "exchanged"
    for b in gives:
        open_to = [a for a in gives if a.entry in b.answers and a.by != b.by and a.day <= b.day and a.entry not in fate]
        if b.entry not in fate and open_to:
            fate[open_to[0].entry], fate[b.entry] = "answered", "in return"
    free = [each for each in gives if each.entry not in fate]
    for day in sorted({each.day for each in free}):
        today = [each for each in free if each.day == day]
        for b in today:
            for a in free:
                if a.by != b.by and a.day < day <= a.day + timedelta(window) and a.entry not in fate:
                    fate[a.entry], fate[b.entry] = "answered", "in return"
                    break
        for a in today:
            for b in today:
                if a.by != b.by and a.entry not in fate and b.entry not in fate:
                    fate[a.entry] = fate[b.entry] = "answered"
    for a in free:
        last = a.day + timedelta(window)
        others = [b for b in made if b.by != a.by and a.day <= b.day <= last]
        struck = any(
            b.sense == "tightening" and b.day > a.day and (not b.answers or a.entry in b.answers) for b in others
        )
        gave = any(b.sense == "easing" for b in others)
        fate.setdefault(a.entry, "open" if last >= on else "punished" if struck and not gave else "pocketed")
    return [fate.get(each.entry, "") for each in made]


@given(easings, st.integers(0, 25), st.integers(0, 40))
def test_fates_are_those_of_a_naive_second_telling(made: list[Move], window: int, later: int) -> None:
    on = START + timedelta(60 + later)
    assert [each.fate if each else "" for each in outcomes(made, window, on)] == naive(made, window, on)


@given(easings, st.integers(0, 25))
def test_every_easing_gets_one_fate_and_each_answer_is_used_once(made: list[Move], window: int) -> None:
    found = outcomes(made, window, START + timedelta(100))
    assert [each is not None for each in found] == [each.sense == "easing" for each in made]
    used = [each.answer.entry for each in found if each and each.answer and each.fate == "answered"]
    assert len(used) == len(set(used))


@given(easings, st.integers(0, 25), st.integers(0, 40))
def test_the_counting_of_chance_agrees_with_the_fates(made: list[Move], window: int, later: int) -> None:
    free = [each for each in made if each.sense != "easing renewed"]
    plain = [move(each.by, (each.day - START).days, each.sense, entry=each.entry) for each in free]
    on = START + timedelta(60 + later)
    found = [each.fate for one, each in zip(plain, outcomes(plain, window, on), strict=True) if each and one.by == "A"]
    judged = [fate for fate in found if fate in ("answered", "pocketed", "punished")]
    days: list[dict[int, int]] = [{}, {}]
    for each in plain:
        if each.sense == "easing":
            side = days["AB".index(each.by)]
            side[each.day.toordinal()] = side.get(each.day.toordinal(), 0) + 1
    share = share_answered(days[0], days[1], window, on.toordinal())
    assert share == (judged.count("answered") / len(judged) if judged else None)


@given(generated.texts(), generated.numbers)
def test_swapping_the_parties_swaps_the_concessions(text: str, at: int) -> None:
    day = generated.on(at)
    here = concessions(generated.record_of(text), "ARC", "BOR", on=day, known=day, draws=50)
    there = concessions(generated.record_of(generated.swapped(text)), "BOR", "ARC", on=day, known=day, draws=50)
    assert generated.swapped(generated.told(here)) == generated.told(there)
    turned = concessions(generated.record_of(text), "BOR", "ARC", on=day, known=day, draws=50)
    assert (turned.rows, turned.totals) == (here.rows, here.totals[::-1])


@given(generated.texts(), generated.numbers, generated.numbers, generated.numbers)
def test_moves_known_earlier_are_known_later(text: str, at: int, one: int, other: int) -> None:
    record, day = generated.record_of(text), generated.on(at)
    first, second = (
        {entry for row in concessions(record, "ARC", "BOR", on=day, known=generated.on(known), draws=0).rows
         for entry in row.entries}
        for known in sorted((one, other))
    )  # fmt: skip
    assert first <= second
