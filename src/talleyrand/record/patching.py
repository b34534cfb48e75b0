"""The text of an entry changed to say something else, and no line of it touched that need not be.

Node   a value as it stands in the text
Chunk  the lines of one field or one item of a list: from its first to the one before what comes next
Step   one field or item as it is to be, with the old one that it comes from

The file's own order, comments, blank lines, quotes and brackets stay as they are wherever the meaning is to
stay; a comment beside or above a text that is changed stays too. What is made is read again before it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from talleyrand.errors import WrongValue
from talleyrand.record.alignment import Step, of_fields, of_items, of_pairs
from talleyrand.record.meaning import (
    Hint,
    Hints,
    each_of,
    entry_hints,
    meaning,
    meant,
    named,
    pair_of,
    paired,
    part_hints,
    pruned,
    several,
    shape_of,
    shorthand_of,
)
from talleyrand.record.nodes import Node, Spot, only_item, tree
from talleyrand.record.syntax import BLANK, Raw
from talleyrand.record.writing import (
    WIDTH,
    Laid,
    field_lines,
    flow_field,
    identified,
    in_flow,
    item_lines,
    laid_item,
    laid_out,
    laid_text,
    one_line,
    refuse_unwritable,
)


def patched(text: str, values: Mapping[str, Raw], hints: Hints | None = None) -> str:
    """An entry's own text, changed so that it says these values.

    Args:
        text: the lines of one entry, without faults of form.
        values: the entry as the reader would give it; what is empty counts as left out.
        hints: the fields of its kind; those of a record's entry of that kind if None.

    Raises:
        WrongValue: if the text is not one sound entry, the values are of another kind or hold what no record
            can, or the text is written in a way that cannot be changed without loss.
    """
    item = only_item(text)
    if identified(values) != item.kind:
        raise WrongValue(f"the values are of kind '{next(iter(values))}', the entry is of kind '{item.kind}'")
    hints = hints or entry_hints(item.kind) or {item.kind: str}
    if meant(values, hints) == meant(item.value, hints):
        return text
    refuse_unwritable(dict(values))
    kept: dict[str, Raw] = {name: each for name, raw in values.items() if (each := pruned(raw))}
    made = _Patch(text, hints).entry(tree(text, item), kept)
    try:
        said = only_item(made).value
    except WrongValue as wrong:
        raise WrongValue(_CANNOT) from wrong
    if meant(said, hints) != meant(kept, hints):
        raise WrongValue(_CANNOT)
    return made


_CANNOT = "the entry is written in a way that a form cannot change without loss; edit its text"


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The lines of one field or item, the second number not its own, and the lines above that set it off."""

    lead: int
    first: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """Where a value stands: after a name and its colon, or after a dash.

    Attributes:
        column: of the name or the dash.
        after: where the name's colon or the dash ends.
        limit: the line after the last that belongs to the value.
        dash: true after a dash.
    """

    column: int
    after: Spot
    limit: int
    dash: bool


