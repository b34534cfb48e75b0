"""A thousand proposals with a number, day, denial, actor or order changed, in the words or in the entry: none stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from talleyrand.reading.proof.bearing import misplaced, refusals
from talleyrand.reading.proposals import Match, Proposal
from talleyrand.record.syntax import Raw
from talleyrand.sources.documents import Document, read

NAMES = {
    "IND": ("India", "New Delhi", "印度"),
    "PAK": ("Pakistan", "Islamabad", "巴基斯坦"),
    "JPN": ("Japan", "Tokyo", "日本"),
    "KOR": ("Korea", "Seoul", "韩国"),
    "SRB": ("Serbia", "Belgrade", "塞尔维亚"),
    "KOS": ("Kosovo", "Pristina", "科索沃"),
}
WRITTEN = "2024-06-14"

Case = tuple[str, str, dict[str, Any]]
ENGLISH: tuple[Case, ...] = (
    ("act", "On 3 June 2024, India expelled 14 diplomats of Pakistan.",
     {"title": "India expels 14 diplomats", "by": "IND", "toward": ["PAK"], "on": "2024-06-03"}),
    ("act", "Japan did not lift its ban on 27 goods of Korea on May 30, 2024.",
     {"title": "Japan does not lift its ban on 27 goods", "by": "JPN", "toward": ["KOR"], "on": "2024-05-30"}),
    ("measure", "Serbia imposed a 35 percent duty on steel from Kosovo on 12 March 2024.",
     {"title": "Serbia imposes duty on steel", "by": "SRB", "toward": ["KOS"],
      "steps": [{"step": "impose", "effective": "2024-03-12", "level": "35", "unit": "percent"}]}),
    ("commitment", "Kosovo promised Serbia on 9 April 2024 that it would buy 410 megawatts by 30 November 2025.",
     {"text": "Buy 410 megawatts", "obligor": "KOS", "obligee": ["SRB"], "made": "2024-04-09", "deadline": "2025-11-30",
      "target": {"amount": "410", "unit": "megawatts"}}),
    ("act", "Pakistan refused 6 demands that India had made, a spokesman said on 11 June 2024.",
     {"title": "Pakistan refuses 6 demands", "by": "PAK", "toward": ["IND"], "on": "2024-06-11"}),
    ("act", "Korea filed 19 complaints against Japan on February 17, 2023.",
     {"title": "Korea files 19 complaints", "by": "KOR", "toward": ["JPN"], "on": "2023-02-17"}),
    ("measure", "Under a notice of 21 August 2023, Japan cut its duty on fish from Korea by 12 points to 18 percent.",
     {"title": "Japan cuts its duty by 12 points to 18 percent", "by": "JPN", "toward": ["KOR"],
      "steps": [{"step": "lower", "announced": "2023-08-21", "level": "18", "unit": "percent"}]}),
    ("act", "On 5 October 2023 Belgrade freed 23 policemen of Kosovo.",
     {"title": "Serbia frees 23 policemen", "by": "SRB", "toward": ["KOS"], "on": "2023-10-05"}),
    ("act", "Islamabad sent India a note on 48 prisoners on 26 January 2024.",
     {"title": "Pakistan sends a note on 48 prisoners", "by": "PAK", "toward": ["IND"], "on": "2024-01-26"}),
    ("act", "Tokyo has never paid Seoul the 750 million dollars that fell due on 8 July 2022.",
     {"title": "Japan never paid 750 million dollars", "by": "JPN", "toward": ["KOR"], "on": "2022-07-08"}),
    ("act", "Kosovo was struck by Serbia with 31 fines on 4 December 2023.",
     {"title": "Serbia strikes Kosovo with 31 fines", "by": "SRB", "toward": ["KOS"], "on": "2023-12-04"}),
)  # fmt: skip
CHINESE: tuple[Case, ...] = (
    ("act", "2024年6月3日，印度驱逐了巴基斯坦的14名外交官。",
     {"title": "印度驱逐14名外交官", "by": "IND", "toward": ["PAK"], "on": "2024-06-03"}),
    ("measure", "日本自2023年8月21日起对韩国的鱼加征18%关税。",
     {"title": "日本加征18%关税", "by": "JPN", "toward": ["KOR"],
      "steps": [{"step": "impose", "effective": "2023-08-21", "level": "18", "unit": "percent"}]}),
    ("act", "韩国没有在2022年7月8日向日本支付75亿元。",
     {"title": "韩国没有支付75亿元", "by": "KOR", "toward": ["JPN"], "on": "2022-07-08"}),
    ("act", "塞尔维亚于2023年10月5日向科索沃移交了23名警察。",
     {"title": "塞尔维亚移交23名警察", "by": "SRB", "toward": ["KOS"], "on": "2023-10-05"}),
    ("act", "2024年1月26日，巴基斯坦拒绝了印度提出的48项要求。",
     {"title": "巴基斯坦拒绝48项要求", "by": "PAK", "toward": ["IND"], "on": "2024-01-26"}),
    ("commitment", "科索沃2024年4月9日向塞尔维亚承诺在2025年11月30日前购买410兆瓦电力。",
     {"text": "购买410兆瓦电力", "obligor": "KOS", "obligee": ["SRB"], "made": "2024-04-09", "deadline": "2025-11-30"}),
)  # fmt: skip
CASES = (*ENGLISH, *CHINESE)

SEEN = re.compile(r"(?<![\d.,])\d+(?![\d.,]*\d)")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "October", "November", "December")
TURNED = (("did not lift", "lifted"), (" refused ", " granted "), ("has never paid", "has paid"), ("没有", "已经"),
          ("拒绝了", "接受了"))  # fmt: skip
DENIED = ((" expelled ", " did not expel "), (" imposed ", " refused to impose "), ("promised Serbia", "denied to Serbia"),
          (" filed ", " never filed "), (" cut ", " did not cut "), (" freed ", " failed to free "), (" sent ", " has not sent "),
          ("was struck", "was not struck"), ("驱逐了", "没有驱逐"), ("对韩国的鱼加征", "不对韩国的鱼加征"),
          ("移交了", "拒绝移交"), ("承诺在", "否认会在"))  # fmt: skip


def made(case: Case, *, sentence: str = "", values: dict[str, Any] | None = None) -> tuple[Proposal, Document]:
    """The proposal of a case in an article of its own, with other words or other values if they are given."""
    kind, own, held = case
    said = sentence or own
    article = f"A day between neighbours\n\n14 June 2024\n\nNothing else was agreed. {said} So the matter rests."
    document = read(article.encode(), name="article.txt", published=WRITTEN)
    start = document.text.index(said)
    proposal = Proposal(
        kind=kind,
        values={kind: "x-1", **(held if values is None else values)},
        quote=said,
        start=start,
        end=start + len(said),
        within=(start, start + len(said)),
        document=document.digest,
        modality="done",
        reader="hand",
        score=1.0,
        match=Match(verdict="different", reason="not compared"),
    )
    return proposal, document


def refused(case: Case, **changed: Any) -> tuple[str, ...]:
    proposal, document = made(case, **changed)
    return refusals(proposal, document, names=NAMES)


@pytest.mark.parametrize("case", CASES, ids=[case[1][:24] for case in CASES])
def test_the_words_bear_what_they_say(case: Case) -> None:
    assert refused(case) == ()


# --- the words changed, the entry as it was ------------------------------------------------------


def other_numbers(sentence: str) -> Iterator[str]:
    for found in SEEN.finditer(sentence):
        number = int(found[0])
        for other in {
            number + 1,
            number + 2,
            number + 10,
            number * 10,
            number - 1,
            int(f"1{number}"),
            int(str(number)[::-1]),
        }:
            if other != number and other > 0:
                yield sentence[: found.start()] + str(other) + sentence[found.end() :]


def other_months(sentence: str) -> Iterator[str]:
    for month in MONTHS:
        if re.search(rf"\b{month}\b", sentence):
            yield from (sentence.replace(month, other) for other in MONTHS if other != month)


def other_actors(sentence: str) -> Iterator[str]:
    every = [name for names in NAMES.values() for name in names]
    for names in NAMES.values():
        for name in names:
            if name in sentence:
                alike = [
                    each
                    for each in every
                    if each.isascii() == name.isascii() and each not in names and each not in sentence
                ]
                yield from (sentence.replace(name, other) for other in alike)


def other_order(sentence: str) -> Iterator[str]:
    held = [name for names in NAMES.values() for name in names if name in sentence]
    for one in held:
        for two in held:
            if one < two:
                yield sentence.replace(one, "\0").replace(two, one).replace("\0", two)


VERBS = (("expelled", "expel", "expelling"), ("imposed", "impose", "imposing"), ("filed", "file", "filing"),
         ("cut", "cut", "cutting"), ("freed", "free", "freeing"), ("sent", "send", "sending"))  # fmt: skip
REFUSALS = ("did not {1}", "didn't {1}", "has never {0}", "refused to {1}", "declined to {1}", "failed to {1}", "would not {1}",
            "could not {1}", "cannot {1}", "has not yet {0}", "has yet to {1}", "denied that it had {0}", "denies that it {0}",
            "stopped short of {2}", "decided against {2}", "refrained from {2}", "ruled out {2}", "no longer {0}",
            "neither {0}", "rejected {2}", "hasn’t {0}", "was unwilling to {1}")  # fmt: skip
HAN_VERBS = ("驱逐了", "移交了", "承诺在")
HAN_REFUSALS = (
    "没有{}",
    "未{}",
    "尚未{}",
    "从未{}",
    "拒绝{}",
    "否认{}",
    "不再{}",
    "不会{}",
    "不愿{}",
    "並未{}",
    "没{}",
    "无法{}",
)


def turned(sentence: str) -> Iterator[str]:
    for old, new in (*TURNED, *DENIED):
        if old in sentence:
            yield sentence.replace(old, new)
    for forms in VERBS:
        if f" {forms[0]} " in sentence:
            yield from (sentence.replace(f" {forms[0]} ", f" {each.format(*forms)} ", 1) for each in REFUSALS)
    for verb in HAN_VERBS:
        if verb in sentence:
            yield from (sentence.replace(verb, each.format(verb)) for each in HAN_REFUSALS)


WORDS: dict[str, Callable[[str], Iterator[str]]] = {
    "number": other_numbers, "date": other_months, "actor": other_actors, "order": other_order, "negation": turned,
}  # fmt: skip


def test_an_entry_does_not_stand_on_words_that_say_otherwise() -> None:
    counts: Counter[str] = Counter()
    for case in CASES:
        for sort, change in WORDS.items():
            for sentence in dict.fromkeys(change(case[1])):
                counts[sort] += 1
                assert refused(case, sentence=sentence), (sort, sentence)
    assert counts.total() >= 900, counts
    assert min(counts.values()) >= 15, counts


def test_a_quote_that_the_document_does_not_hold_is_refused_whatever_the_entry() -> None:
    number = 0
    for case in CASES:
        proposal, document = made(case)
        for change in WORDS.values():
            for sentence in dict.fromkeys(change(case[1])):
                number += 1
                assert refusals(replace(proposal, quote=sentence), document, names=NAMES)
    assert number >= 600


# --- the entry changed, the words as they were ---------------------------------------------------


def changed(value: Any, change: Callable[[str, str], Iterator[str]], field: str = "") -> Iterator[Any]:
    """A tree of values with one of its texts changed, every way in turn."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from ({**value, key: other} for other in changed(each, change, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from ([*value[:at], other, *value[at + 1 :]] for other in changed(each, change, field))
    else:
        yield from change(field, value)


