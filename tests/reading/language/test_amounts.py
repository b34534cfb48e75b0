from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.reading.language.amounts import Amount, amounts

# What stands in a sentence, written as: kind value[..upper] unit [bound] [role] [rough]
CASES = [
    ("It fell 24 percent.", "percent 24 percent"),
    ("It fell 24%.", "percent 24 percent"),
    ("It fell 24 per cent.", "percent 24 percent"),
    ("It fell 2.5%.", "percent 2.5 percent"),
    ("a 10-percent duty", "percent 10 percent"),
    ("ten percent of it", "percent 10 percent"),
    ("twenty-five percent", "percent 25 percent"),
    ("nearly 110 percent", "percent 110 percent nearly rough"),
    ("about 30%", "percent 30 percent about rough"),
    ("at least 20 percent", "percent 20 percent at-least"),
    ("more than 20 percent", "percent 20 percent more-than"),
    ("up to 100 percent", "percent 100 percent at-most"),
    ("less than 5 percent", "percent 5 percent less-than"),
    ("20 percent or more", "percent 20 percent at-least"),
    ("It fell from 145 to 30 percent.", "percent 145 percent from; percent 30 percent to"),
    ("from 145 percent to 30 percent", "percent 145 percent from; percent 30 percent to"),
    ("from 125% down to 10%", "percent 125 percent from; percent 10 percent to"),
    ("raised to 25 percent", "percent 25 percent to"),
    ("cut by 115 points", "points 115 points by"),
    ("cut by 115 percentage points", "points 115 points by"),
    ("a 24-percentage-point cut", "points 24 points"),
    ("25 basis points", "points 25 basis_points"),
    ("10 to 20 percent", "percent 10..20 percent"),
    ("10–20 percent", "percent 10..20 percent"),
    ("between 10 and 20 percent", "percent 10..20 percent"),
    ("$200 billion", "money 200000000000 USD"),
    ("US$30bn", "money 30000000000 USD"),
    ("$1.2 trillion", "money 1200000000000 USD"),
    ("€5 million", "money 5000000 EUR"),
    ("£3.5m", "money 3500000 GBP"),
    ("RMB 30 billion", "money 30000000000 CNY"),
    ("30 billion yuan", "money 30000000000 CNY"),
    ("200 billion dollars", "money 200000000000 USD"),
    ("C$7 million", "money 7000000 CAD"),
    ("HK$40", "money 40 HKD"),
    ("A$3,000", "money 3000 AUD"),
    ("12 euros", "money 12 EUR"),
    ("half a billion dollars", "money 500000000 USD"),
    ("nearly $190 billion", "money 190000000000 USD nearly rough"),
    ("an estimated $35 billion", "money 35000000000 USD about rough"),
    ("at least $200 billion", "money 200000000000 USD at-least"),
    ("over $50 billion", "money 50000000000 USD more-than"),
    ("$10 to $20 billion", "money 10000000000..20000000000 USD"),
    ("$10-20 billion", "money 10000000000..20000000000 USD"),
    ("a $30-billion fund", "money 30000000000 USD"),
    ("500 billion yen", "money 500000000000 JPY"),
    ("12 million tonnes of soybeans", "quantity 12000000 tonnes"),
    ("25 MMT a year", "quantity 25000000 tonnes"),
    ("25 million metric tons", "quantity 25000000 tonnes"),
    ("4 billion cubic meters", "quantity 4000000000 cubic_metres"),
    ("1.5 million barrels", "quantity 1500000 barrels"),
    ("12 nautical miles", "quantity 12 nautical_miles"),
    ("14 nm chips", "quantity 14 nm"),
    ("80 km away", "quantity 80 km"),
    ("3 GW of power", "quantity 3000 MW"),
    ("48 aircraft", "count 48 aircraft"),
    ("48 such aircraft", "count 48 aircraft"),
    ("28 entities were listed", "count 28 entities"),
    ("55 synthetic drugs and precursor chemicals", "count 55 drugs"),
    ("33 fighters crossed", "count 33 fighters"),
    ("100 weekly flights", "count 100 flights"),
    ("roughly 100 active channels", "count 100 channels about rough"),
    ("862,000 American jobs", "count 862000 jobs"),
    ("the 87,000 drug overdose fatalities", "count 87000 fatalities"),
    ("four ships", "count 4 ships"),
    ("four cabinet-level dialogues", "count 4 dialogues"),
    ("twelve firms", "count 12 firms"),
    ("one ship", "count 1 ship"),
    ("a dozen firms", "count 12 firms"),
    ("two dozen countries", "count 24 countries"),
    ("dozens of times", "count 24 times at-least rough"),
    ("dozens of firms", "count 24 firms at-least rough"),
    ("hundreds of ships", "count 200 ships at-least rough"),
    ("thousands of troops", "count 2000 troops at-least rough"),
    ("several firms", "count None firms rough"),
    ("two hundred and five ships", "count 205 ships"),
    ("three thousand troops", "count 3000 troops"),
    ("1.4 billion people", "count 1400000000 people"),
    ("as many as 60 warships", "count 60 warships at-most"),
    ("no fewer than 7 officials", "count 7 officials at-least"),
    ("fewer than ten ships", "count 10 ships less-than"),
    ("300+ items", "count 300 at-least"),
    ("the first round", "ordinal 1"),
    ("the 3rd round", "ordinal 3"),
    ("the twenty-first century", "ordinal 21"),
    ("the second of four rounds", "ordinal 2; count 4 rounds"),
    ("第三轮", "ordinal 3"),
    ("a 90-day truce", "duration 90 day"),
    ("six months", "duration 6 month"),
    ("a six-month licence", "duration 6 month"),
    ("for two and a half years", "duration 2.5 year"),
    ("within 90 days", "duration 90 day"),
    ("for 24 hours", "duration 24 hour"),
    ("the past 45 years", "duration 45 year"),
    ("at least three weeks", "duration 3 week at-least"),
    ("two to three years", "duration 2..3 year"),
    ("Executive Order 14257", "reference EO_14257"),
    ("E.O. 14257", "reference EO_14257"),
    ("EO 14257", "reference EO_14257"),
    ("90 FR 15041", "reference 90_FR_15041"),
    ("90 Fed. Reg. 15041", "reference 90_FR_15041"),
    ("Section 301", "reference section_301"),
    ("section 232(b)", "reference section_232(b)"),
    ("Article 5(2)", "reference article_5(2)"),
    ("19 U.S.C. 2411", "reference 19_USC_2411"),
    ("15 CFR 744", "reference 15_CFR_744"),
    ("Public Law 117-167", "reference PL_117-167"),
    ("H.R. 2471", "reference HR_2471"),
    ("Proclamation 10908", "reference proclamation_10908"),
    ("Announcement No. 61 of 2025", "reference announcement_61_of_2025"),
    ("Announcement No. 61 (2025)", "reference announcement_61_of_2025"),
    ("MOFCOM Notice No. 11", "reference notice_11"),
    ("Resolution 2758", "reference resolution_2758"),
    ("heading 9903.01.63", "reference HTS_9903.01.63"),
    ("第61号公告", "reference announcement_61"),
    ("商务部公告2025年第61号", "reference announcement_61_of_2025"),
    ("2025年第61号公告", "reference announcement_61_of_2025"),
    ("关税降至30%", "percent 30 percent to"),
    ("从145%降至30%", "percent 145 percent from; percent 30 percent to"),
    ("下调115个百分点", "points 115 points by"),
    ("百分之三十", "percent 30 percent"),
    ("超过30亿美元", "money 3000000000 USD more-than"),
    ("约300万元", "money 3000000 CNY about rough"),
    ("1200万吨大豆", "quantity 12000000 tonnes"),
    ("28家企业", "count 28 家"),
    ("33架次", "count 33 架"),
    ("至少三艘", "count 3 艘 at-least"),
    ("为期90天", "duration 90 day"),
    ("六个月", "duration 6 month"),
    ("三年内", "duration 3 year"),
    ("1000多家企业", "count 1000 家 more-than"),
    ("On May 12, 2025, nothing was counted.", ""),
    ("In 2025 and on 10–11 May nothing was.", ""),
    ("2025年10月30日没有", ""),
    ("one of them said no one came", ""),
    ("the B-52 and the F-35 and COVID-19", ""),
    ("made in China 2025", ""),
    ("the Phase One deal is (1) small and (2) a two-way street", ""),
    ("中美一致同意一些措施", ""),
]  # fmt: skip


def told(amount: Amount) -> str:
    value = f"{amount.value.normalize():f}" if amount.value is not None else "None" * (amount.kind != "reference")
    value += f"..{amount.upper.normalize():f}" if amount.upper is not None else ""
    words = [amount.kind, value, amount.unit.replace(" ", "_"), amount.bound.replace(" ", "-"), amount.role]
    return " ".join(filter(None, [*words, "" if amount.exact else "rough"]))


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence for sentence, _ in CASES])
def test_a_sentence_states_its_amounts(sentence: str, expected: str) -> None:
    assert "; ".join(map(told, amounts(sentence))) == expected


def test_there_are_a_hundred_cases() -> None:
    assert len(CASES) >= 100


@given(st.text(st.sampled_from("0123456789,. -$%一三十百万点第号约 abtofmnik"), max_size=60))
def test_any_text_is_gone_through_and_every_place_is_right(text: str) -> None:
    found = amounts(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(any(letter.isalnum() for letter in text[each.start : each.end]) for each in found)


def test_second_numbers_of_orders_are_no_amounts() -> None:
    said = "It ended the rates of Executive Orders 14259 of 8 April and 14266 of 9 April, and Announcement 61."
    assert {each.kind for each in amounts(said)} == {"reference"}
