"""The day of a deed, as far as its words tell: its own dates, the occasion named, what was told just before.

Day     a date for a deed, where it comes from, and what is doubtful about it
Dating  what a document tells of its own day, and the terms of office of a record's people

A date is never invented: where only a term of office or the year of the occasion is known, that is the date, with a
question mark; where nothing is, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from talleyrand.errors import WrongValue
from talleyrand.reading.language import calendars as cal
from talleyrand.reading.language.sentences import Sentence
from talleyrand.reading.language.times import Dated, dates
from talleyrand.reading.parties.actors import Mention
from talleyrand.reading.parties.landmarks import Landmark, Landmarks
from talleyrand.record.dates import Moment, When, when
from talleyrand.record.entries import Agreement, Meeting, Person, Post
from talleyrand.record.record import Record
from talleyrand.sources.documents import Document

_HEAD = re.compile(r"\b(?:President|Premier|Prime Minister|Chancellor|King|Queen|General Secretary|Head of)\b")
_DEPUTY = re.compile(r"\b(?:Vice|Deputy|Assistant)\b")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = re.compile(rf"\b(?:{_MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?! \d{{0,2}},? ?\d{{4}})")
_STEPPED = re.compile(
    r"\b(?<!less than )(?:the (?P<which>next|following|previous) day|the day (?P<eve>before)"
    r"|(?:exactly )?(?P<number>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    r" (?P<unit>day|week|month|year)s? (?P<way>later|earlier|before(?! the\b)|afterwards?))\b",
    re.I,
)
_RUNNING = re.compile(
    r"^[\"“]?(?:In (?:response|return|turn|retaliation)|Instead|Then|Soon|Later|Additional|Further"
    r"|Nonetheless|Nevertheless|"
    r"Meanwhile|However|But|And|Yet|Also|Still|As part|(?:The|This|These|That|Those|Such|Both) )"
)


# What no sentence with a date is without; looking for it is quicker than trying every form of a date.
_SOME_DATE = re.compile(
    rf"\d|{_MONTHS}|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|day\b|week|month|year|quarter|decade|today|"
    r"tonight|yesterday|tomorrow|century|[日月年周天]|星期|礼拜",
    re.I,
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
    """The day of the news with which a dated document begins; None if its first sentences name none near its own."""
    if not told.given or told.written is None:
        return None
    for sentence in said[:_FIRST_FEW]:
        for each in told.dates(sentence.text):
            if each.when.exact and 0 <= (told.written - each.when.last).days <= _DAYS and not each.bound:
                return Day(when=each.when)
    return None


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


def day_of(  # noqa: PLR0913 - each is one place where a day may be told
    told: Dating,
    sentence: str,
    verb: tuple[int, int],
    groups: Sequence[Sequence[Dated]],
    marks: Sequence[Landmark],
    people: Iterable[Mention],
    before: Day | None,
    *,
    fresh: bool,
) -> Day | None:
    """The day of the deed whose verb stands there; None if no words tell.

    Args:
        groups: the dates that may be the deed's own, the likeliest first.
        before: the day told just before in the same passage.
        fresh: true if the deed is put as what has just happened, or as what its doer now says.
    """
    own = next((day for group in groups if (day := _own(told, sentence, verb, group))), None)
    if own:
        return own
    if before is not None and (step := _STEPPED.search(sentence)):
        return _stepped(step, before)
    marked = _marked(told, sentence, verb, marks)
    if marked and not (told.given and fresh and before and _just_before(marked.when, before.when)):
        return marked
    own_term = None if told.given and before is not None else term(told, sentence, people)
    if before is not None and fresh and _carries(told, sentence, before, own_term):
        return _carried(told, before)
    return own_term and part_of_term(sentence, own_term)


def _stepped(step: re.Match[str], before: Day) -> Day | None:
    """The day so long before or after the one told before: "a week later", "the previous day"."""
    unit = (step["unit"] or "day").lower()
    number = cal.number(step["number"].lower()) if step["number"] else 1
    back = (step["which"] or step["eve"] or step["way"] or "").lower() in ("previous", "before", "earlier")
    whole = before.when.first == before.when.last
    if not whole and unit in ("day", "week"):
        return None
    day = cal.after(before.when.last, -number if back else number, unit)
    told = day.isoformat() if unit in ("day", "week") else cal.rounded(day, unit)
    doubt = f"counted from {before.when}, told before"
    return Day(when=when(told) if unit == "day" else _unsure(when(told)), doubt=doubt)


def _just_before(occasion: When, news: When) -> bool:
    """True if an occasion ended on the eve of the news, which then tells what came of it."""
    return news.exact and 0 <= (news.first - occasion.last).days <= _DAYS


def _carries(told: Dating, sentence: str, before: Day, own_term: Day | None) -> bool:
    """True if the day told before is narrow enough to be this deed's too, and within the term of office that is."""
    if (before.when.last - before.when.first).days >= (_DAYS if told.given else _YEAR):
        return False
    if own_term is None:
        return True
    return (told.given or runs_on(sentence)) and _within(before.when, own_term.when)


