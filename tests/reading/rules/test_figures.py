"""Figures of indicators that the record keeps, and evidence of how a commitment was kept."""

from __future__ import annotations

from tests.reading.articles import only, proposed


def test_a_figure_goes_to_the_series_whose_words_stand_about_it() -> None:
    figure = only("Goods exports of Arcadia to Borealia came to $14.5 billion in 2025.", "indicator")
    assert figure.into == "arc-exports"
    assert figure.values == {"period": "2025", "value": "14.5"}


def test_the_other_side_s_exports_are_another_series() -> None:
    assert not proposed("Goods exports of Borealia to Arcadia came to $14.5 billion in 2025.", "indicator")


def test_a_figure_without_a_period_or_only_expected_gives_none() -> None:
    assert not proposed("Goods exports of Arcadia to Borealia came to $14.5 billion.", "indicator")
    assert not proposed("Goods exports of Arcadia to Borealia would come to $14.5 billion in 2025.", "indicator")


def test_a_target_not_met_is_evidence_about_the_promise_that_is_meant() -> None:
    shown = only("Borealia did not meet its target under the Harbour Accord on Monday.", "commitment")
    assert shown.into == "bor-grain"
    assert "score" not in shown.values  # how far it was met is not in the words
