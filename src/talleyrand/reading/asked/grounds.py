"""A model's finding is held against the document: it becomes a proposal, or is refused with the reason.

Passage  a piece of a document that was asked about, with its place
Grounds  what findings are held against: the document, the record, and who is who in it

What reaches a proposal is a quote that stands in the document, codes and ids from our own lists, dates and figures that
stand in the words, and one line of prose that holds no figure, party or markup of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.answers import Item
from talleyrand.reading.asked.codebook import MODALITIES
from talleyrand.reading.asked.drafting import drafted
from talleyrand.reading.asked.placing import placed_in
from talleyrand.reading.asked.untrusted import shown
from talleyrand.reading.language.sentences import Sentence
from talleyrand.reading.language.times import dates
from talleyrand.reading.parties.actors import Actors, Mention
from talleyrand.reading.proof.agreement import disagreements
from talleyrand.reading.proof.bearing import stands
from talleyrand.reading.proof.matching import Matcher
from talleyrand.reading.proof.quotes import Normal, find, normal
from talleyrand.reading.proposals import Modality, Proposal
from talleyrand.record.dates import when
from talleyrand.record.entries import Party
from talleyrand.record.record import Record
from talleyrand.record.syntax import Raw
from talleyrand.sources.documents import Document
from talleyrand.sources.offsets import Extent

Names = Mapping[str, tuple[str, ...]]

MOST_QUOTED = 25  # words, as a citation of the record may hold
CONTEXT = 2  # sentences before the quote in which the one acted upon may be named
_MUTUAL = ("meeting", "agreement")
_DOES, _TOWARD = ("by", "obligor"), ("toward", "obligee")
_NOBODY = "Qzx"
_PROSE = ("title", "text", "words")
_NOT_FACT = {
    "hypothetical": ("act", "measure", "commitment", "meeting", "agreement", "indicator"),
    "conditional": ("measure", "meeting", "agreement", "indicator"),
    "denied": ("measure", "commitment", "agreement", "indicator"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a document that was asked about.

    Attributes:
        start: where it begins in the document's text.
        end: after its last character.
        sentences: those in it, with their places in the document.
        plain: its text made alike, in which quotes are sought.
    """

    start: int
    end: int
    sentences: tuple[Sentence, ...]
    plain: Normal


