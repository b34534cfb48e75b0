"""Readings: one side's words about the other's act, or about a text that both share, if the record has it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from talleyrand.reading.language import phrases
from talleyrand.reading.parties.landmarks import Landmark
from talleyrand.reading.rules.told import Draft, Told, shortened
from talleyrand.record.entries import Act, Agreement, Measure
from talleyrand.record.syntax import Raw

_DENIES = re.compile(r"\b(?:not|never|no|rather than|denied|denies|only)\b")
_COMPLAINS = re.compile(
    r"\b(?:violat\w+|breach\w*|broke|broken|reneg\w+|fail\w*|not (?:kept|honou?red|met)|bad faith|totally violated)\b",
    re.I,
)
# A view that is put in the present without anybody saying so is the writer's.
_GENERIC = re.compile(
    r"(?:often |now |also )?(?:views?|sees?|regards?|considers?|perceives?|treats?|frames?|understands?)"
)
_GOES_ON = re.compile(r"[\s,]*(?:that\b|[\"“])")
_AS_PUT = re.compile(r"\bas [^,;]{3,60} (?:put it|described it|explained|said|phrased it|told reporters), ")
_FEW_WORDS = 8
_WORDS = 14
_CLEAR = 3  # words of a clause that must stand in the text
_LEAST = 2
_MOST_DAYS = 200  # of a date within which an act can be meant


def readings(told: Told) -> Iterator[Draft]:
    """What the side that speaks takes words or an act to mean."""
    if told.day is None or not told.by or told.mood.modality in ("hypothetical", "denied") or told.form == "noun":
        return
    if told.verb == "saying":  # the ground that is given for a deed
        return
    if not any(phrases.lists("views.verbs").within(phrases.words_of(told.text), *told.deed.verb)):
        return
    if _GENERIC.fullmatch(told.verb) or re.match(r"\s*(?:these|those|such) \w+s\b", told.text[told.deed.verb[1] :]):
        return
    meant = _meant(told)
    words = told.text[told.deed.verb[1] : _stop(told)]
    if meant is None or len(words.split()) < (2 if re.search(r"[“\"]", words) else 3):
        return
    on = _on(told, meant)
    values: dict[str, Raw] = {
        "reading": "...", "of": meant, "by": told.by[0], "on": on,
        "words": shortened(f"{told.verb} {words}", 30)[:1].upper() + shortened(f"{told.verb} {words}", 30)[1:],
    }  # fmt: skip
    if _COMPLAINS.search(words):
        values["complains"] = "yes"
    if told.person:
        values["person"] = told.person
    yield Draft(
        kind="reading", values=values, score=0.65, modality="done",
        spans=((told.deed.verb[0], _few(told)), *((each.start, each.end) for each in told.deed.actor)),
        elsewhere=frozenset({*told.inferred, meant, on}), reasons=(told.verb,),
        doubts=tuple(each for each in (told.at.doubt, f"of {meant}: whether that is what is meant") if each),
    )  # fmt: skip


def put(told: Told) -> Iterator[Draft]:
    """What both sides did, as one of them has it: "as their minister put it, the two sides agreed in principle"."""
    said = _AS_PUT.search(told.text)
    marks = [each for each in (*told.landmarks, *told.passage) if each.sure]
    deal = next((deal for each in marks if (deal := _deal(told, each))), "")
    if said is None or not deal or told.day is None:
        return
    who = next((each for each in told.mentions if said.start() <= each.start < said.end() and each.party), None)
    record = told.scene.record
    entry = record.entry(deal)
    if who is None or not isinstance(entry, Agreement) or record.state_of(who.party) not in entry.parties:
        return
    by, on = record.state_of(who.party), str(told.at.when)
    stop = min([each.start for each in told.dates if each.start > said.end()], default=len(told.text))
    words = re.split(r" (?:that|which|who)\b|[;:]", told.text[said.end() : stop])[0]
    if len(words.split()) < _WORDS // 2:
        return
    values: dict[str, Raw] = {"reading": "...", "of": deal, "by": by, "on": on, "words": shortened(words, 24)}
    if who.person:
        values["person"] = who.person
    few = list(re.finditer(r"\S+", words))[:_FEW_WORDS]
    yield Draft(
        kind="reading", values=values, score=0.65, modality="done",
        spans=((who.start, who.end), (said.start(), said.end() + few[-1].end())),
        elsewhere=frozenset({*told.inferred, by, deal, on}), reasons=(said[0],),
        doubts=tuple(each for each in (told.at.doubt, f"of {deal}: whether that is what is meant") if each),
    )  # fmt: skip


def _on(told: Told, meant: str) -> str:
    """The day of the words; of a deal whose occasion alone tells it, from when it was agreed to that month's end."""
    deal = told.scene.record.entry(meant.partition("#")[0])
    agreed = [each.on for each in deal.steps if each.step == "agreed"] if isinstance(deal, Agreement) else []
    if not agreed or not told.at.doubt.startswith("the day is that of "):
        return str(told.at.when)
    first = agreed[0].first
    end = min(first.replace(day=monthrange(first.year, first.month)[1]), told.scene.known.day)
    return f"{first.isoformat()}?/{end.isoformat()}?" if end > first else str(told.at.when)


