from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest

from talleyrand.reading.proof.agreement import _DATE_FIELDS, disagreements
from talleyrand.record import entries
from talleyrand.record.dates import When

NAMES = {
    "US": ("the United States", "the US", "US", "Washington", "美国", "美方"),
    "CN": ("China", "Beijing", "中国", "中方"),
    "IN": ("India", "New Delhi"),
}
WRITTEN = date(2025, 5, 14)


def found(values: dict[str, Any], quote: str, **more: Any) -> tuple[str, ...]:
    return disagreements(values, quote, names=NAMES, written=WRITTEN, **more)


DUTY = "On May 12, 2025, the United States imposed a 30 percent tariff on China."
TRUE: list[tuple[dict[str, Any], str]] = [
    ({"act": "x-99", "title": "US imposes 30 percent", "by": "US", "toward": ["CN"], "on": "2025-05-12"}, DUTY),
    ({"by": "US", "toward": "CN", "on": "2025-05", "steps": [{"level": "30", "unit": "percent"}]}, DUTY),
    ({"by": "CN", "toward": ["US"]}, "US firms were hit when China imposed export controls."),
    ({"by": "CN", "toward": ["US"]}, "Tariffs on the United States were imposed by China."),
    ({"by": "CN", "toward": ["US"]}, "In a call with Washington, Beijing asked for talks."),
    ({"by": "CN", "toward": ["US"]}, "Washington said that Beijing had seized two ships."),
    ({"by": "CN", "toward": ["US"]}, "The US and China agreed to talk."),
    ({"by": "US", "toward": ["CN"], "on": "2025-05-12"}, "Washington met Beijing on Monday."),
    ({"by": "CN", "toward": ["US"], "level": "10", "on": "2025-05-12"}, "2025年5月12日，中国把对美国的关税降至10%。"),
    ({"title": "China refuses 5 demands", "by": "CN", "toward": ["US"]}, "中国不同意美国的5项要求。"),
    ({"title": "US pays $3.5 billion", "amount": "3500000000"}, "The US paid $3.5 billion."),
    ({"title": "US buys twelve jets"}, "The US bought 12 jets, not only from India."),
    ({"target": {"value": "25", "unit": "million tonnes"}}, "China will buy 25 MMT of soybeans."),
    ({"target": {"at_least": "200", "unit": "US$ billion"}}, "China will buy at least $200 billion of goods."),
    ({"title": "Under EO 14257"}, "Executive Order 14257 was signed."),
]


@pytest.mark.parametrize(("values", "quote"), TRUE)
def test_an_entry_that_its_quote_bears_has_no_disagreement(values: dict[str, Any], quote: str) -> None:
    assert found(values, quote) == ()


@pytest.mark.parametrize(
    ("values", "quote", "said"),
    [
        ({"title": "US imposes 13 percent"}, DUTY, "title: 13 does not stand in the quote as percent"),
        ({"title": "US cuts 30 points"}, DUTY, "title: 30 does not stand in the quote as points"),
        ({"steps": [{"level": "31"}]}, DUTY, "level: 31 does not stand in the quote"),
        ({"level": "30", "unit": "points"}, DUTY, "level: 30 does not stand in the quote as points"),
        ({"on": "2025-05-13"}, DUTY, "on: 2025-05-13 does not stand in the quote"),
        ({"on": "2024-05-12"}, DUTY, "on: 2024-05-12 does not stand in the quote"),
        ({"on": "2025-05-12"}, "It was imposed in May 2025.", "on: 2025-05-12 does not stand in the quote"),
        ({"until": "2025-08-12"}, DUTY, "until: 2025-08-12 does not stand in the quote"),
        ({"by": "IN"}, DUTY, "by: IN does not stand in the quote"),
        ({"by": "US"}, "They told us so.", "by: US does not stand in the quote"),
        ({"by": "CN", "toward": ["US"]}, DUTY, "order: the quote has US act toward CN, not CN toward US"),
        ({"by": "US", "toward": ["CN"]}, "中国对美国加征34%关税", "order: the quote has CN act toward US, not US toward CN"),
        ({"by": "US", "toward": ["CN"]}, "The US was sanctioned by China.", "order: the quote has CN act toward US, not US toward CN"),
        ({"by": "US", "toward": ["CN"]}, "China sanctioned the US.", "order: the quote has CN act toward US, not US toward CN"),
        ({"by": "US", "toward": ["US"]}, DUTY, "order: the entry has US act toward itself"),
        ({"title": "China agrees"}, "China did not agree.", "negation: the quote denies or refuses something, the entry does not"),
        ({"title": "中国同意"}, "中国不同意。", "negation: the quote denies or refuses something, the entry does not"),
        ({"title": "China refuses"}, "China agreed.", "negation: the entry denies or refuses something, the quote does not"),
        ({"title": "Under EO 14258"}, "Executive Order 14257 was signed.", "title: EO 14258 does not stand in the quote"),
        ({"title": "US pays $3.5 million"}, "The US paid $3.5 billion.", "title: 3500000 does not stand in the quote as money"),
    ],
)  # fmt: skip
def test_what_does_not_stand_in_the_quote_is_said(values: dict[str, Any], quote: str, said: str) -> None:
    assert found(values, quote) == (said,)


def test_what_rests_on_other_words_is_left_out() -> None:
    assert found({"by": "IN", "on": "2025-05-01"}, DUTY, elsewhere={"IN", "2025-05-01"}) == ()


def test_a_denial_just_before_the_quote_counts() -> None:
    values = {"title": "China lifts the ban"}
    assert found(values, "lift the ban", within="China did not lift the ban.") != ()
    assert found(values, "lift the ban", within="It was not late, and China chose to lift the ban.") == ()


def test_neither_side_is_first_where_both_do_it() -> None:
    assert found({"by": "CN", "toward": ["US"]}, "The US met China.", mutual=True) == ()


def test_every_field_of_an_entry_that_holds_a_date_is_known_as_one() -> None:
    kinds = [each for each in vars(entries).values() if is_dataclass(each) and each.__module__ == entries.__name__]
    held = {name for kind in kinds for name, of in get_type_hints(kind).items() if of is When or When in get_args(of)}
    assert {"on", "made", "deadline", "lapse"} <= held <= _DATE_FIELDS
