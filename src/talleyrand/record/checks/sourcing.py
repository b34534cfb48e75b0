"""Rules about sources: that there is one, that it can be found, and that its words are handled with care."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from talleyrand.record.checks.faults import Rule, fault, notice
from talleyrand.record.entries import (
    Act,
    Agreement,
    AnyKind,
    Channel,
    Citation,
    Commitment,
    Indicator,
    Issue,
    Measure,
    Meeting,
    Party,
    Person,
    Question,
    Source,
)
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record
from talleyrand.record.syntax import Path

WORDS = 25
_HAN_AND_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_PARTS = {Measure: "steps", Agreement: "steps", Meeting: "steps", Channel: "steps", Person: "posts",
          Indicator: "figures"}  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def cites_a_source(record: Record, _today: date) -> Iterator[Problem]:
    """Every entry cites a source, save parties, issues, sources and questions that the record itself resolves."""
    for entry in record.entries:
        if entry.sources or isinstance(entry, Party | Issue | Source) or (isinstance(entry, Question) and entry.rule):
            continue
        parts = getattr(entry, _PARTS.get(type(entry), ""), ())
        bare = [number for number, part in enumerate(parts) if not part.sources]
        if not parts or bare:
            message = "it cites no source; give 'sources'"
            yield fault(cites_a_source, record, entry, message)


def quotes_at_most_25_words(record: Record, _today: date) -> Iterator[Problem]:
    """A quote has at most 25 words; two characters of Chinese, Japanese or Korean count as one."""
    for entry, path, citation in _citations(record):
        if citation.quote and (count := words(citation.quote)) > WORDS:
            message = f"the quote has {count} words, {count - WORDS} too many; quote the part that matters"
            yield fault(quotes_at_most_25_words, record, entry, message, *path, "quote")


def words(text: str) -> int:
    """The number of words, two characters of a script without spaces counted as one.

    >>> words("until 10 November 2026"), words("暂停实施一年")
    (4, 3)
    """
    dense = len(_HAN_AND_KANA.findall(text))
    return len(_HAN_AND_KANA.sub(" ", text).split()) + (dense + 1) // 2 if dense else len(text.split())


def translates_what_it_quotes(record: Record, _today: date) -> Iterator[Problem]:
    """A quote in another language than English has a translation."""
    for entry, path, citation in _citations(record):
        if citation.quote and not citation.translation and citation.source in record:
            source = record.entry(citation.source)
            if isinstance(source, Source) and not source.language.startswith("en") and not citation.quote.isascii():
                message = f"the quote is in '{source.language}'; give our English of it in 'translation'"
                yield fault(translates_what_it_quotes, record, entry, message, *path, "quote")
        if citation.translation and not citation.quote:
            message = "a translation of what? give the very words in 'quote'"
            yield fault(translates_what_it_quotes, record, entry, message, *path, "translation")


def gives_a_reason_for_its_confidence(record: Record, _today: date) -> Iterator[Problem]:
    """Medium or low confidence has a reason."""
    for entry in record.entries:
        if entry.confidence and entry.confidence.level != "high" and not entry.confidence.reason:
            message = f"confidence is {entry.confidence.level}, and nothing says why; give 'reason'"
            yield fault(gives_a_reason_for_its_confidence, record, entry, message, "confidence")


def says_so_where_no_official_voice_is_cited(record: Record, _today: date) -> Iterator[Problem]:
    """What rests only on sources that are nobody's official voice says so in `confidence`."""
    this = says_so_where_no_official_voice_is_cited
    voices = {source.id: source.voice for source in record.of(Source)}
    official: set[str] = set()
    cited: dict[str, AnyKind] = {}
    for entry, _, citation in _citations(record):
        if isinstance(entry, Act | Measure | Agreement | Commitment) and not entry.confidence:
            cited[entry.id] = entry
            # A source that is not in the record has a fault of its own.
            if citation.source not in voices or voices[citation.source]:
                official.add(entry.id)
    for name, entry in cited.items():
        if name not in official:
            yield notice(this, record, entry, "no source that it cites is an official voice; say so in 'confidence'",
                         "sources")  # fmt: skip


def explains_what_its_sources_dispute(record: Record, _today: date) -> Iterator[Problem]:
    """Where a source gives another date or figure than the entry, a note says which is right and why."""
    this = explains_what_its_sources_dispute
    for entry, path, citation in _citations(record):
        explained = entry.note or _part_note(entry, path) or (entry.confidence and entry.confidence.reason)
        if citation.says and not explained:
            message = f"'{citation.source}' says {citation.says!r} instead, and no note tells why it is not followed"
            yield fault(this, record, entry, message, *path, "says")


