"""Times the pages of `talleyrand serve` on a made-up record, beside Fava's on a ledger of as many directives.

Page     a page and its addresses: the usual one, and others that differ from it
Server   a server in a process of its own, as a user starts it
Watch    the memory and processor time of a server and its children
Load     what eight clients at once met

    python benchmarks/serve.py [--entries N] [--rounds N] [--without-fava] [--record FOLDER]

The clients are another process (clients.py). Everything is written to a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from socket import socket
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter, sleep, time
from urllib.parse import urlencode
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import generate
from talleyrand.presentation.catalogue import QUESTIONS

ENTRIES, CLIENTS, DAYS = 50_000, 8, 12
MEDIAN, LATE, MEMORY = 0.150, 0.400, 600.0  # seconds, seconds, megabytes: what the server is held to
BIN = Path(sys.executable).parent
CLIENT = Path(__file__).parent / "clients.py"
ASKED = "SELECT instrument, count(*) AS measures FROM measures WHERE id > 'measure-{}' GROUP BY ALL ORDER BY 2 DESC"
WORDS = ("trade", "customs rule", "port", "alder", "delegate", "chips", "review quarter", "promise-1", "goods")
KINDS = ("act", "source", "meeting", "measure", "promise", "person", "reading", "channel", "deal", "question")


# --- what is asked -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its addresses.

    Attributes:
        name: as the table calls it.
        usual: the address that everybody asks for first.
        other: an address for a number, of which no two are the same: turned, sorted, narrowed, or of another entry.
        dated: an address for a day asked about; None if the page has none.
    """

    name: str
    usual: str
    other: Callable[[int], str]
    dated: Callable[[date], str] | None = None


def address(path: str, **given: object) -> str:
    told = {name: str(value) for name, value in given.items() if value not in (None, "")}
    return f"{path}?{urlencode(told)}" if told else path


def pages(entries: int) -> tuple[Page, ...]:
    """Every page there is: each question of the catalogue, entries, search, SQL, what is wrong, files, some twins."""
    questions = [_question(f"/{each.name}") for each in QUESTIONS]
    twins = [_twin(path) for path in ("/measures.json", "/commitments.csv", "/meetings.json")]
    return (
        Page("/", "/", lambda number: address("/", since=_day(number)), lambda on: address("/", on=on)),
        *questions,
        Page("an entry", "/e/ALDER", lambda number: _entry(number, entries), lambda on: address("/e/ALDER", on=on)),
        Page("/search", address("/search", q="trade"), _sought, lambda on: address("/search", q="trade", on=on)),
        Page("/query", address("/query", q=ASKED.format(0)), lambda number: address("/query", q=ASKED.format(number)),
             lambda on: address("/query", q=ASKED.format(0), on=on)),
        Page("/check", "/check", lambda number: address("/check", page=number)),
        Page("/file", address("/file", name="act/000.yaml"),
             lambda number: address("/file", name="act/000.yaml", line=100 + number)),
        *twins,
    )  # fmt: skip


def _question(path: str) -> Page:
    def other(number: int) -> str:
        words = WORDS[number % len(WORDS)] if number % 3 == 2 else None
        return address(path, page=number + 1 if number % 3 < 2 else None, has=words and f"{words} {number}")

    return Page(path, path, other, lambda on: address(path, on=on))


def _twin(path: str) -> Page:
    return Page(path, path, lambda number: address(path, party=list(generate.STATES)[number % 6], on=_day(number)),
                lambda on: address(path, on=on))  # fmt: skip


def _entry(number: int, entries: int) -> str:
    kind = KINDS[number % len(KINDS)]
    share = generate.SHARES.get({"promise": "commitment", "deal": "agreement"}.get(kind, kind), 1)
    return f"/e/{kind}-{number * 7 % max(1, entries * share // 1000)}"


