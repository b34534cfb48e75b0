"""What a document tells of its own day, and what of a record's people and deals dates are taken from.

Day     a date for a deed, where it comes from, and what is doubtful about it
Dating  what a document tells of its own day, and the terms of office of a record's people

A date is never invented: where only the year of an occasion is known, that is the date, with a question mark; where
nothing is, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from talleyrand.reading.language.sentences import Sentence
from talleyrand.reading.language.times import Dated, dates
from talleyrand.reading.parties.landmarks import Landmarks
from talleyrand.record.dates import Moment, When, when
from talleyrand.record.entries import Agreement, Meeting, Person, Post
from talleyrand.record.record import Record
from talleyrand.sources.documents import Document

_HEAD = re.compile(r"\b(?:President|Premier|Prime Minister|Chancellor|King|Queen|General Secretary|Head of)\b")
_DEPUTY = re.compile(r"\b(?:Vice|Deputy|Assistant)\b")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = re.compile(rf"\b(?:{_MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?! \d{{0,2}},? ?\d{{4}})")
# What no sentence with a date is without; looking for it is quicker than trying every form of a date.
_SOME_DATE = re.compile(
    rf"\d|{_MONTHS}|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|day\b|week|month|year|quarter|decade|today|"
    r"tonight|yesterday|tomorrow|century|[日月年周天]|星期|礼拜",
    re.I,
)
_THE_YEAR = re.compile(r"\bthe \d{4} (?=[A-Za-z])")  # says which thing is meant
_WEEK = 7
FEW_DAYS = 4
_FIRST_FEW = 6
_LEAD = 3  # sentences in which the day of news stands that does not begin with it
_ARTICLE = 60  # sentences of the longest text that is taken for news of its day
_HEADING = 14  # words of a line that may be a heading
OF_DOCUMENT = "no date in the words: taken from the document's day"
_NEWS = re.compile(
    r"\b(?:has|have) (?:also |now |already |again |\w+ly )?(?!(?:been|had|long)\b)"
    r"\w+(?:ed|en|id|ut|et|ade|old|ent|un|eld|eft)\b"
    r"|\b(?:announced|said|says|told|urged|warned|accused|condemned|imposed|signed|ordered|summoned|met|agreed)\b"
)


@lru_cache(maxsize=4096)
def _dates(sentence: str, written: date | None) -> tuple[Dated, ...]:
    return dates(sentence, written) if _SOME_DATE.search(sentence) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date for a deed.

    Attributes:
        when: the date, in a form of the record.
        span: where it stands in the sentence; None if other words give it.
        doubt: what is doubtful about it; empty if nothing is.
    """

    when: When
    span: tuple[int, int] | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Dating:
    """What a document tells of its own day, and the terms of office of a record's people.

    Attributes:
        written: the document's day; None if neither it nor the occasions that it names tell.
        given: true if the document itself tells.
        source: the entry by which its day is guessed; empty if it is given.
        terms: for each head of state or government, by id, the terms of office.
        heads: their ids by family name.
        known: no day lies after it.
        spans: for each agreement, by id, from the first day of its meeting to its last step within a week.
        talks: the days of that meeting.
    """

    written: date | None
    given: bool
    source: str
    terms: dict[str, tuple[tuple[date, date], ...]]
    heads: dict[str, str]
    known: date
    spans: dict[str, When] = field(default_factory=dict)
    talks: dict[str, When] = field(default_factory=dict)

    def dates(self, sentence: str) -> tuple[Dated, ...]:
        """The dates of a sentence; weekdays and "last week" only if the document's day is given."""
        found = _dates(sentence, self.written)
        if self.given or self.written is None:
            return found
        return tuple(each for each in found if _stands_alone(sentence[each.start : each.end], each.how == "written"))


def dating(record: Record, document: Document, known: Moment, said: Sequence[Sentence], landmarks: Landmarks) -> Dating:
    """What a document tells of its day."""
    terms = {
        person.id: tuple((post.since.first, _end(post, known.day)) for post in led)
        for person in record.of(Person)
        if (led := [post for post in person.posts if _HEAD.search(post.post) and not _DEPUTY.search(post.post)])
    }  # fmt: skip
    heads = {word: each for each in terms for word in record.find(each, Person).name.split() if word[0].isupper()}
    talks = {each.id: days for each in record.of(Agreement) if (days := _held(record, each))}
    spans = {each.id: days for each in record.of(Agreement) if (days := _made(each, talks.get(each.id), known.day))}
    if document.date is not None and document.date.last <= known.day + timedelta(days=1):
        return Dating(document.date.last, True, "", terms, heads, known.day, spans, talks)
    guess, last = _guess(said, landmarks, known.day), _last_told(said, known.day)
    if guess and (last is None or guess[0] >= last):
        return Dating(guess[0], False, guess[1], terms, heads, known.day, spans, talks)
    return Dating(last, False, "", terms, heads, known.day, spans, talks)


