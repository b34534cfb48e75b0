"""What holds once it is signed, as statements: the stages of a deal, the states of a situation, the steps by day."""

from __future__ import annotations

from talleyrand.bargaining import ladder, roadmap, stability
from talleyrand.bargaining.entries import Situation
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.telling import between, percent, points, titled
from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.errors import NotFound, nearest
from talleyrand.record.dates import Moment
from talleyrand.record.record import Record

KINDS_TOLD = (
    "Nash: an actor has no better state to go to. SEQ: others would answer each, for their own good, so that it ends "
    "no better off. SMR: others could so answer, and it could not escape. GMR: others could so answer."
)


def staged(negotiation: Negotiation, *, on: Moment, known: Moment) -> Statement:
    """At what patience each side keeps each stage, what patience it has, and the least change that would hold it."""
    stages = {each.id: each for each in negotiation.stages}
    rows = [
        Row(
            (
                stages[each.stage].title,
                each.side,
                each.verdict,
                percent(each.needed),
                between(each.needed_low, each.needed_high),
                percent(each.has_left[1]),
                between(each.has_left[0], each.has_left[2]),
                percent(each.slack),
            ),
            _stake_entries(negotiation, each.stage, each.side),
        )
        for each in ladder.holds(negotiation)
    ]
    totals = [
        Tally(
            (
                ("stage", stages[each.stage].title if each.stage else None),
                ("side", each.side or None),
                ("change", each.change),
                ("to", " → ".join(each.order) if each.order else points(each.size)),
            )
        )
        for each in ladder.repairs(negotiation)
    ]
    made = columns("stage", "side", "verdict", "needed:%", "needed_band", "has:%", "has_band", "*slack:%")
    cautions = (
        "Patience is what a gain in a year is worth now, times the chance that whoever decides is still there.",
    )
    return Statement(
        title=titled(negotiation, "Stages that hold"),
        on=on,
        known=known,
        columns=made,
        rows=tuple(rows),
        totals=tuple(totals),
        cautions=cautions,
    )


def upset(negotiation: Negotiation, situation: str | None = None, *, on: Moment, known: Moment) -> Statement:
    """Who would upset each state of a situation, and who would hold back for fear of what follows.

    Args:
        situation: id; the first of the file if left out.

    Raises:
        NotFound: if the file has none of that name.
    """
    names = [each.id for each in negotiation.situations]
    if situation is not None and situation not in names:
        hint = nearest(situation, names) or f"; there are: {', '.join(names) or 'none'}"
        raise NotFound(f"there is no situation '{situation}'{hint}")
    if not names:
        return _nothing(negotiation, "Stability", "The negotiation file describes no situation.", on=on, known=known)
    drawn = next(each for each in negotiation.situations if each.id == (situation or names[0]))
    return _upset(negotiation, drawn, on=on, known=known)


def _upset(negotiation: Negotiation, drawn: Situation, *, on: Moment, known: Moment) -> Statement:
    graph = stability.graph(drawn)
    stay, together = stability.stable(graph), stability.upset_together(graph)
    rows = []
    for n, state in enumerate(drawn.states):
        cells = [", ".join(each for each in graph.actors if each in stay[kind][n]) or None for kind in stability.KINDS]
        alone = tuple(
            f"{actor}: {graph.states[to]}"
            for actor, better in zip(graph.actors, graph.improvements, strict=True)
            for to in better[n]
        )
        leave = [f"{' and '.join(who)} to {to}" for who, to in together[state.state]]
        kinds = [kind for kind in stability.KINDS if stay[kind][n] == frozenset(graph.actors)]
        rows.append(
            Row(
                (
                    state.state,
                    state.state == drawn.today,
                    ", ".join(kinds) or None,
                    *cells,
                    alone,
                    "; ".join(leave) or None,
                    state.text,
                ),
                cited(*(each.entries for each in drawn.rankings)),
            )
        )
    made = columns(
        "state",
        "today",
        "equilibrium",
        *(f"stay_{kind.lower()}" for kind in stability.KINDS),
        "leave_alone",
        "*leave_together",
        "*text",
    )
    return Statement(
        title=titled(negotiation, drawn.title),
        on=on,
        known=known,
        columns=made,
        rows=tuple(rows),
        cautions=(KINDS_TOLD,),
    )


def dated(negotiation: Negotiation, record: Record, *, on: Moment, known: Moment) -> Statement:
    """The steps by their days, and what is missing for them."""
    found = roadmap.road(negotiation, record, on=on, known=known)
    rows = [
        Row(
            (
                leg.first,
                leg.last,
                leg.form,
                leg.title,
                leg.by,
                leg.level or None,
                leg.channel or None,
                sum(each.leg == leg.id for each in found.snags),
            ),
            cited(leg.entries, leg.channel or None, leg.leads),
        )
        for leg in found.legs
    ]
    totals = tuple(Tally((("what", each.what), ("message", each.message)), each.entries) for each in found.snags)
    made = columns("from", "to", "form", "step", "by", "*level", "*channel", "warnings")
    return Statement(
        title=titled(negotiation, "Roadmap"),
        on=on,
        known=known,
        columns=made,
        rows=tuple(rows),
        totals=totals,
    )


def _stake_entries(negotiation: Negotiation, stage: str, side: str) -> tuple[str, ...]:
    (found,) = (each for each in negotiation.stages if each.id == stage)
    stake = next(each for each in found.stakes if each.by == side)
    return cited(stake.gain.entries, stake.temptation.entries, stake.broken.entries, found.lag.entries)


def _nothing(negotiation: Negotiation, title: str, why: str, *, on: Moment, known: Moment) -> Statement:
    return Statement(title=titled(negotiation, title), on=on, known=known, columns=columns("what"), rows=(),
                     cautions=(why,))  # fmt: skip
