"""A command for each book: the parties and days asked about go in, one call is made, its statement is shown."""

from __future__ import annotations

from typing import Annotated

import typer

from talleyrand.cli.options import (
    Answer,
    As,
    Deal,
    Folder,
    Issue,
    Known,
    On,
    One,
    Other,
    Party,
    asked,
    at,
    deal_id,
    one_of,
    opened,
    pair,
    party_id,
    shown,
    whole,
)
from talleyrand.errors import WrongValue


def measures(
    one: One = None,
    other: Other = None,
    spells: Annotated[bool, typer.Option("--spells", help="Show how long each level of a series held.")] = False,
    lives: Annotated[bool, typer.Option("--lives", help="Show how each measure ran, one by one.")] = False,
    series: Annotated[
        str | None,
        typer.Option(
            "--series",
            metavar="SERIES",
            help="Only measures of this series; with --spells, the one to show: across-the-board if left out.",
        ),
    ] = None,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """What is in force between two parties on a day.

    Both ways, with the sum of each series that can be summed.
    """
    from talleyrand.books import lives as ran
    from talleyrand.books import measures as book

    if spells and lives:
        raise WrongValue("--spells and --lives are two questions: ask one at a time")
    opened_record = opened(record)
    by, toward = pair(opened_record, one, other)
    day, then = asked(on, known)
    terms = opened_record.vocabulary["series"]
    if spells:
        summed = [term.code for term in terms.values() if term.summed]
        which = one_of("across-the-board" if series is None else series, summed, "series whose levels are summed")
        return shown(book.spells(opened_record, by, toward, which, on=day, known=then), format)
    only = one_of(series, list(terms), "series") if series is not None else None
    asked_book = ran.lives if lives else book.measures
    return shown(asked_book(opened_record, by, toward, only, on=day, known=then), format)


def diff(
    one: One = None,
    other: Other = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DAY", help="The earlier day.")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DAY", help="The later day; today if left out.")] = None,
    across: Annotated[str | None, typer.Option("--across", metavar="ID", help="What this agreement changed.")] = None,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """What changed between two days, or by an agreement.

    What did they just agree to? `--across` an agreement gives every step taken under it and every promise in it.
    """
    from talleyrand.books import measures as book

    if since is None and across is None:
        raise WrongValue("diff needs two days or an agreement: --from DAY [--to DAY], or --across AGREEMENT")
    if since is not None and across is not None:
        raise WrongValue("diff takes days or an agreement, not both: --from DAY [--to DAY], or --across AGREEMENT")
    opened_record = opened(record)
    day, then = asked(on, known)
    if across is not None:
        return shown(book.across(opened_record, across, on=day, known=then), format)
    before, day = at("--from", str(since)), at("--to", to) if to is not None else day
    if before.day > day.day:
        raise WrongValue(f"--from {before} is later than the day it is compared with, {day}")
    by, toward = pair(opened_record, one, other)
    return shown(book.difference(opened_record, by, toward, before=before, on=day, known=then), format)


def commitments(
    agreement: Deal = None,
    party: Party = None,
    issue: Issue = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="Only those that stand so, as in 'missed'.")
    ] = None,
    owed_by: Annotated[
        str | None, typer.Option("--owed-by", metavar="PARTY", help="Only what this party has still to do.")
    ] = None,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Who owes what to whom, by when, and how it was kept.

    With who says that the promise exists, the deadline as first stated and as restated, and the evidence.
    """
    from talleyrand.books import commitments as book

    opened_record = opened(record)
    day, then = asked(on, known)
    whose, deal = party_id(opened_record, party), deal_id(opened_record, agreement)
    return shown(
        book.commitments(
            opened_record, on=day, known=then, agreement=deal, party=whose, issue=issue, status=status,
            owed_by=party_id(opened_record, owed_by),
        ),
        format,
    )  # fmt: skip


def concessions(
    one: One = None,
    other: Other = None,
    window: Annotated[
        int, typer.Option("--window", metavar="DAYS", parser=whole(1, 3650), help="Within which an answer counts.")
    ] = 60,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", parser=whole(100, 100_000), help="Random timings to compare with.")
    ] = 2000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", parser=whole(0, 10**9), help="Seed of the random timings.")
    ] = 0,
    fate: Annotated[
        str | None, typer.Option("--fate", metavar="FATE", help="Only easings of this fate, as in 'pocketed'.")
    ] = None,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Every easing with its fate, beside what chance gives.

    Exchanged, answered, in return, open, pocketed or punished; the share answered stands beside that of random timing.
    """
    from talleyrand.books import concessions as book

    opened_record = opened(record)
    by, toward = pair(opened_record, one, other)
    day, then = asked(on, known)
    return shown(
        book.concessions(
            opened_record, by, toward, on=day, known=then, window=window, draws=draws, seed=seed, fate=fate
        ),
        format,
    )


