"""The parser: only the very files that the weights were made with are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.kinds import parsing
from talleyrand.reading.kinds.parsing import digest, found, parsed, pipeline

EXTRA = "needs the extra 'parse' (requirements-deep.lock)"


def test_a_digest_notes_every_byte_and_name_but_of_what_only_describes(tmp_path: Path):
    (tmp_path / "parser").mkdir()
    model = tmp_path / "parser" / "model"
    model.write_bytes(b"one")
    first = digest(tmp_path)
    (tmp_path / "meta.json").write_text("{}")
    assert digest(tmp_path) == first
    model.write_bytes(b"two")
    second = digest(tmp_path)
    model.rename(tmp_path / "parser" / "moves")
    assert len({first, second, digest(tmp_path)}) == 3


def test_another_pipeline_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("spacy", reason=EXTRA)
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 'en'\n")
    monkeypatch.setattr(parsing, "found", lambda: tmp_path)
    pipeline.cache_clear()
    with pytest.raises(WrongValue, match="not the pipeline"):
        pipeline()
    pipeline.cache_clear()


def test_the_installed_pipeline_is_the_one_that_was_pinned():
    pytest.importorskip("spacy", reason=EXTRA)
    assert digest(found()) == parsing.DIGEST


def test_a_passive_is_parsed_as_one():
    pytest.importorskip("spacy", reason=EXTRA)
    tree = parsed("The envoy was expelled by Oslo.")
    assert {word.text: (word.dep_, word.head.text) for word in tree if word.text in ("envoy", "by", "Oslo")} == {
        "envoy": ("nsubjpass", "expelled"),
        "by": ("agent", "expelled"),
        "Oslo": ("pobj", "by"),
    }
