"""Writes the reference pages that come from the code: commands, entries, vocabulary, JSON, tables, Python.

python docs/generate.py            write them
python docs/generate.py --check    write nothing; exit code 1 if a page is not what the code says
"""

from __future__ import annotations

import io
import os
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from inspect import getdoc, isclass, signature
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import talleyrand as tl
from talleyrand.bargaining import entries as plans
from talleyrand.bargaining.rules import RULES
from talleyrand.books.statement import Statement
from talleyrand.cli.running import COMMANDS, run
from talleyrand.presentation import queries
from talleyrand.record import entries
from talleyrand.record.dates import When
from talleyrand.record.entries import KINDS, Code, Ref
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from talleyrand.record.record import Record
from talleyrand.record.scaffold import example
from talleyrand.record.vocabulary import Term, vocabulary

REFERENCE = Path(__file__).parent / "reference"
WRITTEN = "*This page is written by `make docs` from the code; do not edit it.*"
DAY = date(2026, 7, 1)


def table(headings: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table."""
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    return lines + [
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows
    ]


def paged(title: str, lead: str, lines: list[str]) -> str:
    """A page: its title, a word on what it is, and its lines."""
    return "\n".join([f"# {title}", "", WRITTEN, "", lead, "", *lines]).rstrip() + "\n"


# --- commands ------------------------------------------------------------------------------------


def help_of(*words: str) -> str:
    """What `--help` prints, 100 columns wide."""
    os.environ["COLUMNS"], out = "100", io.StringIO()
    with redirect_stdout(out):
        run([*words, "--help"])
    return out.getvalue().strip()


def commands() -> str:
    """Every command with its help."""
    lines = ["```", help_of(), "```", ""]
    for command in COMMANDS:
        lines += [f"## {command.__name__}", "", "```", help_of(command.__name__), "```", ""]
    lead = (
        "Every book takes `--record`, `--on`, `--known` and `--format`. `--on` is the day asked about, `--known` the "
        "day of knowledge; each is today unless it is given. Exit codes: 0 well, 1 faults found, 2 wrong use, 70 a "
        "fault of the program's own, 130 interrupted. `TALLEYRAND_RECORD` names the record to use, `TALLEYRAND_TODAY` "
        "another day for today, `TALLEYRAND_CACHE` the folder of the cache, or `off`."
    )
    return paged("Commands", lead, lines)


# --- entries -------------------------------------------------------------------------------------


def worded(hint: Any) -> str:
    """What a field holds, in words."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *notes = get_args(hint)
        return next((word for note in notes if (word := _marked(note))), worded(inner))
    if origin in (Union, types.UnionType):
        return worded(next(each for each in get_args(hint) if each is not types.NoneType))
    if origin is tuple:
        return f"list: {worded(get_args(hint)[0])}"
    if origin is Literal:
        return "one of " + ", ".join(f"`{word}`" for word in get_args(hint))
    if isclass(hint) and hint is not When and is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return {str: "text", bool: "yes or no", int: "whole number", Decimal: "number", When: "date"}[hint]


def _marked(note: Any) -> str:
    if isinstance(note, plans.Own):
        return "name of " + " or ".join(note.kinds)
    if isinstance(note, Ref):
        return "id of any entry" if note.kinds == ("any",) else "id of " + " or ".join(note.kinds)
    return f"word of [{note.vocabulary}](vocabulary.md#{note.vocabulary})" if isinstance(note, Code) else ""


def field_rows(shape: Any, kind: str = "", shared: bool = False) -> list[list[str]]:
    """A row for each field of a kind or part: name, what it holds, whether it is needed, what it means."""
    hints = get_type_hints(shape, include_extras=True)
    own = {field.name for field in fields(entries.Entry)} if kind and not shared else set()
    rows = []
    for field in fields(shape):
        if field.name in own and field.name != "id":
            continue
        hint = hints[field.name]
        meaning = next((note for note in get_args(hint)[1:] if isinstance(note, str)), "")
        name = kind if field.name == "id" and kind else field.name
        rows.append([f"`{name}`", worded(hint), "needed" if field.default is MISSING else "", meaning])
    return rows


def parts() -> dict[str, Any]:
    """The classes that are parts of entries, by name."""
    found = {name: each for name, each in vars(entries).items() if isclass(each) and is_dataclass(each)}
    return {name: each for name, each in found.items()
            if not issubclass(each, entries.Entry | Ref | Code) and each is not When}  # fmt: skip


def kinds() -> str:
    """Every kind of entry and every part, field by field."""
    headings = ["field", "holds", "", "meaning"]
    lines = ["## Every entry", "", getdoc(entries.Entry) or "", "", *table(headings, field_rows(entries.Entry)), ""]
    for kind, shape in KINDS.items():
        lines += [f"## {kind}", "", getdoc(shape) or "", "", *table(headings, field_rows(shape, kind)), ""]
    lines += ["# Parts", ""]
    for name, part in parts().items():
        lines += [f"## {name}", "", getdoc(part) or "", "", *table(headings, field_rows(part)), ""]
    lead = (
        "The first key of an entry is its kind, and the value of that key is its id. Where a list is wanted, one value "
        "may stand alone; a bare source id stands for a whole citation; names and terms may be written as a mapping. A "
        "clause is cited as `agreement#clause`, a step of a measure as `measure#step`."
    )
    return paged("Kinds of entry", lead, lines)


def negotiations() -> str:
    """Every kind of entry of a negotiation file and every part, field by field, and every rule that it must keep to."""
    headings = ["field", "holds", "", "meaning"]
    shared = {name: each for name, each in vars(plans).items() if isclass(each) and is_dataclass(each)}
    lines = []
    for kind, shape in plans.KINDS.items():
        lines += [f"## {kind}", "", getdoc(shape) or "", "", *table(headings, field_rows(shape, kind, shared=True)), ""]
    lines += ["# Parts", ""]
    kept = {name: each for name, each in shared.items() if each.__module__ == plans.__name__}
    for name, part in kept.items():
        if not issubclass(part, plans.Noted | plans.Own):
            lines += [f"## {name}", "", getdoc(part) or "", "", *table(headings, field_rows(part)), ""]
    lines += ["# Rules", "", "`talleyrand plan --check` names the rule that a file breaks.", ""]
    for rule in RULES:
        lines += [f"- `{rule.__name__}`: {(getdoc(rule) or '').partition(chr(10))[0]}"]
    lead = (
        "A negotiation file lies in the folder `_plans` of a record and is written as a record is: a list of entries, "
        "each headed by its kind and id. It has one `negotiation`. Within an issue a side gives its best option 100 "
        "and its worst 0. A bare number stands for a judged number that is sure; members and settled issues may be "
        "written as a mapping."
    )
    return paged("Negotiation files", lead, lines)


def words() -> str:
    """Every vocabulary, term by term."""
    lines: list[str] = []
    for name, terms in vocabulary().lists.items():
        extra = [each for each in ("plover", "quad", "moves", "unit", "summed", "rank")
                 if any(getattr(term, each, "") for term in terms.values())]  # fmt: skip
        rows = [[f"`{term.code}`", term.label, term.definition, *(_cell(term, each) for each in extra), term.source]
                for term in terms.values()]  # fmt: skip
        lines += [f"## {name}", "", *table(["word", "name", "meaning", *extra, "source"], rows), ""]
    lead = (
        "The words that coded fields may hold. They are data: `src/talleyrand/vocabulary/` holds a file for each list."
    )
    return paged("Vocabulary", lead, lines)


def _cell(term: Term, name: str) -> str:
    value = getattr(term, name)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value or "")


