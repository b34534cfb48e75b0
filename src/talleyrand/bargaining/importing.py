"""A negotiation of another program as a negotiation file of ours: GENIUS files, and scenario folders of NegMAS.

Every side's scores are brought to the one scale of our files: 0 is its worst package and 100 its best, both worked out
from the options, never taken from what the file declares. How the scores were read stands in the notes of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from pathlib import Path
from unicodedata import normalize

from talleyrand.bargaining import genius, negmas
from talleyrand.bargaining.foreign import Matter, Profile, Reading, Scenario, Worth, decoded, worth
from talleyrand.errors import WrongValue
from talleyrand.record.dates import When
from talleyrand.record.syntax import MAX_BYTES
from talleyrand.record.writing import field_lines, in_flow

SUFFIXES = (".xml", ".yaml", ".yml", ".json")
MOST_FILES = 50
LONGEST = 10**6  # of a weight that is a whole number
PLACES = 6  # of a score or weight; a table has ten-thousandths of a point
NOTICEABLE = Fraction(1, 100)  # of the whole weight
READINGS: dict[Reading, str] = {
    "genius": "the evaluations of an issue divided by their greatest, times its weight, as GENIUS reads them",
    "written": "evaluations times weights just as they are written, as NegMAS reads them",
}


def imported(paths: Sequence[Path], *, on: When, reading: Reading | None = None) -> str:
    """The text of a negotiation file that says what files of GENIUS or NegMAS say.

    Args:
        paths: a folder, or its files: a domain and two profiles or more.
        on: the day as of which our file is judged.
        reading: how evaluations are read; as the program does that the files are of, if None.

    Raises:
        WrongValue: if they cannot be read, or are no sums over issues.
    """
    found = scenario(paths)
    chosen: Reading = reading or ("genius" if found.program == "GENIUS" else "written")
    text = "\n".join(_entries(found, on, chosen))
    if len(text) > MAX_BYTES:
        raise WrongValue(f"it comes to {len(text):,} characters; a negotiation file may hold {MAX_BYTES:,}")
    return text


def scenario(paths: Sequence[Path]) -> Scenario:
    """What files of another program say."""
    files = list(_files(paths))
    in_xml = [each for each in files if each.suffix.lower() == ".xml"]
    return _of_genius(in_xml) if in_xml else _of_negmas(files, named=len(paths) > 1)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        there = sorted(each for each in path.iterdir() if each.suffix.lower() in SUFFIXES and each.is_file())
        if not there or len(there) > MOST_FILES:
            raise WrongValue(
                f"'{path}' holds {len(there)} files of {', '.join(SUFFIXES)}; 1 to {MOST_FILES} can be read"
            )
        yield from there


def _contents(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise WrongValue(f"'{path}' cannot be read: {fault.strerror or fault}") from None
    if len(data) > MAX_BYTES:
        raise WrongValue(f"'{path.name}' is larger than 1 MiB; no scenario is")
    return data


def _of_genius(files: Sequence[Path]) -> Scenario:
    roots = [(each, genius.root(_contents(each), each.name)) for each in files]
    domains = [each for each in roots if genius.is_domain(each[1])]
    sides = [each for each in roots if not genius.is_domain(each[1])]
    what = "domain, without weights (its outermost element is 'negotiation_template')"
    _refuse_other_than_one([each.name for each, _ in domains], what, len(sides))
    path, element = domains[0]
    there = genius.domain(element, path.name)
    profiles = tuple(genius.profile(each, there, file.name, name=file.stem) for file, each in sides)
    return Scenario(title=path.stem, program="GENIUS", matters=there, profiles=profiles)


def _of_negmas(files: Sequence[Path], *, named: bool) -> Scenario:
    said = [(each, negmas.told(decoded(_contents(each), each.name), each.name)) for each in files]
    domains = [each for each in said if negmas.is_domain(each[1])]
    sides = [each for each in said if not negmas.is_domain(each[1]) and (named or negmas.is_profile(each[1]))]
    _refuse_other_than_one([each.name for each, _ in domains], "file that lists 'issues'", len(sides))
    path, outcome = domains[0]
    there = negmas.domain(outcome, path.name)
    profiles = tuple(negmas.profile(each, there, file.name, name=file.stem) for file, each in sides)
    return Scenario(title=str(outcome.get("name") or path.stem), program="NegMAS", matters=there, profiles=profiles)


def _refuse_other_than_one(domains: Sequence[str], what: str, sides: int) -> None:
    if len(domains) != 1:
        found = f"there are {len(domains)}: {', '.join(domains)}" if domains else "there is none"
        raise WrongValue(f"there must be one {what} among the files; {found}")
    if sides < 2:
        raise WrongValue(f"there must be a file for each of two sides or more; there are {sides}")


# --- on our scale --------------------------------------------------------------------------------


def _entries(found: Scenario, on: When, reading: Reading) -> Iterator[str]:
    """The entries of the negotiation file."""
    issues = _names([each.name for each in found.matters], "issue")
    options = [_names(each.options, "option") for each in found.matters]
    sides = _names([each.name for each in found.profiles], "side")
    note = (f"Imported from a scenario of {found.program}. Its scores were read as {READINGS[reading]}; each side's "
            "were then brought to 0 for its worst package and 100 for its best, both worked out from the options. "
            "The source gives no ranges, reasons, red lines, linkages or present state.")  # fmt: skip
    title = _plain(found.title) or "Imported"
    yield _entry({"negotiation": _named(title, "negotiation"), "title": title, "between": "[" + ", ".join(sides) + "]",
                  "on": str(on), "authors": f"[imported from {found.program}]", "note": note})  # fmt: skip
    for name, names, matter in zip(issues, options, found.matters, strict=True):
        listed = [
            in_flow({"option": each, "text": _plain(text) or each})
            for each, text in zip(names, matter.options, strict=True)
        ]
        yield _entry({"issue": name, "title": _plain(matter.name) or name}, options=listed)
    for name, profile in zip(sides, found.profiles, strict=True):
        yield _side(name, profile, reading, issues, options, found.matters)


def _side(
    name: str, profile: Profile, reading: Reading, issues: list[str], options: list[list[str]], there: Sequence[Matter]
) -> str:
    """A side: an issue that makes no difference to it is left out."""
    table = worth(profile, reading)
    swings = [max(each) - min(each) for each in table]
    whole = sum(swings)
    if not whole:
        raise WrongValue(f"all packages are worth the same to '{profile.name}'; there is nothing to bring to a scale")
    least = profile.base + sum(min(each) for each in table)
    per = _per_swing(swings)
    weights, scores = [], []
    for issue, names, each, swing in zip(issues, options, table, swings, strict=True):
        if swing:
            worst = min(each)
            weights.append(in_flow({"issue": issue, "best": _decimal(swing * per)}))
            for option, value in zip(names, each, strict=True):
                best = _decimal(100 * (value - worst) / swing)
                scores.append(in_flow({"issue": issue, "option": option, "best": best}))
    reserved = Fraction(0) if profile.reserved is None else 100 * (profile.reserved - least) / whole
    no_deal = min(Fraction(100), max(Fraction(0), reserved))
    remarks = [
        f"In the source its packages are worth {_told(least)} to {_told(least + whole)}.",
        *_about_no_deal(profile, reserved),
        *profile.remarks,
        *_about_reading(profile, reading, there),
    ]
    fields = {
        "side": name,
        "name": _plain(profile.name) or name,
        "no_deal": _decimal(no_deal),
        "note": " ".join(remarks),
    }
    return _entry(fields, weights=weights, scores=scores)


def _per_swing(swings: Sequence[Fraction]) -> Fraction:
    """What makes weights of swings: shares of 100; where these would have to be rounded, the least whole numbers."""
    shares = Fraction(100) / sum(swings)
    if all((each * shares * 10**PLACES).denominator == 1 for each in swings):
        return shares
    whole = Fraction(lcm(*(each.denominator for each in swings)))
    whole /= gcd(*(int(each * whole) for each in swings))
    return whole if max(swings) * whole <= LONGEST else shares


def _about_no_deal(profile: Profile, reserved: Fraction) -> Iterator[str]:
    if profile.reserved is None:
        yield "It gives no worth to no deal, which was set to that of the worst package: judge it."
    elif 0 <= reserved <= 100:
        yield f"No deal is worth {_told(profile.reserved)} there."
    else:
        beyond = "worse than its worst" if reserved < 0 else "better than its best"
        yield f"No deal is worth {_told(profile.reserved)} there, {beyond} package; it was set to that one."


def _about_reading(profile: Profile, reading: Reading, there: Sequence[Matter]) -> Iterator[str]:
    """A warning where the other way of reading the file gives other weights."""
    other: Reading = "written" if reading == "genius" else "genius"
    ours, theirs = _shares(worth(profile, reading)), _shares(worth(profile, other))
    if any(abs(one - another) > NOTICEABLE for one, another in zip(ours, theirs, strict=True)):
        listed = ", ".join(
            f"{_plain(each.name)} {float(100 * share):.0f}" for each, share in zip(there, theirs, strict=True)
        )
        yield f"Read as {READINGS[other]}, its weights would be other ones: {listed}."


def _shares(table: Worth) -> list[Fraction]:
    swings = [max(each) - min(each) for each in table]
    return [each / (sum(swings) or 1) for each in swings]


# --- text ----------------------------------------------------------------------------------------


def _entry(fields: dict[str, str], **lists: Sequence[str]) -> str:
    """The text of an entry: fields, then lists with one item on a line; what stands in brackets is left so."""
    (kind, name), *others = fields.items()
    lines = [f"- {kind}: {name}"]
    for field, text in others:
        bare = field in ("between", "authors")
        lines += [f"  {field}: {text}"] if bare else field_lines({field: text}, {}, 2)
    for field, items in lists.items():
        lines += [f"  {field}:", *(f"    - {each}" for each in items)]
    return "\n".join(lines) + "\n"


def _names(texts: Sequence[str], what: str) -> list[str]:
    """A short name for each text, no two alike."""
    found: dict[str, None] = {}
    for n, text in enumerate(texts, 1):
        name = _named(text, f"{what}-{n}")
        while name in found:
            name = f"{name}-{n}"
        found[name] = None
    return list(found)


def _named(text: str, otherwise: str) -> str:
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return plain if plain and plain != "null" else otherwise


def _plain(text: str) -> str:
    """A text without what no file of ours can hold, on one line."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:300]


def _decimal(value: Fraction) -> str:
    rounded = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-PLACES))
    return f"{rounded.normalize() + 0:f}"


def _told(value: Fraction) -> str:
    return f"{float(value):.4g}"
