"""The record that lies in the package: sound, sourced, and right where an outsider can say what is right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from talleyrand.books import channels, commitments, concessions, interpretations, questions
from talleyrand.books import measures as book
from talleyrand.books.calendar import falling
from talleyrand.record import lives
from talleyrand.record.checks import check
from talleyrand.record.dates import moment
from talleyrand.record.entries import Agreement, Assertion, Commitment, Issue, Measure, Party, Question, Source
from talleyrand.record.record import Record
from tests.conftest import shipped

DAY = moment("2026-11-21")


@pytest.fixture(scope="module")
def record() -> Record:
    return shipped()


def test_it_has_no_fault(record: Record) -> None:
    assert [str(each) for each in check(record, today=date(2026, 11, 21)) if not each.notice] == []


def test_it_is_as_large_as_it_says(record: Record) -> None:
    assert len(record) - len(record.of(Source)) >= 450
    assert len(record.of(Source)) >= 200
    assert len(record.of(Assertion)) >= 25
    assert len(record.of(Question)) >= 12


def test_every_entry_that_states_a_fact_cites_a_source_with_an_address_or_a_number(record: Record) -> None:
    for entry in record.entries:
        if not isinstance(entry, Party | Issue | Source):
            cited = [each.source for each in entry.sources]
            cited += [each.source for part in getattr(entry, "figures", ()) for each in part.sources]
            assert cited, entry.id
            assert any(source.url or source.number for source in (record.find(each, Source) for each in cited)), (
                entry.id
            )


@pytest.mark.parametrize(
    "agreement",
    [
        "sed-2009", "climate-2014", "cyber-2015", "south-china-sea-2015", "mar-a-lago-2017", "buenos-aires-2018",
        "osaka-2019", "phase-one-2020", "bali-2022", "woodside-2023", "lima-2024", "geneva-2025", "london-2025",
        "stockholm-2025", "madrid-2025", "busan-2025", "beijing-2026", "washington-2026",
    ],
)  # fmt: skip
def test_every_agreement_can_be_asked_what_it_changed(record: Record, agreement: str) -> None:
    found = book.across(record, record.find(agreement, Agreement).id, on=DAY, known=DAY)
    assert found.rows or found.cautions


def soybeans(record: Record, day: str, known: str = "2026-11-21") -> dict[str, object]:
    found = commitments.commitments(record, on=moment(day), known=moment(known), agreement="busan-2025")
    return next(dict(row) for row in found.records() if row["entries"][0] == "busan-soy-2025")  # type: ignore[index]


def test_the_soybeans_missed_the_first_deadline_and_met_the_one_restated_by_the_creditor(record: Record) -> None:
    assert soybeans(record, "2025-12-20")["status"] == "due"
    assert soybeans(record, "2026-01-05")["status"] in ("missed", "partial")
    final = soybeans(record, "2026-01-25")
    assert (final["status"], final["days_late"], final["score"]) == ("kept late", 12, 3)
    assert "2026-02-28" in str(final["restated"])
    assert "US" in str(final["said_by"])
    assert str(final["verdict"]).startswith("missed")
    assert soybeans(record, "2026-01-25", known="2026-01-15")["status"] == "partial"


def test_genevas_clause_on_countermeasures_is_contested_from_each_sides_own_day(record: Record) -> None:
    found = interpretations.interpretations(record, on=DAY, known=DAY, agreement="geneva-2025")
    row = next(each for each in found.records() if each["subject"] == "geneva-2025#non-tariff-countermeasures")
    days = {row["side_a"]: str(row["first_complaint_a"]), row["side_b"]: str(row["first_complaint_b"])}
    assert row["verdict"] == "contested"
    assert days == {"US": "2025-05-30", "CN": "2025-06-02"}


def test_at_least_fifteen_readings_differ(record: Record) -> None:
    found = interpretations.interpretations(record, on=DAY, known=DAY)
    assert len({row["subject"] for row in found.records() if row["verdict"] in ("contested", "contradicted")}) >= 15


def test_the_eight_steps_of_5_august_2022_and_what_came_back(record: Record) -> None:
    found = channels.cuts(record, on=DAY, known=DAY)
    rows = [row for row in found.records() if str(row["day"]) == "2022-08-05"]
    assert sorted(str(row["step"]) for row in rows) == ["cancelled"] * 3 + ["suspended"] * 5
    back = {row["entries"][0]: row["days_gone"] for row in rows}  # type: ignore[index]
    assert 467 in back.values(), back


@pytest.mark.parametrize(("known", "end"), [("2025-05-20", "2025-08-12"), ("2025-09-01", "2025-11-10")])
def test_the_truce_ends_when_it_was_then_known_to_end(record: Record, known: str, end: str) -> None:
    then = record.as_known(moment(known))
    dues = {
        due.entries[0]: str(due.stated)[:10] for due in falling(then, moment(known)) if due.kind == "suspension ends"
    }
    assert dues["us-reciprocal-2025"] == dues["cn-reciprocal-2025"] == end


@pytest.mark.parametrize(
    ("measure", "day", "status", "level"),
    [
        ("us-301-list-1", "2018-07-06", "in force", 25), ("us-301-list-3", "2018-09-24", "in force", 10),
        ("us-301-list-3", "2019-06-20", "in force", 25), ("us-301-list-4a", "2019-09-01", "in force", 15),
        ("us-301-list-4a", "2020-02-14", "in force", Decimal("7.5")), ("us-301-list-4b", "2020-01-01", "never effective", None),
        ("us-affiliates-rule-2025", "2025-10-15", "in force", None), ("us-affiliates-rule-2025", "2025-11-10", "suspended", None),
        ("us-fentanyl-2025", "2026-02-24", "struck down", None), ("us-section-122-2026", "2026-07-24", "expired", None),
        ("cn-rare-earths-april-2025", "2026-01-01", "in force", None), ("cn-gallium-ban-2024", "2025-11-10", "suspended", None),
        ("cn-military-ban-2024", "2025-11-10", "in force", None),
    ],
)  # fmt: skip
def test_measures_stand_as_their_sources_say(
    record: Record, measure: str, day: str, status: str, level: Decimal | None
) -> None:
    now = lives.state(record, record.find(measure, Measure), moment(day))
    assert now is not None
    assert now.status == status
    if level is not None:
        assert now.level == level


def test_every_easing_has_one_fate_and_chance_stands_beside_the_share(record: Record) -> None:
    found = concessions.concessions(record, "US", "CN", on=DAY, known=DAY, window=60)
    fates = {"exchanged", "answered", "in return", "open", "pocketed", "punished"}
    easings = [row for row in found.records() if row["move"] == "easing"]
    assert easings
    assert all(row["fate"] in fates for row in easings)
    assert all(total["chance"] is not None for total in found.totals)


def test_odds_stand_only_where_the_answer_is_still_open(record: Record) -> None:
    for row in questions.questions(record, on=DAY, known=DAY).records():
        question = record.find(row["entries"][0], Question)  # type: ignore[index]
        assert not (question.odds and question.closes.last < DAY.day)


def test_a_promise_of_phase_one_is_measured_on_both_yardsticks(record: Record) -> None:
    purchases = [each for each in record.of(Commitment) if each.agreement == "phase-one-2020" and each.target]
    assert purchases
    assert any("57" in str(part.text) for each in purchases for part in each.performance)
