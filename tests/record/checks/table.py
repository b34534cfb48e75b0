"""What the tests of all rules share: a sound record to add to, and what a case must show.

Case  a rule, a text that it finds fault with, and one like it that it does not
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from talleyrand.record.checks import check
from talleyrand.record.checks.faults import Rule
from tests.conftest import record_from

TODAY = date(2026, 1, 1)

# A sound record: one act with its source, an agreement, a person and a meeting to point at.
SOUND = """
- source: gazette
  title: Official Gazette
  publisher: Government of Arcadia
  url: https://example.org/gazette
  language: en
  voice: ARC
  issued: 2025-01-02
- act: protest
  title: Arcadia protests
  by: ARC
  toward: BOR
  kind: protest
  on: 2025-01-02
  issue: trade
  sources: gazette
- agreement: truce
  title: The truce
  parties: [ARC, BOR]
  form: joint-statement
  steps:
    - {step: agreed, on: 2025-03-01}
  clauses:
    - {clause: pause, text: Both sides put off new duties.}
  sources: gazette
- person: envoy
  name: An Envoy
  posts:
    - {post: Envoy, of: ARC, since: 2020}
  sources: gazette
- meeting: talks-2025
  title: Talks
  parties: [ARC, BOR]
  form: talks
  level: minister
  steps:
    - {step: held, on: 2025-02-27}
  sources: gazette
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A rule, a text that it finds fault with, and one like it that it does not.

    Attributes:
        also: rules that the bad text breaks too, for reasons that cannot be kept apart.
        good_too: rules that the good text breaks.
        notice: true if the rule gives a notice, not a fault.
        says: words of the message.
    """

    rule: Rule
    bad: str
    good: str
    also: tuple[Rule, ...] = ()
    good_too: tuple[Rule, ...] = ()
    notice: bool = False
    says: str = ""


def name(case: Case) -> str:
    """The name under which a case is reported."""
    return case.rule.__name__


def fires_on_the_bad_text_only(case: Case) -> None:
    """Assert that exactly the rule of a case is broken by its bad text, and none by its good one."""
    found = check(record_from(SOUND + case.bad), today=TODAY)
    assert {problem.rule for problem in found} == {rule.__name__ for rule in (case.rule, *case.also)}, found
    own = [problem for problem in found if problem.rule == case.rule.__name__]
    assert {problem.notice for problem in own} == {case.notice}
    assert any(case.says in problem.message for problem in own), own
    assert all(problem.place.file == "record.yaml" and problem.place.line > 1 for problem in own)
    calm = check(record_from(SOUND + case.good), today=TODAY)
    assert {problem.rule for problem in calm} == {rule.__name__ for rule in case.good_too}, calm
