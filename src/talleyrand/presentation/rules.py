"""What each rule of `check` asks for, by its name: those that look at entries, and those of reading the files."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import getdoc

from talleyrand.errors import NotFound, nearest
from talleyrand.record.checks import RULES

READING: Mapping[str, str] = {
    "file": "A record holds ordinary YAML files of at most 1 MiB, none of them reached by a link that leads out of it.",
    "syntax": "A file is a list of entries in the strict subset of YAML: no anchors, aliases, tags, tabs, duplicate "
    "keys or second documents; no deeper than 32 levels.",
    "kind": "The first key of an entry is its kind, with its id as the value.",
    "field": "An entry has only the fields of its kind.",
    "missing": "An entry has every field that its kind needs.",
    "value": "A field's text is of the field's type: a number, yes or no, or one of the words that it may be.",
    "date": "A date is written as 2025, 2025-05, 2025-05-12, an hour with its zone, or an interval.",
    "duplicate_id": "An id is the name of one entry only; of two, the first in order of file and line is kept.",
}  # fmt: skip


def rules() -> Mapping[str, str]:
    """What every rule asks for, by name: those of reading first, then the others in the order of `check`."""
    return {**READING, **{rule.__name__: getdoc(rule) or "" for rule in RULES}}


def explained(name: str) -> str:
    """The paragraph of one rule.

    Raises:
        NotFound: if there is no such rule; the message offers the nearest.
    """
    known = rules()
    if name not in known:
        raise NotFound(f"there is no rule '{name}'{nearest(name, known)}")
    return f"{name}: {known[name]}"
