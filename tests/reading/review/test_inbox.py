"""The inbox: what waits, what was decided, and that nothing of it is lost, doubled or half written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from talleyrand.errors import NotFound, RecordError, Refused, WriteError, WrongValue
from talleyrand.reading.proposals import Match
from talleyrand.reading.review import accepting, amending, filing, inbox, lessons
from talleyrand.reading.review.accepting import Version, accept, refuse, take_back
from talleyrand.record import history
from talleyrand.record.checks import check
from talleyrand.record.entries import Act, Commitment, Measure, Meeting, Source
from talleyrand.record.loading import load
from talleyrand.sources import archive, documents
from tests.reading.offered import (
    ACT,
    ARTICLE,
    BYTES,
    MEETING,
    NOW,
    OFFERED,
    PROMISE,
    PROTEST,
    STEP,
    TODAY,
    begun,
    document,
    proposal,
    put_in,
    reviewer,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return begun(tmp_path / "record")


def files(root: Path) -> dict[str, bytes]:
    """The record's own files."""
    return {path.name: path.read_bytes() for path in root.glob("*.yaml")}


def faults(root: Path) -> list[str]:
    return [str(each) for each in check(load(root), today=TODAY) if not each.notice]


def in_git(root: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    return root


# --- what waits ----------------------------------------------------------------------------------


def test_what_was_put_in_comes_out_as_it_was_with_its_passage(root: Path) -> None:
    paper = inbox.opened(root).papers[0]
    assert tuple(each.proposal for each in paper.proposals) == OFFERED
    shown = paper.proposals[1]
    assert shown.marked.quote == STEP.quote
    assert "".join(shown.marked) == ARTICLE.split("\n\n")[1]
    assert shown.at == "paragraph 2"
    assert archive.find(root, paper.digest).original() == BYTES
    assert faults(root) == [], "an inbox is no part of the record"


def test_an_empty_record_has_an_empty_inbox(tmp_path: Path) -> None:
    assert inbox.opened(tmp_path) == inbox.Inbox()


def test_the_same_document_read_twice_does_not_double_its_proposals(root: Path) -> None:
    before = inbox.opened(root)
    put_in(root, *OFFERED)
    again = replace(ACT, values={**ACT.values, "act": "arc-offers-fish-talks-2"})
    put_in(root, again)
    assert inbox.opened(root) == before


def test_words_that_were_decided_about_are_not_proposed_again(root: Path) -> None:
    accept(reviewer(root), ACT.key)
    changed = replace(ACT, values={**ACT.values, "title": "Arcadia wants to talk of fish"})
    put_in(root, changed, replace(PROTEST, values={**PROTEST.values, "title": "Another title"}))
    keys = [each.key for each in inbox.opened(root).papers[0].proposals]
    assert changed.key not in keys
    assert len(keys) == len(OFFERED) + 1


@pytest.mark.parametrize(
    "wrong", [{"start": ACT.start + 1}, {"quote": "On 27 June"}, {"end": 10**6}, {"document": "0" * 64}]
)
def test_a_proposal_whose_words_do_not_stand_in_the_document_is_not_taken(root: Path, wrong: dict[str, Any]) -> None:
    before = inbox.opened(root)
    with pytest.raises(WrongValue):
        put_in(root, replace(ACT, **wrong))
    assert inbox.opened(root) == before


def test_a_long_paragraph_is_shown_in_part_and_never_cut_in_a_word(tmp_path: Path) -> None:
    text = "word " * 5000 + "Arcadia offered talks. " + "more " * 5000
    made = proposal("act", {"act": "x"}, "Arcadia offered talks", text=text)
    paper = inbox.receive(tmp_path, documents.read(text.encode()), [made], now=NOW)
    passage = paper.proposals[0].passage
    assert len(passage) < 6000
    assert set(passage.split()) == {"word", "Arcadia", "offered", "talks.", "more"}


# --- accepted ------------------------------------------------------------------------------------


def test_an_entry_enters_with_its_source_and_its_words(root: Path) -> None:
    decision = accept(reviewer(root), ACT.key)
    record = load(root)
    act = record.find("arc-offers-fish-talks", Act)
    assert (act.by, act.toward, act.kind) == ("ARC", ("BOR",), "offer")
    citation = act.sources[0]
    assert (citation.quote, citation.at) == (ACT.quote, "paragraph 2")
    source = record.find(citation.source, Source)
    assert (source.title, source.publisher) == ("The two neighbours step back", "The Newhaven Post")
    assert (str(source.issued), source.url) == ("2026-06-29", "https://news.example.org/step-back")
    assert source.archived == documents.read(BYTES).digest
    assert faults(root) == []
    assert (decision.verdict, decision.entry, decision.source) == ("accepted", act.id, source.id)
    assert inbox.opened(root).papers[0].state(ACT.key) == "accepted"


def test_all_five_enter_and_the_document_is_one_source(root: Path) -> None:
    for each in OFFERED:
        accept(reviewer(root), each.key)
    record = load(root)
    assert len([each for each in record.of(Source) if each.archived]) == 1
    assert [str(step.until) for step in record.find("arc-timber-duty", Measure).steps][-1] == "2026-11-25"
    assert record.find("bor-grain-2026", Commitment).target is not None
    assert faults(root) == []


def test_what_the_record_has_is_confirmed_and_not_doubled(root: Path) -> None:
    meetings = len(load(root).of(Meeting))
    decision = accept(reviewer(root), MEETING.key)
    record = load(root)
    assert (decision.entry, decision.confirms) == ("harbour-talks", True)
    assert len(record.of(Meeting)) == meetings
    assert [each.quote for each in record.find("harbour-talks", Meeting).sources] == [None, MEETING.quote]


def test_a_person_may_take_what_is_called_the_same_for_something_new(root: Path) -> None:
    accept(reviewer(root), MEETING.key, Version(confirms=""))
    assert load(root).find("newhaven-2026", Meeting).sources


def test_a_person_may_take_what_is_unsure_for_the_same(root: Path) -> None:
    decision = accept(reviewer(root), PROTEST.key, Version(confirms="bor-reads-timber"))
    assert decision.entry == "bor-reads-timber"
    assert "bor-protests" not in load(root)


def test_a_step_is_confirmed_by_its_name(tmp_path: Path) -> None:
    match = Match(verdict="same", reason="same day and term", entry="arc-timber-duty#pause")
    step = replace(STEP, match=match)
    root = begun(tmp_path / "record", step)
    path = root / "dealings.yaml"
    path.write_text(path.read_text().replace("    - step: suspend  ", "    - id: pause\n      step: suspend  "))
    accept(reviewer(root), step.key)
    steps = load(root).find("arc-timber-duty", Measure).steps
    assert [len(each.sources) for each in steps] == [0, 1]


def test_a_part_stands_where_its_day_puts_it(tmp_path: Path) -> None:
    early = replace(STEP, values={"step": "raise", "announced": "2026-04-01", "effective": "2026-04-02", "level": "30"})
    root = begun(tmp_path / "record", early)
    accept(reviewer(root), early.key)
    assert [each.step for each in load(root).find("arc-timber-duty", Measure).steps] == ["impose", "raise", "suspend"]


def test_only_lines_of_the_entry_are_touched(root: Path) -> None:
    before = files(root)["dealings.yaml"].decode().splitlines()
    accept(reviewer(root), STEP.key)
    after = files(root)["dealings.yaml"].decode().splitlines()
    assert [line for line in before if line not in after] == []
    assert len(after) == len(before) + 8


def test_an_amended_proposal_is_written_as_amended_and_both_versions_are_kept(root: Path) -> None:
    values = amending.having(ACT, ACT.values, "on", "2026-06-25")
    decision = accept(reviewer(root), ACT.key, Version(values=values))
    assert decision.verdict == "amended"
    assert str(load(root).find("arc-offers-fish-talks", Act).on) == "2026-06-25"
    paper = inbox.opened(root).papers[0]
    kept = paper.standing()[ACT.key]
    assert (kept.values or {})["on"] == "2026-06-25"
    assert inbox.proposed(paper, ACT.key).proposal == ACT


def test_what_breaks_the_record_is_refused_and_nothing_is_written(root: Path) -> None:
    before = files(root)
    values = amending.having(ACT, ACT.values, "by", "NOBODY")
    with pytest.raises(Refused, match="NOBODY"):
        accept(reviewer(root), ACT.key, Version(values=values))
    assert files(root) == before, "not even the source"
    assert inbox.opened(root).papers[0].state(ACT.key) == "waiting"


def test_another_entry_of_the_same_id_is_not_overwritten(tmp_path: Path) -> None:
    taken = replace(ACT, values={**ACT.values, "act": "arc-timber-duty"})
    root = begun(tmp_path / "record", taken)
    before = files(root)
    with pytest.raises(Refused, match="another entry 'arc-timber-duty'"):
        accept(reviewer(root), taken.key)
    assert files(root) == before


def test_a_decision_is_made_once(root: Path) -> None:
    accept(reviewer(root), ACT.key)
    with pytest.raises(Refused, match=r"was accepted on 2026-07-01 by A\. Reader"):
        accept(reviewer(root), ACT.key)


def test_a_long_quote_is_cut_to_what_a_citation_may_hold(tmp_path: Path) -> None:
    long = ARTICLE[ARTICLE.index("Trade ministers") : ARTICLE.index("\n\nOn 29 June")]
    made = proposal("act", {**ACT.values}, long)
    root = begun(tmp_path / "record", made)
    accept(reviewer(root), made.key)
    quote = load(root).find("arc-offers-fish-talks", Act).sources[0].quote or ""
    assert len(quote.split()) == 25
    assert " ".join(long.split()).startswith(quote)


def test_other_words_may_be_quoted_if_they_stand_in_the_passage(root: Path) -> None:
    with pytest.raises(WrongValue, match="do not stand in the passage"):
        accept(reviewer(root), ACT.key, Version(quote="Arcadia refused to open talks"))
    accept(reviewer(root), ACT.key, Version(quote="Arcadia offered to open talks"))
    assert load(root).find("arc-offers-fish-talks", Act).sources[0].quote == "Arcadia offered to open talks"


def test_words_in_another_language_want_a_translation(tmp_path: Path) -> None:
    text = "新港消息。阿卡迪亚六月二十六日提议举行会谈。"
    made = proposal("act", ACT.values, "阿卡迪亚六月二十六日提议举行会谈", text=text)
    root = begun(tmp_path / "record")
    inbox.receive(
        root, document(text, language="zh", title="消息", address=""), [made], now=NOW, original=text.encode()
    )
    with pytest.raises(WrongValue, match="the words quoted are in 'zh'"):
        accept(reviewer(root), made.key)
    accept(reviewer(root), made.key, Version(translation="Arcadia proposed talks on 26 June"))
    assert faults(root) == []


@pytest.mark.parametrize(
    "own",
    ["  url: https://www.news.example.org/step-back/", f"  archived: {documents.read(BYTES).digest}",
     "  issued: 2026-06-29\n  number: N 7"],
    ids=["address", "archived text", "title, publisher and day"],
)  # fmt: skip
def test_a_document_that_the_record_has_is_no_second_source(root: Path, own: str) -> None:
    with (root / "sources.yaml").open("a") as file:
        file.write(
            f"\n- source: post-june\n  title: The two  Neighbours step back\n  publisher: The Newhaven Post\n{own}\n"
        )
    count = len(load(root).of(Source))
    decision = accept(reviewer(root), ACT.key)
    assert (decision.source, len(load(root).of(Source))) == ("post-june", count)


# --- refused, and taken back ---------------------------------------------------------------------


def test_a_refusal_needs_a_reason_and_keeps_it(root: Path) -> None:
    with pytest.raises(WrongValue, match="needs a reason"):
        refuse(reviewer(root), ACT.key, "  ")
    before = files(root)
    refuse(reviewer(root), ACT.key, "an offer of\nlast year")
    paper = inbox.opened(root).papers[0]
    held = paper.standing()[ACT.key]
    assert (held.verdict, held.reason, held.who) == (
        "refused",
        "an offer of last year",
        "A. Reader <reader@example.org>",
    )
    assert files(root) == before


@pytest.mark.parametrize("kept", [True, False], ids=["in git", "without git"])
def test_decisions_taken_back_leave_the_record_as_it_was_and_are_kept(root: Path, kept: bool) -> None:
    if kept:
        in_git(root)
    before = files(root)
    for each in OFFERED:
        accept(reviewer(root), each.key)
    for each in OFFERED:
        take_back(reviewer(root), each.key)
    after = files(root)
    assert {name: data for name, data in after.items() if data.strip()} == before
    paper = inbox.opened(root).papers[0]
    assert len(paper.waiting()) == len(OFFERED)
    assert [each.verdict for each in paper.decisions] == ["accepted"] * 5 + ["taken back"] * 5
    assert bool(history.edits(root)) == kept


def test_an_entry_that_was_changed_since_is_not_lost_by_taking_back(root: Path) -> None:
    accept(reviewer(root), ACT.key)
    path = root / "acts.yaml"
    path.write_text(path.read_text().replace("Arcadia offers", "ARCADIA offers"))
    with pytest.raises(Refused, match="was changed since"):
        take_back(reviewer(root), ACT.key)
    assert "ARCADIA" in path.read_text()


def test_what_was_undone_by_other_ways_can_be_taken_back(root: Path) -> None:
    accept(reviewer(root), ACT.key)
    (root / "acts.yaml").unlink()
    take_back(reviewer(root), ACT.key)
    accept(reviewer(root), ACT.key)
    assert "arc-offers-fish-talks" in load(root)


def test_an_edit_is_kept_in_git_and_its_number_with_the_decision(root: Path) -> None:
    in_git(root)
    decision = accept(reviewer(root), ACT.key)
    edits = history.edits(root)
    assert [each.commit for each in decision.edits] == [each.commit for each in reversed(edits)]
    assert edits[0].summary == "Accept arc-offers-fish-talks from “The two neighbours step back”"


# --- rows to learn from --------------------------------------------------------------------------


def test_decisions_become_rows_to_learn_from(root: Path) -> None:
    accept(reviewer(root), ACT.key, Version(values={**ACT.values, "kind": "praise"}))
    refuse(reviewer(root), PROTEST.key, "no protest, a remark")
    accept(reviewer(root), PROMISE.key)
    take_back(reviewer(root), PROMISE.key)
    rows = [json.loads(line) for line in lessons.as_lines(inbox.opened(root).papers).splitlines()]
    assert [(row["decision"], row["reason"]) for row in rows] == [("amended", ""), ("refused", "no protest, a remark")]
    assert rows[0]["sentence"] == "On 26 June Arcadia offered to open talks on fish."
    assert (rows[0]["actor"], rows[0]["target"], rows[0]["kind"]) == (["ARC"], ["BOR"], "act")
    assert (rows[0]["type"], rows[0]["proposed_type"], rows[0]["modality"]) == ("praise", "offer", "done")
    assert rows[0]["document"] == documents.read(BYTES).digest


# --- fields by name ------------------------------------------------------------------------------


def test_a_field_is_set_by_its_path() -> None:
    assert amending.having(PROMISE, PROMISE.values, "target.unit", "tons")["target"] == {
        "amount": "300000",
        "unit": "tons",
    }
    assert amending.having(ACT, ACT.values, "toward", "BOR, COURT")["toward"] == ["BOR", "COURT"]
    assert amending.having(ACT, ACT.values, "id", "other")["act"] == "other"
    assert "issue" not in amending.having(ACT, ACT.values, "issue", "")
    assert amending.having(STEP, STEP.values, "until", "2026-12-01")["until"] == "2026-12-01"
    asserted = amending.having(PROMISE, PROMISE.values, "asserted.1.by", "ARC")["asserted"]
    assert asserted == [{"by": "BOR", "on": "2026-06-28"}, {"by": "ARC"}]


def test_a_field_of_the_only_step_needs_no_number() -> None:
    values = {"measure": "a", "steps": [{"step": "impose", "effective": "2026-06-01"}]}
    proposal = replace(STEP, into="", values=values)
    assert amending.having(proposal, values, "effective", "2026-06-09")["steps"] == [
        {"step": "impose", "effective": "2026-06-09"}
    ]
    two = {**values, "steps": [{"step": "impose"}, {"step": "stop"}]}
    with pytest.raises(NotFound, match="no field 'effective'"):
        amending.having(proposal, two, "effective", "2026-06-09")


def test_a_field_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="no field 'isue'; did you mean 'issue'"):
        amending.having(ACT, ACT.values, "isue", "trade")
    with pytest.raises(WrongValue, match="takes fields of its own"):
        amending.having(PROMISE, PROMISE.values, "target", "5")


