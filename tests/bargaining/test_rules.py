"""Each rule of a negotiation file fires on a broken one, at its line, with the nearest right answer; none on a sound one."""

from __future__ import annotations

from pathlib import Path

import pytest

from talleyrand.bargaining.loading import check, load
from talleyrand.bargaining.rules import RULES
from talleyrand.bargaining.sheets import sheet
from talleyrand.errors import RecordError
from talleyrand.record.record import Record
from tests.conftest import record_from

SOUND = """\
- negotiation: river-2026
  title: The river between Arcadia and Boravia
  between: [ARC, BOR]
  on: 2026-06-01
  authors: [the editors]
- issue: water
  title: Share of the river
  today: third
  options:
    - {option: third, text: A third for Boravia}
    - {option: half, text: Half for each}
    - {option: all, text: All for Boravia}
- issue: duty
  title: Duty on timber
  today: keep
  options:
    - {option: keep, text: The duty stays}
    - {option: lift, text: The duty is lifted, entries: [arc-duty]}
- side: ARC
  name: Arcadia
  party: ARC
  weights:
    - {issue: water, best: 60}
    - {issue: duty, best: 40, low: 30, high: 50, reason: It sells less timber each year.}
  scores:
    - {issue: water, option: third, best: 100}
    - {issue: water, option: half, best: 40}
    - {issue: water, option: all, best: 0}
    - {issue: duty, option: keep, best: 0}
    - {issue: duty, option: lift, best: 100}
  no_deal: 50
  patience: {best: 0.9, low: 0.8, high: 0.95, reason: Elections are far off.}
  orders:
    - {first: [water, duty], reason: It says so.}
    - {issue: water, first: [third, half]}
  comparisons:
    - {better: {water: half, duty: lift}, than: {water: all, duty: keep}}
- side: BOR
  name: Boravia
  party: BOR
  weights: [{issue: water, best: 70}, {issue: duty, best: 30}]
  scores:
    - {issue: water, option: third, best: 0}
    - {issue: water, option: half, best: 60}
    - {issue: water, option: all, best: 100}
    - {issue: duty, option: keep, best: 100}
    - {issue: duty, option: lift, best: 0}
  no_deal: 30
- side: farmers
  name: The farmers of Arcadia
  home: ARC
  weights: {issue: water, best: 1}
  scores:
    - {issue: water, option: third, best: 100}
    - {issue: water, option: half, best: 60}
    - {issue: water, option: all, best: 0}
  no_deal: {best: 50, low: 30, high: 70, reason: They say little.}
- redline: no-river-lost
  by: ARC
  never: {water: all}
  reason: It would lose the river.
- linkage: water-for-timber
  form: require
  parts: {water: half}
  then: {duty: lift}
  reason: One was offered for the other.
- linkage: not-all
  form: at most
  parts: {water: [half, all], duty: lift}
  most: 1
  reason: Only an example.
- institution: diet
  title: The Diet of Arcadia
  of: ARC
  rule: vote
  share: 0.5
  members: {farmers: 3}
- stage: first
  title: Half the water
  deeds: [{by: ARC, issue: water, option: half}]
  benchmark: The gauge reads half.
  evidence: The river commission.
  months: 6
  lag: 1
  stakes:
    - {by: ARC, gain: 3, temptation: 5, cheated: 0, broken: 1}
    - {by: BOR, gain: 3, temptation: 5, cheated: 0, broken: 1}
- situation: now
  title: Where it stands
  today: quiet
  courses: [{course: dam, by: ARC}, {course: fine, by: BOR}]
  states: [{state: quiet}, {state: dammed, holds: dam}, {state: fined, holds: fine}, {state: both, holds: [dam, fine]}]
  rankings:
    - {by: ARC, order: [dammed, quiet, both, fined]}
    - {by: BOR, order: [fined, quiet, both = dammed]}
- move: message
  title: A word between the two
  form: private message
  by: [ARC, BOR]
  on: 2026-06-10
- move: round
  title: A round
  form: round
  by: [ARC, BOR]
  after: message
  level: minister
  leads: [ann]
  stage: first
  issues: [water]
"""

RECORD = """\
- party: ARC
  name: Arcadia
  form: state
  sources: [gazette]
- party: BOR
  name: Boravia
  form: state
  sources: [gazette]
- person: ann
  name: Ann
  posts: [{post: Minister of Rivers, of: ARC, since: 2020}]
  sources: [gazette]
- source: gazette
  title: Gazette
  publisher: Arcadia
- measure: arc-duty
  title: A duty on timber
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  steps: [{step: impose, effective: 2026-01-01, level: 10}]
  unit: percent
  sources: [gazette]
"""

