"""Readings: one side's words about a text that both share."""

from __future__ import annotations

from tests.reading.articles import only, proposed


def test_what_a_side_says_of_a_clause_is_its_reading() -> None:
    said = only("Arcadia said on Tuesday that the Harbour Accord obliges Borealia to name loans to timber firms and "
                "mills.", "reading").values  # fmt: skip
    assert said["of"] == "harbour-accord#timber"
    assert (said["by"], said["on"]) == ("ARC", "2026-09-08")


def test_words_about_nothing_of_the_record_are_no_reading() -> None:
    assert not proposed("Arcadia said on Tuesday that the harvest in Borealia was poor.", "reading")


def test_what_both_did_as_one_puts_it_is_that_side_s_reading() -> None:
    text = (
        "On 20 May 2026 the Harbour Accord was published. As Prime Minister Olaf Brand put it, the two sides agreed to "
        "a list of firms and to nothing else."
    )
    read = only(text.replace(". As", ", and as"), "reading", published="2026-05-21")
    assert (read.values["of"], read.values["by"], read.values["person"]) == ("harbour-accord", "BOR", "brand")


def test_the_ground_of_a_refusal_is_no_reading() -> None:
    text = "Under the Harbour Accord Borealia on Monday refused the list, saying the mills are not of its concern."
    assert not proposed(text, "reading")


def test_of_a_whole_term_of_office_no_act_is_taken_to_be_meant() -> None:
    text = "In 2026 it was Vale who looked nervous, insisting that Borealia would be the one to end the duty."
    assert not proposed(text, "reading")


def test_what_a_side_called_a_deal_may_have_been_said_until_the_month_ended() -> None:
    text = (
        "Following talks in Newhaven in the spring, Arcadia and Borealia reached what President Vale called a “deal”."
    )
    told = only(text, "reading", published="").values
    assert (told["of"], told["on"]) == ("harbour-accord", "2026-05-19?/2026-05-31?")
