"""The claims of a document that a record could bear out or not, each with the words and place it stands in.

Claim  one thing said: an amount, a date, the days of a meeting, a post, a status, who was first, what was done

A claim is the part of a sentence about one amount, date or deed. What is only thought, foretold or advised is a claim
that no record can check, and says so.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise
from typing import Literal

from talleyrand.reading.auditing.facts import words
from talleyrand.reading.auditing.narrated import in_its_year, last_told
from talleyrand.reading.language.amounts import Amount, amounts
from talleyrand.reading.language.calendars import WEEKDAYS
from talleyrand.reading.language.sentences import Sentence, split
from talleyrand.reading.language.times import Dated, dates
from talleyrand.record.dates import When

Sort = Literal["days", "quantity", "date", "status", "first", "request", "post", "quote", "deed", "view"]

# What an argument counts of its own: "three issues".
_OWN = frozenset(
    """issues lessons reasons ways points areas principles questions options steps factors things parts
    aims goals visions words kinds types conditions categories ideas problems examples themes sections
    chapters pillars cases instances
    administrations scenarios paths priorities""".split()  # noqa: SIM905
)
_FEW = 12
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:jpg|png|html?)\S*")
# A year with which something is compared is no day on which it was done.
_BASELINE = re.compile(
    r"(?:\b(?:above|below|over|than|against|versus|compared (?:with|to)|relative to)(?: the| those of)? ?)$", re.I
)
_RELATIVE = re.compile(r"(?:which|who|whom|that|where|when|it|they|he|she|this)\b", re.I)
# Whom one speaks of, not how many there are: "the two sides".
_SIDES = frozenset(
    [
        "sides",
        "countries",
        "nations",
        "powers",
        "economies",
        "governments",
        "leaders",
        "presidents",
        "capitals",
        "states",
    ]
)
SHORTEST = 4  # words of a sentence that says something
MOST = 5000  # sentences of a document that are read
MOST_CLAIMS = 2000  # claims of a document that are taken, and amounts of a sentence
MOST_AMOUNTS = 12
LONGEST = 1500  # characters of a sentence that are read
_LEAD = 4  # sentences before it that tell what it is about

_BREAK = re.compile(
    r"[;:]\s|\s?[—–]\s?|\s-\s|[()]|,\s(?=(?:and|but|while|which|who|where|as|so|yet|or|because|although|though|with"
    r"|leading|making|marking|after|before|when|until|including|i\.e|e\.g)\b)"
    r"|\s(?=(?:while|but|because|although|whereas|after which)\s)|\?\s|[，；：（）]"
)
_AND = re.compile(r",? (?:and|as well as|plus) |, |、|和(?=.{6})")
_WEEKDAY = "|".join(each.capitalize() for each in WEEKDAYS if each.isascii() and len(each) > 4)
_WEEKDAYS = re.compile(rf"\b(?:{_WEEKDAY})\b(?:(?:,? and |, | to |-|–|/| through )(?:{_WEEKDAY})\b)*")
_ONE_WEEKDAY = re.compile(_WEEKDAY)

_AHEAD = re.compile(
    r"\b(?:will|shall|would|could|(?-i:may)|might|can|should|must|ought to|needs? to|have to|has to|(?:un)?likely"
    r"|expects?|expected|poised|going to|hopes?|'ll|remains? to be seen|if|unless|were to)\b"
    r"|将会|可能|应该|应当|如果", re.I
)  # fmt: skip
_TOLD = re.compile(
    r"\b(?:announc\w+|pledg\w+|promis\w+|agree[sd]?|agreeing|commit\w*|vow\w*|said|declared?|decid\w+|plan(?:s|ned)?"
    r"|(?:agreement|deal|consensus|understanding|text|statement) (?:that|to)"
    r"|undert\w+|order(?:s|ed)?|signed|threaten\w*|confirm\w*|offered|offers)\b|宣布|承诺|同意", re.I
)  # fmt: skip
_PROMISED = re.compile(r"\b(?:pledged|promised|agreed to|committed to|vowed)\b", re.I)
_VIEW = re.compile(
    r"\b(?:seems?|appears?|arguabl\w+|believ\w+|thinks?|argu\w+|contend\w*|view(?:s|ed)?|assum\w+|suggest\w*|perhaps"
    r"|probably|apparently|in (?:my|our|their) (?:view|opinion)|presumably|supposedly|wants?|seeks?|fears?|judges?)\b"
    r"|认为|似乎|看来", re.I
)  # fmt: skip
_ADVICE = re.compile(r"\b(?:should|must|ought to|needs? to|has to|have to|let us)\b|应该|应当", re.I)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:[a-z]*)\b|[月日]")
_STATUS = re.compile(
    r"\b(?:fail(?:s|ed|ing|ure)?(?: to)?|unfulfilled|unmet|did not (?:meet|keep|deliver|honou?r|live up)|fell short"
    r"|falls? short|broke|broken|breach\w*|violat\w+|kept|honou?red|lived up to|on track|fulfill?ed|met|missed"
    r"|still in force|still (?:being )?(?:charged|levied|collected|enforced)"
    r"|remains? in (?:force|place|effect)|in effect|lapsed|expired|suspended|struck down|rescinded"
    r"|(?:was|were|been) (?:lifted|ended|dropped|extended|cancell?ed|restored|reopened))\b", re.I
)  # fmt: skip
_FIRST = re.compile(
    r"\b(?:the )?first (?:to|time|side|country|drop|fall|decline|decrease|rise|increase|since)\b"
    r"|\bfirst (?:\w+ ){1,4}since\b", re.I
)  # fmt: skip
_REQUEST = re.compile(
    r"\bat (?:the |[A-Z]\w+(?:'s|’s) )?(?:\w+ ){0,3}?(?:request|invitation|initiative)\b"
    r"|\b(?:request|initiat)ed (?:by|the (?:call|meeting|talks))\b|\b(?:asked for|requested|sought) (?:the |a |an )?"
    r"(?:\w+ ){0,2}(?:call|meeting|talks|visit|summit)\b", re.I
)  # fmt: skip
_MEETING = re.compile(r"\b(?:meetings?|met|calls?|called|spoke|talks|visit(?:ed)?|summit|conversation)\b", re.I)
_QUOTED = re.compile(r"[“\"]([^“”\"]{12,200})[”\"]")
# A deed told as done: the past of a verb that states use toward each other, or a noun for what was done.
_DEED = re.compile(
    r"\b(?:sign|announc|impos|suspend|extend|agre|pledg|commit|restrict|bann|releas|sanction|schedul|arrest|visit"
    r"|retaliat|cancel|restor|launch|establish|creat|halt|ceas|approv|refus|reject|protest|condemn|accus|warn"
    r"|deploy|invit|host|convene|withdr[ae]w|ratif|open|clos|expel|recall|block|seiz|detain|extradit|repatriat|accept"
    r"|declin|offer|pos[te]|delay|paus|revok|eas|increas|reduc|lower|rais|lift|remov|doubl|halv|trigger|reach)\w*(?:ed|n)\b"
    r"|\b(?:met|spoke|spoken|held|began|broke|cut|hit|struck|shot down|flew|bought|sold|set up|put|took|gave|won"
    r"|made)\b"
    r"|[了已]", re.I
)  # fmt: skip


# What was so, or was done by a verb that is no state's deed.
_PAST = re.compile(r"\b(?:was|were|had|did|came|went|led|ran|saw|fell|rose|stood|\w{3,}ed)\b")
_LASTS = re.compile(r"\b(?:to|will|would|did|not) $")  # "it was to last 90 days" gives no date


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that a document says.

    Attributes:
        text: the words of it, as they stand in the document.
        start: where they begin in the document's text.
        end: after their last character.
        sort: what is claimed: days of a meeting, a quantity, a date, a status, who was first or asked, who holds a
            post, a quoted term, a deed; or a view, which cannot be checked.
        sentence: start and end of the whole sentence.
        said: the whole sentence.
        lead: the words of the sentences just before, which tell what it is about.
        before: those of the last of them.
        amount: the amount claimed, placed in the sentence.
        dates: the dates said with it, placed in the sentence.
        weekdays: names of weekdays said with it, Monday being 0.
        around: all dates of the sentence.
        other: the dates as the document's day alone would tell their years, where the sentences before tell others.
        told: the last day told before, or in the sentence, with its year; None if there is none.
        of: ids of the entries that the words before it were found to be of, the last first.
        why: for what cannot be checked, why not.
    """

    text: str
    start: int
    end: int
    sort: Sort
    sentence: tuple[int, int]
    said: str
    lead: str = ""
    before: str = ""
    amount: Amount | None = None
    dates: tuple[Dated, ...] = ()
    weekdays: tuple[int, ...] = ()
    around: tuple[Dated, ...] = ()
    other: tuple[Dated, ...] = ()
    told: When | None = None
    of: tuple[str, ...] = ()
    why: str = ""

    @property
    def at(self) -> tuple[int, int]:
        """Where the claim's own words stand in its sentence."""
        return self.start - self.sentence[0], self.end - self.sentence[0]

    @property
    def about(self) -> str:
        """The claim's words, and those before it in the sentence if it only goes on from them."""
        return self.said[: self.at[1]] if _RELATIVE.match(self.text) else self.text


