"""Figures of indicators that the record keeps, and evidence of how a commitment was kept."""

from __future__ import annotations

from talleyrand.reading.rules.offline import Reader
from talleyrand.record.dates import moment
from tests.conftest import record_from
from tests.reading.articles import article, only, proposed


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


def test_of_several_series_that_with_about_this_figure_is_meant_or_one_not_final() -> None:
    text = "".join(
        f"\n- indicator: {name}\n  title: Overdose deaths in Arcadia, {what}\n  publisher: Office\n  voice: ARC\n"
        f"  unit: deaths\n  figures: [{{period: {period}, value: {value}, sources: [office]}}]\n  sources: [office]\n"
        for name, what, period, value in (
            ("last", "final counts", "2023", 9000), ("first", "provisional counts", "2023", 8700),
            ("rolling", "twelve months to the month given", "2024-09", 8690),
        )
    )  # fmt: skip
    source = "\n- source: office\n  title: Office\n  publisher: Office\n  url: https://example.org/office\n"
    known = Reader(record_from(source + text), known=moment("2026-10-01"))
    said = "Arcadia counted 8,700 overdose deaths in {}."
    found = [
        (each.into, each.values["period"])
        for year in ("2024", "2025")
        for each in known.read(article(said.format(year))).proposals
        if each.kind == "indicator"
    ]
    assert found == [("rolling", "2024-09"), ("first", "2025")]


def test_a_duty_on_some_goods_is_no_average_duty_and_a_meeting_keeps_no_promise() -> None:
    series = """
- source: office
  title: Office
  publisher: Office
- indicator: average-duty
  title: Average tariff of Arcadia on goods of Borealia
  publisher: Office
  unit: percent
  figures: [{period: "2024", value: 4}]
  sources: [office]
"""
    known = Reader(record_from(series), known=moment("2026-10-01"))
    said = "In 2025 the {}tariff of Arcadia on goods of Borealia was 25 percent."
    found = [[each.into for each in known.read(article(said.format(word))).proposals if each.kind == "indicator"]
             for word in ("average ", "")]  # fmt: skip
    assert found == [["average-duty"], []]
    threat = "On 3 March 2025 Arcadia threatened an average tariff of 25 percent on goods of Borealia."
    assert not [each for each in known.read(article(threat)).proposals if each.kind == "indicator"]
    assert not proposed("Under the Harbour Accord Borealia's envoys had not met in person on Monday.", "commitment")
