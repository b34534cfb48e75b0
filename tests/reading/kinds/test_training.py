"""Training: our sentences, the two codings, and that one seed gives one result."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
import yaml

np = pytest.importorskip("numpy")

from talleyrand.reading.kinds import training  # noqa: E402
from talleyrand.reading.kinds.classifier import TYPES, Classifier  # noqa: E402
from talleyrand.reading.kinds.features import masked  # noqa: E402
from talleyrand.reading.kinds.frames import examples  # noqa: E402
from talleyrand.reading.language.lexicon import shipped  # noqa: E402
from training.agreement import agreement, codings, rows  # noqa: E402

MODES = {"done", "announced", "promised", "conditional", "hypothetical", "denied"}
SMALL = replace(training.RECIPE, steps=15)


def test_every_sentence_holds_both_sides_and_known_codes():
    for row in rows():
        sentence = masked(row["text"], row["actor"], row["target"])
        assert sentence.actor >= 0, row
        assert sentence.target >= 0, row
        for code in (f"{row['type']} {row['mode']}", row["first"], row["second"]):
            kind, mode = code.split()
            assert kind in TYPES
            assert mode in MODES


def test_no_sentence_stands_twice_and_no_type_is_thin():
    found = rows()
    assert len({row["text"] for row in found}) == len(found) >= 800
    assert min(Counter(row["type"] for row in found).values()) >= 60


def test_values_of_vectors_are_told_from_words_and_centred_to_nothing():
    read = [({"E0": 1.0, "w say": 1.0}, "AGREE", 1.0), ({"E0": 3.0}, "AID", 1.0)]
    mean = training._mean(read)
    assert mean == {"E0": 2.0}
    assert [row for row, _, _ in training._centred(read, mean)] == [{"E0": -1.0, "w say": 1.0}, {"E0": 1.0}]


def test_a_mean_taken_off_in_training_is_given_back_to_the_weights():
    read = [({"bias": 1.0, "E0": value}, kind, 1.0) for value, kind in ((4.0, "AGREE"), (6.0, "AID")) for _ in "ab"]
    taught = training.train(read, [], replace(SMALL, penalty=0.01, rarest=1, steps=100))
    assert [taught.weigh({"bias": 1.0, "E0": value}).ranked[0][0] for value in (3.0, 7.0)] == ["AGREE", "AID"]
    assert taught.weigh({"bias": 1.0, "E0": 5.0}).margin == pytest.approx(0, abs=1e-3)


def test_where_the_codings_agree_they_stand_and_elsewhere_there_is_a_reason():
    for row in rows():
        used = f"{row['type']} {row['mode']}"
        assert "why" in row or row["first"] == row["second"] == used, row


def test_the_agreement_is_what_the_page_says():
    page = (training.ROOT / "training" / "README.md").read_text(encoding="utf-8")
    for part in (0, 1):
        found = codings(part)
        assert f"| {found.equal:.3f} | {found.kappa:.3f} |" in page


def test_kappa_of_a_table_worked_by_hand():
    yes_no = ["y"] * 20 + ["y"] * 5 + ["n"] * 10 + ["n"] * 15
    other = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert agreement(yes_no, other).kappa == pytest.approx(0.4)


def test_made_up_sentences_name_both_sides_and_keep_the_rule_of_time():
    drawn = list(examples(shipped(), Random(1), plain=1, turned=2))
    assert {example.type for example in drawn} == set(TYPES)
    assert all(example.sentence.actor >= 0 and example.sentence.target >= 0 for example in drawn)
    threats = [e for e in drawn if e.sentence.stems[:3] == ("act", "threaten", "to")]
    assert {e.type for e in threats} == {"THREATEN"}


def test_one_seed_gives_one_result():
    written = training.found(training.coded()[::12], SMALL)
    made = training.made(SMALL)[::12]
    assert training.made(SMALL)[::12] == made
    first, again = (training.train(written, made, SMALL) for _ in range(2))
    assert first.places == again.places
    assert np.array_equal(first.weights, again.weights)


def test_a_small_training_learns_what_it_was_shown_and_is_surer_of_it():
    written = training.found(training.coded()[::12], SMALL)
    taught = training.train(written, [], SMALL)
    right = [taught.weigh(row).ranked[0][0] == kind for row, kind, _ in written]
    assert sum(right) / len(right) > 0.95


def test_the_search_finds_the_bottom_of_a_slope_worked_by_hand():
    row = ({"L:only": 1.0}, "AGREE", 1.0)
    recipe = replace(SMALL, penalty=1.0, rarest=1, steps=100)
    weights = training.train([row], [], recipe).weights[0]
    first, others = weights[TYPES.index("AGREE")], weights[TYPES.index("NONE")]
    share = 1 / (1 + 16 * np.exp(others - first))
    assert first == pytest.approx(1 - share, abs=2e-3)
    assert others == pytest.approx(-(1 - share) / 16, abs=2e-3)


def test_the_best_temperature_makes_overbold_sums_milder():
    sums = np.zeros((100, len(TYPES)), dtype=np.float32)
    sums[:, 0] = 10
    types = np.array([0] * 60 + [1] * 40)
    assert training.truest(training.Heldout(sums=sums, types=types)) > 2


def test_the_shipped_classifier_is_of_this_lexicon():
    kinds = {name[2:] for name in Classifier.load().places if name.startswith("L:") and not name.startswith("L:pair.")}
    assert kinds <= set(shipped().phrases)


def test_files_of_sentences_load_without_any_tag():
    for name in training.FILES:
        yaml.safe_load((training.ROOT / "training" / name).read_text(encoding="utf-8"))
