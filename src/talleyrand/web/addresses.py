"""Addresses of pages: a path and what is asked on it, so that a link changes one thing and keeps the rest.

Address  a page's path with its arguments, as text
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from talleyrand.errors import WrongValue

MOST_ARGUMENTS = 40
CLOCKS = ("on", "known")
TURNING = ("page", "sort", "has", "done")  # how a table is shown, not what it says


@dataclass(frozen=True, slots=True)
class Address:
    """A page's path with its arguments, in order, each named once."""

    path: str
    given: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.path + (f"?{urlencode(self.given)}" if self.given else "")

    def value(self, name: str) -> str:
        """The argument of that name, or an empty text."""
        return dict(self.given).get(name, "")

    def having(self, **changes: str | int | None) -> Address:
        """The same page with arguments put, changed, or (where None or empty) taken out."""
        values: dict[str, str | int | None] = {**dict(self.given), **changes}
        return Address(self.path, tuple([(name, str(each)) for name, each in values.items() if each not in (None, "")]))

    def without(self, *names: str) -> Address:
        """The same page without some arguments."""
        return Address(self.path, tuple([each for each in self.given if each[0] not in names]))

    def to(self, path: str) -> Address:
        """Another page on the same two days."""
        return Address(path, tuple([each for each in self.given if each[0] in CLOCKS]))

    def twin(self, form: str) -> Address:
        """The same answer for machines, whole."""
        return Address(f"{'/brief' if self.path == '/' else self.path}.{form}", self.without(*TURNING).given)


def address(path: str, query: str) -> Address:
    """The address that a path and a query make; of an argument given twice the last counts.

    Raises:
        WrongValue: if the query holds too many arguments or what is no text.
    """
    try:
        pairs = parse_qsl(query, max_num_fields=MOST_ARGUMENTS, errors="strict")
    except ValueError:
        raise WrongValue("the address holds too many arguments, or what is no text") from None
    return Address(path, tuple({name: value for name, value in pairs if value.strip()}.items()))


_PLAIN = re.compile("[A-Za-z0-9_./~-]*").fullmatch  # as nearly all ids are: nothing to quote


def entry_path(entry_id: str) -> str:
    """The path of an entry's page; of `agreement#clause`, the place on the agreement's page."""
    if _PLAIN(entry_id):
        return f"/e/{entry_id}"
    whole, mark, part = entry_id.partition("#")
    return f"/e/{quote(whole, safe='/')}{mark}{quote(part, safe='')}"
