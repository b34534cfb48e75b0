from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.reading.proof.quotes import find, normal
from talleyrand.sources.offsets import Extent

SENTENCES = (
    "On May 12, 2025, the United States agreed to lower its duty on China by 115 points to 30 percent.",
    "China did not agree to buy 12 million tonnes of soybeans by 31 December 2025.",
    "India sued Brazil on 3 June 2024 over 48 aircraft worth $3.5 billion.",
    "Japan never refused the 90-day extension that Korea asked for on August 11, 2023.",
    "France imposed a 25 percent tariff on Germany in March 2018, not a 52 percent one.",
    "Kenya has not expelled the 17 diplomats of Sudan, the ministry said on Nov. 14, 2022.",
    "Under Executive Order 14257, the United States put 34 percent on China on April 2, 2025.",
    "Iran freed 5 citizens of France on 18 September 2023 and no more than 2 of Japan.",
    "Brazil did not sanction India for the 1,145 tonnes seized in 2019.",
    "Korea said that Japan would not lift its ban on 3 chemicals before July 2020.",
    "2025年5月12日，中国同意在90天内把对美国的关税从125%降至10%。",
    "美国没有取消2018年对中国加征的25%关税。",
    "中国不同意美国在2025年10月30日提出的5项要求。",
    "日本拒绝韩国2019年7月1日的要求，涉及3种化学品。",
    "Sudan and Kenya signed 6 accords on 21 January 2016, worth 4,250 million dollars, and Iran did not join them.",
    "Germany put 15 ships and 2,300 troops near Iran in December 2024; Japan never agreed to it.",
    "韩国没有向日本支付2015年12月28日商定的10亿日元。",
    "法国于2023年9月18日向印度出售了26架战机。",
)
DOCUMENT = "\n\n".join(SENTENCES)
ACTORS = (
    "the United States",
    "China",
    "India",
    "Brazil",
    "Japan",
    "Korea",
    "France",
    "Germany",
    "Kenya",
    "Sudan",
    "Iran",
)
HAN_ACTORS = ("美国", "中国", "日本", "韩国", "法国", "印度")
MONTHS = ("January", "March", "April", "May", "June", "July", "August", "September", "December", "Nov.")
DENIALS = (("did not ", "did "), (" not ", " "), (" never ", " always "), (" refused ", " granted "), ("没有", ""), ("不同意", "同意"), ("拒绝", "接受"), ("no more", "more"))  # fmt: skip
DONE = (("agreed", "did not agree"), (" sued ", " never sued "), (" imposed ", " refused "), (" freed ", " did not free "), ("同意", "不同意"), ("出售了", "没有出售"), (" said ", " denied "), (" put ", " never put "))  # fmt: skip


def other_numbers(sentence: str) -> Iterator[str]:
    for match in re.finditer(r"\d[\d,.]*\d|\d", sentence):
        words = match[0]
        changed = {str(int(words.replace(",", "").replace(".", "")) + step) for step in (1, 2, 10, 100)}
        changed |= {words[1:], words[:-1], words + "0", "1" + words, words[::-1], words + ".5"}
        for each in sorted(changed - {words, ""}):
            yield sentence[: match.start()] + each + sentence[match.end() :]


def other_words(sentence: str) -> Iterator[str]:
    for some in (ACTORS, HAN_ACTORS, MONTHS):
        held = [each for each in some if each in sentence]
        for old in held:
            yield from (sentence.replace(old, new) for new in some if new != old)
        for one, two in [(a, b) for a in held for b in held if a < b]:
            yield sentence.replace(one, "\0").replace(two, one).replace("\0", two)
    for old, new in (*DENIALS, *DONE):
        if old in sentence:
            yield sentence.replace(old, new)


def parts_of_words(sentence: str) -> Iterator[str]:
    """What is left when a number or a denial has lost its beginning or its end."""
    for match in re.finditer(r"\d[\d,.]*\d", sentence):
        for cut in range(1, len(match[0])):
            yield sentence[match.start() + cut :]
            yield sentence[: match.start() + cut]
    for match in re.finditer(r"不(?=同意)", sentence):
        yield sentence[match.end() :]


def mutated() -> list[str]:
    made = [
        each for sentence in SENTENCES for way in (other_numbers, other_words, parts_of_words) for each in way(sentence)
    ]
    return [each for each in dict.fromkeys(made) if each not in SENTENCES and len(each) > 4]


