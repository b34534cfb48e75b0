"""What holds for every claim of a document: the record as known, its facts and names, the day it was written.

Actor    a state or person whom some words name, with its place
Cast     the names of a record's states and people, ready for finding
Setting  all that a comparison is given beside the claim
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import Fact, Facts, words
from talleyrand.reading.language.gloss import english
from talleyrand.reading.language.sentences import split
from talleyrand.reading.language.times import Dated, dates
from talleyrand.reading.parties.actors import Actors, Mention
from talleyrand.reading.parties.landmarks import Landmark, Landmarks
from talleyrand.record.dates import Moment, When, when
from talleyrand.record.entries import Agreement, Meeting, Party, Person, Post
from talleyrand.record.record import Record
from talleyrand.sources.documents import Document

_OWN_PART = 0.67  # of a text: after it a saved page goes on with others' headlines
_DEAL = re.compile(r"\b(?:agreement|deal|accord|truce|framework|pact|treaty|declaration)s?\b", re.I)
_TO = re.compile(
    r"\b(?:exten|suspen|last|run|prolong|postpon|delay|renew|held|hold|valid)\w*\b[^.;]{0,60}\bto (?:the )?$", re.I
)
_ENDS = re.compile(r"\b(?:ends|lapses|expires|runs out) (?:on|in) (?:the )?$", re.I)
# A deed told of the one who is named just before it.
_DOES = re.compile(
    r"^(?:,? (?:had|has|have|also|then|first|again|later|\w+ly))* (?:impos|announc|rais|increas|bann|restrict|suspend"
    r"|paus|lift|remov|dropp|end|reduc|lower|halv|open|launch|clos|sanction|schedul|list|add|requir|cancell|postpon|releas"
    r"|order|block|retaliat|introduc|publish|issu|tighten|widen|extend|detain|blacklist|summon|charg|repeal|refus|declin|reject|request|initiat)ed\b"
    r"|^(?:,? (?:had|has|have|also|then|first|again|later|\w+ly))* (?:cut|put|placed|held|conducted|staged|fired|sold"
    r"|withdrew|began|started|called off"
    r"|freed|shot down|struck)\b"
    r"|^(?:政府)?(?:宣布|对|将|加征|实施|实行|暂停|取消|禁止|延长|解除|公布)"
)
_IT_WAS = re.compile(r"^it (?:was|had been) (?:the )?$", re.I)
_WHO_DID = re.compile(r"(?:['’]s [\w ]{2,40})? (?:that|who|which)\b")
_ITS_DEED = re.compile(r"['’]s (?:\w+ )?\w+(?:ing|ion|ment|al)\b")
_DONE_BY = re.compile(
    r"\b(?:imposed|announced|raised|banned|suspended|lifted|withdrawn|removed|dropped|ended|cut|lowered|halved|opened"
    r"|launched|introduced|extended|cancelled|called off|repealed|scrapped) by (?:the )?$"
)
_MET = re.compile(r"\b(?:talks|meetings?|summit|negotiations?|visit|round|session|dialogue)\b", re.I)
_BY_THE_WAY = re.compile(
    r"\b(?:that|which|who|(?<!^)(?:it|they|he|she)) (?:had |has |have |was |were )?(?:\w+ly )?\w+(?:ed|t|n|d)\b"
    r"[^,;.]{0,25}$"
)
_OPENING = re.compile(r"(?:(?:on|in|by|at|after|two|a) [^,]{1,40}, ?|and |but |that )*(?:the )?$", re.I)
_TELLS = re.compile(
    r"(?: (?:had|has|also|then|first|again|later|\w+ly))* (?:\w{3,}ed|said|put|cut|took|made|gave|set|told|began)\b"
)
SO_LONG = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?) (?:before|after|earlier|later|ahead of)\b", re.I)
MONTH = 31  # days of the longest
_LONG_AGO = 400  # days after which a story is one of another time than the document's
MOST_READ = 200_000  # characters of a document in which its day and full names are looked for


@dataclass(frozen=True, slots=True)
class Actor:
    """A state or person whom some words name.

    Attributes:
        start: the first character of the name.
        end: just after its last.
        state: id of the state, or of the party of no state.
        person: id of the person; empty if the words name none.
        party: id of the party named, a state's organ or the state itself; empty if it is no party of the record.
    """

    start: int
    end: int
    state: str
    person: str = ""
    party: str = ""


class Cast:
    """Who is named in the sentences of one document; what was found for a text is kept."""

    def __init__(self, record: Record, actors: Actors, stems: frozenset[str], on: date | None, text: str) -> None:
        self._record, self._actors, self._on = record, actors, on
        named = " ".join(each.title for each in record.of(Agreement))
        self.places = frozenset(each.place.partition(",")[0] for each in record.of(Meeting) if each.place)
        self._names_of_deals = self.places | frozenset(re.findall(r"\b[A-Z]\w+", named))
        self.stems = stems
        self._heard: dict[str, tuple[Actor, ...]] = {}
        told = actors.mentions(text[:MOST_READ], on)
        full = {each.person: each for each in told if each.person and " " in text[each.start : each.end]}
        self._before = tuple(full.values())

    def names(self, person: str) -> tuple[str, ...]:
        """The names of a person."""
        return self._actors.names(person)

    def of(self, text: str) -> tuple[Actor, ...]:
        """Whom a text names, in order; those who are doubtful are left out."""
        if text not in self._heard:
            found = self._actors.mentions(text, self._on, before=self._before)
            self._heard[text] = tuple([self._actor(each) for each in found if self._acts(each, text)])
        return self._heard[text]

    def _actor(self, mention: Mention) -> Actor:
        state = self._record.state_of(mention.party) if mention.party else mention.state
        return Actor(mention.start, mention.end, state, mention.person, mention.party)

    def _acts(self, mention: Mention, text: str) -> bool:
        """True unless it names nobody, or the place of a meeting that is some state's capital."""
        word = text[mention.start : mention.end]
        named = {word, english(word)} & self._names_of_deals
        placed = mention.how in ("capital", "seat") and not mention.party and bool(named)
        return mention.how != "group" and bool(mention.person or mention.party or mention.state) and not placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """All that a comparison is given beside the claim.

    Attributes:
        record: as known on the day of knowledge.
        facts: what it says.
        landmarks: its agreements and meetings by name.
        cast: its states and people by name.
        on: the day asked about.
        written: the document's day; None if nothing tells it.
        given: true if the document itself tells it.
    """

    record: Record
    facts: Facts
    landmarks: Landmarks
    cast: Cast
    on: Moment
    written: date | None
    given: bool

    def actors(self, text: str) -> tuple[Actor, ...]:
        """Whom a text names."""
        return self.cast.of(text)

    def states(self, text: str) -> tuple[str, ...]:
        """The states that a text names, themselves or through their people, each once."""
        return tuple(dict.fromkeys(each.state for each in self.cast.of(text) if each.state))

    def concerns(self, claim: Claim, fact: Fact) -> bool:
        """True unless the claim names states and none of them, or another that the fact knows nothing of."""
        said = set(self.states(claim.text))
        doer = self.doer(claim)
        if doer and fact.by and doer not in fact.by and fact.kind in ("act", "measure", "commitment"):
            told = [fact.text[each.end :] for each in self.cast.of(fact.text) if each.state == doer]
            if not any(map(_ITS_DEED.match, told)):  # "welcomes Norland's scheduling" tells of Norland's deed
                return False
        bound = {*fact.by, *fact.toward, *self.states(fact.text)}
        everyone = {each.id for each in self.record.of(Party) if each.everyone}
        if not bound or bound & everyone:
            return True
        foreign = {each for each in said if each not in self.record}
        around = set(self.states(claim.said))
        return not (around and not around & bound) and not foreign - bound

    def doer(self, claim: Claim) -> str:
        """The state that the claim names as doing what it tells; empty if its words do not say."""
        for each in self.cast.of(claim.text):
            if _IT_WAS.search(claim.text[: each.start]) and _WHO_DID.match(claim.text[each.end :]):
                return each.state
            if _DOES.search(claim.text[each.end :]) and not re.search(
                r"\b(?:by|and) (?:the )?$", claim.text[: each.start]
            ):
                return each.state
            if _DONE_BY.search(claim.text[: each.start]):
                return each.state
        return ""

    def subject(self, claim: Claim) -> str:
        """The state of whom the claim's first words tell something; empty if they name none, or several."""
        if doer := self.doer(claim):
            return doer
        named = self.cast.of(claim.text)
        first = named[0] if named else None
        if first is None or not _OPENING.match(claim.text[: first.start]) or not _TELLS.match(claim.text[first.end :]):
            return ""
        return first.state

    def people(self, text: str) -> tuple[str, ...]:
        """The people whom a text names, each once."""
        return tuple(dict.fromkeys(each.person for each in self.cast.of(text) if each.person))

    def named(self, text: str, days: Iterable[When] = ()) -> tuple[Landmark, ...]:
        """The agreements and meetings that a text names."""
        found = self.landmarks.named(text, about=self.written, days=tuple(days))
        return tuple([each for each in found if not _is_another(each, text)])

    def telling(self, text: str) -> frozenset[str]:
        """The words of a text that tell what it is about: not the names of states."""
        return words(text) - self.cast.stems

    def near(self, claim: Claim, when: When) -> bool:
        """True if a date lies where a document written on its day would look for it, or a story of long before."""
        if claim.told and self.written and (self.written - claim.told.last).days > _LONG_AGO:
            return abs((claim.told.first - when.first).days) <= _LONG_AGO // 2
        if self.written is None:
            return True
        return self.written - timedelta(days=400) <= when.last and when.first <= self.written + timedelta(days=31)


