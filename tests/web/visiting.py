"""A browser that watches while it visits, and the pages that every test of the browser's door goes through.

Page     an address of the site, with what a test may expect of it
Visitor  a browser with its session opened: pages of it report what they fetch and complain of
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright import sync_api

from talleyrand.presentation.catalogue import QUESTIONS
from tests.web.served import Served

AGREEMENT = "busan-2025"
# What a question must be told if it cannot do without, so that its page and the Python door are asked the same.
NEEDED = {
    "by": "US", "toward": "CN", "series": "across-the-board", "before": "2025-10-01", "agreement": AGREEMENT,
}  # fmt: skip
# An entry of each kind that the shipped record holds.
ENTRIES = {
    "act": "us-301-probe-2017", "agreement": AGREEMENT, "assert": "says-us-0-2025-01-20", "channel": "jcct",
    "commitment": "sunnylands-hfc-cn", "indicator": "phase-one-us-exports", "measure": "cn-gallium-2023",
    "meeting": "dpct-5-2009", "party": "CN", "person": "obama", "question": "soybeans-25-million-in-2026",
    "reading": "scs-2015-us-kerry", "source": "ai-talks-2026-cnbc", "talks": "cyber-talks-2015",
}  # fmt: skip
SELECT = "SELECT instrument, count(*) AS measures FROM measures GROUP BY ALL ORDER BY 2 DESC, 1"


@dataclass(frozen=True, kw_only=True)
class Page:
    """An address of the site.

    Attributes:
        name: for the report of a test.
        path: with its arguments.
        status: of the answer.
        twins: true if the page has twins for machines, and so a citation and a permalink.
        framed: true if it has the head and foot of the site.
    """

    name: str
    path: str
    status: int = 200
    twins: bool = True
    framed: bool = True


def _question(name: str) -> Page:
    return Page(name=name, path=f"/{name}")


READ = (
    Page(name="today", path="/"),
    *[_question(each.name) for each in QUESTIONS],
    *[Page(name=f"entry of {kind}", path=f"/e/{entry}") for kind, entry in ENTRIES.items()],
    Page(name="search", path="/search?q=busan"),
    Page(name="search for nothing", path="/search"),
    Page(name="SQL", path="/query", twins=False),
    Page(name="SQL answered", path=f"/query?q={SELECT.replace(' ', '+')}"),
    Page(name="SQL refused", path="/query?q=DROP+TABLE+entries", status=422, twins=False),
    Page(name="check", path="/check"),
    Page(name="audit", path="/audit", twins=False),
    Page(name="plans", path="/plans", twins=False),
    Page(name="stages of a plan", path="/plan/after-washington-2026/stages"),
    Page(name="file", path="/file?name=agreements.yaml&line=12", twins=False),
    Page(name="help", path="/help", twins=False),
    Page(name="not there", path="/nowhere", status=404, twins=False),
    Page(name="not understood", path="/measures?on=yesterday", status=400, twins=False),
    Page(name="link used up", path="/open?key=used", status=403, twins=False, framed=False),
)
WRITTEN = (
    Page(name="add", path="/new", twins=False),
    *[Page(name=f"add {kind}", path=f"/new/{kind}", twins=False) for kind in ("measure", "source", "commitment")],
    *[Page(name=f"edit {kind}", path=f"/edit/{ENTRIES[kind]}", twins=False)
      for kind in ("measure", "agreement", "question")],
    Page(name="edit as text", path=f"/edit/{ENTRIES['measure']}?as=text", twins=False),
    Page(name="edits", path="/edits", twins=False),
)  # fmt: skip
PAGES = (*READ, *WRITTEN)
# One page of each make, for what does not depend on what a page says.
MAKES = tuple([each for each in PAGES if each.name in (
    "today", "timeline", "measures", "commitments", "interpretations", "entry of agreement", "search", "SQL answered",
    "check", "file", "help", "not there", "add", "add commitment", "edit measure", "edit as text", "edits",
)])  # fmt: skip


@dataclass
class Visitor:
    """A browser with its session opened.

    Attributes:
        server: whose pages it opens.
        browser: that opens them.
        state: its cookies, from the one-time link.
        complaints: what its consoles said, and what it fetched elsewhere, since they were last looked at.
    """

    server: Served
    browser: sync_api.Browser
    state: Any = None
    complaints: list[str] = field(default_factory=list)
    _tabs: dict[bool, sync_api.Page] = field(default_factory=dict)

    def enter(self) -> None:
        """Use the one-time link, as a person does."""
        with self.apart(storage_state=None) as page:
            page.goto(self.server.link)
            page.wait_for_url(f"{self.server.base}/")
            self.state = page.context.storage_state()
        self.server.cookie = "; ".join(f"{each['name']}={each['value']}" for each in self.state["cookies"])

    @contextmanager
    def page(self, path: str = "", *, script: bool = True, width: int = 1280) -> Iterator[sync_api.Page]:
        """A tab, used by one test after another, with an address opened in it if one is given.

        Args:
            script: whether the pages' own script runs.
        """
        if script not in self._tabs:
            self._tabs[script] = self._tab(java_script_enabled=script)
        page = self._tabs[script]
        page.set_viewport_size({"width": width, "height": 900})
        try:
            if path:
                page.goto(path)
            yield page
        finally:
            page.emulate_media(media="null", color_scheme="light")

    @contextmanager
    def apart(self, path: str = "", **options: Any) -> Iterator[sync_api.Page]:
        """A tab of its own in a context of its own, closed afterwards.

        Args:
            options: any that a context takes.
        """
        page = self._tab(**options)
        try:
            if path:
                page.goto(path)
            yield page
        finally:
            page.context.close()

    def _tab(self, **options: Any) -> sync_api.Page:
        context = self.browser.new_context(
            base_url=self.server.base,
            **{"storage_state": self.state, "locale": "en-GB", "viewport": {"width": 1280, "height": 900}, **options},
        )
        context.set_default_timeout(15_000)
        self._watch(context)
        return context.new_page()

    def _watch(self, context: sync_api.BrowserContext) -> None:
        def fetched(request: sync_api.Request) -> None:
            if not request.url.startswith((f"{self.server.base}/", "data:")):
                self.complaints.append(f"fetched {request.url}")

        def said(message: sync_api.ConsoleMessage) -> None:
            # Chromium says so itself of a page that is a 404 on purpose.
            if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
                self.complaints.append(f"{message.type}: {message.text}")

        context.on("request", fetched)
        context.on("console", said)
        context.on("weberror", lambda fault: self.complaints.append(f"script failed: {fault.error}"))


def follow(shown: sync_api.Page, leads: sync_api.Locator) -> None:
    """Click what leads to another page, and wait until that page is whole: a click alone returns before it is read."""
    with shown.expect_navigation():
        leads.click()
