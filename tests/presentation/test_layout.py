"""How text shares the width of a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talleyrand.presentation.layout import Span, display_width, spans, taken, widths, wrap


def test_the_widest_column_gives_way_first() -> None:
    assert widths([Span(10, 10), Span(60, 8)], 52) == [10, 40]


def test_columns_that_fit_get_what_they_want() -> None:
    assert widths([Span(10, 10), Span(20, 8)], 100) == [10, 20]


def test_a_column_asks_for_its_longest_line_and_word() -> None:
    assert spans([["a bc"], ["def gh"], ["x\ny"]]) == [Span(6, 3)]


def test_a_line_may_end_after_a_stroke_but_not_inside_an_address() -> None:
    assert wrap("trade/agriculture", 12) == ["trade/", "agriculture"]
    assert wrap("see https://example.org/a/b", 24) == ["see", "https://example.org/a/b"]


def test_a_long_id_ends_a_line_after_a_hyphen() -> None:
    assert wrap("[us-301-review-semiconductors]", 20) == ["[us-301-review-", "semiconductors]"]


def test_chinese_text_may_end_a_line_after_any_character_but_words_beside_it_stay_whole() -> None:
    assert wrap("习近平 met Trump", 8) == ["习近平", "met", "Trump"]
    assert wrap("中华人民共和国", 6) == ["中华人", "民共和", "国"]


@given(st.text(max_size=80), st.integers(2, 40))
def test_wrapping_keeps_every_character_but_spaces_and_never_exceeds_the_width(text: str, width: int) -> None:
    flat = " ".join(text.split())
    lines = wrap(flat, width)
    assert "".join(lines).replace(" ", "") == flat.replace(" ", "")
    assert all(display_width(line) <= width for line in lines)


@given(st.lists(st.builds(Span, st.integers(1, 80), st.integers(1, 34)), min_size=1, max_size=8), st.integers(40, 200))
def test_columns_fit_wherever_one_character_each_would(columns: list[Span], width: int) -> None:
    asked = [Span(max(each.want, each.word), each.word) for each in columns]
    got = widths(asked, width)
    assert taken(got) <= width
    assert all(part <= each.want for part, each in zip(got, asked, strict=True))
