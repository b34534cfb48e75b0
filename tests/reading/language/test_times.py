from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.reading.language.times import Dated, dates

WRITTEN = date(2025, 5, 14)  # a Wednesday
# What a sentence written on that day gives: the date, its bound, and ? if it is in doubt.
CASES = [
    ("signed on 12 May 2025", "2025-05-12"),
    ("signed on May 12, 2025, in Geneva", "2025-05-12"),
    ("signed on May 12th, 2025", "2025-05-12"),
    ("signed on the 12th of May 2025", "2025-05-12"),
    ("signed on Nov. 14, 2022", "2022-11-14"),
    ("signed on 3 Sept. 2024", "2024-09-03"),
    ("signed on 2025-05-12", "2025-05-12"),
    ("in force from 2025-05", "2025-05 since"),
    ("signed in May 2025", "2025-05"),
    ("signed in January of 2020", "2020-01"),
    ("signed in 2020", "2020"),
    ("Monday, May 12", "2025-05-12"),
    ("Monday, 12 May 2025", "2025-05-12"),
    ("Sunday, 12 May 2025", "2025-05-12 ?"),
    ("on May 12", "2025-05-12 ?"),
    ("on 12 May", "2025-05-12 ?"),
    ("on December 22", "2024-12-22 ?"),
    ("It will lapse on March 3", "2026-03-03 ?"),
    ("It was signed on July 3", "2024-07-03 ?"),
    ("in February", "2025-02 ?"),
    ("in May", "2025-05 ?"),
    ("in March they met", "2025-03 ?"),
    ("They may march in step", ""),
    ("May I ask?", ""),
    ("since 2018", "2018 since"),
    ("since May 2018", "2018-05 since"),
    ("until 10 November 2026", "2026-11-10 until"),
    ("until November 10, 2026", "2026-11-10 until"),
    ("by 2030", "2030 by"),
    ("before 2030", "2030 before"),
    ("after 12 May 2025", "2025-05-12 after"),
    ("by the end of 2025", "2025-12-31 by"),
    ("by the end of May", "2025-05-31 by ?"),
    ("at the end of 2025", "2025-12-31 ?"),
    ("by year-end", "2025-12-31 by"),
    ("by the end of the year", "2025-12-31 by"),
    ("by the end of this month", "2025-05-31 by"),
    ("at the beginning of 2024", "2024-01-01 ?"),
    ("in early 2026", "2026-01/2026-04 ?"),
    ("in mid-2025", "2025-05/2025-08 ?"),
    ("in late 2025", "2025-09/2025-12 ?"),
    ("in late April 2025", "2025-04-21/2025-04-30 ?"),
    ("in early June", "2025-06-01/2025-06-10 ?"),
    ("10–11 May 2025", "2025-05-10/2025-05-11"),
    ("10-11 May", "2025-05-10/2025-05-11 ?"),
    ("May 10–11, 2025", "2025-05-10/2025-05-11"),
    ("May 10 and 11, 2025", "2025-05-10/2025-05-11"),
    ("10 and 11 May 2025", "2025-05-10/2025-05-11"),
    ("from 10 to 12 May 2025", "2025-05-10/2025-05-12 since"),
    ("10 May to 12 June 2025", "2025-05-10/2025-06-12"),
    ("May 10 to June 12, 2025", "2025-05-10/2025-06-12"),
    ("December 30, 2024 to January 2, 2025", "2024-12-30/2025-01-02"),
    ("December 30 to January 2, 2025", "2024-12-30/2025-01-02"),
    ("May to November 2024", "2024-05/2024-11"),
    ("November 2024 to January 2025", "2024-11/2025-01"),
    ("November to January 2025", "2024-11/2025-01"),
    ("from 2018 to 2020", "2018/2020 since"),
    ("between 2018 and 2020", "2018/2020"),
    ("2009–2016", "2009/2016"),
    ("the 2007-2009 financial crisis", "2007/2009"),
    ("in 2024-25", "2024/2025"),
    ("on Monday", "2025-05-12 ?"),
    ("on Wednesday", "2025-05-14 ?"),
    ("on Friday", "2025-05-09 ?"),
    ("It will meet on Friday", "2025-05-16 ?"),
    ("last Monday", "2025-05-12 ?"),
    ("last Wednesday", "2025-05-07 ?"),
    ("next Monday", "2025-05-19 ?"),
    ("this Friday", "2025-05-16"),
    ("Monday and Tuesday", "2025-05-12/2025-05-13 ?"),
    ("today", "2025-05-14"),
    ("yesterday", "2025-05-13"),
    ("tomorrow", "2025-05-15"),
    ("the day before yesterday", "2025-05-12"),
    ("this week", "2025-05-12/2025-05-18"),
    ("last week", "2025-05-05/2025-05-11"),
    ("next week", "2025-05-19/2025-05-25"),
    ("over the weekend", "2025-05-10/2025-05-11 ?"),
    ("It will open over the weekend", "2025-05-17/2025-05-18 ?"),
    ("last weekend", "2025-05-10/2025-05-11"),
    ("this month", "2025-05"),
    ("last month", "2025-04"),
    ("next month", "2025-06"),
    ("this year", "2025"),
    ("last year", "2024"),
    ("next year", "2026"),
    ("early next year", "2026-01/2026-04 ?"),
    ("later this year", "2025-05-15/2025-12-31"),
    ("earlier this month", "2025-05-01/2025-05-14"),
    ("last quarter", "2025-01/2025-03"),
    ("last August", "2024-08"),
    ("last March", "2025-03 ?"),
    ("next March", "2026-03"),
    ("August last year", "2024-08"),
    ("in May next year", "2026-05"),
    ("May 12 last year", "2024-05-12"),
    ("three days ago", "2025-05-11"),
    ("a week ago", "2025-05-07 ?"),
    ("two months ago", "2025-03 ?"),
    ("ten years ago", "2015 ?"),
    ("in the next two months", "2025-05-14/2025-07-14 within ?"),
    ("over the next 90 days", "2025-05-14/2025-08-12 within ?"),
    ("within 90 days", "2025-05-14/2025-08-12 within ?"),
    ("within six months", "2025-05-14/2025-11-14 within ?"),
    ("90 days from now", "2025-08-12 ?"),
    ("in the past six months", "2024-11-14/2025-05-14 ?"),
    ("over the past decade", "2015-05-14/2025-05-14 ?"),
    ("the last three years", "2022-05-14/2025-05-14 ?"),
    ("the twelve months to September 2024", "2023-10/2024-09"),
    ("the 12 months ending September 2024", "2023-10/2024-09"),
    ("the first quarter of 2025", "2025-01/2025-03"),
    ("the second half of 2024", "2024-07/2024-12"),
    ("Q3 2024", "2024-07/2024-09"),
    ("the fourth quarter of last year", "2024-10/2024-12"),
    ("the 1990s", "1990/1999"),
    ("fiscal 2025", ""),
    ("in fiscal year 2025", ""),
    ("FY2025", ""),
    ("in the spring of 2025", ""),
    ("Announcement No. 61 of 2025", ""),
    ("the next day", ""),
    ("31 February 2025", ""),
    ("2,025 tonnes", ""),
    ("in 2000, people fled", "2000"),
    ("in 2000 people", ""),
    ("killed 2024 people", ""),
    ("for 2000 troops", ""),
    ("Vision 2030", ""),
    ("the 2018 trade war", "2018"),
    ("its 2024 report", "2024"),
    ("(2019)", "2019"),
    ("2025's first talks", "2025"),
    ("He left on May 12 and came back on June 3, 2025", "2025-05-12 ?; 2025-06-03"),
    ("2025年10月30日", "2025-10-30"),
    ("二〇二五年十月三十日", "2025-10-30"),
    ("2025年10月", "2025-10"),
    ("2025年", "2025"),
    ("10月30日", "2024-10-30 ?"),
    ("将于10月30日到期", "2025-10-30 ?"),
    ("on August 3", "2024-08-03 ?"),
    ("The truce expires on August 3", "2025-08-03 until ?"),
    ("on June 1", "2025-06-01 ?"),
    ("2025年5月10日至11日", "2025-05-10/2025-05-11"),
    ("2025年5月10日至6月12日", "2025-05-10/2025-06-12"),
    ("去年8月", "2024-08"),
    ("今年3月3日", "2025-03-03"),
    ("昨天", "2025-05-13"),
    ("今天", "2025-05-14"),
    ("上个月", "2025-04"),
    ("下周", "2025-05-19/2025-05-25"),
    ("上周一", "2025-05-05"),
    ("去年", "2024"),
    ("自2018年以来", "2018 since"),
    ("截至2025年底", "2025-12-31 until"),
    ("2025年第一季度", "2025-01/2025-03"),
    ("2025年上半年", "2025-01/2025-06"),
    ("90天内", "2025-05-14/2025-08-12 within ?"),
    ("未来两个月", "2025-05-14/2025-07-14 within ?"),
    ("2025年春", ""),
    ("2025年第61号公告", ""),
]  # fmt: skip


