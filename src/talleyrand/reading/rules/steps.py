"""Measures and their steps: a duty imposed, raised or suspended, a listing, a licence rule; on whom, and how high."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from talleyrand.reading.deeds import chains
from talleyrand.reading.language import phrases
from talleyrand.reading.language.amounts import Amount
from talleyrand.reading.rules.told import Draft, Told, ahead, shortened
from talleyrand.record.dates import When
from talleyrand.record.entries import Measure, MeasureStep
from talleyrand.record.syntax import Raw

_MORE = re.compile(r"\b(?:another|additional|further|extra|more)\b", re.I)
_RISE = re.compile(r"^[^,;.]{0,40}?\b(?:increases?|hikes?|rises?|raise)\b", re.I)
_EFFECT = re.compile(
    r"\b(?:effective|takes? effect|took effect|taking effect|into force|into effect)\b[^,;]{0,12}$"
    r"|\b(?:from|starting|beginning|as of|by)(?: on)? $"
)
_ALL_GOODS = re.compile(
    r"\b(?:all|across[- ]the[- ]board|every|most) (?:[A-Z]\w+ )?(?:imports?|goods|products|exports?)?"
    r"|\bgoods from\b|\bimports from\b",
    re.I,
)
_NAMED = re.compile(
    r"(?<!non-)\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharge|export (?:controls?|restrictions?"
    r"|curbs?|bans?|licen[cs]\w+)|import bans?|licen[cs]\w+|entity list|"
    r"export control list|blacklist|sanctions?|visas?|port fees?|fees?|quotas?|embargo|ban on|bans"
    r"|curbs|restrictions on|controls on|anti-?dumping|"
    r"countermeasures|moratorium)\b",
    re.I,
)
_THE_SAME = re.compile(r" (?:it|them)\b")
_ANSWERS = re.compile(r"\b(?:answer|respond|retaliate|repl(?:y|i))e?[ds]?$")  # a measure only if it is told how high
_STANDS = re.compile(r"^(?:already |currently |still |now )*(?:levies|levy|applies|apply|charges?|imposes)$")
_DUTY = re.compile(r"tariff|dut(?:y|ies)$|lev(?:y|ies)$", re.I)
_WEAK = re.compile(
    r"\b(?:put|puts|set|sets|hit|hits|place[ds]?|adopt\w*|appl(?:y|ied)|charge[ds]?|cut|end(?:s|ed)"
    r"|extend\w*|expand\w*|increase[ds]?|strengthen\w*|double[ds]?|plan\w*|propose[ds]?"
    r"|announce[ds]?)$"
)
_CHANGES = frozenset({"raise", "lower", "suspend", "resume", "extend", "stop"})
# "announced a cut in the duty": the step is that of the noun.
_STEPS_NAMED = (
    ("lower", ("cut", "reduction", "decrease", "easing", "halving")),
    ("raise", ("increase", "rise", "hike", "doubling")),
    ("suspend", ("suspension", "pause", "halt")), ("stop", ("lifting", "removal", "end", "repeal")),
    ("extend", ("extension", "renewal")),
)  # fmt: skip
_OF_STEP = re.compile(
    r" (?:an?|the|its|his|further)? ?(?:[\w-]+ ){0,2}(?P<step>"
    + "|".join(rf"{stem}s?" for _, stems in _STEPS_NAMED for stem in stems)
    + r") (?:in|of|to|on)\b"
)
_THAT = re.compile(r"(?: (?:late |early )?(?:on )?[A-Z]\w+day)? that ")
_OPPOSES = re.compile(
    r"(?:[\w’'.-]+ ){1,4}?(?:is|are|was|were|will|would|has|had|have) (?:also |\w+ly )?"
    r"(?:challeng|contest|oppos|appeal|reject|condemn|critici[sz]|welcom|su(?:e|ing)\b)"
)
_NEXT = 4  # characters before the one of whom something is told
_TAIL = re.compile(r"(?:,? (?:from|on|in|by|until|since|effective|starting|as of|at))+ ?$")
_STARTS = frozenset({"impose", "raise", "announce"})
# What a measure is usually about, where the words do not say more.
_USUAL = {"tariff": "trade/tariffs", "tariff-exclusion": "trade/tariffs", "de-minimis": "trade/tariffs",
          "export-control": "trade",
          "port-fee": "trade/shipping", "visa-restriction": "people", "investment-screening": "investment",
          "financial-sanction": "finance", "market-access": "trade/market-access", "procurement-ban": "trade",
          "purchase-halt": "trade"}  # fmt: skip
_FAR = 90  # characters between a weak verb and what it is done to
_ALIKE = 3  # words of a measure without a date that fits that must stand in the text
# What is revoked is then no restriction, but what a restriction leaves.
_PAPERS = re.compile(r"(?:visas?|licen[cs]es?)\b(?! (?:ban|curb|restriction|requirement|rule|cap))")
_WIDE = 370  # days of a date that is too wide for a step
_ABOUT = 2  # days about a day
_BESIDE = 40  # characters between a level and its date
_GENERIC = frozenset(
    """duty duties tariff tariffs goods all the of on and from to a in for over measure export exports import imports
    rule control controls order section sections list certain""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class _Level:
    """How high: the level itself, or by how much it changes, and the words."""

    value: Decimal
    change: bool
    unit: str
    amount: Amount


