"""An entry laid open for its page: every filled field with its meaning, parts as groups, citations with their words.

Fact   a field's label and help, and its value: a cell, or groups of facts
Quote  a citation: the source, and its words in the original beside their translation
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from talleyrand.books.statement import Cell
from talleyrand.presentation.dossiers import name_of
from talleyrand.presentation.tables import text_of
from talleyrand.record.dates import When
from talleyrand.record.entries import AnyKind, Citation, Source
from talleyrand.record.record import Record
from talleyrand.web.addresses import entry_path
from talleyrand.web.rendering import web_address
from talleyrand.web.sheets import Shown, link, shown

LONGEST = 20_000  # characters of one text
MOST_PARTS = 400  # parts of one field


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A citation: the source, and its words in the original beside their translation."""

    source: Shown
    told: str
    address: str
    at: str
    words: str
    language: str
    translation: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field: its label and help, and its value.

    Attributes:
        label: the field's name in words.
        help: what it holds, as the format describes it.
        cell: its value, if it is one.
        groups: its parts, each a group of facts under a name, if it has parts.
        quotes: its citations, if it holds these.
        whole: number of its parts, if more than are shown.
    """

    label: str
    help: str
    cell: Shown | None = None
    groups: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    quotes: tuple[Quote, ...] = ()
    whole: int = 0


def facts(entry: AnyKind, record: Record) -> tuple[Fact, ...]:
    """Every filled field of an entry but its id."""
    return tuple([each for each in _facts(entry, record) if each.label != "id"])


def _facts(value: Any, record: Record) -> Iterator[Fact]:
    for name, meaning in _described(value.__class__):
        inner = getattr(value, name)
        if inner not in (None, (), "", False):
            yield _fact(name, meaning, inner, record)


@cache
def _described(shape: type) -> tuple[tuple[str, str], ...]:
    """The fields of a class with their descriptions, sources last."""
    hints = get_type_hints(shape, include_extras=True)
    found = [(each.name, _meaning(hints[each.name])) for each in fields(shape)]
    return tuple(sorted(found, key=lambda pair: pair[0] == "sources"))


def _meaning(hint: Any) -> str:
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((each for each in notes if isinstance(each, str)), "")


def _fact(name: str, meaning: str, value: Any, record: Record) -> Fact:
    label = name.replace("_", " ")
    if isinstance(value, tuple) and isinstance(value[0], Citation):
        return Fact(label=label, help=meaning, quotes=tuple([quote(each, record) for each in value]))
    if isinstance(value, tuple) and is_dataclass(value[0]):
        groups = tuple([(_headed(each), tuple(_facts(each, record))) for each in value[:MOST_PARTS]])
        return Fact(label=label, help=meaning, groups=groups, whole=len(value) if len(value) > MOST_PARTS else 0)
    if is_dataclass(value) and not isinstance(value, When | type):
        return Fact(label=label, help=meaning, groups=(("", tuple(_facts(value, record))),))
    return Fact(label=label, help=meaning, cell=_cell(value, name, record))


def _cell(value: Cell, name: str, record: Record) -> Shown:
    if isinstance(value, str) and value.partition("#")[0] not in record:
        text = text_of(value)
        address = web_address(value)
        return Shown(text if len(text) <= LONGEST else f"{text[:LONGEST]}… (cut: {len(text)} characters)",
                     sort="web" if address else "text", href=address)  # fmt: skip
    if isinstance(value, tuple) and len(value) > MOST_PARTS:
        value = (*value[:MOST_PARTS], f"and {len(value) - MOST_PARTS} more")
    return shown(value, "" if name == "kind" else name, record)


def _headed(part: Any) -> str:
    """The name under which others cite a part, which is its place on the page."""
    return str(getattr(part, "clause", None) or getattr(part, "id", None) or "")


def quote(citation: Citation, record: Record) -> Quote:
    """A citation with what is known of its source."""
    source = record.entry(citation.source) if citation.source in record else None
    found = source if isinstance(source, Source) else None
    told = ", ".join([text_of(each) for each in (found.publisher, found.number, found.issued) if each]) if found else ""
    return Quote(
        source=link(record, citation.source) if found else Shown(citation.source), told=told,
        address=web_address(found.url) if found else "", at=citation.at or "", words=text_of(citation.quote),
        language=found.language if found else "", translation=text_of(citation.translation),
        says=text_of(citation.says),
    )  # fmt: skip


def heading(entry: AnyKind) -> str:
    """What stands over an entry's page."""
    text = text_of(name_of(entry))
    return text if len(text) <= 300 else f"{text[:299]}…"


def grouped(entries: tuple[AnyKind, ...], most: int) -> tuple[tuple[str, int, tuple[Shown, ...]], ...]:
    """Entries by kind: the kind, how many there are, and the first of them."""
    kinds: dict[str, list[AnyKind]] = {}
    for each in entries:
        kinds.setdefault(each.KIND, []).append(each)
    return tuple(
        [(kind, len(members), tuple([Shown(heading(each), href=entry_path(each.id)) for each in members[:most]]))
         for kind, members in kinds.items()]
    )  # fmt: skip
