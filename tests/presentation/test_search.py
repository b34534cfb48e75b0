"""Finding by a few letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.errors import NotFound, WrongValue
from talleyrand.presentation.search import search
from talleyrand.record.dates import moment
from talleyrand.record.record import Record
from tests.conftest import record_from

DAY = moment("2025-12-31")

TEXT = """
- party: CN
  name: China
  form: state
  names: {zh: 中华人民共和国}
  aliases: ["People's Republic of China", PRC]
- person: he-lifeng
  name: He Lifeng
  names: {zh: 何立峰}
  posts: [{post: Vice Premier, of: CN, since: 2023-03-12}]
- person: sondergard
  name: Søren Łukasz Müller-Sondergård
- issue: trade/soya
  name: Soya beans
  meaning: Purchases of beans.
- source: soya-report
  title: Soya sales rise
  publisher: Harbour Times
  issued: 2025-11-20
- source: zh-notice
  title: 商务部公告2025年第61号
  publisher: Ministry of Commerce
  issued: 2025-10-09
  number: 2025 No. 61
- act: old-soya
  title: Soya bought
  by: ARC
  toward: BOR
  kind: purchase
  on: 2025-01-05
  issue: trade
  sources: [soya-report]
- act: new-soya
  title: More soya bought
  by: ARC
  toward: BOR
  kind: purchase
  on: 2025-10-05
  issue: trade
  sources: [{source: soya-report, quote: Soyabeans were loaded, translation: Beans}]
- act: pledge
  title: A pledge
  by: ARC
  toward: BOR
  kind: statement
  on: 2025-10-06
  issue: trade
  sources: [{source: zh-notice, quote: 双方同意继续磋商, translation: Both sides go on talking about soya}]
- measure: duty
  title: Duty on steel
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  steps:
    - {step: impose, announced: 2025-02-01, effective: 2025-02-04, basis: Executive Order 14195}
    - {step: stop, announced: 2025-06-01, effective: 2025-06-01, basis: Annulment by the court}
