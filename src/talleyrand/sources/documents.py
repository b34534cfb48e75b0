"""Documents: bytes of any known kind become a text, with where it is from and where each word of it stands.

Document  a text to be read and quoted, its imprint, and the map into its original
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import urlsplit

from talleyrand.errors import WrongValue
from talleyrand.record.dates import When, when
from talleyrand.sources import clues, html, mail, markdown, pdf, text, word
from talleyrand.sources.contents import Content, Part, Unit
from talleyrand.sources.offsets import Extent, Run, extent

MOST_BYTES = 20 * 1024 * 1024
TEXT, MARKDOWN, HTML, PDF, MAIL = "text/plain", "text/markdown", "text/html", "application/pdf", "message/rfc822"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {
    ".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML,
    ".pdf": PDF, ".docx": WORD, ".eml": MAIL, ".mht": MAIL, ".mhtml": MAIL,
}  # fmt: skip
_ALSO = {"application/xhtml+xml": HTML, "text/x-markdown": MARKDOWN, "multipart/related": MAIL}
_UNREAD = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file; save it as .docx"),
    (b"{\\rtf", "an RTF file; save it as .docx"),
    (b"\x1f\x8b", "packed with gzip; unpack it first"),
    (b"BZh", "packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "packed with xz; unpack it first"),
    (b"7z\xbc\xaf", "packed with 7-Zip; unpack it first"),
    (b"Rar!", "packed with RAR; unpack it first"),
    (b"\x89PNG", "a picture; it holds no text"),
    (b"\xff\xd8\xff", "a picture; it holds no text"),
    (b"GIF8", "a picture; it holds no text"),
    (b"\x7fELF", "a program"),
)
_PAGE = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]")
_SENT = re.compile(rb"^(?:From|Received|Return-Path|Delivered-To|MIME-Version|Message-ID):", re.I | re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text to be read and quoted.

    Attributes:
        text: the plain text that everything quotes.
        title: its title, or its name if it has none.
        publisher: who published it, or the host that it came from; empty if neither is known.
        date: its day; None if it does not tell.
        language: code of its language; empty if that is not plain.
        address: where it came from; empty if not from an address.
        media: its kind, as `text/html`.
        digest: SHA-256 of the original's bytes.
        spans: where stretches of the text stand among the original's decoded characters; empty if the text is the
            original, or if the original has no characters to count.
        unit: what a place in the original is counted in: characters, pages of a PDF, paragraphs of a Word file.
        parts: pages or paragraphs of the text by name; of a letter, the part that was read.
        encoding: the codec by which the original's bytes become its characters; empty for PDF and Word.
        attachments: what came with a letter and was not read.
        doubts: what its reader should know.
    """

    text: str
    title: str
    publisher: str
    date: When | None
    language: str
    address: str
    media: str
    digest: str
    spans: tuple[Run, ...] = ()
    unit: Unit = "character"
    parts: tuple[Part, ...] = ()
    encoding: str = ""
    attachments: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def original_span(self, start: int, end: int) -> Extent:
        """The stretch of the original's decoded characters that holds the text from `start` to `end`.

        Raises:
            WrongValue: if the text has no such stretch, or the original no characters to count: ask for its `place`.
        """
        if not 0 <= start <= end <= len(self.text):
            raise WrongValue(f"{start} to {end} is no stretch of a text of {len(self.text)} characters")
        if self.unit != "character":
            raise WrongValue(f"a place in this document is a {self.unit}, not a number of characters")
        return extent(self.spans, start, end) if self.spans else Extent(start, end)

    def place(self, start: int) -> str:
        """The page, paragraph or part in which a character of the text stands, as `page 3`; empty if it has none."""
        return next((each.name for each in reversed(self.parts) if each.start <= start), "")


def read(data: bytes, *, name: str = "", media: str = "", address: str = "", published: str = "") -> Document:
    """The document that bytes hold; its kind is picked by what they are, then by `media`, then by `name`.

    Args:
        name: of the file, or whatever it is to be called in a message.
        media: the kind that came with it, as `text/html; charset=gbk`.
        address: where it was fetched from.
        published: its day, if the user knows better than the document.

    Raises:
        WrongValue: if it is of no known kind, empty, too large, broken, or locked.
    """
    called = name or address or "the document"
    if len(data) > MOST_BYTES:
        raise WrongValue(
            f"'{called}' holds more than {MOST_BYTES // 1024**2} MB; cut it into documents that a person could read"
        )
    if not data.strip():
        raise WrongValue(f"'{called}' is empty")
    kind = kind_of(data, name=name, media=media)
    declared = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", media, re.I)
    found = _content(data, kind, declared[1] if declared else "", called)
    if not found.text.strip():
        raise WrongValue(f"'{called}' holds no text that is shown")
    return Document(
        text=found.text,
        title=found.title.strip() or PurePath(name).stem or address,
        publisher=found.publisher.strip() or _host(address),
        date=when(published) if published else found.date,
        language=found.language,
        address=address,
        media=kind,
        digest=sha256(data).hexdigest(),
        spans=found.runs,
        unit=found.unit,
        parts=found.parts,
        encoding=found.encoding,
        attachments=found.attachments,
        doubts=(*found.doubts, *clues.doubts(found.text)),
    )


def _content(data: bytes, kind: str, declared: str, called: str) -> Content:
    if kind == PDF:
        return pdf.read(data, name=called)
    if kind == WORD:
        return word.read(data, name=called)
    if kind == MAIL:
        return mail.read(data, name=called)
    if kind == HTML:
        return html.read(data, declared=declared, name=called)
    if kind == MARKDOWN:
        return markdown.read(data, declared=declared, name=called)
    return text.read(data, declared=declared, name=called)


def kind_of(data: bytes, *, name: str = "", media: str = "") -> str:
    """The kind of a document: what its bytes show, else what came with it, else what its name says, else plain text.

    Raises:
        WrongValue: if it is plainly of a kind that is not read.
    """
    for mark, what in _UNREAD:
        if data.startswith(mark):
            raise WrongValue(f"'{name or 'the document'}' is {what}")
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return WORD
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return HTML
    given = media.partition(";")[0].strip().lower()
    said = _ALSO.get(given, given) if given not in ("", TEXT) else SUFFIXES.get(PurePath(name).suffix.lower(), TEXT)
    if said == TEXT and _FIELD.match(head) and _is_letter(head):
        return MAIL
    return said if said in (TEXT, MARKDOWN, HTML, MAIL) else TEXT


def _is_letter(head: bytes) -> bool:
    fields = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    lines = fields.splitlines()
    return len(_SENT.findall(fields)) >= 2 and all(_FIELD.match(line) or line[:1] in b" \t" for line in lines[:-1])


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def original(data: bytes, document: Document) -> str:
    """The characters of the original, into which `Document.original_span` points.

    Raises:
        WrongValue: if these are not the bytes that the document was read from, or they have no characters to count.
    """
    if sha256(data).hexdigest() != document.digest:
        raise WrongValue("these are not the bytes that the document was read from: its SHA-256 is another")
    if document.unit != "character":
        raise WrongValue(f"a place in this document is a {document.unit}, not a number of characters")
    if document.media == MAIL:
        return mail.characters(data, document.encoding)
    return data.decode(document.encoding, "replace")
