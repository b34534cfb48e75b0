"""Commands that take documents in: read them into proposals, and verify the archive of originals."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from talleyrand.cli.options import (
    FAULTS,
    WELL,
    Answer,
    As,
    Folder,
    Format,
    Known,
    asked,
    chosen,
    named,
    one_of,
    opened,
    shown,
    tell,
    whole,
    width,
)
from talleyrand.cli.probing import AllowPlain, Endpoint, Named, NoCache, Seconds, reader_named, refuse_model_options
from talleyrand.errors import NotFound, RecordError, WrongValue

if TYPE_CHECKING:
    from talleyrand.presentation.proposed import Taken
    from talleyrand.reading.asked.model import Reader as ModelReader
    from talleyrand.reading.proposals import Proposal
    from talleyrand.record.dates import Moment
    from talleyrand.record.record import Record
    from talleyrand.sources.documents import Document

QUIET = 2.0  # seconds before progress is told, and between one word of it and the next
TELL_DAY = "Its day is told with --published DAY"
ENTER_THEM = "Enter the parties, as in the parties.yaml that talleyrand new FOLDER writes, and read it with --record"
READERS = ["offline", "model"]

ReadsOne = Callable[["Document"], tuple[tuple["Proposal", ...], tuple[str, ...]]]


class _Named:
    """A document that the user named: what to call it, and how to have its bytes."""

    def __init__(self, name: str, taken: Callable[[], tuple[bytes, str, str]]) -> None:
        self.name, self.taken = name, taken  # bytes, media, address


def read(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, - for standard input, addresses.")
    ],
    published: Annotated[
        str | None, typer.Option("--published", metavar="DAY", help="Day of a document that does not give its own.")
    ] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="Let addresses be fetched from the internet.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Put originals in the record's archive and proposals in its inbox.")
    ] = False,
    reader: Annotated[str, typer.Option("--reader", metavar="NAME", help="offline, or model.")] = "offline",
    tier: Annotated[
        int, typer.Option("--tier", metavar="NUMBER", parser=whole(0, 9), help="Tier of the offline reader.")
    ] = 0,
    endpoint: Endpoint = None,
    model: Named = None,
    allow_plain: AllowPlain = False,
    seconds: Seconds = 300,
    no_cache: NoCache = False,
    record: Folder = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Read documents into proposed entries.

    Each proposal rests on words of the document, and says whether the record has it already. Nothing enters the
    record: with --keep the proposals wait in its inbox for a person. Exit code 1 if a document could not be read.
    """
    one_of(reader, READERS, "reader")
    asks = None
    if reader == "model":
        asks = reader_named(endpoint, model, allow_plain=allow_plain, seconds=seconds, no_cache=no_cache)
    else:
        refuse_model_options(endpoint, model, allow_plain=allow_plain)
    if published is not None:
        _day(published)
    _, then = asked(None, known)
    root = _root_to_keep_in(record) if keep else None
    named = [each for source in sources for each in _documents(source, fetch=fetch)]
    opened_record = opened(record)
    reads = _with_model(asks, opened_record, then) if asks else _with_rules(opened_record, then, tier)
    taken, failed = _read_all(named, reads, published or "", root)
    return _answer(taken, then, format, FAULTS if failed or not named else WELL)


def _day(text: str) -> None:
    from talleyrand.record.dates import when

    try:
        when(text)
    except WrongValue as fault:
        raise WrongValue(f"--published: {fault}") from None


def _root_to_keep_in(record: str | None) -> Path:
    from talleyrand.record.loading import is_shipped

    root, _ = named(record)
    if is_shipped(root):
        raise RecordError("the shipped record is not written to; make a copy: talleyrand new FOLDER --copy")
    return root


def _documents(source: str, *, fetch: bool) -> Iterator[_Named]:
    """The documents that one word of the command line names."""
    from talleyrand.sources import folders

    if source == "-":
        yield _Named("standard input", lambda: (folders.taken(_standard_input()), "", ""))
    elif "://" in source:
        if not fetch:
            raise WrongValue(f"'{source}' is an address; say --fetch to have it fetched")
        yield _Named(source, lambda: _fetched(source))
    else:
        listing = folders.documents(Path(source))
        for problem in listing.problems:
            tell(str(problem))
        for file in listing.files:
            name = (
                source
                if Path(source).name == file.name and len(listing.files) == 1
                else f"{source.rstrip('/')}/{file.name}"
            )
            yield _Named(name, partial(_opened, file.path))


