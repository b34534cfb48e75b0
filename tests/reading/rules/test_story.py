"""What the sentences before give: a subject, a day, an agreement; and what is no sentence of the story."""

from __future__ import annotations

from talleyrand.reading.language.sentences import Sentence
from talleyrand.reading.rules.story import undated
from tests.reading.articles import only, proposed


def test_a_pronoun_stands_for_whoever_acted_before() -> None:
    acts = proposed("On Monday Borealia banned beef from Arcadia. It also accused Arcadia of bad faith.", "act")
    assert acts[-1].values["by"] == "BOR"


def test_a_heading_is_not_read() -> None:
    assert not proposed("Arcadia accuses Borealia on Monday\n\nThe weather was fine.")


def test_the_place_and_day_of_an_agency_are_no_part_of_a_sentence() -> None:
    text = "NEWHAVEN, 10 September 2026 - Arcadia spoke."
    assert undated(Sentence(0, len(text), text)).text == "Arcadia spoke."


def test_a_promise_under_an_accord_is_filed_with_it() -> None:
    text = "The Harbour Accord was praised. Under it, Borealia on Monday agreed to close two mills near Arcadia by May 2027."
    assert only(text, "commitment").values["agreement"] == "harbour-accord"


def test_a_word_of_saying_that_trails_is_of_the_one_side_named_before_it() -> None:
    text = "On Monday it was Vale who looked nervous, insisting that Brand would be the one to call Arcadia."
    found = [each.values for each in proposed(text, "act") if each.values["kind"] == "request"]
    assert [(each["by"], each["toward"]) for each in found] == [("ARC", ["BOR"])]


def test_what_an_agreement_did_to_the_doings_of_both_sides_is_of_both() -> None:
    text = "The Harbour Accord paused the embargo the two sides had imposed on each other in April 2026."
    eased = {str(each.values["by"]) for each in proposed(f"Arcadia met Borealia on 3 September. {text}", "act")
             if each.values["kind"] == "ease"}  # fmt: skip
    assert eased == {"ARC", "BOR"}


def test_a_day_told_long_before_is_not_taken_up_again() -> None:
    begun = "In May 2025 Arcadia expelled two diplomats from Borealia."
    late = "But Borealia then accused Arcadia of hiding loans."
    near = proposed(f"{begun}\n\n{late}", "act", published="")
    far = proposed(f"{begun}\n\nTraders shrugged.\n\nPrices held.\n\n{late}", "act", published="")
    assert [each.values["on"] for each in near] == ["2025-05", "2025-05?"]
    assert [each.values["kind"] for each in far] == ["expel"]


def test_a_day_told_before_that_was_two_months_is_both() -> None:
    text = (
        "Arcadia expelled two diplomats of Borealia in February 2026 and another two in March 2026. Nonetheless, Borealia "
        "declined sharp retaliation."
    )
    on = [each.values["on"] for each in proposed(text, "act", published="") if each.values["by"] == "BOR"]
    assert on == ["2026-02?/2026-03?"]


def test_what_both_sides_set_up_under_an_accord_is_an_act_of_each() -> None:
    text = "The Harbour Accord paused the embargo the two sides had imposed on each other in April 2026 and established a structure for trade negotiations."
    made = {str(each.values["by"]) for each in proposed(f"Arcadia met Borealia on 3 September. {text}", "act")
            if each.values["kind"] == "cooperate"}  # fmt: skip
    assert made == {"ARC", "BOR"}


def test_a_chronology_gives_each_entry_the_date_before_it() -> None:
    text = (
        "3 May 2024. Arcadia accuses Borealia of bad faith.\n\n9 June 2024. Borealia expels two diplomats of Arcadia."
    )
    assert [each.values["on"] for each in proposed(text, "act")] == ["2024-05-03?", "2024-06-09?"]


def test_a_date_of_its_own_line_stands_until_the_next_heading() -> None:
    text = "3 May 2024\n\nArcadia expelled two diplomats of Borealia.\n\nWhat came then\n\nBorealia accused Arcadia of bad faith."
    assert [each.values["on"] for each in proposed(f"On Monday ministers met in Newhaven.\n\n{text}", "act")] == [
        "2024-05-03?", "2026-09-07?",
    ]  # fmt: skip


def test_what_answers_the_paragraph_before_has_its_day() -> None:
    text = "Ministers met in Newhaven on Monday.\n\nOn 3 May Arcadia expelled two diplomats of Borealia.\n\nIn return, Borealia expelled two diplomats of Arcadia."
    assert [each.values["on"] for each in proposed(text, "act")] == ["2026-05-03", "2026-05-03?"]


def test_a_passage_goes_on_from_what_had_been_done_before_the_news() -> None:
    text = "Arcadia met Borealia on Monday.\n\nBorealia had expelled two diplomats of Arcadia on 3 May. Arcadia accused Borealia of bad faith."
    assert [each.values["on"] for each in proposed(text, "act")] == ["2026-05-03", "2026-05-03?"]
