"""One server and one browser for all tests of the browser's door that drive pages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from playwright import sync_api

from talleyrand.record import history
from tests.web.served import Served, start
from tests.web.visiting import ENTRIES, Visitor

BROWSERS = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one, tests that need it are left out, but never where a change must pass."""
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if found:
        return found
    reason = f"no Chromium was found ({named or ', '.join(BROWSERS)}): install one, or name it in CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def copied_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped record in a git repository, in which an edit, and that it was undone, are kept."""
    folder = tmp_path_factory.mktemp("record") / "us-china"
    shutil.copytree(Path(str(files("talleyrand"))) / "cases" / "us-china", folder)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    entry = ENTRIES["party"]
    one, other = (f"- party: {entry}\n  name: {name}\n  form: state\n" for name in ("China", "The People's Republic"))
    for before, after, told in ((one, other, ""), (other, one, f"Undo: Change {entry}")):
        edit = history.Edit(
            when=datetime(2026, 11, 20, tzinfo=UTC), id=entry, file="parties.yaml", before=before, after=after,
            summary=told,
        )  # fmt: skip
        history.remember(folder, edit)
    return folder


@pytest.fixture(scope="session")
def server(chromium: str, copied_record: Path) -> Iterator[Served]:
    """A server of that copy, its one-time link not yet used; none is started where there is no browser."""
    assert chromium
    served = start(copied_record)
    yield served
    served.stop()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[sync_api.Browser]:
    """A browser without a window."""
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def _entered(server: Served, browser: sync_api.Browser) -> Visitor:
    visitor = Visitor(server, browser)
    visitor.enter()
    return visitor


@pytest.fixture
def visitor(_entered: Visitor) -> Iterator[Visitor]:
    """A browser whose session is open; fails a test whose pages complained or fetched anything from elsewhere."""
    _entered.complaints.clear()
    yield _entered
    assert not _entered.complaints, "\n".join(_entered.complaints)


@pytest.fixture(scope="session")
def _large(_entered: Visitor, chromium: str, browser: sync_api.Browser) -> Iterator[Visitor]:
    opened = browser.browser_type.launch(
        executable_path=chromium, args=["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    )
    yield Visitor(_entered.server, opened, _entered.state)
    opened.close()


@pytest.fixture
def large_text(_large: Visitor) -> Iterator[Visitor]:
    """The same for a reader whose browser shows text twice as large."""
    _large.complaints.clear()
    yield _large
    assert not _large.complaints, "\n".join(_large.complaints)
