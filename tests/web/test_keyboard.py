"""The site by keyboard alone, and by those who need large text."""

from __future__ import annotations

import re

import pytest
from playwright import sync_api
from playwright.sync_api import expect

from tests.web.visiting import MAKES, Page, Visitor

FOCUSED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {drawn, seen: box.width + box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
          what: here.outerHTML.slice(0, 90)};
}"""
MOST_STOPS = 40


def stops(shown: sync_api.Page) -> list[dict[str, object]]:
    """Where Tab leads from the top of a page, until it leaves the page or for long enough."""
    found: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        shown.keyboard.press("Tab")
        here = shown.evaluate(FOCUSED)
        if here is None:
            break
        found.append(here)
    return found


@pytest.mark.parametrize("page", MAKES, ids=lambda page: page.name)
def test_every_stop_of_the_tab_key_is_in_sight_and_marked(visitor: Visitor, page: Page) -> None:
    with visitor.page(page.path) as shown:
        found = stops(shown)
        assert len(found) > 15
        assert [each for each in found if not each["drawn"] or not each["seen"]] == []
        assert len({each["what"] for each in found}) > 15, "the focus is caught"


def test_the_first_stop_skips_to_the_content(visitor: Visitor) -> None:
    with visitor.page("/commitments") as shown:
        shown.keyboard.press("Tab")
        expect(shown.get_by_role("link", name="Skip to the content")).to_be_focused()
        expect(shown.get_by_role("link", name="Skip to the content")).to_be_in_viewport(ratio=1)
        shown.keyboard.press("Enter")
        expect(shown.locator("main")).to_be_focused()
        shown.keyboard.press("Tab")
        assert shown.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_whole_errand_is_done_by_keyboard_alone(visitor: Visitor) -> None:
    with visitor.page("/") as shown:
        for _ in range(3):
            shown.keyboard.press("Tab")
        expect(shown.get_by_role("searchbox", name="Search")).to_be_focused()
        shown.keyboard.type("busan-2025")
        shown.keyboard.press("Enter")
        expect(shown.get_by_role("heading", level=1)).to_have_text("Found for busan-2025")
        _tab_to(shown, "Kuala Lumpur joint arrangement and Busan summit")
        shown.keyboard.press("Enter")
        expect(shown).to_have_url(re.compile("/e/busan-2025"))
        _tab_to(shown, "4 entries")
        shown.keyboard.press("Enter")
        expect(shown.locator("details[open] > summary").first).to_be_focused()


def _tab_to(shown: sync_api.Page, text: str) -> None:
    for _ in range(150):
        shown.keyboard.press("Tab")
        if shown.evaluate("document.activeElement.innerText || ''").strip() == text:
            return
    raise AssertionError(f"Tab never comes to '{text}'")


def comes_true(shown: sync_api.Page, expression: str) -> bool:
    """Whether an expression is true within two seconds; `wait_for_function` needs eval, which our pages forbid."""
    for _ in range(40):
        if shown.evaluate(expression):
            return True
        shown.wait_for_timeout(50)
    return False


def test_a_wide_table_is_scrolled_with_the_arrow_keys(visitor: Visitor) -> None:
    with visitor.page("/commitments", width=900) as shown:
        region = shown.locator("#table .scroll")
        region.focus()
        for _ in range(5):
            shown.keyboard.press("ArrowRight")
        assert comes_true(shown, "document.querySelector('#table .scroll').scrollLeft > 40")


@pytest.mark.parametrize(
    ("key", "since", "on"),
    [("+", "2026-05-24", None), ("=", "2026-05-24", None), ("-", "2024-11-22", None),
     ("ArrowLeft", "2025-05-24", "2026-05-24")],
)  # fmt: skip
def test_keys_zoom_and_move_the_timeline_that_has_the_focus(
    visitor: Visitor, key: str, since: str, on: str | None
) -> None:
    with visitor.page("/timeline") as shown:
        shown.get_by_role("link", name="Zoom in").focus()
        shown.keyboard.press(key)
        shown.wait_for_url(re.compile(rf"since={since}"))
        assert (f"on={on}" in shown.url) is (on is not None)
        expect(shown.locator("#chart")).to_be_focused()
        shown.keyboard.press("-")
        shown.wait_for_url(lambda url: f"since={since}" not in url)


def test_no_key_acts_where_the_timeline_has_no_focus(visitor: Visitor) -> None:
    with visitor.page("/timeline") as shown:
        before = shown.url
        for place in ("#search", "main", ".ways a", "#table .scroll"):
            shown.locator(place).first.focus()
            for key in ("+", "-", "ArrowRight", "ArrowLeft"):
                shown.keyboard.press(key)
        shown.wait_for_timeout(200)
        assert shown.url == before
        shown.locator("#chart").focus()
        shown.keyboard.press("Control+-")
        shown.wait_for_timeout(200)
        assert shown.url == before


def test_an_arrow_scrolls_a_drawing_that_is_wider_than_its_place_before_it_moves_the_window(visitor: Visitor) -> None:
    with visitor.page("/timeline", width=300) as shown:
        before = shown.url
        region = shown.locator("#chart .chart-scroll.narrow")
        region.focus()
        shown.keyboard.press("ArrowRight")
        assert comes_true(shown, "document.querySelector('#chart .chart-scroll.narrow').scrollLeft > 0")
        assert shown.url == before


@pytest.mark.parametrize("page", MAKES, ids=lambda page: page.name)
def test_a_page_holds_with_text_twice_as_large(large_text: Visitor, page: Page) -> None:
    with large_text.page(page.path) as shown:
        for width in (1280, 640):
            shown.set_viewport_size({"width": width, "height": 900})
            assert shown.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 32
            assert shown.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            for each in shown.locator("h1, .search button, .asking button").all():
                box = each.bounding_box()
                assert box is not None
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width