@pytest.mark.parametrize("each", OFFERED, ids=lambda each: each.kind)
def test_what_is_shown_as_yaml_reads_back_as_what_was_proposed(each: Any) -> None:
    read = amending.of_text(each, amending.as_text(each))
    assert accepting._same(each, read)


# --- files that somebody else has written --------------------------------------------------------


def spoilt(root: Path, old: str, new: str) -> str:
    """What is said of the inbox's file once a text in it is another."""
    path = next((root / "_inbox").glob("*.json"))
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    found = inbox.opened(root)
    assert found.papers == ()
    assert len(found.problems) == 1
    assert path.name in str(found.problems[0])
    return found.problems[0].message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"quote": "On 26', '"quot": "On 26', "unknown field 'quot' at proposals[0]; did you mean 'quote'?"),
        ('"verdict": "different"', '"verdict": "diferent"', "did you mean 'different'?"),
        ('"kind": "act"', '"kind": "akt"', "'akt' is no kind of entry; did you mean 'act'?"),
        ('"title": "Arcadia offers', '"title": ["', "JSON is malformed"),
        ('"by": "ARC"', '"by": 7', "values are text, lists and fields by name"),
        ("On 26 June Arcadia offered to", "On 27 June Arcadia offered to", "the quote does not stand in its passage"),
        ('"within": [', '"within": [1,', "length"),
        ("talleyrand inbox 1", "talleyrand inbox 9", "did you mean 'talleyrand inbox 1'?"),
        ('"date": "2026-06-29"', '"date": "last week"', "last week"),
        ('"taken": "', '"taken": "the day before ', "taken"),
        ('"digest": "', '"digest": "0', "digest"),
    ],
)
def test_a_file_with_a_fault_is_told_with_its_name_and_the_nearest_right_answer(
    root: Path, old: str, new: str, said: str
) -> None:
    assert said in spoilt(root, old, new)


