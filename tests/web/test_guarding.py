"""The matrix of docs/reference/serving.md, row by row, against a real server over real sockets."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

import pytest

from talleyrand.record.scaffold import new
from talleyrand.web.guarding import HEADERS, MOST_AT_ONCE, Terms, guard
from tests.presentation.test_queries import REFUSED
from tests.web.served import Reply, Served, heard, serving

FORM = "Content-Type: application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small record kept in git, with things in its folder that are no part of it."""
    folder = tmp_path_factory.mktemp("served") / "mine"
    new(folder, today=date(2026, 11, 22))
    (folder / "_archive").mkdir()
    (folder / "_archive" / "kept.yaml").write_text("- party: ARCHIVED\n")
    (folder / ".hidden.yaml").write_text("- party: HIDDEN\n")
    (folder / "notes.txt").write_text("private\n")
    (folder.parent / "outside.yaml").write_text("- party: OUTSIDE\n")
    (folder / "leading-out.yaml").symlink_to(folder.parent / "outside.yaml")
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "all"]):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Served]:
    with serving(root) as running:
        yield running


def asked(server: Served, line: str, *headers: str, own: bool = True, body: bytes = b"", wait: float = 5) -> Reply:
    """The answer to a request of these very lines, after our own name and cookie unless told otherwise."""
    lines = [f"Host: 127.0.0.1:{server.port}", f"Cookie: {server.cookie}"] if own else []
    words = {"{port}": str(server.port), "{cookie}": server.cookie, "{name}": server.cookie.partition("=")[0]}
    text = "\r\n".join([line, *lines, *headers, "", ""])
    for name, value in words.items():
        text = text.replace(name, value)
    return server.send(text.encode("latin-1") + body, wait=wait)


HOSTS = [
    ("Host: 127.0.0.1:{port}", 200),
    ("Host: localhost:{port}", 200),
    ("Host: LOCALHOST:{port}", 200),
    ("Host: [::1]:{port}", 200),
    ("Host: localhost", 200),  # behind a tunnel the port is another
    ("Host: localhost:1", 200),
    ("Host: evil.example", 421),
    ("Host: evil.example:{port}", 421),
    ("Host: 127.0.0.1.evil.example:{port}", 421),
    ("Host: localhost.:{port}", 421),
    ("Host: 127.0.0.1.:{port}", 421),
    ("Host: 127.1:{port}", 421),
    ("Host: 2130706433:{port}", 421),
    ("Host: 0x7f000001:{port}", 421),
    ("Host: 0.0.0.0:{port}", 421),
    ("Host: [::]:{port}", 421),
    ("Host: [::1]evil.example", 421),
    ("Host: [::1].evil.example:80", 421),
    ("Host: [::ffff:127.0.0.1]:{port}", 421),
    ("Host: 127.0.0.1:80@evil.example", 421),
    ("Host: evil.example@127.0.0.1", 421),
    ("Host: 127.0.0.1:", 421),
    ("Host: 127.0.0.1:80:80", 421),
    ("Host: 127.0.0.1:{port}, evil.example", 421),
    ("Host: 127.0.0.1/evil.example", 421),
    ("Host: ", 421),
    ("Host: \xe9vil.example", 421),
    ("Host: 127.0.0.1:{port}\r\nHost: evil.example", 400),
    ("Host: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}", 400),
    ("X-Forwarded-Host: 127.0.0.1:{port}", 400),
    ("Host: evil.example\r\nX-Forwarded-Host: 127.0.0.1:{port}", 421),
    ("Host: evil.example\r\nForwarded: host=localhost", 421),
]


@pytest.mark.parametrize(("host", "status"), HOSTS, ids=[host for host, _ in HOSTS])
def test_only_our_own_names_are_answered(server: Served, host: str, status: int) -> None:
    """With the cookie, as a name that was rebound to this machine would not even have it."""
    reply = asked(server, "GET /help HTTP/1.1", host, "Cookie: {cookie}", own=False)
    assert reply.status == status
    assert set(HEADERS) <= set(reply.headers)


