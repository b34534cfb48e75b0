"""
- act: visit
  title: Visit to the island
  by: ARC
  toward: BOR
  kind: visit-third
  on: 2022-08-02
  issue: security/taiwan
- channel: narcotics
  title: Talks on narcotics
  parties: [ARC, BOR]
  level: official
  purpose: cooperate
  issues: people/fentanyl
  steps:
    - {step: opened, on: 2019-01-01}
    - {step: suspended, on: 2022-08-05, by: BOR, answers: visit}
    - {step: restored, on: 2023-11-15, under: woodside}
- channel: commanders
  title: Talks of commanders
  parties: [ARC, BOR]
  level: minister
  issues: security/taiwan
  steps:
    - {step: opened, on: 2018-01-01}
    - {step: cancelled, on: 2022-08-05, by: BOR, answers: visit}
- channel: grain
  title: Talks on grain
  parties: [ARC, BOR]
  level: leader
  steps:
    - {step: opened, on: 2020-01-01}
    - {step: suspended, on: 2021-01-01}
    - {step: replaced, on: 2021-03-02}
- channel: steel
  title: Talks on steel
  parties: [ARC]
  level: unheard-of
  steps:
    - {step: opened, on: 2020-01-01}
    - {step: suspended, on: 2021-01-01, by: ARC}
    - {step: ended, on: 2021-02-01, by: ARC}
- agreement: woodside
  title: Woodside
  parties: [ARC, BOR]
  form: arrangement
  meeting: summit
  steps: [{step: agreed, on: 2023-11-15}]
- commitment: scheduling
  text: To schedule precursors
  obligor: BOR
  obligee: ARC
  made: 2023-11-15
  issue: people/fentanyl
  agreement: woodside
- person: ann
  name: Ann
  posts: [{post: Envoy, of: ARC, since: 2020-01-01}]
- meeting: summit
  title: Summit
  parties: [ARC, BOR]
  form: summit
  level: leader
  channel: narcotics
  people: [ann, nobody]
  issues: trade
  asked_said_by: BOR
  steps:
    - {step: asked, on: 2023-06-01, by: ARC}
    - {step: planned, on: 2023-09-01, date: 2023-11-01}
    - {step: moved, on: 2023-10-01, date: 2023-11-15}
    - {step: held, on: 2023-11-15/2023-11-16}
- meeting: first-talks
  title: First talks
  parties: [ARC, BOR]
  form: talks
  level: official
  channel: narcotics
  steps: [{step: held, on: 2021-05-05}]
- meeting: refused
  title: A call
  parties: [ARC, BOR]
  form: call
  level: minister
  channel: unrecorded-line
  asked_by: ARC
  steps: [{step: asked, on: 2023-02-04, by: BOR}, {step: refused, on: 2023-02-05, by: BOR}]
"""

from __future__ import annotations

from hypothesis import given, settings

from talleyrand.books import channels as book
from talleyrand.books.statement import Statement
from talleyrand.record.dates import moment
from tests.books.generated import chief_entries, numbers, record_of, swapping_the_parties_swaps_the_answer, texts
from tests.conftest import record_from, shipped

record = record_from(__doc__ or "")


def at(day: str, made: object = book.channels, **options: str) -> Statement:
    return made(record, on=moment(day), known=moment(day), **options)  # type: ignore[operator]


def row(statement: Statement, chief: str) -> dict[str, object]:
    return next(each for each in statement.records() if each["entries"][0] == chief)  # type: ignore[index]


def test_a_channel_shows_its_state_the_step_behind_it_and_the_use_made_of_it() -> None:
    found = row(at("2023-12-01"), "narcotics")
    assert (found["state"], str(found["since"]), found["meetings"], found["outputs"]) == ("open", "2023-11-15", 2, 2)
    assert (str(found["last_used"]), found["days_silent"]) == ("2023-11-15/2023-11-16", 15)
    assert found["entries"] == ("narcotics", "summit", "woodside", "scheduling")


def test_nothing_dated_after_the_day_enters() -> None:
    found = row(at("2022-08-06"), "narcotics")
    assert (found["state"], found["by"], found["meetings"], found["outputs"]) == ("suspended", "BOR", 1, 0)
    assert at("2017-12-31").rows == ()


