"""Where a draft goes in the record."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.answers import Item, Value
from talleyrand.reading.asked.codebook import FORMS_BY_KIND
from talleyrand.reading.asked.drafting import Draft, drafted
from talleyrand.reading.asked.placing import Matching, placed_in
from talleyrand.reading.proposals import Match, Verdict
from talleyrand.record.syntax import Raw
from tests.conftest import record_from

RECORD = record_from(
    """
    - source: s1
      title: Notes
      publisher: A Desk
    - measure: arc-duty
      title: Duty on timber
      by: ARC
      toward: [BOR]
      instrument: tariff
      issue: trade/tariffs
      unit: percent
      steps: [{step: impose, effective: 2025-03-01, level: 10}]
      sources: [s1]
    """
)
DUTY: dict[str, Value] = {
    "title": "Duty on timber", "by": "ARC", "toward": ("BOR",), "instrument": "tariff", "issue": "trade/tariffs",
    "effective": "2025-05-05", "level": "30", "unit": "percent",
}  # fmt: skip


def draft(step: str, level: str | None = "30") -> Draft:
    values = {**DUTY, "step": step, "level": level}
    return drafted(Item(form=FORMS_BY_KIND["measure"], values=values), {}, RECORD, ())


def says(verdict: Verdict, entry: str = "") -> Matching:
    def matched(_values: Mapping[str, Raw], _into: str) -> Match:
        return Match(verdict=verdict, reason="same side", entry=entry)

    return matched


def test_what_stands_on_its_own_is_an_entry() -> None:
    placed = placed_in(RECORD, draft("impose"), says("different"))
    assert (placed.into, placed.values["title"]) == ("", "Duty on timber")


def test_what_carries_on_an_entry_is_added_to_it() -> None:
    placed = placed_in(RECORD, draft("raise"), says("same", "arc-duty#x"))
    assert (placed.into, placed.doubts) == ("arc-duty", ())
    assert placed.values == {"step": "raise", "effective": "2025-05-05", "level": "30"}


def test_where_it_may_belong_elsewhere_that_is_a_doubt() -> None:
    placed = placed_in(RECORD, draft("suspend", None), says("unsure", "arc-duty"))
    assert placed.doubts == ("That it belongs to 'arc-duty' is not sure: same side.",)


def test_what_the_nearest_entry_could_not_take_is_refused() -> None:
    with pytest.raises(WrongValue, match="give it as an act"):
        placed_in(RECORD, draft("resume"), says("unsure", "arc-duty"))


def test_an_entry_of_another_kind_takes_no_step() -> None:
    with pytest.raises(WrongValue, match="give it as an act"):
        placed_in(RECORD, draft("suspend"), says("unsure", "s1"))
