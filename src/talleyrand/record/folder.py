"""Finds and reads the files of a record, and remembers what was made of them in the user's own cache.

File     one YAML file of a record: its name in the record's folder, and where it is read from
Listing  the files of a folder, and what is wrong with those left out
Text     the bytes of one file, or what kept it from being read

Nothing here follows a link out of the folder, opens what is no ordinary file, or reads more than a file may
hold. The cache is never inside a record, so that a stranger's record cannot bring one along; whatever is
wrong with it is a miss, never an error.
"""

from __future__ import annotations

import os
import re
import stat
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from talleyrand.errors import RecordError, nearest
from talleyrand.record.problems import Place, Problem
from talleyrand.record.syntax import MAX_BYTES, TOO_LARGE

RULE = "file"
SUFFIXES = (".yaml", ".yml")
ARCHIVE = "_archive"
INBOX = "_inbox"
PLANS = "_plans"
APART = (ARCHIVE, INBOX, PLANS)  # beside the record, and no part of it


class File(NamedTuple):
    """One YAML file of a record.

    Attributes:
        name: path within the record's folder, parts joined by `/`.
        path: where to read it; of a link, what it leads to.
    """

    name: str
    path: Path


class Listing(NamedTuple):
    """The files of a record in the order of their names, and the faults of those left out."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]


class Text(NamedTuple):
    """What a file holds; if there is a fault, nothing."""

    data: bytes
    fault: Problem | None


def files(root: Path) -> Listing:
    """The YAML files in a folder and the folders in it; hidden ones and those kept apart are passed over.

    Raises:
        RecordError: if there is no such folder, or it may not be looked into.
    """
    top = _folder(root)
    found: list[File] = []
    links: list[File] = []
    problems: list[Problem] = []
    for name, entry in _walk(top, problems):
        if not name.isprintable():
            _note(problems, ascii(name), "a file's name holds invisible characters; rename it")
        elif entry.is_symlink():
            _follow(name, Path(entry.path), top, links, problems)
        elif entry.is_file():
            found.append(File(name, Path(entry.path)))
        else:
            _note(problems, name, "this is no ordinary file; a record holds only files and folders")
    links.sort(reverse=True)  # of several names for one file the first is kept, so that no entry stands twice
    once = {link.path: link for link in links} | {file.path: file for file in found}
    return Listing(tuple(sorted(once.values())), tuple(sorted(problems)))


def read(path: Path, name: str) -> Text:
    """The bytes of a file that `files` has found, or why they cannot be had."""
    try:
        data = _bytes(path)
    except FileNotFoundError:
        return Text(b"", _fault(name, "the file is gone"))
    except OSError as error:
        return Text(b"", _fault(name, f"the file cannot be read ({_reason(error)})"))
    if data is None:
        return Text(b"", _fault(name, "this is no ordinary file; a record holds only files and folders"))
    if len(data) > MAX_BYTES:
        return Text(b"", _fault(name, TOO_LARGE))
    return Text(data, None)


def _bytes(path: Path) -> bytes | None:
    """A file's bytes, one more than allowed if there are too many; nothing if it is not an ordinary file."""
    # A pipe that was put in the file's place since must not make us wait, nor a link lead us away.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        return stream.read(MAX_BYTES + 1)


def _folder(root: Path) -> Path:
    """The folder itself, links resolved."""
    if root.is_dir():
        return root.resolve()
    if root.exists():
        raise RecordError(f"'{root}' is a file; a record is a folder of files")
    try:
        beside = [entry.name for entry in os.scandir(root.parent) if entry.is_dir()]
    except OSError:
        beside = []
    raise RecordError(f"there is no folder '{root}'{nearest(root.name, beside)}")