def _sought(number: int) -> str:
    kinds = ("", "measure", "source", "person", "act")
    return address("/search", q=f"{WORDS[number % len(WORDS)]} {'abcdefghilmnoprst'[number % 17]}",
                   kind=kinds[number % len(kinds)])  # fmt: skip


def _day(number: int) -> date:
    """A day for a number: 97 days apart, back from the last."""
    return date.fromordinal(generate.END - number * 97 % 4000)


Walks = list[list[tuple[str, str]]]


def same(asked: Sequence[Page], rounds: int) -> Walks:
    """Each client asks for every usual address, in an order of its own."""
    return _shuffled([[(each.name, each.usual) for each in asked * rounds] for _ in range(CLIENTS)])


def varied(asked: Sequence[Page], rounds: int) -> Walks:
    """Each client asks for addresses that nobody has asked for before."""
    return _shuffled([
        [(each.name, each.other(1 + client * rounds + turn)) for each in asked for turn in range(rounds)]
        for client in range(CLIENTS)
    ])  # fmt: skip


def dated(asked: Sequence[Page], rounds: int, days: int = DAYS) -> Walks:
    """Each client walks through some days of its own, on each of which it asks for a part of the pages."""
    there = [each for each in asked if each.dated]
    walks: Walks = []
    for client in range(CLIENTS):
        own = [_day(1 + client * days + turn) for turn in range(days)]
        parts = [there[(client + turn) % 6 :: 6] for turn in range(days)] * min(rounds, 1)
        walks.append([(each.name, each.dated(day)) for day, part in zip(own, parts, strict=False) for each in part
                      if each.dated])  # fmt: skip
    return walks


def _shuffled(walks: Walks) -> Walks:
    for number, walk in enumerate(walks):
        Random(number).shuffle(walk)
    return walks


# --- servers -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Server:
    """A server in a process of its own: where it listens, and what to send along."""

    process: subprocess.Popen[str]
    port: int
    cookie: str
    started: float


@contextmanager
def talleyrand(record: Path, folder: Path) -> Iterator[Server]:
    """`talleyrand serve` on a record, its one-time link opened."""
    environment = {"TALLEYRAND_CACHE": str(folder / "cache"), **os.environ,
                   "TALLEYRAND_TODAY": generate.TODAY.isoformat()}  # fmt: skip
    start = perf_counter()
    process = subprocess.Popen([str(BIN / "talleyrand"), "serve", "--record", str(record), "--port", "0"],
                               stderr=subprocess.PIPE, text=True, env=environment)  # fmt: skip
    try:
        link = next(found[0] for line in process.stderr or () if (found := re.search(r"http://\S+/open\S+", line)))
        with urlopen(link) as opened:
            cookie = str(opened.headers["set-cookie"]).partition(";")[0]
        taken = perf_counter() - start
        Thread(target=_listened, args=(process,), daemon=True).start()
        yield Server(process, int(link.split(":")[2].partition("/")[0]), cookie, taken)
    finally:
        _ended(process)


