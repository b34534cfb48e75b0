"""Every question there is, with what it takes."""

from __future__ import annotations

import pytest

from talleyrand.errors import NotFound
from talleyrand.presentation import catalogue
from talleyrand.record.dates import moment
from tests.conftest import shipped

DAY = moment("2026-11-22")


def asked(name: str, **given: str) -> catalogue.Asked:
    return catalogue.asked(catalogue.question(name), shipped(), given, on=DAY, known=DAY)


def test_a_question_about_sums_offers_the_series_that_add_up_and_one_about_lives_offers_all() -> None:
    offered = {name: catalogue.series(shipped(), option) for name in ("spells", "lives")
               if (option := catalogue.question(name).option("series"))}  # fmt: skip
    assert offered["spells"] == ("across-the-board",)
    assert offered["lives"] == tuple(shipped().vocabulary["series"])


def test_sums_are_asked_of_the_first_series_that_adds_up_and_lives_of_every_measure_unless_told() -> None:
    assert asked("spells").value("series") == "across-the-board"
    assert asked("lives").value("series") is None
    assert asked("lives", series="port-fee").value("series") == "port-fee"


def test_a_series_is_refused_where_it_cannot_be_summed_or_is_not_there() -> None:
    with pytest.raises(NotFound, match="'port-fee' is no series whose levels are summed"):
        asked("spells", series="port-fee")
    with pytest.raises(NotFound, match="did you mean 'port-fee'"):
        asked("lives", series="port-fees")
