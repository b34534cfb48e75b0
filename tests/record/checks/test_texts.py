"""Letters that cannot be seen, that turn the text round, or that look like others."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import check, texts
from tests.conftest import record_from
from tests.record.checks.table import SOUND, TODAY, Case, fires_on_the_bad_text_only, name

SOURCE = """
- act: second
  title: {title}
  by: ARC
  toward: BOR
  kind: consult
  on: 2025-03-02
  issue: trade
  sources: gazette
"""

CASES = [
    Case(rule=texts.reads_in_one_direction, bad=SOURCE.format(title="Talks \u202eabout salt"),
         good=SOURCE.format(title="Talks about salt"), says="(U+202E, right-to-left override) stands after 'Talks'"),
    Case(rule=texts.has_no_invisible_characters, bad=SOURCE.format(title="Ta\u200blks about salt"),
         good=SOURCE.format(title="Talks about 盐, Nürnberg and 100 £"),
         says="(U+200B, zero width space) stands after 'Ta'"),
    Case(rule=texts.has_no_look_alike_letters, bad=SOURCE.format(title="T\u0430lks about salt"),
         good=SOURCE.format(title="Talks about соль"), says="cyrillic small letter a (U+0430)"),
    Case(rule=texts.is_told_in_brief, notice=True, bad=SOURCE.format(title="x" * 1001),
         good=SOURCE.format(title="x" * 1000), says="1001 characters"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


@pytest.mark.parametrize("sign", ["\u00a0", "\u00ad", "\u2009", "\u200d", "\u2060", "\u3164", "\ufe0f", "\U000e0041"])
def test_every_kind_of_invisible_sign_is_found(sign: str) -> None:
    (fault,) = check(record_from(SOUND + SOURCE.format(title=f"Talks{sign}held")), today=TODAY)
    assert f"U+{ord(sign):04X}" in fault.message


def test_a_text_of_several_lines_is_no_fault() -> None:
    assert check(record_from(SOUND + SOURCE.format(title="|\n    One line.\n    Another.")), today=TODAY) == ()
