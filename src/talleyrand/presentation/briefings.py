"""A brief on paper: sections of numbered sentences, and under them the sources, each with where it is to be found.

Note   one source, with its number
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import TextWrapper, fill

from talleyrand.books.statement import Statement
from talleyrand.presentation.tables import text_of
from talleyrand.record.entries import Source
from talleyrand.record.record import Record

MOST_NOTES = 3


@dataclass(frozen=True, slots=True)
class Note:
    """One source with the number under which sentences cite it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One sentence with the numbers of its notes, and the section that it opens, if it does."""

    section: str
    text: str
    notes: tuple[int, ...]
    entries: tuple[str, ...]


def paragraphs(brief: Statement, record: Record) -> tuple[tuple[Paragraph, ...], tuple[Note, ...]]:
    """The sentences of a brief with numbered notes, and the notes in order of number.

    A sentence cites at most three sources; its entries, which the JSON of the brief lists, cite the rest.
    """
    numbers: dict[str, int] = {}
    told = []
    for row in brief.records():
        sources = row["sources"] if isinstance(row["sources"], tuple) else ()
        for source in sources[:MOST_NOTES]:
            numbers.setdefault(source, len(numbers) + 1)
        entries = row["entries"] if isinstance(row["entries"], tuple) else ()
        marks = tuple(numbers[source] for source in sources[:MOST_NOTES])
        told.append(Paragraph(str(row["section"]), text_of(row["sentence"]), marks, entries))
    return tuple(told), tuple(Note(number, reference(record, source)) for source, number in numbers.items())


def reference(record: Record, source_id: str) -> str:
    """A source as a footnote has it: title, author or publisher, number, day, address."""
    if source_id not in record:
        return source_id
    source = record.find(source_id, Source)
    parts = [source.title, source.author, source.publisher, source.number, str(source.issued or "n.d."), source.url]
    return text_of(". ".join(part.rstrip(".") for part in parts if part) + ".")


def _sections(told: tuple[Paragraph, ...]) -> Iterator[tuple[str, list[Paragraph]]]:
    names = dict.fromkeys(paragraph.section for paragraph in told)
    for name in names:
        yield name, [paragraph for paragraph in told if paragraph.section == name]


def as_text(brief: Statement, record: Record, width: int = 100) -> str:
    """The brief as plain text that fits a width."""
    told, notes = paragraphs(brief, record)
    measure = min(width, 110)
    wrap = TextWrapper(measure, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
    lines = [brief.title, f"as known on {brief.known}", ""]
    for caution in brief.cautions:
        lines += [fill(f"Note: {caution}", measure), ""]
    for section, members in _sections(told):
        lines += [section.upper(), ""]
        lines += [wrap.fill(f"{each.text} {_marks(each.notes)}") for each in members] + [""]
    lines += ["SOURCES", ""]
    note = TextWrapper(measure, subsequent_indent="     ", break_long_words=False, break_on_hyphens=False)
    lines += [note.fill(f"[{each.number}]".ljust(5) + each.text) for each in notes]
    return "\n".join(lines) + "\n"


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f"[{number}]" for number in notes)


def as_markdown(brief: Statement, record: Record) -> str:
    """The brief as Markdown with real footnotes."""
    told, notes = paragraphs(brief, record)
    lines = [f"# {brief.title}", "", f"*As known on {brief.known}.*", ""]
    lines += [line for caution in brief.cautions for line in (f"> {caution}", "")]
    for section, members in _sections(told):
        lines += [f"## {section}", ""]
        lines += [f"- {_plain(each.text)}{''.join(f'[^{number}]' for number in each.notes)}" for each in members] + [""]
    lines += [f"[^{each.number}]: {_plain(each.text)}" for each in notes]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    for mark in "\\`*_<>[]":
        text = text.replace(mark, f"\\{mark}")
    return text
