"""Writes to a record, one entry at a time, and nothing but its lines: the only writes there are.

Validate  a caller's test of the record as it would be; it raises `Refused`, and then nothing is written

An edit holds the record's lock, reads the file again, compares the entry's lines with those its editor saw,
has the whole record validated, and only then puts the new file in the old one's place in one step. Whoever is
killed, or runs out of disk, at whatever moment, leaves the old file or the new one.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from talleyrand.errors import Conflict, NotFound, Refused, WriteError, WrongValue, nearest
from talleyrand.record import folder
from talleyrand.record.problems import Problem
from talleyrand.record.syntax import BLANK, Item, Parsed, parse

Validate = Callable[[Mapping[str, bytes]], None]

LOCK = ".talleyrand.lock"
PART = ".talleyrand.part"
PATIENCE = 10.0
NEW = "the new text"


def slice_of(text: str, item: Item) -> str:
    """The lines of a file's text that are an entry's own, with LF line ends, the last one's included."""
    lines = _lines(text)
    return "".join(_unended(line) + "\n" for line in lines[item.start : item.end])


def digest(lines: str) -> str:
    """The SHA-256 of an entry's text, by which an edit finds out whether it is still the text that was read."""
    return sha256(lines.encode("utf-8", "backslashreplace")).hexdigest()


def as_written(root: Path, file: str, entry_id: str) -> str:
    """An entry's text as it stands in a file of a record.

    Raises:
        NotFound: if the file has no such entry.
    """
    data = _present(_path(root, file), file)
    parsed = parse(data, file)
    return slice_of(_decoded(data), parsed.items[_position(parsed, file, entry_id, _decoded(data), "")])


def replace(
    root: Path,
    file: str,
    entry_id: str,
    new_text: str,
    expected_digest: str,
    validate: Validate,
    *,
    read_text: str = "",
) -> None:
    """Put a new text in the place of an entry.

    Args:
        file: name of the file in the record's folder.
        new_text: the entry as it is to be, under the same id.
        expected_digest: digest of the entry's text when it was read.
        read_text: that text, where the caller still has it, for a `Conflict` to show.

    Raises:
        Conflict: if the entry is no longer as it was read.
        NotFound: if the entry is no longer in the file.
        Refused: if the new text is not one sound entry, or `validate` refuses.
        WriteError: if the file cannot be written; it is then as it was.
    """
    new, own = _one_entry(new_text)
    if new.id != entry_id:
        raise Refused(f"the new text is for '{new.id}', not for '{entry_id}'; an edit keeps the id")

    def change(data: bytes) -> bytes:
        text, before = _decoded(data), parse(data, file)
        position = _position(before, file, entry_id, text, expected_digest)
        item = before.items[position]
        _refuse_if_changed(slice_of(text, item), entry_id, expected_digest, read_text)
        lines = _lines(text)
        like = lines[item.start] if lines[item.start].endswith("\n") else lines[0]
        lines[item.start : item.end] = _ended(own, like=like)
        items = [*before.items[:position], new, *before.items[position + 1 :]]
        return _sound(_joined(lines, like=text), file, before, items)

    _edit(root, file, change, validate)


def add(root: Path, file: str, new_text: str, validate: Validate) -> None:
    """Add an entry at the end of a file, which is made if there is none of that name.

    Raises:
        Refused: if the new text is not one sound entry, or `validate` refuses.
        WriteError: if the file cannot be written; it is then as it was.
    """
    new, own = _one_entry(new_text)

    def change(data: bytes) -> bytes:
        text, before = _decoded(data), parse(data, file)
        lines = _lines(text)
        like = lines[0] if lines else "\n"
        if lines and not lines[-1].endswith("\n"):
            lines[-1:] = _ended(lines[-1:], like=like)
        gap = ["\n"] if lines and lines[-1].strip(BLANK) else []
        lines += _ended([*gap, *own], like=like)
        return _sound(_joined(lines, like=text), file, before, [*before.items, new])

    _edit(root, file, change, validate)


