"""An audit for people and machines: a statement for tables and CSV, JSON, and a page with notes in the margin.

The page is whole in itself: no script, nothing fetched, its own style pinned by hash. All that a document says is
escaped, and signs that would act on a screen are shown as their code.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from typing import Any

from talleyrand.books.statement import Row, Statement, Tally, columns
from talleyrand.presentation.margins import SIGNS, TOLD, Note, Paragraph, Piece, paragraphs, visible
from talleyrand.presentation.tables import text_of
from talleyrand.reading.auditing.audit import VERDICTS, Audit
from talleyrand.reading.auditing.verdicts.finding import Finding, Verdict

FOUND = columns("verdict", "claim", "reason", "*said", "*has", "*sort", "*start", "*end")
LONGEST = 160  # characters of a claim that a table shows


def statement(audit: Audit, *, every: bool = False, whole: bool = False) -> Statement:
    """An audit as columns and rows, in order of place, with how many findings there are of each verdict.

    Args:
        every: also what is not in the record or cannot be checked.
        whole: claims in full, for machines.
    """
    kept = [each for each in audit.findings if every or each.verdict in TOLD]
    rows = tuple([
        Row((each.verdict, _words(each, whole=whole), each.reason, each.said, each.has, each.claim.sort,
             each.claim.start, each.claim.end), each.entries)
        for each in kept
    ])  # fmt: skip
    totals = tuple([Tally((("verdict", verdict), ("claims", number))) for verdict, number in audit.counts.items()])
    return Statement(title=f"Audit of {title_of(audit)}", on=audit.on, known=audit.known, columns=FOUND, rows=rows,
                     totals=totals, cautions=audit.cautions)  # fmt: skip


def title_of(audit: Audit) -> str:
    """What a document is called."""
    return text_of(audit.document.title) or "the document"


def _words(finding: Finding, *, whole: bool) -> str:
    words = text_of(finding.claim.text)
    return words if whole or len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def as_json(audits: Sequence[Audit]) -> str:
    """Audits as JSON text: for each document its findings with their places in its text."""
    return json.dumps([_data(each) for each in audits], ensure_ascii=False, indent=2)


def _data(audit: Audit) -> dict[str, Any]:
    document = audit.document
    return {
        "title": document.title,
        "publisher": document.publisher,
        "date": document.date.text if document.date else None,
        "digest": document.digest,
        "on": str(audit.on),
        "known": str(audit.known),
        "counts": audit.counts,
        "cautions": list(audit.cautions),
        "findings": [
            {
                "verdict": each.verdict,
                "claim": each.claim.text,
                "sort": each.claim.sort,
                "start": each.claim.start,
                "end": each.claim.end,
                "sentence": list(each.claim.sentence),
                "said": each.said,
                "has": each.has,
                "reason": each.reason,
                "entries": list(each.entries),
            }
            for each in audit.findings
        ],
    }


# --- a page with notes in the margin ---------------------------------------------------------------

_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1b; --paper: #fffdf8; --rule: #c9c4b8; --quiet: #5c584f;
  --contradicted: #a3161b; --imprecise: #8a5200; --supported: #17602f; --absent: #5c584f; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8df; --paper: #191814; --rule: #4b473e; --quiet: #b5afa2;
  --contradicted: #ff9a94; --imprecise: #f2b661; --supported: #85d59b; --absent: #b5afa2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 74rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
.row { display: grid; grid-template-columns: minmax(0, 42rem) minmax(14rem, 22rem); gap: 0 2rem; }
.row p { margin: 0 0 1rem; white-space: pre-line; }
.notes { margin: 0 0 1rem; padding: 0; list-style: none; font: 0.875rem/1.45 system-ui, sans-serif; }
.notes li { margin: 0 0 0.75rem; padding-left: 0.75rem; border-left: 0.2rem solid var(--rule); }
.notes li:target { outline: 0.15rem solid; outline-offset: 0.25rem; }
.notes .entries { color: var(--quiet); }
mark { color: inherit; background: none; text-decoration: underline 0.12em; text-underline-offset: 0.2em; }
mark.contradicted { text-decoration-color: var(--contradicted); text-decoration-style: wavy; }
mark.imprecise { text-decoration-color: var(--imprecise); text-decoration-style: dashed; }
mark.supported { text-decoration-color: var(--supported); }
mark.absent { text-decoration-color: var(--absent); text-decoration-style: dotted; }
.contradicted strong { color: var(--contradicted); } .imprecise strong { color: var(--imprecise); }
.supported strong { color: var(--supported); }
li.contradicted { border-color: var(--contradicted); } li.imprecise { border-color: var(--imprecise); }
li.supported { border-color: var(--supported); }
sup { font: 0.7rem/1 system-ui, sans-serif; } a { color: inherit; }
.legend, .caution { font: 0.9375rem/1.5 system-ui, sans-serif; color: var(--quiet); }
.legend ul { padding-left: 1.25rem; }
@media (max-width: 56rem) { .row { grid-template-columns: minmax(0, 1fr); } .notes { margin-left: 0.5rem; } }
@media print { body { max-width: none; } }
"""


