"""The deeds of a document in order, each with what the sentences before it give: subject, day, agreement, government.

Story  the deeds of one document, told one sentence after another
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from talleyrand.reading.deeds import chains, nominal
from talleyrand.reading.deeds.roles import Deed, deeds
from talleyrand.reading.language.amounts import Amount, amounts
from talleyrand.reading.language.modality import Mood, modality
from talleyrand.reading.language.sentences import Sentence
from talleyrand.reading.language.times import Dated
from talleyrand.reading.parties.actors import Mention
from talleyrand.reading.parties.landmarks import Landmark
from talleyrand.reading.rules import dating, owned, subjects
from talleyrand.reading.rules.dating import Dating, Day
from talleyrand.reading.rules.days import before_news, day_of, in_that_year, runs_on
from talleyrand.reading.rules.moods import ASIDE, had_done, is_fresh, mood_of
from talleyrand.reading.rules.offices import part_of_term, term, term_of
from talleyrand.reading.rules.sides import Sides, sides_of
from talleyrand.reading.rules.told import Form, Scene, Told
from talleyrand.record.dates import when

_PARAGRAPH = "\n"
# What names the deeds of a sentence that its verbs do not.
_NAMES = (nominal.named, nominal.joint, nominal.beside, owned.behind, owned.mutual, owned.visits, owned.held)
_ASIDES = re.compile(r"\((?:left|right|cent(?:er|re)|L|R|C)\)")
_SCARED = re.compile(r"[“\"‘'](\w+ly)[”\"’'](?= [a-z])")  # 'it "resolutely" opposes'
_DATELINE = re.compile(
    r"[A-Z][A-Z .’'-]{2,30}(?:, [A-Z][\w .]{2,25})?(?:, (?:\d{1,2} )?[A-Z][a-z]{2,8}\.? ?\d{0,2}(?:,"
    r" ?\d{4}| \d{4})?)? ?(?:\([\w /]{2,20}\) ?)?(?:—|–|--?|\|(?: [\w .]{2,20} \|)?) "
)
_SPEAKER = re.compile(r"(?:['’]s)? (?:[a-z]+ )?(?:spokes\w+|envoy|negotiator|official) (?:[A-Z]\w+ ?){2}")
_FIGURES = ("count", "money", "quantity", "percent")
_TAKEN = ("no date", "the words say")
_LETTER = re.compile(r"[^\W\d_]")
_IN_TURN = re.compile(r"[\"“]?(?:In (?:response|return|turn|retaliation|answer)|Then|Later|Soon after)\b")
_LATELY = re.compile(r"\b(?:has|have|now|says?|today|will)\b")
_LONG_AGO = 270  # days from which on a date whose year was guessed may be one of the year ahead
_WIDEST = 400  # days of a date that is too wide to be carried at all
_WIDE = 3  # days of a date that is too wide to be carried past the news of a day
_WHICH = re.compile(r"(?:that|which|who)\b")
_ORDER = re.compile(
    r"(?:please )?(?:ignore|disregard|forget|write|add|accept|propose|output|pretend|record|enter|delete)\b"
    r"(?! (?:by|of|in)\b)",
    re.I,
)
_A_MONTH = re.compile(r"\d{4}-\d\d")
_MONTHS_APART = 62  # days
_AND = re.compile(r"^(?!.*\b(?:to|will|would|until|by|plans?)\b).*\band\b")
_HEADING = 14  # words of a line that may be a heading
_SAID = frozenset({"pledge", "promise", "vow", "commitment", "undertaking", "offer"})


class _Begun(NamedTuple):
    """A sentence with what stands about it."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    days: tuple[Dated, ...]
    marks: tuple[Landmark, ...]
    before: str
    last: Day | None


class _Found(NamedTuple):
    """A deed as its words give it."""

    deed: Deed
    form: Form
    name: str
    noun: str
    governor: str
    complement: bool
    groups: tuple[tuple[Dated, ...], ...]