def test_without_a_name_not_even_the_oldest_protocol_is_answered(server: Served) -> None:
    assert asked(server, "GET /help HTTP/1.0", "Cookie: {cookie}", own=False).status == 421
    assert asked(server, "GET /help HTTP/1.1", "Cookie: {cookie}", own=False).status == 400
    assert asked(server, "GET /help", own=False).status == 400


TARGETS = [
    ("GET http://127.0.0.1/help HTTP/1.1", 400),
    ("GET http://evil.example/help HTTP/1.1", 400),
    ("GET http://a@127.0.0.1/help HTTP/1.1", 400),
    ("GET https://127.0.0.1/ HTTP/1.1", 400),
    ("GET //evil.example/help HTTP/1.1", 400),
    ("GET help HTTP/1.1", 400),
    ("GET * HTTP/1.1", 400),
    ("GET /help\\..\\x HTTP/1.1", 404),
    ("GET /help HTTP/2.0", 505),
    ("GET /he lp HTTP/1.1", 400),
    ("GET /h\xe9lp HTTP/1.1", 400),
    ("GET /h%e9lp HTTP/1.1", 404),
    ("GET /help%00 HTTP/1.1", 400),
    ("GET /help%0d%0aX:1 HTTP/1.1", 400),
    ("GET /e/%e2%80%ae HTTP/1.1", 400),
    ("GET /help%zz HTTP/1.1", 404),
    ("GET /search?q=%ff HTTP/1.1", 400),
    ("GET /search?q=%00 HTTP/1.1", 200),
    ("GET /search?q=%zz HTTP/1.1", 200),
    ("GET /search?q=%ed%a0%80 HTTP/1.1", 400),
    ("GET /search?on=%00 HTTP/1.1", 400),
    ("GET /search?" + "&".join(f"a{number}=1" for number in range(50)) + " HTTP/1.1", 400),
    ("GET /search?q=" + "x" * 8200 + " HTTP/1.1", 414),
    ("GET /" + "x" * 8200 + " HTTP/1.1", 414),
    ("GET /search?q=" + "x" * 40_000 + " HTTP/1.1", 414),
    ("PUT /help HTTP/1.1", 405),
    ("DELETE /e/ARC HTTP/1.1", 405),
    ("PATCH /help HTTP/1.1", 405),
    ("TRACE /help HTTP/1.1", 405),
    ("OPTIONS /help HTTP/1.1", 405),
    ("OPTIONS * HTTP/1.1", 405),
    ("CONNECT evil.example:443 HTTP/1.1", 405),
    ("PROPFIND / HTTP/1.1", 405),
    ("get /help HTTP/1.1", 405),
    ("HEAD /help HTTP/1.1", 200),
]


@pytest.mark.parametrize(("line", "status"), TARGETS, ids=[line[:40] for line, _ in TARGETS])
def test_an_address_or_method_that_is_none_is_refused(server: Served, line: str, status: int) -> None:
    reply = asked(server, line)
    assert reply.status == status
    assert set(HEADERS) <= set(reply.headers)
    assert reply.headers.get("allow") == ("GET, HEAD, POST" if status == 405 else None)
    assert "Traceback" not in reply.text
    if line.startswith("HEAD"):
        assert reply.text == ""


COOKIES = [
    ("Cookie: {cookie}", 200),
    ("Cookie: other=1; {cookie}; more=2", 200),
    ("Cookie: {name}=wrong; {cookie}", 200),  # another server of this machine may set one beside ours
    ("Cookie: {name}=wrong\r\nCookie: {cookie}", 200),
    ("X-Nothing: 1", 401),
    ("Cookie: {name}=wrong", 401),
    ("Cookie: {name}=", 401),
    ("Cookie: {name}", 401),
    ("Cookie: x{cookie}", 401),
    ("Cookie: {cookie}x", 401),
    ("Cookie: {name}=\xe9\xff", 401),
    ("Cookie: " + "{name}=wrong; " * 50, 401),
    ("Authorization: Bearer {cookie}", 401),
]


