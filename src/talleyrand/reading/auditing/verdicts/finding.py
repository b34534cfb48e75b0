"""What an audit finds of a claim, and whether an amount said is the amount that the record has.

Finding  a claim with the verdict on it, the entries that it rests on, what was said and what the record has
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.language.amounts import Amount
from talleyrand.record.dates import When
from talleyrand.record.entries import AnyKind

Verdict = Literal["supported", "contradicted", "imprecise", "not in the record", "not checkable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A claim with the verdict on it.

    Attributes:
        claim: what was said, with its place.
        verdict: supported, contradicted, imprecise, not in the record, or not checkable.
        entries: ids of the entries that it rests on, the chief one first.
        said: the amount, date or term that was compared, as the document has it.
        has: what the record has for it.
        reason: why, in a sentence.
    """

    claim: Claim
    verdict: Verdict
    entries: tuple[str, ...] = ()
    said: str = ""
    has: str = ""
    reason: str = ""


def judged(claim: Claim, entry: AnyKind, verdict: Verdict, said: str, has: str, reason: str) -> Finding:
    """A finding that rests on one entry."""
    return Finding(claim=claim, verdict=verdict, entries=(entry.id,), said=said, has=has, reason=reason)


def title_of(entry: AnyKind) -> str:
    """What an entry is called in a sentence."""
    return str(getattr(entry, "title", "") or getattr(entry, "text", "")).rstrip(".")


def agrees(said: Amount, has: Decimal) -> bool:
    """True if an amount as said, with its "about" or "nearly", is borne out by one of the record.

    >>> from talleyrand.reading.language.amounts import amounts
    >>> [agrees(amounts(said)[0], Decimal(115)) for said in ("115 points", "nearly 110 points", "about 120 points")]
    [True, False, True]
    """
    value = said.value
    if value is None:
        return False
    if said.upper is not None:
        return value - _step(value, said) <= has <= said.upper + _step(said.upper, said)
    low, high = _reach(value, said)
    return low <= has <= high


def _reach(value: Decimal, said: Amount) -> tuple[Decimal, Decimal]:
    """The least and most that an amount as said can mean."""
    step = _step(value, said)
    some = abs(value) / 10
    if said.bound == "nearly":
        return value - max(some * Decimal("0.6"), step), value + step / 2
    if said.bound in ("at least", "more than"):
        return value - step, value * Decimal("1.34")
    if said.bound in ("at most", "less than"):
        return value * Decimal("0.75"), value + step
    if said.bound == "about" or not said.exact:
        return value - max(some, step), value + max(some, step)
    return value - step, value + step


def _step(value: Decimal, said: Amount) -> Decimal:
    """Half of the last place to which a number is given, two places of a large one counting at least."""
    plain = abs(value).normalize()
    exponent = int(plain.as_tuple().exponent)
    if exponent < 0:
        return Decimal(10) ** exponent / 2
    if said.kind in ("percent", "points") or value < 1000:
        return Decimal("0.5") if said.kind in ("percent", "points") else Decimal("0.05")
    digits = len(str(int(abs(value))))
    return Decimal(10) ** min(exponent, digits - 2) / 2


def shown(value: Decimal) -> str:
    """A number as people write it.

    >>> shown(Decimal("86882.0")), shown(Decimal("200000000000"))
    ('86,882', '200 billion')
    """
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if abs(value) >= size:
            return f"{(value / size).quantize(Decimal('0.01')).normalize():,f} {name}"
    return f"{value.quantize(Decimal('0.01')).normalize():,f}"


def day(when: When) -> str:
    """A date of the record as people write it.

    >>> from talleyrand.record.dates import when
    >>> day(when("2025-06-09/2025-06-10")), day(when("2025-06"))
    ('9 to 10 June 2025', 'June 2025')
    """
    first, last = when.first, when.last
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if "/" in when.text:
        start = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else f"{first.day} {first:%B %Y}"
        return f"{start} to {last.day} {last:%B %Y}"
    return f"{first:%B %Y}" if len(when.text.rstrip("?")) == 7 else f"{first.year}"
