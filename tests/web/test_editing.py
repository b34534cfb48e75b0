"""Editing as a person does it, in a browser: with the pages' own script and without, by mouse, keyboard and phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api
from playwright.sync_api import expect

from tests.web.served import serving
from tests.web.test_accessibility import UNFOLD, judged, judged_in_every_look
from tests.web.test_browser import TOO_WIDE, WIDTHS
from tests.web.test_desk import TODAY, begun, changed_lines, git
from tests.web.visiting import Visitor, follow

DUTY = "arc-timber-duty"
PAUSE = 250  # milliseconds: longer than what the page takes for a pause in typing
Reach = Callable[["Desk", sync_api.Page], None]
either_way = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
CLOSE = """() => {
  const boxes = [...document.querySelectorAll("main :is(button, .acts a)")].filter(each => each.checkVisibility()
    && !each.matches(".unseen")).map(each => [each.getBoundingClientRect(), each.textContent]);
  const apart = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
  return boxes.flatMap(([a, name], n) => [
    ...a.width < 24 || a.height < 24 ? [`${name} is small`] : [],
    ...boxes.slice(n + 1).filter(([b]) => apart(a, b) < 8).map(([, other]) => `${name} is close to ${other}`)]);
}"""


@dataclass
class Desk:
    """A browser at a record of its own."""

    visitor: Visitor
    root: Path

    def wait_until_seen(self) -> None:
        """Wait until the server has looked at the files again, as it does twice a second."""
        time.sleep(0.6)

    def rewrite(self, file: str, old: str, new: str) -> None:
        """Change a file as another program does."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def _begun(browser: sync_api.Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = begun(tmp_path_factory.mktemp("editing") / "record")
    with serving(root, today=TODAY) as server:
        yield Desk(Visitor(server, browser, _cookies(server.base, server.cookie)), root)


def _cookies(base: str, cookie: str) -> object:
    """What a browser keeps once its one-time link is used."""
    name, _, value = cookie.partition("=")
    own = {"name": name, "value": value, "domain": urlsplit(base).hostname, "path": "/", "expires": -1,
           "httpOnly": True, "secure": False, "sameSite": "Strict"}  # fmt: skip
    return {"cookies": [own], "origins": []}


@pytest.fixture
def desk(_begun: Desk) -> Iterator[Desk]:
    """The record as it was begun, with no edit kept; fails a test whose pages complained."""
    git(_begun.root, "update-ref", "-d", "refs/talleyrand/edits")
    git(_begun.root, "reset", "--quiet", "--hard")
    git(_begun.root, "clean", "--quiet", "-fd")
    _begun.visitor.complaints.clear()
    yield _begun
    assert not _begun.visitor.complaints, "\n".join(_begun.visitor.complaints)


def press(shown: sync_api.Page, name: str) -> None:
    """Press the button of this very name."""
    follow(shown, shown.get_by_role("button", name=name, exact=True))


def told(shown: sync_api.Page) -> sync_api.Locator:
    """What a page says was done, or is wrong."""
    return shown.locator("main [role=status], main [role=alert]")


# --- change --------------------------------------------------------------------------------------


@either_way
def test_a_changed_field_stands_at_once_on_the_entrys_page_and_in_a_book(desk: Desk, script: bool) -> None:
    book = "/measures?by=ARC&toward=BOR&on=2026-04-01"
    desk.wait_until_seen()
    with desk.visitor.page(book, script=script) as shown:
        expect(shown.locator(".totals tbody")).to_contain_text("25")
        shown.goto(f"/e/{DUTY}")
        follow(shown, shown.get_by_role("link", name="Edit", exact=True))
        shown.get_by_role("group", name="Step 1").get_by_label("Level").fill("35")
        press(shown, "Save")
        expect(shown).to_have_url(re.compile(f"/e/{DUTY}\\?done=saved$"))
        expect(told(shown)).to_contain_text("Saved.")
        expect(shown.locator("main")).to_contain_text("35")
        shown.goto(book)
        expect(shown.locator(".totals tbody")).to_contain_text("35")
    assert changed_lines(desk.root) == ["-      level: 25", "+      level: 35"]