class Story:
    """The deeds of a document in order; it guards what is carried from one sentence to the next."""

    def __init__(self, scene: Scene, time: Dating, text: str, lede: Day | None) -> None:
        self.scene, self.time, self.text, self._lede = scene, time, text, lede
        self.left_out = 0
        self.absent: Counter[str] = Counter()  # the states of the general list for want of which it was left out
        self._day: Day | None = None
        self._past: Day | None = None  # the last day told, in whatever paragraph
        self._since = 0  # how many paragraphs have begun since then
        self._heading: Day | None = None  # the date that heads an entry of a chronology
        self._era: Day | None = None  # the term of office of which the passage tells
        self._last: Sentence | None = None
        self._doer: tuple[Mention, ...] = ()
        self._marks: tuple[Landmark, ...] = ()
        self._aside: frozenset[str] = frozenset()  # both sides, if the sentence before told what they had done earlier
        self._bodies: dict[str, Mention | None] = {}  # "the ministry" is the only one that was named

    def told(self, sentence: Sentence, mentions: tuple[Mention, ...]) -> Iterator[Told]:
        """The deeds of a sentence."""
        told = self._begun(sentence, mentions)
        inside: tuple[Mention, ...] = ()
        doer: tuple[Mention, ...] = ()
        fixed, quiet = False, True
        aside: frozenset[str] = frozenset()
        for found in self._found(sentence.text, mentions, told.days):
            quiet = False
            deed = subjects.of_deal(found.deed, told.mentions, told.marks)
            deed = subjects.trailing(sentence.text, deed, mentions, inside)
            earlier = self._doer if told.before else ()
            deed = subjects.with_subject(sentence.text, deed, deed.speaker or inside, earlier, self._bodies)
            if inside and not deed.actor and not deed.passive and found.governor in chains.PROMISES | chains.DECIDES:
                deed = replace(deed, actor=tuple(replace(each, how="group") for each in inside))  # "it agreed to cut"
            inside = deed.actor or inside
            one = self._one(told, found._replace(deed=deed))
            if one is None:
                continue
            doer = doer or deed.actor
            if len(one.by) > 1 and ASIDE.search(sentence.text[: deed.clause[0]]):
                aside = frozenset(one.by)
            yield one
            if not fixed and self._sets_the_day(one):
                self._set_day(_with_later(sentence.text, one.at, told.days), own=one.at.span is not None)
                fixed = True
        if not fixed and (bare := self._bare_day(told.days, told.marks)):
            self._set_day(bare, own=False)
        self._aside = aside
        self._heading = self._headed(sentence, told.days)
        self._doer = _as_person(sentence.text, doer) if doer or not quiet else self._doer
        self._marks = (*told.marks, *self._marks)
        rule = next((each for each in reversed(mentions) if self._governs(sentence.text, each)), None)
        self._bodies |= {"administration": rule} if rule else {}
        for head, body in subjects.heads(sentence.text, mentions):
            other = self._bodies.get(head, body)
            self._bodies[head] = body if other and self._side(other) == self._side(body) else None
        self._last = sentence

    def _side(self, who: Mention) -> str:
        return self.scene.record.state_of(who.party)

    def _begun(self, sentence: Sentence, mentions: tuple[Mention, ...]) -> _Begun:
        """A sentence with what stands about it; a new paragraph begins with no day and no agreement."""
        paragraph = self._last is None or _PARAGRAPH in self.text[self._last.end : sentence.start]
        if paragraph:
            self._day, self._marks, self._since = None, (), self._since + 1
        days = in_that_year(sentence.text, self.time.dates(sentence.text), self._past)
        dated = tuple(each.when for each in days)
        self._era = self._era_of(sentence, mentions)
        return _Begun(
            sentence=sentence,
            mentions=mentions,
            days=days,
            marks=self.scene.landmarks.named(sentence.text, about=self.time.written, days=dated),
            before="" if paragraph or self._last is None else self._last.text,
            last=self._before(sentence.text),
        )

    def _one(self, told: _Begun, found: _Found) -> Told | None:
        """One deed of a sentence; None if nobody of the record does it."""
        text, deed = told.sentence.text, found.deed
        mood = mood_of(text, deed, found.governor, news=self._lede is not None)
        sides = self._sides(text, subjects.among_others(text, deed), told.mentions)
        by, toward, inferred = sides.by, sides.toward, sides.inferred
        if found.name == "visit-third":  # who is visited is the third; the other of the two sides objects
            toward = tuple(each for each in self.scene.sides if each not in by)[:1]
            inferred = (inferred & set(by)) | set(toward)
        if not by:
            return None
        day = self._day_of(told, found, mood)
        if told.before and day and day.span is None and self._aside == frozenset(by):
            day = None  # "... after the two had met. They agreed ...": on that earlier day
        return Told(
            scene=self.scene, sentence=told.sentence, mentions=told.mentions, deed=deed, form=found.form,
            named=found.name, noun=found.noun, governor=found.governor, complement=found.complement,
            words=text[deed.verb[0] : deed.clause[1]], mood=mood, by=by, toward=toward,
            person=next((each.person for each in deed.actor if each.person and not _owns(text, each)), ""),
            inferred=inferred,
            day=day, dates=told.days, amounts=_inside(text, deed.clause),
            landmarks=told.marks, before=told.before, passage=self._marks,
        )  # fmt: skip

    def _day_of(self, told: _Begun, found: _Found, mood: Mood) -> Day | None:
        """The day of a deed; in a text without a date the term of office or the year of which the passage tells."""
        text, deed, groups = told.sentence.text, found.deed, found.groups
        fresh = is_fresh(text, deed, mood)
        if mood.modality in ("announced", "promised"):
            groups = tuple(tuple(each for each in group if not self._comes(each)) for group in groups)
            groups = (*groups[-1:], *groups[:-1]) if deed.speech else groups
        sides = (*deed.actor, *deed.target)
        day = day_of(self.time, text, deed.verb, groups, told.marks, sides, told.last, fresh=fresh)
        starts = (deed.clause[0], *(each.start for each in deed.actor[:1]))
        if (day is None or day.span is None) and told.last and (eve := before_news(text, starts, told.last)):
            return eve
        if day is not None and self._era is not None and day.doubt == self._era.doubt:
            return part_of_term(text, self._era)
        if (
            day is None
            and fresh
            and not self.time.given
            and not (found.form == "noun" and deed.mutual and found.name != "accuse")
        ):
            return self._era or dating.year(self.time)
        return day

    def _sets_the_day(self, told: Told) -> bool:
        """True if the day of a deed is that of what follows: its own, of the main clause, and not too wide.

        So is that of what had been done before, if it was on a day of its own: the passage goes on from there.
        """
        day = told.day
        if day is None or day.when.first > self.scene.known.day or told.days >= _WIDEST:
            return False
        if self.time.given and day.span is None:
            return False
        start = told.deed.clause[0]
        aside = ASIDE.search(told.text[:start]) or _WHICH.match(told.text, start)
        if aside or day.doubt.startswith(_TAKEN):
            return False
        return is_fresh(told.text, told.deed, told.mood) or (self.time.given and had_done(told))

    def _set_day(self, day: Day, *, own: bool) -> None:
        """Set the day of the passage; the text's own day stays where the record's for the same occasion is near it."""
        there = self._day
        if own or there is None or not there.when.exact or abs((there.when.first - day.when.first).days) > _WIDE:
            self._day = day
        self._past, self._since = self._day, 0

    def _governs(self, text: str, mention: Mention) -> bool:
        return "dministration" in text[mention.start : mention.end]

    def _era_of(self, sentence: Sentence, mentions: tuple[Mention, ...]) -> Day | None:
        """The term of office of which the passage tells: of a heading, or of whoever the sentence is about."""
        text = sentence.text
        if self.heads(sentence):
            named = (each for word, each in self.time.heads.items() if re.search(rf"\b{re.escape(word)}\b", text))
            mark = next(named, "")
            return term_of(self.time, mark, text) if mark else None
        found = term(self.time, text, mentions[:1])
        same = found is not None and self._era is not None and found.doubt == self._era.doubt
        if same and not re.search(r"\b(?:first|second)\b", text):
            return self._era
        return found or self._era

    def heads(self, sentence: Sentence) -> bool:
        """True if a sentence tells of nothing: a short line of its own that ends as no statement does, or an order."""
        before, after = self.text[: sentence.start].rstrip(" "), self.text[sentence.end :].lstrip(" ")
        if _ORDER.match(sentence.text):
            return True
        alone = (not before or before.endswith("\n")) and (not after or after.startswith("\n"))
        return alone and len(sentence.text.split()) <= _HEADING and not sentence.text.endswith((".", "!", "”", '"'))

    def _before(self, text: str) -> Day | None:
        """The day told before in the passage, or that of the news of the document's day."""
        there = self._day or self._heading
        if there is None and (self._lede is None or (_IN_TURN.match(text) and not _LATELY.search(text))):
            return (self._past if runs_on(text) and self._since <= 1 else None) or self._lede
        if there is None or (self._lede and _LATELY.search(text) and (there.when.last - there.when.first).days > _WIDE):
            return self._lede
        return there

    def _headed(self, sentence: Sentence, days: Sequence[Dated]) -> Day | None:
        """The date that a chronology puts before what follows; a dated heading stands until the next heading."""
        bare = len(days) == 1 and not _LETTER.search(sentence.text[: days[0].start] + sentence.text[days[0].end :])
        if bare and days[0].when.exact and days[0].when.last != self.time.written:
            return Day(when=days[0].when)
        return None if bare or self.heads(sentence) else self._heading

    def _found(self, text: str, mentions: tuple[Mention, ...], days: Sequence[Dated]) -> Iterator[_Found]:
        """The deeds that verbs and nouns of a sentence name, each place once."""
        taken: set[tuple[int, int]] = set()
        plain = _ASIDES.sub(lambda each: " " * len(each[0]), _without_lead(text, days))
        plain = _SCARED.sub(lambda each: f" {each[1]} ", plain)
        verbs = deeds(plain, mentions)
        for each in chains.linked(text, verbs, days):
            if each.deed.verb not in taken:
                taken.add(each.deed.verb)
                yield _Found(each.deed, "verb", "", "", each.governor, each.complement, each.days)
        for one in (each for names in _NAMES for each in names(text, mentions)):
            if one.deed.verb in taken:
                continue
            taken.add(one.deed.verb)
            form: Form = "verb" if not one.noun or (one.name == "open" and one.noun not in _SAID) else "noun"
            own = tuple(day for day in days if one.deed.clause[0] <= day.start < one.deed.clause[1])
            yield _Found(one.deed, form, one.name, one.noun, "", False, (own or tuple(days),))

    def _comes(self, day: Dated) -> bool:
        """True if a date of a promise is more likely just ahead than nearly a year ago: "to resume on 7 November"."""
        if day.how == "written" or self.time.written is None or day.when.last > self.time.written:
            return False
        return (self.time.written - day.when.last).days > _LONG_AGO

    @property
    def _latest(self) -> date:
        """The last day of which the text can tell as past."""
        written = self.time.written if self.time.given else None
        return min(self.scene.known.day, written or self.scene.known.day)

    def _bare_day(self, days: Sequence[Dated], marks: Sequence[Landmark]) -> Day | None:
        """The day that a sentence without a deed sets for what follows."""
        sure = [each for each in marks if each.sure]
        exact = [each for each in days if each.bound == "" and each.when.exact and each.when.last <= self._latest]
        if exact:
            return Day(when=exact[0].when)
        return Day(when=sure[-1].day, doubt=f"the day is that of {sure[-1].entry} in the record") if sure else None

    def whole(self, sentence: Sentence, mentions: tuple[Mention, ...]) -> Iterator[Told]:
        """The sentence as a whole, if it has figures, or an agreement of the record, with a date."""
        text = sentence.text
        days = self.time.dates(text)
        marks = self.scene.landmarks.named(text, about=self.time.written, days=tuple(each.when for each in days))
        found = amounts(text) if days else ()
        called = len({each.person for each in mentions if each.person}) > 1
        if not marks and not called and not any(each.kind in _FIGURES for each in found):
            return
        place, first = (0, len(text)), next((each.start for each in found), 0)
        deed = Deed(
            actor=(), verb=(first, first), target=(), clause=place, passive=False, mutual=False, speaker=(), speech=None
        )
        yield Told(
            scene=self.scene, sentence=sentence, mentions=mentions, deed=deed, form="verb", governor="",
            complement=False,
            named="", noun="", words=text, mood=modality(text, place, (first, first)), by=(), toward=(), person="",
            inferred=frozenset(), day=None, dates=days, amounts=found, landmarks=marks, before="",
        )  # fmt: skip

    def _sides(self, text: str, deed: Deed, mentions: tuple[Mention, ...]) -> Sides:
        """Who does a deed toward whom; who is in no party of the record is counted as left out."""
        found = sides_of(self.scene, text, deed, mentions)
        self.left_out += bool(found.unknown)
        self.absent.update(tuple(dict.fromkeys(found.unknown)))
        return found


