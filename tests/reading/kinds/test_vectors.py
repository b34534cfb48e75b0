"""The sentence model: pinned, near for what means the same, and read where the sides stand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.kinds import vectors as module
from talleyrand.reading.kinds.features import masked
from talleyrand.reading.kinds.vectors import WHOLE_WEIGHT, WIDTH, is_of_vectors, session, vectors

np = pytest.importorskip("numpy")
pytest.importorskip("onnxruntime", reason="needs the extra 'deep' (requirements-deep.lock)")


def read(text: str, actor: str = "", target: str = "") -> dict[str, float]:
    return dict(vectors(masked(text, actor, target)))


def near(one: str, other: str) -> float:
    first, second = ([value for name, value in read(text).items() if name[0] == "E"] for text in (one, other))
    return float(np.dot(first, second)) / WHOLE_WEIGHT**2


def test_the_same_in_other_words_is_nearer_than_something_else():
    said = "Oslo lifted its ban on Chilean fish."
    assert near(said, said) == pytest.approx(1, abs=1e-5)
    assert near(said, "Norway ended the prohibition on fish from Chile.") > 0.6
    assert near(said, "Rebels shelled the northern town.") < 0.3


def test_every_sentence_has_every_value():
    for text in ("", "Oslo met Lima.", "中国" * 2000, "\x00"):
        found = read(text, "Oslo", "Lima")
        assert len(found) == 2 * WIDTH
        assert all(map(is_of_vectors, found))
        assert np.isfinite(list(found.values())).all()


def test_what_stands_between_the_sides_is_read_apart():
    one, other = read("Oslo met Lima.", "Oslo", "Lima"), read("Oslo met Lima.", "Lima", "Oslo")
    assert one == other
    assert one != read("Oslo met Lima.", "Oslo", "")


def test_another_model_is_refused_unrun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "model.onnx").write_bytes(b"rubbish")
    monkeypatch.setattr(module, "find_spec", lambda _: SimpleNamespace(origin=str(tmp_path / "__init__.py")))
    session.cache_clear()
    with pytest.raises(WrongValue, match="not the model"):
        session()
    session.cache_clear()
