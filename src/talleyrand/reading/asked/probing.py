"""Does a reader follow the codebook, or only what the names of its codes suggest?

Probe   one sentence of our own and the act that it tells of
Sheet   the codes as they are shown: each under a name, with a definition

A model that reads the definitions gives the same answers when the list is in another order and when the codes are
called A1, A2 and so on; and when definitions change places it goes with the definition, not with the name. Every
sentence is put under each of these sheets. The shares have percentile bootstrap intervals over sentences.

Source: the idea of the probes is of arXiv 2606.06781 (2026); sentences, sheets and figures are ours.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from talleyrand.books.statement import Row, Statement, columns
from talleyrand.errors import RecordError, WrongValue
from talleyrand.reading.asked.answers import object_in
from talleyrand.reading.asked.chat import Asks, Schema, Turn
from talleyrand.reading.asked.untrusted import Numeral, parsed
from talleyrand.reading.kinds.classifier import NONE, QUADS, Classifier
from talleyrand.record.dates import Moment
from talleyrand.record.syntax import parse
from talleyrand.record.vocabulary import Term, Terms, vocabulary

TOGETHER = 10  # sentences of one question
ORDERS = 3
SEED, RESAMPLES = 20261122, 2_000
_DIVIDED = {"YIELD": ("CONCEDE", "RETREAT")}  # a type of the vocabulary that PLOVER has since divided
_ASKED = """You are given codes with their definitions, and numbered sentences. For each sentence give the one code
whose definition fits best what one party does to the other. Go by the definitions alone, whatever the codes are called.
Answer with one JSON object and nothing else: {"codes": [{"number": 1, "code": "..."}, ...]}, each number once."""
_SCHEMA_OF_ONE = {"number": {"type": "integer"}, "code": {"type": "string"}}

Answers = Mapping[str, str]  # the code given for each sentence, by the probe's id; "" if none that there is


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One sentence and the act that it tells of.

    Attributes:
        id: its name.
        text: the sentence.
        by: the words of it that name who acts.
        toward: the words of it that name toward whom.
        act: the code of the vocabulary that is right.
    """

    id: str
    text: str
    by: str
    toward: str
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The codes as they are shown.

    Attributes:
        shown: each name with the definition under it, in the order of the list.
        names: for each name that is shown, the code whose definition stands under it.
    """

    shown: tuple[tuple[str, str], ...]
    names: Mapping[str, str]


@cache
def probes() -> tuple[Probe, ...]:
    """The sentences that the package ships.

    Raises:
        RecordError: if their file is broken.
    """
    parsed_file = parse((files("talleyrand.reading.asked") / "probe.yaml").read_bytes(), "probe.yaml")
    if parsed_file.problems:
        raise RecordError(f"the probes are broken: {parsed_file.problems[0]}", parsed_file.problems)
    return tuple(
        Probe(id=each.id, **{name: str(each.value[name]) for name in ("text", "by", "toward", "act")})
        for each in parsed_file.items
    )


# --- sheets --------------------------------------------------------------------------------------


def plain(terms: Terms) -> Sheet:
    """Every code under its own name, in the vocabulary's order."""
    return _sheet([(code, code) for code in terms], terms)


def shuffled(terms: Terms, rng: random.Random) -> Sheet:
    """Every code under its own name, in another order."""
    return _sheet([(code, code) for code in rng.sample(list(terms), len(terms))], terms)


def generic(terms: Terms) -> Sheet:
    """Every code under a name that says nothing: A1, A2 and so on."""
    return _sheet([(f"A{number}", code) for number, code in enumerate(terms, 1)], terms)


def swapped(terms: Terms, rng: random.Random) -> Sheet:
    """Every name with the definition of another code: each goes to the next in a ring drawn by chance."""
    ring = rng.sample(list(terms), len(terms))
    after = dict(zip(ring, [*ring[1:], *ring[:1]], strict=True))
    return _sheet([(code, after[code]) for code in terms], terms)


def _sheet(pairs: Sequence[tuple[str, str]], terms: Terms) -> Sheet:
    return Sheet(shown=tuple((name, terms[code].definition) for name, code in pairs), names=dict(pairs))


# --- asking --------------------------------------------------------------------------------------


