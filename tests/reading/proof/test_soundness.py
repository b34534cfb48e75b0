"""Whether the record would take a proposed entry."""

from __future__ import annotations

from talleyrand.reading.proof.soundness import faults
from talleyrand.record.entries import AnyKind
from talleyrand.record.shapes import build
from talleyrand.record.syntax import Raw
from tests.conftest import record_from

RECORD = record_from("")
STEPS: list[Raw] = [{"step": "impose", "effective": "2030-05-05", "level": "10"}]
VALUES: dict[str, Raw] = {
    "measure": "arc-duty", "title": "Duty", "by": "COURT", "toward": ["BOR"], "instrument": "tariff",
    "issue": "trade/tariffs", "unit": "percent", "steps": STEPS,
}  # fmt: skip


def entry(**changes: Raw) -> AnyKind:
    made, wrong = build("measure", {**VALUES, **changes})
    assert made, wrong
    return made


def test_an_entry_without_a_source_and_in_the_future_is_sound() -> None:
    assert faults(RECORD, entry()) == ()


def test_an_entry_that_names_nobody_of_the_record_is_not() -> None:
    assert "XAN" in faults(RECORD, entry(by="XAN"))[0].message


def test_an_entry_that_cannot_begin_so_is_not() -> None:
    assert faults(RECORD, entry(steps=[{"step": "suspend", "effective": "2025-05-05"}]))


def test_a_fault_of_another_entry_is_not_its_own() -> None:
    assert (
        faults(
            record_from(
                "- act: broken\n  title: x\n  by: ARC\n  toward: [ARC]\n  kind: aid\n  on: 2025\n  issue: trade\n"
            ),
            entry(),
        )
        == ()
    )
