"""E-mail: the letter itself, plain or as a page; what is attached to it is named and not opened.

The letter is taken apart in a process of its own. A place in its text points into the decoded characters of the part
that was read, which the name of the document's one part tells.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from talleyrand.errors import WrongValue
from talleyrand.sources import clues, html, text
from talleyrand.sources.apart import Limits, Told, told
from talleyrand.sources.contents import Content, Part

MOST_PARTS = 1_000
MOST_ATTACHMENTS = 100
LONGEST_HEADER = 2_000
_BOUNDARY = re.compile(rb"boundary\s{0,9}=\s{0,9}\"?([^\s\";]{1,70})", re.I)
_SEARCHED, _BOUNDARIES = 1_000_000, 20  # bytes in which boundaries are looked for, and how many are counted
STUB = 200  # a plain part shorter than that says only that the letter is a page


def read(data: bytes, *, name: str = "the letter", limits: Limits | None = None) -> Content:
    """The content of a letter.

    Raises:
        WrongValue: if it is broken, or holds no text.
    """
    said = told("e-mail", data, name=name, limits=limits)
    body = b64decode(str(said.get("body", "")))
    media, declared = str(said.get("media", "")), str(said.get("charset", ""))
    read_body = html.read if media == "text/html" else text.read
    found = read_body(body, declared=declared, name=name)
    if not found.text.strip():
        raise WrongValue(f"'{name}' holds no text")
    attached = said.get("attachments")
    return replace(
        found,
        title=str(said.get("subject", "")) or found.title,
        publisher=str(said.get("sender", "")) or found.publisher,
        date=clues.day(str(said.get("date", ""))) or found.date,
        parts=(Part(0, len(found.text), f"part {said.get('part', '')}, {media}"),),
        attachments=tuple(map(str, attached)) if isinstance(attached, list) else (),
    )


def characters(data: bytes, encoding: str) -> str:
    """The characters of the part that was read, into which the runs of its content point."""
    return b64decode(str(told("e-mail", data, name="the letter").get("body", ""))).decode(encoding, "replace")


def opened(data: bytes) -> Told:
    """What a letter says, and the part of it to be read; only for the process apart."""
    if _delimiters(data) > 2 * MOST_PARTS:  # taking them apart would take long
        return {"fault": f"is a letter of more than {MOST_PARTS:,} parts"}
    try:
        letter = BytesParser(policy=policy.default).parsebytes(data)
        parts = []
        for number, part in enumerate(letter.walk()):
            if number > MOST_PARTS:
                return {"fault": f"is a letter of more than {MOST_PARTS:,} parts"}
            if not part.is_multipart():
                parts.append((number, part))
        chosen = _chosen(parts)
        if chosen is None:
            return {"fault": "holds no text"}
        number, body = chosen
        payload = body.get_payload(decode=True)
        return {
            "subject": _header(letter, "subject"),
            "sender": _sender(letter),
            "date": _day(letter),
            "media": body.get_content_type(),
            "charset": str(body.get_content_charset() or ""),
            "part": number,
            "body": b64encode(payload if isinstance(payload, bytes) else b"").decode("ascii"),
            "attachments": [_named(part) for found, part in parts if found != number][:MOST_ATTACHMENTS],
        }
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        return {"fault": "is a broken letter; it cannot be read"}


def _delimiters(data: bytes) -> int:
    """How many lines part one part of a letter from the next, by the boundaries that it names first."""
    named = dict.fromkeys(_BOUNDARY.findall(data[:_SEARCHED]))
    return sum(len(re.findall(rb"\n--%b\s" % re.escape(each), data)) for each in list(named)[:_BOUNDARIES])


def _chosen(parts: list[tuple[int, EmailMessage]]) -> tuple[int, EmailMessage] | None:
    """The plain part, if it is more than a stub, or the part that is a page."""
    shown = [(number, part) for number, part in parts if part.get_content_disposition() != "attachment"]
    plain = [each for each in shown if each[1].get_content_type() == "text/plain"]
    pages = [each for each in shown if each[1].get_content_type() == "text/html"]
    if plain and (not pages or len(plain[0][1].get_payload(decode=True) or b"") >= STUB):
        return plain[0]
    return pages[0] if pages else None


def _raw(letter: Message, name: str) -> str:
    """A field as it was sent, cut where no field of a letter is longer."""
    found = next((value for key, value in letter.raw_items() if key.lower() == name), "")
    return " ".join(str(found)[:LONGEST_HEADER].split())


def _header(letter: Message, name: str) -> str:
    raw = _raw(letter, name)
    try:
        return str(make_header(decode_header(raw)))[:500]
    except (MessageError, ValueError, LookupError):
        return raw[:500]


def _sender(letter: Message) -> str:
    name, address = parseaddr(_raw(letter, "from"))
    try:
        return (str(make_header(decode_header(name))) or address)[:500]
    except (MessageError, ValueError, LookupError):
        return (name or address)[:500]


def _day(letter: Message) -> str:
    try:
        return parsedate_to_datetime(_raw(letter, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _named(part: EmailMessage) -> str:
    name = (part.get_filename() or "")[:200]
    return f"{name} ({part.get_content_type()})" if name else part.get_content_type()
