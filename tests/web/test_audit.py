"""The audit in the browser: an essay put in, what the record says to it shown, saved and narrowed; nothing written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from time import monotonic, sleep

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api
from playwright.sync_api import expect

from talleyrand.errors import NotFound
from talleyrand.reading.auditing.audit import VERDICTS
from talleyrand.web.audits import Held
from talleyrand.web.guarding import MOST_UPLOAD
from tests.reading.audited import PARTIES, TEXT, audited
from tests.web.served import Reply, Served, serving
from tests.web.test_accessibility import judged, judged_in_every_look
from tests.web.test_browser import TOO_WIDE
from tests.web.test_editing import _cookies
from tests.web.test_inbox import MARK, faults
from tests.web.visiting import Visitor, follow

TODAY = "2026-07-01"
ESSAY = """The Marlow truce

After talks in Marlow on Sunday and Monday, both sides spoke of a deal. Sudria closed the Skerry lighthouse on March 3, 2025.

Under the Marlow agreement both sides lowered their tariffs by 50 percent. Norland should cut its duty to 5 percent.
"""
HOSTILE = """<script>alert(1)</script> After talks in Marlow on Sunday and Monday <img src=x onerror=alert(1)>, they met.

</p></main><style>*{display:none}</style> "quoted' & <b>bold</b> \u202egnp.exe \x1b[31m cut by 50 percent in Marlow.
=cmd|' /C calc'!A0 {{ 7 * 7 }} was signed in Marlow on May 12, 2025 by Norland.
"""
HELD = re.compile(r"/audit/[\w-]{24}")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small record of the audit's own tests, in a folder."""
    folder = tmp_path_factory.mktemp("audit") / "record"
    folder.mkdir()
    (folder / "record.yaml").write_text(PARTIES + TEXT)
    return folder


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Served]:
    """A server of it that nobody may write to: an audit writes nothing."""
    with serving(root, "--read-only", today=TODAY) as running:
        yield running


def sent(server: Served, fields: dict[str, str], data: bytes = b"", name: str = "a.txt", **headers: str) -> Reply:
    """An essay put in, as the page's own form sends it."""
    parts = [f'--{MARK}\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{text}\r\n'.encode()
             for each, text in fields.items()]  # fmt: skip
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"".join([*parts, head.encode(), data, f"\r\n--{MARK}--\r\n".encode()])
    own = {"Content-Type": f"multipart/form-data; boundary={MARK}", "Origin": server.base,
           "Sec-Fetch-Site": "same-origin", **headers}  # fmt: skip
    return server.ask("/audit", method="POST", headers=own, body=body)


def put(server: Served, text: str = ESSAY, **fields: str) -> str:
    """The address at which an audit is held."""
    reply = sent(server, {"text": text, "published": "2025-06-01", **fields})
    assert reply.status == 303, faults(reply)
    assert HELD.fullmatch(reply.headers["location"])
    return reply.headers["location"]


@pytest.fixture(scope="module")
def held(server: Served) -> str:
    return put(server)


def plain(reply: Reply) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", reply.text)).split())


# --- what is shown -------------------------------------------------------------------------------


def test_the_way_there_is_on_every_page_and_on_the_first_beside_the_article(server: Served) -> None:
    text = server.ask("/").text
    assert '<a href="/audit">Audit</a>' in text
    assert re.search(r'href="/inbox/new">Put in an article</a>.{0,200}<a href="/audit">audit an essay</a>', text)


def test_claims_are_marked_and_what_the_record_says_stands_beside_them(server: Served, held: str) -> None:
    reply = server.ask(held)
    assert reply.status == 200
    assert re.search(r'<mark class="contradicted">After talks in Marlow on Sunday and Monday', reply.text)
    assert '<mark class="absent">' not in reply.text
    notes = re.findall(r'<li id="n(\d+)" class="(\w+)">', reply.text)
    assert notes == [("1", "ill"), ("2", "well"), ("3", "warn")]
    assert all(f'href="#n{number}"' in reply.text and f'id="c{number}"' in reply.text for number, _ in notes)
    assert '<a href="/e/marlow-talks" title="Ashby and Colvin in Marlow">marlow-talks</a>' in reply.text


def test_a_verdict_is_told_by_word_and_shape_beside_its_colour(server: Served, held: str) -> None:
    text = server.ask(held).text
    for tone, shape, verdict in (("ill", "■", "contradicted"), ("warn", "◐", "imprecise"), ("well", "●", "supported")):
        assert (
            f'<span class="word {tone}"><span class="shape" aria-hidden="true">{shape}</span> {verdict}</span>' in text
        )


