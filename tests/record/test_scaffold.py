"""A new record: it is sound, it teaches, and it never touches what is there already."""

from __future__ import annotations

import os
import resource
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import WriteError
from talleyrand.record.checks import check
from talleyrand.record.entries import Measure
from talleyrand.record.loading import load, record_of
from talleyrand.record.pages import page
from talleyrand.record.scaffold import example, new

TODAY = date(2026, 11, 21)


def test_a_new_record_has_no_faults_and_no_notices(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "record"
    names = new(folder, today=TODAY)
    record = load(folder)
    assert check(record, today=TODAY) == ()
    assert len(record.of(Measure)) == 2
    assert sorted(names) == sorted(each.name for each in folder.iterdir())


@given(st.dates(date(2024, 1, 1), date(2060, 12, 31)))
def test_it_is_sound_on_whatever_day_it_is_begun(today: date) -> None:
    record = record_of([page(text.encode(), name) for name, text in example(today).items()])
    assert check(record, today=today) == ()


def test_it_comes_with_what_git_and_editors_need(tmp_path: Path) -> None:
    new(tmp_path, today=TODAY)
    assert (tmp_path / ".gitignore").read_text().splitlines()[1:] == [".talleyrand.lock", ".*.talleyrand.part"]
    assert (tmp_path / "schema.json").read_text().startswith("{")
    assert all(
        each.read_text().startswith("# yaml-language-server: $schema=schema.json\n") for each in tmp_path.glob("*.yaml")
    )


def test_a_folder_that_holds_anything_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(WriteError, match="is not empty"):
        new(tmp_path, today=TODAY)
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["file", "file/below", "a\0b", "n" * 300])
def test_a_place_that_no_record_can_stand_in_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(WriteError) as fault:
        new(tmp_path / name, today=TODAY)
    assert "\n" not in str(fault.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WriteError, match="permission denied"):
        new(tmp_path / "record", today=TODAY)


def test_where_the_disk_is_full_nothing_is_left_half_written(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, hard))  # the schema is longer than that
    try:
        with pytest.raises(WriteError, match="no record can be begun"):
            new(tmp_path / "record", today=TODAY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((tmp_path / "record").iterdir()) == []


def test_a_copy_of_the_shipped_record_has_its_negotiations_beside_it(tmp_path: Path) -> None:
    new(tmp_path / "record", today=TODAY, copy=True)
    beside = [each.name for each in (tmp_path / "record" / "_plans").iterdir()]
    assert beside == ["after-washington-2026.yaml"]
    assert load(tmp_path / "record").problems == ()
