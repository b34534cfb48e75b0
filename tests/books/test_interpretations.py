"""
- party: ARC-TREASURY
  name: Treasury
  form: agency
  of: ARC
- party: CAL
  name: California Sea
  form: state
- party: EVERYONE
  name: All
  form: bloc
  everyone: yes
- agreement: lake-2025
  title: Lake accord
  parties: [ARC, BOR]
  form: joint-statement
  steps: [{step: agreed, on: 2025-05-12}]
  clauses:
    - {clause: controls, text: Controls are lifted., issue: minerals/rare-earths}
    - {clause: talks, text: Talks go on., issue: trade}
- reading: arc-1
  of: lake-2025#controls
  by: ARC
  on: 2025-05-12
  words: All controls go.
  terms: {covers-april: Yes, how: removed, since: April}
- reading: bor-1
  of: lake-2025#controls
  by: BOR
  on: 2025-05-14
  words: Licences stay.
  terms: {covers-april: no, how: suspended}
- reading: arc-2
  of: lake-2025#controls
  by: ARC-TREASURY
  on: 2025-05-30
  words: They hold back.
  complains: yes
  terms: {how: lifted}
- reading: bor-2
  of: lake-2025#controls
  by: BOR
  on: 2025-06-02
  words: They broke it.
  complains: yes
- reading: arc-talks
  of: lake-2025#talks
  by: ARC
  on: 2025-05-13
  words: Talks will be held.
- measure: minerals
  title: Mineral licences
  by: BOR
  toward: ARC
  instrument: export-control
  issue: minerals
  steps:
    - {step: impose, effective: 2025-04-04}
    - {step: lower, id: eased, effective: 2025-06-20, under: lake-2025}
    - {step: expire, effective: 2025-06-25, under: lake-2025}
- measure: duty
  title: Duty
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  steps: [{step: suspend, effective: 2025-06-14, under: lake-2025}]
- act: chips
  title: Chip guidance
  by: ARC-TREASURY
  toward: BOR
  kind: sanction
  on: 2025-06-01
  issue: minerals/rare-earths
  under: lake-2025
- act: later
  title: Not under any agreement
  by: ARC
  toward: BOR
  kind: sanction
  on: 2025-06-05
  issue: technology/chips
- commitment: licences
  text: Grant licences.
  obligor: BOR
  obligee: ARC
  agreement: lake-2025
  clause: controls
  made: 2025-05-12
  issue: minerals/rare-earths
  performance: [{on: 2025-06-01, score: 1}, {on: 2025-06-30, score: 2}, {on: 2025-07-31, score: 3}]
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.books.interpretations import alike, disputes, interpretations
from talleyrand.books.statement import Cell, Statement
from talleyrand.errors import NotFound
from talleyrand.record.dates import moment
from tests.books import generated
from tests.conftest import record_from


def told(on: str, text: str = "", **options: str) -> Statement:
    record = record_from((__doc__ or "") + text)
    return interpretations(record, on=moment(on), known=moment(on), **options)


def terms(statement: Statement, subject: str = "lake-2025#controls") -> dict[Cell, tuple[Cell, Cell, Cell]]:
    return {
        row["term"]: (row["value_a"], row["value_b"], row["verdict"])
        for row in statement.records()
        if row["subject"] == subject
    }


def one(statement: Statement, subject: str = "lake-2025#controls") -> dict[str, Cell]:
    return next(row for row in statement.records() if row["subject"] == subject)


def two(first: str, second: str, of: str = "lake-2025") -> str:
    """The verdict on two readings of the accord as a whole, by Arcadia and by Borealia."""
    text = f"""
