"""Where each value of an entry stands in its text, to the character.

Spot  a line and a column, from 0
Node  a value with the spots where it begins and ends, and how it is written
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from talleyrand.errors import WrongValue
from talleyrand.record.syntax import BLANK, Item, Raw, parse

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML was built without libyaml: the same nodes, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

TEXT = "the text of the entry"


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A line and a column of a text, from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value as it stands in its text.

    Attributes:
        raw: what it says.
        start: its first character.
        end: after its last; of a list or mapping without brackets, after that of its last part.
        style: the quotes or the mark of a text; for a list or mapping "flow" if it stands in brackets.
        keys: of a mapping, the names in it.
        parts: of a list or mapping, the values in it.
    """

    raw: Raw
    start: Spot
    end: Spot
    style: str = ""
    keys: tuple[Node, ...] = ()
    parts: tuple[Node, ...] = ()

    @property
    def flow(self) -> bool:
        """True of a list or mapping in brackets."""
        return self.style == "flow"

    @property
    def block_text(self) -> bool:
        """True of a text that stands below a mark `|` or `>`."""
        return self.style in ("|", ">")

    @property
    def last(self) -> int:
        """The last line that is its own."""
        return self.end.line - (self.end.column == 0 and self.end.line > self.start.line)


def only_item(text: str) -> Item:
    """The one entry that a text is.

    Raises:
        WrongValue: if it has faults, or is not exactly one entry.
    """
    parsed = parse(text.encode("utf-8", "surrogatepass"), TEXT)
    if parsed.problems:
        raise WrongValue(f"the entry cannot be changed as it stands: {parsed.problems[0]}")
    if len(parsed.items) != 1 or parsed.items[0].start:
        raise WrongValue(f"{TEXT} holds {len(parsed.items)} entries, or more than entries; exactly one is expected")
    return parsed.items[0]


def tree(text: str, item: Item) -> Node:
    """The places of all values of an entry in its own text, which is known to be sound."""
    loader: Any = _Loader
    composed: Any = yaml.compose(text, Loader=loader)
    return _node(composed.value[0], item.value, text.split("\n"))


def _node(found: Any, raw: Raw, lines: list[str]) -> Node:
    start = Spot(found.start_mark.line, found.start_mark.column)
    end = Spot(found.end_mark.line, found.end_mark.column)
    if isinstance(raw, str):
        style = found.style or ""
        return Node(
            raw=raw, start=start, end=_end_of_block(start, end, lines) if style in ("|", ">") else end, style=style
        )
    if isinstance(raw, dict):
        keys = tuple(_node(key, key.value, lines) for key, _ in found.value)
        parts = tuple(_node(part, raw[key.value], lines) for key, part in found.value)
    else:
        keys, parts = (), tuple(_node(part, one, lines) for part, one in zip(found.value, raw, strict=True))
    if found.flow_style:
        return Node(raw=raw, start=start, end=end, style="flow", keys=keys, parts=parts)
    return Node(raw=raw, start=start, end=parts[-1].end, keys=keys, parts=parts)


def _end_of_block(start: Spot, end: Spot, lines: list[str]) -> Spot:
    """Where a text block ends: after its last line, and after the blank ones below only if it keeps them."""
    line = end.line if end.column else end.line - 1
    if "+" not in lines[start.line][start.column :].split("#")[0]:
        while line > start.line and not lines[line].strip(BLANK):
            line -= 1
    return Spot(line + 1, 0)
