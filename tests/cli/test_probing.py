"""The command that tries a reader, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from talleyrand.reading.asked.probing import probes
from talleyrand.record.vocabulary import vocabulary
from tests.reading.conftest import Speaker, speaker

__all__ = ["speaker"]  # the server of the tests of reading

TERMS = vocabulary()["acts"]
GOLD = {each.text: [each.act, TERMS[each.act].definition] for each in probes()}
RUN = """
import sys
from talleyrand.cli import running
from talleyrand.cli.probing import reader
from talleyrand.cli.reading import read
running.COMMANDS += tuple(each for each in (reader, read) if each not in running.COMMANDS)
sys.exit(running.run(sys.argv[1:]))
"""


RECORD = """
- party: ARC
  name: Arcadia
  form: state
- party: BOR
  name: Borealia
  form: state
"""
LETTER = "On 5 May 2025 Arcadia warned Borealia that it would close the pass."
THREAT = {
    "entry": "act", "quote": LETTER, "date_quote": None, "modality": "done", "title": "Arcadia threatens to close a pass",
    "by": "ARC", "toward": ["BOR"], "kind": "threaten", "on": "2025-05-05", "issue": "security", "person": None,
}  # fmt: skip


def said(*words: str, key: str = "") -> tuple[int, str, str]:
    """What the program says to a command line: exit code, answer, words to the user."""
    environment = {**os.environ, "TALLEYRAND_TODAY": "2026-11-22", "COLUMNS": "120", "TALLEYRAND_KEY": key}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], capture_output=True, text=True, timeout=60, env=environment, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_a_model_that_goes_by_definitions_is_told_to_follow_them(speaker: Speaker) -> None:
    endpoint = speaker.plan({"choose": "definition", "gold": GOLD})
    options = ("--reader", "model", "--endpoint", endpoint, "--model", "m-1")
    code, text, told = said("reader", "check", *options, "--format", "json", key="sesame-77")
    assert (code, told) == (0, "")
    rows = {(row["probe"], row["share_of"]): row["share"] for row in json.loads(text)["rows"]}
    assert float(rows["definitions swapped", "follows definition"]) == 1
    assert "sesame" not in text
    assert len(speaker.asked(endpoint)) == 24


def test_the_table_says_what_it_found(speaker: Speaker) -> None:
    endpoint = speaker.plan({"choose": "label", "gold": GOLD})
    code, text, _ = said("reader", "check", "--reader", "model", "--endpoint", endpoint, "--model", "m-1")
    assert code == 0
    assert "How far the model 'm-1' follows the codebook" in text
    assert "goes by the names of codes" in " ".join(text.split())


def test_the_offline_reader_is_tried_without_a_network() -> None:
    code, text, _ = said("reader", "check")
    assert code == 0
    assert "no codebook to follow" in " ".join(text.split())


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["check", "--reader", "model"], "--endpoint: a model needs the address"),
        (["check", "--reader", "model", "--endpoint", "https://a.example/v1"], "--model: name the model"),
        (["check", "--reader", "modell"], "did you mean 'model'"),
        (["chekc"], "did you mean 'check'"),
        (["check", "--endpoint", "https://a.example/v1"], "add --reader model"),
        (["check", "--model", "m"], "add --reader model"),
        (["check", "--reader", "model", "--endpoint", "ftp://a", "--model", "m"], "is no address of a model"),
        (["check", "--reader", "model", "--endpoint", "http://127.0.0.1:9999/v1", "--model", "m"], "nothing listens"),
        (["check", "--seconds", "0"], "is no whole number from 1"),
        (["check", "--tier", "8"], "tier 8: expected one of"),
    ],
)
def test_wrong_use_is_one_clear_line(words: list[str], why: str) -> None:
    code, text, told = said("reader", *words)
    assert (code, text) == (2, "")
    assert told.count("\n") == 1
    assert why in told


def test_a_key_that_is_none_is_not_shown() -> None:
    options = ("--reader", "model", "--endpoint", "https://a.example/v1", "--model", "m")
    code, _, told = said("reader", "check", *options, key="sesame 77")
    assert code == 2
    assert "TALLEYRAND_KEY" in told
    assert "sesame" not in told


def test_a_document_is_read_by_the_model_that_the_options_name(speaker: Speaker, tmp_path: Path) -> None:
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "parties.yaml").write_text(RECORD, encoding="utf-8")
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    false = {**THREAT, "on": "2025-05-06"}
    endpoint = speaker.plan({"content": json.dumps({"found": [THREAT, false]})})
    options = ("--reader", "model", "--endpoint", endpoint, "--model", "m-1", "--no-cache")
    words = ("read", str(tmp_path / "letter.txt"), "--record", str(tmp_path / "record"), *options)
    code, text, _ = said(*words, "--format", "json", key="sesame-77")
    assert code == 0
    assert "arc-threaten-2025-05-05" in text
    assert "Refused: " in text
    assert "2025-05-06" in text.partition("Refused: ")[2]
    assert "sesame" not in text
    assert [each["headers"]["Authorization"] for each in speaker.asked(endpoint)] == ["Bearer sesame-77"] * 2
