"""Which charts stand on which page, and how the timeline's is zoomed.

Drawn  a chart at two widths, with the way to its table
Zoom   what widens, narrows or moves the window of a chart, by address and key
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from talleyrand.books import channels, measures, moves, people, questions
from talleyrand.books import lives as ran
from talleyrand.books.calendar import calendar
from talleyrand.books.statement import Statement
from talleyrand.presentation import catalogue
from talleyrand.presentation.catalogue import Asked
from talleyrand.presentation.charts.against_chance import against_chance
from talleyrand.presentation.charts.ages import ages
from talleyrand.presentation.charts.coming import coming
from talleyrand.presentation.charts.drawing import NARROW, WIDE, Chart
from talleyrand.presentation.charts.frequency import frequency
from talleyrand.presentation.charts.given import given
from talleyrand.presentation.charts.lanes import lanes
from talleyrand.presentation.charts.levels import levels
from talleyrand.presentation.charts.lives import lives
from talleyrand.presentation.charts.odds import odds
from talleyrand.presentation.charts.posts import posts
from talleyrand.record.dates import shifted
from talleyrand.web.addresses import entry_path
from talleyrand.web.shelf import UNIT
from talleyrand.web.visits import Visit

HALF = 560  # pixels of a chart on the first page, which stands beside the brief and grows with its column
FIRST_DUE = 16  # dates in the calendar of the first page
BROAD = 1100  # pixels of the timeline, which scrolls where there is less room
WINDOWS = ((31, "1 month"), (92, "3 months"), (365, "1 year"), (1096, "3 years"), (3653, "10 years"))
USUAL_WINDOW = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoom:
    """What widens, narrows or moves the window of a chart: its name, its address, its key, and whether it holds now."""

    name: str
    href: str
    key: str = ""
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A chart at two widths.

    Attributes:
        wide: for a page.
        narrow: for a telephone.
        own: true if its table is the page's own; else the table stands beside it.
        zooms: what changes its window.
    """

    wide: Chart
    narrow: Chart
    own: bool = False
    zooms: tuple[Zoom, ...] = ()


def both(
    draw: Callable[[float], Chart], *, own: bool = False, wide: float = WIDE, zooms: tuple[Zoom, ...] = ()
) -> Drawn:
    """A chart drawn at two widths."""
    return Drawn(wide=draw(wide), narrow=draw(NARROW), own=own, zooms=zooms)


def charts(visit: Visit, asked: Asked, statement: Statement) -> tuple[Drawn, ...]:
    """The charts of a question's page; none where nothing would be drawn."""
    draw = VIEWS.get(asked.question.name)
    if draw is None or not statement.rows:
        return ()
    # How the table is turned changes no chart but for the links of the timeline's window, which keep it.
    shown = str(visit.address.without("page")) if asked.question.name == "timeline" else ""
    key = ("charts", asked.question.name, asked.values, visit.on, visit.known, visit.today, shown)
    return visit.kept(key, lambda: tuple(draw(visit, asked, statement)), weight)


def weight(drawn: tuple[Drawn, ...]) -> int:
    """What charts weigh in memory: their drawings; most of their tables are kept in any case."""
    return sum(len(each.wide.svg) + len(each.narrow.svg) for each in drawn) // UNIT + 1


def opening(visit: Visit, by: str, toward: str) -> tuple[Drawn, ...]:
    """The charts that the first page opens with: the level of each series that is summed, and what falls due."""
    key = ("opening", by, toward, visit.on, visit.known)
    return visit.kept(key, lambda: _opening(visit, by, toward), weight)


def _opening(visit: Visit, by: str, toward: str) -> tuple[Drawn, ...]:
    due = visit.once(
        ("calendar", 200), lambda: calendar(visit.edition.record, on=visit.on, known=visit.known, days=200)
    )
    draw = partial(coming, due, href=entry_path, days=200, most=FIRST_DUE)
    ahead = [both(lambda width: draw(width=width), wide=HALF)] if due.rows else []
    return (*_series(visit, by, toward, HALF), *ahead)


def _series(visit: Visit, by: str, toward: str, wide: float = WIDE) -> Iterator[Drawn]:
    """How the level of each series moved, for the two parties."""
    record = visit.edition.record
    for code in catalogue.summed(record):
        key = ("question", "spells", (("by", by), ("toward", toward), ("series", code)))
        told = visit.once(key, partial(measures.spells, record, by, toward, code, on=visit.on, known=visit.known))
        if told.rows:
            yield both(partial(_levels, told, (by, toward)), wide=wide)


def _levels(told: Statement, sides: tuple[str, str], width: float) -> Chart:
    return levels(told, href=entry_path, width=width, sides=sides)


def _pair(visit: Visit) -> tuple[str, str]:
    return visit.edition.once(("principals",), lambda: measures.principals(visit.edition.record))


def _of_measures(visit: Visit, asked: Asked, _: Statement) -> Iterator[Drawn]:
    yield from _series(visit, asked.value("by"), asked.value("toward"))


def _of_spells(_: Visit, asked: Asked, told: Statement) -> Iterator[Drawn]:
    sides = (asked.value("by"), asked.value("toward"))
    yield both(partial(_levels, told, sides), own=True)


