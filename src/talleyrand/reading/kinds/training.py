"""Trains the shipped classifier on our own sentences: one command, one seed, the same weights every time.

    python -m talleyrand.reading.kinds.training [--tier 0]

A tier above 0 needs its extra installed.

Coded    a training sentence with its coding
Rows     feature rows as flat arrays, one after another, with type and weight of each row
Recipe   what the training may be told
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path
from random import Random

import numpy as np
import yaml
from numpy.typing import NDArray

from talleyrand.reading.kinds.classifier import SHIPPED, TYPES, Classifier, write_weights
from talleyrand.reading.kinds.features import is_of_words, masked
from talleyrand.reading.kinds.frames import examples
from talleyrand.reading.kinds.tiers import features
from talleyrand.reading.kinds.vectors import is_of_vectors
from talleyrand.reading.language.lexicon import shipped

ROOT = Path(__file__).parents[4]
FILES = ("sentences-1.yaml", "sentences-2.yaml", "sentences-3.yaml")  # one for each author
SEED = 20_250_512
FOLDS = 5
COVERAGE = 0.8
CARD_NAME = "tier{tier}.md"
MEASURED = "\n## Measured\n"
MADE_TIER = 1  # a made-up sentence is too odd for the model of sentences

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A training sentence with its coding."""

    text: str
    actor: str
    target: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Feature rows as flat arrays.

    Attributes:
        columns: the feature of each value, row after row.
        values: the values.
        starts: where each row starts.
        types: the type of each row, as its place in `TYPES`.
        weights: how much each row counts.
        width: how many features there are.
    """

    columns: Numbers
    values: Floats
    starts: Numbers
    types: Numbers
    weights: Floats
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What the training may be told.

    Attributes:
        tier: which blocks of features.
        penalty: on the squares of the weights, for each row of weight one.
        made: weight of a made-up sentence beside a written one.
        plain: made-up sentences for each phrase of our lists.
        turned: made-up sentences for each frame that turns a phrase.
        rarest: a feature that fewer rows have is left out.
        steps: at most so many steps of the search.
    """

    tier: int = 0
    penalty: float = 0.0003
    made: float = 0.08
    plain: int = 1
    turned: int = 20
    rarest: int = 2
    steps: int = 80


RECIPE = Recipe()
Found = tuple[dict[str, float], str, float]


def coded(folder: Path = ROOT / "training", names: Sequence[str] = FILES) -> tuple[Coded, ...]:
    """The training sentences, with the type that both codings, or the one who settled their difference, gave."""
    rows = [row for name in names for row in yaml.safe_load((folder / name).read_text(encoding="utf-8"))]
    return tuple(Coded(text=r["text"], actor=r["actor"], target=r["target"], type=r["type"]) for r in rows)


def found(sentences: Iterable[Coded], recipe: Recipe) -> list[Found]:
    """Features, type and weight of each sentence."""
    return [(features(masked(s.text, s.actor, s.target), recipe.tier), s.type, 1.0) for s in sentences]


def made(recipe: Recipe, seed: int = SEED) -> list[Found]:
    """Features, type and weight of the made-up sentences."""
    drawn = examples(shipped(), Random(seed), plain=recipe.plain, turned=recipe.turned)
    tier = min(recipe.tier, MADE_TIER)
    return [(features(example.sentence, tier), example.type, recipe.made) for example in drawn]


def train(written: Sequence[Found], made_up: Sequence[Found], recipe: Recipe) -> Classifier:
    """A classifier, not yet made true to its rate of hits."""
    mean = _mean(written)
    rows = [*_centred(written, mean), *made_up]
    seen = Counter(name for row, _, _ in rows for name in row)
    places = {name: at for at, name in enumerate(sorted(name for name, n in seen.items() if n >= recipe.rarest))}
    telling = _telling(places, written)
    weights = descend(laid(rows, places, telling), recipe) * telling[:, None]
    if mean:
        weights[places["bias"]] -= np.array(list(mean.values()), dtype=np.float32) @ weights[[places[n] for n in mean]]
    return Classifier(tier=recipe.tier, places=places, weights=weights, temperature=1.0, least=0.0)