def put(sheet: Sheet, given: Sequence[Probe], ask: Asks) -> Answers:
    """The name that a model gives each sentence under a sheet; "" where it gives none that there is."""
    found: dict[str, str] = {}
    system = "\n".join([_ASKED, "", "Codes:", *(f"- {name}: {meaning}" for name, meaning in sheet.shown)])
    for at in range(0, len(given), TOGETHER):
        some = given[at : at + TOGETHER]
        lines = [f"{number}. {each.text}" for number, each in enumerate(some, 1)]
        turns = (Turn("system", system), Turn("user", "\n".join(["Sentences:", *lines])))
        codes = _codes(ask, turns, sheet)
        found |= {each.id: codes.get(number, "") for number, each in enumerate(some, 1)}
    return found


def _codes(ask: Asks, turns: tuple[Turn, ...], sheet: Sheet) -> Mapping[int, str]:
    """The codes of one answer by number, asked for once more if it is none."""
    said = ask(turns, _schema(sheet))
    try:
        return _read(said.text, sheet)
    except WrongValue as fault:
        complaint = f"Your answer was refused: {fault}. Give it once more, as the JSON object alone."
        said = ask((*turns, Turn("assistant", said.text[:4000]), Turn("user", complaint)), _schema(sheet))
    try:
        return _read(said.text, sheet)
    except WrongValue:
        return {}


def _read(text: str, sheet: Sheet) -> Mapping[int, str]:
    held = parsed(object_in(text))
    listed = held.get("codes") if isinstance(held, dict) else None
    if not isinstance(listed, list):
        raise WrongValue('it is not of the form {"codes": [...]}')
    found: dict[int, str] = {}
    for each in listed[: 10 * TOGETHER]:
        number, code = (each.get("number"), each.get("code")) if isinstance(each, dict) else (None, None)
        if isinstance(number, Numeral) and number.isdecimal() and len(number) < 4 and isinstance(code, str):
            # The first answer for a sentence counts.
            found.setdefault(int(number), code if code in sheet.names else "")
    return found


def _schema(sheet: Sheet) -> Schema:
    code = {"type": "string", "enum": list(sheet.names)}
    one = {
        "type": "object", "properties": {**_SCHEMA_OF_ONE, "code": code}, "required": ["number", "code"],
        "additionalProperties": False,
    }  # fmt: skip
    return {
        "type": "object", "properties": {"codes": {"type": "array", "items": one}}, "required": ["codes"],
        "additionalProperties": False,
    }  # fmt: skip


# --- figures -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A share over sentences: for each, 1 if it counts, 0 if not, or the share of several tries."""

    probe: str
    share_of: str
    meaning: str
    counts: tuple[float, ...]


def check(
    ask: Asks,
    *,
    on: Moment,
    given: Sequence[Probe] = (),
    told: Callable[[int, int], None] | None = None,
) -> Statement:
    """How far a model follows the codebook: what it gets right, and what changes when only the codebook's form does.

    Args:
        ask: what answers a question.
        on: the day, for the statement.
        given: the sentences; those that are shipped if left out.
        told: hears how many sheets are done, and of how many.
    """
    tried = tuple(given) or probes()
    terms = vocabulary()["acts"]
    rng = random.Random(SEED)
    sheets = (plain(terms), *(shuffled(terms, rng) for _ in range(ORDERS)), generic(terms), swapped(terms, rng))
    answers: list[Answers] = []
    for number, sheet in enumerate(sheets, 1):
        answers.append(put(sheet, tried, ask))
        if told:
            told(number, len(sheets))
    figures = tuple(_figures(tried, sheets, answers))
    missing = sum(not code for each in answers for code in each.values())
    cautions = [
        *_judgement(figures),
        f"{len(terms)} codes: choosing blindly is right in {100 / len(terms):.0f} of 100.",
    ]
    if missing:
        cautions.append(
            f"{missing} of {len(answers) * len(tried)} answers gave no code of the list; they count as wrong."
        )
    return _statement(f"How far the model '{ask.name}' follows the codebook", figures, on, cautions)


def _figures(tried: Sequence[Probe], sheets: Sequence[Sheet], answers: Sequence[Answers]) -> Iterator[_Figure]:
    """The shares of every sheet."""
    meant = [{each.id: sheet.names.get(found[each.id], "") for each in tried}
             for sheet, found in zip(sheets, answers, strict=True)]  # fmt: skip
    first, orders, nameless, swap = meant[0], meant[1:-2], meant[-2], meant[-1]

    def share(probe: str, share_of: str, meaning: str, counts: Callable[[Probe], float]) -> _Figure:
        return _Figure(probe=probe, share_of=share_of, meaning=meaning, counts=tuple(counts(each) for each in tried))

    def same(found: Answers, each: Probe) -> bool:
        return bool(found[each.id]) and found[each.id] == first[each.id]

    yield share("codebook as it is", "right", "the act that it should be", lambda each: first[each.id] == each.act)
    another = "codes in another order"
    yield share(another, "right", f"mean of {len(orders)} orders",
                lambda each: sum(found[each.id] == each.act for found in orders) / len(orders))  # fmt: skip
    yield share(another, "same answer", "as with the codebook as it is",
                lambda each: sum(same(found, each) for found in orders) / len(orders))  # fmt: skip
    without = "codes called A1, A2 …"
    yield share(without, "right", "by the definition alone", lambda each: nameless[each.id] == each.act)
    yield share(without, "same answer", "as with the codebook as it is", lambda each: same(nameless, each))
    moved = "definitions swapped"
    yield share(moved, "follows definition", "the name under which the right definition now stands",
                lambda each: swap[each.id] == each.act)  # fmt: skip
    yield share(moved, "follows name", "the right name, under which another definition now stands",
                lambda each: answers[-1][each.id] == each.act)  # fmt: skip


