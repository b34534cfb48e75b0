"""What a document tells, sentence by sentence, made ready for those who propose entries.

Scene  what holds for the whole document: the record, the day of knowledge, the sides, the readers of parts
Told   one deed in its sentence: who, whom, what, when, how much, and how it is put
Draft  what a maker would propose of it, before the words are held against it
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from talleyrand.errors import WrongValue
from talleyrand.reading.deeds import chains
from talleyrand.reading.deeds.roles import Deed
from talleyrand.reading.kinds.topics import Topics
from talleyrand.reading.language.amounts import Amount
from talleyrand.reading.language.modality import Mood
from talleyrand.reading.language.sentences import Sentence
from talleyrand.reading.language.times import Dated
from talleyrand.reading.parties.actors import Actors, Mention
from talleyrand.reading.parties.landmarks import Landmark, Landmarks
from talleyrand.reading.proposals import Modality
from talleyrand.reading.rules.dating import Day
from talleyrand.record.dates import Moment, When, when
from talleyrand.record.record import Record
from talleyrand.record.syntax import Raw

Form = Literal["verb", "noun"]
NO_ISSUE = "no issue stands out in the words: it may be another"  # the doubt of an entry whose issue is a guess


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What holds for a whole document.

    Attributes:
        sides: the two parties that it is chiefly about, by how often they are named; fewer if it names fewer.
        digest: of the original.
        reader: who reads, as a proposal says it.
        written: the document's day, given or guessed; None if nothing tells it.
    """

    record: Record
    known: Moment
    actors: Actors
    topics: Topics
    landmarks: Landmarks
    sides: tuple[str, ...]
    digest: str
    reader: str
    written: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One deed in its sentence.

    Attributes:
        sentence: with its place in the document.
        mentions: of parties and people in it.
        deed: who does what to whom; its places are those of the sentence.
        form: whether a verb or a noun names the deed, as in "China's refusal of talks".
        governor: the stem of the verb that governs the deed's; empty if none does.
        complement: true if another verb depends on the deed's.
        named: of a deed that a noun names, the class of the noun; empty otherwise.
        noun: that noun.
        words: from the verb or noun to the end of its clause.
        mood: how it is put.
        by: ids of the parties that act, in the order named.
        toward: ids of those toward whom they act.
        person: the id of the person who acts, if one is named.
        inferred: the ids among them that other words of the document give.
        day: when it was done, as far as the words tell; None if they do not.
        dates: every date of the sentence.
        amounts: every amount of the clause.
        landmarks: entries of the record that the sentence names.
        passage: those that the sentences before it in its paragraph name.
        before: the sentence before it in the same paragraph.
    """

    scene: Scene
    sentence: Sentence
    mentions: tuple[Mention, ...]
    deed: Deed
    form: Form
    governor: str
    complement: bool
    named: str
    noun: str
    words: str
    mood: Mood
    by: tuple[str, ...]
    toward: tuple[str, ...]
    person: str
    inferred: frozenset[str]
    day: Day | None
    dates: tuple[Dated, ...]
    amounts: tuple[Amount, ...]
    landmarks: tuple[Landmark, ...]
    passage: tuple[Landmark, ...] = ()
    before: str = ""

    @property
    def at(self) -> Day:
        """The day it was done, for those who have made sure that there is one.

        Raises:
            ValueError: if the words tell of none.
        """
        if self.day is None:
            raise ValueError("the words tell of no day")
        return self.day

    @property
    def governed(self) -> bool:
        """True if a verb governs the deed's that leaves open whether it is done: "asked to", "refused to"."""
        return bool(self.governor) and self.governor not in chains.PROMISES | chains.DECIDES | chains.FACTS

    @property
    def supposed(self) -> bool:
        """True if the deed is only argued, guessed or denied, so that no entry can rest on it."""
        return self.mood.opinion or self.mood.modality in ("hypothetical", "denied")

    @property
    def days(self) -> int:
        """How many days the date leaves open."""
        return (self.at.when.last - self.at.when.first).days

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text

    def matter(self, start: int = 0, end: int | None = None) -> str:
        """The words of a stretch without names and titles of the sides: what a minister is called is not the matter."""
        state_of = self.scene.record.state_of
        sides = {state_of(each) for each in (*self.by, *self.toward)}
        letters = list(self.text)
        for each in self.mentions:
            if each.person or each.how == "group" or state_of(each.party) in sides:
                letters[each.start : each.end] = " " * (each.end - each.start)
        return "".join(letters)[start : len(letters) if end is None else end]

    @property
    def clause(self) -> str:
        """The words of the clause."""
        return self.text[slice(*self.deed.clause)]

    @property
    def verb(self) -> str:
        """The words that name the deed."""
        return self.text[slice(*self.deed.verb)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a maker would propose.

    Attributes:
        values: the entry or part, its id left as `...` where one is to be made from it.
        into: the entry to which a part is added.
        spans: places in the sentence that the quote must hold.
        elsewhere: values that rest on other words than the quote's.
        negated: whether it says that something was not done or was refused; None if its title tells.
        mutual: true if neither side does it to the other.
        score: between 0 and 1, how sure the maker is.
    """

    kind: str
    values: Mapping[str, Raw]
    spans: tuple[tuple[int, int], ...]
    score: float
    modality: Modality
    into: str = ""
    elsewhere: frozenset[str] = frozenset()
    negated: bool | None = None
    mutual: bool = False
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def ahead(dated: Dated, day: When) -> When:
    """A date of something to come: a year later if its year was guessed and it would lie before the day of the words.

    >>> str(ahead(Dated(start=0, end=5, when=when("2025-10-01"), how="worked out"), when("2026-09-09")))
    '2026-10-01'
    """
    given = dated.when
    if dated.how == "written" or given.last >= day.first or not re.fullmatch(r"\d{4}(?:-\d\d){1,2}", given.text):
        return given
    try:
        return when(f"{int(given.text[:4]) + 1}{given.text[4:]}")
    except WrongValue:
        return given


def shortened(words: str, most: int = 25) -> str:
    """Words in one line without a closing stop, cut after the last whole phrase if there are too many.

    >>> shortened("One two, three four.", 3)
    'One two'
    """
    plain = " ".join(words.split()).strip(" .,;:—–-")
    split = plain.split(" ")
    if len(split) <= most:
        return plain
    cut = " ".join(split[:most])
    stop = max(
        (found.start() for found in re.finditer(r"[,;:]| (?:and|but|which|while|as|after|with|to) ", cut)), default=0
    )
    return cut[: stop if stop > len(cut) // 3 else len(cut)].strip(" .,;:—–-")