def measures(told: Told) -> Iterator[Draft]:
    """The step of a measure that a deed is, as a part of a measure of the record or as a new one."""
    if told.form == "noun" or told.day is None or not told.by or not told.toward or told.days > _WIDE:
        return
    if told.supposed or told.mood.negated or told.mood.modality == "conditional":
        return
    if told.governed or told.governor in chains.PROMISES:  # what is promised is a commitment
        return
    if told.at.span is None and _STANDS.search(told.verb):  # "already levies 10%" is no step of that day
        return
    step = _step(told)
    instrument = _instrument(told, step) if step else ""
    if not instrument:
        return
    for by, toward in _sides(told):
        for one in _levels_in_turn(told):
            yield from _draft(one, by, toward, step, instrument)


def _instrument(told: Told, step: str) -> str:
    """The sort of instrument that the object of the verb is; empty if it is none."""
    words = told.words
    if _THE_SAME.match(told.text, told.deed.verb[1]):  # "imposed a duty and doubled it"
        words = f"{told.text[: told.deed.verb[0]]} {words}"
    if _ANSWERS.search(told.verb) and not any(each.kind in ("percent", "points") for each in told.amounts):
        return ""
    if told.deed.passive:
        words = f"{told.verb} {told.text[told.deed.clause[0] : told.deed.verb[0]]} {told.words}"
    named = _NAMED.search(words)
    if named is None or (_WEAK.search(told.verb) and named.start() > _FAR):
        return ""
    if step == "stop" and _PAPERS.match(words[named.start() :]):
        return ""
    return told.scene.topics.instrument(words).id or ("tariff" if _DUTY.match(named[0]) else "")


def _levels_in_turn(told: Told) -> Iterator[Told]:
    """The deed, once for each level that has a date of its own: "10 percent in February and 10 percent in March"."""
    found = [each for each in told.amounts if each.kind in ("percent", "points") and each.start >= told.deed.verb[0]]
    pairs = [
        (amount, day)
        for amount, after in zip(found, [*found[1:], None], strict=False)
        for day in told.dates
        if amount.end <= day.start < (after.start if after else len(told.text)) and day.start - amount.end < _BESIDE
    ]
    if len(pairs) < 2 or len(pairs) != len(found) or told.day is None or told.at.span is None:
        yield told
        return
    for amount, day in pairs:
        one = replace(told.at, when=day.when, span=(day.start, day.end))
        yield replace(told, amounts=(amount,), day=one)


def _sides(told: Told) -> Iterator[tuple[str, str]]:
    if len(told.by) == 1:
        yield told.by[0], told.toward[0]
        return
    for by in told.by[:2]:
        toward = next((each for each in (*told.toward, *told.by) if each != by), "")
        if toward:
            yield by, toward


def _tells_of_others(told: Told) -> bool:
    """True if what is announced is what another side does, or no step: "announced that it opposes the duty"."""
    that = _THAT.match(told.text, told.deed.verb[1])
    if that and _OPPOSES.match(told.text, that.end()):
        return True
    who = next((each for each in told.mentions if that and that.end() <= each.start <= that.end() + _NEXT), None)
    state = told.scene.record.state_of
    return bool(who and who.party and state(who.party) not in {state(each) for each in told.by})