def claims(text: str, written: date | None = None, *, given: bool = True) -> tuple[Claim, ...]:
    """Every claim of a text, in order of place.

    Args:
        written: the day of the text, from which "in February" is counted.
        given: true if the text tells that day; if it is only guessed, "last week" and the like are not counted from it.

    >>> [(each.sort, each.text) for each in claims("Norland cut its duty to 30 percent on 12 May 2025.")]
    [('quantity', 'Norland cut its duty to 30 percent on 12 May 2025.')]
    """
    return tuple([each for _, found in by_sentence(text, written, given=given) for each in found])


def by_sentence(
    text: str, written: date | None = None, *, given: bool = True
) -> Iterator[tuple[Sentence, tuple[Claim, ...]]]:
    """The claims of one sentence after another, for as long as whoever asks goes on and no more than `MOST_CLAIMS`."""
    before: deque[str] = deque(maxlen=_LEAD)
    room = MOST_CLAIMS
    told: When | None = None
    for sentence in islice(split(text), MOST):
        lead, last = " ".join(before), before[-1] if before else ""
        dated, other = _dated(sentence.text[:LONGEST], written, told, given=given)
        told = last_told(sentence.text, dated, written, told)
        made = (
            replace(each, before=last, told=told, other=tuple([one for one in other if one.start in _starts(each)]))
            for each in _of_sentence(sentence, lead, dated)
        )
        found = tuple(islice(made, room))
        yield sentence, found
        room -= len(found)
        if not room:
            return
        before.append(sentence.text[:LONGEST])