@either_way
def test_a_wrong_value_is_told_at_its_field_and_a_link_leads_there(desk: Desk, script: bool) -> None:
    with desk.visitor.page(f"/edit/{DUTY}", script=script) as shown:
        shown.locator("#f-steps-0-level").fill("much")
        press(shown, "Save")
        expect(told(shown)).to_contain_text("'much' is no number")
        expect(told(shown)).to_contain_text("Nothing was written.")
        assert changed_lines(desk.root) == []
        field = shown.locator("main [aria-invalid]")
        expect(field).to_have_count(1)
        expect(field).to_have_value("much")
        expect(field).to_have_accessible_description(re.compile("'much' is no number"))
        told(shown).get_by_role("link", name="Step 1: Level").click()
        expect(field).to_be_focused()
        expect(field).to_be_in_viewport(ratio=1)
        shown.keyboard.press("Control+a")
        shown.keyboard.type("30")
        shown.keyboard.press("Enter")
        expect(told(shown)).to_contain_text("Saved.")
    assert changed_lines(desk.root) == ["-      level: 25", "+      level: 30"]


@either_way
def test_a_step_is_added_moved_and_taken_out(desk: Desk, script: bool) -> None:
    with desk.visitor.page("/edit/bor-answer-duty", script=script) as shown:
        steps = shown.get_by_role("group", name="Steps needed")

        def in_order(*said: str) -> None:
            chosen = steps.locator("select[name$='.step']")
            expect(chosen).to_have_count(len(said))
            for place, each in enumerate(said):
                expect(chosen.nth(place)).to_have_value(each)

        press(shown, "Add one more to Steps")
        new = shown.get_by_role("group", name="Step 3")
        expect(new).to_be_in_viewport()
        expect(new.get_by_label("Effective")).to_be_visible()
        new.get_by_label("Step", exact=True).select_option("stop")
        new.get_by_label("Announced").fill("2026-06-20")
        new.get_by_label("Effective").fill("2026-06-21")
        press(shown, "Move Step 3 up")
        in_order("impose", "stop", "lower")
        expect(shown.get_by_role("group", name="Step 2")).to_be_in_viewport()
        press(shown, "Move Step 2 down")
        in_order("impose", "lower", "stop")
        press(shown, "Take out Step 2")
        in_order("impose", "stop")
        assert changed_lines(desk.root) == [], "nothing is written before it is saved"
        press(shown, "Save")
        expect(told(shown)).to_contain_text("Saved.")
    told_lines = [line[1:].strip() for line in changed_lines(desk.root) if line[0] == "+"]
    assert told_lines == ["- step: stop", "announced: 2026-06-20", "effective: 2026-06-21"]


@either_way
def test_an_entry_is_edited_as_text(desk: Desk, script: bool) -> None:
    with desk.visitor.page(f"/edit/{DUTY}", script=script) as shown:
        follow(shown, shown.get_by_role("link", name="Edit as text"))
        text = shown.get_by_label("Text", exact=True)
        sound = text.input_value()
        text.fill(sound.replace("level: 25", "level: much"))
        press(shown, "Save")
        told(shown).get_by_role("link", name=re.compile("line 13")).click()
        expect(text).to_be_focused()
        text.fill(sound.replace("level: 25", "level: 40 # for now"))
        press(shown, "Save")
        expect(told(shown)).to_contain_text("Saved.")
    assert changed_lines(desk.root)[1].split()[1:] == ["level:", "40", "#", "for", "now"]


# --- add, remove, undo ---------------------------------------------------------------------------


def _tab_to(shown: sync_api.Page, selector: str, key: str = "Tab") -> None:
    for _ in range(60):
        shown.keyboard.press(key)
        if shown.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


