"""What a negotiation file must keep to: a rule is one function, its first line is what it asks.

RULES  all of them
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from talleyrand.bargaining.entries import (
    AnyKind,
    Heading,
    Institution,
    Issue,
    Judged,
    Linkage,
    Move,
    Own,
    Score,
    Side,
    Situation,
    Stage,
    Stake,
    Weight,
)
from talleyrand.bargaining.faults import Rule, fault, highest, lowest, notice, these
from talleyrand.bargaining.leaves import judged, marked, parted, settlings
from talleyrand.bargaining.preferring import (
    circle,
    compares_like_with_like,
    prefers_in_one_direction,
    puts_known_things_in_order,
)
from talleyrand.bargaining.sheets import Sheet
from talleyrand.errors import nearest
from talleyrand.record.entries import Ref
from talleyrand.record.problems import Place, Problem
from talleyrand.record.record import Record
from talleyrand.record.syntax import Path

LARGEST = Decimal(10) ** 9
_PLAIN = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", re.ASCII)


def has_one_heading(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """A file has one `negotiation`, which names at least two sides, none twice."""
    headings = sheet.of(Heading)
    if not headings and not sheet.problems:
        message = "the file has no entry of kind 'negotiation' that says what is negotiated, by whom and as of when"
        yield Problem(place=_top(sheet), rule=has_one_heading.__name__, message=message)
    for each in headings[1:]:
        yield fault(has_one_heading, sheet, each, f"'{headings[0].id}' is negotiated here already; one to a file")
    for each in headings[:1]:
        if len(set(each.between)) < 2 or len(set(each.between)) < len(each.between):
            yield fault(has_one_heading, sheet, each, "it needs at least two sides, none named twice", "between")


def has_something_to_settle(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """A file has at least one issue, and each issue an option or more."""
    if sheet.of(Heading) and not sheet.of(Issue) and not sheet.problems:
        yield fault(has_something_to_settle, sheet, sheet.of(Heading)[0], "there is no issue to settle in this file")
    for each in (each for each in sheet.of(Issue) if not each.options):
        yield fault(has_something_to_settle, sheet, each, "it has no options; name each way of settling it", "options")


def has_plain_names(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """An id is of letters a-z, digits and hyphens; the name of an option holds no ':' or ';', which part a package."""
    for entry in sheet.negotiation:
        if not _PLAIN.fullmatch(entry.id):
            yield fault(has_plain_names, sheet, entry, f"'{entry.id}' is no id: a-z, 0-9 and hyphens only", "id")
    for issue in sheet.of(Issue):
        for n, each in enumerate(issue.options):
            if re.search("[:;]", each.option):
                message = f"'{each.option}' is no name of an option: it holds ':' or ';', which part a package"
                yield fault(has_plain_names, sheet, issue, message, "options", n)


def names_each_thing_once(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """No two entries of a kind, options of an issue, states or courses of a situation have the same name."""
    seen: set[tuple[str, str]] = set()
    for entry in sheet.negotiation:
        if (entry.KIND, entry.id) in seen:
            yield fault(names_each_thing_once, sheet, entry, f"another {entry.KIND} has this name already", "id")
        seen.add((entry.KIND, entry.id))
    for issue in sheet.of(Issue):
        yield from _twice(sheet, issue, [each.option for each in issue.options], "options")
    for situation in sheet.of(Situation):
        yield from _twice(sheet, situation, [each.state for each in situation.states], "states")
        yield from _twice(sheet, situation, [each.course for each in situation.courses], "courses")


def names_what_is_there(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """What an entry names of its own file, a side, issue, option, stage or move, is there."""
    kinds = ("issue", "side", "stage", "move")
    names = {kind: [each.id for each in sheet.negotiation if kind == each.KIND] for kind in kinds}
    for entry in sheet.negotiation:
        for path, text, mark in marked(entry):
            kind = mark.kinds[0] if isinstance(mark, Own) else ""
            if kind in names and text not in names[kind] and (kind, text) not in sheet.headed:
                hint = nearest(text, names[kind]) or these(names[kind], kind)
                yield fault(names_what_is_there, sheet, entry, f"there is no {kind} '{text}'{hint}", *path)


def names_an_option_of_its_issue(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """An option that is named is one of the issue that stands beside it."""
    options = {issue.id: [each.option for each in issue.options] for issue in sheet.of(Issue)}
    for entry in sheet.negotiation:
        for path, issue, option in settlings(entry):
            if options.get(issue) and option not in options[issue]:
                hint = nearest(option, options[issue]) or these(options[issue], "option")
                message = f"'{issue}' has no option '{option}'{hint}"
                yield fault(names_an_option_of_its_issue, sheet, entry, message, *path)


def names_what_the_record_has(sheet: Sheet, record: Record | None) -> Iterator[Problem]:
    """What an entry names of the record, a party, person, channel, issue or entry, is there, and of the right kind."""
    if record is None:
        return
    for entry in sheet.negotiation:
        for path, text, mark in marked(entry):
            if isinstance(mark, Ref) and (message := _amiss(record, text, mark.kinds)):
                yield fault(names_what_the_record_has, sheet, entry, message, *path)


def uses_a_level_of_the_record(sheet: Sheet, record: Record | None) -> Iterator[Problem]:
    """The level of a step is a word of the record's levels."""
    for move in sheet.of(Move) if record is not None else ():
        levels = list(record.vocabulary["levels"]) if record is not None else []
        if move.level is not None and move.level not in levels:
            hint = nearest(move.level, levels) or these(levels, "level")
            yield fault(uses_a_level_of_the_record, sheet, move, f"'{move.level}' is no level{hint}", "level")