def _dated(
    said: str, written: date | None, told: When | None, *, given: bool
) -> tuple[tuple[Dated, ...], tuple[Dated, ...]]:
    """The dates of a sentence, and as the document's day alone would tell them where the sentences before do so too."""
    plain = _plain(said)
    found = tuple([
        each for each in dates(plain, written)
        if not _BASELINE.search(plain, 0, each.start)
        and not (plain.startswith("last ", each.start) and _LASTS.search(plain, 0, each.start))
    ])  # fmt: skip
    if not given:
        found = tuple([each for each in found if each.how == "written" or _MONTH.search(said[each.start : each.end])])
    return in_its_year(plain, found, told, written)


def _plain(said: str) -> str:
    """A sentence with blanks for its addresses."""
    return _URL.sub(lambda match: " " * len(match[0]), said)


def _starts(claim: Claim) -> frozenset[int]:
    return frozenset(each.start for each in claim.dates)


def _of_sentence(sentence: Sentence, lead: str, dated: tuple[Dated, ...]) -> Iterator[Claim]:
    said = sentence.text[:LONGEST]
    if len(said.split()) < SHORTEST and len(said) < 20 and said.isascii():
        return
    plain = _plain(said)
    spans = {(each.start, each.end) for each in dated}
    counted = tuple([
        each for each in amounts(plain)
        if each.kind != "reference" and not _counts_nothing(each)
        and not any(start <= each.start and each.end <= end for start, end in spans)
    ])[:MOST_AMOUNTS]  # fmt: skip
    for start, end in _parts(plain, counted, dated):
        whole = Claim(
            text=said[start:end], start=sentence.start + start, end=sentence.start + end, sort="deed",
            sentence=(sentence.start, sentence.start + len(said)), said=said, lead=lead, around=dated,
        )  # fmt: skip
        yield from _of_part(
            whole,
            tuple([each for each in counted if start <= each.start < end]),
            tuple([each for each in dated if start <= each.start < end]),
        )


def _counts_nothing(amount: Amount) -> bool:
    """True of "the two sides" and "three issues", and of a small number that counts no thing."""
    if amount.kind != "count" or amount.value is None or amount.value > _FEW:
        return False
    return not amount.unit or amount.unit in _OWN or (amount.value == 2 and amount.unit in _SIDES)


def _of_part(whole: Claim, counted: tuple[Amount, ...], dated: tuple[Dated, ...]) -> Iterator[Claim]:
    """The claims of one part of a sentence: one for each amount, or else for its date, or else for what it says."""
    part = whole.text
    if _is_title(part):
        return
    named = _WEEKDAYS.search(part)
    weekdays = tuple(WEEKDAYS[each.lower()] for each in _ONE_WEEKDAY.findall(named[0])) if named else ()
    whole = replace(whole, dates=dated, weekdays=weekdays)
    if why := _unchecked(whole, anchored=bool(counted or dated or weekdays)):
        yield replace(whole, sort="view", why=why)
        return
    told = [replace(whole, sort="quantity", amount=each) for each in counted if each.kind != "ordinal" and each.value]
    if _FIRST.search(part):
        told.append(replace(whole, sort="first"))
    if _REQUEST.search(part) and _MEETING.search(part):
        told.append(replace(whole, sort="request"))
    if told:
        yield from told
    elif sort := _sort(whole):
        yield replace(whole, sort=sort)
    elif why := _held(whole):
        yield replace(whole, sort="view", why=why)
    elif _PAST.search(part):
        yield replace(whole, sort="deed")


