"""What an entry says that its quote does not: numbers, dates, actors, who does it to whom, and denial.

The entry is the raw tree that is written into the record: fields by name, text or lists or trees inside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from talleyrand.errors import WrongValue
from talleyrand.reading.language import numerals
from talleyrand.reading.language.amounts import amounts
from talleyrand.reading.language.stems import stem
from talleyrand.reading.language.times import dates
from talleyrand.reading.proof.quotes import normal
from talleyrand.record.dates import When, when

Names = Mapping[str, Collection[str]]

# Fields that name entries, terms and places of the record, or hold what its keeper adds: no quote holds them.
_NAMED = frozenset(
    """act measure commitment reading meeting talks channel indicator question assert id agreement agreements answers
    archived article aim aims asserted at author basis clause confidence corrects counted counter entry factions follows
    form instrument issue issues kind kinds known language meetings moves odds of probability publisher purpose
    quote reason recorded result rule score series source sources standing state step structure term type under unit url
    vocabulary voice zone""".split()  # noqa: SIM905 - a list of words reads better
)
_ACTORS = frozenset({"by", "toward", "parties", "people", "person", "obligor", "obligee", "asked_by", "asked_said_by"})
_FROM, _TOWARD = ("by", "obligor"), ("toward", "obligee")
_PROSE = frozenset({"title", "text", "note", "words", "name", "summary"})
_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d(?:T[\d:+Z-]+)?)?)?\??|\.\.)(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?\??|\.\.))?")
_DATE_FIELDS = frozenset(
    """on announced signed effective until from to date due deadline disclosed opens closes recorded published asked
    made issued lapse period since known""".split()  # noqa: SIM905 - a list of words reads better
)
_MORE_FIGURES = re.compile(r",? ?\d{3,}")  # a date that more figures follow is not the date that was read
_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|no longer|none|nobody|without|cannot|den(?:y|ies|ied|ying|ial)|refus(?:es?|ed|ing|al)|"
    r"reject(?:s|ed|ing|ion)?|declin(?:es?|ed|ing) to|fail(?:s|ed|ing|ure)? to|rul(?:es?|ed|ing) out|stop(?:s"
    r"|ped)? short of|yet to|decid(?:es?|ed|ing) against|refrain(?:s|ed|ing)? from|held off|hold(?:s|ing)? off"
    r"|unwilling|unable)\b"
    r"|n't\b|\bno (?!more than|less than|fewer than|later than|doubt\b|\d)|不(?!仅|但|断|过|少于|超过|低于|久"
    r"|同(?!意)|锈)|未(?!来)"
    r"|没有|没(?!收)|並未|否认|否認|拒绝|拒絕|绝非|并非|禁止|无法|無法"
)
_EMPTY_NEGATION = re.compile(
    r"\bnot (?:only|just|merely|least|until|later than|less than|fewer than)\b|\bwhether or not\b|\bif not\b"
)
_LEVELS = (
    ("points", re.compile("point")),
    ("percent", re.compile("per ?cent|%")),
    ("money", re.compile("[$€£¥]|yuan")),
)
_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")


def disagreements(  # noqa: PLR0913 - each option is one thing that may be known of the words about a quote
    values: Mapping[str, object],
    quote: str,
    *,
    names: Names | None = None,
    written: date | None = None,
    elsewhere: Collection[str] = (),
    within: str = "",
    negated: bool | None = None,
    mutual: bool = False,
) -> tuple[str, ...]:
    """What an entry says that does not stand in its quote, each as a sentence; empty if the quote bears it all.

    Args:
        values: the fields of the entry.
        quote: the words that it rests on.
        names: for the id of each party or person, the names under which it may stand in the quote.
        written: the day of the document, from which "Monday" is counted.
        elsewhere: values that rest on other words of the document, as a date in its first line.
        within: the sentence that holds the quote, if that is a part of one: a denial just before it counts.
        negated: whether the entry says that something did not happen or was refused; if None, its title tells.
        mutual: true if neither side does it to the other, as with a meeting.

    >>> disagreements({"title": "US cuts duty to 30 percent"}, "The US cut the duty to 13 percent.")
    ('title: 30 does not stand in the quote as percent',)
    """
    plain = normal(quote).text
    known = names or {}
    found: list[str] = []
    for field, value, unit in _leaves(values):
        if value in elsewhere:
            continue
        if field in _ACTORS:
            found.extend(_missing_actor(field, value, plain, known))
        elif field in _DATE_FIELDS or (_DATE.fullmatch(value) and "-" in value):
            found.extend(_missing_date(field, value, plain, written))
        else:
            found.extend(_missing_amounts(field, value, unit, plain, written))
    found.extend(_denial(values, _clause_before(plain, normal(within).text) + plain, negated))
    if not mutual:
        found.extend(_reversal(values, plain, known))
    return tuple(dict.fromkeys(found))


class _Leaf(NamedTuple):
    field: str
    value: str
    unit: str  # of the tree that holds it, or of one about that


def _leaves(value: object, field: str = "", unit: str = "") -> Iterator[_Leaf]:
    """Each text of a tree with the field that it stands in, but for what only names things of the record."""
    if field in _NAMED:
        return
    if isinstance(value, Mapping):
        unit = str(value.get("unit", unit)).lower()
        for name, inner in value.items():
            yield from _leaves(inner, str(name), unit)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner, field, unit)
    elif value is not None and not isinstance(value, bool):
        yield _Leaf(field, str(value), unit)


def _missing_actor(field: str, value: str, quote: str, names: Names) -> Iterator[str]:
    if not any(_places(name, quote) for name in names.get(value, (value,))):
        yield f"{field}: {value} does not stand in the quote"


def _places(name: str, quote: str) -> list[tuple[int, int]]:
    """Where a name stands in a quote, whole; capitals count, so that "us" is no country."""
    plain = normal(name).text.strip()
    if not plain:
        return []
    edge = r"(?<!\w)" if plain[0].isascii() and plain[0].isalnum() else ""
    close = r"(?!\w)" if plain[-1].isascii() and plain[-1].isalnum() else ""
    return [match.span() for match in re.finditer(f"{edge}{re.escape(plain)}{close}", quote, re.ASCII)]


def _missing_date(field: str, value: str, quote: str, written: date | None) -> Iterator[str]:
    try:
        given = when(value)
    except WrongValue:
        yield f"{field}: {value} is no date"
        return
    whole = (
        each.when
        for each in dates(quote, written)
        if not _MORE_FIGURES.match(quote, each.end) and not quote[: each.start][-1:].isdigit()
    )
    if not any(_bears(each, given) for each in whole):
        yield f"{field}: {value} does not stand in the quote"


def _bears(said: When, given: When) -> bool:
    """True if a date said is the one given, or a nearer one within it: 12 May bears "May", May does not bear 12 May."""
    return given.first <= said.first and said.last <= given.last


class _Quantity(NamedTuple):
    value: Decimal
    kind: str


def _missing_amounts(field: str, value: str, unit: str, quote: str, written: date | None) -> Iterator[str]:
    """The numbers and days of a field that the quote does not hold."""
    said = tuple(_quantities(quote))
    if (number := _number(value)) is not None:
        yield from _missing(
            field, _Quantity(number, next((kind for kind, form in _LEVELS if form.search(unit)), "")), said
        )
    elif field in _PROSE:
        prose = normal(value).text
        for each in _quantities(prose, scaled=True):
            yield from _missing(field, each, said)
        named = {each.unit for each in amounts(quote) if each.kind == "reference"}
        for law in amounts(prose):
            if law.kind == "reference" and law.unit not in named:
                yield f"{field}: {law.unit} does not stand in the quote"
        for dated in dates(prose, written):
            yield from _missing_date(field, str(dated.when), quote, written)


def _missing(field: str, sought: _Quantity, said: tuple[_Quantity, ...]) -> Iterator[str]:
    kind = sought.kind if sought.kind in {"percent", "points", "money"} else ""
    if not any(sought.value == each.value and kind in {"", each.kind} for each in said):
        yield f"{field}: {sought.value.normalize():f} does not stand in the quote" + (f" as {kind}" if kind else "")


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value.replace(",", ""))
    except InvalidOperation:
        return None
    return abs(number) if number.is_finite() else None


def _quantities(text: str, *, scaled: bool = False) -> Iterator[_Quantity]:
    """Every number that a text states, with its scale and, unless only that is asked for, as its figures are."""
    for amount in amounts(text):
        for value in (amount.value, amount.upper):
            if value is not None:
                yield _Quantity(value, amount.kind)
        words = text[amount.start : amount.end]
        if not scaled and amount.kind != "reference":
            for figures in _FIGURES.findall(words):
                yield _Quantity(Decimal(figures.replace(",", "")), amount.kind)
            if amount.value is not None:
                yield _Quantity(amount.value / numerals.scale(words), amount.kind)


def _denial(values: Mapping[str, object], quote: str, negated: bool | None) -> Iterator[str]:
    """A denial that stands in one of the two only."""
    titles = [str(values[field]) for field in ("title", "text") if values.get(field)]
    if negated is None and not titles:
        return
    entry = negated if negated is not None else any(map(_denies, titles))
    if _denies(quote) and not entry:
        yield "negation: the quote denies or refuses something, the entry does not"
    elif entry and not _denies(quote):
        yield "negation: the entry denies or refuses something, the quote does not"


def _clause_before(quote: str, sentence: str) -> str:
    """What stands before a quote in its sentence, back to the last comma or the like."""
    return re.split(r"[,;:(]", sentence.partition(quote)[0])[-1] if quote in sentence else ""


def _denies(text: str) -> bool:
    return _NEGATION.search(_EMPTY_NEGATION.sub("", normal(text).text.lower())) is not None


_AGENT = re.compile(r"(?:\bby (?:the |its )?|[由被遭受])$")
_PATIENT = re.compile(
    r"(?:\b(?:on|upon|against|toward|towards|to|onto|for|at|from|with|over|of)(?: (?:the|its|all|some|most|many))? "
    r"|[对向与和同跟把将]|针对)$",
    re.I,
)
_TOGETHER = re.compile(r"(?: and(?: the)? | ?& ?|-|、|和|与|同|跟|, )(?:the )?")
_APART = re.compile(
    r"\b(?:that|said|says|while|but|after|because|if|when|as|before|since|until|and|where|which)\b|[,;:，；：“\"]"
)


def _reversal(values: Mapping[str, object], quote: str, names: Names) -> Iterator[str]:
    """Who does it to whom, if the quote has it the other way round."""
    doer, other = _first(values, _FROM), _first(values, _TOWARD)
    if not doer or not other:
        return
    if doer == other:
        yield f"order: the entry has {doer} act toward itself"
        return
    does = [place for name in names.get(doer, (doer,)) for place in _places(name, quote)]
    bears = [place for name in names.get(other, (other,)) for place in _places(name, quote)]
    if _titled(str(values.get("title") or ""), quote, names.get(other, (other,)), names.get(doer, (doer,))):
        yield f"order: in the title or in the quote {other} acts, in the entry {doer}"
        return
    if not does or not bears or _stand_together(quote, does, bears):
        return
    if not any(_may_act(quote, place, bears) for place in does):
        yield f"order: the quote has {other} act toward {doer}, not {doer} toward {other}"


def _titled(title: str, quote: str, others: Collection[str], doers: Collection[str]) -> bool:
    """True if the deed of a title is the other side's: "Peru refuses" of words that say that Chile refused."""
    plain = normal(title).text
    for mine, names in ((True, doers), (False, others)):
        for name in names:
            verb = re.match(r"[a-z]+s\b", plain[len(name) + 1 :]) if plain.startswith(f"{name} ") else None
            if verb and _does(verb[0], quote, others):
                return not (mine and _does(verb[0], quote, doers))
    return False


