"""Names of a long list found in one pass."""

from __future__ import annotations

from time import perf_counter

import pytest

from talleyrand.reading.parties.spotting import Spotter, plain

NAMES = Spotter({"New York": 1, "New York Times": 2, "York": 3, "U.S.": 4, "中国": 5, "A": 6})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("New York Times", [(0, 14, 2)]),
        ("in New York, York", [(3, 11, 1), (13, 17, 3)]),
        ("New Yorkers", []),
        ("U.S.-led", [(0, 4, 4)]),
        ("我们中国人", [(2, 4, 5)]),
        ("YORK", []),
        ("A_A A", [(0, 1, 6), (2, 3, 6), (4, 5, 6)]),
    ],
)
def test_the_longest_name_that_ends_with_a_word_is_found(text: str, found: list[tuple[int, int, int]]) -> None:
    assert list(NAMES.find(text)) == found


def test_marks_are_evened_out_without_moving_anything() -> None:
    text = "China\u2019s\u00a0U.S.\u2011led\nring"
    assert plain(text) == "China's U.S.-led ring"
    assert len(plain(text)) == len(text)


def test_many_names_with_one_first_word_take_bounded_time() -> None:
    many = Spotter({f"Ministry of {number}": number for number in range(50_000)})
    begun = perf_counter()
    assert list(many.find("Ministry of " * 20_000)) == []
    assert perf_counter() - begun < 3
