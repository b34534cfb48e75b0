"""Meetings: who met, at what level, where and when."""

from __future__ import annotations

import pytest

from talleyrand.reading.rules.offline import Reader
from talleyrand.record.dates import moment
from tests.conftest import record_from
from tests.reading.articles import RECORD, article, only, proposed


def test_a_meeting_has_its_people_place_level_and_day() -> None:
    held = only("President Ana Vale met Prime Minister Olaf Brand in Oldport on 3 September.", "meeting").values
    assert held["parties"] == ["ARC", "BOR"]
    assert held["people"] == ["vale", "brand"]
    assert (held["place"], held["level"]) == ("Oldport", "leader")
    assert held["steps"] == [{"step": "held", "on": "2026-09-03"}]


def test_a_meeting_to_come_has_the_day_on_which_it_was_told_and_its_own() -> None:
    planned = only("President Ana Vale said on Monday she would visit Borealia on 5 October.", "meeting").values
    assert planned["steps"] == [{"step": "planned", "on": "2026-09-07", "date": "2026-10-05"}]


def test_a_meeting_of_the_record_named_in_passing_confirms_it() -> None:
    told = only("After the talks in Newhaven in May 2026 Arcadia and Borealia fell silent.", "meeting")
    assert (told.match.verdict, told.match.entry) == ("same", "harbour-talks")


def test_calling_something_a_deal_is_no_call() -> None:
    assert not proposed("On Monday President Ana Vale called the paper from Borealia a deal.", "meeting")


def test_talks_that_were_asked_for_or_praised_were_not_held_by_that() -> None:
    assert not proposed("On Monday Borealia accepted a request of Arcadia to host talks with the rebels.", "meeting")
    assert not proposed('"We had very productive talks," President Ana Vale of Arcadia said of Borealia.', "meeting")


def test_a_meeting_on_the_edge_of_another_has_that_form() -> None:
    text = "President Ana Vale met Prime Minister Olaf Brand on Monday on the sidelines of the coast summit in Oldport."
    assert only(text, "meeting").values["form"] == "sidelines"


def test_a_session_that_is_agreed_on_is_a_meeting_and_no_promise_as_well() -> None:
    text = (
        "On Monday the two sides agreed to hold the next round of talks in Newhaven in November. Arcadia and Borealia."
    )
    assert not proposed(f"Arcadia met Borealia. {text}", "commitment")


def test_what_one_told_the_other_on_a_visit_recalls_the_visit_of_the_record() -> None:
    visit = """
- meeting: oldport-visit
  title: Visit of the president
  parties: [ARC, BOR]
  form: visit
  level: leader
  people: [vale, brand]
  place: Oldport
  steps: [{step: held, on: 2026-09-03/2026-09-04}]
  sources: [gazette]
"""
    text = (
        "In September 2026 Prime Minister Olaf Brand told President Ana Vale during her recent visit that prices fell."
    )
    reader = Reader(record_from(RECORD + visit), known=moment("2026-10-01"))
    found = [each for each in reader.read(article(text)).proposals if each.kind == "meeting"]
    assert [each.match.entry for each in found] == ["oldport-visit"]
    assert not proposed(text, "meeting")


def test_talks_that_were_held_are_a_meeting_of_those_named() -> None:
    held = only("The second round was held in Newhaven on 3 September, with envoys of Arcadia and Borealia.", "meeting")
    assert (held.values["parties"], held.values["steps"]) == (["ARC", "BOR"], [{"step": "held", "on": "2026-09-03"}])


NO_MEETING = [
    "Arcadia will hold a public consultation until 27 September, it said on Monday.",
    "An official of Arcadia who spoke with Reuters on Monday said that Borealia was right.",
]


@pytest.mark.parametrize("text", NO_MEETING)
def test_words_with_others_are_no_meeting_of_the_two(text: str) -> None:
    assert proposed(f"Arcadia and Borealia are neighbours. {text}", "meeting") == []


def test_who_arrives_and_then_meets_has_one_meeting() -> None:
    text = "The foreign minister of Arcadia arrived in Newhaven on Monday and met the foreign minister of Borealia on Tuesday."
    assert only(text, "meeting").values["steps"] == [{"step": "held", "on": "2026-09-08"}]


def test_to_call_somebody_something_is_no_telephone_call() -> None:
    assert proposed("On Monday Arcadia met nobody, calling Borealia a \u201cbully\u201d.", "meeting") == []
    assert len(proposed("On Monday Ana Vale called Olaf Brand.", "meeting")) == 1


def test_a_visit_of_a_minister_is_no_state_visit() -> None:
    text = "On 3 September 2026 Arcadia's secretary of state visited Borealia."
    assert [each.values["form"] for each in proposed(text, "meeting")] == ["visit"]


NOT_OF_BOTH = [
    "On Monday Prime Minister Olaf Brand chaired a meeting of the national council, where officials took the decision.",
    "On Monday the embassy of Arcadia in Newhaven received letters from fishermen.",
    "A new ambassador of Arcadia arrived in Borealia on Monday.",
    "On Monday the news was good. Since the war Arcadia and Borealia have held several rounds of talks.",
]


@pytest.mark.parametrize("text", NOT_OF_BOTH)
def test_what_one_side_holds_for_itself_and_many_rounds_without_a_day_are_no_meeting(text: str) -> None:
    assert proposed(f"Arcadia and Borealia are neighbours. {text}", "meeting") == []


def test_a_forum_is_no_place() -> None:
    text = "On Monday the ministers of Arcadia and Borealia met at the Harbour Dialogue in Oldport."
    assert only(text, "meeting").values["place"] == "Oldport"
