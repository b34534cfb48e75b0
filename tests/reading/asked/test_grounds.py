"""A finding is held against the document; what a whole answer comes to is tested with the model reader."""

from __future__ import annotations

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.answers import Item, Value
from talleyrand.reading.asked.codebook import FORMS_BY_KIND
from talleyrand.reading.asked.grounds import Grounds, passage, proposal
from talleyrand.reading.language.sentences import sentences
from talleyrand.reading.parties.actors import Actors
from talleyrand.reading.proof.matching import Matcher
from talleyrand.reading.proposals import Proposal
from talleyrand.sources import documents
from tests.conftest import record_from

RECORD = record_from("")
TEXT = "Arcadia’s court met. On 5 May 2025 Arcadia warned Borealia’s cabinet that it would close the pass. Nobody answered."
ACT: dict[str, Value] = {
    "quote": "On 5 May 2025 Arcadia warned Borealia's cabinet", "modality": "done", "title": "Arcadia warns Borealia",
    "by": "ARC", "toward": ("BOR",), "kind": "threaten", "on": "2025-05-05", "issue": "security",
}  # fmt: skip


def proposed(published: str = "2025-05-06", **changes: Value) -> Proposal:
    document = documents.read(TEXT.encode(), published=published)
    grounds = Grounds(
        document=document, record=RECORD, actors=Actors(RECORD), reader="model m", matcher=Matcher(RECORD)
    )
    item = Item(form=FORMS_BY_KIND["act"], values={**ACT, **changes})
    return proposal(item, passage(document, sentences(document.text)), grounds)


def test_the_quote_is_given_as_the_document_has_it() -> None:
    made = proposed()
    assert made.quote == "On 5 May 2025 Arcadia warned Borealia’s cabinet"
    assert TEXT[made.start : made.end] == made.quote
    assert TEXT[slice(*made.within)] == sentences(TEXT)[1].text


def test_a_conditional_act_is_proposed_with_a_doubt() -> None:
    assert proposed(modality="conditional").doubts == ("The words tell it as conditional, not as done.",)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"modality": "hypothetical"}, "is no act"),
        ({"modality": "denied"}, "negation"),
        ({"quote": "On 5 May 2025 Arcadia told Borealia’s cabinet"}, "do not stand"),
        ({"quote": "On 5 May 2025 Arcadia warned Boreal"}, "do not stand"),
        ({"by": "COURT"}, "COURT does not stand"),
        ({"by": "BOR", "toward": ("ARC",)}, "order"),
        ({"title": "Arcadia warns Borealia of 400 soldiers"}, "400 does not stand"),
        ({"title": "France warns Borealia"}, "names FR"),
        ({"date_quote": "On 6 May 2025"}, "date_quote: these words do not stand"),
    ],
)
def test_what_the_words_do_not_bear_is_refused(changes: dict[str, Value], why: str) -> None:
    with pytest.raises(WrongValue, match=why):
        proposed(**changes)


def test_what_is_told_as_done_is_not_after_the_document() -> None:
    with pytest.raises(WrongValue, match="after the day of the document"):
        proposed(published="2025-05-01")
