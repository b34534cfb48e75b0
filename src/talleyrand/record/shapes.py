"""Text becomes typed entries: each field's annotation says what its text must be.

Faulty  a fault by the path of the field it stands in, before it has a file and a line
build   one raw entry to an Entry, with every fault at once

Nothing is guessed from the look of a text: `NO` is Norway where a party is wanted and a refusal where a
yes or no is wanted, and 8541.10 keeps its zero. A class with `SHORTHAND` may be written as bare text, one
with `PAIR` as a mapping of name to value, and one value may stand where several are allowed.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from talleyrand.errors import WrongValue, nearest
from talleyrand.record.dates import When, when
from talleyrand.record.entries import KINDS, AnyKind
from talleyrand.record.syntax import Path, Raw

TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_BAD: Any = object()


@dataclass(frozen=True, slots=True)
class Faulty:
    """A fault found while typing: the path of the field, the rule broken, and what is wrong."""

    path: Path
    rule: str
    message: str


Faults = list[Faulty]
Reader = Callable[[Raw, Path, Faults], Any]


def build(kind: str, value: dict[str, Raw]) -> tuple[AnyKind | None, tuple[Faulty, ...]]:
    """The typed entry of a record, or None with every fault that keeps it from being one."""
    return build_one_of(KINDS, kind, value)


def build_one_of(kinds: Mapping[str, type], kind: str, value: dict[str, Raw]) -> tuple[Any, tuple[Faulty, ...]]:
    """The typed entry of one of these kinds, or None with every fault that keeps it from being one."""
    faults: Faults = []
    if kind not in kinds:
        return None, (Faulty((kind,), "kind", f"'{kind}' is no kind of entry{nearest(kind, kinds)}"),)
    renamed = {("id" if name == kind else name): each for name, each in value.items()}
    shape: Any = kinds[kind]
    entry = _reader(shape)(renamed, (), faults)
    return (None if faults else entry), tuple(faults)


@cache
def _reader(hint: Any) -> Reader:
    """The function that reads a value of this type."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _reader(get_args(hint)[0])
    if origin in (Union, types.UnionType):
        return _reader(next(each for each in get_args(hint) if each is not type(None)))
    if origin is tuple:
        return _several(get_args(hint)[0])
    if origin is Literal:
        return _one_of(get_args(hint))
    if isinstance(hint, type) and is_dataclass(hint) and hint is not When:
        return _whole(hint)
    return _scalar(_SCALARS[hint])


def _scalar(read: Callable[[str], Any]) -> Reader:
    def reader(raw: Raw, path: Path, faults: Faults) -> Any:
        if not isinstance(raw, str):
            return _fault(faults, path, f"{_name(path)} takes one value, not {_shape(raw)}")
        try:
            return read(raw)
        except WrongValue as wrong:
            return _fault(faults, path, f"{_name(path)}: {wrong}", "date" if read is when else "value")

    return reader


def _one_of(words: tuple[str, ...]) -> Reader:
    def read(text: str) -> str:
        if text in words:
            return text
        hint = nearest(text, words) or f"; it is one of {', '.join(words)}"
        raise WrongValue(f"'{text}' is not among its words{hint}")

    return _scalar(read)


def _several(hint: Any) -> Reader:
    one = _reader(hint)
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    pair: tuple[str, str] | None = getattr(inner, "PAIR", None)

    def reader(raw: Raw, path: Path, faults: Faults) -> Any:
        if isinstance(raw, dict) and pair and pair[0] not in raw:
            return tuple(one({pair[0]: name, pair[1]: value}, (*path, name), faults) for name, value in raw.items())
        if not isinstance(raw, list):
            return (one(raw, path, faults),)
        return tuple([_fault(faults, (*path, n), _paired(path, pair, each)) if pair and _halved(each, pair[0])
                      else one(each, (*path, n), faults) for n, each in enumerate(raw)])  # fmt: skip

    return reader


def _halved(raw: Raw, name: str) -> bool:
    """True of an item of a list that is written as if it stood in a mapping, or as its name alone."""
    return isinstance(raw, str) or (isinstance(raw, dict) and len(raw) == 1 and name not in raw)


def _paired(path: Path, pair: tuple[str, str], raw: Raw) -> str:
    name, value = next(iter(raw.items())) if isinstance(raw, dict) else (raw, "…")
    told = value if isinstance(value, str) else "…"
    return (f"{_name(path)}: write {{{pair[0]}: {name}, {pair[1]}: {told}}} in a list; or all of them without a list, "
            f"as {{{name}: {told}}}")  # fmt: skip


def _whole(shape: type) -> Reader:
    hints = {name: hint for name, hint in get_type_hints(shape, include_extras=True).items()
             if get_origin(hint) is not ClassVar}  # fmt: skip
    readers = {field.name: _reader(hints[field.name]) for field in fields(shape)}
    required = tuple(
        field.name for field in fields(shape) if field.default is MISSING and field.default_factory is MISSING
    )
    shorthand: str | None = getattr(shape, "SHORTHAND", None)

    def reader(raw: Raw, path: Path, faults: Faults) -> Any:
        if isinstance(raw, str) and shorthand:
            raw = {shorthand: raw}
        if not isinstance(raw, dict):
            return _fault(faults, path, f"{_name(path)} takes named fields, not {_shape(raw)}")
        before = len(faults)
        known = {}
        for name, each in raw.items():
            if name in readers:
                known[name] = readers[name](each, (*path, name), faults)
            else:
                message = f"there is no field '{name}' here{nearest(name, readers)}"
                _fault(faults, (*path, name), message, "field")
        for name in required:
            if name not in raw:
                _fault(faults, path, f"{_name(path)} needs '{name}'", "missing")
        return shape(**known) if len(faults) == before else _BAD

    return reader


def _fault(faults: Faults, path: Path, message: str, rule: str = "value") -> Any:
    faults.append(Faulty(path, rule, message))
    return _BAD


def _name(path: Path) -> str:
    names = [part for part in path if isinstance(part, str)]
    return f"'{names[-1]}'" if names else "the entry"


def _shape(raw: Raw) -> str:
    return {str: "one text", list: "a list", dict: "named fields"}[type(raw)]


def _text(text: str) -> str:
    if not text.strip():
        raise WrongValue("the text is empty")
    return text.strip()


def _truth(text: str) -> bool:
    if text.lower() not in TRUTHS:
        raise WrongValue(f"'{text}' is neither yes nor no")
    return TRUTHS[text.lower()]


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        plain = text.rstrip("%").strip()
        plain = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain.replace(",", ".")
        hint = f"; write {plain}" if _NUMBER.fullmatch(plain) else ""
        raise WrongValue(f"'{text}' is no number{hint}")
    return Decimal(text)


def _whole_number(text: str) -> int:
    number = _number(text)
    if number != number.to_integral_value():
        raise WrongValue(f"'{text}' is no whole number")
    return int(number)


_SCALARS: dict[Any, Callable[[str], Any]] = {
    str: _text, bool: _truth, int: _whole_number, Decimal: _number, When: when,
}  # fmt: skip
