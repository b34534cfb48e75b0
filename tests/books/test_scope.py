"""
- party: ARC-OFFICE
  name: Office
  form: agency
  of: ARC
- party: ARC-DESK
  name: Desk
  form: agency
  of: ARC-OFFICE
- issue: trade/kites
  name: Kites
  meaning: Trade in kites.
"""

from __future__ import annotations

import pytest

from talleyrand.books.scope import scope
from talleyrand.errors import NotFound
from tests.conftest import record_from

record = record_from(__doc__ or "")


def test_an_open_scope_holds_everything() -> None:
    everything = scope(record)
    assert everything.done_by(("ARC",))
    assert everything.bears_on(())
    assert everything.about(())
    assert scope(record, "", "").about(())


def test_a_party_holds_what_is_part_of_it_at_any_depth_and_no_more() -> None:
    office = scope(record, "ARC-OFFICE")
    assert office.done_by(("BOR", "ARC-DESK"))
    assert not office.done_by(("ARC", "BOR"))
    assert scope(record, "Arcadia").done_by(("ARC-DESK",))


def test_what_is_aimed_at_a_state_bears_on_its_agencies() -> None:
    assert scope(record, "ARC-DESK").bears_on(("ARC",))
    assert not scope(record, "ARC-DESK").bears_on(("BOR",))


def test_an_issue_holds_what_falls_under_its_path_and_not_what_begins_alike() -> None:
    trade = scope(record, issue="trade")
    assert trade.about((None, "trade/tariffs"))
    assert not trade.about(("trades",))
    assert not scope(record, issue="trade/kites").about(("trade",))


def test_parties_that_are_part_of_one_another_end_the_climb() -> None:
    ring = record_from("- {party: A, name: A, form: bloc, of: B}\n- {party: B, name: B, form: bloc, of: A}\n")
    assert not scope(ring, "ARC").done_by(("A", "B"))


def test_unknown_names_get_the_nearest_right_one() -> None:
    with pytest.raises(NotFound, match="did you mean 'trade/kites'"):
        scope(record, issue="trade/kite")
    with pytest.raises(NotFound, match="did you mean 'Arcadia'"):
        scope(record, "Arcadi")
