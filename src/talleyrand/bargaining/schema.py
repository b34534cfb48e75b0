"""The JSON Schema of a negotiation file, for editors to complete and check by."""

from __future__ import annotations

import json

from talleyrand.bargaining.entries import KINDS
from talleyrand.record.schema import Schema, schema_of


def schema() -> Schema:
    """The schema of a negotiation file: a list of entries, each of one kind."""
    return schema_of(KINDS, "A Talleyrand negotiation file")


def as_json() -> str:
    """The schema as JSON text."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