def _does(verb: str, quote: str, names: Collection[str]) -> bool:
    """True if one of these names stands in a quote just before a verb, in another form: a noun has one form in both."""
    said = (
        re.match(r" (?:has |have |had )?([a-z]+)", quote[end:]) for name in names for _, end in _places(name, quote)
    )
    return any(each and each[1] != verb and stem(each[1]) == stem(verb) for each in said)


def _first(values: Mapping[str, object], fields: Collection[str]) -> str:
    for field in fields:
        value = values.get(field)
        if isinstance(value, list | tuple):
            value = value[0] if len(value) == 1 else None
        if value:
            return str(value)
    return ""


def _stand_together(quote: str, does: list[tuple[int, int]], bears: list[tuple[int, int]]) -> bool:
    """True if the two are named side by side, as one subject."""
    pairs = [(a, b) if a < b else (b, a) for a in does for b in bears]
    return any(_TOGETHER.fullmatch(quote, a[1], b[0]) for a, b in pairs)


def _may_act(quote: str, place: tuple[int, int], bears: list[tuple[int, int]]) -> bool:
    """True if the words let the one that stands here act: named as agent, or first, or in a clause of its own."""
    before = quote[: place[0]]
    if _AGENT.search(before):
        return True
    if _PATIENT.search(before):
        return False
    if any(_AGENT.search(quote[:start]) for start, _ in bears):
        return False
    rivals = [end for start, end in bears if start < place[0] and not _PATIENT.search(quote[:start])]
    return not rivals or _APART.search(quote, max(rivals), place[0]) is not None
