"""Who a pronoun stands for: whoever the sentence before tells of, where only they can be meant."""

from __future__ import annotations

from tests.reading.articles import proposed


def test_they_are_the_two_of_whom_the_sentence_before_tells() -> None:
    text = "Arcadia and Borealia met on Monday. They agreed to reopen the border by May 2027."
    assert {str(each.values["obligor"]) for each in proposed(text, "commitment")} == {"ARC", "BOR"}


def test_its_ministry_is_of_the_state_of_the_sentence_before() -> None:
    text = "Arcadia expelled two diplomats of Borealia on Monday. Its foreign ministry accused Borealia of bad faith."
    assert [each.values["by"] for each in proposed(text, "act")] == ["ARC", "ARC"]


def test_he_is_no_state() -> None:
    text = "Borealia expelled two diplomats of Arcadia on Monday. He accused Arcadia of bad faith."
    assert [each.values["kind"] for each in proposed(text, "act")] == ["expel"]


def test_the_ministry_is_the_one_that_was_named() -> None:
    text = "Borealia's foreign ministry condemned the duty on Monday.\n\nThe ministry also urged Arcadia to lift it."
    assert [each.values["by"] for each in proposed(text, "act")] == ["BOR", "BOR"]


def test_the_government_is_nobody_where_both_were_named() -> None:
    text = "Arcadia's government met Borealia's government on Monday.\n\nThe government condemned the duty."
    assert proposed(text, "act") == []


def test_he_is_whoever_spoke_for_the_body_named() -> None:
    text = "Borealia's navy spokesman Jon Holt said on Monday that all is well. He accused Arcadia of bad faith."
    assert [each.values["by"] for each in proposed(text, "act")] == ["BOR"]
