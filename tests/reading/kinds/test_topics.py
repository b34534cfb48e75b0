"""What the words of an act are about."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from talleyrand.reading.kinds.classifier import NONE, TYPES
from talleyrand.reading.kinds.topics import Topics
from talleyrand.reading.language.modality import Mood
from talleyrand.record.entries import Act, Commitment, Entry, Measure
from talleyrand.record.record import Record
from talleyrand.record.vocabulary import vocabulary
from tests.conftest import record_from, shipped

COAST = """
- source: gazette
  title: Gazette
  publisher: Arcadia
  recorded: 2020-01-01
- issue: sea/catch
  name: Fishing quotas
  meaning: Who may catch how much, and where.
- issue: river
  name: River water
  meaning: Shares of the water of the Lim and its dams.
- issue: crossings
  name: Border crossings
  meaning: Opening hours of the gates and papers for those who pass.
- act: herring-2020
  title: Arcadia halves the herring share of Borealia
  by: ARC
  toward: [BOR]
  kind: sanction
  on: 2020-03-01
  issue: sea/catch
  sources: [gazette]
- act: sluice-2020
  title: Borealia closes the Vell sluice
  by: BOR
  toward: [ARC]
  kind: sanction
  on: 2020-04-01
  issue: river
  sources: [gazette]
- act: sluice-2021
  title: Borealia opens the Vell sluice
  by: BOR
  toward: [ARC]
  kind: ease
  on: 2021-04-01
  issue: river
  sources: [gazette]
