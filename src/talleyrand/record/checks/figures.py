"""Rules about figures: those of indicators, and the scores of talks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median

from talleyrand.record.checks.faults import Rule, fault, notice
from talleyrand.record.entries import Figure, Indicator, Talks
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

FAR = 100
INGREDIENTS = ("leaders", "aims", "benefit", "structure")


def has_figures_in_order(record: Record, _today: date) -> Iterator[Problem]:
    """The figures of an indicator stand in order of their periods."""
    for series in record.of(Indicator):
        for number in range(1, len(series.figures)):
            before, here = series.figures[number - 1].period, series.figures[number].period
            if here.first < before.first:
                message = f"{here} comes after {before}; put the figures in order of period"
                yield fault(has_figures_in_order, record, series, message, "figures", number, "period")


def gives_one_figure_per_release(record: Record, _today: date) -> Iterator[Problem]:
    """One release gives one figure for a period."""
    for series in record.of(Indicator):
        seen: dict[tuple[object, ...], Figure] = {}
        for number, figure in enumerate(series.figures):
            key = (figure.period.text, figure.vintage, figure.published)
            first = seen.setdefault(key, figure)
            if first is not figure:
                how = "again" if first.value == figure.value else f"as {first.value} and as {figure.value}"
                message = (
                    f"the {figure.vintage} figure for {figure.period} is given {how}; keep one, or say which release"
                )
                yield fault(gives_one_figure_per_release, record, series, message, "figures", number)


def has_a_plausible_figure(record: Record, _today: date) -> Iterator[Problem]:
    """No figure is a hundred times as large as the middle one of its series, or a hundredth of it."""
    for series in record.of(Indicator):
        sizes = [abs(figure.value) for figure in series.figures]
        if len(sizes) < 3 or not (middle := median(sizes)):
            continue
        for number, size in enumerate(sizes):
            if size and not middle / FAR <= size <= middle * Decimal(FAR):
                message = f"{series.figures[number].value} where others are about {middle}; is it in '{series.unit}'?"
                yield notice(has_a_plausible_figure, record, series, message, "figures", number, "value")


def is_published_once_its_period_began(record: Record, _today: date) -> Iterator[Problem]:
    """A figure is published after its period began, unless it is an estimate."""
    this = is_published_once_its_period_began
    for series in record.of(Indicator):
        for number, figure in enumerate(series.figures):
            if figure.published and figure.vintage != "estimate" and figure.published.last < figure.period.first:
                message = f"published {figure.published}, before {figure.period} began; write 'vintage: estimate'"
                yield notice(this, record, series, message, "figures", number, "published")


def scores_its_ingredients_from_0_to_2(record: Record, _today: date) -> Iterator[Problem]:
    """The ingredients of talks are scored 0, 1 or 2."""
    for talks in record.of(Talks):
        for name in INGREDIENTS:
            part = getattr(talks, name)
            if part and not 0 <= part.score <= 2:
                message = f"{part.score} is no score: 0 absent, 1 in part, 2 present"
                yield fault(scores_its_ingredients_from_0_to_2, record, talks, message, name, "score")


RULES: tuple[Rule, ...] = (
    has_figures_in_order, gives_one_figure_per_release, has_a_plausible_figure, is_published_once_its_period_began,
    scores_its_ingredients_from_0_to_2,
)  # fmt: skip
