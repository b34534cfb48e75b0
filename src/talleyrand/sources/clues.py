"""What a text shows of itself: its language, the day in its dateline, and the characters that nobody sees."""

from __future__ import annotations

import re
from datetime import date

from talleyrand.errors import WrongValue
from talleyrand.record.dates import When, when

_SAMPLE = 20_000
_ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "is",
        "for",
        "on",
        "with",
        "as",
        "was",
        "by",
        "it",
        "at",
        "from",
        "has",
        "be",
        "are",
        "have",
        "not",
        "this",
        "will",
    )
)
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
)
_WORD = re.compile(r"[^\W\d_]+")

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATES = (
    (re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b", re.I), "mdy"),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+((?:19|20)\d\d)\b", re.I), "dmy"),
    (re.compile(r"\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), "ymd"),
    (re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"), "ymd"),
)
_LINES = 8  # a dateline stands in the first few lines
_LONG = 120  # a line with a date of its own is no longer
_PLACE = re.compile(r"[\s(]*[^\W\d_][^.!?。]{0,50}$")  # what may stand before the date in a line that goes on

_UNSEEN = (
    ("marks that turn the direction of writing", re.compile("[\u202a-\u202e\u2066-\u2069]")),
    ("NUL characters", re.compile("\x00")),
    (
        "characters that nobody sees",
        re.compile("[\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f\U000e0100-\U000e01ef]"),
    ),
    ("control characters", re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]")),
)


def language(text: str, *, declared: str = "") -> str:
    """The code of a text's language: by its script, by what is declared, by the commonest English words, or nothing.

    >>> language("China and the United States agreed to cut the duties."), language("中美双方同意降低关税。")
    ('en', 'zh')
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample)) or 1
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > 0.2 * letters:
            return code
    base = re.split("[-_]", declared.strip().lower())[0]
    if re.fullmatch("[a-z]{2,3}", base) and base not in ("zh", "ja", "ko", "ru"):  # the script would have shown
        return base
    words = _WORD.findall(sample.lower())
    return "en" if sum(each in _ENGLISH for each in words) > 0.08 * len(words) else ""


def dateline(text: str) -> When | None:
    r"""The day that stands at the head of a text: alone in a short line, or after the place in its first words.

    >>> str(dateline("A truce\nGENEVA, May 12, 2025 (Wire) - The two sides agreed on Monday."))
    '2025-05-12'
    >>> dateline("The agreement that was signed in the White House on January 15, 2020 has failed: all agree on it."
    ...          " What comes next is harder to say, and nobody tries.")
    """
    lines = [line.strip() for line in text[:5_000].splitlines() if line.strip()][:_LINES]
    for line in lines:
        for pattern, order in _DATES:
            found = pattern.search(line[: _LONG * 2])
            if found and (len(line) <= _LONG or _heads(line, found)):
                day = _day(found.groups(), order)
                if day:
                    return when(day.isoformat())
    return None


def _heads(line: str, found: re.Match[str]) -> bool:
    before = line[: found.start()]
    upper = before.upper() == before or len(before) < 25
    return not before or bool(upper and _PLACE.match(before))


def _day(parts: tuple[str, ...], order: str) -> date | None:
    given = dict(zip(order, parts, strict=True))
    month = given["m"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(given["y"]), number, int(given["d"]))
    except ValueError:
        return None


def day(text: str) -> When | None:
    """The day that a date of a page, letter or file names, as it is written there; nothing if it names none.

    >>> str(day("2025-05-12T09:00:00+02:00")), str(day("12 May 2025")), day("yesterday")
    ('2025-05-12', '2025-05-12', None)
    """
    text = text.strip()[:100]
    packed = re.match(r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)(?!\d{3}\b)", text)
    try:
        if packed:
            return when("-".join(packed.groups()))
        for pattern, order in _DATES:
            found = pattern.search(text)
            named = _day(found.groups(), order) if found else None
            if named:
                return when(named.isoformat())
    except WrongValue:
        return None
    return None


def doubts(text: str) -> tuple[str, ...]:
    """What a text holds that its readers do not see, and that stays in it."""
    counted = [(what, len(pattern.findall(text))) for what, pattern in _UNSEEN]
    return tuple([f"it holds {number} {what}" for what, number in counted if number])


def first_line(text: str) -> str:
    """The first line of a text, if it is short enough to be its title."""
    lines = text[:2_000].split("\n\n", 1)[0].strip().splitlines()
    line = lines[0].strip() if lines else ""
    return line if 0 < len(line) <= 200 and not line.endswith((".", "。", ":", ",")) else ""
