"""Every question there is, with what it takes: pages, their twins and their forms are made from this list.

Option    one thing that a question can be narrowed by, found from the function's own signature
Question  a function that answers with a Statement, by the name that every door gives it
Asked     a question with its arguments, as typed values and as the text of a permalink

A new question is one more line of `QUESTIONS`. A parameter's name says what it is, everywhere in this program:
`party` a party, `since` a day, `window` a number of days; `KINDS` holds those names.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args, get_type_hints

from talleyrand.books import (
    answers,
    bibliography,
    calendar,
    channels,
    commitments,
    concessions,
    consistency,
    interpretations,
    lives,
    measures,
    people,
    questions,
    timeline,
)
from talleyrand.books import brief as briefs
from talleyrand.books.scope import issues
from talleyrand.books.statement import Statement
from talleyrand.errors import NotFound, WrongValue, nearest
from talleyrand.record.dates import Moment, moment
from talleyrand.record.entries import Agreement, Party
from talleyrand.record.fates import Fate, chapter
from talleyrand.record.record import Record

PAIR = ("by", "toward")
LONGEST = 200  # characters of an argument


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that a question can be narrowed by.

    Attributes:
        name: of the parameter, and in a permalink.
        label: as a form calls it.
        kind: party, agreement, issue, series, summed series, day, number, flag, word or choice.
        choices: the words it may be, where they are few and fixed.
        low: least value of a number.
        high: greatest value of a number.
        default: value if left out; None if the question is then not narrowed, or has a usual value of its own.
        required: true if the function cannot do without.
        column: the column whose cells it picks, so that a page can offer the values that there are.
    """

    name: str
    label: str
    kind: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    default: int | bool | None = None
    required: bool = False
    column: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: the function that answers it, its name, its title, and the questions it stands beside.

    Attributes:
        name: as in the shell and in addresses.
        title: as a page calls it.
        group: name of the question under which it is listed; its own for the first of a group.
        ask: takes the record, then what `options` say, with `on` and `known`.
    """

    name: str
    title: str
    group: str
    ask: Callable[..., Statement]

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What the function takes beside the record and the two clocks."""
        parameters = inspect.signature(self.ask).parameters
        hints = get_type_hints(self.ask, include_extras=True)
        return tuple(
            [_option(each, hints[name]) for name, each in parameters.items() if name not in ("record", "on", "known")]
        )  # fmt: skip

    @property
    def meaning(self) -> str:
        """What it answers, in one sentence: the first line of the function's own description."""
        return (inspect.getdoc(self.ask) or "").partition("\n")[0]

    def option(self, name: str) -> Option | None:
        """The option of that name, or None if the question takes none."""
        return next((each for each in self.options if each.name == name), None)


_LABELS = {
    "by": "Party", "toward": "Other party", "party": "Party", "owed_by": "Owed by", "agreement": "Agreement",
    "issue": "Issue", "series": "Series", "before": "Compared with", "since": "From", "status": "Status",
    "fate": "Fate", "window": "Days to answer", "draws": "Random timings", "seed": "Seed", "days": "Days ahead",
    "limit": "Only the latest", "full": "Every sentence", "post": "Post", "kind": "Kind", "publisher": "Publisher",
}  # fmt: skip
_KINDS = {
    "by": "party", "toward": "party", "party": "party", "owed_by": "party", "agreement": "agreement",
    "issue": "issue", "series": "series", "before": "day", "since": "day", "status": "choice", "fate": "choice",
    "window": "number", "draws": "number", "seed": "number", "days": "number", "limit": "number", "full": "flag",
}  # fmt: skip
_CHOICES = {"status": get_args(Fate), "fate": answers.FATES}
_BOUNDS = {"window": (1, 3650), "draws": (100, 10_000), "seed": (0, 10**9), "days": (1, 36_500), "limit": (1, 10**6)}
_COLUMNS = {"owed_by": "obligor"}
_PICKING = ("party", "agreement", "choice", "series")  # kinds whose words stand in a column of the answer


