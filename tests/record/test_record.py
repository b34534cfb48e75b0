"""The record: found by id and name, one entry to an id, known on a day, read and remembered."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import NotFound, RecordError
from talleyrand.record.asof import as_known, last_learned, seen_by
from talleyrand.record.dates import Moment, moment
from talleyrand.record.entries import KINDS, Act, Agreement, Commitment, Entry, Measure, Party
from talleyrand.record.loading import load, record_of
from talleyrand.record.pages import page
from talleyrand.record.record import Record
from tests.conftest import record_from, shipped

ACTS = """
- act: first
  {title: One, by: ARC, toward: BOR, kind: offer, on: 2025-05-01, issue: trade}
- act: second
  {title: Two, by: BOR, toward: ARC, kind: offer, on: 2025-06-01, issue: trade, disclosed: 2025-08-01}
- act: third
  {title: Three, by: BOR, toward: ARC, kind: offer, on: 2025-05-02, issue: trade, recorded: 2025-07-01, corrects: first, reason: wrong day}
""".replace("\n  {", ", ").replace("- act", "- {act")


def ids(record: Record) -> list[str]:
    return [each.id for each in record.of(Act)]


def test_a_correction_takes_the_place_of_what_it_corrects_from_the_day_it_was_recorded() -> None:
    record = record_from(ACTS)
    assert ids(record) == ["second", "third"]
    assert ids(record.as_known(moment("2025-06-30"))) == ["first"]
    assert ids(record.as_known(moment("2025-07-01"))) == ["third"]


def test_what_was_disclosed_later_is_known_from_then() -> None:
    record = record_from(ACTS)
    assert "second" not in record.as_known(moment("2025-07-31"))
    assert "second" in record.as_known(moment("2025-08-01"))


def test_a_known_record_can_be_asked_what_was_known_on_another_day() -> None:
    record = record_from(ACTS)
    early = record.as_known(moment("2025-05-15"))
    assert ids(early.as_known(moment("2025-12-31"))) == ids(record)
    assert record.as_known(None) is record


def trimmed(record: Record, known: Moment) -> Record:
    """The record as known, made anew: each entry trimmed by itself, then those left out that another corrects."""
    left = [as_known(each, seen_by(known, record.zone(getattr(each, "by", None) or getattr(each, "obligor", ""))))
            for each in record.written]  # fmt: skip
    return Record([each for each in left if each])


@pytest.mark.parametrize("text", ["2010-01-01", "2018-07-05", "2021-06-01", "2025-05-20", "2025-06-30", "2025-07-01",
                                  "2025-04-10T00:30+08:00", "2026-10-08"])  # fmt: skip
def test_what_is_known_is_the_same_when_it_is_made_anew(text: str) -> None:
    for record in (shipped(), record_from(ACTS)):
        seen, anew = record.as_known(moment(text)), trimmed(record, moment(text))
        assert seen.entries == anew.entries
        assert seen.written == anew.written
        assert [seen.entry(each.id) for each in anew.entries] == list(anew.entries)
        for kind in KINDS.values():
            assert seen.of(kind) == anew.of(kind)
        gone = {each.id for each in record.written} - {each.id for each in anew.entries}
        assert not [each for each in gone if each in seen]
        whole = {each.id: last_learned(each) for each in record.written}
        for day in (date.min, date(2018, 7, 6), date(2025, 5, 12), date(2025, 7, 1)):
            late = [each for each in anew.entries if whole[each.id] >= day]
            assert seen.told_since(day) == tuple(late)


def test_an_unknown_id_gets_the_nearest() -> None:
    record = record_from(ACTS)
    with pytest.raises(NotFound, match="did you mean 'second'"):
        record.entry("secund")
    with pytest.raises(NotFound, match="no measure"):
        record.find("second", Measure)
    assert record.entry("second#part").id == "second"


def test_a_party_is_found_by_id_name_or_alias_and_its_days_are_local() -> None:
    record = shipped()
    assert record.party("china").id == record.party("中国").id == record.party("PRC").id == "CN"
    assert record.state_of("CN-MOFCOM") == "CN"
    assert record.zone("CN-MOFCOM") == "Asia/Shanghai"
    with pytest.raises(NotFound, match="no party"):
        record.party("Chyna land")


def test_what_is_aimed_at_everyone_or_a_bloc_bears_on_its_members() -> None:
    record = record_from("""
    - {party: ALL, name: All, form: bloc, everyone: yes}
    - {party: CLUB, name: Club, form: bloc, includes: [ARC]}
    """)
    assert record.bears_on(["ALL"], "BOR")
    assert record.bears_on(["CLUB"], "COURT")
    assert not record.bears_on(["CLUB"], "BOR")
    assert not record.bears_on(["BOR"], "ARC")


def test_parties_that_are_part_of_each_other_do_not_hang_the_reader() -> None:
    record = record_from("""
    - {party: X, name: x, form: agency, of: Y}
    - {party: Y, name: y, form: agency, of: X}
    """)
    assert record.state_of("X") == "Y"
    assert record.zone("nobody") == "Etc/UTC"


def test_an_id_that_stands_twice_keeps_its_first_entry_and_is_a_fault() -> None:
    text = b"- {party: A, name: first, form: state}\n- {party: A, name: second, form: state}\n"
    record = record_of([page(text, "a.yaml")])
    assert [each.name for each in record.of(Party)] == ["first"]
    assert [(str(each.place), each.rule) for each in record.problems] == [("a.yaml:2", "duplicate_id")]


def test_a_field_has_its_place_and_a_missing_one_that_of_what_encloses_it() -> None:
    record = record_from(
        "- act: x\n  title: T\n  by: ARC\n  toward: BOR\n  kind: offer\n  on: 2025\n  issue: trade\n", parties=""
    )
    assert str(record.place("x", ("kind",))) == "record.yaml:5"
    assert str(record.place("x", ("sources", 0))) == "record.yaml:1"
    assert str(record.place("nothing")) == "(in memory):1"


def test_a_folder_is_read_whole_and_a_changed_text_stands_in_for_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- {party: A, name: a, form: state}\n")
    (tmp_path / "b.yaml").write_text("- {party: B, name: b, form: state}\n- {party: }\n")
    record = load(tmp_path)
    assert [each.id for each in record.entries] == ["A", "B"]
    assert len(record.problems) == 1
    changed = load(tmp_path, changed={"b.yaml": b"- {party: C, name: c, form: state}\n"})
    assert [each.id for each in changed.entries] == ["A", "C"]
    assert not changed.problems


def test_a_folder_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        load(tmp_path / "none")


def test_a_page_from_the_cache_is_the_page_that_was_read() -> None:
    text = ACTS.encode()
    fresh, again = page(text, "a.yaml"), page(text, "a.yaml")
    assert list(fresh.entries()) == list(again.entries())
    assert fresh.place(0) == again.place(0)


# --- laws ---


def parts(entry: Entry) -> set[object]:
    """The entry's parts that can be known or not, each with its entry."""
    found: set[object] = {entry.id}
    for name in ("steps", "performance", "asserted", "restated", "posts", "figures", "odds", "aims"):
        found |= {(entry.id, name, repr(each)) for each in getattr(entry, name, ())}
    return found