"""


@pytest.fixture(scope="module")
def record() -> Record:
    return record_from(TEXT)


def found(record: Record, words: str, known: str = "2025-12-31", kind: str | None = None) -> list[str]:
    statement = search(record, words, on=DAY, known=moment(known), kind=kind)
    return [str(each) for each in statement.column("id")]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("he-lifeng", "he-lifeng"),
        ("lif", "he-lifeng"),
        ("何立", "he-lifeng"),
        ("立峰", "he-lifeng"),
        ("VICE prem", "he-lifeng"),
        ("soren muller", "sondergard"),
        ("Lukasz", "sondergard"),
        ("\uff33\uff2f\uff32\uff25\uff2e", "sondergard"),
        ("prc", "CN"),
        ("people’s republic", "CN"),
        ("人民", "CN"),
        ("磋商", "pledge"),
        ("公告2025", "zh-notice"),
        ("No. 61", "zh-notice"),
        ("14195", "duty"),
        ("talking sides", "pledge"),
    ],
)
def test_a_few_letters_of_any_name_alias_number_or_quotation_find_it(record: Record, words: str, first: str) -> None:
    assert found(record, words)[:1] == [first]


def test_the_best_come_first_then_the_newer_and_sources_last(record: Record) -> None:
    """The issue and an act have names that begin with it, one has it within, one elsewhere; the report comes last."""
    assert found(record, "soya") == ["trade/soya", "old-soya", "new-soya", "pledge", "soya-report"]


def test_a_source_of_that_very_id_comes_first(record: Record) -> None:
    assert found(record, "soya report")[0] == "soya-report"


def test_a_whole_word_comes_before_a_part_and_a_name_before_a_quotation() -> None:
    act = "- act: {}\n  title: {}\n  by: ARC\n  toward: BOR\n  kind: statement\n  on: {}\n  issue: trade\n  sources: [{}]\n"
    quoted = act.format("quoted", "Nothing", "2025-09-01", "{source: s, quote: the zinc}")
    record = record_from(act.format("part", "New zincworks", "2025-08-01", "s") + quoted
                         + act.format("whole", "New zinc", "2025-01-01", "s")
                         + "- source: s\n  title: T\n  publisher: P\n")  # fmt: skip
    assert found(record, "zinc") == ["whole", "part", "quoted"]


def test_every_word_must_be_found(record: Record) -> None:
    assert found(record, "soya steel") == []
    assert found(record, "more soy") == ["new-soya"]


def test_an_issue_of_the_vocabulary_is_found_and_cites_no_entry(record: Record) -> None:
    statement = search(record, "tariffs", on=DAY, known=DAY, kind="issue")
    assert [(row.cells[1], row.entries) for row in statement.rows] == [("trade/tariffs", ())]


def test_what_was_not_known_is_not_found(record: Record) -> None:
    assert found(record, "soya bought", "2025-10-01") == ["old-soya"]
    assert found(record, "duty", "2025-01-31") == []
    assert found(record, "tariffs", "1900-01-01") == ["trade/tariffs"]


def test_an_entry_is_not_found_by_words_of_it_that_became_known_later(record: Record) -> None:
    assert found(record, "duty annulment", "2025-05-31") == []
    assert found(record, "duty annulment", "2025-06-01") == ["duty"]


def test_a_corrected_entry_is_found_until_it_was_corrected() -> None:
    text = "- act: {}\n  title: {}\n  by: ARC\n  toward: BOR\n  kind: statement\n  on: 2025-01-01\n  issue: trade\n"
    right = text.format("right", "Ten ships") + "  corrects: wrong\n  recorded: 2025-03-01\n"
    record = record_from(text.format("wrong", "Nine ships") + right)
    assert found(record, "ships", "2025-02-28") == ["wrong"]
    assert found(record, "ships") == ["right"]


def test_each_line_tells_where_the_words_were_found(record: Record) -> None:
    statement = search(record, "bought loaded", on=DAY, known=DAY)
    assert statement.column("where") == (("name", "quote"),)
    assert statement.column("words") == ("Soyabeans were loaded",)
    assert [str(each) for each in statement.column("day")] == ["2025-10-05"]


def test_each_kind_stands_under_its_own_date() -> None:
    record = record_from("""
        - meeting: visit
          title: Zinc visit
          parties: [ARC, BOR]
          form: visit
          level: leader
          steps: [{step: planned, on: 2025-01-01, date: 2025-03}, {step: cancelled, on: 2025-02-01}]
        - meeting: call
          title: Zinc call
          parties: [ARC, BOR]
          form: call
          level: leader
          steps: [{step: asked, on: 2025-01-02}, {step: held, on: 2025-01-09}]
        - meeting: wish
          title: Zinc wish
          parties: [ARC, BOR]
          form: call
          level: leader
          steps: [{step: asked, on: 2025-01-03}]
        - agreement: deal
          title: Zinc deal
          parties: [ARC, BOR]
          form: joint-statement
          steps: [{step: agreed, on: 2025-01-04}, {step: in force, on: 2025-02-04}]
          clauses: [{clause: first, text: Ships are let through.}]
        - indicator: sales
          title: Zinc sales
          publisher: Office
          unit: tonnes
          figures: [{period: 2023, value: 1}, {period: 2024, value: 2}]
        - indicator: none
          title: Zinc stock
          publisher: Office
          unit: tonnes
    """)
    rows = search(record, "zinc", on=DAY, known=DAY).records()
    assert [(row["id"], str(row["day"])) for row in rows] == [
        ("deal", "2025-01-04"), ("visit", "2025-03"), ("call", "2025-01-09"), ("wish", "2025-01-03"),
        ("sales", "2024"), ("none", "None"),
    ]  # fmt: skip
    assert search(record, "let ships", on=DAY, known=DAY).column("where") == (("clause",),)


def test_an_assertion_is_found_by_what_it_speaks_of() -> None:
    said = "- assert: {}\n  on: 2025-01-01\n  {}\n"
    one = said.format("a-1", "entry: duty\n  state: in force")
    record = record_from(one + said.format("a-2", "by: ARC\n  toward: BOR\n  series: across-the-board\n  level: 1"))
    assert found(record, "duty") == ["a-1"]
    assert list(search(record, "across arc", on=DAY, known=DAY).column("name")) == ["across-the-board ARC → BOR"]


def test_one_kind_can_be_asked_for_and_all_kinds_are_counted(record: Record) -> None:
    assert found(record, "soya", kind="source") == ["soya-report"]
    statement = search(record, "soya", on=DAY, known=DAY, limit=2)
    assert len(statement.rows) == 2
    assert {total["kind"]: total["found"] for total in statement.totals} == {"issue": 1, "source": 1, "act": 3}
    assert statement.cautions == ("3 more were found and are not shown: add a word, or name a kind.",)


def test_where_nothing_has_all_words_it_says_what_each_finds_or_offers_the_nearest() -> None:
    both = record_from(
        "- {act: a, title: Grain sold, by: ARC, toward: BOR, kind: offer, on: 2025-01-01, issue: trade}\n"
        "- {act: b, title: Ships held, by: ARC, toward: BOR, kind: offer, on: 2025-01-01, issue: trade}\n"
    )
    assert search(both, "grain ships", on=DAY, known=DAY).cautions == (
        "Nothing has all of these words; alone, 'grain' finds 1, 'ships' finds 1.",
    )
    assert search(both, "gran", on=DAY, known=DAY).cautions == ("No word begins with 'gran'; did you mean 'grain'?",)
    before = moment("2024-12-31")
    assert search(both, "gran", on=before, known=before).cautions == ("No word begins with 'gran'.",)


def test_wrong_questions_are_refused(record: Record) -> None:
    with pytest.raises(NotFound, match="did you mean 'person'"):
        found(record, "x", kind="persn")
    with pytest.raises(WrongValue, match="limit is -1"):
        search(record, "x", on=DAY, known=DAY, limit=-1)


@pytest.mark.parametrize("words", ["", "   ", "?!", "\x00", "—"])
def test_a_question_without_a_letter_finds_nothing_and_says_why(record: Record, words: str) -> None:
    statement = search(record, words, on=DAY, known=DAY)
    assert statement.rows == ()
    assert statement.cautions == ("Give a few letters of what you look for.",)


def test_a_very_long_question_is_cut(record: Record) -> None:
    statement = search(record, "soya " + "a b c d e f g h i j " * 10_000, on=DAY, known=DAY)
    assert statement.cautions[0] == "Only the first 8 words were looked for."
    assert len(statement.title) < 300


@given(words=st.text(max_size=40))
def test_any_text_may_be_asked(words: str) -> None:
    search(RECORD, words, on=DAY, known=DAY)


@given(data=st.data())
def test_every_entry_is_found_by_its_id_and_the_beginning_of_a_word_of_its_name(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(RECORD.entries))
    assert entry.id in found(RECORD, entry.id)
    name = str(getattr(entry, "name", None) or getattr(entry, "title", ""))
    word = data.draw(st.sampled_from([each for each in name.split() if each.isascii()] or [entry.id]))
    length = data.draw(st.integers(1, len(word)))
    if word[:length].isalnum():
        assert entry.id in found(RECORD, word[:length].swapcase())


RECORD = record_from(TEXT)
