"""A document read in a process of its own: what comes back is checked, and what takes too long is left."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.auditing.audit import Audit
from talleyrand.reading.review import apart
from talleyrand.reading.review.apart import Taken
from talleyrand.record import scaffold
from talleyrand.record.dates import moment
from tests.reading.offered import BYTES, TODAY

NOW = datetime(2026, 7, 1, tzinfo=UTC)
TAKEN = Taken(data=BYTES, title="The two neighbours step back", publisher="The Post", published="2026-06-29")
READER = """
import os, time
from types import SimpleNamespace
def read(document, record, *, known):
    from talleyrand.reading.proposals import Match, Proposal
    quote = document.text.split(".")[0].strip()
    {body}
    start = document.text.index(quote)
    match = Match(verdict="different", reason=str(known) + record.entry("ARC").name)
    made = (Proposal(kind="act", values={{"act": "x"}}, quote=quote, start=start, end=start + len(quote),
                     within=(start, start + len(quote)), document=document.digest, modality="done", reader="a stand-in",
                     score=0.5, match=match),)
    return SimpleNamespace(proposals=made, notes=("A side is not in the record",))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    scaffold.new(tmp_path / "record", today=TODAY)
    return tmp_path / "record"


def reply(root: Path, monkeypatch: pytest.MonkeyPatch, body: str = "", *, seconds: float = 30) -> apart.Reply:
    """What a stand-in for the reader proposes."""
    (root.parent / "stand_in.py").write_text(READER.format(body=body))
    monkeypatch.setenv("PYTHONPATH", str(root.parent))
    return apart.read(TAKEN, root, known="2026-07-01", now=NOW, seconds=seconds, reader="stand_in")


def test_what_is_proposed_comes_back_with_its_passage(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = reply(root, monkeypatch)
    assert (found.paper.title, found.paper.publisher, found.paper.date) == (TAKEN.title, "The Post", "2026-06-29")
    assert found.paper.proposals[0].proposal.match.reason == "2026-07-01Arcadia"
    assert found.paper.proposals[0].proposal.quote in found.paper.proposals[0].passage
    assert found.paper.doubts[-1] == "A side is not in the record"
    assert found.encoding == "utf-8"


def test_a_document_that_takes_too_long_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    with pytest.raises(WrongValue, match="took longer than 2 seconds"):
        reply(root, monkeypatch, "time.sleep(60)", seconds=2)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "body", ["os._exit(3)", "raise ValueError", "bytes(6 * 1024**3)", "quote = quote + ' and more'", "known = 1 / 0"]
)
def test_a_reader_that_fails_is_told_in_words(root: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    with pytest.raises(WrongValue):
        reply(root, monkeypatch, body)


def test_a_reader_can_write_no_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = root.parent / "written"
    with pytest.raises(WrongValue):
        reply(root, monkeypatch, f"open({str(kept)!r}, 'w').write('x' * 100_000)")
    assert not kept.exists() or kept.read_bytes() == b""


def test_the_reader_that_is_shipped_finds_the_offer(root: Path) -> None:
    found = apart.read(TAKEN, root, known="2026-07-01", now=NOW)
    assert any("offered to open talks" in each.proposal.quote for each in found.paper.proposals)


# --- an audit ------------------------------------------------------------------------------------

AUDITOR = """
import os, time
from dataclasses import replace
from talleyrand.reading.auditing.audit import audit as found_by
def audit(document, record, *, on, known):
    found = found_by(document, record, on=on, known=known)
    {body}
    return found
"""
DAY = moment("2026-07-01")


def audited(root: Path, monkeypatch: pytest.MonkeyPatch, body: str = "", *, seconds: float = 30) -> Audit:
    """What a stand-in for the audit finds."""
    (root.parent / "stand_in.py").write_text(AUDITOR.format(body=body))
    monkeypatch.setenv("PYTHONPATH", str(root.parent))
    return apart.audited(TAKEN, root, on=DAY, known=DAY, seconds=seconds, auditor="stand_in")


def test_an_audit_comes_back_with_its_text_and_findings(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = audited(root, monkeypatch)
    assert (found.document.title, found.on, found.known) == (TAKEN.title, DAY, DAY)
    assert found.findings
    assert all(each.claim.text in found.document.text for each in found.findings)


@pytest.mark.parametrize(
    ("body", "told"),
    [("time.sleep(60)", "took longer than 3 seconds"), ("os._exit(3)", "broken"), ("1 / 0", "broken"),
     ("found = replace(found, document=replace(document, digest='x'))", "something else"),
     ("found = replace(found, on='soon')", "soon"), ("bytes(6 * 1024**3)", "memory")],
)  # fmt: skip
def test_an_audit_that_fails_is_told_in_words(
    root: Path, monkeypatch: pytest.MonkeyPatch, body: str, told: str
) -> None:
    with pytest.raises(WrongValue, match=told):
        audited(root, monkeypatch, body, seconds=3 if "sleep" in body else 30)


def test_a_text_that_is_too_long_is_not_audited(root: Path) -> None:
    with pytest.raises(WrongValue, match="has 1,000,001 characters; at most 1,000,000"):
        apart.audited(Taken(data=b"x" * 1_000_001), root, on=DAY, known=DAY)
