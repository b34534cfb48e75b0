"""The calendar file against the rules of RFC 5545, read back by a small reader written from its text."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.bargaining.entries import Heading, Side
from talleyrand.bargaining.invitations import icalendar
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.roadmap import Leg, Road, Snag
from talleyrand.bargaining.sheets import sheet
from talleyrand.record.dates import when

SIDES = """
- {side: ARC, name: Arcadia, weights: [], scores: [], no_deal: 0}
- {side: CN, name: 中国, weights: [], scores: [], no_deal: 0}
"""
LEG = Leg(id="talks", form="round", title="Talks", by=("ARC", "CN"), first=date(2026, 11, 30), last=date(2026, 12, 4))


def negotiation(title: str = "Kites") -> Negotiation:
    heading = Heading(id="kites", title=title, between=("ARC", "CN"), on=when("2026-11-20"), authors=("us",))
    return Negotiation((heading, *sheet(SIDES.encode(), "kites.yaml").of(Side)))


def written(title: str = "Talks", *snags: str, **fields: object) -> str:
    """The calendar of one step, with warnings."""
    given_fields = {name: getattr(LEG, name) for name in LEG.__slots__} | {"title": title} | fields
    leg = Leg(**given_fields)
    warnings = tuple(Snag(leg="talks", what="missing lead", message=each) for each in snags)
    return icalendar(negotiation(), Road(legs=(leg,), snags=warnings))


def unfolded(text: str) -> list[str]:
    """Section 3.1: a CRLF and one space that follows it are no part of the text."""
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def plain(value: str) -> str:
    """Section 3.3.11: the four escapes of a text, undone."""
    assert re.fullmatch(r"(?:[^\\;,\n]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def read(text: str) -> dict[str, str]:
    """The properties of the event, and of nothing else."""
    lines = unfolded(text)
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return dict(line.split(":", 1) for line in event)


ANY = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"), include_characters=" ")
)


@given(ANY, ANY)
def test_any_text_comes_back_as_it_was_in_lines_of_75_bytes_at_most(title: str, warning: str) -> None:
    text = written(title, warning)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not set("\r\n") & set(text.replace("\r\n", ""))
    assert plain(read(text)["SUMMARY"]) == title
    assert plain(read(text)["DESCRIPTION"]) == f"round; Arcadia, 中国\n{warning}"


def test_no_letter_is_cut_where_a_line_of_chinese_is_folded() -> None:
    text = written("中美经贸磋商机制" * 20)
    pieces = [line for line in text.encode().split(b"\r\n") if b"\xe7" in line or b"\xe4" in line]
    assert len(pieces) > 5
    assert all(piece.decode() for piece in pieces)
    assert plain(read(text)["SUMMARY"]) == "中美经贸磋商机制" * 20


def test_a_line_of_75_bytes_is_whole_and_one_of_76_is_folded() -> None:
    room = 75 - len("SUMMARY:")
    assert f"\r\nSUMMARY:{'a' * room}\r\n" in written("a" * room)
    assert f"\r\nSUMMARY:{'a' * room}\r\n b\r\n" in written("a" * room + "b")


@pytest.mark.parametrize(("said", "stands"), [
    ("a, b; c", r"a\, b\; c"), ("back\\slash", r"back\\slash"), ("two\nlines", r"two\nlines"), ("a\\n", r"a\\n"),
    ("a\rb\tc\x00d", "abcd"), ('"quoted": as it is', '"quoted": as it is'),
])  # fmt: skip
def test_what_has_a_meaning_in_a_calendar_is_escaped_and_what_cannot_stand_is_left_out(said: str, stands: str) -> None:
    assert read(written(said))["SUMMARY"] == stands


def test_a_warning_cannot_write_a_property_of_its_own() -> None:
    text = written("Talks\r\nBEGIN:VALARM", "x\r\nATTACH:file")
    assert [line for line in unfolded(text) if line.startswith(("ATTACH", "BEGIN"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
    ]


def test_a_step_lasts_whole_days_and_ends_before_the_day_given_as_its_end() -> None:
    event = read(written())
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20261130", "20261205")


def test_each_event_has_what_every_event_must_have() -> None:
    event = read(written())
    assert event["UID"] == "move-talks@kites.talleyrand"
    assert event["DTSTAMP"] == "20261120T000000Z"
    lines = unfolded(written())
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Talleyrand//roadmap//EN"]
    assert lines[-1] == "END:VCALENDAR"


def test_a_step_and_a_stage_of_the_same_name_are_two_events() -> None:
    stage = Leg(kind="stage", id="talks", form="stage", title="Talks", by=("ARC",), first=LEG.first, last=LEG.last)
    lines = unfolded(icalendar(negotiation(), Road(legs=(LEG, stage), snags=())))
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == 2


def test_the_calendar_has_the_title_of_the_negotiation_and_the_event_its_leads() -> None:
    text = icalendar(negotiation("Kites, and strings"), Road(legs=(LEG,), snags=()))
    assert r"X-WR-CALNAME:Kites\, and strings" in unfolded(text)
    assert "Leads: ada, bo" in plain(read(written(leads=("ada", "bo")))["DESCRIPTION"])


def test_the_same_road_gives_the_same_bytes() -> None:
    assert written("Talks", "a").encode() == written("Talks", "a").encode()


def test_a_road_without_steps_is_an_empty_calendar() -> None:
    assert "VEVENT" not in icalendar(negotiation(), Road(legs=(), snags=()))