def _mean(written: Sequence[Found]) -> dict[str, float]:
    """The mean of each value of a vector."""
    sums: dict[str, float] = {}
    for row, _, _ in written:
        for name in filter(is_of_vectors, row):
            sums[name] = sums.get(name, 0.0) + row[name]
    return {name: value / len(written) for name, value in sums.items()}


def _centred(written: Sequence[Found], mean: dict[str, float]) -> list[Found]:
    """Sentences with the values of their vectors less the mean, so that a made-up one without any counts as usual."""
    if not mean:
        return list(written)
    return [({n: v - mean.get(n, 0.0) for n, v in row.items()}, kind, weight) for row, kind, weight in written]


def _telling(places: dict[str, int], written: Sequence[Found]) -> Floats:
    """How much each feature tells: of words, the logarithm of how rare they are in what was written; else one."""
    seen = Counter(name for row, _, _ in written for name in row)
    rare = [log((len(written) + 1) / (seen[name] + 1)) if is_of_words(name) else 1.0 for name in places]
    return np.array(rare, dtype=np.float32)


def laid(rows: Sequence[Found], places: dict[str, int], telling: Floats) -> Rows:
    """Rows as flat arrays, each value times what its feature tells."""
    kept = [[(places[name], value) for name, value in row.items() if name in places] for row, _, _ in rows]
    flat = [pair for row in kept for pair in row]
    columns = np.array([column for column, _ in flat], dtype=np.int64)
    starts = np.cumsum([0, *(len(row) for row in kept)])[:-1]
    return Rows(
        columns=columns,
        values=np.array([value for _, value in flat], dtype=np.float32) * telling[columns],
        starts=np.asarray(starts, dtype=np.int64),
        types=np.array([TYPES.index(kind) for _, kind, _ in rows], dtype=np.int64),
        weights=np.array([weight for _, _, weight in rows], dtype=np.float32),
        width=len(places),
    )


def descend(rows: Rows, recipe: Recipe) -> Floats:
    """Weights of least penalised loss of a multinomial logistic regression, found by limited-memory BFGS.

    Source: Nocedal & Wright 2006, algorithms 7.4 and 7.5, ten pairs remembered; steps halved until the loss falls.
    """
    loss = _loss(rows, recipe.penalty)
    point = np.zeros((rows.width, len(TYPES)), dtype=np.float32)
    value, slope = loss(point)
    moves: list[tuple[Floats, Floats]] = []
    for _ in range(recipe.steps):
        way = -_bent(slope, moves)
        stride, expected = 1.0, _dot(slope, way)
        while True:
            ahead = point + np.float32(stride) * way
            new_value, new_slope = loss(ahead)
            if new_value <= value + 1e-4 * stride * expected or stride < 1e-4:
                break
            stride /= 2
        moves = [*moves[-9:], (ahead - point, new_slope - slope)]
        done = value - new_value < 1e-5 * abs(value)
        point, value, slope = ahead, new_value, new_slope
        if done:
            break
    return point


def _loss(rows: Rows, penalty: float) -> Callable[[Floats], tuple[float, Floats]]:
    """Loss and slope at a point."""
    lengths = np.diff([*rows.starts, len(rows.columns)])
    owner = np.repeat(np.arange(len(rows.starts)), lengths)
    order = np.argsort(rows.columns, kind="stable")
    columns, owners, values = rows.columns[order], owner[order], rows.values[order][:, None]
    firsts = np.flatnonzero(np.diff(columns, prepend=-1))
    truth = np.eye(len(TYPES), dtype=np.float32)[rows.types]
    total = np.float32(rows.weights.sum())
    share = (rows.weights / total)[:, None]

    def loss(point: Floats) -> tuple[float, Floats]:
        sums = np.add.reduceat(point[rows.columns] * rows.values[:, None], rows.starts)
        sums -= sums.max(axis=1, keepdims=True)
        logs = sums - np.log(np.exp(sums).sum(axis=1, keepdims=True))
        value = -float((share * truth * logs).sum()) + penalty / 2 * float((point * point).sum())
        slope = np.float32(penalty) * point
        slope[columns[firsts]] += np.add.reduceat((share * (np.exp(logs) - truth))[owners] * values, firsts)
        return value, slope

    return loss


