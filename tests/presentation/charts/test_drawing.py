"""The pieces of a drawing: escaping, cutting, breaking and pushing apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.presentation.charts.drawing import (
    Gathered,
    apart,
    breadth,
    cut,
    element,
    label,
    linked,
    notes,
    words,
    wrapped,
)
from tests.presentation.charts.drawn import HOSTILE, statement


def test_every_text_is_escaped_and_what_xml_cannot_hold_is_replaced() -> None:
    assert words("a<b & c") == "a&lt;b &amp; c"
    assert words("\x00\x07x\ud800") == "\ufffd\ufffdx\ufffd"
    assert "<script" not in element("g", words(HOSTILE), aria_label=HOSTILE)
    assert element("a", href='/e/"x') == "<a href='/e/\"x'/>"


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert element("text", kind="", anchor=None, x=2.0) == '<text x="2"/>'


def test_a_mark_without_an_address_says_what_it_means_and_leads_nowhere() -> None:
    assert linked(None, "Duty", "") == "<g><title>Duty</title></g>"
    assert linked("/e/duty", "Duty", "") == '<a href="/e/duty" aria-label="Duty"><title>Duty</title></a>'


def test_what_a_mark_means_is_cut_at_three_hundred_letters() -> None:
    assert len(linked(None, "x" * 10**6)) < 400


def test_a_label_stands_with_its_middle_height_where_it_is_put() -> None:
    assert label(10, 20, "x", "end", "name") == '<text x="10" y="24.2" text-anchor="end" class="name">x</text>'


def test_chinese_characters_are_reckoned_as_wide_as_they_are_high() -> None:
    assert breadth("关税") == 24
    assert cut("关税与贸易", 40) == "关税…"


@given(st.text(), st.floats(0, 300))
def test_a_cut_text_fits_and_begins_as_the_whole_does(text: str, room: float) -> None:
    short = cut(text, room)
    assert breadth(short) <= room or short == ""
    assert text.startswith(short.removesuffix("…"))


def test_a_text_is_broken_between_words_and_the_last_line_cut() -> None:
    assert wrapped("Buy ten tonnes of kites", 78) == ("Buy ten", "tonnes of…")
    assert wrapped("Kites", 80) == ("Kites",)
    assert wrapped("Unbreakablyverylong", 60, 2) == ("Unbreak…",)
    assert wrapped("", 80) == ()


def test_remarks_take_the_height_of_their_lines() -> None:
    drawn, height = notes(["One.", "Two."], 100, 300)
    assert (len(drawn), height) == (2, 32)


def test_places_too_close_are_pushed_apart_about_their_middle_and_stay_within_bounds() -> None:
    assert apart([50, 50], 10, 0, 100) == (45, 55)
    assert apart([0, 0, 90], 10, 0, 100) == (0, 10, 90)
    assert apart([30, 10], 10, 0, 100) == (30, 10)


@given(st.lists(st.floats(0, 1000), max_size=8))
def test_places_pushed_apart_keep_their_order_their_gap_and_their_bounds(places: list[float]) -> None:
    put = apart(places, 10, 0, 1000)
    order = sorted(range(len(places)), key=lambda index: (places[index], index))
    assert all(put[b] - put[a] >= 10 - 1e-6 for a, b in pairwise(order))
    assert all(-1e-6 <= each <= 1000 + 1e-6 for each in put)


def test_what_is_gathered_from_a_statement_is_kept_until_another_is_drawn() -> None:
    seen: list[str] = []
    gathered = Gathered(lambda told, *more: seen.append(told.title) or (told.title, *more))
    one, other = statement("day", title="one"), statement("day", title="other")
    assert [gathered(one, 1), gathered(one, 1), gathered(one, 2)] == [("one", 1), ("one", 1), ("one", 2)]
    assert seen == ["one", "one"]
    assert [gathered(other, 2), gathered(one, 2)] == [("other", 2), ("one", 2)]
    assert seen == ["one", "one", "other", "one"]


def test_letters_of_any_script_are_as_broad_as_the_sum_of_each() -> None:
    for text in ("trade", "贸易 war"):
        assert breadth(text) == pytest.approx(sum(breadth(each) for each in text))


def test_thin_letters_take_less_room_than_others() -> None:
    assert breadth("ill") < breadth("sea") < breadth("贸易战")
