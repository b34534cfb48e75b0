"""Pages to find things by: search, one SELECT, what is wrong with the record, and help."""

from __future__ import annotations

from talleyrand.books.statement import Row, Statement, Tally, columns
from talleyrand.errors import QueryError, WrongValue
from talleyrand.presentation import machine, queries, rules
from talleyrand.presentation.catalogue import QUESTIONS
from talleyrand.presentation.search import search as find
from talleyrand.record.entries import KINDS
from talleyrand.record.problems import Problem
from talleyrand.web.pages import sheet_of
from talleyrand.web.sheets import page_number
from talleyrand.web.visits import FORMS, Answer, Visit, html, twin, weight_of

MOST_FOUND = 500
MOST_QUERIES = 8  # at a time, with those that wait
MOST_PROBLEMS = 100  # on a page
LONGEST_QUERY = 6_000  # of the address that holds it
EXAMPLES = (
    ("Measures by instrument", "SELECT instrument, count(*) AS measures FROM measures GROUP BY ALL ORDER BY 2 DESC"),
    ("Commitments with a deadline", "SELECT id, obligor, text, deadline FROM commitments WHERE deadline IS NOT NULL "
                                    "ORDER BY deadline_last DESC"),
    ("Meetings by year and level", "SELECT left(since, 4) AS year, level, count(*) AS meetings FROM (SELECT level, "
                                   "(SELECT min(\"on\") FROM meeting_steps s WHERE s.meeting = m.id) AS since "
                                   "FROM meetings m) GROUP BY ALL ORDER BY 1, 2"),
)  # fmt: skip


def search(visit: Visit) -> Answer:
    """Entries, people, issues and sources with some words in them."""
    words, kind = visit.address.value("q"), visit.address.value("kind")
    found = visit.once(
        ("search", words, kind),
        lambda: find(visit.edition.record, words, on=visit.on, known=visit.known, kind=kind or None, limit=MOST_FOUND),
    )  # fmt: skip
    if visit.form != "html":
        return twin(found, visit, "search")
    return html("search.html", visit.frame(""), statement=found, words=words, kind=kind, kinds=tuple(KINDS),
                sheet=sheet_of(visit, found, ("search", words, kind)))  # fmt: skip


def query(visit: Visit) -> Answer:
    """A box for one SELECT over the record's tables, and its answer."""
    text = visit.address.value("q")
    found, wrong = None, ""
    try:
        found = _queried(visit, text) if text else None
    except QueryError as fault:
        wrong = str(fault)
    if visit.form != "html":
        if found is None:
            raise WrongValue(wrong or "give one SELECT as q")
        return twin(found, visit, "query")
    return html(
        "query.html", visit.frame("/query", twins=found is not None), text=text, wrong=wrong, statement=found,
        sheet=sheet_of(visit, found, ("query", text)) if found else None, tables=queries.tables(),
        examples=[(name, str(visit.address.to("/query").having(q=sql)), sql) for name, sql in EXAMPLES],
        status=422 if wrong else 200,
    )  # fmt: skip


def _queried(visit: Visit, text: str) -> Statement:
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"a query in the browser is at most {LONGEST_QUERY} characters; the shell takes longer ones")
    clerk = visit.site.clerk
    key = ("query", text, visit.on, visit.known)  # not in turn with the books: the clerk waits for another process
    return visit.edition.once(
        key, lambda: clerk.query(visit.edition.record, text, on=visit.on, known=visit.known), weight_of
    )


def check(visit: Visit) -> Answer:
    """Everything that is wrong with the record, or wants attention, each with its line."""
    problems = visit.edition.problems(visit.today)
    if visit.form == "json":
        return Answer(body=f"{machine.problems_as_json(problems)}\n".encode(), media=FORMS["json"], name="check.json")
    found = visit.edition.once(("found", visit.today), lambda: _found(problems, visit))
    if visit.form != "html":
        return twin(found, visit, "check")
    pages = max(1, -(-len(problems) // MOST_PROBLEMS))
    page = page_number(visit.address.value("page"), pages)
    first = (page - 1) * MOST_PROBLEMS
    shown = problems[first : first + MOST_PROBLEMS]
    known = rules.rules()
    return html(
        "check.html", visit.frame("/check"), problems=shown, first=first, count=len(problems),
        faults=sum(not each.notice for each in problems), checked=len(known),
        meanings={each.rule: known.get(each.rule, "") for each in shown},
        later=str(visit.address.having(page=page + 1)) if page < pages else "",
        earlier=str(visit.address.having(page=page - 1)) if page > 1 else "",
    )  # fmt: skip


def _found(problems: tuple[Problem, ...], visit: Visit) -> Statement:
    """What is wrong as a statement, for the twin in CSV."""
    rows = tuple([
        Row(("notice" if each.notice else "fault", each.place.file, each.place.line, each.message, each.rule),
            (each.entry,) if each.entry else ())
        for each in problems
    ])  # fmt: skip
    faults = sum(not each.notice for each in problems)
    return Statement(
        title="Check", on=visit.on, known=visit.known, rows=rows,
        columns=columns("sort", "file", "line", "message", "rule"),
        totals=(Tally((("faults", faults), ("notices", len(problems) - faults))),),
    )  # fmt: skip


def help_page(visit: Visit) -> Answer:
    """What each page answers, and how to find one's way."""
    return html("help.html", visit.frame("", twins=False), questions=QUESTIONS)
