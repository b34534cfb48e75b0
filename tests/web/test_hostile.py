"""A record written by somebody who means harm, served: every page shows it as text, and stays within bounds."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from time import monotonic
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from talleyrand.presentation.catalogue import QUESTIONS
from talleyrand.record.dates import When
from talleyrand.record.entries import KINDS, Code, Ref
from talleyrand.record.loading import load
from talleyrand.record.scaffold import example
from talleyrand.record.vocabulary import vocabulary
from tests.web.served import Reply, Served, serving

MARK = "zqx"  # in every hostile text, so that it can be told from our own
PAYLOADS = (
    "</title></textarea></script><script>zqx()</script>", "\"><img src=x onerror=zqx()>", "' onmouseover='zqx()' x='",
    "javascript:zqx()", "data:text/html,<script>zqx()</script>", "vbscript:zqx()", "{{7*7}}{% raw %}{{ zqx }}",
    "<svg onload=zqx()><style>*{color:red}</style>", "\u202ezqx<b>\u202c\u200b\u2066", "--><!--zqx<iframe src=//zqx.example>",
    "]]><zqx>&lt;i&gt;&amp;amp;", "java\tscript:zqx()", "https://zqx.example/\" onclick=\"zqx()", "<a href=javascript:zqx()>",
    "=cmd|'/c zqx'!A1", "zqx\\u003cscript\\u003e", "<base href=//zqx.example><form action=//zqx.example><input style=a>",
    "http://zqx.example/'><script>zqx()</script>", "zqx\u2028<meta http-equiv=refresh content=0>",
)  # fmt: skip
ALLOWED_SCRIPTS = {"/static/talleyrand.js"}
LARGEST = 3_000_000  # characters of a page
LONGEST = 20.0  # seconds for a page, on a very busy machine
IDS = {kind: f"zqx-{kind}" for kind in KINDS}


# --- the record --------------------------------------------------------------------------------------------------


class Hostile:
    """Entries of every kind, each field filled: free text with something hostile, the rest with what is allowed."""

    def __init__(self) -> None:
        self._next = itertools.cycle(PAYLOADS)

    def entry(self, kind: str, number: int) -> dict[str, Any]:
        made: dict[str, Any] = self._of(KINDS[kind])
        made.pop("id")
        if kind in ("party", "person", "source", "meeting", "channel", "agreement"):
            made.pop("corrects", None)
        name = f"zqx-{kind}" if number == 0 else f"zqx-{kind}-{number}"
        return {kind: "zqx/issue" if kind == "issue" else name, **made}

    def _of(self, shape: type) -> dict[str, Any]:
        hints = get_type_hints(shape, include_extras=True)
        made = {each.name: self._value(hints[each.name], each.name) for each in fields(shape)}
        if pair := getattr(shape, "PAIR", None):
            return {str(made[pair[0]]): made[pair[1]]}
        return made

    def _value(self, hint: Any, name: str) -> Any:
        if get_origin(hint) is Annotated:
            inner, *notes = get_args(hint)
            found = next((each for each in notes if isinstance(each, Ref | Code)), None)
            return self._named(found) if found else self._value(inner, name)
        if get_origin(hint) in (Union, UnionType):
            return self._value(next(each for each in get_args(hint) if each is not type(None)), name)
        if get_origin(hint) is tuple:
            return self._several(get_args(hint)[0], name)
        if get_origin(hint) is Literal:
            return get_args(hint)[0]
        if is_dataclass(hint) and isinstance(hint, type) and not issubclass(hint, When):
            return self._of(hint)
        return self._plain(hint, name)

    def _several(self, inner: Any, name: str) -> Any:
        made = [self._value(inner, name) for _ in range(1 if "Ref" in str(inner) else 2)]
        if isinstance(made[0], dict) and hasattr(inner, "PAIR"):
            return {
                f"zqx{number}" if name == "terms" else "zh": next(iter(each.values()))
                for number, each in enumerate(made)
            }
        return made

    def _plain(self, hint: Any, name: str) -> Any:
        if hint is str:
            return {"zone": "Europe/Oslo", "language": "zh"}.get(name) or next(self._next)
        if hint is bool:
            return "yes"
        return "2026-05-20" if issubclass(hint, When) else 1

    def _named(self, found: Ref | Code) -> str:
        if isinstance(found, Code):
            return next(iter(vocabulary().lists[found.vocabulary]))
        return {"party": "ARC", "issue": "trade/tariffs", "any": "ARC", "source": "arc-order-12"}.get(
            found.kinds[0],
            {"act": "arc-timber-duty", "agreement": "harbour-accord"}.get(found.kinds[0], f"zqx-{found.kinds[0]}"),
        )


def hostile(folder: Path) -> None:
    """Write the record: the example, and what is hostile beside it."""
    folder.mkdir()
    for name, text in example(date(2026, 7, 1)).items():
        for ours in ("Duty on all goods", "Harbour Accord", "Arcadia", "Publish all payments", "Trade ministers"):
            text = re.sub(  # noqa: PLW2901
                rf"(?m)^(\s*(?:- )?(?:title|name|text): ){ours}$", rf"\1{json.dumps(PAYLOADS[0] + ours)}", text
            )
        (folder / name).write_text(text)
    made = Hostile()
    entries = [made.entry(kind, number) for number in range(3) for kind in KINDS if not (kind == "issue" and number)]
    (folder / "zqx.yaml").write_text("".join(f"- {json.dumps(each)}\n" for each in entries))
    huge = {"party": "zqx-huge", "name": "<b>zqx</b>" * 60_000, "form": "state", "zone": "Europe/Oslo"}
    (folder / "huge.yaml").write_text(f"- {json.dumps(huge)}\n")
    clauses = [{"clause": f"c{number}", "text": PAYLOADS[number % len(PAYLOADS)]} for number in range(4000)]
    many = {"agreement": "zqx-many", "title": PAYLOADS[1], "parties": ["ARC", "BOR"], "form": "joint-statement",
            "issues": ["trade/tariffs"], "steps": [{"step": "agreed", "on": "2026-05-19"}], "clauses": clauses,
            "sources": ["arc-order-12"]}  # fmt: skip
    (folder / "many.yaml").write_text(f"- {json.dumps(many)}\n")
    (folder / "<img src=x onerror=zqx()>\"'.yaml").write_text("- party: [zqx\n")
    (folder / "new\nline.yaml").write_text("- party: zqx-line\n")
    long = {"party": "z" * 100, "name": "zqx", "form": "state", "zone": "Europe/Oslo"}
    (folder / "ids.yaml").write_text(
        f"- {json.dumps(long)}\n"
        + "".join(
            f"- {json.dumps({**long, 'party': each})}\n" for each in ("../zqx", 'zqx"onload=', "<zqx>", "zqx\r\nX: 1")
        )
    )
    with (folder / "parties.yaml").open("a") as file:
        file.write('- party: zqx-party-broken\n  name: ["<script>zqx()</script>"\n')


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "<b>zqx"
    hostile(folder)
    return folder


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Served]:
    with serving(root) as running:
        yield running


# --- what a page may hold ----------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Notes whatever in a page could run, load, lead elsewhere, or look like ours."""

    STRANGE = ("base", "iframe", "frame", "object", "embed", "style", "img", "video", "audio", "applet", "math",
               "foreignobject", "animate", "set", "zqx")  # fmt: skip

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.STRANGE or (tag == "meta" and "http-equiv" in dict(attrs)) or not tag.isalnum():
            self.wrong.append(f"<{tag} {attrs}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "ping") or MARK in name:
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action", "formaction", "xlink:href", "data", "poster"):
                self._link(tag, value or "")
            if name in ("class", "type", "http-equiv", "rel", "role") and MARK in (value or ""):
                self.wrong.append(f"{tag} {name}={value}")
        if tag == "script" and dict(attrs).get("src") not in ALLOWED_SCRIPTS:
            self.wrong.append(f"script {attrs}")

    def _link(self, tag: str, value: str) -> None:
        parts = urlsplit(value)
        self.links.append(value)
        outside = bool(parts.scheme or parts.netloc)
        if outside and not (tag == "a" and parts.scheme in ("http", "https") and parts.netloc):
            self.wrong.append(f"{tag} leads to {value}")
        if not outside and not value.startswith(("/", "#", "?")):
            self.wrong.append(f"{tag} leads to {value}")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and data.strip():
            self.wrong.append(f"script says {data[:50]}")
        if self.cdata_elem == "style":
            self.wrong.append(f"style says {data[:50]}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data[:50]}")


def wrong_with(reply: Reply) -> list[str]:
    """What in a page comes from the record and is not text."""
    page = Page()
    page.feed(reply.text)
    page.close()
    found = list(page.wrong)
    for svg in re.findall(r"<svg.*?</svg>", reply.text, re.DOTALL):
        try:
            ET.fromstring(svg)
        except ET.ParseError as fault:
            found.append(f"a chart is no XML: {fault}")
    if "49" in reply.text and "{{7*7}}" not in reply.text and "7*7" in reply.text:
        found.append("a template ran")
    return found


def looked_at(server: Served, path: str) -> Reply:
    """A page, which has nothing wrong with it and comes in time and within bounds."""
    begun = monotonic()
    reply = server.ask(path)
    lasted = monotonic() - begun
    assert reply.status in (200, 400, 404), (path, reply.status, reply.text[:300])
    if path != "/edit/zqx-huge":  # a box holds the whole entry, or it could not be saved
        assert len(reply.text) < LARGEST, (path, len(reply.text))
    assert lasted < LONGEST, (path, lasted)
    assert "Traceback" not in reply.text
    if reply.headers["content-type"].startswith("text/html"):
        assert wrong_with(reply) == [], path
    else:
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert not reply.headers["content-type"].startswith(("text/html", "image/svg", "application/xhtml"))
    assert re.fullmatch(r'(inline; filename="[A-Za-z0-9._-]+")?', reply.headers.get("content-disposition", ""))
    return reply


# --- the tests ---------------------------------------------------------------------------------------------------


def test_entries_of_every_kind_are_there_to_be_shown(root: Path) -> None:
    """Otherwise the other tests would show nothing."""
    record = load(root)
    there = {kind for kind, shape in KINDS.items() if any(MARK in each.id for each in record.of(shape))}
    assert set(KINDS) - there == set(), [str(each)[:200] for each in record.problems if "zqx.yaml" in str(each)][:12]


@pytest.mark.parametrize("name", ["", *[each.name for each in QUESTIONS]])
def test_every_question_shows_it_as_text(server: Served, name: str) -> None:
    for query in ("", "?on=2026-06-01&known=2026-06-10", "?page=2", f"?has={MARK}"):
        looked_at(server, f"/{name}{query}")
    if name:
        looked_at(server, f"/{name}.json")
        looked_at(server, f"/{name}.csv")


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_entry_shows_it_as_text(server: Served, root: Path, kind: str) -> None:
    ids = [each.id for each in load(root).of(KINDS[kind]) if MARK in each.id or kind in ("measure", "agreement")]
    for each in ids[:12]:
        path = quote(f"/e/{each}")
        assert looked_at(server, path).status == (200 if each.isprintable() else 400)
        looked_at(server, f"{path}.json")
        looked_at(server, f"{path}.csv")
        looked_at(server, quote(f"/edit/{each}"))
    looked_at(server, f"/new/{kind}")


def test_search_check_files_and_the_desk_show_it_as_text(server: Served, root: Path) -> None:
    for path in ("/check", "/check?page=2", "/check.json", "/check.csv", "/help", "/new", "/edits", "/query",
                 f"/search?q={MARK}", "/search?q=script", "/search.json?q=script", "/search.csv?q=script"):  # fmt: skip
        looked_at(server, path)
    for file in root.iterdir():
        looked_at(server, f"/file?name={quote(file.name)}&line=3")


@pytest.mark.parametrize("evil", PAYLOADS)
def test_what_is_asked_comes_back_as_text(server: Served, evil: str) -> None:
    told = quote(evil)
    for path in (f"/search?q={told}", f"/search?q=a&kind={told}", f"/measures?by={told}", f"/timeline?issue={told}&on={told}",
                 f"/measures?sort={told}", f"/measures?has={told}", f"/measures?page={told}", f"/file?name={told}&line={told}",
                 f"/e/{quote(evil, safe='')}", f"/{told}", f"/check?page={told}", f"/?since={told}",
                 f"/timeline?{told}={told}", f"/new/{quote(evil, safe='')}", f"/edit/{quote(evil, safe='')}"):  # fmt: skip
        looked_at(server, path)
    answer = server.ask(f"/query?q={told}")
    assert answer.status == 422
    assert wrong_with(answer) == []
    text = quote(f"SELECT '{evil.replace(chr(39), chr(39) * 2)}' AS \"{evil.replace(chr(34), chr(34) * 2)}\"")
    if evil is PAYLOADS[0]:
        assert looked_at(server, f"/query?q={text}").status == 200


def test_an_address_of_a_source_is_a_link_only_if_it_is_one_of_the_web(server: Served, root: Path) -> None:
    entries = json.loads("[" + ",".join(line[2:] for line in (root / "zqx.yaml").read_text().splitlines()) + "]")
    told = {each["source"]: each["url"] for each in entries if "source" in each}
    assert len(told) == 3
    for name, url in told.items():
        page = Page()
        page.feed(server.ask(f"/e/{name}").text)
        assert not any(link == url for link in page.links) or url.startswith(("http://", "https://"))


def test_pages_of_what_is_huge_stay_small(server: Served) -> None:
    assert len(looked_at(server, "/e/zqx-huge").text) < 300_000
    assert len(looked_at(server, "/e/zqx-many").text) < 1_000_000
