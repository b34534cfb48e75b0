"""The Python door: load a record, ask a book, turn its statement into a table.

    >>> import talleyrand as tl
    >>> record = tl.load()
    >>> day = tl.moment("2025-04-12")
    >>> statement = tl.measures(record, "US", "CN", on=day, known=day)
    >>> [str(total["level"]) for total in statement.totals]
    ['145', '125']

Each question of the shell is a function here by the same name. A book takes the record first, and two clocks:
`on`, the day asked about, and `known`, the day of knowledge. What comes back is a `Statement`; `as_table`,
`as_markdown`, `as_json`, `as_csv` and `frame` turn it into what is wanted. Nothing is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from talleyrand.bargaining.asking import Asked
    from talleyrand.bargaining.negotiation import Negotiation
    from talleyrand.bargaining.subjects import plan
    from talleyrand.books.bibliography import bibliography
    from talleyrand.books.brief import brief
    from talleyrand.books.calendar import calendar
    from talleyrand.books.channels import by_year, channels, cuts, meetings
    from talleyrand.books.commitments import commitments
    from talleyrand.books.concessions import concessions
    from talleyrand.books.consistency import aims, consistency, reversals
    from talleyrand.books.interpretations import interpretations
    from talleyrand.books.lives import lives
    from talleyrand.books.measures import across, measures, principals, spells
    from talleyrand.books.measures import difference as diff
    from talleyrand.books.people import people, posts
    from talleyrand.books.questions import odds, questions
    from talleyrand.books.statement import Column, Row, Statement, Tally
    from talleyrand.books.timeline import timeline
    from talleyrand.errors import NotFound, QueryError, RecordError, TalleyrandError, WrongValue
    from talleyrand.presentation.dossiers import entry, history
    from talleyrand.presentation.machine import as_csv, as_data, as_json, frame
    from talleyrand.presentation.queries import query
    from talleyrand.presentation.search import search
    from talleyrand.presentation.tables import as_markdown, as_table
    from talleyrand.reading.auditing.audit import audit
    from talleyrand.reading.rules.offline import read
    from talleyrand.record.checks import check
    from talleyrand.record.dates import Moment, When, moment, when
    from talleyrand.record.problems import Problem
    from talleyrand.record.record import Record
    from talleyrand.record.scaffold import new
    from talleyrand.record.schema import schema
    from talleyrand.sources.documents import Document

_HOMES = {
    "bargaining.asking": "Asked",
    "bargaining.negotiation": "Negotiation",
    "bargaining.subjects": "plan",
    "books.bibliography": "bibliography",
    "books.brief": "brief",
    "books.calendar": "calendar",
    "books.channels": "by_year channels cuts meetings",
    "books.commitments": "commitments",
    "books.concessions": "concessions",
    "books.consistency": "aims consistency reversals",
    "books.interpretations": "interpretations",
    "books.lives": "lives",
    "books.measures": "across difference measures principals spells",
    "books.people": "people posts",
    "books.questions": "odds questions",
    "books.statement": "Column Row Statement Tally",
    "books.timeline": "timeline",
    "errors": "NotFound QueryError RecordError TalleyrandError WrongValue",
    "presentation.dossiers": "entry history",
    "presentation.machine": "as_csv as_data as_json frame",
    "presentation.queries": "query",
    "presentation.search": "search",
    "presentation.tables": "as_markdown as_table",
    "reading.auditing.audit": "audit",
    "reading.rules.offline": "read",
    "record.checks": "check",
    "record.dates": "Moment When moment when",
    "record.problems": "Problem",
    "record.record": "Record",
    "record.scaffold": "new",
    "record.schema": "schema",
    "sources.documents": "Document",
}
_PLACES = {name: home for home, names in _HOMES.items() for name in names.split()}
_OTHER_NAMES = {"diff": "difference"}  # by the shell's word

__all__ = [
    "Asked", "Column", "Document", "Moment", "Negotiation", "NotFound", "Problem", "QueryError", "Record",
    "RecordError", "Row", "Statement", "TalleyrandError", "Tally", "When", "WrongValue", "across", "aims", "as_csv",
    "as_data", "as_json", "as_markdown", "as_table", "audit", "bibliography", "brief", "by_year", "calendar",
    "channels", "check", "commitments", "concessions", "consistency", "cuts", "diff", "document", "entry", "frame",
    "history", "interpretations", "lives", "load", "measures", "meetings", "moment", "negotiation", "new", "odds",
    "people", "plan", "posts", "principals", "query", "questions", "read", "reversals", "schema", "search", "spells",
    "timeline", "when",
]  # fmt: skip


def load(folder: Path | str | None = None) -> Record:
    """The record that a folder holds; the shipped one if no folder is named.

    Raises:
        RecordError: if there is no such folder or it cannot be read.
    """
    from talleyrand.record import loading

    return loading.shipped() if folder is None else loading.load(folder)


def negotiation(file: Path | str, record: Record | None = None) -> Negotiation:
    """What a negotiation file says.

    Args:
        record: that it is beside; what the file names of it is not looked at if None.

    Raises:
        RecordError: if it cannot be read, or has faults; they go with it.
    """
    from pathlib import Path

    from talleyrand.bargaining import loading

    return loading.load(Path(file), record)


def document(file: Path | str, *, published: str = "") -> Document:
    """The document that a file holds, to be read or audited.

    Args:
        published: its day, if the user knows better than the file.

    Raises:
        WrongValue: if it is of no known kind, empty, too large, broken, or locked.
        NotFound: if there is no such file.
    """
    from pathlib import Path

    from talleyrand.sources import documents, folders

    path = Path(file)
    return documents.read(folders.opened(path), name=path.name, published=published)


def __getattr__(name: str) -> Any:
    own = _OTHER_NAMES.get(name, name)
    if name not in __all__ or own not in _PLACES:
        raise AttributeError(f"module 'talleyrand' has no attribute '{name}'")
    return getattr(import_module(f"talleyrand.{_PLACES[own]}"), own)


def __dir__() -> list[str]:
    return __all__
