"""A second article confirms an event and never doubles it; what only looks like it is never taken for it."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.reading.proof.matching import Matcher
from talleyrand.record.dates import moment
from talleyrand.record.record import Record
from tests.conftest import record_from, shipped
from tests.reading import variants
from tests.reading.variants import Told

RECORD = """
- party: ARC-Trade
  name: Ministry of Trade
  form: agency
  of: ARC
- party: ARC-War
  name: Ministry of War
  form: agency
  of: ARC
- issue: trade/tariffs
  name: Tariffs
  meaning: Duties on goods.
- issue: security
  name: Security
  meaning: Arms and borders.
- person: vane
  name: Lydia Vane
- person: orr
  name: Osric Orr
- source: paper
  title: The paper
  publisher: A paper
- act: arc-protest
  title: Arcadia protests against the seizure of nine trawlers
  by: ARC-Trade
  toward: [BOR]
  kind: protest
  on: 2031-03-04
  issue: security
  person: vane
  sources: [{source: paper, says: 11 trawlers, quote: we will not let the seizure of our trawlers stand}]
- act: bor-release-1
  title: Borealia frees crew
  by: BOR
  toward: [ARC]
  kind: release
  on: 2031-05-02
  issue: security
  sources: [paper]
- act: bor-release-2
  title: Borealia frees crew
  by: BOR
  toward: [ARC]
  kind: release
  on: 2031-05-20
  issue: security
  sources: [paper]
- measure: arc-duty
  title: Duty on all goods of Borealia
  by: ARC
  toward: [BOR]
  instrument: tariff
  series: across-the-board
  issue: trade/tariffs
  steps:
    - {step: impose, id: first, announced: 2031-02-01, effective: 2031-02-04T00:01-05:00, level: 10, basis: EO 11111}
    - {step: raise, id: to-44, announced: 2031-04-02, effective: 2031-04-09, level: 44}
    - {step: lower, id: to-34, announced: 2031-05-12, effective: 2031-05-14T00:01-04:00, level: 34}
  sources: [paper]
- measure: arc-extra
  title: Second duty on all goods of Borealia
  by: ARC
  toward: [BOR]
  instrument: tariff
  series: across-the-board
  issue: trade/tariffs
  steps:
    - {step: impose, id: only, announced: 2031-03-01, effective: 2031-03-01, level: 20}
  sources: [paper]
- meeting: talks-1
  title: First round of the border talks
  parties: [ARC, BOR]
  form: talks
  level: minister
  steps:
    - {step: held, on: 2031-06-09/2031-06-10}
  place: Lowmere
  people: [vane, orr]
  issues: [security]
  sources: [paper]
- meeting: talks-2
  title: Second round of the border talks
  parties: [ARC, BOR]
  form: talks
  level: minister
  steps:
    - {step: planned, on: 2031-06-30, date: 2031-07-28/2031-07-29}
    - {step: held, on: 2031-07-28/2031-07-29}
  place: Highmere
  people: [vane, orr]
  issues: [security]
  sources: [paper]
- agreement: lowmere
  title: Lowmere accord on the border
  parties: [ARC, BOR]
  form: joint-statement
  steps:
    - {step: agreed, on: 2031-06-10}
    - {step: extended, on: 2031-09-10, until: 2031-12-10}
  clauses:
    - {clause: grain, text: Grain may pass.}
  sources: [paper]
- commitment: bor-grain
  text: Buy twelve million tonnes of grain from Arcadia.
  obligor: BOR
  obligee: [ARC]
  made: 2031-06-10
  issue: trade/tariffs
  agreement: lowmere
  clause: grain
  deadline: 2031-12-31
  restated: [{deadline: 2032-02-28, on: 2031-11-01, by: BOR}]
  target: {amount: 12, unit: million tonnes}
  performance:
    - {on: 2031-10-01, amount: 5, score: 2, text: Five had been shipped.}
  sources: [paper]
- reading: bor-reading
  of: lowmere#grain
  by: BOR
  on: 2031-06-12
  words: The accord binds both sides to let grain pass without duty.
  person: orr
  sources: [paper]