@either_way
def test_an_entry_is_added_from_the_first_page_on_by_keyboard_alone(desk: Desk, script: bool) -> None:
    with desk.visitor.page("/", script=script) as shown:
        for path, key in (("/new", "Shift+Tab"), ("/new/measure", "Tab")):
            _tab_to(shown, f"a[href='{path}']", key)
            shown.keyboard.press("Enter")
            shown.wait_for_url(f"**{path}")
        for field, words in (
            ("measure", "arc-glass-duty"), ("title", "Duty on glass of Borealia"), ("by", "ARC"), ("toward", "BOR"),
            ("instrument", "Tariff"), ("issue", "trade/tariffs"), ("steps-0-step", "impose"),
            ("steps-0-announced", "2026-06-20"), ("steps-0-effective", "2026-06-25"),
        ):  # fmt: skip
            _tab_to(shown, f"#f-{field}")
            shown.keyboard.type(words)
        shown.keyboard.press("Enter")
        link = told(shown).get_by_role("link", name="Sources")
        expect(told(shown)).to_contain_text("it cites no source")
        _tab_to(shown, "[role=alert] a")
        expect(link).to_be_focused()
        shown.keyboard.press("Enter")
        _tab_to(shown, "button[value='add=sources']")
        shown.keyboard.press("Enter")
        expect(shown.get_by_role("group", name="Citation 1")).to_be_in_viewport()
        shown.keyboard.press("Tab")
        expect(shown.locator("#f-sources-0-source")).to_be_focused()
        shown.keyboard.type("arc-order-12")
        shown.keyboard.press("Enter")
        expect(shown).to_have_url(re.compile(r"/e/arc-glass-duty\?done=added$"))
        expect(shown.get_by_role("heading", level=1)).to_have_text("Duty on glass of Borealia")
    own = """
- measure: arc-glass-duty
  title: Duty on glass of Borealia
  by: ARC
  toward: [BOR]
  instrument: tariff
  issue: trade/tariffs
  steps:
    - step: impose
      announced: 2026-06-20
      effective: 2026-06-25
  sources: [arc-order-12]
"""
    text = (desk.root / "dealings.yaml").read_text(encoding="utf-8")
    assert text[-len(own) :] == own


@either_way
def test_an_entry_is_removed_and_put_back_by_undoing_it(desk: Desk, script: bool) -> None:
    entry = "arc-total-in-june"
    with desk.visitor.page(f"/edit/{entry}", script=script) as shown:
        expect(shown.get_by_role("button", name=f"Remove {entry}")).to_be_hidden()
        shown.get_by_text("Remove this entry").click()
        press(shown, f"Remove {entry}")
        expect(told(shown)).to_contain_text("Removed.")
        assert len(changed_lines(desk.root)) > 5
        answer = shown.goto(f"/e/{entry}")
        assert answer is not None
        assert answer.status == 404
        shown.goto("/edits")
        shown.get_by_text("What it changed").click()
        expect(shown.locator(".difference")).to_contain_text(f"- assert: {entry}")
        press(shown, f"Undo: Remove {entry} in dealings.yaml")
        expect(shown).to_have_url(re.compile(f"/e/{entry}\\?done=undone$"))
    assert [line for line in changed_lines(desk.root) if line[1:]] == []


@either_way
def test_an_edit_is_undone_but_not_once_the_entry_was_changed_again(desk: Desk, script: bool) -> None:
    with desk.visitor.page(script=script) as shown:
        for words in ("One.", "Two."):
            shown.goto("/edit/ARC")
            shown.get_by_label("Note").fill(words)
            press(shown, "Save")
        follow(shown, told(shown).get_by_role("link", name="Edits"))
        undo = shown.get_by_role("button", name="Undo: Change ARC")
        expect(undo).to_have_count(2)
        follow(shown, undo.last)
        expect(shown.locator("main")).to_contain_text("'ARC' was changed again since")
        assert changed_lines(desk.root)[1:] == ["+  note: Two."]
        shown.goto("/edits")
        follow(shown, undo.first)
        expect(told(shown)).to_contain_text("Undone.")
        assert changed_lines(desk.root)[1:] == ["+  note: One."]


