"""Words in pieces: the vocabulary is the published one, and known texts are cut as its makers cut them."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest

from talleyrand.reading.kinds.wordpieces import VOCABULARY, pieces, vocabulary

# Of the vocabulary of BERT-base, uncased, as published with it (Apache-2.0).
PUBLISHED = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
# The tokenizer of the published model gives these.
CUT = {
    "Oslo condemned Quito's embargoes.": "[CLS] oslo condemned quit ##o ' s em ##bar ##go ##es . [SEP]",
    "ÉLYSÉE: naïve İstanbul": "[CLS] ely ##see : naive istanbul [SEP]",
    "中国 and 2.5%": "[CLS] 中 国 and 2 . 5 % [SEP]",
    "zzzzqxq \x00 ok": "[CLS] z ##zz ##z ##q ##x ##q ok [SEP]",
    "": "[CLS] [SEP]",
}


def named(text: str) -> str:
    names = list(vocabulary())
    return " ".join(names[number] for number, _, _ in pieces(text))


def test_the_vocabulary_is_the_published_one():
    held = (files("talleyrand.reading.kinds") / VOCABULARY).read_bytes()
    assert hashlib.sha256(held).hexdigest() == PUBLISHED
    assert len(vocabulary()) == 30_522


@pytest.mark.parametrize("text", CUT)
def test_a_text_is_cut_as_by_its_makers(text: str):
    assert named(text) == CUT[text]


def test_a_piece_knows_its_place_in_the_text():
    text = "Élysée  embargoes."
    assert [text[start:end] for _, start, end in pieces(text)[1:-1]] == ["Ély", "sée", "em", "bar", "go", "es", "."]


def test_no_text_gives_more_pieces_than_asked_for():
    assert len(pieces("embargoes " * 500, 256)) == 256
    assert pieces("embargoes " * 500, 256)[-1] == (vocabulary()["[SEP]"], 0, 0)


def test_an_endless_word_is_unknown():
    assert named("x" * 101) == "[CLS] [UNK] [SEP]"
