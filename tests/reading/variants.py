"""Entries told otherwise, as a second article would tell them, and accounts of other events that look like them.

Told    an account of an entry: its kind, values and the entry that it is of
Events of the record are taken apart into one account each: a measure gives one for each of its steps.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.resources import files
from typing import Any, NamedTuple

from talleyrand.record.syntax import parse
from talleyrand.record.vocabulary import vocabulary

KINDS = ("act", "measure", "meeting", "commitment", "reading", "agreement", "indicator")
ONE_DAY = 10  # characters of a date that names a day
TITLES = {"commitment": "text", "reading": "words"}
OTHER_WORDS = {
    "duty": "tariff", "duties": "tariffs", "tariff": "duty", "tariffs": "duties", "cut": "reduce", "buy": "purchase",
    "put": "place", "firms": "companies", "goods": "products", "talks": "negotiations", "meets": "sees",
    "visit": "trip", "raise": "increase", "end": "halt", "stop": "end", "ships": "vessels", "rules": "regulations",
    "says": "declares", "agreement": "accord", "licence": "permit", "licences": "permits", "speaker": "head",
}  # fmt: skip
DROPPED = {
    "act": ("issue", "person", "kind", "under"), "measure": ("coverage", "issue", "series"),
    "meeting": ("people", "issues", "form", "level", "channel", "place"), "commitment": ("issue", "clause", "made", "deadline"),
    "reading": ("person", "stance", "terms"), "agreement": ("issues", "form", "meeting"), "indicator": ("publisher", "unit"),
}  # fmt: skip
KEPT_BACK = ("sources", "note", "confidence", "recorded", "reason", "asserted", "performance", "restated", "done_when",
             "answers", "aims", "clauses", "condition", "voided", "corrects", "disclosed")  # fmt: skip


class Told(NamedTuple):
    kind: str
    values: dict[str, Any]
    entry: str


def shipped() -> tuple[Told, ...]:
    """One account of each event of the record that lies inside the package."""
    folder = files("talleyrand") / "cases" / "us-china"
    pages = [
        each.read_bytes()
        for each in sorted(folder.iterdir(), key=lambda each: each.name)
        if each.name.endswith(".yaml")
    ]
    return tuple(one for page in pages for one in accounts(page))


def accounts(page: bytes) -> Iterator[Told]:
    """One account of each event of a page of a record."""
    for item in parse(page, "page.yaml").items:
        if item.kind in KINDS:
            yield from _accounts(item.kind, item.id, copy.deepcopy(dict(item.value)))


def _accounts(kind: str, name: str, values: dict[str, Any]) -> Iterator[Told]:
    plain = {key: value for key, value in values.items() if key not in KEPT_BACK}
    part = {"measure": "steps", "indicator": "figures"}.get(kind)
    if part is None:
        plain = {key: [_bare(each) for each in value] if key == "steps" else value for key, value in plain.items()}
        yield Told(kind, plain | {kind: "new"}, name)
        return
    for each in plain.get(part, []):
        step = each.get("id")
        yield Told(
            kind, plain | {kind: "new", part: [_bare(each)]}, f"{name}#{step}" if step and kind == "measure" else name
        )


def _bare(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key not in (*KEPT_BACK, "id", "by", "under")}


# --- the same event, told otherwise --------------------------------------------------------------


def with_other_words(told: Told, rng: random.Random) -> Told:
    """Some words for others, one left out, and the label of its sort before them."""
    field = TITLES.get(told.kind, "title")
    words = [OTHER_WORDS.get(each.lower(), each) for each in str(told.values[field]).split()]
    if len(words) > 4:
        del words[rng.randrange(len(words))]
    return _with(told, {field: " ".join([*_label(told), *words])})


def _label(told: Told) -> list[str]:
    lists = vocabulary()
    for field, name in (("kind", "acts"), ("instrument", "instruments"), ("form", "meetings"), ("form", "forms")):
        if told.values.get(field) in lists[name]:
            return [lists[name][told.values[field]].label + ":"]
    return []


def with_less(told: Told, rng: random.Random) -> Told:
    """Without one of the fields that it could do without."""
    held = [each for each in DROPPED[told.kind] if each in told.values]
    if not held:
        return told
    gone = rng.choice(held)
    return told._replace(values={key: value for key, value in told.values.items() if key != gone})


def to_the_month(told: Told, _: random.Random) -> Told:
    """Its days known to the month alone."""
    return redated(told, lambda day: day[:7])


def to_the_year(told: Told, _: random.Random) -> Told:
    """Its days known to the year alone."""
    return redated(told, lambda day: day[:4])


def as_it_is(told: Told, _: random.Random) -> Told:
    """As the record tells it."""
    return told


SAME: tuple[Callable[[Told, random.Random], Told], ...] = (
    as_it_is,
    with_other_words,
    with_less,
    to_the_month,
    to_the_year,
)


# --- another event that looks like it ------------------------------------------------------------


def swapped(told: Told, _: random.Random) -> Told | None:
    """Done by the other side to this one."""
    for doer, other in (("by", "toward"), ("obligor", "obligee")):
        if told.values.get(doer) and told.values.get(other):
            given = told.values[other]
            to = given[0] if isinstance(given, list) else given
            return _with(told, {doer: to, other: [told.values[doer]]})
    return None


def on_another_day(told: Told, rng: random.Random) -> Told | None:
    """The same some days, weeks or months later."""
    if told.kind in ("commitment", "indicator") or not _dates(told.values):
        return None
    later = rng.choice((1, 2, 5, 9, 30, 61))

    def moved(day: str) -> str:
        return (date.fromisoformat(day[:ONE_DAY]) + timedelta(days=later)).isoformat() if len(day) >= ONE_DAY else day

    other = redated(told, lambda day: "/".join(map(moved, day.split("/"))))
    return other if other.values != told.values else None


def elsewhere(told: Told, rng: random.Random) -> Told | None:
    """The same in another place."""
    if told.kind != "meeting" or "place" not in told.values:
        return None
    return _with(told, {"place": rng.choice(("Qaanaaq", "Ushuaia", "Timbuktu", "Longyearbyen"))})


def of_another_amount(told: Told, rng: random.Random) -> Told | None:
    """The same with another level, target or figure."""
    step = rng.choice((1, 5, 24, 100))
    if told.kind == "commitment" and "target" in told.values:
        target = told.values["target"]
        return _with(told, {"target": target | {"amount": _more(target["amount"], step)}})
    part, field = {"measure": ("steps", "level"), "indicator": ("figures", "value")}.get(told.kind, ("", ""))
    if part and field in told.values[part][0]:
        one = told.values[part][0]
        return _with(told, {part: [one | {field: _more(one[field], step)}]})
    return None


def next_round(told: Told, rng: random.Random) -> Told | None:
    """The next meeting of the same people in the same form: other days, another place."""
    if told.kind != "meeting" or "place" not in told.values:
        return None
    later = on_another_day(told, random.Random(f"{rng.random()}"))
    return elsewhere(later, rng) if later else None


OTHER: tuple[Callable[[Told, random.Random], Told | None], ...] = (
    swapped,
    on_another_day,
    elsewhere,
    of_another_amount,
    next_round,
)


def _more(number: str, step: int) -> str:
    return f"{float(number) + step:g}"


def _with(told: Told, values: dict[str, Any]) -> Told:
    return told._replace(values=told.values | values)


_DAYS = ("on", "effective", "announced", "signed", "made", "date")


def redated(told: Told, change: Callable[[str], str]) -> Told:
    """An account with every day of it changed."""

    def changed(value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            return {key: changed(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [changed(each, field) for each in value]
        return change(str(value)) if field in _DAYS else value

    return told._replace(values=changed(told.values))


def _dates(value: Any, field: str = "") -> list[str]:
    if isinstance(value, dict):
        return [day for key, each in value.items() for day in _dates(each, key)]
    if isinstance(value, list):
        return [day for each in value for day in _dates(each, field)]
    return [str(value)] if field in _DAYS else []
