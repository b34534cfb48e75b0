"""Times the exact set of efficient packages, beside NegMAS where it can be had, and holds it against other ways.

Instance  issues with whole scores for each side, and what may not stand together
Figure    processor seconds of some instances, and the target

    python benchmarks/packages.py [--quick] [--negmas PYTHON]

Everything here is processor time of one thread. NegMAS is asked as a program of its own, by the interpreter that
`--negmas` names; without it that part is left out, as is the solver's without OR-Tools.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from talleyrand.bargaining import exact
from talleyrand.bargaining.clauses import Clause
from talleyrand.bargaining.entries import AnyKind, Guess, Heading, Issue, Option, Score, Side, Weight
from talleyrand.bargaining.frontier import frontier
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.robust import outlook
from talleyrand.record.dates import when

Ints = NDArray[np.int64]

RUNS = 3
SEEDS = range(1, 6)
FEWER_SECONDS, LESS_MEMORY = 10_000, 50
ORACLE = Path(__file__).parent / "negmas_oracle.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """Issues with whole scores for each side, and what may not stand together.

    Attributes:
        scores: for each issue, shape (option, side).
        clauses: what no package may meet.
    """

    scores: tuple[Ints, ...]
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured.

    Attributes:
        what: in words.
        seconds: of each instance, the median of some runs.
        target: seconds that the slowest may take; None if none is set.
        found: how many efficient points, of the instance with the most.
    """

    what: str
    seconds: Sequence[float]
    target: float | None
    found: int

    def line(self) -> str:
        target = "-" if self.target is None else f"{self.target:.3f}"
        verdict = "" if self.target is None else "pass" if max(self.seconds) <= self.target else "MISS"
        return f"{self.what:52}{median(self.seconds):9.4f}{max(self.seconds):9.4f}{target:>8}{self.found:8}  {verdict}"


HEAD = f"{'processor seconds':52}{'median':>9}{'slowest':>9}{'target':>8}{'points':>8}"


def show(figure: Figure) -> None:
    """Print a figure as soon as it is there."""
    print(figure.line(), flush=True)


# --- instances -----------------------------------------------------------------------------------


def opposed(
    seed: int, *, issues: int, options: int = 10, clauses: int = 0, wide: int = 1, sides: int = 2, points: int = 100_000
) -> Instance:
    """Sides that want the opposite on every issue but prize the issues otherwise: the more packages are efficient.

    Args:
        seed: where chance starts.
        issues: how many.
        options: of each issue.
        clauses: prohibitions, each of two or three options of other issues, or groups of options.
        wide: how many options a group may hold.
        sides: how many; every other one wants the opposite.
        points: what the whole scale is worth to a side.
    """
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(issues, 3), size=sides)
    tables = []
    for issue in range(issues):
        wants = np.sort(rng.random((options, sides)), axis=0)
        wants[:, 1::2] = wants[::-1, 1::2]
        wants = (wants - wants.min(axis=0)) / (wants.max(axis=0) - wants.min(axis=0))
        tables.append(np.round(wants * weights[:, issue] * points).astype(np.int64))
    return Instance(scores=tuple(tables), clauses=tuple(_clauses(rng, issues, options, clauses, wide)))


def _clauses(rng: np.random.Generator, issues: int, options: int, count: int, wide: int) -> Iterator[Clause]:
    for _ in range(count):
        where = rng.choice(issues, size=rng.integers(2, 4), replace=False).tolist()
        yield tuple((issue, frozenset(rng.choice(options, size=rng.integers(1, wide + 1), replace=False).tolist()))
                    for issue in where)  # fmt: skip


def drawn(seed: int, *, issues: int) -> Instance:
    """Scores drawn by chance, all alike."""
    rng = np.random.default_rng(seed)
    return Instance(scores=tuple(rng.integers(0, 1000, size=(10, 2)) for _ in range(issues)))