"""


@pytest.fixture(scope="module")
def coast() -> Topics:
    return Topics(record_from(COAST))


@pytest.fixture(scope="module")
def bare() -> Topics:
    """A record that holds nothing but two parties."""
    return Topics(record_from(""))


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Arcadia cut the number of trawlers that may fish off its coast.", "sea/catch"),
        ("Borealia will let the cod fleet back in.", "sea/catch"),
        ("Borealia released more water from the upstream reservoir.", "river"),
        (
            "The gate at Vell stays open for lorries until midnight, and the queue at the checkpoint is gone.",
            "crossings",
        ),
        ("The Vell valve was mended after talks.", ""),
        ("Neither side would say more.", ""),
    ],
)
def test_an_invented_record_is_read_by_its_own_issues(coast: Topics, text: str, issue: str) -> None:
    assert coast.issue(text).id == issue


def test_a_word_of_two_titles_of_one_issue_speaks_for_it(coast: Topics) -> None:
    assert coast.issue("The Vell sluice is shut again.").id == "river"


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("It raised the customs duty on steel to 25 percent.", "trade/tariffs"),
        ("It bars the export of lithography tools.", "technology/chips"),
        ("It will buy more soybeans.", "trade/agriculture"),
        ("The hackers broke into the ministry's servers.", "technology/cyber"),
        ("It limits exports of magnets made of rare earths.", "minerals/rare-earths"),
        ("对进口商品加征关税", "trade/tariffs"),
        ("", ""),
        ("They agreed to meet again on Tuesday.", ""),
    ],
)
def test_a_bare_record_is_read_by_the_vocabulary(bare: Topics, text: str, issue: str) -> None:
    assert bare.issue(text).id == issue


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Arcadia imposed a duty of 10 percent on wine.", "tariff"),
        ("Arcadia now asks for an export licence for helium.", "export-control"),
        ("Twelve firms were put on the entity list.", "entity-listing"),
        ("A port fee of 50 crowns per net ton applies.", "port-fee"),
        ("Arcadia revoked the visas of five officials.", "visa-restriction"),
        ("It froze the assets of two bankers: an asset freeze.", "financial-sanction"),
        ("It opened an antidumping investigation into glass.", "investigation"),
        ("A ban on imports of trout took effect.", "market-access"),
        ("The weather was fine.", ""),
    ],
)
def test_instruments_are_known_without_any_entry(bare: Topics, text: str, instrument: str) -> None:
    assert bare.instrument(text).id == instrument


def test_series_follow_what_the_measure_covers(bare: Topics) -> None:
    assert bare.series("a duty of 10 percent on all goods, across the board").id == "across-the-board"
    assert bare.series("an export licence is needed").id == "export-licence"
    assert bare.series("six firms were added to the entity list").id == "entities-listed"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The two presidents met in Vell: a summit.", "summit"),
        ("They spoke by telephone for an hour.", "call"),
        ("They conferred by video link.", "video"),
        ("The minister paid a visit to the capital.", "visit"),
        ("They met on the sidelines of the assembly.", "sidelines"),
        ("The fourth round of talks ended.", "talks"),
        ("两国元首通电话", "call"),
    ],
)
def test_forms_of_meeting(bare: Topics, text: str, form: str) -> None:
    assert bare.meeting_form(text).id == form


def test_a_vice_president_is_no_president(bare: Topics) -> None:
    assert bare.level("The vice president came.").id == "principal"
    assert bare.level("The deputy foreign minister came.").id == "vice-minister"


def test_a_minister_whom_a_president_receives_meets_as_a_minister(bare: Topics) -> None:
    assert bare.level("", ["Secretary of State"], ["President", "Foreign Minister"]).id == "minister"
    assert bare.level("", ["President"], ["President"]).id == "leader"
    assert bare.level("The president received the defence minister.").id == "minister"
    assert bare.level("Nobody came.").id == ""


@pytest.mark.parametrize(
    ("text", "type_", "code"),
    [
        ("Arcadia expelled two diplomats.", "SANCTION", "expel"),
        ("Parliament passed a law against foreign trawlers.", "SANCTION", "legislate"),
        ("Arcadia freed the captain.", "RETREAT", "release"),
        ("Arcadia lifted the ban on trout.", "RETREAT", "ease"),
        ("Arcadia detained the captain.", "COERCE", "coerce"),
        ("Arcadia banned imports of trout.", "COERCE", "sanction"),
        ("Arcadia opened a probe into glass.", "ACCUSE", "investigate"),
        ("Arcadia blamed Borealia.", "ACCUSE", "accuse"),
        ("Arcadia proposed a joint patrol.", "AGREE", "offer"),
        ("Arcadia approved a sale of arms.", "AID", "arms-sale"),
        ("Nothing of note.", NONE, ""),
    ],
)
def test_acts_are_chosen_within_their_type(bare: Topics, text: str, type_: str, code: str) -> None:
    assert bare.act(text, type_) == code


def test_every_type_comes_to_a_kind_of_act(bare: Topics) -> None:
    acts = vocabulary()["acts"]
    assert all(bare.act("They did so.", each) in acts for each in TYPES if each != NONE)


@pytest.mark.parametrize(
    ("type_", "mood", "code"),
    [
        ("AID", Mood(modality="promised"), "agree"),
        ("RETREAT", Mood(modality="conditional"), "offer"),
        ("COERCE", Mood(modality="announced"), "threaten"),
        ("COERCE", Mood(modality="denied", negated=True, reason="did not"), ""),
        ("CONCEDE", Mood(modality="denied", negated=True, reason="refused to"), "reject"),
    ],
)
def test_help_only_promised_is_an_agreement_and_harm_only_ahead_a_threat(
    bare: Topics, type_: str, mood: Mood, code: str
) -> None:
    assert bare.act("They would do so.", type_, mood) == code


def test_what_it_says_for_an_answer_stands_beside_it(bare: Topics) -> None:
    topic = bare.issue("It raised the customs duty.")
    assert "duty" in topic.reason
    assert 0 < topic.margin <= topic.score <= 1


def test_swapping_the_names_of_the_parties_changes_no_answer() -> None:
    swapped = COAST.replace("Arcadia", "#").replace("Borealia", "Arcadia").replace("#", "Borealia")
    one, other = Topics(record_from(COAST)), Topics(record_from(swapped))
    for name in ("Arcadia", "Borealia"):
        text = f"{name} closed the sluice on the river."
        assert one.issue(text) == other.issue(text)
        assert one.act(text, "SANCTION") == other.act(text, "SANCTION")


def test_the_shipped_record_is_made_ready_in_time() -> None:
    record = shipped()
    Topics(record)
    start = time.process_time()
    Topics(record)
    assert time.process_time() - start < 1  # a third of a second on a quiet machine


def _held_out(parts: int) -> Counter[tuple[str, str]]:
    """How many titles of the shipped record are given a topic, and the right one, by the rest of the record."""
    record = shipped()
    told = [each for each in record.entries if isinstance(each, (Act, Measure, Commitment))]
    found: Counter[tuple[str, str]] = Counter()
    for part in range(parts):
        away = set(map(id, told[part::parts]))
        topics = Topics(Record([each for each in record.entries if id(each) not in away]))
        for entry in told[part::parts]:
            _count(found, topics, entry)
    return found


def _count(found: Counter[tuple[str, str]], topics: Topics, entry: Entry) -> None:
    title = getattr(entry, "title", None) or entry.text  # type: ignore[attr-defined]
    asked = [("issue", topics.issue(title).id, entry.issue)]  # type: ignore[attr-defined]
    if isinstance(entry, Measure):
        asked.append(("instrument", topics.instrument(title).id, entry.instrument))
    for what, given, right in asked:
        found[what, "asked"] += 1
        found[what, "given"] += given != ""
        found[what, "right"] += given == right
        found[what, "near"] += given.partition("/")[0] == right.partition("/")[0]


def test_titles_of_the_shipped_record_are_told_from_the_others() -> None:
    found = _held_out(5)
    share = {what: found[what, "right"] / found[what, "given"] for what in ("issue", "instrument")}
    cover = {what: found[what, "given"] / found[what, "asked"] for what in ("issue", "instrument")}
    assert share["issue"] >= 0.75
    assert found["issue", "near"] / found["issue", "given"] >= 0.88
    assert cover["issue"] >= 0.75
    assert share["instrument"] >= 0.85
    assert cover["instrument"] >= 0.85
