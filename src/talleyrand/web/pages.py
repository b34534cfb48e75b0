"""The page of every question, and the first page, which has the day's brief.

A question of the catalogue has its page, form, facets and twins with no code of its own; `views` adds charts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from talleyrand.books.brief import brief
from talleyrand.books.measures import both_ways, principals
from talleyrand.books.scope import issues
from talleyrand.books.statement import Statement, Tally
from talleyrand.errors import NotFound, nearest
from talleyrand.presentation import briefings, catalogue
from talleyrand.presentation.catalogue import QUESTIONS, Asked, Option, Question
from talleyrand.record.dates import Moment, moment, shifted
from talleyrand.record.entries import Party
from talleyrand.record.lives import of_series
from talleyrand.web import readings, sheets, views
from talleyrand.web.addresses import CLOCKS, TURNING
from talleyrand.web.visits import Answer, Visit, html, twin

MOST_CHIPS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A field of a question's form: its option, its value as text, and what there is to choose from."""

    option: Option
    value: str
    offered: tuple[tuple[str, str], ...]
    usual: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One value to narrow a page to, how many rows that leaves, and whether it is chosen."""

    text: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one column to narrow a page to."""

    label: str
    chips: tuple[Chip, ...]


# --- a question ----------------------------------------------------------------------------------


def question(visit: Visit) -> Answer:
    """The page of a question of the catalogue."""
    name = visit.address.path.strip("/")
    one = next((each for each in QUESTIONS if each.name == name), None)
    if one is None:
        raise NotFound(f"there is no page '{name}'{nearest(name, [each.name for each in QUESTIONS])}")
    asked = _asked(visit, one)
    statement = _answer(visit, asked)
    if visit.form != "html":
        return twin(statement, visit, name)
    sheet = sheet_of(visit, statement, ("sheet", name, asked.values))
    special = _SPECIAL.get(name)
    return html(
        special or "question.html", visit.frame(f"/{one.group}"), question=one, statement=statement,
        controls=_controls(visit, asked),
        tabs=_tabs(visit, one), facets=_kept_facets(visit, asked, statement),
        charts=views.charts(visit, asked, statement), apart=_apart(visit, asked), totals=tallies(statement),
        sheet=sheet, record=visit.edition.record,
        shown=sheets.shown,
        subjects=_subjects(statement, sheet, visit) if special else (),
    )  # fmt: skip


_SPECIAL = {"interpretations": "interpretations.html"}


def _subjects(statement: Statement, sheet: sheets.Sheet, visit: Visit) -> tuple[readings.Subject, ...]:
    names = tuple([column.name for column in statement.columns])
    return readings.subjects(sheet, names, visit.edition.record.as_known(visit.known))


def _asked(visit: Visit, one: Question) -> Asked:
    return catalogue.asked(one, visit.edition.record, dict(visit.address.given), on=visit.on, known=visit.known)


def _answer(visit: Visit, asked: Asked) -> Statement:
    return visit.once(("question", asked.question.name, asked.values), lambda: asked.answer(visit.edition.record))


def sheet_of(visit: Visit, statement: Statement, key: tuple[Any, ...]) -> sheets.Sheet:
    """The part of a statement that a page shows."""
    return sheets.sheet(
        statement, visit.edition.record, visit.address,
        lambda part, work: visit.kept(
            (*key, visit.on, visit.known, part), work,
            lambda made: 1 + len(made) // 10,
        ),
    )  # fmt: skip


def _tabs(visit: Visit, one: Question) -> tuple[tuple[str, str, bool], ...]:
    """The questions that stand beside one, by title and address."""
    beside = [each for each in QUESTIONS if each.group == one.group]
    shared = {name for name, _ in visit.address.given} - {*TURNING, *CLOCKS}
    return tuple(
        [
            (
                each.title,
                str(visit.address.to(f"/{each.name}").having(
                    **{name: visit.address.value(name) for name in shared if each.option(name)})),
                each is one,
            )
            for each in beside
        ]
    ) if beside[1:] else ()  # fmt: skip


def _controls(visit: Visit, asked: Asked) -> tuple[Control, ...]:
    record = visit.edition.record
    made = []
    for option in asked.question.options:
        key = ("offered", option.kind, option.choices, visit.known)
        offered = visit.edition.once(key, partial(_offered, visit, option))
        value = asked.value(option.name)
        usual = str(value) if option.required and value is not None else ""
        given = visit.address.value(option.name)
        if given and option.kind == "party":
            given = record.party(given).id
        made.append(Control(option=option, value=given, offered=offered, usual=usual))
    return tuple(made)


def _offered(visit: Visit, option: Option) -> tuple[tuple[str, str], ...]:
    """What there is to choose from, each with its name."""
    record = visit.edition.record
    if option.kind == "party":
        return tuple([(each.id, each.name) for each in record.of(Party)])
    if option.kind == "agreement":
        return tuple([(each.id, each.title) for each in catalogue.agreements(record, visit.on)])
    if option.kind == "issue":
        return tuple([(each, each) for each in sorted(issues(record))])
    if option.kind in ("series", "summed series"):
        terms = record.vocabulary["series"]
        return tuple([(each, terms[each].label) for each in catalogue.series(record, option)])
    return tuple([(each, each) for each in option.choices])


