"""Templates, and what every page has: the way round the site, the two clocks, how to cite it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from talleyrand.books.words import day_text, when_text
from talleyrand.presentation.tables import text_of
from talleyrand.web import cells
from talleyrand.web.addresses import Address, entry_path

# The way round the site: what a page is called there, and its path.
WAYS = (
    ("Today", "/"), ("Timeline", "/timeline"), ("Measures", "/measures"), ("Commitments", "/commitments"),
    ("Concessions", "/concessions"), ("Readings", "/interpretations"), ("Channels", "/channels"),
    ("People", "/people"), ("Calendar", "/calendar"), ("Questions", "/questions"),
    ("Plans", "/plans"), ("Consistency", "/consistency"), ("Sources", "/bibliography"), ("Inbox", "/inbox"),
    ("Audit", "/audit"), ("SQL", "/query"), ("Check", "/check"),
)  # fmt: skip

DONE = {
    "saved": "Saved.", "added": "Added.", "removed": "Removed.", "undone": "Undone.",
    "same": "Nothing was changed, so nothing was written.",
    "accepted": "Accepted: it is in the record.", "amended": "Accepted as amended: it is in the record.",
    "confirmed": "Confirmed: the document is cited by what the record has.",
    "read": "Read. What it tells waits here for you.", "refused": "Refused; the reason is kept.",
    "taken-back": "Taken back: it waits again.",
    "unkept": "Written; but git could not keep it for undoing.",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has around its own.

    Attributes:
        address: of the page.
        way: path of the part of the site that it belongs to.
        on: the day asked about, as text.
        known: the day of knowledge, as text.
        today: the day it is, as text.
        mark: of the edition of the record.
        record: what the record is called.
        may_write: true if whoever asks may edit.
        twins: true if the page has twins for machines.
    """

    address: Address
    way: str
    on: str
    known: str
    today: str
    mark: str
    record: str
    may_write: bool = False
    twins: bool = True

    @property
    def ways(self) -> tuple[tuple[str, str, bool], ...]:
        """Every part of the site, by name and address on the same two days, and whether this page is in it."""
        return tuple([(name, str(self.address.to(path)), path == self.way) for name, path in WAYS])

    @property
    def permalink(self) -> str:
        """The address of this very page with both days written out."""
        return str(self.address.having(on=self.on, known=self.known, done=None))

    @property
    def done(self) -> str:
        """What has just been done, for whoever was sent on to this page."""
        return DONE.get(self.address.value("done"), "")

    def to(self, path: str, **given: str) -> str:
        """The address of another page on the same two days."""
        return str(self.address.to(path).having(**given))


@cache
def environment() -> Environment:
    """The templates, whatever they are given escaped unless it is markup of our own."""
    made = Environment(
        loader=PackageLoader("talleyrand.web"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters |= {
        "cell": text_of, "day": day_text, "when": when_text, "entry_path": entry_path, "drawn": _drawn,
        "web": web_address, "as_cell": cells.cell, "as_row": cells.row,
    }  # fmt: skip
    return made


def page(template: str, frame: Frame, values: Mapping[str, Any]) -> str:
    """A page as HTML."""
    return environment().get_template(template).render(frame=frame, **values)


def _drawn(svg: str) -> Markup:
    """A chart of our own, which has escaped every text in it."""
    return Markup(svg)  # noqa: S704 - made by presentation.charts alone


def web_address(text: str | None) -> str:
    """An address that may be made a link: one of the web; anything else stays text.

    >>> web_address("javascript:alert(1)"), web_address("https://example.org/a")
    ('', 'https://example.org/a')
    """
    there = (text or "").strip()
    plain = there.isprintable() and not any(each.isspace() for each in there)
    return there if plain and there.lower().startswith(("https://", "http://")) else ""
