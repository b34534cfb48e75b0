"""Agreements and meetings of the record that a text names by place or title, as "the Geneva deal" or "Phase One".

Landmark   one such name, with its place in the sentence, the entry, and its day
Landmarks  those that a record has, made ready for finding
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from talleyrand.record.dates import Moment, When
from talleyrand.record.entries import Agreement, Meeting, Party
from talleyrand.record.record import Record

_DEAL = (
    r"agreements?|deals?|accords?|truce|frameworks?|consensus|understandings?|pact|treaty"
    r"|communiqu[eé]|statement|declaration|arrangement|settlement|protocol|outcomes|détente|detente"
    r"|window"
)
_MEET = r"talks|meetings?|summit|negotiations?|dialogue|visit|round|conference|session|encounter|consultations"
_NOUN = rf"(?P<noun>{_DEAL}|{_MEET})"
_TITLE_WORD = re.compile(r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|of|de|el))*")
_NO_NAME = frozenset(
    """agreement accord joint statement economic trade strategic dialogue understanding framework truce announcement
    climate change first results summit outcomes treaty memorandum memoranda protocol group groups working two the text
    arrangement declaration january february march april may june july august september october november december
    """.split()  # noqa: SIM905 - a list of words reads better
)
_DAYS = 7  # days within which two entries are of one occasion
_FAR = 45  # days between a day told and an entry that it may mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """An entry of the record that a sentence names.

    Attributes:
        start: the first character of the name.
        end: just after its last.
        entry: the entry's id.
        kind: agreement or meeting.
        day: when it was made or held, as the record has it.
        sure: true if no other entry of the record could be meant.
    """

    start: int
    end: int
    entry: str
    kind: str
    day: When
    sure: bool


@dataclass(frozen=True, slots=True)
class _Meant:
    entry: str
    kind: str
    day: When
    place: bool  # by the place where it was made, not by its title


class Landmarks:
    """The agreements and meetings of a record that can be named by place or title, as known on a day.

    It guards that a name is looked up by whole words, and that what lies after the day of knowledge is not found.
    """

    def __init__(self, record: Record, known: Moment) -> None:
        self._names: dict[str, list[_Meant]] = {}
        self._bare: set[str] = set()  # names that need no noun after them
        parties = {
            name.casefold()
            for party in record.of(Party)
            for name in (party.name, *party.aliases)
        }  # fmt: skip
        self._states = {party.name.casefold() for party in record.of(Party)}
        meetings = {each.id: each for each in record.of(Meeting)}
        for deal in record.of(Agreement):
            day = _made(deal)
            if day is None or day.first > known.day:
                continue
            place = meetings[deal.meeting].place if deal.meeting in meetings else ""
            for name in _names(deal.title):
                if not set(_key(name).split(" ")) & {word for each in parties for word in each.split()}:
                    self._add(name, _Meant(deal.id, "agreement", day, False), parties)
            if place:
                self._add(place.partition(",")[0], _Meant(deal.id, "agreement", day, True), parties)
        for meeting in meetings.values():
            held = next((step.on for step in meeting.steps if step.step == "held"), None)
            if held is not None and meeting.place and held.first <= known.day:
                for name in meeting.place.split(","):  # "Oldport, Northshire" is called by either
                    self._add(name.strip(), _Meant(meeting.id, "meeting", held, True), parties)
        self._form = _form(self._names)

    def _add(self, name: str, meant: _Meant, parties: set[str]) -> None:
        key = _key(name)
        if len(key) < 3 or key in self._states:
            return
        known = self._names.setdefault(key, [])
        if not any(each.entry == meant.entry for each in known):  # by its title and by the place where it was made
            known.append(meant)
        if key not in parties:
            self._bare.add(key)

    def named(self, text: str, *, about: date | None = None, days: tuple[When, ...] = ()) -> tuple[Landmark, ...]:
        """The entries that a sentence names, in order.

        Args:
            about: the day about which the document tells; of several entries the last before it is meant.
            days: dates of the sentence; of several entries the one on such a day is meant.
        """
        return tuple(self._found(text, about, days))

    def _found(self, text: str, about: date | None, days: tuple[When, ...]) -> Iterator[Landmark]:
        if self._form is None:
            return
        for match in self._form.finditer(text):
            said = match["name"] or match["name2"]
            name = _key(said)
            if not said[0].isupper() and not re.search(r"[ -]", said):
                continue
            noun = (match["noun"] or match["noun2"] or "").lower()
            if not noun and name not in self._bare:
                continue
            kind = "agreement" if re.fullmatch(_DEAL, noun) else "meeting" if noun else ""
            found = self._names[name]
            if not noun and not any(each.kind == "agreement" for each in found):
                continue
            chosen = _chosen(found, kind, about, days)
            if chosen:
                meant, sure = chosen
                start, end = match.span()
                yield Landmark(start=start, end=end, entry=meant.entry, kind=meant.kind, day=meant.day, sure=sure)


def _chosen(found: list[_Meant], kind: str, about: date | None, days: tuple[When, ...]) -> tuple[_Meant, bool] | None:
    """The entry that is meant, and whether it is sure; None if several could be."""
    fits = [each for each in found if each.kind == kind] or ([] if kind == "agreement" else found)
    if not fits:
        return None
    if days:
        near = [each for each in fits if any(_meets(each.day, day) for day in days)]
        if near:
            return _best(near), True
    if about is not None:
        gone = [each for each in fits if each.day.first <= about and (about - each.day.last).days <= 4 * _FAR]
        if gone:
            return max(gone, key=lambda each: (each.day.last, each.kind == "agreement")), True
    deals = [each for each in found if each.kind == "agreement"]
    if len(deals) == 1:  # the occasion that is remembered is the one that made something
        near = [each for each in fits if abs((each.day.first - deals[0].day.first).days) <= _DAYS]
        return (near[0], True) if near else None
    return (fits[0], True) if len(fits) == 1 else None


def _best(found: list[_Meant]) -> _Meant:
    return next((each for each in found if each.kind == "agreement"), found[0])


def _meets(one: When, other: When) -> bool:
    return one.first <= other.last and other.first <= one.last


def _made(deal: Agreement) -> When | None:
    return next((step.on for step in deal.steps if step.step in ("agreed", "signed", "published")), None)


def _key(name: str) -> str:
    return " ".join(re.split(r"[\s-]+", name.casefold().strip()))


def _names(title: str) -> Iterator[str]:
    """The proper names in an agreement's title: "Phase One", "Geneva"."""
    for found in _TITLE_WORD.finditer(re.sub(r"\b\d+ [A-Z]\w+ \d{4}|\b\d{4}\b", "", title)):
        words = [
            word for word in found[0].split() if word.casefold() not in _NO_NAME and not word.endswith(("'s", "’s"))
        ]
        if words and not re.search(r"[A-Z]\w*[–-][A-Z]", found[0]):
            yield " ".join(words)
    yield from re.findall(r"\(([A-Z][\w -]+)\)", title)


def _form(names: dict[str, list[_Meant]]) -> re.Pattern[str] | None:
    if not names:
        return None
    each = "|".join("[ -]".join(map(re.escape, name.split(" "))) for name in sorted(names, key=len, reverse=True))
    name = rf"(?i:{each})"
    return re.compile(
        rf"(?<!\w)(?:(?P<noun2>(?i:{_DEAL}|{_MEET}))(?: \w+ed)? (?:in|at|of) (?P<name2>{name})(?!\w)"
        rf"|(?P<name>{name})(?!\w)(?:['’]s)?(?:(?: \w[\w-]*){{0,2}}? (?i:{_NOUN})(?!\w))?)"
    )
