"""The general list of states, territories and blocs, and the words by which texts name them (`states.yaml`).

State  one of them with all its words
Atlas  the whole list, with the phrases that hold a name and mean something else
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, territory or bloc of the general list.

    Attributes:
        code: ISO 3166 alpha-2, or the usual letters of a bloc.
        names: its names in English, the usual one first.
        people: its adjective and the words for its people.
        capitals: its seats of government by city.
        seats: palaces, houses and organs whose name stands for the government.
        chinese: its names in Chinese.
        chinese_capitals: its capitals in Chinese.
        short: the one-character forms of its name in Chinese.
        prefix: the form before a hyphen, as in "Sino-", or empty.
        family: where the family name stands: "first", "last" or "both".
    """

    code: str
    names: tuple[str, ...]
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    chinese: tuple[str, ...] = ()
    chinese_capitals: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    prefix: str = ""
    family: str = "last"

    def words(self) -> Iterator[tuple[str, str]]:
        """Every English or Chinese word for it with how it names it; the one-character forms are left out."""
        yield from ((name, "name") for name in (*self.names, *self.chinese))
        yield from ((name, "demonym") for name in self.people)
        yield from ((name, "capital") for name in (*self.capitals, *self.chinese_capitals))
        yield from ((name, "seat") for name in self.seats)
        if self.prefix:
            yield f"{self.prefix}-", "demonym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The general list.

    Attributes:
        states: by code.
        otherwise: phrases that hold a name and mean something else.
        doubtful: names that may mean something else, and what.
        leaders: by code, people who have led a state or spoken for it; a star stands before a family name that is
            enough to know one.
    """

    states: Mapping[str, State]
    otherwise: frozenset[str]
    doubtful: Mapping[str, str]
    leaders: Mapping[str, tuple[str, ...]]


@cache
def atlas() -> Atlas:
    """The list that comes with the package.

    >>> atlas().states["NO"].capitals
    ('Oslo',)
    """
    text = files("talleyrand.reading.parties").joinpath("states.yaml").read_text(encoding="utf-8")
    tree = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - all as text, Norway too
    return Atlas(
        states={code: _state(code, fields) for code, fields in tree["states"].items()},
        otherwise=frozenset(_listed(tree["otherwise"], ";")),
        doubtful=tree["doubtful"],
        leaders={code: _listed(names) for code, names in tree["leaders"].items()},
    )


def _state(code: str, fields: Mapping[str, str]) -> State:
    return State(
        code=code,
        names=(fields["name"], *_listed(fields.get("also", ""))),
        people=_listed(fields.get("people", "")),
        capitals=_listed(fields.get("capital", "")),
        seats=_listed(fields.get("seats", "")),
        chinese=_listed(fields.get("zh", "")),
        chinese_capitals=_listed(fields.get("zhcap", "")),
        short=_listed(fields.get("short", "")),
        prefix=fields.get("prefix", ""),
        family=fields.get("family", "last"),
    )


def _listed(text: str, mark: str = ",") -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())
