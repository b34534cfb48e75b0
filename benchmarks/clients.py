"""So many clients at once, each asking for one page after the other, in a process of its own.

    python benchmarks/clients.py < PLAN

Reads a plan as JSON: `host`, `port`, `headers`; `walks`, for each client the pages it asks for as pairs of a name and
an address; `seconds`, for how long they go round on their walks, 0 for once; and `pause`, for how many seconds they
read before each page, in the mean. Writes one list for each page asked for: name, seconds to the last byte, bytes,
status, and when it was asked in seconds since the epoch. Clients keep their connections, and nothing else.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, RemoteDisconnected
from itertools import cycle
from random import Random
from time import perf_counter, sleep, time
from typing import Any

SECONDS = 120.0  # after which an answer is no longer waited for
Walk = list[tuple[str, str]]
Taken = tuple[str, float, int, int, float]


def walked(walk: Walk, host: str, port: int, headers: dict[str, str], seconds: float, pause: float) -> list[Taken]:
    """What one client met on its way, once or round and round for so many seconds, pausing before each page."""
    connection = HTTPConnection(host, port, timeout=SECONDS)
    found: list[Taken] = []
    over, rng = time() + seconds, Random(len(walk) + pause)
    for name, address in cycle(walk) if seconds else walk:
        if seconds and time() > over:
            break
        sleep(rng.uniform(0, 2) * pause)
        begun, start = time(), perf_counter()
        try:
            status, size = _asked(connection, address, headers)
        except (RemoteDisconnected, ConnectionError):  # a kept connection may have been closed meanwhile
            connection.close()
            status, size = _asked(connection, address, headers)
        found.append((name, perf_counter() - start, size, status, begun))
    connection.close()
    return found


def _asked(connection: HTTPConnection, address: str, headers: dict[str, str]) -> tuple[int, int]:
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def run(plan: dict[str, Any]) -> list[Taken]:
    """What all clients met, each in a thread of its own: they wait far more than they work."""
    with ThreadPoolExecutor(len(plan["walks"])) as clients:
        told = plan["host"], plan["port"], plan["headers"], plan["seconds"]
        walks = [clients.submit(walked, walk, *told, plan["pause"] + 0.001 * number if plan["pause"] else 0)
                 for number, walk in enumerate(plan["walks"])]  # fmt: skip
        return [taken for walk in walks for taken in walk.result()]


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
