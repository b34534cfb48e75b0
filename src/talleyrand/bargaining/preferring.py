"""What a side says that it prizes above what: rules for its orders and comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from talleyrand.bargaining.entries import Comparison, Issue, Side
from talleyrand.bargaining.faults import fault, highest, lowest, these
from talleyrand.bargaining.sheets import Sheet
from talleyrand.errors import nearest
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record


def puts_known_things_in_order(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """What a side prizes in order are issues, or options of the one issue named, none twice."""
    options = {issue.id: [each.option for each in issue.options] for issue in sheet.of(Issue)}
    for side in sheet.of(Side):
        for n, order in enumerate(side.orders):
            there = list(options) if order.issue is None else options.get(order.issue, list(order.first))
            judged = _ranges(side, order.issue)  # what is named there too is told there, if it is not
            for at, name in enumerate(order.first):
                if name not in {*there, *judged} and (order.issue or ("issue", name) not in sheet.headed):
                    message = f"'{name}' is none of them{nearest(name, there) or these(there, 'name')}"
                    yield fault(puts_known_things_in_order, sheet, side, message, "orders", n, "first", at)
            if len(set(order.first)) < len(order.first) or len(order.first) < 2:
                message = "an order takes two names or more, each once"
                yield fault(puts_known_things_in_order, sheet, side, message, "orders", n)


def prefers_in_one_direction(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """The orders of a side do not go in a circle, and its ranges leave room for them and for its comparisons."""
    for side in sheet.of(Side):
        for n, order in enumerate(side.orders):
            bounds = _ranges(side, order.issue)
            for dear, less in zip(order.first, order.first[1:], strict=False):
                if dear in bounds and less in bounds and bounds[dear][1] < bounds[less][0]:
                    most, least = bounds[dear][1], bounds[less][0]
                    message = (
                        f"'{dear}' is to be dearer than '{less}', but has at most {most} and the other at least {least}"
                    )
                    yield fault(prefers_in_one_direction, sheet, side, message, "orders", n)
        for n, told in enumerate(side.comparisons):
            if _no_room(side, told):
                message = "the package that it would take is worth less to it than the other, wherever its numbers lie"
                yield fault(prefers_in_one_direction, sheet, side, message, "comparisons", n)
        for issue in {order.issue for order in side.orders}:
            pairs = [pair for order in side.orders if order.issue == issue
                     for pair in zip(order.first, order.first[1:], strict=False)]  # fmt: skip
            if found := circle(pairs):
                message = f"its orders go in a circle: {' before '.join(found)}"
                yield fault(prefers_in_one_direction, sheet, side, message, "orders")


def _no_room(side: Side, told: Comparison) -> bool:
    """True if the package that it would take is worth less than the other wherever in their ranges its numbers lie."""
    weights = {each.issue: each for each in side.weights}
    scores = {(each.issue, each.option): each for each in side.scores}
    other = {part.issue: part.option for part in told.than}
    most = Decimal(0)
    for part in told.better:
        weight, than = weights.get(part.issue), other.get(part.issue, ())
        pair = [scores.get((part.issue, each)) for each in (*part.option, *than)]
        if weight is None or len(pair) != 2 or pair[0] is None or pair[1] is None or part.option == than:
            continue
        gap = highest(pair[0]) - lowest(pair[1])
        most += gap * (highest(weight) if gap > 0 else lowest(weight))
    return most < 0 and not side.interactions


def compares_like_with_like(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """Two packages that are compared settle the same issues, each in one way."""
    for side in sheet.of(Side):
        for n, each in enumerate(side.comparisons):
            one, other = ({part.issue for part in parts} for parts in (each.better, each.than))
            if alone := sorted(one ^ other):
                message = f"'{alone[0]}' is settled in one of the two packages only; settle it in both, or in neither"
                yield fault(compares_like_with_like, sheet, side, message, "comparisons", n)
            if any(len(part.option) != 1 for part in (*each.better, *each.than)):
                message = "a package settles each issue in one way"
                yield fault(compares_like_with_like, sheet, side, message, "comparisons", n)


def _ranges(side: Side, issue: str | None) -> dict[str, tuple[Decimal, Decimal]]:
    """The ranges of weights, or of the scores of an issue, by name."""
    if issue is None:
        return {each.issue: (lowest(each), highest(each)) for each in side.weights}
    return {each.option: (lowest(each), highest(each)) for each in side.scores if each.issue == issue}


def circle(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Names that come round to themselves, the first also last; empty if none do."""
    after: dict[str, list[str]] = {}
    for before, name in pairs:
        after.setdefault(before, []).append(name)
    done: set[str] = set()
    for start, names in after.items():
        way, ahead = [start], [iter(names)]
        while ahead and start not in done:
            following = next(ahead[-1], None)
            if following is None:
                done.add(way.pop())
                ahead.pop()
            elif following in way:
                return [*way[way.index(following) :], following]
            elif following not in done:
                way.append(following)
                ahead.append(iter(after.get(following, ())))
    return []
