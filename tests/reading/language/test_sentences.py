from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.reading.language.sentences import LONGEST, sentences

# Each case: sentences as they are, put together with what stands between them.
KEPT_APART = [
    ("Talks ended on Monday.", " ", "Both sides left."),
    ("Mr. Li met Mrs. Chen and Dr. Okoye.", " ", "They spoke for an hour."),
    ("Gen. Charles Q. Brown Jr. flew to Manila.", " ", "He stayed two days."),
    ("George W. Bush and J. P. Morgan are named.", " ", "So is A. Tan."),
    ("The U.S. Treasury spoke.", " ", "The U.K. Foreign Office did not."),
    ("It left the U.S.", " ", "The move was sudden."),
    ("It was signed in Washington, D.C.", " ", "In May it lapsed."),
    ("Announcement No. 61 of 2025 was issued.", " ", "It binds exporters."),
    ("Nos. 55, 56 and 57 followed.", " ", "All were suspended."),
    ("Did it apply?", " ", "No.", " ", "That was plain."),
    ("Duties fell by 3.5 percent to 10.25.", " ", "Prices rose 1.2."),
    ("It was agreed on Nov. 14, 2022, in Bali.", " ", "They met again."),
    ("It opened Jan. 15.", " ", "It closed on Feb. 2."),
    ("\u201cWe will answer.\u201d", " ", "He said no more."),
    ('"Will you sign?" he asked.', " ", '"Never!" she said.'),
    ("\u201cStop!\u201d cried the envoy.", " ", "Nobody stopped."),
    ("It was over (or so he wrote.)", " ", "It was not."),
    ("They came \u2014 all of them \u2014 to Geneva.", " ", "\u2014 And then they left."),
    ("Tariffs, quotas, etc. were discussed.", " ", "Nothing else was."),
    ("The call was at 9 a.m. Eastern time.", " ", "It lasted long."),
    ("It ended at 5 p.m.", " ", "Nobody spoke."),
    ("Apple Inc. and Foo Co. Ltd. complained.", " ", "It was in vain."),
    ("The firm is Acme Corp.", " ", "It makes tools."),
    ("See e.g. Article 5 and i.e. Annex B.", " ", "Cf. Section 2."),
    ("Brown v. Board is a case.", " ", "So is Roe vs. Wade."),
    ("He waited ... and waited.", " ", "Then..."),
    ("The plan ended.3", " ", "The next began.[4]", " ", "It failed."),
    ("See https://example.org/a.b?c=d. for more.", " ", "Version 2.0.1 is out."),
    ("Relations, 2009 to 2026", "\n\n", "They were never quiet."),
    ("# A heading", "\n", "Its text follows."),
    ("What was agreed", "\n", "The two sides agreed on little."),
    ("- first item", "\n", "- second item", "\n", "- third item"),
    ("1. The first demand.", "\n", "2. The second demand."),
    ("(a) ports", "\n", "(b) ships"),
    ("A line that a mail program has wrapped at about seventy columns or\nso goes on here.", " ", "It ends."),
    ("The talks were held between the Treasury Secretary and Vice Premier\nHe Lifeng in Geneva.", " ", "Both left."),
    ("The levy is $5.", " ", "$10 was asked."),
    ("In 2024 it was 5.", " ", "10 more came in 2025."),
    ("Really?!", " ", "Yes."),
    ("中方同意暂停措施。", "", "美方同意降低关税。"),
    ("“我们不同意！”他说。", "", "会谈结束了。"),
    ("商务部表示：“将采取措施。”", "", "美方没有回应。"),
    ("真的吗？", "", "是的！", "", "会议于2025年5月12日举行。"),
    ("税率为3.5%。", "", "第61号公告已发布。"),
    ("他说“同意。”，然后离开了。", "", "会议结束。"),
    ("标题", "\n\n", "正文开始。"),
    ("The word 关税 means tariff.", " ", "中文句子。", "", "End."),
]  # fmt: skip


@pytest.mark.parametrize("parts", KEPT_APART, ids=lambda parts: str(parts[0])[:40])
def test_a_text_falls_into_its_sentences(parts: tuple[str, ...]) -> None:
    assert [each.text for each in sentences("".join(parts))] == list(parts[::2])


@given(st.text(st.sampled_from('ab AB.!?\n"”。！(1) -中说，U.S'), max_size=200))
def test_nothing_but_space_is_lost_and_every_place_is_right(text: str) -> None:
    found = sentences(text)
    assert all(text[each.start : each.end] == each.text == each.text.strip() != "" for each in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(each.text.split()) for each in found) == "".join(text.split())


@pytest.mark.parametrize("piece", ["a", "!", " ", "\n ", '."', "1. ", "中", "“", "[1]", "。”"])
def test_a_line_without_an_end_is_cut_in_bounded_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    began = time.process_time()
    found = sentences(text)
    assert time.process_time() - began < 5
    assert all(len(each.text) <= LONGEST for each in found)


def test_twenty_thousand_sentences_take_less_than_a_second() -> None:
    text = "Mr. Li met the U.S. envoy in Geneva on May 12, 2025. They agreed to cut duties by 3.5 percent. " * 10_000
    began = time.process_time()
    assert len(sentences(text)) == 20_000
    assert time.process_time() - began < 1


def test_unevenly_wrapped_prose_is_not_cut_at_its_lines() -> None:
    text = (
        "Arcadia and the\nForeign Ministry of\nBorealia agreed. Borealia named Ann Berg as its\nAmbassador on 3\nMay.\n"
    )
    assert [each.text.replace("\n", " ") for each in sentences(text)] == [
        "Arcadia and the Foreign Ministry of Borealia agreed.", "Borealia named Ann Berg as its Ambassador on 3 May.",
    ]  # fmt: skip


def test_a_long_headline_ends_before_a_byline_and_a_date() -> None:
    text = "Arcadia and Borealia agree to reopen a telephone line after their talks in the north\nBy Our Correspondent\n3 May 2026\nThey met."
    assert len(sentences(text)) == 4


def test_each_line_of_a_text_with_a_line_for_each_paragraph_ends_a_sentence() -> None:
    long = "Arcadia said that " + "the duty would be cut and " * 8 + "all was well"
    text = f"Arcadia cuts its duty on all goods from the north and the south of Borealia\n{long}\nBorealia was glad"
    assert len(sentences(text)) == 3
