"""The brief: every sentence has a source, says what the books say, and knows no more than was known."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from talleyrand.books import brief as book
from talleyrand.books.words import clause, number, when_text
from talleyrand.presentation import briefings
from talleyrand.record.dates import moment, when
from talleyrand.record.entries import Source
from tests.conftest import record_from, shipped

DAY = moment("2026-11-21")
SMALL = """
- {source: gazette, title: Gazette, publisher: Press of Arcadia, voice: ARC, url: "https://example.org/g"}
- measure: duty
  title: Duty on all goods
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  series: across-the-board
  steps:
    - {step: impose, effective: 2025-02-04, level: 12.5, basis: Order 1}
  confidence: {level: medium, reason: the order was not read}
  sources: [gazette]
- act: rumour
  {title: A rumour, by: ARC, toward: BOR, kind: offer, on: 2025-02-10, issue: trade}
""".replace("- act: rumour\n  {", "- {act: rumour, ")


def test_every_sentence_of_the_shipped_brief_has_a_source_of_the_record() -> None:
    record = shipped()
    found = book.brief(record, "US", "CN", on=DAY, known=DAY, full=True)
    assert len(found.rows) > 60
    for row in found.records():
        assert row["sources"], row["sentence"]
        assert all(isinstance(record.entry(each), Source) for each in row["sources"])  # type: ignore[union-attr]
        assert row["entries"]
        assert all(each.partition("#")[0] in record for each in row["entries"])


def test_every_section_has_something_to_say_of_the_shipped_record() -> None:
    found = book.brief(shipped(), "US", "CN", on=DAY, known=DAY)
    assert tuple(dict.fromkeys(found.column("section"))) == book.SECTIONS


def test_a_sentence_without_a_source_is_left_out_and_counted() -> None:
    found = book.brief(record_from(SMALL), "ARC", "BOR", on=moment("2025-03-01"), known=DAY)
    assert not any("rumour" in str(text) for text in found.column("sentence"))
    assert any("cite no source" in caution for caution in found.cautions)


def test_a_doubt_about_an_entry_is_said_in_the_sentence() -> None:
    found = book.brief(record_from(SMALL), "ARC", "BOR", on=moment("2025-03-01"), known=DAY)
    in_force = [str(row["sentence"]) for row in found.records() if row["section"] == "In force"]
    assert in_force[0] == (
        "Additional duties of Arcadia on all goods of Borealia add up to 12.5 percent "
        "(12.5 since 4 February 2025, Order 1) (medium confidence)."
    ) or in_force[0].startswith("Additional duties of Arcadia on all goods of Borealia add up to 12.5 percent")
    assert "medium confidence" in in_force[0]


def test_a_word_that_the_vocabulary_lacks_stands_as_written() -> None:
    text = SMALL.replace("instrument: tariff", "instrument: tarif").replace("  series: across-the-board\n", "")
    found = book.brief(record_from(text), "ARC", "BOR", on=moment("2025-03-01"), known=DAY)
    assert any("tarif" in str(row["sentence"]) for row in found.records() if row["section"] == "In force")


def test_what_was_not_yet_known_is_not_in_the_brief() -> None:
    then = moment("2025-05-20")
    found = book.brief(shipped(), "US", "CN", on=then, known=then, full=True)
    text = " ".join(map(str, found.column("sentence")))
    assert "12 August 2025" in text
    assert "2026" not in re.sub(r"\b(by|until|in) [^.;]*2026", "", text)


@pytest.mark.parametrize("render", [briefings.as_text, briefings.as_markdown])
def test_every_mark_leads_to_a_note_and_every_note_is_cited(render) -> None:  # type: ignore[no-untyped-def]
    record = shipped()
    text = render(book.brief(record, "US", "CN", on=DAY, known=DAY), record)
    body, _, notes = text.partition("SOURCES" if render is briefings.as_text else "\n[^1]:")
    mark = r"\[(\d+)\]" if render is briefings.as_text else r"\[\^(\d+)\]"
    cited = set(re.findall(mark, body))
    listed = set(re.findall(r"^\[\^?(\d+)\]", ("" if render is briefings.as_text else "[^1]:") + notes, flags=re.M))
    assert cited == listed
    assert len(cited) > 20


def test_the_sides_can_be_named_in_either_order() -> None:
    record = shipped()
    one = book.brief(record, "US", "CN", on=DAY, known=DAY, full=True)
    other = book.brief(record, "CN", "US", on=DAY, known=DAY, full=True)
    in_force = [
        {str(row["sentence"]) for row in each.records() if row["section"] == "In force"} for each in (one, other)
    ]
    assert in_force[0] == in_force[1]


def test_dates_and_figures_read_as_prose() -> None:
    assert when_text(when("2025")) == "2025"
    assert when_text(when("2025-05/..")) == "from 1 May 2025 on"
    assert when_text("soon") == "soon"
    assert number(None) == "no level"
    assert clause(" Buy. ") == "Buy"


def given_of(easings: int) -> str:
    """What the brief says first of a record in which Arcadia eases every other day and Borealia never does."""
    lines = [
        f"- {{act: a-{number}, title: A, by: ARC, toward: BOR, kind: ease, on: {date(2018, 1, 1) + timedelta(2 * number)},"
        " issue: trade, sources: [gazette]}" for number in range(easings)
    ]  # fmt: skip
    found = book.brief(record_from(SMALL + "\n".join(lines) + "\n"), "ARC", "BOR", on=DAY, known=DAY)
    return next(str(row["sentence"]) for row in found.records() if row["section"] == "Given and answered")


def test_easings_are_compared_with_chance_unless_there_are_very_many() -> None:
    assert given_of(50) == (
        "Of 50 easings by Arcadia toward Borealia on record: 50 unanswered; "
        "by timing alone 0 percent count as answered, where random timing gives 0 (0 to 0)."
    )
    assert given_of(700) == "Of 700 easings by Arcadia toward Borealia on record: 700 unanswered."


def test_tells_only_what_lies_between_the_two() -> None:
    """A duty between one of them and a third state is another pair's news."""
    record = record_from(
        """
        - party: THIRD
          name: Thuria
          form: state
        - source: gazette
          title: Gazette
          publisher: Gazette
        - measure: between-them
          title: A duty between them
          by: ARC
          toward: BOR
          instrument: tariff
          issue: trade/tariffs
          steps:
            - {step: impose, effective: 2025-05-01, until: 2025-08-01}
          sources: gazette
        - measure: on-a-third
          title: A duty on a third state
          by: ARC
          toward: THIRD
          instrument: tariff
          issue: trade/tariffs
          steps:
            - {step: impose, effective: 2025-05-02, until: 2025-08-02}
          sources: gazette
        """
    )
    on = moment("2025-05-20")
    told = " ".join(str(row.cells[1]) for row in book.brief(record, "ARC", "BOR", on=on, known=on).rows)
    assert "A duty between them" in told
    assert "third state" not in told
    assert "third state" in " ".join(
        str(row.cells[1]) for row in book.brief(record, "ARC", "THIRD", on=on, known=on).rows
    )


