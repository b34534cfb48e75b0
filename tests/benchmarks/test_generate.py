"""The made-up records that benchmarks use: valid, of the size asked for, of every kind, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import generate
from talleyrand.record.checks import check
from talleyrand.record.entries import KINDS
from talleyrand.record.loading import load
from talleyrand.record.record import Record


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder: Path = tmp_path_factory.mktemp("made-up")
    generate.write(generate.record(300), folder)
    return load(folder)


def test_a_made_up_record_has_no_faults(made_up: Record) -> None:
    found = check(made_up, today=generate.TODAY)
    assert [str(problem) for problem in found if not problem.notice] == []


def test_a_made_up_record_has_as_many_entries_as_asked_for_and_every_kind(made_up: Record) -> None:
    assert len(made_up) == 300
    assert {entry.KIND for entry in made_up.entries} == set(KINDS)


def test_one_seed_gives_one_record() -> None:
    assert generate.record(300, seed=4) == generate.record(300, seed=4)
    assert generate.record(300, seed=4) != generate.record(300, seed=5)


def test_a_ledger_has_as_many_directives_as_asked_for() -> None:
    lines = generate.ledger(300).splitlines()
    assert sum(line.startswith("20") for line in lines) == 300
