"""Who does a deed and toward whom: the other side only where nobody else is meant."""

from __future__ import annotations

from tests.reading.articles import only, proposed


def test_swapped_sides_swap_the_act() -> None:
    one = only("Arcadia on Monday condemned Borealia.", "act").values
    other = only("Borealia on Monday condemned Arcadia.", "act").values
    assert (one["by"], one["toward"]) == ("ARC", ["BOR"])
    assert (other["by"], other["toward"]) == ("BOR", ["ARC"])


def test_what_a_third_state_tells_of_is_not_done_to_the_other_side() -> None:
    text = "Borealia accused Arcadia. France said on Monday that an Arcadian ship fired water cannon at its boats."
    assert not [each for each in proposed(text, "act") if each.values["kind"] == "coerce"]


def test_a_case_before_a_court_of_states_is_against_the_other_side() -> None:
    act = only("Borealia on Monday filed a complaint with the WTO against the duties of Arcadia.", "act").values
    assert (act["by"], act["toward"]) == ("BOR", ["ARC"])


def test_what_is_done_to_a_third_state_together_is_not_done_to_each_other() -> None:
    assert proposed("On Monday Arcadia and Borealia condemned Norway for its whaling.", "act") == []
