"""A form for any kind of entry, made from the annotations of `entries`; what a posted one says is read by `filled`.

Form    the fields of one entry, each with its help and with what is wrong with it
Field   one thing to fill in; of parts, the groups of fields that they are
Part    one group: a step, a citation, a name in another language
Option  one word that may be chosen

A field is named by its path, as in `steps.0.sources.1.source`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    part_hints,
    several,
    shape_of,
)
from talleyrand.record.shapes import TRUTHS, Faulty
from talleyrand.record.syntax import Path, Raw
from talleyrand.record.vocabulary import vocabulary

Tree = dict[str, Raw]
Control = Literal[
    "text", "long text", "number", "date", "yes/no", "choice", "entry id", "several", "part", "parts"
]  # fmt: skip

LONG_TEXT = 80
PROSE = frozenset((
    "coverage", "criteria", "done_when", "meaning", "note", "outcome", "quote", "reason", "text", "translation",
    "trigger", "words",
))  # fmt: skip


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
    hints = hints_for(kind)
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
    return clean(raw) if isinstance(raw, str) else ""


def clean(text: str) -> str:
    """A text as it is kept: line ends as in a file, no blanks around it."""
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


def hints_for(kind: str) -> Hints:
    """The fields of a kind of entry.

    Raises:
        WrongValue: if there is no such kind.
    """
    if kind not in KINDS:
        raise WrongValue(f"'{kind}' is no kind of entry{nearest(kind, KINDS)}")
    return entry_hints(kind)
