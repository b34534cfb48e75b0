"""The inbox in the browser: an article put in, proposals accepted, amended and refused, with script and without."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api
from playwright.sync_api import expect

from talleyrand.errors import WrongValue
from talleyrand.reading.review import inbox
from talleyrand.reading.review.papers import Paper
from talleyrand.record.entries import Act, Meeting
from talleyrand.record.loading import load
from talleyrand.web.guarding import MOST_UPLOAD
from talleyrand.web.uploads import Upload, upload
from tests.reading.offered import ACT, ARTICLE, MEETING, OFFERED, PROMISE, PROTEST, STEP, begun, document, put_in
from tests.web.filling import Filled, _Forms
from tests.web.served import Reply, Served, serving
from tests.web.test_accessibility import judged
from tests.web.test_browser import TOO_WIDE
from tests.web.test_desk import begun as bare_record
from tests.web.test_desk import git
from tests.web.test_editing import _cookies
from tests.web.visiting import Visitor, follow

TODAY = "2026-07-01"
HERE = f"/inbox/{ACT.key}"
MARK = "----the-mark"


@dataclass
class Started:
    """A record of its own, with the article in its inbox, and a server of it."""

    root: Path
    server: Served

    @property
    def paper(self) -> Paper:
        return inbox.opened(self.root).papers[0]

    def restore(self) -> None:
        """Put everything back as it was begun."""
        git(self.root, "update-ref", "-d", "refs/talleyrand/edits")
        git(self.root, "reset", "--quiet", "--hard")
        git(self.root, "clean", "--quiet", "-fd")


@pytest.fixture(scope="module")
def _begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    root = bare_record(tmp_path_factory.mktemp("inbox") / "record")
    put_in(root, *OFFERED)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Put the article in")
    with serving(root, today=TODAY) as server:
        yield Started(root, server)


@pytest.fixture
def started(_begun: Started) -> Started:
    _begun.restore()
    return _begun


def filled(server: Served, key: str) -> Filled:
    """The form of a proposal's entry, as a browser without script would post it."""
    parser = _Forms()
    parser.feed(server.ask(f"/inbox/{key}").text)
    return parser.forms[-1]


def faults(reply: Reply) -> str:
    found = re.search(r'<div class="fault" role="alert">(.*?)</div>', reply.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split()) if found else ""


def sent(
    server: Served, fields: dict[str, str], data: bytes | None = None, name: str = "a.txt", **headers: str
) -> Reply:
    """A document put in, as the page's own form sends it."""
    parts = [f'--{MARK}\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{text}\r\n'.encode()
             for each, text in fields.items()]  # fmt: skip
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    parts.append(head.encode() + (data or b"") + b"\r\n")
    own = {"Content-Type": f"multipart/form-data; boundary={MARK}", "Origin": server.base,
           "Sec-Fetch-Site": "same-origin", **headers}  # fmt: skip
    return server.ask("/inbox/new", method="POST", headers=own, body=b"".join(parts) + f"--{MARK}--\r\n".encode())


# --- pages ---------------------------------------------------------------------------------------


def test_the_way_to_put_an_article_in_is_on_the_first_page_and_in_the_inbox(started: Started) -> None:
    for path in ("/", "/inbox"):
        assert re.search(r'<a class="button" href="/inbox/new">Put in an article</a>', started.server.ask(path).text)
    assert '<a href="/inbox">Inbox</a>' in started.server.ask("/").text


def test_a_proposal_is_shown_beside_its_passage_with_the_words_marked(started: Started) -> None:
    text = started.server.ask(HERE).text
    assert f"<mark>{ACT.quote}</mark>. It also extended" in text
    assert "the issue is a guess" in text
    assert filled(started.server, ACT.key)["title"] == "Arcadia offers talks on fish"
    assert filled(started.server, STEP.key)["steps.0.until"] == "2026-11-25"