def _judgement(figures: Sequence[_Figure]) -> Iterator[str]:
    """What the shares say of the model, in a sentence each."""
    share = {(each.probe, each.share_of): _mean(each.counts) for each in figures}
    by_definition = share["definitions swapped", "follows definition"]
    by_name = share["definitions swapped", "follows name"]
    if by_name > by_definition:
        yield "It goes by the names of codes more than by their definitions: what we define otherwise it gets wrong."
    if share["codes in another order", "same answer"] < 0.9:
        yield "Its answers hang on the order of the list."
    if share["codebook as it is", "right"] - share["codes called A1, A2 …", "right"] > 0.15:
        yield "Without telling names it does much worse: the definitions alone do not carry it."


def offline(*, on: Moment, tier: int = 0, given: Sequence[Probe] = ()) -> Statement:
    """How often the offline reader is right about the probes; it has no codebook that could be changed.

    Args:
        on: the day, for the statement.
        tier: of its classifier.
        given: the sentences; those that are shipped if left out.
    """
    tried = tuple(given) or probes()
    terms = vocabulary()["acts"]
    classifier = Classifier.load(tier)
    judged = {each.id: classifier.judge(each.text, each.by, each.toward) for each in tried}
    types = {each.id: _types(terms[each.act]) for each in tried}
    right = [float(judged[each.id].type in types[each.id]) for each in tried]
    quads = [float(QUADS[judged[each.id].type or NONE] in map(QUADS.get, types[each.id])) for each in tried]
    silent = [float(not judged[each.id].type) for each in tried]
    figures = [
        _Figure(probe="sentences", share_of=what, meaning=meaning, counts=tuple(counts))
        for what, meaning, counts in (
            ("right", "the PLOVER type of the act", right),
            ("right class", "verbal or material, cooperation or conflict", quads),
            ("abstains", "not sure enough; counted as not right", silent),
        )
    ]
    told = "It has no codebook to follow: it learned from sentences, so there are no names to shuffle or to swap."
    return _statement(f"How often the offline reader, tier {tier}, is right", figures, on, [told])


def _types(term: Term) -> tuple[str, ...]:
    """The types of the classifier that an act may be of."""
    return _DIVIDED.get(term.plover, (term.plover,))


def _statement(title: str, figures: Sequence[_Figure], on: Moment, cautions: Sequence[str]) -> Statement:
    count = len(figures[0].counts)
    about = f"{count} sentences of our own about invented states, so the intervals are wide."
    alike = any(len(set(each.counts)) == 1 for each in figures)
    off = f"the truth may still lie {300 / count:.0f} points off"  # the rule of three
    width = f"Where all sentences come out alike the interval has no width; {off}."
    return Statement(
        title=title,
        on=on,
        known=on,
        columns=columns("probe", "share_of", "share", "low", "high", "*sentences", "*meaning"),
        rows=tuple(
            Row((each.probe, each.share_of, *map(_digits, (_mean(each.counts), *interval(each.counts))), count,
                 each.meaning), ())
            for each in figures
        ),
        cautions=(*cautions, about, *([width] if alike else [])),
    )  # fmt: skip


def interval(counts: Sequence[float], *, seed: int = SEED) -> tuple[float, float]:
    """The percentile bootstrap interval, 95 percent, of a mean.

    >>> interval([1.0, 1.0, 1.0])
    (1.0, 1.0)
    """
    rng = random.Random(seed)
    means = sorted(_mean(rng.choices(counts, k=len(counts))) for _ in range(RESAMPLES))
    return means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


def _mean(counts: Sequence[float]) -> float:
    return sum(counts) / len(counts)


def _digits(share: float) -> Decimal:
    return Decimal(f"{share:.2f}")
