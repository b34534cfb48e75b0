"""Markdown: its words without its marks, each traced to where it stands.

Only marks that hold no words are taken off: of headings, lists, quotations, emphasis and links. Images, comments,
tags, addresses and the heading block of fields are left out; the fields give title, publisher, date and language.
"""

from __future__ import annotations

import re

from talleyrand.sources import clues
from talleyrand.sources.contents import Content
from talleyrand.sources.decoding import decoded
from talleyrand.sources.offsets import Weave

_FIELDS = re.compile(r"---[ \t]*\r?\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.S | re.M)
_FIELD = re.compile(r"^([A-Za-z_]+):[ \t]*(.*?)[ \t]*\r?$", re.M)
# What holds no words. Each part is bounded, so that no text takes long.
_MARK = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|^(?P<fence>[ \t]{0,3}(?:```|~~~)[^\n]*\n?)"
    r"|^(?P<definition>[ \t]{0,3}\[[^\]\n]{1,200}\]:[^\n]*\n?)"
    r"|^(?P<rule>[ \t]{0,3}(?:[-*_=][ \t]*+){3,}+\r?$)"
    r"|^(?P<head>[ \t]{0,3}(?:>[ \t]?+)*+(?:\#{1,6}[ \t]++|[-*+][ \t]++|\d{1,9}[.)][ \t]++)?+)(?=\S)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[[^\]\[\n]{0,500}\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}+\))"
    r"|\[(?P<link>[^\]\[\n]{1,1000})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}+\)|\[[^\]\[\n]{0,200}\])"
    r"|<(?P<address>https?://[^<>\s]{1,2000})>"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,1000}>)"
    r"|(?P<emphasis>\*\*|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])|~~|`+)",
    re.S | re.M,
)


def read(data: bytes, *, declared: str = "", name: str = "the document") -> Content:
    """The content of a Markdown text.

    Raises:
        WrongValue: if it is no text, or in none of the encodings that are tried.
    """
    source = decoded(data, declared=declared, name=name)
    heading = _FIELDS.match(source.text)
    fields = {key.lower(): value.strip("'\"") for key, value in _FIELD.findall(heading.group(1))} if heading else {}
    weave = Weave()
    _plain(source.text, heading.end() if heading else 0, len(source.text), weave)
    text = weave.text
    return Content(
        text=text,
        runs=weave.runs,
        title=fields.get("title") or clues.first_line(text.lstrip()),
        publisher=fields.get("publisher") or fields.get("site") or "",
        date=clues.day(fields.get("date", "")) or clues.dateline(text),
        language=clues.language(text, declared=fields.get("lang") or fields.get("language") or ""),
        encoding=source.encoding,
        doubts=source.doubts,
    )


def _plain(source: str, start: int, end: int, weave: Weave) -> None:
    """Weave the words of a stretch of Markdown; a link's words may hold marks of their own."""
    here = start
    for mark in _MARK.finditer(source, start, end):
        weave.take(source[here : mark.start()], here)
        here = mark.end()
        kept = mark.lastgroup
        if kept == "link":
            _plain(source, mark.start("link"), mark.end("link"), weave)
        elif kept == "escaped":
            weave.take(mark["escaped"], mark.start("escaped"))
    weave.take(source[here:end], here)
