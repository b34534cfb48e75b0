"""What an edition keeps: answers made once, those of the past apart from those of today."""

from __future__ import annotations

from pathlib import Path

import pytest

from talleyrand.record.states import States
from talleyrand.web import shelf
from talleyrand.web.shelf import Edition, Shelf
from tests.conftest import PARTIES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "parties.yaml").write_text(PARTIES)
    return tmp_path


@pytest.fixture
def edition(root: Path) -> Edition:
    return Edition(States(root).now(), 0)


def test_an_answer_is_worked_out_once(edition: Edition) -> None:
    asked: list[str] = []
    for _ in range(2):
        assert edition.once("key", lambda: asked.append("worked") or "answer") == "answer"  # type: ignore[func-returns-value]
    assert asked == ["worked"]


def test_what_was_asked_for_longest_ago_makes_way_when_there_is_too_much(edition: Edition) -> None:
    for name in ("first", "second", "third"):
        edition.once(name, lambda: "old", lambda _: shelf.MOST_WORKS // 2)
    assert edition.once("first", lambda: "new") == "new"
    assert edition.once("third", lambda: "new") == "old"


def test_however_much_is_asked_of_the_past_today_is_not_forgotten(edition: Edition) -> None:
    edition.once("today", lambda: "old", lambda _: shelf.MOST_WORKS)
    for day in range(10):
        edition.once(("past", day), lambda: "x", lambda _: shelf.MOST_PAST, past=True)
    assert edition.once("today", lambda: "new") == "old"
    assert edition.once(("past", 0), lambda: "again", past=True) == "again"


def test_who_asks_while_the_files_are_looked_at_gets_the_edition_at_hand(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Shelf(root)
    monkeypatch.setattr(shelf, "LOOK", -1.0)  # every look is too long ago
    assert kept.edition_at_hand() is None
    with kept._reading:
        assert kept.edition_at_hand() is kept.newest


def test_an_edition_keeps_no_answers_once_there_is_a_newer_one(root: Path) -> None:
    kept = Shelf(root)
    before = kept.newest
    before.page("key", lambda: "old", lambda _: 1)
    (root / "parties.yaml").write_text(PARTIES + "\n# again\n")
    assert kept.edition(fresh=True).seen("key") is None
    assert before.seen("key") is None
