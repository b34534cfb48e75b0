"""Figures of indicators, and scores of talks."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import figures
from tests.record.checks.table import Case, fires_on_the_bad_text_only, name


def series(*each: str) -> str:
    head = "\n- indicator: exports\n  title: Exports\n  publisher: Arcadia\n  unit: tonnes\n  sources: gazette\n"
    head += "  figures:\n"
    return head + "".join(f"    - {{{one}}}\n" for one in each)


def talks(score: int) -> str:
    return (
        "\n- talks: round\n  title: The round\n  parties: [ARC, BOR]\n  issue: trade\n"
        "  since: 2025-02\n  result: none\n  sources: gazette\n"
        f"  leaders: {{score: {score}, reason: Both spoke of it.}}\n"
    )


CASES = [
    Case(rule=figures.has_figures_in_order, bad=series("period: 2024, value: 5", "period: 2023, value: 6"),
         good=series("period: 2023, value: 6", "period: 2024, value: 5"), says="2023 comes after 2024"),
    Case(rule=figures.gives_one_figure_per_release, bad=series("period: 2024, value: 5", "period: 2024, value: 6"),
         good=series("period: 2024, value: 5, vintage: first", "period: 2024, value: 6"),
         says="the final figure for 2024 is given as 5 and as 6"),
    Case(rule=figures.has_a_plausible_figure, notice=True,
         bad=series("period: 2022, value: 5", "period: 2023, value: 6", "period: 2024, value: 5000"),
         good=series("period: 2022, value: 5", "period: 2023, value: 6", "period: 2024, value: 50"),
         says="5000 where others are about 6; is it in 'tonnes'?"),
    Case(rule=figures.is_published_once_its_period_began, notice=True,
         bad=series("period: 2024, value: 5, published: 2023-12-31"),
         good=series("period: 2024, value: 5, published: 2023-12-31, vintage: estimate")),
    Case(rule=figures.scores_its_ingredients_from_0_to_2, bad=talks(3), good=talks(2), says="3 is no score"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)
