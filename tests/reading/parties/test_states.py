"""The general list of states."""

from __future__ import annotations

import re
from collections import Counter

from talleyrand.reading.parties.states import atlas


def test_every_member_of_the_united_nations_is_listed_with_a_chinese_name() -> None:
    coded = {code for code in atlas().states if re.fullmatch("[A-Z]{2}", code)}
    assert (
        len(coded - {"EU", "UN", "XK", "HK", "MO", "TW", "GL", "FO", "EH", "PR", "GI", "BM", "NC", "PF", "CK"}) >= 195
    )
    assert all(atlas().states[code].chinese for code in coded)


def test_norway_keeps_its_code() -> None:
    assert atlas().states["NO"].names[0] == "Norway"


def test_a_word_that_two_states_share_is_marked_as_doubtful() -> None:
    count = Counter(words for state in atlas().states.values() for words in {word for word, _ in state.words()})
    assert {words for words, times in count.items() if times > 1} <= set(atlas().doubtful)


def test_no_phrase_that_means_something_else_is_a_name() -> None:
    names = {words for state in atlas().states.values() for words, _ in state.words()}
    assert not names & atlas().otherwise


def test_what_is_doubtful_is_a_name() -> None:
    names = {words for state in atlas().states.values() for words, _ in state.words()}
    assert {"Georgia", "Jordan", "Korea"} <= set(atlas().doubtful) & names