def _dot(one: Floats, other: Floats) -> float:
    """Sum of the products, in one order whatever the number of processors, so that a seed gives one result."""
    return float((one * other).sum(dtype=np.float64))


def _bent(slope: Floats, moves: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The slope bent by what earlier moves tell of the curvature."""
    bent, shares = slope.copy(), []
    for step, turn in reversed(moves):
        share = _dot(step, bent) / _dot(turn, step)
        bent -= np.float32(share) * turn
        shares.append(share)
    if moves:
        step, turn = moves[-1]
        bent *= np.float32(_dot(step, turn) / _dot(turn, turn))
    for (step, turn), share in zip(moves, reversed(shares), strict=True):
        bent += step * np.float32(share - _dot(turn, bent) / _dot(turn, step))
    return bent


@dataclass(frozen=True, slots=True, kw_only=True)
class Heldout:
    """What a classifier says of sentences that it was not trained on.

    Attributes:
        sums: of features times weights, shape (sentence, type).
        types: the place in `TYPES` that people gave, shape (sentence,).
    """

    sums: Floats
    types: Numbers


def held_out(written: Sequence[Found], made_up: Sequence[Found], recipe: Recipe, *, folds: int = FOLDS) -> Heldout:
    """Every written sentence weighed by a classifier that was trained on the other folds."""
    order = np.random.default_rng(SEED).permutation(len(written))
    sums = np.zeros((len(written), len(TYPES)), dtype=np.float32)
    for fold in range(folds):
        out = order[fold::folds]
        left = set(out.tolist())
        classifier = train([row for at, row in enumerate(written) if at not in left], made_up, recipe)
        for at in out:
            known = [(classifier.places[n], v) for n, v in written[at][0].items() if n in classifier.places]
            sums[at] = np.array([v for _, v in known], dtype=np.float32) @ classifier.weights[[row for row, _ in known]]
    return Heldout(sums=sums, types=np.array([TYPES.index(kind) for _, kind, _ in written], dtype=np.int64))


def shares(sums: Floats, temperature: float) -> Floats:
    """Probabilities of the types, shape (sentence, type)."""
    raised = np.exp((sums - sums.max(axis=1, keepdims=True)) / temperature)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def truest(heldout: Heldout) -> float:
    """The temperature under which scores fit the rate of hits best.

    Source: Guo et al. 2017, section 4.2.
    """
    rows = np.arange(len(heldout.types))
    tried = [float(t) for t in np.geomspace(0.2, 5, 65)]
    return min(tried, key=lambda t: -float(np.log(shares(heldout.sums, t)[rows, heldout.types] + 1e-12).mean()))


def margins(heldout: Heldout, temperature: float) -> Floats:
    """By how much the best type leads the second, shape (sentence,)."""
    two = np.sort(shares(heldout.sums, temperature), axis=1)[:, -2:]
    return np.asarray(two[:, 1] - two[:, 0], dtype=np.float32)


def fitted(written: Sequence[Found], made_up: Sequence[Found], recipe: Recipe) -> tuple[Classifier, Heldout]:
    """The classifier of all sentences, made true and given its margin by what it says of held-out ones."""
    heldout = held_out(written, made_up, recipe)
    temperature = truest(heldout)
    least = float(np.quantile(margins(heldout, temperature), 1 - COVERAGE))
    return replace(train(written, made_up, recipe), temperature=temperature, least=least), heldout


def card(path: Path, classifier: Classifier, heldout: Heldout, recipe: Recipe, rows: tuple[int, int]) -> str:
    """The card that ships with the weights: what they are, from what, how good, and their hash."""
    right = heldout.sums.argmax(axis=1) == heldout.types
    kept = margins(heldout, classifier.temperature) >= classifier.least
    return CARD.format(
        file=path.name,
        size=path.stat().st_size,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        tier=recipe.tier,
        reads=READS[recipe.tier],
        but=", but the model that this tier reads with was made by others from texts of theirs" if recipe.tier else "",
        features=len(classifier.places),
        written=rows[0],
        made=rows[1],
        recipe=recipe,
        seed=SEED,
        temperature=classifier.temperature,
        least=classifier.least,
        right=right.mean(),
        kept=kept.mean(),
        right_kept=right[kept].mean(),
    )


READS = {
    0: "words, letters and our lists; needs NumPy only",
    1: "and the parse of spaCy 3.8 with `en_core_web_sm` 3.8.0 (`parsing.py` pins it by hash); extra `parse`",
    2: "and the parse, and the vectors of MiniLM-L6 in one-byte numbers (`vectors.py` pins it by hash); extra `deep`",
}
CARD = """# Weights of tier {tier}

| | |
|---|---|
| file | `{file}`, {size} bytes |
| SHA-256 | `{digest}` |
| holds | {features} features × 17 types, one byte a weight; names as text; temperature and margin; no code |
| made by | `python -m talleyrand.reading.kinds.training --tier {tier}`, seed {seed} |
| reads | {reads} |
| trained on | {written} sentences written and coded for this project (`training/`), weight 1 |
| and on | {made} short made-up ones from our lists and rules of time (`frames.py`), weight {recipe.made} |
| method | multinomial logistic regression, penalty {recipe.penalty}, features seen {recipe.rarest} times or more |
| temperature | {temperature:.3f}, fitted on held-out folds |
| abstains | below a margin of {least:.3f}: {kept:.0%} of held-out sentences are answered |
| held-out folds | type right in {right:.1%} of all, in {right_kept:.1%} of those answered |

No borrowed text was used{but}. The sentences were written to a type in nearly even numbers, so these
rates say little of found text: `benchmarks/reading.py` measures that. The classifier takes it as given that the two
named sides are actor and target; it knows English only; a sentence with several acts between the same two sides gets
one answer. It proposes: a person decides.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains a tier and writes its weights and its card."""
    parser = argparse.ArgumentParser(
        prog="python -m talleyrand.reading.kinds.training", description="Train the reader of acts."
    )
    parser.add_argument("--tier", type=int, default=0, help="which blocks of features (default 0)")
    parser.add_argument("--sentences", type=Path, default=ROOT / "training", help="folder of the training sentences")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder that holds weights/")
    told = parser.parse_args(arguments)
    recipe = replace(RECIPE, tier=told.tier)
    written, made_up = found(coded(told.sentences), recipe), made(recipe)
    classifier, heldout = fitted(written, made_up, recipe)
    path = told.out / SHIPPED.format(tier=told.tier)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_weights(classifier, path)
    text = card(path, classifier, heldout, recipe, (len(written), len(made_up)))
    card_path = path.with_name(CARD_NAME.format(tier=told.tier))
    card_path.write_text(text + _measured(card_path, path), encoding="utf-8")
    sys.stdout.write(text)


def _measured(card_path: Path, weights: Path) -> str:
    """What a card already tells of figures measured on these very weights."""
    told = card_path.read_text(encoding="utf-8") if card_path.exists() else ""
    same = hashlib.sha256(weights.read_bytes()).hexdigest() in told
    return told[told.index(MEASURED) :] if same and MEASURED in told else ""


if __name__ == "__main__":
    main()
