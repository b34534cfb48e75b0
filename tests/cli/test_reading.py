"""The commands `read` and `archive`: what they say, what they leave in the record, and their exit codes."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from talleyrand.cli import reading
from talleyrand.cli.options import FAULTS, WELL, Answer
from talleyrand.errors import NotFound, RecordError, WrongValue
from talleyrand.record.folder import ARCHIVE, INBOX
from tests.conftest import PARTIES
from tests.reading.articles import RECORD

TEXT = "10 September 2026\n\nOn Monday Arcadia accused Borealia of hiding loans to its timber firms.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a record and a text, on 1 October 2026."""
    monkeypatch.setenv("TALLEYRAND_TODAY", "2026-10-01")
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "all.yaml").write_text(PARTIES + RECORD, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


Read = Callable[..., Answer]


@pytest.fixture
def read(folder: Path) -> Read:
    """The command, for that record."""

    def run(*sources: str, **options: object) -> Answer:
        given = {"published": "2026-09-10", "record": str(folder / "record"), **options}
        return reading.read([str(folder / each) if each.startswith("texts") else each for each in sources], **given)  # type: ignore[arg-type]

    return run


def test_a_file_is_read_and_told(read: Read) -> None:
    answer = read("texts/one.txt")
    assert answer.code == WELL
    assert "accused Borealia of hiding loans" in answer.text
    assert "1 proposal from 1 document" in answer.text


def test_parties_that_the_record_does_not_have_are_named_and_what_to_do_is_told(read: Read, folder: Path) -> None:
    text = "10 September 2026\n\nNorway condemned Finland on Monday. Finland expelled two diplomats of Norway.\n"
    (folder / "texts" / "one.txt").write_text(text, encoding="utf-8")
    told = " ".join(read("texts/one.txt").text.split())
    assert (
        "2 passages left out: a side in them is not in the record (Finland, Norway)" in told
        or "(Norway, Finland)" in told
    )
    assert "read it with --record" in told


def test_a_document_in_which_nothing_is_found_is_not_passed_over(read: Read, folder: Path) -> None:
    (folder / "texts" / "one.txt").write_text("The weather was fine.\n", encoding="utf-8")
    told = " ".join(read("texts/one.txt", published=None).text.split())
    assert "Nothing in it is a dated act" in told
    assert "with --published DAY" in told


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_every_form_shows_the_quote(read: Read, form: str) -> None:
    assert "hiding loans to its timber firms" in read("texts/one.txt", format=form).text


def test_json_is_whole(read: Read) -> None:
    data = json.loads(read("texts", format="json").text)
    assert data["documents"][0]["proposals"][0]["values"]["by"] == "ARC"


def test_a_bad_document_gets_one_line_and_the_rest_is_read(
    read: Read, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "texts" / "bad.pdf").write_bytes(b"\x1f\x8b nothing")
    (folder / "texts" / "empty.txt").write_bytes(b"")
    answer = read("texts")
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("talleyrand:")]
    assert answer.code == FAULTS
    assert len(told) == 2
    assert "1 proposal from 1 document" in answer.text


def test_standard_input_is_read(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    assert "1 proposal from 1 document" in read("-").text


@pytest.mark.parametrize(
    ("sources", "options", "message"),
    [
        (("https://example.org/a",), {}, "--fetch"),
        (("texts/one.txt",), {"reader": "mind"}, "is no reader"),
        (("texts/one.txt",), {"reader": "model"}, "--endpoint"),
        (("texts/one.txt",), {"published": "soon"}, "--published"),
        (("texts/nothing.txt",), {}, "there is no file or folder"),
        (("texts/one.txt",), {"tier": 8}, "tier 8"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    read: Read, sources: tuple[str, ...], options: dict[str, object], message: str
) -> None:
    with pytest.raises((WrongValue, NotFound), match=message):
        read(*sources, **options)


def test_nothing_is_written_unless_asked(read: Read, folder: Path) -> None:
    read("texts/one.txt")
    assert sorted(each.name for each in (folder / "record").iterdir()) == ["all.yaml"]


def test_keeping_fills_the_inbox_and_the_archive_once(read: Read, folder: Path) -> None:
    for _ in range(2):
        read("texts/one.txt", keep=True)
    assert len(list((folder / "record" / INBOX).glob("*.json"))) == 1
    assert len(list((folder / "record" / ARCHIVE).glob("*.txt"))) == 1
    assert (folder / "record" / "all.yaml").read_text(encoding="utf-8") == PARTIES + RECORD


def test_the_shipped_record_is_never_kept_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "texts")
    monkeypatch.delenv("TALLEYRAND_RECORD", raising=False)
    with pytest.raises(RecordError, match="make a copy"):
        reading.read(["one.txt"], keep=True)


def test_the_archive_is_verified(read: Read, folder: Path) -> None:
    read("texts/one.txt", keep=True)
    assert reading.archive("verify", record=str(folder / "record")).code == WELL
    (original,) = (folder / "record" / ARCHIVE).glob("*.txt")
    original.write_text("changed", encoding="utf-8")
    answer = reading.archive("verify", record=str(folder / "record"))
    assert answer.code == FAULTS
    assert "has been changed" in answer.text


def test_only_what_the_archive_can_do_is_done(folder: Path) -> None:
    with pytest.raises(NotFound, match="did you mean 'verify'"):
        reading.archive("verifi", record=str(folder / "record"))
