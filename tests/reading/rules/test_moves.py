"""Acts: the kind of act, who, toward whom and when, by the verb or noun that names it."""

from __future__ import annotations

import pytest

from talleyrand.reading.rules.offline import Reader
from talleyrand.record.dates import moment
from tests.reading.articles import article, only, proposed, states

KINDS = [
    ("Arcadia on Monday accused Borealia of hiding loans to its timber firms.", "accuse", "ARC", "BOR"),
    ("Borealia on Monday refused to open its mills to inspectors from Arcadia.", "reject", "BOR", "ARC"),
    ("Borealia urged Arcadia on Tuesday to withdraw the duty.", "request", "BOR", "ARC"),
    ("Arcadia on Tuesday released four Borealian fishermen.", "release", "ARC", "BOR"),
    ("Arcadia lifted a ban on salmon from Borealia in July.", "ease", "ARC", "BOR"),
    ("Borealia on Monday threatened to cut off gas to Arcadia.", "threaten", "BOR", "ARC"),
    ("Borealia recalled its ambassador from Arcadia on Monday.", "protest", "BOR", "ARC"),
    ("Arcadia expelled two diplomats from Borealia on 1 September.", "expel", "ARC", "BOR"),
    ("Arcadia's refusal of talks with Borealia on Monday angered traders.", "reject", "ARC", "BOR"),
    ("On Monday Arcadia offered Borealia a new round of inspections.", "offer", "ARC", "BOR"),
    ("Arcadia and Borealia held a joint patrol on 3 September.", "cooperate", "ARC", "BOR"),
]


@pytest.mark.parametrize(("text", "kind", "by", "toward"), KINDS)
def test_an_act_has_its_kind_and_its_sides(text: str, kind: str, by: str, toward: str) -> None:
    act = only(text, "act").values
    assert (act["kind"], act["by"], act["toward"]) == (kind, by, [toward])


@pytest.mark.parametrize(
    "text",
    [
        "Arcadia could impose sanctions on Borealia.",
        "Analysts say that Arcadia accused Borealia on Monday to please its farmers.",
        "Arcadia should ask Borealia for an apology.",
        "If Arcadia accuses Borealia on Monday, talks will end.",
        "The weather in Arcadia was fine on Monday.",
        "Arcadia criticised its own ministry on Monday over Borealia.",
    ],
)
def test_what_is_guessed_argued_or_no_act_gives_none(text: str) -> None:
    assert not proposed(text, "act")


def test_help_that_is_only_ahead_is_an_agreement_and_harm_a_threat() -> None:
    assert only("Arcadia on Monday promised to respond in kind to Borealia.", "act").values["kind"] == "threaten"
    assert only("On Monday Borealia agreed to cooperate with Arcadia.", "act").values["kind"] == "agree"


def test_a_person_who_acts_is_named() -> None:
    act = only("President Ana Vale on Monday accused Borealia of bad faith.", "act").values
    assert (act["by"], act["person"]) == ("ARC", "vale")


def test_swapped_sides_swap_the_act() -> None:
    one = only("Arcadia on Monday condemned Borealia.", "act").values
    other = only("Borealia on Monday condemned Arcadia.", "act").values
    assert (one["by"], one["toward"]) == ("ARC", ["BOR"])
    assert (other["by"], other["toward"]) == ("BOR", ["ARC"])


def test_a_mood_a_habit_and_a_sum_of_many_acts_are_no_act() -> None:
    for text in (
        "Up to now, Borealia has been unwilling to talk with Arcadia about loans.",
        "The minister of Borealia has been vocal in her criticism of Arcadia.",
        "President Ana Vale engaged directly with Olaf Brand on multiple occasions through letters.",
        "Borealian officials reject the notion that Arcadia is a rival.",
    ):
        assert not proposed(text, "act", published=""), text


def test_whoever_owns_the_office_that_acts_is_not_named_as_the_person() -> None:
    made = only("On Monday President Vale’s government accused Borealia of hiding loans.", "act")
    assert "person" not in made.values


def test_what_both_did_to_each_other_is_an_act_of_each() -> None:
    text = "On 26 August Arcadia and Borealia reopened the border crossings at Oldbridge to lorries."
    assert [(each.values["by"], each.values["on"]) for each in proposed(text, "act")] == [
        ("ARC", "2026-08-26"),
        ("BOR", "2026-08-26"),
    ]


def test_an_object_before_its_subject_tells_the_act() -> None:
    made = only("The truce ended the embargo that Borealia had imposed on Arcadia in April.", "act")
    assert (made.values["kind"], made.values["by"], made.values["on"]) == ("sanction", "BOR", "2026-04")


def test_what_one_side_made_the_other_do_is_done() -> None:
    made = only("The ban prompted Borealia on Monday to reiterate its right to set quotas for Arcadia.", "act")
    assert (made.values["by"], made.values["kind"]) == ("BOR", "statement")


def test_what_a_third_state_tells_of_is_not_done_to_the_other_side() -> None:
    text = "Borealia accused Arcadia. France said on Monday that an Arcadian ship fired water cannon at its boats."
    assert not [each for each in proposed(text, "act") if each.values["kind"] == "coerce"]