def setting(document: Document, record: Record, on: Moment) -> Setting:
    """What holds for every claim of a document.

    Args:
        record: as known on the day of knowledge.
    """
    facts, actors = _names(record)
    stems = words(
        " ".join(f"{each.name} {' '.join(each.aliases)}" for each in record.of(Party) if each.form == "state")
    )
    landmarks = Landmarks(record, on)
    written, given = _written(document, record, landmarks, on.day)
    if written is not None and not given:
        written = max([written, *_days_of_facts(document.text[:MOST_READ], facts, written, on.day)])
    cast = Cast(record, actors, stems | _demonyms(actors), written, document.text)
    return Setting(record=record, facts=facts, landmarks=landmarks, cast=cast, on=on, written=written, given=given)


def _names(record: Record) -> tuple[Facts, Actors]:
    """The facts and names of a record, made once."""
    if _names not in record.memory:
        record.memory[_names] = (Facts(record), Actors(record))
    return record.memory[_names]  # type: ignore[return-value]


def _demonyms(actors: Actors) -> frozenset[str]:
    """The words for the record's states and their people, which tell nothing of what a claim is about."""
    record = actors.record
    states = [each.id for each in record.of(Party) if each.form in ("state", "bloc")]
    return words(" ".join(name for each in states for name in actors.names(each) if " " not in name))


