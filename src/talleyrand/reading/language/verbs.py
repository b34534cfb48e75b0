"""The verb groups of an English sentence, found without a parser.

Word   a word or mark of a sentence with its place
Group  the words of one verb, as "has not been asked": where it begins, its main word, its form
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from talleyrand.reading.language import lexicon
from talleyrand.reading.language.grammar import (
    ADVERBS,
    AFTER_NOUN,
    AUXILIARY,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DO,
    HAVE,
    MARKS,
    MINDED,
    MODALS,
    NO_VERBS,
    NOT_ING,
    NOT_PAST,
    NOUNISH,
    OPENERS,
    PAST_ONLY,
    PREPOSITIONS,
    PRONOUNS,
    SAID,
    SHY,
    TOOLS,
    is_agent,
)
from talleyrand.reading.language.stems import BASES, stem
from talleyrand.reading.parties.spotting import plain

Form = Literal["finite", "to", "ing", "participle"]

_WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*\.?(?='s)|[^\W_]+(?:[-.'][^\W_]+)*(?:(?<=\.[A-Z])\.)?|'s?\b|'|[^\w\s]")
_LONGEST = 400  # words of a sentence that are looked at


class Word(NamedTuple):
    """A word or mark of a sentence with its place.

    Attributes:
        mention: which of the mentions of the sentence it is in, or -1.
    """

    text: str
    low: str
    start: int
    end: int
    mention: int


class _Line(NamedTuple):
    words: Sequence[Word]
    plural: Collection[int]
    adjectives: Collection[int]


@dataclass(frozen=True, slots=True)
class Group:
    """The words of one verb.

    Attributes:
        first: the place of its first word in the sentence.
        main: the place of its main word.
        form: finite; after "to"; ending in -ing; or a participle that stands alone ("goods banned by").
        passive: true if the subject bears it.
        stem: of its main word.
    """

    first: int
    main: int
    form: Form
    passive: bool
    stem: str


def words(sentence: str, spans: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    """The words and marks of a sentence, each with the mention that it is in."""
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(plain(sentence)):
        if len(found) >= _LONGEST:
            break
        start, end = match.span()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        inside = at if at < len(spans) and spans[at][0] <= start < spans[at][1] else -1
        found.append(Word(match[0], match[0].lower(), start, end, inside))
    return tuple(found)


@cache
def _verb_stems() -> frozenset[str]:
    """The stems with which the phrases of our lists begin, and those of saying."""
    own = {stem(phrase.split()[0]) for kind, listed in lexicon.shipped().phrases.items() if not kind.startswith("of")
           for phrase in listed}  # fmt: skip
    return frozenset(own | SAID | SHY) - NO_VERBS - AUXILIARY - {"to", "not", "no", "be", "get"}


def groups(
    all_words: Sequence[Word], plural: Collection[int] = (), adjectives: Collection[int] = ()
) -> tuple[Group, ...]:
    """The verb groups of a sentence, in order.

    Args:
        all_words: the words of the sentence.
        plural: places of words after which a verb in its bare form can stand.
        adjectives: mentions that are adjectives, after which a noun comes rather than a verb.
    """
    found: list[Group] = []
    place = 0
    heading = _is_heading(all_words)
    line = _Line(all_words, plural, adjectives)
    while place < len(all_words):
        if all_words[place].text[0].isupper() and not heading and not _begins(all_words, place):
            place += 1
            continue
        group = _group(line, place)
        adjective = (
            group
            and group.first == group.main
            and found
            and found[-1].main == place - 1
            and found[-1].stem not in {"have"}
        )
        if adjective:
            place += 1  # "disrupt established customs"
        elif group:
            found.append(group)
            place = group.main + 1
        else:
            place += 1
    return tuple(found)


def _is_heading(all_words: Sequence[Word]) -> bool:
    """True if most long words have a capital letter."""
    long = [word.text[0].isupper() for word in all_words[:30] if len(word.text) > 3]
    return len(long) > 2 and sum(long) * 10 > len(long) * 7


def _begins(all_words: Sequence[Word], place: int) -> bool:
    """True if a capital letter need not be a name's: at the start, or after a mark."""
    return place == 0 or all_words[place - 1].low in {'"', "“", "—", ":", "(", "‘"}


