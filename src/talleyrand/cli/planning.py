"""What could be agreed: a negotiation file is read and checked, one question is asked of it, its statement is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated

import typer

from talleyrand.cli.options import (
    FAULTS,
    WELL,
    Answer,
    As,
    Folder,
    Format,
    Known,
    On,
    asked,
    named,
    opened,
    shown,
    tell,
    whole,
)
from talleyrand.errors import NotFound, WriteError, WrongValue, nearest

if TYPE_CHECKING:
    from talleyrand.bargaining.asking import Asked
    from talleyrand.bargaining.sheets import Sheet
    from talleyrand.bargaining.subjects import Subject
    from talleyrand.record.record import Record

PATIENCE = 2.0  # seconds after which a word is said about what is being worked out


def _points(text: str) -> Decimal:
    try:
        number = Decimal(str(text).strip())
    except InvalidOperation:
        number = Decimal(-1)
    if not 0 <= number <= 100:
        raise typer.BadParameter(f"'{text}' is no number of points from 0 to 100")
    return number


def plan(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="The negotiation; the record's own if left out.",
                                   show_default=False)
    ] = None,
    show: Annotated[
        str, typer.Option("--show", metavar="SUBJECT", help="What to say of it; see above.")
    ] = "overview",
    package: Annotated[
        list[str] | None,
        typer.Option("--package", metavar="'ISSUE: OPTION'", help="The package asked about; issues left out stand as "
                     "today. Without any, the one that survives best."),
    ] = None,
    side: Annotated[str | None, typer.Option("--side", metavar="SIDE", help="For tighter: whose home.")] = None,
    situation: Annotated[str | None, typer.Option("--situation", metavar="ID", help="For stability: which.")] = None,
    draws: Annotated[
        int, typer.Option("--draws", metavar="NUMBER", parser=whole(20, 20_000), help="Draws of what sides may want.")
    ] = 1000,
    enough: Annotated[
        Decimal, typer.Option("--enough", metavar="POINTS", parser=_points, help="Gain over no deal asked for all.")
    ] = Decimal(5),
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="NUMBER", parser=whole(0, 10**9), help="Where chance starts.")
    ] = None,
    ics: Annotated[
        str | None, typer.Option("--ics", metavar="FILE", help="Write the roadmap as an iCalendar file.")
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option("--import", metavar="PATH", help="Print as a negotiation file what files of GENIUS or NegMAS, or "
                     "a folder of them, say."),
    ] = None,
    export_csv: Annotated[
        bool, typer.Option("--export-csv", help="Print every number of the file as a table for a spreadsheet.")
    ] = False,
    import_csv: Annotated[
        str | None, typer.Option("--import-csv", metavar="FILE", help="Print the file with numbers of such a table.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong with the file.")] = False,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:  # fmt: skip
    """What both sides could sign, carry at home and keep.

    From a negotiation file beside the record. Subjects: overview, frontier, robust, options, find-out, draft, ratify,
    tighter, stages, stability, roadmap. Every figure that rests on guesses stands with its band.
    """
    from talleyrand.bargaining import asking, subjects

    if take:
        return Answer(_imported(take, on))
    if export_csv or import_csv is not None:
        return Answer(_tabled(_path(file, record), import_csv))
    subject = subjects.subject(show)
    _refuse_idle(subject, {"side": side, "situation": situation, "package": package})
    opened_record = opened(record)
    day, then = asked(on, known)
    sheet = _sheet(file, record)
    faults = _faults(sheet, opened_record, format, all_of_them=check)
    if faults is not None:
        return faults
    negotiation = sheet.negotiation if seed is None else asking.seeded(sheet.negotiation, seed)
    question = asking.Asked(
        negotiation=negotiation, record=opened_record, on=day, known=then, package=asking.package(package or ()),
        draws=draws, enough=enough, side=side, situation=situation,
    )  # fmt: skip
    if ics is not None:
        return Answer(_calendar(question, Path(ics)))
    with _a_word_if_long(f"{show}, over {draws} draws" if "draws" in subject.takes else show):
        statement = subject.ask(question)
    return shown(statement, format)


def _refuse_idle(subject: Subject, given: dict[str, object]) -> None:
    """Refuse an option that the subject does not look at: its answer would seem to be about it."""
    from talleyrand.bargaining.subjects import SUBJECTS

    for name, value in given.items():
        if value and name not in subject.takes:
            takers = ", ".join(each.name for each in SUBJECTS if name in each.takes)
            raise WrongValue(f"--{name} says nothing to --show {subject.name}; it goes with --show {takers}")


# --- the file ------------------------------------------------------------------------------------


def _sheet(file: str | None, folder: str | None) -> Sheet:
    """The negotiation file that is named, by its path or its name among the record's, or the only one there is."""
    from talleyrand.bargaining.loading import read

    if file is not None and not file.strip():
        raise WrongValue("the negotiation file has no name")
    return read(_path(file, folder))