def _stop(told: Told) -> int:
    """Where what is said ends: with the clause, or with the sentence where it is quoted or stands after "that"."""
    stop = told.deed.clause[1]
    put = told.verb.endswith("put") and told.text.startswith(" it", told.deed.verb[1])
    return len(told.text) if put or _GOES_ON.match(told.text, stop) else stop


def _few(told: Told) -> int:
    """Where the first words of what was said end, so many that they can be quoted."""
    words = list(re.finditer(r"\S+", told.text[told.deed.verb[0] : _stop(told)]))
    return told.deed.verb[0] + words[min(len(words), _WORDS) - 1].end()


def _meant(told: Told) -> str | None:
    """The clause, agreement, measure or act that the words are about; None if none stands out."""
    record, said = told.scene.record, told.matter() if told.landmarks else f"{told.before} {told.matter()}"
    stems = {each.stem for each in phrases.words_of(said) if len(each.stem) > 3}
    marks = (*told.landmarks, *told.passage)
    deals = [deal for each in marks if (deal := _deal(told, each))]
    best: tuple[int, str] | None = None
    for deal in dict.fromkeys(deals):
        entry = record.entry(deal)
        if not isinstance(entry, Agreement) or told.by[0] not in map(record.state_of, entry.parties):
            continue
        for clause in entry.clauses:
            shared = _shared(stems, clause.text)
            if shared >= _CLEAR and (best is None or shared > best[0]):
                best = shared, f"{deal}#{clause.clause}"
        best = best or (0, deal)
    return best[1] if best else _other_act(told, stems)


def _deal(told: Told, mark: Landmark) -> str:
    """The agreement named, or that which the meeting named made."""
    if mark.kind == "agreement":
        return mark.entry
    return next((each.id for each in told.scene.record.of(Agreement) if each.meeting == mark.entry), "")


def _other_act(told: Told, stems: set[str]) -> str | None:
    """The other side's measure or act of that time that shares most words with the text."""
    record, day = told.scene.record, told.at
    if told.days > _MOST_DAYS:  # of a whole term of office some act or other shares some words
        return None
    found: list[tuple[int, str]] = []
    moves: tuple[Act | Measure, ...] = (*record.of(Act), *record.of(Measure))
    for entry in moves:
        if record.state_of(entry.by) == record.state_of(told.by[0]) or not told.toward:
            continue
        days = (
            [entry.on] if isinstance(entry, Act) else [d for s in entry.steps for d in (s.announced, s.effective) if d]
        )
        if not any(d.first <= day.when.last and day.when.first <= d.last for d in days):
            continue
        shared = _shared(stems, entry.title)
        if shared >= _LEAST + 1:
            found.append((shared, entry.id))
    found.sort(reverse=True)
    return found[0][1] if found and (len(found) == 1 or found[0][0] > found[1][0]) else None


def _shared(stems: set[str], text: str) -> int:
    return len(stems & {each.stem for each in phrases.words_of(text) if len(each.stem) > 3})