def test_of_a_thousand_mutated_quotes_none_stands() -> None:
    document = normal(DOCUMENT)
    made = mutated()
    assert len(made) >= 1000
    assert [each for each in made if find(each, document)] == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_true_quote_stands_at_its_place(sentence: str) -> None:
    start = DOCUMENT.index(sentence)
    assert find(sentence, DOCUMENT) == Extent(start, start + len(sentence))


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ('"truce"', "a \u201ctruce\u201d held", "\u201ctruce\u201d"),
        (
            'China\'s "truce" - so called',
            "China\u2019s \u00abtruce\u00bb \u2014 so called",
            "China\u2019s \u00abtruce\u00bb \u2014 so called",
        ),
        ("90-day truce", "the 90\u2011day\u00a0\n truce", "90\u2011day\u00a0\n truce"),
        ("a -- b", "a \u2014 b", "a \u2014 b"),
        ("first", "the \ufb01rst day", "\ufb01rst"),
        ("rst", "the \ufb01rst day", None),
        ("café", "a cafe\u0301!", "cafe\u0301"),
        ("cafe", "a cafe\u0301!", None),
        ("关税从125%", "把关税从１２５\uff05降", "关税从１２５\uff05"),
        ("中国政府宣布", "今天中国\n政府宣布了", "中国\n政府宣布"),
        ("“同意”", "他说「同意」了", "「同意」"),
        ("tariffs", "the tar\u00adiffs rose", "tar\u00adiffs"),
        ("102", "10\u00b2 ships", None),
        ("10", "10\u00b2 ships", None),
        ("45 percent", "145 percent", None),
        ("145 percent", "1,145 percent", None),
        ("5 percent", "2.5 percent", None),
        ("30", "30% more", None),
        ("10 percent", "-10 percent", None),
        ("3 chemicals", "$3 chemicals", None),
        ("likely", "unlikely", None),
        ("compliance", "non-compliance", None),
        ("同意", "中方不同意", None),
        ("五项", "二十五项", None),
        ("30", "30万吨", None),
        ("the ban", "The ban", None),
        ("", "anything", None),
        ("  ", "any thing", None),
    ],
)
def test_only_marks_and_spaces_may_differ(quote: str, text: str, found: str | None) -> None:
    place = find(quote, text)
    assert (text[place.start : place.end] if place else None) == found


ALPHABET = st.sampled_from(
    "ab1 2\n\t-–—\"'“”‘「」　éﬁ½²ｶﾞＡ\uff05中不国\u0301\u0323\u00ad\u200b각ᄀ\u1161\u11a8…\u0344.,"
)


@given(st.text(ALPHABET, max_size=40) | st.text(max_size=40), st.data())
def test_what_is_found_reads_as_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    place = find(quote, text)
    if place is not None:
        assert 0 <= place.start < place.end <= len(text)
        assert normal(text[place.start : place.end]).text == normal(quote).text.strip()


@given(st.text(ALPHABET, max_size=40) | st.text(max_size=40))
def test_the_map_leads_from_every_stretch_to_where_it_came_from(text: str) -> None:
    whole = normal(text)
    assert sum(run.length for run in whole.runs) == len(whole.text)
    for run in whole.runs:
        made, origin = whole.text[run.start : run.start + run.length], text[run.origin : run.origin + run.taken]
        assert normal(origin).text in {made, made.strip()} or unicodedata.normalize("NFKC", origin) == made


@given(
    st.lists(st.sampled_from(["tariff", "cut", "中国", "同意", "30%", "No. 61", "“so”"]), min_size=1, max_size=8),
)
def test_a_quote_set_otherwise_is_found_where_it_stands(words: list[str]) -> None:
    text = "Before: " + " ".join(words) + " |after"
    quote = "\u00a0 ".join(words).replace("“", '"').replace("”", '"')
    assert find(quote, text) == Extent(8, len(text) - 7)


@pytest.mark.parametrize("piece", ["a", " ", "-", "\u0301", "a\u0301", "ﬁ", "\n", "中\n", "\u200b", "”"])
def test_a_long_text_is_searched_in_bounded_time(piece: str) -> None:
    began = time.process_time()
    find("nowhere to be found", piece * (200_000 // len(piece)))
    assert time.process_time() - began < 5
