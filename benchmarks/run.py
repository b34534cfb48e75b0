"""Times whole commands and books on made-up records, beside bean-check on ledgers of as many directives.

Figure  what was measured: our times, the peer's, and the target

    python benchmarks/run.py [--quick]

Whole commands run as a user runs them, each in a process of its own. Everything is written to a temporary folder.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import log
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import generate
from talleyrand.books import (
    brief,
    calendar,
    channels,
    commitments,
    concessions,
    consistency,
    interpretations,
    lives,
    measures,
    people,
    questions,
    timeline,
)
from talleyrand.books.statement import Statement
from talleyrand.record import loading
from talleyrand.record.dates import Moment, moment
from talleyrand.record.entries import Agreement
from talleyrand.record.loading import read_pages, record_of
from talleyrand.record.record import Record

RUNS = 3
SMALL, LARGE = 5_000, 50_000
SIZES = (SMALL, 10_000, 20_000, LARGE)
PAIR = ("ALDER", "BIRCH")
TODAY, PAST = moment(generate.TODAY), moment("2021-06-01")
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured.

    Attributes:
        what: in words.
        ours: our times in seconds.
        theirs: the peer's times for as many directives; empty if there is no peer.
        target: seconds that the middle one of our times may take at most, None if none is set.
    """

    what: str
    ours: Sequence[float]
    theirs: Sequence[float] = ()
    target: float | None = None

    def line(self) -> str:
        peer = f"{median(self.theirs):8.2f}" if self.theirs else "       -"
        ratio = f"{median(self.ours) / median(self.theirs):6.2f}" if self.theirs else "     -"
        target = "       -" if self.target is None else f"{self.target:8.2f}"
        verdict = "" if self.target is None else "pass" if median(self.ours) <= self.target else "MISS"
        return f"{self.what:44}{median(self.ours):8.2f}{min(self.ours):8.2f}{peer}{ratio}{target}  {verdict}"


HEAD = f"{'seconds':44}{'median':>8}{'least':>8}{'peer':>8}{'ratio':>6}{'target':>8}"


def show(figure: Figure) -> Figure:
    """Print a figure as soon as it is there."""
    print(figure.line(), flush=True)
    return figure


# --- whole commands ------------------------------------------------------------------------------


