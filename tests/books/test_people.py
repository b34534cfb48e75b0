"""
- party: ARC-TREASURY
  name: Treasury
  form: agency
  of: ARC
- party: HAWKS
  name: Hawks
  form: faction
  of: ARC
- person: bo
  name: Bo
  posts:
    - {post: Vice Premier, of: BOR, since: 2023-03-12}
- person: cy
  name: Cy
  posts:
    - {post: Commerce Minister, of: BOR, since: 2020-12}
- person: ann
  name: Ann
  factions: HAWKS
  posts:
    - {post: Secretary of the Treasury, of: ARC-TREASURY, since: 2025-01-28}
    - {post: Special Envoy, of: ARC, since: 2025-06-01, until: 2025-06-30, acting: yes}
- person: dee
  name: Dee
  posts:
    - {post: Secretary of the Treasury, of: ARC-TREASURY, since: 2021-01-26, until: 2025-01-28}
- person: eve
  name: Eve
  posts:
    - {post: Trade Representative, of: NOWHERE, since: 2025-02-01}
- meeting: first
  title: First
  parties: [ARC, BOR]
  form: talks
  level: minister
  people: [ann, bo, cy, dee]
  steps: [{step: held, on: 2025-03-01}]
- meeting: second
  title: Second
  parties: [ARC, BOR]
  form: talks
  level: minister
  people: [ann, bo]
  steps: [{step: held, on: 2025-05-10/2025-05-11}]
- meeting: third
  title: Third
  parties: [ARC, BOR]
  form: talks
  level: minister
  people: [ann, cy]
  steps: [{step: planned, on: 2025-05-10, date: 2025-09-01}]
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from talleyrand.books.people import people, posts
from talleyrand.books.statement import Cell, Statement
from talleyrand.errors import NotFound
from talleyrand.record.dates import moment
from tests.books.generated import numbers, swapping_the_parties_swaps_the_answer, texts
from tests.conftest import record_from

record = record_from(__doc__ or "")


def at(day: str, **options: str) -> Statement:
    return people(record, on=moment(day), known=moment(day), **options)


def names(statement: Statement) -> list[object]:
    return [(row["person"], row["post"]) for row in statement.records()]


def test_everyone_in_a_post_is_listed_state_by_state() -> None:
    assert names(at("2025-05-01")) == [
        ("Ann", "Secretary of the Treasury"),
        ("Bo", "Vice Premier"),
        ("Cy", "Commerce Minister"),
        ("Eve", "Trade Representative"),
    ]


def test_the_counterpart_is_whoever_of_the_other_side_was_met_most() -> None:
    ann = next(iter(at("2025-05-20").records()))
    assert (ann["counterpart"], ann["met"], ann["meetings"], str(ann["last_met"])) == (
        ("Bo",),
        2,
        2,
        "2025-05-10/2025-05-11",
    )
    assert ann["entries"] == ("ann", "bo", "second")


def test_people_met_as_often_as_one_another_are_all_counterparts() -> None:
    ann = next(iter(at("2025-03-05").records()))
    assert (ann["counterpart"], ann["met"]) == (("Bo", "Cy"), 1)


def test_people_out_of_post_or_not_yet_met_are_no_counterparts() -> None:
    bo = next(each for each in at("2025-03-05").records() if each["person"] == "Bo")
    assert bo["counterpart"] == ("Ann",)
    eve = next(each for each in at("2025-03-05").records() if each["person"] == "Eve")
    assert (eve["counterpart"], eve["met"], eve["meetings"], eve["last_met"]) == ((), None, 0, None)


def test_a_post_handed_over_on_a_day_has_two_holders_that_day() -> None:
    def secretaries(day: str) -> list[Cell]:
        return [name for name, _ in names(at(day, post="secretary of the treasury"))]

    assert secretaries("2025-01-28") == ["Ann", "Dee"]
    assert secretaries("2025-01-29") == ["Ann"]


def test_an_acting_post_and_factions_are_shown_and_counted() -> None:
    statement = at("2025-06-30", post="envoy")
    assert [(row["acting"], row["factions"]) for row in statement.records()] == [(True, ("HAWKS",))]
    assert dict(statement.totals[0].values) == {"of": "ARC", "posts": 1, "acting": 1}
    assert at("2025-07-01", post="envoy").rows == ()


def test_a_party_holds_the_posts_of_its_agencies() -> None:
    assert names(at("2025-05-01", party="ARC")) == [("Ann", "Secretary of the Treasury")]


def test_what_was_not_known_is_not_shown() -> None:
    statement = people(record, on=moment("2025-06-15"), known=moment("2025-05-01"))
    assert ("Ann", "Special Envoy") not in names(statement)


def held(day: str, **options: str) -> list[tuple[object, ...]]:
    statement = posts(record, on=moment(day), known=moment(day), **options)
    return [(row["person"], str(row["since"]), row["until"] and str(row["until"]), row["days"], row["running"])
            for row in statement.records()]  # fmt: skip


def test_every_holder_of_a_post_stands_in_order_of_time_with_the_days_it_lasted() -> None:
    """From 26 January 2021 four years make 1,461 days; 10 February is the 13th day after 28 January."""
    assert held("2025-02-10", post="secretary of the treasury") == [
        ("Dee", "2021-01-26", "2025-01-28", 1463, False),
        ("Ann", "2025-01-28", None, 13, True),
    ]


def test_a_post_not_yet_taken_up_is_not_shown_and_one_not_yet_left_is_running() -> None:
    assert posts(record, on=moment("2025-05-31"), known=moment("2025-06-01"), post="envoy").rows == ()
    assert held("2025-06-30", post="envoy") == [("Ann", "2025-06-01", "2025-06-30", 29, True)]


def test_posts_stand_state_by_state_and_are_narrowed_to_a_party() -> None:
    statement = posts(record, on=moment("2025-07-01"), known=moment("2025-07-01"))
    assert list(dict.fromkeys(statement.column("post"))) == [
        "Secretary of the Treasury", "Special Envoy", "Vice Premier", "Commerce Minister", "Trade Representative",
    ]  # fmt: skip
    assert [each[0] for each in held("2025-07-01", party="BOR")] == ["Bo", "Cy"]


def test_a_post_whose_beginning_nobody_knows_has_no_days() -> None:
    old = """
    - person: ida
      name: Ida
      posts: [{post: Sage, of: BOR, since: ../2015, until: 2016-01-01}]
    """
    [row] = posts(record_from(old), on=moment("2025-01-01"), known=moment("2025-01-01")).records()
    assert (row["days"], row["running"]) == (None, False)


def test_unknown_posts_get_the_nearest_right_one_among_past_ones_too() -> None:
    with pytest.raises(NotFound, match="did you mean 'special envoy'"):
        held("2025-09-01", post="Specal Envoy")


def test_unknown_posts_get_the_nearest_right_one() -> None:
    with pytest.raises(NotFound, match="did you mean 'secretary of the treasury'"):
        at("2025-05-01", post="Secretary of the Tresury")


@given(texts(), numbers)
@settings(max_examples=20)
def test_swapping_the_parties_swaps_the_answer(text: str, day: int) -> None:
    for each in (people, posts):
        assert swapping_the_parties_swaps_the_answer(each, text, day)
