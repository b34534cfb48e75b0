"""A folder's states are known by content: read once, checked once, and never stale."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from talleyrand.record.states import States

TODAY = date(2026, 11, 21)
PARTY = "- {{party: {}, name: {}, form: state, zone: Etc/UTC}}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(PARTY.format("ARC", "Arcadia"))
    (tmp_path / "b.yaml").write_text(PARTY.format("BOR", "Borealia"))
    return tmp_path


def name(states: States, entry: str) -> str:
    return states.now().record.name_of(entry)


def test_a_folder_that_did_not_change_is_read_and_checked_once(root: Path) -> None:
    states = States(root)
    first = states.now()
    assert states.now() is first
    assert states.would_be({"a.yaml": (root / "a.yaml").read_bytes()}) is first
    assert first.problems(TODAY) is first.problems(TODAY)


def test_a_file_of_other_content_is_read_anew_even_if_its_size_and_time_are_the_same(root: Path) -> None:
    states = States(root)
    before = (root / "a.yaml").stat()
    assert name(states, "ARC") == "Arcadia"
    (root / "a.yaml").write_text(PARTY.format("ARC", "Arcadya"))
    os.utime(root / "a.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert name(states, "ARC") == "Arcadya"
    assert name(states, "BOR") == "Borealia"


def test_the_state_after_an_edit_is_the_one_that_was_checked_for_it(root: Path) -> None:
    states = States(root)
    now = states.now()
    edited = PARTY.format("ARC", "Arcady").encode()
    then = states.would_be({"a.yaml": edited})
    assert (then.record.name_of("ARC"), now.record.name_of("ARC")) == ("Arcady", "Arcadia")
    assert states.now() is now, "nothing is written yet"
    (root / "a.yaml").write_bytes(edited)
    assert states.now() is then
    assert then.pages[next(key for key in then.pages if key[0] == "b.yaml")] in now.pages.values()


def test_files_that_come_go_or_change_names_make_another_state(root: Path) -> None:
    states = States(root)
    marks = {states.now().mark}
    (root / "c.yaml").write_text(PARTY.format("CAR", "Cardia"))
    marks.add(states.now().mark)
    (root / "c.yaml").rename(root / "d.yaml")
    marks.add(states.now().mark)
    assert len(marks) == 3
    assert states.now().record.place("CAR").file == "d.yaml"
    (root / "d.yaml").unlink()
    assert states.now().mark in marks


def test_a_file_that_cannot_be_read_is_a_fault_of_the_state(root: Path) -> None:
    states = States(root)
    sound = states.now()
    (root / "c.yaml").symlink_to("/etc/passwd")
    faulty = states.now()
    assert (sound.record.problems, [each.place.file for each in faulty.record.problems]) == ((), ["c.yaml"])
    assert faulty.mark == sound.mark, "what is read is the same"
    (root / "c.yaml").unlink()
    assert states.now().record.problems == ()


def test_a_fault_is_found_on_each_day_anew(root: Path) -> None:
    (root / "a.yaml").write_text(PARTY.format("ARC", "Arcadia") + PARTY.format("ARC", "Again"))
    state = States(root).now()
    assert [each.rule for each in state.problems(TODAY)] == ["duplicate_id"]
    assert [each.rule for each in state.problems(date(2030, 1, 1))] == ["duplicate_id"]


def test_what_the_check_remembered_is_let_go_when_it_is_done(root: Path) -> None:
    state = States(root).now()
    state.record.memory["of a book"] = 1
    found = state.problems(TODAY)
    owners = [key[0] if isinstance(key, tuple) else key for key in state.record.memory]
    assert not [each for each in owners if getattr(each, "__module__", "").startswith("talleyrand.record.checks")]
    assert state.record.memory["of a book"] == 1
    assert state.problems(date(2026, 11, 22)) == found