class _Patch:
    """The text while it is changed.

    Attributes:
        lines: its lines, a dash before a part made a space once the part is taken apart.
    """

    __slots__ = ("hints", "lines", "source", "starts")

    def __init__(self, text: str, hints: Hints) -> None:
        self.source = text
        self.lines = text.removesuffix("\n").split("\n")
        self.hints = hints
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def entry(self, node: Node, values: dict[str, Raw]) -> str:
        """The text of the whole entry with these values."""
        slot = _Slot(column=0, after=Spot(0, 1), limit=len(self.lines), dash=True)
        lines = self._fields_in_slot(slot, node, values, self.hints)
        if self.lines[-1].strip(BLANK):
            while not lines[-1].strip(BLANK):
                lines.pop()
        return "\n".join(lines) + "\n"

    def _at(self, spot: Spot) -> int:
        return self.starts[spot.line] + spot.column

    def _between(self, start: Spot, end: Spot) -> str:
        return self.source[self._at(start) : self._at(end)]

    def _indent(self, number: int) -> int:
        line = self.lines[number]
        return len(line) - len(line.lstrip(" "))

    # --- lines: fields and items, each from its own line ---------------------------------------------

    def _value(self, slot: _Slot, node: Node, wanted: Raw, hint: Hint) -> list[str]:
        """The lines of a slot, from its name or dash on, with a wanted value in it."""
        if meaning(node.raw, hint) == meaning(wanted, hint):
            return self.lines[slot.after.line : slot.limit]
        each = each_of(hint)
        items = several(wanted, hint) if each is not None else wanted
        if isinstance(items, list):
            return self._several_in_slot(slot, node, items, hint)
        fields = named(wanted, hint)
        if fields is not None and isinstance(node.raw, dict):
            return self._fields_in_slot(slot, node, fields, part_hints(hint))
        text = _plain(wanted, hint)
        if text is not None and isinstance(node.raw, str):
            return self._text_in_slot(slot, node, text)
        return self._anew(slot, node, wanted, hint)

    def _several_in_slot(self, slot: _Slot, node: Node, items: list[Raw], hint: Hint) -> list[str]:
        each, pair = each_of(hint), pair_of(hint)
        if node.flow:
            return self._spliced(slot, node, self._flow(node, items, hint))
        if isinstance(node.raw, dict) and pair and pair[0] not in node.raw:
            pairs = paired(items, pair)
            return (
                self._by_name(slot, node, of_pairs(node, pairs), {}) if pairs else self._anew(slot, node, items, hint)
            )
        if isinstance(node.raw, list):
            return self._items_in_slot(slot, node, items, each)
        if each is not None and len(items) == 1:
            return self._value(slot, node, items[0], each)
        return self._one_to_many(slot, node, items, hint)

    def _one_to_many(self, slot: _Slot, node: Node, items: list[Raw], hint: Hint) -> list[str]:
        if each_of(hint) is None or node.block_text:
            return self._anew(slot, node, items, hint)
        if isinstance(node.raw, dict):
            return self._listed(slot, node, items, each_of(hint))
        return self._spliced(slot, node, self._flow(node, items, hint))

    def _items_in_slot(self, slot: _Slot, node: Node, items: list[Raw], each: Hint) -> list[str]:
        """The lines of a list without brackets, each item on lines of its own."""
        column = node.start.column
        firsts = [self._dash(node, part) for part in node.parts]
        chunks = self._chunks(node, column, slot, firsts)
        all_flow = all(part.flow for part in node.parts)

        def made(step: Step) -> list[str]:
            if step.old is not None:
                chunk = chunks[step.old]
                inner = _Slot(column=column, after=Spot(chunk.first, column + 1), limit=chunk.limit, dash=True)
                return self._value(inner, node.parts[step.old], step.wanted, each)
            line = " " * column + "- " + in_flow(step.wanted, each)
            return [line] if all_flow and len(line) <= WIDTH else item_lines(step.wanted, each, column)

        plan = of_items(node.raw, items, each)
        return [*self._above(slot, chunks), *self._arranged(chunks, plan, column, slot.limit, made)]

    def _fields_in_slot(self, slot: _Slot, node: Node, wanted: dict[str, Raw], hints: Hints) -> list[str]:
        if node.flow:
            return self._spliced(slot, node, self._flow_fields(node, of_fields(node, wanted, hints), hints))
        return self._by_name(slot, node, of_fields(node, wanted, hints), hints)

    def _by_name(self, slot: _Slot, node: Node, plan: list[Step], hints: Hints) -> list[str]:
        """The lines of a mapping without brackets, each field on lines of its own."""
        column, first = node.start.column, node.start.line
        dashed = slot.dash and first == slot.after.line
        dash = self.lines[first][:column]
        if dashed:
            self.lines[first] = " " * column + self.lines[first][column:]
        chunks = self._chunks(node, column, slot, [key.start.line for key in node.keys])

        def made(step: Step) -> list[str]:
            if step.old is None:
                return field_lines({step.name: step.wanted}, hints, column)
            colon = self._colon(node.keys[step.old])
            inner = _Slot(column=column, after=colon, limit=chunks[step.old].limit, dash=False)
            return self._value(inner, node.parts[step.old], step.wanted, hints.get(step.name))

        lines = self._arranged(chunks, plan, column, slot.limit, made)
        if not dashed:
            return [*self._above(slot, chunks), *lines]
        own = next(number for number, line in enumerate(lines) if line.strip(BLANK) and not _is_comment(line))
        lines[own] = dash + lines[own][column:]
        return lines

    def _above(self, slot: _Slot, chunks: Sequence[_Chunk]) -> list[str]:
        """The line of a name or dash, where the value begins below it."""
        return self.lines[slot.after.line : chunks[0].lead]

    def _chunks(self, node: Node, column: int, slot: _Slot, firsts: list[int]) -> list[_Chunk]:
        """The chunks of a list or mapping; comments below a part that stand deeper than it are its own."""
        found = []
        lead = firsts[0]
        while lead > slot.after.line + 1 and _is_comment(self.lines[lead - 1]):
            lead -= 1
        for number, part in enumerate(node.parts):
            until = firsts[number + 1] if number + 1 < len(firsts) else slot.limit
            end = part.last + 1
            for line in range(end, until):
                if self.lines[line].strip(BLANK):
                    if self._indent(line) <= column:
                        break
                    end = line + 1
            found.append(_Chunk(lead, firsts[number], end))
            lead = end
        return found

    def _arranged(
        self, chunks: Sequence[_Chunk], plan: Sequence[Step], column: int, limit: int, made: Callable[[Step], list[str]]
    ) -> list[str]:
        """The chunks as planned; what stands above one that is taken out stays."""
        kept = {step.old for step in plan}
        lines: list[str] = []
        reached = 0
        for step in plan:
            if step.old is not None:
                for gone in range(reached, step.old):
                    if gone not in kept:
                        lines += self.lines[chunks[gone].lead : chunks[gone].first]
                reached = max(reached, step.old + 1)
                lead = self.lines[chunks[step.old].lead : chunks[step.old].first]
                lines += _no_deeper(lead, column) if lines else lead
            lines += made(step)
        for gone in range(reached, len(chunks)):
            if gone not in kept:
                lines += self.lines[chunks[gone].lead : chunks[gone].first]
        return [*lines, *self.lines[chunks[-1].limit : limit]]

    def _dash(self, node: Node, part: Node) -> int:
        """The line of the dash before an item."""
        line = part.start.line
        while line > node.start.line and self.lines[line][: node.start.column + 1].strip(" ") != "-":
            line -= 1
        return line

    def _colon(self, key: Node) -> Spot:
        found = self.lines[key.end.line].find(":", key.end.column)
        if found < 0:
            raise WrongValue(_CANNOT)  # a name after '? ', its colon on a line below
        return Spot(key.end.line, found + 1)

    def _listed(self, slot: _Slot, node: Node, items: list[Raw], each: Hint) -> list[str]:
        """The lines of a slot whose one part, a mapping without brackets, becomes one of several."""
        column, first = node.start.column, node.start.line
        above = self.lines[slot.after.line : first]

        def made(step: Step) -> list[str]:
            if step.old is None:
                return item_lines(step.wanted, each, column)
            inner = _Slot(column=column, after=Spot(first, 0), limit=slot.limit, dash=False)
            fields = named(step.wanted, each) or {}
            start, *rest = self._fields_in_slot(inner, node, fields, part_hints(each))
            return [" " * column + "- " + start[column:], *("  " + line if line else line for line in rest)]

        return [*above, *(line for step in of_items([node.raw], items, each) for line in made(step))]

    # --- one value in its slot -----------------------------------------------------------------------

    def _spliced(self, slot: _Slot, node: Node, text: str) -> list[str]:
        """The lines of a slot with a text in the place of a value."""
        first, last = self.lines[node.start.line], self.lines[node.last]
        line = first[: node.start.column] + text + last[node.end.column :]
        above = self.lines[slot.after.line : node.start.line]
        return [*above, *line.split("\n"), *self.lines[node.last + 1 : slot.limit]]

    def _text_in_slot(self, slot: _Slot, node: Node, text: str) -> list[str]:
        if node.start.line != slot.after.line:
            return self._anew(slot, node, text, str)
        laid = laid_text(text, slot.column, node.start.column, style=node.style)
        return self._set(slot, node, laid)

    def _anew(self, slot: _Slot, node: Node, wanted: Raw, hint: Hint) -> list[str]:
        """The lines of a slot with a value laid out anew; a comment beside its name or dash stays."""
        used = slot.after.column + 1
        laid = (laid_item if slot.dash else laid_out)(_shortest(wanted, hint), hint, slot.column, used)
        return self._set(slot, node, laid)

    def _set(self, slot: _Slot, node: Node, laid: Laid) -> list[str]:
        line = self.lines[slot.after.line]
        if node.start.line == slot.after.line:
            start, rest, mid = line[: node.start.column], self._beside(node), []
        else:
            start, rest = line[: slot.after.column] + " ", line[slot.after.column :].rstrip(BLANK)
            mid = self.lines[slot.after.line + 1 : node.start.line]
            mid = [each for each in mid if not each.strip(BLANK) or _is_comment(each)]
        below = self.lines[node.last + 1 : slot.limit]
        if laid.body:
            mid, below = _no_deeper(mid, slot.column), _no_deeper(below, slot.column)
        return [(start + laid.head).rstrip(" ") + rest, *laid.body, *mid, *below]

    def _beside(self, node: Node) -> str:
        """The comment beside a value that is replaced, with the space before it."""
        if isinstance(node.raw, str) or node.flow:
            rest = self.lines[node.start.line if node.block_text else node.end.line]
            rest = rest[node.start.column :].lstrip("|>+-0123456789") if node.block_text else rest[node.end.column :]
            return rest if rest.strip(BLANK) else ""
        return ""

    # --- brackets and braces -------------------------------------------------------------------------

    def _flow(self, node: Node, wanted: Raw, hint: Hint) -> str:
        """The text, within brackets or braces, of a value that is to say what is wanted."""
        if meaning(node.raw, hint) == meaning(wanted, hint) and not (node.block_text or _wants_quotes(node)):
            return self._between(node.start, node.end)
        if each_of(hint) is not None:
            return self._flow_several(node, several(wanted, hint), hint)
        fields = named(wanted, hint)
        if fields is not None and isinstance(node.raw, dict):
            hints = part_hints(hint)
            return self._flow_fields(node, of_fields(node, fields, hints), hints)
        if isinstance(wanted, list) and isinstance(node.raw, list):
            return self._flow_items(node, wanted, None)
        text = _plain(wanted, hint)
        if text is not None and isinstance(node.raw, str):
            return one_line(text, flow=True, style=node.style)
        return in_flow(_shortest(wanted, hint), hint)

    def _flow_several(self, node: Node, items: list[Raw], hint: Hint) -> str:
        each, pair = each_of(hint), pair_of(hint)
        if isinstance(node.raw, dict) and pair and pair[0] not in node.raw:
            pairs = paired(items, pair)
            return in_flow(items, hint) if pairs is None else self._flow_fields(node, of_pairs(node, pairs), {})
        if isinstance(node.raw, list):
            return self._flow_items(node, items, each)
        if len(items) == 1:
            return self._flow(node, items[0], each)
        plan = of_items([node.raw], items, each)
        texts = [in_flow(s.wanted, each) if s.old is None else self._flow(node, s.wanted, each) for s in plan]
        return "[" + ", ".join(texts) + "]"

    def _flow_items(self, node: Node, items: list[Raw], each: Hint) -> str:
        def made(step: Step) -> str:
            return (
                in_flow(step.wanted, each) if step.old is None else self._flow(node.parts[step.old], step.wanted, each)
            )

        spans = [(part.start, part.end) for part in node.parts]
        return self._in_brackets(
            node, spans, [(s.old, made(s)) for s in of_items(several(node.raw, None), items, each)]
        )

    def _flow_fields(self, node: Node, plan: list[Step], hints: Hints) -> str:
        def made(step: Step) -> str:
            hint = hints.get(step.name)
            if step.old is None:
                return flow_field(step.name, step.wanted, hint)
            key, part = node.keys[step.old], node.parts[step.old]
            return self._between(key.start, part.start) + self._flow(part, step.wanted, hint)

        spans = [(key.start, part.end) for key, part in zip(node.keys, node.parts, strict=True)]
        return self._in_brackets(node, spans, [(step.old, made(step)) for step in plan])

    def _in_brackets(self, node: Node, spans: list[tuple[Spot, Spot]], made: list[tuple[int | None, str]]) -> str:
        """Parts between their brackets, with what stood between the old ones, comments above all."""
        edges = [Spot(node.start.line, node.start.column + 1), *(end for _, end in spans)]
        gaps = [self._between(edge, start) for edge, (start, _) in zip(edges, spans, strict=False)]
        kept = {old for old, _ in made}
        text = self._between(node.start, edges[0]) + gaps[0]
        begun, reached = False, 0
        for old, own in made:
            for gone in range(reached, old or reached):
                text += _comments(gaps[gone]) if gone and gone not in kept else ""
            if begun:
                text += gaps[old] if old else ", "
            elif old:
                text += _comments(gaps[old])
            text, begun, reached = text + own, True, max(reached, (old or 0) + 1 if old is not None else reached)
        for gone in range(reached, len(spans)):
            text += _comments(gaps[gone]) if gone and gone not in kept else ""
        return text + self._between(edges[-1], node.end)


