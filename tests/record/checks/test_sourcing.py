"""Sources, quotes and how far they carry."""

from __future__ import annotations

import pytest

from talleyrand.record.checks import sourcing
from talleyrand.record.checks.sourcing import words
from tests.record.checks.table import Case, fires_on_the_bad_text_only, name

ACT = """
- act: second
  title: A second act
  by: BOR
  toward: ARC
  kind: consult
  on: 2025-03-02
  issue: trade
"""
CITED = ACT + "  sources: [gazette]\n"
SOURCE = """
- source: paper
  title: A report
  publisher: The Paper
  issued: {issued}
  language: {language}
  {where}
"""
HASH = "0123456789abcdef" * 4


def source(issued: str = "2025-03-01", language: str = "en", where: str = "url: https://example.org/a") -> str:
    return SOURCE.format(issued=issued, language=language, where=where)


def citing(rest: str, *, language: str = "en") -> str:
    return source(language=language) + ACT + f"  sources: [gazette, {{source: paper, {rest}}}]\n"


def quoting(count: int) -> str:
    return citing(f"quote: {' '.join(['word'] * count)}")


ALSO_CITED = ACT + "  sources: [gazette, paper]\n"
ZH = "quote: 暂停实施一年"

CASES = [
    Case(rule=sourcing.cites_a_source, bad=ACT, good=CITED, says="act second: it cites no source"),
    Case(rule=sourcing.quotes_at_most_25_words, bad=quoting(27), good=quoting(25), says="27 words, 2 too many"),
    Case(rule=sourcing.translates_what_it_quotes, bad=citing(ZH, language="zh"),
         good=citing(ZH + ", translation: Suspended for one year", language="zh"), says="the quote is in 'zh'"),
    Case(rule=sourcing.gives_a_reason_for_its_confidence, bad=CITED + "  confidence: {level: low}\n",
         good=CITED + "  confidence: {level: low, reason: Hearsay.}\n", says="confidence is low"),
    Case(rule=sourcing.says_so_where_no_official_voice_is_cited, notice=True,
         bad=source() + ACT + "  sources: paper\n",
         good=source() + ACT + "  sources: paper\n  confidence: {level: medium, reason: Press only.}\n"),
    Case(rule=sourcing.explains_what_its_sources_dispute, bad=citing("says: 2025-03-03"),
         good=citing("says: 2025-03-03") + "  note: The paper gives the day of printing.\n",
         says="'paper' says '2025-03-03' instead"),
    Case(rule=sourcing.can_be_found, bad=source(where="") + ALSO_CITED,
         good=source(where="number: 90 FR 1") + ALSO_CITED),
    Case(rule=sourcing.has_a_web_address, bad=source(where="url: javascript:alert(1)") + ALSO_CITED,
         good=source() + ALSO_CITED, says="no web address"),
    Case(rule=sourcing.is_issued_by_today, bad=source(issued="2026-01-02") + ALSO_CITED,
         good=source(issued="2026-01-01") + ALSO_CITED, says="after today"),
    Case(rule=sourcing.is_archived_under_its_hash, bad=source() + "  archived: 0123\n" + ALSO_CITED,
         good=source() + f"  archived: {HASH}\n" + ALSO_CITED),
    Case(rule=sourcing.names_its_language_by_code, bad=source(language="Chinese") + ALSO_CITED,
         good=source(language="zh-Hans") + ALSO_CITED, says="'Chinese' is no language code"),
    Case(rule=sourcing.is_cited, notice=True, bad=source(), good=source() + ALSO_CITED, says="no entry cites it"),
    Case(rule=sourcing.stands_under_one_id, notice=True,
         bad=source(where="url: https://example.org/gazette/") + ALSO_CITED,
         good=source() + ALSO_CITED, says="'gazette' has the same address"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_rule_fires_on_the_bad_text_only(case: Case) -> None:
    fires_on_the_bad_text_only(case)


@pytest.mark.parametrize(
    ("text", "count"),
    [("until 10 November 2026", 4), ("暂停实施一年", 3), ("暂停 实施一年 for a year", 6), ("一", 1), ("", 0)],
)
def test_two_characters_without_spaces_count_as_one_word(text: str, count: int) -> None:
    assert words(text) == count


@pytest.mark.parametrize(
    "url", ["ftp://example.org", "example.org/a", "https://", "https://ex ample.org", "https://[a"]
)
def test_what_is_no_web_address(url: str) -> None:
    bad = source(where=f"url: '{url}'") + ALSO_CITED
    fires_on_the_bad_text_only(Case(rule=sourcing.has_a_web_address, bad=bad, good=source() + ALSO_CITED))


def test_a_translation_needs_the_words_that_it_translates() -> None:
    case = Case(rule=sourcing.translates_what_it_quotes, bad=citing("translation: Suspended"), good=CITED)
    fires_on_the_bad_text_only(case)


def test_a_measure_whose_every_step_is_cited_needs_no_source_of_its_own() -> None:
    measure = """
- measure: ban
  title: A ban
  by: BOR
  toward: ARC
  instrument: export-control
  issue: trade
  steps:
    - {{step: impose, effective: 2025-05-01, sources: gazette}}
    - {{step: stop, effective: 2025-06-01{last}}}
"""
    bad, good = measure.format(last=""), measure.format(last=", sources: gazette")
    fires_on_the_bad_text_only(Case(rule=sourcing.cites_a_source, bad=bad, good=good))


def test_names_in_other_languages_have_a_code_too() -> None:
    body = "\n- party: NEW\n  name: New Body\n  form: body\n  names: {{{}: 新机构}}\n"
    case = Case(rule=sourcing.names_its_language_by_code, bad=body.format("Chinese"), good=body.format("zh"))
    fires_on_the_bad_text_only(case)
