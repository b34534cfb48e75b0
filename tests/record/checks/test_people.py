"""Parties, people and their posts."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import people
from tests.record.checks.table import Case, fires_on_the_bad_text_only, name

PERSON = """
- person: {id}
  name: {id}
  sources: gazette
"""


def minister(who: str, since: str, until: str = "", acting: str = "no") -> str:
    end = f", until: {until}" if until else ""
    return (
        PERSON.format(id=who) + f"  posts:\n    - {{post: Minister, of: ARC, since: {since}{end}, acting: {acting}}}\n"
    )


def party(rest: str, form: str = "body") -> str:
    return f"\n- party: NEW\n  name: New Party\n  form: {form}\n  {rest}\n"


FIRST = minister("first", "2020-01-01", "2022-06-30")
FACTION = "\n- party: HAWKS\n  name: The Hawks\n  form: {}\n  of: ARC\n"
LEANING = minister("first", "2020-01-01") + "  factions: HAWKS\n"
LOWER = "\n- party: LOWER\n  name: The Lower Part\n  form: agency\n  of: NEW\n"

CASES = [
    Case(rule=people.ends_after_it_begins, bad=minister("first", "2022-01-01", "2020-06-30"), good=FIRST,
         says="'Minister' is left on 2020-06-30"),
    Case(rule=people.holds_a_post_alone, bad=FIRST + minister("next", "2022-03-01"),
         good=FIRST + minister("next", "2022-07-01"), says="but 'first' holds it until 2022-06-30"),
    Case(rule=people.has_held_a_post, notice=True, bad=PERSON.format(id="nobody"), good=FIRST),
    Case(rule=people.belongs_to_factions_only, bad=FACTION.format("agency") + LEANING,
         good=FACTION.format("faction") + LEANING, says="'HAWKS' is no faction but"),
    Case(rule=people.lives_in_a_known_time_zone, bad=party("zone: Asia/Shangai", "state"),
         good=party("zone: Asia/Shanghai", "state"), says="did you mean 'Asia/Shanghai'?"),
    Case(rule=people.is_no_part_of_itself, bad=party("of: LOWER") + LOWER, good=party("of: ARC") + LOWER,
         says="NEW of LOWER of NEW"),
    Case(rule=people.is_known_by_its_own_name, bad=party("aliases: [arcadia]"), good=party("aliases: [Novum]"),
         says="'arcadia' is also a name of 'ARC'"),
    Case(rule=people.has_members_only_as_a_bloc, bad=party("includes: [ARC]"), good=party("includes: [ARC]", "bloc")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


@pytest.mark.parametrize(
    "following",
    [
        minister("next", "2022-06-20"),  # ten days of handing over
        minister("next", "2022-06"),  # some day of June
        minister("next", "2021-01-01", acting="yes"),
    ],
)
def test_these_holders_of_one_post_do_not_overlap(following: str) -> None:
    bad = FIRST + minister("next", "2021-01-01", "2021-02-01")
    fires_on_the_bad_text_only(Case(rule=people.holds_a_post_alone, bad=bad, good=FIRST + following))


@pytest.mark.parametrize("zone", ["../../etc/passwd", "America", "Mars/Olympus", "."])
def test_what_is_no_time_zone(zone: str) -> None:
    good = party("zone: Etc/UTC", "state")
    fires_on_the_bad_text_only(Case(rule=people.lives_in_a_known_time_zone, bad=party(f"zone: {zone}"), good=good))


def test_a_state_has_a_time_zone() -> None:
    case = Case(rule=people.lives_in_a_known_time_zone, bad=party("of: ARC", "state"), good=party("of: ARC"))
    fires_on_the_bad_text_only(case)
