"""The command that goes through the inbox, as a person at a terminal and as a script use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from talleyrand.reading.review import inbox
from talleyrand.record.entries import Act
from talleyrand.record.loading import load
from tests.reading.offered import ACT, MEETING, OFFERED, PROMISE, PROTEST, STEP, begun


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return begun(tmp_path / "record")


def run(root: Path | None, *words: str, typed: str | None = None, **own: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; nobody types unless told."""
    named = ["--record", str(root)] if root else []
    return subprocess.run(
        [sys.executable, "-m", "talleyrand", "review", *words, *named], input=typed or "", text=True, check=False,
        capture_output=True, timeout=60, env={**os.environ, "TALLEYRAND_TODAY": "2026-07-01", **own},
    )  # fmt: skip


def states(root: Path) -> list[str]:
    paper = inbox.opened(root).papers[0]
    return [paper.state(each.key) for each in OFFERED]


# --- for scripts ---------------------------------------------------------------------------------


def test_what_waits_is_listed_for_machines(root: Path) -> None:
    done = run(root, "--list", "--format", "json")
    rows = json.loads(done.stdout)["rows"]
    assert done.returncode == 0
    assert [row["key"] for row in rows] == [each.key for each in OFFERED]
    assert rows[2]["match"] == "same"
    assert rows[2]["same_as"] == "harbour-talks"
    assert rows[0]["quote"] == ACT.quote


def test_what_waits_is_listed_for_people(root: Path) -> None:
    done = run(root, "--list", "--format", "md")
    assert "Arcadia offers talks on fish" in done.stdout
    assert ACT.key in done.stdout


def test_a_script_accepts_amends_refuses_and_takes_back(root: Path) -> None:
    assert "arc-offers-fish-talks" in run(root, "--accept", ACT.key, "--who", "A Script").stdout
    assert run(root, "--amend", PROMISE.key, "--set", "target.unit=tons", "--set", "id=grain").returncode == 0
    assert run(root, "--refuse", PROTEST.key, "--reason", "a remark").returncode == 0
    assert "(confirmed)" in run(root, "--accept", MEETING.key).stdout
    assert states(root) == ["accepted", "waiting", "accepted", "amended", "refused"]
    assert inbox.opened(root).papers[0].decisions[0].who == "A Script"
    assert "grain" in load(root)
    assert run(root, "--take-back", ACT.key).returncode == 0
    assert "arc-offers-fish-talks" not in load(root)


def test_several_are_accepted_at_once(root: Path) -> None:
    done = run(root, "--accept", ACT.key, "--accept", STEP.key)
    assert done.stdout.count("Accepted") == 2
    assert states(root)[:2] == ["accepted", "accepted"]


def test_a_person_says_whether_it_is_new_or_the_same(root: Path) -> None:
    assert run(root, "--accept", MEETING.key, "--as-new").returncode == 0
    assert run(root, "--accept", PROTEST.key, "--confirms", "bor-reads-timber").returncode == 0
    record = load(root)
    assert "newhaven-2026" in record
    assert "bor-protests" not in record


def test_decisions_are_exported(root: Path, tmp_path: Path) -> None:
    run(root, "--refuse", ACT.key, "--reason", "old")
    assert json.loads(run(root, "--export", "-").stdout)["reason"] == "old"
    file = tmp_path / "rows.jsonl"
    assert run(root, "--export", str(file)).returncode == 0
    assert json.loads(file.read_text())["decision"] == "refused"