def told(each: Dated) -> str:
    return " ".join(filter(None, [str(each.when), each.bound, "?" if each.doubt else ""]))


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence for sentence, _ in CASES])
def test_a_sentence_gives_its_dates(sentence: str, expected: str) -> None:
    assert "; ".join(map(told, dates(sentence, WRITTEN))) == expected


def test_there_are_a_hundred_and_twenty_cases() -> None:
    assert len(CASES) >= 120


def test_without_the_day_it_was_written_only_dates_in_full_are_known() -> None:
    found = dates("On Monday, in May and last year; on 12 May 2025; in 2019.", None)
    assert [(str(each.when), each.how) for each in found] == [("2025-05-12", "written"), ("2019", "written")]


def test_a_doubt_says_why() -> None:
    (weekday,) = dates("They met on Friday.", WRITTEN)
    assert weekday.doubt == "the weekday may be of the week before or after"
    assert not weekday.sure


def test_a_date_has_its_place() -> None:
    text = "Since 12 May 2025 and until the end of 2026."
    assert [text[each.start : each.end] for each in dates(text, WRITTEN)] == ["12 May 2025", "the end of 2026"]


@given(
    st.dates(date(1600, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%-d %B %Y", "%B %-d, %Y", "%Y-%m-%d", "%Y年%-m月%-d日"]),
)
def test_every_day_written_in_full_is_that_day(day: date, form: str) -> None:
    assert [told(each) for each in dates(f"It was {day.strftime(form)}.", WRITTEN)] == [day.isoformat()]


@given(st.text(st.sampled_from("0123 -–/,.年月日第MayMonday今去下一十"), max_size=60), st.dates())
def test_any_text_on_any_day_is_gone_through(text: str, written: date) -> None:
    found = dates(text, written)
    assert all(0 <= each.start < each.end <= len(text) and each.when.first <= each.when.last for each in found)


def test_how_long_a_first_has_been_awaited_is_no_date() -> None:
    assert dates("The minister will come for the first time in seven years, it said.", date(2026, 3, 13)) == ()


def test_the_day_from_which_a_thing_applies_is_the_nearest() -> None:
    found = dates("Arcadia shocked them on Wednesday by imposing duties from July 4.", date(2024, 6, 12))
    assert str(found[-1].when) == "2024-07-04"


def test_words_behind_a_dash_do_not_say_that_a_date_is_past() -> None:
    found = dates("The duty applies on July 4 — it was high.", date(2024, 6, 12))
    assert str(found[-1].when) == "2024-07-04"