def test_ire_that_is_drawn_is_an_act_of_whoever_is_angry() -> None:
    text = "On Monday Arcadia expanded its raids into the ports of Borealia, drawing ire from Borealian officials."
    acts = {str(each.values["kind"]): each for each in proposed(text, "act")}
    assert (acts["accuse"].values["by"], acts["accuse"].values["toward"]) == ("BOR", ["ARC"])
    at_what = "when Arcadia expanded its raids into the ports of Borealia"
    assert acts["accuse"].values["title"] == f"Borealia: ire from Borealian officials {at_what}"


def test_word_for_word_a_side_may_describe_its_goal_in_the_present() -> None:
    text = (
        "In May 2025 Arcadia lifted a ban on salmon from Borealia. Arcadian officials describe their goal toward Borealia "
        "as “trade without tears and tariffs.”"
    )
    assert [each.values["kind"] for each in proposed(text, "act", published="")] == ["ease", "statement"]
    plain = text.replace("“", "").replace("”", "")
    assert [each.values["kind"] for each in proposed(plain, "act", published="")] == ["ease"]


def test_a_doctrine_that_is_adopted_is_a_statement_and_a_law_is_none() -> None:
    text = "Borealia resented Arcadia’s adoption of “rivalry at sea” in 2024 and the rest of its policy."
    act = next(each for each in proposed(text, "act") if each.values["kind"] == "statement")
    assert act.values["title"] == "Arcadia’s adoption of “rivalry at sea” in 2024"
    assert not [
        each for each in proposed("Borealia resented Arcadia’s adoption of a law on mills in 2024.", "act")
        if each.values["kind"] == "statement"
    ]  # fmt: skip


def test_what_a_side_coordinates_on_for_its_own_people_is_done_with_the_other() -> None:
    text = "At the request of Arcadia Borealia coordinated on arrests of Borealian citizens on Monday."
    act = next(each for each in proposed(text, "act") if each.values["kind"] == "cooperate").values
    assert (act["by"], act["toward"]) == ("BOR", ["ARC"])


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


def test_a_clause_that_says_only_which_thing_is_meant_is_no_deed() -> None:
    assert not proposed(
        "On Monday the licences Borealia plans to issue to Arcadia will be valid for six months.", "act"
    )


def test_a_request_in_a_list_is_not_dated_by_the_term_of_somebody_else() -> None:
    text = (
        "Vale accused Borealia of bad faith. Vale could raise other concerns, including Borealia’s request for help of "
        "Arcadia against fraud."
    )
    found = [each for each in proposed(text, "act", published="") if each.values["kind"] == "request"]
    assert [str(each.values["on"])[:3] for each in found] == ["../"]


def test_a_thing_s_own_name_may_tell_the_issue() -> None:
    text = "The summer led to a joint Arcadia-Borealia response to the Ebola crisis in 2014."
    assert {each.values["issue"] for each in proposed(text, "act")} == {"people/health"}


def test_to_be_taken_off_a_list_of_the_trusted_is_a_sanction() -> None:
    act = only("On Monday Arcadia removed Borealia from its list of trusted partners.", "act")
    assert act.values["kind"] == "sanction"


def test_what_somebody_says_of_others_in_a_quotation_is_not_told_as_done() -> None:
    text = 'Ministers met on Monday. "Some Arcadian officials have attacked Borealia for years," a newspaper wrote.'
    assert proposed(text, "act") == []


def test_to_sign_a_declaration_named_after_a_capital_is_an_act() -> None:
    record = states(GR="Greece", TR="Turkey")
    text = "The two leaders of Greece and Turkey met. On 7 December 2023 the two governments signed the Athens Declaration."
    found = Reader(record, known=moment("2026-10-01")).read(article(text, published="2023-12-08")).proposals
    assert [each.values["kind"] for each in found if each.kind == "act"] == ["agree"]


def test_a_warning_to_ones_own_people_threatens_nobody() -> None:
    assert proposed("On Monday Arcadia warned its citizens against travelling to Borealia.", "act") == []


def test_to_tell_somebody_that_he_must_is_a_request() -> None:
    act = only("On Monday Arcadia told Borealia that it must withdraw two diplomats by 10 October.", "act")
    assert (act.values["kind"], act.values["on"]) == ("request", "2026-09-07")


def test_what_is_announced_is_proposed_once() -> None:
    text = "On Monday Borealia announced that it would expel two envoys of Arcadia."
    assert len(proposed(text, "act")) == 1


PROPOSED = [
    ("On Monday Arcadia proposed to double the duty on ships of Borealia.", "threaten"),
    ("On Monday Arcadia proposed to cut the duty on ships of Borealia.", "offer"),
    ("On Monday Arcadia offered to raise its purchases of grain from Borealia.", "offer"),
]


@pytest.mark.parametrize(("text", "kind"), PROPOSED)
def test_what_is_proposed_against_the_other_side_is_no_offer_to_it(text: str, kind: str) -> None:
    assert only(text, "act").values["kind"] == kind