def test_what_waits_is_counted(started: Started) -> None:
    assert "5 waiting" in started.server.ask("/inbox").text
    assert "5 proposed: 5 waiting" in started.server.ask(f"/inbox/{ACT.document}").text


@pytest.mark.parametrize("path", ["/inbox/" + "0" * 12, "/inbox/" + "0" * 64, "/inbox/x", "/inbox/..%2f..%2fetc"])
def test_what_is_not_in_the_inbox_is_not_found(started: Started, path: str) -> None:
    assert started.server.ask(path).status == 404


# --- decisions, without script -------------------------------------------------------------------


def test_what_is_untouched_is_accepted_as_it_stands_and_the_next_is_shown(started: Started) -> None:
    reply = filled(started.server, ACT.key).post(started.server, "accept")
    assert (reply.status, reply.headers["location"]) == (303, f"/inbox/{STEP.key}?done=accepted&last={ACT.key}")
    assert "arc-offers-fish-talks" in load(started.root)
    assert started.paper.state(ACT.key) == "accepted"
    after = started.server.ask(reply.headers["location"]).text
    assert "Accepted: it is in the record." in after
    assert 'href="/e/arc-offers-fish-talks"' in after


def test_every_proposal_is_accepted_through_its_form_as_it_stands(started: Started) -> None:
    for each in OFFERED:
        do = {MEETING.key: "confirm", PROTEST.key: "new"}.get(each.key, "accept")
        reply = filled(started.server, each.key).post(started.server, do)
        assert reply.status == 303, (each.kind, faults(reply))
    assert started.paper.counts() == {"waiting": 0, "accepted": 5, "amended": 0, "refused": 0}
    assert len(load(started.root).find("harbour-talks", Meeting).sources) == 2


def test_a_changed_field_makes_it_amended(started: Started) -> None:
    form = filled(started.server, ACT.key)
    form["on"] = "2026-06-25"
    assert "done=amended" in form.post(started.server, "accept").headers["location"]
    assert str(load(started.root).find("arc-offers-fish-talks", Act).on) == "2026-06-25"
    assert started.paper.state(ACT.key) == "amended"


def test_what_would_break_the_record_is_told_and_what_was_typed_stays(started: Started) -> None:
    form = filled(started.server, ACT.key)
    form["by"] = "NOBODY"
    reply = form.post(started.server, "accept")
    assert reply.status == 422
    assert "NOBODY" in faults(reply)
    assert "Nothing was written." in faults(reply)
    assert 'value="NOBODY"' in reply.text
    assert git(started.root, "status", "--porcelain") == ""


def test_a_refusal_needs_a_reason_and_can_be_taken_back(started: Started) -> None:
    reply = started.server.post(HERE, {"do": "refuse", "own-reason": " "})
    assert (reply.status, "needs a reason" in faults(reply)) == (422, True)
    assert started.server.post(HERE, {"do": "refuse", "own-reason": "a remark"}).status == 303
    assert "a remark" in started.server.ask(HERE).text
    reply = started.server.post(HERE, {"do": "back"})
    assert reply.headers["location"] == f"{HERE}?done=taken-back"
    assert started.paper.state(ACT.key) == "waiting"


def test_an_accepted_entry_is_taken_back_and_stands_among_the_edits(started: Started) -> None:
    filled(started.server, ACT.key).post(started.server, "accept")
    assert "Accept arc-offers-fish-talks" in started.server.ask("/edits").text
    started.server.post(HERE, {"do": "back"})
    assert "arc-offers-fish-talks" not in load(started.root)


def test_what_somebody_else_has_decided_meanwhile_is_told(started: Started) -> None:
    form = filled(started.server, ACT.key)
    form.post(started.server, "accept")
    reply = form.post(started.server, "accept")
    assert (reply.status, "take that back first" in faults(reply)) == (422, True)


def test_another_entry_may_be_named_as_the_same(started: Started) -> None:
    form = filled(started.server, PROTEST.key)
    form["own-confirms"] = "bor-reads-timber"
    assert "done=confirmed" in form.post(started.server, "confirm").headers["location"]
    assert "bor-protests" not in load(started.root)


