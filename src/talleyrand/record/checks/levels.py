"""Rules about levels and their units, and about measures that stand in each other's way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from talleyrand.record.checks.faults import Rule, fault
from talleyrand.record.entries import Act, Measure
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

LOWEST, HIGHEST = Decimal(-100), Decimal(1000)


def has_a_unit_for_its_level(record: Record, _today: date) -> Iterator[Problem]:
    """A measure whose steps give a level belongs to a series or has a unit."""
    for measure in record.of(Measure):
        if not measure.series and not measure.unit and (number := _with_level(measure)) is not None:
            message = "its steps give levels, but it has neither 'series' nor 'unit'"
            yield fault(has_a_unit_for_its_level, record, measure, message, "steps", number, "level")


def has_a_level_only_where_its_series_does(record: Record, _today: date) -> Iterator[Problem]:
    """A measure of a series that has no level gives none."""
    this = has_a_level_only_where_its_series_does
    for measure in record.of(Measure):
        if _series_unit(record, measure) == "none" and (number := _with_level(measure)) is not None:
            message = f"the series '{measure.series}' has no level; leave it out, or name another series"
            yield fault(this, record, measure, message, "steps", number, "level")


def has_the_unit_of_its_series(record: Record, _today: date) -> Iterator[Problem]:
    """A measure of a series has no other unit than the series."""
    for measure in record.of(Measure):
        unit = _series_unit(record, measure)
        if unit and measure.unit and measure.unit != unit:
            message = (
                f"its unit is '{measure.unit}', that of its series '{measure.series}' is '{unit}'; delete the unit"
            )
            yield fault(has_the_unit_of_its_series, record, measure, message, "unit")


def gives_the_level_that_is_summed(record: Record, _today: date) -> Iterator[Problem]:
    """A step that sets a level in a series that is summed says which."""
    for measure in record.of(Measure):
        term = record.vocabulary["series"].get(measure.series or "")
        if term is None or not term.summed:
            continue
        for number, step in enumerate(measure.steps):
            if step.step in ("impose", "raise", "lower") and step.level is None:
                message = f"levels of '{term.code}' are summed, and this step '{step.step}' gives none"
                yield fault(gives_the_level_that_is_summed, record, measure, message, "steps", number)


def gives_a_plausible_percentage(record: Record, _today: date) -> Iterator[Problem]:
    """A level in percent lies between -100 and 1000."""
    for measure in record.of(Measure):
        if (_series_unit(record, measure) or measure.unit) != "percent":
            continue
        for number, step in enumerate(measure.steps):
            if step.level is not None and not LOWEST <= step.level <= HIGHEST:
                message = f"{step.level} percent is out of all proportion; write 25 for a quarter"
                yield fault(gives_a_plausible_percentage, record, measure, message, "steps", number, "level")


def is_written_down_once(record: Record, _today: date) -> Iterator[Problem]:
    """No two measures or acts have the same title, author and first day."""
    seen: dict[tuple[object, ...], str] = {}
    moves: tuple[Measure | Act, ...] = (*record.of(Measure), *record.of(Act))
    for entry in moves:
        begins = entry.on.first if isinstance(entry, Act) else _first(entry)
        key = (entry.KIND, entry.by, entry.title.casefold(), begins)
        if key in seen:
            message = f"'{seen[key]}' has the same title, author and first day; delete one, or tell them apart"
            yield fault(is_written_down_once, record, entry, message)
        seen.setdefault(key, entry.id)


def _first(measure: Measure) -> date | None:
    days = [(step.announced or step.effective) for step in measure.steps]
    return min([day.first for day in days if day], default=None)


def _with_level(measure: Measure) -> int | None:
    """The first step that gives a level."""
    return next((number for number, step in enumerate(measure.steps) if step.level is not None), None)


def _series_unit(record: Record, measure: Measure) -> str | None:
    term = record.vocabulary["series"].get(measure.series or "")
    return term.unit if term else None


RULES: tuple[Rule, ...] = (
    has_a_unit_for_its_level, has_a_level_only_where_its_series_does, has_the_unit_of_its_series,
    gives_the_level_that_is_summed, gives_a_plausible_percentage,  is_written_down_once,
)  # fmt: skip
