"""Where proposals wait for a person, beside the record: a folder with one file for each document that was read.

Inbox  the papers of a record's inbox, and what is wrong with files in it that cannot be read

A file is `_inbox/<SHA-256 of the original>.json` in the record's folder. It is written whole or not at all, by one
writer at a time; nothing that was proposed or decided is ever taken out of it.
"""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from talleyrand.errors import NotFound, RecordError, WriteError, WrongValue, nearest
from talleyrand.reading.proposals import Proposal
from talleyrand.reading.review import filing
from talleyrand.reading.review.papers import Decision, Paper, Proposed
from talleyrand.record import placing
from talleyrand.record.dates import when
from talleyrand.record.folder import INBOX
from talleyrand.record.problems import Place, Problem
from talleyrand.record.syntax import Raw
from talleyrand.sources import archive
from talleyrand.sources.documents import Document

AROUND = 700  # characters of its paragraphs that are shown on each side of a proposal's sentences
LONGEST = 2000  # characters of those sentences, on each side of the quote
_FILE = re.compile(r"[0-9a-f]{64}\.json", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_GAP = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What lies in a record's inbox.

    Attributes:
        papers: in the order in which they were put in.
        problems: what is wrong with files that are none of its papers, or cannot be read.
    """

    papers: tuple[Paper, ...] = ()
    problems: tuple[Problem, ...] = ()

    def paper(self, digest: str) -> Paper:
        """The paper of the document of that SHA-256.

        Raises:
            NotFound: if there is none.
        """
        found = next((each for each in self.papers if each.digest == digest), None)
        if found is None:
            raise NotFound(f"there is no document {digest[:12]!r} in the inbox")
        return found

    def holding(self, key: str) -> Paper:
        """The paper that holds the proposal of that key.

        Raises:
            NotFound: if there is none; the message offers the nearest.
        """
        found = next((each for each in self.papers if any(one.key == key for one in each.proposals)), None)
        if found is None:
            keys = [one.key for each in self.papers for one in each.proposals]
            raise NotFound(f"there is no proposal '{key[:40]}' in the inbox{nearest(key[:40], keys)}")
        return found


def proposed(paper: Paper, key: str) -> Proposed:
    """The proposal of that key.

    Raises:
        NotFound: if the paper has none.
    """
    found = next((each for each in paper.proposals if each.key == key), None)
    if found is None:
        raise NotFound(f"there is no proposal '{key[:40]}' from this document")
    return found


# --- read ----------------------------------------------------------------------------------------


def opened(root: Path) -> Inbox:
    """The inbox of a record's folder; an empty one if there is none yet."""
    folder = root / INBOX
    if not os.path.lexists(folder):
        return Inbox()
    if folder.is_symlink() or not folder.is_dir():
        return Inbox(problems=(_problem(INBOX, "this is no folder; delete it"),))
    papers: list[Paper] = []
    problems: list[Problem] = []
    for name in sorted(path.name for path in folder.iterdir()):
        if name.startswith("."):
            continue
        shown = f"{INBOX}/{name if name.isprintable() else ascii(name)}"
        if not _FILE.fullmatch(name):
            problems.append(_problem(shown, "this is no file of the inbox, whose names are hashes", notice=True))
            continue
        try:
            papers.append(_read(root, name))
        except RecordError as fault:
            problems += fault.problems
    return Inbox(papers=tuple(sorted(papers, key=lambda each: (each.taken, each.digest))), problems=tuple(problems))


def _read(root: Path, name: str) -> Paper:
    shown, path = f"{INBOX}/{name}", root / INBOX / name
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as stream:
            data = stream.read(filing.MOST_BYTES + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
    except OSError as fault:
        problem = _problem(shown, f"it cannot be read ({(fault.strerror or type(fault).__name__).lower()})")
        raise RecordError(str(problem), (problem,)) from None
    if data is None:
        problem = _problem(shown, "this is no ordinary file; delete it")
        raise RecordError(str(problem), (problem,))
    return filing.unpacked(data, shown)


def _problem(name: str, message: str, *, notice: bool = False) -> Problem:
    return Problem(place=Place(name), rule=filing.RULE, message=message, notice=notice)


# --- written -------------------------------------------------------------------------------------


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Be the only one who writes to the inbox.

    Raises:
        WriteError: if the folder cannot be written, or somebody else holds it too long.
    """
    folder = root / INBOX
    with placing.told(f"the inbox of '{root}'"):
        if not root.is_dir():
            raise WriteError(f"there is no folder '{root}' to keep an inbox in")
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            raise WriteError(f"'{folder}' is a link; an inbox lies in the record's own folder")
    with placing.locked(folder):
        yield


def written(root: Path, paper: Paper) -> Paper:
    """Put a paper in its place, while the inbox is `held`; the paper as it will be read again.

    Raises:
        WriteError: if it cannot be written; the inbox is then as it was.
    """
    name = f"{paper.digest}.json"
    data = filing.packed(paper)
    kept = filing.unpacked(data, f"{INBOX}/{name}")
    with placing.told(f"'{INBOX}/{name}'"):
        placing.put({root / INBOX / name: data})
    return kept


def decided(root: Path, key: str, decide: Callable[[Paper, Proposed], Decision]) -> Decision:
    """A decision about a proposal, made while nobody else can decide, and kept.

    Args:
        decide: makes the decision, or raises.

    Raises:
        NotFound: if there is no such proposal.
        WriteError: if the decision cannot be kept.
    """
    with held(root):
        paper = opened(root).holding(key)
        decision = decide(paper, proposed(paper, key))
        written(root, replace(paper, decisions=(*paper.decisions, decision)))
    return decision


def receive(
    root: Path,
    document: Document,
    proposals: Iterable[Proposal],
    *,
    now: datetime,
    original: bytes | None = None,
) -> Paper:
    """Put a document and what was proposed from it into the inbox; what is there already stays as it is.

    Read twice, a document has its proposals once: what says the same of the same words is not added, nor what was
    read anew from words about which a person has decided already.

    Args:
        now: with its zone.
        original: the bytes that the document was read from, for the archive.

    Raises:
        WrongValue: if a proposal is from another document, or its quote does not stand where it says.
        RecordError: if the document's file is there already and cannot be read.
        WriteError: if the inbox cannot be written; it is then as it was.
    """
    return put(root, paper_of(document, proposals, now=now), original=original, encoding=document.encoding)


def paper_of(document: Document, proposals: Iterable[Proposal], *, now: datetime) -> Paper:
    """A document and what was proposed from it, ready to be put in.

    Args:
        now: with its zone.

    Raises:
        WrongValue: if a proposal is from another document, or its quote does not stand where it says.
    """
    if not _DIGEST.fullmatch(document.digest):
        raise WrongValue(f"'{document.digest[:80]}' is no SHA-256")
    starts = [0, *(found.end() for found in _GAP.finditer(document.text))]
    return Paper(
        digest=document.digest, title=document.title or "untitled", publisher=document.publisher,
        date=str(document.date or ""), language=document.language, address=document.address, media=document.media,
        taken=now, doubts=document.doubts,
        proposals=tuple([_with_passage(each, document, starts) for each in proposals]),
    )  # fmt: skip


def put(root: Path, paper: Paper, *, original: bytes | None = None, encoding: str = "") -> Paper:
    """Put a paper into the inbox; what is there of its document already stays as it is.

    Args:
        original: the bytes that the document was read from, for the archive.
        encoding: the codec by which they become characters.

    Raises:
        RecordError: if the document's file is there already and cannot be read.
        WriteError: if the inbox cannot be written; it is then as it was.
    """
    with held(root):
        if original is not None:
            kept = Document(
                text="", title=paper.title, publisher=paper.publisher, date=when(paper.date) if paper.date else None,
                language=paper.language, address=paper.address, media=paper.media, digest=paper.digest,
                encoding=encoding,
            )  # fmt: skip
            archive.keep(root, original, kept, fetched=paper.taken.date().isoformat())
        name = f"{paper.digest}.json"
        before = _read(root, name) if os.path.lexists(root / INBOX / name) else replace(paper, proposals=())
        archived = before.archived or _is_archived(root, paper.digest)
        merged = sorted(_merged(before, paper.proposals), key=lambda each: (each.proposal.start, each.proposal.end))
        return written(root, replace(before, archived=archived, proposals=tuple(merged)))


def _is_archived(root: Path, digest: str) -> bool:
    try:
        archive.find(root, digest)
    except NotFound:
        return False
    return True


def _merged(paper: Paper, found: Iterable[Proposed]) -> Iterator[Proposed]:
    """What is there, and what is new."""
    yield from paper.proposals
    keys = {each.key for each in paper.proposals}
    said = {_said(each.proposal) for each in paper.proposals}
    standing = paper.standing()
    judged = {_words(each.proposal) for each in paper.proposals if each.key in standing}
    for each in found:
        if each.key not in keys and _said(each.proposal) not in said and _words(each.proposal) not in judged:
            keys.add(each.key)
            said.add(_said(each.proposal))
            yield each


def _words(each: Proposal) -> tuple[str, int, int]:
    return each.kind, each.start, each.end


def _said(each: Proposal) -> tuple[object, ...]:
    """What a proposal says, whatever id it gives: a second reading may find the first's id taken."""
    own = {name: value for name, value in each.values.items() if each.into or name != each.kind}
    return (*_words(each), each.into, repr(_in_order(own)))


def _in_order(raw: Mapping[str, Raw] | Raw) -> object:
    if isinstance(raw, Mapping):
        return sorted((name, _in_order(each)) for name, each in raw.items())
    return [_in_order(each) for each in raw] if isinstance(raw, list) else raw


# --- passages ------------------------------------------------------------------------------------


def _with_passage(each: Proposal, document: Document, starts: Sequence[int]) -> Proposed:
    """A proposal with its passage.

    Args:
        starts: where the paragraphs of the document's text start.
    """
    text = document.text
    if each.document != document.digest:
        raise WrongValue(f"the proposal '{each.key}' is from another document")
    if not 0 <= each.start < each.end <= len(text) or text[each.start : each.end] != each.quote:
        raise WrongValue(f"the quote of the proposal '{each.key}' does not stand in the document where it says")
    first = max(min(each.within[0], each.start), each.start - LONGEST)
    last = min(max(each.within[1], each.end), each.end + LONGEST, len(text))
    start, end = _around(text, first, last)
    return Proposed(proposal=each, passage=text[start:end], begins=start, at=_place(document, each.start, starts))


def _around(text: str, first: int, last: int) -> tuple[int, int]:
    """The paragraphs that hold a stretch of a text, or as much of them as can be shown."""
    low, high = max(0, first - AROUND), min(len(text), last + AROUND)
    before = [found.end() for found in _GAP.finditer(text, low, first)]
    after = _GAP.search(text, last, high)
    start = before[-1] if before else low
    end = after.start() if after else high
    if not before and low:  # in the middle of a paragraph: not in the middle of a word
        start = next((each for each in range(low, first) if text[each].isspace()), low)
    if not after and high < len(text):
        end = next((each for each in range(high, last, -1) if text[each - 1].isspace()), high)
    return start, end


def _place(document: Document, start: int, starts: Sequence[int]) -> str:
    """The page or paragraph for people; nothing where the text has but one paragraph."""
    if named := document.place(start):
        return named
    return f"paragraph {bisect(starts, start)}" if len(starts) > 1 else ""