- indicator: grain-trade
  title: Exports of grain from Arcadia to Borealia
  publisher: Arcadian Bureau
  voice: ARC
  unit: million tonnes
  figures:
    - {period: 2030, value: 143.2, vintage: revised}
    - {period: 2029-10/2030-09, value: 87}
  sources: [paper]
"""

PROTEST = {"act": "new", "title": "Arcadia protests over trawlers seized", "by": "ARC", "toward": ["BOR"],
           "kind": "protest", "on": "2031-03-04"}  # fmt: skip
DUTY = {"measure": "new", "title": "Arcadia lowers its duty on goods of Borealia", "by": "ARC", "toward": ["BOR"],
        "instrument": "tariff", "series": "across-the-board"}  # fmt: skip
TALKS = {"meeting": "new", "title": "Border talks", "parties": ["BOR", "ARC"], "form": "talks", "place": "Lowmere",
         "steps": [{"step": "held", "on": "2031-06-09"}]}  # fmt: skip
GRAIN = {"commitment": "new", "text": "Borealia will purchase grain from Arcadia", "obligor": "BOR", "obligee": ["ARC"],
         "made": "2031-06-10", "agreement": "lowmere", "target": {"amount": "12", "unit": "million tonnes"}}  # fmt: skip
READING = {"reading": "new", "of": "lowmere", "by": "BOR", "on": "2031-06-12",
           "words": "Grain passes without duty under the accord"}  # fmt: skip
FIGURE = {"indicator": "new", "title": "Arcadia's grain exports to Borealia", "unit": "million tonnes"}


@pytest.fixture(scope="module")
def record() -> Record:
    return record_from(RECORD)


@pytest.fixture(scope="module")
def matcher(record: Record) -> Matcher:
    return Matcher(record)


def step(**fields: str) -> dict[str, Any]:
    return {**DUTY, "steps": [{"step": "lower", **fields}]}


SAME: list[tuple[str, dict[str, Any], str, str]] = [
    ("act", PROTEST, "", "arc-protest"),
    ("act", PROTEST | {"on": "2031-03"}, "", "arc-protest"),
    ("measure", step(announced="2031-05-12", effective="2031-05-14", level="34"), "", "arc-duty#to-34"),
    ("measure", step(announced="2031-05-12", level="34"), "", "arc-duty#to-34"),
    ("measure", step(effective="2031-05-12", level="34"), "", "arc-duty#to-34"),
    ("measure", step(effective="2031-05", level="34"), "", "arc-duty#to-34"),
    ("measure", {"step": "lower", "effective": "2031-05-14", "level": "34"}, "arc-duty", "arc-duty#to-34"),
    ("measure", {"step": "impose", "effective": "2031-02-04", "basis": "Executive Order 11111"}, "arc-duty", "arc-duty#first"),
    ("meeting", TALKS, "", "talks-1"),
    ("meeting", TALKS | {"place": "Highmere", "steps": [{"step": "planned", "on": "2031-07-01", "date": "2031-07-28"}]}, "", "talks-2"),
    ("meeting", {"step": "held", "on": "2031-06-10"}, "talks-1", "talks-1"),
    ("commitment", GRAIN, "", "bor-grain"),
    ("commitment", GRAIN | {"deadline": "2032-02-28"}, "", "bor-grain"),
    ("commitment", {"on": "2031-10-01", "amount": "5"}, "bor-grain", "bor-grain"),
    ("reading", READING, "", "bor-reading"),
    ("agreement", {"agreement": "new", "title": "Accord of Lowmere", "parties": ["ARC", "BOR"], "steps": [{"step": "signed", "on": "2031-06-10"}]}, "", "lowmere"),
    ("agreement", {"step": "extended", "on": "2031-09-10", "until": "2031-12-10"}, "lowmere", "lowmere"),
    ("indicator", FIGURE | {"figures": [{"period": "2030", "value": "143"}]}, "", "grain-trade"),
    ("indicator", {"period": "2029-10/2030-09", "value": "87"}, "grain-trade", "grain-trade"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "into", "entry"), SAME)
def test_a_second_account_of_an_event_is_the_same(
    matcher: Matcher, kind: str, values: dict[str, Any], into: str, entry: str
) -> None:
    found = matcher.match(kind, values, into)
    assert (found.verdict, found.entry) == ("same", entry), found.reason
    assert 0.5 < found.score <= 1


UNSURE: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("act", PROTEST | {"on": "2031-03-06"}, "", "arc-protest", "the record has day 2031-03-04, not 2031-03-06"),
    ("act", PROTEST | {"kind": "threaten"}, "", "arc-protest", "the record has kind of act 'protest', not 'threaten'"),
    ("act", PROTEST | {"by": "ARC-War"}, "", "arc-protest", "the record has Ministry of Trade, not Ministry of War"),
    ("act", PROTEST | {"title": "Arcadia protests over 12 trawlers seized"}, "", "arc-protest", "the record has 9, not 12"),
    ("act", {key: value for key, value in PROTEST.items() if key != "on"}, "", "arc-protest", "not enough to be sure"),
    ("measure", step(effective="2031-05-14", level="24"), "", "arc-duty#to-34", "the record has level 34, not 24 percent"),
    ("measure", step(effective="2031-05-14", level="54"), "", "arc-duty#to-34", "54 is the total from that day"),
    ("measure", {"step": "lower", "effective": "2031-05-14", "level": "24"}, "arc-duty", "arc-duty#to-34", "the record has level 34"),
    ("measure", step(effective="2031-11-01", level="5"), "", "arc-duty", "the record has the measure, but no such step"),
    ("meeting", TALKS | {"place": "Oldmere"}, "", "talks-1", "the record has place Lowmere, not Oldmere"),
    ("meeting", TALKS | {"steps": [{"step": "held", "on": "2031-06-09/2031-06-11"}]}, "", "talks-1", "the record has day 2031-06-09/2031-06-10"),
    ("meeting", TALKS | {"form": "call"}, "", "talks-1", "the record has form 'talks', not 'call'"),
    ("meeting", TALKS | {"steps": [{"step": "cancelled", "on": "2031-06-09"}]}, "", "talks-1", "the record has it held, not cancelled"),
    ("commitment", GRAIN | {"target": {"amount": "25", "unit": "million tonnes"}}, "", "bor-grain", "the record has target 12, not 25 million tonnes"),
    ("commitment", GRAIN | {"deadline": "2033-12-31"}, "", "bor-grain", "the record has deadline 2032-02-28, not 2033-12-31"),
    ("commitment", {"on": "2031-10-01", "amount": "7"}, "bor-grain", "bor-grain", "the record has amount 5, not 7"),
    ("reading", READING | {"stance": "denies"}, "", "bor-reading", "the record has stance 'affirms', not 'denies'"),
    ("indicator", FIGURE | {"figures": [{"period": "2030", "value": "151"}]}, "", "grain-trade", "the record has value 143.2, not 151"),
    ("indicator", {"period": "2029", "value": "87"}, "grain-trade", "grain-trade", "the record has period 2029-10/2030-09, not 2029"),
    ("agreement", {"step": "extended", "on": "2031-09-10", "until": "2032-01-10"}, "lowmere", "lowmere", "the record has last day 2031-12-10, not 2032-01-10"),
    ("act", {"act": "new", "title": "Arcadia cuts its duty on all goods of Borealia", "by": "ARC", "toward": ["BOR"], "kind": "ease", "on": "2031-05-12"}, "", "arc-duty#to-34", "the record has it as a step of a measure"),
    ("act", {"act": "new", "title": "Arcadia cuts its duty on all goods of Borealia", "by": "ARC", "toward": ["BOR"], "kind": "ease", "on": "2031-05-14?"}, "", "arc-duty#to-34", "the record has it as a step of a measure"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "into", "entry", "said"), UNSURE)
def test_what_contradicts_is_shown_to_a_person(
    matcher: Matcher, kind: str, values: dict[str, Any], into: str, entry: str, said: str
) -> None:
    found = matcher.match(kind, values, into)
    assert (found.verdict, found.entry) == ("unsure", entry), found.reason
    assert said in found.reason


DIFFERENT: list[tuple[str, dict[str, Any], str]] = [
    ("act", PROTEST | {"by": "BOR", "toward": ["ARC"]}, ""),
    ("act", PROTEST | {"on": "2031-08-04"}, ""),
    ("act", PROTEST | {"title": "Arcadia threatens to shut the canal", "kind": "threaten", "on": "2031-03-05"}, ""),
    ("measure", step(effective="2031-05-14", level="34") | {"by": "BOR", "toward": ["ARC"]}, ""),
    ("measure", step(effective="2031-05-14", level="34") | {"instrument": "visa-restriction", "title": "Visas for students"}, ""),
    ("meeting", TALKS | {"steps": [{"step": "held", "on": "2031-08-20"}], "place": "Oldmere"}, ""),
    ("meeting", {"step": "held", "on": "2032-06-10"}, "talks-1"),
    ("commitment", GRAIN | {"obligor": "ARC", "obligee": ["BOR"]}, ""),
    ("reading", READING | {"by": "ARC"}, ""),
    ("indicator", {"period": "2028", "value": "143.2"}, "grain-trade"),
    ("indicator", {"indicator": "new", "title": "Sheep", "unit": "heads", "figures": [{"period": "2030", "value": "9"}]}, ""),
    ("act", PROTEST, "no-such-entry"),
    ("person", {"person": "new"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "into"), DIFFERENT)
def test_another_event_is_different(matcher: Matcher, kind: str, values: dict[str, Any], into: str) -> None:
    found = matcher.match(kind, values, into)
    assert (found.verdict, found.entry) == ("different", ""), found.reason
    assert found.reason


def test_two_entries_that_are_equally_near_are_both_named(matcher: Matcher) -> None:
    released = {
        "act": "new",
        "title": "Borealia frees crew",
        "by": "BOR",
        "toward": ["ARC"],
        "kind": "release",
        "on": "2031-05",
    }
    found = matcher.match("act", released)
    assert found.verdict == "unsure"
    assert "'bor-release-1'" in found.reason
    assert "'bor-release-2'" in found.reason


def test_the_reason_names_what_agrees_in_a_sentence(matcher: Matcher) -> None:
    found = matcher.match("measure", {"step": "lower", "effective": "2031-05-14", "level": "34"}, "arc-duty")
    assert found.reason == "same sides, measure, day, instrument, series and step; both 34 percent"


def test_an_hour_is_the_day_of_either_side(matcher: Matcher) -> None:
    late = step(effective="2031-02-05") | {
        "steps": [{"step": "impose", "effective": "2031-02-05T01:00+14:00", "level": "10"}]
    }
    assert matcher.match("measure", late).verdict == "same"


def test_what_a_source_says_otherwise_is_told_as_known(matcher: Matcher) -> None:
    found = matcher.match("act", PROTEST | {"title": "Arcadia protests over eleven trawlers seized"})
    assert found.verdict == "unsure"
    assert "the record has 9, not 11; it notes that a source says" in found.reason


def test_the_very_words_that_the_record_cites_tell_much(matcher: Matcher) -> None:
    bare = {
        "act": "new",
        "title": "Minister speaks out",
        "by": "ARC",
        "toward": ["BOR"],
        "kind": "protest",
        "on": "2031-03",
    }
    assert matcher.match("act", bare).verdict == "different"
    quote = "“We will not let the seizure of our trawlers stand”"
    assert matcher.match("act", bare, quote=quote.replace("We", "we")).verdict == "same"


def test_what_was_not_known_yet_does_not_match(record: Record) -> None:
    early = Matcher(record, known=moment("2031-03-01"))
    assert early.match("act", PROTEST).verdict == "different"


def test_the_day_of_the_document_stands_in_for_a_day_that_is_not_told(matcher: Matcher) -> None:
    undated = {key: value for key, value in PROTEST.items() if key != "on"}
    near = matcher.match("act", undated, on=date(2031, 3, 6))
    far = matcher.match("act", undated, on=date(2035, 3, 6))
    assert near.score > far.score
    assert near.verdict == "unsure"


RAW = st.recursive(
    st.text(max_size=12) | st.sampled_from(["2031-05-12", "ARC", "BOR", "34", "..", "9999", "0001-01-01/..", "NaN", "1e999"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["step", "on", "level", "effective", "by"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
FIELDS = [
    "title",
    "by",
    "toward",
    "on",
    "kind",
    "steps",
    "parties",
    "target",
    "figures",
    "place",
    "made",
    "obligor",
    "of",
]


@given(
    st.sampled_from(variants.KINDS),
    st.dictionaries(st.sampled_from(FIELDS), RAW, max_size=8),
    st.sampled_from(["", "arc-duty", "talks-1", "bor-grain", "lowmere", "grain-trade"]),
)
def test_whatever_a_reader_hands_over_gets_a_verdict(kind: str, values: dict[str, Any], into: str) -> None:
    found = _ASKED.match(kind, values, into)
    assert found.verdict in ("same", "different", "unsure")
    assert found.reason
    assert 0 <= found.score <= 1


_ASKED = Matcher(record_from(RECORD))


# --- measured on entries told otherwise ----------------------------------------------------------


def right(found: str, told: Told) -> bool:
    return found.partition("#")[0] == told.entry.partition("#")[0]


def verdicts(matcher: Matcher, told: tuple[Told, ...]) -> dict[str, Counter[str]]:
    """How accounts of the same events and of others are judged, by the way in which they were told."""
    table: dict[str, Counter[str]] = {}
    for way in (*variants.SAME, *variants.OTHER):
        row = table.setdefault(way.__name__, Counter())
        for one in told:
            other = way(one, random.Random(f"{way.__name__} {one.entry}"))
            if other is None:
                continue
            found = matcher.match(other.kind, other.values)
            fits = right(found.entry, one) or f"'{one.entry}'" in found.reason
            row[found.verdict + ("" if fits or found.verdict == "different" else " but another")] += 1
    return table


def assert_floors(table: dict[str, Counter[str]], *, same: float, year: float) -> None:
    for way in variants.SAME:
        row = table[way.__name__]
        assert row["same"] >= (year if way is variants.to_the_year else same) * row.total(), (way.__name__, row)
        wrong = row["different"] + row["same but another"] + row["unsure but another"]
        assert wrong <= 0.02 * row.total(), (way.__name__, row)
        assert row["same but another"] == 0, (way.__name__, row)
    for other in variants.OTHER:
        row = table[other.__name__]
        allowed = 0.02 if other is variants.on_another_day else 0.01
        assert row["same"] <= allowed * row.total(), (other.__name__, row)
    assert table["swapped"]["same"] == table["swapped"]["unsure"] == 0
    assert table["elsewhere"]["same"] == table["next_round"]["same"] == 0


def test_entries_of_the_shipped_record_are_known_again_and_others_are_not() -> None:
    told = variants.shipped()
    some = tuple(random.Random(20261122).sample(told, 240))
    assert_floors(verdicts(Matcher(shipped()), some), same=0.95, year=0.88)


def act(title: str, by: str, toward: str, kind: str, on: str) -> dict[str, Any]:
    return {"act": "new", "title": title, "by": by, "toward": [toward], "kind": kind, "on": on}


def meeting(title: str, form: str, on: str, **more: object) -> dict[str, Any]:
    held = {"title": title, "parties": ["US", "CN"], "form": form, "steps": [{"step": "held", "on": on}]}
    return {"meeting": "new", **held, **more}


def measure(title: str, by: str, toward: str, instrument: str, **step: str) -> dict[str, Any]:
    return {"measure": "new", "title": title, "by": by, "toward": [toward], "instrument": instrument, "steps": [step]}


def promise(amount: str, made: str) -> dict[str, Any]:
    text = f"China will buy {amount} million tons of American soybeans by the end of 2025"
    target = {"amount": amount, "unit": "million metric tons"}
    return {"commitment": "new", "text": text, "obligor": "CN", "obligee": ["US"], "made": made, "target": target,
            "deadline": "2025-12-31"}  # fmt: skip


LEADERS = ["trump", "xi-jinping"]
# As another article might put it: what it says, the verdict, and the entry that is the nearest.
PUT_OTHERWISE: list[tuple[str, dict[str, Any], str, str]] = [
    ("act", act("PLA begins live-fire drills encircling Taiwan", "CN", "US", "exercise", "2022-08-04") | {"issue": "security/taiwan"}, "same", "cn-drills-2022-08"),
    ("act", act("American jet downs suspected spy balloon", "US", "CN", "attack", "2023-02-04") | {"issue": "security"}, "same", "us-balloon-2023"),
    ("act", act("Chinese jet downs suspected spy balloon", "CN", "US", "attack", "2023-02-04"), "different", ""),
    ("meeting", meeting("Bessent and He Lifeng negotiate", "talks", "2025-05-10/2025-05-11", place="Geneva, Switzerland"), "same", "geneva-talks-2025"),
    ("meeting", meeting("Second round of trade talks", "talks", "2025-06-09", place="Lancaster House, London"), "same", "london-talks-2025"),
    ("meeting", meeting("Trade talks", "talks", "2025-06-09/2025-06-10", place="Geneva"), "unsure", "london-talks-2025"),
    ("meeting", meeting("Trade talks", "talks", "2025-07-28/2025-07-29", place="Stockholm"), "same", "stockholm-talks-2025"),
    ("meeting", meeting("Trade talks", "talks", "2025-08-19", place="Stockholm"), "different", ""),
    ("meeting", meeting("Trump and Xi speak by phone", "call", "2025-06-05", people=LEADERS), "same", "call-2025-06-05"),
    ("meeting", meeting("Trump and Xi speak by phone", "call", "2025-06-06", people=LEADERS), "unsure", "call-2025-06-05"),
    ("meeting", meeting("Trump meets Xi at an air base", "summit", "2025-10-30", place="Busan", people=LEADERS), "same", "busan-summit-2025"),
    ("meeting", meeting("Negotiators meet in Madrid", "talks", "2025-10-25/2025-10-26", place="Madrid"), "unsure", "kuala-lumpur-talks-2025"),
    ("measure", measure("China slaps levy on all American imports", "CN", "US", "tariff", step="impose", announced="2025-04-04", level="34"), "same", "cn-reciprocal-2025#first-34"),
    ("measure", measure("US slaps levy on all Chinese imports", "US", "CN", "tariff", step="impose", announced="2025-04-04", level="34"), "unsure", "us-reciprocal-2025#to-34"),
    ("measure", measure("China raises its levy", "CN", "US", "tariff", step="raise", effective="2025-04-12", level="125"), "same", "cn-reciprocal-2025#to-125"),
    ("measure", measure("China raises its levy", "CN", "US", "tariff", step="raise", effective="2025-04-12", level="135"), "unsure", "cn-reciprocal-2025#to-125"),
    ("measure", measure("Docking fees on Chinese-built ships", "US", "CN", "port-fee", step="impose", effective="2025-10-14"), "same", "us-port-fees-2025#in-force"),
    ("measure", measure("Truce prolonged", "US", "CN", "tariff", step="extend", announced="2025-08-11", until="2025-11-10"), "same", "us-reciprocal-2025#extend-1"),
    ("commitment", promise("12", "2025-11-01"), "same", "busan-soy-2025"),
    ("commitment", promise("15", "2025-11-01"), "unsure", "busan-soy-2025"),
    ("agreement", {"agreement": "new", "title": "Joint statement of Geneva", "parties": ["CN", "US"], "steps": [{"step": "published", "on": "2025-05-12"}]}, "same", "geneva-2025"),
]  # fmt: skip


def test_events_of_the_shipped_record_are_known_in_other_words() -> None:
    asked = Matcher(shipped())
    found = [(kind, asked.match(kind, values), verdict, entry) for kind, values, verdict, entry in PUT_OTHERWISE]
    wrong = [each for each in found if (each[1].verdict, each[1].entry) != each[2:]]
    assert wrong == []


def test_entries_of_an_invented_record_are_known_again(matcher: Matcher) -> None:
    told = tuple(variants.accounts(RECORD.encode()))
    assert len(told) == 14
    assert_floors(verdicts(matcher, told), same=0.85, year=0.6)


def test_the_matcher_of_the_shipped_record_is_built_at_once() -> None:
    whole = shipped()
    began = time.process_time()
    Matcher(whole).match("act", PROTEST)
    assert time.process_time() - began < 1  # about 0.06 s on an idle machine
