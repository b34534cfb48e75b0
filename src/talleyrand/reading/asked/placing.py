"""Where a draft goes in the record: an entry of its own, or a step or figure of one that is there.

Placed  what is proposed for the record
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.drafting import Draft, begun, joined
from talleyrand.reading.proof.soundness import faults
from talleyrand.reading.proposals import PARTS, Match
from talleyrand.record.entries import AnyKind
from talleyrand.record.record import Record
from talleyrand.record.syntax import Raw

Matching = Callable[[Mapping[str, Raw], str], Match]
_NOTHING_BEFORE = "The record has nothing of it before, so it begins with this step; the words tell of a raise."
_JOINED = frozenset(PARTS) - {"commitment"}  # a promise is no evidence of another


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What is proposed for the record.

    Attributes:
        values: an entry, or a part of one.
        match: whether the record has it already.
        into: the entry to which the part is added; empty if it is an entry.
        doubts: what is not sure about its place, each a sentence.
    """

    values: Mapping[str, Raw]
    match: Match
    into: str = ""
    doubts: tuple[str, ...] = ()


def placed_in(record: Record, draft: Draft, matched: Matching) -> Placed:
    """The entry if the record would take it as it is; else its step, added to the entry that it belongs to.

    Args:
        matched: whether the record has values already, as an entry or as a part of one.

    Raises:
        WrongValue: if the record would take neither.
    """
    found = matched(draft.values, "")
    wrong = _messages(record, draft.entry)
    if not wrong:
        return Placed(values=draft.values, match=found)
    base = found.entry.partition("#")[0]
    whole = record.entry(base) if base in record else None
    if whole is not None and whole.KIND == draft.entry.KIND and whole.KIND in _JOINED:
        sure = found.verdict == "same"
        if sure or set(_messages(record, joined(draft, whole))) <= set(_messages(record, whole)):
            doubt = () if sure else (f"That it belongs to '{base}' is not sure: {found.reason}.",)
            return Placed(values=draft.part, into=base, match=matched(draft.part, base), doubts=doubt)
    if draft.entry.KIND == "measure" and draft.part.get("step") == "raise":
        other = begun(draft)
        if not faults(record, other.entry):
            return Placed(values=other.values, match=matched(other.values, ""), doubts=(_NOTHING_BEFORE,))
    hint = "; if the record has nothing of it before, give it as an act" if draft.entry.KIND == "measure" else ""
    raise WrongValue(wrong[0] + hint)


def _messages(record: Record, entry: AnyKind) -> tuple[str, ...]:
    return tuple(each.message for each in faults(record, entry))
