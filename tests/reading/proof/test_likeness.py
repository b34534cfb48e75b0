"""How far single fields of two accounts agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.reading.proof.likeness import (
    figures,
    months,
    of_dates,
    of_figures,
    of_numbers,
    of_places,
    of_prose,
    of_sets,
    prose,
    rarities,
    rounded,
)
from talleyrand.record.dates import when


@pytest.mark.parametrize(
    ("here", "there", "likeness", "odds", "bars"),
    [
        ("2031-05-12", "2031-05-12", 1.0, False, False),
        ("2031-05-12", "2031-05", 1.0, False, False),
        ("2031", "2031-05-12", 1.0, False, False),
        ("2031-05-12", "2031-05-13", 0.3, True, False),
        ("2031-05-12", "2031-05-16", 0.0, True, False),
        ("2031-05-12", "2031-06-16", 0.0, True, True),
        ("2031-05-12", "2031-05-16?", 0.4, True, False),
        ("2031-05-12", "2031-08-16?", 0.0, True, True),
        ("2031-05-10/2031-05-12", "2031-05-11/2031-05-13", 0.5, True, False),
        ("2031-05-10/..", "2031-05-12", 1.0, False, False),
        ("../2031-05-10", "2031-05-12", 0.0, True, False),
    ],
)
def test_dates_agree_as_far_as_they_can_mean_the_same_day(
    here: str, there: str, likeness: float, odds: bool, bars: bool
) -> None:
    for one, other in ((here, there), (there, here)):
        point = of_dates("day", 3, when(one), when(other))
        assert (point.likeness, point.odds, point.bars) == (likeness, odds, bars)


def test_the_less_a_date_says_the_less_its_agreement_tells() -> None:
    told = [
        of_dates("day", 3, when(each), when("2031-05-12")).weight
        for each in ("2031-05-12", "2031-05", "2031", "2030/2032")
    ]
    assert told == sorted(told, reverse=True)
    assert len(set(told)) == 4


def test_a_part_of_the_days_of_a_meeting_agrees_and_more_days_do_not() -> None:
    lasted = when("2031-06-09/2031-06-10")
    assert not of_dates("day", 3, when("2031-06-10"), lasted, lasting=True).odds
    assert of_dates("day", 3, when("2031-06-09/2031-06-11"), lasted, lasting=True).odds
    assert not of_dates("day", 3, when("2031-06"), lasted, lasting=True).odds


@given(st.dates(), st.dates())
def test_two_days_are_compared_alike_in_either_order(one: object, other: object) -> None:
    here, there = when(f"{one}"), when(f"{other}")
    forth, back = of_dates("day", 3, here, there), of_dates("day", 3, there, here)
    assert (forth.weight, forth.likeness, forth.odds, forth.bars) == (back.weight, back.likeness, back.odds, back.bars)
    assert (forth.likeness == 1) is (one == other)


def test_an_open_date_stands_in_no_month() -> None:
    assert list(months(when("2031-05-20"))) == [2031 * 12 + 4]
    assert len(list(months(when("2031-05-28")))) == 2
    assert list(months(when("2031-05-28/.."))) == []


def test_other_numbers_contradict_and_rounded_ones_do_not() -> None:
    assert of_numbers("level", 2, Decimal(30), Decimal("30.0")).likeness == 1
    assert of_numbers("level", 2, Decimal(143), Decimal("143.2")).said == "143 here is 143.2 rounded"
    assert of_numbers("level", 2, Decimal(110), Decimal(115)).odds
    assert not rounded(Decimal("143.2"), Decimal(143))


def test_places_within_one_another_are_one() -> None:
    assert of_places("place", 2, "Geneva, Switzerland", "Geneva").likeness == 1
    assert of_places("place", 2, "LONDON", "London").said == ""
    assert of_places("place", 2, "日内瓦", "Geneva").odds


def test_sets_agree_by_what_they_share() -> None:
    assert of_sets("people", 2, frozenset("ab"), frozenset("bc")).likeness == 0.5
    assert of_sets("people", 2, frozenset("a"), frozenset("c"), at_odds=True).odds
    assert not of_sets("people", 2, frozenset("a"), frozenset("c")).odds


def test_rare_words_tell_more_than_common_ones() -> None:
    texts = [prose(f"A duty on {each}") for each in ("steel", "fish", "salt", "paper")]
    rare = rarities(texts)
    assert rare["steel"] > rare["duty"]
    same, other = (of_prose(3, prose("A duty on steel pipes"), each, prose(""), rare) for each in texts[:2])
    assert same is not None
    assert other is not None
    assert same.likeness > 0.5 > other.likeness
    assert same.finer > other.finer


def test_words_of_the_quote_count_for_ours() -> None:
    held = prose("Speech on shipyards")
    assert (bare := of_prose(3, prose("A minister talks"), held, prose(""), {}))
    assert (told := of_prose(3, prose("A minister talks"), held, prose("He gave a speech on its shipyards"), {}))
    assert bare.likeness == 0 < told.likeness


def test_chinese_words_are_compared_by_pairs_of_characters() -> None:
    assert prose("加征关税").stems == {"加征", "征关", "关税"}
    assert of_prose(3, prose("加征关税"), prose("对钢铁加征关税"), prose(""), {}) is not None


def test_numbers_of_one_kind_of_which_none_is_shared_contradict() -> None:
    assert figures("A fine of 30 percent on 9 ships") == {("percent", Decimal(30)), ("count", Decimal(9))}
    assert (other := of_figures(1, "9 ships seized", "12 ships seized", ""))
    assert other.odds
    assert of_figures(1, "9 ships seized", "12 ships seized", "They took 12 ships, 9 of them at sea.") is None
    assert of_figures(1, "9 ships seized", "30 percent more", "") is None
    assert (third := of_figures(1, "Third round", "Fourth round", ""))
    assert third.odds