def _path(file: str | None, folder: str | None) -> Path:
    from talleyrand.bargaining.loading import files

    if file is not None and Path(file).exists():
        return Path(file)
    root, name = named(folder)
    there = {each.stem: each for each in files(root)}
    if file is not None:
        stem = Path(file).stem if file.endswith((".yaml", ".yml")) else file
        if stem in there:
            return there[stem]
        raise NotFound(f"there is no file '{file}', and no such negotiation in {name}{_hint(stem, there)}")
    if len(there) == 1:
        return next(iter(there.values()))
    if not there:
        raise NotFound(f"{name} has no negotiation: its folder '_plans' holds no YAML file; name a FILE")
    raise WrongValue(f"{name} has several negotiations; name one: {', '.join(there)}")


def _hint(stem: str, there: dict[str, Path]) -> str:
    return nearest(stem, there) or (f"; there are: {', '.join(there)}" if there else "")


def _faults(sheet: Sheet, record: Record, form: Format, *, all_of_them: bool) -> Answer | None:
    """What is wrong with the file, if anything is or if that is what was asked."""
    from talleyrand.bargaining.loading import check
    from talleyrand.presentation import machine, tables

    found = check(sheet, record)
    faulty = any(not each.notice for each in found)
    if not faulty and not all_of_them:
        return None
    if not all_of_them:
        tell(f"'{sheet.file}' has faults; nothing is worked out from it")
    text = machine.problems_as_json(found) + "\n" if form == "json" else tables.as_list(found)
    return Answer(text, FAULTS if faulty else WELL)


def _imported(paths: list[str], on: str | None) -> str:
    """Files of another program as a negotiation file."""
    from talleyrand.bargaining.importing import imported
    from talleyrand.record.dates import when

    day, _ = asked(on, None)
    return imported([Path(each) for each in paths], on=when(day.day.isoformat()))


def _tabled(path: Path, rows: str | None) -> str:
    """The numbers of a file as a table, or the file with those of a table."""
    from talleyrand.bargaining import spreadsheet
    from talleyrand.bargaining.loading import contents

    text = _decoded(contents(path), path.name)
    if rows is None:
        return spreadsheet.table(text, path.name)
    return spreadsheet.changed(text, _decoded(contents(Path(rows)), rows), path.name)


def _decoded(data: bytes, name: str) -> str:
    if data.startswith(b"PK"):
        raise WrongValue(f"'{name}' is a workbook, not a table in text; save it as 'CSV UTF-8'")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise WrongValue(f"'{name}', line {line}: this is not in UTF-8; save it as 'CSV UTF-8'") from None


def _calendar(question: Asked, path: Path) -> str:
    """Write the roadmap as an iCalendar file, and say so."""
    from talleyrand.bargaining.invitations import icalendar
    from talleyrand.bargaining.roadmap import road

    found = road(question.negotiation, question.record, on=question.on, known=question.known)
    if not found.legs:
        raise NotFound("the negotiation has no steps, so that there is nothing to put into a calendar")
    try:
        path.write_bytes(icalendar(question.negotiation, found).encode())
    except OSError as fault:
        raise WriteError(f"'{path}' cannot be written: {fault.strerror or fault}") from None
    warnings = f"; warnings: {len(found.snags)}, see --show roadmap" if found.snags else ""
    return f"{len(found.legs)} steps were written to {path}{warnings}\n"


@contextmanager
def _a_word_if_long(what: str) -> Iterator[None]:
    """Say on stderr what is being worked out, if it takes longer than one would wait without a word."""
    timer = Timer(PATIENCE, tell, (f"Working out {what} …",))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
