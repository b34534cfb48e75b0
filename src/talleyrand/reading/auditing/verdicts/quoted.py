"""Quoted words: a term in quotation marks against the words that the record quotes from its sources."""

from __future__ import annotations

import re

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.verdicts.finding import Finding
from talleyrand.reading.auditing.verdicts.setting import Setting
from talleyrand.reading.proof.quotes import normal
from talleyrand.record.citing import citations
from talleyrand.record.entries import Source

FEWEST = 4  # words that tell a quotation from a turn of phrase
_QUOTED = re.compile(r"[“\"]([^“”\"]{12,300})[”\"]")


def quoted(claim: Claim, setting: Setting) -> Finding | None:
    """Support, if words that the claim quotes stand in words that the record quotes, or hold them."""
    for match in _QUOTED.finditer(claim.text):
        said = _plain(match[1])
        if len(said.split()) < FEWEST:
            continue
        for has, plain, entry in _quotes(setting):
            if said in plain or (len(plain.split()) >= FEWEST and plain in said):
                return Finding(claim=claim, verdict="supported", entries=(entry,), said=match[1], has=has,
                               reason=f"The record quotes these words: “{has}”")  # fmt: skip
    return None


def _quotes(setting: Setting) -> tuple[tuple[str, str, str], ...]:
    """The words that the record quotes, as they stand and made alike, with the entries that quote them."""
    memory = setting.record.memory
    if quoted not in memory:
        memory[quoted] = tuple(
            (words, _plain(words), entry.id)
            for entry in setting.record.entries if not isinstance(entry, Source)
            for each in citations(entry) for words in (each.quote, each.translation) if words
        )  # fmt: skip
    return memory[quoted]  # type: ignore[return-value]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w%$]+", normal(text).text.lower()))