def remove(
    root: Path, file: str, entry_id: str, expected_digest: str, validate: Validate, *, read_text: str = ""
) -> None:
    """Take an entry out of a file, with the blank lines that set it off; remarks at the margin stay.

    Raises:
        Conflict: if the entry is no longer as it was read.
        NotFound: if the entry is no longer in the file.
        Refused: if `validate` refuses.
        WriteError: if the file cannot be written; it is then as it was.
    """

    def change(data: bytes) -> bytes:
        text, before = _decoded(data), parse(data, file)
        position = _position(before, file, entry_id, text, expected_digest)
        item = before.items[position]
        _refuse_if_changed(slice_of(text, item), entry_id, expected_digest, read_text)
        lines = _lines(text)
        start, end = _with_blank_lines(lines, item, before.items[position - 1].end if position else 0)
        del lines[start:end]
        items = [*before.items[:position], *before.items[position + 1 :]]
        return _sound(_joined(lines, like=text), file, before, items)

    _edit(root, file, change, validate)


def _one_entry(new_text: str) -> tuple[Item, list[str]]:
    """The entry that a text is, and its lines."""
    lines = _ended(_lines(new_text), like="\n")
    written = [number for number, line in enumerate(lines) if line.strip(BLANK)]
    lines = lines[written[0] : written[-1] + 1] if written else []
    parsed = parse("".join(lines).encode("utf-8", "surrogatepass"), NEW)
    if parsed.problems:
        raise Refused(f"{NEW} has faults: {parsed.problems[0]}", parsed.problems)
    if len(parsed.items) != 1:
        raise Refused(f"{NEW} holds {len(parsed.items)} entries; an edit is of exactly one")
    item = parsed.items[0]
    if (item.start, item.end) != (0, len(lines)):
        raise Refused(f"{NEW} holds remarks at the margin, which are no part of an entry; indent or delete them")
    return item, lines


def _position(parsed: Parsed, file: str, entry_id: str, text: str, expected_digest: str) -> int:
    """Which of a file's entries is meant; of two with one id, the one that is as expected."""
    same = [position for position, item in enumerate(parsed.items) if item.id == entry_id]
    if not same:
        near = nearest(entry_id, [item.id for item in parsed.items])
        raise NotFound(f"there is no entry '{entry_id}' in '{file}'{near}")
    as_expected = [each for each in same if digest(slice_of(text, parsed.items[each])) == expected_digest]
    return (as_expected or same)[0]


def _refuse_if_changed(found: str, entry_id: str, expected_digest: str, read_text: str) -> None:
    if digest(found) != expected_digest:
        message = f"'{entry_id}' was changed by somebody else since it was read; nothing was written"
        raise Conflict(message, expected=read_text, found=found)


def _sound(data: bytes, file: str, before: Parsed, items: list[Item]) -> bytes:
    """The new file's bytes, once it is certain that they say just what is meant and nothing else."""
    after = parse(data, file)
    known = {_unnumbered(problem) for problem in before.problems}
    faults = tuple(problem for problem in after.problems if _unnumbered(problem) not in known)
    if faults:
        raise Refused(f"the edit would break the file: {faults[0]}", faults)
    if [(each.kind, each.value) for each in after.items] != [(each.kind, each.value) for each in items]:
        if before.problems:
            raise Refused(f"put right first what is wrong with the file: {before.problems[0]}", before.problems)
        raise Refused(_KEEPS)
    return data


_KEEPS = (
    "the edit would change another entry, or read otherwise in its place: an entry that ends in a text block"
    " marked '+' takes the blank lines below as its own; write '|' instead of '|+'"
)


def _unnumbered(problem: Problem) -> tuple[str, str]:
    """A fault without the numbers of lines, which an edit above it moves."""
    return problem.rule, re.sub(r"\d+", "", problem.message)


def _with_blank_lines(lines: list[str], item: Item, floor: int) -> tuple[int, int]:
    """An entry's lines and the blank ones below it; below the last entry of a file, those above it."""
    start, end = item.start, item.end
    while end < len(lines) and not lines[end].strip(BLANK):
        end += 1
    if end == len(lines):
        while start > floor and not lines[start - 1].strip(BLANK):
            start -= 1
    return start, end


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")  # another entry's broken bytes come back as they were


