"""A form that came with a file, taken apart: the fields as text, the file as bytes.

Upload  what one form held
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from talleyrand.errors import WrongValue

MOST_PARTS = 20
MOST_HEAD = 4096  # bytes of the lines before a part's content
MOST_TEXT = 1024 * 1024  # bytes of a field that is no file
_BOUNDARY = re.compile(r"""multipart/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))""", re.I | re.S)
_NAMED = re.compile(
    r'content-disposition:\s*form-data\s*;\s*name="([^"\r\n]*)"(?:\s*;\s*filename="([^"\r\n]*)")?', re.I
)
_MEDIA = re.compile(r"content-type:\s*([^\r\n]{1,200})", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What one form held.

    Attributes:
        fields: texts by name.
        data: the file's bytes; empty if none was chosen.
        name: the file's own name.
        media: its kind, as the browser has it.
    """

    fields: Mapping[str, str]
    data: bytes = b""
    name: str = ""
    media: str = ""


def upload(body: bytes, content_type: str) -> Upload:
    """What a form with a file held.

    Raises:
        WrongValue: if it is no such form, has more parts than any of ours, or a field that is no text.
    """
    found = _BOUNDARY.match(content_type)
    if not found:
        raise WrongValue("the form came without the mark that parts it")
    mark = b"\r\n--" + (found[1] or found[2]).encode("latin-1", "replace")
    start, *pieces = (b"\r\n" + body).split(mark, MOST_PARTS + 1)
    if start or not pieces or not pieces[-1].startswith(b"--"):
        raise WrongValue("the form was cut short, or has more parts than any of ours")
    fields: dict[str, str] = {}
    file: dict[str, str | bytes] = {}
    for piece in pieces[:-1]:
        head, gap, content = piece.partition(b"\r\n\r\n")
        told = _NAMED.search(head[:MOST_HEAD].decode("utf-8", "replace"))
        if not gap or told is None or told[1] in fields or (told[2] is not None and file):
            raise WrongValue("a part of the form has no name, or a name that came before")
        if told[2] is None:
            fields[told[1]] = _text(content)
        else:
            media = _MEDIA.search(head[:MOST_HEAD].decode("latin-1"))
            file = {"data": content, "name": told[2], "media": media[1].strip() if media else ""}
    return Upload(fields=fields, **file)  # type: ignore[arg-type]  # each under its own name


def _text(content: bytes) -> str:
    if len(content) > MOST_TEXT:
        raise WrongValue(f"a field holds more than {MOST_TEXT} bytes; put a longer text in as a file")
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise WrongValue("a field of the form holds what is no text") from None
