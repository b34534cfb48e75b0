"""The two sides of a chart."""

from __future__ import annotations

from talleyrand.presentation.charts.sides import sides_of


def test_the_parties_asked_about_come_first_and_keep_their_look() -> None:
    both = sides_of(["CHI", "BOR", None, "BOR"], ("ARC", "BOR"))
    assert both.order == ("ARC", "BOR", "CHI")
    assert [both.kind(each) for each in (*both.order, "DOR")] == ["side-one", "side-two", "side-other", "side-other"]
    assert [both.shape(each) for each in both.order] == ["circle", "square", "diamond"]
