"""A text with its claims marked: nothing of it is lost, and a long one takes no longer for having many claims."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from talleyrand.presentation.margins import MOST_PLACES, paragraphs, visible
from talleyrand.reading.auditing.audit import Audit
from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.verdicts.finding import Finding, Verdict
from tests.reading.audited import audited


def finding(text: str, start: int, end: int, verdict: Verdict = "supported") -> Finding:
    claim = Claim(text=text[start:end], start=start, end=end, sort="deed", sentence=(start, end), said=text[start:end])
    return Finding(claim=claim, verdict=verdict)


def made(text: str, *findings: Finding) -> Audit:
    empty = audited("Nothing is said.")
    return replace(empty, document=replace(empty.document, text=text), findings=findings)


def test_every_word_of_the_text_stands_in_a_piece() -> None:
    text = "One two.\n\nThree four\r\nfive six.\n"
    shown = paragraphs(made(text, finding(text, 4, 7), finding(text, 10, 27)))
    assert ["".join(piece.text for piece in each.pieces) for each in shown] == ["One two.", "Three four", "five six."]


def test_a_claim_over_two_lines_is_marked_in_both_and_noted_where_it_ends() -> None:
    text = "One two\nthree four"
    shown = paragraphs(made(text, finding(text, 4, 13)))
    assert [[(piece.text, piece.verdict) for piece in each.pieces] for each in shown] == [
        [("One ", None), ("two", "supported")], [("three", "supported"), (" four", None)]
    ]  # fmt: skip
    assert [len(each.notes) for each in shown] == [0, 1]


def test_of_claims_one_upon_another_the_gravest_verdict_is_marked() -> None:
    text = "abcdef"
    (shown,) = paragraphs(made(text, finding(text, 0, 6), finding(text, 2, 4, "contradicted")))
    assert [(piece.text, piece.verdict) for piece in shown.pieces] == [
        ("ab", "supported"), ("cd", "contradicted"), ("ef", "supported")
    ]  # fmt: skip
    assert [[note.number for note in piece.notes] for piece in shown.pieces] == [[], [1], [2]]


def test_what_is_not_asked_for_is_neither_marked_nor_noted() -> None:
    text = "abcdef"
    audit = made(text, finding(text, 0, 3), finding(text, 3, 6, "not checkable"))
    assert [piece.verdict for piece in paragraphs(audit)[0].pieces] == ["supported", None]
    (only,) = paragraphs(audit, marked=("not checkable",), noted=("not checkable",))
    assert [piece.verdict for piece in only.pieces] == [None, "not checkable"]
    assert [each.finding.verdict for each in only.notes] == ["not checkable"]


@pytest.mark.parametrize("text", ["x " * 500_000, "x\n" * 500_000, "word word word\n" * 66_000])
def test_a_megabyte_with_two_thousand_claims_is_laid_out_at_once(text: str) -> None:
    audit = made(text, *[finding(text, at * 480, at * 480 + 900, "imprecise") for at in range(2000)])
    started = process_time()
    shown = paragraphs(audit)
    assert process_time() - started < 4
    assert len(shown) <= MOST_PLACES + 1
    assert sum(len(each.notes) for each in shown) == 2000
    said = "".join(piece.text for each in shown for piece in each.pieces)
    assert "".join(said.split()) == "".join(text.split())


def test_signs_that_act_on_a_screen_are_shown_as_their_code() -> None:
    assert visible("a\u202eb\x1b[1m\tc\nd") == "a\\u202eb\\u001b[1m\tc\nd"