def test_tells_by_what_a_suspension_was_last_extended_and_takes_the_sides_in_turn() -> None:
    """What is left out for length must not be all of one side; a term moved by a mere statement must be seen to be one."""
    record = record_from(
        """
        - source: gazette
          title: Gazette
          publisher: Gazette
        - measure: port-dues
          title: Port dues
          by: ARC
          toward: BOR
          instrument: port-fee
          issue: trade/shipping
          steps:
            - {step: impose, effective: 2025-01-01}
            - {step: suspend, effective: 2025-02-01, until: 2025-05-01, basis: Order 1}
            - {step: extend, effective: 2025-04-01, until: 2025-08-01, basis: a statement; no order seen}
          sources: gazette
        - {measure: a, title: A, by: ARC, toward: BOR, instrument: tariff, issue: trade, steps: [{step: impose, effective: 2025-01-02}], sources: gazette}
        - {measure: b, title: B, by: ARC, toward: BOR, instrument: visa-restriction, issue: trade, steps: [{step: impose, effective: 2025-01-03}], sources: gazette}
        - {measure: c, title: C, by: BOR, toward: ARC, instrument: tariff, issue: trade, steps: [{step: impose, effective: 2025-01-04}], sources: gazette}
        """
    )
    found = book.brief(record, "ARC", "BOR", on=moment("2025-06-01"), known=DAY)
    told = [str(row["sentence"]) for row in found.records() if row["section"] == "In force"]
    assert "Arcadia keeps suspended until 1 August 2025 (extended by a statement; no order seen): Port dues." in told
    assert [text.partition(":")[0] for text in told if "measure on record of the kind" in text] == [
        "Arcadia", "Borealia", "Arcadia",
    ]  # fmt: skip


def test_what_an_agency_did_is_told_of_its_state() -> None:
    record = record_from(
        """
        - {source: gazette, title: Gazette, publisher: Gazette}
        - {party: ARC-TRADE, name: Trade Office, article: yes, form: agency, of: ARC}
        - {act: a, title: A thing, by: ARC-TRADE, toward: BOR, kind: offer, on: 2025-02-10, issue: trade, sources: gazette}
        """
    )
    found = book.brief(record, "ARC", "BOR", on=moment("2025-03-01"), known=DAY)
    assert found.column("sentence")[0] == "10 February 2025, Arcadia (the Trade Office): A thing."


def test_what_was_published_by_the_day_of_knowledge_is_cited_first() -> None:
    record = record_from(
        """
        - {source: history, title: History, publisher: P, issued: 2030-01-01, url: "https://example.org/h"}
        - {source: gazette, title: Gazette, publisher: P, issued: 2025-02-04, url: "https://example.org/g"}
        - act: a
          title: A thing
          by: ARC
          toward: BOR
          kind: offer
          on: 2025-02-10
          issue: trade
          sources: [history, gazette]
        """
    )
    day = moment("2025-03-01")
    cited = [book.brief(record, "ARC", "BOR", on=day, known=known).column("sources")[0]
             for known in (day, moment("2031-01-01"))]  # fmt: skip
    assert cited == [("gazette", "history"), ("history", "gazette")]
