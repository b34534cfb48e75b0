"""A proposal as an entry that a person can change: as a whole tree, as text, field by field.

What is proposed as a part of an entry is shown as that entry with this one part in it, and taken out again.
"""

from __future__ import annotations

from collections.abc import Mapping

from talleyrand.errors import NotFound, Refused, WrongValue, nearest
from talleyrand.reading.proposals import PARTS, Proposal
from talleyrand.record.meaning import Hint, Hints, each_of, entry_hints, named, part_hints, several, shape_of
from talleyrand.record.nodes import only_item
from talleyrand.record.syntax import Raw
from talleyrand.record.writing import written

Tree = dict[str, Raw]
MOST_PARTS = 500


def as_entry(proposal: Proposal, values: Mapping[str, Raw] | None = None) -> Tree:
    """The entry that a proposal is; of a part, the entry that it is added to, with this one part.

    Args:
        values: what is accepted instead of what was proposed.
    """
    own = dict(proposal.values if values is None else values)
    if not proposal.into:
        return own
    return {proposal.kind: proposal.into.partition("#")[0], PARTS[proposal.kind]: [own]}


def of_entry(proposal: Proposal, tree: Mapping[str, Raw]) -> Tree:
    """The values that such an entry gives a proposal.

    Raises:
        WrongValue: if it is of another kind, or does not hold the one part.
    """
    kind = next(iter(tree), "")
    if kind != proposal.kind:
        raise WrongValue(f"the entry is of kind '{kind}', the proposal of kind '{proposal.kind}'")
    if not proposal.into:
        return dict(tree)
    hint = entry_hints(kind)[PARTS[kind]]
    parts = several(tree.get(PARTS[kind], ""), hint)
    part = named(parts[0], each_of(hint)) if len(parts) == 1 else None
    if part is None:
        raise WrongValue(f"'{PARTS[kind]}' holds {len(parts)} parts; it must hold the one that is added")
    return dict(part)


def as_text(proposal: Proposal, values: Mapping[str, Raw] | None = None) -> str:
    """The entry that a proposal is, in YAML.

    Raises:
        WrongValue: if it holds what no record can.
    """
    return written(as_entry(proposal, values))


def of_text(proposal: Proposal, text: str) -> Tree:
    """The values that an entry in YAML gives a proposal.

    Raises:
        WrongValue: if the text is not one sound entry of the proposal's kind.
    """
    try:
        return of_entry(proposal, only_item(text).value)
    except Refused as fault:
        raise WrongValue(str(fault)) from None


def having(proposal: Proposal, values: Mapping[str, Raw], path: str, text: str) -> Tree:
    """The values with one field changed.

    Args:
        path: of the field, as in `on`, `steps.0.level` or `id`; of a list, all of it. A field of the one step that an
            entry has needs no `steps.0` before it.
        text: what it is to say; items of a list have commas between them; nothing takes the field out.

    Raises:
        NotFound: if there is no such field; the message offers the nearest.
        WrongValue: if the path leads to fields, not to a text.
    """
    hints = entry_hints(proposal.kind)
    if proposal.into:
        hints = part_hints(each_of(hints[PARTS[proposal.kind]]))
    elif path == "id":
        path = proposal.kind
    elif path.partition(".")[0] not in hints:
        path = _of_only_part(proposal.kind, values, path, hints)
    return _having(dict(values), hints, path.split("."), text.strip(), path)


def _of_only_part(kind: str, values: Mapping[str, Raw], path: str, hints: Hints) -> str:
    """The path to a field of the one part that an entry has; the path as it is if there are several or none such."""
    name = PARTS.get(kind, "")
    if name not in hints or path.partition(".")[0] not in part_hints(each_of(hints[name])):
        return path
    return f"{name}.0.{path}" if len(several(values.get(name, ""), hints[name])) == 1 else path


def _having(raw: Tree, hints: Hints, words: list[str], text: str, path: str) -> Tree:
    name, *rest = words
    if name not in hints:
        raise NotFound(f"there is no field '{path}'{nearest(name, hints)}")
    made = _value(raw.get(name, ""), hints[name], rest, text, path)
    return {**{field: each for field, each in raw.items() if field != name or made}, **({name: made} if made else {})}


def _value(raw: Raw, hint: Hint, rest: list[str], text: str, path: str) -> Raw:
    each = each_of(hint)
    if each is not None and rest:
        items = list(several(raw, hint))
        number = int(rest[0]) if rest[0].isascii() and rest[0].isdecimal() and len(rest[0]) < 4 else MOST_PARTS
        if number > len(items):
            raise NotFound(f"'{path}': there is no part '{rest[0][:20]}'; the next that can be filled is {len(items)}")
        items[number : number + 1] = [_value(items[number] if number < len(items) else "", each, rest[1:], text, path)]
        return [one for one in items if one]
    if rest:
        return _having(dict(named(raw, hint) or {}), part_hints(hint), rest, text, path)
    if shape_of(hint) is not None or (each is not None and shape_of(each) is not None and text):
        raise WrongValue(f"'{path}' takes fields of its own, as in '{path}{'.0' if each is not None else ''}.…'")
    return [item for one in text.split(",") if (item := one.strip())] if each is not None else text