def test_a_truncated_file_is_told_and_never_overwritten(root: Path) -> None:
    path = next((root / "_inbox").glob("*.json"))
    path.write_bytes(path.read_bytes()[:500])
    assert "ends in the middle" in inbox.opened(root).problems[0].message
    with pytest.raises(RecordError, match="ends in the middle"):
        put_in(root, *OFFERED)
    assert len(path.read_bytes()) == 500


@pytest.mark.parametrize("data", [b"", b"[" * 100_000, b"\xff\xfe", b"null", b'{"form": "\\ud800"}', b"\x00" * 100])
def test_a_hostile_file_is_told(root: Path, data: bytes) -> None:
    next((root / "_inbox").glob("*.json")).write_bytes(data)
    assert len(inbox.opened(root).problems) == 1


def test_what_is_no_file_of_the_inbox_is_not_opened(root: Path) -> None:
    folder = root / "_inbox"
    os.mkfifo(folder / f"{'a' * 64}.json")
    (folder / f"{'b' * 64}.json").symlink_to("/etc/passwd")
    (folder / "party.yaml").write_text("- party: XX\n")
    found = inbox.opened(root)
    assert len(found.papers) == 1
    assert len(found.problems) == 3
    assert "XX" not in load(root)


def test_an_inbox_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    root = tmp_path / "record"
    root.mkdir()
    (root / "_inbox").symlink_to(tmp_path / "away")
    assert inbox.opened(root).problems
    with pytest.raises(WriteError, match="is a link"):
        put_in(root, ACT)
    assert list((tmp_path / "away").iterdir()) == []


