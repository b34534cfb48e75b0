"""The archive beside a record: originals by their hash, each with a note of where it came from.

Kept  one original: where it lies, and what its note says

An original is `_archive/<SHA-256>.<ending>` in the record's folder, its note `_archive/<SHA-256>.json`. Files are
put there whole or not at all, and never changed; `verify` finds out whether that is still so.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from talleyrand.errors import NotFound, RecordError, WriteError, WrongValue
from talleyrand.record.entries import Source
from talleyrand.record.folder import ARCHIVE
from talleyrand.record.problems import Place, Problem
from talleyrand.record.record import Record
from talleyrand.sources.documents import HTML, MAIL, MARKDOWN, MOST_BYTES, PDF, TEXT, WORD, Document

RULE = "archive"
ENDINGS = {TEXT: "txt", MARKDOWN: "md", HTML: "html", PDF: "pdf", WORD: "docx", MAIL: "eml"}
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FIELDS = ("address", "publisher", "title", "date", "language", "media", "encoding", "fetched", "name")
_MOST_NOTE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One original in the archive.

    Attributes:
        digest: SHA-256 of its bytes.
        path: where it lies.
        address: where it came from; empty if from a file.
        date: its own day, as written.
        encoding: the codec by which its bytes become characters; empty for PDF and Word.
        fetched: when it was fetched or taken in, as written.
        name: of the file that it was.
    """

    digest: str
    path: Path
    address: str = ""
    publisher: str = ""
    title: str = ""
    date: str = ""
    language: str = ""
    media: str = ""
    encoding: str = ""
    fetched: str = ""
    name: str = ""

    def original(self) -> bytes:
        """Its bytes.

        Raises:
            RecordError: if they cannot be read, or are no longer those that were kept.
        """
        data = _bytes(self.path)
        if data is None or sha256(data).hexdigest() != self.digest:
            raise RecordError(f"'{ARCHIVE}/{self.path.name}' is missing or has been changed: its SHA-256 is another")
        return data


def keep(root: Path, data: bytes, document: Document, *, fetched: str, name: str = "") -> Kept:
    """Put a document's original into the archive of a record; one that is there already stays as it is.

    Args:
        root: the record's folder.
        data: the bytes that the document was read from.
        fetched: when it was fetched or taken in, as `2025-05-13T08:00+02:00` or a day.

    Raises:
        WrongValue: if the bytes are not the document's.
        WriteError: if the archive cannot be written; nothing is half written.
    """
    if sha256(data).hexdigest() != document.digest:
        raise WrongValue("these are not the bytes that the document was read from: its SHA-256 is another")
    if not root.is_dir():
        raise WriteError(f"there is no folder '{root}' to keep an archive in")
    folder = root / ARCHIVE
    path = folder / f"{document.digest}.{ENDINGS[document.media]}"
    note = {"address": document.address, "publisher": document.publisher, "title": document.title,
            "date": str(document.date or ""), "language": document.language, "media": document.media,
            "encoding": document.encoding, "fetched": fetched, "name": Path(name).name}  # fmt: skip
    try:
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            raise WriteError(f"'{folder}' is a link; an archive lies in the record's own folder")
        if _bytes(path) != data:
            _put(path, data)
        beside = path.with_suffix(".json")
        if not beside.exists():
            _put(
                beside,
                (json.dumps(note, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace"),
            )
    except OSError as error:
        raise WriteError(
            f"the archive cannot be written ({(error.strerror or type(error).__name__).lower()})"
        ) from error
    return find(root, document.digest)


def _put(path: Path, data: bytes) -> None:
    """Put a file in its place in one step."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o644)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(handle)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def find(root: Path, digest: str) -> Kept:
    """The original of that SHA-256 in the archive of a record.

    Raises:
        WrongValue: if it is no SHA-256.
        NotFound: if the archive has none.
    """
    if not _DIGEST.fullmatch(digest):
        raise WrongValue(f"'{digest[:80]}' is no SHA-256: it has 64 digits from 0 to 9 and a to f")
    folder = root / ARCHIVE
    for ending in ENDINGS.values():
        path = folder / f"{digest}.{ending}"
        if path.is_file() and not path.is_symlink():
            return Kept(digest=digest, path=path, **_note(path.with_suffix(".json")))
    raise NotFound(f"the archive has no original of SHA-256 {digest}")


def _note(path: Path) -> dict[str, str]:
    """What a note says; nothing of one that is missing or broken."""
    said: object = None
    try:
        data = _bytes(path)
        said = json.loads(data) if data and len(data) <= _MOST_NOTE else None
    except (ValueError, RecursionError):
        pass
    return {name: str(said.get(name) or "") for name in _FIELDS} if isinstance(said, Mapping) else {}


def _bytes(path: Path) -> bytes | None:
    """An ordinary file's bytes, one more than allowed if there are too many; nothing if they cannot be had."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as stream:
            return stream.read(MOST_BYTES + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
    except OSError:
        return None


def verify(record: Record) -> tuple[Problem, ...]:
    """What is wrong with the archive of a record: originals missing or changed, notes or originals alone.

    A record made in memory has no archive, and nothing wrong with it.
    """
    if record.root is None:
        return ()
    folder = record.root / ARCHIVE
    names = sorted(entry.name for entry in os.scandir(folder)) if folder.is_dir() and not folder.is_symlink() else []
    held = {name[:64] for name in names if _is_original(name)}
    found = [problem for name in names for problem in _file_problems(folder / name, held, set(names))]
    return tuple(sorted([*found, *_missing(record, held)]))


def _is_original(name: str) -> bool:
    return bool(_DIGEST.fullmatch(name[:64])) and name[64:] in {f".{ending}" for ending in ENDINGS.values()}


def _file_problems(path: Path, held: set[str], names: set[str]) -> Iterator[Problem]:
    name = path.name
    if _is_original(name):
        data = _bytes(path)
        if data is None:
            yield _fault(name, "this original cannot be read, or is no ordinary file")
        elif sha256(data).hexdigest() != name[:64]:
            yield _fault(name, "this original has been changed: its SHA-256 is no longer its name")
        if f"{name[:64]}.json" not in names:
            yield _fault(name, "this original has no note of where it came from", notice=True)
    elif _DIGEST.fullmatch(name[:64]) and name[64:] == ".json":
        if name[:64] not in held:
            yield _fault(name, "the original that this note tells of is gone")
        elif not _note(path):
            yield _fault(
                name, "this note cannot be read; what it should say is the original's address, publisher and day"
            )
    else:
        shown = name if name.isprintable() else ascii(name)
        yield _fault(shown, "this is no file of the archive, whose names are hashes", notice=True)


def _missing(record: Record, held: set[str]) -> Iterator[Problem]:
    for source in record.of(Source):
        if source.archived and _DIGEST.fullmatch(source.archived) and source.archived not in held:
            message = f"{source.id} is archived under {source.archived[:12]}..., which the archive does not have"
            place = record.place(source.id, ("archived",))
            yield Problem(place=place, rule=RULE, message=message, entry=source.id)


def _fault(name: str, message: str, *, notice: bool = False) -> Problem:
    return Problem(place=Place(f"{ARCHIVE}/{name}"), rule=RULE, message=message, notice=notice)
