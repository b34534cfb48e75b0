"""The title of an act: in the words of the document, with who did it."""

from __future__ import annotations

from tests.reading.articles import only, proposed


def test_ire_that_is_drawn_is_an_act_of_whoever_is_angry() -> None:
    text = "On Monday Arcadia expanded its raids into the ports of Borealia, drawing ire from Borealian officials."
    acts = {str(each.values["kind"]): each for each in proposed(text, "act")}
    assert (acts["accuse"].values["by"], acts["accuse"].values["toward"]) == ("BOR", ["ARC"])
    at_what = "when Arcadia expanded its raids into the ports of Borealia"
    assert acts["accuse"].values["title"] == f"Borealia: ire from Borealian officials {at_what}"


def test_a_doctrine_that_is_adopted_is_a_statement_and_a_law_is_none() -> None:
    text = "Borealia resented Arcadia’s adoption of “rivalry at sea” in 2024 and the rest of its policy."
    act = next(each for each in proposed(text, "act") if each.values["kind"] == "statement")
    assert act.values["title"] == "Arcadia’s adoption of “rivalry at sea” in 2024"
    assert not [
        each for each in proposed("Borealia resented Arcadia’s adoption of a law on mills in 2024.", "act")
        if each.values["kind"] == "statement"
    ]  # fmt: skip


def test_what_a_noun_says_two_sides_did_together_is_an_act_of_each() -> None:
    found = proposed("The flood of 2014 led to a joint Arcadia-Borealia response to the flood in 2014.", "act")
    assert {(str(each.values["by"]), str(each.values["kind"])) for each in found} == {
        ("ARC", "cooperate"),
        ("BOR", "cooperate"),
    }
    assert all(str(each.values["title"]).startswith("Joint Arcadia-Borealia response") for each in found)


def test_the_title_of_a_saying_has_the_words_that_are_quoted() -> None:
    act = only("Arcadia warned Borealia on Monday, “The mills will be closed by force.”", "act").values
    assert str(act["title"]).endswith("“The mills will be closed by force.”")