def _step(told: Told) -> str:
    found = list(phrases.lists("steps").within(phrases.words_of(told.text), *told.deed.verb))
    step = found[-1].name if found and not _tells_of_others(told) else ""
    named = _OF_STEP.match(told.text, told.deed.verb[1]) if step == "announce" else None
    return next(name for name, stems in _STEPS_NAMED if named["step"].startswith(stems)) if named else step


def _draft(told: Told, by: str, toward: str, step: str, instrument: str) -> Iterator[Draft]:
    level = _level(told)
    part = _part(told, step, level)
    shown = {str(each.when) for each in told.dates}
    owner = _meant(told, by, toward, instrument, level, step)
    known = owner is not None and level is not None and any(each.level == level.value for each in owner.steps)
    total = None if known else _total(told, by, toward, instrument, level)
    elsewhere = set(told.inferred) | ({str(told.at.when)} if told.at.span is None else set())
    elsewhere |= {part[name] for name in ("effective", "until") if part.get(name) and part[name] not in shown}
    doubts = [told.at.doubt, *(["both sides did it: each has a step of its own"] if len(told.by) > 1 else [])]
    if total is not None:
        owner, said = total
        part.pop("level", None)
        doubts.append(said)
    if owner is not None and level is not None and level.change:
        former = _former(owner, told)
        if former is not None and step in ("raise", "impose", "announce"):
            part["step"], part["level"] = "raise", _figure(former + level.value)
            elsewhere.add(part["level"])
            doubts.append(f"the level is {former} of the record and {level.value} more in the words")
    if owner is not None:
        yield _made(told, "measure", part, elsewhere, doubts, into=owner.id)
        return
    if part["step"] == "raise" and level is not None:
        part["step"] = "impose"
    if step not in _STARTS or part["step"] not in ("impose", "announce") or (step == "raise" and level is None):
        return
    yield _made(told, "measure", _new(told, by, toward, instrument, part, level), elsewhere, doubts)


def _made(
    told: Told, kind: str, values: Mapping[str, Raw], elsewhere: set[str], doubts: list[str], *, into: str = ""
) -> Draft:
    named = [(each.start, each.end) for each in (*told.deed.actor, *told.deed.target)]
    shown = [(each.start, each.end) for each in told.amounts if each.kind in ("percent", "points")]
    dates = [told.day.span] if told.day and told.day.span else []
    return Draft(
        kind=kind, values=values, into=into, spans=(told.deed.verb, *named, *shown, *dates),
        score=0.75 if into else 0.7,
        modality=told.mood.modality, elsewhere=frozenset(elsewhere), reasons=(told.verb,),
        mutual=told.deed.mutual or len(told.by) > 1,
        doubts=tuple(each for each in doubts if each),
    )  # fmt: skip


def _new(
    told: Told, by: str, toward: str, instrument: str, part: dict[str, str], level: _Level | None
) -> dict[str, Raw]:
    """A measure of its own with its first step."""
    topics = told.scene.topics
    issue = topics.issue(told.words).id or _USUAL.get(instrument, "")
    label = told.scene.record.vocabulary["instruments"][instrument].label
    series = topics.series(told.words).id
    term = told.scene.record.vocabulary["series"].get(series)
    if term is None or (
        term.unit != "none" and (level is None or (term.unit != level.unit and term.unit == "percent"))
    ):
        series = ""
    if series and term and term.unit == "none":
        part.pop("level", None)
    values: dict[str, Raw] = {
        "measure": "...",
        "title":
            f"{label} of {told.scene.record.in_text(by)} on {told.scene.record.in_text(toward)}:"
            f" {_object(told)}",
        "by": by, "toward": [toward], "instrument": instrument, "issue": issue or "relationship",
        "steps": [dict(part)],
    }  # fmt: skip
    if series:
        values["series"] = series
    elif level is not None and "level" in part:
        values["unit"] = level.unit
    return values


