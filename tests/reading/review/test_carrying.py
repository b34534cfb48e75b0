"""An audit goes over as JSON and comes back the same; what has not its form does not come back at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.review.carrying import packed, unpacked
from tests.reading.audited import audited

ESSAY = "After talks in Marlow on Sunday and Monday both sides lowered their tariffs by 50 percent. It will not last."


def carried() -> Any:
    return json.loads(json.dumps(packed(audited(ESSAY))))


def test_an_audit_comes_back_with_all_that_a_page_shows() -> None:
    before, after = audited(ESSAY), unpacked(carried())
    assert (after.document.text, after.document.digest) == (before.document.text, before.document.digest)
    assert (after.on, after.known, after.counts, after.cautions) == (
        before.on, before.known, before.counts, before.cautions
    )  # fmt: skip
    for one, other in zip(before.findings, after.findings, strict=True):
        assert (one.verdict, one.entries, one.said, one.has, one.reason) == (
            other.verdict, other.entries, other.said, other.has, other.reason
        )  # fmt: skip
        assert (one.claim.text, one.claim.sort, one.claim.said) == (
            other.claim.text,
            other.claim.sort,
            other.claim.said,
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [("start", -1), ("end", 10**9), ("end", 0), ("start", "0"), ("sentence", [0]), ("sentence", [5, 6]),
     ("verdict", "true"), ("sort", "x"), ("entries", "x"), ("reason", None)],
)  # fmt: skip
def test_a_finding_out_of_form_or_place_is_refused(name: str, value: object) -> None:
    told = carried()
    told["findings"][0][name] = value
    with pytest.raises(WrongValue):
        unpacked(told)


@pytest.mark.parametrize("told", [None, [], {}, "x", {"text": 1}])
def test_what_is_no_audit_is_refused(told: object) -> None:
    with pytest.raises(WrongValue):
        unpacked(told)


@pytest.mark.parametrize(("name", "value"), [("on", "soon"), ("date", "x"), ("text", ""), ("cautions", [1])])
def test_an_audit_with_a_wrong_part_is_refused(name: str, value: object) -> None:
    with pytest.raises(WrongValue):
        unpacked(carried() | {name: value})