def test_half_a_character_in_a_document_can_be_kept(tmp_path: Path) -> None:
    text = "Arcadia \ud800 offered talks."
    made = proposal("act", {"act": "x", "title": "\ud800"}, "offered talks", text="Arcadia ? offered talks.")
    whole = replace(documents.read(b"Arcadia ? offered talks."), text=text)
    paper = inbox.receive(tmp_path, whole, [made], now=NOW)
    assert paper.proposals[0].passage == "Arcadia \ufffd offered talks."


# --- many at once, and killed --------------------------------------------------------------------

WORK = """
import sys, time
from dataclasses import replace
from pathlib import Path
from talleyrand.reading.review import accepting
from tests.reading.offered import *
root, what = Path(sys.argv[1]), sys.argv[2]
made = [replace(ACT, values={**ACT.values, "act": f"fish-{n}", "title": f"Offer {n}"}) for n in range(12)]
if what == "put":
    for n in range(60):
        put_in(root, replace(ACT, values={**ACT.values, "act": f"a-{sys.argv[3]}-{n}", "title": f"{sys.argv[3]} {n}"}))
if what == "accept":
    own = reviewer(root)
    print("ready", flush=True)
    for each in made[int(sys.argv[3])::2]:
        accepting.accept(own, each.key)
"""


