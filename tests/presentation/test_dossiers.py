"""One entry with all that hangs on it."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.errors import NotFound
from talleyrand.presentation.dossiers import entry, history
from talleyrand.record.dates import moment
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from talleyrand.record.record import Record
from talleyrand.record.scaffold import example
from tests.conftest import record_from

DAY = moment("2026-07-01")


@pytest.fixture(scope="module")
def record() -> Record:
    """The record that `talleyrand new` makes."""
    return record_of([page(text.encode(), name) for name, text in example(date(2026, 7, 1)).items()])


def parts(record: Record, entry_id: str, on: str = "2026-07-01") -> dict[str, list[object]]:
    """The values of a dossier under the names of their parts."""
    found: dict[str, list[object]] = {}
    for row in entry(record, entry_id, on=moment(on), known=DAY).rows:
        found.setdefault(str(row.cells[0]), []).append(row.cells[1])
    return found


def test_an_entry_is_shown_with_its_place_state_fields_and_sources(record: Record) -> None:
    found = parts(record, "arc-timber-duty")
    line = next(n for n, text in enumerate(example(date(2026, 7, 1))["dealings.yaml"].splitlines(), 1)
                if text.startswith("- measure: arc-timber-duty"))  # fmt: skip
    assert found["place"] == [f"dealings.yaml:{line}"]
    assert found["state"] == ["partly suspended"]
    assert found["by"] == ["ARC"]
    assert str(found["steps 1"][0]).startswith("step impose")
    assert any(str(each).startswith("arc-order-12: Order 12") for each in found["source"])


def test_an_entry_is_shown_with_those_that_cite_it_or_a_part_of_it(record: Record) -> None:
    """The readings cite a clause of the accord, the steps carry it out, the promise is held by it."""
    assert parts(record, "harbour-accord")["cited by"] == [
        "measure arc-timber-duty", "measure bor-answer-duty", "commitment bor-timber-list",
        "reading arc-reads-timber", "reading bor-reads-timber",
    ]  # fmt: skip


def test_a_part_leads_to_its_entry(record: Record) -> None:
    assert parts(record, "harbour-accord#truce")["id"] == ["harbour-accord"]


def test_the_state_is_that_of_the_day_asked_about(record: Record) -> None:
    assert parts(record, "arc-timber-duty", "2026-04-01")["state"] == ["in force"]


def test_an_entry_that_is_not_there_or_not_yet_known_says_so(record: Record) -> None:
    with pytest.raises(NotFound, match="did you mean 'harbour-accord'"):
        entry(record, "harbor-acord", on=DAY, known=DAY)
    with pytest.raises(NotFound, match="was not yet known on 2026-05-01"):
        entry(record, "harbour-accord", on=DAY, known=moment("2026-05-01"))


def test_a_part_that_the_entry_lacks_is_not_found(record: Record) -> None:
    with pytest.raises(NotFound, match="'harbour-accord' has no part 'truse'; did you mean 'truce'"):
        entry(record, "harbour-accord#truse", on=DAY, known=DAY)
    with pytest.raises(NotFound, match="did you mean 'truce'"):
        history(record, "harbour-accord#truse", on=DAY, known=DAY)


# --- what happened to it -------------------------------------------------------------------------


def told(record: Record, entry_id: str, *columns: str, on: str = "2026-12-31") -> list[tuple[str, ...]]:
    """Some columns of an entry's history, as text."""
    statement = history(record, entry_id, on=moment(on), known=moment(on))
    return list(zip(*[[str(each) for each in statement.column(name)] for name in columns], strict=True))


def test_a_measure_has_a_line_for_each_spell_and_one_for_what_ran_out_by_itself(record: Record) -> None:
    assert told(record, "arc-timber-duty", "day", "what", "state", "level", "until", "under") == [
        ("2026-03-02", "announce", "announced", "None", "2026-03-08", "None"),
        ("2026-03-09", "impose", "in force", "25", "2026-05-27", "None"),
        ("2026-05-27", "suspend", "partly suspended", "10", "2026-08-25", "harbour-accord"),
        ("2026-08-26", "suspension ran out", "in force", "25", "None", "None"),
    ]


def test_the_last_spell_lasts_as_long_as_its_own_terms_say(record: Record) -> None:
    assert told(record, "arc-timber-duty", "day", "until", on="2026-07-01")[-1] == ("2026-05-27", "2026-08-25")
    assert told(record, "arc-timber-duty", "day", "until", on="2026-04-01")[-1] == ("2026-03-09", "None")