def _auxiliary(line: _Line, place: int) -> Group | None:
    return _after_auxiliary(line.words, place) if line.words[place].low in AUXILIARY else None


def _infinitive(line: _Line, place: int) -> Group | None:
    """A verb after "to"."""
    main = _skip(line.words, place + 1) if line.words[place].low == "to" else None
    if main is None or any(each.low in DETERMINERS for each in line.words[place + 1 : main]):
        return None
    if not _is_base(line.words[main]) or not _is_infinitive(line.words, main):
        return None
    if line.words[main].low in BE | HAVE:
        return _after_auxiliary(line.words, main, first=place, form="to")
    return Group(place, main, "to", False, stem(line.words[main].low))


def _gerund(line: _Line, place: int) -> Group | None:
    """A verb in -ing."""
    low = line.words[place].low
    if not low.endswith("ing") or len(low) <= 5 or low in NOT_ING or not _is_ing(line.words, place):
        return None
    if low == "being":
        return _after_auxiliary(line.words, place, form="ing")
    return Group(place, place, "ing", False, stem(low))


def _past(line: _Line, place: int) -> Group | None:
    """A verb in the past, or a participle that belongs to the noun before it."""
    low = line.words[place].low
    if not _is_past(low) or _is_adjective(line.words, place):
        return None
    ahead = [word.low for word in line.words[place + 1 : place + 3]]
    by = ahead[:1] == ["by"] and low not in PAST_ONLY and not ahead[-1].endswith("ing")
    if by or _is_reduced(line.words, place):
        return Group(place, place, "participle", True, stem(low))
    return Group(place, place, "finite", False, stem(low))


def _present(line: _Line, place: int) -> Group | None:
    """A verb in the present without an auxiliary."""
    found = _is_present(line, place)
    return Group(place, place, "finite", False, stem(line.words[place].low)) if found else None


_MONTH = "May"  # no "may"

_KINDS: tuple[Callable[[_Line, int], Group | None], ...] = (_auxiliary, _infinitive, _gerund, _past, _present)


def _group(line: _Line, place: int) -> Group | None:
    """The verb group that begins at a place."""
    word = line.words[place]
    if word.mention >= 0 or not word.low[0].isalpha() or (place and word.text == _MONTH):
        return None
    return next((found for kind in _KINDS if (found := kind(line, place))), None)


def _skip(all_words: Sequence[Word], place: int) -> int | None:
    """The next word that is no adverb; None at the end, or where more than four stand in a row."""
    for at in range(place, min(place + 5, len(all_words))):
        low = all_words[at].low
        if any(words.low == "since" and year.low.isdigit() for words, year in pairwise(all_words[at - 1 : at + 2])):
            continue  # "has since 2020 banned"
        if low not in ADVERBS and not (low.endswith("ly") and len(low) > 4) and low != "n't":
            return at
    return None


def _after_auxiliary(
    all_words: Sequence[Word], place: int, *, first: int | None = None, form: Form = "finite"
) -> Group | None:
    """A group that begins with a form of be, have, do or with a modal verb."""
    start = place if first is None else first
    last_be = all_words[place].low in BE
    had = all_words[place].low in HAVE
    at = _skip(all_words, place + 1)
    for _ in range(4):
        if at is None or all_words[at].mention >= 0:
            break
        low = all_words[at].low
        if low in BE or low in HAVE:
            last_be, had = low in BE, low in HAVE
            at = _skip(all_words, at + 1)
            continue
        if low.endswith("ing") and last_be and len(low) > 5:
            return Group(start, at, form, False, stem(low))
        if _is_past(low, shy=True):
            return Group(start, at, form, last_be and stem(low) not in MINDED, stem(low))
        if all_words[place].low in MODALS | DO and not last_be and not had and _is_base(all_words[at]):
            return Group(start, at, form, False, stem(low))
        break
    return Group(start, place, form, False, "have" if had and not last_be else "be")


def _is_base(word: Word) -> bool:
    """True if a word can be a verb in its bare form."""
    if word.mention >= 0 or not word.text[0].islower() or word.low in NO_VERBS:
        return False
    several = word.low.endswith("s") and stem(word.low) != word.low and not word.low.endswith(("ss", "us"))
    return not several and not word.low.endswith(("ed", "ing", "tion"))


