"""A document's text with its claims marked and what the record says to them beside it, for whatever page shows it.

Note       a finding that is told in the margin, by its number
Piece      a stretch of the text under one verdict, or none, and the notes on the claims that end with it
Paragraph  a line of the text, in pieces, with its notes
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from talleyrand.reading.auditing.audit import VERDICTS, Audit
from talleyrand.reading.auditing.verdicts.finding import Finding, Verdict

TOLD: tuple[Verdict, ...] = ("contradicted", "imprecise", "supported")  # what the record bears on
MARKED: tuple[Verdict, ...] = (*TOLD, "not in the record")
MOST_PLACES = 4000  # that a page holds: the lines of a text that has more are put together
SIGNS = {"contradicted": "■", "imprecise": "◐", "supported": "●", "not in the record": "○", "not checkable": "–"}


@dataclass(frozen=True, slots=True)
class Note:
    """A finding that is told in the margin, by its number."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text.

    Attributes:
        text: signs that act on a screen shown as their code.
        verdict: the gravest on the claims that it is part of; None if it is part of none that is marked.
        notes: on the claims that end with it.
    """

    text: str
    verdict: Verdict | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text that holds anything, or a few, in pieces, with the notes on the claims that end in it."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def paragraphs(
    audit: Audit, *, marked: Collection[Verdict] = MARKED, noted: Collection[Verdict] = TOLD
) -> tuple[Paragraph, ...]:
    """The text of an audited document with its margin, in one pass however many claims it has.

    Args:
        marked: verdicts whose claims are marked.
        noted: verdicts that are told in the margin.
    """
    text = audit.document.text
    places = tuple(_places(text))
    if len(places) > MOST_PLACES:
        places = tuple(_gathered(places, len(text) // MOST_PLACES))
    ends = [end for _, end in places]
    shown: defaultdict[int, list[Finding]] = defaultdict(list)
    for each in audit.findings:
        if each.verdict in marked:
            for at in _under(places, ends, each):
                shown[at].append(each)
    told: defaultdict[int, list[Note]] = defaultdict(list)
    ended = sorted(audit.findings, key=lambda each: (each.claim.end, each.claim.start))  # as their numbers stand
    for number, each in enumerate([each for each in ended if each.verdict in noted], 1):
        told[bisect_left(ends, each.claim.end)].append(Note(number, each))
    return tuple([
        Paragraph(pieces=tuple(_pieces(text, place, shown[at], told[at])), notes=tuple(told[at]))
        for at, place in enumerate(places)
    ])  # fmt: skip


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where each line that holds anything begins and ends."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line)
        at += len(line)


def _gathered(places: Sequence[tuple[int, int]], least: int) -> Iterator[tuple[int, int]]:
    """Lines that follow one another made one, so that a page of very many stays light."""
    start, end = places[0]
    for first, last in places[1:]:
        if end - start >= least:
            yield start, end
            start = first
        end = last
    yield start, end


def _under(places: Sequence[tuple[int, int]], ends: Sequence[int], found: Finding) -> Iterator[int]:
    """The lines that a claim stands in."""
    at = bisect_right(ends, found.claim.start)
    while at < len(places) and places[at][0] < found.claim.end:
        yield at
        at += 1


def _pieces(text: str, place: tuple[int, int], shown: Sequence[Finding], told: Iterable[Note]) -> Iterator[Piece]:
    """A line cut wherever a claim begins or ends."""
    start, end = place
    ending: defaultdict[int, list[Note]] = defaultdict(list)
    for note in told:
        ending[note.finding.claim.end].append(note)
    cuts = {start, end, *ending}
    cuts |= {at for each in shown for at in (each.claim.start, each.claim.end) if start < at < end}
    waiting = sorted(shown, key=lambda each: each.claim.start, reverse=True)
    over: list[Finding] = []
    for left, right in pairwise(sorted(cuts)):
        while waiting and waiting[-1].claim.start <= left:
            over.append(waiting.pop())
        over = [each for each in over if each.claim.end > left]
        words = visible(text[left:right].rstrip("\r\n"))
        verdict = min([each.verdict for each in over], key=VERDICTS.index) if over and words.strip() else None
        yield Piece(words, verdict, tuple(ending[right]))


def visible(text: str) -> str:
    """A text with its lines and spaces kept, other signs that act on a screen shown as their code."""
    if text.isprintable():
        return text
    return "".join([each if each.isprintable() or each in "\n\t" else f"\\u{ord(each):04x}" for each in text])
