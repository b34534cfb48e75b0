"""Questions about the future: the odds given, how they came out, and how good the odds were.

`questions` and `odds` are the statements; `brier` is the score of one probability.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from talleyrand.books.scope import scope
from talleyrand.books.statement import Row, Statement, Tally, cited, columns
from talleyrand.record.dates import Moment
from talleyrand.record.entries import Odds, Question
from talleyrand.record.fates import outcome
from talleyrand.record.record import Record

CAME_TRUE = {"yes": 1, "no": 0}


def brier(probability: Decimal, outcome: str | None) -> Decimal | None:
    """The squared distance of a probability from what happened: 0 is perfect, 0.25 is a coin.

    None where nothing was settled by yes or no.

    Source: Brier 1950, for one event with two outcomes, halved.

    >>> brier(Decimal("0.3"), "yes")
    Decimal('0.49')
    """
    return (probability - CAME_TRUE[outcome]) ** 2 if outcome in CAME_TRUE else None


QUESTIONS = columns("question", "*opens", "closes", "state", "odds", "*given_by", "*given_on", "brier", "*issue")


def questions(record: Record, *, on: Moment, known: Moment, issue: str | None = None) -> Statement:
    """Every question open by a day, with the last odds of each who gave any, the outcome and the score.

    Args:
        issue: only questions about this issue or what falls under it.
    """
    then = record.as_known(known)
    wanted = scope(then, issue=issue)
    asked = [each for each in then.of(Question) if each.opens.first <= on.day and wanted.about((each.issue,))]
    asked.sort(key=lambda each: (each.closes.last, each.id))
    rows = []
    scores: dict[str, list[tuple[str, Decimal | None]]] = defaultdict(list)
    for each in asked:
        came_out = outcome(then, each, on)
        last = last_odds(each, on)
        for given in last or (None,):
            score = brier(given.probability, came_out) if given else None
            rows.append(_row(each, given, came_out, score, on))
            if given:
                scores[given.by].append((each.id, score))
    return Statement(title="Questions", on=on, known=known, columns=QUESTIONS, rows=tuple(rows),
                     totals=tuple([_scored(by, given) for by, given in scores.items()]))  # fmt: skip


def last_odds(question: Question, on: Moment) -> tuple[Odds, ...]:
    """The last odds that each forecaster gave by a day and before the question closed."""
    return tuple({given.by: given for given in in_time(question, on)}.values())


def in_time(question: Question, on: Moment) -> tuple[Odds, ...]:
    """The odds given by a day and not after the question closed."""
    return tuple([each for each in question.odds
                  if each.on.first <= on.day and each.on.last <= question.closes.last])  # fmt: skip


def _row(question: Question, given: Odds | None, came_out: str | None, score: Decimal | None, on: Moment) -> Row:
    cells = (
        question.text, question.opens, question.closes, _state(question, came_out, on),
        given.probability if given else None, given.by if given else None, given.on if given else None, score,
        question.issue,
    )  # fmt: skip
    return Row(cells, cited(question.id, question.rule.entry if question.rule else None))


def _state(question: Question, came_out: str | None, on: Moment) -> str:
    return came_out or ("open" if on.day <= question.closes.last else "closed")


def _scored(by: str, given: Iterable[tuple[str, Decimal | None]]) -> Tally:
    """How many questions a forecaster gave odds on, how many are settled, and the mean score of those."""
    scores = [score for _, score in given if score is not None]
    mean = (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.0001")) if scores else None
    values = (("given_by", by), ("questions", len(list(given))), ("settled", len(scores)), ("mean_brier", mean))
    return Tally(values, cited(each for each, _ in given))


ODDS = columns(
    "question", "*opens", "*closes", "state", "given_on", "given_by", "odds", "*reason", "brier", "*issue"
)  # fmt: skip


def odds(record: Record, *, on: Moment, known: Moment, issue: str | None = None) -> Statement:
    """Every probability given by a day, in order, and how good it was once its question came out yes or no.

    Args:
        issue: only questions about this issue or what falls under it.
    """
    then = record.as_known(known)
    wanted = scope(then, issue=issue)
    asked = [each for each in then.of(Question) if wanted.about((each.issue,))]
    asked.sort(key=lambda each: (each.closes.last, each.id))
    found = [(each, in_time(each, on), outcome(then, each, on)) for each in asked]
    rows = tuple([_given(question, given, came_out, on) for question, all_given, came_out in found
                  for given in sorted(all_given, key=lambda each: each.on.first)])  # fmt: skip
    return Statement(title="Odds given", on=on, known=known, columns=ODDS, rows=rows)


def _given(question: Question, given: Odds, came_out: str | None, on: Moment) -> Row:
    cells = (
        question.text, question.opens, question.closes, _state(question, came_out, on), given.on, given.by,
        given.probability, given.reason, brier(given.probability, came_out), question.issue,
    )  # fmt: skip
    return Row(cells, cited(question.id, question.rule.entry if question.rule else None))