# --- conflicts -----------------------------------------------------------------------------------


def _into_conflict(desk: Desk, shown: sync_api.Page) -> None:
    shown.goto("/edit/ARC")
    shown.get_by_label("Note").fill("Mine.")
    desk.rewrite("parties.yaml", "of Arcadia]\n  names: {fr: Arcadie}", "of Arcadia]\n  names: {fr: Arcadia}")
    press(shown, "Save")


@either_way
def test_a_conflict_shows_both_versions_and_what_is_made_of_them_is_saved(desk: Desk, script: bool) -> None:
    with desk.visitor.page(script=script) as shown:
        _into_conflict(desk, shown)
        expect(shown.get_by_role("heading", level=1)).to_have_text("ARC was changed meanwhile")
        theirs = shown.get_by_role("textbox", name="As it stands now")
        mine = shown.get_by_role("textbox", name="Yours; change it to what is to stand")
        assert "{fr: Arcadia}" in theirs.input_value()
        assert "note: An invented state." in theirs.input_value()
        assert "note: Mine." in mine.input_value()
        expect(shown.get_by_role("region", name="What they changed")).to_contain_text("{fr: Arcadia}")
        mine.fill(mine.input_value().replace("Arcadie", "Arcadia"))
        press(shown, "Save mine as it stands here")
        expect(told(shown)).to_contain_text("Saved.")
    assert [line.split("#")[0].strip() for line in changed_lines(desk.root)] == [
        "-  names: {fr: Arcadie}", "-  note: An invented state.", "+  names: {fr: Arcadia}", "+  note: Mine.",
    ]  # fmt: skip


def _into_a_fault(_: Desk, shown: sync_api.Page) -> None:
    shown.goto(f"/edit/{DUTY}")
    for field in ("steps-0-level", "steps-1-until"):
        shown.locator(f"#f-{field}").fill("wrong")
    press(shown, "Save")
    expect(shown.locator("[aria-invalid]")).to_have_count(2)


def _into_a_lost_removal(desk: Desk, shown: sync_api.Page) -> None:
    shown.goto("/edit/arc-total-in-june")
    desk.rewrite("dealings.yaml", "series: across-the-board\n  level: 10", "series: across-the-board\n  level: 11")
    shown.get_by_text("Remove this entry").click()
    press(shown, "Remove arc-total-in-june")


def _to_its_edits(_: Desk, shown: sync_api.Page) -> None:
    for words in ("One.", "Two.\nlines"):
        shown.goto("/edit/ARC")
        shown.get_by_label("Note").fill(words)
        press(shown, "Save")
    shown.goto("/edits")


@pytest.mark.parametrize("reach", [_into_conflict, _into_a_fault, _into_a_lost_removal, _to_its_edits])
def test_a_page_that_an_edit_leads_to_is_within_reach_of_everybody(desk: Desk, reach: Reach) -> None:
    with desk.visitor.page() as shown:
        reach(desk, shown)
        shown.evaluate(UNFOLD)
        for width in WIDTHS:
            shown.set_viewport_size({"width": width, "height": 900})
            assert shown.evaluate(TOO_WIDE) == [], f"at {width} px"
        shown.evaluate(Axe().axe_script)
        assert judged(shown) == {}
        assert judged_in_every_look(shown) == {}
        assert shown.evaluate(CLOSE) == []


@pytest.mark.parametrize("path", [f"/edit/{DUTY}", "/edit/harbour-accord", f"/edit/{DUTY}?as=text", "/new/commitment"])
def test_the_buttons_of_a_form_are_large_and_apart_on_a_phone(desk: Desk, path: str) -> None:
    with desk.visitor.page(path, width=320) as shown:
        shown.evaluate(UNFOLD)
        assert shown.locator("main button:not(.unseen)").count() >= 1
        assert shown.evaluate(CLOSE) == []


# --- entries offered -----------------------------------------------------------------------------

OFFERED = "[...document.querySelectorAll('#offered option')].map(each => [each.value, each.label])"


