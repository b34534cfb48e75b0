"""Whether the words of a document bear an entry: the one test that every proposal of every reader must pass.

The quote must stand in the document, letter for letter at its place, whole; and every number, day, actor and denial of
the entry must stand in the quote.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from talleyrand.reading.proof.agreement import Names, disagreements
from talleyrand.reading.proof.quotes import find
from talleyrand.reading.proposals import Proposal
from talleyrand.sources.documents import Document
from talleyrand.sources.offsets import Extent

SHORTEST = 4  # characters; shorter words stand in any document
_MARGIN = 40  # characters about a quote by which it shows whether it cuts a word or a number


def stands(  # noqa: PLR0913 - each option is one thing that may be known of the words about a quote
    values: Mapping[str, object],
    quote: str,
    document: Document,
    *,
    start: int,
    names: Names | None = None,
    written: date | None = None,
    within: tuple[int, int] | None = None,
    elsewhere: Collection[str] = (),
    negated: bool | None = None,
    mutual: bool = False,
) -> tuple[str, ...]:
    """Why an entry may not be proposed from these words, each reason a sentence; empty if the words bear it.

    Args:
        values: the fields of the entry, or of the part of one.
        quote: the words that it rests on.
        start: where they stand in the document's text.
        names: for the id of each party or person, the names under which it may stand in the quote.
        written: the day from which "Monday" is counted; the document's own if left out.
        within: start and end of the sentence that holds the quote.
        elsewhere: values that rest on other words of the document, as a date in its first line.
        negated: whether the entry says that something was not done or was refused; if None, its title tells.
        mutual: true if neither side does it to the other, as with a meeting.
    """
    if refusal := misplaced(quote, document.text, start):
        return (refusal,)
    low, high = within or (start, start + len(quote))
    if not 0 <= low <= start < start + len(quote) <= high <= len(document.text):
        return ("the quote does not stand in the sentence that is shown for it",)
    said = document.date
    own = said.first if said and said.first == said.last else None
    return disagreements(
        values,
        quote,
        names=names,
        written=written or own,
        elsewhere=elsewhere,
        within=document.text[low:high],
        negated=negated,
        mutual=mutual,
    )


def misplaced(quote: str, text: str, start: int) -> str:
    """Why a quote does not stand at its place in a text, letter for letter and whole; empty if it does.

    >>> misplaced("45 percent", "up to 145 percent", 7)
    'the quote cuts a word or a number'
    """
    end = start + len(quote)
    if len(quote.strip()) < SHORTEST and not any(each > "\u2fff" for each in quote):
        return "the quote is too short to bear anything"
    if not 0 <= start < end <= len(text) or text[start:end] != quote:
        return "the quote does not stand at its place in the document"
    low = max(0, start - _MARGIN)
    about, at = text[low : end + _MARGIN], start - low
    place = find(quote, about)
    while place is not None and place.start < at + len(quote) - len(quote.lstrip()):
        place = _after(quote, about, place)
    return "" if place is not None and place.end <= at + len(quote) else "the quote cuts a word or a number"


def _after(quote: str, text: str, place: Extent) -> Extent | None:
    """The next place of a quote in a text."""
    skipped = place.start + 1
    found = find(quote, " " * skipped + text[skipped:])
    return found if found and found.start > place.start else None


def refusals(
    proposal: Proposal, document: Document, *, names: Names | None = None, written: date | None = None
) -> tuple[str, ...]:
    """Why a proposal is not borne by the document that it names; empty if it is.

    What a proposal does not carry, as the words for a day that stands in another sentence, cannot be taken into
    account: this is what a person may check, not what a reader asks first.
    """
    if proposal.document != document.digest:
        return ("the proposal is of another document",)
    return stands(
        proposal.values,
        proposal.quote,
        document,
        start=proposal.start,
        names=names,
        written=written,
        within=proposal.within,
        negated=proposal.modality == "denied" or None,
        mutual=proposal.kind in ("meeting", "agreement"),
    )