def test_an_edit_that_breaks_the_record_is_a_fault_and_leaves_it_alone(root: Path) -> None:
    done = run(root, "--amend", ACT.key, "--set", "by=NOBODY")
    assert done.returncode == 1
    assert "NOBODY" in done.stderr
    assert "nothing of it was written" in done.stderr
    assert states(root)[0] == "waiting"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--accept", "000000000000"), "there is no proposal '000000000000'"),
        (("--refuse", ACT.key), "--refuse needs --reason"),
        (("--set", "on=2026"), "--set is for --amend"),
        (("--amend", ACT.key), "--amend needs --set"),
        (("--amend", ACT.key, "--set", "isue=trade"), "did you mean 'issue'?"),
        (("--amend", ACT.key, "--set", "issue"), "FIELD=VALUE is expected"),
        (("--list", "--accept", ACT.key), "one thing at a time"),
        (("--reason", "x"), "--reason is for --refuse"),
        (("--accept", ACT.key, "--as-new", "--confirms", "x"), "give one"),
    ],
)
def test_wrong_use_is_told_in_one_line(root: Path, words: tuple[str, ...], said: str) -> None:
    done = run(root, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert set(states(root)) == {"waiting"}


def test_a_broken_file_of_the_inbox_is_a_fault_and_the_others_are_listed(root: Path) -> None:
    (root / "_inbox" / f"{'0' * 64}.json").write_text('{"form"')
    done = run(root, "--list")
    assert done.returncode == 1
    assert f"_inbox/{'0' * 64}.json" in done.stderr
    assert ACT.key in done.stdout


def test_the_shipped_record_is_read_only() -> None:
    done = run(None, "--accept", ACT.key, TALLEYRAND_RECORD="")
    assert done.returncode == 2
    assert "talleyrand new FOLDER --copy" in done.stderr


# --- for people ----------------------------------------------------------------------------------


def test_each_is_shown_with_its_words_marked_and_done_as_is_told(root: Path) -> None:
    done = run(root, typed="a\ns\na\ne id=grain\na\nr a remark, no protest\n")
    assert done.returncode == 0, done.stderr
    assert f"[[{ACT.quote}]]" in done.stdout
    assert "- act: arc-offers-fish-talks" in done.stdout
    assert "Doubt: the issue is a guess" in done.stdout
    assert "Match: same as harbour-talks" in done.stdout
    assert "1 left in the inbox." in done.stdout
    assert states(root) == ["accepted", "waiting", "accepted", "amended", "refused"]
    assert "grain" in load(root)


def test_who_says_nothing_decides_nothing(root: Path) -> None:
    done = run(root, typed="")
    assert done.returncode == 0
    assert "5 left in the inbox." in done.stdout


def test_the_last_decision_is_undone_and_shown_again(root: Path) -> None:
    done = run(root, typed="a\nu\nr once more\nq\n")
    assert done.stdout.count(f"{ACT.key}  act") == 2
    assert states(root)[0] == "refused"


def test_what_cannot_be_done_is_told_and_asked_again(root: Path) -> None:
    done = run(root, typed="jump\ne isue=x\na NOTHING\nr\n\ne by=NOBODY\na\nq\n")
    assert done.returncode == 0
    for told in ("skip: it goes on waiting", "did you mean 'issue'", "'NOTHING' is not in the record",
                 "a refusal needs a reason", "NOBODY"):  # fmt: skip
        assert told in done.stdout
    assert set(states(root)) == {"waiting"}


def test_an_editor_changes_the_entry(root: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!{sys.executable}\nimport sys\npath = sys.argv[-1]\ntext = open(path).read()\n"
                      "open(path, 'w').write(text.replace('talks on fish', 'talks about fish'))\n")  # fmt: skip
    editor.chmod(0o755)
    done = run(root, typed="e\na\nq\n", EDITOR=str(editor), VISUAL="")
    assert "Accepted as amended" in done.stdout
    assert load(root).find("arc-offers-fish-talks", Act).title == "Arcadia offers talks about fish"


def test_no_sign_of_a_stranger_acts_on_the_terminal(tmp_path: Path) -> None:
    evil = "\x1b]0;title\x07\u202e"
    hostile = replace(ACT, reader=evil, doubts=(evil,), reasons=(evil,), match=replace(ACT.match, reason=evil),
                      values={**ACT.values, "title": "a\u202eb"})  # fmt: skip
    root = begun(tmp_path / "record", hostile)
    for done in (run(root, typed="q\n"), run(root, "--list", "--all")):
        assert done.returncode == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)
