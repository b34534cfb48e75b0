"""A negotiation file is changed where it is meant and nowhere else, and written only when it is sound and still the same."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from talleyrand.bargaining.amending import Number, Values, ranged, ranges, save, slug, with_issue, with_ratifier
from talleyrand.bargaining.loading import check
from talleyrand.bargaining.sheets import sheet
from talleyrand.errors import Conflict, Refused, WriteError, WrongValue
from tests.bargaining.river import PLAN, record

FISH: Values = {"issue": "fish", "title": "Fish", "today": "none",
                "options": [{"option": "none", "text": "None."}, {"option": "half", "text": "Half."}]}  # fmt: skip


def sound(text: str) -> bool:
    return not [each for each in check(sheet(text.encode(), "river.yaml"), record()) if not each.notice]


def test_every_number_of_every_side_is_found_with_its_ends() -> None:
    found = {(each.number.side, each.number.field, each.issue, each.option): each for each in ranges(PLAN)}
    assert len(found) == 2 * (2 + 5 + 1) + 1 + (1 + 3 + 1)
    duty = found["ARC", "weights", "duty", ""]
    assert (duty.low, duty.best, duty.high, duty.reason) == ("30", "40", "50", "It sells less timber each year.")
    assert found["BOR", "no_deal", "", ""].best == "30"


def test_a_changed_end_changes_its_own_words_alone() -> None:
    told = ranged(PLAN, {Number("ARC", "weights", 1): {"high": "60"}, Number("BOR", "no_deal"): {"best": "31"}})
    assert told == PLAN.replace("high: 50", "high: 60").replace("  no_deal: 30\n", "  no_deal: 31\n")
    assert ranged(PLAN, {}) == PLAN


def test_a_bare_figure_that_gets_ends_becomes_a_whole_number_with_them() -> None:
    told = ranged(PLAN, {Number("BOR", "no_deal"): {"low": "20", "high": "40"}})
    found = next(each for each in ranges(told) if each.number == Number("BOR", "no_deal"))
    assert (found.low, found.best, found.high) == ("20", "30", "40")
    assert sound(told)


def test_a_number_that_is_not_there_is_refused() -> None:
    for number in (Number("nobody", "no_deal"), Number("ARC", "weights", 7), Number("ARC", "name")):
        with pytest.raises(WrongValue):
            ranged(PLAN, {number: {"best": "1"}})


def test_an_issue_is_added_with_what_it_is_worth_to_each_side() -> None:
    told = with_issue(
        PLAN, FISH, {"ARC": ("50", {"none": "0", "half": "100"}), "BOR": ("10", {"none": "100", "half": "0"})}
    )
    assert sound(told)
    made = sheet(told.encode(), "river.yaml").negotiation
    assert [each.id for each in made.issues] == ["water", "duty", "fish"]
    assert [str(each.best) for each in made.side("BOR").weights] == ["70", "30", "10"]
    assert told.startswith(PLAN[: PLAN.index("- side: ARC")])


def test_a_ratifier_joins_an_institution_or_has_one_of_its_own() -> None:
    side: Values = {"side": "fishers", "name": "The fishers", "home": "ARC", "no_deal": {"best": "50"}}
    joined = with_ratifier(PLAN, side, like="farmers", institution="diet", seats="2", house=None)
    house: Values = {"institution": "harbour", "title": "The harbour", "of": "ARC", "rule": "all"}
    alone = with_ratifier(PLAN, side, like="ARC", institution="", seats="1", house=house)
    for told, institution, seats in ((joined, "diet", ["3", "2"]), (alone, "harbour", ["1"])):
        assert sound(told)
        made = sheet(told.encode(), "river.yaml").negotiation
        [found] = [each for each in made.institutions if each.id == institution]
        assert [str(each.seats) for each in found.members] == seats
        assert made.side("fishers").home == "ARC"
    assert "members: {farmers: 3, fishers: 2}" in joined


def test_a_file_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "river.yaml"
    path.write_text(PLAN)
    mark = sha256(PLAN.encode()).hexdigest()
    with pytest.raises(Refused, match="thrid"):
        save(tmp_path, path, PLAN.replace("today: third", "today: thrid").encode(), mark, record())
    assert path.read_text() == PLAN
    told = PLAN.replace("no_deal: 30", "no_deal: 31")
    save(tmp_path, path, told.encode(), mark, record())
    assert path.read_text() == told
    with pytest.raises(Conflict) as conflict:
        save(tmp_path, path, PLAN.encode(), mark, record())
    assert conflict.value.found == told
    assert path.read_text() == told
    path.unlink()
    with pytest.raises(WriteError):
        save(tmp_path, path, PLAN.encode(), mark, record())


def test_an_id_made_from_a_title_is_one_that_nothing_has() -> None:
    assert slug("Fish of the lake", []) == "fish-of-the-lake"
    assert slug("Fish", ["fish", "fish-2"]) == "fish-3"
    assert slug("鱼", []) == "new"
    assert slug("2 boats", []) == "x-2-boats"