def _as_person(text: str, doer: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Whoever does a deed; one who speaks for the body named is a person, whom "he" can mean."""
    return tuple(
        replace(each, how="post") if not each.human and _SPEAKER.match(text, each.end) else each for each in doer
    )


def _with_later(text: str, day: Day, days: Sequence[Dated]) -> Day:
    """The month of a deed with the next, if a sentence tells of both: "in February, and again in March"."""
    if day.span is None or not _A_MONTH.fullmatch(day.when.text):
        return day
    later = [
        each for each in days
        if each.start >= day.span[1] and not each.bound and _A_MONTH.fullmatch(each.when.text)
        and 0 < (each.when.first - day.when.last).days <= _MONTHS_APART
        and _AND.search(text[day.span[1] : each.start])
    ]  # fmt: skip
    return replace(day, when=when(f"{day.when.text}/{later[0].when.text}")) if later else day


def _without_lead(text: str, days: Sequence[Dated]) -> str:
    """The words with the date that leads them blanked if no comma parts it from the subject: "On 3 May Arcadia ..."."""
    first = days[0] if days else None
    if first is None or not re.fullmatch(r"(?:On|In|By|Since|At)? ?", text[: first.start]):
        return text
    bare = re.match(r" (?=[A-Z]|the |both )", text[first.end :])
    return " " * first.end + text[first.end :] if bare else text


def undated(sentence: Sentence) -> Sentence:
    """A sentence without the place and day that a news agency puts before it."""
    lead = _DATELINE.match(sentence.text)
    return Sentence(sentence.start + lead.end(), sentence.end, sentence.text[lead.end() :]) if lead else sentence


def _owns(text: str, who: Mention) -> bool:
    """True if a person's name is a possessive, so that what is his acts: "Vale's ministry"."""
    return text.startswith(("'s ", "’s "), who.end)


def _inside(text: str, clause: tuple[int, int]) -> tuple[Amount, ...]:
    return tuple(each for each in amounts(text) if clause[0] <= each.start < clause[1])