def a_number(field: str, value: str) -> Iterator[str]:
    if field in ("title", "text", "level", "amount"):
        yield from other_numbers(value)


def a_day(_: str, value: str) -> Iterator[str]:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = date.fromisoformat(value)
        yield from (
            each.isoformat()
            for each in (day.replace(day=day.day % 28 + 1), day.replace(month=day.month % 12 + 1, day=3))
        )
        yield from (each.isoformat() for each in (day.replace(year=day.year - 1), day.replace(year=day.year + 1)))
        yield f"{day.year}-{day.month % 12 + 1:02}"
        yield str(day.year + 2)


def a_party(field: str, value: str) -> Iterator[str]:
    if field in ("by", "toward", "obligor", "obligee"):
        yield from (each for each in NAMES if each != value)


def a_denial(field: str, value: str) -> Iterator[str]:
    if field == "title":
        plain = value
        for old, new in (
            ("does not lift", "lifts"),
            ("refuses", "grants"),
            ("never paid", "paid"),
            ("没有", ""),
            ("拒绝", "接受"),
        ):
            plain = plain.replace(old, new)
        yield (
            plain
            if plain != value
            else f"{value.split(maxsplit=1)[0]} does not act"
            if value.isascii()
            else f"没有{value}"
        )


ENTRY: dict[str, Callable[[str, str], Iterator[str]]] = {
    "number": a_number, "date": a_day, "actor": a_party, "negation": a_denial,
}  # fmt: skip