# What is replaced in the sound file, by what, the rule that it breaks, the line, and words of the message.
BROKEN = [
    ("between: [ARC, BOR]", "between: [ARC, BRO]", "names_what_is_there", 3, "did you mean 'BOR'?"),
    ("between: [ARC, BOR]", "between: [ARC]", "has_one_heading", 3, "at least two sides"),
    ("between: [ARC, BOR]", "between: [ARC, ARC]", "has_one_heading", 3, "none named twice"),
    ("- negotiation: river-2026", "- negotiaton: river-2026", "kind", 1, "did you mean 'negotiation'?"),
    ("- issue: duty\n", "- negotiation: other\n  title: x\n  between: [ARC, BOR]\n  on: 2026\n  authors: [we]\n- issue: duty\n", "has_one_heading", 13, "one to a file"),
    ("  on: 2026-06-01\n", "  on: 2026-13-01\n", "date", 4, "2026-13-01"),
    ("  on: 2026-06-01\n", "", "missing", 1, "needs 'on'"),
    ("  authors: [the editors]", "  authors: [the editors]\n  colour: red", "field", 6, "no field 'colour'"),
    ("- issue: duty\n", "- issue: water\n", "names_each_thing_once", 13, "another issue has this name"),
    ("{option: half, text: Half for each}", "{option: third, text: Half for each}", "names_each_thing_once", 11, "'third' stands twice"),
    ("today: third", "today: thrid", "names_an_option_of_its_issue", 8, "did you mean 'third'?"),
    ("entries: [arc-duty]", "entries: [arc-dutty]", "names_what_the_record_has", 18, "did you mean 'arc-duty'?"),
    ("  name: Arcadia\n  party: ARC", "  name: Arcadia\n  party: ann", "names_what_the_record_has", 21, "of kind 'person'; it takes party"),
    ("{issue: water, best: 60}", "{issue: watter, best: 60}", "names_what_is_there", 23, "did you mean 'water'?"),
    ("{issue: water, best: 60}", "{issue: water, best: -60}", "is_within_its_bounds", 23, "-60 is not from 0"),
    ("best: 40, low: 30, high: 50, reason", "best: 60, low: 30, high: 50, reason", "is_within_its_bounds", 24, "not in that order"),
    ("low: 30, high: 50, reason: It sells less timber each year.", "low: 30, high: 50", "gives_its_reasons", 24, "no reason is given"),
    ("{issue: water, option: half, best: 40}", "{issue: water, option: half, best: 140}", "is_within_its_bounds", 27, "140 is not from 0 to 100"),
    ("{issue: water, option: half, best: 40}", "{issue: water, option: hlf, best: 40}", "names_an_option_of_its_issue", 27, "did you mean 'half'?"),
    ("    - {issue: water, option: half, best: 40}\n", "", "scores_each_option_once", 23, "no score for half"),
    ("{issue: water, option: half, best: 40}", "{issue: water, option: third, best: 100}", "scores_each_option_once", 26, "scored more than once"),
    ("{issue: water, option: third, best: 100}\n    - {issue: water, option: half, best: 40}", "{issue: water, option: third, best: 90}\n    - {issue: water, option: half, best: 40}", "uses_the_whole_scale", 26, "from 0 to 90"),
    ("    - {issue: duty, option: keep, best: 100}\n    - {issue: duty, option: lift, best: 0}\n", "    - {issue: duty, option: keep, best: 50}\n    - {issue: duty, option: lift, best: 50}\n", "uses_the_whole_scale", 46, "neither weight nor scores"),
    ("weights: [{issue: water, best: 70}, {issue: duty, best: 30}]", "weights: [{issue: water, best: 70}]", "scores_each_option_once", 47, "has no weight"),
    ("weights: [{issue: water, best: 70}, {issue: duty, best: 30}]", "weights: [{issue: water, best: 0}, {issue: duty, best: 0}]", "gives_some_weight", 41, "like all packages alike"),
    ("weights: [{issue: water, best: 70}, {issue: duty, best: 30}]", "weights: [{issue: water, best: 70}, {issue: water, best: 30}, {issue: duty, best: 30}]", "names_each_thing_once", 41, "stands twice among its weights"),
    ("  no_deal: 50\n", "  no_deal: fifty\n", "value", 31, "'fifty' is no number"),
    ("  no_deal: 50\n", "  no_deal: 500\n", "is_within_its_bounds", 31, "500 is not from -100 to 100"),
    ("  no_deal: 50\n", "", "missing", 19, "needs 'no_deal'"),
    ("patience: {best: 0.9, low: 0.8, high: 0.95,", "patience: {best: 0.9, low: 0.8, high: 1.95,", "is_within_its_bounds", 32, "1.95 is not from 0 to 1"),
    ("first: [water, duty]", "first: [water, dutty]", "puts_known_things_in_order", 34, "did you mean 'duty'?"),
    ("first: [water, duty]", "first: [water]", "puts_known_things_in_order", 34, "two names or more"),
    ("first: [third, half]", "first: [half, third]", "prefers_in_one_direction", 35, "has at most 40 and the other at least 100"),
    ("    - {issue: water, first: [third, half]}", "    - {first: [duty, water]}", "prefers_in_one_direction", 34, "go in a circle"),
    ("{better: {water: half, duty: lift}", "{better: {water: half, duty: lfit}", "names_an_option_of_its_issue", 37, "did you mean 'lift'?"),
    ("{better: {water: half, duty: lift}, than: {water: all, duty: keep}}", "{better: {water: all, duty: lift}, than: {water: third, duty: lift}}", "prefers_in_one_direction", 37, "worth less to it than the other"),
    ("{better: {water: half, duty: lift}, than: {water: all, duty: keep}}", "{better: {water: half, duty: lift}, than: {water: all}}", "compares_like_with_like", 37, "'duty'"),
    ("  home: ARC\n  weights: {", "  home: farmers\n  weights: {", "is_at_the_table_or_at_home", 51, "not at the table"),
    ("  home: ARC\n  weights: {", "  weights: {", "is_at_the_table_or_at_home", 49, "does not say whose home"),
    ("- side: BOR\n  name: Boravia", "- side: BOR\n  home: ARC\n  name: Boravia", "is_at_the_table_or_at_home", 39, "no other's home"),
    ("never: {water: all}", "never: {watr: all}", "names_what_is_there", 60, "did you mean 'water'?"),
    ("never: {water: all}", "never: {water: al}", "names_an_option_of_its_issue", 60, "did you mean 'all'?"),
    ("  by: ARC\n  never", "  by: ARK\n  never", "names_what_is_there", 59, "did you mean 'ARC'?"),
    ("  reason: It would lose the river.\n", "", "missing", 58, "needs 'reason'"),
    ("  then: {duty: lift}\n", "", "links_what_can_be_linked", 62, "needs 'then'"),
    ("form: require", "form: forbid", "links_what_can_be_linked", 65, "takes no 'then'"),
    ("form: require", "form: requires", "value", 63, "did you mean 'require'?"),
    ("  most: 1\n", "", "links_what_can_be_linked", 67, "needs 'most'"),
    ("  most: 1\n", "  most: 2\n", "links_what_can_be_linked", 70, "says nothing, or too much"),
    ("parts: {water: [half, all], duty: lift}", "parts: {water: [half, all]}", "links_what_can_be_linked", 69, "takes two parts or more"),
    ("  share: 0.5\n", "", "can_be_carried", 72, "needs 'share'"),
    ("  share: 0.5\n", "  share: 50\n", "can_be_carried", 76, "no share from 0 to 1"),
    ("members: {farmers: 3}", "members: {farmers: -3}", "can_be_carried", 77, "-3 seats cannot be"),
    ("members: {farmers: 3}", "members: {BOR: 3}", "can_be_carried", 77, "'BOR'"),
    ("  of: ARC\n  rule: vote", "  of: farmers\n  rule: vote", "can_be_carried", 74, "not at the table"),
    ("members: {farmers: 3}", "members: {farmer: 3}", "names_what_is_there", 77, "did you mean 'farmers'?"),
    ("    - {by: BOR, gain: 3, temptation: 5, cheated: 0, broken: 1}\n", "", "is_worth_something_to_each_side", 86, "one stake for each of ARC, BOR"),
    ("  months: 6\n", "  months: 0\n", "is_worth_something_to_each_side", 83, "0 months cannot be"),
    ("deeds: [{by: ARC, issue", "deeds: [{by: farmers, issue", "is_worth_something_to_each_side", 80, "'farmers' is not at the table"),
    ("{by: ARC, gain: 3, temptation: 5, cheated: 0, broken: 1}", "{by: ARC, gain: 3, temptation: 5, cheated: 0, broken: 4}", "tempts_no_more_than_it_can", 86, "nothing to keep"),
    ("  today: quiet\n", "  today: quit\n", "can_be_played", 90, "did you mean 'quiet'?"),
    ("{state: dammed, holds: dam}", "{state: dammed, holds: damn}", "can_be_played", 92, "did you mean 'dam'?"),
    ("{state: fined, holds: fine}", "{state: fined, holds: dam}", "can_be_played", 92, "hold the same courses"),
    ("order: [dammed, quiet, both, fined]", "order: [dammed, quiet, both]", "can_be_played", 94, "look at fined"),
    ("    - {by: BOR, order: [fined, quiet, both = dammed]}\n", "", "can_be_played", 94, "one ranking for each of ARC, BOR"),
    ("after: message", "after: mesage", "names_what_is_there", 105, "did you mean 'message'?"),
    ("  on: 2026-06-10\n", "  after: round\n", "goes_forward", 105, "wait for one another"),
    ("  after: message\n", "  after: message\n  days: 9999\n", "goes_forward", 106, "9999 days cannot be"),
    ("level: minister", "level: ministers", "uses_a_level_of_the_record", 106, "did you mean 'minister'?"),
    ("leads: [ann]", "leads: [anne]", "names_what_the_record_has", 107, "did you mean 'ann'?"),
    ("stage: first\n  issues", "stage: frst\n  issues", "names_what_is_there", 108, "did you mean 'first'?"),
    ("  title: A round\n", "  title: A round\n  title: Again\n", "syntax", 103, "title"),
    ("- stage: first\n", "- stage: the first\n", "has_plain_names", 78, "'the first' is no id"),
    ("{option: all, text: All for Boravia}", "{option: 'all: yes', text: All for Boravia}", "has_plain_names", 12, "which part a package"),
    ("never: {water: all}", "never: []", "links_what_can_be_linked", 60, "it names no part"),
    ("never: {water: all}", "never: {water: []}", "links_what_can_be_linked", 60, "names no option"),
    ("never: {water: all}", "never: [water: all]", "value", 60, "write {issue: water, option: all} in a list; or all of them without a list, as {water: all}"),
    ("members: {farmers: 3}", "members: [farmers]", "value", 77, "write {side: farmers, seats: …} in a list"),
    ("members: {farmers: 3}", "members: [{side: farmers}, {side: farmers}]", "can_be_carried", 77, "sits there twice"),
    ("{state: dammed, holds: dam}", "{state: dammed, holds: dam, either: fien}", "can_be_played", 92, "did you mean 'fine'?"),
    ("  form: round\n  by: [ARC, BOR]", "  form: round\n  by: []", "goes_forward", 104, "does not say who takes it"),
    ("  no_deal: 50\n", "  no_deal: '50,5'\n", "value", 31, "write 50.5"),
    ("- move: round", "- move: [round", "syntax", 0, ""),
    ("- move: round", "- move: &a round", "syntax", 0, ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Record:
    return record_from(RECORD, parties="")


def told(text: str, record: Record | None) -> list[tuple[str, int, str, bool]]:
    return [
        (each.rule, each.place.line, each.message, each.notice)
        for each in check(sheet(text.encode(), "n.yaml"), record)
    ]


def test_a_sound_file_breaks_no_rule(record: Record) -> None:
    assert told(SOUND, record) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "words"), BROKEN, ids=[f"{n}-{each[2]}" for n, each in enumerate(BROKEN)]
)
def test_a_broken_file_is_told_where_and_what_is_right(
    record: Record, old: str, new: str, rule: str, line: int, words: str
) -> None:
    assert SOUND.count(old) == 1
    found = told(SOUND.replace(old, new), record)
    assert any(r == rule and (at == line or not line) and words in message for r, at, message, _ in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  no_deal: 50\n", "  no_deal: fifty\n"),
        ("  on: 2026-06-01\n", "  on: 2026-13-01\n"),
        ("  title: Share of the river\n", "\ttitle: Share of the river\n"),
        ("  months: 6\n", "  months: six\n"),
    ],
)
def test_what_hangs_on_an_entry_that_cannot_be_read_is_no_fault_of_its_own(record: Record, old: str, new: str) -> None:
    """A side, the heading, an issue and a stage, all of them named elsewhere: only they are at fault."""
    assert len(told(SOUND.replace(old, new), record)) == 1


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "told_of"),
    [
        ("- issue: duty\n", "- issue: duties\n", "names_what_is_there", 24, "did you mean 'duties'? (so on "),
        ("- side: ARC\n", "- side: ARK\n", "names_what_is_there", 3, "did you mean 'ARK'?"),
        ("between: [ARC, BOR]", "between: [ARC, BRO]", "names_what_is_there", 3, "did you mean 'BOR'?"),
        ("{option: half,", "{option: halves,", "names_an_option_of_its_issue", 27, "did you mean 'halves'?"),
        ("- issue: duty\n", "- isue: duty\n", "kind", 13, "did you mean 'issue'?"),
        ("- issue: duty\n", " - issue: duty\n", "syntax", 13, "not indented"),
        ("- issue: duty\n", "\u2013 issue: duty\n", "syntax", 13, "begin with '- '"),
        ("- issue: duty\n", "- issue\uff1a duty\n", "syntax", 13, "name: value"),
    ],
)
def test_one_slip_is_one_fault_however_much_hangs_on_it(
    record: Record, old: str, new: str, rule: str, line: int, told_of: str
) -> None:
    assert SOUND.count(old) == 1
    [(found, at, message, _)] = told(SOUND.replace(old, new), record)
    assert (found, at) == (rule, line)
    assert told_of in message


