"""Writes to a record, entry by entry, and nothing but their lines: the only writes there are.

Validate  a caller's test of the record as it would be; it raises `Refused`, and then nothing is written
Change    one entry put in, changed or taken out

An edit holds the record's lock, reads the files again, compares each entry's lines with those its editor saw,
has the whole record validated, and only then puts the new files in the old ones' places. Whoever is killed, or runs
out of disk, at whatever moment, leaves of each file the old or the new.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from talleyrand.errors import Conflict, NotFound, Refused, WriteError, WrongValue, nearest
from talleyrand.record import folder
from talleyrand.record.placing import LOCK, PART, locked, put, told
from talleyrand.record.problems import Problem
from talleyrand.record.syntax import BLANK, Item, Parsed, parse

__all__ = ["LOCK", "NEW", "PART", "Change", "Validate", "add", "as_written", "digest", "remove", "replace", "slice_of",
           "together"]  # fmt: skip

Validate = Callable[[Mapping[str, bytes]], None]

NEW = "the new text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry put in, changed or taken out.

    Attributes:
        file: name of the file in the record's folder.
        id: of the entry; empty for a new one.
        text: the entry as it is to be; empty if it is to be taken out.
        expected: digest of the entry's text when it was read; empty for a new one.
        read: that text, where the caller still has it, for a `Conflict` to show.
    """

    file: str
    id: str = ""
    text: str = ""
    expected: str = ""
    read: str = ""


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
    change = Change(file=file, id=entry_id, text=new_text or "\n", expected=expected_digest, read=read_text)
    together(root, (change,), validate)


def add(root: Path, file: str, new_text: str, validate: Validate) -> None:
    """Add an entry at the end of a file, which is made if there is none of that name.

    Raises:
        Refused: if the new text is not one sound entry, or `validate` refuses.
        WriteError: if the file cannot be written; it is then as it was.
    """
    together(root, (Change(file=file, text=new_text),), validate)


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
    together(root, (Change(file=file, id=entry_id, expected=expected_digest, read=read_text),), validate)


def together(root: Path, changes: Sequence[Change], validate: Validate) -> None:
    """Make several changes as one: all of them are made, or none.

    The record is validated with all of them. Changes within one file come in one step. Files are put in their places
    in the order in which the changes name them, so that only whoever is killed between two of them leaves the first
    changed and not the second: name first the file whose change does no harm alone.

    Raises:
        Conflict: if an entry is no longer as it was read.
        NotFound: if an entry is no longer in its file.
        Refused: if a text is not one sound entry, or `validate` refuses.
        WriteError: if a file cannot be written; all are then as they were.
        WrongValue: if two names lead to one file.
    """
    made = [(each, _one_entry(each.text) if each.text or not each.id else None) for each in changes]
    for change, new in made:
        if new and change.id and new[0].id != change.id:
            raise Refused(f"the new text is for '{new[0].id}', not for '{change.id}'; an edit keeps the id")
    paths = {each.file: _path(root, each.file) for each in changes}
    if len(set(paths.values())) < len(paths):
        raise WrongValue("two names of files lead to one file; name it once")
    with locked(root):
        old = {file: _present(path, file, made=True) for file, path in paths.items()}
        texts = dict(old)
        for change, new in made:
            texts[change.file] = _changed(texts[change.file], change, new)
        changed = {file: data for file, data in texts.items() if data != old[file]}
        if not changed:
            return
        validate(changed)
        with told(" and ".join(f"'{file}'" for file in changed)):
            put({paths[file]: data for file, data in changed.items()})


def _changed(data: bytes, change: Change, new: tuple[Item, list[str]] | None) -> bytes:
    """The bytes of a file after one change."""
    text, before = _decoded(data), parse(data, change.file)
    lines = _lines(text)
    if not change.id and new:
        like = lines[0] if lines else "\n"
        if lines and not lines[-1].endswith("\n"):
            lines[-1:] = _ended(lines[-1:], like=like)
        gap = ["\n"] if lines and lines[-1].strip(BLANK) else []
        lines += _ended([*gap, *new[1]], like=like)
        return _sound(_joined(lines, like=text), change.file, before, [*before.items, new[0]])
    position = _position(before, change.file, change.id, text, change.expected)
    item = before.items[position]
    _refuse_if_changed(slice_of(text, item), change)
    if new:
        like = lines[item.start] if lines[item.start].endswith("\n") else lines[0]
        lines[item.start : item.end] = _ended(new[1], like=like)
    else:
        start, end = _with_blank_lines(lines, item, before.items[position - 1].end if position else 0)
        del lines[start:end]
    kept = [new[0]] if new else []
    items = [*before.items[:position], *kept, *before.items[position + 1 :]]
    return _sound(_joined(lines, like=text), change.file, before, items)


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


def _refuse_if_changed(found: str, change: Change) -> None:
    if digest(found) != change.expected:
        message = f"'{change.id}' was changed by somebody else since it was read; nothing was written"
        raise Conflict(message, expected=change.read, found=found)


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


def _path(root: Path, file: str) -> Path:
    """Where a file of a record is, links followed; a name that leads elsewhere is refused."""
    parts = PurePosixPath(file).parts
    hidden = any(part.startswith(".") or part in folder.APART for part in parts)
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
