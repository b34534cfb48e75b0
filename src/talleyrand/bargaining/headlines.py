"""One page of a negotiation: the headline of each question, with its band and what moves it most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from talleyrand.bargaining import finding_out, ladder, packages, ratify, roadmap, stability, surviving, win_sets
from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.entries import Issue, Option
from talleyrand.bargaining.robust import Share
from talleyrand.bargaining.scale import UNIT
from talleyrand.bargaining.solutions import rational
from talleyrand.bargaining.telling import behind, between, changes, interval, percent, points, share_and_band, stated
from talleyrand.bargaining.win_sets import Terms
from talleyrand.books.statement import Cell, Row, Statement, cited, columns
from talleyrand.errors import WrongValue

Floats = NDArray[np.float64]
Cells = tuple[str, Cell, str, str | None, str | None]  # sentence, figure, unit, band, what moves it most
Headline = Callable[[Asked], Iterator[tuple[Cells, tuple[str, ...]]]]
SPREAD = (5, 95)  # percentiles of a band over draws


def overview(asked: Asked) -> Statement:
    """The headline of each question on one page, with its band and what moves it most."""
    rows = [Row((name, *cells), entries) for name, tell in HEADLINES for cells, entries in _told(tell, asked)]
    package = "the package asked about" if asked.package else "the package that survives best"
    cautions = (
        f"What is said of a package is said of {package}: {_settles(asked)}." if rows else "",
        "A band spans 90 of 100 draws of what the sides may want, or 95 of 100 where it is how often something is so; "
        "for stages it runs from the kindest to the worst of the stated ranges, and for what to find out as far as "
        "chance reaches. Stability and the road rest on no ranges, and have none.",
    )
    made = columns("subject", "headline", "figure", "*unit", "band", "moved_most_by")
    return stated(asked, "Overview", made, rows, cautions=tuple(each for each in cautions if each))


def _told(tell: Headline, asked: Asked) -> list[tuple[Cells, tuple[str, ...]]]:
    try:
        return list(tell(asked))
    except WrongValue as fault:  # the others may still have something to say
        return [((_sentence(str(fault)), None, "", None, None), ())]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?')) else '.'}"


def _settles(asked: Asked) -> str:
    try:
        return changes(asked.negotiation, asked.settled) or "everything as it stands"
    except WrongValue:
        return "there is none that all sides would sign"


def _mover(asked: Asked, told: Iterable[float]) -> str | None:
    """The guess on which something that is told of each draw hangs most."""
    found = finding_out.mover(asked.outlook, np.array([*told], dtype=np.float64))
    if found is None:
        return None
    return surviving.named(asked.negotiation, found) + ("" if found.counts else " (no more than chance)")


def _frontier(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    found = packages.efficient(asked.negotiation)
    outlook = asked.outlook
    counts = [len(rational(each.points, draw.no_deal))
              for draw, each in zip(outlook.draws, outlook.frontiers, strict=True)]  # fmt: skip
    low, high = np.percentile(counts, SPREAD)
    total = int(np.prod([float(len(each.options)) for each in asked.negotiation.issues]))
    told = f"{len(found)} of {total:,} packages leave nothing on the table and no side worse off than no deal."
    yield (told, len(found), "packages", f"{low:.0f} to {high:.0f}", _mover(asked, counts)), ()


def _robust(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    outlook = asked.outlook
    if not outlook.standings:
        agreed, band = share_and_band(outlook.agreement)
        draws = "next to no" if agreed else "no"
        mover = _mover(asked, (each is not None for each in outlook.picks))
        yield (f"In {draws} draw is there a package that all sides would sign.", agreed, "%", band, mover), ()
        return
    best = outlook.standings[0]
    share, band = share_and_band(best.enough)
    told = (f"The package that survives best brings every side at least {asked.enough} points more than no deal "
            f"in {share} % of draws.")  # fmt: skip
    mover = _mover(asked, outlook.gains(best.settled).min(axis=1))
    yield (told, share, "%", band, mover), behind(asked.negotiation, best.settled)


def _options(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    found = [
        max(((picked, issue, option) for option, (picked, _) in zip(issue.options, shares, strict=True)),
            key=lambda each: each[0].value)
        for issue, shares in zip(asked.negotiation.issues, asked.outlook.accepted(), strict=True)
    ]  # fmt: skip
    left = [each for each in found if 0 < each[0].value < 1]
    if not left:
        why = "the same package is picked in every draw" if asked.outlook.agreement.value else "there is no deal"
        yield (f"No choice is left: {why}.", None, "", None, None), ()
        return
    surest, least = max(left, key=lambda each: each[0].value), min(left, key=lambda each: each[0].value)
    told = f"Where there is a choice, surest is {_likeliest(*surest)}"
    told += f"; most open is {_likeliest(*least)}." if least is not surest else "."
    place = asked.negotiation.issues.index(surest[1])
    option = surest[1].options.index(surest[2])
    mover = _mover(asked, (each is not None and each[place] == option for each in asked.outlook.picks))
    yield (told, percent(surest[0].value), "%", interval(surest[0]), mover), cited(surest[2].entries)


def _likeliest(picked: Share, issue: Issue, option: Option) -> str:
    return f"'{issue.title}', of which {option.option} is in {percent(picked.value)} % of deals"


def _find_out(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    first = next(iter(surviving.clues_of(asked.outlook)), None)
    if first is None:
        yield (_sentence(surviving.nothing_moves(asked.outlook)), None, "", None, None), ()
        return
    name = surviving.named(asked.negotiation, first)
    if first.counts:
        told = (f"First to find out is {name}: whoever knew it would choose another package in {percent(first.turns)} "
                "% of its range, better on average for the side that gains least.")  # fmt: skip
    else:
        told = f"No single guess is worth finding out more than chance; the first would be {name}."
    band = f"{points(max(0.0, first.worth - first.error))} to {points(first.worth + first.error)}"
    yield (told, points(first.worth), "points", band, name), surviving.behind_clue(asked.negotiation, first)


def _draft(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    settled = asked.settled
    against = packages.objections(asked.negotiation, settled)
    share, band = share_and_band(asked.outlook.standing(settled).efficient)
    sides = {each.id: each.name for each in (*asked.negotiation.principals, *asked.negotiation.ratifiers)}
    names = ", ".join(dict.fromkeys(sides.get(each.name, each.name) for each in against))
    told = f"Against it stand: {names}." if against else "Nothing stands against it."
    told += f" It leaves nothing on the table in {share} % of draws."
    mover = _mover(asked, asked.outlook.left(settled)[1])
    yield (told, share, "%", band, mover), cited(*(each.entries for each in against))


def _ratify(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    for each in ratify.ratify(asked.negotiation, asked.settled):
        side = asked.negotiation.side(each.side)
        share, band = share_and_band(each.carried)
        if not any(house.needed for house in each.houses):
            yield (f"{side.name} need not put it to anybody at home.", None, "", None, None), ()
            continue
        hangs = asked.negotiation.side(each.hangs_on).name if each.hangs_on else None
        told = f"{side.name} carries it at home in {share} % of draws" + (
            f"; it hangs most on {hangs}." if hangs else "."
        )
        yield (told, share, "%", band, hangs), ()


def _tighter(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    for place, side in enumerate(asked.negotiation.principals):
        if not any(each.of == side.id for each in asked.negotiation.institutions):
            continue  # there is nobody at home who could ask for more
        found = win_sets.terms(asked.negotiation, side.id)
        deals = [each for each in found if each.worth]
        if not deals:
            yield (f"At the best guesses no package is carried by every home, {side.name}'s as it is.",
                   Decimal(0), "points", None, None), ()  # fmt: skip
            continue
        best = max(deals, key=lambda each: each.worth[place])
        gain = points(best.worth[place] - deals[0].worth[place])
        end = next((each.tighter for each in found if not each.worth), None)
        told = (f"A home that asks for {best.tighter:g} points more brings {side.name} {gain} more at the table"
                if gain > 0 else f"A home that asks for more brings {side.name} nothing at the table")  # fmt: skip
        told += f"; at {end:g} more there is no deal." if end is not None else "."
        more = _gained(asked, place, deals[0], best)
        low, high = np.percentile(more, SPREAD)
        yield (told, gain, "points", f"{points(low)} to {points(high)}", _mover(asked, more)), ()


def _gained(asked: Asked, place: int, usual: Terms, best: Terms) -> Floats:
    """How much better than the usual terms others are to a side in each draw."""
    worths = [asked.outlook.draws.worth(each.settled or ())[:, place] / UNIT for each in (best, usual)]
    return np.asarray(worths[0] - worths[1])


HINGES = {
    "gain": "what {} has while both keep it", "temptation": "what {} has while it alone breaks it",
    "broken": "what {} has once it is broken", "lag": "how long a breach goes unanswered",
    "bond": "what {} forfeits by a breach", "drift": "how what {} has with no deal grows",
}  # fmt: skip


def _stages(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    found = ladder.holds(asked.negotiation)
    if not found:
        return
    weakest = min(found, key=lambda each: (each.has_left[0] - each.needed_high, each.slack))
    stages = {each.id: each.title for each in asked.negotiation.stages}
    name = asked.negotiation.side(weakest.side).name
    told = (
        f"Of {len(found)} promises, one of each side for each stage, {sum(each.verdict == 'holds' for each in found)} "
        f"hold over all of the ranges. The weakest {weakest.verdict}: '{stages[weakest.stage]}'. {name} needs a "
        f"patience of {percent(weakest.needed)} %, at worst {percent(weakest.needed_high)} %, and has "
        f"{percent(weakest.has_left[1])} %, at least {percent(weakest.has_left[0])} %."
    )
    repair = next((each for each in ladder.repairs(asked.negotiation)
                   if (each.stage, each.side) == (weakest.stage, weakest.side)), None)  # fmt: skip
    hinge = ladder.hinge(asked.negotiation, weakest)
    mover = f"{repair.change} ({points(repair.size)})" if repair else HINGES[hinge].format(name) if hinge else None
    yield (told, percent(weakest.needed), "%", between(weakest.needed_low, weakest.needed_high), mover), ()


def _stability(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    for drawn in asked.negotiation.situations:
        graph = stability.graph(drawn)
        at = graph.states.index(drawn.today)
        kinds = [kind for kind, held in stability.equilibria(graph).items() if drawn.today in held]
        leave = [f"{asked.negotiation.side(actor).name} to '{graph.states[better[at][0]]}'"
                 for actor, better in zip(graph.actors, graph.improvements, strict=True) if better[at]]  # fmt: skip
        told = f"{drawn.title}: '{drawn.today}', as it stands, {_stays(kinds)}."
        told += f" Better off by leaving, if nobody answered: {', '.join(leave)}." if leave else ""
        yield (
            (told, len(kinds), "of 4 kinds", None, leave[0] if leave else None),
            cited(*(each.entries for each in drawn.rankings)),
        )


def _stays(kinds: Sequence[str]) -> str:
    """Why a state stays, in words, from the kinds of reasoning by which it does."""
    if "Nash" in kinds:
        return "stays: nobody would be better off by leaving (Nash)"
    if "SEQ" in kinds:
        return f"stays, as whoever left would be answered, to the good of those who answer ({', '.join(kinds)})"
    if kinds:
        return f"stays only as long as threats are believed that cost those who make them ({', '.join(kinds)})"
    return "does not stay: somebody is better off by leaving, whatever is answered"


def _roadmap(asked: Asked) -> Iterator[tuple[Cells, tuple[str, ...]]]:
    found = roadmap.road(asked.negotiation, asked.record, on=asked.on, known=asked.known)
    if not found.legs:
        return
    first, last = found.legs[0].first, max(each.last for each in found.legs)
    count = len(found.snags)
    told = f"{len(found.legs)} steps from {first} to {last}, with {count or 'no'} warning{'' if count == 1 else 's'}."
    yield (
        (told, count, "warning" if count == 1 else "warnings", None, found.snags[0].message if found.snags else None),
        cited(*(each.entries for each in found.snags)),
    )


HEADLINES: tuple[tuple[str, Headline], ...] = (
    ("frontier", _frontier), ("robust", _robust), ("options", _options), ("find-out", _find_out), ("draft", _draft),
    ("ratify", _ratify), ("tighter", _tighter), ("stages", _stages), ("stability", _stability), ("roadmap", _roadmap),
)  # fmt: skip