def _is_infinitive(all_words: Sequence[Word], main: int) -> bool:
    """True if a bare word after "to" is a verb: a known one, or one that an object or a preposition follows."""
    if stem(all_words[main].low) in _verb_stems() or all_words[main].low in BE | HAVE | {"do"}:
        return True
    after = all_words[main + 1] if main + 1 < len(all_words) else None
    return (
        after is None or after.mention >= 0 or after.low in DETERMINERS | PREPOSITIONS | CONJUNCTIONS | MARKS | OPENERS
    )


def _is_past(low: str, *, shy: bool = False) -> bool:
    """True if a word is a past form; a shy one looks like the bare form."""
    if low in NOT_PAST or "-" in low or low in AUXILIARY:
        return False
    if low.endswith("ed") and len(low) > 3:
        return True
    base = BASES.get(low)
    if base is None or base in {"man", "woman", "be", "have", "do"} or low.endswith(("ing", "es")):
        return False
    return low != base or shy


def _is_adjective(all_words: Sequence[Word], place: int) -> bool:
    """True if a past form stands before a noun, as in "the proposed talks"."""
    if place == 0:
        return False
    before = all_words[place - 1]
    return (
        before.low in DETERMINERS - {"that", "both", "all", "each"} or before.low in PREPOSITIONS or before.text == "'s"
    )


def _is_reduced(all_words: Sequence[Word], place: int) -> bool:
    """True if a past form belongs to the noun before it, another verb of the clause coming after."""
    after = all_words[place + 1].low if place + 1 < len(all_words) else ""
    if after not in {"by", "in", "on", "from", "under", "to", "at", "of", "with", "as"} or place == 0:
        return False
    for at in range(place + 1, min(place + 16, len(all_words))):
        low = all_words[at].low
        if low in MARKS or low in CONJUNCTIONS or low in OPENERS:
            return False
        if (
            all_words[at].mention < 0
            and all_words[at].text != _MONTH
            and low in MODALS | {"was", "were", "is", "are", "has", "have", "had"}
        ):
            return True
    return False


def _is_ing(all_words: Sequence[Word], place: int) -> bool:
    """True if a word in -ing is a verb of its own: after a comma, or after by, of, for and the like."""
    if place == 0:
        return True
    before = all_words[place - 1].low
    if before in {",", "(", "—", "and"}:
        return stem(all_words[place].low) in _verb_stems()
    return before in PREPOSITIONS - {"on", "in"} and stem(all_words[place].low) in _verb_stems()


def _is_present(line: _Line, place: int) -> bool:
    """True if a word is a verb in the present: "bans" after a name, "ban" after several."""
    word = line.words[place]
    if place == 0 or not word.text[0].islower() or stem(word.low) not in _verb_stems():
        return False
    after = line.words[place + 1].low if place + 1 < len(line.words) else ""
    if (word.low in ADVERBS and after in PREPOSITIONS | {"to"}) or _is_abstract(word.low):
        return False
    back = place - 1
    while back > 0 and (line.words[back].low in ADVERBS or line.words[back].low.endswith("ly")):
        back -= 1
    before = line.words[back]
    if before.low == "member":  # "member states"
        return False
    named = before.mention >= 0 and before.mention not in line.adjectives
    acts = named or (before.mention < 0 and (is_agent(before.low) or before.low in PRONOUNS | TOOLS))
    if word.low.endswith("s") and not word.low.endswith("ss"):
        several = back in line.plural or (not named and before.low.endswith("s")) or before.low in {"they", "we"}
        return acts and not several and not _is_noun(word.low, after)
    if stem(word.low) in SHY:
        return acts
    many = before.low.endswith(("s", "men", "people")) and before.mention < 0
    return (
        acts
        and (back in line.plural or many or before.low in PRONOUNS - {"it", "he", "she"})
        and not is_agent(word.low)
    )


def _is_noun(low: str, after: str) -> bool:
    """True if a word that may be either is a noun before another word: "sanctions on", "tariffs hurt"."""
    return low in NOUNISH and (after in AFTER_NOUN or _is_past(after) or after in SHY)


def _is_abstract(low: str) -> bool:
    return low.endswith(("ions", "ments", "ities", "ances", "ences")) and low not in {"sanctions", "mentions"}
