"""What waits in the inbox, for people: a list of it, and one proposal with its passage, the quoted words marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from talleyrand.books.statement import Row, Statement, columns
from talleyrand.errors import WrongValue
from talleyrand.presentation.layout import wrap
from talleyrand.presentation.tables import text_of
from talleyrand.reading.review import amending
from talleyrand.reading.review.inbox import Inbox
from talleyrand.reading.review.papers import Paper, Proposed
from talleyrand.record.dates import Moment
from talleyrand.record.syntax import Raw

MARKS = ("\ue000", "\ue001")  # no text has them here: they are shown as their code
UNDERLINED, PLAIN = ("\x1b[4m", "\x1b[24m"), ("[[", "]]")


def listed(inbox: Inbox, *, on: Moment, decided: bool = False) -> Statement:
    """The proposals that wait, a row each, in the order in which they are shown.

    Args:
        on: the day it is.
        decided: with those about which somebody has decided.
    """
    rows = []
    for paper in inbox.papers:
        standing = paper.standing()
        for each in paper.proposals:
            held = standing.get(each.key)
            if held and not decided:
                continue
            own = each.proposal
            cells = (each.key, paper.state(each.key), own.kind, title_of(each), own.match.verdict, own.match.entry,
                     own.quote, own.modality, "; ".join(own.doubts), held.who if held else "",
                     held.reason if held else "", paper.title, paper.digest)  # fmt: skip
            rows.append(Row(cells, (held.entry,) if held and held.entry else ()))
    return Statement(
        title="Proposals in the inbox" if decided else "Proposals that wait",
        on=on,
        known=on,
        columns=columns(
            "key", "state", "kind", "entry", "match", "*same_as", "*quote", "*modality", "*doubts", "*who", "*reason",
            "*document", "*digest",
        ),
        rows=tuple(rows),
    )  # fmt: skip


def title_of(each: Proposed) -> str:
    """What a proposal is, in a few words."""
    own = each.proposal
    named = ("title", "text", "words", "name")
    title = next((str(own.values[name]) for name in named if isinstance(own.values.get(name), str)), "")
    if own.into:
        what = " ".join(str(own.values[name]) for name in ("step", "on", "effective", "period") if own.values.get(name))
        return f"{own.into}: {title or what}"
    return title or str(own.values.get(own.kind, ""))


def as_text(
    paper: Paper, each: Proposed, values: Mapping[str, Raw] | None = None, *, width: int = 100, styled: bool = False
) -> str:
    """One proposal: where it is from, the passage with its words marked, the entry in YAML, the match, the doubts.

    Args:
        values: as amended so far.
        styled: underline the quoted words; else they stand in brackets.
    """
    own = each.proposal
    origin = ", ".join(text_of(part) for part in (paper.title, paper.publisher, paper.date, each.at) if part)
    lines = [f"{each.key}  {own.kind}  {text_of(title_of(each))}", *wrap(origin, width), ""]
    lines += [f"  {line}".rstrip() for line in _passage(each, width - 2, styled=styled)]
    lines += ["", *_entry(each, values), ""]
    told = f"{own.match.verdict}{f' as {own.match.entry}' if own.match.entry else ''}: {own.match.reason}"
    lines += wrap(f"Match: {text_of(told)}", width)
    for name, texts in (("Because", own.reasons), ("Doubt", own.doubts)):
        lines += [line for text in texts for line in wrap(f"{name}: {text_of(text)}", width)]
    lines += wrap(f"Told as {own.modality}; read by {text_of(own.reader)}, score {own.score:.2f}.", width)
    return "\n".join(lines) + "\n"


def _passage(each: Proposed, width: int, *, styled: bool) -> Iterator[str]:
    """The lines of a passage, its quoted words marked on each."""
    begin, end = UNDERLINED if styled else PLAIN
    before, quote, after = map(text_of, each.marked)
    first, last = (" " if part.isspace() else "" for part in (each.marked.before[-1:], each.marked.after[:1]))
    marked = False
    for line in wrap(f"{before}{first}{MARKS[0]}{quote}{MARKS[1]}{last}{after}", width):
        opened = begin if marked and styled else ""
        marked = (marked or MARKS[0] in line) and MARKS[1] not in line
        yield opened + line.replace(MARKS[0], begin).replace(MARKS[1], end) + (end if marked and styled else "")


def _entry(each: Proposed, values: Mapping[str, Raw] | None) -> list[str]:
    try:
        text = amending.as_text(each.proposal, values)
    except WrongValue as fault:
        return [f"It cannot be written: {fault}"]
    return [_plain(line) for line in text.splitlines()]


def _plain(line: str) -> str:
    """A line with its margin, signs that cannot be seen shown as their code."""
    said = line.lstrip()
    return line[: len(line) - len(said)] + text_of(said)
