"""Documents made to do harm: each is read or refused with a clear message in bounded time, and nothing of it runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from functools import cache
from hashlib import sha256
from pathlib import Path
from textwrap import dedent

import pytest

from talleyrand.cli.running import COMMANDS
from talleyrand.errors import WrongValue
from talleyrand.reading.deeds.roles import deeds
from talleyrand.reading.language.amounts import amounts
from talleyrand.reading.language.modality import modality
from talleyrand.reading.language.references import references
from talleyrand.reading.language.sentences import sentences
from talleyrand.reading.language.times import dates
from talleyrand.reading.parties.actors import Actors
from talleyrand.reading.proof.bearing import misplaced
from talleyrand.reading.proof.quotes import find, normal
from talleyrand.reading.rules.offline import Reader
from talleyrand.record.dates import moment
from talleyrand.record.writing import written
from talleyrand.sources.documents import Document, read
from tests.conftest import PARTIES, record_from
from tests.sources import poisoned
from tests.sources.poisoned import FAIR, Poisoned

SECONDS = 10.0  # for any document, of processor time on a slow machine; nearly all take less than one
MOST = 3  # sentences of each that every module reads, the longest: one sentence is what is bounded
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # a terminal would show what follows the wrong way round
ISSUES = "".join(
    f"- issue: {name}\n  name: {name}\n  meaning: All of it.\n"
    for name in ("trade/tariffs", "security", "relationship")
)
EACH = pytest.mark.parametrize("each", poisoned.CORPUS, ids=[ascii(each.name)[1:-1] for each in poisoned.CORPUS])


@cache
def document_of(each: Poisoned) -> Document:
    return read(each.made(), name=each.name)


def test_there_are_at_least_60_of_them() -> None:
    assert len({each.name for each in poisoned.CORPUS}) == len(poisoned.CORPUS) >= 60


@EACH
def test_it_is_read_or_refused_in_time_and_says_why(each: Poisoned) -> None:
    data = each.made()
    began = time.process_time()
    if each.refused:
        with pytest.raises(WrongValue, match=each.refused) as caught:
            read(data, name=each.name)
        said = str(caught.value)
        assert len(said) < 400
        assert "Traceback" not in said
    else:
        document = read(data, name=each.name)
        assert document.digest == sha256(data).hexdigest()
        assert not each.unseen or each.unseen not in document.text
    assert time.process_time() - began < SECONDS


@EACH
def test_each_module_reads_it_in_time(each: Poisoned) -> None:
    if each.refused:
        return
    document = document_of(each)
    record = record_from("")
    began = time.process_time()
    actors = Actors(record)
    written = document.date.first if document.date else None
    whole = normal(document.text[: 5 * poisoned.MEGABYTE])
    for sentence in sorted(sentences(document.text), key=lambda sentence: -len(sentence.text))[:MOST]:
        mentions = actors.mentions(sentence.text, written)
        dates(sentence.text, written)
        amounts(sentence.text)
        references(sentence.text)
        for deed in deeds(sentence.text, mentions)[:50]:
            modality(sentence.text, deed.clause, deed.verb)
    find("no such words stand here", whole)
    assert time.process_time() - began < SECONDS


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(record_from(ISSUES), known=moment("2032-01-01"))


@EACH
def test_what_is_proposed_of_it_stands_in_it(each: Poisoned, reader: Reader) -> None:
    if each.refused:
        return
    document = document_of(each)
    began = time.process_time()
    for found in reader.read(document).proposals:
        assert misplaced(found.quote, document.text, found.start) == ""
        assert not each.unseen or each.unseen not in found.quote
        assert CONTROLS.search(written({found.kind: "x", **found.values}) if not found.into else "") is None
    assert time.process_time() - began < SECONDS


def test_letters_that_only_look_alike_name_nobody() -> None:
    document = document_of(next(each for each in poisoned.CORPUS if each.name == "homoglyph.txt"))
    said = sentences(document.text)[-1]
    assert [each.party for each in Actors(record_from("")).mentions(said.text, None) if each.party] == []


def test_a_fair_sentence_beside_the_poison_is_still_read() -> None:
    for each in (*poisoned.TOLD, *poisoned.HIDDEN):
        text = document_of(each).text
        assert find(FAIR, text) is not None, each.name


# --- through the door ----------------------------------------------------------------------------

needs_command = pytest.mark.skipif(
    "read" not in {command.__name__ for command in COMMANDS}, reason="the command is not offered yet"
)


def talleyrand(*words: str, within: Path) -> subprocess.CompletedProcess[bytes]:
    """The program, run as its user would, in a folder of its own and on a terminal of 100 columns."""
    environment = {**os.environ, "COLUMNS": "100", "HOME": str(within)}
    command = [sys.executable, "-m", "talleyrand", *words]
    return subprocess.run(command, cwd=within, env=environment, capture_output=True, timeout=240, check=False)


def held(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of what it holds."""
    files = sorted(each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return {str(each.relative_to(folder)): sha256(each.read_bytes()).hexdigest() for each in files}


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """A folder that holds a record and, beside it, one for papers."""
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "talleyrand.yaml").write_text(dedent(PARTIES) + ISSUES)
    (tmp_path / "papers").mkdir()
    return tmp_path


@needs_command
def test_the_whole_corpus_goes_through_the_door_and_nothing_enters_the_record(ground: Path) -> None:
    poisoned.written(ground / "papers")
    before, papers = held(ground / "record"), held(ground / "papers")
    done = talleyrand("read", "papers", "--record", "record", "--known", "2032-01-01", "--keep", within=ground)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 1, said[-2000:]  # some could not be read
    assert "Traceback" not in said
    assert CONTROLS.search(said) is None
    assert TURNING.search(said) is None
    assert "Arcadia lowered its duty" in said
    for each in poisoned.CORPUS:
        if each.refused and each.name.isprintable():
            assert each.name in done.stderr.decode(), each.name
    after = held(ground / "record")
    assert {name: digest for name, digest in after.items() if not name.startswith("_")} == before
    assert held(ground / "papers") == papers
    assert not list(ground.rglob(f"*{poisoned.CANARY}*"))
    assert {each.name for each in ground.iterdir()} <= {"record", "papers", ".cache"}


@needs_command
@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_what_is_printed_of_a_document_holds_no_control_characters(ground: Path, format: str) -> None:
    names = ("escapes.txt", "overwrite.txt", "bidi.txt", "red\x1b[31m\x07.txt", "formula.txt", "tagged.txt")
    papers = [f"papers/{name}" for name in names]
    for each in poisoned.CORPUS:
        if each.name in names:
            (ground / "papers" / each.name).write_bytes(each.made())
    done = talleyrand("read", *papers, "--record", "record", "--known", "2032-01-01", "--format", format, within=ground)
    assert CONTROLS.search((done.stdout + done.stderr).decode().replace("\r\n", "\n")) is None
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