@pytest.mark.parametrize(("high", "room"), [("59", False), ("61", True)])
def test_a_comparison_needs_room_in_the_ranges(high: str, room: bool) -> None:
    """To lift the duty for all of the water can be no better than nothing unless it may weigh the sixty of the water."""
    weight = "{issue: duty, best: 40, low: 30, high: 50, reason: It sells less timber each year.}"
    told_of = "{better: {water: half, duty: lift}, than: {water: all, duty: keep}}"
    text = SOUND.replace(weight, weight.replace("50", high)).replace(
        told_of, "{better: {water: all, duty: lift}, than: {water: third, duty: keep}}"
    )
    assert ("prefers_in_one_direction" not in {rule for rule, *_ in told(text, None)}) == room


def test_an_issue_without_options_is_told_once() -> None:
    options = SOUND[SOUND.index("  options:\n    - {option: keep") : SOUND.index("- side: ARC")]
    found = told(SOUND.replace(options, "  options: []\n"), None)
    assert [(rule, line) for rule, line, *_ in found] == [("has_something_to_settle", 16)]


def test_an_issue_that_makes_no_difference_is_noticed_unless_a_red_line_names_it() -> None:
    more = "- issue: visas\n  title: Visas\n  options: [{option: few, text: Few}, {option: many, text: Many}]\n"
    [(rule, _, message, noticed)] = told(SOUND + more, None)
    assert (rule, noticed) == ("gives_some_weight", True)
    assert "makes no difference" in message
    assert told(SOUND + more + "- redline: few\n  by: ARC\n  never: {visas: many}\n  reason: It says so.\n", None) == []