@contextmanager
def fava(ledger: Path) -> Iterator[Server]:
    """`fava` on a ledger."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = perf_counter()
    process = subprocess.Popen([str(BIN / "fava"), "--port", str(port), str(ledger)], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, text=True)  # fmt: skip
    try:
        while perf_counter() - start < 120:
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/bench/api/changed"):
                break
            sleep(0.1)
        yield Server(process, port, "", perf_counter() - start)
    finally:
        _ended(process)


def _ended(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _listened(process: subprocess.Popen[str]) -> None:
    """Take what a server goes on to say, or it would wait for somebody to."""
    with process.stderr or nullcontext(()) as said:
        for _ in said:
            pass


class Watch:
    """The most memory that a server and its children held, and the processor time that they took."""

    def __init__(self, root: int) -> None:
        self.rss = self.pss = self.own = 0.0
        self._root, self._over = root, Event()
        self._looking = Thread(target=self._look, daemon=True)
        self._looking.start()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            self.now()

    def now(self) -> tuple[float, float]:
        """Resident and proportional memory at this moment, in megabytes."""
        held = [_held(each) for each in _family(self._root)]
        rss, pss = sum(each[0] for each in held), sum(each[1] for each in held)
        self.rss, self.pss, self.own = max(self.rss, rss), max(self.pss, pss), max(self.own, _held(self._root)[1])
        return rss, pss

    def seconds(self) -> float:
        """Processor time of the server itself until now."""
        told = Path(f"/proc/{self._root}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        self._over.set()
        self._looking.join()


def _family(root: int) -> set[int]:
    above = {}
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            with suppress(OSError):
                above[int(each.name)] = int((each / "stat").read_text().rpartition(")")[2].split()[1])
    found = {root}
    while more := {child for child, parent in above.items() if parent in found} - found:
        found |= more
    return found


def _held(process: int) -> tuple[float, float]:
    with suppress(OSError):
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
        rss, pss = (int(found[1]) for found in re.finditer(r"^(?:Rss|Pss):\s+(\d+)", told, re.M))
        return rss / 1024, pss / 1024
    return 0.0, 0.0


# --- loads ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Load:
    """What clients met: for each page the seconds of every answer, and the size of the greatest; and how long it took.

    Attributes:
        times: seconds of each answer by page.
        sizes: bytes of the greatest answer by page.
        seconds: of the whole.
        busy: processor time that the server took, for each second.
    """

    times: dict[str, list[float]]
    sizes: dict[str, int]
    seconds: float
    busy: float

    @property
    def answers(self) -> int:
        return sum(map(len, self.times.values()))


def met(server: Server, walks: Walks, watch: Watch, *, pause: float = 0) -> Load:
    """What the clients of a second process meet on their walks.

    Raises:
        ValueError: if an answer is no page: the time of something that did not work would mislead.
    """
    start, busy = perf_counter(), watch.seconds()
    with clients() as process:
        said = process.communicate(json.dumps(_plan(server, walks, pause=pause)))[0]
    taken = perf_counter() - start
    times: dict[str, list[float]] = {}
    sizes: dict[str, int] = {}
    for name, seconds, size, status, _ in json.loads(said):
        if status != 200:
            raise ValueError(f"{name}: answered with {status}")
        times.setdefault(name, []).append(seconds)
        sizes[name] = max(size, sizes.get(name, 0))
    return Load(times, sizes, taken, (watch.seconds() - busy) / taken)


@contextmanager
def clients() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, str(CLIENT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _plan(server: Server, walks: Walks, *, seconds: float = 0, pause: float = 0) -> dict[str, object]:
    headers = {"Cookie": server.cookie} if server.cookie else {}
    return {
        "host": "127.0.0.1",
        "port": server.port,
        "headers": headers,
        "walks": walks,
        "seconds": seconds,
        "pause": pause,
    }


def late(times: Sequence[float]) -> float:
    """The time within which 19 of 20 answers came.

    >>> late([0.25])
    0.25
    """
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


# --- the report ----------------------------------------------------------------------------------

LOADS = ("same", "varied", "days")
_HEADS = "".join(f"{name:>10}{'p95':>7}{'max':>7}" for name in LOADS)
HEAD = f"{'milliseconds':16}{'first':>7}{_HEADS}{'kB':>7}"


def line(name: str, loads: Sequence[Load]) -> str:
    """A page's figures: first answer; median, slowest of twenty and slowest of each further load; its size."""
    first, *others = loads
    cells = [_cells(load.times.get(name, ())) for load in others]
    size = max(load.sizes.get(name, 0) for load in loads)
    return f"{name:16}{first.times[name][0] * 1000:7.0f}{''.join(cells)}{size / 1000:7.0f}"


