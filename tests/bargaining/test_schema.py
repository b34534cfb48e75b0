"""The schema of negotiation files for editors, held against sound files and wrong ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from talleyrand.bargaining.entries import KINDS
from talleyrand.bargaining.schema import as_json, schema
from tests.bargaining.test_rules import SOUND
from tests.record.test_schema import _Plain

CASES = Path(__file__).parents[2] / "src" / "talleyrand" / "cases"
SHIPPED = sorted(CASES.glob("*/_plans/*.yaml"))


def read(text: str) -> Any:
    """A file as an editor reads it."""
    loader: Any = _Plain
    return yaml.load(text, Loader=loader)


def faults(text: str) -> list[str]:
    return [
        f"{list(each.absolute_path)}: {each.message}" for each in Draft202012Validator(schema()).iter_errors(read(text))
    ]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_negotiation_is_valid(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def test_a_sound_file_is_valid() -> None:
    assert faults(SOUND) == []


def test_it_is_a_schema_with_a_definition_for_every_kind() -> None:
    Draft202012Validator.check_schema(schema())
    assert {each.__name__ for each in KINDS.values()} <= set(schema()["$defs"])
    assert json.loads(as_json()) == schema()


def test_an_issue_may_be_settled_in_any_of_some_ways() -> None:
    assert faults("- redline: r\n  by: A\n  reason: So.\n  never: {water: [half, all], duty: keep}\n") == []


@pytest.mark.parametrize(
    "wrong",
    [
        "- issue: water\n  titel: Share\n  options: [{option: a, text: A}]\n",
        "- issue: water\n  options: [{option: a, text: A}]\n",
        "- linkage: l\n  form: forbids\n  parts: {a: b}\n  reason: So.\n",
        "- side: A\n  name: A\n  weights: []\n  scores: []\n  no_deal: {best: much}\n",
        "- side: A\n  name: A\n  weights: []\n  scores: [{issue: a, option: b, best: 1, confidence: sure}]\n  no_deal: 1\n",
        "- treaty: t\n",
    ],
)
def test_a_wrong_entry_is_not(wrong: str) -> None:
    assert faults(wrong)