def passage(document: Document, held: tuple[Sentence, ...]) -> Passage:
    """The piece of a document that holds some sentences, one after another."""
    start, end = held[0].start, held[-1].end
    return Passage(start=start, end=end, sentences=held, plain=normal(document.text[start:end]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What findings are held against.

    Attributes:
        document: the one that was read.
        record: as it was known.
        actors: who is named by which words.
        reader: who found it.
        matcher: tells whether the record has an entry already.
    """

    document: Document
    record: Record
    actors: Actors
    reader: str
    matcher: Matcher

    @property
    def written(self) -> date | None:
        """The day from which "Monday" is counted, if the document tells one."""
        given = self.document.date
        return given.first if given and given.first == given.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """The words of a document that a finding rests on, in its text."""

    quote: Extent
    within: Extent
    words: str
    sentence: str
    dated: str  # other words in which its date stands
    in_sentence: tuple[str, ...]  # its dates that the sentence bears
    elsewhere: tuple[str, ...]  # its dates that those other words bear
    mentions: tuple[Mention, ...]  # in the sentence
    shift: int  # where the quote begins in the sentence
    inside: frozenset[str]  # parties, people and states in the sentence
    around: frozenset[str]  # in the sentence and those before it


def proposal(item: Item, piece: Passage, grounds: Grounds, taken: Collection[str] = ()) -> Proposal:
    """The proposal that a finding makes.

    Args:
        taken: ids that were given to other proposals.

    Raises:
        WrongValue: if the document does not bear it, in words that the model may be told too.
    """
    _refuse_by_form(item, grounds)
    evidence = _evidence(item, piece, grounds)
    people, doubts = _people(item, evidence)
    draft = drafted(item, people, grounds.record, taken)
    doubts += _agreed(item, draft.values, evidence, grounds)
    if modality_doubt := _as_told(item):
        doubts += (modality_doubt,)
    if item.form.kind == "indicator" and not item.text("publisher"):
        doubts += ("The words do not say who publishes it.",)
    placed = placed_in(
        grounds.record,
        draft,
        lambda values, into: grounds.matcher.match(
            item.form.kind, values, into, quote=evidence.words, on=grounds.written
        ),
    )
    return Proposal(
        kind=item.form.kind,
        values=placed.values,
        into=placed.into,
        quote=evidence.words,
        start=evidence.quote.start,
        end=evidence.quote.end,
        within=(evidence.within.start, evidence.within.end),
        document=grounds.document.digest,
        modality=_modality(item),
        reader=grounds.reader,
        score=0.5,
        match=placed.match,
        reasons=("a model chose its kind; it measures no certainty",),
        doubts=doubts + placed.doubts,
    )


def _modality(item: Item) -> Modality:
    found: Modality
    for found in ("done", "announced", "promised", "conditional", "hypothetical", "denied"):
        if found == item.text("modality"):
            return found
    raise WrongValue(f"modality: expected one of {', '.join(MODALITIES)}")


def _as_told(item: Item) -> str:
    modality = item.text("modality")
    return "" if modality in ("done", "announced", "promised") else f"The words tell it as {modality}, not as done."


# --- form ----------------------------------------------------------------------------------------


def _refuse_by_form(item: Item, grounds: Grounds) -> None:
    """Raise if the finding contradicts itself, whatever the document says."""
    kind, modality = item.form.kind, item.text("modality")
    if kind in _NOT_FACT.get(modality, ()):
        raise WrongValue(f"modality: what is told as {modality} is no {kind}; leave it out")
    if kind in _MUTUAL and len(item.several("parties")) < 2:
        raise WrongValue(f"parties: a {kind} has two or more")
    doer, others = item.text("by") or item.text("obligor"), item.several("toward") or item.several("obligee")
    if {"by", "obligor"} & set(item.values) and kind != "reading":
        if not others:
            raise WrongValue("toward: it names nobody")
        if doer in others:
            raise WrongValue(f"order: {doer} acts toward itself")
    if kind == "measure" and not (item.text("announced") or item.text("effective")):
        raise WrongValue("announced: a step needs the day it was announced or takes effect")
    if kind == "measure" and item.text("level") and not (item.text("unit") or item.text("series")):
        raise WrongValue("unit: a level needs its unit or series")
    if item.text("amount") and not item.text("unit"):
        raise WrongValue("unit: an amount needs its unit")
    day = item.text("made" if kind == "commitment" else "on")
    if day and modality == "done" and grounds.written and when(day).first > grounds.written:
        raise WrongValue(f"{day} is after the day of the document, so it cannot be told as done")


# --- words ---------------------------------------------------------------------------------------


def _evidence(item: Item, piece: Passage, grounds: Grounds) -> _Evidence:
    """The words that a finding quotes, where they stand."""
    text = grounds.document.text
    quote = _found(item.text("quote"), "quote", piece)
    words = text[quote.start : quote.end]
    if len(words.split()) > MOST_QUOTED:
        raise WrongValue(f"quote: it has more than {MOST_QUOTED} words; quote the stretch that tells it")
    around = [n for n, each in enumerate(piece.sentences) if each.end > quote.start and each.start < quote.end]
    within = Extent(piece.sentences[around[0]].start, piece.sentences[around[-1]].end)
    earlier = piece.sentences[max(0, around[0] - CONTEXT) : around[0]]
    dated = ""
    if sought := item.text("date_quote"):
        place = _found(sought, "date_quote", piece)
        dated = text[place.start : place.end]
    sentence = text[within.start : within.end]
    before = " ".join(each.text for each in earlier)
    context = grounds.actors.mentions(before, grounds.written)
    whole = grounds.actors.mentions(sentence, grounds.written, before=context)
    return _Evidence(
        quote=quote,
        within=within,
        words=words,
        sentence=sentence,
        dated=dated,
        in_sentence=tuple(_borne(item, sentence, grounds.written)),
        elsewhere=tuple(_borne(item, dated, grounds.written)),
        mentions=whole,
        shift=quote.start - within.start,
        inside=frozenset(id_ for each in whole for id_ in _ids(each, grounds.record)),
        around=frozenset(id_ for each in (*context, *whole) for id_ in _ids(each, grounds.record)),
    )


def _ids(mention: Mention, record: Record) -> tuple[str, ...]:
    """Everyone for whom a mention stands: a party, the state whose organ it is, a person, a state of the list."""
    party = mention.party
    whole = [record.state_of(party)] if party and _is_organ(party, record) else []
    return tuple(filter(None, (party, *whole, mention.person, mention.state if not party else "")))


def _is_organ(party: str, record: Record) -> bool:
    found = record.entry(party) if party in record else None
    return isinstance(found, Party) and found.form != "firm"


def _found(quote: str, name: str, piece: Passage) -> Extent:
    place = find(quote, piece.plain)
    if place is None:
        raise WrongValue(f"{name}: these words do not stand in the document letter for letter")
    return Extent(piece.start + place.start, piece.start + place.end)


def _borne(item: Item, words: str, written: date | None) -> Iterator[str]:
    """The dates of a finding that other words of the document give."""
    said = [each.when for each in dates(words, written)]
    for field in item.form.fields:
        given = item.text(field.name)
        if field.sort == "date" and given:
            span = when(given)
            if any(span.first <= each.first and each.last <= span.last for each in said):
                yield given


def _people(item: Item, evidence: _Evidence) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The ids of people that a finding names, by field, and a doubt for each that the record does not have."""
    plain = normal(evidence.words)
    known: dict[str, tuple[str, ...]] = {}
    doubts: list[str] = []
    for field in item.form.fields:
        if field.sort != "name":
            continue
        found: list[str] = []
        for name in item.several(field.name) if field.several else filter(None, [item.text(field.name)]):
            place = find(name, plain)
            if place is None:
                raise WrongValue(f"{field.name}: '{shown(name, 60)}' does not stand in the quote")
            start, end = evidence.shift + place.start, evidence.shift + place.end
            ids = {each.person for each in evidence.mentions if each.person and each.start < end and start < each.end}
            found += ids
            if not ids:
                doubts.append(f"{shown(name, 60)} is nobody of the record.")
        known[field.name] = tuple(dict.fromkeys(found))
    return known, tuple(doubts)


def _agreed(item: Item, values: Mapping[str, Raw], evidence: _Evidence, grounds: Grounds) -> tuple[str, ...]:
    """What is doubtful about an entry beside its quote.

    Raises:
        WrongValue: if the quote contradicts it, or does not hold its figures, dates and parties.
    """
    unit = item.text("unit") or _unit(item, grounds)
    names = _names(evidence, grounds)
    found = stands(
        {**values, "unit": unit} if unit else values,
        evidence.words,
        grounds.document,
        start=evidence.quote.start,
        names=names,
        within=(evidence.within.start, evidence.within.end),
        elsewhere=(*evidence.in_sentence, *evidence.elsewhere),
        negated=True if item.text("modality") == "denied" else None,
        mutual=item.form.kind in _MUTUAL,
    )
    doubts = []
    if set(evidence.elsewhere) - set(evidence.in_sentence):
        doubts.append(f"Its date stands in other words: “{shown(evidence.dated, 80)}”.")
    unnamed = 0
    for each in found:
        other = _named_nearby(each, item, evidence)
        if not other:
            raise WrongValue(each)
        doubts.append(f"The quote does not name {grounds.record.in_text(other)}; the words around it do.")
        unnamed += 1
    if unnamed:  # the quote alone could not show who acts
        _refuse_reversed(item, evidence, names)
    _refuse_others(item, evidence, grounds)
    for name in ("place", "publisher"):
        if item.text(name) and find(item.text(name), normal(evidence.sentence)) is None:
            raise WrongValue(f"{name}: '{shown(item.text(name), 60)}' does not stand in the quote")
    return tuple(doubts)


def _unit(item: Item, grounds: Grounds) -> str:
    """The unit of the series that a level belongs to."""
    series = item.text("series")
    return grounds.record.vocabulary.term("series", series).unit if series else ""


def _names(evidence: _Evidence, grounds: Grounds) -> Names:
    """For each party and person, all its names, and the words of the sentence that stand for it there."""
    names = dict(grounds.actors.all_names)
    for mention in evidence.mentions:
        words = evidence.sentence[mention.start : mention.end]
        for each in _ids(mention, grounds.record):
            names[each] = (*names.get(each, ()), words)
    return names


def _named_nearby(reason: str, item: Item, evidence: _Evidence) -> str:
    """The party whose absence from the quote is the reason, if the words around it name it.

    Who acts may stand in a sentence before ("The government then ...") only if this one names nobody else who might.
    """
    others = {*item.several("toward"), *item.several("obligee")}
    for field in (*_DOES, *_TOWARD):
        near = evidence.inside if field in _DOES and evidence.inside - others else evidence.around
        for each in item.several(field) or (item.text(field),):
            if each and reason == f"{field}: {each} does not stand in the quote" and each in near:
                return each
    return ""


def _refuse_reversed(item: Item, evidence: _Evidence, names: Names) -> None:
    """Raise if the sentence has it the other way round, or names who is said to act only as one acted upon."""
    doer, others = item.text("by") or item.text("obligor"), item.several("toward") or item.several("obligee")
    if not doer or not others:
        return
    words, other = evidence.sentence, others[0]
    if other not in evidence.inside:  # let a name that nobody has stand for it, before all the rest
        names, words = {**names, other: (_NOBODY,)}, f"{_NOBODY}; {words}"
    for each in disagreements({"by": doer, "toward": other}, words, names=names):
        if each.startswith("order:"):
            raise WrongValue(f"order: {doer} is not the one who acts in these words")


def _refuse_others(item: Item, evidence: _Evidence, grounds: Grounds) -> None:
    """Raise if our line of prose names anyone whom neither the words nor the entry name."""
    parties = {item.text("by"), item.text("obligor"), *item.several("toward"), *item.several("obligee")}
    named = evidence.around | parties | set(item.several("parties"))
    prose = ". ".join(filter(None, (item.text(name) for name in _PROSE)))
    for mention in grounds.actors.mentions(prose, grounds.written):
        who = {mention.person, mention.party, mention.state} - {""}
        if who and not who & named:
            raise WrongValue(f"title: it names {mention.person or mention.who}, which does not stand in the quote")
