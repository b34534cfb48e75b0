"""A negotiation: its issues, sides, red lines and everything else that its file says, found by name.

Negotiation  what a negotiation file says, its entries in order
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from talleyrand.bargaining.entries import (
    AnyKind,
    Heading,
    Institution,
    Issue,
    Linkage,
    Move,
    RedLine,
    Side,
    Situation,
    Stage,
)
from talleyrand.errors import NotFound, nearest

Kind = TypeVar("Kind", bound=AnyKind)
Settled = tuple[int, ...]  # a package: for each issue in order, the number of its option


@dataclass(frozen=True, eq=False)
class Negotiation:
    """What a negotiation file says.

    Attributes:
        entries: in the order of the file.
    """

    entries: tuple[AnyKind, ...]

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The entries of a kind, in the order of the file."""
        return tuple([each for each in self.entries if isinstance(each, kind)])

    @cached_property
    def heading(self) -> Heading:
        """What is negotiated, by whom, as judged on what day."""
        return self.of(Heading)[0]

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What is to be settled."""
        return self.of(Issue)

    @cached_property
    def principals(self) -> tuple[Side, ...]:
        """The sides at the table, in the order of the heading."""
        return tuple(self.side(each) for each in self.heading.between)

    @cached_property
    def ratifiers(self) -> tuple[Side, ...]:
        """Those who must be carried at home."""
        return tuple(each for each in self.of(Side) if each.home)

    @cached_property
    def red_lines(self) -> tuple[RedLine, ...]:
        """What a side will not sign."""
        return self.of(RedLine)

    @cached_property
    def linkages(self) -> tuple[Linkage, ...]:
        """What must or may not go together."""
        return self.of(Linkage)

    @cached_property
    def institutions(self) -> tuple[Institution, ...]:
        """Where a deal must be carried at home."""
        return self.of(Institution)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The rungs of a deal in stages, in order."""
        return self.of(Stage)

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """Where things stand, as graphs."""
        return self.of(Situation)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The steps on the way to a deal."""
        return self.of(Move)

    def side(self, name: str) -> Side:
        """A side by its id.

        Raises:
            NotFound: if there is none of that name.
        """
        return _one(self._sides, name, "side")

    def place(self, issue: str) -> int:
        """The number of an issue.

        Raises:
            NotFound: if there is none of that name.
        """
        return _one(self._places, issue, "issue")

    def option(self, issue: str, option: str) -> int:
        """The number of an option of an issue.

        Raises:
            NotFound: if there is none of that name.
        """
        return _one(self._options[self.place(issue)], option, f"option of '{issue}'")

    def named(self, package: Settled) -> dict[str, str]:
        """A package by the names of issues and options."""
        return {issue.id: issue.options[n].option for issue, n in zip(self.issues, package, strict=True)}

    def settled(self, names: Iterable[tuple[str, str]]) -> Settled:
        """A package from the names of issues and options; an issue left out stands as it does today.

        Raises:
            NotFound: if there is no such issue or option, or the present state of an issue left out is not told.
        """
        given = {self.place(issue): self.option(issue, option) for issue, option in names}
        return tuple(given[n] if n in given else self._today(n) for n in range(len(self.issues)))

    def _today(self, place: int) -> int:
        issue = self.issues[place]
        if issue.today is None:
            raise NotFound(f"the package leaves out '{issue.id}', and the file does not tell how that stands today")
        return self.option(issue.id, issue.today)

    @cached_property
    def _sides(self) -> dict[str, Side]:
        return {each.id: each for each in self.of(Side)}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each.id: n for n, each in enumerate(self.issues)}

    @cached_property
    def _options(self) -> tuple[dict[str, int], ...]:
        return tuple({each.option: n for n, each in enumerate(issue.options)} for issue in self.issues)

    def __iter__(self) -> Iterator[AnyKind]:
        return iter(self.entries)


Found = TypeVar("Found")


def _one(there: dict[str, Found], name: str, what: str) -> Found:
    if name not in there:
        raise NotFound(f"there is no {what} '{name}'{nearest(name, there)}")
    return there[name]
