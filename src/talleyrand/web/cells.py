"""The cells and rows of tables as HTML, made by hand: a page holds thousands, and a template is ten times as slow.

cell  one cell: plain text, a word with its sign, a link, or several of them
row   one row, with the entries that it rests on
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from talleyrand.web.sheets import Heading, Line, Shown

_SPECIAL = re.compile("[&<>'\"]").search  # what there is to escape; most texts hold none of it


def cell(it: Shown) -> Markup:
    """A cell as HTML, every text in it escaped.

    >>> cell(Shown("a < b", href="/e/a"))
    Markup('<a href="/e/a">a &lt; b</a>')
    """
    return Markup(_cell(it))  # noqa: S704 - escaped where it was put together


def row(line: Line, headings: Sequence[Heading]) -> Markup:
    """A row as HTML, every text in it escaped; each cell bears its heading, for where there is no room for columns."""
    cells = [
        f'<td role="cell" data-label="{_safe(head.text)}" class="{_kinds(it, head)}">{_cell(it)}</td>'
        for it, head in zip(line.cells, headings, strict=True)
    ]
    rests = f'<td role="cell" data-label="rests on" class="rests">{_rests(line.entries, line.number)}</td>'
    return Markup(f'<tr role="row">{"".join(cells)}{rests}</tr>')  # noqa: S704 - escaped where it was put together


def _safe(text: str) -> str:
    return escape(text) if _SPECIAL(text) else text


def _cell(it: Shown) -> str:
    if it.more:
        return '<span class="and">, </span>'.join([_cell(each) for each in it.more])
    text = _safe(it.text)
    if it.shape:
        return f'<span class="word {it.tone}"><span class="shape" aria-hidden="true">{it.shape}</span> {text}</span>'
    if it.href:
        title = f' title="{_safe(it.title)}"' if it.title and it.title != it.text else ""
        return f'<a href="{_safe(it.href)}"{title}>{text}</a>'
    return text


def _kinds(it: Shown, head: Heading) -> str:
    return f"{it.sort}{' detail' if head.detail else ''}{' chief' if head.chief else ''}"


def _rests(entries: Sequence[Shown], number: int) -> str:
    if not entries:
        return ""
    if number == 1:
        return f'<a href="{_safe(entries[0].href)}" title="{_safe(entries[0].text)}">1 entry</a>'
    more = f"<li>and {number - len(entries)} more, in the JSON</li>" if number > len(entries) else ""
    listed = "".join([f"<li>{_cell(each)}</li>" for each in entries])
    return f"<details><summary>{number} entries</summary><ul>{listed}{more}</ul></details>"
