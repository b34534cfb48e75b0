"""What links and forms do, with the pages' own script and without: sort, narrow, turn, choose, find, zoom."""

from __future__ import annotations

import re

import pytest
from playwright import sync_api
from playwright.sync_api import expect

from tests.web.visiting import MAKES, Page, Visitor, follow

either_way = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def cells(shown: sync_api.Page, heading: str) -> list[str]:
    """The cells of a table under a heading, from the top."""
    found = shown.locator(f"#table td[data-label='{heading}']").all_inner_texts()
    return [each.strip() for each in found]


def main_text(shown: sync_api.Page) -> str:
    return " ".join(shown.locator("main").inner_text().split())


@pytest.mark.parametrize("page", MAKES, ids=lambda page: page.name)
def test_a_page_says_the_same_without_script(visitor: Visitor, page: Page) -> None:
    with visitor.page(page.path) as shown:
        said = main_text(shown)
        links = shown.locator("main a[href]").count()
    with visitor.page(page.path, script=False) as shown:
        assert main_text(shown) == said
        assert shown.locator("main a[href]").count() == links


@either_way
def test_a_heading_sorts_by_its_column_and_again_the_other_way(visitor: Visitor, script: bool) -> None:
    with visitor.page("/commitments", script=script) as shown:
        heading = shown.locator("#table thead").get_by_role("link", name="deadline")
        follow(shown, heading)
        expect(shown.locator("th[aria-sort=ascending]")).to_contain_text("deadline")
        upwards = [each for each in cells(shown, "deadline") if each]
        follow(shown, shown.locator("#table thead").get_by_role("link", name="deadline"))
        expect(shown.locator("th[aria-sort=descending]")).to_contain_text("deadline")
        downwards = [each for each in cells(shown, "deadline") if each]
    assert len(upwards) > 20
    assert [each[:10] for each in upwards] == sorted(each[:10] for each in upwards)
    assert [each[:10] for each in downwards] == sorted((each[:10] for each in downwards), reverse=True)


@either_way
def test_a_table_is_narrowed_to_rows_with_some_words(visitor: Visitor, script: bool) -> None:
    with visitor.page("/commitments", script=script) as shown:
        whole = shown.locator("#table tbody tr").count()
        shown.get_by_label("Rows with").fill("SOYBEANS buy")
        follow(shown, shown.get_by_role("button", name="Narrow"))
        expect(shown.locator(".has .count")).to_contain_text(f"of {whole} rows")
        rows = shown.locator("#table tbody tr").all_inner_texts()
        assert 3 <= len(rows) < whole
        assert all("soybeans" in each.lower() and "buy" in each.lower() for each in rows)


@either_way
def test_a_long_table_is_turned_page_by_page_and_each_row_is_on_one_of_them(visitor: Visitor, script: bool) -> None:
    with visitor.page("/meetings", script=script) as shown:
        whole = int(re.findall(r"\d+", shown.locator(".has .count").inner_text())[0])
        days = cells(shown, "date")
        assert len(days) == 100
        while shown.get_by_role("link", name="Next", exact=True).count():
            follow(shown, shown.get_by_role("link", name="Next", exact=True))
            days += cells(shown, "date")
        assert len(days) == whole > 150
        expect(shown.locator(".turner")).to_contain_text(f"to {whole} of {whole}")
        follow(shown, shown.get_by_role("link", name="First", exact=True))
        assert cells(shown, "date") == days[:100]


@either_way
def test_a_chip_narrows_and_chosen_again_is_lifted(visitor: Visitor, script: bool) -> None:
    with visitor.page("/commitments", script=script) as shown:
        chips = shown.get_by_role("navigation", name="Status")
        chip = chips.get_by_role("link", name=re.compile("^missed"))
        count = int(re.findall(r"\d+", chip.inner_text())[0])
        follow(shown, chip)
        assert cells(shown, "status") == ["■ missed"] * count
        follow(shown, chips.locator("[aria-current]"))
        expect(shown.locator(".has .count")).not_to_have_text(f"{count} rows")
        expect(shown.locator(".chip[aria-current]")).to_have_count(0)


@either_way
def test_a_form_asks_and_keeps_what_was_asked(visitor: Visitor, script: bool) -> None:
    with visitor.page("/measures", script=script) as shown:
        shown.get_by_label("On", exact=True).fill("2025-04-12")
        shown.get_by_label("As known on").first.fill("2025-04-12")
        follow(shown, shown.get_by_role("button", name="Show"))
        totals = shown.locator(".totals tbody tr").all_inner_texts()
        assert [re.findall(r"\b\d+\b", each) for each in totals] == [["145"], ["125"]]
        assert shown.get_by_label("On", exact=True).input_value() == "2025-04-12"
        follow(shown, shown.get_by_role("link", name="Commitments"))
        assert shown.get_by_label("On", exact=True).input_value() == "2025-04-12"


@either_way
@pytest.mark.parametrize(
    ("words", "found"),
    [("bess", "Scott Bessent"), ("何立峰", "He Lifeng"), ("国务院", "State Council"), ("rare-e", "minerals/rare-earths"),
     ("xyzzy", "Nothing to show.")],
)  # fmt: skip
def test_the_box_on_every_page_finds_by_a_few_letters_of_english_or_chinese(
    visitor: Visitor, words: str, found: str, script: bool
) -> None:
    with visitor.page("/calendar", script=script) as shown:
        shown.get_by_role("searchbox", name="Search").fill(words)
        shown.get_by_role("searchbox", name="Search").press("Enter")
        expect(shown.get_by_role("heading", level=1)).to_have_text(f"Found for {words}")
        expect(shown.locator("#table")).to_contain_text(found)


