"""A negotiation file changed and kept: a range here, an issue or a ratifier more, and no line touched that need not be.

Number  where a judged number of a side stands in the file
Range   a judged number as its file has it, as text
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from talleyrand.bargaining.entries import KINDS
from talleyrand.bargaining.loading import check
from talleyrand.bargaining.sheets import sheet
from talleyrand.errors import Conflict, Refused, WriteError, WrongValue
from talleyrand.record.editing import slice_of
from talleyrand.record.meaning import Hints, each_of, hints_of, named, several
from talleyrand.record.patching import patched
from talleyrand.record.placing import locked, put, told
from talleyrand.record.record import Record
from talleyrand.record.syntax import Item, Raw, parse
from talleyrand.record.writing import written

ENDS = ("low", "best", "high")
LISTS = ("weights", "scores")
ALONE = ("no_deal", "drift", "patience", "turnover")
Values = dict[str, Raw]


@dataclass(frozen=True, slots=True)
class Number:
    """Where a judged number of a side stands in the file.

    Attributes:
        side: id.
        field: weights, scores, no_deal, drift, patience or turnover.
        place: which of the weights or scores, from 0; 0 for the others.
    """

    side: str
    field: str
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A judged number as its file has it, as text.

    Attributes:
        number: where it stands.
        issue: of which issue; empty for a number of the side as a whole.
        option: of which option; empty for a weight.
        low: the lowest it may be; empty for the best guess.
        best: the best guess.
        high: the highest it may be.
        reason: why, as the file says.
    """

    number: Number
    issue: str = ""
    option: str = ""
    low: str = ""
    best: str = ""
    high: str = ""
    reason: str = ""


def hints(kind: str) -> Hints:
    """The fields of a kind of entry of a negotiation file, the id under the kind's own name."""
    shape: Any = KINDS[kind]
    return {(kind if name == "id" else name): hint for name, hint in hints_of(shape).items()}


def ranges(text: str) -> tuple[Range, ...]:
    """Every judged number of the sides of a file, side by side in its order."""
    return tuple(each for item in _items(text) if item.kind == "side" for each in _ranges(item))


def _ranges(item: Item) -> Iterator[Range]:
    known = hints("side")
    for field in ALONE:
        if field in item.value and (part := named(item.value[field], known[field])) is not None:
            yield _range(Number(item.id, field), part)
    for field in LISTS:
        for place, raw in enumerate(several(item.value.get(field, ""), known[field])):
            if (part := named(raw, each_of(known[field]))) is not None:
                yield _range(Number(item.id, field, place), part)


def _range(number: Number, part: Mapping[str, Raw]) -> Range:
    words = {name: str(part.get(name, "")) for name in ("issue", "option", *ENDS, "reason")}
    return Range(number=number, **words)


# --- changes -------------------------------------------------------------------------------------


def ranged(text: str, changes: Mapping[Number, Mapping[str, str]]) -> str:
    """The text of a file with other ends of some numbers; an end that is empty is left out.

    Raises:
        WrongValue: if there is no such number, or its entry is written in a way that cannot be changed without loss.
    """
    of: dict[str, dict[Number, Mapping[str, str]]] = {}
    for number, ends in changes.items():
        of.setdefault(number.side, {})[number] = ends
    return _replaced(text, {side: _with_ranges(_item(text, side), own) for side, own in of.items()})


def _with_ranges(item: Item, changes: Mapping[Number, Mapping[str, str]]) -> Values:
    known, values = hints("side"), dict(item.value)
    for number, ends in changes.items():
        if number.field in ALONE:
            values[number.field] = _ended(named(values.get(number.field, ""), known[number.field]) or {}, ends)
            continue
        if number.field not in LISTS:
            raise WrongValue(f"'{number.field}' holds no range")
        items = list(several(values.get(number.field, ""), known[number.field]))
        if number.place >= len(items):
            raise WrongValue(f"'{item.id}' has no {number.field} number {number.place}")
        items[number.place] = _ended(named(items[number.place], each_of(known[number.field])) or {}, ends)
        values[number.field] = items
    return values


def _ended(part: Mapping[str, Raw], ends: Mapping[str, str]) -> Values:
    """A number with other ends; one that was a bare figure stays one if it has no others."""
    kept: Values = {**part, **ends}
    return {name: raw for name, raw in kept.items() if raw}