def _cells(times: Sequence[float]) -> str:
    if not times:
        return f"{'-':>10}{'-':>7}{'-':>7}"
    return f"{1000 * median(times):10.0f}{1000 * late(times):7.0f}{1000 * max(times):7.0f}"


def misses(load: Load) -> list[str]:
    """The pages of a load that took longer than they may."""
    return [name for name, times in load.times.items() if median(times) > MEDIAN or late(times) > LATE]


def told(loads: Sequence[Load], watch: Watch) -> None:
    """Print each load as a whole, with the pages that missed what they are held to, and the memory."""
    for name, load in zip(LOADS, loads[1:], strict=False):
        every, missed = [each for times in load.times.values() for each in times], misses(load)
        verdict = f"MISS: {', '.join(missed)}" if missed else "every page in time"
        whole = f"median {median(every) * 1000:.0f} ms, p95 {late(every) * 1000:.0f} ms"
        rate = load.answers / load.seconds
        print(f"{name}: {load.answers} answers, {rate:.0f} a second; {whole}; {load.busy:.2f} cores busy; {verdict}")
    verdict = "pass" if watch.pss <= MEMORY else "MISS"
    print(
        f"memory at most: {watch.rss:.0f} MB resident, {watch.pss:.0f} MB proportional, with children "
        f"({watch.own:.0f} MB the server itself)  {verdict}"
    )