def part_of_term(sentence: str, whole: Day) -> Day:
    """The first or the last year of a term of office, if the words say so."""
    if _FIRST.search(sentence):
        return replace(whole, when=when(f"{whole.when.first.year}"))
    if _LAST.search(sentence) and not whole.when.uncertain:
        end = whole.when.last
        return replace(whole, when=when(f"{end.year - 1}-{end.month:02}/{end.year}-{end.month:02}"))
    return whole


def _own(told: Dating, sentence: str, verb: tuple[int, int], found: Sequence[Dated]) -> Day | None:
    """The date nearest to the verb among those that may say when it was done."""
    fit = [
        each
        for each in found
        if each.bound not in ("by", "until", "within", "before") and each.when.first <= told.known
    ]
    fit = [each for each in fit if not _of_something(sentence, verb, each)]
    fit = [_gone(told, sentence, verb, each) for each in fit]
    if told.given and told.written is not None:
        fit = [each for each in fit if each.when.first <= told.written + timedelta(days=1)]
    if not fit:
        return None
    best = min(fit, key=lambda each: _away(each, verb))
    place = best.start, best.end
    if best.bound in ("after", "since") and not sentence[: best.start].rstrip().endswith(("effective", "from")):
        return Day(when=_unsure(best.when), span=place, doubt=f"the words say {best.bound} that date")
    after = _AFTER_THAT.search(sentence[: best.start])
    if after and not after.start() < verb[0] < best.start:  # what was done then is dated; what came after is not
        return Day(when=when(f"{best.when.first.year}?"), doubt=f"the words say that it came after {best.when}")
    doubt = best.doubt
    if not told.given and best.how != "written":
        doubt = _guessed(told)
    return Day(when=best.when if not doubt or _mild(doubt) else _unsure(best.when), span=place, doubt=doubt)


def _gone(told: Dating, sentence: str, verb: tuple[int, int], dated: Dated) -> Dated:
    """A date whose year was guessed to be ahead because of other words, where what is dated by it is past."""
    text = dated.when.text
    if dated.how == "written" or told.written is None or dated.when.first <= told.written + timedelta(days=1):
        return dated
    between = sentence[min(verb[1], dated.end) : max(verb[0], dated.start)]
    told_then = dated.end <= verb[0] and re.search(r"\bthat\b", between)  # "said on Monday that it will": the saying's
    if not told_then and _YET.search(between + sentence[slice(*verb)]):
        return dated
    if _WEEKDAY.search(sentence[dated.start : dated.end]) and dated.when.exact:
        return replace(dated, when=when((dated.when.first - timedelta(days=7)).isoformat()))
    if not re.fullmatch(r"\d{4}(?:-\d\d){1,2}", text):
        return dated
    try:
        return replace(dated, when=when(f"{int(text[:4]) - 1}{text[4:]}"))
    except WrongValue:
        return dated


