"""Text becomes typed entries, and every fault has its path."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from talleyrand.record.entries import Measure, Party, Source
from talleyrand.record.shapes import build
from talleyrand.record.syntax import Raw

MEASURE: dict[str, Raw] = {
    "measure": "m", "title": "Duty", "by": "NO", "toward": "CN", "instrument": "tariff", "issue": "trade",
    "steps": [{"step": "impose", "effective": "2025-01-01", "level": "8541.10"}], "sources": ["a", {"source": "b"}],
}  # fmt: skip


def faults(**changed: Any) -> list[tuple[object, str, str]]:
    found = build("measure", {**MEASURE, **changed})[1]
    return [(fault.path, fault.rule, fault.message) for fault in found]


def test_norway_stays_norway_and_a_heading_keeps_its_zero() -> None:
    entry, _ = build("measure", MEASURE)
    assert isinstance(entry, Measure)
    assert entry.by == "NO"
    assert str(entry.steps[0].level) == "8541.10"
    assert entry.steps[0].level == Decimal("8541.1")


def test_one_value_may_stand_where_several_are_allowed() -> None:
    entry, _ = build("measure", MEASURE)
    assert isinstance(entry, Measure)
    assert entry.toward == ("CN",)
    assert [citation.source for citation in entry.sources] == ["a", "b"]


def test_a_yes_is_a_yes_only_where_one_is_wanted() -> None:
    party, _ = build("party", {"party": "W", "name": "yes", "form": "bloc", "everyone": "yes"})
    assert isinstance(party, Party)
    assert party.everyone is True
    assert party.name == "yes"


def test_names_may_be_written_as_a_mapping() -> None:
    party, _ = build("party", {"party": "CN", "name": "China", "form": "state", "names": {"zh": "中国"}})
    assert isinstance(party, Party)
    assert [(name.language, name.text) for name in party.names] == [("zh", "中国")]


def test_every_fault_is_found_at_once() -> None:
    found = faults(bye="US", title=["a"], steps=[{"step": "impos", "effective": "2025-02-30", "level": "8,100"}])
    assert {path for path, _, _ in found} == {
        ("bye",), ("title",), ("steps", 0, "step"), ("steps", 0, "effective"), ("steps", 0, "level")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"bye": "US"}, "there is no field 'bye' here; did you mean 'by'?"),
        ({"steps": [{"step": "impos"}]}, "did you mean 'impose'?"),
        ({"steps": [{"step": "grant"}]}, "it is one of announce, impose"),
        ({"steps": [{"step": "impose", "level": "10%"}]}, "'10%' is no number; write 10"),
        ({"steps": [{"step": "impose", "level": "1,250.5"}]}, "write 1250.5"),
        ({"steps": [{"step": "impose", "level": "12,5 %"}]}, "write 12.5"),
        ({"steps": [{"step": "impose", "level": "1e3"}]}, "'1e3' is no number"),
        ({"steps": [{"step": "impose", "level": "NaN"}]}, "is no number"),
        ({"steps": "impose"}, "'steps' takes named fields, not one text"),
        ({"title": "  "}, "the text is empty"),
        ({"by": {"a": "b"}}, "'by' takes one value, not named fields"),
        ({"steps": [{}]}, "'steps' needs 'step'"),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_would_be_right(changed: dict[str, Any], message: str) -> None:
    assert any(message in text for _, _, text in faults(**changed)), faults(**changed)


def test_what_must_be_there_is_asked_for() -> None:
    assert [fault.message for fault in build("source", {"source": "s"})[1]] == [
        "the entry needs 'title'", "the entry needs 'publisher'"
    ]  # fmt: skip


def test_a_kind_that_is_none_gets_the_nearest() -> None:
    entry, found = build("mesure", {"mesure": "x"})
    assert entry is None
    assert "did you mean 'measure'?" in found[0].message


@pytest.mark.parametrize("text", ["0.5", "1.5", "2"])
def test_a_score_is_a_whole_number(text: str) -> None:
    raw: dict[str, Raw] = {
        "talks": "t",
        "title": "t",
        "parties": ["A"],
        "issue": "trade",
        "since": "2025",
        "result": "none",
    }
    found = build("talks", {**raw, "leaders": {"score": text, "reason": "r"}})[1]
    assert bool(found) == (text != "2")


def test_a_truth_is_yes_or_no() -> None:
    found = build("party", {"party": "W", "name": "w", "form": "bloc", "everyone": "maybe"})[1]
    assert found[0].message == "'everyone': 'maybe' is neither yes nor no"


def test_a_bare_text_is_a_whole_citation() -> None:
    source, found = build("source", {"source": "s", "title": "T", "publisher": "P", "issued": "2025-05"})
    assert not found
    assert isinstance(source, Source)
    assert str(source.issued) == "2025-05"