# --- statements ----------------------------------------------------------------------------------

SHAPE = """\
```json
{
  "title": "Measures in force between United States and China",
  "on": "2025-04-12",
  "known": "2026-11-21",
  "columns": [{"name": "measure", "unit": ""}],
  "rows": [{"measure": "Duty on all goods", "entries": ["us-fentanyl-2025"]}],
  "totals": [{"by": "US", "toward": "CN", "series": "across-the-board", "level": 145, "unit": "percent"}],
  "cautions": ["What a reader must bear in mind."]
}
```

Days and moments are ISO 8601 text, as given; dates of the record stand as written there (`2025-05`,
`2025-05-10/2025-05-12`). A figure is a number, a yes or no is true or false, several words are a list, and what is
not known or does not apply is null. `entries` holds the ids of the entries that a row rests on, the chief one first.

`--format csv` gives the rows with a header line; the ids stand in the last column, set apart by spaces. A text that a
spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab, a line end or an apostrophe) has one
apostrophe put before it; take one off to have the text back. A column marked *detail* is left out of a narrow table;
JSON, CSV and Markdown always have it.

`check --format json` gives `{"problems": [{"file", "line", "column", "rule", "message", "entry", "notice"}], "faults",
"notices"}`.
"""


def small_record() -> Record:
    """The record that `talleyrand new` makes."""
    return record_of([page(text.encode(), name) for name, text in example(DAY).items()])