def test_the_page_is_narrowed_to_one_verdict(server: Served, held: str) -> None:
    whole = server.ask(held).text
    chips = dict(re.findall(r'<a class="chip" href="([^"]+)".*?aria-hidden="true">.</span> ([a-z ]+)</span>', whole))
    assert set(chips.values()) <= set(VERDICTS)
    narrow = server.ask(f"{held}?verdict=contradicted").text
    assert re.findall(r'<li id="n\d+" class="(\w+)">', narrow) == ["ill"]
    assert narrow.count('data-label="verdict"') == 1 < whole.count('data-label="verdict"')
    assert server.ask(f"{held}?verdict=true").status == 400


def test_what_was_found_is_saved_whole(server: Served, held: str) -> None:
    told = json.loads(server.ask(f"{held}.json").text)[0]
    assert {ESSAY.strip("\n")[each["start"] : each["end"]] == each["claim"] for each in told["findings"]} == {True}
    rows = list(csv.DictReader(io.StringIO(server.ask(f"{held}.csv").text)))
    assert [each["verdict"] for each in rows] == [each["verdict"] for each in told["findings"]]
    page = server.ask(f"{held}?save=page")
    assert "Content-Security-Policy" in page.text
    for form, way in (("json", ".json"), ("csv", ".csv"), ("html", "?save=page")):
        headers = server.ask(held + way).headers
        assert headers["content-disposition"] == f'attachment; filename="audit.{form}"'
        assert headers["cache-control"] == "no-store"
    assert server.ask(f"{held}.exe").status == 404


def test_the_days_asked_about_count(server: Served) -> None:
    early = plain(server.ask(put(server, on="2025-03-01", known="2025-03-01")))
    assert "On 2025-03-01, as known on 2025-03-01" in early
    assert "supported" not in early.replace("supported, contradicted", "")


def test_a_file_is_audited_under_its_own_title(server: Served) -> None:
    page = f"<html><head><title>Of truces</title></head><body><p>{ESSAY}</p></body></html>".encode()
    reply = sent(server, {"published": "2025-06-01"}, page, "essay.html")
    assert "Audit of Of truces" in plain(server.ask(reply.headers["location"]))


def test_nothing_is_written(server: Served, root: Path, held: str) -> None:
    assert server.ask(held).headers["cache-control"] == "no-store"
    assert [each.name for each in root.rglob("*")] == ["record.yaml"]


def test_hostile_text_is_shown_as_text(server: Served) -> None:
    way = put(server, HOSTILE, title="<script>alert(2)</script>\u202e")
    text = server.ask(way).text
    main = text[text.index("<main") : text.index("</main>")]
    assert not re.search(r"<(?:script|img|style|b)\b", main)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in main
    assert "{{ 7 * 7 }}" in plain(server.ask(way))
    assert not {"\u202e", "\x1b"} & set(text)
    assert not re.search(r"(?m)(?:^|,)\"?=cmd", server.ask(f"{way}.csv").text)


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "data", "said"),
    [
        ({}, b"", "no document: choose a file, or paste its text"),
        ({"text": "a"}, b"b", "both a file and a text"),
        ({"text": "a", "published": "last week"}, b"", "last week"),
        ({"text": "a", "on": "soon"}, b"", "On: 'soon'"),
        ({"text": "a", "known": "<b>"}, b"", "As known on: '<b>'"),
        ({}, b"\x7fELF" + b"0" * 100, "a program"),
        ({}, b"\x89PNG" + b"0" * 100, "a picture"),
        ({}, b"%PDF-1.7 broken", "cannot be read"),
        ({}, b"word " * 200_001, "at most 1,000,000 are audited here"),
        ({"text": "a " * 600_000}, b"", "more than 1048576 bytes"),
    ],
)  # fmt: skip
def test_what_cannot_be_audited_is_told_and_what_was_typed_stays(
    server: Served, fields: dict[str, str], data: bytes, said: str
) -> None:
    reply = sent(server, fields, data)
    assert reply.status == 422
    assert said in faults(reply)
    assert "Nothing was audited" in faults(reply)
    assert all(text in unescape(reply.text) for text in fields.values() if len(text) < 100)