def _walk(top: Path, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Whatever is named like a YAML file, however deep, and every link to a folder; folders are entered."""
    waiting = [("", str(top))]
    while waiting:
        prefix, folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            if not prefix:
                raise RecordError(f"the folder '{top}' cannot be read ({_reason(error)})") from error
            _note(problems, prefix.rstrip("/"), f"this folder cannot be read ({_reason(error)})")
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name in APART:
                continue
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append((name + "/", entry.path))
            elif entry.name.lower().endswith(SUFFIXES) or (entry.is_symlink() and _leads_to_folder(entry)):
                yield name, entry


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a ring of links
        return False


def _follow(name: str, link: Path, top: Path, links: list[File], problems: list[Problem]) -> None:
    """Note what a link leads to; a folder inside the record is read in its own place and not again here."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # a ring of links
        _note(problems, name, "this link leads nowhere; delete it")
        return
    if not target.is_relative_to(top):
        _note(problems, name, "this link leads out of the record; put the file itself here")
    elif target.is_file():
        links.append(File(name, target))
    elif not target.is_dir():
        _note(problems, name, "this link leads to no ordinary file; delete it")


def _fault(name: str, message: str) -> Problem:
    return Problem(place=Place(name), rule=RULE, message=message)


def _note(problems: list[Problem], name: str, message: str) -> None:
    problems.append(_fault(name, message))


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


CACHE_BYTES = 512 * 1024 * 1024
CACHE_FILES = 4_000
DAY = 24 * 60 * 60
_OURS = re.compile(r"[0-9a-f]{64}\.page|\.[0-9a-f]{64}\.[0-9]+\.part")


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What a file of the cache holds: the key it was kept under, a checksum, and the value."""

    key: bytes
    checksum: int
    value: bytes


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Kept)


def recall(key: bytes) -> bytes | None:
    """What was kept under a key of 32 bytes, or nothing."""
    try:
        folder = _cache()
        return _recalled(folder / f"{key.hex()}.page", key) if folder else None
    except (OSError, msgspec.MsgspecError):
        return None


def _recalled(path: Path, key: bytes) -> bytes | None:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            return None
        kept = _DECODER.decode(stream.read())
    if kept.key != key or kept.checksum != zlib.crc32(kept.value):
        return None
    if time.time() - status.st_mtime > DAY:
        os.utime(path)  # what is still in use is thrown away last
    return kept.value


def keep(key: bytes, value: bytes) -> None:
    """Keep a value under a key of 32 bytes, if there is a cache and it takes it."""
    try:
        folder = _cache()
        if folder:
            _put(folder, key, _ENCODER.encode(_Kept(key, zlib.crc32(value), value)))
            if key[0] < 8:  # one time in thirty-two is often enough
                _prune(folder)
    except OSError:
        pass


def _put(folder: Path, key: bytes, content: bytes) -> None:
    part = folder / f".{key.hex()}.{os.getpid()}.part"
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        part.replace(folder / f"{key.hex()}.page")
    finally:
        part.unlink(missing_ok=True)


def _cache() -> Path | None:
    """The folder of the cache, made if need be; nothing if it is switched off or others could write in it."""
    folder = _cache_named()
    if folder is None or not folder.is_absolute() or not hasattr(os, "geteuid"):
        return None
    if not os.path.lexists(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    own = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    return folder if own and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) else None


def _cache_named() -> Path | None:
    """Where the cache is to be, by TALLEYRAND_CACHE (a path, or `off`), XDG_CACHE_HOME or the home folder."""
    named = os.environ.get("TALLEYRAND_CACHE", "")
    if named:
        return None if named.lower() in ("off", "no", "0") else Path(named)
    above = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if above.is_absolute():
        return above / "talleyrand"
    try:
        return Path.home() / ".cache" / "talleyrand"
    except RuntimeError:  # nobody's home
        return None


def _prune(folder: Path, *, most_bytes: int = CACHE_BYTES, most_files: int = CACHE_FILES) -> None:
    """Delete what was used longest ago, until what is left is within the limits; nothing that is not ours."""
    ours = [
        (entry.stat(follow_symlinks=False), entry.path) for entry in os.scandir(folder) if _OURS.fullmatch(entry.name)
    ]
    ours.sort(key=lambda each: each[0].st_mtime, reverse=True)
    size = 0
    for number, (status, path) in enumerate(ours):
        size += status.st_size
        if size > most_bytes or number >= most_files:
            Path(path).unlink(missing_ok=True)