def test_words_do_not_bear_an_entry_that_says_otherwise() -> None:
    counts: Counter[str] = Counter()
    for case in CASES:
        for sort, change in ENTRY.items():
            for values in changed(case[2], change):
                counts[sort] += 1
                assert refused(case, values=values), (sort, case[1], values)
    assert counts.total() >= 400, counts
    assert min(counts.values()) >= 10, counts


def test_sides_that_are_swapped_do_not_stand() -> None:
    for case in CASES:
        doer, other = ("by", "toward") if "by" in case[2] else ("obligor", "obligee")
        values = {**case[2], doer: case[2][other][0], other: [case[2][doer]]}
        assert refused(case, values=values), case[1]


# --- the place -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "text", "start", "said"),
    [
        ("The talks failed", "It said: The talks failed again.", 9, ""),
        (
            "The talks failed",
            "It said: The talks failed again.",
            8,
            "the quote does not stand at its place in the document",
        ),
        (
            "the talks failed",
            "It said: The talks failed again.",
            9,
            "the quote does not stand at its place in the document",
        ),
        ("45 percent", "45 percent, not 145 percent", 17, "the quote cuts a word or a number"),
        ("45 percent", "45 percent, not 145 percent", 0, ""),
        ("percent 45 percent", "45 percent 45 percent", 3, ""),
        ("same same", "same same same", 5, ""),
        ("同意", "中方不同意", 3, "the quote cuts a word or a number"),
        ("中方不同意", "中方不同意", 0, ""),
        ("a", "a", 0, "the quote is too short to bear anything"),
        ("", "words", 0, "the quote is too short to bear anything"),
        ("words", "words", -5, "the quote does not stand at its place in the document"),
        ("words", "words", 3, "the quote does not stand at its place in the document"),
    ],
)
def test_a_quote_stands_at_its_place_and_whole(quote: str, text: str, start: int, said: str) -> None:
    assert misplaced(quote, text, start) == said


def test_a_denial_in_the_sentence_about_the_quote_counts() -> None:
    case = ENGLISH[0]
    proposal, document = made(case, sentence=case[1].replace("India expelled", "India has not expelled"))
    words = "expelled 14 diplomats of Pakistan"
    start = document.text.index(words)
    part: dict[str, Raw] = {"title": "Expels 14 diplomats", "toward": ["PAK"]}
    cut = replace(proposal, quote=words, start=start, end=start + len(words), values=part)
    assert refusals(cut, document, names=NAMES) == (
        "negation: the quote denies or refuses something, the entry does not",
    )


def test_a_quote_outside_the_sentence_shown_for_it_is_refused() -> None:
    proposal, document = made(ENGLISH[0])
    assert refusals(replace(proposal, within=(0, 10)), document, names=NAMES)
    assert refusals(replace(proposal, document="0" * 64), document, names=NAMES) == (
        "the proposal is of another document",
    )