def interpretations(
    agreement: Deal = None,
    party: Party = None,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """What each side takes the same words to mean.

    Clause by clause and term by term: agreed, silent, contested or contradicted; then what each did.
    """
    from talleyrand.books import interpretations as book

    opened_record = opened(record)
    day, then = asked(on, known)
    whose, deal = party_id(opened_record, party), deal_id(opened_record, agreement)
    return shown(book.interpretations(opened_record, on=day, known=then, agreement=deal, party=whose), format)


def channels(
    party: Party = None,
    issue: Issue = None,
    cuts: Annotated[bool, typer.Option("--cuts", help="Show what was cut, and what came back when.")] = False,
    meetings: Annotated[bool, typer.Option("--meetings", help="Show the meetings themselves.")] = False,
    by_year: Annotated[bool, typer.Option("--by-year", help="Count meetings and calls year by year.")] = False,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Who speaks to whom, how lately and to what effect."""
    from talleyrand.books import channels as book

    if cuts + meetings + by_year > 1:
        raise WrongValue("--cuts, --meetings and --by-year are three questions: ask one at a time")
    opened_record = opened(record)
    day, then = asked(on, known)
    ask = book.cuts if cuts else book.meetings if meetings else book.by_year if by_year else book.channels
    return shown(ask(opened_record, on=day, known=then, party=party_id(opened_record, party), issue=issue), format)


def calendar(
    days: Annotated[
        int, typer.Option("--days", metavar="N", parser=whole(1, 36500), help="How many days to look ahead.")
    ] = 365,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """What falls due next, and what lapsed without a word."""
    from talleyrand.books import calendar as book

    day, then = asked(on, known)
    return shown(book.calendar(opened(record), on=day, known=then, days=days), format)


def consistency(
    party: Party = None,
    reversals: Annotated[bool, typer.Option("--reversals", help="Show the reversals one by one.")] = False,
    aims: Annotated[bool, typer.Option("--aims", help="Show the aims declared for each measure.")] = False,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Reversals counted, and the aims of one measure compared."""
    from talleyrand.books import consistency as book

    if reversals and aims:
        raise WrongValue("--reversals and --aims are two questions: ask one at a time")
    opened_record = opened(record)
    day, then = asked(on, known)
    ask = book.reversals if reversals else book.aims if aims else book.consistency
    return shown(ask(opened_record, on=day, known=then, party=party_id(opened_record, party)), format)


def people(
    party: Party = None,
    post: Annotated[
        str | None, typer.Option("--post", metavar="WORDS", help="Only posts whose name has these words.")
    ] = None,
    posts: Annotated[bool, typer.Option("--posts", help="Show everyone who ever held each post.")] = False,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Who was in which post on a day, and whom they met."""
    from talleyrand.books import people as book

    opened_record = opened(record)
    day, then = asked(on, known)
    whose = party_id(opened_record, party)
    ask = book.posts if posts else book.people
    return shown(ask(opened_record, on=day, known=then, party=whose, post=post), format)


def timeline(
    party: Party = None,
    issue: Issue = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DAY", help="Leave out what came before.")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", parser=whole(1, 10**9), help="Only the latest so many.")
    ] = None,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Every dated move in one list."""
    from talleyrand.books import timeline as book

    opened_record = opened(record)
    day, then = asked(on, known)
    start = at("--from", since) if since is not None else None
    whose = party_id(opened_record, party)
    return shown(
        book.timeline(opened_record, on=day, known=then, since=start, party=whose, issue=issue, limit=limit), format
    )


def questions(
    issue: Issue = None,
    odds: Annotated[bool, typer.Option("--odds", help="Show every probability given, in order.")] = False,
    record: Folder = None,
    on: On = None,
    known: Known = None,
    format: As = "table",
) -> Answer:
    """Forecast questions: odds, outcomes and scores."""
    from talleyrand.books import questions as book

    day, then = asked(on, known)
    ask = book.odds if odds else book.questions
    return shown(ask(opened(record), on=day, known=then, issue=issue), format)
