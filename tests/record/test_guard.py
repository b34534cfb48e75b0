"""An edit is checked with the whole record before it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from talleyrand.errors import Refused
from talleyrand.record import editing
from talleyrand.record.guard import no_new_faults
from talleyrand.record.states import States

TODAY = date(2026, 11, 21)
PARTIES = """
- {party: ARC, name: Arcadia, form: state, zone: Etc/UTC}
- {party: BOR, name: Borealia, form: state, zone: Etc/UTC}
"""
SOURCE = '- {source: s, title: S, publisher: P, voice: ARC, issued: 2025-01-01, url: "https://example.org/s"}\n'


def act(by: str, name: str = "a") -> str:
    return f"- {{act: {name}, title: About {name}, by: {by}, toward: BOR, kind: offer, on: 2025-05-01, issue: trade, sources: [s]}}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "parties.yaml").write_text(PARTIES)
    (tmp_path / "acts.yaml").write_text(SOURCE + act("ARC"))
    return tmp_path


def test_an_edit_that_adds_a_fault_is_refused_and_nothing_is_written(root: Path) -> None:
    before = (root / "acts.yaml").read_bytes()
    with pytest.raises(Refused, match="did you mean 'ARC'") as refused:
        editing.add(root, "acts.yaml", act("ARCC", "b"), no_new_faults(States(root), today=TODAY))
    assert (root / "acts.yaml").read_bytes() == before
    assert refused.value.problems


def test_a_sound_edit_is_written_even_where_an_old_fault_stands(root: Path) -> None:
    (root / "old.yaml").write_text(act("NOBODY", "old"))
    editing.add(root, "acts.yaml", act("ARC", "b"), no_new_faults(States(root), today=TODAY))
    assert "act: b" in (root / "acts.yaml").read_text()


def test_removing_what_another_entry_needs_is_refused(root: Path) -> None:
    (root / "more.yaml").write_text(act("ARC", "c").replace("sources", "answers: [a], sources"))
    written = editing.as_written(root, "acts.yaml", "a")
    with pytest.raises(Refused, match="'a'"):
        editing.remove(root, "acts.yaml", "a", editing.digest(written), no_new_faults(States(root), today=TODAY))


def test_an_old_fault_that_names_a_line_is_not_new_where_an_edit_moves_the_line(root: Path) -> None:
    (root / "twice.yaml").write_text(act("BOR").replace("BOR, kind", "ARC, kind"))
    written = editing.as_written(root, "acts.yaml", "s")
    longer = written.replace("title: S,", "title: S,\n  note: more,")
    editing.replace(root, "acts.yaml", "s", longer, editing.digest(written), no_new_faults(States(root), today=TODAY))
    assert "note: more" in (root / "acts.yaml").read_text()


def test_a_fault_is_told_once_however_often_it_stands(root: Path) -> None:
    with pytest.raises(Refused) as refused:
        editing.add(root, "acts.yaml", act("ARCC", "b"), no_new_faults(States(root), today=TODAY))
    assert str(refused.value).startswith("the edit would add 1 fault: acts.yaml:4: ")
