"""The offline reader: from a document to proposed entries, with no network and no key.

Sentences → who is named in each → who does what to whom → how it is put → what kind of act it is judged to be → what
each maker would propose → whether the words bear it → whether the record has it already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from talleyrand.reading.deeds import chains
from talleyrand.reading.kinds.classifier import Classifier
from talleyrand.reading.kinds.topics import Topics
from talleyrand.reading.language import phrases
from talleyrand.reading.language.sentences import Sentence, sentences
from talleyrand.reading.parties.actors import Actors, Mention
from talleyrand.reading.parties.introduced import Introduced, leaders
from talleyrand.reading.parties.landmarks import Landmarks
from talleyrand.reading.parties.states import atlas
from talleyrand.reading.proof.matching import Matcher
from talleyrand.reading.proposals import Proposal
from talleyrand.reading.rules import accords, dating, encounters, figures, moves, promises, sayings, steps
from talleyrand.reading.rules.dating import Dating
from talleyrand.reading.rules.evidence import Evidence
from talleyrand.reading.rules.story import Story, undated
from talleyrand.reading.rules.told import Draft, Scene, Told
from talleyrand.record.dates import Moment
from talleyrand.record.record import Record
from talleyrand.sources.documents import Document

Maker = Callable[[Told], Iterator[Draft]]

# Each proposes one kind of thing of a deed; acts, which the classifier weighs too, are asked for last.
MAKERS: tuple[Maker, ...] = (
    steps.measures,
    promises.commitments,
    accords.agreements,
    encounters.meetings,
    encounters.told_there,
    sayings.readings,
    sayings.put,
    figures.evidence,
)
# Each proposes of a sentence as a whole.
OF_SENTENCES: tuple[Maker, ...] = (accords.signed, encounters.occasions, encounters.remembered, figures.values_told)

MOST_SENTENCES = 5_000  # what comes after is not read, and counted
LONGEST = 1200  # characters of a sentence; what is longer is a list or no prose
MOST_ABSENT = 4  # states that are named of those that the record does not have


_NO_ACTS = frozenset({"measure", "commitment", "agreement", "meeting"})
_FRAMES = frozenset({"agree", "threaten", "statement"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of reading a document.

    Attributes:
        proposals: in the order of their words.
        left_out: how many deeds were of parties that the record does not have.
        absent: those of them that the general list of states has, the most frequent first.
        sentences: how many were read.
        unread: how many were not, because the document is too long or they are no prose.
        dated: true if the document tells its own day.
    """

    proposals: tuple[Proposal, ...]
    left_out: int
    sentences: int
    unread: int = 0
    absent: tuple[str, ...] = ()
    dated: bool = True

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of it, each a sentence; never nothing where nothing was found."""
        found = []
        if self.left_out:
            named = f" ({', '.join(self.absent[:MOST_ABSENT])})" if self.absent else ""
            passages = "1 passage" if self.left_out == 1 else f"{self.left_out} passages"
            found.append(f"{passages} left out: a side in them is not in the record{named}")
        elif not self.proposals:
            found.append(
                "Nothing in it is a dated act, measure, promise, meeting or figure between parties of the record"
            )
        if self.unread:
            found.append(f"Of its sentences {self.unread:,} were not read: it is too long, or they are no prose")
        if not self.dated:
            found.append("It gives no day of its own; told the day on which it was published, more of it can be dated")
        return tuple(found)


class Reader:
    """An offline reader for one record, made once for any number of documents.

    It guards that whatever it works out of the record is worked out once, as known at one moment.
    """

    def __init__(self, record: Record, *, known: Moment, tier: int = 0) -> None:
        self.record = record.as_known(known)
        self.known = known
        self.name = f"offline tier {tier}"
        self.classifier = Classifier.load(tier)
        self.actors = Actors(self.record)
        self.leaders = leaders(atlas(), self.actors.parties)
        self.topics = Topics(self.record)
        self.landmarks = Landmarks(self.record, known)
        self.matcher = Matcher(self.record)

    def read(self, document: Document) -> Read:
        """The proposals of a document, in the order of their words."""
        every = sentences(document.text)
        said = [undated(each) for each in every[:MOST_SENTENCES] if len(each.text) <= LONGEST]
        time = dating.dating(self.record, document, self.known, said, self.landmarks)
        named = self._mentions(said, time)
        scene = Scene(
            record=self.record, known=self.known, actors=self.actors, topics=self.topics, landmarks=self.landmarks,
            sides=_sides(self.record, named), digest=document.digest, reader=self.name,
            written=time.written,
        )  # fmt: skip
        evidence = Evidence(self.record, self.matcher, self.actors.all_names, time.written, not time.given, set())
        story = Story(scene, time, document.text, dating.lede(time, said))
        found: list[Proposal] = []
        for sentence, mentions in zip(said, named, strict=True):
            heads = story.heads(sentence)
            read = [
                (told, [] if heads else list(self._proposed(told, evidence))) for told in story.told(sentence, mentions)
            ]
            found += _without_frames(read)
            for whole in story.whole(sentence, mentions):
                drafts = (draft for maker in OF_SENTENCES for draft in maker(whole))
                found += [made for draft in drafts if (made := evidence.proposal(whole, draft))]
        absent = [each for each, _ in story.absent.most_common() if each in atlas().states]
        return Read(
            proposals=_once(found), left_out=story.left_out, sentences=len(said), unread=len(every) - len(said),
            absent=tuple(atlas().states[each].names[0] for each in absent), dated=document.date is not None,
        )  # fmt: skip

    def _mentions(self, said: Sequence[Sentence], time: Dating) -> list[tuple[Mention, ...]]:
        named: list[tuple[Mention, ...]] = []
        before: list[Mention] = []
        people = Introduced(atlas(), self.leaders)
        for sentence in said:
            found = self.actors.mentions(sentence.text, time.written, before=before[-60:])
            found = people.read(sentence.text, found)
            named.append(found)
            before += found
        return named

    def _proposed(self, told: Told, evidence: Evidence) -> Iterator[Proposal]:
        """What the makers propose of a deed; what is a step, promise, deal or meeting is not an act as well."""
        found = [made for maker in MAKERS for draft in maker(told) if (made := evidence.proposal(told, draft))]
        if any(each.kind in ("meeting", "measure") for each in found):  # that they will meet is no promise of its own
            found = [each for each in found if each.kind != "commitment"]
        yield from found
        if not any(each.kind in _NO_ACTS for each in found):
            acts = moves.acts(told, self.classifier)
            yield from (made for draft in acts if (made := evidence.proposal(told, draft)))


def read(document: Document, record: Record, *, known: Moment, tier: int = 0) -> Read:
    """The entries, and parts of entries, that a document proposes for a record, and what should be known of them.

    Args:
        known: what the world learned later is left out of the record.
        tier: of the classifier.
    """
    return Reader(record, known=known, tier=tier).read(document)


def _without_frames(read: Sequence[tuple[Told, list[Proposal]]]) -> list[Proposal]:
    """The proposals of a sentence, without the bare promise of what stands there as a commitment or step of its own."""
    filled = {told.governor for told, made in read if told.governor and any(each.kind != "act" for each in made)}
    kept: list[Proposal] = []
    for told, made in read:
        frame = told.complement and bool(filled & (chains.PROMISES | chains.DECIDES))
        kept += [each for each in made if not (frame and each.kind == "act" and each.values.get("kind") in _FRAMES)]
    return kept


def _sides(record: Record, named: Sequence[Sequence[Mention]]) -> tuple[str, ...]:
    """The two states of the record that a document names most, if it is chiefly about them."""
    times = Counter(
        record.state_of(each.party) for mentions in named for each in mentions if each.party and each.how != "group"
    )
    best = times.most_common(3)
    if len(best) < 2 or (len(best) > 2 and best[2][1] >= best[1][1]):
        return tuple(each for each, _ in best[:1])
    return tuple(each for each, _ in best[:2])


def _once(found: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Each proposal once: of two that say the same, the one with more and surer days and a better score."""
    kept: dict[object, Proposal] = {}
    for each in found:
        key = _said(each)
        there = kept.get(key)
        if there is None or (len(each.doubts), -each.score) < (len(there.doubts), -there.score):
            kept[key] = each
    told = sorted(kept.values(), key=lambda each: (each.start, each.end, each.kind))
    return tuple(each for place, each in enumerate(told) if not any(_again(each, other) for other in told[:place]))


