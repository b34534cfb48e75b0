"""The timeline as lanes: a band for each issue, in it a lane for each side, marks by sort, answers joined by curves.

Moves that would lie on one another are gathered into one mark with their number (gathering.py), so that the drawing
grows with its width and not with the record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from talleyrand.books.statement import Statement
from talleyrand.books.words import day_text
from talleyrand.presentation.charts.axes import Days, grid, rule
from talleyrand.presentation.charts.drawing import (
    NARROW_BELOW,
    TEXT,
    WIDE,
    Chart,
    Href,
    box,
    breadth,
    chart,
    cut,
    element,
    figure,
    label,
    line,
    linked,
    notes,
    nothing,
)
from talleyrand.presentation.charts.gathering import Found, Gathered, Place, Slots, found, slots_of
from talleyrand.presentation.charts.shapes import key, mark
from talleyrand.presentation.charts.sides import Sides
from talleyrand.record.dates import When, shifted

TOGETHER, OTHERS = "both", "other"
SORTS = {
    "tightening": ("triangle", "sort-tightening", "tightening"),
    "easing": ("triangle-down", "sort-easing", "easing"),
    "tightening renewed": ("triangle", "sort-tightening hollow", "tightening renewed"),
    "easing renewed": ("triangle-down", "sort-easing hollow", "easing renewed"),
    "threat withdrawn": ("dash", "sort-easing", "threat withdrawn"),
    "act": ("circle", "plain", "act"),
    "measure": ("square", "plain", "step of a measure"),
    "agreement": ("diamond", "plain", "agreement"),
    "commitment": ("diamond", "plain hollow", "promise"),
    "reading": ("plus", "plain", "reading"),
    "meeting": ("circle", "plain hollow", "meeting"),
    "channel": ("bar", "plain", "channel"),
}
_WEIGHTS = {"tightening": 1, "easing": -1}
_TIGHTER, _EASIER = ("triangle", "sort-tightening", -6.0), ("triangle-down", "sort-easing", 6.0)
_LANE = 21
_MOST_BANDS = 16
Within = Callable[[date, date], str]


def lanes(  # noqa: PLR0913 - what is drawn, where it leads, and how sides and sorts are told
    timeline: Statement,
    *,
    href: Href,
    sides: tuple[str, str],
    state_of: Callable[[str], str] = str,
    senses: Mapping[str, Mapping[date, str]] | None = None,
    since: date | None = None,
    within: Within | None = None,
    width: float = WIDE,
) -> Chart:
    """Every move of a window in the lane of its side, issue by issue, joined to what it was declared to answer.

    Args:
        timeline: what `timeline` returns.
        sides: the two parties, the upper lane's first.
        state_of: the state that a party belongs to, so that an agency's move stands in its state's lane.
        senses: by entry and day, whether a move eases or tightens (books.moves); without it, kinds are told.
        since: the first day drawn; that of the first move if left out.
        within: the address of the same chart for a window, to which gathered marks lead.
    """
    first, on = since or _first(timeline), timeline.on.day
    slots = slots_of(Days(first, max(on, shifted(first, 1)), 48 if width < NARROW_BELOW else 172, width - 8))
    all_found = found(timeline, slots, _lane_of(sides, state_of), senses or {})
    if not all_found.places:
        return nothing("lanes", timeline, width)
    bands = _bands(all_found.places, (sides[0], TOGETHER, sides[1], OTHERS))
    tops, bottom = _tops(bands, width < NARROW_BELOW)
    drawn = [*grid(slots.days, 36, bottom, twice=True), *rule(slots.days, on, 18, bottom)]
    for (band, lane), top in tops.items():
        drawn += _lane(band, lane, top, bands[band][0] == lane, slots.days, Sides(sides), width)
    drawn += _curves(all_found, slots, tops)
    for place, gathered in all_found.places.items():
        if (place.band, place.lane) in tops:
            x, y = _at(place, gathered, slots), tops[place.band, place.lane] + _LANE / 2
            span = slots.span(place.slot)
            drawn.append(_one(gathered, x, y, href) if gathered.only else _several(gathered, x, y, span, within))
    told, height = key(_shapes(all_found.places.values()), 0, bottom + 34, width)
    cautions = [f"The {all_found.left_out} earliest answers are joined to nothing."] if all_found.left_out else []
    remarks, more = notes(cautions, bottom + 34 + height, width)
    table = replace(timeline, cautions=(*timeline.cautions, *cautions))
    size = width, bottom + 26 + height + more
    return chart("lanes", _summary(all_found.places, first, on), [*drawn, *told, *remarks], size, table)


def _shapes(places: Iterable[Gathered]) -> list[tuple[str, str, str]]:
    """The shapes that the key names."""
    every = list(places)
    sorts = {sort for gathered in every for sort in gathered.count}
    several = [("pill", "gathered", "several, ▲ more tightenings, ▼ more easings")]
    shapes = [shape for sort, shape in SORTS.items() if sort in sorts]
    return shapes + (several if any(gathered.number > 1 for gathered in every) else [])


def _first(timeline: Statement) -> date:
    """The first day worth drawing: the earliest stated to the day, month or year, not one open to the past."""
    place = [column.name for column in timeline.columns].index("day")
    days = (day.first for row in timeline.rows if isinstance(day := row.cells[place], When) and day.first > date.min)
    return next(days, timeline.on.day)


def _lane_of(sides: tuple[str, str], state_of: Callable[[str], str]) -> Callable[[str], str]:
    def lane(by: str) -> str:
        if ", " in by:
            return TOGETHER if set(map(state_of, by.split(", "))) >= set(sides) else OTHERS
        state = state_of(by)
        return state if state in sides else OTHERS

    return lane


def _bands(found: Iterable[Place], order: tuple[str, ...]) -> dict[str, list[str]]:
    """The issues that have moves, in order of name, and the lanes that each needs."""
    lanes_of: dict[str, set[str]] = defaultdict(set)
    for place in found:
        lanes_of[place.band].add(place.lane)
    return {band: [lane for lane in order if lane in lanes_of[band]] for band in sorted(lanes_of)[:_MOST_BANDS]}


def _tops(bands: Mapping[str, list[str]], narrow: bool) -> tuple[dict[tuple[str, str], float], float]:
    """Where each lane begins, and where the last one ends."""
    tops, y = {}, 40.0
    for band, own in bands.items():
        y += TEXT + 8 if narrow else 0
        for lane in own:
            tops[band, lane] = y
            y += _LANE
        y += 8
    return tops, y


def _lane(band: str, lane: str, top: float, leads: bool, days: Days, both: Sides, width: float) -> Iterator[str]:
    """The ground of a lane and its side's name; the first lane of an issue bears the issue's name."""
    kind = both.kind(lane) if lane not in (TOGETHER, OTHERS) else "side-both"
    narrow = width < NARROW_BELOW
    yield box(days.left, top + 1, days.right - days.left, _LANE - 2, f"lane {kind}")
    if leads:
        yield line(0, top - (TEXT + 12 if narrow else 4), width, top - (TEXT + 12 if narrow else 4), "row-line")
        room = days.left - 58 if not narrow else 200.0
        name = cut(band.replace("-", " ").capitalize(), room)
        yield label(0, top - TEXT / 2 - 3 if narrow else top + _LANE / 2, name, kind="band")
    yield label(days.left - 6, top + _LANE / 2, cut(lane, 46), "end", f"name {kind}")


def _at(place: Place, gathered: Gathered, slots: Slots) -> float:
    """Where a place's mark is: on its day if it is alone, else in the middle of what it gathers."""
    start = slots.days.left + place.slot * slots.broad
    day = gathered.only.cells[0] if gathered.only else None
    if not isinstance(day, When):
        return start + slots.broad / 2
    return min(max(slots.days.at(day.first), start + 6), start + slots.broad - 6)