def command(*words: str, cache: Path | str, folder: Path) -> float:
    """Seconds that a command takes, from its start to its end.

    Raises:
        CalledProcessError: if it fails: a time of something that did not work would mislead.
    """
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}
    environment = {**known, "TALLEYRAND_CACHE": str(cache), "TALLEYRAND_TODAY": generate.TODAY.isoformat()}
    program = str(BIN / words[0])
    start = perf_counter()
    subprocess.run([program, *words[1:]], check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def cold(folder: Path, *words: str, runs: int = RUNS) -> list[float]:
    """Times of a command with an empty cache."""
    times = []
    for _ in range(runs):
        with TemporaryDirectory(dir=folder) as cache:
            times.append(command(*words, cache=cache, folder=folder))
    return times


def warm(folder: Path, *words: str, runs: int = RUNS) -> list[float]:
    """Times of a command whose files were all read before."""
    with TemporaryDirectory(dir=folder) as cache:
        command(*words, cache=cache, folder=folder)
        return [command(*words, cache=cache, folder=folder) for _ in range(runs)]


def prepared(folder: Path, size: int) -> tuple[str, str]:
    """A made-up record and a ledger of one size, written: the record's folder, and the ledger."""
    record, ledger = folder / f"record-{size}", folder / f"ledger-{size}.beancount"
    if not ledger.exists():
        generate.write(generate.record(size), record)
        ledger.write_text(generate.ledger(size), encoding="utf-8")
    return str(record), str(ledger)


def checks(folder: Path, size: int, *, within: float | None, within_warm: float | None) -> Figure:
    """`talleyrand check` beside `bean-check`, cold and then warm; the cold figure is returned."""
    record, ledger = prepared(folder, size)
    ours, theirs = cold(folder, "talleyrand", "check", "--record", record), cold(folder, "bean-check", "-C", ledger)
    first = show(Figure(what=f"check, {size:,} entries, cold", ours=ours, theirs=theirs, target=within))
    ours, theirs = warm(folder, "talleyrand", "check", "--record", record), warm(folder, "bean-check", ledger)
    show(Figure(what=f"check, {size:,} entries, warm", ours=ours, theirs=theirs, target=within_warm))
    return first


def shipped(folder: Path) -> None:
    """What a newcomer runs first, on the shipped record."""
    for name in ("brief", "measures"):
        show(Figure(what=f"{name}, the shipped record, cold", ours=cold(folder, "talleyrand", name)))
        show(Figure(what=f"{name}, the shipped record, warm", ours=warm(folder, "talleyrand", name), target=1.0))


def exponent(figures: Sequence[tuple[int, float]]) -> float:
    """The power of the size with which time grows, by least squares on logarithms: 1 is in proportion.

    >>> round(exponent([(1, 2.0), (10, 20.0), (100, 200.0)]), 3)
    1.0
    """
    sizes, times = [log(size) for size, _ in figures], [log(time) for _, time in figures]
    middle, mean = fmean(sizes), fmean(times)
    spread = sum((size - middle) ** 2 for size in sizes)
    return sum((size - middle) * (time - mean) for size, time in zip(sizes, times, strict=True)) / spread


# --- books ---------------------------------------------------------------------------------------

Ask = Callable[[Record, Moment], Statement]

BOOKS: dict[str, Ask] = {
    "measures": lambda record, known: measures.measures(record, *PAIR, on=TODAY, known=known),
    "diff": lambda record, known: measures.difference(record, *PAIR, before=PAST, on=TODAY, known=known),
    "diff across": lambda record, known: measures.across(record, first_deal(record), on=TODAY, known=known),
    "spells": lambda record, known: measures.spells(record, *PAIR, "across-the-board", on=TODAY, known=known),
    "lives": lambda record, known: lives.lives(record, *PAIR, on=TODAY, known=known),
    "commitments": lambda record, known: commitments.commitments(record, on=TODAY, known=known),
    "concessions": lambda record, known: concessions.concessions(record, *PAIR, on=TODAY, known=known),
    "interpretations": lambda record, known: interpretations.interpretations(record, on=TODAY, known=known),
    "channels": lambda record, known: channels.channels(record, on=TODAY, known=known),
    "cuts": lambda record, known: channels.cuts(record, on=TODAY, known=known),
    "meetings": lambda record, known: channels.meetings(record, on=TODAY, known=known),
    "calendar": lambda record, known: calendar.calendar(record, on=TODAY, known=known),
    "consistency": lambda record, known: consistency.consistency(record, on=TODAY, known=known),
    "reversals": lambda record, known: consistency.reversals(record, on=TODAY, known=known),
    "aims": lambda record, known: consistency.aims(record, on=TODAY, known=known),
    "people": lambda record, known: people.people(record, on=TODAY, known=known),
    "questions": lambda record, known: questions.questions(record, on=TODAY, known=known),
    "timeline": lambda record, known: timeline.timeline(record, on=TODAY, known=known),
    "brief": lambda record, known: brief.brief(record, *PAIR, on=TODAY, known=known),
}


def first_deal(record: Record) -> str:
    return min(record.of(Agreement), key=lambda deal: deal.steps[0].on.first).id


def books(folder: Path, size: int) -> None:
    """Each book's first answer on a record just loaded, when nothing of it has been worked out before.

    Asked with what is known today and with what was known on a day in the past: the slower of the two is shown.
    """
    pages, _ = read_pages(Path(prepared(folder, size)[0]), {})
    for name, ask in BOOKS.items():
        both = [[answered(partial(ask, known=known), record_of(pages)) for _ in range(RUNS)] for known in (TODAY, PAST)]
        show(Figure(what=f"book {name}, {size:,} entries", ours=max(both, key=median), target=0.3))


def answered(ask: Callable[[Record], Statement], record: Record) -> float:
    """Seconds of processor time to the answer of a record as `load` leaves it: a book reads and waits for nothing."""
    loading.prepared(record)
    gc.collect()
    gc.disable()  # as the shell does
    start = process_time()
    ask(record)
    taken = process_time() - start
    gc.enable()
    return taken


# --- the whole -----------------------------------------------------------------------------------


def run(folder: Path, *, quick: bool) -> None:
    print(HEAD)
    shipped(folder)
    growth = [(SMALL, checks(folder, SMALL, within=3.0, within_warm=1.0))]
    if quick:
        books(folder, SMALL)
        return
    growth += [(size, checks(folder, size, within=30.0 if size == LARGE else None, within_warm=None))
               for size in SIZES[1:]]  # fmt: skip
    books(folder, LARGE)
    ours, theirs = (exponent([(size, min(times(figure))) for size, figure in growth]) for times in (_ours, _theirs))
    print(f"check, cold, grows with the power {ours:.2f} of the number of entries; bean-check with {theirs:.2f}")


def _ours(figure: Figure) -> Sequence[float]:
    return figure.ours


def _theirs(figure: Figure) -> Sequence[float]:
    return figure.theirs


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Time Talleyrand beside bean-check.")
    options.add_argument("--quick", action="store_true", help=f"only {SMALL:,} entries")
    chosen = options.parse_args()
    with TemporaryDirectory(prefix="talleyrand-bench-") as made:
        os.environ["TALLEYRAND_CACHE"] = str(Path(made) / "cache")
        run(Path(made), quick=chosen.quick)
