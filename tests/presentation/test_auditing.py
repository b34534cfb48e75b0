"""An audit for people and machines: tables, JSON, and a page that stands alone and runs nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from talleyrand.presentation.auditing import as_html, as_json, statement
from talleyrand.presentation.machine import as_csv
from talleyrand.presentation.tables import as_table
from talleyrand.reading.auditing.audit import Audit
from tests.reading.audited import audited

ESSAY = """The Marlow truce

After talks in Marlow on Sunday and Monday, both sides spoke of a deal. Sudria closed the Skerry lighthouse on March 3, 2025.

Under the Marlow agreement both sides lowered their tariffs by 50 percent. Norland should cut its duty to 5 percent.
"""
HOSTILE = """<script>alert(1)</script> After talks in Marlow on Sunday and Monday <img src=x onerror=alert(1)>, they met.

</p></main><style>*{display:none}</style> "quoted' & <b>bold</b> \u202egnp.exe \x1b[31m cut by 50 percent in Marlow.
"""


@pytest.fixture(scope="module")
def audit() -> Audit:
    return audited(ESSAY)


class _Page(HTMLParser):
    """The tags of a page, what its attributes hold, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        held = dict(attrs)
        assert not any(name.startswith("on") or name == "style" for name in held)
        self.ids += [str(held["id"])] if "id" in held else []
        self.links += [str(held["href"])] if "href" in held else []

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_table_shows_what_the_record_bears_on_and_counts_the_rest(audit: Audit) -> None:
    shown = statement(audit)
    assert shown.column("verdict") == ("contradicted", "supported", "imprecise")
    assert {str(total["verdict"]): total["claims"] for total in shown.totals}["not checkable"] == 1
    assert "marlow-talks" in as_table(shown, 100)


def test_all_findings_are_shown_if_all_are_asked_for(audit: Audit) -> None:
    assert len(statement(audit, every=True).rows) == len(audit.findings)


def test_json_holds_each_claim_with_its_place(audit: Audit) -> None:
    told = json.loads(as_json([audit]))[0]
    assert sum(told["counts"].values()) == len(told["findings"])
    for each in told["findings"]:
        assert ESSAY[each["start"] : each["end"]] == each["claim"]
    assert {"contradicted", "imprecise", "supported"} <= {each["verdict"] for each in told["findings"]}


def test_a_page_holds_the_whole_text_once_and_a_note_for_each_finding(audit: Audit) -> None:
    page = _Page(as_html([audit]))
    for line in ESSAY.splitlines():
        plain = re.sub(r"\d", "", line)
        assert not line or plain[:40] in re.sub(r"\d", "", page.text)
    notes = [each for each in page.ids if not each.endswith("-at")]
    assert len(notes) == 3
    assert {each.removeprefix("#") for each in page.links} == set(page.ids)


def test_a_page_runs_nothing_and_fetches_nothing(audit: Audit) -> None:
    page = as_html([audit])
    assert not {"script", "img", "link", "iframe", "form", "object"} & set(_Page(page).tags)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    pin = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{pin}'" in page
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")


def test_hostile_text_stays_text() -> None:
    page = as_html([audited(HOSTILE)])
    parsed = _Page(page)
    assert parsed.tags.count("style") == 1
    assert not {"script", "img", "b"} & set(parsed.tags)
    assert "<script>alert(1)</script>" in parsed.text
    assert "\u202e" not in page
    assert "\x1b" not in page


def test_hostile_text_acts_on_no_terminal_and_in_no_spreadsheet() -> None:
    found = statement(audited("=cmd|' /C calc'!A0 \x1b[31m was signed in Marlow on May 12, 2025."), every=True)
    assert "\x1b" not in as_table(found, 80)
    assert not re.search(r"(?m)(?:^|,)=cmd", as_csv(statement(audited(HOSTILE), every=True, whole=True)))


def test_several_documents_make_one_page_with_no_name_twice(audit: Audit) -> None:
    page = _Page(as_html([audit, audited(ESSAY)]))
    assert page.tags.count("article") == 2
    assert len(page.ids) == len(set(page.ids))