def _guessed(told: Dating) -> str:
    by = f"by {told.source}, which it names" if told.source else "by the dates that it gives"
    return f"the document has no date; the year is taken {by}"


def _mild(doubt: str) -> bool:
    return any(words in doubt for words in ("year is taken", "weekday", "counted", "part has"))


def _of_something(sentence: str, verb: tuple[int, int], dated: Dated) -> bool:
    """True if the date says which thing is meant, not when it was done: "2017 levels", "left the 2015 deal"."""
    after, before = sentence[dated.end : dated.end + 24], sentence[: dated.start]
    if _MEASURED.match(after) or _COMPARED.search(before):
        return True
    if _MAKES.search(sentence[slice(*verb)]):
        return False
    if _YEAR_ONLY.fullmatch(sentence[dated.start : dated.end]) and _THING_OF.search(before):
        return True
    if (
        dated.start < verb[1] and not _OF_OBJECT.search(before)
    ) or "/" in dated.when.text:  # "the 2007-2009 crisis" is a time as well
        return False
    return bool(_CALLED.match(after) and _THE.search(before))


def _away(each: Dated, verb: tuple[int, int]) -> int:
    return each.start - verb[1] if each.start >= verb[1] else (verb[0] - each.end) + 10


def _marked(told: Dating, sentence: str, verb: tuple[int, int], marks: Sequence[Landmark]) -> Day | None:
    sure = [each for each in marks if each.sure and _AT.search(sentence[: each.start])]
    if not sure:
        return None
    best = min(sure, key=lambda each: min(abs(each.start - verb[1]), abs(verb[0] - each.end)))
    after = re.search(
        r"(?:\bsince|\bafter|\bfollowing|aftermath of|on the heels of)(?: the)?(?: [\w-]+)? $", sentence[: best.start]
    )
    doubt = f"the day is that of {best.entry} in the record"
    days = told.talks if _TALKERS.search(sentence[: best.start]) else told.spans
    day = days.get(best.entry, best.day)
    return Day(when=_unsure(day) if after else day, doubt=doubt)


_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_YET = re.compile(r"\b(?:will|would|to|shall|may|might|could|plans?|next|is|are)\b")
_AFTER_THAT = re.compile(
    r"\b(?:following|after|since|in the wake of|in (?:response|reaction|answer|retaliation) (?:to|for))\b[^,.;]{4,90}$",
    re.I,
)
_MEASURED = re.compile(r"['’]?s? (?:levels?|baseline|prices|quota|elections?|target)\b")
_COMPARED = re.compile(r"\b(?:above|below|than|over) (?:the )?(?:levels? (?:of|in) )?$")
# A date before the name of a thing is that of the thing, unless the verb is what brought the thing about.
_MAKES = re.compile(
    r"\b(?:hold|held|sign(?:ed)?|reach(?:ed)?|conclud\w+|struck|made|conven\w+|attend(?:ed)?|agreed|adopt(?:ed)?|enact\w+"
    r"|pass(?:ed)?|host(?:ed)?)$"
)
_THE = re.compile(r"\b(?:the|a|an|its|their|his|her|that|this)(?: so-called| now-defunct| landmark)? $|['’]s? $", re.I)
_OF_OBJECT = re.compile(r"\b[a-z]{3,}ed (?:[a-z]+ ){0,2}(?:the|its|their|a) $")  # of what was done before the verb
_CALLED = re.compile(r" (?!(?:and|or|but|when|as|after|before|in|on|at|to|by|with|for|from|until|over|that)\b)[A-Za-z]")
_YEAR_ONLY = re.compile(r"\d{4}")
_THING_OF = re.compile(
    r"\b(?:agreement|accord|treaty|deal|pact|act|law|order|convention|declaration|statement|resolution|protocol|ceasefire"
    r"|truce|armistice|war|crisis|memorandum|communiqué|charter|settlement|understanding)s? of $",
    re.I,
)
_AT = re.compile(
    r"(?:(?:^|\b(?:at|in|during|under|following|after|since|from|with|by|signed|reached|concluded?"
    r"|conven\w+|conclusion of|"
    r"aftermath of|heels of|substance of))(?: the| its| their)?(?: [\w-]+){0,1} ?|^[\"“]?The )$",
    re.I,
)
_TALKERS = re.compile(r"\b(?:negotiators|delegat\w+|envoys|negotiating team) (?:at|in)(?: the)? $")
_WEEK = 7
_YEAR = 360
_DAYS = 4
_FIRST_FEW = 6
_FIRST = re.compile(r"\bits (?:first|early|opening|initial) (?:few )?(?:months|weeks|days|year)\b")
_LAST = re.compile(r"\bthe (?:final|last) year of\b")
_LONGEST = 9 * 366  # days of office from which a date tells too little


