"""Names of a long list found in a text in one pass, the longest first.

Spotter  the list, made ready: by the first word of each name, the lengths that a name of it can have
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")

# A word, or one character of a script that writes no spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_WORDLIKE = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]")
# Marks that are written in several ways; each stands for one character, so that places stay as they are.
_SAME = str.maketrans("\u2019\u2018\u02bc\u00a0\u202f\n\t\r\u2011\u2010\u2013", "'''     ---")


def plain(text: str) -> str:
    """A text of the same length with one kind of space, apostrophe and hyphen."""
    return text.translate(_SAME)


class Spotter(Generic[Value]):
    """A list of names with what each stands for.

    It guards one invariant: what is looked up at a word is bounded by the different lengths of the names that
    begin with it, however many there are.
    """

    def __init__(self, listed: Mapping[str, Value]) -> None:
        self._listed = listed
        lengths: dict[str, set[int]] = {}
        for name in listed:
            first = _WORD.match(name)
            if first:
                lengths.setdefault(first[0], set()).add(len(name))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, Value]]:
        """Each name in a text as it stands, from left to right, the longest at each place, none inside another."""
        free = 0
        for word in _WORD.finditer(text):
            lengths = self._lengths.get(word[0])
            start = word.start()
            if lengths is None or start < free:
                continue
            for length in lengths:
                end = start + length
                value = self._listed.get(text[start:end])
                if value is not None and _ends(text, end):
                    free = end
                    yield start, end, value
                    break


def _ends(text: str, end: int) -> bool:
    """Whether no word runs on over a place."""
    return end >= len(text) or not _WORDLIKE.match(text, end) or not _WORDLIKE.match(text, end - 1)