def _lines(text: str) -> list[str]:
    """A text's lines with their ends, a byte order mark left out; only LF ends one, as the reader counts them."""
    *ended, rest = text.removeprefix("\ufeff").split("\n")
    return [line + "\n" for line in ended] + ([rest] if rest else [])


def _unended(line: str) -> str:
    return line.removesuffix("\n").removesuffix("\r")


def _ended(lines: list[str], *, like: str) -> list[str]:
    """The lines with ends like another's."""
    end = "\r\n" if like.endswith("\r\n") else "\n"
    return [_unended(line) + end for line in lines]


def _joined(lines: list[str], *, like: str) -> bytes:
    """The bytes of a file of these lines, which begins with a byte order mark and ends in a line end if the old did."""
    text = "".join(lines)
    if _lines(like) and not like.endswith("\n"):
        text = _unended(text)
    if like.startswith("\ufeff"):
        text = "\ufeff" + text
    return text.encode("utf-8", "surrogateescape")


def _edit(root: Path, file: str, change: Callable[[bytes], bytes], validate: Validate) -> None:
    path = _path(root, file)
    with _locked(root):
        data = _present(path, file, made=True)
        changed = change(data)
        if changed == data:
            return
        validate({file: changed})
        with _told(f"'{file}'"):
            _put(path, changed)


def _path(root: Path, file: str) -> Path:
    """Where a file of a record is, links followed; a name that leads elsewhere is refused."""
    parts = PurePosixPath(file).parts
    hidden = any(part.startswith(".") or part == folder.ARCHIVE for part in parts)
    odd = PurePosixPath(*parts).as_posix() != file or not file.isprintable() or "\\" in file
    if not parts or hidden or odd or parts[0] == "/":
        raise WrongValue(f"'{file}' names no file of a record; a plain name such as 'measures.yaml' is expected")
    if not file.lower().endswith(folder.SUFFIXES):
        raise WrongValue(f"'{file}' does not end in .yaml")
    try:
        path = (root / file).resolve()
        path.exists()
    except (OSError, RuntimeError) as error:
        if getattr(error, "errno", None) == errno.ENAMETOOLONG:
            raise WrongValue("the name of the file is longer than a file's name can be") from error
        raise WrongValue(f"'{file}' is a link that leads nowhere") from error
    if not path.is_relative_to(root.resolve()):
        raise WrongValue(f"'{file}' leads out of the record")
    return path


def _present(path: Path, file: str, *, made: bool = False) -> bytes:
    """What a file holds; if it may be made, nothing where there is none."""
    if made and not path.exists():
        return b""
    data, fault = folder.read(path, file)
    if fault:
        raise WriteError(f"'{file}': {fault.message}")
    return data


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    """Turn a failure of the system into words."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            reason = "no space is left for it"
        else:
            reason = (error.strerror or type(error).__name__).lower()
        raise WriteError(f"{what} cannot be written ({reason}); it is as it was") from error


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the record's lock: one writer at a time, among threads as among processes."""
    with _told(f"the record in '{root}'"):
        handle = _lock(root / LOCK)
    try:
        yield
    finally:
        os.close(handle)


def _lock(path: Path) -> int:
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


def _put(path: Path, data: bytes) -> None:
    """Put a file in the place of another, or of none, in one step that no failure can cut in half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.stat() if path.exists() else None
    if old and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is write-protected")
    for left in path.parent.glob(f".*{PART}"):  # by a process that was killed: nobody else holds the lock
        left.unlink(missing_ok=True)
    part = path.parent / f".{os.getpid()}-{os.urandom(4).hex()}{PART}"
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if old:
                _like(handle, old)
            stream.flush()
            os.fsync(handle)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _settle(path.parent)


def _like(handle: int, old: os.stat_result) -> None:
    """Give a new file the owner and the permissions of the old."""
    with contextlib.suppress(PermissionError):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _settle(parent: Path) -> None:
    """Have the folder's new entry on disk too; where that cannot be asked for, the file is written all the same."""
    with contextlib.suppress(OSError):
        handle = os.open(parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