def ours(
    record: Path, folder: Path, asked: Sequence[Page], rounds: int, pause: float, days: int = DAYS
) -> dict[str, float]:
    """Every page of ours under every load, printed; the median of each page under the first."""
    with talleyrand(record, folder) as server:
        watch = Watch(server.process.pid)
        print(f"talleyrand serve: reading and opening took {server.started:.1f} s; memory then {watch.now()[1]:.0f} MB")
        first = met(server, [[(each.name, each.usual) for each in asked]], watch)
        sleep(1)
        few = max(1, rounds // 4)
        loads = [first, met(server, same(asked, rounds), watch)]
        loads += [met(server, walks, watch, pause=pause) for walks in (varied(asked, few), dated(asked, few, days))]
        print(HEAD)
        for each in asked:
            print(line(each.name, loads), flush=True)
        told(loads, watch)
        reread(server, record, asked, seconds=3 + 4 * server.started)
        watch.end()
        print(f"memory at most, the record read again: {watch.pss:.0f} MB")
    return {name: median(times) for name, times in loads[1].times.items()}


ADDED = """- act: act-added-{number}
  on: 2026-05-20
  by: ALDER
  toward: [BIRCH]
  kind: statement
  issue: trade
  title: Statement added while the pages were being asked for
  sources: [source-0]
"""


def reread(server: Server, record: Path, asked: Sequence[Page], *, seconds: float) -> None:
    """How long an edit takes to show while eight clients go on asking, and what they meet meanwhile."""
    told = json.dumps(_plan(server, same(asked, 1), seconds=seconds))
    with clients() as process:
        answers: list[str] = []
        asking = Thread(target=lambda: answers.append(process.communicate(told)[0]))
        asking.start()
        sleep(2)
        begun = time()
        (record / "act" / "added.yaml").write_text(ADDED.format(number=1), encoding="utf-8")
        plan = _plan(server, [[("new", "/e/act-added-1")]])
        while time() - begun < seconds - 2 and not _there(plan):
            sleep(0.1)
        shown = time() - begun
        asking.join()
    taken = json.loads(answers[0])
    times = [seconds for _, seconds, _, status, at in taken if begun <= at <= begun + shown and status == 200]
    print(f"an edit shows after {shown:.1f} s; {len(times)} answers meanwhile: median {median(times) * 1000:.0f} ms, "
          f"p95 {late(times) * 1000:.0f} ms, most {max(times) * 1000:.0f} ms; refused: "
          f"{sum(status != 200 for _, _, _, status, _ in taken)}")  # fmt: skip


def _there(plan: dict[str, object]) -> bool:
    from benchmarks.clients import run as asked

    return asked(plan)[0][3] == 200


# --- beside Fava ---------------------------------------------------------------------------------

API = "/bench/api/"


def nearest(entries: int) -> tuple[Page, ...]:
    """The pages of Fava, named after those of ours that they are nearest to: each the data that its page asks for."""
    account = "Assets:Bank{}"

    def page(name: str, path: str, other: Callable[[int], str], **given: object) -> Page:
        return Page(name, address(API + path, **given), other,
                    lambda on: address(API + path, **given, time=f"2009-01-01 - {on}"))  # fmt: skip

    return (
        page("/", "income_statement", lambda number: address(API + "income_statement", time=str(_day(number)))),
        page("/timeline", "journal_page",
             lambda number: address(API + "journal_page", page=1 + number % max(1, entries // 1000), order="desc"),
             page=1, order="desc"),
        page("/measures", "trial_balance", lambda number: address(API + "trial_balance", time=str(_day(number)))),
        page("/commitments", "account_report",
             lambda number: address(API + "account_report", a=account.format(number % 20), r="journal"),
             a=account.format(1), r="journal"),
        page("/search", "journal_page",
             lambda number: address(API + "journal_page", page=1, order="desc", filter=f'"Purchase {number}"'),
             page=1, order="desc", filter='"Purchase 17"'),
        page("/query", "query", lambda number: address(API + "query", query_string=QUERIED.format(number)),
             query_string=QUERIED.format(0)),
    )  # fmt: skip


QUERIED = "SELECT account, count(*) WHERE number > {} GROUP BY account ORDER BY account"


def theirs(ledger: Path, entries: int, rounds: int, pause: float) -> tuple[dict[str, float], list[Load]]:
    """Fava's nearest pages under the same loads, printed; the median of each under the first."""
    asked = nearest(entries)
    with fava(ledger) as server:
        watch = Watch(server.process.pid)
        first = met(server, [[(each.name, each.usual) for each in asked]], watch)
        loads = [first, met(server, same(asked, rounds), watch), met(server, varied(asked, rounds), watch, pause=pause)]
        print(f"\nfava: reading took {server.started:.1f} s")
        for each in asked:
            print(line(each.name, loads), flush=True)
        told(loads, watch)
        watch.end()
    return {name: median(times) for name, times in loads[1].times.items()}, loads


def run(folder: Path, record: Path | None, *, entries: int, rounds: int, pause: float, beside: bool) -> None:
    made = record or folder / "record"
    if record is None:
        generate.write(generate.record(entries), made)
    ledger = folder / "bench.beancount"
    mine = ours(made, folder, pages(entries), rounds, pause)
    (made / "act" / "added.yaml").unlink(missing_ok=True)
    if beside:
        ledger.write_text('option "title" "bench"\n' + generate.ledger(entries), encoding="utf-8")
        peer, _ = theirs(ledger, entries, rounds, pause)
        for name, seconds in peer.items():
            ours_, peers = mine[name] * 1000, seconds * 1000
            print(f"{name:16}{ours_:8.1f} ms beside {peers:8.1f} ms: ratio {ours_ / peers:.2f}")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Time the pages of talleyrand serve beside Fava's.")
    options.add_argument("--entries", type=int, default=ENTRIES)
    options.add_argument("--rounds", type=int, default=4, help="how often each client asks for each page")
    options.add_argument("--record", type=Path, help="a record already made up, and not to be made anew")
    options.add_argument("--pause", type=float, default=2.0, help="seconds for which a page is read, in the mean")
    options.add_argument("--without-fava", action="store_true")
    chosen = options.parse_args()
    with TemporaryDirectory(prefix="talleyrand-serve-") as temporary:
        run(
            Path(temporary),
            chosen.record,
            entries=chosen.entries,
            rounds=chosen.rounds,
            pause=chosen.pause,
            beside=not chosen.without_fava,
        )
