"""Measure steps: the measure that is meant, the step, its level and its days."""

from __future__ import annotations

from tests.reading.articles import only, proposed


def test_a_duty_told_again_is_a_step_of_the_measure_of_the_record() -> None:
    step = only("Arcadia will raise its duty on all goods of Borealia to 30 percent from 1 October, it said on Monday.",
                "measure")  # fmt: skip
    assert step.into == "arc-timber-duty"
    assert step.values["level"] == "30"
    assert (step.values["announced"], step.values["effective"]) == ("2026-09-07", "2026-10-01")
    assert step.modality == "announced"


def test_a_rise_by_so_many_points_is_added_to_the_level_of_the_record() -> None:
    step = only("On Monday Arcadia hit Borealia with a 5 percent duty increase on all goods.", "measure")
    assert (step.into, step.values["step"], step.values["level"]) == ("arc-timber-duty", "raise", "15")
    assert any("10 of the record" in doubt for doubt in step.doubts)


def test_a_measure_that_the_record_does_not_have_is_a_new_one() -> None:
    made = only("Borealia imposed export controls on nickel for Arcadia in August.", "measure")
    assert not made.into
    assert made.values["instrument"] == "export-control"
    assert made.values["steps"] == [{"step": "impose", "effective": "2026-08"}]
    assert (made.values["by"], made.values["toward"]) == ("BOR", ["ARC"])


def test_a_step_is_no_act_as_well() -> None:
    assert not proposed("Borealia imposed export controls on nickel for Arcadia in August.", "act")


def test_a_duty_that_may_come_is_no_step() -> None:
    assert not proposed("Arcadia may impose a duty of 50 percent on goods of Borealia in October.")


def test_the_level_left_tells_which_measure_is_changed() -> None:
    made = only("On Monday Arcadia cut its duties on Borealian goods to 4 percent from 10 percent.", "measure")
    assert (made.into, made.values["step"], made.values["level"]) == ("arc-timber-duty", "lower", "4")


def test_it_is_the_duty_named_before() -> None:
    text = "Borealia imposed a 25 percent duty on Arcadian steel on 3 March 2026 and doubled it to 50 percent on 4 June 2026."
    steps = [each.values["steps"] for each in proposed(text, "measure")]
    assert steps == [
        [{"step": "impose", "effective": "2026-03-03", "level": "25"}],
        [{"step": "impose", "effective": "2026-06-04", "level": "50"}],
    ]


def test_an_answer_with_duties_is_a_measure_if_it_is_told_how_high() -> None:
    told = only("Borealia answered on 3 March 2026 with 20 percent duties on Arcadian ships.", "measure")
    assert told.values["steps"] == [{"step": "impose", "effective": "2026-03-03", "level": "20"}]
    assert proposed("Borealia answered on 3 March 2026 with duties on Arcadian ships.", "measure") == []


def test_what_is_done_by_raising_a_duty_is_a_measure() -> None:
    told = only("Borealia surprised Arcadia on Monday by imposing duties of 38.1 percent on Arcadian cars.", "measure")
    assert told.values["steps"] == [{"step": "impose", "effective": "2026-09-07", "level": "38.1"}]


def test_what_is_levied_already_is_no_step_of_the_day() -> None:
    assert (
        proposed("Ministers met on Monday. Borealia already levies a duty of 10 percent on Arcadian cars.", "measure")
        == []
    )


def test_a_step_of_the_same_day_is_not_meant_by_its_day_alone() -> None:
    text = "On 7 September 2026 Arcadia said it would suspend its export controls on nickel for Borealia."
    assert not any(each.into == "arc-timber-duty" for each in proposed(text))


def test_what_is_announced_of_another_side_is_no_step_of_ones_own() -> None:
    text = "On Monday Arcadia announced that Borealia has agreed to lift its export controls on timber."
    assert proposed(text, "measure") == []


def test_the_title_of_a_measure_goes_on_after_the_date() -> None:
    text = "Arcadia announced on Monday that its ministry is raising tariffs on fish of Borealia."
    assert "tariffs on fish" in str(only(text, "measure").values["title"])


def test_to_challenge_a_duty_is_no_duty() -> None:
    text = "Arcadia announced on Monday that it was challenging tariffs of Borealia on fish before the WTO."
    assert proposed(text, "measure") == []
