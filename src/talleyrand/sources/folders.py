"""Documents of a folder, of one file, or of standard input.

File     one document's name and where to read it
Listing  the documents of a folder, and what was passed over

Links are not followed, hidden files and `_archive` are passed over, and nothing is read that is no ordinary file.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from talleyrand.errors import NotFound, WrongValue, nearest
from talleyrand.record.folder import ARCHIVE
from talleyrand.record.problems import Place, Problem
from talleyrand.sources.documents import MOST_BYTES, SUFFIXES

RULE = "document"
MOST_FILES = 10_000


class File(NamedTuple):
    """One document: its name within the folder, parts joined by `/`, and where to read it."""

    name: str
    path: Path


class Listing(NamedTuple):
    """The documents of a folder in the order of their names, and what was passed over, as notices."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]


def documents(path: Path) -> Listing:
    """The documents that a path names: the file itself, or every one in the folder and the folders in it.

    Raises:
        NotFound: if there is nothing there; the message offers the nearest name.
        WrongValue: if it is neither file nor folder, may not be looked into, or holds too many.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise NotFound(f"there is no file or folder '{path}'{_beside(path)}") from error
    if stat.S_ISREG(mode):
        return Listing((File(path.name, path),), ())
    if not stat.S_ISDIR(mode):
        raise WrongValue(f"'{path}' is no ordinary file and no folder")
    files: list[File] = []
    problems: list[Problem] = []
    for name, found in _walk(path):
        if len(files) >= MOST_FILES:
            raise WrongValue(f"'{path}' holds more than {MOST_FILES:,} documents; name a folder within it")
        if Path(name).suffix.lower() not in SUFFIXES:
            _note(problems, name, f"passed over: documents end in {', '.join(sorted(SUFFIXES))}")
        elif found.is_symlink() or not found.is_file():
            _note(problems, name, "passed over: this is a link, or no ordinary file")
        else:
            files.append(File(name, found))
    return Listing(tuple(sorted(files)), tuple(sorted(problems)))


def _walk(top: Path) -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    waiting = [("", top)]
    while waiting:
        prefix, folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            raise WrongValue(f"the folder '{folder}' cannot be read ({(error.strerror or 'no').lower()})") from error
        for entry in entries:
            if entry.name.startswith(".") or entry.name == ARCHIVE:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((f"{prefix}{entry.name}/", Path(entry.path)))
            else:
                found.append((prefix + entry.name, Path(entry.path)))
    return found


def _note(problems: list[Problem], name: str, message: str) -> None:
    shown = name if name.isprintable() else ascii(name)
    problems.append(Problem(place=Place(shown), rule=RULE, message=message, notice=True))


def _beside(path: Path) -> str:
    try:
        return nearest(path.name, [each.name for each in path.parent.iterdir()])
    except OSError:
        return ""


def opened(path: Path) -> bytes:
    """The bytes of one document.

    Raises:
        NotFound: if there is no such file.
        WrongValue: if it is no ordinary file, may not be read, or is too large.
    """
    try:
        # A pipe that was put in the file's place since must not make us wait.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise NotFound(f"there is no file '{path}'{_beside(path)}") from error
    except OSError as error:
        raise WrongValue(f"'{path}' cannot be read ({(error.strerror or 'no').lower()})") from error
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise WrongValue(f"'{path}' is no ordinary file")
        return taken(stream, name=str(path))


def taken(stream: BinaryIO, *, name: str = "standard input") -> bytes:
    """All that a stream holds, if it is not more than a document may hold.

    Raises:
        WrongValue: if it is too large; no more than the limit is read.
    """
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(min(1024 * 1024, MOST_BYTES + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise WrongValue(
                f"'{name}' holds more than {MOST_BYTES // 1024**2} MB; cut it into documents that a person could read"
            )
    return b"".join(pieces)
