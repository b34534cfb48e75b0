"""Documents made for the tests, and the test that a text is traced to its original."""

from __future__ import annotations

import html
import zipfile
from html.parser import HTMLParser
from importlib.util import find_spec
from io import BytesIO
from itertools import pairwise

import pytest

from talleyrand.sources.documents import Document, original

WORD_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
needs_pypdf = pytest.mark.skipif(find_spec("pypdf") is None, reason="the extra 'read' is not installed")


def page(body: str, head: str = "") -> bytes:
    """A page of that body."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def packed(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def docx(*paragraphs: str, xml: str = "", **members: bytes) -> bytes:
    """A Word file of these paragraphs, or of that XML in its body."""
    body = xml or "".join(f"<w:p><w:r><w:t>{html.escape(each)}</w:t></w:r></w:p>" for each in paragraphs)
    document = f"<w:document {WORD_SPACE}><w:body>{body}</w:body></w:document>"
    named = {name.replace("__", "/") + ".xml": data for name, data in members.items()}
    return packed({"word/document.xml": document.encode()} | named)


def pdf(*pages: str, stream: bytes | None = None, length: str = "", info: str = "") -> bytes:
    """A PDF with one line of text on each page, or with that stream on its one page."""
    contents = [stream] if stream is not None else [f"BT /F1 12 Tf 72 700 Td ({each}) Tj ET".encode() for each in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 612 792] "
            f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(content)} {length} >>\nstream\n".encode() + content + b"\nendstream")
    objects.append(f"<< {info} >>".encode())
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(made)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return (
        made
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{start}\n%%EOF".encode()
    )


def letter(body: bytes, fields: str = "", kind: str = "text/plain; charset=utf-8") -> bytes:
    """A letter of that body."""
    head = "From: Envoy <envoy@example.org>\r\nTo: x@example.org\r\nSubject: A truce\r\nDate: Mon, 12 May 2025 23:00:00 +0200\r\n"
    return f"{head}{fields}MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n".encode() + body


class _Words(HTMLParser):
    """What the standard library reads in a page's source."""

    def __init__(self) -> None:
        super().__init__()
        self.data: list[str] = []

    def handle_data(self, data: str) -> None:
        self.data.append(data)


def words(source: str) -> str:
    """The characters of a piece of a page's source by the standard library's reading, white space taken out."""
    reader = _Words()
    reader.feed(source)
    reader.close()
    return "".join("".join(reader.data).split())


def assert_traced(document: Document, data: bytes) -> None:
    """Fail unless every stretch of the text stands, in order, for the same characters in the original."""
    source = original(data, document)
    spans = document.spans
    for run in spans:
        mine, theirs = document.text[run.start : run.start + run.length], source[run.origin : run.origin + run.taken]
        if run.length == run.taken:
            assert all(a == b or (a.isspace() and b.isspace()) for a, b in zip(mine, theirs, strict=True))
        else:
            assert mine == html.unescape(theirs) or (mine.isspace() and (theirs.isspace() or theirs.startswith("<")))
    for before, after in pairwise(spans):
        assert before.start + before.length <= after.start
        assert before.origin + before.taken <= after.origin
        assert document.text[before.start + before.length : after.start].strip() == ""
    if not spans:
        assert document.text == source
