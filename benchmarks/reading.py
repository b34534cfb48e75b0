"""Measures the reader of acts: on our own sentences by author, and on the PLOVER gold records, beside keywords.

Case   a sentence with its two sides and the type that people gave it
Score  macro-F1 of type and of quad class, each with a 95 % bootstrap interval

    python benchmarks/reading.py [--gold FILE | --no-gold]

Tiers whose extra is not installed are left out, and named. Load times are those of a new process.

The gold records (CC BY-SA 4.0) are a test only: nothing is trained on them. Their labels are of an older version:
DEMAND is read as REQUEST, DISAPPROVE and INVESTIGATE as ACCUSE, FIGHT as ASSAULT. Where labels know YIELD (CONCEDE and
RETREAT in one), both are read as YIELD, a material cooperation. A record without a source or a target has that side
empty. Without the file that part is left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent.parent))

from talleyrand.errors import WrongValue
from talleyrand.reading.kinds import training
from talleyrand.reading.kinds.classifier import QUADS, TYPES, Classifier
from talleyrand.reading.kinds.tiers import BLOCKS, make_ready
from talleyrand.reading.language.lexicon import PLAIN, shipped
from talleyrand.reading.language.stems import stem, tokens

GOLD = Path(__file__).parents[2] / "shared" / "data" / "plover-gold.json"
OLDER = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
ROOTS = TYPES[:-1]
DRAWS = 1_000
LOADING = """
from time import perf_counter
start = perf_counter()
from talleyrand.reading.kinds.classifier import Classifier
Classifier.load({tier}).judge("Oslo praised Lima.", "Oslo", "Lima")
print(perf_counter() - start)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A sentence with its two sides and the type that people gave it."""

    text: str
    actor: str
    target: str
    type: str


@dataclass(frozen=True, slots=True)
class Score:
    """A macro-F1 with its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def gold(path: Path) -> tuple[Case, ...]:
    """The gold records that carry one of our types."""
    records = json.loads(path.read_text(encoding="utf-8"))
    cases = [
        Case(
            text=record.get("text") or "",
            actor=_first(record.get("source")),
            target=_first(record.get("target")),
            type=OLDER.get(record["event"], record["event"]),
        )
        for record in records
    ]
    return tuple(case for case in cases if case.text and (case.type in TYPES or case.type == "YIELD"))


def _first(side: object) -> str:
    """Words of the first party of a side, or nothing."""
    named = side[0] if isinstance(side, list) and side else side
    words = named.get("actorText", "") if isinstance(named, dict) else named
    return words if isinstance(words, str) else ""


def by_keywords(case: Case) -> str:
    """What a plain keyword reader says: the type most of whose phrases stand in the sentence, the earliest on a tie."""
    lists = shipped()
    found = [hit for hit in lists.hits([stem(word) for word in tokens(case.text)]) if hit.type not in PLAIN]
    kinds = [hit.type.upper() for hit in found]
    return max(dict.fromkeys(kinds), key=kinds.count, default="ACCUSE")


def macro_f1(given: Sequence[str], said: Sequence[str]) -> float:
    """Mean F1 of the classes that were given."""
    scores = []
    for kind in sorted(set(given)):
        both = sum(g == s == kind for g, s in zip(given, said, strict=True))
        scores.append(2 * both / (given.count(kind) + said.count(kind)))
    return sum(scores) / len(scores)


def scored(given: Sequence[str], said: Sequence[str], *, seed: int = 1) -> Score:
    """Macro-F1 with the interval that drawing the sentences anew gives."""
    rng, size = Random(seed), len(given)
    draws = []
    for _ in range(DRAWS):
        chosen = rng.choices(range(size), k=size)
        draws.append(macro_f1([given[i] for i in chosen], [said[i] for i in chosen]))
    draws.sort()
    return Score(macro_f1(given, said), draws[DRAWS // 40], draws[-DRAWS // 40])


def report(name: str, cases: Sequence[Case], said: Sequence[str]) -> None:
    """Prints a line of figures."""
    given = [case.type for case in cases]
    if "YIELD" in given:
        said = ["YIELD" if kind in ("CONCEDE", "RETREAT") else kind for kind in said]
    quads = QUADS | {"YIELD": "material cooperation"}
    quad = scored([quads[g] for g in given], [quads[s] for s in said])
    print(f"{name:34} quad {quad}   root {scored(given, said)}   n {len(cases)}")


def own(recipe: training.Recipe) -> None:
    """Reads each author's sentences with what was trained on the others'; quad counts NONE as a fifth class."""
    parts = [training.coded(names=(name,)) for name in training.FILES]
    read, made = [training.found(part, recipe) for part in parts], training.made(recipe)
    said: list[str] = []
    cases: list[Case] = []
    for left, part in enumerate(parts):
        classifier = training.train([row for at, rows in enumerate(read) if at != left for row in rows], made, recipe)
        said += [classifier.weigh(row).ranked[0][0] for row, _, _ in read[left]]
        cases += [Case(text=s.text, actor=s.actor, target=s.target, type=s.type) for s in part]
    if recipe.tier == 0:
        report("own, keywords", cases, [by_keywords(case) for case in cases])
    report(f"own, tier {recipe.tier}, other authors", cases, said)


def on_gold(path: Path, tiers: Sequence[int]) -> None:
    """Reads the gold records with each tier; types are chosen among the sixteen, NONE left out."""
    cases = gold(path)
    report("gold, keywords", cases, [by_keywords(case) for case in cases])
    for tier in tiers:
        classifier = Classifier.load(tier)
        answers = [classifier.judge(c.text, c.actor, c.target, among=ROOTS) for c in cases]
        report(f"gold, tier {tier}", cases, [a.ranked[0][0] for a in answers])
        kept = [i for i, a in enumerate(answers) if a.type]
        report(f"gold, tier {tier}, not abstaining", [cases[i] for i in kept], [answers[i].type for i in kept])


def speed(tiers: Sequence[int]) -> None:
    """Prints sentences a second, each read for the first time, and the time to load; on one processor."""
    sentences = training.coded()
    for tier in tiers:
        classifier = Classifier.load(tier)
        start, began = process_time(), perf_counter()
        for s in sentences:
            classifier.judge(s.text, s.actor, s.target)
        spent, passed = process_time() - start, perf_counter() - began
        print(
            f"tier {tier}: {len(sentences) / spent:,.0f} sentences a second of processor time,"
            f" {len(sentences) / passed:,.0f} a second by the clock; loaded in {loading(tier):.2f} s"
        )


def loading(tier: int) -> float:
    """Seconds from an import to a first answer in a new process, the least of three."""
    command = [sys.executable, "-c", LOADING.format(tier=tier)]
    return min(float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(3))


def installed() -> list[int]:
    """The tiers whose needs are installed; of the others it prints what they lack."""
    tiers = []
    for tier in BLOCKS:
        try:
            make_ready(tier)
        except WrongValue as fault:
            print(f"tier {tier} is left out: {fault}")
        else:
            tiers.append(tier)
    return tiers


def main() -> None:
    """Prints every figure."""
    parser = argparse.ArgumentParser(description="Measure the reader of acts.")
    parser.add_argument("--gold", type=Path, default=GOLD, help="records to test on")
    parser.add_argument("--no-gold", action="store_true", help="leave the gold records alone")
    told = parser.parse_args()
    tiers = installed()
    speed(tiers)
    for tier in tiers:
        own(replace(training.RECIPE, tier=tier))
    if told.no_gold or not told.gold.exists():
        print(f"gold records ({told.gold}): left out")
    else:
        on_gold(told.gold, tiers)


if __name__ == "__main__":
    main()
