"""Commitments: discrete, specific, public, about the future; with deadline and quantity."""

from __future__ import annotations

import pytest

from tests.reading.articles import only, proposed


def test_a_pledge_has_its_deadline_and_quantity() -> None:
    made = only("On Tuesday Borealia pledged to buy at least 3 million tonnes of Arcadian grain by the end of 2027.",
                "commitment").values  # fmt: skip
    assert (made["obligor"], made["obligee"], made["made"]) == ("BOR", ["ARC"], "2026-09-08")
    assert made["deadline"] == "2027-12-31"
    assert made["target"] == {"amount": "3", "unit": "million tonnes", "bound": "at least"}
    assert made["issue"] == "trade/agriculture"


def test_a_pledge_that_a_noun_names_is_one() -> None:
    made = only(
        "Borealia's pledge to Arcadia of 3 March 2026 to cut its subsidies by half by 2028 holds.", "commitment"
    )
    assert made.values["made"] == "2026-03-03"
    assert made.values["deadline"] == "2028-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday Borealia promised to strengthen its ties with Arcadia.",
        "On Tuesday Borealia agreed to continue its dialogue with Arcadia.",
        "Borealia may buy grain from Arcadia by the end of 2027.",
        "On Tuesday Arcadia asked Borealia to buy grain by the end of 2027.",
    ],
)
def test_what_nobody_could_tell_is_kept_or_nobody_promised_is_no_commitment(text: str) -> None:
    assert not proposed(text, "commitment")


def test_two_things_promised_are_two_commitments() -> None:
    made = proposed("On Tuesday Borealia pledged to publish its payments by 31 December 2026 and to buy 2 million "
                    "tonnes of Arcadian grain in 2027.", "commitment")  # fmt: skip
    assert [str(each.values["text"])[:3] for each in made] == ["Pub", "Buy"]


def test_two_promises_in_one_sentence_are_two() -> None:
    text = (
        "On Monday Borealia agreed with Arcadia to cap its catch of cod by 2030 and reach 20 percent of closed grounds."
    )
    assert [each.values["text"] for each in proposed(text, "commitment")] == [
        "Cap its catch of cod by 2030",
        "Reach 20 percent of closed grounds",
    ]


def test_the_next_infinitive_is_a_promise_of_its_own() -> None:
    text = "On Monday Borealia agreed to lift its ban on Arcadian salmon and to share flood data on the river Senn."
    assert [each.values["text"] for each in proposed(text, "commitment")] == [
        "Lift its ban on Arcadian salmon",
        "Share flood data on the river Senn",
    ]


def test_a_verb_joined_by_or_stays_with_its_object() -> None:
    text = "Borealia agreed on Monday to suspend or remove the curbs on nickel that it imposed on Arcadia."
    assert str(only(text, "commitment").values["text"]).startswith("Suspend or remove the curbs on nickel")


def test_what_an_agreement_only_seems_to_say_is_no_promise() -> None:
    text = "The substance of the Harbour Accord seems to be that both sides will curtail their loans."
    assert not proposed(text, "commitment")


def test_a_date_ahead_is_not_the_day_of_the_promise() -> None:
    text = "Borealia told Arcadia on Monday that it will resume ferries on 2 October."
    assert str(only(text, "commitment").values["made"]).startswith("2026-09-07")


def test_what_is_agreed_to_may_be_a_noun() -> None:
    text = (
        "On Monday Arcadia and Borealia agreed to a suspension of all tariffs totaling nearly 50 percent, and smiled."
    )
    both = [each.values for each in proposed(text, "commitment")]
    assert {each["obligor"] for each in both} == {"ARC", "BOR"}
    assert {each["text"] for each in both} == {"Suspension of all tariffs totaling nearly 50 percent"}
    assert not any("target" in each for each in both)  # of both taken together


def test_what_is_promised_for_a_time_without_an_end_is_left_alone() -> None:
    assert not proposed("On Monday Arcadia and Borealia agreed to temporary reductions of tariffs.", "commitment")


def test_the_issue_of_a_promise_is_not_that_of_the_other_side_s_half() -> None:
    text = (
        "Under the Harbour Accord Borealia will reportedly allow sales of rare earths, and Arcadia will lift its recent "
        "economic restrictions."
    )
    issues = {each.values["obligor"]: each.values["issue"] for each in proposed(text, "commitment")}
    assert issues == {"BOR": "minerals/rare-earths", "ARC": "relationship"}


def test_what_one_alone_is_to_do_is_no_promise_of_the_other() -> None:
    text = "On Tuesday Arcadia and Borealia agreed that Borealia would buy 2 million tonnes of grain in 2027."
    assert [each.values["obligor"] for each in proposed(text, "commitment")] == ["BOR"]


def test_a_promise_of_nothing_named_is_no_commitment() -> None:
    text = "Arcadia on Monday spoke of the fee, which Borealia has agreed to lift."
    assert proposed(text, "commitment") == []


def test_the_words_of_a_promise_end_where_its_day_is_told() -> None:
    text = "Borealia vowed to lift its ban on salmon during last week's talks with Arcadia."
    assert only(text, "commitment").values["text"] == "Lift its ban on salmon"
