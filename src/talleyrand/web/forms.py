"""A form for any kind of entry, made from the annotations of `entries`; and what a posted one says.

Form    the fields of one entry, each with its help and with what is wrong with it
Field   one thing to fill in; of parts, the groups of fields that they are
Part    one group: a step, a citation, a name in another language
Option  one word that may be chosen
Pair    a name and a text, as a browser posts them

A field is named by its path, as in `steps.0.sources.1.source`. A form can be filled in, added to and put in
order without script: a button posts the whole form with an action such as `add=steps` or `up=steps.2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from functools import cache
from inspect import getdoc
from typing import Any, Literal, get_args, get_origin

from talleyrand.errors import WrongValue, nearest
from talleyrand.record.dates import When
from talleyrand.record.entries import KINDS, Code, Ref
from talleyrand.record.meaning import (
    Hint,
    Hints,
    bare,
    each_of,
    entry_hints,
    hints_of,
    named,
    notes,
    pair_of,
    paired,
    part_hints,
    several,
    shape_of,
    shorthand_of,
)
from talleyrand.record.shapes import TRUTHS, Faulty
from talleyrand.record.syntax import Path, Raw
from talleyrand.record.vocabulary import vocabulary

Pair = tuple[str, str]
Tree = dict[str, Raw]
Control = Literal[
    "text", "long text", "number", "date", "yes/no", "choice", "entry id", "several", "part", "parts"
]  # fmt: skip

LAST_INDEX = 500
LONG_NAME = 120
LONG_TEXT = 80
PROSE = frozenset((
    "coverage", "criteria", "done_when", "meaning", "note", "outcome", "quote", "reason", "text", "translation",
    "trigger", "words",
))  # fmt: skip
ACTIONS = ("add", "drop", "up", "down")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One word that may be chosen, and its name for people."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in.

    Attributes:
        name: its path in the entry, under which it is posted.
        label: its name for people.
        help: what it is for.
        control: how it is filled in. "several" takes one value a line; "part" is one group of fields, "parts"
            any number of them.
        value: what it says now.
        options: for "choice" and "yes/no" the words there are, an empty one first.
        required: true if the entry, or the part as far as it is filled in, cannot do without it.
        errors: what is wrong with it.
        kinds: for an entry's id, the kinds of entry that it may name ("any" for all).
        parts: the groups.
    """

    name: str
    label: str
    help: str
    control: Control
    value: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    errors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def filled(self) -> bool:
        """True if it, or anything in its parts, says something or has something wrong with it."""
        inside = any(part.errors or any(each.filled for each in part.fields) for part in self.parts)
        return bool(self.value or self.errors or inside or (self.control == "parts" and self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One group of fields: its path, its name for people, and what is wrong with it as a whole."""

    name: str
    label: str
    fields: tuple[Field, ...]
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields of one entry.

    Attributes:
        kind: of entry.
        help: what such an entry is.
        fields: every field that its class has, the id first.
        errors: what is wrong with the entry as a whole.
    """

    kind: str
    help: str
    fields: tuple[Field, ...]
    errors: tuple[str, ...] = ()


# --- an entry as a form --------------------------------------------------------------------------


def form(kind: str, values: Mapping[str, Raw], problems: Iterable[Faulty] = ()) -> Form:
    """The form that an entry fills in; without values, an empty one.

    Args:
        values: the entry as the reader gives it, its id under the name of its kind.
        problems: what is wrong with it, by path.

    Raises:
        WrongValue: if there is no such kind, or the values do not have the shape of its fields.
    """
    hints = _hints(kind)
    errors: dict[str, list[str]] = {}
    for fault in problems:
        same = errors.setdefault(_name_at(fault.path, kind, values), [])
        if fault.message not in same:
            same.append(fault.message)
    shape: Any = KINDS[kind]
    maker = _Maker({name: tuple(messages) for name, messages in errors.items()})
    return Form(
        kind=kind,
        help=getdoc(shape) or "",
        fields=maker.fields("", dict(values), hints, {kind: ("", True), **_defaults(shape)}, given=True),
        errors=maker.errors.get("", ()),
    )


def pairs(shown: Form) -> tuple[Pair, ...]:
    """What a browser posts for a form that nobody has touched."""
    return tuple(_pairs(shown.fields))


def _pairs(shown: Iterable[Field]) -> Iterator[Pair]:
    for field in shown:
        if field.control in ("part", "parts"):
            for part in field.parts:
                yield from _pairs(part.fields)
        else:
            yield field.name, field.value


@cache
def _defaults(shape: type) -> Mapping[str, tuple[str, bool]]:
    """What each field of a class says if it is left out, and whether it may not be."""
    return {
        each.name: (_said(each.default), each.default is MISSING and each.default_factory is MISSING)
        for each in fields(shape)
    }


def _said(default: Any) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    return default if isinstance(default, str) else ""


@dataclass(frozen=True, slots=True)
class _Maker:
    """What makes fields; it holds what is wrong, by name of a field or a part."""

    errors: Mapping[str, tuple[str, ...]]

    def fields(
        self, prefix: str, raw: Tree, hints: Hints, defaults: Mapping[str, tuple[str, bool]], *, given: bool
    ) -> tuple[Field, ...]:
        for name in raw:
            if name not in hints:
                raise WrongValue(f"no form has a field '{prefix}{name}'{nearest(name, hints)}; edit the entry's text")
        return tuple(
            self.field(prefix + name, hint, raw.get(name, ""), defaults[name], given=given)
            for name, hint in hints.items()
        )

    def field(self, name: str, hint: Hint, raw: Raw, default: tuple[str, bool], *, given: bool) -> Field:
        said, needed = default
        required = needed and given
        parts: tuple[Part, ...] = ()
        value, control = "", _control(name, hint)
        options = _options(hint, said)
        if control == "parts":
            parts = self.parts(name, each_of(hint), several(raw, hint) or ([{}] if required else []))
        elif control == "part":
            parts = (self.part(name, hint, raw or {}, given=required),)
        elif control == "several":
            items = [_text(each, name) for each in several(raw, hint)]
            value = "\n".join(each for each in items if each)
            if any("\n" in each for each in items):
                value, control, parts = "", "parts", self.texts(name, each_of(hint), items)
        else:
            value = _shown(_text(raw, name), hint)
            control = _wide_enough(control, value)
            options = _with_what_is_said(options, value)
        return Field(
            name=name,
            label=_label(name),
            help=next((note for note in notes(hint) if isinstance(note, str)), ""),
            control=control,
            value=value,
            options=options,
            required=required,
            errors=() if control == "part" else self.errors.get(name, ()),
            kinds=_kinds(hint),
            parts=parts,
        )

    def parts(self, name: str, each: Hint, items: list[Raw]) -> tuple[Part, ...]:
        return tuple(self.part(f"{name}.{n}", each, raw, given=False, number=n + 1) for n, raw in enumerate(items))

    def part(self, name: str, hint: Hint, raw: Raw, *, given: bool, number: int = 0) -> Part:
        own, shape = named(raw, hint), shape_of(hint)
        if own is None or shape is None:
            raise WrongValue(f"'{name}' is written in a way that no form can show; edit the entry's text")
        inner = self.fields(f"{name}.", own, hints_of(shape), _defaults(shape), given=given or _says(own))
        words = re.sub(r".*(?=[A-Z])", "", shape.__name__)
        label = f"{words} {number}" if number else _label(name)
        return Part(name=name, label=label, fields=inner, errors=self.errors.get(name, ()))

    def texts(self, name: str, each: Hint, items: list[str]) -> tuple[Part, ...]:
        """A group for each of several texts, where one of them would not stand on a line."""
        parts = []
        for number, value in enumerate(items):
            own = f"{name}.{number}"
            label = f"{_label(name)} {number + 1}"
            field = Field(name=own, label=label, help="", control="long text", value=value, kinds=_kinds(each))
            parts.append(Part(name=own, label=label, fields=(field,)))
        return tuple(parts)


def _control(name: str, hint: Hint) -> Control:
    plain = bare(hint)
    if each_of(hint) is not None:
        return "several" if shape_of(each_of(hint)) is None else "parts"
    if shape_of(hint) is not None:
        return "part"
    if get_origin(plain) is Literal or any(isinstance(note, Code) for note in notes(hint)):
        return "choice"
    if plain is str:
        prose: Control = "long text" if name.rpartition(".")[2] in PROSE else "text"
        return "entry id" if _kinds(hint) else prose
    controls: dict[Any, Control] = {bool: "yes/no", When: "date", int: "number", Decimal: "number"}
    return controls[plain]


def _wide_enough(control: Control, value: str) -> Control:
    """The control that does not lose the line ends of what was said: a browser drops them from a short one."""
    if "\n" in value and control not in ("choice", "yes/no"):
        return "long text"
    return "long text" if control == "text" and len(value) > LONG_TEXT else control


def _kinds(hint: Hint) -> tuple[str, ...]:
    found = [note.kinds for note in (*notes(hint), *notes(each_of(hint))) if isinstance(note, Ref)]
    return found[0] if found else ()


def _options(hint: Hint, default: str) -> tuple[Option, ...]:
    codes = [note.vocabulary for note in notes(hint) if isinstance(note, Code)]
    if codes:
        made = [Option(value=term.code, label=term.label) for term in vocabulary()[codes[0]].values()]
    elif get_origin(bare(hint)) is Literal:
        made = [Option(value=word, label=word) for word in get_args(bare(hint))]
    elif bare(hint) is bool:
        made = [Option(value=word, label=word) for word in ("yes", "no")]
    else:
        return ()
    return (Option(value="", label=f"left out: {default}" if default else ""), *made)


def _with_what_is_said(options: tuple[Option, ...], value: str) -> tuple[Option, ...]:
    """The options, and a word that is not among them but stands in the entry: else the first would replace it."""
    if not options or any(option.value == value for option in options):
        return options
    return (*options, Option(value=value, label=f"{value} (not among its words)"))


def _label(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ").capitalize()


def _says(raw: Raw) -> bool:
    """True if a value, or anything in it, is more than blanks."""
    if isinstance(raw, str):
        return bool(raw.strip())
    return any(map(_says, raw.values() if isinstance(raw, dict) else raw))


def _text(raw: Raw, name: str) -> str:
    if raw and not isinstance(raw, str):
        raise WrongValue(f"'{name}' is written in a way that no form can show; edit the entry's text")
    return _clean(raw) if isinstance(raw, str) else ""


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _shown(text: str, hint: Hint) -> str:
    if bare(hint) is bool and text.lower() in TRUTHS:
        return "yes" if TRUTHS[text.lower()] else "no"
    return text


def _name_at(path: Path, kind: str, values: Mapping[str, Raw]) -> str:
    """The name of the field or part that a path leads to, as deep as a form goes."""
    names: list[str] = []
    hints: Hints = entry_hints(kind)
    raw: Raw = dict(values)
    rest = [kind if path[:1] == ("id",) else path[0], *path[1:]] if path else []
    while rest and isinstance(rest[0], str) and rest[0] in hints:
        name = str(rest.pop(0))
        hint, raw = hints[name], raw.get(name, "") if isinstance(raw, dict) else ""
        names.append(name)
        each, pair = each_of(hint), pair_of(hint)
        if each is not None and shape_of(each) is not None and rest:
            keyed = isinstance(raw, dict) and pair and pair[0] not in raw
            index = [*raw].index(str(rest[0])) if keyed and rest[0] in raw else rest[0]
            if keyed or isinstance(index, int):
                rest.pop(0)
            items = several(raw, hint)
            number = index if isinstance(index, int) else 0
            names.append(str(number))
            raw = items[number] if number < len(items) else ""
        hints = part_hints(hint if each is None else each)
    return ".".join(names)


# --- a form as an entry --------------------------------------------------------------------------


def values(kind: str, posted: Iterable[Pair]) -> Tree:
    """What a posted form says: the entry as the reader would give it, in the shortest way of writing.

    Parts of which nothing is filled in yet are kept, empty.

    Raises:
        WrongValue: if a name is not one of the form's, or comes twice.
    """
    hints = _hints(kind)
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
        holder[last] = _clean(text)
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
    return _acted(dict(values), entry_hints(kind), path.words, verb)


@dataclass(frozen=True, slots=True)
class _Path:
    """The words of a name that a form has, and the hint of what it leads to."""

    words: tuple[str, ...]
    hint: Hint


def _path(kind: str, name: str, *, whole: bool = False) -> _Path:
    """The path that a name is; if not `whole`, one that leads to a text."""
    hints: Hints = _hints(kind)
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


def _hints(kind: str) -> Hints:
    if kind not in KINDS:
        raise WrongValue(f"'{kind}' is no kind of entry{nearest(kind, KINDS)}")
    return entry_hints(kind)