def guessed(seed: int, *, issues: int = 9, options: int = 10) -> Negotiation:
    """A negotiation of two sides whose every number may lie a fifth of the scale away."""
    tables = opposed(seed, issues=issues, options=options).scores
    names = [f"issue-{n}" for n in range(issues)]
    entries: list[AnyKind] = [
        Heading(id="made-up", title="Made up", between=("A", "B"), on=when("2026-01-01"), authors=("chance",))
    ]
    entries += [
        Issue(id=name, title=name, options=tuple(Option(option=f"o{n}", text="-") for n in range(options)))
        for name in names
    ]
    for side in (0, 1):
        scores, weights = [], []
        for name, table in zip(names, tables, strict=True):
            most = int(table[:, side].max())
            weights.append(Weight(issue=name, best=Decimal(most), low=Decimal(most) / 2, high=Decimal(most) * 2))
            for n, each in enumerate((100 * table[:, side] // most).tolist()):
                low, high = max(0, each - 20), min(100, each + 20)
                scores.append(
                    Score(issue=name, option=f"o{n}", best=Decimal(each), low=Decimal(low), high=Decimal(high))
                )
        entries.append(
            Side(
                id="AB"[side],
                name="AB"[side],
                weights=tuple(weights),
                scores=tuple(scores),
                no_deal=Guess(best=Decimal(30)),
            )
        )
    return Negotiation(tuple(entries))


# --- speed ---------------------------------------------------------------------------------------


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Processor seconds of some work: the median of some runs."""
    times = []
    for _ in range(runs):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def solved(what: str, instances: Sequence[Instance], target: float | None) -> Figure:
    """The time of the exact efficient set of each instance."""
    found = max(len(frontier(each.scores, each.clauses).points) for each in instances)
    times = [seconds(lambda each=each: frontier(each.scores, each.clauses)) for each in instances]  # type: ignore[misc]
    return Figure(what=what, seconds=times, target=target, found=found)


def speed(*, quick: bool) -> None:
    """Every target that is about time alone."""
    seeds = SEEDS[:1] if quick else SEEDS
    show(solved("10^9 packages", [opposed(each, issues=9) for each in seeds], 0.01))
    show(solved("10^30 packages", [opposed(each, issues=30) for each in seeds], 0.1))
    for wide in (1, 3):
        groups = "options" if wide == 1 else "groups of up to 3"
        linked = [opposed(each, issues=9, clauses=20, wide=wide) for each in seeds]
        show(solved(f"10^9 packages, 20 linkages of {groups}", linked, 0.3))
    for wide in (1, 3):
        groups = "options" if wide == 1 else "groups of up to 3"
        linked = [opposed(each, issues=20, clauses=40, wide=wide) for each in seeds]
        show(solved(f"10^20 packages, 40 linkages of {groups}", linked, 5))
    show(solved("10^9 packages, three sides", [opposed(each, issues=9, sides=3, points=1000) for each in seeds], None))
    count = 50 if quick else 1000
    times = [seconds(lambda each=each: outlook(guessed(each), count=count).picks, runs=1) for each in seeds]  # type: ignore[misc]
    show(Figure(what=f"{count:,} draws over 10^9 packages, each with its Nash point", seconds=times, target=2, found=0))


# --- beside NegMAS -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a program says of an instance: its processor seconds, the most memory it held, and the points."""

    seconds: float
    memory: float
    points: list[list[int]]


def beside(python: str, *, issues: int) -> bool:
    """The same instance to NegMAS and to us, each in a process of its own; true if both find the same points."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "instance.json"
        file.write_text(json.dumps([each.tolist() for each in drawn(7, issues=issues).scores]), encoding="utf-8")
        theirs = _asked(python, str(ORACLE), str(file))
        ours = _asked(sys.executable, __file__, "--answer", str(file))
    for name, each in (("NegMAS", theirs), ("ours", ours)):
        told = f"{each.seconds:12.5f} s{each.memory / 2**20:9.0f} MiB{len(each.points):6} points"
        print(f"10^{issues} packages, {name:30}{told}")
    quicker, smaller = theirs.seconds / ours.seconds, theirs.memory / ours.memory
    met = "" if issues < 7 else "pass" if quicker >= FEWER_SECONDS and smaller >= LESS_MEMORY else "MISS"
    same = theirs.points == ours.points
    print(f"{quicker:,.0f} times less processor time, {smaller:.0f} times less memory, "
          f"{'the same points' if same else 'OTHER POINTS'}  {met}", flush=True)  # fmt: skip
    return same


def _asked(*command: str) -> Answer:
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return Answer(**json.loads(done.stdout.splitlines()[-1]))


def answer(file: str) -> None:
    """What we find of an instance in a file, as a line of JSON."""
    scores = [np.array(each, dtype=np.int64) for each in json.loads(Path(file).read_text(encoding="utf-8"))]
    frontier(scores[:1])  # what is set up once, on first use, is not what is measured
    taken = seconds(lambda: frontier(scores))
    # Of this process alone: what resource.getrusage tells begins with what the process that started it held.
    held = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    memory = int(held[1]) * 1024 if held else 0
    print(json.dumps({"seconds": taken, "memory": memory, "points": frontier(scores).points.tolist()}))


# --- the same by other ways ----------------------------------------------------------------------


def written_out(instance: Instance) -> list[list[int]]:
    """The efficient points by writing out every package: the best in sum of those left, over and over."""
    taken = np.indices([len(each) for each in instance.scores], dtype=np.int16).reshape(len(instance.scores), -1)
    points = sum(table[taken[issue]] for issue, table in enumerate(instance.scores))
    barred = np.zeros(points.shape[0], dtype=bool)
    for clause in instance.clauses:
        barred |= np.logical_and.reduce([np.isin(taken[issue], sorted(options)) for issue, options in clause])
    left, found = points[~barred], []
    while len(left):
        best = left[left.sum(axis=1).argmax()]
        found.append(best.tolist())
        left = left[(left > best).any(axis=1)]
    return sorted(found, reverse=True)


def small(seed: int) -> Instance:
    """An instance of 10^5 to 10^6 packages with linkages."""
    rng = np.random.default_rng(seed)
    issues = int(rng.integers(5, 9))
    options = int(rng.integers(round(10 ** (5 / issues) + 0.5), int(10 ** (6 / issues)) + 1))
    return opposed(seed, issues=issues, options=options, clauses=int(rng.integers(3, 25)), wide=int(rng.integers(1, 4)),
                   sides=3 if seed % 4 == 0 else 2, points=int(10 ** rng.uniform(2, 4)))  # fmt: skip


def equal(*, quick: bool) -> bool:
    """Whether the answers are those of writing out all packages, and of the solver."""
    tried = range(5) if quick else range(200)
    wrong = [each for each in tried if written_out(small(each)) != _points(small(each))]
    print(
        f"{len(tried)} instances of 10^5 to 10^6 packages with linkages, all written out: {len(wrong)} differ {wrong}",
        flush=True,
    )
    if not exact.installed():
        print("the solver was left out: OR-Tools is not installed")
        return not wrong
    asked = range(2) if quick else range(20)
    larger = [opposed(each, issues=9, clauses=10, wide=1 + each % 3, points=400) for each in asked]
    start = process_time()
    other = [
        n for n, each in enumerate(larger) if exact.frontier(each.scores, each.clauses).points.tolist() != _points(each)
    ]
    taken = (process_time() - start) / len(larger)
    what = f"{len(larger)} instances of 10^9 packages with 10 linkages, by CP-SAT in {taken:.1f} s each"
    print(f"{what}: {len(other)} differ {other}")
    return not wrong and not other


def _points(instance: Instance) -> list[list[int]]:
    return frontier(instance.scores, instance.clauses).points.tolist()  # type: ignore[no-any-return]


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one instance of each kind, and few to compare")
    parser.add_argument("--negmas", metavar="PYTHON", help="an interpreter that has NegMAS 0.16")
    parser.add_argument("--answer", metavar="INSTANCE", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.answer:
        answer(given.answer)
        return
    print(HEAD)
    speed(quick=given.quick)
    same = True
    if given.negmas:
        sizes = (4,) if given.quick else (5, 6, 7)
        same = not sum(not beside(given.negmas, issues=each) for each in sizes)
    else:
        print("NegMAS was left out: name an interpreter that has it with --negmas")
    sys.exit(0 if equal(quick=given.quick) and same else 1)


if __name__ == "__main__":
    main()
