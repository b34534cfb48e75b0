"""Which features each tier of the reader reads, and what it needs to be installed.

Tier   0: words, letters and our lists. 1: and the parse. 2: and a sentence model. A richer tier adds to a poorer one.
"""

from __future__ import annotations

from talleyrand.reading.kinds.features import Block, Masked, acts, cues, letters, words
from talleyrand.reading.kinds.parsing import pipeline
from talleyrand.reading.kinds.trees import trees
from talleyrand.reading.kinds.vectors import session, vectors

BLOCKS: dict[int, tuple[Block, ...]] = {
    0: (words, letters, acts, cues),
    1: (words, letters, acts, cues, trees),
    2: (words, letters, acts, cues, trees, vectors),
}
NEEDS = {0: (), 1: (pipeline,), 2: (pipeline, session)}


def features(sentence: Masked, tier: int = 0) -> dict[str, float]:
    """Every feature of a sentence that a tier uses, by name."""
    return {name: weight for block in BLOCKS[tier] for name, weight in block(sentence)}


def make_ready(tier: int) -> None:
    """Loads what a tier needs beyond this package.

    Raises:
        WrongValue: something of it is not installed.
    """
    for need in NEEDS[tier]:
        need()
