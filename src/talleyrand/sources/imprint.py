"""What a page says of itself: its title, publisher, day and language, in the ways that publishers say it.

Imprint  what was found, with the style sheets that the page brings along
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from talleyrand.record.dates import When
from talleyrand.sources import clues
from talleyrand.sources.hiding import Sheet, sheet
from talleyrand.sources.markup import pieces, tokens

_TITLES = ("og:title", "citation_title", "dc.title", "twitter:title")
_PUBLISHERS = ("og:site_name", "citation_publisher", "dc.publisher", "publisher", "application-name")
_DATES = ("article:published_time", "datepublished", "citation_publication_date", "citation_date", "dc.date.issued",
          "dc.date", "dcterms.date", "dcterms.issued", "pubdate", "publishdate", "parsely-pub-date", "sailthru.date",
          "og:published_time", "publish-date", "date")  # fmt: skip
_MOST_DATA = 1_000_000
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a page says of itself; empty where it does not."""

    title: str = ""
    publisher: str = ""
    date: When | None = None
    language: str = ""
    sheet: Sheet = field(default_factory=Sheet)


class _Found:
    """What is gathered while the page is gone through once."""

    def __init__(self) -> None:
        self.named: dict[str, str] = {}  # meta fields, the first of each name
        self.heads: dict[str, str] = {}  # text of the title and the first heading
        self.days: list[str] = []
        self.data: list[dict[str, object]] = []
        self.sheets: list[str] = []
        self.closed: set[str] = set()  # the title of a drawing is not the page's
        self.language = ""


def imprint(source: str) -> Imprint:
    """What a page says of itself."""
    found = _Found()
    _gather(source, found)
    publisher = _first(found, _PUBLISHERS) or _datum(found, "publisher", "name")
    title = _first(found, _TITLES) or _datum(found, "headline") or " ".join(found.heads.get("h1", "").split())
    return Imprint(
        title=title or _without(" ".join(found.heads.get("title", "").split()), publisher),
        publisher=publisher,
        date=_dated(found),
        language=found.language or _first(found, ("content-language", "og:locale", "dc.language")),
        sheet=sheet(found.sheets),
    )


def _gather(source: str, found: _Found) -> None:
    inside = ""
    for token in tokens(source):
        if token.name == "meta":
            given = token.attributes
            name = given.get("property") or given.get("name") or given.get("itemprop") or given.get("http-equiv") or ""
            found.named.setdefault(name.strip().lower(), given.get("content", "")[:_LONGEST].strip())
        elif token.name == "html" and not token.closes:
            found.language = found.language or token.attributes.get("lang", "") or token.attributes.get("xml:lang", "")
        elif token.name == "time" and not token.closes and len(found.days) < 20:
            found.days.append(token.attributes.get("datetime", ""))
        elif token.name in ("script", "style", "title", "h1"):
            kind = token.attributes.get("type", "").strip().lower()
            inside = "" if token.closes else token.name if token.name != "script" else kind
            found.closed.update((token.name,) if token.closes else ())
        elif inside == "h1" and token.name == "br" and "h1" not in found.closed:
            found.heads["h1"] = found.heads.get("h1", "") + " "
        elif inside and not token.name:
            _take(source, token.start, token.end, inside, found)


def _take(source: str, start: int, end: int, inside: str, found: _Found) -> None:
    if inside == "application/ld+json":
        found.data.extend(_data(source[start : min(end, start + _MOST_DATA)]))
    elif inside == "style":
        found.sheets.append(source[start:end])
    elif inside in ("title", "h1") and inside not in found.closed and len(found.heads.get(inside, "")) < _LONGEST:
        text = "".join(piece.text for piece in pieces(source, start, min(end, start + _LONGEST)))
        found.heads[inside] = found.heads.get(inside, "") + text


def _data(text: str) -> Iterator[dict[str, object]]:
    """The things that a page describes in JSON-LD, those of a list or graph one by one."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return
    waiting = [whole]
    for _ in range(1_000):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting = thing[:1_000] + waiting
        elif isinstance(thing, dict):
            yield thing
            waiting.append(thing.get("@graph"))


def _datum(found: _Found, *path: str) -> str:
    """The first text that stands under these names in the page's JSON-LD."""
    for thing in found.data:
        value: object = thing
        for name in path:
            value = value[0] if isinstance(value, list) and value else value
            value = value.get(name) if isinstance(value, dict) else None
        if isinstance(value, str) and value.strip():
            return value.strip()[:_LONGEST]
    return ""


def _first(found: _Found, names: tuple[str, ...]) -> str:
    return next((found.named[name] for name in names if found.named.get(name)), "")


def _dated(found: _Found) -> When | None:
    named = (found.named.get(name, "") for name in _DATES)
    for text in (*named, _datum(found, "datePublished"), *found.days):
        day = clues.day(text)
        if day:
            return day
    return None


def _without(title: str, publisher: str) -> str:
    """A page's title without the site's name at its end.

    >>> _without("A truce in Geneva | The Gazette", "The Gazette")
    'A truce in Geneva'
    """
    head = re.split(r"\s[|–—·-]\s", title)
    return (
        title
        if len(head) < 2 or head[-1].casefold() != publisher.casefold()
        else title[: title.rfind(head[-1])].rstrip(" |–—·-")
    )
