"""The tags and words of a page, each with where it stands, in one pass from its start to its end.

Token  an opening tag, a closing tag or a stretch of text

The rules are those of the HTML standard for cutting a page into tokens: what a quotation mark, comment or script that
is never closed swallows in a browser, it swallows here. So no place of the page is looked at twice, however broken.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


def words(text: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(text.split())


RAW = frozenset(("script", "style", "iframe", "noembed", "noframes", "xmp", "textarea", "title"))
VOID = words("area base br col embed hr img input link meta param source track wbr")
MOST_ATTRIBUTES = 100
_LONGEST_VALUE = 100_000

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:(=?[^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)(\"?)|'([^']*+)('?)|([^\s>]*+)))?+)"
)  # a value that is never closed runs to the end
_OTHER = re.compile(r"<!--(?:-?>|.*?--!?>)|<!--.*|<[!?][^>]*+>?|</[^a-zA-Z>][^>]*+>?|</>", re.S)
_CHANGED = re.compile(
    r"[ \t\r\n\f]{2,}|[\t\r\n\f]|&(?:\#[0-9]{1,8}|\#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
)
_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in RAW}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a page.

    Attributes:
        name: of the tag, in small letters; empty for text.
        start: where it begins in the page.
        end: just after its last character.
        closes: true of a closing tag.
        attributes: of an opening tag, the first of each name, characters named in them put in.
    """

    name: str
    start: int
    end: int
    closes: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


def tokens(source: str) -> Iterator[Token]:
    """The tags and stretches of text of a page, in order; comments are left out."""
    here = look = 0
    while (at := source.find("<", look)) >= 0:
        tag = _TAG.match(source, at)
        other = None if tag else _OTHER.match(source, at)
        if tag is None and other is None:
            look = at + 1  # a sign in the text
            continue
        if here < at:
            yield Token("", here, at)
        if other:
            here = look = other.end()
            continue
        token = _opened(source, at, tag) if tag else None
        if token is None:  # the page ends within the tag
            return
        yield token
        here = look = token.end
        if token.name in RAW and not token.closes:
            end = _ENDS[token.name].search(source, here)
            look = end.start() if end else len(source)
            if here < look:
                yield Token("", here, look)
            here = look
    if here < len(source):
        yield Token("", here, len(source))


def _opened(source: str, at: int, tag: re.Match[str]) -> Token | None:
    """The tag that begins there; nothing if the page ends before it does."""
    here = tag.end()
    attributes: dict[str, str] = {}
    size = len(source)
    while here < size and source[here] != ">":
        found = _ATTRIBUTE.match(source, here)
        if found is None or found.end() == here:
            here += 1
            continue
        name, double, closed, single, shut, bare = found.groups()
        if (double is not None and not closed) or (single is not None and not shut):
            return None
        if name and len(attributes) < MOST_ATTRIBUTES:
            value = double or single or bare or ""
            attributes.setdefault(name.lower()[:100], html.unescape(value[:_LONGEST_VALUE]) if "&" in value else value)
        here = found.end()
    return Token(tag[2].lower(), at, here + 1, bool(tag[1]), attributes) if here < size else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text as it is read, and the characters of the page that it stands for."""

    text: str
    origin: int
    taken: int


def pieces(source: str, start: int, end: int, *, spaces: bool = False) -> Iterator[Piece]:
    """A stretch of text as it is read: named characters put in, white space made one space.

    Args:
        spaces: leave white space as it is.
    """
    here = start
    for found in _CHANGED.finditer(source, start, end):
        before, after = found.span()
        text = html.unescape(found[0]) if found[0][0] == "&" else found[0] if spaces else " "
        if text == found[0] and len(text) > 1:
            continue  # stands for itself
        if here < before:
            yield Piece(source[here:before], here, before - here)
        if text:
            yield Piece(text, before, after - before)
        here = after
    if here < end:
        yield Piece(source[here:end], here, end - here)