def _option(parameter: inspect.Parameter, hint: Any) -> Option:
    name = parameter.name
    kind = "summed series" if hint == measures.SummedSeries else _KINDS.get(name, "word")
    low, high = _BOUNDS.get(name, (0, 0))
    required = parameter.default is inspect.Parameter.empty
    return Option(
        name=name, label=_LABELS.get(name, name.replace("_", " ").capitalize()), kind=kind,
        choices=_CHOICES.get(name, ()), low=low, high=high, default=None if required else parameter.default,
        required=required, column=_COLUMNS.get(name, name) if kind in _PICKING else "",
    )  # fmt: skip


def _listed(group: str, *members: tuple[str, str, Callable[..., Statement]]) -> tuple[Question, ...]:
    return tuple([Question(name=name, title=title, group=group, ask=ask) for name, title, ask in members])


QUESTIONS: tuple[Question, ...] = (
    *_listed("brief", ("brief", "Brief", briefs.brief)),
    *_listed("timeline", ("timeline", "Timeline", timeline.timeline)),
    *_listed(
        "measures",
        ("measures", "Measures in force", measures.measures),
        ("spells", "How long each level held", measures.spells),
        ("lives", "How each measure ran", lives.lives),
        ("diff", "Difference between two days", measures.difference),
        ("across", "What an agreement changed", measures.across),
    ),
    *_listed("commitments", ("commitments", "Commitments", commitments.commitments)),
    *_listed("concessions", ("concessions", "Concessions", concessions.concessions)),
    *_listed("interpretations", ("interpretations", "Readings side by side", interpretations.interpretations)),
    *_listed(
        "channels",
        ("channels", "Channels", channels.channels),
        ("meetings", "Meetings", channels.meetings),
        ("cuts", "Channels cut", channels.cuts),
        ("by-year", "Year by year", channels.by_year),
    ),
    *_listed(
        "people",
        ("people", "People in posts", people.people),
        ("posts", "Every holder of a post", people.posts),
    ),
    *_listed("calendar", ("calendar", "Calendar", calendar.calendar)),
    *_listed(
        "questions",
        ("questions", "Questions", questions.questions),
        ("odds", "Every probability given", questions.odds),
    ),
    *_listed(
        "consistency",
        ("consistency", "Consistency of measures", consistency.consistency),
        ("reversals", "Reversals", consistency.reversals),
        ("aims", "Declared aims", consistency.aims),
    ),
    *_listed("bibliography", ("bibliography", "Sources", bibliography.bibliography)),
)


def question(name: str) -> Question:
    """The question of that name.

    Raises:
        NotFound: if there is none; the message offers the nearest.
    """
    found = next((each for each in QUESTIONS if each.name == name), None)
    if found is None:
        raise NotFound(f"'{name}' is no question{nearest(name, [each.name for each in QUESTIONS])}")
    return found


# --- asking --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its arguments.

    Attributes:
        question: what is asked.
        on: the day asked about.
        known: the day of knowledge.
        values: arguments by name, typed.
        given: the arguments that were given and are not the usual ones, as text, in the order of the options.
    """

    question: Question
    on: Moment
    known: Moment
    values: tuple[tuple[str, Any], ...]
    given: tuple[tuple[str, str], ...]

    def answer(self, record: Record) -> Statement:
        """What the question's function says of a record."""
        return self.question.ask(record, **dict(self.values), on=self.on, known=self.known)

    def value(self, name: str) -> Any:
        """The typed argument of that name, or None."""
        return dict(self.values).get(name)


