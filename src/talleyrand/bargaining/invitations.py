"""A road as an iCalendar file, for any calendar program. Source: RFC 5545."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.roadmap import Leg, Road

LONGEST = 75  # bytes of a line


def icalendar(negotiation: Negotiation, road: Road) -> str:
    """The steps as events that last whole days; the same road gives the same bytes."""
    made = negotiation.heading.on.first
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Talleyrand//roadmap//EN", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{_text(negotiation.heading.title)}"]  # fmt: skip
    for leg in road.legs:
        snags = [each.message for each in road.snags if each.leg == leg.id]
        lines.extend(_event(negotiation, leg, snags, made))
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(negotiation: Negotiation, leg: Leg, snags: list[str], made: date) -> Iterator[str]:
    names = ", ".join(negotiation.side(each).name for each in leg.by)
    told = [f"{leg.form}; {names}", *(["Leads: " + ", ".join(leg.leads)] if leg.leads else []), *snags]
    yield "BEGIN:VEVENT"
    yield f"UID:{leg.kind}-{leg.id}@{negotiation.heading.id}.talleyrand"
    yield f"DTSTAMP:{made:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{leg.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{leg.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(leg.title)}"
    yield f"DESCRIPTION:{_text(chr(10).join(told))}"
    yield f"CATEGORIES:{_text(leg.form)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(said: str) -> str:
    plain = "".join(each for each in said if each == "\n" or each.isprintable())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, no letter cut, each but the first after a space."""
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    yield piece
