"""An article about the two invented states of a new record, and what a reader might propose from it.

ARTICLE   the article
proposal  one proposal from it, made by hand
OFFERED   five: an act, a step of a measure, a meeting that the record has, a promise, and an act that it may have
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from talleyrand.reading.proposals import Match, Proposal
from talleyrand.reading.review import inbox
from talleyrand.reading.review.accepting import Reviewer
from talleyrand.reading.review.papers import Paper
from talleyrand.record import scaffold
from talleyrand.record.dates import when
from talleyrand.record.states import States
from talleyrand.sources import documents
from talleyrand.sources.documents import Document

TODAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
ARTICLE = """\
The two neighbours step back

On 26 June Arcadia offered to open talks on fish. It also extended the pause of its timber duty until 25 November 2026,
in an order made public on 27 June.

Trade ministers of both had met in Newhaven on 18 and 19 May. Borealia promised on 28 June to buy 300,000 tonnes of
grain from Arcadia by the end of 2026.

On 29 June Borealia protested against the order. Its minister said: "Nothing <b>here</b> binds us."
"""
BYTES = ARTICLE.encode()
DIFFERENT = Match(verdict="different", reason="nothing like it is in the record")


def document(text: str = ARTICLE, **imprint: Any) -> Document:
    """The article as it is read from a file."""
    own = {"title": "The two neighbours step back", "publisher": "The Newhaven Post", "date": when("2026-06-29"),
           "language": "en", "address": "https://news.example.org/step-back"}  # fmt: skip
    return replace(documents.read(text.encode()), **{**own, **imprint})


def proposal(
    kind: str, values: Mapping[str, Any], quote: str, *, match: Match = DIFFERENT, text: str = ARTICLE, **own: Any
) -> Proposal:
    """A proposal that rests on these words of the article."""
    start = text.index(quote)
    within = (max(0, text.rfind(". ", 0, start) + 2, text.rfind("\n\n", 0, start) + 2),
              min(text.find(end, start) % (len(text) + 1) for end in (". ", ".\n")) + 1)  # fmt: skip
    made = {"modality": "done", "reader": "by hand", "score": 0.8, **own}
    return Proposal(kind=kind, values=values, quote=quote, start=start, end=start + len(quote), within=within,
                    document=documents.read(text.encode()).digest, match=match, **made)  # fmt: skip


ACT = proposal(
    "act",
    {"act": "arc-offers-fish-talks", "title": "Arcadia offers talks on fish", "by": "ARC", "toward": ["BOR"],
     "kind": "offer", "on": "2026-06-26", "issue": "trade/market-access"},
    "On 26 June Arcadia offered to open talks on fish", doubts=("the issue is a guess",),
)  # fmt: skip
STEP = proposal(
    "measure", {"step": "extend", "announced": "2026-06-27", "effective": "2026-06-27", "until": "2026-11-25"},
    "extended the pause of its timber duty until 25 November 2026,\nin an order made public on 27 June",
    into="arc-timber-duty",
)  # fmt: skip
MEETING = proposal(
    "meeting",
    {"meeting": "newhaven-2026", "title": "Trade ministers meet in Newhaven", "parties": ["ARC", "BOR"],
     "form": "talks", "level": "minister", "steps": [{"step": "held", "on": "2026-05-18/2026-05-19"}]},
    "Trade ministers of both had met in Newhaven on 18 and 19 May",
    match=Match(verdict="same", reason="same form, place and days", entry="harbour-talks", score=0.97),
)  # fmt: skip
PROMISE = proposal(
    "commitment",
    {"commitment": "bor-grain-2026", "text": "Buy 300,000 tonnes of grain.", "obligor": "BOR", "obligee": ["ARC"],
     "made": "2026-06-28", "issue": "trade/market-access", "deadline": "2026-12-31",
     "done_when": "Customs of Arcadia count 300,000 tonnes.", "asserted": [{"by": "BOR", "on": "2026-06-28"}],
     "target": {"amount": "300000", "unit": "tonnes"}},
    "Borealia promised on 28 June to buy 300,000 tonnes of\ngrain from Arcadia by the end of 2026", modality="promised",
)  # fmt: skip
PROTEST = proposal(
    "act",
    {"act": "bor-protests", "title": "Borealia protests against the order", "by": "BOR", "toward": ["ARC"],
     "kind": "protest", "on": "2026-06-29", "issue": "trade/tariffs"},
    "On 29 June Borealia protested against the order",
    match=Match(verdict="unsure", reason="a reading of the same week says something like it",
                entry="bor-reads-timber", score=0.5),
)  # fmt: skip
OFFERED = (ACT, STEP, MEETING, PROMISE, PROTEST)


def begun(folder: Path, *proposals: Proposal) -> Path:
    """A new record with the article and its proposals in its inbox; all five if none are named."""
    scaffold.new(folder, today=TODAY)
    put_in(folder, *(proposals or OFFERED))
    return folder


def put_in(folder: Path, *proposals: Proposal) -> Paper:
    """Put the article into a record's inbox."""
    return inbox.receive(folder, document(), proposals, now=NOW, original=BYTES)


def reviewer(root: Path, who: str = "A. Reader <reader@example.org>") -> Reviewer:
    """Somebody who decides about a record."""
    return Reviewer(states=States(root), who=who, now=NOW, today=TODAY)
