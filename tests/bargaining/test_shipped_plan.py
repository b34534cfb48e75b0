"""The shipped negotiation: it loads, says why for each number, leaves Taiwan out, and treats both sides alike."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from talleyrand.bargaining import loading, packages
from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.entries import Bond, Guess, Heading, Judged, Linkage, RedLine, Score, Weight
from talleyrand.bargaining.invitations import icalendar
from talleyrand.bargaining.ladder import holds
from talleyrand.bargaining.leaves import judged
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.ratify import ratify
from talleyrand.bargaining.roadmap import Road, road
from talleyrand.bargaining.robust import Outlook, outlook
from talleyrand.bargaining.sheets import Sheet, sheet
from talleyrand.bargaining.subjects import SUBJECTS
from talleyrand.record.dates import moment
from talleyrand.record.record import Record
from talleyrand.record.scaffold import shipped as texts
from tests.conftest import shipped

NAME = "_plans/after-washington-2026.yaml"
ON = moment("2026-11-20")
DRAWS = 60


@cache
def read() -> Sheet:
    return sheet(texts()[NAME].encode(), Path(NAME).name)


@cache
def record() -> Record:
    return shipped()


def plan() -> Negotiation:
    return read().negotiation


@cache
def seen() -> Outlook:
    return outlook(plan(), count=DRAWS)


@cache
def way() -> Road:
    return road(plan(), record(), on=ON, known=ON)


def numbers() -> list[Judged]:
    return [number for entry in plan() for _, number in judged(entry)]


def swapped() -> Negotiation:
    """The same with the sides at the table named in the other order."""
    heading = replace(plan().heading, between=tuple(reversed(plan().heading.between)))
    return Negotiation(tuple(heading if isinstance(each, Heading) else each for each in plan()))


def test_it_loads_with_neither_fault_nor_notice() -> None:
    assert loading.check(read(), record()) == ()


def test_it_has_at_least_ten_issues_and_forty_options() -> None:
    assert len(plan().issues) >= 10
    assert sum(len(each.options) for each in plan().issues) >= 40


def test_every_number_says_why() -> None:
    assert len(numbers()) > 400
    assert [each for each in numbers() if not each.reason] == []


def test_every_number_has_a_range() -> None:
    assert [each for each in numbers() if each.low in {None, each.best} and each.high in {None, each.best}] == []


def test_at_least_seven_numbers_in_ten_cite_the_record() -> None:
    assert sum(bool(each.entries) for each in numbers()) / len(numbers()) >= 0.7


def test_every_option_of_an_issue_cites_what_it_comes_from() -> None:
    assert [option.option for issue in plan().issues for option in issue.options if not option.entries] == []


def test_every_red_line_and_linkage_says_why_and_cites_the_record() -> None:
    said: list[RedLine | Linkage] = [*plan().red_lines, *plan().linkages]
    assert [each.id for each in said if not each.reason or not each.entries] == []


def test_every_institution_says_why_it_has_its_rule() -> None:
    assert [each.id for each in plan().institutions if not each.reason] == []


def test_linkages_of_every_form_and_red_lines_of_every_kind_stand_in_it() -> None:
    assert {each.form for each in plan().linkages} == {"forbid", "require", "at most", "bundle"}
    assert {(each.hard, each.public) for each in plan().red_lines} == {
        (a, b) for a in (True, False) for b in (True, False)
    }


def test_no_package_of_the_frontier_touches_taiwan() -> None:
    found = packages.efficient(plan())
    assert {plan().named(each.settled)["taiwan"] for each in found} == {"outside"}


def test_nothing_that_any_draw_picks_touches_taiwan() -> None:
    assert {plan().named(each)["taiwan"] for each in seen().picks if each is not None} == {"outside"}


@pytest.mark.parametrize("option", ["us-words", "us-arms", "cn-exercises"])
def test_a_draft_that_touches_taiwan_is_refused_by_a_red_line_and_by_the_linkage(option: str) -> None:
    against = packages.objections(plan(), plan().settled([("taiwan", option)]))
    hard = {each.name for each in against if each.hard}
    assert "taiwan-stays-outside" in hard
    assert hard & {"us-taiwan", "cn-taiwan"}


def test_nobody_gives_taiwan_a_weight() -> None:
    sides = [*plan().principals, *plan().ratifiers]
    assert [side.id for side in sides for weight in side.weights if weight.issue == "taiwan"] == []


def test_either_side_has_what_the_other_has_at_home() -> None:
    rules = {
        side.id: sorted({each.rule for each in plan().institutions if each.of == side.id}) for side in plan().principals
    }
    assert rules["US"] == rules["CN"] == ["all", "notice", "vote"]
    homes = [each.home for each in plan().ratifiers]
    assert abs(homes.count("US") - homes.count("CN")) <= 1
    lines = [each.by for each in plan().red_lines]
    assert abs(lines.count("US") - lines.count("CN")) <= 1


def test_no_package_is_efficient_in_every_draw_and_some_is_signable_in_nearly_all() -> None:
    best = seen().standings[0]
    assert best.signable.value > 0.95
    assert all(each.efficient.value < 1 for each in seen().standings)


def test_the_days_on_which_something_runs_out_before_the_first_stage_are_told() -> None:
    told = [(each.what, each.entries) for each in way().snags]
    assert told == [("too late", ("cn-gallium-ban-2024", "busan-2025"))]


def test_the_first_stage_begins_before_the_truce_runs_out_and_the_first_step_is_private() -> None:
    assert next(leg.first for leg in way().legs if leg.id == "bridge").isoformat() < "2027-01-10"
    assert (way().legs[0].form, plan().moves[0].public) == ("private message", False)


def test_the_steps_run_from_november_2026_through_2027_and_each_has_a_person_of_each_side() -> None:
    days = [leg.first for leg in way().legs if leg.kind == "move"]
    assert (min(days).isoformat()[:7], max(days).year) == ("2026-11", 2027)
    assert len(days) >= 10


def test_the_calendar_holds_every_step_and_stage() -> None:
    assert icalendar(plan(), way()).count("BEGIN:VEVENT") == len(way().legs) == len(plan().moves) + len(plan().stages)


def test_every_statement_has_rows_that_cite_the_record() -> None:
    asked = Asked(negotiation=plan(), record=record(), on=ON, known=ON, draws=DRAWS, side="CN")
    for subject in SUBJECTS:
        found = subject.ask(asked)
        cited = {entry for row in found.rows for entry in row.entries}
        assert cited, subject.name
        assert [each for each in cited if each not in record()] == [], subject.name


def test_swapping_the_sides_swaps_columns_only() -> None:
    here, there = packages.efficient(plan()), packages.efficient(swapped())
    two = len(plan().principals)
    assert {(each.worth[:two], each.settled, each.solutions) for each in here} == {
        (tuple(reversed(each.worth[:two])), each.settled, each.solutions) for each in there
    }
    kept = {(each.stage, each.side): each for each in holds(plan())}
    assert {(each.stage, each.side): each for each in holds(swapped())} == kept
    assert road(swapped(), record(), on=ON, known=ON) == way()


def test_swapping_the_sides_leaves_what_each_home_carries() -> None:
    best = seen().standings[0].settled
    here = {each.side: each for each in ratify(plan(), best, count=200)}
    assert {each.side: each for each in ratify(swapped(), best, count=200)} == here


def test_the_kinds_of_numbers_that_it_judges_are_all_there() -> None:
    assert {type(each) for each in numbers()} == {Guess, Score, Weight}
    assert all(isinstance(bond, Bond) for stage in plan().stages for bond in stage.bonds)
    assert any(stage.bonds and stage.snapback for stage in plan().stages)
    assert all(isinstance(each, Linkage) for each in plan().linkages)
