"""The facts of a record, and the words that lead to them."""

from __future__ import annotations

from talleyrand.reading.auditing.facts import Facts, words
from tests.reading.audited import small


def test_words_that_stand_for_one_another_have_one_stem() -> None:
    assert words("levies") == words("tariff") == words("duties")
    assert words("fatalities") == words("deaths")


def test_a_fact_is_found_by_a_rare_word_before_others() -> None:
    found = Facts(small()).sharing(words("the Skerry lighthouse"))
    assert found[0].fact.entry == "sudria-lighthouse"
    assert {"skerry", "lighthous"} <= found[0].shared


def test_each_step_clause_and_promise_is_a_fact_of_its_own() -> None:
    facts = Facts(small())
    assert [each.step for each in facts.of("norland-duty")] == ["impose", "raise", "lower"]
    assert facts.of("marlow-deal#hydro")[0].agreement == "marlow-deal"
    assert {each.entry for each in facts.under("marlow-deal")} >= {"sudria-power", "norland-duty"}


def test_a_plain_word_of_diplomacy_tells_little_however_small_the_record() -> None:
    facts = Facts(small())
    assert facts.weight(words("trade")) < facts.weight(words("barley"))
