"""The JSON Schema for editors, held against the shipped record and against wrong entries."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from talleyrand.record.entries import KINDS
from talleyrand.record.schema import as_json, schema

Entry = dict[str, Any]


class _Plain(yaml.SafeLoader):
    """Reads YAML as an editor does: whole numbers, figures and true or false, and all else as text."""


_Plain.yaml_implicit_resolvers = {}  # none of the loader's own, which would read 2025-05-12 as a date


_Plain.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(0|[1-9]\d*)$"), list("-+0123456789"))
_Plain.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?\d+\.\d+$"), list("-+0123456789"))
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))

MEASURE = """
- measure: duty
  title: Duty on kites
  by: ARC
  toward: [BOR]
  instrument: tariff
  issue: trade/tariffs
  steps: [{step: impose, effective: 2025-05-12, level: 10}]
  sources: [s]
"""
READING = """
- reading: r
  of: deal#clause
  by: ARC
  on: 2025
  words: It covers loans.
  terms: {covers-loans: yes, days: 90}
  sources: {source: s, quote: loans too}
"""


@cache
def validator() -> Draft202012Validator:
    """The schema, ready to judge."""
    return Draft202012Validator(schema())


def read(text: str) -> Any:
    """A text as an editor reads it."""
    return yaml.load(text, Loader=_Plain)


def test_the_schema_is_itself_sound() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(as_json()) == schema()


def test_every_kind_has_its_definition_with_its_own_key_first() -> None:
    made = schema()
    for kind, shape in KINDS.items():
        properties = made["$defs"][shape.__name__]["properties"]
        assert next(iter(properties)) == kind
        assert all(field.get("description") for field in properties.values())


@pytest.mark.parametrize("case", ["us-china", "first-steps"])
def test_every_file_of_the_shipped_records_is_valid(case: str) -> None:
    for file in (files("talleyrand") / "cases" / case).iterdir():
        if file.name.endswith(".yaml"):
            faults = [f"{file.name}: {list(each.path)}: {each.message[:200]}"
                      for entry in read(file.read_text(encoding="utf-8"))
                      for each in validator().iter_errors([entry])]  # fmt: skip
            assert faults == []


@pytest.mark.parametrize("text", [MEASURE, READING])
def test_short_forms_are_valid(text: str) -> None:
    assert validator().is_valid(read(text))


WRONG: list[tuple[str, str, Callable[[Entry], object]]] = [
    ("a kind that does not exist", MEASURE, lambda e: e.update({"mesure": e.pop("measure")})),
    ("no title", MEASURE, lambda e: e.pop("title")),
    ("no steps", MEASURE, lambda e: e.pop("steps")),
    ("an unknown field", MEASURE, lambda e: e.update(levle=3)),
    ("an unknown instrument", MEASURE, lambda e: e.update(instrument="tarif")),
    ("an unknown step", MEASURE, lambda e: e["steps"][0].update(step="imposed")),
    ("an unknown field of a step", MEASURE, lambda e: e["steps"][0].update(form=1)),
    ("a level in words", MEASURE, lambda e: e["steps"][0].update(level="ten")),
    ("a level with a sign for percent", MEASURE, lambda e: e["steps"][0].update(level="10%")),
    ("a date in words", MEASURE, lambda e: e["steps"][0].update(effective="12 May 2025")),
    ("a date with strokes", MEASURE, lambda e: e["steps"][0].update(effective="2025/05/12")),
    ("an hour without a zone", MEASURE, lambda e: e["steps"][0].update(effective="2025-05-12T10:00")),
    ("a list where a text is wanted", MEASURE, lambda e: e.update(title=["a", "b"])),
    ("an empty text", MEASURE, lambda e: e.update(title="")),
    ("a mapping where parties are wanted", MEASURE, lambda e: e.update(toward={"a": 1})),
    ("a citation without its source", MEASURE, lambda e: e.update(sources=[{"quote": "x"}])),
    ("neither yes nor no", READING, lambda e: e.update(complains="perhaps")),
    ("an unknown stance", READING, lambda e: e.update(stance="likes")),
    ("terms as a list of texts", READING, lambda e: e.update(terms=["a", "b"])),
    ("an entry that is a text", READING, lambda e: e.clear()),
]


@pytest.mark.parametrize(("text", "spoil"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG])
def test_a_wrong_entry_is_refused(text: str, spoil: Callable[[Entry], object]) -> None:
    entries = read(text)
    spoil(entries[0])
    assert not validator().is_valid(entries)