@pytest.mark.parametrize(("cookie", "status"), COOKIES, ids=[cookie[:40] for cookie, _ in COOKIES])
def test_pages_are_shown_only_to_a_session(server: Served, cookie: str, status: int) -> None:
    for path in ("/help", "/", "/e/ARC", "/measures.json", "/query?q=SELECT%201", "/nothing", "/static/../help"):
        reply = asked(server, f"GET {path} HTTP/1.1", "Host: 127.0.0.1:{port}", cookie, own=False)
        assert reply.status == (404 if status == 200 and path in ("/nothing", "/static/../help") else status)
        if status == 401:
            assert "mine" not in reply.text


def test_a_session_of_another_server_is_none_of_this_one(server: Served, root: Path) -> None:
    with serving(root) as other:
        assert other.cookie.partition("=")[0] != server.cookie.partition("=")[0]
        stolen = f"{server.cookie.partition('=')[0]}={other.cookie.partition('=')[2]}"
        assert server.ask("/help", headers={"Cookie": other.cookie}).status == 401
        assert server.ask("/help", headers={"Cookie": stolen}).status == 401


READS = [
    (["Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: no-cors"], 200),
    (["Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"], 200),
    (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"], 200),
    (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"], 403),
    (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"], 403),
    (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"], 403),
    (["Sec-Fetch-Site: cross-site"], 403),
    (["Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors"], 403),  # another port of this machine
    (["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"], 403),
    (["Sec-Fetch-Site: nonsense"], 403),
    (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"], 403),
    (["Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: frame"], 403),
    (["Sec-Fetch-Site: same-origin", "Sec-Fetch-Dest: object"], 403),
    (["Sec-Fetch-Dest: embed"], 403),
    (["Sec-Fetch-Dest: fencedframe"], 403),
]


@pytest.mark.parametrize(("headers", "status"), READS, ids=[" ".join(each)[:60] for each, _ in READS])
def test_another_sites_page_can_lead_here_but_not_read_or_frame(
    server: Served, headers: list[str], status: int
) -> None:
    for path in ("/help", "/measures.json", "/static/style.css"):
        reply = asked(server, f"GET {path} HTTP/1.1", *headers)
        assert reply.status == status
        assert reply.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in reply.headers


OWN = "Origin: http://127.0.0.1:{port}"
WRITES = [
    ([OWN, "Sec-Fetch-Site: same-origin"], 0),
    ([OWN], 0),  # an old browser
    (["Origin: https://127.0.0.1:{port}"], 0),  # behind a server that speaks https
    ([], 403),
    (["Sec-Fetch-Site: same-origin"], 403),
    (["Origin: null"], 403),
    (["Origin: http://evil.example"], 403),
    (["Origin: http://127.0.0.1:1"], 403),
    (["Origin: http://localhost:{port}"], 403),  # not the name by which we are called
    (["Origin: http://127.0.0.1"], 403),
    (["Origin: http://127.0.0.1:{port}.evil.example"], 403),
    (["Origin: file://"], 403),
    ([OWN, "Origin: http://evil.example"], 403),
    ([OWN, OWN], 403),
    ([OWN, "Sec-Fetch-Site: cross-site"], 403),
    ([OWN, "Sec-Fetch-Site: same-site"], 403),
    ([OWN, "Sec-Fetch-Site: none"], 403),
    ([OWN, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"], 403),
    ([OWN, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Dest: iframe"], 403),
]


@pytest.mark.parametrize(("headers", "status"), WRITES, ids=[" ".join(each)[:60] for each, _ in WRITES])
def test_a_write_is_taken_only_from_our_own_pages(server: Served, headers: list[str], status: int) -> None:
    """What is let through is answered by a page that takes no writes."""
    reply = asked(server, "POST /help HTTP/1.1", *headers, FORM, "Content-Length: 3", body=b"a=b")
    assert reply.status == (status or 405)
    assert reply.headers["x-frame-options"] == "DENY"


BODIES = [
    ([FORM, "Content-Length: 3"], b"a=b", 405),
    ([FORM + "; charset=utf-8", "Content-Length: 3"], b"a=b", 405),
    ([FORM, "Transfer-Encoding: chunked"], b"3\r\na=b\r\n0\r\n\r\n", 405),
    (["Content-Length: 3"], b"a=b", 415),
    (["Content-Type: application/json", "Content-Length: 2"], b"{}", 415),
    (["Content-Type: text/plain", "Content-Length: 3"], b"a=b", 415),
    (["Content-Type: multipart/form-data; boundary=x", "Content-Length: 3"], b"a=b", 415),
    ([FORM, "Content-Length: 1048577"], b"", 413),
    ([FORM, "Content-Length: 1048577"], b"x" * 1_048_577, 413),
    ([FORM, "Content-Length: 99999999999999999999"], b"x" * 100_000, 413),
    ([FORM, "Content-Length: " + "9" * 5000], b"", 400),
    ([FORM, "Content-Length: -1"], b"", 400),
    ([FORM, "Content-Length: 1e3"], b"", 400),
    ([FORM, "Content-Length: +3"], b"a=b", 400),
    ([FORM, "Content-Length: 3, 4"], b"a=b", 400),
    ([FORM, "Transfer-Encoding: chunked"], b"".join(b"20000\r\n" + b"x" * 0x20000 + b"\r\n" for _ in range(9)), 413),
    ([FORM, "Transfer-Encoding: chunked"], b"zzz\r\n", 400),
    ([FORM, "Transfer-Encoding: chunked"], b"3\r\na=bXX", 400),
    ([FORM, "Transfer-Encoding: gzip"], b"", 400),
    ([FORM, "Transfer-Encoding: chunked, identity"], b"", 400),
    ([FORM, "Content-Length: 3", "Content-Length: 4"], b"a=bc", 400),
    ([FORM, "Content-Length: 3", "Transfer-Encoding: chunked"], b"0\r\n\r\nGET /x HTTP/1.1\r\n\r\n", 400),
    ([FORM, "Transfer-Encoding : chunked"], b"", 400),
    ([FORM, "Transfer-Encoding: xchunked"], b"", 400),
    ([FORM, "Transfer-Encoding: \x0bchunked"], b"", 400),
    ([FORM, "Transfer-Encoding: chunked"], b"-3\r\na=b\r\n0\r\n\r\n", 400),
    ([FORM, "Transfer-Encoding: chunked"], b"3\r\na=b\r\n0\r\nX\0: y\r\n\r\n", 400),
    ([FORM, "Content-Length: 3", "X-HTTP-Method-Override: DELETE"], b"a=b", 405),
    ([FORM, "Content-Length: 3", "X-Folded: 1\r\n Content-Length: 4"], b"a=b", 405),
    ([FORM, "Content-Length: 3", "X: " + "y" * 40_000], b"a=b", 431),
    ([FORM, "Content-Length: 3", *[f"X-{number}: 1" for number in range(5000)]], b"a=b", 431),
    ([FORM, "Content-Length: 3", "X: \0"], b"a=b", 400),
    ([FORM, "Content-Length: 3", "Upgrade: websocket", "Connection: Upgrade"], b"a=b", 405),
]


def test_a_body_that_is_too_large_or_ends_nobody_knows_where_is_refused(server: Served) -> None:
    def status(headers: list[str], body: bytes) -> int:
        own = [OWN, "Sec-Fetch-Site: same-origin", *headers]
        return asked(server, "POST /help HTTP/1.1", *own, body=body, wait=15).status

    with ThreadPoolExecutor(len(BODIES)) as pool:
        found = list(pool.map(lambda row: (row[0], row[1][:20], status(row[0], row[1])), BODIES))
    assert found == [(headers, body[:20], wanted) for headers, body, wanted in BODIES]


def test_a_page_asked_for_with_a_body_is_refused(server: Served) -> None:
    for headers in (["Content-Length: 5"], ["Transfer-Encoding: chunked"]):
        assert asked(server, "GET /help HTTP/1.1", *headers, body=b"0\r\n\r\n").status == 400
    assert asked(server, "GET /help HTTP/1.1", "Content-Length: 0").status == 200


def test_what_is_hidden_behind_a_request_is_not_taken_for_one(server: Served) -> None:
    """The connection ends with whatever is unclear: nothing after it is answered."""
    hidden = f"GET /help HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\n\r\n".encode()
    for headers in (["Content-Length: 4", "Transfer-Encoding: chunked"], ["Content-Length: 4", "Content-Length: 5"]):
        lines = ["POST /help HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"Cookie: {server.cookie}", *headers, "", ""]
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
            line.sendall("\r\n".join(lines).encode() + b"0\r\n\r\n" + hidden)
            whole = b""
            while piece := line.recv(65_536):
                whole += piece
        assert whole.count(b"HTTP/1.1 ") == 1


def test_an_address_that_only_takes_a_form_says_so_and_leads_back(server: Served) -> None:
    for path in ("/undo", "/remove/ARC"):
        reply = server.ask(path)
        assert (reply.status, reply.headers["allow"]) == (405, "POST")
        assert "takes what a form sends, and is no page" in reply.text
        assert "To the first page" in reply.text
    reply = server.post("/help", {"a": "b"})
    assert reply.status == 405
    assert "is a page, and takes no form" in reply.text


def test_a_websocket_is_not_opened(server: Served) -> None:
    headers = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
               "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="]  # fmt: skip
    assert asked(server, "GET /help HTTP/1.1", *headers).status == 200  # a plain page, no upgrade
    assert asked(server, "GET /help HTTP/1.1", *headers, "Origin: http://evil.example", own=False).status == 400
    assert asked(server, "GET /help HTTP/1.1", "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings").status == 200


PATHS = [
    "/static/../guarding.py", "/static/..%2fguarding.py", "/static/%2e%2e/guarding.py", "/static/%2e%2e%2fguarding.py",
    "/static/%252e%252e%252fguarding.py", "/static/..%5cguarding.py", "/static/..\\guarding.py",
    "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/style.css/", "/static/style.css/x", "/static/STYLE.CSS",
    "/static/style.css%20", "/static/style.css.", "/static/", "/static", "/static/.", "/static/style",
    "/e/../../etc/passwd", "/e/..%2f..%2fetc%2fpasswd", "/e//etc/passwd", "/e/", "/e/_archive/kept",
    "/file?name=../../etc/passwd", "/file?name=/etc/passwd", "/file?name=..%2foutside.yaml", "/file?name=outside.yaml",
    "/file?name=leading-out.yaml", "/file?name=_archive/kept.yaml", "/file?name=.hidden.yaml", "/file?name=notes.txt",
    "/file?name=.git/config", "/file?name=.gitignore", "/file?name=schema.json", "/file?name=", "/file",
    "/file?name=./parties.yaml", "/file?name=parties.yaml%00", "/file?name=PARTIES.YAML",
    "/edit/../../etc/passwd", "/edit/%2e%2e/x", "/new/../../etc/passwd", "/new/nothing",
    "/measures/", "/help/", "/favicon.ico", "/.git/config", "/robots.txt",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_what_there_is(server: Served, path: str) -> None:
    reply = asked(server, f"GET {path} HTTP/1.1")
    assert reply.status == 404
    assert "root:" not in reply.text
    assert "from __future__" not in reply.text
    assert not any(secret in reply.text for secret in ("ARCHIVED", "HIDDEN\n", "OUTSIDE\n", "private"))


def test_a_nul_in_an_address_is_refused(server: Served) -> None:
    for path in ("/static/style.css%00", "/e/ARC%00", "/static/%00"):
        assert asked(server, f"GET {path} HTTP/1.1").status == 400


INJECTIONS = ["%0d%0aX-Evil:%201", "%0aX-Evil:1", "%c4%8a", "%22;filename=evil", "%E2%80%A8"]


@pytest.mark.parametrize("evil", INJECTIONS)
def test_a_value_cannot_add_a_header(server: Served, evil: str) -> None:
    for path in (f"/search?q={evil}", f"/measures.csv?by=ARC&toward=BOR&on={evil}", f"/query.csv?q={evil}",
                 f"/open?key={evil}", f"/measures/?x={evil}", f"/sign-in?next={evil}", f"/file?name={evil}",
                 f"/search.json?q={evil}&kind={evil}"):  # fmt: skip
        reply = asked(server, f"GET {path} HTTP/1.1", f"Referer: {evil}", f"If-None-Match: {evil}")
        assert "x-evil" not in reply.headers
        assert "evil" not in reply.headers.get("content-disposition", "")
        assert "evil" not in reply.headers.get("location", "")
        assert "set-cookie" not in reply.headers


def test_every_answer_carries_the_headers_also_errors_and_what_a_browser_has_already(server: Served) -> None:
    tag = server.ask("/help").headers["etag"]
    answers = [
        server.ask("/help"), server.ask("/help", headers={"If-None-Match": tag}), server.ask("/nothing"),
        server.ask("/static/style.css"), server.ask("/static/nothing"), server.ask("/help", method="HEAD"),
        server.ask("/search.json?q=timber"), server.ask("/search.csv?q=timber"), server.ask("/search?on=never"),
        server.ask("/query?q=SELEC"), server.ask("/open?key=used"), server.ask("/sign-in"), server.send("rubbish\r\n\r\n"),
        server.ask("/help", headers={"Cookie": ""}), server.ask("/help", method="PUT"),
        server.post("/help", {"a": "b"}),
    ]  # fmt: skip
    assert [each.status for each in answers] == [
        200, 304, 404, 200, 404, 200, 200, 200, 400, 422, 403, 404, 400, 401, 405, 405,
    ]  # fmt: skip
    for each in answers:
        assert {name: each.headers.get(name) for name in HEADERS} == dict(HEADERS)
        assert "server" not in each.headers


def test_pages_of_the_record_are_kept_by_nobody_between(server: Served) -> None:
    for path in ("/", "/e/ARC", "/search.json?q=timber", "/nothing"):
        assert server.ask(path).headers["cache-control"] == "private, no-cache"


def test_what_the_policy_of_content_says() -> None:
    parts = dict(each.strip().split(" ", 1) for each in HEADERS["content-security-policy"].split(";"))
    assert parts["default-src"] == parts["frame-ancestors"] == parts["base-uri"] == "'none'"
    assert not any("unsafe" in value or "*" in value for value in parts.values())
    assert {value for name, value in parts.items() if name.endswith("-src") and name != "default-src"} == {
        "'self'", "'self' data:"
    }  # fmt: skip


# --- SQL ---------------------------------------------------------------------------------------------------------


WORDS = ("passwd'", "environ", "glob(", "s3:", "https:", "getenv", "COPY measures", "EXPORT", "ATTACH", "INSTALL", "LOAD ",
         "SET ", "PRAGMA", "CREATE TABLE", "DROP", "INSERT", "UPDATE EXT", "SELECT 1; SELECT", "query(", "stdin")  # fmt: skip
ESCAPES = [next(sql for sql, _ in REFUSED if word in sql) for word in WORDS]


def test_no_query_reaches_past_the_record(server: Served, root: Path) -> None:
    """Every kind of escape of tests/presentation/test_queries.py once more, through the browser's door."""
    before = folder_state(root)
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda sql: server.ask(f"/query?q={quote(sql)}"), ESCAPES))
    assert [each.status for each in replies] == [422] * len(WORDS)
    for each in replies:
        assert "root:" not in each.text
        assert "Traceback" not in each.text
    assert server.ask(f"/query.json?q={quote(ESCAPES[0])}").status == 400
    assert folder_state(root) == before


def test_a_query_is_shown_as_text_and_its_answer_too(server: Served) -> None:
    text = "SELECT '</textarea><script>alert(1)</script>' AS \"<img src=x onerror=alert(1)>\""
    reply = server.ask(f"/query?q={quote(text)}")
    assert reply.status == 200
    assert "<script>" not in reply.text
    assert "<img" not in reply.text


def test_a_query_longer_than_an_address_may_be_is_refused(server: Served) -> None:
    assert server.ask("/query?q=" + "x" * 7000).status == 422
    assert server.ask("/query?q=" + "x" * 9000).status == 414


# --- no GET that writes ------------------------------------------------------------------------------------------


class Links(HTMLParser):
    """The places that a page leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def folder_state(root: Path) -> dict[str, str]:
    """Every file of a folder, git's own included, by the hash of what it holds."""
    return {
        str(each.relative_to(root)): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in sorted(root.rglob("*")) if each.is_file()
    }  # fmt: skip


def test_no_page_writes_anything(server: Served, root: Path) -> None:
    """Every page that the first one leads to, and what those lead to, and every address that takes writes."""
    before = folder_state(root)
    waiting, seen = ["/", "/new", "/edits", "/edit/ARC", "/undo", "/remove/ARC", "/sign-in", "/open?key=x"], set()
    while waiting and len(seen) < 250:
        path = waiting.pop(0).partition("#")[0]
        shape = path.partition("?")[0]
        if path in seen or not path.startswith("/") or sum(each.startswith(shape) for each in seen) > 12:
            continue
        seen.add(path)
        reply = server.ask(path)
        assert reply.status < 500, path
        links = Links()
        links.feed(reply.text if "html" in reply.headers.get("content-type", "") else "")
        waiting += links.found
    assert len(seen) > 80
    for path in ("/undo", "/remove/ARC", "/undo?edit=1&do=undo", "/edit/ARC?do=write&text=x", "/new/party?do=write"):
        server.ask(path)
    assert folder_state(root) == before


# --- slow and many -----------------------------------------------------------------------------------------------


def trickled(server: Served, text: bytes, pause: float = 0.25, first: bytes = b"") -> tuple[float, Reply]:
    """How long a client that sends a byte at a time is borne with, and what it is told."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        if first:
            line.sendall(first)
            assert heard(line).status == 200
        begun = monotonic()
        try:
            for number in range(len(text)):
                line.sendall(text[number : number + 1])
                line.settimeout(pause)
                try:
                    if line.recv(1, socket.MSG_PEEK) is not None:
                        break
                except TimeoutError:
                    continue
            line.settimeout(30)
            return monotonic() - begun, heard(line)
        except OSError:
            return monotonic() - begun, Reply(0, {}, "")


def never_taken(server: Served, request: bytes) -> float:
    """How long a client that asks for a great deal and takes nothing of it is borne with."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect((server.host, server.port))
        begun = monotonic()
        line.sendall(request * 600)
        while line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0 and monotonic() - begun < 40:
            sleep(0.1)
        return monotonic() - begun


def test_a_client_that_keeps_us_waiting_is_ended(server: Served) -> None:
    """The head of a request, a form, a second request, and an answer not taken: ten seconds each, the last fifteen."""
    own = f"Host: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\n".encode()
    get = b"GET /measures HTTP/1.1\r\n" + own + b"\r\n"
    form = b"POST /help HTTP/1.1\r\n" + own + f"Origin: {server.base}\r\n{FORM}\r\n".encode()
    post, chunks = form + b"Content-Length: 900\r\n\r\n", form + b"Transfer-Encoding: chunked\r\n\r\n"
    with ThreadPoolExecutor(8) as pool:
        head = pool.submit(trickled, server, b"GET /help HTTP/1.1\r\nX: " + b"y" * 900)
        silent = pool.submit(trickled, server, b"G", 30)
        body = pool.submit(posted_slowly, server, post)
        second = pool.submit(trickled, server, b"GET /help HTTP/1.1\r\nX: " + b"y" * 900, 0.25, get)
        deaf = pool.submit(never_taken, server, get)
        broken_off = pool.submit(server.send, chunks + b"20000\r\n" + b"x" * 0x20000 + b"\r\n", wait=15)
        late = [0.0] * 20
        for number in range(20):  # meanwhile others are answered as ever
            begun = monotonic()
            assert server.ask("/help").status == 200
            late[number] = monotonic() - begun
            sleep(0.3)
        assert max(late) < 1
        for each in (head, silent, second):
            lasted, reply = each.result()
            assert 8 < lasted < 13
            assert reply.status == 0
        lasted, reply = body.result()
        assert 8 < lasted < 13
        assert reply.status == broken_off.result().status == 408
        assert 8 < deaf.result() < 25


def posted_slowly(server: Served, head: bytes) -> tuple[float, Reply]:
    """A form whose head comes at once and whose body comes a byte at a time."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(head)
        begun = monotonic()
        for _ in range(100):
            line.sendall(b"x")
            line.settimeout(0.25)
            try:
                line.recv(1, socket.MSG_PEEK)
                break
            except TimeoutError:
                continue
        lasted = monotonic() - begun
        line.settimeout(5)
        return lasted, heard(line)


def test_a_body_of_chunks_of_one_byte_keeps_nobody_else_waiting(server: Served) -> None:
    head = (
        f"POST /undo HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\nOrigin: {server.base}\r\n"
    )
    chunks = f"{head}{FORM}\r\nTransfer-Encoding: chunked\r\n\r\n".encode() + b"1\r\na\r\n" * 300_000 + b"0\r\n\r\n"
    with ThreadPoolExecutor(1) as pool:
        body, late = pool.submit(server.send, chunks, wait=30), []
        while not body.done():
            begun = monotonic()
            assert server.ask("/help").status == 200
            late.append(monotonic() - begun)
            sleep(0.05)
        assert max(late) < 1
        assert body.result().status in (404, 408)


def test_three_hundred_idle_connections_keep_nobody_out(server: Served) -> None:
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(300)]
    try:
        for number, each in enumerate(lines):
            if number % 3 == 1:
                with suppress(OSError):  # ended already, to make room for a later one
                    each.sendall(b"GET /help HTTP/1.1\r\nX: ")  # a third have begun to ask
        begun = monotonic()
        replies = [server.ask("/help").status for _ in range(20)]
        assert replies == [200] * 20
        assert monotonic() - begun < 2
    finally:
        for each in lines:
            each.close()


def test_a_connection_is_kept_for_the_next_request(server: Served) -> None:
    request = f"GET /help HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        for _ in range(3):
            line.sendall(request)
            assert heard(line).status == 200


# --- inside ------------------------------------------------------------------------------------------------------


def answers_of(app: Any, count: int = 1, **options: float) -> list[list[dict[str, Any]]]:
    """What a guarded application sends, asked so many times at once."""
    terms = Terms(hosts=frozenset({"localhost"}), open_to_all=True)
    guarded = guard(app, terms, **options)

    async def one() -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            sent.append(dict(message))

        async def receive() -> Any:
            return {"type": "http.disconnect"}

        scope = {"type": "http", "method": "GET", "path": "/", "scheme": "http", "headers": [(b"host", b"localhost")]}
        await guarded(scope, receive, send)
        return sent

    async def every() -> list[list[dict[str, Any]]]:
        return list(await asyncio.gather(*[one() for _ in range(count)]))

    with ThreadPoolExecutor(1) as apart:  # a browser that another test has open runs a loop in this thread
        return apart.submit(lambda: asyncio.run(every())).result()


async def never(scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG001
    """An application that does not come to an answer."""
    await asyncio.sleep(60)


async def failing(scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG001
    """An application that fails with what nobody should read."""
    raise ZeroDivisionError("secret")


async def lavish(scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG001
    """An application with a great deal to say."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"x" * 1_000_000})


def test_an_answer_that_takes_too_long_is_given_up() -> None:
    begun = monotonic()
    assert answers_of(never, seconds=0.05)[0][0]["status"] == 503
    assert monotonic() - begun < 5


def test_more_answers_than_can_be_made_at_once_are_put_off() -> None:
    sent = answers_of(never, MOST_AT_ONCE + 3, seconds=0.2)
    late = b"".join(each[1]["body"] for each in sent)
    assert [each[0]["status"] for each in sent] == [503] * (MOST_AT_ONCE + 3)
    assert late.count(b"Too many") == 3


def test_a_fault_of_our_own_is_told_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    sent = answers_of(failing)[0]
    assert sent[0]["status"] == 500
    assert dict(sent[0]["headers"])[b"x-frame-options"] == b"DENY"
    assert b"secret" not in sent[1]["body"]
    assert "ZeroDivisionError: 'secret' (test_guarding.py:" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_long_answer_goes_out_in_pieces() -> None:
    """So that a client that takes none of it holds no more than one."""
    bodies = [each["body"] for each in answers_of(lavish)[0][1:]]
    assert b"".join(bodies) == b"x" * 1_000_000
    assert max(map(len, bodies)) == 65_536