def _of_lives(_: Visit, asked: Asked, told: Statement) -> Iterator[Drawn]:
    sides = (asked.value("by"), asked.value("toward"))
    yield both(lambda width: lives(told, href=entry_path, width=width, sides=sides), own=True)


def life(visit: Visit, measure: str) -> tuple[Drawn, ...]:
    """The chart that a measure's own page shows: its life, if that had more than one chapter."""
    days = {"on": visit.on, "known": visit.known}
    told = visit.once(("life", measure), lambda: ran.life(visit.edition.record, measure, **days))
    if len(told.rows) < 2:
        return ()
    return (both(lambda width: lives(told, href=entry_path, width=width)),)


def _of_timeline(visit: Visit, asked: Asked, told: Statement) -> Iterator[Drawn]:
    record = visit.edition.record
    sides = _pair(visit)
    since = asked.value("since")
    start = since.day if since else shifted(visit.on.day, -USUAL_WINDOW)
    senses = moves.senses(record.as_known(visit.known), *map(record.state_of, sides))

    @cache  # many marks stand in one place along the chart
    def within(first: date, last: date) -> str:
        return str(visit.address.having(since=first.isoformat(), on=last.isoformat(), page=None))

    yield both(
        lambda width: lanes(told, href=entry_path, sides=sides, state_of=record.state_of, senses=senses,
                            since=start, within=within, width=width),
        own=True, wide=BROAD, zooms=tuple(_zooms(visit, start)),
    )  # fmt: skip


def _zooms(visit: Visit, start: date) -> Iterator[Zoom]:
    """Earlier, later, narrower and wider windows."""
    on = visit.on.day
    days = max(1, (on - start).days)

    def window(first: date, last: date) -> str:
        return str(
            visit.address.having(
                since=first.isoformat(), on=last.isoformat() if last < visit.today else None, page=None
            )
        )

    half = max(1, days // 2)
    yield Zoom(name="Earlier", href=window(shifted(start, -half), shifted(on, -half)), key="ArrowLeft")
    yield Zoom(name="Later", href=window(shifted(start, half), shifted(on, half)), key="ArrowRight")
    yield Zoom(name="Zoom in", href=window(shifted(on, -half), on), key="+")
    yield Zoom(name="Zoom out", href=window(shifted(on, -2 * days), on), key="-")
    for length, name in WINDOWS:
        yield Zoom(name=name, href=window(shifted(on, -length), on), now=abs(days - length) < 2)


def _of_commitments(visit: Visit, _: Asked, told: Statement) -> Iterator[Drawn]:
    sides = _pair(visit)
    yield both(lambda width: ages(told, href=entry_path, width=width, sides=sides), own=True)


def _of_concessions(_: Visit, asked: Asked, told: Statement) -> Iterator[Drawn]:
    sides = (asked.value("by"), asked.value("toward"))
    yield both(lambda width: given(told, href=entry_path, width=width, sides=sides), own=True)
    yield both(lambda width: against_chance(told, width=width, sides=sides))


def _asked_for(visit: Visit, asked: Asked, name: str, ask: Callable[..., Statement], *narrowing: str) -> Statement:
    """What another question of the book says, narrowed as the page's own is."""
    narrowed = {name: value for name, value in asked.values if name in narrowing}
    return visit.once(("question", name, tuple(narrowed.items())), lambda: ask(
        visit.edition.record, on=visit.on, known=visit.known, **narrowed))  # fmt: skip


def _of_channels(visit: Visit, asked: Asked, told: Statement) -> Iterator[Drawn]:
    own = asked.question.name == "by-year"
    counted = told if own else _asked_for(visit, asked, "by-year", channels.by_year, "party", "issue")
    if counted.rows:
        yield both(
            lambda width: frequency(counted, href=entry_path, width=width, of="channel" if own else "level"), own=own
        )


def _of_people(visit: Visit, asked: Asked, told: Statement) -> Iterator[Drawn]:
    own = asked.question.name == "posts"
    held = told if own else _asked_for(visit, asked, "posts", people.posts, "party", "post")
    if held.rows:
        yield both(lambda width: posts(held, href=entry_path, width=width, sides=_pair(visit)), own=own)


def _of_calendar(_: Visit, asked: Asked, told: Statement) -> Iterator[Drawn]:
    days = min(asked.value("days") or 365, 1096)
    yield both(lambda width: coming(told, href=entry_path, width=width, days=days), own=True)


def _of_questions(visit: Visit, asked: Asked, told: Statement) -> Iterator[Drawn]:
    own = asked.question.name == "odds"
    every = told if own else _asked_for(visit, asked, "odds", questions.odds, "issue")
    if every.rows:
        yield both(lambda width: odds(every, href=entry_path, width=width), own=own)


VIEWS: Mapping[str, Callable[[Visit, Asked, Statement], Iterator[Drawn]]] = {
    "measures": _of_measures, "spells": _of_spells, "lives": _of_lives, "timeline": _of_timeline,
    "commitments": _of_commitments, "concessions": _of_concessions, "channels": _of_channels,
    "meetings": _of_channels, "by-year": _of_channels, "people": _of_people, "posts": _of_people,
    "calendar": _of_calendar, "questions": _of_questions, "odds": _of_questions,
}  # fmt: skip
