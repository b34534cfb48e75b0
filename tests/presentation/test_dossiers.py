"""One entry with all that hangs on it."""

from __future__ import annotations

from datetime import date

import pytest

from talleyrand.errors import NotFound
from talleyrand.presentation.dossiers import entry
from talleyrand.record.dates import moment
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from talleyrand.record.record import Record
from talleyrand.record.scaffold import example

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