def _object(told: Told) -> str:
    """What was done to what, in the words of the deed up to the first date."""
    stop = min([each.start for each in told.dates if each.start > told.deed.verb[1]], default=told.deed.clause[1])
    words = told.text[told.deed.verb[0] : min(stop, told.deed.clause[1])]
    if not _TAIL.sub("", told.text[told.deed.verb[1] : stop]).strip():  # "announced on Tuesday that ..."
        ends = [each.end for each in told.dates if each.start == stop]
        words = f"{told.verb}{told.text[max(ends, default=stop) : told.deed.clause[1]]}"
    return _TAIL.sub("", shortened(words, 16))


def _part(told: Told, step: str, level: _Level | None) -> dict[str, str]:
    """The step, with its day and level."""
    pending = told.mood.modality in ("announced", "promised") or step == "announce"
    starts = next(
        (
            each
            for each in told.dates
            if told.deed.verb[0] <= each.start <= told.deed.clause[1] + _BESIDE
            and _EFFECT.search(told.text[max(0, each.start - 30) : each.start])
        ),
        None,
    )
    part = {"step": step}
    if step == "raise" and level is not None and level.change:
        part["step"] = "impose"
    if step == "raise" and level is None:
        part["step"] = "impose"
    if pending and starts is not None and str(starts.when) != str(told.at.when):
        part |= {"announced": str(told.at.when), "effective": str(ahead(starts, told.at.when))}
    elif pending:
        part["announced"] = str(told.at.when)
        part["step"] = "announce" if step in _STARTS else step
    else:
        part["effective"] = str(told.at.when)
    ends = next((each for each in told.dates if each.bound == "until"), None)
    if ends is not None:
        part["until"] = str(ends.when)
    if level is not None and part["step"] in ("impose", "raise", "lower", "suspend", "announce"):
        part["level"] = _figure(level.value)
    return part


def _level(told: Told) -> _Level | None:
    """The level in the words about the deed; none if there are several that could be it."""
    found = [each for each in told.amounts if each.kind in ("percent", "points") and each.value is not None
             and each.start >= told.deed.verb[0] and each.upper is None and each.role != "from"]  # fmt: skip
    to = [each for each in found if each.role == "to"]
    chosen = to or found
    if len(chosen) != 1:
        chosen = [each for each in chosen if told.day and told.day.span and 0 <= told.day.span[0] - each.end < 40]
    if len(chosen) != 1:
        return None
    amount = chosen[0]
    before, after = told.text[max(0, amount.start - 20) : amount.start], told.text[amount.end : amount.end + 60]
    change = amount.role == "by" or bool(_MORE.search(before)) or bool(_RISE.search(after))
    return _Level(amount.value or Decimal(0), change, "percent", amount)


def _meant(told: Told, by: str, toward: str, instrument: str, level: _Level | None, step: str) -> Measure | None:
    """The measure of the record that is plainly meant; None if none or several could be."""
    record = told.scene.record
    fits = [
        each for each in record.of(Measure)
        if record.state_of(each.by) == record.state_of(by) and each.instrument == instrument
        and record.bears_on(each.toward, toward)
    ]  # fmt: skip
    dated = [each for each in fits if any(_near(one, told) and _level_fits(each, one, level) for one in each.steps)]
    if len(dated) == 1 and (level is not None or _is_step(dated[0], told, step) or _shared(dated[0], told) > 0):
        return dated[0]
    if len(dated) > 1:
        dated = [each for each in dated if _shared(each, told) > 0]
        best = sorted(dated, key=lambda each: -_shared(each, told))
        if len(best) == 1 or (len(best) > 1 and _shared(best[0], told) > _shared(best[1], told)):
            return best[0]
        return None
    changes = step in _CHANGES or (level is not None and level.change)
    return _changed(told, [each for each in fits if _begun(each, told)], step) if changes else None


def _changed(told: Told, begun: list[Measure], step: str) -> Measure | None:
    """Of the measures begun by then the one that is changed: the only one, or that of the level or words told."""
    eve = date.fromordinal(told.at.when.first.toordinal() - 1)
    left = {each.value for each in told.amounts if told.text[: each.start].endswith("from ") and each.unit == "percent"}
    for fits in (begun, [each for each in begun if _in_force(each, eve) in left]):
        if len(fits) == 1:
            return fits[0]
    alive = [each for each in begun if _shared(each, told) >= _ALIKE] if step in _CHANGES else []
    best = sorted(alive, key=lambda each: -_shared(each, told))
    if best and (len(best) == 1 or _shared(best[0], told) > _shared(best[1], told)):
        return best[0]
    return None


