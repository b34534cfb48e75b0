"""Each statement of a negotiation against a case worked out by hand, and each with the two sides swapped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from talleyrand.bargaining.asking import Asked, package
from talleyrand.bargaining.landscape import landscape
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.subjects import SUBJECTS, plan
from talleyrand.books.statement import Statement
from talleyrand.errors import NotFound, WrongValue
from tests.bargaining.made import made
from tests.bargaining.river import DAY, PLAN, record, river, swapped


def one(statement: Statement) -> dict[str, object]:
    """The only row of a statement."""
    [row] = statement.records()
    return dict(row)


def made_up(seed: int = 3, **given: object) -> Asked:
    usual: dict[str, object] = {"negotiation": made(seed), "record": record(), "on": DAY, "known": DAY, "draws": 60}
    return Asked(**{**usual, **given})  # type: ignore[arg-type]


# --- what could be tabled -------------------------------------------------------------------------


def test_the_frontier_is_the_one_package_that_no_other_is_better_than() -> None:
    told = plan(river(), "frontier")
    row = one(told)
    assert (row["ARC"], row["BOR"], row["settles"]) == (Decimal("64.0"), Decimal("42.0"), "water: half; duty: lift")
    assert set(str(row["picked_by"]).split(", ")) == {"Nash", "Kalai–Smorodinsky", "egalitarian", "max-min gain"}
    assert dict(told.totals[0].values) == {"packages": 1, "of": 6}
    assert row["entries"] == ("arc-duty",)


def test_a_frontier_that_is_empty_names_what_leaves_it_so() -> None:
    stubborn = PLAN.replace(
        "- redline: no-river-lost\n  by: ARC\n  never: {water: all}",
        "- redline: no-river-lost\n  by: ARC\n  never: {water: [third, half, all]}",
    )
    with pytest.raises(WrongValue, match="no package keeps all of no-river-lost"):
        plan(river(stubborn), "frontier")
    with pytest.raises(WrongValue, match="less than no deal"):
        plan(
            river(PLAN.replace("  no_deal: 50\n", "  no_deal: 99\n").replace("  no_deal: 30\n", "  no_deal: 90\n")),
            "frontier",
        )


def test_a_draft_is_told_what_it_breaks_and_the_nearest_that_can_be() -> None:
    told = plan(river(package=(("water", "half"),)), "draft")
    rows = list(told.records())
    assert [(row["what"], row["name"]) for row in rows if row["name"]] == [
        ("linkage", "water-for-timber"), ("too little", "ARC"),
    ]  # fmt: skip
    nearest = [(row["told"], row["ARC"], row["BOR"]) for row in rows if row["what"] == "nearest that can be"]
    # One issue settled otherwise: the water as it stands, or the duty lifted; the second is better for both.
    assert nearest == [("duty: lift", Decimal("64.0"), Decimal("42.0"))]


def test_a_draft_that_can_be_is_told_what_is_better() -> None:
    told = plan(river(package=(("water", "third"),)), "draft")
    assert [(row["what"], row["told"]) for row in told.records()] == [
        ("better for one, worse for none", "water: half; duty: lift")
    ]
    assert dict(told.totals[0].values) == {"draft": "everything as it stands", "ARC": Decimal("60.0"), "BOR": Decimal("30.0")}  # fmt: skip


# --- what survives --------------------------------------------------------------------------------


def test_what_survives_is_signable_in_every_draw_if_no_range_lets_it_fail() -> None:
    # Only the weight of the duty to Arcadia has a range, 30 to 50 beside 60: half and lift is then worth
    # 40·w + 100·(1 - w) with w from 60/110 to 60/90, so from 60 to 67.3, and never less than 50.
    row = one(plan(river(), "robust"))
    assert (row["signable"], row["enough"], row["picked"]) == (Decimal(100), Decimal(100), Decimal(100))
    low, high = (float(each) for each in str(row["gain_ARC"]).split("(")[1].rstrip(")").split(" to "))
    assert 10 <= low <= high <= 17.3
    assert row["gain_BOR"] == "12 (12 to 12)"


def test_an_option_is_picked_as_often_as_the_package_that_has_it() -> None:
    shares = {(row["issue"], row["option"]): row["picked"] for row in plan(river(), "options").records()}
    assert shares == {("water", "third"): 0, ("water", "half"): 100, ("water", "all"): 0,
                      ("duty", "keep"): 0, ("duty", "lift"): 100}  # fmt: skip


def test_a_guess_that_turns_no_choice_is_worth_nothing_to_find_out() -> None:
    row = one(plan(river(), "find-out"))
    assert (row["side"], row["guess"], row["of"]) == ("ARC", "weight", "duty")
    assert (row["worth"], row["turns"], row["counts"]) == (0, 0, False)


def test_the_shares_of_the_options_of_an_issue_add_up_to_all() -> None:
    told = plan(made_up(), "options")
    for issue in dict.fromkeys(told.column("issue")):
        shares = [float(str(row["picked"])) for row in told.records() if row["issue"] == issue]
        assert sum(shares) == pytest.approx(100, abs=0.3)


# --- at home --------------------------------------------------------------------------------------


def test_a_home_carries_as_often_as_its_threshold_lies_below_the_worth() -> None:
    told = plan(river(package=(("water", "half"), ("duty", "lift"))), "ratify")
    row = one(told)
    assert (row["home_of"], row["institution"], row["member"]) == ("ARC", "The Diet of Arcadia", "farmers")
    assert float(str(row["for_it"])) == pytest.approx(75, abs=3)
    assert row["pivotal"] == 100
    carried = {each["side"]: each["carried"] for each in told.totals if "side" in dict(each.values)}
    assert carried == {"ARC": row["for_it"], "BOR": Decimal(100)}


def test_a_tighter_home_ends_in_no_deal_once_no_package_is_worth_so_much_to_it() -> None:
    # The farmers have 60 of half the water and 100 of a third; they ask for 50 and so much more.
    rows = list(plan(river(), "tighter").records())
    assert [(float(str(row["tighter"])), row["settles"]) for row in rows[:4]] == [
        (0, "water: half; duty: lift"), (5, "water: half; duty: lift"), (10, "water: half; duty: lift"),
        (15, "everything as it stands"),
    ]  # fmt: skip
    with pytest.raises(NotFound, match="there is no side 'farmers' at the table"):
        plan(river(side="farmers"), "tighter")


# --- once it is signed ----------------------------------------------------------------------------


def test_a_stage_is_kept_at_the_patience_of_the_closed_form() -> None:
    # 3 a month for good against 5 for one month and 1 ever after: kept if the month's patience is at least
    # (5 - 3) / (5 - 1) = 1/2, in a year 1/2 to the twelfth, 0.02 %.
    rows = list(plan(river(), "stages").records())
    assert [(row["side"], row["needed"], row["verdict"]) for row in rows] == [
        ("ARC", Decimal("0.0"), "holds"), ("BOR", Decimal("0.0"), "holds")
    ]  # fmt: skip
    assert [row["has_band"] for row in rows] == ["80 to 95", "100 to 100"]


def test_a_state_says_who_would_go_where_alone() -> None:
    rows = {str(row["state"]): row for row in plan(river(), "stability").records()}
    assert rows["quiet"]["today"] is True
    assert rows["quiet"]["leave_alone"] == ("ARC: dammed", "BOR: fined")
    assert rows["both"]["leave_alone"] == ()
    assert "Nash" in str(rows["both"]["equilibrium"])
    with pytest.raises(NotFound, match="did you mean 'now'"):
        plan(river(situation="nwo"), "stability")


def test_a_roadmap_has_the_days_of_its_steps_and_of_the_stages_after_them() -> None:
    told = plan(river(), "roadmap")
    rows = {str(row["step"]): row for row in told.records()}
    assert str(rows["A word between the two"]["from"]) == "2026-06-10"
    assert str(rows["A round"]["from"]) == "2026-06-11"
    assert str(rows["Half the water"]["from"]) == "2026-06-25"  # a round takes 14 days if nothing else is said
    assert any("no step is" in str(each["message"]) for each in told.totals)


# --- all together ---------------------------------------------------------------------------------


def test_the_overview_has_a_headline_for_every_other_subject() -> None:
    told = plan(river(), "overview")
    assert set(told.column("subject")) == {each.name for each in SUBJECTS} - {"overview"}
    headlines = {str(row["subject"]): row for row in told.records()}
    assert headlines["frontier"]["figure"] == 1
    assert headlines["robust"]["band"] == "96 to 100"
    assert all(str(row["headline"]).endswith(".") for row in told.records())


def test_a_negotiation_of_nothing_but_issues_and_sides_has_an_overview_too() -> None:
    told = plan(made_up(), "overview")
    assert {"frontier", "robust", "options"} <= set(told.column("subject"))


def test_a_figure_with_a_band_stands_with_what_moves_it_most_unless_nothing_does() -> None:
    for row in plan(made_up(5), "overview").records():
        assert (row["band"] is None) == (row["moved_most_by"] is None), row
    rows = {str(row["subject"]): row for row in plan(river(), "overview").records()}
    assert rows["frontier"]["moved_most_by"] == "Arcadia's weight of duty"  # there is no other number with a range
    assert rows["tighter"]["moved_most_by"] is rows["stages"]["moved_most_by"] is None


def rows_of(told: Statement) -> list[str]:
    """The rows in whatever order they and their columns stand, without the numbers and entries that go by order."""
    return sorted(
        str([(key, row[key]) for key in sorted(row) if key not in ("package", "entries")]) for row in told.records()
    )


def test_swapping_the_sides_swaps_every_answer() -> None:
    here, there = river(draws=20, side="ARC"), river(swapped(), draws=20, side="ARC")
    for each in SUBJECTS:
        assert rows_of(plan(here, each.name)) == rows_of(plan(there, each.name)), each.name


@pytest.mark.parametrize("seed", [1, 2])
def test_swapping_the_sides_swaps_every_answer_where_much_is_unsure_or_ties(seed: int) -> None:
    for spread in (20, 0):
        case = made(seed, spread=spread)
        turned = Negotiation((replace(case.heading, between=("B", "A")), *case.entries[1:]))
        for name in ("overview", "robust", "options", "find-out"):
            found = [rows_of(plan(made_up(negotiation=each), name)) for each in (case, turned)]
            assert found[0] == found[1], name


def test_the_same_seed_gives_the_same_answer() -> None:
    for each in SUBJECTS:
        assert plan(made_up(), each.name) == plan(made_up(), each.name), each.name


def test_every_row_of_the_landscape_lies_where_its_package_does() -> None:
    rows = list(landscape(river()).records())
    assert [(row["what"], row["ARC"], row["BOR"]) for row in rows[:2]] == [
        ("no deal", Decimal("50.0"), Decimal("30.0")), ("efficient", Decimal("64.0"), Decimal("42.0"))
    ]  # fmt: skip
    assert (rows[1]["survives"], rows[1]["carried"], rows[1]["BOR_band"]) == (1, True, "42.0 to 42.0")
    assert all(60 <= float(str(row["ARC"])) <= 67.3 for row in rows if row["what"] == "one draw")


def test_a_package_in_words_is_refused_if_it_is_none() -> None:
    assert package(["water: half; duty: lift"]) == package(["water: half", "duty: lift"])
    for wrong in ("water", ": half", "water: half; water: all"):
        with pytest.raises(WrongValue):
            package([wrong])
    with pytest.raises(NotFound, match="did you mean 'water'"):
        plan(river(package=(("watr", "half"),)), "draft")
    with pytest.raises(NotFound, match="did you mean 'ratify'"):
        plan(river(), "ratfy")
    with pytest.raises(WrongValue, match="draws"):
        plan(river(draws=1), "robust")
