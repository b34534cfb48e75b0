"""Puts whole files in their places, one writer of a folder at a time: no failure leaves half of one.

Whoever is killed, or runs out of disk, at whatever moment, leaves the old file or the new one.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from talleyrand.errors import WriteError

LOCK = ".talleyrand.lock"
PART = ".talleyrand.part"
PATIENCE = 10.0


@contextlib.contextmanager
def told(what: str) -> Iterator[None]:
    """Turn a failure of the system into words.

    Raises:
        WriteError: in its place.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            reason = "no space is left for it"
        else:
            reason = (error.strerror or type(error).__name__).lower()
        raise WriteError(f"{what} cannot be written ({reason}); it is as it was") from error


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock: one writer at a time, among threads as among processes.

    Raises:
        WriteError: if somebody else holds it too long, or the folder cannot be written.
    """
    with told(f"the record in '{folder}'"):
        handle = lock(folder / LOCK)
    try:
        yield
    finally:
        os.close(handle)


def lock(path: Path) -> int:
    """The handle of a lock file that is ours until the handle is closed.

    Raises:
        WriteError: if it is no ordinary file, or another keeps it for longer than our patience.
        OSError: if it cannot be opened.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise WriteError(f"'{path}' is no ordinary file; delete it")
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(handle, path):
                os.ftruncate(handle, 0)
                os.write(handle, str(os.getpid()).encode())
                return handle
        except BlockingIOError:
            if time.monotonic() > deadline:
                _give_up(handle)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # somebody has it, or has put another file in its place
        time.sleep(0.01)


def _is_at(handle: int, path: Path) -> bool:
    """Whether an open file is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _give_up(handle: int) -> None:
    found = os.pread(handle, 20, 0).decode("ascii", "replace")
    os.close(handle)
    who = f"process {found}" if found.isdigit() else "another program"
    raise WriteError(f"{who} is editing this record; try again when it is done")


def put(contents: Mapping[Path, bytes]) -> None:
    """Put files in the place of others, or of none, each in one step that no failure can cut in half.

    All of them are on disk before the first is put in its place; then they follow in the order given. If one cannot
    be put, those before it are put back. Only who is killed between two steps leaves the first without the rest.
    """
    for folder in {path.parent for path in contents}:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f".*{PART}"):  # by a process that was killed: nobody else holds the lock
            left.unlink(missing_ok=True)
    parts: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            parts[path] = path.parent / f".{os.getpid()}-{os.urandom(4).hex()}{PART}"
            _write(parts[path], data, like=path)
        _take_their_places(parts)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    for folder in {path.parent for path in contents}:
        _settle(folder)


def _write(part: Path, data: bytes, *, like: Path) -> None:
    old = like.stat() if like.exists() else None
    if old and not os.access(like, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is write-protected")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        if old:
            _like(handle, old)
        stream.flush()
        os.fsync(handle)


def _take_their_places(parts: Mapping[Path, Path]) -> None:
    replaced: list[tuple[Path, bytes | None]] = []
    try:
        for path, part in parts.items():
            before = path.read_bytes() if len(parts) > 1 and path.exists() else None
            part.replace(path)
            replaced.append((path, before))
    except OSError:
        for path, before in reversed(replaced):
            if before is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(before)
        raise


def _like(handle: int, old: os.stat_result) -> None:
    """Give a new file the owner and the permissions of the old."""
    with contextlib.suppress(PermissionError):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _settle(folder: Path) -> None:
    """Have the folder's new entry on disk too; where that cannot be asked for, the file is written all the same."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
