"""Small records made at random, and the laws that every book keeps whatever they hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from talleyrand.books.statement import Statement
from talleyrand.record.dates import Moment
from talleyrand.record.record import Record
from tests.conftest import PARTIES, record_from

FIRST = date(2025, 1, 1)
LEVELS = ("leader", "minister", "working")
ISSUES = ("trade/tariffs", "trade/agriculture", "security/taiwan")
Book = Callable[..., Statement]


def day(number: int) -> str:
    return (FIRST + timedelta(number)).isoformat()


def on(number: int) -> Moment:
    return Moment(FIRST + timedelta(number))


numbers = st.integers(0, 120)
parties = st.sampled_from([("ARC", "BOR"), ("BOR", "ARC")])
issues = st.sampled_from(ISSUES)


@st.composite
def acts(draw: st.DrawFn, number: int) -> str:
    one, other = draw(parties)
    return f"""
- act: act-{number}
  title: Act {number}
  by: {one}
  toward: {other}
  kind: {draw(st.sampled_from(["accuse", "ease", "sanction"]))}
  on: {day(draw(numbers))}
  issue: {draw(issues)}
"""


@st.composite
def measures(draw: st.DrawFn, number: int) -> str:
    one, other = draw(parties)
    words = st.sampled_from(["impose", "raise", "lower", "suspend", "resume", "stop", "withdraw", "announce"])
    steps = sorted(draw(st.lists(st.tuples(numbers, st.integers(0, 20), words), min_size=1, max_size=5)))
    lines = [
        f"    - {{step: {word}, announced: {day(at)}, effective: {day(at + lag)}, level: {at}}}"
        for at, lag, word in steps
    ]
    aims = [
        f"    - {{aim: {draw(st.sampled_from(['leverage', 'revenue']))}, by: {one}, on: {day(draw(numbers))}}}"
        for _ in range(draw(st.integers(0, 2)))
    ]
    return f"""
- measure: measure-{number}
  title: Measure {number}
  by: {one}
  toward: {other}
  instrument: tariff
  issue: {draw(issues)}
  steps:
{chr(10).join(lines)}
{"  aims:" if aims else ""}
{chr(10).join(aims)}
"""


@st.composite
def promises(draw: st.DrawFn, number: int) -> str:
    one, other = draw(parties)
    made, term, shown = draw(st.tuples(numbers, st.integers(1, 60), st.integers(0, 80)))
    performance = (
        f"  performance: [{{on: {day(made + shown)}, score: {shown % 4}, published: {day(made + shown + 3)}}}]"
    )
    return f"""
- commitment: promise-{number}
  text: Promise {number}
  obligor: {one}
  obligee: {other}
  made: {day(made)}
  issue: {draw(issues)}
  deadline: {day(made + term)}
{performance if draw(st.booleans()) else ""}
"""


@st.composite
def channels(draw: st.DrawFn, number: int) -> str:
    one, _ = draw(parties)
    steps = sorted(
        draw(st.lists(st.tuples(numbers, st.sampled_from(["suspended", "cancelled", "restored"])), max_size=4))
    )
    lines = [f"    - {{step: {step}, on: {day(at)}, by: {one}}}" for at, step in steps]
    return f"""
- channel: channel-{number}
  title: Channel {number}
  parties: [ARC, BOR]
  level: {draw(st.sampled_from(LEVELS))}
  steps:
    - {{step: opened, on: {day(0)}}}
{chr(10).join(lines)}
"""


@st.composite
def meetings(draw: st.DrawFn, number: int) -> str:
    planned, lag = draw(st.tuples(numbers, st.integers(0, 30)))
    outcome = draw(st.sampled_from(["held", "cancelled", "moved"]))
    return f"""
- meeting: meeting-{number}
  title: Meeting {number}
  parties: [ARC, BOR]
  form: talks
  level: {draw(st.sampled_from(LEVELS))}
  channel: channel-0
  people: [ann, bo]
  asked_by: {draw(parties)[0]}
  steps:
    - {{step: planned, on: {day(planned)}, date: {day(planned + lag)}}}
    - {{step: {outcome}, on: {day(planned + lag)}, date: {day(planned + lag + 5)}}}
"""


PEOPLE = f"""
- person: ann
  name: Ann
  posts: [{{post: Envoy, of: ARC, since: {day(0)}}}]
- person: bo
  name: Bo
  posts: [{{post: Envoy, of: BOR, since: {day(10)}, until: {day(90)}}}]
"""
KINDS = (acts, measures, promises, channels, meetings)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """The text of a record: its parties and people, and up to three entries of each kind."""
    parts = [PARTIES, PEOPLE]
    for kind in KINDS:
        parts += [draw(kind(number)) for number in range(draw(st.integers(1, 3)))]
    return "".join(re.sub(r"\n\s*\n", "\n", part) for part in parts)


def record_of(text: str) -> Record:
    return record_from(text, parties="")


def swapped(text: str) -> str:
    """The text with the two states' ids exchanged."""
    return re.sub(r"\b(ARC|BOR)\b", lambda found: "BOR" if found[0] == "ARC" else "ARC", text)


def told(statement: Statement) -> str:
    """All that a statement says, as one text."""
    return repr((statement.rows, statement.totals, statement.cautions))


def swapping_the_parties_swaps_the_answer(book: Book, text: str, at: int) -> bool:
    """The law for a book that takes no parties: the answer about the swapped record is the swapped answer."""
    here, there = record_of(text), record_of(swapped(text))
    answers = [told(book(each, on=on(at), known=on(at))) for each in (here, there)]
    return swapped(answers[0]) == answers[1]


def chief_entries(book: Book, record: Record, at: int, known: int) -> set[str]:
    """The chief entry of each row of a book."""
    return {row.entries[0] for row in book(record, on=on(at), known=on(known)).rows}
