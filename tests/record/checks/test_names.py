"""The nearest name among many."""

from __future__ import annotations

import pytest

from talleyrand.record.checks.names import Names


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("bussan-2025", "; did you mean 'busan-2025'?"),
        ("us-301-list2", "; did you mean 'us-301-list-2'?"),
        ("arc", "; did you mean 'ARC'?"),
        ("quite-another", ""),
        ("", ""),
    ],
)
def test_a_near_name_is_offered_and_a_far_one_is_not(asked: str, offered: str) -> None:
    names = Names(["busan-2025", "geneva-2025", "us-301-list-2", "us-301-list-1", "ARC", "BOR", "Arc"])
    assert names.nearest(asked) == offered
    assert names.nearest(asked) == offered


def test_there_may_be_no_names_at_all() -> None:
    assert Names([]).nearest("anything") == ""