def test_a_meeting_that_goes_on_leaves_its_channel_no_silence() -> None:
    statement = book.channels(record, on=moment("2023-11-15"), known=moment("2024-01-01"))
    assert row(statement, "narcotics")["days_silent"] == 0


def test_a_channel_that_is_over_or_was_never_used_has_no_days_of_silence() -> None:
    assert row(at("2023-12-01"), "grain")["days_silent"] is None
    assert row(at("2023-12-01"), "commanders")["last_used"] is None
    assert at("2023-12-01").cautions == (
        "The record holds no meeting on 3 of these channels; that is no proof that none was held.",
    )


def test_open_channels_come_first_then_by_level_and_are_counted_by_level() -> None:
    statement = at("2020-06-01")
    assert statement.column("channel") == (
        "Talks on grain",
        "Talks of commanders",
        "Talks on narcotics",
        "Talks on steel",
    )
    assert [each["of"] for each in statement.totals] == ["leader", "minister", "official", "unheard-of"]


def test_meetings_are_counted_by_year() -> None:
    years = {each["of"]: each["number"] for each in at("2023-12-01").totals if each["total"] == "meetings held"}
    assert years == {"2021": 1, "2023": 1}


def test_channels_are_narrowed_to_a_party_and_an_issue() -> None:
    assert len(at("2023-12-01", party="BOR").rows) == 3
    assert at("2023-12-01", issue="security").column("channel") == ("Talks of commanders",)


def test_no_caution_is_given_where_every_channel_was_used() -> None:
    assert at("2023-12-01", issue="people").cautions == ()


def test_a_cut_shows_what_it_answered_and_when_it_came_back() -> None:
    found = row(at("2023-12-01", book.cuts), "narcotics")
    assert (found["step"], found["answers"], found["fate"]) == ("suspended", ("visit",), "back")
    assert (str(found["back_on"]), found["days_gone"]) == ("2023-11-15", 467)
    assert found["entries"] == ("narcotics", "visit", "woodside")


def test_what_has_not_come_back_is_gone_up_to_the_day_asked_about() -> None:
    found = row(at("2022-08-15", book.cuts), "commanders")
    assert (found["fate"], found["back_on"], found["days_gone"]) == ("still gone", None, 10)


def test_a_cut_channel_can_be_replaced_or_ended_instead() -> None:
    replaced, ended = row(at("2023-12-01", book.cuts), "grain"), row(at("2021-03-01", book.cuts), "steel")
    assert (replaced["fate"], replaced["days_gone"]) == ("replaced", 60)
    assert (ended["fate"], ended["back_on"], ended["days_gone"]) == ("ended", None, 59)


def test_cuts_are_counted_by_day_and_author() -> None:
    tally = at("2023-12-01", book.cuts, party="BOR").totals[-1]
    assert (tally["day"], tally["by"], tally["cancelled"], tally["suspended"]) == ("2022-08-05", "BOR", 1, 1)
    assert (tally["back"], tally["still_gone"]) == (1, 1)
    assert at("2023-12-01", book.cuts, issue="trade").rows == ()


def test_the_eight_steps_of_august_2022_are_three_cancelled_and_five_suspended() -> None:
    """Source: the foreign ministry's announcement of 5 August 2022."""
    statement = book.cuts(shipped(), on=moment("2023-11-30"), known=moment("2023-11-30"))
    tally = next(each for each in statement.totals if each["day"] == "2022-08-05")
    assert (tally["cancelled"], tally["suspended"]) == (3, 5)
    assert row(statement, "counternarcotics-cooperation")["days_gone"] == 467


def test_a_meeting_shows_who_asked_and_on_whose_word() -> None:
    found = row(at("2023-12-01", book.meetings), "summit")
    assert (found["state"], found["moved"], found["asked_by"], found["said_by"]) == ("held", 1, "ARC", "BOR")
    assert (found["people"], found["entries"]) == (("Ann", "nobody"), ("summit", "narcotics"))


