"""People whom the record does not have and a document introduces: "Arcadian President Ann Vale", later only "Vale".

Introduced  those whom one document has introduced so far, by family name
Leaders     those whom everybody knows
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from talleyrand.reading.parties.mentions import Mention
from talleyrand.reading.parties.states import Atlas
from talleyrand.reading.parties.surroundings import FRONT, TITLES, WORDS

_NAME = r"(?:[A-Z][\w’'-]*\.? ){1,3}?(?:(?:al|el|bin|ibn|von|van|de|da|del|der|di|la|le)[ -]){0,2}[A-Z][\w’'-]*\w"
_AFTER = re.compile(rf", (?P<name>{_NAME})(?=[,.;)]| and\b)")  # "the foreign minister of Arcadia, Ann Vale,"
_BEFORE = re.compile(rf"(?P<name>{_NAME}), (?:who is )?(?:the )?$")  # "Ann Vale, the foreign minister of Arcadia"
_NO_NAME = re.compile(r"(?:On|In|At|By|For|From|After|Since|During|Earlier|Late|Last|This|Meanwhile|However)\b")
_CLOSED = re.compile(r", (?=[a-z])")  # the comma that ends what stands beside a name
_WORD_BEFORE = re.compile(r"([A-Z][\w’'.-]*) $")
_SPEAKS = re.compile(  # after a state or an organ: "Foreign Ministry spokesperson Ann Vale"
    rf"(?:['’]s)?(?: (?:[Ff]oreign|[Dd]efen[cs]e|[Cc]ommerce|[Tt]rade) [Mm]inistry)?"
    rf" (?:chief )?(?:spokes\w+|negotiator) (?P<name>{_NAME})"
)
_FORMER = re.compile(r"\b(?:[Ff]ormer|[Ee]x-?|[Ll]ate) ?(?:[A-Z]\w+ )*$")
_FOLLOWED = re.compile(r" (?=[A-Z])(?!(?:Monday|Tues|Wednes|Thurs|Fri|Satur|Sun)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul)|Aug)")
_SHORTEST = 3  # letters of a family name that stands alone
_MOST = 400  # people of one document


class Leaders(NamedTuple):
    """The leaders of the general list, whom everybody knows before a document begins.

    Attributes:
        known: by name, whole and of the family where it is enough, the whole name and the state.
        names: any of these names in a text.
    """

    known: Mapping[str, tuple[str, Mention]]
    names: re.Pattern[str]


def leaders(world: Atlas, parties: Mapping[str, str]) -> Leaders:
    """The leaders of the general list.

    Args:
        parties: for each code of the general list, the party of the record.
    """
    known: dict[str, tuple[str, Mention]] = {}
    for code, names in world.leaders.items():
        for name in names:
            whole, starred, family = name.replace("*", ""), *name.partition("*")[1:]
            who = Mention(start=0, end=0, party=parties.get(code, ""), state=code, how="post", stranger=whole)
            known[whole] = whole, who
            if starred:
                known[family if name[0] != "*" else family.split()[0]] = whole, who
    return Leaders(known, _any_of(known))


@dataclass(slots=True)
class Introduced:
    """Those whom one document has introduced so far, by family name.

    It guards that a family name stands for one person: borne by two of different sides, it stands for nobody.
    """

    world: Atlas
    leaders: Leaders
    known: dict[str, tuple[str, Mention] | None] = field(default_factory=dict)
    _names: re.Pattern[str] | None = None

    def read(self, text: str, found: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions of a sentence with those introduced before it; whom it introduces itself is kept."""
        again = tuple(self._again(text, found))
        named = [self._with_name(text, each) for each in found]
        return tuple(sorted((*named, *again), key=lambda each: each.start))

    def _with_name(self, text: str, mention: Mention) -> Mention:
        """A mention of a post with the name beside it, which is kept."""
        if mention.party and (speaks := _SPEAKS.match(text, mention.end)):
            self._keep(speaks["name"], replace(mention, how="post", stranger=speaks["name"]))
            return mention
        if mention.how != "post" or mention.person or not mention.who:
            return mention
        named = mention
        if not mention.stranger and (after := _AFTER.match(text, mention.end)):
            named = replace(mention, end=after.end("name"), stranger=after["name"])
        elif not mention.stranger:
            shift = max(0, mention.start - 80)
            before = _BEFORE.search(text[shift : mention.start])
            if before and not _NO_NAME.match(before["name"]):
                named = replace(mention, start=shift + before.start("name"), stranger=before["name"])
        if named.stranger:
            self._keep(named.stranger, named)
        closed = named is not mention and _CLOSED.match(text, named.end)
        return replace(named, end=named.end + 1) if closed else named

    def _keep(self, name: str, mention: Mention) -> None:
        words = name.split()
        state = self.world.states.get(mention.state)
        family = state.family if state else "last"
        for short in {*(words[:1] if family != "last" else ()), *(words[-1:] if family != "first" else ())}:
            there = self.known.get(short, self.leaders.known.get(short, (name, mention)))
            if len(short) < _SHORTEST or short.lower() in WORDS | TITLES | FRONT or len(self.known) >= _MOST:
                continue
            same = there is not None and (there[1].state or there[1].who) == (mention.state or mention.who)
            self.known[short], self._names = ((name, mention) if same else None), None

    def _again(self, text: str, found: Sequence[Mention]) -> Iterator[Mention]:
        """The names in a sentence of people introduced before, where no other name stands."""
        if self._names is None:
            self._names = _any_of([each for each, who in self.known.items() if who])
        taken = [(each.start, each.end) for each in found]
        everybody = (each for each in self.leaders.names.finditer(text) if each[0] not in self.known)
        for match in (*self._names.finditer(text), *everybody):
            who = self.known.get(match[0]) or self.leaders.known[match[0]]
            start = None if _FORMER.search(text, 0, match.start()) else _start(text, match.start(), who[0])
            if start is None or _FOLLOWED.match(text, match.end()):
                continue
            if any(first < match.end() and start < last for first, last in taken):
                continue
            taken.append((start, match.end()))
            name, mention = who
            if match[0] == name:  # from here on the family name is enough
                self._keep(name, mention)
            yield Mention(
                start=start, end=match.end(), party=mention.party, state=mention.state, how="post", stranger=name,
                doubt=f"{match[0]} is taken for {name}, whom the record does not know",
            )  # fmt: skip


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of these names in a text, the longest first."""
    words = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\b(?!-)")


def _start(text: str, start: int, name: str) -> int | None:
    """Where a family name begins with the titles and given names before it; None if it is another's name."""
    while before := _WORD_BEFORE.search(text, max(0, start - 40), start):
        word = before[1].rstrip(".")
        if word not in name.split() and word.lower() not in TITLES | {"prime", "foreign", "deputy", "vice"}:
            return start if word.lower() in FRONT else None
        start = before.start()
    return start
