"""Which questions and commitments cannot be judged: those that hang on themselves, or on words that nobody knows."""

from __future__ import annotations

from talleyrand.record.entries import AnyKind, Commitment, Question
from talleyrand.record.record import Record


def hangs_on(entry: AnyKind) -> str | None:
    """The entry whose state a question or a commitment's condition hangs on."""
    if isinstance(entry, Question) and entry.rule:
        return entry.rule.entry
    if isinstance(entry, Commitment) and entry.condition:
        return entry.condition.entry
    return None


def circle(record: Record, entry: AnyKind) -> tuple[str, ...]:
    """The ids from an entry back to one that was passed before, or nothing if the way ends."""
    passed = [entry.id]
    name = hangs_on(entry)
    while name and name in record and name not in passed:
        passed.append(name)
        name = hangs_on(record.entry(name))
    return (*passed, name) if name in passed else ()


def unjudgeable(record: Record) -> frozenset[str]:
    """Ids of questions and commitments whose state must not be asked for."""
    if unjudgeable not in record.memory:
        record.memory[unjudgeable] = frozenset(_unjudgeable(record))
    return record.memory[unjudgeable]  # type: ignore[return-value]


def _unjudgeable(record: Record) -> set[str]:
    series = record.vocabulary["series"]
    lost = {each.id for each in record.of(Question) if each.rule and (each.rule.series or "") not in {"", *series}}
    hanging: tuple[Question | Commitment, ...] = (*record.of(Question), *record.of(Commitment))
    found = set(lost)
    for entry in hanging:
        name, passed = hangs_on(entry), {entry.id}
        while name and name in record and name not in passed:
            passed.add(name)
            name = hangs_on(record.entry(name))
        if (name in passed) or passed & lost:
            found.add(entry.id)
    return found
