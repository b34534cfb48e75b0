"""An audit: each claim of a document against the record, with a verdict, the entries it rests on, and why.

Finding  a claim with its verdict
Audit    all findings of a document, in order of place, with the two clocks and what to bear in mind

A claim is contradicted only where the record has the very thing and has it otherwise. Where it cannot be told which
entry is meant, the verdict is that it is not in the record; the nearest entry may be named.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from time import thread_time

from talleyrand.reading.auditing.claims import LONGEST, Claim, Sort, by_sentence
from talleyrand.reading.auditing.verdicts import (
    acts,
    counts,
    details,
    duties,
    events,
    figures,
    measures,
    meetings,
    order,
    posts,
    quoted,
    standing,
    terms,
)
from talleyrand.reading.auditing.verdicts.finding import Finding, Verdict
from talleyrand.reading.auditing.verdicts.referring import END, named
from talleyrand.reading.auditing.verdicts.setting import Setting, setting
from talleyrand.record.dates import Moment
from talleyrand.record.record import Record
from talleyrand.sources.documents import Document

VERDICTS: tuple[Verdict, ...] = ("contradicted", "imprecise", "supported", "not in the record", "not checkable")
SECONDS = 6.0  # of the processor's time for the claims of one document; what was not reached by then is left out
SPOKEN = 12  # entries told before that "it" and "the deal" may go back to
_AT = re.compile(r"\b(?:in|at|to|from|near|via) (?:the )?$", re.I)  # before a place, which does nothing
_PARAGRAPH = re.compile(r"\s*?\n\s*\n")
Ask = Callable[[Claim, Setting], Finding | None]

# What is asked of the record for each sort of claim, in order: the first that has an answer gives it.
ASKED: Mapping[Sort, tuple[Ask, ...]] = {
    "quantity": (
        order.before_the_other,
        figures.figure,
        measures.only_suspended,
        measures.level,
        duties.duty,
        standing.lasts,
        counts.counted,
        measures.listed,
        terms.stated,
        acts.of_an_act,
        meetings.held,
        events.lasting,
    ),
    "days": (meetings.calendar, meetings.held, events.dated),
    "date": (
        meetings.held,
        events.ends,
        terms.falls_due,
        standing.stands,
        measures.only_suspended,
        meetings.with_another,
        meetings.at_another_place,
        events.dated,
        measures.on_another_day,
        measures.by_another,
        events.by_another,
        quoted.quoted,
    ),
    "status": (standing.kept, standing.of_another_deal, standing.stands, measures.only_suspended),
    "first": (figures.first_since, meetings.at_another_place, events.dated),
    "request": (meetings.asked_for, events.dated, events.done),
    "quote": (quoted.quoted, events.done),
    "deed": (order.came_first, standing.of_another_deal, quoted.quoted, events.done),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """All findings of a document.

    Attributes:
        document: what was audited.
        on: the day asked about.
        known: the day of knowledge.
        findings: in order of place.
        cautions: what a reader must bear in mind.
    """

    document: Document
    on: Moment
    known: Moment
    findings: tuple[Finding, ...]
    cautions: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many findings there are of each verdict."""
        found = Counter(each.verdict for each in self.findings)
        return {verdict: found[verdict] for verdict in VERDICTS}


def audit(document: Document, record: Record, *, on: Moment, known: Moment, seconds: float = SECONDS) -> Audit:
    """Each claim of a document against a record; a caution says so if not all of it was reached.

    Args:
        on: the day asked about: how things stood then is what counts.
        known: the day of knowledge: nothing that was learned later is held against the document.
        seconds: of the processor's time, after which the rest is left out.
    """
    then = record.as_known(known)
    given = setting(document, then, on)
    found, reached, cut = _findings(document.text, given, seconds)
    found = _once(found)
    found.sort(key=lambda each: (each.claim.start, each.claim.end))
    cautions = (*_cautions(given), *_left_out(document.text, reached, cut))
    return Audit(document=document, on=on, known=known, findings=tuple(found), cautions=cautions)


def _findings(text: str, given: Setting, seconds: float) -> tuple[list[Finding], int, int]:
    """What is found of a text, up to which character it was read, and how many sentences were not read to their end."""
    started, reached, cut = thread_time(), 0, 0
    found: list[Finding] = []
    spoken: deque[str] = deque(maxlen=SPOKEN)
    for sentence, told in by_sentence(text, given.written, given=given.given):
        for claim in told:
            if thread_time() - started > seconds:
                return found, reached, cut
            judged = list(_found(replace(claim, of=tuple(spoken)), given))
            spoken.extendleft(reversed(_spoken(claim, given, judged)))
            found += judged
            reached = claim.end
        if _PARAGRAPH.match(text, sentence.end):
            spoken.appendleft(END)
        reached = max(reached, sentence.end)
        cut += len(sentence.text) > LONGEST
        if thread_time() - started > seconds:
            break
    return found, reached, cut


def _spoken(claim: Claim, given: Setting, judged: list[Finding]) -> tuple[str, ...]:
    """The entries that a claim was found to be of, or that its words name: the next may go back to them."""
    of = [each for found in judged if found.claim.sort != "post" for each in found.entries[:2]]
    return tuple(dict.fromkeys([*of, *named(claim, given)]))


def _left_out(text: str, reached: int, cut: int) -> Iterator[str]:
    if text[reached:].strip():
        yield (
            f"Only the first {reached:,} of {len(text):,} characters were set against the record; the rest was left "
            "out for length. Cut the document into parts."
        )
    if cut:
        said = "1 sentence" if cut == 1 else f"{cut:,} sentences"
        yield f"Of {said} only the first {LONGEST:,} characters were read."


def _once(found: list[Finding]) -> list[Finding]:
    """The findings, each post of each person once only."""
    kept: dict[object, Finding] = {}
    for each in found:
        key = (each.entries, each.verdict, each.has) if each.claim.sort == "post" else each
        kept.setdefault(key, each)
    return list(kept.values())


def _found(claim: Claim, given: Setting) -> Iterator[Finding]:
    yield from posts.holds_post(claim, given)
    if claim.sort == "view":
        yield Finding(claim=claim, verdict="not checkable", reason=claim.why)
        return
    finding = _asked(claim, given)
    if claim.other and (finding is None or finding.verdict != "supported"):
        # The document's own day may tell the year: what it bears out is not held against the claim.
        other = _asked(replace(claim, dates=claim.other), given)
        finding = other if other and other.verdict == "supported" else finding
    if finding:
        yield replace(finding, claim=claim)
        return
    yield Finding(
        claim=claim, verdict="not in the record", reason="The record holds nothing that this can be set against."
    )


def _asked(claim: Claim, given: Setting) -> Finding | None:
    """The first answer to what is asked of the record for a claim of this sort."""
    found = next((found for ask in (*ASKED[claim.sort], details.detail) if (found := ask(claim, given))), None)
    if found is None:
        return None
    if found.verdict == "supported":
        return details.against(claim, given, found) or found
    return found if _at_home(claim, given) else None


def _at_home(claim: Claim, given: Setting) -> bool:
    """False if the states last named are none of the record's: what is told is of other lands."""
    for text in (claim.said, claim.before):
        named = [each for each in given.actors(text) if each.state and not _AT.search(text[: each.start])]
        if named:
            return any(each.state in given.record for each in named)
    return True


def _cautions(given: Setting) -> Iterator[str]:
    if given.written is None:
        yield "The document tells no day: months and weekdays without a year could not be placed."
    elif not given.given:
        yield f"The document gives no day of its own; it was read as one of about {given.written}."