def with_issue(text: str, issue: Values, worth: Mapping[str, tuple[str, Mapping[str, str]]]) -> str:
    """The text of a file with an issue more, and what it and its options are worth to sides.

    Args:
        issue: the entry as the reader would give it.
        worth: for a side, the weight of the issue and the score of each option.
    """
    changed: dict[str, Values] = {}
    name, known = str(issue["issue"]), hints("side")
    for side, (weight, scores) in worth.items():
        item = _item(text, side)
        weight_of: Raw = {"issue": name, "best": weight}
        weights: list[Raw] = [*several(item.value.get("weights", ""), known["weights"]), weight_of]
        given: list[Raw] = [{"issue": name, "option": option, "best": best} for option, best in scores.items()]
        scored: list[Raw] = [*several(item.value.get("scores", ""), known["scores"]), *given]
        changed[side] = {**item.value, "weights": weights, "scores": scored}
    return _added(_replaced(text, changed), issue)


def with_ratifier(text: str, side: Values, *, like: str, institution: str, seats: str, house: Values | None) -> str:
    """The text of a file with a ratifier more, in an institution that is there or in a new one.

    Args:
        side: the entry as the reader would give it, without what it wants.
        like: id of the side whose weights and scores it begins with.
        institution: id of the institution that it sits in; empty for a new one.
        seats: its votes there.
        house: the new institution, without members.
    """
    model = _item(text, like).value
    wants: Values = {name: model[name] for name in LISTS if name in model}
    text = _added(text, {**side, **wants})
    if house is not None:
        return _added(text, {**house, "members": {str(side["side"]): seats}})
    item = _item(text, institution)
    known = hints("institution")["members"]
    members: list[Raw] = [*several(item.value.get("members", ""), known), {"side": str(side["side"]), "seats": seats}]
    return _replaced(text, {institution: {**item.value, "members": members}})


# --- the text ------------------------------------------------------------------------------------


def _items(text: str) -> tuple[Item, ...]:
    return tuple(parse(text.encode("utf-8", "surrogateescape"), "the draft").items)


def _item(text: str, name: str) -> Item:
    found = next((each for each in _items(text) if each.id == name), None)
    if found is None:
        raise WrongValue(f"the negotiation has no entry '{name}'")
    return found


def _replaced(text: str, entries: Mapping[str, Values]) -> str:
    """The text with some entries changed, every other line as it was."""
    lines = text.split("\n")
    for item in sorted(_items(text), key=lambda each: -each.start):
        if item.id in entries:
            own = patched(slice_of(text, item), entries[item.id], hints(item.kind))
            lines[item.start : item.end] = own.removesuffix("\n").split("\n")
    return "\n".join(lines)


def _added(text: str, values: Values) -> str:
    kind = next(iter(values))
    own = written(values, hints(kind))
    return text.rstrip("\n") + "\n\n" + own


# --- keeping it ----------------------------------------------------------------------------------


def save(root: Path, path: Path, data: bytes, expected: str, record: Record) -> None:
    """Put a new text in the place of a negotiation file.

    Args:
        root: the folder of the record.
        data: the file as it is to be.
        expected: SHA-256 of the file when it was read.
        record: that the file is beside.

    Raises:
        Conflict: if the file is no longer as it was read.
        Refused: if it would have faults; nothing is written then.
        WriteError: if the file cannot be written; it is then as it was.
    """
    faults = tuple(each for each in check(sheet(data, path.name), record) if not each.notice)
    if faults:
        raise Refused(f"the negotiation would have faults: {faults[0]}", faults)
    with locked(root):
        try:
            found = path.read_bytes()
        except OSError as fault:
            raise WriteError(f"'{path.name}' cannot be read: {fault.strerror or fault}") from None
        if sha256(found).hexdigest() != expected:
            message = f"'{path.name}' was changed by somebody else since it was read; nothing was written"
            raise Conflict(message, expected="", found=found.decode("utf-8", "replace"))
        with told(f"'{path.name}'"):
            put({path: data})


def slug(title: str, taken: Iterable[str]) -> str:
    """An id made from a title, other than those taken.

    >>> slug("Duty on timber!", ["duty-on-timber"])
    'duty-on-timber-2'
    """
    letters = "".join(each if each.isascii() and each.isalnum() else " " for each in title.lower())
    name = "-".join(letters.split()[:5]) or "new"
    name = name if name[0].isalpha() else f"x-{name}"
    there, number = set(taken), 2
    made = name
    while made in there:
        made, number = f"{name}-{number}", number + 1
    return made
