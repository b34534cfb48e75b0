"""The pages of a negotiation on a real server: overview, subjects, twins, what if, saving, and who may not."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright import sync_api
from playwright.sync_api import expect
from starlette.requests import Request

from talleyrand.bargaining.subjects import SUBJECTS
from talleyrand.presentation.apart import Clerk
from talleyrand.web import plans
from talleyrand.web.guarding import Terms
from talleyrand.web.shelf import Shelf
from talleyrand.web.visits import Answer, Site, Visit, html
from tests.bargaining.river import PLAN, RECORD
from tests.web.served import Served, serving, start
from tests.web.test_accessibility import LOOKS, Axe, judged
from tests.web.visiting import Visitor, follow

HOME = "/plan/river"
ANSWER = "#answer"
UNCOVERED = """(() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  return here.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
})()"""


def written(folder: Path) -> Path:
    """A record with a negotiation beside it."""
    (folder / "_plans").mkdir(parents=True)
    (folder / "record.yaml").write_text(RECORD)
    (folder / "_plans" / "river.yaml").write_text(PLAN)
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """A server that may write, and its folder."""
    root = written(tmp_path_factory.mktemp("rivers") / "record")
    with serving(root) as server:
        yield server, root


@pytest.fixture(scope="module")
def guest(browser: sync_api.Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A browser whose session is open on a server of its own."""
    server = start(written(tmp_path_factory.mktemp("guest") / "record"))
    visitor = Visitor(server, browser)
    visitor.enter()
    yield visitor
    assert not visitor.complaints, "\n".join(visitor.complaints)
    server.stop()


@pytest.fixture
def fresh(served: tuple[Served, Path]) -> Iterator[tuple[Served, Path]]:
    """The same server, its negotiation as it was before the test, and again after it."""
    path = served[1] / "_plans" / "river.yaml"
    path.write_text(PLAN)
    yield served[0], path
    path.write_text(PLAN)