- {{reading: x, of: {of}, by: ARC, on: 2025-01-01, words: X., {first}}}
- {{reading: y, of: {of}, by: BOR, on: 2025-01-02, words: Y., {second}}}
"""
    return str(one(told("2025-01-03", text), of)["verdict"])


def test_a_clause_read_in_two_ways_is_contested_and_each_side_s_first_complaint_has_its_day() -> None:
    row = one(told("2025-06-10"))
    assert (row["agreement"], row["side_a"], row["side_b"], row["verdict"]) == ("lake-2025", "ARC", "BOR", "contested")
    assert (str(row["first_complaint_a"]), str(row["first_complaint_b"])) == ("2025-05-30", "2025-06-02")
    assert (str(row["read_a"]), str(row["read_b"])) == ("2025-05-30", "2025-06-02")
    assert row["entries"] == ("arc-2", "arc-1", "bor-2", "bor-1", "lake-2025", "chips")


def test_each_side_holds_to_its_last_word_on_each_term() -> None:
    assert terms(told("2025-06-10")) == {
        "covers-april": ("Yes", "no", "contested"),
        "how": ("lifted", "suspended", "contested"),
        "since": ("April", None, "contested"),
    }
    assert terms(told("2025-05-13"))["how"] == ("removed", None, "silent")


def test_what_one_side_alone_has_read_stands_beside_the_other_s_silence() -> None:
    row = one(told("2025-06-10"), "lake-2025#talks")
    assert (row["term"], row["value_a"], row["side_b"], row["value_b"]) == (None, "affirms", "BOR", None)
    assert (row["verdict"], row["read_b"], row["first_complaint_a"]) == ("silent", None, None)


def test_later_conduct_is_what_each_side_did_under_the_clause_after_its_last_word() -> None:
    row = one(told("2025-08-01"))
    assert row["conduct_a"] == "2025-06-01 sanction chips"
    assert row["conduct_b"] == "2025-06-20 lower minerals; 2025-07-31 licences at 3 of 3"
    assert row["entries"][-3:] == ("chips", "minerals", "licences")  # type: ignore[index]
    assert one(told("2025-07-01"))["conduct_b"] == "2025-06-20 lower minerals; 2025-06-30 licences at 2 of 3"
    assert one(told("2025-05-31"))["conduct_a"] is None


def test_a_side_that_said_nothing_is_followed_from_the_other_s_reading_on() -> None:
    assert one(told("2025-08-01"), "lake-2025#talks")["conduct_b"] is None
    assert one(told("2025-08-01"), "lake-2025#talks")["conduct_a"] == "2025-06-14 suspend duty"


def test_declared_answers_to_what_was_read_are_conduct_and_only_the_first_three_are_named() -> None:
    text = "- {reading: r, of: later, by: BOR, on: 2025-06-06, words: A blow.}\n" + "".join(
        f"- {{act: reply-{number}, title: Reply, by: BOR, toward: ARC, kind: sanction, on: 2025-06-1{number},"
        " issue: trade, answers: later}\n"
        for number in range(4)
    )
    row = one(told("2025-08-01", text), "later")
    named = "2025-06-10 sanction reply-0; 2025-06-11 sanction reply-1; 2025-06-12 sanction reply-2 and 1 more"
    assert (row["side_a"], row["value_a"], row["conduct_b"]) == ("ARC", None, named)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("terms: {t: '90 Days'}", "terms: {t: 90  days}", "agreed"),
        ("stance: affirms", "stance: affirms", "agreed"),
        ("stance: denies", "stance: denies", "agreed"),
        ("terms: {t: a, u: b}", "terms: {t: a}", "agreed"),
        ("terms: {t: a}", "terms: {u: a}", "silent"),
        ("terms: {t: a}", "stance: silent", "silent"),
        ("stance: silent", "stance: denies", "silent"),
        ("terms: {t: a}", "terms: {t: b}", "contested"),
        ("terms: {t: a}", "terms: {t: a}, complains: yes", "contested"),
        ("terms: {t: a}, complains: yes", "stance: affirms", "contested"),
        ("terms: {t: a}", "stance: denies", "contradicted"),
        ("stance: denies, complains: yes", "terms: {t: a}", "contradicted"),
    ],
)
def test_the_verdict_follows_stance_terms_and_complaints(first: str, second: str, verdict: str) -> None:
    assert two(first, second) == verdict
    assert two(second, first) == verdict


def test_a_side_that_denies_shows_so_beside_the_other_s_terms() -> None:
    text = """
- {reading: x, of: lake-2025, by: ARC, on: 2025-01-01, words: X., terms: {t: a}}
- {reading: y, of: lake-2025, by: BOR, on: 2025-01-02, words: Y., stance: denies}
"""
    assert terms(told("2025-01-03", text), "lake-2025") == {"t": ("a", "denies", "contradicted")}


def test_a_settled_complaint_is_no_longer_a_contest_but_keeps_its_day() -> None:
    text = "- {reading: arc-3, of: lake-2025#talks, by: ARC, on: 2025-05-14, words: No talks., complains: yes}\n"
    text += "- {reading: arc-4, of: lake-2025#talks, by: ARC, on: 2025-05-20, words: Talks are held.}\n"
    text += "- {reading: bor-3, of: lake-2025#talks, by: BOR, on: 2025-05-15, words: Talks are held.}\n"
    assert one(told("2025-05-19", text), "lake-2025#talks")["verdict"] == "contested"
    row = one(told("2025-05-21", text), "lake-2025#talks")
    assert (row["verdict"], str(row["first_complaint_a"])) == ("agreed", "2025-05-14")


def test_each_pair_of_three_readers_is_told_apart() -> None:
    text = """
