"""Agreements: a step in the life of one of the record, or a new one."""

from __future__ import annotations

from tests.reading.articles import only, proposed


def test_a_deal_that_the_record_does_not_have_is_a_new_one() -> None:
    made = only("Arcadia and Borealia signed a treaty on fishing in Oldport on 2 September 2026.", "agreement").values
    assert made["parties"] == ["ARC", "BOR"]
    assert made["form"] == "treaty"
    assert made["steps"] == [{"step": "signed", "on": "2026-09-02"}]


def test_a_deal_of_the_record_named_with_its_day_is_a_step_of_it() -> None:
    step = only("The Harbour Accord, reached on 19 May 2026, was to end the quarrel.", "agreement")
    assert (step.into, step.values["step"], step.values["on"]) == ("harbour-accord", "agreed", "2026-05-19")


def test_a_deal_that_is_only_hoped_for_is_none() -> None:
    assert not proposed("Arcadia and Borealia could sign a treaty on fishing in October.", "agreement")


def test_a_caption_may_tell_the_day_of_a_signing() -> None:
    text = "President Ana Vale speaks prior to signing the Harbour Accord with Borealia in Newhaven, May 19, 2026."
    assert [each.values for each in proposed(text, "agreement")] == [{"step": "signed", "on": "2026-05-19"}]
    assert not proposed(text.replace("May 19, 2026", "May 19, 2024"), "agreement")


def test_a_title_is_not_cut_before_the_end_of_what_was_agreed() -> None:
    text = (
        "On Monday Arcadia and Borealia reached an agreement that people must keep control of all locks and that such "
        "choices must never be delegated to machines of the harbour."
    )
    title = str(only(text, "agreement").values["title"])
    assert "never be delegated to machines of the harbour" in title


def test_a_date_within_the_words_is_left_out_of_the_title() -> None:
    text = "Arcadia and Borealia reached a deal late on Monday to open the ports."
    assert only(text, "agreement").values["title"] == "Deal to open the ports (Arcadia and Borealia)"