def test_every_rule_is_seen_to_fire() -> None:
    alone = {"has_something_to_settle"}  # a file without issues, below
    assert {rule.__name__ for rule in RULES} - alone <= {each[2] for each in BROKEN}


def test_a_file_without_an_issue_has_nothing_to_settle() -> None:
    head = SOUND[: SOUND.index("- issue: water")]
    assert "has_something_to_settle" in {rule for rule, *_ in told(head, None)}


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "hello", "- 3\n", "\x00", "a: b\n", "- {}\n"])
def test_what_is_no_negotiation_is_told_and_nothing_is_raised(text: str) -> None:
    assert told(text, None)


def test_a_file_with_faults_is_not_loaded_and_they_go_with_the_refusal(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(SOUND.replace("today: third", "today: thrid"), encoding="utf-8")
    with pytest.raises(RecordError, match=r"broken\.yaml:8: .*did you mean 'third'") as refused:
        load(path, record)
    assert [each.rule for each in refused.value.problems] == ["names_an_option_of_its_issue"]


@pytest.mark.parametrize("name", ["gone.yaml", "."])
def test_a_file_that_cannot_be_read_is_told_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordError, match=r"cannot be read|is a folder"):
        load(tmp_path / name, None)


def test_a_sound_file_is_loaded(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "river.yaml"
    path.write_text(SOUND, encoding="utf-8")
    found = load(path, record)
    assert found.settled([("duty", "lift")]) == (0, 1)
    assert found.named((1, 1)) == {"water": "half", "duty": "lift"}
