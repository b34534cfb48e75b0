"""The command that sets the claims of a document against the record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talleyrand.cli.options import FAULTS, WELL, Answer, Folder, Known, On, asked, opened, width
from talleyrand.errors import WrongValue

if TYPE_CHECKING:
    from talleyrand.reading.auditing.audit import Audit
    from talleyrand.sources.documents import Document

FORMS = ("table", "json", "csv", "md", "html")


def _form(text: str) -> str:
    if text not in FORMS:
        raise typer.BadParameter(f"'{text}' is none of {', '.join(FORMS)}")
    return text


def audit(
    files: Annotated[
        list[str], typer.Argument(metavar="FILES...", help="Documents, or - for standard input.", show_default=False)
    ],
    every: Annotated[
        bool, typer.Option("--all", help="Also what the record does not hold, and what cannot be checked.")
    ] = False,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DAY", help="The document's day, if it does not tell it.")
    ] = None,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORM", parser=_form, help="table, json, csv, md or html.")
    ] = "table",
) -> Answer:
    """Set the claims of a document against the record.

    Each is supported, contradicted, imprecise, not in the record, or not checkable. Exit code 1 if one is contradicted.
    """
    from talleyrand.reading.auditing.audit import audit as judge

    day, then = asked(on, known)
    documents = [_read(each, published) for each in files]
    opened_record = opened(record)
    audits = [judge(each, opened_record, on=day, known=then) for each in documents]
    contradicted = any(each.counts["contradicted"] for each in audits)
    return Answer(_shown(audits, format, every=every), FAULTS if contradicted else WELL)


def _read(name: str, published: str | None) -> Document:
    from talleyrand.sources.documents import read
    from talleyrand.sources.folders import opened as bytes_of
    from talleyrand.sources.folders import taken

    data = taken(sys.stdin.buffer) if name == "-" else bytes_of(Path(name))
    return read(data, name="standard input" if name == "-" else Path(name).name, published=published or "")


def _shown(audits: list[Audit], form: str, *, every: bool) -> str:
    from talleyrand.presentation import auditing, machine, tables

    if form == "html":
        return auditing.as_html(audits)
    if form == "json":
        return auditing.as_json(audits) + "\n"
    if form == "csv":
        if len(audits) > 1:
            raise WrongValue("--format: one document at a time goes into a CSV table")
        return machine.as_csv(auditing.statement(audits[0], every=True, whole=True))
    made = [auditing.statement(each, every=every) for each in audits]
    if form == "md":
        return "\n".join(tables.as_markdown(each) for each in made)
    return "\n".join(tables.as_table(each, width()) for each in made)