def test_a_planned_meeting_shows_the_day_it_is_set_for_and_one_without_a_day_comes_last() -> None:
    statement = at("2023-09-15", book.meetings)
    assert [str(each) for each in statement.column("date")] == ["2021-05-05", "2023-11-01", "None"]
    assert statement.column("state") == ("held", "planned", "refused")


def test_the_field_that_says_who_asked_goes_before_the_step() -> None:
    assert row(at("2023-12-01", book.meetings), "refused")["asked_by"] == "ARC"


def test_meetings_are_narrowed_and_counted_by_state_and_year() -> None:
    statement = at("2023-12-01", book.meetings, issue="trade", party="ARC")
    assert [(each["of"], each["number"]) for each in statement.totals] == [("held", 1), ("2023", 1)]


@given(texts(), numbers)
@settings(max_examples=20)
def test_swapping_the_parties_swaps_the_answer(text: str, day: int) -> None:
    for each in (book.channels, book.cuts, book.meetings, book.by_year):
        assert swapping_the_parties_swaps_the_answer(each, text, day)


@given(texts(), numbers, numbers)
@settings(max_examples=20)
def test_what_is_known_one_day_is_known_the_next(text: str, day: int, known: int) -> None:
    made = record_of(text)
    for each in (book.channels, book.cuts, book.meetings, book.by_year):
        assert chief_entries(each, made, day, known) <= chief_entries(each, made, day, known + 1)


def test_a_meeting_outside_every_channel_is_counted_on_none() -> None:
    gala = """
    - meeting: gala
      title: Gala
      parties: [ARC, BOR]
      form: talks
      level: official
      steps: [{step: held, on: 2021-05-05}]
    """
    assert book.uses(record_from(gala), moment("2022-01-01")) == {}


MET = """
- party: ARC-ARMY
  name: Army
  form: agency
  of: ARC
- channel: line
  title: The line
  parties: [ARC, BOR]
  level: minister
  steps: [{step: opened, on: 2020-01-01}]
- meeting: one
  title: One
  parties: [BOR, ARC]
  form: talks
  level: minister
  channel: line
  issues: trade
  steps: [{step: held, on: 2024-12-30/2025-01-02}]
- meeting: two
  title: Two
  parties: [ARC-ARMY, BOR]
  form: video
  level: minister
  channel: line
  steps: [{step: held, on: 2024-03-01}]
- meeting: three
  title: Three
  parties: [ARC, BOR]
  form: call
  level: leader
  steps: [{step: held, on: 2025-03-01}]
- meeting: four
  title: Four
  parties: [ARC, BOR]
  form: summit
  level: leader
  steps: [{step: planned, on: 2025-01-01, date: 2025-04-01}]
"""


def counted(day: str, **options: str) -> list[tuple[object, ...]]:
    statement = book.by_year(record_from(MET), on=moment(day), known=moment(day), **options)
    names = ("between", "level", "channel", "year", "meetings", "calls", "entries")
    return [tuple(each[name] for name in names) for each in statement.records()]


def test_meetings_and_calls_are_counted_by_sides_level_channel_and_the_year_they_began() -> None:
    assert counted("2025-12-31") == [
        ("ARC, BOR", "leader", None, 2025, 0, 1, ("three",)),
        ("ARC, BOR", "minister", "The line", 2024, 1, 1, ("two", "one", "line")),
    ]


def test_counts_are_narrowed_and_end_on_the_day() -> None:
    assert [each[4:6] for each in counted("2024-06-01")] == [(0, 1)]
    assert [each[4:6] for each in counted("2025-12-31", issue="trade")] == [(1, 0)]
    assert [each[4:6] for each in counted("2025-12-31", party="ARC-ARMY")] == [(0, 1)]
    assert counted("2023-12-31") == []


def test_the_totals_count_every_year_and_a_caution_says_that_few_contacts_are_public() -> None:
    statement = book.by_year(record_from(MET), on=moment("2025-12-31"), known=moment("2025-12-31"))
    assert [(each["year"], each["meetings"], each["calls"]) for each in statement.totals] == [
        (2024, 1, 1),
        (2025, 0, 1),
    ]
    assert len(statement.cautions) == 1