def _one(gathered: Gathered, x: float, y: float, href: Href) -> str:
    """The mark of a single move, which leads to its entry."""
    [sort] = gathered.count
    shape, kind, name = SORTS.get(sort, ("circle", "plain", sort))
    drawn = mark(shape, x, y, 4.5, kind)
    if gathered.only is None:
        return drawn
    day, by, _, _, step, what, *_ = gathered.only.cells
    return linked(href(gathered.only.entries[0]), f"{day}, {by}, {name}: {step}, {what}", drawn)


def _several(gathered: Gathered, x: float, y: float, span: tuple[date, date], within: Within | None) -> str:
    """The mark of several moves: their shape and number if they are of one sort, else their number alone."""
    number = gathered.number
    order = sorted(gathered.count.items(), key=lambda each: -each[1])
    sorts = ", ".join(f"{count} {SORTS[sort][2] if sort in SORTS else sort}" for sort, count in order)
    told = f"{number} moves, {day_text(span[0])} to {day_text(span[1])}: {sorts}"
    address = within(*span) if within else None
    if len(order) == 1 and number < 10:
        shape, kind, _ = SORTS.get(order[0][0], ("circle", "plain", ""))
        return linked(address, told, mark(shape, x - 4.5, y, 4, kind), label(x + 1, y, number, kind="number"))
    text = str(number) if number < 1000 else f"{number // 1000}k"
    half = max(breadth(text) + 5, 16) / 2
    tighter = sum(count * _WEIGHTS.get(sort, 0) for sort, count in order)
    lean = _TIGHTER if tighter > 0 else _EASIER
    leaning = mark(lean[0], x + half - 1, y + lean[2], 3.5, lean[1]) if tighter else ""
    pill = element("rect", x=x - half, y=y - 8, width=2 * half, height=16, rx=8, kind="gathered")
    return linked(address, told, pill, label(x, y, text, "middle", "number"), leaning)


def _curves(every: Found, slots: Slots, tops: Mapping[tuple[str, str], float]) -> Iterator[str]:
    """A thin curve from what was answered to each answer."""
    for pair in every.joined:
        ends = [(_at(place, every.places[place], slots), tops[place.band, place.lane] + _LANE / 2)
                for place in pair if (place.band, place.lane) in tops]  # fmt: skip
        if len(ends) == 2:
            yield _curve(*ends)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    bend = max(abs(x2 - x1) / 2, 14)
    points = f"{figure(x1 + bend)} {figure(y1)} {figure(x2 - bend)} {figure(y2)} {figure(x2)} {figure(y2)}"
    return element("path", d=f"M{figure(x1)} {figure(y1)}C{points}", kind="answer")


def _summary(places: Mapping[Place, Gathered], first: date, on: date) -> str:
    sides: Counter[str] = Counter()
    for place, gathered in places.items():
        sides[place.lane] += gathered.number
    told = ", ".join(f"{number} by {lane}" for lane, number in sides.most_common())
    number = f"{sides.total()} move{'' if sides.total() == 1 else 's'}"
    span = f"{day_text(first)} to {day_text(on)}"
    return f"{number} from {span}: {told}; curves join answers to what they answer."
