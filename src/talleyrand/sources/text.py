"""Plain text: it is its own original, character for character."""

from __future__ import annotations

from talleyrand.sources import clues
from talleyrand.sources.contents import Content
from talleyrand.sources.decoding import decoded


def read(data: bytes, *, declared: str = "", name: str = "the document") -> Content:
    """The content of a plain text.

    Raises:
        WrongValue: if it is no text, or in none of the encodings that are tried.
    """
    source = decoded(data, declared=declared, name=name)
    return Content(
        text=source.text,
        title=clues.first_line(source.text),
        date=clues.dateline(source.text),
        language=clues.language(source.text),
        encoding=source.encoding,
        doubts=source.doubts,
    )