def _written(document: Document, record: Record, landmarks: Landmarks, on: date) -> tuple[date | None, bool]:
    """The document's day: as it tells, or the last day of all that it tells of: dates, occasions, terms of office."""
    if document.date is not None:
        return document.date.last, True
    text = document.text[:MOST_READ]
    told = [each for each in _told(text, landmarks) if each <= on]
    told += [each for each in _offices(text, record) if each <= on]
    return max(told, default=None), False


def _told(text: str, landmarks: Landmarks) -> Iterator[date]:
    """The days that a text tells of: those named with their year, and of the occasions named beyond doubt."""
    for sentence in split(text):
        found = [each for each in dates(sentence.text, None) if each.bound not in ("by", "until", "within")]
        days = tuple(each.when for each in found)
        if sentence.start <= len(text) * _OWN_PART:
            yield from (each.last if each.exact else each.first for each in days)
        yield from (each.day.last for each in _sure(landmarks.named(sentence.text, days=days), sentence.text))


def _sure(marks: Iterable[Landmark], text: str) -> tuple[Landmark, ...]:
    """The names that can mean one entry only; an "accord" that the record has as a meeting is another one."""
    return tuple([
        each for each in marks
        if each.sure and not _is_another(each, text)
        and (each.kind == "agreement" or _MET.search(text[each.start : each.end]))
    ])  # fmt: skip