def _is_comment(line: str) -> bool:
    return line.lstrip(BLANK).startswith("#")


def _no_deeper(lines: Sequence[str], column: int) -> list[str]:
    """Lines whose comments stand no deeper than a column: below a text block, they would else be text of it."""
    return [" " * min(column, len(each) - len(each.lstrip(" "))) + each.lstrip(" ") for each in lines]


def _comments(gap: str) -> str:
    """What stands between two parts without the comma, if there is a comment in it."""
    if "#" not in gap:
        return ""
    lines = gap.split("\n")
    commas = [number for number, line in enumerate(lines) if "," in line.split("#")[0]]
    if commas:
        lines[commas[0]] = lines[commas[0]].replace(",", "", 1)
    return "\n".join(lines)


def _wants_quotes(node: Node) -> bool:
    """Whether a bare text would read otherwise within brackets."""
    return isinstance(node.raw, str) and not node.style and one_line(node.raw, flow=True) != node.raw


def _plain(wanted: Raw, hint: Hint) -> str | None:
    """The one text that is wanted, also of a part that bare text can stand for; None if there is more."""
    if isinstance(wanted, dict):
        shorthand = shorthand_of(hint)
        only = wanted.get(shorthand) if shorthand and set(wanted) == {shorthand} else None
        return only if isinstance(only, str) else None
    return wanted if isinstance(wanted, str) else None


def _shortest(wanted: Raw, hint: Hint) -> Raw:
    """A value with bare text for a part that has no more, and a mapping for pairs."""
    if each_of(hint) is not None and isinstance(wanted, list):
        pair = pair_of(hint)
        return (paired(wanted, pair) if pair else None) or [_shortest(one, each_of(hint)) for one in wanted]
    if shape_of(hint) is not None:
        text = _plain(wanted, hint)
        return wanted if text is None else text
    return wanted
