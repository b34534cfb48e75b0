"""What survives when the guesses move, as statements: packages, options, and what is worth finding out first."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.finding_out import Clue, clues
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.robust import Outlook
from talleyrand.bargaining.telling import (
    SCALE,
    band,
    behind,
    changes,
    interval,
    percent,
    points,
    share_and_band,
    stated,
)
from talleyrand.books.statement import Row, Statement, Tally, cited, columns

CLUES = 12  # numbers worth finding out that are shown


def surviving(asked: Asked) -> Statement:
    """The packages that fare best over everything that the sides may want, with how often and how far."""
    negotiation, outlook = asked.negotiation, asked.outlook
    sides = [each.id for each in negotiation.principals]
    rows = [
        Row((
            n, *share_and_band(each.enough), *share_and_band(each.signable), percent(each.efficient.value),
            percent(each.picked.value), *(band(gain) for gain in each.gains), points(each.left),
            changes(negotiation, each.settled),
        ), behind(negotiation, each.settled))
        for n, each in enumerate(outlook.standings, start=1)
    ]  # fmt: skip
    made = columns(
        "package", "enough:%", "*enough_band", "signable:%", "*signable_band", "*efficient:%", "*picked:%",
        *(f"gain_{each}" for each in sides), "*left:points", "settles",
    )  # fmt: skip
    told = Tally((
        ("draws", len(outlook.draws)), ("some_package_can_be_signed", percent(outlook.agreement.value)),
        ("band", interval(outlook.agreement)),
    ))  # fmt: skip
    cautions = (
        SCALE,
        f"'Enough' asks for a gain of {outlook.enough} points over no deal for every side; a gain is shown as its "
        "median and the middle 90 of 100 draws.",
        *moved_most(negotiation, outlook),
    )
    return stated(asked, "Packages that survive", made, rows, totals=(told,), cautions=cautions)


def acceptable(asked: Asked) -> Statement:
    """How often each option of each issue is in a deal, over everything that the sides may want.

    In the package that Nash picks, and in some efficient one.
    """
    negotiation, outlook = asked.negotiation, asked.outlook
    rows = [
        Row(
            (
                issue.id,
                option.option,
                *share_and_band(picked),
                percent(some.value),
                option.option == issue.today,
                option.text,
            ),
            cited(option.entries),
        )
        for issue, shares in zip(negotiation.issues, outlook.accepted(), strict=True)
        for option, (picked, some) in zip(issue.options, shares, strict=True)
    ]
    made = columns("issue", "option", "picked:%", "picked_band", "possible:%", "*today", "text")
    cautions = ("Among the draws in which some package can be signed.", *moved_most(negotiation, outlook))
    return stated(asked, "Options that are acceptable", made, rows, cautions=cautions)


def worth_finding_out(asked: Asked) -> Statement:
    """Which guesses are worth finding out before the talks, the dearest first.

    That there is none is a valid answer.
    """
    rows = [
        Row((
            each.side, each.of, each.what or None, points(each.worth), points(each.noise), percent(each.turns),
            each.counts,
        ), behind_clue(asked.negotiation, each))
        for each in clues_of(asked.outlook)[:CLUES]
    ]  # fmt: skip
    made = columns("side", "guess", "of", "worth:points", "noise:points", "turns:%", "counts")
    cautions = (
        "Worth is what the side that gains least would gain on average by a choice made in knowledge of the number; "
        "what is below the noise cannot be told from nothing.",
    )
    return stated(asked, "Worth finding out", made, rows, cautions=cautions)


@lru_cache(maxsize=8)
def clues_of(outlook: Outlook) -> tuple[Clue, ...]:
    """What is worth finding out, the most first; worked out once for an outlook."""
    return clues(outlook, rng=np.random.default_rng(outlook.negotiation.heading.seed))


def moved_most(negotiation: Negotiation, outlook: Outlook) -> tuple[str, ...]:
    """The one guess that moves the answer most, in a sentence."""
    first = next(iter(clues_of(outlook)), None)
    if first is None:
        return (nothing_moves(outlook) + ".",)
    what = named(negotiation, first)
    if not first.counts:
        return (f"No single guess moves the choice by more than chance; next to nothing hangs even on {what}.",)
    return (
        f"What moves it most is {what}: to know it would be worth {points(first.worth)} points, and would "
        f"turn the choice in {percent(first.turns)} % of its range.",
    )


def nothing_moves(outlook: Outlook) -> str:
    """Why no guess is worth finding out, when none is."""
    if not outlook.candidates:
        return "No package can be signed in any draw, whatever is found out"
    return "No guess has a range, so that nothing can move this; that is hardly so"


def named(negotiation: Negotiation, clue: Clue) -> str:
    """A guess in words: whose, what it is, and of what."""
    whose = negotiation.side(clue.side).name
    if clue.of == "no deal":
        return f"what {whose} has with no deal"
    ending = "'" if whose.endswith("s") else "'s"
    return f"{whose}{ending} {clue.of}" + (f" of {clue.what}" if clue.what else "")


def behind_clue(negotiation: Negotiation, clue: Clue) -> tuple[str, ...]:
    """The entries behind a guess."""
    side = negotiation.side(clue.side)
    if clue.of == "weight":
        return cited(*(each.entries for each in side.weights if each.issue == clue.what))
    if clue.of == "score":
        return cited(*(each.entries for each in side.scores if f"{each.issue}: {each.option}" == clue.what))
    return cited(side.no_deal.entries)
