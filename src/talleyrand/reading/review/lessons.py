"""What people decided, as rows to learn from: the words, what they were said to be, and what became of that."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from talleyrand.reading.review.papers import Decision, Paper, Proposed
from talleyrand.record.syntax import Raw

Lesson = Mapping[str, object]

_ACTORS = ("by", "obligor", "parties", "voice")
_TARGETS = ("toward", "obligee")
_TYPES = ("kind", "step", "instrument", "form", "stance", "score")


def lessons(papers: Iterable[Paper]) -> Iterator[Lesson]:
    """A row for each proposal that was decided, in the order of the inbox; what was taken back is not decided.

    `actor`, `target` and `type` are those that were accepted, `proposed_type` is the reader's; of a proposal that was
    refused they are the reader's all. The parties of a meeting or agreement, which none did to the other, are
    actor and target in the order in which they stand.
    """
    for paper in papers:
        standing = paper.standing()
        for each in paper.proposals:
            if held := standing.get(each.key):
                yield _lesson(paper, each, held)


def as_lines(papers: Iterable[Paper]) -> str:
    """The same as JSON, one row a line."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lessons(papers))


def _lesson(paper: Paper, each: Proposed, held: Decision) -> Lesson:
    own = each.proposal
    values = own.values if held.values is None else held.values
    parties = _texts(values, ("parties",))
    return {
        "sentence": each.sentence or own.quote,
        "quote": own.quote,
        "actor": _texts(values, _ACTORS)[:1] if parties else _texts(values, _ACTORS),
        "target": parties[1:] or _texts(values, _TARGETS),
        "kind": own.kind,
        "into": own.into,
        "type": _first(values, _TYPES),
        "proposed_type": _first(own.values, _TYPES),
        "modality": own.modality,
        "decision": held.verdict,
        "reason": held.reason,
        "values": values,
        "reader": own.reader,
        "score": own.score,
        "document": paper.digest,
        "when": held.when.isoformat(),
    }


def _texts(values: Mapping[str, Raw], names: Iterable[str]) -> list[str]:
    """The texts of the first of these fields that there is."""
    found = next((values[name] for name in names if values.get(name)), "")
    return [str(each) for each in found] if isinstance(found, list) else [str(found)] if found else []


def _first(values: Mapping[str, Raw], names: Iterable[str]) -> str:
    return next(iter(_texts(values, names)), "")
