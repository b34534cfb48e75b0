"""A model whose way of choosing is known gets the figures that follow from it."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from talleyrand.books.statement import Statement
from talleyrand.errors import WrongValue
from talleyrand.reading.asked.asking import Limits, model
from talleyrand.reading.asked.probing import Probe, check, generic, interval, offline, plain, probes, shuffled, swapped
from talleyrand.record.dates import moment
from talleyrand.record.vocabulary import vocabulary
from tests.reading.conftest import Speaker

ON = moment("2026-11-22")
TERMS = vocabulary()["acts"]
FIRST = next(iter(TERMS))
# Four sentences, one of which tells of the act that stands first in the vocabulary.
FOUR = tuple(
    Probe(id=act, text=f"Merrow does to Quillan what is meant by {act}.", by="Merrow", toward="Quillan", act=act)
    for act in (FIRST, "threaten", "aid", "release")
)
GOLD = {each.text: [each.act, TERMS[each.act].definition] for each in FOUR}
NAMES = {
    ("codebook as it is", "right"): "plain",
    ("codes in another order", "right"): "order right",
    ("codes in another order", "same answer"): "order same",
    ("codes called A1, A2 …", "right"): "generic right",
    ("codes called A1, A2 …", "same answer"): "generic same",
    ("definitions swapped", "follows definition"): "by definition",
    ("definitions swapped", "follows name"): "by name",
}


def checked(speaker: Speaker, *steps: dict[str, Any]) -> Statement:
    return check(model(speaker.plan(*steps), "m-1"), on=ON, given=FOUR)


def shares(statement: Statement) -> dict[str, str]:
    return {NAMES[str(row.cells[0]), str(row.cells[1])]: str(row.cells[2]) for row in statement.rows}


def test_who_goes_by_the_definition_is_right_under_every_sheet(speaker: Speaker) -> None:
    statement = checked(speaker, {"choose": "definition", "gold": GOLD})
    assert shares(statement) == {
        "plain": "1.00", "order right": "1.00", "order same": "1.00", "generic right": "1.00",
        "generic same": "1.00", "by definition": "1.00", "by name": "0.00",
    }  # fmt: skip
    assert not any("names of codes" in each for each in statement.cautions)


def test_who_goes_by_the_name_fails_where_names_say_nothing_or_lie(speaker: Speaker) -> None:
    """Without its names it takes the first of the list, which is right for one sentence of the four."""
    statement = checked(speaker, {"choose": "label", "gold": GOLD})
    assert shares(statement) == {
        "plain": "1.00", "order right": "1.00", "order same": "1.00", "generic right": "0.25",
        "generic same": "0.25", "by definition": "0.00", "by name": "1.00",
    }  # fmt: skip
    assert any("goes by the names of codes" in each for each in statement.cautions)
    assert any("definitions alone do not carry it" in each for each in statement.cautions)


def test_who_takes_the_first_of_the_list_changes_with_its_order(speaker: Speaker) -> None:
    statement = checked(speaker, {"choose": "order", "gold": GOLD})
    found = shares(statement)
    assert (found["plain"], found["generic right"], found["generic same"]) == ("0.25", "0.25", "1.00")
    assert found["order same"] == "0.00"
    assert found["by name"] == "0.25"
    assert any("order of the list" in each for each in statement.cautions)


def test_an_answer_that_is_none_is_asked_for_again_and_then_counts_as_wrong(speaker: Speaker) -> None:
    endpoint = speaker.plan({"content": "I would rather not."})
    statement = check(model(endpoint, "m-1"), on=ON, given=FOUR)
    assert set(shares(statement).values()) == {"0.00"}
    assert any("24 of 24 answers gave no code of the list" in each for each in statement.cautions)
    assert len(speaker.asked(endpoint)) == 12


def test_codes_that_are_not_on_the_sheet_count_as_none(speaker: Speaker) -> None:
    content = '{"codes": [{"number": 1, "code": "../../etc"}, {"number": "x"}, 7, {"number": 2, "code": "threaten"}]}'
    assert shares(checked(speaker, {"content": content}))["plain"] == "0.25"


def test_the_first_answer_for_a_sentence_counts(speaker: Speaker) -> None:
    content = '{"codes": [{"number": 2, "code": "aid"}, {"number": 2, "code": "threaten"}]}'
    assert shares(checked(speaker, {"content": content}))["plain"] == "0.00"


def test_what_goes_wrong_on_the_way_is_told(speaker: Speaker) -> None:
    asks = model(speaker.plan({"content": "", "delay": 5}), "m-1", limits=Limits(seconds=0.5))
    with pytest.raises(WrongValue, match="took longer"):
        check(asks, on=ON, given=FOUR)


def test_no_sheet_shows_the_label_and_a_nameless_one_no_code(speaker: Speaker) -> None:
    endpoint = speaker.plan({"choose": "definition", "gold": GOLD})
    check(model(endpoint, "m-1"), on=ON, given=FOUR)
    shown = [each["body"]["messages"][0]["content"] for each in speaker.asked(endpoint)]
    assert len(shown) == 6
    assert not any("Accusation" in each for each in shown)
    assert "- threaten:" not in shown[4]


def test_every_sheet_holds_every_definition_once() -> None:
    rng = random.Random(1)
    for sheet in (plain(TERMS), shuffled(TERMS, rng), generic(TERMS), swapped(TERMS, rng)):
        assert sorted(sheet.names.values()) == sorted(TERMS)
        assert all(meaning == TERMS[sheet.names[name]].definition for name, meaning in sheet.shown)


@pytest.mark.parametrize("seed", range(20))
def test_no_definition_keeps_its_name_when_they_are_swapped(seed: int) -> None:
    assert all(name != code for name, code in swapped(TERMS, random.Random(seed)).names.items())


def test_the_interval_of_one_in_two_of_forty_is_about_fifteen_points_either_way() -> None:
    """By the normal approximation: 1.96 times the root of 0.25 / 40, which is 0.155."""
    low, high = interval([0.0, 1.0] * 20)
    assert abs(low - 0.345) < 0.04
    assert abs(high - 0.655) < 0.04


def test_the_shipped_sentences_have_acts_of_the_vocabulary_and_name_their_parties() -> None:
    assert len(probes()) == 40
    assert len({each.text for each in probes()}) == 40
    for each in probes():
        assert each.act in TERMS
        assert each.by in each.text
        assert each.toward in each.text


def test_the_offline_reader_says_that_it_has_no_codebook() -> None:
    statement = offline(on=ON)
    assert [row.cells[1] for row in statement.rows] == ["right", "right class", "abstains"]
    assert "no codebook to follow" in statement.cautions[0]
    right, right_class = (row.cells[2] for row in statement.rows[:2])
    assert isinstance(right, Decimal)
    assert isinstance(right_class, Decimal)
    assert 0.4 < right <= right_class <= 1
