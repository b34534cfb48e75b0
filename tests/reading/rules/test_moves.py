"""Acts: what is one and what is not, who, toward whom and when, by the verb or noun that names it."""

from __future__ import annotations

import pytest

from talleyrand.reading.rules.offline import Reader
from talleyrand.record.dates import moment
from tests.reading.articles import article, only, proposed, states

TOLD_BESIDE = [
    "On Monday Borealia declined to comment on the duty of Arcadia.",
    "On Monday Arcadia held talks with Borealia that both sides described as useful.",
    "On Monday all was calm. Arcadia still imposes a fee on ships of Borealia.",
    "On Monday Ana Vale spoke of Borealia and its threats, which nobody took for news.",
]


def test_a_person_who_acts_is_named() -> None:
    act = only("President Ana Vale on Monday accused Borealia of bad faith.", "act").values
    assert (act["by"], act["person"]) == ("ARC", "vale")


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


def test_what_one_side_made_the_other_do_is_done() -> None:
    made = only("The ban prompted Borealia on Monday to reiterate its right to set quotas for Arcadia.", "act")
    assert (made.values["by"], made.values["kind"]) == ("BOR", "statement")


def test_word_for_word_a_side_may_describe_its_goal_in_the_present() -> None:
    text = (
        "In May 2025 Arcadia lifted a ban on salmon from Borealia. Arcadian officials describe their goal toward Borealia "
        "as “trade without tears and tariffs.”"
    )
    assert [each.values["kind"] for each in proposed(text, "act", published="")] == ["ease", "statement"]
    plain = text.replace("“", "").replace("”", "")
    assert [each.values["kind"] for each in proposed(plain, "act", published="")] == ["ease"]


def test_what_a_side_coordinates_on_for_its_own_people_is_done_with_the_other() -> None:
    text = "At the request of Arcadia Borealia coordinated on arrests of Borealian citizens on Monday."
    act = next(each for each in proposed(text, "act") if each.values["kind"] == "cooperate").values
    assert (act["by"], act["toward"]) == ("BOR", ["ARC"])


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


def test_what_somebody_says_of_others_in_a_quotation_is_not_told_as_done() -> None:
    text = 'Ministers met on Monday. "Some Arcadian officials have attacked Borealia for years," a newspaper wrote.'
    assert proposed(text, "act") == []


def test_to_sign_a_declaration_named_after_a_capital_is_an_act() -> None:
    record = states(GR="Greece", TR="Turkey")
    text = "The two leaders of Greece and Turkey met. On 7 December 2023 the two governments signed the Athens Declaration."
    found = Reader(record, known=moment("2026-10-01")).read(article(text, published="2023-12-08")).proposals
    assert [each.values["kind"] for each in found if each.kind == "act"] == ["agree"]


def test_what_is_announced_is_proposed_once() -> None:
    text = "On Monday Borealia announced that it would expel two envoys of Arcadia."
    assert len(proposed(text, "act")) == 1


@pytest.mark.parametrize("text", TOLD_BESIDE)
def test_a_word_beside_the_news_is_no_act(text: str) -> None:
    assert proposed(text, "act") == []


def test_a_quote_goes_on_as_far_as_the_title_does() -> None:
    text = (
        "On Monday Arcadia accused Borealia of hiding 34 mills from inspectors, to whom a map of the woods had been "
        "shown, and of paying them in secret although everybody in the land could see what they did."
    )
    assert all("34" in each.quote for each in proposed(text, "act"))


def test_a_list_of_what_is_protested_against_is_no_deed_of_whoever_protests() -> None:
    text = (
        "Arcadia on Monday protested against the \u201charassment, ramming and seizing\u201d of its boats by Borealia."
    )
    assert [each.values["kind"] for each in proposed(text, "act")] == ["protest"]
