"""Rules about the letters themselves: nothing invisible, nothing that looks like something else, nothing endless."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from talleyrand.record.checks.faults import Rule, fault, notice
from talleyrand.record.checks.leaves import LONG, Leaf, odd
from talleyrand.record.entries import AnyKind
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

# Letters that change the order in which text is shown: what a reader sees is then not what the file says.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Format characters, soft hyphens, fillers, variation selectors, tags, and spaces that are not a space.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\u00a0\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200d\u2028\u2029\u202f\u205f-\u2064"
    "\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_WORD = re.compile(r"\w+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LOOKS_LATIN = re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\uff21-\uff5a]")


def reads_in_one_direction(record: Record, _today: date) -> Iterator[Problem]:
    """No text holds characters that turn the direction of reading."""
    yield from _characters(reads_in_one_direction, record, _TURNING, "turns the direction of reading")


def has_no_invisible_characters(record: Record, _today: date) -> Iterator[Problem]:
    """No text holds invisible characters or spaces of an unusual kind."""
    yield from _characters(has_no_invisible_characters, record, _INVISIBLE, "cannot be seen")


def has_no_look_alike_letters(record: Record, _today: date) -> Iterator[Problem]:
    """No word mixes Latin letters with letters of another script that look like them."""
    for entry, leaf in _odd_leaves(record):
        if leaf.text.isascii() or not _LOOKS_LATIN.search(leaf.text):
            continue
        for word in _WORD.findall(leaf.text):
            if _LATIN.search(word) and (alike := _LOOKS_LATIN.search(word)):
                named = f"{unicodedata.name(alike[0], 'a letter').lower()} (U+{ord(alike[0]):04X})"
                message = f"the word '{word}' mixes Latin letters with {named}; write it in one script"
                yield fault(has_no_look_alike_letters, record, entry, message, *leaf.path)
                break


def is_told_in_brief(record: Record, _today: date) -> Iterator[Problem]:
    """No text of our own is longer than 1,000 characters."""
    for entry, leaf in _odd_leaves(record):
        if len(leaf.text) > LONG:
            message = f"the text has {len(leaf.text)} characters; say it in {LONG}, or split it"
            yield notice(is_told_in_brief, record, entry, message, *leaf.path)


def _characters(rule: Rule, record: Record, pattern: re.Pattern[str], what: str) -> Iterator[Problem]:
    for entry, leaf in _odd_leaves(record):
        if found := pattern.search(leaf.text):
            code = f"U+{ord(found[0]):04X}"
            name = unicodedata.name(found[0], "").lower()
            before = leaf.text[: found.start()][-20:].strip()
            where = f" after '{before}'" if before.isprintable() and before else ""
            message = f"a character that {what} ({code}{', ' + name if name else ''}) stands{where}; delete it"
            yield fault(rule, record, entry, message, *leaf.path)


def _odd_leaves(record: Record) -> list[tuple[AnyKind, Leaf]]:
    if _odd_leaves not in record.memory:
        record.memory[_odd_leaves] = [(entry, leaf) for entry in record.entries for leaf in odd(entry)]
    return record.memory[_odd_leaves]  # type: ignore[return-value]


RULES: tuple[Rule, ...] = (
    reads_in_one_direction, has_no_invisible_characters, has_no_look_alike_letters, is_told_in_brief,
)  # fmt: skip