def child(root: Path, *words: str) -> subprocess.Popen[str]:
    """A process of its own that works on an inbox."""
    place = Path(__file__).parents[3]
    return subprocess.Popen(
        [sys.executable, "-c", WORK, str(root), *words], cwd=place, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(place)},
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> None:
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    root = begun(tmp_path / "record", ACT)
    for process in [child(root, "put", name) for name in ("one", "two")]:
        ended(process)
    assert len(inbox.opened(root).papers[0].proposals) == 121


def test_two_people_who_accept_at_once_lose_nothing(tmp_path: Path) -> None:
    made = [replace(ACT, values={**ACT.values, "act": f"fish-{n}", "title": f"Offer {n}"}) for n in range(12)]
    root = begun(tmp_path / "record", *made)
    for process in [child(root, "accept", str(number)) for number in range(2)]:
        ended(process)
    record, paper = load(root), inbox.opened(root).papers[0]
    assert [each for each in range(12) if f"fish-{each}" not in record] == []
    assert paper.counts()["accepted"] == 12
    assert faults(root) == []


def test_whoever_is_killed_leaves_whole_files_and_no_decision_without_its_entry(tmp_path: Path) -> None:
    made = [replace(ACT, values={**ACT.values, "act": f"fish-{n}", "title": f"Offer {n}"}) for n in range(12)]
    root = begun(tmp_path / "record", *made)
    for pause in (0.0, 0.013, 0.029, 0.047, 0.071):
        process = child(root, "accept", "0")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found, record = inbox.opened(root), load(root)
        assert found.problems == ()
        assert record.problems == ()
        assert faults(root) == []
        decided = [each.entry for each in found.papers[0].decisions]
        assert [each for each in decided if each not in record] == []
        for each in decided:
            take_back(reviewer(root), next(one.key for one in made if one.values["act"] == each))
    own = reviewer(root)
    for each in made:
        accept(own, each.key)
    assert len([each for each in load(root).of(Source) if each.archived]) == 1
    assert faults(root) == []