def posted(page: str, **changes: str) -> dict[str, str]:
    """What a browser posts for the form of a draft, with some fields filled in otherwise."""
    draft = re.search(r'<textarea name="draft" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    mark = re.search(r'name="as-read" value="(\w+)"', page)
    assert draft is not None
    assert mark is not None
    return {"draft": unescape(draft[1]), "as-read": mark[1], **changes}


def number(page: str, told: str) -> str:
    """The name of the field that is described by these words."""
    found = re.search(rf'name="(\d+\.\w+)"[^>]*aria-label="{re.escape(told)}"', page)
    assert found is not None, told
    return found[1]


# --- reading --------------------------------------------------------------------------------------


def test_the_list_leads_to_each_negotiation_beside_the_record(served: tuple[Served, Path]) -> None:
    page = served[0].ask("/plans").text
    assert 'href="/plan/river"' in page
    assert "2 issues, 5 options, 1 who must be carried at home, 1 stages" in page


@pytest.mark.parametrize("name", [each.name for each in SUBJECTS])
def test_each_subject_has_a_page_and_twins_that_say_the_same(served: tuple[Served, Path], name: str) -> None:
    reply = served[0].ask(f"{HOME}/{name}?draws=50" if name != "overview" else f"{HOME}?draws=50")
    assert reply.status == 200
    twin = json.loads(served[0].ask(f"{HOME}/{name}.json?draws=50").text)
    rows = served[0].ask(f"{HOME}/{name}.csv?draws=50").text.splitlines()
    assert len(rows) - 1 == len(twin["rows"])
    for row in twin["rows"][:5]:
        words = [str(cell) for cell in row.values() if isinstance(cell, str) and cell]
        assert any(word in unescape(reply.text) for word in words)


def test_a_package_is_asked_about_issue_by_issue_or_in_words(served: tuple[Served, Path]) -> None:
    one = served[0].ask(f"{HOME}/draft.json?draws=50&settle-water=half&settle-duty=keep").text
    other = served[0].ask(f"{HOME}/draft.json?draws=50&package=water:+half;+duty:+keep").text
    assert one == other
    assert "water-for-timber" in one


def test_what_is_wrong_with_what_is_asked_is_said_with_the_nearest(served: tuple[Served, Path]) -> None:
    ask = served[0].ask
    assert "did you mean &#39;ratify&#39;?" in ask(f"{HOME}/ratfy").text
    assert ask(f"{HOME}/ratfy").status == 404
    assert "did you mean &#39;river&#39;?" in ask("/plan/rivr").text
    assert ask(f"{HOME}/draft?package=watr:+half").status == 404
    assert ask(f"{HOME}/robust?draws=1").status == 400
    for enough in ("much", "NaN", "sNaN", "Infinity", "-0.1", "1e9"):
        assert ask(f"{HOME}/robust?enough={enough}").status == 400


def test_a_page_follows_its_file_at_once(fresh: tuple[Served, Path]) -> None:
    server, path = fresh
    assert "The river between Arcadia and Boravia" in server.ask(HOME + "?draws=50").text
    path.write_text(PLAN.replace("The river between", "The stream between"))
    assert "The stream between Arcadia and Boravia" in server.ask(HOME + "?draws=50").text


def test_of_a_page_that_is_long_in_the_making_the_head_comes_at_once(tmp_path: Path) -> None:
    made = Event()

    def slow(seen: Visit) -> Answer:
        made.wait(20)
        return html("plans.html", seen.frame("/plans", twins=False), plans=())

    pieces: list[str] = []

    async def send(message: Any) -> None:
        pieces.append(message.get("body", b"").decode())
        made.set()  # only now, when something has come

    async def asked(site: Site) -> None:
        scope = {"type": "http", "method": "GET", "path": HOME, "query_string": b"", "headers": [],
                 "state": {"may_write": False}}  # fmt: skip
        response = await plans.showing(site, slow)(Request(scope))
        await response(scope, asyncio.Event().wait, send)

    terms = Terms(hosts=frozenset({"localhost"}))
    with Clerk(at_once=1) as clerk, ThreadPoolExecutor(1) as apart:  # a browser may have a loop run in this thread
        site = Site(shelf=Shelf(written(tmp_path / "record")), terms=terms, name="river", clerk=clerk,
                    today=lambda: date(2026, 11, 22))  # fmt: skip
        apart.submit(lambda: asyncio.run(asked(site))).result()
    assert "This is being worked out" in pieces[1]
    whole = "".join(pieces)
    assert "There is no negotiation beside this record" in whole
    assert [whole.count(each) for each in ("<!DOCTYPE", "<main", "</main>", "</html>")] == [1, 1, 1, 1]


def test_a_file_with_faults_is_shown_with_each_of_them_and_its_place(fresh: tuple[Served, Path]) -> None:
    server, path = fresh
    path.write_text(PLAN.replace("today: third", "today: thrid"))
    reply = server.ask(HOME)
    assert reply.status == 422
    assert "river.yaml:8" in reply.text
    assert "did you mean &#39;third&#39;?" in reply.text
    assert server.ask(f"{HOME}.json").status == 400
    assert server.ask("/plans").status == 200


# --- what if --------------------------------------------------------------------------------------


def test_a_number_changed_moves_the_answer_and_writes_nothing(fresh: tuple[Served, Path]) -> None:
    server, path = fresh
    page = server.ask(f"{HOME}/edit").text
    field = number(page, "Boravia, No deal, best")
    reply = server.post(f"{HOME}/try", posted(page, **{field: "99"}))
    assert reply.status == 200
    assert "Before and after" in reply.text
    assert "moved" in reply.text
    assert "efficient before the change" in reply.text or "every package leaves some side" in reply.text.lower()
    assert path.read_text() == PLAN


def test_an_issue_added_moves_the_frontier(fresh: tuple[Served, Path]) -> None:
    server, _ = fresh
    page = server.ask(f"{HOME}/edit").text
    fields = {
        "do": "add-issue", "issue-title": "Fish of the lake", "option-0-name": "none", "option-1-name": "half",
        "option-0-score-ARC": "0", "option-1-score-ARC": "100", "option-0-score-BOR": "100", "option-1-score-BOR": "0",
        "weight-ARC": "50", "weight-BOR": "10",
    }  # fmt: skip
    reply = server.post(f"{HOME}/try", posted(page, **fields)).text
    assert "of 12 packages" in unescape(reply)
    assert "of 6 packages" in unescape(reply)
    assert "Weight: Fish of the lake" in reply
    assert "efficient before the change" in reply


def test_a_ratifier_added_with_a_veto_changes_what_can_be_carried(fresh: tuple[Served, Path]) -> None:
    server, _ = fresh
    page = server.ask(f"{HOME}/edit").text
    fields = {"do": "add-ratifier", "ratifier-name": "The fishers", "ratifier-home": "BOR", "ratifier-like": "ARC",
              "ratifier-best": "90", "ratifier-low": "85", "ratifier-high": "95"}  # fmt: skip
    reply = unescape(server.post(f"{HOME}/try", posted(page, **fields)).text)
    assert "Boravia need not put it to anybody at home." in reply
    assert "it hangs most on The fishers" in reply


def test_a_draft_is_saved_into_its_file_and_no_other_line_is_touched(fresh: tuple[Served, Path]) -> None:
    server, path = fresh
    page = server.ask(f"{HOME}/edit").text
    field = number(page, "Arcadia, Weight: Duty on timber, high")
    reply = server.post(f"{HOME}/save", posted(page, **{field: "60"}))
    assert reply.status == 303
    assert path.read_text() == PLAN.replace("best: 40, low: 30, high: 50", "best: 40, low: 30, high: 60")


def test_after_a_saving_the_page_shows_what_it_moved(fresh: tuple[Served, Path]) -> None:
    server, _ = fresh
    page = server.ask(f"{HOME}/edit").text
    reply = server.post(f"{HOME}/save", posted(page, **{number(page, "Boravia, No deal, best"): "99"}))
    after = server.ask(reply.headers["location"]).text
    assert "Saved." in after
    assert "Before and after it was saved" in after
    assert "moved" in after
    again = server.post(f"{HOME}/save", posted(after))
    assert again.headers["location"] == f"{HOME}/edit?done=same"
    assert "As it is saved" in server.ask(f"{HOME}/edit?before=forgotten").text


def test_a_saving_is_undone_from_the_list_of_edits(tmp_path: Path) -> None:
    root = written(tmp_path / "record")
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    with serving(root) as server:
        page = server.ask(f"{HOME}/edit").text
        server.post(f"{HOME}/save", posted(page, **{number(page, "Boravia, No deal, best"): "44"}))
        edits = server.ask("/edits").text
        commit = re.search(r'name="commit" value="(\w+)"', edits)
        assert commit is not None
        assert f'href="{HOME}"' in edits
        undo = {"commit": commit[1], "entry": "river"}
        assert server.post("/undo", undo).status == 303
        assert (root / "_plans" / "river.yaml").read_text() == PLAN
        assert "was changed again since" in server.post("/undo", undo).text


def test_an_addition_that_is_refused_loses_nothing_that_was_typed(fresh: tuple[Served, Path]) -> None:
    server, path = fresh
    page = server.ask(f"{HOME}/edit").text
    fields = {"issue-title": "Fish of the lake", "option-0-name": "none", "option-1-name": "half", "weight-ARC": "50",
              "option-0-score-ARC": "20", "option-1-score-ARC": "100", "ratifier-house": "The guild"}  # fmt: skip
    reply = unescape(server.post(f"{HOME}/try", posted(page, do="add-issue", **fields)).text)
    assert "Nothing was added: " in reply
    assert "is scored from 20 to 100" in reply
    assert "Weight: Fish of the lake" not in reply
    for text in fields.values():
        assert f'value="{text}"' in reply
    kept = server.post(f"{HOME}/save", posted(page, **fields))
    assert kept.status == 422
    assert "An issue was filled in but not added" in kept.text
    assert path.read_text() == PLAN
    added = server.post(f"{HOME}/try", posted(page, do="add-issue", **{**fields, "option-0-score-ARC": "0"})).text
    assert 'value="Fish of the lake"' not in added
    assert 'value="The guild"' in added


def test_a_draft_with_faults_is_not_saved(fresh: tuple[Served, Path]) -> None:
    server, path = fresh
    page = server.ask(f"{HOME}/edit").text
    field = number(page, "Arcadia, Weight: Duty on timber, low")
    reply = server.post(f"{HOME}/save", posted(page, **{field: "60"}))
    assert reply.status == 422
    assert "nothing was written" in reply.text
    assert path.read_text() == PLAN


def test_a_file_that_somebody_else_changed_is_not_overwritten_unseen(fresh: tuple[Served, Path]) -> None:
    server, path = fresh
    page = server.ask(f"{HOME}/edit").text
    theirs = PLAN.replace("no_deal: 30", "no_deal: 31")
    path.write_text(theirs)
    reply = server.post(f"{HOME}/save", posted(page))
    assert reply.status == 409
    assert path.read_text() == theirs
    assert "no_deal: 31" in reply.text
    again = server.post(f"{HOME}/save", posted(reply.text))
    assert again.status == 303
    assert path.read_text() == PLAN


def test_a_read_only_server_answers_what_if_and_saves_nothing(tmp_path: Path) -> None:
    with serving(written(tmp_path / "record"), "--read-only") as server:
        page = server.ask(f"{HOME}/edit").text
        assert "nothing can be saved here" in page
        assert f"{HOME}/save" not in page
        field = number(page, "Boravia, No deal, best")
        assert server.post(f"{HOME}/try", posted(page, **{field: "40"})).status == 200
        assert server.post(f"{HOME}/save", posted(page, **{field: "40"})).status == 403
        server.cookie = ""
        assert server.post(f"{HOME}/try", posted(page)).status == 401


def test_a_form_that_is_none_of_ours_is_refused_in_words(served: tuple[Served, Path]) -> None:
    reply = served[0].post(f"{HOME}/try", {"draft": "- side: {", "as-read": "x"})
    assert reply.status == 200
    assert 'role="alert"' in reply.text
    assert served[0].post("/plan/nowhere/try", {"draft": ""}).status == 404
    for each in ("try", "save"):  # as the address bar has them afterwards
        assert served[0].ask(f"{HOME}/{each}").headers["location"] == f"{HOME}/edit"


# --- in a browser ---------------------------------------------------------------------------------


def test_a_new_user_adds_an_issue_and_a_ratifier_without_script(guest: Visitor) -> None:
    with guest.page(HOME + "?draws=50", script=False) as shown:
        follow(shown, shown.get_by_role("link", name="What if"))
        shown.locator("#add-issue summary").click()
        shown.get_by_label("What is to be settled").fill("Fish of the lake")
        for n, name in enumerate(("none", "half")):
            shown.locator(f"#option-{n}-name").fill(name)
            shown.locator(f"#option-{n}-score-ARC").fill(str(100 * n))
            shown.locator(f"#option-{n}-score-BOR").fill(str(100 - 100 * n))
        shown.locator("#weight-ARC").fill("50")
        shown.locator("#weight-BOR").fill("10")
        follow(shown, shown.get_by_role("button", name="Add this issue"))
        expect(shown.locator(ANSWER)).to_contain_text("of 12 packages")
        shown.locator("#add-ratifier summary").click()
        shown.get_by_label("Its name").fill("The fishers")
        shown.locator("#ratifier-best").fill("45")
        follow(shown, shown.get_by_role("button", name="Add this ratifier"))
        expect(shown.locator(ANSWER)).to_contain_text("of 12 packages")
        expect(shown.locator(".numbers")).to_contain_text("The fishers")


def test_going_back_by_keyboard_the_focus_is_never_under_the_bar(guest: Visitor) -> None:
    for width in (1280, 360):
        with guest.page(f"{HOME}/edit", width=width) as shown:
            shown.set_viewport_size({"width": width, "height": 400})
            shown.evaluate("document.querySelectorAll('.numbers details').forEach(each => { each.open = true; })")
            shown.locator(".numbers button").last.focus()
            for _ in range(30):
                shown.keyboard.press("Shift+Tab")
                assert shown.evaluate(UNCOVERED), shown.evaluate("document.activeElement.outerHTML")


def test_with_script_a_number_changed_is_answered_at_once(guest: Visitor) -> None:
    with guest.page(f"{HOME}/edit") as shown:
        expect(shown.locator("#compared")).to_have_text("As it is saved")
        shown.locator(".numbers-of summary", has_text="Boravia").click()
        shown.get_by_label("Boravia, No deal, best", exact=True).fill("45")
        shown.keyboard.press("Tab")
        expect(shown.locator("#compared")).to_have_text("Before and after")
        assert shown.url.endswith("/edit")


@pytest.mark.parametrize("path", ["/plans", f"{HOME}?draws=50", f"{HOME}/edit",
                                  *[f"{HOME}/{each.name}?draws=50" for each in SUBJECTS[1:]]])  # fmt: skip
def test_axe_finds_nothing_against_the_pages_of_a_negotiation(guest: Visitor, path: str) -> None:
    with guest.page(path) as shown:
        shown.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")
        shown.evaluate(Axe().axe_script)
        for scheme, width in LOOKS[::3] if path != f"{HOME}/edit" else LOOKS[1:3]:
            shown.emulate_media(color_scheme=scheme)
            shown.set_viewport_size({"width": width, "height": 900})
            assert judged(shown) == {}, f"{scheme}, {width} px"
            assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{width} px"
