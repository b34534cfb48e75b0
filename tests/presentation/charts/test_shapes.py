"""The shapes of marks, and the key that names them."""

from __future__ import annotations

import pytest

from talleyrand.presentation.charts.shapes import key, mark

SHAPES = ("circle", "square", "diamond", "triangle", "triangle-down", "cross", "plus", "bar", "dash", "pill")


def test_no_two_shapes_are_drawn_alike() -> None:
    assert len({mark(shape, 10, 10) for shape in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_without_a_face_is_told_to_be_a_stroke(shape: str) -> None:
    assert (" stroke" in mark(shape, 10, 10)) == (shape in ("cross", "plus", "bar", "dash"))


def test_the_key_breaks_into_lines_where_it_is_full() -> None:
    drawn, height = key([("circle", "plain", "meeting")] * 3, 0, 10, 200)
    assert height == 40
    assert [each.split(' y="')[1].split('"')[0] for each in drawn if each.startswith("<text")] == [
        "14.2",
        "14.2",
        "34.2",
    ]
