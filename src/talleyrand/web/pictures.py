"""Which drawings stand on which page of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.landscape import landscape
from talleyrand.books.statement import Statement
from talleyrand.errors import TalleyrandError
from talleyrand.presentation.charts.acceptance import acceptance
from talleyrand.presentation.charts.assent import assent
from talleyrand.presentation.charts.drawing import WIDE, Chart
from talleyrand.presentation.charts.packages import packages
from talleyrand.presentation.charts.road import road
from talleyrand.presentation.charts.rungs import rungs
from talleyrand.presentation.charts.states import states
from talleyrand.web.views import Drawn, both

BESIDE = 564  # pixels of a drawing that stands beside something else
Draw = Callable[[Asked, Statement], Iterator[Drawn]]


def pictures(asked: Asked, subject: str, told: Statement) -> tuple[Drawn, ...]:
    """The drawings of a subject's page; none where nothing would be drawn."""
    draw = DRAWINGS.get(subject)
    return tuple(draw(asked, told)) if draw and told.rows else ()


def names(asked: Asked) -> dict[str, str]:
    """What each side is called."""
    return {each.id: each.name for each in (*asked.negotiation.principals, *asked.negotiation.ratifiers)}


def plane(asked: Asked, before: Asked | None = None, *, changed: bool = True) -> Iterator[Drawn]:
    """Where packages lie between the sides, and where the efficient ones lay before a change.

    Args:
        before: the negotiation as it is saved, beside whose form the drawing stands.
        changed: false if it is just the same.
    """
    try:
        lie = landscape(asked)
        old = before if changed else None
        lay = landscape(old) if old else None
    except TalleyrandError:  # no package at all: the page says why
        return
    wide = BESIDE if before else WIDE
    yield both(lambda width: packages(lie, names=names(asked), width=width, before=lay), wide=wide)


def _plane(asked: Asked, _: Statement) -> Iterator[Drawn]:
    yield from plane(asked)


def _plane_beside(asked: Asked, _: Statement) -> Iterator[Drawn]:
    yield from plane(asked, asked, changed=False)


def _acceptance(asked: Asked, told: Statement) -> Iterator[Drawn]:
    titles = {each.id: each.title for each in asked.negotiation.issues}
    yield both(lambda width: acceptance(told, titles=titles, width=width), own=True)


def _named(draw: Callable[..., Chart]) -> Draw:
    """A drawing of the statement itself, which asks for nothing but what each side is called."""

    def drawn(asked: Asked, told: Statement) -> Iterator[Drawn]:
        yield both(lambda width: draw(told, names=names(asked), width=width), own=True)

    return drawn


DRAWINGS: Mapping[str, Draw] = {
    "overview": _plane_beside, "frontier": _plane, "robust": _plane, "options": _acceptance, "ratify": _named(assent),
    "stages": _named(rungs), "stability": _named(states), "roadmap": _named(road),
}  # fmt: skip
OVER_DRAWS = ("overview", "frontier", "robust")  # whose drawings look at more than the best guesses
