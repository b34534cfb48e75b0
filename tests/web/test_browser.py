"""Every page opened in a real browser: what each has, what its links and forms do, and how wide it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from html import unescape
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

import talleyrand as tl
from talleyrand.presentation.catalogue import QUESTIONS, Question
from talleyrand.record.record import Record
from tests.web.served import TODAY
from tests.web.visiting import AGREEMENT, ENTRIES, MAKES, NEEDED, PAGES, SELECT, Page, Visitor, follow

WIDTHS = (320, 800, 1600)
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= room ? [] : [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > room + 1 && !each.closest(".scroll, .chart-scroll, .ways"))
    .map(each => each.outerHTML.slice(0, 120));
}"""


def every_page(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test for each page of the site."""
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)(test)


# --- every page ----------------------------------------------------------------------------------


@every_page
def test_a_page_says_what_it_is_and_is_never_wider_than_its_window(visitor: Visitor, page: Page) -> None:
    with visitor.page() as shown:
        answer = shown.goto(page.path)
        assert answer is not None
        assert answer.status == page.status
        assert shown.locator("html").get_attribute("lang") == "en"
        assert shown.locator("h1").count() == 1
        assert len(shown.locator("h1").inner_text()) > 1
        assert re.fullmatch(r"\S.+ · (us-china · )?Talleyrand", shown.title())
        expect(shown.locator("main#main")).to_have_count(1)
        expect(shown.locator(".skip")).to_have_count(int(page.framed))
        names = shown.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
        assert len(names) == len(set(names)), "two things of one name"
        for width in WIDTHS:
            shown.set_viewport_size({"width": width, "height": 900})
            assert shown.evaluate(TOO_WIDE) == [], f"at {width} px"


@pytest.mark.parametrize("page", [each for each in PAGES if each.twins], ids=lambda page: page.name)
def test_the_permalink_in_a_citation_holds_both_days_and_says_the_same(visitor: Visitor, page: Page) -> None:
    shown = visitor.server.ask(page.path).text
    (there,) = re.findall(r'data-permalink="([^"]+)"', shown)
    assert f"on={TODAY}" in there
    assert f"known={TODAY}" in there
    again = visitor.server.ask(unescape(there)).text
    assert _words(again) == _words(shown) != []


def _words(page: str) -> list[str]:
    """The words between the tags of the main part of a page."""
    return re.sub(r"<[^>]*>", " ", page.partition("<main")[2].partition("</main>")[0]).split()


@pytest.mark.parametrize("page", [each for each in MAKES if each.twins], ids=lambda page: page.name)
def test_a_page_tells_how_to_cite_it_and_its_permalink_with_both_days_leads_back(visitor: Visitor, page: Page) -> None:
    with visitor.page(page.path) as shown:
        title = shown.title().partition(" · ")[0]
        citation = shown.locator("#citation").inner_text()
        said = shown.locator("main").inner_text().split()
        for form, name in (("json", "JSON"), ("csv", "CSV")):
            link = shown.get_by_role("link", name=name, exact=True)
            expect(link).to_have_attribute("href", re.compile(rf"\.{form}(\?|$)"))
        follow(shown, shown.get_by_role("link", name="Permalink"))
        shown.wait_for_url(lambda url: f"on={TODAY}&known={TODAY}" in url)
        assert shown.url in citation
        assert f"“{title}”, as of {TODAY}, as known on {TODAY}. Talleyrand, record us-china, edition" in citation
        assert shown.locator("main").inner_text().split() == said


def test_the_citation_is_copied_with_one_press(visitor: Visitor) -> None:
    with visitor.apart("/commitments", permissions=["clipboard-read", "clipboard-write"]) as shown:
        shown.get_by_role("button", name="Copy citation").click()
        expect(shown.get_by_role("button", name="Copied")).to_be_visible()
        copied = shown.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("“Commitments”, as of 2026-11-22")
        assert copied.endswith(f"{visitor.server.base}/commitments?on={TODAY}&known={TODAY}")


def test_a_citation_that_may_not_be_copied_is_selected_to_be_copied_by_hand(visitor: Visitor) -> None:
    with visitor.apart("/commitments") as shown:
        shown.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
        shown.get_by_role("button", name="Copy citation").click()
        expect(shown.get_by_role("button", name="Selected: copy it now")).to_be_visible()
        assert shown.evaluate("getSelection().toString()").strip().startswith("“Commitments”")


def test_the_one_time_link_has_opened_the_record_once_and_for_this_browser_alone(visitor: Visitor) -> None:
    with visitor.apart("/commitments") as shown:
        expect(shown.get_by_role("heading", level=1)).to_have_text("Commitments")
    with visitor.apart(visitor.server.link, storage_state=None) as shown:
        expect(shown.get_by_role("heading", level=1)).to_have_text("This link is used up")
        answer = shown.goto("/commitments")
        assert answer is not None
        assert answer.status == 401


def test_a_page_without_a_session_names_its_icon_so_that_no_other_is_looked_for(visitor: Visitor) -> None:
    with visitor.page("/open?key=used") as shown:
        assert shown.locator("link[rel=icon]").get_attribute("href") == "/static/icon.svg"


def test_the_pages_that_are_visited_cover_every_kind_of_entry_of_the_shipped_record() -> None:
    record = tl.load()
    assert {kind: record.entry(entry).KIND for kind, entry in ENTRIES.items()} == {kind: kind for kind in ENTRIES}
    assert {each.KIND for each in record.entries} == set(ENTRIES)


# --- twins ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def shipped() -> Record:
    return tl.load()


def twins() -> list[tuple[str, Callable[..., tl.Statement]]]:
    """Addresses, and what the Python door says to the same on given days."""

    def asked(one: Question) -> tuple[str, Callable[..., tl.Statement]]:
        given = {each.name: NEEDED[each.name] for each in one.options if each.required}
        typed = {name: tl.moment(text) if name == "before" else text for name, text in given.items()}
        return f"/{one.name}?{urlencode(given)}", partial(getattr(tl, one.name.replace("-", "_")), **typed)

    return [
        *map(asked, QUESTIONS),
        ("/commitments?agreement=busan-2025&owed_by=CN", partial(tl.commitments, agreement=AGREEMENT, owed_by="CN")),
        ("/e/busan-2025?", partial(tl.entry, entry_id=AGREEMENT)),
        ("/search?q=soybeans", partial(tl.search, words="soybeans", limit=500)),
        (f"/query?{urlencode({'q': SELECT})}", partial(tl.query, question=SELECT)),
    ]


@pytest.mark.parametrize(("address", "own"), twins(), ids=[address for address, _ in twins()])
@pytest.mark.parametrize("day", ["2025-11-20", TODAY])
def test_the_twins_of_a_page_say_what_the_python_door_says(
    visitor: Visitor, shipped: Record, address: str, own: Callable[..., tl.Statement], day: str
) -> None:
    path, _, query = address.partition("?")
    days = f"{query}&on={day}&known={day}".lstrip("&")
    told = own(shipped, on=tl.moment(day), known=tl.moment(day))
    replies = {form: visitor.server.ask(f"{path}.{form}?{days}") for form in ("json", "csv")}
    assert {form: each.headers["content-type"].partition(";")[0] for form, each in replies.items()} == {
        "json": "application/json", "csv": "text/csv"
    }  # fmt: skip
    assert json.loads(replies["json"].text) == tl.as_data(told)
    assert replies["csv"].text == tl.as_csv(told)


def test_the_twins_of_check_name_each_fault_that_the_python_door_finds(visitor: Visitor, shipped: Record) -> None:
    problems = tl.check(shipped, today=date.fromisoformat(TODAY))
    found = json.loads(visitor.server.ask("/check.json").text)["problems"]
    assert [(each["file"], each["line"], each["message"]) for each in found] == [
        (each.place.file, each.place.line, each.message) for each in problems
    ]
    assert visitor.server.ask("/check.csv").text.count("\r\n") == len(problems) + 1
