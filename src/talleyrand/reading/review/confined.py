"""The process that reads or audits one document and ends.

What is known of the document comes in a line on standard input, then its bytes.

Before the document is looked into, the process gives up what it does not need: it can write no file, and may take only
so much time and memory. What it read goes out as JSON, or a fault in words.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talleyrand.errors import TalleyrandError, WrongValue
from talleyrand.sources.limits import MEGABYTE, limit

if TYPE_CHECKING:
    from talleyrand.sources.documents import Document


def main() -> None:
    """Do one task with one document, say what came of it, and end."""
    worker, seconds, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    work = getattr(import_module(worker), asked["task"])
    limit(AS=memory * MEGABYTE, CPU=seconds, FSIZE=0, CORE=0)
    try:
        said = TASKS[asked["task"]](work, asked, data)
    except TalleyrandError as fault:
        said = {"fault": str(fault)}
    except MemoryError:
        said = {"fault": f"the document takes more than {memory} MB of memory to read; it was left"}
    except RecursionError:
        said = {"fault": "the document is nested too deep to be read"}
    sys.stdout.buffer.write(json.dumps(said).encode())


def _document(asked: dict[str, Any], data: bytes) -> Document:
    from talleyrand.sources import documents

    known = {name: asked[name] for name in ("name", "media", "address", "published")}
    document = documents.read(data, **known)
    return replace(document, title=asked["title"] or document.title, publisher=asked["publisher"] or document.publisher)


def _read(read: Any, asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    from talleyrand.reading.review import filing, inbox
    from talleyrand.record.dates import moment
    from talleyrand.record.loading import load

    document = _document(asked, data)
    found = read(document, load(Path(asked["root"])), known=moment(asked["known"]))
    noted = replace(document, doubts=(*document.doubts, *found.notes))
    paper = inbox.paper_of(noted, found.proposals, now=datetime.fromisoformat(asked["now"]))
    told = json.loads(filing.packed(paper))
    return {"paper": told, "encoding": document.encoding}


def _audit(audit: Any, asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    from talleyrand.reading.review import carrying
    from talleyrand.record.dates import moment
    from talleyrand.record.loading import load

    document = _document(asked, data)
    length, most = len(document.text), asked["most"]
    if length > most:
        raise WrongValue(f"the text has {length:,} characters; at most {most:,} are audited here: cut it into parts")
    found = audit(document, load(Path(asked["root"])), on=moment(asked["on"]), known=moment(asked["known"]))
    return {"audit": carrying.packed(found)}


TASKS = {"read": _read, "audit": _audit}


if __name__ == "__main__":
    main()
