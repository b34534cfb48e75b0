"""Measures what the offline reader proposes from five essays, against marks that a person gave without seeing the code.

Mark  one proposal by its first words, and what it was held to be: true, to be amended, or false

    python benchmarks/proposals.py FOLDER        (or TALLEYRAND_ESSAYS=FOLDER)

FOLDER holds the essays as 000.txt to 004.txt. They are not ours to give away; without them nothing is measured. The
marks are in proposals-essays.yaml: no more than the first eight words of a quote, kind, place and mark. A proposal that
nobody has marked yet is counted apart. Every quote is looked for in its essay at the place told, letter by letter.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from talleyrand.reading.proposals import Proposal
from talleyrand.reading.rules.offline import Reader
from talleyrand.record.dates import moment
from talleyrand.record.loading import shipped
from talleyrand.sources.documents import read

MARKING = Path(__file__).parent / "proposals-essays.yaml"
DAY = moment("2026-11-22")
ESSAYS = 5
WORDS = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """One proposal by its first words, and what it was held to be."""

    essay: int
    starts: str
    kind: str
    into: str
    mark: str


def marks() -> list[Mark]:
    """The marks, in the order in which they were given."""
    told = yaml.safe_load(MARKING.read_text(encoding="utf-8"))
    return [
        Mark(int(each["essay"]), each["starts"], each["kind"], each.get("into") or "", each["mark"]) for each in told
    ]


def is_of(mark: Mark, essay: int, found: Proposal) -> bool:
    """True if a proposal is the one marked."""
    starts = " ".join(found.quote.split()[:WORDS])
    return (mark.essay, mark.starts, mark.kind, mark.into) == (essay, starts, found.kind, found.into)


def main() -> int:
    """Prints how many proposals were held true, in all and of those marked, and how fast they were made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=os.environ.get("TALLEYRAND_ESSAYS"))
    folder = parser.parse_args().folder
    if not folder or not Path(folder).is_dir():
        print("Skipped: name the folder of the essays, or set TALLEYRAND_ESSAYS.")
        return 0
    left, counted, misplaced, spent, sentences = marks(), Counter[str](), 0, 0.0, 0
    reader = Reader(shipped(), known=DAY)
    for essay in range(ESSAYS):
        document = read(Path(folder, f"{essay:03}.txt").read_bytes(), name=f"{essay:03}.txt")
        began = process_time()
        found = reader.read(document)
        spent, sentences = spent + process_time() - began, sentences + found.sentences
        for each in found.proposals:
            misplaced += document.text[each.start : each.end] != each.quote
            mark = next((mark for mark in left if is_of(mark, essay, each)), None)
            counted[mark.mark if mark else "unmarked"] += 1
            if mark:
                left.remove(mark)
    marked = counted.total() - counted["unmarked"]
    print(
        f"{counted.total()} proposals, of which {counted['unmarked']} nobody has marked; {misplaced} quotes misplaced"
    )
    for name, told in (("T", "true"), ("A", "to be amended in one place"), ("F", "false")):
        print(f"{counted[name]:4} {told} ({counted[name] / max(1, marked):.2f} of those marked)")
    print(f"{sentences / max(spent, 1e-9):.0f} sentences a second of processor time")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
