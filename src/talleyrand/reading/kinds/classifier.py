"""The type of act that a sentence tells of, with how sure the reader is; it abstains where it is not sure.

Judged      the answer for one sentence
Classifier  weights made ready for judging
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talleyrand.errors import WrongValue
from talleyrand.reading.kinds.features import masked
from talleyrand.reading.kinds.tiers import BLOCKS, features, make_ready

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

NONE = "NONE"
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", NONE,
)  # fmt: skip
QUADS = {
    **dict.fromkeys(TYPES[:4], "verbal cooperation"),
    **dict.fromkeys(TYPES[4:7], "material cooperation"),
    **dict.fromkeys(TYPES[7:11], "verbal conflict"),
    **dict.fromkeys(TYPES[11:16], "material conflict"),
    NONE: "none",
}
LARGEST = 16_000_000  # bytes of any array in a file of weights, unpacked
DTYPES = ("int8", "float32", "float64")
SHIPPED = "weights/tier{tier}.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a classifier says of one sentence.

    Attributes:
        type: the type of act; empty if the classifier abstains.
        score: probability of the best type, from 0 to 1, made true to its rate of hits on held-out sentences.
        margin: score less that of the second best.
        ranked: every type with its probability, the best first.
    """

    type: str
    score: float
    margin: float
    ranked: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Classifier:
    """Weights made ready for judging.

    Attributes:
        tier: which blocks of features it reads.
        places: the row of each feature.
        weights: shape (feature, type).
        temperature: divides the sums, so that scores are true to their rate of hits.
        least: the margin below which it abstains.
    """

    tier: int
    places: dict[str, int]
    weights: Floats
    temperature: float
    least: float

    @staticmethod
    def load(tier: int = 0) -> Classifier:
        """The shipped classifier of a tier.

        Raises:
            WrongValue: there is no such tier, or what it needs is not installed.
        """
        if tier not in BLOCKS:
            raise WrongValue(f"tier {tier}: expected one of {', '.join(map(str, BLOCKS))}")
        make_ready(tier)
        return _shipped(tier)

    def judge(
        self, text: str, actor: str, target: str, *, others: Sequence[str] = (), among: Iterable[str] = ()
    ) -> Judged:
        """The type of what the actor does toward the target.

        Args:
            text: one sentence.
            actor: words of it that name who acts.
            target: words of it that name toward whom.
            others: further names in it.
            among: the only types to choose from; all if left out.
        """
        return self.weigh(features(masked(text, actor, target, others), self.tier), among=among)

    def weigh(self, found: dict[str, float], *, among: Iterable[str] = ()) -> Judged:
        """The answer for a sentence whose features were found."""
        import numpy as np

        known = [(self.places[name], value) for name, value in found.items() if name in self.places]
        sums: Floats = np.zeros(len(TYPES), dtype=np.float32)
        if known:
            rows, values = zip(*known, strict=True)
            sums = np.asarray(np.array(values, dtype=np.float32) @ self.weights[list(rows)])
        chosen = frozenset(among) or frozenset(TYPES)
        raised = np.exp((sums - sums.max()) / self.temperature) * [kind in chosen for kind in TYPES]
        return self._judged((raised / raised.sum()).tolist(), chosen)

    def _judged(self, shares: list[float], chosen: frozenset[str]) -> Judged:
        """The answer from the probability of each type."""
        ranked = tuple(sorted(((k, s) for k, s in zip(TYPES, shares, strict=True) if k in chosen), key=lambda r: -r[1]))
        margin = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
        return Judged(
            type=ranked[0][0] if margin >= self.least else "", score=ranked[0][1], margin=margin, ranked=ranked
        )


@cache
def _shipped(tier: int) -> Classifier:
    """The shipped weights of a tier, read once."""
    with as_file(files("talleyrand.reading.kinds").joinpath(SHIPPED.format(tier=tier))) as path:
        return read_weights(path, tier=tier)


def write_weights(classifier: Classifier, path: Path) -> None:
    """Writes a classifier as a file that holds numbers and text only, one byte a weight."""
    import numpy as np

    scale = np.maximum(np.abs(classifier.weights).max(axis=0), 1e-9) / 127
    packed = np.rint(classifier.weights / scale).astype(np.int8)
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(classifier.places).encode(), dtype=np.uint8),
        packed=packed,
        scale=scale.astype(np.float32),
        settings=np.array([classifier.temperature, classifier.least], dtype=np.float64),
    )


def read_weights(path: Path, *, tier: int = 0) -> Classifier:
    """A classifier from a file of weights.

    Raises:
        WrongValue: the file holds anything but what `write_weights` writes; nothing in it is ever run.
    """
    import numpy as np

    try:
        held = _arrays(path)
        names = held["names"].tobytes().decode().split("\n")
        packed, scale, settings = held["packed"], held["scale"], held["settings"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, UnicodeDecodeError, MemoryError) as fault:
        raise WrongValue(f"{path.name}: not a file of weights: {fault}") from fault
    shapes = (packed.shape, scale.shape, settings.shape, len(set(names)))
    kinds = (packed.dtype.name, scale.dtype.name, settings.dtype.name)
    if shapes != ((len(names), len(TYPES)), (len(TYPES),), (2,), len(names)) or kinds != DTYPES:
        raise WrongValue(f"{path.name}: not a file of weights: its parts do not fit together")
    temperature, least = map(float, settings)
    if not (np.isfinite(scale).all() and temperature > 0 and 0 <= least <= 1):
        raise WrongValue(f"{path.name}: not a file of weights: a setting is out of range")
    places = {name: row for row, name in enumerate(names)}
    weights = packed.astype(np.float32) * scale
    return Classifier(tier=tier, places=places, weights=weights, temperature=temperature, least=least)


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file, none of them larger unpacked than allowed, none that would run code when read."""
    import numpy as np

    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.file_size > LARGEST:
                raise ValueError(f"{part.filename} is larger than {LARGEST} bytes")
    with np.load(path, allow_pickle=False) as held:
        return {name: held[name] for name in ("names", "packed", "scale", "settings")}