def _total(told: Told, by: str, toward: str, instrument: str, level: _Level | None) -> tuple[Measure, str] | None:
    """The measure with a step about that day, where the level told is the sum of several; and what to say of it."""
    record, day = told.scene.record, told.at.when
    if level is None or level.change or (day.last - day.first).days > _ABOUT:
        return None
    fits = [
        each for each in record.of(Measure)
        if record.state_of(each.by) == record.state_of(by) and each.instrument == instrument
        and record.bears_on(each.toward, toward) and each.series == "across-the-board"
    ]  # fmt: skip
    after = date.fromordinal(day.last.toordinal() + _ABOUT)
    levels = {each.id: found for each in fits if (found := _in_force(each, after))}
    stepped = [each for each in fits if each.id in levels and any(_about(step, day) for step in each.steps)]
    if len(levels) < 2 or len(stepped) != 1 or sum(levels.values()) != level.value:
        return None
    parts = ", ".join(f"{_figure(value)} of {name}" for name, value in levels.items())
    return stepped[0], f"{_figure(level.value)} is the total of several measures of the record: {parts}"


def _in_force(measure: Measure, day: date) -> Decimal | None:
    """The level of a measure in force on a day; None if it has none."""
    level = None
    for step in measure.steps:
        begun = step.effective or step.announced
        if begun is None or begun.first > day:
            continue
        if step.step in ("stop", "strike down"):
            level = None
        elif step.level is not None:
            level = step.level
    return level


def _about(step: MeasureStep, day: When) -> bool:
    """True if a step was announced or took effect within days of a day."""
    return any(
        abs((each.first - day.last).days) <= _ABOUT for each in (step.announced, step.effective) if each is not None
    )


def _near(step: MeasureStep, told: Told) -> bool:
    day = told.at.when
    if (day.last - day.first).days > 100:
        return False
    if told.mood.modality != "done" and day.exact and _about(step, day):
        return True
    return any(
        each.first <= day.last and day.first <= each.last
        for each in (step.announced, step.signed, step.effective)
        if each is not None
    )


def _is_step(measure: Measure, told: Told, step: str) -> bool:
    """True if the measure has a step of that name about that day, or one that begins as the one told does."""
    alike = _STARTS if step in _STARTS else {step}
    return any(each.step in alike and _near(each, told) for each in measure.steps)


def _level_fits(measure: Measure, step: MeasureStep, level: _Level | None) -> bool:
    """True if a step leads to the level told, or by as much as is told."""
    if level is None or step.level is None:
        return level is None
    if not level.change:
        return step.level == level.value
    before = [each.level for each in measure.steps[: measure.steps.index(step)] if each.level is not None]
    return step.level - (before[-1] if before else 0) == level.value


def _begun(measure: Measure, told: Told) -> bool:
    first = min((day.first for step in measure.steps for day in (step.announced, step.effective) if day), default=None)
    return first is not None and first <= told.at.when.last


def _shared(measure: Measure, told: Told) -> int:
    """How many telling words of the measure stand in the text: not the names of the sides."""
    sides = {
        word.stem
        for each in told.scene.sides
        for name in told.scene.actors.names(each)
        for word in phrases.words_of(name)
    }
    said = {each.stem for each in phrases.words_of(told.text)} - sides
    own = {each.stem for each in phrases.words_of(f"{measure.title} {measure.coverage or ''}")}
    return len({each for each in said & own if len(each) > 3 and each not in _GENERIC})


def _former(measure: Measure, told: Told) -> Decimal | None:
    """The level of a measure before the day of the deed."""
    levels = [
        (day.last, step.level)
        for step in measure.steps
        if (day := step.effective or step.announced) and step.level is not None and day.last < told.at.when.first
    ]
    return max(levels, key=lambda each: each[0])[1] if levels else None


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}"
