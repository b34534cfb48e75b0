"""Which of the old parts of an entry each wanted one is, so that an edit leaves the others alone.

Step  one part as it is to be: the old one that it comes from, if any, and what is wanted of it
Node  a value as it stands in the text
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from talleyrand.record.meaning import Hint, Hints, Meaning, meaning
from talleyrand.record.nodes import Node
from talleyrand.record.syntax import Raw

SAME = 1000
ALIKE = 400  # at most, for parts that share all but one of their fields: never as good as a part untouched


@dataclass(frozen=True, slots=True)
class Step:
    """One part as it is to be.

    Attributes:
        old: the position of the old part that it comes from, or None if it is new.
        wanted: what it is to say.
        name: of a field its name.
    """

    old: int | None
    wanted: Raw
    name: str = ""


def aligned(old: Sequence[Meaning], new: Sequence[Meaning]) -> list[int | None]:
    """For each new part the position of the old one that it is, in whole or changed.

    Parts that mean the same are kept in the longest run that there is; between them parts with fields in
    common are taken for each other; a part that moved is found again where it went.

    >>> aligned(["a", "b", "c"], ["b", "c", "d"])
    [1, 2, None]
    """
    before = _same_at_start(old, new)
    after = _same_at_start(old[before:][::-1], new[before:][::-1])
    middle = _by_likeness(old[before : len(old) - after], new[before : len(new) - after])
    found = [
        *range(before),
        *(None if each is None else each + before for each in middle),
        *range(len(old) - after, len(old)),
    ]
    return _with_moved(found, old, new)


def _same_at_start(old: Sequence[Meaning], new: Sequence[Meaning]) -> int:
    count = 0
    while count < min(len(old), len(new)) and old[count] == new[count]:
        count += 1
    return count


def _by_likeness(old: Sequence[Meaning], new: Sequence[Meaning]) -> list[int | None]:
    """The alignment, in order, of the greatest likeness."""
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_likeness(one, other) for other in new] for one in old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            kept = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], kept)
    found: list[int | None] = [None] * len(new)
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            found[j] = i
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(one: Meaning, other: Meaning) -> int:
    if one == other:
        return SAME
    if not isinstance(one, frozenset) or not isinstance(other, frozenset):
        return int(type(one) is type(other))
    shared = ALIKE * len(one & other) // len(one | other)
    return shared or int(len(one) == len(other) == 1)


def _with_moved(found: list[int | None], old: Sequence[Meaning], new: Sequence[Meaning]) -> list[int | None]:
    left = [i for i in range(len(old)) if i not in set(found)]
    for j, each in enumerate(found):
        if each is None and (same := next((i for i in left if old[i] == new[j]), None)) is not None:
            left.remove(same)
            found[j] = same
    return found


def of_items(old: Raw, wanted: Sequence[Raw], each: Hint) -> list[Step]:
    """The items of a list as they are to be, with those that they come from."""
    wanted = [one for one in wanted if meaning(one, each) is not None]
    found = aligned([meaning(one, each) for one in old], [meaning(one, each) for one in wanted])
    return [Step(old, one) for old, one in zip(found, wanted, strict=True)]


def of_pairs(node: Node, wanted: Mapping[str, Raw]) -> list[Step]:
    """The pairs of a mapping as they are to be: their order means something, as it does in a list."""
    old = [
        frozenset(((0, key.raw), (1, meaning(part.raw, str)))) for key, part in zip(node.keys, node.parts, strict=True)
    ]
    found = aligned(old, [frozenset(((0, name), (1, meaning(each, str)))) for name, each in wanted.items()])
    plan = []
    for at, (name, each) in zip(found, wanted.items(), strict=True):
        same = at is not None and node.keys[at].raw == name
        plan.append(Step(at if same else None, each, name))
    return plan


def of_fields(node: Node, wanted: Mapping[str, Raw], hints: Hints) -> list[Step]:
    """The fields of a part as they are to be: those there in their own order, a new one where its class has it."""
    names = [str(key.raw) for key in node.keys]
    kept = [name for name in names if meaning(wanted.get(name, ""), hints.get(name)) is not None or _unsaid(node, name)]
    ranks = {name: rank for rank, name in enumerate(hints)}
    last = len(ranks)
    order = list(kept)
    added = [each for each in wanted if each not in names and meaning(wanted[each], hints.get(each)) is not None]
    for name in sorted(added, key=lambda name: ranks.get(name, last)):
        before = [each for each in order if ranks.get(each, last) <= ranks.get(name, last)]
        nearest = max(before, key=lambda each: (ranks.get(each, last), order.index(each)), default=None)
        order.insert(order.index(nearest) + 1 if nearest is not None else 0, name)
    position = {name: number for number, name in enumerate(names)}
    return [Step(position.get(name), wanted.get(name, ""), name) for name in order]


def _unsaid(node: Node, name: str) -> bool:
    """Whether a field is there but empty, which means what leaving it out does."""
    found = next(part.raw for key, part in zip(node.keys, node.parts, strict=True) if key.raw == name)
    return meaning(found) is None
