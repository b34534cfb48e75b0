"""What holds once it is signed, as statements: the stages of a deal, the states of a situation, the steps by day."""

from __future__ import annotations

from collections.abc import Iterator

from talleyrand.bargaining import ladder, roadmap, stability
from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.entries import Situation, Stage
from talleyrand.bargaining.telling import between, percent, points, stated
from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.errors import NotFound, nearest

KINDS_TOLD = (
    "Nash: an actor has no better state to go to. SEQ: others would answer each, for their own good, so that it ends "
    "no better off. SMR: others could so answer, and it could not escape. GMR: others could so answer."
)


def staged(asked: Asked) -> Statement:
    """At what patience each side keeps each stage, what patience it has, and the least change that would hold it."""
    stages = {each.id: each for each in asked.negotiation.stages}
    rows = [
        Row((
            stages[each.stage].title, each.side, each.verdict, percent(each.needed),
            between(each.needed_low, each.needed_high), percent(each.has_left[1]),
            between(each.has_left[0], each.has_left[2]), percent(each.slack),
        ), _stake_entries(stages[each.stage], each.side))
        for each in ladder.holds(asked.negotiation)
    ]  # fmt: skip
    totals = [
        Tally((
            ("stage", stages[each.stage].title if each.stage else None), ("side", each.side or None),
            ("change", each.change), ("to", " → ".join(each.order) if each.order else points(each.size)),
        ))
        for each in ladder.repairs(asked.negotiation)
    ]  # fmt: skip
    made = columns("stage", "side", "verdict", "needed:%", "needed_band", "has:%", "has_band", "*slack:%")
    cautions = (
        "Patience is what a gain in a year is worth now, times the chance that whoever decides is still there.",
    )
    return stated(asked, "Stages that hold", made, rows, totals=totals, cautions=cautions)


def _stake_entries(stage: Stage, side: str) -> tuple[str, ...]:
    stake = next(each for each in stage.stakes if each.by == side)
    return cited(stake.gain.entries, stake.temptation.entries, stake.broken.entries, stage.lag.entries)


def upset(asked: Asked) -> Statement:
    """Who would upset each state of a situation, and who would hold back for fear of what follows.

    Raises:
        NotFound: if the file has no situation of that name.
    """
    situations = {each.id: each for each in asked.negotiation.situations}
    if asked.situation is not None and asked.situation not in situations:
        hint = nearest(asked.situation, situations) or f"; there are: {', '.join(situations) or 'none'}"
        raise NotFound(f"there is no situation '{asked.situation}'{hint}")
    if not situations:
        why = "The negotiation file describes no situation."
        return stated(asked, "Stability", columns("what"), (), cautions=(why,))
    drawn = situations[asked.situation or next(iter(situations))]
    made = columns(
        "state", "today", "equilibrium", *(f"stay_{kind.lower()}" for kind in stability.KINDS), "leave_alone",
        "*leave_together", "*text",
    )  # fmt: skip
    return stated(asked, drawn.title, made, list(_states(drawn)), cautions=(KINDS_TOLD,))


def _states(drawn: Situation) -> Iterator[Row]:
    """A row for each state: by which kinds of reasoning who stays, and who would go where."""
    graph = stability.graph(drawn)
    stay, together = stability.stable(graph), stability.upset_together(graph)
    entries = cited(*(each.entries for each in drawn.rankings))
    for n, state in enumerate(drawn.states):
        stays = [[each for each in graph.actors if each in stay[kind][n]] for kind in stability.KINDS]
        kinds = [kind for kind, who in zip(stability.KINDS, stays, strict=True) if len(who) == len(graph.actors)]
        alone = tuple(
            f"{actor}: {graph.states[to]}"
            for actor, better in zip(graph.actors, graph.improvements, strict=True)
            for to in better[n]
        )
        leave = [f"{' and '.join(who)} to {to}" for who, to in together[state.state]]
        cells = (
            state.state, state.state == drawn.today, ", ".join(kinds) or None,
            *(", ".join(each) or None for each in stays), alone, "; ".join(leave) or None, state.text,
        )  # fmt: skip
        yield Row(cells, entries)


def dated(asked: Asked) -> Statement:
    """The steps by their days, and what is missing for them."""
    found = roadmap.road(asked.negotiation, asked.record, on=asked.on, known=asked.known)
    rows = [
        Row((
            leg.first, leg.last, leg.form, leg.title, leg.by, leg.level or None, leg.channel or None,
            sum(each.leg == leg.id for each in found.snags),
        ), cited(leg.entries, leg.channel or None, leg.leads))
        for leg in found.legs
    ]  # fmt: skip
    totals = tuple(Tally((("what", each.what), ("message", each.message)), each.entries) for each in found.snags)
    made = columns("from", "to", "form", "step", "by", "*level", "*channel", "warnings")
    return stated(asked, "Roadmap", made, rows, totals=totals)