def _is_title(part: str) -> bool:
    """True of a heading: most of its words begin with a capital, and no full stop ends it."""
    said = [each for each in part.split() if each[0].isalpha()]
    capital = sum(each[0].isupper() for each in said)
    return len(said) >= SHORTEST and capital * 10 >= len(said) * 6 and part[-1].isalnum() and part[0].isupper()


def _sort(claim: Claim) -> Sort | None:
    """What is claimed where no amount is: days, a date, a status, quoted words, a deed; None if nothing of a day."""
    if claim.weekdays:
        return "days"
    if claim.dates:
        return "date"
    forms: tuple[tuple[Sort, re.Pattern[str]], ...] = (("status", _STATUS), ("quote", _QUOTED), ("deed", _DEED))
    return next((sort for sort, form in forms if form.search(claim.text)), None)


def _unchecked(claim: Claim, *, anchored: bool) -> str:
    """Why the words cannot be checked: they foretell, advise, suppose or judge; empty if they can be."""
    part = claim.text
    if part.rstrip(" \"'”’").endswith("?"):
        return "a question"
    told = claim.said[: claim.at[1]]
    if _ADVICE.search(part) and not anchored and not _TOLD.search(told):
        return "advice"
    ahead = _AHEAD.search(_QUOTED.sub("", part))
    if ahead and not _TOLD.search(told) and not _PROMISED.search(claim.said):
        return "advice" if _ADVICE.search(part) else "supposed or foretold, not told as done"
    if anchored:
        return ""
    return _held(claim)


def _held(claim: Claim) -> str:
    return "a view, not a fact of a day" if _VIEW.search(claim.text) else ""


def _parts(said: str, counted: tuple[Amount, ...], dated: tuple[Dated, ...]) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence that each say one thing."""
    taken = [(each.start, each.end) for each in counted] + [(each.start, each.end) for each in dated]
    taken += [each.span() for each in _WEEKDAYS.finditer(said)]
    cuts = [0]
    for match in _BREAK.finditer(said):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            cuts.append(match.end())  # noqa: PERF401 - a loop reads better than two tests in one line
    cuts += _headings(said)
    cuts = sorted({*cuts, len(said)})
    for start, end in _joined(said, list(pairwise(cuts))):
        yield from _halves(said, start, end, taken, [(each.start, each.end) for each in dated])


def _headings(said: str) -> Iterator[int]:
    """Where a line ends that was not wrapped: it, or the next, is much shorter or longer than lines are, or a title."""
    start = 0
    for match in re.finditer(r"\n", said):
        following = said.find("\n", match.end())
        length = (len(said) if following < 0 else following) - match.end()
        line = said[start : match.start()].split()
        titled = sum(each[0].isupper() for each in line) * 5 >= len(line) * 3
        if not 50 <= match.start() - start <= 110 or length > 110 or titled:
            yield match.end()
        start = match.end()


def _joined(said: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces, one of fewer than three telling words made part of the one before it."""
    waiting: tuple[int, int] | None = None
    for start, end in pieces:
        if waiting is None:
            waiting = (start, end)
        elif len(words(said[start:end])) < 3 or len(words(said[waiting[0] : waiting[1]])) < 3:
            waiting = (waiting[0], end)
        else:
            yield waiting
            waiting = (start, end)
    if waiting is not None:
        yield waiting


def _halves(
    said: str, start: int, end: int, taken: list[tuple[int, int]], days: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """A stretch cut at each "and" between amounts or dates with words of their own, and each comma between dates."""
    for match in _AND.finditer(said, start, end):
        cut, among = match.start(), days if match[0] == ", " else taken
        left = [each for each in among if start <= each[0] and each[1] <= cut]
        right = [each for each in among if match.end() <= each[0] and each[1] <= end]
        if any(one < match.end() and cut < other for one, other in taken):
            continue
        if left and right and _tells(said, start, cut, left) and _tells(said, match.end(), end, right):
            yield from _shown(said, start, cut)
            yield from _halves(said, match.end(), end, taken, days)
            return
    yield from _shown(said, start, end)


def _tells(said: str, start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """True if a stretch has words of its own beside its amounts and dates."""
    rest = said[start:end]
    for begin, stop in sorted(taken, reverse=True):
        rest = rest[: begin - start] + " " + rest[stop - start :]
    return len(words(rest)) >= 1


def _shown(said: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch without the space, commas and joining words about it."""
    words_of = said[start:end]
    start += len(words_of) - len(words_of.lstrip(" \n\t,;:—–-)(，；："))
    stop = start + len(said[start:end].rstrip(" \n\t,;:—–-(，；："))
    if stop > start:
        yield start, stop
