"""PDF: the text of each page, read in a process of its own.

A PDF has no characters to count in: a place in it is a page. Text that is drawn so that nobody sees it cannot be told
from other text here.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from talleyrand.errors import WrongValue
from talleyrand.sources import clues
from talleyrand.sources.apart import Limits, Told, told
from talleyrand.sources.contents import Content, Part

MOST_PAGES = 3_000
MOST_TEXT = 20_000_000  # characters


def read(data: bytes, *, name: str = "the document", limits: Limits | None = None) -> Content:
    """The content of a PDF.

    Raises:
        WrongValue: if the library for it is not installed, or the file is broken, locked, without text, or too much.
    """
    if find_spec("pypdf") is None:
        raise WrongValue(f"'{name}' is a PDF: to read it, install Talleyrand with its extra 'read'")
    said = told("PDF", data, name=name, limits=limits)
    pages = said["pages"] if isinstance(said.get("pages"), list) else []
    pieces: list[str] = []
    parts: list[Part] = []
    here = 0
    for number, page in enumerate(pages if isinstance(pages, list) else (), 1):
        text = f"{page}".strip()
        if text:
            parts.append(Part(here, here + len(text), f"page {number}"))
            pieces.append(text)
            here += len(text) + 2
    if not pieces:
        raise WrongValue(f"'{name}' holds no text: its pages are pictures; run it through a text recognition first")
    whole = "\n\n".join(pieces)
    day = clues.dateline(whole)
    made = clues.day(str(said.get("made", ""))) if day is None else None
    return Content(
        text=whole,
        unit="page",
        parts=tuple(parts),
        title=str(said.get("title", "")) or clues.first_line(whole),
        date=day or made,
        language=clues.language(whole),
        doubts=(*_doubts(said), *(("its date is the day on which the file was made",) if made else ())),
    )


def _doubts(said: Told) -> tuple[str, ...]:
    told_doubts = said.get("doubts")
    return tuple(map(str, told_doubts)) if isinstance(told_doubts, list) else ()


def extracted(data: bytes) -> Told:
    """The pages of a PDF as texts, with its title and the day it was made; only for the process apart."""
    pypdf, fault = _library()
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"fault": "is locked with a password"}
        count = len(reader.pages)
        if count > MOST_PAGES:
            return {"fault": f"has {count:,} pages; at most {MOST_PAGES:,} are read"}
        fields = reader.metadata or {}
        named = {
            key: str(fields.get(f"/{name}") or "")[:500] for key, name in (("title", "Title"), ("made", "CreationDate"))
        }
    except (fault, ValueError, LookupError, TypeError, AttributeError, OSError, NotImplementedError):
        return {"fault": "is a broken PDF; it cannot be read"}
    return {**named, **_pages(reader, count, fault)}


def _library() -> tuple[Any, type[Exception]]:
    """The library and its fault; by name, for it need not be installed where types are checked."""
    return import_module("pypdf"), import_module("pypdf.errors").PyPdfError


def _pages(reader: Any, count: int, fault: type[Exception]) -> Told:
    pages: list[str] = []
    broken: list[str] = []
    size = 0
    for number in range(count):
        try:
            text = reader.pages[number].extract_text()
        except (
            fault,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            OSError,
            ArithmeticError,
            NotImplementedError,
        ):
            text = ""
            broken.append(str(number + 1))
        size += len(text)
        if size > MOST_TEXT:
            return {"fault": f"holds more than {MOST_TEXT:,} characters"}
        pages.append(text.encode("utf-8", "replace").decode("utf-8"))  # half a pair is no character
    return {"pages": pages, "doubts": [f"pages that could not be read: {', '.join(broken[:20])}"] if broken else []}
