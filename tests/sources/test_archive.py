from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from talleyrand.errors import NotFound, RecordError, WriteError, WrongValue
from talleyrand.record.loading import load
from talleyrand.sources import archive
from talleyrand.sources.documents import Document, read

WORDS = b"<!doctype html><title>A truce</title><meta name=date content=2025-05-12><p>The duties fall by 115 points."
DIGEST = sha256(WORDS).hexdigest()
SOURCE = f"- source: s-truce\n  title: A truce\n  publisher: The Gazette\n  archived: {DIGEST}\n"


@pytest.fixture
def document() -> Document:
    return read(WORDS, address="https://example.org/truce")


def faults(root: Path) -> list[str]:
    return [f"{each.place.file}: {each.message}" for each in archive.verify(load(root))]


def test_what_is_kept_is_found_by_its_hash(tmp_path: Path, document: Document) -> None:
    kept = archive.keep(tmp_path, WORDS, document, fetched="2025-05-13", name="/elsewhere/truce.html")
    assert kept == archive.find(tmp_path, DIGEST)
    assert kept.original() == WORDS
    assert (kept.address, kept.publisher, kept.title, kept.date, kept.fetched, kept.name, kept.media, kept.encoding) == (
        "https://example.org/truce", "example.org", "A truce", "2025-05-12", "2025-05-13", "truce.html", "text/html", "utf-8",
    )  # fmt: skip
    assert sorted(each.name for each in (tmp_path / "_archive").iterdir()) == [f"{DIGEST}.html", f"{DIGEST}.json"]


def test_what_is_kept_twice_keeps_its_first_note(tmp_path: Path, document: Document) -> None:
    archive.keep(tmp_path, WORDS, document, fetched="2025-05-13")
    assert archive.keep(tmp_path, WORDS, document, fetched="2025-06-01").fetched == "2025-05-13"


def test_other_bytes_than_the_document_s_are_not_kept(tmp_path: Path, document: Document) -> None:
    with pytest.raises(WrongValue, match="its SHA-256 is another"):
        archive.keep(tmp_path, WORDS + b" ", document, fetched="2025-05-13")
    assert not (tmp_path / "_archive").exists()


def test_an_archive_that_cannot_be_written_is_told(tmp_path: Path, document: Document) -> None:
    with pytest.raises(WriteError, match="there is no folder"):
        archive.keep(tmp_path / "nowhere", WORDS, document, fetched="2025-05-13")
    (tmp_path / "_archive").write_bytes(b"")
    with pytest.raises(WriteError, match="the archive cannot be written"):
        archive.keep(tmp_path, WORDS, document, fetched="2025-05-13")


def test_an_archive_that_leads_elsewhere_is_not_written(tmp_path: Path, document: Document) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "_archive").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WriteError, match="is a link"):
        archive.keep(tmp_path, WORDS, document, fetched="2025-05-13")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_hash_that_the_archive_does_not_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no original of SHA-256 0000"):
        archive.find(tmp_path, "0" * 64)
    for wrong in ("../../etc/passwd", "A" * 64, ""):
        with pytest.raises(WrongValue, match="is no SHA-256"):
            archive.find(tmp_path, wrong)


def test_a_sound_archive_has_nothing_wrong(tmp_path: Path, document: Document) -> None:
    (tmp_path / "record.yaml").write_text(SOURCE)
    archive.keep(tmp_path, WORDS, document, fetched="2025-05-13")
    assert faults(tmp_path) == []


def test_a_source_whose_original_is_not_there_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "record.yaml").write_text(SOURCE)
    (problem,) = archive.verify(load(tmp_path))
    assert str(problem) == (
        f"record.yaml:4: s-truce is archived under {DIGEST[:12]}..., which the archive does not have [archive]"
    )


def test_a_changed_original_is_told_and_not_handed_out(tmp_path: Path, document: Document) -> None:
    kept = archive.keep(tmp_path, WORDS, document, fetched="2025-05-13")
    kept.path.write_bytes(WORDS.replace(b"115", b"110"))
    assert faults(tmp_path) == [
        f"_archive/{DIGEST}.html: this original has been changed: its SHA-256 is no longer its name"
    ]
    with pytest.raises(RecordError, match="is missing or has been changed"):
        kept.original()


def test_notes_and_originals_alone_and_strangers_are_told(tmp_path: Path, document: Document) -> None:
    kept = archive.keep(tmp_path, WORDS, document, fetched="2025-05-13")
    kept.path.with_suffix(".json").rename(tmp_path / "_archive" / ("0" * 64 + ".json"))
    (tmp_path / "_archive" / "note.txt").write_text("x")
    (tmp_path / "_archive" / ("1" * 64 + ".txt")).symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "_archive" / ("2" * 64 + ".md"))
    told = " | ".join(faults(tmp_path))
    for words in (
        "original that this note tells of is gone",
        "has no note",
        "no file of the archive",
        "cannot be read, or is no ordinary",
    ):
        assert words in told


def test_a_broken_note_is_told(tmp_path: Path, document: Document) -> None:
    kept = archive.keep(tmp_path, WORDS, document, fetched="2025-05-13")
    kept.path.with_suffix(".json").write_text("[" * 100_000)
    assert "this note cannot be read" in faults(tmp_path)[0]
    assert archive.find(tmp_path, DIGEST).address == ""