def test_a_part_is_added_to_the_form_without_writing(started: Started) -> None:
    reply = filled(started.server, MEETING.key).post(started.server, "add=steps")
    assert (reply.status, 'name="steps.1.on"' in reply.text) == (200, True)
    assert git(started.root, "status", "--porcelain") == ""


@pytest.mark.parametrize("do", ["", "jump", "add=nothing", "drop=steps.9", "accept\0"])
def test_what_is_no_action_is_refused(started: Started, do: str) -> None:
    assert started.server.post(HERE, {"do": do}).status == 422
    assert started.paper.state(ACT.key) == "waiting"


def test_a_form_of_another_site_decides_nothing(started: Started) -> None:
    elsewhere = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert started.server.post(HERE, {"do": "accept"}, **elsewhere).status == 403
    assert started.server.post(HERE, {"do": "accept"}, Cookie="").status == 401
    assert sent(started.server, {"title": "T", "text": ARTICLE}, **elsewhere).status == 403
    assert git(started.root, "status", "--porcelain") == ""


def test_hostile_text_in_every_field_is_shown_as_text(tmp_path: Path) -> None:
    evil = "</textarea></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    text = f"Before {evil} Arcadia offered talks. {evil}"
    quote = f"{evil} Arcadia offered talks"
    start = text.index(quote)
    hostile = replace(
        ACT, values={"act": evil, "title": evil, "by": evil, "toward": [evil], "kind": evil, "on": evil, "note": evil},
        quote=quote, start=start, end=start + len(quote), within=(0, len(text)), reader=evil, reasons=(evil,),
        doubts=(evil,), match=replace(ACT.match, verdict="unsure", entry=evil, reason=evil),
        document=document(text).digest,
    )  # fmt: skip
    root = begun(tmp_path / "record", ACT)
    whole = replace(document(text, title=evil, publisher=evil, address="javascript:alert(1)"), doubts=(evil,))
    inbox.receive(root, whole, [hostile], now=inbox.opened(root).papers[0].taken)
    with serving(root, today=TODAY) as server:
        for path in ("/inbox", f"/inbox/{hostile.document}", f"/inbox/{hostile.key}"):
            reply = server.ask(path)
            assert reply.status == 200
            assert "<script>alert" not in reply.text
            assert "<img" not in reply.text
            assert 'href="javascript:' not in reply.text
            assert "&lt;script&gt;alert(1)" in reply.text
        assert server.post(f"/inbox/{hostile.key}", {"do": "accept"}).status == 422


def test_a_broken_file_is_told_and_the_others_are_shown(started: Started) -> None:
    (started.root / "_inbox" / f"{'0' * 64}.json").write_text("{")
    text = started.server.ask("/inbox").text
    assert "ends in the middle" in text
    assert "The two neighbours step back" in text


def test_the_shipped_record_tells_how_to_make_a_copy() -> None:
    with serving(None, today=TODAY) as server:
        for path in ("/inbox", "/inbox/new"):
            assert "talleyrand new my-record --copy" in server.ask(path).text
        assert sent(server, {"title": "T", "text": ARTICLE}).status == 403


# --- put in --------------------------------------------------------------------------------------


def test_an_article_that_is_pasted_is_read_and_waits(tmp_path: Path) -> None:
    root = bare_record(tmp_path / "record")
    with serving(root, today=TODAY) as server:
        given = {"title": "The two neighbours step back", "publisher": "The Post", "published": "2026-06-29"}
        reply = sent(server, {**given, "text": ARTICLE})
        assert reply.status == 303, faults(reply)
        paper = inbox.opened(root).papers[0]
        assert reply.headers["location"] == f"/inbox/{paper.digest}?done=read"
        assert (paper.publisher, paper.date, paper.archived) == ("The Post", "2026-06-29", True)
        assert {each.proposal.quote in ARTICLE for each in paper.proposals} == {True}
        assert "Arcadia" in server.ask(reply.headers["location"]).text
        assert sent(server, {**given, "text": ARTICLE}).status == 303
        assert inbox.opened(root).papers == (paper,), "read twice, it is there once"


