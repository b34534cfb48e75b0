"""Commands on the record itself: its brief, faults and sources, a search, one entry, a new record, schema, SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
    One,
    Other,
    asked,
    at,
    chosen,
    opened,
    pair,
    party_id,
    shown,
    today,
    whole,
    width,
)
from talleyrand.errors import WrongValue


def brief(
    one: One = None,
    other: Other = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Day of the last brief; 60 days ago if left out.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Every sentence, not the first of each section.")] = False,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Where things stand, in sentences with their sources.

    What changed, what is in force, what is owed, given, read differently and due, who speaks to whom, and the odds.
    """
    from talleyrand.books import brief as book
    from talleyrand.presentation import briefings

    opened_record = opened(record)
    by, toward = pair(opened_record, one, other)
    day, then = asked(on, known)
    start = at("--since", since) if since is not None else None
    told = book.brief(opened_record, by, toward, on=day, known=then, since=start, full=full)
    if format == "table":
        return Answer(briefings.as_text(told, opened_record, width()))
    return Answer(briefings.as_markdown(told, opened_record)) if format == "md" else shown(told, format)


def check(
    folder: Annotated[str | None, typer.Argument(hidden=True)] = None,
    record: Folder = None,
    explain: Annotated[str | None, typer.Option("--explain", metavar="RULE", help="Say what a rule asks for.")] = None,
    faults_only: Annotated[bool, typer.Option("--faults-only", help="Leave out notices.")] = False,
    format: As = "table",
) -> Answer:
    """Find what is wrong with a record.

    Every fault and notice with its file, line, nearest right answer and rule. Exit code 1 if there are faults.
    """
    from talleyrand.presentation import machine, rules, tables
    from talleyrand.record import checks

    if folder is not None:
        raise WrongValue(f"name the folder with --record: talleyrand check --record {folder}")
    if explain is not None:
        return Answer(rules.explained(explain) + "\n")
    if format not in ("table", "json"):
        raise WrongValue(f"--format: a check is printed as table or json, not as {format}")
    found = checks.check(chosen(record)[0], today=today())
    if faults_only:
        found = tuple([each for each in found if not each.notice])
    code = FAULTS if any(not each.notice for each in found) else WELL
    return Answer(machine.problems_as_json(found) + "\n" if format == "json" else tables.as_list(found), code)


def entry(
    name: Annotated[str, typer.Argument(metavar="ID", help="The entry's id.")],
    history: Annotated[bool, typer.Option("--history", help="What happened to it instead, step by step.")] = False,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """One entry: fields, file, state, sources, who cites it."""
    from talleyrand.presentation import dossiers

    day, then = asked(on, known)
    ask = dossiers.history if history else dossiers.entry
    return shown(ask(opened(record), name, on=day, known=then), format)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="A few letters of each word are enough.")],
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only entries of this kind, as in person.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="NUMBER", parser=whole(1, 10_000), help="How many to show.")
    ] = 50,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Find entries, people, issues, sources by a few letters.

    By id, name, alias, name in another language, quoted words and more; accents and capitals make no difference.
    """
    from talleyrand.presentation import search as finder

    day, then = asked(on, known)
    opened_record = opened(record)
    return shown(finder.search(opened_record, " ".join(words), on=day, known=then, kind=kind, limit=limit), format)


def bibliography(
    party: Annotated[
        str | None, typer.Option("--party", metavar="PARTY", help="Only the official voice of this party.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="WORDS", help="Only publishers whose name contains this.")
    ] = None,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """What the record rests on: documents and their publishers."""
    from talleyrand.books import bibliography as book

    day, then = asked(on, known)
    opened_record = opened(record)
    voice = party_id(opened_record, party)
    return shown(book.bibliography(opened_record, on=day, known=then, party=voice, publisher=publisher), format)


def new(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="A folder that is empty or not there yet.")],
    copy: Annotated[bool, typer.Option("--copy", help="Begin with a copy of the shipped record.")] = False,
) -> Answer:
    """Begin a record: a small one that teaches the format.

    Two invented states, a measure, an agreement and a promise, each with comments, and the schema for editors.
    """
    from talleyrand.record import scaffold

    made = scaffold.new(Path(folder), today=today(), copy=copy)
    files = "\n".join(f"  {name}" for name in made)
    return Answer(f"A record has begun in {folder}:\n{files}\nNext: cd {folder} && talleyrand check\n")


def schema(
    plan: Annotated[bool, typer.Option("--plan", help="The schema of a negotiation file instead.")] = False,
) -> Answer:
    """The JSON Schema of a record's files, for editors."""
    from talleyrand.bargaining import schema as of_plans
    from talleyrand.record import schema as of_records

    return Answer(of_plans.as_json() if plan else of_records.as_json())


def query(
    question: Annotated[
        str | None, typer.Argument(metavar="SELECT", help="One SELECT, in quotation marks.", show_default=False)
    ] = None,
    tables: Annotated[bool, typer.Option("--tables", help="List the tables and their columns.")] = False,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Ask the record's tables one SELECT.

    The database holds this record and nothing else, can reach no file and no network, and stops after five seconds.
    """
    from talleyrand.presentation import queries

    if tables:
        return _tables(format)
    if question is None:
        raise WrongValue("give one SELECT in quotation marks, or --tables for what there is to ask about")
    day, then = asked(on, known)
    return shown(queries.query(opened(record), question, on=day, known=then), format)


def _tables(form: Format) -> Answer:
    from talleyrand.presentation import layout, queries

    if form != "table":
        raise WrongValue(f"--format: the list of tables is printed as table, not as {form}")
    lines = []
    for table in queries.tables():
        lines += [f"{table.name}: {table.meaning}"]
        fields = ", ".join(f"{name} {kind}" for name, kind in table.columns)
        lines += [f"    {line}" for line in layout.wrap(fields, max(1, width() - 4))]
    return Answer("\n".join(lines) + "\n")
