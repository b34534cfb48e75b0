"""People whom a document introduces stand for the state whose post they have, when it names them again."""

from __future__ import annotations

import pytest

from talleyrand.reading.parties.introduced import Introduced, leaders
from talleyrand.reading.parties.states import atlas
from talleyrand.reading.rules.offline import Reader
from talleyrand.record.dates import moment
from tests.reading.articles import article, states

STATES = states(NO="Norway", FI="Finland")
INTRODUCED = [
    "Norwegian Foreign Minister Kari Berg came on Monday. Berg",
    "Norway's foreign minister, Kari Berg, came on Monday. Berg",
    "Kari Berg, the Norwegian foreign minister, came on Monday. Ms Berg",
    "President Kari Berg of Norway came on Monday. President Berg",
    "The Minister of Foreign Affairs of Norway, Kari Berg, came on Monday. She",
    "Norwegian Foreign Minister Kari Berg",
    "Kari Berg, the Norwegian foreign minister,",
    "The Ministry of Foreign Affairs of Norway",
    "A Norwegian delegation led by Kari Berg",
]


def who_accused(text: str) -> list[object]:
    """Who accuses Finland in a text."""
    found = Reader(STATES, known=moment("2026-10-01")).read(article(text)).proposals
    return [each.values["by"] for each in found if each.kind == "act" and each.values["kind"] == "accuse"]


@pytest.mark.parametrize("who", INTRODUCED)
def test_a_person_is_known_by_the_post_with_which_a_text_introduces_her(who: str) -> None:
    assert who_accused(f"{who} accused Finland of bad faith on Tuesday.") == ["NO"]


def test_a_name_borne_on_both_sides_stands_for_nobody() -> None:
    text = (
        "Norwegian Foreign Minister Kari Berg met Finnish Prime Minister Olli Berg. Berg accused Finland of bad faith."
    )
    assert who_accused(text) == []


def test_another_person_of_that_family_name_is_not_meant() -> None:
    text = "Norwegian Foreign Minister Kari Berg came on Monday. Anders Berg accused Finland of bad faith."
    assert who_accused(text) == []


def test_the_proposal_tells_that_the_record_does_not_know_the_person() -> None:
    text = "Norwegian Foreign Minister Kari Berg came on Monday. Berg accused Finland of bad faith on Tuesday."
    found = Reader(STATES, known=moment("2026-10-01")).read(article(text)).proposals
    assert any("Kari Berg, whom the record does not know" in doubt for each in found for doubt in each.doubts)


def test_leaders_known_to_everybody_need_no_introduction() -> None:
    record = states(RU="Russia", UA="Ukraine")
    found = Reader(record, known=moment("2026-10-01")).read(
        article("Putin accused Ukraine of bad faith on Tuesday. Former President Poroshenko condemned Russia.")
    )
    assert [each.values["by"] for each in found.proposals if each.kind == "act"] == ["RU"]


INTRODUCED_BESIDE = [
    "On Monday, Norway's foreign minister, Kari Berg, came. Berg",
    "Norway's foreign ministry spokesperson Kari Berg came on Monday. Berg",
]


@pytest.mark.parametrize("who", INTRODUCED_BESIDE)
def test_a_day_is_no_name_and_a_spokesperson_is_known_by_the_body(who: str) -> None:
    assert who_accused(f"{who} accused Finland of bad faith on Tuesday.") == ["NO"]


def test_a_leader_named_again_in_full_is_named_once() -> None:
    people = Introduced(atlas(), leaders(atlas(), {}))
    text = "Volodymyr Zelensky spoke."
    assert [len(people.read(text, ())) for _ in range(2)] == [1, 1]