def test_the_source_comes_first_where_two_files_are_written(root: Path) -> None:
    """Whoever is killed between the two leaves a source that nothing cites; to accept once more goes on from there."""
    place = reviewer(root)
    paper = inbox.opened(root).papers[0]
    plan = accepting.planned(load(root), paper, inbox.proposed(paper, ACT.key))
    assert [each.file for each in plan.changes] == ["sources.yaml", "acts.yaml"]
    with (root / "sources.yaml").open("a") as file:  # as far as it came
        file.write("\n" + plan.changes[0].text)
    assert [each.rule for each in check(load(root), today=TODAY)] == ["is_cited"]
    assert faults(root) == []
    accept(place, ACT.key)
    assert "arc-offers-fish-talks" in load(root)
    assert [str(each) for each in check(load(root), today=TODAY) if each.rule == "is_cited"] == []


def test_what_was_written_before_the_decision_was_kept_is_not_written_twice(root: Path) -> None:
    path = next((root / "_inbox").glob("*.json"))
    before = path.read_bytes()
    accept(reviewer(root), STEP.key)
    path.write_bytes(before)  # as if killed after the record was written
    written = files(root)
    assert accept(reviewer(root), STEP.key).verdict == "accepted"
    assert files(root) == written


def test_the_day_of_a_decision_is_no_day_of_the_record(root: Path) -> None:
    own = replace(reviewer(root), today=date(2026, 7, 2))
    assert accept(own, ACT.key).when == NOW


def test_the_form_of_the_file_is_stated() -> None:
    assert filing.FORM == "talleyrand inbox 1"
