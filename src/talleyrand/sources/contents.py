"""What the reader of a format hands over.

Part     a page, paragraph or section of the text, by name
Content  the text of a document with all that the format itself says of it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from talleyrand.record.dates import When
from talleyrand.sources.offsets import Run

Unit = Literal["character", "page", "paragraph"]


class Part(NamedTuple):
    """A part of the text by the name that a reader of the original knows it by, as in `page 3`."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The text of a document with all that its format says of it.

    Attributes:
        text: plain text.
        runs: where it stands in the decoded original; empty if it is the original, or if there is none to count in.
        unit: what a place in the original is counted in.
        parts: pages, paragraphs or sections, in order.
        encoding: the codec by which the original's bytes become its characters; empty if it is not text.
        attachments: names of what came with it and was not read.
        doubts: what a reader should know before trusting it.
    """

    text: str
    runs: tuple[Run, ...] = ()
    unit: Unit = "character"
    parts: tuple[Part, ...] = ()
    title: str = ""
    publisher: str = ""
    date: When | None = None
    language: str = ""
    encoding: str = ""
    attachments: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