def test_a_file_that_is_too_large_is_refused(server: Served) -> None:
    assert sent(server, {}, b"x " * (MOST_UPLOAD // 2)).status == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Cookie": "talleyrand=wrong"}, 401),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
def test_a_form_of_another_site_or_without_a_session_is_refused(
    server: Served, headers: dict[str, str], status: int
) -> None:
    assert sent(server, {"text": ESSAY}, **headers).status == status


def test_whoever_reads_from_afar_without_a_session_is_told_where_audits_are_made(root: Path) -> None:
    with serving(root, "--host", "127.0.0.1", "--allow-remote", today=TODAY) as server:
        assert "with a session only" in server.ask("/audit").text
        assert sent(server, {"text": ESSAY}).status == 403


@pytest.mark.parametrize("key", ["x", "a" * 24, "..%2f..%2fetc", "%3Cb%3E"])
def test_what_is_not_held_is_not_found(server: Served, key: str) -> None:
    for ending in ("", ".json", ".html"):
        assert server.ask(f"/audit/{key}{ending}").status == 404


def test_the_shipped_record_is_audited_against() -> None:
    with serving(None, today=TODAY) as server:
        way = put(server, "Xi Jinping and Donald Trump met in Busan on 30 October 2025.", published="2026-01-05")
        assert re.search(r'<a href="/e/[a-z0-9-]*busan[a-z0-9-]*"', server.ask(way).text)


# --- what is held --------------------------------------------------------------------------------


def test_an_audit_is_held_for_its_time_only() -> None:
    gone = Held(seconds=-1)
    with pytest.raises(NotFound, match="put the essay in again"):
        gone.audit(gone.put(audited(ESSAY)))


def test_what_is_over_is_let_go_also_if_nobody_asks() -> None:
    gone = Held(seconds=0.01)
    gone.put(audited(ESSAY))
    deadline = monotonic() + 10
    while gone.weight and monotonic() < deadline:
        sleep(0.05)
    assert gone.weight == 0


def test_the_oldest_makes_room_and_the_newest_is_there_whatever_it_weighs() -> None:
    small = Held(most=1)
    first, second = small.put(audited(ESSAY)), small.put(audited(ESSAY))
    assert small.audit(second).findings
    with pytest.raises(NotFound):
        small.audit(first)


# --- in a browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def _visitor(server: Served, browser: sync_api.Browser) -> Visitor:
    return Visitor(server, browser, _cookies(server.base, server.cookie))


@pytest.fixture
def opened(_visitor: Visitor) -> Iterator[Visitor]:
    """A browser with a session; fails a test whose pages complained."""
    _visitor.complaints.clear()
    yield _visitor
    assert not _visitor.complaints, "\n".join(_visitor.complaints)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_essay_is_pasted_audited_narrowed_and_saved(opened: Visitor, script: bool) -> None:
    with opened.page("/", script=script) as shown:
        follow(shown, shown.get_by_role("link", name="audit an essay"))
        shown.get_by_label("Its text").fill(ESSAY)
        shown.get_by_label("Day of the essay").fill("2025-06-01")
        follow(shown, shown.get_by_role("button", name="Audit it"))
        expect(shown.get_by_role("heading", level=1)).to_have_text("Audit of The Marlow truce")
        expect(shown.locator(".margin li")).to_have_count(3)
        follow(
            shown, shown.get_by_role("navigation", name="Verdict").get_by_role("link", name=re.compile("contradicted"))
        )
        expect(shown.locator(".margin li")).to_have_count(1)
        with shown.expect_download() as saved:
            shown.get_by_role("link", name="CSV").click()
        assert "contradicted" in Path(saved.value.path()).read_text()
        follow(shown, shown.locator(".margin").get_by_role("link", name="marlow-talks"))
        expect(shown.get_by_role("heading", level=1)).to_contain_text("Marlow")


def test_a_file_is_chosen_and_audited(opened: Visitor, tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text(ESSAY)
    with opened.page("/audit") as shown:
        shown.get_by_label("or a file").set_input_files(tmp_path / "essay.txt")
        follow(shown, shown.get_by_role("button", name="Audit it"))
        expect(shown.get_by_role("heading", level=1)).to_have_text("Audit of The Marlow truce")


def test_notes_stand_beside_the_text_at_wide_and_below_it_on_a_telephone(opened: Visitor, held: str) -> None:
    with opened.page(held) as shown:
        note, text = shown.locator(".margin").first, shown.locator(".beside-text:has(.margin) > p").first
        for width, beside in ((1280, True), (360, False)):
            shown.set_viewport_size({"width": width, "height": 900})
            one, other = text.bounding_box(), note.bounding_box()
            assert one is not None
            assert other is not None
            assert (other["x"] >= one["x"] + one["width"]) is beside
            assert (other["y"] >= one["y"] + one["height"]) is not beside


@pytest.mark.parametrize("page", ["form", "result"])
def test_the_pages_have_no_barrier_that_axe_knows_and_fit_a_telephone(opened: Visitor, held: str, page: str) -> None:
    with opened.page("/audit" if page == "form" else held) as shown:
        shown.evaluate(Axe().axe_script)
        assert judged(shown) == {}
        assert judged_in_every_look(shown) == {}
        shown.set_viewport_size({"width": 360, "height": 900})
        assert shown.evaluate(TOO_WIDE) == []
