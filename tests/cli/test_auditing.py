"""The command that audits documents, as a shell calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reading.audited import PARTIES, TEXT

WRONG = "After talks in Marlow on Sunday and Monday, both sides spoke of a deal.\n"
RIGHT = "After talks in Marlow on Saturday and Sunday, both sides spoke of a deal.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "record"
    folder.mkdir()
    (folder / "record.yaml").write_text(PARTIES + TEXT, encoding="utf-8")
    return folder


def run(root: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "talleyrand", "audit", *words, "--record", str(root)], input=typed, text=True,
        check=False, capture_output=True, timeout=60, env={**os.environ, "TALLEYRAND_TODAY": "2026-07-01"},
    )  # fmt: skip


def written(tmp_path: Path, text: str, name: str = "essay.txt") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_contradicted_claim_is_told_and_gives_exit_code_1(root: Path, tmp_path: Path) -> None:
    done = run(root, written(tmp_path, WRONG))
    assert done.returncode == 1
    assert "contradicted" in done.stdout
    assert "marlow-talks" in done.stdout


def test_what_is_supported_gives_exit_code_0(root: Path, tmp_path: Path) -> None:
    done = run(root, written(tmp_path, RIGHT), "--published", "2025-06-01")
    assert done.returncode == 0
    assert "supported" in done.stdout


def test_a_dash_stands_for_standard_input(root: Path) -> None:
    assert run(root, "-", typed=WRONG).returncode == 1


def test_each_form_holds_the_finding(root: Path, tmp_path: Path) -> None:
    name = written(tmp_path, WRONG)
    assert json.loads(run(root, name, "--format", "json").stdout)[0]["counts"]["contradicted"] == 1
    assert "contradicted" in run(root, name, "--format", "csv").stdout
    assert "| contradicted |" in run(root, name, "--format", "md").stdout
    assert run(root, name, "--format", "html").stdout.startswith("<!doctype html>")


def test_several_files_are_audited_one_after_another(root: Path, tmp_path: Path) -> None:
    names = written(tmp_path, WRONG, "one.txt"), written(tmp_path, RIGHT, "two.txt")
    done = run(root, *names, "--format", "json")
    assert [each["counts"]["contradicted"] for each in json.loads(done.stdout)] == [1, 0]


def test_a_missing_file_is_one_clear_line(root: Path, tmp_path: Path) -> None:
    done = run(root, str(tmp_path / "none.txt"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "there is no file" in done.stderr


def test_an_unknown_form_names_those_there_are(root: Path, tmp_path: Path) -> None:
    assert "table, json, csv, md, html" in run(root, written(tmp_path, WRONG), "--format", "pdf").stderr


def test_all_shows_what_cannot_be_checked(root: Path, tmp_path: Path) -> None:
    name = written(tmp_path, "Norland should cut its duty to 5 percent.\n")
    assert "not checkable  Norland" in run(root, name, "--all").stdout
    assert "Nothing to show." in run(root, name).stdout
