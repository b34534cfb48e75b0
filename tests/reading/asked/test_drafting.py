"""A finding becomes an entry in full form."""

from __future__ import annotations

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.answers import Item, Value
from talleyrand.reading.asked.codebook import FORMS_BY_KIND
from talleyrand.reading.asked.drafting import begun, drafted, joined
from talleyrand.record.entries import Indicator, Measure
from tests.conftest import record_from

RECORD = record_from("")
DUTY: dict[str, Value] = {
    "title": "Duty on timber", "by": "ARC", "toward": ("BOR",), "instrument": "tariff", "issue": "trade/tariffs",
    "step": "raise", "effective": "2025-05-05", "level": "30", "unit": "percent",
}  # fmt: skip
FIGURE: dict[str, Value] = {"title": "Trade", "unit": "percent", "period": "2024-05", "value": "3"}


def item(kind: str, values: dict[str, Value]) -> Item:
    return Item(form=FORMS_BY_KIND[kind], values=values)


def test_the_id_is_made_of_our_own_words_and_is_free() -> None:
    names = []
    for _ in range(3):
        draft = drafted(item("measure", {**DUTY, "title": "../../etc"}), {}, RECORD, names)
        names.append(draft.entry.id)
    assert names == ["arc-tariff-raise-2025-05-05", "arc-tariff-raise-2025-05-05-2", "arc-tariff-raise-2025-05-05-3"]


def test_fields_that_are_empty_are_left_out() -> None:
    values = drafted(item("indicator", FIGURE), {}, RECORD, ()).values
    assert list(values) == ["indicator", "publisher", "title", "unit", "figures"]


def test_a_raise_can_begin_a_measure() -> None:
    assert begun(drafted(item("measure", DUTY), {}, RECORD, ())).part["step"] == "impose"


def test_a_figure_takes_its_place_among_those_that_are_there() -> None:
    """
    - indicator: trade
      title: Trade
      publisher: A Desk
      unit: percent
      figures: [{period: 2024-04, value: 1}, {period: 2024-06, value: 2}]
    """
    record = record_from(test_a_figure_takes_its_place_among_those_that_are_there.__doc__ or "")
    draft = drafted(item("indicator", FIGURE), {}, record, ())
    whole = joined(draft, record.entry("trade"))
    assert isinstance(whole, Indicator)
    assert [str(each.period) for each in whole.figures] == ["2024-04", "2024-05", "2024-06"]


def test_what_the_record_cannot_hold_is_refused() -> None:
    with pytest.raises(WrongValue, match="control character"):
        drafted(item("measure", {**DUTY, "title": "up\x07"}), {}, RECORD, ())


def test_a_level_with_a_series_needs_no_unit() -> None:
    entry = drafted(item("measure", {**DUTY, "series": "across-the-board"}), {}, RECORD, ()).entry
    assert isinstance(entry, Measure)
    assert (entry.series, entry.unit) == ("across-the-board", None)