@pytest.fixture
def many(desk: Desk) -> Desk:
    """The record with more parties than a page lists."""
    lines = [f"- {{party: P{n:03}, name: Port {n}, form: agency, of: BOR}}\n" for n in range(210)]
    (desk.root / "many.yaml").write_text("".join(lines), encoding="utf-8")
    desk.wait_until_seen()
    return desk


@contextmanager
def _typing(desk: Desk) -> Iterator[sync_api.Page]:
    """An empty form in which time stands still, so that it is the test that says when the typing pauses."""
    with desk.visitor.apart() as shown:
        shown.clock.install(time="2026-11-22T09:00:00")
        shown.goto("/new/measure")
        shown.clock.pause_at("2026-11-22T10:00:00")
        yield shown


def _asked(shown: sync_api.Page) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    shown.on(
        "request", lambda sent: "/search.json" in sent.url and found.append(dict(parse_qsl(urlsplit(sent.url)[3])))
    )
    return found


def test_a_field_for_an_id_offers_what_is_found_by_the_letters_typed(many: Desk) -> None:
    with _typing(many) as shown:
        asked = _asked(shown)
        field = shown.locator("#f-by")
        field.press_sequentially("Port 17")
        shown.clock.run_for(PAUSE)
        expect(shown.locator("#offered option").first).to_be_attached()
        assert asked == [{"q": "Port 17", "kind": "party"}], "it is asked once, when the typing pauses"
        assert ["P017", "Port 17"] in shown.evaluate(OFFERED)
        field.fill("P017")
        shown.clock.run_for(PAUSE)
        assert len(asked) == 1, "what was chosen is not looked for"


def test_a_field_for_ids_of_any_kind_or_for_an_issue_offers_those(desk: Desk) -> None:
    with _typing(desk) as shown:
        asked = _asked(shown)
        shown.evaluate(UNFOLD)
        shown.locator("#f-corrects").press_sequentially("harb")
        shown.clock.run_for(PAUSE)
        expect(shown.locator("#offered option")).to_have_count(3)
        assert [value for value, _ in shown.evaluate(OFFERED)] == [
            "harbour-accord", "harbour-talks", "harbour-accord-text"
        ]  # fmt: skip
        shown.locator("#f-issue").press_sequentially("tarif")
        shown.clock.run_for(PAUSE)
        expect(shown.locator("#offered option[value='trade/tariffs']")).to_be_attached()
        assert {value.partition("/")[0] for value, _ in shown.evaluate(OFFERED)} == {"trade"}
        assert asked == [{"q": "harb"}, {"q": "tarif"}]


def test_leaving_a_field_or_escape_ends_the_offer_and_keeps_what_was_typed(desk: Desk) -> None:
    with _typing(desk) as shown:
        asked = _asked(shown)
        field = shown.locator("#f-issue")
        field.press_sequentially("t")
        shown.clock.run_for(PAUSE)
        assert asked == [], "one letter is too few"
        for leave in ("Escape", "Tab"):
            field.press_sequentially("a")
            shown.keyboard.press(leave)
            shown.clock.run_for(PAUSE)
            assert (asked, shown.evaluate(OFFERED)) == ([], [])
        expect(field).to_have_value("taa")
        field.fill("tarif")
        shown.clock.run_for(PAUSE)
        expect(shown.locator("#offered option").first).to_be_attached()
        field.press("Escape")
        expect(shown.locator("#offered option")).to_have_count(0)
        expect(field).to_have_value("tarif")


def test_a_field_is_filled_in_by_hand_where_nothing_can_be_offered(desk: Desk) -> None:
    with desk.visitor.apart("/new/measure") as shown:
        shown.route("**/search.json*", lambda route: route.fulfill(status=503, body="busy"))
        with shown.expect_response("**/search.json*"):
            shown.locator("#f-issue").press_sequentially("trade/tariffs")
        expect(shown.locator("#f-issue")).to_have_value("trade/tariffs")
        assert desk.visitor.complaints == [] or "503" in desk.visitor.complaints.pop()