@given(st.integers(0, 6500), st.integers(0, 400))
def test_what_is_known_stays_known(days: int, more: int) -> None:
    record = shipped()
    day = date(2009, 1, 1) + timedelta(days)
    first, later = record.as_known(Moment(day)), record.as_known(Moment(day + timedelta(more)))
    corrected = {each.corrects for each in later.entries}
    for entry in first.entries:
        if entry.id in corrected or entry.KIND in ("person", "talks"):
            continue  # a post's end and the result of talks are filled in later, in place
        assert parts(entry) <= parts(later.entry(entry.id))


def test_the_truce_of_2025_ends_when_it_was_then_known_to_end() -> None:
    from talleyrand.record import lives

    record = shipped()
    ends = []
    for known in ("2025-05-20", "2025-09-01", "2025-11-20"):
        then = record.as_known(moment(known))
        now = lives.state(then, then.find("us-reciprocal-2025", Measure), moment(known))
        assert now is not None
        ends.append(str(now.suspended_until)[:10])
    assert ends == ["2025-08-12", "2025-11-10", "2026-11-10"]


def test_evidence_counts_from_the_day_it_was_published() -> None:
    record = record_from("""
    - {source: s, title: S, publisher: P, voice: ARC, url: "https://example.org/s"}
    - commitment: p
      text: Buy
      obligor: BOR
      obligee: ARC
      made: 2025-10-30
      issue: trade
      performance:
        - {on: 2025-12-31, published: 2026-01-20, score: 3}
      sources: [s]
    """)
    assert record.as_known(moment("2026-01-19")).find("p", Commitment).performance == ()
    assert len(record.as_known(moment("2026-01-20")).find("p", Commitment).performance) == 1


def test_an_entry_asked_for_by_its_title_is_offered_by_its_id() -> None:
    record = record_from("""
    - agreement: harbour-2025
      title: Joint arrangement of Kuala Lumpur
      parties: [ARC, BOR]
      form: arrangement
      steps: [{step: agreed, on: 2025-10-30}]
    """)
    with pytest.raises(NotFound, match="is no agreement of the record; did you mean 'harbour-2025'"):
        record.find("kuala lumpur", Agreement)
    with pytest.raises(NotFound, match=r"is no agreement of the record$"):
        record.find("", Agreement)
