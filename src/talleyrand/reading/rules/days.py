"""The day of a deed, as far as its words tell: its own dates, the occasion named, what was told just before.

A date is never invented: where no words tell one, it is that of the term of office of whoever acts, or there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from talleyrand.errors import WrongValue
from talleyrand.reading.language import calendars as cal
from talleyrand.reading.language.times import Dated
from talleyrand.reading.parties.actors import Mention
from talleyrand.reading.parties.landmarks import Landmark
from talleyrand.reading.rules.dating import FEW_DAYS, OF_DOCUMENT, Dating, Day, unsure
from talleyrand.reading.rules.offices import part_of_term, term
from talleyrand.record.dates import When, when

_STEPPED = re.compile(
    r"\b(?<!less than )(?:the (?P<which>next|following|previous) (?P<of>day|(?<=following )(?:week|month|year))"
    r"|the day (?P<eve>before)"
    r"|(?:exactly )?(?P<number>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    r" (?P<unit>day|week|month|year)s? (?P<way>later|earlier|before(?! the\b)|afterwards?))\b",
    re.I,
)
_NEWS_AFTER = re.compile(
    r"\b(?:comes?|came|follows|followed|just|only|barely|announcement|news)\b[^,;]{0,20}? "
    r"(?P<number>an?|one|two|three|four|five|six|\d{1,2}) (?P<unit>day|week|month)s? after (?:the )?$"
)
_RUNNING = re.compile(
    r"^[\"“]?(?:In (?:response|return|turn|retaliation)|Instead|Then|Soon|Later|Additional|Further"
    r"|Nonetheless|Nevertheless|"
    r"Meanwhile|However|But|And|Yet|Also|Still|As part|(?:The|This|These|That|Those|Such|Both) )"
)
_THAT_YEAR = re.compile(r",? (?:of )?(?:the same|that) year\b")
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
_OF_THE = re.compile(r"\bof (?:the|its|their|a) $")  # "the suspension of the 2018 accord"
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
_YEAR = 360


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
    unit = (step["unit"] or step["of"] or "day").lower()
    number = cal.number(step["number"].lower()) if step["number"] else 1
    back = (step["which"] or step["eve"] or step["way"] or "").lower() in ("previous", "before", "earlier")
    whole = before.when.first == before.when.last
    if not whole and unit in ("day", "week"):
        return None
    day = cal.after(before.when.last, -number if back else number, unit)
    told = day.isoformat() if unit in ("day", "week") else cal.rounded(day, unit)
    doubt = f"counted from {before.when}, told before"
    return Day(when=when(told) if unit == "day" else unsure(when(told)), doubt=doubt)


def before_news(sentence: str, starts: Iterable[int], news: Day) -> Day | None:
    """The day of what the news follows by so many days: "it comes a day after Arcadia had closed the port"."""
    found = next((match for start in starts if (match := _NEWS_AFTER.search(sentence[:start]))), None)
    if found is None or news.when.first != news.when.last:
        return None
    unit = found["unit"].lower()
    day = cal.after(news.when.last, -(cal.number(found["number"].lower()) or 1), unit)
    told = day.isoformat() if unit in ("day", "week") else cal.rounded(day, unit)
    return Day(when=unsure(when(told)), doubt=f"counted from {news.when}, told before")


def _just_before(occasion: When, news: When) -> bool:
    """True if an occasion ended on the eve of the news, which then tells what came of it."""
    return news.exact and 0 <= (news.first - occasion.last).days <= FEW_DAYS


def _carries(told: Dating, sentence: str, before: Day, own_term: Day | None) -> bool:
    """True if the day told before is narrow enough to be this deed's too, and within the term of office that is."""
    if (before.when.last - before.when.first).days >= (FEW_DAYS if told.given else _YEAR):
        return False
    if own_term is None:
        return True
    return (told.given or runs_on(sentence)) and _within(before.when, own_term.when)


def in_that_year(sentence: str, found: Sequence[Dated], before: Day | None) -> tuple[Dated, ...]:
    """The dates of a sentence, with the year told before where the words say that it is the same."""
    if before is None or not _THAT_YEAR.search(sentence):
        return tuple(found)
    year = f"{before.when.first.year}"
    return tuple(
        replace(each, when=when(year + each.when.text[4:]), doubt="", how="written")
        if _THAT_YEAR.match(sentence, each.end) and re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", each.when.text)
        else each
        for each in found
    )


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
        return Day(when=unsure(best.when), span=place, doubt=f"the words say {best.bound} that date")
    after = _AFTER_THAT.search(sentence[: best.start])
    if after and not after.start() < verb[0] < best.start:  # what was done then is dated; what came after is not
        close = told.given and told.written is not None and (told.written - best.when.last).days <= FEW_DAYS
        came = unsure(best.when) if close else when(f"{best.when.first.year}?")
        return Day(when=came, doubt=f"the words say that it came after {best.when}")
    doubt = best.doubt
    if not told.given and best.how != "written":
        doubt = _guessed(told)
    return Day(when=best.when if not doubt or _mild(doubt) else unsure(best.when), span=place, doubt=doubt)


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
    year = _YEAR_ONLY.fullmatch(sentence[dated.start : dated.end])
    if year and (_THING_OF.search(before) or (_OF_THE.search(before) and _CALLED.match(after))):
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
    return Day(when=unsure(day) if after else day, doubt=doubt)


def _carried(told: Dating, before: Day) -> Day:
    """The day told before, marked uncertain; its month in a text that is no news of a day."""
    text = before.when.text.replace("?", "")
    if not told.given and re.fullmatch(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", text):
        text = text[:7]
    doubt = f"no date in the words: taken from {before.when}, told before"
    return Day(when=unsure(when(text)), doubt=before.doubt if before.doubt == OF_DOCUMENT else doubt)


def runs_on(sentence: str) -> bool:
    """True if a sentence takes up what was told just before it, even in another paragraph."""
    return _RUNNING.search(sentence) is not None


def _within(one: When, other: When) -> bool:
    return one.first >= other.first and one.first <= other.last
