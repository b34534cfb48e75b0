"""The JSON Schema of a record's files, made from the annotations of `entries`, for editors to complete and check by.

Schema  a JSON Schema (2020-12), or a part of one

An editor reads YAML its own way, `10` as a number and `2025` as another: each field takes what its text may
look like. What a schema cannot say (that a cited source exists, that steps are in order) `check` says.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from inspect import getdoc
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from talleyrand.record.dates import When
from talleyrand.record.entries import KINDS, Code
from talleyrand.record.vocabulary import vocabulary

Schema = dict[str, Any]

_DAY = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?)?)?\??"
_TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
_SCALARS: dict[Any, Schema] = {
    str: _TEXT,
    bool: {"enum": [True, False, *(form(word) for word in ("yes", "no", "true", "false")
                                   for form in (str.lower, str.title, str.upper))]},
    int: {"type": ["integer", "string"], "pattern": r"^[+-]?\d+(\.0+)?$"},
    Decimal: {"type": ["number", "string"], "pattern": r"^[+-]?\d+(\.\d+)?$"},
    When: {
        "type": ["string", "integer"], "minimum": 1, "maximum": 9999,
        "pattern": rf"^({_DAY}|({_DAY}|\.\.)/({_DAY}|\.\.))$",
    },
}  # fmt: skip


def schema() -> Schema:
    """The schema of one file of a record: a list of entries, each of one kind."""
    return schema_of(KINDS, "A file of a Talleyrand record")


def schema_of(kinds: Mapping[str, type], title: str) -> Schema:
    """The schema of a file that is a list of entries, each of one of these kinds."""
    parts: dict[str, Schema] = {}
    entries = [{"$ref": f"#/$defs/{shape.__name__}"} for shape in kinds.values()]
    for kind, shape in kinds.items():
        parts[shape.__name__] = _entry(kind, shape, parts)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "array",
        "items": {"type": "object", "anyOf": entries},
        "$defs": dict(sorted(parts.items())),
    }


def as_json() -> str:
    """The schema as JSON text."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _entry(kind: str, shape: type, parts: dict[str, Schema]) -> Schema:
    """An entry: its kind stands first and holds its id."""
    made = _object(shape, parts)
    identity = made["properties"].pop("id")
    made["properties"] = {kind: identity, **made["properties"]}
    made["required"] = [kind, *(name for name in made["required"] if name != "id")]
    return made


def _object(shape: type, parts: dict[str, Schema]) -> Schema:
    hints = get_type_hints(shape, include_extras=True)
    own = [field for field in fields(shape) if get_origin(hints[field.name]) is not ClassVar]
    return {
        "type": "object",
        "description": getdoc(shape) or "",
        "properties": {field.name: _field(hints[field.name], parts) for field in own},
        "required": [field.name for field in own if field.default is MISSING],
        "additionalProperties": False,
    }


def _field(hint: Any, parts: dict[str, Schema]) -> Schema:
    """What a field takes, with its description."""
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    described = [note for note in notes if isinstance(note, str)]
    return {**({"description": described[0]} if described else {}), **_value(hint, parts)}


def _value(hint: Any, parts: dict[str, Schema]) -> Schema:
    """What a value of this type may look like."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *notes = get_args(hint)
        codes = [note.vocabulary for note in notes if isinstance(note, Code)]
        return {"enum": list(vocabulary()[codes[0]])} if codes else _value(inner, parts)
    if origin in (Union, types.UnionType):
        return _value(next(each for each in get_args(hint) if each is not types.NoneType), parts)
    if origin is tuple:
        return _several(get_args(hint)[0], parts)
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if hint is not When and is_dataclass(hint):
        return _part(hint, parts)  # type: ignore[arg-type]
    return _SCALARS[hint]


def _several(hint: Any, parts: dict[str, Schema]) -> Schema:
    """A list; one value alone; or, of pairs, a mapping from one to the other."""
    one = _value(hint, parts)
    forms = [{"type": "array", "items": one}, one]
    shape = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if pair := getattr(shape, "PAIR", None):
        held = _value(get_type_hints(shape, include_extras=True)[pair[1]], parts)
        forms.append({"type": "object", "not": {"required": [pair[0]]}, "additionalProperties": held})
    return {"anyOf": forms}


def _part(shape: type, parts: dict[str, Schema]) -> Schema:
    """A part of an entry, defined once; bare text may stand for one with a shorthand."""
    name = shape.__name__
    if name not in parts:
        parts[name] = {}  # a part that holds itself would otherwise never end
        parts[name] = _object(shape, parts)
    reference = {"$ref": f"#/$defs/{name}"}
    return {"anyOf": [_TEXT, reference]} if hasattr(shape, "SHORTHAND") else reference
