"""A negotiation file is read and checked: what it says, or everything that is wrong with it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from talleyrand.bargaining.faults import once
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.rules import RULES
from talleyrand.bargaining.sheets import Sheet, sheet
from talleyrand.errors import RecordError
from talleyrand.record.folder import PLANS
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record
from talleyrand.record.syntax import MAX_BYTES

SHOWN = 20


def check(read: Sheet, record: Record | None) -> tuple[Problem, ...]:
    """Everything that is wrong with a negotiation file, sorted by place; a name that is not there is told once.

    Args:
        read: the file.
        record: the record that it names entries of; what it names there is not looked at if None.
    """
    found = (problem for rule in RULES for problem in rule(read, record))
    return tuple(once(sorted({*read.problems, *found})))


def read(path: Path) -> Sheet:
    """The negotiation file at a path, whatever is wrong with what it says.

    Raises:
        RecordError: if it cannot be read at all.
    """
    return sheet(contents(path), path.name)


def load(path: Path, record: Record | None) -> Negotiation:
    """The negotiation in a file.

    Raises:
        RecordError: if it cannot be read, or has faults; they go with it.
    """
    found = read(path)
    faults = tuple(each for each in check(found, record) if not each.notice)
    if faults:
        more = f"\n… and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        listed = "\n".join(map(str, faults[:SHOWN]))
        count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise RecordError(f"'{path.name}' has {count}; nothing is worked out from it:\n{listed}{more}", faults)
    return found.negotiation


def contents(path: Path) -> bytes:
    """The bytes of a file, and one more than may be if it is too long.

    Raises:
        RecordError: if it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise RecordError(f"'{path}' is a folder; name the negotiation file in it") from None
    except OSError as fault:
        raise RecordError(f"'{path}' cannot be read: {fault.strerror or fault}") from None


def files(root: Path) -> Iterator[Path]:
    """The negotiation files beside a record's entries, by name."""
    yield from sorted(each for each in (root / PLANS).glob("*.y*ml") if each.is_file())