def _held(record: Record, deal: Agreement) -> When | None:
    """The days of the meeting that made an agreement."""
    steps = next((each.steps for each in record.of(Meeting) if each.id == deal.meeting), ())
    return next((each.on for each in steps if each.step == "held"), None)


def _made(deal: Agreement, talks: When | None, known: date) -> When | None:
    """From the first day of the meeting that made an agreement, or its first step, to its last step within a week."""
    if not deal.steps:
        return None
    first = deal.steps[0].on.first
    steps = [each.on.last for each in deal.steps if 0 <= (each.on.last - first).days <= _WEEK and each.on.last <= known]
    begins = talks.first if talks and 0 <= (first - talks.first).days <= _WEEK else first
    return when(f"{begins.isoformat()}/{max(steps).isoformat()}") if steps and max(steps) > begins else None


def _end(post: Post, known: date) -> date:
    return min(post.until.last, known) if post.until else known


def lede(told: Dating, said: Sequence[Sentence]) -> Day | None:
    """The day of the news with which a dated document begins; None if it does not begin with news.

    It is a day near the document's own that its first sentences name; else its own, if the first of them tells in the
    manner of news what has been done or said and names no date.
    """
    if not told.given or told.written is None:
        return None
    opening = [each for each in said[:_FIRST_FEW] if len(each.text.split()) > _HEADING or each.text.endswith(".")]
    news = len(said) <= _ARTICLE and _begins_with_news(told, opening[:_LEAD])
    near = [
        each for sentence in (opening[:_LEAD] if news else said[:_FIRST_FEW]) for each in told.dates(sentence.text)
        if each.when.exact and 0 <= (told.written - each.when.last).days <= FEW_DAYS and not each.bound
    ]  # fmt: skip
    if near:  # the full date at the head of a page is that of the page
        return Day(when=min(near, key=lambda each: each.how == "written" and each.when.last == told.written).when)
    return Day(when=unsure(when(told.written.isoformat())), doubt=OF_DOCUMENT) if news else None


def _begins_with_news(told: Dating, opening: Sequence[Sentence]) -> bool:
    """True if the first sentences tell in the manner of news what has been done or said, before they name a date."""
    for sentence in opening:
        if told.dates(_THE_YEAR.sub("the ", sentence.text)):
            return False
        if _NEWS.search(sentence.text):
            return True
    return False


def _guess(said: Sequence[Sentence], landmarks: Landmarks, known: date) -> tuple[date, str] | None:
    """The last occasion of the record that the text names beyond doubt, and its day."""
    best: tuple[date, str] | None = None
    for sentence in said:
        explicit = tuple(each.when for each in _dates(sentence.text, None))
        for mark in landmarks.named(sentence.text, days=explicit):
            if mark.sure and mark.day.last <= known and (best is None or mark.day.last > best[0]):
                best = mark.day.last, mark.entry
    return best


def _last_told(said: Sequence[Sentence], known: date) -> date | None:
    """The last full date of the first sentences, the half in which a text says what it is about."""
    days = [
        each.when.last
        for sentence in said[: max(12, len(said) * 3 // 4)]
        for each in _dates(sentence.text, None)
        if each.how == "written" and each.when.last <= known and each.when.last.year >= known.year - 20
    ]
    return max(days, default=None)


def _stands_alone(words: str, written: bool) -> bool:
    """True of a month or a day of a month, whose year alone is guessed."""
    return written or bool(_MONTH.search(words))


def year(told: Dating) -> Day | None:
    """The year about which a document without a date tells, if the occasions that it names give one."""
    if told.given or told.written is None or not told.source:
        return None
    return Day(
        when=when(f"{told.written.year}?"),
        doubt=f"no date in the words: the year is that of {told.source}, which the text names",
    )


def unsure(day: When) -> When:
    """The same date marked uncertain; a span keeps its ends."""
    if day.uncertain or day.instant or ".." in day.text:
        return day
    return when("/".join(f"{part}?" for part in day.text.split("/")))
