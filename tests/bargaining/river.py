"""A negotiation over a river, small enough to work out by hand, and the record that it lies beside.

Six packages: the water goes a third, half or all to Boravia; the duty on timber stays or is lifted. All of the water
is a red line, and half of it without the duty lifted breaks a linkage, so that three packages are left:

    water   duty    Arcadia              Boravia
    third   keep    60·1   + 40·0 = 60   70·0   + 30·1 = 30
    third   lift    60·1   + 40·1 = 100  70·0   + 30·0 = 0
    half    lift    60·0.4 + 40·1 = 64   70·0.6 + 30·0 = 42

With no deal Arcadia has 50 and Boravia 30, so that the second will not be signed; and the third is better than the
first for both. The farmers of Arcadia carry half the water, worth 60 to them, if their threshold, anywhere from 30 to
70, is no more than that: in three of four cases.
"""

from __future__ import annotations

from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.loading import check
from talleyrand.bargaining.sheets import sheet
from talleyrand.record.dates import moment
from talleyrand.record.record import Record
from tests.bargaining.test_rules import RECORD, SOUND
from tests.conftest import record_from

_NEEDLESS = SOUND[SOUND.index("- linkage: not-all") : SOUND.index("- institution: diet")]
PLAN = SOUND.replace(_NEEDLESS, "")
DAY = moment("2026-06-01")


def record() -> Record:
    """The record beside which the negotiation lies."""
    return record_from(RECORD, parties="")


def river(plan: str = PLAN, **given: object) -> Asked:
    """A question about the river; fails if the file has faults."""
    beside = record()
    found = sheet(plan.encode(), "river.yaml")
    faults = [each for each in check(found, beside) if not each.notice]
    assert faults == []
    usual: dict[str, object] = {"on": DAY, "known": DAY, "draws": 100}
    return Asked(negotiation=found.negotiation, record=beside, **{**usual, **given})  # type: ignore[arg-type]


def swapped() -> str:
    """The same file with the two sides at the table named the other way round."""
    return PLAN.replace("between: [ARC, BOR]", "between: [BOR, ARC]")
