"""What a record says, cut into facts that a claim can be held against, and found by the words they share with it.

Fact   one thing that an entry says: a step, a clause, a figure's series, a promise; with its days, parties and words
Found  a fact with how much of its words a claim shares
Facts  every fact of a record, with the words that lead to each
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log
from typing import Any

from talleyrand.reading.language.gloss import english
from talleyrand.reading.language.stems import stem
from talleyrand.record.citing import citations
from talleyrand.record.dates import When
from talleyrand.record.entries import (
    Act,
    Agreement,
    AnyKind,
    Channel,
    Commitment,
    Indicator,
    Measure,
    MeasureStep,
    Meeting,
    Person,
    Talks,
)
from talleyrand.record.record import Record

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AI = re.compile(r"\bA\.?I\b\.?")
_STOPS = frozenset(
    """a an the and or but nor of in on at by for from to with without as if than then that this these those it its he
    she his her him they them their there here who whom whose which what when where why how be is are was were been
    being am do does did done have has had having will would shall should may might can could must not no yes so such
    also only just even more most much many some any all both each every other another same own one two first second
    third new old former late after before during since until while because over under about into out up down off
    between among against through per via s t re would-be toward towards upon across within around well still yet now
    again already later early recent recently ago day days week weeks month months year years time times part side
    sides make take get give come go say tell call see set put us mr ms mrs dr""".split()  # noqa: SIM905
)
# Words that stand for one another in what states do to each other; the first of a line stands for all.
_ALIKE = """
duty tariff levy surcharge; death fatality; agreement deal accord pact understanding arrangement truce framework
ceasefire; promise pledge commitment commit undertake undertaking vow; agree accept; cut reduce lower reduction slash
trim decrease; raise increase rise hike; buy purchase; sell sale; talk negotiation consultation; meet meeting
summit; reply
retaliate retaliation retaliatory response respond countermeasure; chip semiconductor; drug narcotic; farm agriculture
agricultural; energy fuel power; end lift remove drop rescind; stop halt cease; suspend pause suspension; extend
extension prolong; licence license permit permission; control restriction curb restrict; ban bar prohibit prohibition
embargo; student pupil; ship vessel; fee due charge; soldier troop; visit trip; sign signing signature inked; impose
introduce slap imposition; bloc union; shipment export; import; militarise militarize militarization militarisation
militarizing; flight plane; minister secretary; ambassador envoy; election vote; citizen national; missile rocket;
schedule scheduling; repatriate repatriation deport deportation deportee; phone telephone; create establish set-up found
establishment creation; release free; balloon airship; island outpost reef; defence defense; fentanyl; organisation
organization; emission; peak cap; share mix proportion; climate; sanction; revoke revocation; refrain; overdose;
renew renewal;
precursor; aircraft jet; balance deficit shortfall
"""
_SAME = {stem(word): stem(group.split()[0]) for group in _ALIKE.split(";") for word in group.split() if group.split()}


# Words of diplomacy that tell one thing from another in no record, however small it is.
_COMMON = """
trade good product country government president leader official policy statement foreign national international economic
security relation bilateral joint public political military talk visit export import firm company market industry
investment technology people border force war peace right law rule order term condition issue matter step action plan
programme program project system support pressure concern interest result outcome progress effort response position
world region capital house white office department party administration percent point dollar billion million number
total rate level amount share value first last next early late high low large small open close full whole begin end
start duty agreement promise agree cut raise buy sell meet reply remove stop suspend extend control ban license
sign impose
sanction minister create continue remain hold reach become bring put keep let allow need want seek ask call name lead
follow carry include
"""
_LEAST = 800  # facts that a record is taken to have, so that words of a small one are not all alike
_SMALL, _MOST_OF_SMALL = 300, 5.2  # the record below which no word tells more than this
_PLAINEST = 15  # a word of diplomacy counts as if it stood in one fact of so many


@lru_cache(maxsize=65_536)
def _canonical(word: str) -> str:
    short = stem(word)
    return _SAME.get(short, short)


@lru_cache(maxsize=16_384)
def words(text: str) -> frozenset[str]:
    """The stems of a text's telling words; words that stand for one another have one stem.

    >>> sorted(words("The levies on non-fossil fuels"))
    ['duty', 'energy', 'fossil', 'non-fossil']
    """
    found: set[str] = set()
    for match in _WORD.findall(_AI.sub("artificial intelligence", f"{text} {english(text)}")):
        low = match.lower()
        parts = [low, *low.split("-")] if "-" in low else [low]
        found.update(_canonical(part) for part in parts if part not in _STOPS and len(part) > 1)
    return frozenset(found - {"non", "co", "pre"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that an entry says.

    Attributes:
        entry: its id.
        kind: of the entry.
        step: what happened, in the record's word: held, signed, impose; `clause`, `made`; empty for the entry itself.
        text: the words of it.
        days: the dates under which it may be told.
        until: the end of its term, if it sets one.
        by: the states that do it.
        toward: the states to which it is done.
        people: ids of those who take part.
        place: where, if it says.
        agreement: the agreement that it belongs to.
        stems: of its words, those of its entry's title among them.
    """

    entry: str
    kind: str
    step: str
    text: str
    days: tuple[When, ...] = ()
    until: When | None = None
    by: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    place: str = ""
    agreement: str = ""
    stems: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A fact with the weight of the words that a claim shares with it, and those words."""

    weight: float
    fact: Fact
    shared: frozenset[str]


class Facts:
    """Every fact of a record, with the words that lead to each; made once for a record.

    Attributes:
        every: all facts, in the record's order.
    """

    def __init__(self, record: Record) -> None:
        self.every = tuple(_facts(record))
        self._leads: dict[str, list[int]] = defaultdict(list)
        for number, fact in enumerate(self.every):
            for each in fact.stems:
                self._leads[each].append(number)
        self._most = max(len(self.every), _LEAST)
        self._plain = frozenset(map(_canonical, _COMMON.split()))
        self._stems: dict[str, frozenset[str]] = {}
        self._by_entry: dict[str, list[Fact]] = defaultdict(list)
        self._by_deal: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.every:
            self._by_entry[fact.entry].append(fact)
            if fact.agreement:
                self._by_deal[fact.agreement].append(fact)

    def weight(self, stems: Iterable[str]) -> float:
        """How much some words tell: rare ones more than those that stand in many facts."""
        return sum(map(self._worth, stems))

    def plain(self, stem: str) -> bool:
        """True of a word of diplomacy, which tells one thing from another in no record."""
        return stem in self._plain

    def _worth(self, stem: str) -> float:
        if stem not in self._leads:
            return 0.0
        often = len(self._leads[stem])
        if stem in self._plain:
            often = max(often, self._most // _PLAINEST)
        worth = log(self._most / often)
        return min(worth, _MOST_OF_SMALL) if len(self.every) < _SMALL else worth

    def of(self, entry: str) -> tuple[Fact, ...]:
        """The facts of one entry."""
        return tuple(self._by_entry.get(entry, ()))

    def told_of(self, entry: str) -> frozenset[str]:
        """The stems of all words that lead to an entry."""
        if entry not in self._stems:
            self._stems[entry] = frozenset[str]().union(*(each.stems for each in self.of(entry)))
        return self._stems[entry]

    def under(self, deal: str) -> tuple[Fact, ...]:
        """The facts that belong to one agreement."""
        return tuple(self._by_deal.get(deal, ()))

    def sharing(self, stems: Collection[str], *, most: int = 40) -> tuple[Found, ...]:
        """The facts that share words with a claim, the most telling first."""
        weights: Counter[int] = Counter()
        for each in stems:
            leads = self._leads.get(each, ())
            if leads and len(leads) * 3 < self._most:
                worth = self._worth(each)
                for number in leads:
                    weights[number] += worth  # type: ignore[assignment]  # a Counter of weights
        best = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
        return tuple([Found(weight, self.every[n], self.every[n].stems & set(stems)) for n, weight in best])


# --- from entries ----------------------------------------------------------------------------------


def _facts(record: Record) -> Iterator[Fact]:
    for entry in record.entries:
        made = _OF.get(type(entry))
        if made:
            yield from made(record, entry)


def _names(record: Record, ids: Iterable[str]) -> str:
    """The names of people, for the words that lead to a fact."""
    found = (record.entry(each) for each in ids if each in record)
    return " ".join(each.name for each in found if isinstance(each, Person))


def _states(record: Record, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(record.state_of(each) for each in ids))


def _quotes(entry: AnyKind) -> str:
    told = (f"{each.quote or ''} {each.translation or ''}" for each in citations(entry))
    return " ".join(each for each in told if each.strip())


def _made(record: Record, fact: Fact, *told: str | None) -> Fact:
    """A fact with the stems of all words that lead to it."""
    led = " ".join([fact.text, fact.place, _names(record, fact.people), *(each or "" for each in told)])
    return replace(fact, stems=words(led))


def _act(record: Record, act: Act) -> Iterator[Fact]:
    people = (act.person,) if act.person else ()
    by, toward = _states(record, (act.by,)), _states(record, act.toward)
    fact = Fact(entry=act.id, kind="act", step=act.kind, text=act.title, days=(act.on,), people=people, by=by,
                toward=toward, agreement=act.under or "")  # fmt: skip
    yield _made(record, fact, act.note, _quotes(act), record.name_of(act.by), *map(record.name_of, act.toward))


def _measure(record: Record, measure: Measure) -> Iterator[Fact]:
    by, toward = _states(record, (measure.by,)), _states(record, measure.toward)
    for step in measure.steps:
        fact = Fact(entry=measure.id, kind="measure", step=step.step, text=measure.title, days=_told(step),
                    until=step.until, by=by, toward=toward, agreement=step.under or "")  # fmt: skip
        yield _made(record, fact, measure.coverage, step.basis, step.note, step.step, measure.note)


def _told(step: MeasureStep) -> tuple[When, ...]:
    days = (step.announced, step.signed, step.effective, step.disclosed)
    return tuple(dict.fromkeys(each for each in days if each))


def _agreement(record: Record, deal: Agreement) -> Iterator[Fact]:
    parties = _states(record, deal.parties)
    place = ""
    if deal.meeting and deal.meeting in record:
        met = record.entry(deal.meeting)
        place = met.place or "" if isinstance(met, Meeting) else ""
    for step in deal.steps:
        days = tuple(dict.fromkeys(each for each in (step.on, step.announced) if each))
        fact = Fact(entry=deal.id, kind="agreement", step=step.step, text=deal.title, days=days, until=step.until,
                    by=parties, place=place, agreement=deal.id)  # fmt: skip
        yield _made(record, fact, step.note, step.step, deal.note, "agreement")
    first = deal.steps[0].on if deal.steps else None
    for clause in deal.clauses:
        fact = Fact(entry=f"{deal.id}#{clause.clause}", kind="clause", step="clause", text=clause.text,
                    days=(first,) if first else (), by=_states(record, clause.parties or deal.parties), place=place,
                    agreement=deal.id)  # fmt: skip
        quotes = " ".join(each.quote or "" for each in clause.sources)
        yield _made(record, fact, deal.title, quotes)


def _commitment(record: Record, promise: Commitment) -> Iterator[Fact]:
    deal = record.entry(promise.agreement) if promise.agreement and promise.agreement in record else None
    title = deal.title if isinstance(deal, Agreement) else ""
    fact = Fact(entry=promise.id, kind="commitment", step="made", text=promise.text, days=(promise.made,),
                until=promise.deadline, by=_states(record, (promise.obligor,)), agreement=promise.agreement or "",
                toward=_states(record, promise.obligee))  # fmt: skip
    unit = promise.target.unit if promise.target else ""
    yield _made(record, fact, promise.done_when, title, unit, _quotes(promise), promise.note, "promise")


def _meeting(record: Record, meeting: Meeting) -> Iterator[Fact]:
    parties = _states(record, meeting.parties)
    form = record.vocabulary["meetings"].get(meeting.form)
    for step in meeting.steps:
        fact = Fact(entry=meeting.id, kind="meeting", step=step.step, text=meeting.title,
                    days=(step.on, step.date) if step.date else (step.on,), by=parties, people=meeting.people,
                    place=meeting.place or "")  # fmt: skip
        yield _made(record, fact, form.label if form else "", step.note, meeting.outcome, meeting.note, "meet")


def _channel(record: Record, channel: Channel) -> Iterator[Fact]:
    for step in channel.steps:
        fact = Fact(entry=channel.id, kind="channel", step=step.step, text=channel.title, days=(step.on,),
                    by=_states(record, channel.parties), people=channel.people)  # fmt: skip
        yield _made(record, fact, step.step, step.note, channel.note)


def _talks(record: Record, talks: Talks) -> Iterator[Fact]:
    days = (talks.since, talks.until) if talks.until else (talks.since,)
    fact = Fact(entry=talks.id, kind="talks", step="", text=talks.title, days=days, by=_states(record, talks.parties))
    yield _made(record, fact, talks.outcome, "talk")


def _indicator(record: Record, series: Indicator) -> Iterator[Fact]:
    by = _states(record, (series.voice,)) if series.voice else ()
    fact = Fact(entry=series.id, kind="indicator", step="", text=series.title, by=by)
    yield _made(record, fact, series.unit, (series.about or "").replace("-", " "))


_OF: dict[type, Callable[[Record, Any], Iterator[Fact]]] = {
    Act: _act, Measure: _measure, Agreement: _agreement, Commitment: _commitment, Meeting: _meeting, Channel: _channel,
    Talks: _talks, Indicator: _indicator,
}  # fmt: skip
