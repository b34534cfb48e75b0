"""The words that entries may use, each with label, definition and source: data, not code.

Term        one word of one vocabulary
Vocabulary  all of them, by the name of their list and by code
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from talleyrand.errors import NotFound, RecordError, nearest
from talleyrand.record.syntax import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a vocabulary.

    Attributes:
        code: the word as entries write it.
        label: its name for people.
        definition: what it means.
        source: where the meaning comes from.
        plover: for acts, the PLOVER event type.
        quad: for acts, verbal or material, cooperation or conflict.
        moves: for acts, whether they ease, tighten or neither.
        unit: for series, the unit of the level.
        summed: for series, whether levels of several measures add up.
        rank: for levels, 1 at the top.
    """

    code: str
    label: str
    definition: str
    source: str
    plover: str = ""
    quad: str = ""
    moves: str = ""
    unit: str = ""
    summed: bool = False
    rank: int = 0


Terms = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every list of terms, by name: acts, instruments, series, levels, issues and so on."""

    lists: Mapping[str, Terms]

    def __getitem__(self, name: str) -> Terms:
        return self.lists[name]

    def term(self, name: str, code: str) -> Term:
        """The term of that code.

        Raises:
            NotFound: if the list has no such code.
        """
        if code not in self.lists[name]:
            raise NotFound(f"'{code}' is not among the {name}{nearest(code, self.lists[name])}")
        return self.lists[name][code]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that the package ships.

    Raises:
        RecordError: if a file of it is broken.
    """
    folder = files("talleyrand") / "vocabulary"
    lists = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".yaml"):
            lists[file.name.removesuffix(".yaml")] = _terms(file.read_bytes(), file.name)
    return Vocabulary(lists)


def _terms(data: bytes, file: str) -> Terms:
    parsed = parse(data, file)
    if parsed.problems:
        raise RecordError(f"the vocabulary is broken: {parsed.problems[0]}", parsed.problems)
    terms = {}
    for item in parsed.items:
        values = {name: text for name, text in item.value.items() if isinstance(text, str)}
        terms[item.id] = Term(
            code=values.pop("term"),
            summed=values.pop("summed", "no") == "yes",
            rank=int(values.pop("rank", "0")),
            **values,
        )
    return terms
