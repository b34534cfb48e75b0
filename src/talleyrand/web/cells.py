"""The cells and rows of tables as HTML, made by hand: a page holds thousands, and a template is ten times as slow.

cell  one cell: plain text, a word with its sign, a link, or several of them
row   one row, with the entries that it rests on
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from talleyrand.web.sheets import Heading, Line, Shown

MOST_ENTRIES = 40  # of a row


def cell(it: Shown) -> Markup:
    """A cell as HTML, every text in it escaped.

    >>> cell(Shown("a < b", href="/e/a"))
    Markup('<a href="/e/a">a &lt; b</a>')
    """
    return Markup(_cell(it))  # noqa: S704 - escaped where it was put together


def row(line: Line, headings: Sequence[Heading]) -> Markup:
    """A row as HTML, every text in it escaped; each cell bears its heading, for where there is no room for columns."""
    cells = [
        f'<td role="cell" data-label="{escape(head.text)}" class="{_kinds(it, head)}">{_cell(it)}</td>'
        for it, head in zip(line.cells, headings, strict=True)
    ]
    rests = f'<td role="cell" data-label="rests on" class="rests">{_rests(line.entries)}</td>'
    return Markup(f'<tr role="row">{"".join(cells)}{rests}</tr>')  # noqa: S704 - escaped where it was put together


def _cell(it: Shown) -> str:
    if it.more:
        return '<span class="and">, </span>'.join([_cell(each) for each in it.more])
    text = escape(it.text)
    if it.shape:
        return f'<span class="word {it.tone}"><span class="shape" aria-hidden="true">{it.shape}</span> {text}</span>'
    if it.href:
        title = f' title="{escape(it.title)}"' if it.title and it.title != it.text else ""
        return f'<a href="{escape(it.href)}"{title}>{text}</a>'
    return text


def _kinds(it: Shown, head: Heading) -> str:
    return f"{it.sort}{' detail' if head.detail else ''}{' chief' if head.chief else ''}"


def _rests(entries: Sequence[Shown]) -> str:
    if not entries:
        return ""
    if len(entries) == 1:
        return f'<a href="{escape(entries[0].href)}" title="{escape(entries[0].text)}">1 entry</a>'
    more = f"<li>and {len(entries) - MOST_ENTRIES} more, in the JSON</li>" if len(entries) > MOST_ENTRIES else ""
    listed = "".join([f"<li>{_cell(each)}</li>" for each in entries[:MOST_ENTRIES]])
    return f"<details><summary>{len(entries)} entries</summary><ul>{listed}{more}</ul></details>"
