"""`talleyrand plan` as a user runs it: what it finds, what it refuses in words, and what it writes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from talleyrand.bargaining.subjects import SUBJECTS, plan
from talleyrand.cli.running import run
from talleyrand.presentation.machine import as_data
from tests.bargaining.river import PLAN, RECORD, river

Said = tuple[int, str, str]
Say = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with one negotiation beside it, in which the commands are run."""
    (tmp_path / "_plans").mkdir()
    (tmp_path / "_plans" / "river.yaml").write_text(PLAN)
    (tmp_path / "record.yaml").write_text(RECORD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALLEYRAND_TODAY", "2026-06-01")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], folder: Path) -> Say:
    """What the program says to a command line: exit code, answer, words to the user."""
    assert folder

    def say(*words: str) -> Said:
        code = run(["plan", *words])
        heard = capsys.readouterr()
        return code, heard.out, heard.err

    return say


@pytest.mark.parametrize("name", [each.name for each in SUBJECTS])
def test_every_subject_says_in_the_shell_what_it_says_in_python(said: Say, name: str) -> None:
    code, text, told = said("--show", name, "--draws", "60", "--format", "json")
    assert (code, told) == (0, "")
    assert json.loads(text) == json.loads(json.dumps(as_data(plan(river(draws=60), name)), default=str))


def test_without_a_file_the_records_own_is_taken_and_of_several_none(said: Say, folder: Path) -> None:
    assert "The river between Arcadia and Boravia" in said("--show", "frontier")[1]
    assert said("--show", "frontier")[1] == said("river", "--show", "frontier")[1]
    assert said("--show", "frontier")[1] == said("_plans/river.yaml", "--show", "frontier")[1]
    (folder / "_plans" / "sea.yaml").write_text(PLAN)
    code, _, told = said("--show", "frontier")
    assert (code, told) == (
        2,
        "talleyrand: the record in this folder has several negotiations; name one: river, sea\n",
    ) or (code == 2 and "name one: river, sea" in told)
    assert "did you mean 'river'?" in said("rivr")[2]


def test_what_is_wrong_with_a_file_is_listed_as_check_does(said: Say, folder: Path) -> None:
    (folder / "_plans" / "river.yaml").write_text(PLAN.replace("today: third", "today: thrid"))
    code, text, told = said("--show", "robust")
    assert code == 1
    assert text.startswith("river.yaml:8: ")
    assert "did you mean 'third'?" in text
    assert text.endswith("1 fault, no notices\n")
    assert "nothing is worked out from it" in told
    assert said("--check")[:2] == (1, text)
    assert json.loads(said("--check", "--format", "json")[1])["faults"] == 1


def test_a_sound_file_is_said_to_be_so(said: Say) -> None:
    assert said("--check") == (0, "no faults, no notices\n", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--show", "ratfy"), "did you mean 'ratify'?"),
     (("--show", "tighter", "--side", "BO"), "did you mean 'BOR'?"),
     (("--show", "stability", "--situation", "nwo"), "did you mean 'now'?"),
     (("--show", "draft", "--package", "watr: half"), "did you mean 'water'?"),
     (("--show", "draft", "--package", "water: hlf"), "did you mean 'half'?"),
     (("--show", "draft", "--package", "water"), "'issue: option' is expected"),
     (("--show", "frontier", "--side", "ARC"), "it goes with --show tighter"),
     (("--show", "robust", "--draws", "3"), "no whole number from 20 to 20000"),
     (("--show", "robust", "--enough", "much"), "no number of points from 0 to 100"),
     (("nowhere.yaml",), "there is no file 'nowhere.yaml'"),
     (("--drws", "3"), "did you mean '--draws'?"),
     (("",), "has no name")],
)  # fmt: skip
def test_a_wrong_word_is_told_with_the_nearest_right_one(said: Say, words: tuple[str, ...], told: str) -> None:
    code, text, error = said(*words)
    assert (code, text) == (2, "")
    assert told in error
    assert error.count("\n") == 1


def test_a_record_without_a_negotiation_says_where_one_would_lie(said: Say, folder: Path) -> None:
    (folder / "_plans" / "river.yaml").unlink()
    code, _, told = said()
    assert code == 2
    assert "'_plans' holds no YAML file" in told


def test_the_roadmap_is_written_as_a_calendar(said: Say, folder: Path) -> None:
    code, text, _ = said("--ics", "river.ics")
    assert code == 0
    assert text.startswith("3 steps were written to river.ics")
    told = (folder / "river.ics").read_text()
    assert told.count("BEGIN:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20260610" in told
    assert said("--ics", "nowhere/river.ics")[0] == 2


def test_another_seed_starts_chance_elsewhere(said: Say) -> None:
    usual = said("--show", "robust", "--draws", "60", "--format", "csv")
    assert usual == said("--show", "robust", "--draws", "60", "--format", "csv", "--seed", "1")
    assert usual != said("--show", "robust", "--draws", "60", "--format", "csv", "--seed", "2")


def test_the_numbers_go_to_a_spreadsheet_and_come_back(said: Say, folder: Path) -> None:
    code, text, _ = said("--export-csv")
    assert code == 0
    (folder / "same.csv").write_text(text)
    assert said("--import-csv", "same.csv")[1] == PLAN
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["side"] for row in rows} == {"ARC", "BOR", "farmers"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04", "is a workbook"),
        ("kind\nZürich\n".encode("cp1252"), "line 2: this is not in UTF-8"),
        (b'kind\n"weight\n', "no CSV, line 2"),
    ],
)
def test_what_is_no_table_is_told_with_its_line(said: Say, folder: Path, data: bytes, words: str) -> None:
    (folder / "odd.csv").write_bytes(data)
    code, _, told = said("--import-csv", "odd.csv")
    assert code == 2
    assert words in told


def test_a_folder_of_another_program_becomes_a_negotiation_file(said: Say) -> None:
    code, _, told = said("--import", "nowhere")
    assert code == 2
    assert "nowhere" in told