def can_be_found(record: Record, _today: date) -> Iterator[Problem]:
    """A source has an address, an official number, or its text in the archive."""
    for source in record.of(Source):
        if not source.url and not source.number and not source.archived:
            yield fault(can_be_found, record, source, "nobody could find it: give 'url' or 'number'")


def has_a_web_address(record: Record, _today: date) -> Iterator[Problem]:
    """The address of a source begins with http:// or https:// and names a host."""
    for source in record.of(Source):
        if source.url and not _is_web_address(source.url):
            message = f"{source.url!r} is no web address; it begins with https:// and has no spaces"
            yield fault(has_a_web_address, record, source, message, "url")


def is_issued_by_today(record: Record, today: date) -> Iterator[Problem]:
    """No source is issued after today."""
    for source in record.of(Source):
        if source.issued and source.issued.first > today:
            yield fault(is_issued_by_today, record, source, f"issued {source.issued}, after today", "issued")


def is_archived_under_its_hash(record: Record, _today: date) -> Iterator[Problem]:
    """The hash of an archived text is 64 digits from 0 to 9 and a to f."""
    for source in record.of(Source):
        if source.archived and not re.fullmatch(r"[0-9a-f]{64}", source.archived, re.ASCII):
            yield fault(is_archived_under_its_hash, record, source, "'archived' is no SHA-256", "archived")


def names_its_language_by_code(record: Record, _today: date) -> Iterator[Problem]:
    """A language is named by its code, as in en, zh or zh-Hans."""
    this = names_its_language_by_code
    for source in record.of(Source):
        if not _LANGUAGE.fullmatch(source.language):
            yield fault(
                this, record, source, f"'{source.language}' is no language code; write zh, not Chinese", "language"
            )
    named: tuple[Party | Person, ...] = (*record.of(Party), *record.of(Person))
    for entry in named:
        for number, name in enumerate(entry.names):
            if not _LANGUAGE.fullmatch(name.language):
                message = f"'{name.language}' is no language code; write zh, not Chinese"
                yield fault(this, record, entry, message, "names", number)


def is_cited(record: Record, _today: date) -> Iterator[Problem]:
    """Every source is cited by some entry."""
    used = {citation.source for _, _, citation in _citations(record)}
    for source in record.of(Source):
        if source.id not in used:
            yield notice(is_cited, record, source, "no entry cites it; delete it, or cite it where it is used")


def stands_under_one_id(record: Record, _today: date) -> Iterator[Problem]:
    """No two sources have the same address."""
    seen: dict[str, str] = {}
    for source in record.of(Source):
        if not source.url:
            continue
        address = source.url.rstrip("/")
        if address in seen:
            message = f"'{seen[address]}' has the same address; keep one of the two"
            yield notice(stands_under_one_id, record, source, message, "url")
        seen.setdefault(address, source.id)


# --- the citations of a record ---------------------------------------------------------------------

Cited = tuple[AnyKind, Path, Citation]
_CITING = {"measure": ("steps", "aims"), "agreement": ("steps", "clauses"), "meeting": ("steps",),
           "channel": ("steps",), "person": ("posts",), "indicator": ("figures",),
           "commitment": ("asserted", "restated", "performance")}  # fmt: skip


def _citations(record: Record) -> list[Cited]:
    """Every citation of every entry and its parts, with its path, gathered once."""
    if _citations not in record.memory:
        found: list[Cited] = []
        for entry in record.entries:
            found += [(entry, ("sources", number), each) for number, each in enumerate(entry.sources)]
            for field in _CITING.get(entry.KIND, ()):
                for number, part in enumerate(getattr(entry, field)):
                    found += [(entry, (field, number, "sources", n), each) for n, each in enumerate(part.sources)]
            for field in ("voided", "resolution"):
                if part := getattr(entry, field, None):
                    found += [(entry, (field, "sources", n), each) for n, each in enumerate(part.sources)]
        record.memory[_citations] = found
    return record.memory[_citations]  # type: ignore[return-value]


def _part_note(entry: AnyKind, path: Path) -> str | None:
    """The note of the part that a citation stands in."""
    if len(path) != 4 or not isinstance(path[1], int):
        return None
    part = getattr(entry, str(path[0]))[path[1]]
    return getattr(part, "note", None)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and not re.search(r"\s", url)


RULES: tuple[Rule, ...] = (
    cites_a_source, quotes_at_most_25_words, translates_what_it_quotes, gives_a_reason_for_its_confidence,
    says_so_where_no_official_voice_is_cited, explains_what_its_sources_dispute, can_be_found, has_a_web_address,
    is_issued_by_today, is_archived_under_its_hash, names_its_language_by_code, is_cited, stands_under_one_id,
)  # fmt: skip
