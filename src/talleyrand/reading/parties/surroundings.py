"""What the words about a name say of it: part of another name, a language, money, a place, a new sentence.

A name alone does not tell whom it names: "Jordan Peterson", "in Chinese", "US$50", "the Paris talks".
"""

from __future__ import annotations

import re
from dataclasses import replace

from talleyrand.reading.parties.naming import Sense

BEFORE = re.compile(r"([A-Z][\w.'-]*) $")
AFTER = re.compile(r" ([A-Z][\w-]*)")
STRANGER = re.compile(
    r"(?: [A-Z][\w-]*(?:'[A-Z][\w-]*)?(?:\.(?= [A-Z]))?){1,3}"
    r"(?: (?:bin|ibn|al|el|ben|de|da|del|dos|van|von|der|den|la|le)(?: (?:la|der|den))? [A-Z][\w-]*"
    r"| (?:al|el)-[A-Z][\w-]*)?"
)
_VENUE = re.compile(
    r" (?:agreement|talks|summit|accords?|meeting|truce|deal|framework|conference|round|declaration|protocol|session|"
    r"communiqué|process|formula|consensus|understanding)\b",
    re.I,
)
_NEXT = re.compile(r"'?s? ?(\w+)")
_PREFIXED = re.compile(r"(?i)\b(?:non|anti|pro|un|intra|inter|trans)-$")
_PLACED = re.compile(r"\b(?:in|at|near|outside|around|across|through|throughout|via|over|inside)(?: the)? $", re.I)
_LANGUAGE = re.compile(r"(?:\bin|\bspeak\w*|\bspoke|\binto|\bfrom) $", re.I)
# Money, as "US$50"; a noun, before which a word for a people is no language.
_MONEY = re.compile(r"\.?\$")
_NOUN = re.compile(r" (?!(?:and|or|on|at|by|to|that|with)\b)[a-z]")
SENTENCE_END = re.compile(r"[.!?:;\"“”(\[] ?$")
FRONT = frozenset(
    """the a an in on at for with and but when while although though after before since if that this these those as by
    from to of under both then now once unlike like only even still yet so or nor not because until whether where what
    who why how yes no despite amid among against between during per via his her its their our my your every each some
    many most few last next first second third all any meanwhile however today""".split()  # noqa: SIM905
)
TITLES = frozenset(
    """mr mrs ms dr sir lord lady gen general lt adm admiral col colonel sen senator rep representative congressman
    congresswoman governor mayor minister secretary ambassador president premier chairman chairwoman chair chief
    director judge justice spokesman spokeswoman chancellor king queen prince princess envoy leader adviser advisor
    comrade diplomat""".split()  # noqa: SIM905
)
# Family names that are also words with which sentences are made or begun.
WORDS = frozenset(
    """he she you may an so no do go will mark long song bush rice white brown young king page price hope case so long
    to be ha hu in at on my min jun ma pan sun bin park best banks bank bell cook day field fox gates grant green hall
    hunt law love major man may mills moon moore north pope power rose say short small stone strong summers swift wall
    west wood""".split()  # noqa: SIM905
)
FUNCTION = frozenset("he she you may an so no do go will to be in at on my say day man law".split())  # noqa: SIM905
_DAYS = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December""".split()  # noqa: SIM905
)
_ORGAN_NOUNS = frozenset(
    """Ministry Minister Foreign Prime King Queen President Army Navy Parliament Senate Government Crown Deputy Defence
    Defense Armed Central Supreme National Interior Finance Trade Commerce Ambassador Red State""".split()  # noqa: SIM905
)


def is_prefixed(text: str, start: int) -> bool:
    """True if "anti-", "non-" or the like stands before a name."""
    return _PREFIXED.search(text, max(0, start - 8), start) is not None


def is_heading(text: str) -> bool:
    """True if most words have a capital letter, as in a heading."""
    words = re.findall(r"[A-Za-z]{4,}", text[:400])
    return len(words) > 2 and sum(word[0].isupper() for word in words) * 10 > len(words) * 7


def may_follow(text: str, end: int, word: str) -> bool:
    """True if a capital word after a family name need not be part of a name: a day, a month, another name of ours."""
    return word.lower() in FRONT or word in _DAYS or is_heading(text) or text.startswith("I ", end + 1)


def stands_alone(text: str, end: int) -> bool:
    """True if what follows a name lets it stand for itself: not "China's Japan policy"."""
    following = _NEXT.match(text, end)
    return text[end : end + 1] in ".,;)" or not following or following[1] in {
        "region", "Province", "province", "SAR", "island", "Island", "authorities", "and", "in", "on", "to",
    }  # fmt: skip


def in_another_body(text: str, start: int) -> bool:
    """True if a capital word that is no name of ours stands just before, as in "National People's Congress"."""
    before = BEFORE.search(text, max(0, start - 40), start)
    if not before or before[1].lower() in FRONT:
        return False
    return not begins(text, before.start())


def _in_a_persons_name(text: str, start: int, end: int) -> bool:
    """True if a name stands in that of a person: a capital word that belongs to it before or after."""
    before = BEFORE.search(text, max(0, start - 40), start)
    if before and before[1].rstrip(".").lower() not in FRONT and not before[1].endswith(("'s", "'", "ing", "ed", "ly")):
        return True
    follows = AFTER.match(text, end)
    return bool(follows and follows[1] not in _ORGAN_NOUNS and follows[1].lower() not in FRONT)


def meaning(text: str, start: int, end: int, sense: Sense) -> Sense | None:
    """What a name stands for in its place, with the doubt; None if the words about it make it something else."""
    doubt = sense.doubt
    if is_prefixed(text, start) or _MONEY.match(text, end):
        return None
    if doubt.endswith("a person"):
        if _in_a_persons_name(text, start, end):
            return None
        doubt = ""
    if sense.how == "demonym" and _LANGUAGE.search(text, max(0, start - 12), start) and not _NOUN.match(text, end):
        return None
    if sense.how == "capital" and _VENUE.match(text, end):
        doubt = f"{text[start:end]} may be the venue"
    elif sense.how == "capital" and not doubt and _PLACED.search(text, max(0, start - 16), start):
        doubt = f"{text[start:end]} may be the place"
    return replace(sense, doubt=doubt)


def begins(text: str, start: int) -> bool:
    """True if a sentence or a quotation begins at a place."""
    return start == 0 or SENTENCE_END.search(text, max(0, start - 3), start) is not None
