"""Chinese terms get the English words for them, the longest first; a text without Chinese gets none."""

from __future__ import annotations

import pytest

from talleyrand.reading.language.gloss import english


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("双方在伦敦举行会谈", "London talks"),
        ("不可靠实体清单", "unreliable entity list"),
        ("雙方在倫敦舉行會談", "London talks"),
        ("对大豆加征关税", "soybean impose tariff"),
        ("Talks were held in London.", ""),
        ("", ""),
    ],
)
def test_chinese_terms_are_told_in_english(text: str, words: str) -> None:
    assert english(text) == words