def asked(question: Question, record: Record, given: Mapping[str, str], *, on: Moment, known: Moment) -> Asked:
    """A question with arguments given as text; what is left out takes its usual value.

    Raises:
        NotFound: if a party, agreement, issue, series or word is not there; the message offers the nearest.
        WrongValue: if a day or number is not of its form.
    """
    values: dict[str, Any] = {}
    told: list[tuple[str, str]] = []
    for option in question.options:
        text = given.get(option.name, "").strip()
        if len(text) > LONGEST:
            raise WrongValue(f"{option.label}: at most {LONGEST} characters are expected")
        if text:
            values[option.name] = typed(option, record, text)
            told.append((option.name, text))
        elif option.required:
            values[option.name] = usual(option, record, on)
    if set(PAIR) <= set(values) and values["by"] == values["toward"]:
        raise WrongValue(f"'{values['by']}' is named twice: name two parties")
    return Asked(question=question, on=on, known=known, values=tuple(values.items()), given=tuple(told))


def typed(option: Option, record: Record, text: str) -> Any:
    """An argument's value from its text."""
    reader = _READERS.get(option.kind)
    if reader:
        return reader(option, record, text)
    return _one_of(text, option.choices, option.label.lower()) if option.choices else text


def usual(option: Option, record: Record, on: Moment) -> Any:
    """The value that an argument takes which a question cannot do without and nobody gave.

    Raises:
        NotFound: if the record holds nothing that it could be.
    """
    if option.name in PAIR:
        return principals(record)[PAIR.index(option.name)]
    if option.kind == "summed series" and series(record, option):
        return series(record, option)[0]
    if option.kind == "day":
        return Moment(on.day.replace(year=max(1, on.day.year - 1), day=min(on.day.day, 28)))
    if option.kind == "agreement" and (deals := agreements(record, on)):
        return deals[0].id
    if option.kind == "party" and (parties := record.of(Party)):
        return parties[0].id
    raise NotFound(f"the record holds nothing to ask about: it has no {option.label.lower()}")


def principals(record: Record) -> tuple[str, str]:
    """The two states with most measures between them; counted once for a record.

    Raises:
        NotFound: if no measure of the record lies between two states.
    """
    if principals not in record.memory:
        record.memory[principals] = measures.principals(record)
    return record.memory[principals]  # type: ignore[return-value]  # kept by the function's own name


def agreements(record: Record, on: Moment) -> tuple[Agreement, ...]:
    """The agreements of a record, those made by a day first and among them the latest first."""

    def order(deal: Agreement) -> tuple[bool, int]:
        first = deal.steps[0].on.first
        return chapter(deal, on) is None, -first.toordinal()

    return tuple(sorted(record.of(Agreement), key=order))


def series(record: Record, option: Option) -> tuple[str, ...]:
    """The codes of the series that a question may be asked about: all of them, or those whose levels add up."""
    return summed(record) if option.kind == "summed series" else tuple(record.vocabulary["series"])


def summed(record: Record) -> tuple[str, ...]:
    """The codes of the series whose levels add up."""
    return tuple([term.code for term in record.vocabulary["series"].values() if term.summed])


def _one_of(word: str, words: tuple[str, ...], what: str) -> str:
    if word not in words:
        raise NotFound(f"'{word}' is no {what}{nearest(word, words)}")
    return word


def _day(option: Option, text: str) -> Moment:
    try:
        return moment(text)
    except WrongValue as fault:
        raise WrongValue(f"{option.label}: {fault}") from None


def _whole(option: Option, text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 12 or not option.low <= int(text) <= option.high:
        raise WrongValue(f"{option.label}: '{text}' is no whole number from {option.low} to {option.high}")
    return int(text)


_READERS: dict[str, Callable[[Option, Record, str], Any]] = {
    "party": lambda _, record, text: record.party(text).id,
    "agreement": lambda _, record, text: record.find(text, Agreement).id,
    "series": lambda option, record, text: _one_of(text, series(record, option), "series"),
    "summed series": lambda option, record, text: _one_of(
        text, series(record, option), "series whose levels are summed"
    ),
    "issue": lambda _, record, text: _one_of(text, tuple(issues(record)), "issue of the record"),
    "day": lambda option, _, text: _day(option, text),
    "number": lambda option, _, text: _whole(option, text),
    "flag": lambda _, __, text: text not in ("no", "0", "false"),
}