def _opened(path: Path) -> tuple[bytes, str, str]:
    from talleyrand.sources import folders

    return folders.opened(path), "", ""


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise WrongValue("standard input is closed")
    return sys.stdin.buffer


def _fetched(address: str) -> tuple[bytes, str, str]:
    from talleyrand.sources.fetching import fetch

    found = fetch(address)
    return found.data, found.media, found.address


def _with_rules(record: Record, known: Moment, tier: int) -> ReadsOne:
    """What reads one document offline into its proposals and what its user should know."""
    from talleyrand.reading.rules.offline import Reader

    offline = Reader(record, known=known, tier=tier)

    def reads(document: Document) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
        found = offline.read(document)
        todo = ("" if found.dated else TELL_DAY, ENTER_THEM if found.left_out and not found.proposals else "")
        return found.proposals, (*found.notes, *filter(None, todo))

    return reads


def _with_model(asks: ModelReader, record: Record, known: Moment) -> ReadsOne:
    """What reads one document by a model into its proposals and what its user should know."""

    def reads(document: Document) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
        found = asks(document, record, known=known)
        return found.proposals, found.notes

    return reads


def _read_all(named: Sequence[_Named], reads: ReadsOne, published: str, root: Path | None) -> tuple[list[Taken], int]:
    """Every document that could be read, with its proposals, and how many could not."""
    from talleyrand.presentation.proposed import Taken
    from talleyrand.sources import documents

    taken: list[Taken] = []
    failed, last = 0, time.monotonic()
    for number, each in enumerate(named, 1):
        try:
            data, media, address = each.taken()
            document = documents.read(
                data, name=Path(each.name).name if not address else "", media=media, address=address
            )
            if published and document.date is None:
                document = documents.read(
                    data, name=Path(each.name).name, media=media, address=address, published=published
                )
            proposals, notes = reads(document)
            if root is not None:
                _keep(root, document, proposals, data)
            taken.append(
                Taken(name=each.name, document=document, proposals=proposals, notes=(*document.doubts, *notes))
            )
        except (NotFound, WrongValue, RecordError) as fault:
            failed += 1
            tell(f"talleyrand: {each.name}: {fault}")
        if time.monotonic() - last > QUIET and number < len(named):
            last = time.monotonic()
            tell(f"{number} of {len(named)} documents read")
    return taken, failed


def _keep(root: Path, document: Document, proposals: tuple[Proposal, ...], data: bytes) -> None:
    from talleyrand.reading.review import inbox

    inbox.receive(root, document, proposals, now=datetime.now().astimezone(), original=data)


def _answer(taken: Sequence[Taken], known: Moment, form: Format, code: int) -> Answer:
    from talleyrand.presentation import proposed

    if form == "json":
        return Answer(proposed.as_json(taken, known) + "\n", code)
    if form == "table":
        return Answer(proposed.as_text(taken, width()) if taken else "", code)
    return Answer(shown(proposed.statement(taken, known), form).text, code)


def archive(
    action: Annotated[str, typer.Argument(metavar="verify", help="verify: compare every original with its hash.")],
    record: Folder = None,
    format: As = "table",
) -> Answer:
    """Verify the originals kept beside a record.

    Each original must have the SHA-256 that is its name, and each source that is archived its original. Exit code 1
    if one is missing or has been changed.
    """
    from talleyrand.presentation import machine, tables
    from talleyrand.sources import archive as kept

    one_of(action, ["verify"], "action")
    if format not in ("table", "json"):
        raise WrongValue(f"--format: faults are printed as table or json, not as {format}")
    found = kept.verify(chosen(record)[0])
    code = FAULTS if any(not each.notice for each in found) else WELL
    return Answer(machine.problems_as_json(found) + "\n" if format == "json" else tables.as_list(found), code)
