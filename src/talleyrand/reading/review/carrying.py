"""An audit as JSON and back: it is made in a process of its own and shown by another, which takes nothing on trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from talleyrand.errors import WrongValue
from talleyrand.reading.auditing.audit import Audit
from talleyrand.reading.auditing.claims import Claim, Sort
from talleyrand.reading.auditing.verdicts.finding import Finding, Verdict
from talleyrand.record.dates import moment, when
from talleyrand.sources.documents import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A finding; its claim by place."""

    verdict: Verdict
    sort: Sort
    start: int
    end: int
    sentence: tuple[int, int]
    entries: tuple[str, ...]
    said: str
    has: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carried:
    """An audit, and of its document what a page shows."""

    text: str
    title: str
    publisher: str
    date: str
    language: str
    address: str
    media: str
    digest: str
    doubts: tuple[str, ...]
    on: str
    known: str
    cautions: tuple[str, ...]
    findings: tuple[_Found, ...]


def packed(audit: Audit) -> Any:
    """An audit as what JSON holds: the text of its document once, and each claim by its place in it."""
    document = audit.document
    found = tuple([
        _Found(verdict=each.verdict, sort=each.claim.sort, start=each.claim.start, end=each.claim.end,
               sentence=each.claim.sentence, entries=each.entries, said=each.said, has=each.has, reason=each.reason)
        for each in audit.findings
    ])  # fmt: skip
    return msgspec.to_builtins(_Carried(
        text=document.text, title=document.title, publisher=document.publisher,
        date=document.date.text if document.date else "", language=document.language, address=document.address,
        media=document.media, digest=document.digest, doubts=document.doubts, on=str(audit.on), known=str(audit.known),
        cautions=audit.cautions, findings=found,
    ))  # fmt: skip


def unpacked(held: object) -> Audit:
    """The audit that was packed.

    Raises:
        WrongValue: if it has not that form, or a claim stands outside of its text.
    """
    try:
        told = msgspec.convert(held, _Carried)
    except msgspec.ValidationError as fault:
        raise WrongValue(f"what was found has not its form: {fault}") from None
    document = Document(
        text=told.text, title=told.title, publisher=told.publisher, date=when(told.date) if told.date else None,
        language=told.language, address=told.address, media=told.media, digest=told.digest, doubts=told.doubts,
    )  # fmt: skip
    findings = tuple([_finding(each, told.text) for each in told.findings])
    return Audit(document=document, on=moment(told.on), known=moment(told.known), findings=findings,
                 cautions=told.cautions)  # fmt: skip


def _finding(told: _Found, text: str) -> Finding:
    first, last = told.sentence
    if not 0 <= first <= told.start < told.end <= last <= len(text):
        raise WrongValue("what was found has not its form: a claim stands outside of its text")
    claim = Claim(text=text[told.start : told.end], start=told.start, end=told.end, sort=told.sort,
                  sentence=told.sentence, said=text[first:last])  # fmt: skip
    return Finding(claim=claim, verdict=told.verdict, entries=told.entries, said=told.said, has=told.has,
                   reason=told.reason)  # fmt: skip