def _kept_facets(visit: Visit, asked: Asked, statement: Statement) -> tuple[Facet, ...]:
    """The facets, counted once however the table is turned."""
    key = ("facets", str(visit.address.without(*TURNING)), visit.today)
    return visit.kept(key, lambda: tuple(_facets(visit, asked, statement)), lambda made: 20 * len(made) + 1)


def _facets(visit: Visit, asked: Asked, statement: Statement) -> Iterator[Facet]:
    """For each option that picks the cells of a column, the values that the other options leave, with their number."""
    names = [column.name for column in statement.columns]
    for option in asked.question.options:
        if not option.column or option.column not in names or option.name in catalogue.PAIR:
            continue
        chosen = asked.value(option.name)
        others = _answer(visit, _asked_without(visit, asked, option)) if chosen is not None else statement
        counts = Counter(cell for cell in others.column(option.column) if isinstance(cell, str))
        values = [value for value, _ in counts.most_common(MOST_CHIPS)]
        if chosen is not None and chosen not in values:
            values = [chosen, *values]
        if len(values) > 1 or chosen is not None:
            yield Facet(option.label, tuple([_chip(visit, option, each, chosen, counts, asked) for each in values]))


def _asked_without(visit: Visit, asked: Asked, option: Option) -> Asked:
    given = {name: text for name, text in visit.address.given if name != option.name}
    return catalogue.asked(asked.question, visit.edition.record, given, on=visit.on, known=visit.known)


def _chip(visit: Visit, option: Option, value: str, chosen: Any, counts: Counter[Any], asked: Asked) -> Chip:
    """One value; where the option leaves out more than other values of the column, its number is found by asking."""
    record = visit.edition.record
    is_chosen = value == chosen
    count = counts[value]
    if option.column != option.name:
        given = {**dict(visit.address.given), option.name: value}
        count = len(_answer(visit, catalogue.asked(asked.question, record, given, on=visit.on, known=visit.known)).rows)
    terms = record.vocabulary["series"] if option.kind == "series" else {}
    text = terms[value].label if value in terms else sheets.link(record, value).text if value in record else value
    href = str(visit.address.without(*TURNING).having(**{option.name: None if is_chosen else value}))
    return Chip(text, count, href, is_chosen)


def _apart(visit: Visit, asked: Asked) -> tuple[Chip, ...]:
    """Beside a series that is summed: the others that have measures between the two, each with its measures' lives."""
    if asked.question.name not in ("measures", "spells"):
        return ()
    then = visit.edition.record.as_known(visit.known)
    ways = both_ways(asked.value("by"), asked.value("toward"))
    pair = {name: visit.address.value(name) or None for name in catalogue.PAIR}
    chips = []
    for term in then.vocabulary["series"].values():
        count = sum(len(of_series(then, *way, term.code)) for way in ways)
        if count and not term.summed:
            way = str(visit.address.to("/lives").having(**pair, series=term.code))
            chips.append(Chip(term.label, count, way, chosen=False))
    return tuple(chips)


def tallies(statement: Statement) -> tuple[tuple[Tally, ...], ...]:
    """Totals of one shape together, each group a small table."""
    groups = groupby(statement.totals, key=lambda total: tuple([name for name, _ in total.values]))
    return tuple([tuple(members) for _, members in groups])


# --- today ---------------------------------------------------------------------------------------


def today(visit: Visit) -> Answer:
    """The brief of a day: what changed since another day first, every sentence with its sources."""
    record = visit.edition.record
    by, toward = visit.edition.once(("principals",), lambda: principals(record))
    given = visit.address.value("since")
    since = moment(given) if given else None
    told = visit.once(("brief", by, toward, since, False),
                      lambda: brief(record, by, toward, on=visit.on, known=visit.known, since=since))  # fmt: skip
    said, notes = briefings.paragraphs(told, record)
    sections = [(name, tuple(members)) for name, members in groupby(said, key=lambda each: each.section)]
    return html(
        "today.html", visit.frame("/"), statement=told, sections=sections, notes=notes, since=given,
        from_day=since or _earlier(visit.on), charts=views.opening(visit, by, toward),
        links={name: _section_link(visit, name) for name, _ in sections},
        every=str(visit.address.to("/brief").having(since=given or None, full="yes")),
        cited=[sheets.link(record, source) for source in _sources(told)], record=record, link=sheets.link,
        shown=sheets.shown,
    )  # fmt: skip


def _earlier(on: Moment) -> Moment:
    from talleyrand.books.brief import LOOK_BACK

    return Moment(shifted(on.day, -LOOK_BACK))


def _sources(told: Statement) -> tuple[str, ...]:
    """The sources of a brief in the order of their notes."""
    found: dict[str, None] = {}
    for cells in told.column("sources"):
        if isinstance(cells, tuple):
            found.update(dict.fromkeys(cells[: briefings.MOST_NOTES]))
    return tuple(found)


_SECTIONS = {
    "What changed": "/timeline", "In force": "/measures", "Owed": "/commitments", "Given and answered": "/concessions",
    "Read differently": "/interpretations", "Who speaks to whom": "/channels", "What comes next": "/calendar",
    "Open questions": "/questions",
}  # fmt: skip


def _section_link(visit: Visit, section: str) -> str:
    return str(visit.address.to(_SECTIONS.get(section, "/")))
