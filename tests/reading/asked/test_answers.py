"""What a model says is held against the schema by us, whatever it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from talleyrand.reading.asked.answers import MOST_ITEMS, answer
from talleyrand.reading.asked.codebook import codebook
from tests.conftest import record_from

CODES = codebook(record_from("")).codes
ACT: dict[str, Any] = {
    "entry": "act",
    "quote": "Arcadia warned Borealia on 5 May 2025",
    "date_quote": None,
    "modality": "done",
    "title": "Arcadia warns Borealia",
    "by": "ARC",
    "toward": ["BOR"],
    "kind": "threaten",
    "on": "2025-05-05",
    "issue": "trade",
    "person": None,
}


def given(**changes: object) -> str:
    return json.dumps({"found": [{**ACT, **changes}]})


def reason(**changes: object) -> str:
    made = answer(given(**changes), CODES)
    assert made.items == ()
    return made.refusals[0].reason


def test_an_answer_of_the_right_form_is_taken() -> None:
    made = answer(given(), CODES)
    assert made.items[0].text("by") == "ARC"
    assert made.items[0].several("toward") == ("BOR",)
    assert made.refusals == ()


@pytest.mark.parametrize(
    "around",
    ["{}", "```json\n{}\n```", "Certainly! Here it is:\n{}\nShall I go on?", "<think>Is it {{x}}?</think>\n{}"],
)
def test_words_and_fences_around_the_object_are_passed_over(around: str) -> None:
    assert len(answer(around.replace("{}", given(), 1).replace("{{x}}", "{x}"), CODES).items) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("I cannot help with that.", "no JSON object"),
        (given()[:-20] + "}", "no JSON"),
        ('{"found": {}}', "not of the form"),
        ('{"found": [], "note": "x"}', "not of the form"),
        ('{"found": [], "found": []}', "stands twice"),
        ('{"found": ' + "[" * 50_000 + "]" * 50_000 + "}", "too deeply"),
        ('{"found": [NaN]}', "NaN is no number"),
    ],
)
def test_an_answer_that_cannot_be_read_is_broken_as_a_whole(text: str, why: str) -> None:
    made = answer(text, CODES)
    assert why in made.broken
    assert made.items == ()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"entry": "party"}, "'party' is none of"),
        ({"id": "../../etc/passwd"}, "no field 'id'"),
        ({"tittle": "x"}, "did you mean 'title'"),
        ({"by": "XAN"}, "'XAN' is not among its words"),
        ({"toward": ["BOR", "XAN"]}, "'XAN' is not among its words"),
        ({"toward": "BOR"}, "expected a list"),
        ({"toward": ["BOR"] * 50}, "at most 12"),
        ({"kind": "threatens"}, "did you mean 'threaten'"),
        ({"kind": 7}, "expected a text, not the number 7"),
        ({"issue": ["trade"]}, "expected a text, not a list"),
        ({"on": "5 May 2025"}, "is no date"),
        ({"on": None}, "missing"),
        ({"modality": "certain"}, "not among its words"),
        ({"title": "<script>alert(1)</script>"}, "without markup"),
        ({"title": "see https://evil.example"}, "without markup or addresses"),
        ({"title": "up\u001b[31m"}, "visible"),
        ({"title": "over\u202eride"}, "visible"),
        ({"title": "two\nlines"}, "one line"),
        ({"title": "x" * 1000}, "at most 240"),
        ({"title": {"a": {"b": []}}}, "not an object"),
        ({"quote": "x" * 5000}, "at most 800"),
        ({"quote": ""}, "missing"),
    ],
)
def test_what_is_not_of_the_form_is_refused_with_the_reason(changes: dict[str, object], why: str) -> None:
    assert why in reason(**changes)


def test_a_huge_number_is_no_number() -> None:
    figure = {"entry": "indicator", "title": "Trade", "publisher": None, "unit": "percent", "period": "2024",
              "quote": "x", "date_quote": None, "modality": "done", "value": 0}  # fmt: skip
    text = json.dumps({"found": [figure]}).replace('"value": 0', '"value": ' + "9" * 5000)
    assert "expected a number as 1234.5" in answer(text, CODES).refusals[0].reason


def test_a_message_shows_only_what_can_be_seen_and_little_of_it() -> None:
    why = reason(by="\u001b]0;owned\u0007" + "x" * 10_000)
    assert why.isprintable()
    assert len(why) < 250


def test_a_number_keeps_its_zeros() -> None:
    text = '{"found": [{"entry": "indicator", "quote": "x", "modality": "done", "title": "Trade", "unit": "percent", "period": 2024, "value": 30.50}]}'
    made = answer(text, CODES)
    assert made.items[0].text("value") == "30.50"
    assert made.items[0].text("period") == "2024"


def test_more_items_than_anyone_reads_are_left_out() -> None:
    made = answer(json.dumps({"found": [ACT] * (MOST_ITEMS + 1)}), CODES)
    assert len(made.items) == MOST_ITEMS
    assert made.refusals[0].about == "the rest"


def test_one_bad_item_does_not_hide_the_next() -> None:
    made = answer(json.dumps({"found": [7, ACT]}), CODES)
    assert len(made.items) == 1
    assert str(made.refusals[0]) == "item 1: it is no object"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150)
@given_any(st.sampled_from([*ACT, "id", ""]), ANY_JSON)
def test_whatever_stands_in_a_field_it_is_taken_or_refused(name: str, value: object) -> None:
    made = answer(json.dumps({"found": [{**ACT, name: value}]}), CODES)
    assert len(made.items) + len(made.refusals) == 1
    assert all(str(each).isprintable() for each in made.refusals)


@settings(max_examples=150)
@given_any(st.text() | ANY_JSON.map(json.dumps))
def test_whatever_a_model_says_it_is_read_or_refused(text: str) -> None:
    made = answer(text, CODES)
    assert made.broken or made.items or made.refusals or "found" in text
