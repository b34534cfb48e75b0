"""Levels, their units, and measures written down twice."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import levels
from tests.record.checks.table import Case, fires_on_the_bad_text_only, name

MEASURE = """
- measure: {id}
  title: {title}
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  {series}
  sources: gazette
  steps:
    - {{step: impose, effective: 2025-02-01{level}}}
    {then}
"""


def measure(series: str = "series: listed-goods", level: str = "20", then: str = "", title: str = "A duty",
            id: str = "duty") -> str:  # fmt: skip
    given = f", level: {level}" if level else ""
    return MEASURE.format(series=series, level=given, then=then, title=title, id=id)


CASES = [
    Case(rule=levels.has_a_unit_for_its_level, bad=measure(""), good=measure("unit: dollars a ton")),
    Case(rule=levels.has_a_level_only_where_its_series_does, bad=measure("series: export-ban"),
         good=measure("series: export-ban", ""), says="'export-ban' has no level"),
    Case(rule=levels.has_the_unit_of_its_series, bad=measure("series: listed-goods\n  unit: dollars"),
         good=measure("series: listed-goods\n  unit: percent"), says="'dollars', that of its series"),
    Case(rule=levels.gives_the_level_that_is_summed, bad=measure("series: across-the-board", ""),
         good=measure("series: across-the-board"), says="this step 'impose' gives none"),
    Case(rule=levels.gives_a_plausible_percentage, bad=measure(level="2500"), good=measure(level="145"),
         says="2500 percent"),
    Case(rule=levels.is_written_down_once, bad=measure() + measure(id="again"),
         good=measure() + measure(id="again", title="Another duty"), says="'duty' has the same title"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)
