"""The benchmark of the pages: it works from end to end on a small record, and its clients and figures are right."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import generate, serve

PAGES = {"/", "/timeline", "/commitments", "an entry", "/search", "/query", "/check", "/file", "/measures.json"}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """The medians of every page, one round of each load, on a record of 300 entries."""
    folder: Path = tmp_path_factory.mktemp("served")
    generate.write(generate.record(300), folder / "record")
    return serve.ours(folder / "record", folder, serve.pages(300), rounds=1, pause=0, days=1)


def test_every_page_is_asked_for_and_answers(figures: dict[str, float]) -> None:
    assert set(figures) >= PAGES
    assert all(seconds > 0 for seconds in figures.values())


def test_other_addresses_of_a_page_differ_from_one_another() -> None:
    for page in serve.pages(50_000):
        if page.name != "/file":
            assert len({page.other(number) for number in range(1, 9)}) == 8, page.name


def test_each_client_walks_through_days_that_no_other_asks_about() -> None:
    walks = serve.dated(serve.pages(300), 1)
    days = [{address.rpartition("on=")[2] for _, address in walk} for walk in walks]
    assert sum(map(len, days)) == len(set.union(*days)) == serve.CLIENTS * serve.DAYS


def test_clients_are_another_process_and_tell_how_long_each_answer_took(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("twelve signs", encoding="utf-8")
    with subprocess.Popen([sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"], cwd=tmp_path,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:  # fmt: skip
        assert server.stdout is not None
        port = int(server.stdout.readline().split(" port ")[1].split()[0])
        plan = {"host": "127.0.0.1", "port": port, "headers": {}, "walks": [[["page", "/page.txt"]]] * 2,
                "seconds": 0, "pause": 0}  # fmt: skip
        said = subprocess.run([sys.executable, str(serve.CLIENT)], input=json.dumps(plan), capture_output=True,
                              text=True, check=True)  # fmt: skip
        server.kill()
    taken: list[list[Any]] = json.loads(said.stdout)
    assert [(name, size, status) for name, _, size, status, _ in taken] == [("page", 12, 200)] * 2


def test_a_page_misses_its_time_by_its_median_or_by_one_answer_in_twenty() -> None:
    quick, slow, uneven = [0.01] * 40, [0.2] * 40, [0.01] * 30 + [0.5] * 10
    load = serve.Load({"quick": quick, "slow": slow, "uneven": uneven}, {}, 1.0, 1.0)
    assert serve.misses(load) == ["slow", "uneven"]