def term(told: Dating, sentence: str, mentions: Iterable[Mention]) -> Day | None:
    """The term of office of the first head of state named, or whose administration is named."""
    for mention in mentions:
        person = mention.person
        if mention.how == "seat":
            words = re.findall(r"[A-Z][\w’-]+", sentence[mention.start : mention.end])
            person = next((told.heads[word] for word in words if word in told.heads), "")
        around = sentence[max(0, mention.start - 24) : mention.end + 30]
        if found := term_of(told, person, around):
            return found
    return None


def term_of(told: Dating, person: str, around: str) -> Day | None:
    """The term of office of a head of state: of several that which the words about the name say, or the document's."""
    spans = told.terms.get(person, ())
    which = _which_term(told, around, spans) if spans else None
    if which is None or (which[1] - which[0]).days > _LONGEST:
        return None
    first, last = which
    end = last
    if told.written is not None and told.written >= first:
        end = min(last, told.written if told.given else date(told.written.year, 12, 31))
    text = f"{first.isoformat()}/{end.isoformat()}" + ("?" if end < last else "")
    return Day(when=when(text), doubt=f"no date in the words: these are the days of office of {person}")


def _which_term(told: Dating, around: str, spans: tuple[tuple[date, date], ...]) -> tuple[date, date] | None:
    if len(spans) == 1:
        return spans[0]
    if re.search(r"\bfirst\b|1\.0|['’]45", around):
        return spans[0]
    if re.search(r"\bsecond\b|2\.0|['’]47", around):
        return spans[1]
    return next((each for each in spans if told.written and each[0] <= told.written <= each[1]), None)


def year(told: Dating) -> Day | None:
    """The year about which a document without a date tells, if the occasions that it names give one."""
    if told.given or told.written is None or not told.source:
        return None
    return Day(
        when=when(f"{told.written.year}?"),
        doubt=f"no date in the words: the year is that of {told.source}, which the text names",
    )


def _carried(told: Dating, before: Day) -> Day:
    """The day told before, marked uncertain; its month in a text that is no news of a day."""
    text = before.when.text.replace("?", "")
    if not told.given and re.fullmatch(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", text):
        text = text[:7]
    return Day(when=_unsure(when(text)), doubt=f"no date in the words: taken from {before.when}, told before")


def runs_on(sentence: str) -> bool:
    """True if a sentence takes up what was told just before it, even in another paragraph."""
    return _RUNNING.search(sentence) is not None


def _within(one: When, other: When) -> bool:
    return one.first >= other.first and one.first <= other.last


def _unsure(day: When) -> When:
    """The same date marked uncertain; a span keeps its ends."""
    if day.uncertain or day.instant or ".." in day.text:
        return day
    return when("/".join(f"{part}?" for part in day.text.split("/")))