def is_within_its_bounds(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """A judged number has low ≤ best ≤ high; scores are from 0 to 100, weights not below 0, shares from 0 to 1."""
    for entry in sheet.negotiation:
        for path, number in judged(entry):
            least, most = _bounds(entry, path, number)
            low, high = lowest(number), highest(number)
            if not low <= number.best <= high:
                message = f"low {low}, best {number.best} and high {high} are not in that order"
                yield fault(is_within_its_bounds, sheet, entry, message, *path)
            for each in (each for each in dict.fromkeys((low, number.best, high)) if not least <= each <= most):
                yield fault(is_within_its_bounds, sheet, entry, f"{each} is not from {least} to {most}", *path)


def scores_each_option_once(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """A side scores every option of every issue that it gives weight, once, and no other."""
    options = {issue.id: [each.option for each in issue.options] for issue in sheet.of(Issue)}
    for side in sheet.of(Side):
        weighted = [each.issue for each in side.weights]
        yield from _twice(sheet, side, weighted, "weights")
        scored = Counter((each.issue, each.option) for each in side.scores)
        for n, each in enumerate(side.scores):
            if scored.pop((each.issue, each.option), 1) > 1:
                message = f"'{each.option}' of '{each.issue}' is scored more than once"
                yield fault(scores_each_option_once, sheet, side, message, "scores", n)
            if each.issue in options and each.issue not in weighted:
                message = f"'{each.issue}' is scored but has no weight: give it one, or take the score out"
                yield fault(scores_each_option_once, sheet, side, message, "scores", n)
        done = {(each.issue, each.option) for each in side.scores}
        for n, name in enumerate(weighted):
            there = options.get(name, [])
            unknown = any(issue == name and option not in there for issue, option in done)  # a fault of its own
            if (missing := [each for each in there if (name, each) not in done]) and not unknown:
                message = f"'{name}' has weight but no score for {', '.join(missing)}"
                yield fault(scores_each_option_once, sheet, side, message, "weights", n)


def uses_the_whole_scale(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """On each issue a side gives its best option 100 and its worst 0, by best guess: else weights mean nothing."""
    for side in sheet.of(Side):
        by_issue: dict[str, list[Decimal]] = {}
        for each in side.scores:
            by_issue.setdefault(each.issue, []).append(each.best)
        for name, bests in by_issue.items():
            if len(bests) > 1 and (min(bests) != 0 or max(bests) != 100):
                message = (
                    f"'{name}' is scored from {min(bests)} to {max(bests)}: its worst option has 0 and its best 100"
                )
                if min(bests) == max(bests):
                    message = f"'{name}' is all the same to it: give it neither weight nor scores there"
                at = next(n for n, each in enumerate(side.scores) if each.issue == name)
                yield fault(uses_the_whole_scale, sheet, side, message, "scores", at)


def gives_some_weight(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """At least one issue has weight for a side; an issue that has none for any is named elsewhere."""
    for side in sheet.of(Side):
        if not any(each.best > 0 for each in side.weights):
            message = "no issue has weight for it: it would like all packages alike"
            yield fault(gives_some_weight, sheet, side, message, "weights")
    named = {text for entry in sheet.negotiation for _, text, mark in marked(entry) if mark == Own(("issue",))}
    sound = not sheet.problems and named <= {each.id for each in sheet.of(Issue)}  # else one may be misspelt
    for issue in (each for each in sheet.of(Issue) if sound and each.id not in named):
        message = "nobody gives it weight and nothing else names it: how it is settled makes no difference"
        yield notice(gives_some_weight, sheet, issue, message, "title")


def gives_its_reasons(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """A guess that is not sure says why it is what it is."""
    for entry in sheet.negotiation:
        for path, number in judged(entry):
            if lowest(number) != highest(number) and not number.reason:
                message = "it may lie anywhere between low and high, and no reason is given for it"
                yield notice(gives_its_reasons, sheet, entry, message, *path)


def is_at_the_table_or_at_home(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """A side is at the table, or at home with one that is, and not both."""
    table = _table(sheet)
    for side in sheet.of(Side):
        if side.home is None and table and side.id not in table:
            message = "it is not among the sides at the table, and does not say whose home it belongs to"
            yield fault(is_at_the_table_or_at_home, sheet, side, message)
        if side.home is not None and side.id in table:
            yield fault(
                is_at_the_table_or_at_home, sheet, side, "it is at the table, so it has no other's home", "home"
            )
        there = ("side", side.home) in sheet.headed  # if it is not, that is a fault of its own
        if side.home is not None and there and side.id not in table and table and side.home not in table:
            message = f"'{side.home}' is not at the table; sides at the table are {', '.join(table)}"
            yield fault(is_at_the_table_or_at_home, sheet, side, message, "home")


def links_what_can_be_linked(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """A linkage has what its form needs: two parts or more, `then` for require, `most` for at most, and no more.

    A red line too has a part or more, and every part an option or more.
    """
    for entry in sheet.negotiation:
        for path, parts in parted(entry):
            if not parts or not all(part.option for part in parts):
                message = "it names no part" if not parts else "a part of it names no option"
                yield fault(links_what_can_be_linked, sheet, entry, message, *path)
    for each in sheet.of(Linkage):
        if each.form != "require" and len(each.parts) < 2 and each.form != "forbid":
            yield fault(links_what_can_be_linked, sheet, each, f"'{each.form}' takes two parts or more", "parts")
        if (each.form == "require") != bool(each.then):
            message = "'require' needs 'then'" if each.form == "require" else f"'{each.form}' takes no 'then'"
            yield fault(links_what_can_be_linked, sheet, each, message, "then")
        if (each.form == "at most") != (each.most is not None):
            message = "'at most' needs 'most'" if each.form == "at most" else f"'{each.form}' takes no 'most'"
            yield fault(links_what_can_be_linked, sheet, each, message, "most")
        if each.most is not None and not 0 < each.most < len(each.parts):
            message = (
                f"at most {each.most} of {len(each.parts)} parts says nothing, or too much: 1 to {len(each.parts) - 1}"
            )
            yield fault(links_what_can_be_linked, sheet, each, message, "most")


def can_be_carried(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """An institution belongs to a side at the table, its members to the same home; a vote has a share from 0 to 1."""
    sides = {each.id: each for each in sheet.of(Side)}
    for house in sheet.of(Institution):
        if house.of in sides and sides[house.of].home is not None:
            yield fault(can_be_carried, sheet, house, f"'{house.of}' is not at the table", "of")
        for n, member in enumerate(house.members):
            home = sides[member.side].home if member.side in sides else house.of
            if house.of not in {home, member.side} and (home is None or home in sides):
                whose = f"belongs to the home of '{home}'" if home is not None else "is at the table"
                message = f"'{member.side}' {whose}; it has no seat at the home of '{house.of}'"
                yield fault(can_be_carried, sheet, house, message, "members", n)
            if member.side in [each.side for each in house.members[:n]]:
                yield fault(can_be_carried, sheet, house, f"'{member.side}' sits there twice", "members", n)
            if member.seats <= 0 or member.seats > LARGEST:
                yield fault(can_be_carried, sheet, house, f"{member.seats} seats cannot be", "members", n)
        if (house.rule == "vote") != (house.share is not None):
            message = "a vote needs 'share'" if house.rule == "vote" else f"'{house.rule}' takes no 'share'"
            yield fault(can_be_carried, sheet, house, message, "share")
        if house.share is not None and not 0 < house.share <= 1:
            yield fault(can_be_carried, sheet, house, f"{house.share} is no share from 0 to 1", "share")
        if not house.members and house.rule != "notice":
            yield fault(can_be_carried, sheet, house, "it has no members to decide", "members")


def is_worth_something_to_each_side(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """A stage has a stake for each side at the table, lasts some time, and its deeds are done by those sides."""
    table = _table(sheet)
    for stage in sheet.of(Stage):
        told = [each.by for each in stage.stakes]
        if table and sorted(told) != sorted(table):
            message = f"it needs one stake for each of {', '.join(table)}; it has them for {', '.join(told) or 'none'}"
            yield fault(is_worth_something_to_each_side, sheet, stage, message, "stakes")
        if not 0 < stage.months <= 600:
            message = f"{stage.months} months cannot be: more than 0, at most 600"
            yield fault(is_worth_something_to_each_side, sheet, stage, message, "months")
        for n, deed in enumerate(stage.deeds):
            if table and deed.by not in table:
                message = f"'{deed.by}' is not at the table"
                yield fault(is_worth_something_to_each_side, sheet, stage, message, "deeds", n, "by")


def tempts_no_more_than_it_can(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """In a stage, being cheated is no better than keeping it, and neither is what is had once it is broken."""
    for stage in sheet.of(Stage):
        for n, stake in enumerate(stage.stakes):
            if _needless(stake):
                message = "'cheated' and 'broken' must not be better than 'gain': if they are, there is nothing to keep"
                yield fault(tempts_no_more_than_it_can, sheet, stage, message, "stakes", n)


def can_be_played(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """A situation's states hold courses that there are, each actor ranks every state once, and today is one of them."""
    for each in sheet.of(Situation):
        states, courses = [one.state for one in each.states], [one.course for one in each.courses]
        if each.today not in states:
            yield fault(
                can_be_played, sheet, each, f"'{each.today}' is no state of it{nearest(each.today, states)}", "today"
            )
        for n, state in enumerate(each.states):
            for course in (one for one in (*state.holds, *state.either) if one not in courses):
                message = f"'{course}' is no course of it{nearest(course, courses) or these(courses, 'course')}"
                yield fault(can_be_played, sheet, each, message, "states", n)
        alike = Counter(frozenset(one.holds) for one in each.states)
        if doubled := [one.state for one in each.states if alike[frozenset(one.holds)] > 1]:
            yield fault(can_be_played, sheet, each, f"{' and '.join(doubled)} hold the same courses", "states")
        yield from _unranked(sheet, each, states)


def goes_forward(sheet: Sheet, _record: Record | None) -> Iterator[Problem]:
    """The steps of a road do not wait for one another in a circle; somebody takes each, and it takes some days."""
    moves = sheet.of(Move)
    if found := circle([(before, each.id) for each in moves for before in each.after]):
        entry = next(each for each in moves if each.id == found[0])
        yield fault(goes_forward, sheet, entry, f"steps wait for one another: {' before '.join(found)}", "after")
    for each in moves:
        if not each.by:
            yield fault(goes_forward, sheet, each, "it does not say who takes it", "by")
        if not 0 <= each.days <= 3650:
            yield fault(goes_forward, sheet, each, f"{each.days} days cannot be: 0 to 3650", "days")


RULES: tuple[Rule, ...] = (
    has_one_heading, has_something_to_settle, has_plain_names, names_each_thing_once, names_what_is_there,
    names_an_option_of_its_issue, names_what_the_record_has, uses_a_level_of_the_record, is_within_its_bounds,
    scores_each_option_once, uses_the_whole_scale, gives_some_weight, gives_its_reasons, puts_known_things_in_order,
    prefers_in_one_direction, compares_like_with_like, is_at_the_table_or_at_home, links_what_can_be_linked,
    can_be_carried, is_worth_something_to_each_side, tempts_no_more_than_it_can, can_be_played, goes_forward,
)  # fmt: skip


# --- what the rules share ------------------------------------------------------------------------


def _twice(sheet: Sheet, entry: AnyKind, names: Sequence[str], field: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, name in enumerate(names):
        if name in seen:
            yield fault(names_each_thing_once, sheet, entry, f"'{name}' stands twice among its {field}", field, n)
        seen.add(name)


def _amiss(record: Record, text: str, kinds: tuple[str, ...]) -> str:
    """What is wrong with a name of the record, if anything."""
    name, _, part = text.partition("#")
    if "issue" in kinds and text in record.vocabulary["issues"]:
        return ""
    if name not in record:
        near = [each.id for each in record.entries if "any" in kinds or each.KIND in kinds]
        return f"the record has no '{name}'{nearest(name, near)}"
    if "any" not in kinds and record.entry(name).KIND not in kinds:
        return f"'{name}' is of kind '{record.entry(name).KIND}'; it takes {' or '.join(kinds)}"
    return ""


_SHARES = ("patience", "turnover", "together")


def _bounds(entry: AnyKind, path: Path, number: Judged) -> tuple[Decimal, Decimal]:
    """Between what a judged number must lie."""
    if isinstance(number, Score):
        return Decimal(0), Decimal(100)
    if isinstance(number, Weight) or path[-1] == "lag":
        return Decimal(0), LARGEST
    if path[-1] in _SHARES:
        return Decimal(0), Decimal(1)
    return (Decimal(-100), Decimal(100)) if isinstance(entry, Side) else (-LARGEST, LARGEST)


def _needless(stake: Stake) -> bool:
    return stake.cheated.best > stake.gain.best or stake.broken.best > stake.gain.best


def _unranked(sheet: Sheet, situation: Situation, states: list[str]) -> Iterator[Problem]:
    actors = {each.by for each in situation.courses}
    told = [each.by for each in situation.rankings]
    if sorted(told) != sorted(actors):
        message = (
            f"it needs one ranking for each of {', '.join(sorted(actors))}; it has them for {', '.join(told) or 'none'}"
        )
        yield fault(can_be_played, sheet, situation, message, "rankings")
    for n, each in enumerate(situation.rankings):
        ranked = [name.strip() for group in each.order for name in group.split("=")]
        if sorted(ranked) != sorted(states):
            odd = sorted(set(ranked) ^ set(states)) or sorted(name for name in set(ranked) if ranked.count(name) > 1)
            message = f"it must rank every state once; look at {', '.join(odd)}"
            yield fault(can_be_played, sheet, situation, message, "rankings", n, "order")


def _table(sheet: Sheet) -> tuple[str, ...]:
    """The sides at the table; none where the heading names one that is not there, which is a fault of its own."""
    table = sheet.of(Heading)[0].between if sheet.of(Heading) else ()
    return table if all(("side", each) in sheet.headed for each in table) else ()


def _top(sheet: Sheet) -> Place:
    return Place(sheet.file)
