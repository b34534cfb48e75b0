"""Measures the audit: its verdicts on five essays against a marking by hand, and how fast it reads.

Marked  one claim of an essay by its first words, with the verdict that a person gave it

    python benchmarks/auditing.py FOLDER        (or TALLEYRAND_ESSAYS=FOLDER)

FOLDER holds the essays as 000.txt to 004.txt. They are not ours to give away; without them only the speed is
measured, on text of our own. The marking is in audit-essays.yaml: no more than the first eight words of a claim, the
sort, and the verdict that is right. Measured are, of the verdicts given, how many are right (precision, by verdict),
and of the claims that a person could settle by the record, how many were settled rightly (recall).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from talleyrand.reading.auditing.audit import VERDICTS, audit
from talleyrand.reading.auditing.verdicts.finding import Finding
from talleyrand.record.dates import moment
from talleyrand.record.loading import shipped
from talleyrand.sources.documents import read

MARKING = Path(__file__).parent / "audit-essays.yaml"
DAY = moment("2026-11-22")
SETTLED = ("contradicted", "imprecise", "supported")
WORDS = 6000


@dataclass(frozen=True, slots=True)
class Marked:
    """One claim of an essay by its first words, with the verdict that a person gave it."""

    essay: int
    starts: str
    sort: str
    verdict: str


def marked() -> tuple[Marked, ...]:
    """The marking by hand."""
    told = yaml.safe_load(MARKING.read_text(encoding="utf-8"))
    return tuple([Marked(int(each["essay"]), each["starts"], each["sort"], each["verdict"]) for each in told])


def is_of(mark: Marked, found: Finding) -> bool:
    """True if a finding is of the claim marked."""
    return found.claim.sort == mark.sort and " ".join(found.claim.text.split()).startswith(mark.starts)


def scored(folder: Path) -> Iterable[str]:
    """The lines of the report on the essays."""
    marks, given, right = marked(), Counter[str](), Counter[str]()
    wrong: list[str] = []
    settled = 0
    for number in range(5):
        document = read((folder / f"{number:03}.txt").read_bytes(), name=f"{number:03}.txt")
        findings = audit(document, shipped(), on=DAY, known=DAY).findings
        own = [each for each in marks if each.essay == number]
        for found in findings:
            given[found.verdict] += 1
            if found.verdict not in SETTLED:
                continue
            mark = next((each for each in own if is_of(each, found)), None)
            right[found.verdict] += mark is not None and mark.verdict == found.verdict
            if mark is None or mark.verdict != found.verdict:
                wrong.append(f"  {number} {found.verdict}: {' '.join(found.claim.text.split()[:8])}")
        settled += sum(any(is_of(each, one) and one.verdict == each.verdict for one in findings) for each in own)
    yield from (f"{verdict:18} {given[verdict]:4}" + _share(verdict, given, right) for verdict in VERDICTS)
    yield f"recall of {len(marks)} claims that the record can settle: {settled / len(marks):.2f}"
    yield from wrong


def _share(verdict: str, given: Counter[str], right: Counter[str]) -> str:
    return f"  right {right[verdict] / given[verdict]:.2f}" if verdict in SETTLED and given[verdict] else ""


def speed() -> str:
    """How long an essay of 6,000 words of our own takes, the making of the record's index with it."""
    text = "Under the Geneva agreement both sides lowered their tariffs by 115 points in May 2025. " \
           "Trump and Xi met in Busan on October 30, 2025, and spoke of soybeans and rare earths.\n\n"  # fmt: skip
    essay = read((text * (WORDS // len(text.split()))).encode(), name="essay.txt")
    begun = perf_counter()
    audit(essay, shipped(), on=DAY, known=DAY)
    return f"{WORDS} words: {perf_counter() - begun:.2f} s"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Measure the audit.")
    parser.add_argument(
        "folder", nargs="?", default=os.environ.get("TALLEYRAND_ESSAYS", ""), help="folder of the essays"
    )
    folder = Path(parser.parse_args(arguments).folder or "-")
    print(speed())
    if not (folder / "000.txt").is_file():
        print("skipped: the five essays are not here; give their folder or set TALLEYRAND_ESSAYS")
        return 0
    print("\n".join(scored(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
