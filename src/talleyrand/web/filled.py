"""What a filled-in form says: an entry, as its fields have it or as one of its buttons is to change it.

Pair  a name and a text, as a browser posts them

A form can be filled in, added to and put in order without script: a button posts the whole form with an action such as
`add=steps` or `up=steps.2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from talleyrand.errors import WrongValue, nearest
from talleyrand.record.meaning import (
    Hint,
    Hints,
    each_of,
    named,
    pair_of,
    paired,
    part_hints,
    several,
    shape_of,
    shorthand_of,
)
from talleyrand.record.syntax import Raw
from talleyrand.web.forms import Tree, clean, hints_for

Pair = tuple[str, str]

LAST_INDEX = 500
LONG_NAME = 120
ACTIONS = ("add", "drop", "up", "down")


def values(kind: str, posted: Iterable[Pair]) -> Tree:
    """What a posted form says: the entry as the reader would give it, in the shortest way of writing.

    Parts of which nothing is filled in yet are kept, empty.

    Raises:
        WrongValue: if a name is not one of the form's, or comes twice.
    """
    hints = hints_for(kind)
    found: dict[str, Any] = {}
    seen: set[str] = set()
    for name, text in posted:
        *outer, last = _path(kind, name).words
        if name in seen:
            raise WrongValue(f"'{name}' was posted twice")
        seen.add(name)
        holder = found
        for word in outer:
            holder = holder.setdefault(word, {})
            if not isinstance(holder, dict):
                raise WrongValue(f"'{name}' was posted in two ways at once")
        if last in holder:
            raise WrongValue(f"'{name}' was posted in two ways at once")
        holder[last] = clean(text)
    told = _told(found, hints)
    return {kind: told.pop(kind, ""), **told}


def changed(kind: str, values: Mapping[str, Raw], action: str) -> Tree:
    """The entry after a button was pressed.

    Args:
        action: `add=steps`, `drop=steps.2`, `up=steps.2` or `down=steps.2`.

    Raises:
        WrongValue: if it is none of these, or there is no such part.
    """
    verb, _, name = action.partition("=")
    if verb not in ACTIONS:
        raise WrongValue(f"'{action[:LONG_NAME]}' is no action; one such as add=steps or drop=steps.2 is expected")
    path = _path(kind, name, whole=True)
    is_list = each_of(path.hint) is not None
    if (verb == "add") != is_list or (verb != "add" and not path.words[-1].isdigit()):
        expected = "a list" if verb == "add" else "an item of a list"
        raise WrongValue(f"'{name}' is not {expected}, which '{verb}' needs")
    return _acted(dict(values), hints_for(kind), path.words, verb)


@dataclass(frozen=True, slots=True)
class _Path:
    """The words of a name that a form has, and the hint of what it leads to."""

    words: tuple[str, ...]
    hint: Hint


def _path(kind: str, name: str, *, whole: bool = False) -> _Path:
    """The path that a name is; if not `whole`, one that leads to a text."""
    hints: Hints = hints_for(kind)
    hint: Hint = None
    words = tuple(name[: LONG_NAME + 1].split("."))
    for word in words:
        each = each_of(hint)
        if each is not None:
            if not re.fullmatch(r"0|[1-9]\d*", word, re.ASCII) or len(word) > 4 or int(word) > LAST_INDEX:
                raise WrongValue(f"'{name[:LONG_NAME]}': a number from 0 to {LAST_INDEX} is expected, not '{word}'")
            hint = each
            continue
        hints = hints if hint is None else part_hints(hint)
        if word not in hints:
            raise WrongValue(f"a form for '{kind}' has no field '{name[:LONG_NAME]}'{nearest(word, hints)}")
        hint = hints[word]
    if not whole and (shape_of(hint) is not None or shape_of(each_of(hint)) is not None):
        raise WrongValue(f"'{name}' takes fields of its own, not a text")
    return _Path(words, hint)


def _told(found: Mapping[str, Any], hints: Hints) -> Tree:
    """The fields that were filled in, in the order of their class."""
    told = {name: _told_one(found[name], hint) for name, hint in hints.items() if name in found}
    return {name: raw for name, raw in told.items() if raw}


def _told_one(found: Any, hint: Hint) -> Raw:
    each = each_of(hint)
    if each is None:
        return _shortest(_told(found, part_hints(hint)), hint) if isinstance(found, dict) else str(found)
    if not isinstance(found, dict):
        return [text for line in found.split("\n") if (text := line.strip())]
    items = [_told_one(found[number], each) for number in sorted(found, key=int)]
    pair = pair_of(hint)
    return (paired(items, pair) if pair else None) or items


def _shortest(fields: Tree, hint: Hint) -> Raw:
    """A part, as bare text if only its one field is filled in."""
    shorthand = shorthand_of(hint)
    return fields[shorthand] if shorthand and set(fields) == {shorthand} else fields


def _acted(raw: Tree, hints: Hints, path: tuple[str, ...], verb: str) -> Tree:
    """The fields of an entry or part after an action somewhere within them."""
    name, *rest = path
    hint, own = hints[name], raw.get(name, "")
    each = each_of(hint)
    if each is None:
        return {**raw, name: _acted(named(own or {}, hint) or {}, part_hints(hint), tuple(rest), verb)}
    items = list(several(own, hint))
    if not rest:
        if len(items) > LAST_INDEX:
            raise WrongValue(f"'{name}' has {len(items)} parts already; no more can be added in a form")
        return {**raw, name: [*items, {} if shape_of(each) else ""]}
    number = int(rest[0])
    if number >= len(items):
        raise WrongValue(f"'{name}' has no part {number}; it has {len(items)}")
    if len(rest) > 1:
        items[number] = _acted(named(items[number], each) or {}, part_hints(each), tuple(rest[1:]), verb)
    elif verb == "drop":
        del items[number]
    else:
        other = max(0, number - 1) if verb == "up" else min(len(items) - 1, number + 1)
        items[number], items[other] = items[other], items[number]
    return {**raw, name: items}
