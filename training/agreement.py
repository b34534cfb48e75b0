"""Works out how far the two codings of the training sentences agree.

python training/agreement.py
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
FILES = ("sentences-1.yaml", "sentences-2.yaml", "sentences-3.yaml")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two codings agree.

    Attributes:
        equal: share of sentences coded alike.
        kappa: the same beyond what chance would give, 1 at best.
        differ: number of sentences coded differently.
    """

    equal: float
    kappa: float
    differ: int


def agreement(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """How far two codings agree.

    Source: Cohen 1960, equation 1.

    >>> agreement(["a", "a", "b", "b"], ["a", "b", "b", "b"])
    Agreement(equal=0.75, kappa=0.5, differ=1)
    """
    size = len(first)
    same = sum(one == two for one, two in zip(first, second, strict=True))
    ones, twos = Counter(first), Counter(second)
    chance = sum(ones[code] * twos[code] for code in ones) / size**2
    return Agreement(same / size, (same / size - chance) / (1 - chance), size - same)


def rows() -> list[dict[str, str]]:
    """Every sentence of the three files."""
    return [row for name in FILES for row in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))]


def codings(part: int) -> Agreement:
    """Agreement of the two codings on the type (part 0) or the mode (part 1)."""
    found = rows()
    return agreement([row["first"].split()[part] for row in found], [row["second"].split()[part] for row in found])


def main() -> None:
    """Prints the agreement on type and mode."""
    for part, name in enumerate(("type", "mode")):
        found = codings(part)
        sys.stdout.write(f"{name}: equal {found.equal:.3f}, kappa {found.kappa:.3f}, {found.differ} differ\n")


if __name__ == "__main__":
    main()
