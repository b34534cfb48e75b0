"""What a reader takes from a document: an entry in full form, the words it rests on, and what is doubtful about it.

Match     whether the record has it already: the same, different, or unsure, and why
Proposal  an entry, or a part of one, that a person may accept into the record
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from talleyrand.record.syntax import Raw

Verdict = Literal["same", "different", "unsure"]
Modality = Literal["done", "announced", "promised", "conditional", "hypothetical", "denied"]

# The list of an entry to which a part of it is added, by the kind of the entry.
PARTS = {
    "measure": "steps",
    "agreement": "steps",
    "channel": "steps",
    "meeting": "steps",
    "commitment": "performance",
    "indicator": "figures",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whether the record has a proposal already.

    Attributes:
        verdict: the same as an entry of the record, different from all, or unsure.
        reason: why, in a sentence that names what agrees and what does not.
        entry: the entry, or the step as `measure#step`, that it is the same as or may be; empty if different.
        score: between 0 and 1, how much of what both say agrees.
    """

    verdict: Verdict
    reason: str
    entry: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An entry, or a part of one, that a reader found in a document.

    Attributes:
        kind: of the entry: act, measure, agreement, commitment, reading, meeting or indicator.
        values: the entry as the record's reader would give it, its id first; or the one part that is to be added.
            What cites the document is left out: it is added when the proposal is accepted. Never changed.
        into: the entry to which `values` is added as one more part (`PARTS`); empty if `values` is an entry.
        quote: the words it rests on, as they stand in the document.
        start: where the quote begins in the document's text.
        end: after its last character.
        within: start and end of the sentences that a person should see to judge it.
        document: SHA-256 of the original.
        modality: whether the words tell it as done, announced, promised, conditional, hypothetical or denied.
        reader: who found it, as `offline tier 0` or `model gpt-x`.
        score: between 0 and 1, how sure the reader is of the kind of thing it found.
        reasons: what in the words spoke for it, shortest first.
        doubts: what a person should look at before accepting it, each a sentence.
        match: whether the record has it already.
    """

    kind: str
    values: Mapping[str, Raw]
    quote: str
    start: int
    end: int
    within: tuple[int, int]
    document: str
    modality: Modality
    reader: str
    score: float
    match: Match
    into: str = ""
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Twelve letters that are the same for the same entry from the same words of the same document."""
        said = json.dumps([self.document, self.start, self.end, self.kind, self.into, self.values], sort_keys=True)
        return sha256(said.encode()).hexdigest()[:12]
