"""Reads or audits a stranger's document in a process of its own, which may take only so long and so much memory.

Taken  a document as it was handed over: its bytes, and what is known of where it is from
Reply  what was read of it

The process itself is `confined`. What it says is checked when it comes back: what was read as a file of the inbox would
be, an audit against the text that it is of.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from talleyrand.errors import RecordError, WrongValue
from talleyrand.reading.auditing.audit import Audit
from talleyrand.reading.review import carrying, filing
from talleyrand.reading.review.papers import Paper
from talleyrand.record.dates import Moment
from talleyrand.record.folder import INBOX

SECONDS = 45.0
MEMORY = 4096  # megabytes
READER = "talleyrand.reading.rules.offline"
AUDITOR = "talleyrand.reading.auditing.audit"
MOST_AUDITED = 1_000_000  # characters of a text
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "HOME", "TALLEYRAND_CACHE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A document as it was handed over.

    Attributes:
        data: its bytes.
        name: of the file; empty if it was none.
        media: the kind that came with it.
        title: if whoever hands it over knows it better than the document.
        publisher: likewise.
        published: its day, likewise.
        address: where it came from.
    """

    data: bytes
    name: str = ""
    media: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What was read: the paper, and the codec of its bytes."""

    paper: Paper
    encoding: str


def read(
    taken: Taken, root: Path, *, known: str, now: datetime, seconds: float = SECONDS, reader: str = READER
) -> Reply:
    """What the offline reader proposes from a document, beside the record in a folder.

    Args:
        known: the day of knowledge.
        now: with its zone.
        reader: the module whose `read` reads it.

    Raises:
        WrongValue: if the document cannot be read, or takes longer or more memory than it may.
        RecordError: if what was read has not the form of an inbox's file.
    """
    said = _told("read", reader, taken, {"root": str(root), "known": known, "now": now.isoformat()}, seconds)
    digest = sha256(taken.data).hexdigest()
    paper = filing.unpacked(json.dumps(said.get("paper")).encode(), f"{INBOX}/{digest}.json")
    if paper.decisions or paper.digest != digest:
        raise RecordError("the document could not be read: its reader spoke of something else")
    return Reply(paper=paper, encoding=str(said.get("encoding") or ""))


def audited(
    taken: Taken, root: Path, *, on: Moment, known: Moment, seconds: float = SECONDS, auditor: str = AUDITOR
) -> Audit:
    """What an audit finds of a document, against the record in a folder.

    Args:
        on: the day asked about.
        known: the day of knowledge.
        auditor: the module whose `audit` audits it.

    Raises:
        WrongValue: if the document cannot be read, holds more than `MOST_AUDITED` characters, or takes longer or more
            memory than it may.
    """
    more = {"root": str(root), "on": str(on), "known": str(known), "most": MOST_AUDITED}
    said = _told("audit", auditor, taken, more, seconds)
    found = carrying.unpacked(said.get("audit"))
    if found.document.digest != sha256(taken.data).hexdigest():
        raise WrongValue("the document could not be read: what was found is of something else")
    return found


def _told(task: str, worker: str, taken: Taken, more: dict[str, Any], seconds: float) -> dict[str, Any]:
    """What the process says that does a task with a document."""
    asked = {name: getattr(taken, name) for name in ("name", "media", "title", "publisher", "published", "address")}
    asked |= {"task": task, **more}
    command = [sys.executable, "-P", "-m", "talleyrand.reading.review.confined", worker, str(int(seconds)), str(MEMORY)]
    kept = {each: os.environ[each] for each in _KEPT if each in os.environ} | {"OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(  # noqa: S603 - our own module; the document comes as data
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kept
    ) as process:
        try:
            answer, _ = process.communicate(json.dumps(asked).encode() + b"\n" + taken.data, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise WrongValue(f"the document took longer than {seconds:.0f} seconds to read; it was left") from None
        finally:
            process.kill()
    return _understood(answer)


def _understood(answer: bytes) -> dict[str, Any]:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise WrongValue("the document could not be read: it is broken, or takes more memory than it may")
    if said.get("fault"):
        raise WrongValue(str(said["fault"]))
    return said