@pytest.mark.parametrize(
    ("fields", "data", "said"),
    [
        ({}, b"", "no document: choose a file, or paste its text"),
        ({"text": "a", "title": "T"}, b"b", "both a file and a text"),
        ({"text": "a"}, b"", "give the title"),
        ({"text": "a", "title": "T", "published": "last week"}, b"", "last week"),
        ({"text": "a", "title": "T", "address": "javascript:alert(1)"}, b"", "is no web address"),
        ({"text": "a", "title": "T" * 301}, b"", "at most 300"),
        ({}, b"\x7fELF" + b"0" * 100, "a program"),
        ({}, b"%PDF-1.7 broken", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_and_what_was_typed_stays(
    started: Started, fields: dict[str, str], data: bytes, said: str
) -> None:
    reply = sent(started.server, fields, data)
    assert reply.status == 422
    assert said.casefold() in faults(reply).casefold()
    assert git(started.root, "status", "--porcelain") == ""
    for text in fields.values():
        assert text in unescape(reply.text)


def test_a_document_may_be_as_large_as_is_said_and_no_larger(started: Started) -> None:
    assert sent(started.server, {}, b"x " * (MOST_UPLOAD // 2)).status == 413
    reply = sent(started.server, {}, b"x " * (10 * 1024 * 1024 + 1))
    assert (reply.status, "more than 20 MB" in faults(reply)) == (422, True)


@pytest.mark.parametrize("data", [b"\r\n--x\r\n", b"\0\r\r\n\n" * 50, bytes(range(256)) * 9, b"\r\n"])
def test_a_files_bytes_come_through_as_they_are(data: bytes) -> None:
    body = b'--the-mark\r\nContent-Disposition: form-data; name="title"\r\n\r\n\xc3\x9c\r\n--the-mark\r\n' \
           b'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n' + \
           data + b"\r\n--the-mark--\r\n"  # fmt: skip
    found = upload(body, "multipart/form-data; boundary=the-mark")
    assert found == Upload(fields={"title": "Ü"}, data=data, name="a.pdf", media="application/pdf")


def test_a_form_that_is_broken_is_refused_and_never_fails() -> None:
    whole = f'--{MARK}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--{MARK}--\r\n'.encode()
    rng = Random(7)
    for _ in range(300):
        cut = rng.randrange(len(whole))
        broken = whole[:cut] + rng.choice([b"", b"\r\n", b"--", bytes([rng.randrange(256)])]) + whole[cut + 1 :]
        try:
            found = upload(broken, f"multipart/form-data; boundary={MARK}")
        except WrongValue:
            continue
        assert len(found.fields) <= 1
    for media in ("", "multipart/form-data", "text/plain; boundary=x", "multipart/form-data; boundary="):
        with pytest.raises(WrongValue):
            upload(whole, media)


# --- in a browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def _visitor(_begun: Started, browser: sync_api.Browser) -> Visitor:
    return Visitor(_begun.server, browser, _cookies(_begun.server.base, _begun.server.cookie))


@pytest.fixture
def opened(started: Started, _visitor: Visitor) -> Iterator[Visitor]:
    """A browser at the inbox; fails a test whose pages complained."""
    assert started
    _visitor.complaints.clear()
    yield _visitor
    assert not _visitor.complaints, "\n".join(_visitor.complaints)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_newcomer_puts_an_article_in_decides_and_sees_the_brief_change(
    opened: Visitor, started: Started, script: bool
) -> None:
    (next((started.root / "_inbox").glob("*.json"))).unlink()
    with opened.page("/", script=script) as shown:
        while "protested" in (before := shown.locator(".brief").inner_text()):  # of the edition before this test's
            shown.wait_for_timeout(200)
            shown.reload()
        follow(shown, shown.get_by_role("link", name="Put in an article"))
        shown.get_by_label("or its text").fill(ARTICLE)
        shown.get_by_label("Title").fill("The two neighbours step back")
        shown.get_by_label("Publisher").fill("The Newhaven Post")
        shown.get_by_label("Day of publication").fill("2026-06-29")
        follow(shown, shown.get_by_role("button", name="Read it"))
        expect(shown.locator("[role=status]")).to_contain_text("Read.")
        follow(shown, shown.get_by_role("link", name=re.compile("^Go through")))
        while (accept := shown.locator("button[data-single=a]")).count():
            follow(shown, accept)
            expect(shown.locator("[role=status]")).to_contain_text(re.compile("Accepted|Confirmed"))
        expect(shown.locator("#in-brief")).to_be_visible()
        follow(shown, shown.get_by_role("link", name="To the brief"))
        after = shown.locator(".brief").inner_text()
        assert after != before
        assert "protested" in after


def test_one_is_amended_and_one_refused_with_a_reason(opened: Visitor, started: Started) -> None:
    with opened.page(HERE) as shown:
        shown.get_by_label("Title").fill("Arcadia offers to talk about fish")
        follow(shown, shown.get_by_role("button", name="Accept", exact=True))
        expect(shown.locator("[role=status]")).to_contain_text("Accepted as amended")
        shown.locator("#own-reason").fill("wrong date")
        follow(shown, shown.get_by_role("button", name="Refuse"))
        expect(shown.locator("[role=status]")).to_contain_text("Refused")
    assert (started.paper.state(ACT.key), started.paper.state(STEP.key)) == ("amended", "refused")


def test_single_keys_decide_only_outside_of_fields_and_can_be_switched_off(opened: Visitor, started: Started) -> None:
    with opened.page(HERE) as shown:
        shown.keyboard.press("e")
        expect(shown.locator("#f-act")).to_be_focused()
        shown.keyboard.press("a")
        expect(shown.locator("#f-act")).to_have_value(re.compile("a"))
        shown.goto(HERE)
        shown.keyboard.press("r")
        expect(shown.locator("#own-reason")).to_be_focused()
        shown.keyboard.type("a remark")
        with shown.expect_navigation():
            shown.keyboard.press("Enter")
        assert started.paper.state(ACT.key) == "refused"
        with shown.expect_navigation():
            shown.keyboard.press("a")
        assert started.paper.state(STEP.key) == "accepted"
        shown.get_by_role("button", name="Single keys: on").click()
        shown.keyboard.press("Tab")
        shown.keyboard.press("a")
        shown.reload()
        expect(shown.get_by_role("button", name="Single keys: off")).to_be_visible()
        shown.locator("main").focus()
        shown.keyboard.press("a")
        time.sleep(0.3)
        assert started.paper.state(MEETING.key) == "waiting"
        shown.get_by_role("button", name="Single keys: off").click()


def test_tab_and_enter_are_enough_without_script(opened: Visitor, started: Started) -> None:
    with opened.page(HERE, script=False) as shown:
        for _ in range(60):
            shown.keyboard.press("Tab")
            if shown.evaluate("document.activeElement.value") == "accept":
                break
        with shown.expect_navigation():
            shown.keyboard.press("Enter")
    assert started.paper.state(ACT.key) == "accepted"


@pytest.mark.parametrize("path", ["/inbox", "/inbox/new", f"/inbox/{ACT.document}", HERE, f"/inbox/{PROMISE.key}"])
def test_the_pages_have_no_barrier_that_axe_knows_and_fit_a_telephone(opened: Visitor, path: str) -> None:
    with opened.page(path) as shown:
        shown.evaluate(Axe().axe_script)
        assert judged(shown) == {}
        shown.set_viewport_size({"width": 360, "height": 800})
        assert shown.evaluate(TOO_WIDE) == []
        assert judged(shown) == {}
