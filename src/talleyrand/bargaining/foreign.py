"""What a negotiation of another program says, before it is brought to our scale.

Matter    an issue there, with its options in order
Profile   what a side there makes of them
Scenario  issues and profiles together

Two programs share the files and read them in two ways. GENIUS divides the evaluations of a discrete issue by their
greatest and then weighs them; NegMAS weighs them as they are written. Where an issue's greatest evaluation is not 1
the two give other weights to the issues, and another efficient set, so the way must be said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Literal

from talleyrand.errors import WrongValue

Reading = Literal["genius", "written"]  # evaluations over the greatest of their issue, or as they are written
Worth = tuple[tuple[Fraction, ...], ...]  # for each issue, of each option

MOST_ISSUES = 200
MOST_OPTIONS = 1_000  # of one issue
MOST_IN_ALL = 5_000
LARGEST = 15  # places before the point, far beyond any score
SMALLEST = -30  # a number below this power of ten is nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """An issue of another program.

    Attributes:
        name: as written there.
        options: as written there, in order.
        first: the least number, of an issue whose options are numbers in a row; evaluators there count from it.
    """

    name: str
    options: tuple[str, ...]
    first: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a side of another program makes of the options.

    Attributes:
        name: of the side.
        weights: of each issue.
        evaluations: of each option of each issue.
        divided: for each issue, whether GENIUS divides its evaluations by the greatest.
        base: what every package has besides.
        reserved: what no agreement is worth on the scale of the file, if it says so.
        remarks: what the file says that we do not take over.
    """

    name: str
    weights: tuple[Fraction, ...]
    evaluations: Worth
    divided: tuple[bool, ...]
    base: Fraction = Fraction(0)
    reserved: Fraction | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A negotiation of another program.

    Attributes:
        title: as written there.
        program: which one.
        matters: its issues.
        profiles: its sides.
    """

    title: str
    program: str
    matters: tuple[Matter, ...]
    profiles: tuple[Profile, ...]


def worth(profile: Profile, reading: Reading) -> Worth:
    """What each option adds to a package, on the scale of the file."""
    found = []
    for weight, options, divided in zip(profile.weights, profile.evaluations, profile.divided, strict=True):
        greatest = max(options)
        over = greatest if reading == "genius" and divided and greatest > 0 else Fraction(1)
        found.append(tuple(weight * each / over for each in options))
    return tuple(found)


def number(text: object, what: str) -> Fraction:
    """A number as another program writes it.

    Raises:
        WrongValue: if it is none, or endless, or larger than any score.
    """
    try:
        found = Decimal(str(text).strip()[:60])
    except InvalidOperation:
        raise WrongValue(f"{what}: '{_short(text)}' is no number") from None
    if not found.is_finite() or (found and found.adjusted() > LARGEST):
        raise WrongValue(f"{what}: '{_short(text)}' is no number that a score can be")
    return Fraction(found) if found and found.adjusted() >= SMALLEST else Fraction(0)


def row(least: object, most: object, what: str) -> range:
    """The whole numbers from one to another, as options.

    Raises:
        WrongValue: if they are not whole, or too many.
    """
    low, high = number(least, what), number(most, what)
    if low.denominator > 1 or high.denominator > 1:
        raise WrongValue(f"{what} runs from {least} to {most}: a package here takes one of some options")
    if not 0 <= high - low < MOST_OPTIONS:
        raise WrongValue(f"{what} runs from {least} to {most}; 1 to {MOST_OPTIONS:,} options can be read")
    return range(int(low), int(high) + 1)


def options(texts: Sequence[str], what: str) -> tuple[str, ...]:
    """The options of an issue, each once.

    Raises:
        WrongValue: if there is none, one has no text, or one stands twice.
    """
    if not 0 < len(texts) <= MOST_OPTIONS:
        raise WrongValue(f"{what} has {len(texts):,} options; 1 to {MOST_OPTIONS:,} can be read")
    if (odd := _odd(texts)) is not None:
        raise WrongValue(f"{what} has an option '{_short(odd)}' that is empty or stands twice")
    return tuple(texts)


def matters(found: Sequence[Matter], file: str) -> tuple[Matter, ...]:
    """The issues of a file, each once.

    Raises:
        WrongValue: if there is none, they are too many, or one stands twice.
    """
    if not 0 < len(found) <= MOST_ISSUES:
        raise WrongValue(f"'{file}' has {len(found):,} issues; 1 to {MOST_ISSUES} can be read")
    if (count := sum(len(each.options) for each in found)) > MOST_IN_ALL:
        raise WrongValue(f"'{file}' has {count:,} options in all; up to {MOST_IN_ALL:,} can be read")
    if (odd := _odd([each.name for each in found])) is not None:
        raise WrongValue(f"'{file}' has an issue '{_short(odd)}' that has no name or stands twice")
    return tuple(found)


def _odd(names: Sequence[str]) -> str | None:
    """The first name that is empty or stands twice."""
    seen: set[str] = set()
    for each in names:
        if not each.strip() or each in seen:
            return each
        seen.add(each)
    return None


def along(matter: Matter, of: Callable[[Fraction], Fraction], what: str) -> tuple[Fraction, ...]:
    """What a line makes of options that are numbers."""
    return tuple(of(number(each, f"{what}, '{matter.name}'")) for each in matter.options)


def decoded(data: bytes, file: str) -> str:
    """The text of a file.

    Raises:
        WrongValue: if it is not in UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise WrongValue(f"'{file}', line {line}: this is not in UTF-8; save the file so") from None


def _short(text: object) -> str:
    said = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in str(text)[:61])
    return said if len(said) <= 60 else said[:60] + "…"