def statements() -> Mapping[str, Statement]:
    """What every book makes of the small record."""
    record, day = small_record(), tl.moment(DAY)
    clocks: dict[str, Any] = {"on": day, "known": day}
    pair = ("ARC", "BOR")
    return {
        "brief": tl.brief(record, *pair, **clocks),
        "measures": tl.measures(record, *pair, **clocks),
        "measures --spells": tl.spells(record, *pair, "across-the-board", **clocks),
        "measures --lives": tl.lives(record, *pair, **clocks),
        "diff": tl.diff(record, *pair, before=tl.moment("2026-04-01"), **clocks),
        "commitments": tl.commitments(record, **clocks),
        "concessions": tl.concessions(record, *pair, **clocks),
        "interpretations": tl.interpretations(record, **clocks),
        "channels": tl.channels(record, **clocks),
        "channels --cuts": tl.cuts(record, **clocks),
        "channels --meetings": tl.meetings(record, **clocks),
        "channels --by-year": tl.by_year(record, **clocks),
        "calendar": tl.calendar(record, **clocks),
        "consistency": tl.consistency(record, **clocks),
        "consistency --reversals": tl.reversals(record, **clocks),
        "consistency --aims": tl.aims(record, **clocks),
        "people": tl.people(record, **clocks),
        "people --posts": tl.posts(record, **clocks),
        "timeline": tl.timeline(record, **clocks),
        "questions": tl.questions(record, **clocks),
        "questions --odds": tl.odds(record, **clocks),
        "bibliography": tl.bibliography(record, **clocks),
        "search": tl.search(record, "harbour", **clocks),
        "entry": tl.entry(record, "harbour-accord", **clocks),
        "entry --history": tl.history(record, "harbour-accord", **clocks),
    }


def shapes() -> str:
    """The one JSON shape, and the columns of every book."""
    lines = [SHAPE]
    for name, statement in statements().items():
        rows = [[f"`{each.name}`", each.unit, "detail" if each.detail else ""] for each in statement.columns]
        totals = list(dict.fromkeys(", ".join(f"`{key}`" for key, _ in each.values) for each in statement.totals))
        lines += [f"## {name}", "", *table(["column", "unit", ""], rows), ""]
        lines += [f"Totals: {'; or '.join(totals)}.", ""] if totals else []
    return paged("Statements as JSON and CSV", "Every book answers in one shape, whichever door asked.", lines)


def sql() -> str:
    """Every table that `query` may ask about."""
    lines: list[str] = []
    for each in queries.tables():
        rows = [[f"`{name}`", kind] for name, kind in each.columns]
        lines += [f"## {each.name}", "", f"A line for {each.meaning}.", "", *table(["column", "type"], rows), ""]
    lead = (
        "`talleyrand query` puts one SELECT to these tables, in DuckDB's dialect. A date stands as written, beside its "
        "first and last day as `…_first` and `…_last` (null where the end is open). The tables hold what was known on "
        "`--known`; `states` says what each entry is in on `--on`. A column called `id`, `entry`, or by a kind of "
        "entry tells which entry a row of the answer rests on. At most 10,000 rows and five seconds; no files, no "
        "network, no settings."
    )
    return paged("Tables for `query`", lead, lines)


def python() -> str:
    """Every public name, with its signature and what it is."""
    lines: list[str] = []
    for name in tl.__all__:
        each = getattr(tl, name)
        head = f"class {name}" if isclass(each) else f"{name}{_signed(each)}"
        text = (getdoc(each) or "").replace("    ", "  ")
        lines += [f"## {name}", "", "```python", head, "```", "", *_prose(text), ""]
    lead = (
        "`import talleyrand as tl`; then each name below is `tl.name`. Names that are books answer with a `Statement`."
    )
    return paged("Python", lead, lines)


def _signed(each: Callable[..., Any]) -> str:
    return str(signature(each)).replace("'", "")


def _prose(text: str) -> Iterator[str]:
    """A docstring as Markdown: its sections as lists, its examples as code."""
    code = False
    for line in text.splitlines():
        sample = line.lstrip().startswith((">>>", "...")) or (code and bool(line.strip()))
        if sample != code:
            yield "```" if code else "```python"
            code = sample
        bare = line.strip()
        if bare in ("Args:", "Raises:", "Returns:", "Attributes:", "Source:"):
            yield f"**{bare.rstrip(':')}**"
            yield ""
        elif not code and line.startswith("  ") and ": " in bare and not line.startswith("    "):
            yield f"- `{bare.partition(': ')[0]}`: {bare.partition(': ')[2]}"
        else:
            yield line if code else bare
    if code:
        yield "```"


PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands,
    "entries.md": kinds,
    "negotiations.md": negotiations,
    "vocabulary.md": words,
    "json.md": shapes,
    "tables.md": sql,
    "python.md": python,
}


def stale() -> list[str]:
    """The names of pages that are not what the code says."""
    return [name for name, written in PAGES.items() if not _is(REFERENCE / name, written())]


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` only say which are stale."""
    if arguments == ["--check"]:
        for name in (found := stale()):
            print(f"docs/reference/{name} is not what the code says; run: make docs", file=sys.stderr)
        return 1 if found else 0
    REFERENCE.mkdir(exist_ok=True)
    for name, written in PAGES.items():
        (REFERENCE / name).write_text(written(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