def _is_another(mark: Landmark, text: str) -> bool:
    return mark.kind == "meeting" and _DEAL.search(text[mark.start : mark.end]) is not None


def _days_of_facts(text: str, facts: Facts, guess: date, on: date) -> Iterator[date]:
    """The days of facts told by month and day alone, if a rare word of theirs stands in the sentence too."""
    for sentence in split(text[: int(len(text) * _OWN_PART)]):
        told = [each.when.first for each in dates(sentence.text, guess) if each.doubt and each.when.exact]
        for found in facts.sharing(words(sentence.text), most=20) if told else ():
            rare = max(facts.weight((each,)) for each in found.shared)
            for each in found.fact.days:
                alike = any((each.first.month, each.first.day) == (one.month, one.day) for one in told)
                if rare >= 4 and alike and guess < each.first <= min(on, guess + timedelta(days=400)):
                    yield each.first


def _offices(text: str, record: Record) -> Iterator[date]:
    """Since when those whom a text gives a title have held a post of such a title."""
    for person in record.of(Person):
        for match in re.finditer(rf"(?<!\w){re.escape(person.name)}(?!\w)", text):
            before = text[max(0, match.start() - 40) : match.start()]
            if re.search(r"\b(?:then|former|ex)[- ]", before, re.I):
                continue
            yield from (post.since.last for post in person.posts if post.post.split()[0] in before)


def term(post: Post) -> When:
    """The days for which somebody held a post."""
    return when(f"{post.since.first}/{post.until.last}") if post.until else when(f"{post.since.first}/..")


def overlaps(one: When, other: When) -> bool:
    """True if two dates can mean the same day."""
    return one.first <= other.last and other.first <= one.last


def apart(one: When, other: When) -> int:
    """The days between two dates; 0 if they can mean the same."""
    if overlaps(one, other):
        return 0
    return (other.first - one.last).days if one.last < other.first else (one.first - other.last).days


def overlapping(days: Iterable[When], others: Iterable[When]) -> bool:
    """True if any of some dates can mean the same day as any of others."""
    second = tuple(others)
    return any(overlaps(one, other) for one in days for other in second)


def entries(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The ids of facts' entries, each once."""
    return tuple(dict.fromkeys(each.entry for each in facts))


def past(claim: Claim) -> tuple[When, ...]:
    """The dates of a claim that are no deadlines and no ends of terms; of days and years the days."""
    found = [each.when for each in claim.dates if not _is_end(claim, each)]
    fine = [each for each in found if (each.last - each.first).days <= MONTH]
    return tuple(fine or found)  # "the talks of 2019, on 20 July": the day is meant


def one_day(claim: Claim) -> When | None:
    """The one day or month that a claim gives and that can mean no other; None if it gives several, or none."""
    days = past(claim)
    sure = len(days) == 1 and not any(each.doubt for each in claim.dates)
    return days[0] if sure and (days[0].last - days[0].first).days <= MONTH else None


def of_another(claim: Claim) -> bool:
    """True if the claim's date may be another deed's: "the controls that it announced in May", "a day before it"."""
    return SO_LONG.search(claim.said) is not None or any(
        _BY_THE_WAY.search(claim.said[: each.start]) for each in claim.dates
    )


def due(claim: Claim) -> tuple[When, ...]:
    """The deadlines and ends of terms of a claim."""
    return tuple([each.when for each in claim.dates if _is_end(claim, each)])


def _is_end(claim: Claim, dated: Dated) -> bool:
    return (
        dated.bound in ("by", "until", "within")
        or _TO.search(claim.said[max(0, dated.start - 90) : dated.start]) is not None
        or _ENDS.search(claim.said[max(0, dated.start - 30) : dated.start]) is not None
    )
