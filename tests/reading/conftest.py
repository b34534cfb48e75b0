"""The server that tests of the model reader speak to: a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import pytest

SPEAKING = Path(__file__).parent / "speaking.py"
OPENER = build_opener(ProxyHandler({}))


class Speaker:
    """A server in a process of its own, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port

    def plan(self, *steps: dict[str, Any]) -> str:
        """The endpoint at which these steps are taken."""
        address = f"http://127.0.0.1:{self.port}"
        request = Request(f"{address}/plan", data=json.dumps(steps).encode(), method="PUT")
        with OPENER.open(request, timeout=10) as answer:
            return address + answer.read().decode() + "/v1"

    def asked(self, endpoint: str) -> list[dict[str, Any]]:
        """The requests that came to an endpoint."""
        with OPENER.open(endpoint.removesuffix("/v1") + "/asked", timeout=10) as answer:
            return list(json.load(answer))


@pytest.fixture(scope="session")
def speaker() -> Iterator[Speaker]:
    process = subprocess.Popen(
        [sys.executable, str(SPEAKING)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    yield Speaker(int(process.stdout.readline()))
    process.stdin.close()
    process.wait(timeout=10)
    process.stdout.close()
