"""What commands share: the record named, the two clocks, the parties, and the form of the answer.

Answer  what a command has to say, and the exit code that goes with it
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from talleyrand.errors import NotFound, RecordError, WrongValue, nearest
from talleyrand.record.dates import Moment, moment

if TYPE_CHECKING:
    from talleyrand.books.statement import Statement
    from talleyrand.record.record import Record

WELL, FAULTS = 0, 1
LONGEST_WIDTH = 1000
HEAD = 4096  # bytes of a file in which its first entry is looked for

Format = Literal["table", "json", "csv", "md"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say, and the exit code that goes with it."""

    text: str
    code: int = WELL


def whole(low: int, high: int) -> Callable[[str], int]:
    """What turns the text of an option into a whole number within bounds."""

    def number(text: str | int) -> int:
        digits = str(text).strip()
        if not (digits.isascii() and digits.isdecimal()) or len(digits) > 12 or not low <= int(digits) <= high:
            raise typer.BadParameter(f"'{text}' is no whole number from {low} to {high}")
        return int(digits)

    return number


def _form(text: str) -> str:
    if text not in ("table", "json", "csv", "md"):
        raise typer.BadParameter(f"'{text}' is none of table, json, csv, md")
    return text


FORM = typer.Option("--format", metavar="FORM", parser=_form, help="table, json, csv or md.")

Folder = Annotated[
    str | None,
    typer.Option("--record", metavar="FOLDER", help="Folder of the record; the shipped one if left out."),
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="Day asked about, or hour with its zone; today if left out.")
]
Known = Annotated[
    str | None, typer.Option("--known", metavar="DAY", help="Answer with what was known by then; today if left out.")
]
As = Annotated[Format, FORM]
One = Annotated[str | None, typer.Argument(metavar="PARTY", help="One party: id, name or alias.", show_default=False)]
Other = Annotated[str | None, typer.Argument(metavar="PARTY", help="The other party.", show_default=False)]
Party = Annotated[str | None, typer.Option("--party", metavar="PARTY", help="Only what concerns this party.")]
Issue = Annotated[str | None, typer.Option("--issue", metavar="PATH", help="Only this issue and those under it.")]
Deal = Annotated[str | None, typer.Option("--agreement", metavar="ID", help="Only this agreement.")]


def tell(line: str) -> None:
    """Say one line on stderr, invisible characters shown as their code."""
    shown = "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in " ".join(line.split()))
    print(shown, file=sys.stderr)  # noqa: T201 - a word to the user is what a door is for


# --- the record ----------------------------------------------------------------------------------


def opened(folder: str | None) -> Record:
    """The record named, found here, or shipped; that it has faults is told on stderr."""
    record, name = chosen(folder)
    if count := len(record.problems):
        option = f" --record {folder}" if folder else ""
        tell(f"{count} fault{'s' if count > 1 else ''} in {name}; see: talleyrand check{option}")
    return record


def chosen(folder: str | None) -> tuple[Record, str]:
    """The record named, or in the current folder, or shipped, and what to call it."""
    from talleyrand.record.loading import shipped

    root = _root(folder)
    name = "the shipped record" if not root else "the record in this folder" if root == "." else f"the record in {root}"
    if not folder and _to_people(sys.stderr):
        tell(f"Using {name}.")
    return (_loaded(root) if root else shipped()), name


def named(folder: str | None) -> tuple[Path, str]:
    """The folder of the record named, found here, or shipped, for a program that keeps it open; and its short name."""
    root = Path(_root(folder) or _shipped())
    return root, root.resolve().name or "record"


def _shipped() -> Path:
    from importlib.resources import files

    return Path(str(files("talleyrand") / "cases" / "us-china"))


def _root(folder: str | None) -> str:
    """The record's folder: the one named, that of the environment, or this one if it holds a record; else nothing."""
    if folder is not None and not folder.strip():
        raise RecordError("--record names no folder")
    return folder or os.environ.get("TALLEYRAND_RECORD") or ("." if is_record(Path()) else "")


def _loaded(root: str) -> Record:
    from talleyrand.record.loading import load

    try:
        record = load(root)
    except (ValueError, OSError) as fault:  # a name that no file system takes
        raise RecordError(f"'{root}' cannot be opened as a folder ({fault})") from None
    if not len(record) and not record.problems:
        raise RecordError(f"there is no entry in '{root}'; begin a record with: talleyrand new FOLDER")
    return record


def is_record(folder: Path) -> bool:
    """True if a folder holds a YAML file whose first line that says anything begins an entry."""
    try:
        return any(_begins_with_an_entry(path) for path in sorted(folder.glob("*.yaml")))
    except OSError:
        return False


def _begins_with_an_entry(path: Path) -> bool:
    from talleyrand.record.entries import KINDS

    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            lines = file.read(HEAD).splitlines() if path.is_file() else []
    except OSError:
        return False
    said = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return said.startswith("- ") and said[2:].partition(":")[0].strip() in KINDS


# --- clocks and parties --------------------------------------------------------------------------


def today() -> date:
    """The day it is: TALLEYRAND_TODAY if set, so that examples can be repeated, else the clock's."""
    fixed = os.environ.get("TALLEYRAND_TODAY")
    return at("TALLEYRAND_TODAY", fixed).day if fixed else datetime.now().astimezone().date()


def at(option: str, text: str) -> Moment:
    """The moment that an option's text gives; a fault names the option."""
    try:
        return moment(text)
    except WrongValue as fault:
        raise WrongValue(f"{option}: {fault}") from None


def asked(on: str | None, known: str | None) -> tuple[Moment, Moment]:
    """The two clocks as given, each today if left out."""
    day = Moment(today())
    return at("--on", on) if on is not None else day, at("--known", known) if known is not None else day


def pair(record: Record, one: str | None, other: str | None) -> tuple[str, str]:
    """The ids of the two parties named, or of the two with most measures between them."""
    from talleyrand.books.measures import principals

    if one is None:
        return principals(record)
    first = record.party(one).id
    if other is None:
        raise WrongValue(f"name two parties, or none: '{one}' and who else?")
    second = record.party(other).id
    if first == second:
        raise WrongValue(f"'{one}' and '{other}' are the same party: name two")
    return first, second


def party_id(record: Record, name: str | None) -> str | None:
    """The id of a party given by id, name or alias."""
    return record.party(name).id if name is not None else None


def deal_id(record: Record, name: str | None) -> str | None:
    """The id of an agreement of the record."""
    from talleyrand.record.entries import Agreement

    return record.find(name, Agreement).id if name is not None else None


# --- the answer ----------------------------------------------------------------------------------


def width() -> int:
    """Columns of the terminal, or 100 if there is none."""
    return max(1, min(shutil.get_terminal_size((100, 24)).columns, LONGEST_WIDTH))


def shown(statement: Statement, form: Format) -> Answer:
    """A statement in the form asked for."""
    from talleyrand.presentation import machine, tables

    if form == "table":
        return Answer(tables.as_table(statement, width()))
    if form == "md":
        return Answer(tables.as_markdown(statement))
    return Answer(machine.as_csv(statement) if form == "csv" else machine.as_json(statement) + "\n")


def one_of(word: str, words: list[str], what: str) -> str:
    """The word itself, if it is among those there are.

    Raises:
        NotFound: if it is not; the message offers the nearest.
    """
    if word not in words:
        raise NotFound(f"'{word}' is no {what}{nearest(word, words) or '; there are: ' + ', '.join(words)}")
    return word


def _to_people(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False