- agreement: three
  title: T
  parties: [CAL, BOR, ARC, EVERYONE]
  form: treaty
  steps: [{step: agreed, on: 2025-01-01}]
- {reading: a, of: three, by: ARC, on: 2025-01-02, words: A., terms: {t: a}}
- {reading: b, of: three, by: BOR, on: 2025-01-02, words: B., terms: {t: b}}
- {reading: c, of: three, by: CAL, on: 2025-01-02, words: C., terms: {t: a}}
"""
    found = told("2025-02-01", text, agreement="three")
    pairs = [(row["side_a"], row["side_b"], row["verdict"]) for row in found.records()]
    assert pairs == [("CAL", "BOR", "contested"), ("CAL", "ARC", "agreed"), ("BOR", "ARC", "contested")]
    assert len(told("2025-02-01", text, agreement="three", party="Arcadia").rows) == 2


def test_one_reader_among_three_stands_beside_each_of_the_others() -> None:
    text = """
- agreement: three
  title: T
  parties: [CAL, BOR, ARC, EVERYONE]
  form: treaty
  steps: [{step: agreed, on: 2025-01-01}]
- {reading: b, of: three, by: BOR, on: 2025-01-02, words: B.}
"""
    pairs = [(row["side_a"], row["side_b"]) for row in told("2025-02-01", text, agreement="three").records()]
    assert pairs == [("CAL", "BOR"), ("BOR", "ARC")]


@pytest.mark.parametrize(
    ("of", "sides", "agreement"),
    [
        ("licences", ("BOR", "ARC"), "lake-2025"),
        ("minerals", ("BOR", "ARC"), None),
        ("chips", ("ARC", "BOR"), "lake-2025"),
        ("meet", ("BOR", "ARC"), None),
        ("wide", ("BOR", "ARC"), None),
        ("gone", ("ARC", None), None),
    ],
)
def test_whatever_was_read_has_its_sides(of: str, sides: tuple[str, str | None], agreement: str | None) -> None:
    text = f"""
- {{meeting: meet, title: M, parties: [BOR, ARC], form: talks, level: minister,
   steps: [{{step: held, on: 2025-01-01}}]}}
- measure: wide
  title: W
  by: BOR
  toward: EVERYONE
  instrument: tariff
  issue: trade
  steps: [{{step: impose, effective: 2025-01-01}}]
