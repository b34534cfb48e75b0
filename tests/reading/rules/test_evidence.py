"""The words of a proposal: short, whole, and held against what the entry says."""

from __future__ import annotations

from talleyrand.reading.rules.evidence import quotations
from tests.reading.articles import only, proposed

LONG = (
    "After a week of talk about timber, mills, fish, wine and much else besides that nobody could follow to the end, "
    "Arcadia on Monday accused Borealia of hiding loans."
)


def test_a_short_sentence_is_quoted_whole() -> None:
    assert quotations("Arcadia praised Borealia.", [(0, 7)], (0, 24))[0] == (0, 25)


def test_of_a_long_sentence_the_clause_is_quoted() -> None:
    quote = only(LONG, "act").quote
    assert quote.startswith("Arcadia on Monday accused Borealia")
    assert len(quote.split()) <= 25


def test_sides_that_the_words_do_not_name_are_doubted() -> None:
    text = "On Monday Arcadia met Borealia at sea. It accused Borealia of bad faith."
    acts = [each for each in proposed(text, "act") if each.values["kind"] == "accuse"]
    assert acts
    assert any("Arcadia" in doubt for doubt in acts[0].doubts)


def test_a_stretch_that_is_too_long_to_be_quoted_gives_nothing() -> None:
    sentence = " ".join(["word"] * 60)
    assert quotations(sentence, [(0, len(sentence))], (0, len(sentence))) == ()