def as_html(audits: Sequence[Audit]) -> str:
    """Audits as one page: the text with its claims marked, and beside each what the record says to it."""
    pin = b64encode(sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{pin}'; base-uri 'none'; form-action 'none'"
    title = f"Audit of {title_of(audits[0])}" if len(audits) == 1 else f"Audit of {len(audits)} documents"
    head = [
        '<!doctype html>', '<html lang="en">', "<head>", '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_safe(title)}</title>", f"<style>{_STYLE}</style>", "</head>", "<body>", f"<h1>{_safe(title)}</h1>",
    ]  # fmt: skip
    body = [line for place, each in enumerate(audits) for line in _article(each, place, alone=len(audits) == 1)]
    return "\n".join([*head, "<main>", *body, "</main>", "</body>", "</html>"]) + "\n"


def _safe(text: str) -> str:
    """Text that no page takes for more than text, its lines kept."""
    return escape(visible(text))


def _article(audit: Audit, place: int, *, alone: bool) -> Iterator[str]:
    prefix = f"d{place + 1}n"
    yield "<article>"
    if not alone:
        yield f"<h2>{_safe(title_of(audit))}</h2>"
    yield from _legend(audit)
    for each in paragraphs(audit):
        yield from _row(each, prefix)
    yield "</article>"


def _legend(audit: Audit) -> Iterator[str]:
    yield '<section class="legend" aria-label="Result">'
    yield f"<p>On {_safe(str(audit.on))}, as known on {_safe(str(audit.known))}.</p>"
    yield "<ul>"
    for verdict in VERDICTS:
        yield f"<li>{SIGNS[verdict]} {verdict}: {audit.counts[verdict]}</li>"
    yield "</ul>"
    for caution in audit.cautions:
        yield f'<p class="caution">{_safe(caution)}</p>'
    yield "</section>"


def _row(paragraph: Paragraph, prefix: str) -> Iterator[str]:
    yield '<div class="row">'
    yield f"<p>{''.join([_piece(each, prefix) for each in paragraph.pieces])}</p>"
    if paragraph.notes:
        yield '<ol class="notes">'
        for each in paragraph.notes:
            yield _note(each, prefix)
        yield "</ol>"
    yield "</div>"


def _note(note: Note, prefix: str) -> str:
    found = note.finding
    ids = f' <span class="entries">[{_safe(", ".join(found.entries))}]</span>' if found.entries else ""
    back = f'<a href="#{prefix}{note.number}-at" aria-label="Back to claim {note.number}">{note.number}</a>'
    return (
        f'<li id="{prefix}{note.number}" class="{kind(found.verdict)}">{back} '
        f"<strong>{SIGNS[found.verdict]} {found.verdict}</strong> {_safe(found.reason)}{ids}</li>"
    )


def kind(verdict: Verdict) -> str:
    """The class by which a page draws a verdict."""
    return verdict if verdict in TOLD else "absent"


def _piece(piece: Piece, prefix: str) -> str:
    words = escape(piece.text)
    marked = f'<mark class="{kind(piece.verdict)}">{words}</mark>' if piece.verdict else words
    return marked + "".join([_link(each, prefix) for each in piece.notes])


def _link(note: Note, prefix: str) -> str:
    number = note.number
    return (
        f'<sup id="{prefix}{number}-at"><a href="#{prefix}{number}" '
        f'aria-label="Note {number}: {note.finding.verdict}">{number}</a></sup>'
    )
