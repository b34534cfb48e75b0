"""All rules together: each is tested and documented, and their findings come sorted."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from talleyrand.record.checks import RULES, check
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from tests.conftest import PARTIES, record_from
from tests.record.checks import (
    test_asserted,
    test_dealings,
    test_figures,
    test_forecasts,
    test_levels,
    test_life_cycles,
    test_people,
    test_promises,
    test_references,
    test_sourcing,
    test_texts,
    test_upkeep,
)
from tests.record.checks.table import SOUND, TODAY

TABLES = (
    test_asserted, test_dealings, test_figures, test_forecasts, test_levels, test_life_cycles, test_people,
    test_promises, test_references, test_sourcing, test_texts, test_upkeep,
)  # fmt: skip
READING = ("file", "syntax", "kind", "field", "missing", "value", "date", "duplicate_id")
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "rules.md"


def paragraphs() -> dict[str, str]:
    """The text under each heading of the reference, its lines joined."""
    parts = re.split(r"^### (\w+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        name: " ".join(text.partition("\n## ")[0].split()) for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def test_the_sound_record_is_sound() -> None:
    assert check(record_from(SOUND), today=TODAY) == ()


def test_every_rule_has_a_case_that_shows_it_fire_and_not_fire() -> None:
    shown = {case.rule.__name__ for table in TABLES for case in table.CASES}
    assert [rule.__name__ for rule in RULES if rule.__name__ not in shown] == []


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.__name__ for rule in RULES]
    assert len(names) >= 45
    assert len({*names, *READING}) == len(names) + len(READING)


def test_every_rule_has_its_paragraph_which_begins_with_its_sentence() -> None:
    written = paragraphs()
    assert set(written) == {rule.__name__ for rule in RULES} | set(READING)
    for rule in RULES:
        sentence = (rule.__doc__ or "").strip().splitlines()[0]
        assert sentence.endswith(".")
        assert written[rule.__name__].startswith(sentence)
        assert len(written[rule.__name__]) > len(sentence) + 20, "the paragraph says how to mend it"


def test_faults_of_reading_stand_among_the_others_in_order_of_place() -> None:
    text = (
        "- act: late\n  title: Late\n  on: someday\n- act: gone\n"
        + PARTIES
        + SOUND
        + "- issue: Salt\n  name: Salt\n  meaning: Salt.\n"
    )
    found = check(
        record_of([page(text.encode(), "a.yaml"), page(b"- party: ARC\n  name: A\n  form: state\n", "b.yaml")]),
        today=TODAY,
    )
    assert {"missing", "date", "duplicate_id", "has_an_id_of_legal_form"} <= {problem.rule for problem in found}
    assert [problem.place for problem in found] == sorted(problem.place for problem in found)


@pytest.mark.parametrize(
    "text",
    [
        "- measure: m\n  title: M\n  by: NOBODY\n  toward: NONE\n  instrument: x\n  issue: y\n  steps: []\n",
        "- measure: m\n  title: M\n  by: A\n  toward: B\n  instrument: x\n  issue: y\n  series: none\n"
        "  steps: [{step: extend}, {step: withdraw}, {step: stop, effective: 0001-01-01, until: 9999-12-31}]\n",
        "- agreement: g\n  title: G\n  parties: g\n  form: g\n  steps: [{step: ended, on: ../2025}]\n  follows: g\n",
        "- commitment: c\n  text: C\n  obligor: c\n  obligee: c\n  made: 2025-01-01/..\n  issue: c\n"
        "  agreement: c#c\n  clause: c\n  condition: {trigger: c, entry: c, state: kept}\n",
        "- question: q\n  text: Q\n  opens: ../2025\n  closes: 2025/..\n  criteria: q\n"
        "  rule: {by: A, toward: B, series: nowhere, at_least: 1, on: 9999}\n",
        "- assert: a\n  on: 9999-12-31\n  by: A\n  toward: B\n  series: nowhere\n  level: 1\n",
        "- assert: a\n  on: 0001-01-01\n  entry: a\n  state: a\n",
        "- channel: c\n  title: C\n  parties: []\n  level: x\n  steps: []\n",
        "- meeting: m\n  title: M\n  parties: []\n  form: x\n  level: x\n"
        "  steps: [{step: planned, on: 9999-12-31, date: 0001}]\n",
        "- person: p\n  name: P\n  posts: [{post: X, of: p, since: 2025/..}, {post: X, of: p, since: ../2025}]\n",
        "- party: p\n  name: P\n  form: state\n  of: p\n  zone: ../../x\n",
        "- indicator: i\n  title: I\n  publisher: I\n  unit: u\n  figures: [{period: 1, value: 0}]\n",
        "- reading: r\n  of: r#r\n  by: r\n  on: 9999-12-31/..\n  words: r\n",
        "- act: a\n  title: A\n  by: a\n  toward: a\n  kind: a\n  on: 9999\n  issue: a\n"
        "  answers: [a]\n  under: a\n  corrects: a\n",
    ],
)  # fmt: skip
def test_what_is_wrong_in_every_way_is_told_and_never_raised(text: str) -> None:
    found = check(record_of([page(text.encode(), "record.yaml")]), today=date(2026, 1, 1))
    assert found
    assert all(problem.place.file == "record.yaml" for problem in found)
