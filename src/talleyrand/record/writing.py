"""The text of an entry in the record's strict YAML, laid out as the files that are shipped.

Laid  a value laid out: what stands on the line of its name, and the lines below

Text is quoted only where the reader needs it; what would run past the width of a page is folded below its
name, and lists of words stand in brackets while they fit on a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from talleyrand.errors import WrongValue
from talleyrand.record.meaning import (
    Hint,
    Hints,
    each_of,
    entry_hints,
    part_hints,
    pruned,
    shape_of,
    shorthand_of,
)
from talleyrand.record.syntax import Raw, parse

WIDTH = 120
WRITTEN = "the entry"

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u2028": "\\L", "\u2029": "\\P",
}  # fmt: skip
_ESCAPED = re.compile(f"[{re.escape(''.join(_ESCAPES))}]")
_ONLY_ESCAPED = re.compile("[\n\r\t\u2028\u2029]")
_WANTS_QUOTES = re.compile(r"""[ ?:,\[\]{}#&*!|>'"%@`]|-(?!\w)|.*(:( |$)| #| $)|(~|null|Null|NULL|<<)?$""")
_MARK_OF_FLOW = re.compile(r"[,\[\]{}]")
_BREAK = re.compile("(?<! ) (?! )")


@dataclass(frozen=True, slots=True)
class Laid:
    """A value laid out.

    Attributes:
        head: what follows its name on one line; empty if all stands below.
        body: the lines below, with their indentation.
    """

    head: str
    body: tuple[str, ...] = ()


def written(values: Mapping[str, Raw], hints: Hints | None = None) -> str:
    """The text of an entry, its kind and id first and its fields in the order of its class.

    Args:
        values: the entry as the reader gives it; what is empty in it is left out.
        hints: the fields of its kind; those of a record's entry of that kind if None.

    Raises:
        WrongValue: if there is no kind and id, or a text holds what no record can.

    >>> print(written({"party": "CN", "aliases": ["PRC", "Beijing"], "name": "China", "form": "state"}), end="")
    - party: CN
      name: China
      form: state
      aliases: [PRC, Beijing]
    """
    kind = identified(values)
    kept: dict[str, Raw] = {name: each for name, raw in values.items() if (each := pruned(raw))}
    refuse_unwritable(kept)
    hints = {kind: None, **(hints or entry_hints(kind))}
    lines = [f"- {one_line(kind)}: {one_line(str(kept.pop(kind)))}", *field_lines(kept, hints, 2)]
    text = "\n".join(lines) + "\n"
    parsed = parse(text.encode(), WRITTEN)
    if parsed.problems:
        raise WrongValue(f"the entry cannot be written: {parsed.problems[0].message}")
    return text


def identified(values: Mapping[str, Raw]) -> str:
    """The kind of an entry.

    Raises:
        WrongValue: if its first value is not its id.
    """
    kind = next(iter(values), "")
    name = values.get(kind)
    if not kind or not isinstance(name, str) or not name.strip():
        raise WrongValue(f"the entry has no id; its first field, '{kind}', must hold one")
    return kind


def refuse_unwritable(raw: Raw, name: str = "the entry") -> None:
    """Raise if a text anywhere holds a character that no record can.

    Raises:
        WrongValue: naming the field and the character.
    """
    if isinstance(raw, str):
        if found := _UNWRITABLE.search(raw):
            raise WrongValue(f"{name} holds a control character (U+{ord(found.group()):04X}); delete it")
        return
    parts: Iterator[tuple[str, Raw]] = ((name, each) for each in raw) if isinstance(raw, list) else iter(raw.items())
    for key, each in parts:
        if isinstance(raw, dict):
            refuse_unwritable(key, "the name of a field")
        refuse_unwritable(each, f"'{key}'" if isinstance(raw, dict) else name)


# --- text ----------------------------------------------------------------------------------------


def one_line(text: str, *, flow: bool = False, style: str = "") -> str:
    r"""A text on one line: bare if it reads so, else in quotes.

    Args:
        flow: true within brackets or braces, where their marks and commas want quotes.
        style: the quotes that stood there before, which are kept.

    >>> one_line("8541.10"), one_line("a: b"), one_line('say "no" #1')
    ('8541.10', '"a: b"', '\'say "no" #1\'')
    """
    wants = _WANTS_QUOTES.match(text) or _ONLY_ESCAPED.search(text) or (flow and _MARK_OF_FLOW.search(text))
    if not wants and style not in ("'", '"'):
        return text
    awkward = ('"' in text or "\\" in text) and "'" not in text
    if (style == "'" or (awkward and style != '"')) and not _ONLY_ESCAPED.search(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(lambda found: _ESCAPES[found.group()], text) + '"'


def laid_text(text: str, column: int, used: int, *, style: str = "") -> Laid:
    """A text beside its name, or folded below it if it runs past the width.

    Args:
        column: where the name stands.
        used: how much of the line is taken already.
        style: the quotes that stood there before.
    """
    line = one_line(text, style=style)
    fits = used + len(line) <= WIDTH
    if _ONLY_ESCAPED.search(text.replace("\n", "")) or (fits and "\n" not in text) or not _in_blocks(text):
        return Laid(line)
    indent = " " * (column + 2)
    if "\n" in text and all(len(each) + len(indent) <= WIDTH for each in text.split("\n")):
        return Laid("|-", tuple(indent + each if each else "" for each in text.split("\n")))
    if not _BREAK.search(text):
        return Laid(line)
    return Laid(">-", tuple(indent + each if each else "" for each in _folded(text, WIDTH - len(indent))))


def _in_blocks(text: str) -> bool:
    """Whether a text keeps its spaces and its line ends in a block below its name."""
    return all(each == each.strip(" ") for each in text.split("\n")) and text == text.strip("\n")


def _folded(text: str, width: int) -> list[str]:
    """Lines that fold back into a text; each of its own line ends is a blank line."""
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            lines.append("")
        if paragraph:
            lines += _wrapped(paragraph, max(width, 20))
    return lines


def _wrapped(paragraph: str, width: int) -> list[str]:
    line, *words = _BREAK.split(paragraph)
    lines = []
    for word in words:
        if len(line) + 1 + len(word) <= width:
            line += " " + word
        else:
            lines.append(line)
            line = word
    return [*lines, line]


# --- lists and parts -----------------------------------------------------------------------------


def in_flow(raw: Raw, hint: Hint = None) -> str:
    """A value on one line, in brackets or braces if it is no text."""
    if isinstance(raw, str):
        return one_line(raw, flow=True)
    if isinstance(raw, list):
        each = each_of(hint)
        return "[" + ", ".join(in_flow(one, each) for one in raw) + "]"
    hints = part_hints(hint)
    return "{" + ", ".join(flow_field(name, each, hints.get(name)) for name, each in in_order(raw, hints)) + "}"


def flow_field(name: str, raw: Raw, hint: Hint) -> str:
    """A field within braces."""
    return f"{one_line(name, flow=True)}: {in_flow(raw, hint)}"


def in_order(fields: Mapping[str, Raw], hints: Hints) -> list[tuple[str, Raw]]:
    """Fields in the order of their class, those that it does not have last."""
    ranks = {name: rank for rank, name in enumerate(hints)}
    return sorted(fields.items(), key=lambda field: ranks.get(field[0], len(ranks)))


def field_lines(fields: Mapping[str, Raw], hints: Hints, column: int) -> list[str]:
    """The lines of fields whose names stand at a column."""
    lines: list[str] = []
    for name, raw in in_order(fields, hints):
        start = " " * column + one_line(name) + ":"
        laid = laid_out(raw, hints.get(name), column, len(start) + 1)
        lines += [f"{start} {laid.head}".rstrip(" "), *laid.body]
    return lines


def item_lines(raw: Raw, hint: Hint, column: int) -> list[str]:
    """The lines of an item of a list whose dashes stand at a column."""
    start = " " * column + "- "
    laid = laid_item(raw, hint, column, len(start))
    return [start + laid.head, *laid.body]


def laid_item(raw: Raw, hint: Hint, column: int, used: int) -> Laid:
    """A value after a dash: a part begins on the dash's own line."""
    if isinstance(raw, dict):
        first, *rest = field_lines(raw, part_hints(hint), column + 2)
        return Laid(first[column + 2 :], tuple(rest))
    return Laid(in_flow(raw, hint)) if isinstance(raw, list) else laid_text(raw, column, used)


def laid_out(raw: Raw, hint: Hint, column: int, used: int) -> Laid:
    """A value after its name: on the line of the name if it fits, else below.

    Args:
        column: where the name stands.
        used: how much of the line is taken already.
    """
    if isinstance(raw, str):
        return laid_text(raw, column, used)
    if _reads_well_in_flow(raw, hint):
        line = in_flow(raw, hint)
        if used + len(line) <= WIDTH:
            return Laid(line)
    if isinstance(raw, dict):
        return Laid("", tuple(field_lines(raw, part_hints(hint), column + 2)))
    each = each_of(hint)
    return Laid("", tuple(line for one in raw for line in item_lines(one, each, column + 2)))


def _reads_well_in_flow(raw: Raw, hint: Hint) -> bool:
    """True of plain texts, a small part and citations, but not of lists of steps or paragraphs."""
    if isinstance(raw, str):
        return "\n" not in raw
    if isinstance(raw, dict):
        return all(isinstance(each, str) and "\n" not in each for each in raw.values())
    each = each_of(hint)
    small = shape_of(each) is None or shorthand_of(each) is not None
    return all(isinstance(one, str) or small for one in raw) and all(_reads_well_in_flow(one, each) for one in raw)
