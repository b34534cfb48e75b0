"""Words cut into the pieces that the sentence model was trained on, each with its place in the text.

Piece   a piece's number in the vocabulary, with start and end in the text

Source: Devlin et al. 2019, the uncased tokenizer: lower case, no accents, cut at spaces, marks and Chinese characters,
then the longest piece of the vocabulary again and again (Wu et al. 2016, section 4.1).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

VOCABULARY = "weights/wordpieces.txt"
UNKNOWN, OPENING, CLOSING = "[UNK]", "[CLS]", "[SEP]"
LONGEST = 100  # letters of a word; what is longer is unknown
CHINESE = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip

Piece = tuple[int, int, int]
Letters = list[tuple[str, int]]  # each letter as it is looked up, with its place in the text


@cache
def vocabulary() -> dict[str, int]:
    """The number of each piece."""
    text = files("talleyrand.reading.kinds").joinpath(VOCABULARY).read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n")[:-1])}


def pieces(text: str, most: int = 256) -> list[Piece]:
    """The pieces of a text between the marks of its opening and its end, at most so many in all.

    >>> [number for number, _, _ in pieces("Oslo")] == [vocabulary()[name] for name in ("[CLS]", "oslo", "[SEP]")]
    True
    """
    known = vocabulary()
    found: list[Piece] = [(known[OPENING], 0, 0)]
    for word in _words(text):
        found += _cut(word, known)
        if len(found) >= most:
            break
    return [*found[: most - 1], (known[CLOSING], 0, 0)]


def _words(text: str) -> Iterator[Letters]:
    """Words and marks, in lower case and without accents."""
    word: Letters = []
    for place, letter in enumerate(text):
        if _is_nothing(letter):
            continue
        if _stands_alone(letter) or letter.isspace():
            if word:
                yield word
            word = []
        if not letter.isspace():
            plain = unicodedata.normalize("NFD", letter).lower()
            word += [(part, place) for part in plain if unicodedata.category(part) != "Mn"]
            if word and _stands_alone(letter):
                yield word
                word = []
    if word:
        yield word


def _is_nothing(letter: str) -> bool:
    """Whether a character is left out: a control mark, or what stands for a broken one."""
    return letter not in "\t\n\r" and (letter in "\x00�" or unicodedata.category(letter)[0] == "C")


def _stands_alone(letter: str) -> bool:
    """Whether a character is a word of its own: a mark of ASCII, of punctuation, or Chinese."""
    if letter.isalnum() and letter.isascii():
        return False
    if letter.isascii():
        return not letter.isspace()
    return unicodedata.category(letter)[0] == "P" or any(low <= ord(letter) <= high for low, high in CHINESE)


def _cut(word: Letters, known: dict[str, int]) -> list[Piece]:
    """The pieces of a word, each the longest that the vocabulary has; one unknown piece if it has none."""
    letters = "".join(letter for letter, _ in word)
    unknown = [(known[UNKNOWN], word[0][1], word[-1][1] + 1)]
    found: list[Piece] = []
    start = 0
    if len(letters) > LONGEST:
        return unknown
    while start < len(letters):
        lead = "##" if start else ""
        end = next((e for e in range(len(letters), start, -1) if lead + letters[start:e] in known), 0)
        if not end:
            return unknown
        found.append((known[lead + letters[start:end]], word[start][1], word[end - 1][1] + 1))
        start = end
    return found