def test_what_is_found_leads_to_its_entry_and_from_there_to_the_lines_it_is_written_in(visitor: Visitor) -> None:
    with visitor.page("/search?q=busan-2025", script=False) as shown:
        follow(shown, shown.get_by_role("link", name="Kuala Lumpur joint arrangement and Busan summit").first)
        assert shown.url.endswith("/e/busan-2025")
        follow(shown, shown.locator(".place a"))
        expect(shown.locator("li[aria-current]")).to_contain_text("busan-2025")


@either_way
def test_the_timeline_is_zoomed_and_moved_by_buttons(visitor: Visitor, script: bool) -> None:
    def window() -> tuple[str, ...]:
        return tuple(re.findall(r"(?:since|on)=(\d{4}-\d\d-\d\d)", shown.url))

    with visitor.page("/timeline", script=script) as shown:
        buttons = shown.get_by_role("navigation", name="Window of the chart")
        follow(shown, buttons.get_by_role("link", name="3 months"))
        assert window() == ("2026-08-22",)
        follow(shown, buttons.get_by_role("link", name="Earlier"))
        assert window() == ("2026-07-07", "2026-10-07")
        assert shown.url.endswith("#chart")
        assert all("2026-07-07" <= each[:10] <= "2026-10-07" for each in cells(shown, "day"))
        follow(shown, buttons.get_by_role("link", name="Zoom in"))
        assert window() == ("2026-08-22", "2026-10-07")
        follow(shown, buttons.get_by_role("link", name="10 years"))
        assert window() == ("2016-10-06", "2026-10-07")
        expect(buttons.locator("[aria-current]")).to_have_text("10 years")


@either_way
def test_a_new_user_finds_in_three_clicks_what_china_owes_from_busan_and_whether_it_agrees(
    visitor: Visitor, script: bool
) -> None:
    with visitor.page("/", script=script) as shown:
        follow(shown, shown.get_by_role("link", name="Commitments", exact=True))
        follow(shown, shown.get_by_role("navigation", name="Agreement").get_by_role("link", name=re.compile("Busan")))
        follow(shown, shown.get_by_role("navigation", name="Owed by").get_by_role("link", name=re.compile("^China")))
        table = shown.get_by_role("table", name="Commitments under Kuala Lumpur joint arrangement and Busan summit")
        said = {row.locator("[data-label=promise]").inner_text(): row.locator("[data-label='said by']").inner_text()
                for row in table.locator("tbody tr").all()}  # fmt: skip
        heading = table.get_by_role("columnheader", name="said by").bounding_box()
        assert heading is not None
        assert heading["x"] + heading["width"] <= 1280, "the answer stands where nobody need scroll sideways"
        assert set(cells(shown, "obligor")) == {"China"}
        assert not {"● kept", "◐ kept late"} & set(cells(shown, "status"))
    exclusions = "Keep China's market-based exclusions for US goods to 31 December 2026."
    assert {name for name, words in said.items() if words == "CN, US"} == {exclusions}
    assert said["End the probes of US chip firms."] == "one-sided: US; CN declines to say"
    assert len(said) == 10


def test_a_page_in_print_shows_its_answer_and_none_of_its_controls(visitor: Visitor) -> None:
    with visitor.page("/commitments") as shown:
        shown.emulate_media(media="print")
        for controls in (".masthead", ".asking", ".facet", ".has", ".doors", ".jump"):
            for each in shown.locator(controls).all():
                expect(each).to_be_hidden()
        for answer in ("h1", "#table table", "#citation", ".chart-scroll.wide"):
            expect(shown.locator(answer).first).to_be_visible()
        assert shown.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_a_page_in_print_is_dark_on_white_for_a_reader_of_dark_pages_too(visitor: Visitor) -> None:
    with visitor.page("/commitments") as shown:
        shown.emulate_media(media="print", color_scheme="dark")
        dark = """selector => { const parts = getComputedStyle(document.querySelector(selector)).color.match(/\\d+/g);
                  return parts.slice(0, 3).every(each => Number(each) < 140); }"""
        for each in ("h1", ".meaning", "#table a", "#table .word", "#citation", ".summary"):
            assert shown.evaluate(dark, each), each


@either_way
def test_a_series_that_is_never_summed_leads_to_the_lives_of_its_measures_and_each_to_its_own(
    visitor: Visitor, script: bool
) -> None:
    with visitor.page("/measures", script=script) as shown:
        follow(
            shown, shown.get_by_role("navigation", name="Measures of other series").get_by_role("link", name="Sectoral")
        )
        expect(shown).to_have_url(re.compile(r"/lives\?series=sectoral$"))
        drawn = shown.locator(".chart-scroll.wide")
        expect(drawn.locator(".life").first).to_be_visible()
        follow(shown, drawn.get_by_role("link", name=re.compile("^Section 232 duty on steel")))
        expect(shown.get_by_role("heading", level=1)).to_have_text("Section 232 duty on steel")
        expect(shown.locator(".chart-lives").first).to_be_visible()
        expect(shown.locator(".summary")).to_contain_text("in force at 50% from 4 June 2025")
