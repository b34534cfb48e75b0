"""The document of a proposal as a source of the record, the one that is there or a new one; and what is quoted."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from talleyrand.reading.review.papers import Paper, Proposed
from talleyrand.record.checks.sourcing import WORDS, words
from talleyrand.record.editing import Change
from talleyrand.record.entries import KINDS, Source
from talleyrand.record.record import Record
from talleyrand.record.syntax import Raw
from talleyrand.record.writing import written

NOWHERE = Path()
REPORTS = ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
UNNAMED = "publisher not stated"
_LONGEST_ID = 60
_PLAIN = re.compile(r"[^a-z0-9]+")
_PIECE = re.compile(r"\S+")


def source_of(record: Record, paper: Paper) -> tuple[str, Change | None]:
    """The source that a document is in the record, and what adds it if the record does not have it.

    The record has it if a source has the same address, the same archived text, or the same title, publisher and day.
    """
    for source in record.of(Source):
        if _is(source, paper):
            return source.id, None
    name = _id(record, paper)
    values: dict[str, Raw] = {
        "source": name, "title": _line(paper.title), "type": "report" if paper.media in REPORTS else "webpage",
        "publisher": _line(paper.publisher) or UNNAMED, "issued": paper.date, "url": _address(paper.address),
        "language": paper.language or "en", "archived": paper.digest if paper.archived else "",
    }  # fmt: skip
    kept: dict[str, Raw] = {field: value for field, value in values.items() if value}
    return name, Change(file=usual_file(record, "source"), text=written(kept))


def _is(source: Source, paper: Paper) -> bool:
    if source.archived == paper.digest:
        return True
    if source.url and paper.address:
        return _bare(source.url) == _bare(paper.address)
    own = (source.title, source.publisher, str(source.issued or ""))
    other = (paper.title, paper.publisher or UNNAMED, paper.date)
    return [_folded(each) for each in own] == [_folded(each) for each in other]


def _bare(address: str) -> str:
    """An address without what does not tell pages apart."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def _address(address: str) -> str:
    """An address that a source may have; nothing if it is none of the web."""
    there = address.strip()
    try:
        parts = urlsplit(there)
    except ValueError:
        return ""
    sound = parts.scheme in ("http", "https") and "." in parts.netloc and there.isprintable() and " " not in there
    return there if sound else ""


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _line(text: str) -> str:
    """A text of a stranger on one line, without signs that cannot be seen."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _id(record: Record, paper: Paper) -> str:
    """A new id from title, year and publisher."""
    title, publisher = _slug(paper.title), _slug(paper.publisher)
    ending = "-".join(each for each in (paper.date[:4] if paper.date[:4].isdigit() else "", publisher[:20]) if each)
    stem = "-".join(each for each in (title[: _LONGEST_ID - len(ending)].strip("-"), ending.strip("-")) if each)
    stem = stem if stem[:1].isalpha() else f"document-{stem or paper.digest[:12]}"
    found, number = stem, 2
    while found in record.origins:
        found, number = f"{stem}-{number}", number + 1
    return found


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _PLAIN.sub("-", plain).strip("-")


def usual_file(record: Record, kind: str) -> str:
    """The file in which the latest entry of a kind stands, or one named for the kind."""
    own: tuple[Any, ...] = record.of(KINDS[kind])
    origin = record.origins.get(own[-1].id) if own else None
    return origin.page.file if origin else f"{kind}s.yaml"


def shortened(each: Proposed) -> str:
    """As much of the words that a proposal rests on as a quote may hold, from their beginning, whole words."""
    quote = each.proposal.quote.strip()
    if words(quote) <= WORDS:
        return quote
    ends = [found.end() for found in _PIECE.finditer(quote)]
    fitting = [end for end in ends if words(quote[:end]) <= WORDS]
    return quote[: fitting[-1]] if fitting else quote[: 2 * WORDS]  # a script without spaces: two signs for a word