def test_a_suspension_that_was_extended_is_told_with_the_end_that_it_first_had() -> None:
    paused = record_from("""
        - measure: dues
          title: Dues
          by: ARC
          toward: BOR
          instrument: port-fee
          issue: trade/shipping
          steps:
            - {step: impose, effective: 2025-01-01}
            - {step: suspend, effective: 2025-02-01, until: 2025-05-01}
            - {step: extend, effective: 2025-04-01, until: 2025-08-01}
        """)
    assert told(paused, "dues", "day", "until", on="2025-06-01") == [
        ("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-05-01"), ("2025-04-01", "2025-08-01"),
    ]  # fmt: skip


def test_an_agreement_whose_term_ran_out_has_a_line_for_that(record: Record) -> None:
    assert told(record, "harbour-accord", "day", "what", "state", "until") == [
        ("2026-05-19", "agreed", "agreed", "2026-08-25"), ("2026-08-26", "term ran out", "lapsed", "None"),
    ]  # fmt: skip
    assert len(told(record, "harbour-accord", "day", on="2026-08-25")) == 1


def test_a_meeting_tells_when_it_was_set_for_and_when_it_was_held(record: Record) -> None:
    assert told(record, "harbour-talks", "day", "what", "state") == [
        ("2026-05-06", "planned for 2026-05-18/2026-05-19", "planned"), ("2026-05-18/2026-05-19", "held", "held"),
    ]  # fmt: skip


def test_a_commitment_tells_its_words_its_evidence_and_its_deadline_in_order_of_time(record: Record) -> None:
    assert told(record, "bor-timber-list", "day", "what", "state", "until", "by") == [
        ("2026-05-19", "promised", "due", "2026-06-15", "BOR"),
        ("2026-05-19", "affirms", "due", "None", "ARC"),
        ("2026-05-19", "affirms", "due", "None", "BOR"),
        ("2026-06-16", "first deadline passed", "due", "None", "None"),
        ("2026-06-20", "done in full", "kept late", "None", "None"),
    ]


def test_a_commitment_tells_deadlines_given_anew_and_what_ended_it() -> None:
    promised = record_from("""
        - commitment: list
          text: Publish a list.
          obligor: BOR
          obligee: ARC
          made: 2026-01-01
          issue: trade
          deadline: 2026-03-31
          restated: [{deadline: 2026-06-30, by: BOR, on: 2026-03-01, note: More time is needed.}]
          condition: {trigger: The duty ends., lapse: 2026-12-31}
          performance: [{on: 2026-02, score: 1}, {on: 2026-05-01, amount: 3}]
          voided: {on: 2026-09-01, by: ARC, reason: Withdrawn.}
    """)
    assert told(promised, "list", "day", "what", "state", "until") == [
        ("2026-01-01", "promised", "pending", "2026-03-31"),
        ("2026-02", "little done", "pending", "None"),
        ("2026-03-01", "deadline restated", "due", "2026-06-30"),
        ("2026-04-01", "first deadline passed", "missed", "None"),
        ("2026-05-01", "reported on", "missed", "None"),
        ("2026-07-01", "restated deadline passed", "missed", "None"),
        ("2026-09-01", "voided", "void", "None"),
    ]
    assert told(promised, "list", "what", on="2027-01-01")[-1] == ("condition lapsed",)


def test_each_line_of_a_history_cites_the_entry_what_it_was_under_and_its_sources(record: Record) -> None:
    rows = history(record, "arc-timber-duty", on=DAY, known=DAY).rows
    assert rows[2].entries == ("arc-timber-duty", "harbour-accord", "arc-order-12", "harbour-accord-text")


def test_a_channel_tells_its_steps_and_a_source_says_that_it_has_none(record: Record) -> None:
    channel = record_from("""
        - channel: line
          title: Line
          parties: [ARC, BOR]
          level: leader
          steps: [{step: opened, on: 2020}, {step: suspended, on: 2021-05-01, by: BOR}, {step: restored, on: 2027-01-01}]
    """)
    assert told(channel, "line", "day", "what", "state", "by") == [
        ("2020", "opened", "open", "None"), ("2021-05-01", "suspended", "suspended", "BOR"),
    ]  # fmt: skip
    early = history(channel, "line", on=moment("2020-12-31"), known=DAY)
    assert early.column("what") == ("opened",)
    statement = history(record, "arc-order-12", on=DAY, known=DAY)
    assert statement.rows == ()
    assert statement.cautions == ("Source entries have no history: they do not change by steps.",)


def test_what_replaced_a_corrected_entry_is_named() -> None:
    act = "- act: {}\n  title: A\n  by: ARC\n  toward: BOR\n  kind: offer\n  on: 2025-01-01\n  issue: trade\n"
    corrected = record_from(act.format("a") + act.format("b") + "  corrects: a\n  recorded: 2025-02-01\n")
    with pytest.raises(NotFound, match="'a' was corrected; what replaced it is 'b'"):
        entry(corrected, "a", on=DAY, known=DAY)