- {{reading: r, of: {of}, by: ARC, on: 2025-07-02, words: R., terms: {{t: a}}}}
"""
    row = one(told("2025-08-01", text), of)
    assert ((row["side_a"], row["side_b"]), row["agreement"]) == (sides, agreement)


def test_the_book_is_narrowed_to_an_agreement_or_a_party() -> None:
    text = "- {reading: r, of: later, by: ARC, on: 2025-06-06, words: R.}\n"
    assert one(told("2025-08-01", text), "later")["side_a"] == "ARC"
    found = told("2025-08-01", text, agreement="lake-2025", party="Treasury")
    assert {row["subject"] for row in found.records()} == {"lake-2025#controls", "lake-2025#talks"}
    assert told("2025-08-01", party="CAL").cautions == ("The record holds no readings here.",)
    with pytest.raises(NotFound, match="did you mean 'lake-2025'"):
        told("2025-08-01", agreement="lake-2024")


def test_totals_count_pairs_by_verdict() -> None:
    found = told("2025-08-01")
    assert [(each["verdict"], each["pairs"], each.entries) for each in found.totals] == [
        ("agreed", 0, ()),
        ("silent", 1, ("lake-2025",)),
        ("contested", 1, ("lake-2025",)),
        ("contradicted", 0, ()),
    ]


def test_a_reading_disclosed_later_is_not_yet_known() -> None:
    text = "- {reading: r, of: lake-2025, by: ARC, on: 2025-05-13, disclosed: 2025-07-01, words: R.}\n"
    record = record_from((__doc__ or "") + text)
    subjects = [
        {row["subject"] for row in interpretations(record, on=moment("2025-08-01"), known=moment(known)).records()}
        for known in ("2025-06-30", "2025-07-01")
    ]
    assert subjects[1] - subjects[0] == {"lake-2025"}


def test_a_reading_given_after_the_day_asked_about_does_not_enter() -> None:
    found = interpretations(record_from(__doc__ or ""), on=moment("2025-05-29"), known=moment("2025-08-01"))
    assert (one(found)["verdict"], one(found)["first_complaint_a"]) == ("contested", None)
    early = interpretations(record_from(__doc__ or ""), on=moment("2025-05-11"), known=moment("2025-08-01"))
    assert early.rows == ()


@given(st.text(max_size=8), st.text(max_size=8))
def test_likeness_of_values_has_no_order(one_value: str, other: str) -> None:
    assert alike(one_value, one_value)
    assert alike(one_value, other) == alike(other, one_value)


@st.composite
def readings(draw: st.DrawFn) -> str:
    """A record of an accord with two to six readings of its two clauses by both sides."""
    lines = ["- {agreement: g, title: G, parties: [ARC, BOR], form: oral, steps: [{step: agreed, on: 2025-01-01}]}"]
    stances = ["affirms", "affirms", "denies", "silent"]
    for number in range(draw(st.integers(2, 6))):
        by, clause = draw(st.tuples(st.sampled_from(["ARC", "BOR"]), st.sampled_from("cd")))
        stance, value, complains = draw(
            st.tuples(st.sampled_from(stances), st.sampled_from(["yes", "no"]), st.sampled_from(["no", "no", "yes"]))
        )
        at = generated.day(draw(st.integers(0, 40)))
        lines.append(
            f"- {{reading: r-{number}, of: g#{clause}, by: {by}, on: {at}, words: R., stance: {stance},"
            f" complains: {complains}, terms: {{t: {value}}}}}"
        )
    return generated.PARTIES + "\n".join(lines) + "\n"


@given(readings(), generated.numbers)
def test_swapping_the_parties_swaps_the_interpretations(text: str, at: int) -> None:
    assert generated.swapping_the_parties_swaps_the_answer(interpretations, text, at)


@given(readings(), generated.numbers)
def test_every_clause_read_stands_once_with_the_verdict_of_its_last_words(text: str, at: int) -> None:
    found = interpretations(generated.record_of(text), on=generated.on(at), known=generated.on(at))
    subjects = [row["subject"] for row in found.records()]
    assert len(subjects) == len(set(subjects))
    for row in found.records():
        both = row["read_a"] is not None and row["read_b"] is not None
        if row["verdict"] == "agreed":
            assert both
            assert row["value_a"] == row["value_b"]
        if not both:
            assert row["verdict"] == "silent"


@given(readings(), generated.numbers)
def test_the_disputes_of_two_states_are_the_rows_in_which_they_differ(text: str, at: int) -> None:
    record, on = generated.record_of(text), generated.on(at)
    told = [
        (row["subject"], row["term"], row["value_a"], row["value_b"], row["verdict"], row["entries"])
        for row in interpretations(record, on=on, known=on).records()
        if row["verdict"] in ("contested", "contradicted")
    ]
    found = disputes(record.as_known(on), "BOR", "ARC", on)
    assert told == [(each.subject.id, *term, each.verdict, each.entries) for each in found for term in each.terms]


def test_a_dispute_between_two_others_is_no_dispute_of_a_pair() -> None:
    record = record_from("""
    - {agreement: g, title: G, parties: [ARC, BOR, CAL], form: oral, steps: [{step: agreed, on: 2025-01-01}]}
    - {reading: a, of: g, by: ARC, on: 2025-01-02, words: A., stance: affirms}
    - {reading: b, of: g, by: BOR, on: 2025-01-03, words: B., stance: affirms}
    - {reading: c, of: g, by: CAL, on: 2025-01-04, words: C., stance: denies}
    """)
    day = moment("2025-02-01")
    assert disputes(record, "ARC", "BOR", day) == []
    assert [each.entries[:2] for each in disputes(record, "CAL", "ARC", day)] == [("a", "c")]
    assert disputes(record, "ARC", "BOR", moment("2025-01-02")) == []
