"""Texts inside an entry, with their paths and marks."""

from __future__ import annotations

from collections import defaultdict

from talleyrand.record.checks.leaves import odd, unknown
from talleyrand.record.entries import Code, Ref
from tests.conftest import record_from

ACT = """
- act: plain
  title: {title}
  by: ARC
  toward: [BOR, COURT]
  kind: consult
  on: 2025-04-01
  issue: trade
  answers: other
  sources: {{source: gazette, quote: Words}}
"""


def test_every_name_and_word_of_an_entry_is_found_with_its_path_and_mark() -> None:
    record = record_from(ACT.format(title="A visit"))
    moves = Ref(("act", "measure", "step", "commitment", "meeting", "channel"))
    nothing = defaultdict[Ref | Code, frozenset[str]](frozenset)
    assert set(unknown(record.entry("plain"), nothing)) == {
        (("by",), "ARC", Ref(("party",))),
        (("toward", 0), "BOR", Ref(("party",))),
        (("toward", 1), "COURT", Ref(("party",))),
        (("kind",), "consult", Code("acts")),
        (("issue",), "trade", Ref(("issue",))),
        (("answers", 0), "other", moves),
        (("sources", 0, "source"), "gazette", Ref(("source",))),
    }


def test_what_is_known_is_not_found() -> None:
    known = {mark: {"ARC", "BOR", "COURT", "consult", "other", "gazette", "trade"} for mark in
             (Ref(("party",)), Ref(("person",)), Ref(("source",)), Ref(("issue",)), Code("acts"),
              Ref(("act", "measure", "step", "commitment", "meeting", "channel")))}  # fmt: skip
    assert unknown(record_from(ACT.format(title="A visit")).entry("plain"), known) == []


def test_only_texts_of_unusual_letters_or_length_are_odd() -> None:
    assert odd(record_from(ACT.format(title="A visit")).entry("plain")) == []
    assert [leaf.path for leaf in odd(record_from(ACT.format(title="访问")).entry("plain"))] == [("title",)]
    assert [leaf.path for leaf in odd(record_from(ACT.format(title="x" * 2000)).entry("plain"))] == [("title",)]