def _again(each: Proposal, before: Proposal) -> bool:
    """True of an act without a day of its own that was told before in other words."""
    one, other = each.values, before.values
    fields = ("by", "toward", "kind", "on")
    if each.kind != "act" or before.kind != "act" or any(one.get(name) != other.get(name) for name in fields):
        return False
    body = str(one["title"]).rpartition(": ")[2]
    if each.within == before.within and body.startswith("to ") and body in str(other["title"]):
        return True  # "decided to reopen it"
    if not any(doubt.startswith("no date in the words") for doubt in each.doubts):
        return False
    said, there = ({word.stem for word in phrases.words_of(str(part["title"])) if len(word.stem) > _TELLING}
                   for part in (one, other))  # fmt: skip
    names = {word.stem for word in phrases.words_of("administration government")}
    return len((said & there) - names) >= _ALIKE and each.within != before.within


_TELLING = 4  # letters of a stem from which on it tells something
_ALIKE = 2


def _said(each: Proposal) -> object:
    values = each.values
    if each.match.verdict == "same" and each.kind in ("meeting", "agreement", "act"):
        return each.kind, each.match.entry
    if each.into and each.kind == "measure" and "announced" in values:  # "announced that it will raise": once
        return each.into, str(sorted((name, str(value)) for name, value in values.items() if name != "step"))
    if each.into:
        return each.into, str(sorted((name, str(value)) for name, value in values.items() if name not in ("text",)))
    who = str(values.get("by") or values.get("obligor") or values.get("parties"))
    whom = str(values.get("toward") or values.get("obligee") or "")
    when = str(values.get("on") or values.get("made") or values.get("steps"))
    if each.kind == "act":
        when += str(values.get("title"))
    what = str(values.get("kind") or values.get("form") or values.get("instrument") or values.get("of") or "")
    text = str(values.get("text") or "") if each.kind == "commitment" else ""
    return each.kind, who, whom, when[:80], what, str(values.get("issue") or ""), text
