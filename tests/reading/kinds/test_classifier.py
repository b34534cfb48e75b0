"""The classifier: what it answers, when it abstains, and what it refuses to load."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from talleyrand.errors import WrongValue

np = pytest.importorskip("numpy")

from talleyrand.reading.kinds.classifier import QUADS, TYPES, Classifier, read_weights, write_weights  # noqa: E402
from talleyrand.reading.kinds.tiers import BLOCKS  # noqa: E402

WEIGHTS = files("talleyrand.reading.kinds") / "weights"


def test_plain_news_is_told_apart_by_type():
    said = {
        "ACCUSE": ("Lima condemned Quito for the raid.", "Lima", "Quito"),
        "CONSULT": ("The Kenyan president met his Ugandan counterpart in Nairobi.", "The Kenyan president", "Ugandan"),
        "ASSAULT": ("Rebels shelled government troops near Goma.", "Rebels", "government troops"),
        "AID": ("Oslo sent food and medicine to Haiti.", "Oslo", "Haiti"),
    }
    judge = Classifier.load().judge
    assert {kind: judge(*sentence).ranked[0][0] for kind, sentence in said.items()} == {kind: kind for kind in said}


def test_a_promise_of_help_is_agreement_and_a_promise_of_harm_a_threat():
    judge = Classifier.load().judge
    assert judge("Oslo promised to send food to Haiti.", "Oslo", "Haiti").ranked[0][0] == "AGREE"
    assert judge("Ankara threatened to bomb Kurdish rebels.", "Ankara", "Kurdish rebels").ranked[0][0] == "THREATEN"


def test_who_acts_changes_the_answer():
    text = "Police beat protesters who had marched against the government."
    judge = Classifier.load().judge
    assert judge(text, "Police", "protesters").ranked != judge(text, "protesters", "the government").ranked
    assert judge(text, "Police", "protesters").ranked[0][0] == "ASSAULT"


def test_it_abstains_below_its_margin_but_still_ranks():
    shy = replace(Classifier.load(), least=1.0).judge("Oslo praised Lima.", "Oslo", "Lima")
    assert shy.type == ""
    assert shy.ranked[0][1] == shy.score
    bold = replace(Classifier.load(), least=0.0).judge("Oslo praised Lima.", "Oslo", "Lima")
    assert bold.type == bold.ranked[0][0] == "SUPPORT"


def test_scores_are_probabilities_and_the_margin_is_their_lead():
    judged = Classifier.load().judge("Oslo praised Lima.", "Oslo", "Lima")
    assert sum(share for _, share in judged.ranked) == pytest.approx(1)
    assert judged.margin == pytest.approx(judged.ranked[0][1] - judged.ranked[1][1])
    assert {kind for kind, _ in judged.ranked} == set(TYPES) == set(QUADS)


def test_a_choice_may_be_narrowed():
    judged = Classifier.load().judge("Oslo praised Lima.", "Oslo", "Lima", among=("ACCUSE", "REJECT"))
    assert {kind for kind, _ in judged.ranked} == {"ACCUSE", "REJECT"}


@pytest.mark.parametrize("text", ["", " ", "…", "不同意", "ACT " * 3000, "\x00", "((((", "TGT ACT"])
def test_any_text_gets_an_answer(text: str):
    assert len(Classifier.load().judge(text, "A", "(").ranked) == len(TYPES)


def test_an_unknown_tier_is_named():
    with pytest.raises(WrongValue, match="tier 9"):
        Classifier.load(9)


@pytest.mark.parametrize("tier", BLOCKS)
def test_the_weights_are_those_of_their_card(tier: int):
    held = (WEIGHTS / f"tier{tier}.npz").read_bytes()
    card = (WEIGHTS / f"tier{tier}.md").read_text(encoding="utf-8")
    assert hashlib.sha256(held).hexdigest() in re.findall(r"[0-9a-f]{64}", card)
    assert len(held) < 1_500_000


def test_weights_come_back_as_they_were_written_but_for_rounding(tmp_path: Path):
    shipped = Classifier.load()
    write_weights(shipped, tmp_path / "w.npz")
    back = read_weights(tmp_path / "w.npz")
    assert (back.places, back.temperature, back.least) == (shipped.places, shipped.temperature, shipped.least)
    assert np.abs(back.weights - shipped.weights).max() <= np.abs(shipped.weights).max() / 127


def parts() -> dict[str, object]:
    """The parts of the smallest good file."""
    return {
        "names": np.frombuffer(b"one\ntwo", dtype=np.uint8),
        "packed": np.zeros((2, len(TYPES)), dtype=np.int8),
        "scale": np.ones(len(TYPES), dtype=np.float32),
        "settings": np.array([1.0, 0.1]),
    }


def test_the_smallest_good_file_is_read(tmp_path: Path):
    np.savez(tmp_path / "w.npz", **parts())
    assert read_weights(tmp_path / "w.npz").places == {"one": 0, "two": 1}


class Trap:
    """Pickled, it would run code when it is read."""

    def __reduce__(self):
        return (Path.touch, (Path("sprung"),))


@pytest.mark.parametrize(
    "changed",
    [
        {"packed": np.array([[Trap()] * len(TYPES)] * 2, dtype=object)},
        {"settings": np.array([Trap(), 1], dtype=object)},
        {"packed": np.zeros((3, len(TYPES)), dtype=np.int8)},
        {"packed": np.zeros((2, 3), dtype=np.int8)},
        {"packed": np.zeros((2, len(TYPES)), dtype=np.float64)},
        {"names": np.frombuffer(b"one\none", dtype=np.uint8)},
        {"names": np.frombuffer(b"\xff\n\xfe", dtype=np.uint8)},
        {"scale": np.full(len(TYPES), np.nan, dtype=np.float32)},
        {"scale": np.ones(len(TYPES), dtype=np.complex64)},
        {"settings": np.array([0.0, 0.1])},
        {"settings": np.array([1.0, np.nan])},
        {"settings": np.array([1.0, 7.0])},
        {"packed": np.zeros(20_000_000, dtype=np.int8)},
    ],
)
def test_a_hostile_file_is_refused_and_runs_nothing(
    changed: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    np.savez_compressed(tmp_path / "w.npz", **{**parts(), **changed})
    with pytest.raises(WrongValue, match=r"w\.npz: not a file of weights"):
        read_weights(tmp_path / "w.npz")
    assert not Path("sprung").exists()


def test_what_is_no_archive_or_lacks_a_part_is_refused(tmp_path: Path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("names.npy", b"\x93NUMPY rubbish")
    for held in (b"", b"PK\x03\x04", b"text", buffer.getvalue()):
        (tmp_path / "w.npz").write_bytes(held)
        with pytest.raises(WrongValue, match="not a file of weights"):
            read_weights(tmp_path / "w.npz")
