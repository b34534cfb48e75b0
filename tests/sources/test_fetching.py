"""Fetches from servers of the test's own on the loopback, by a resolver and a check of numbers that are handed in."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from talleyrand.errors import NotFound, TalleyrandError, WrongValue
from talleyrand.sources import fetching
from talleyrand.sources.fetching import Fetched, Network, fetch_through

PAGE = b"<!doctype html><p>The duties fall."
Answer = bytes | Callable[[socket.socket], None]


def answer(
    body: bytes = PAGE, status: str = "200 OK", media: str = "text/html", length: int | None = None, more: str = ""
) -> bytes:
    size = len(body) if length is None else length
    kind = f"Content-Type: {media}\r\n" if media else ""
    return f"HTTP/1.1 {status}\r\n{kind}Content-Length: {size}\r\n{more}\r\n".encode() + body


def moved(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, more=f"Location: {to}\r\n")


class Server:
    """Answers each request by its path, and keeps what was asked."""

    def __init__(self, trust: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self._trust = trust
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connected, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connected,), daemon=True).start()

    def _answer(self, connected: socket.socket) -> None:
        try:
            if self._trust:
                connected = self._trust.wrap_socket(connected, server_side=True)
            with connected:
                asked = b""
                while b"\r\n\r\n" not in asked and (came := connected.recv(4096)):
                    asked += came
                self.asked.append(asked.decode("latin-1"))
                said = self.answers.get(asked.split(b" ")[1].decode(), answer(b"", "404 Not Found"))
                if isinstance(said, bytes):
                    connected.sendall(said)
                else:
                    said(connected)
        except OSError:
            pass

    def close(self) -> None:
        # Closing alone does not wake who waits for a visitor.
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def site(self, path: str = "/", host: str = "example.org", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def here(host: str, _port: int) -> tuple[str, ...]:
    """Every name leads to the loopback, but for one that is nowhere and one that is inside."""
    if host == "nowhere.example":
        raise socket.gaierror("no such name")
    if host[0].isdigit() or ":" in host:
        return (host,)
    return {"inside.example": ("10.0.0.5",), "both.example": ("127.0.0.1", "10.0.0.5")}.get(host, ("127.0.0.1",))


def fetched(
    server: Server, said: Answer, *, path: str = "/", network: Network | None = None, address: str = ""
) -> Fetched:
    server.answers[path] = said
    net = network or Network(resolve=here, permits=lambda number: number == "127.0.0.1", seconds=5, most=100_000)
    return fetch_through(net, address or server.site(path))


def test_a_document_comes_with_its_kind_and_address(server: Server) -> None:
    found = fetched(server, answer(media="text/html; charset=gbk"))
    assert found == Fetched(data=PAGE, media="text/html; charset=gbk", address=server.site(), hops=())


def test_nothing_is_sent_that_says_who_asks(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.answers["/a"] = answer(more="Set-Cookie: a=b\r\n")
    server.answers["/"] = answer(b"", "302 Found", more="Location: /a\r\nSet-Cookie: a=b\r\n")
    fetched(server, server.answers["/"])
    fields = [line.partition(":")[0].lower() for line in server.asked[1].split("\r\n")[1:] if line]
    assert sorted(fields) == ["accept", "accept-encoding", "connection", "host", "user-agent"]
    assert f"Host: example.org:{server.port}" in server.asked[0]


@pytest.mark.parametrize("packing", ["gzip", "deflate", "x-gzip"])
def test_a_packed_document_is_unpacked(server: Server, packing: str) -> None:
    body = zlib.compress(PAGE) if packing == "deflate" else gzip.compress(PAGE)
    assert fetched(server, answer(body, more=f"Content-Encoding: {packing}\r\n")).data == PAGE


def test_a_body_without_length_or_in_chunks_is_read(server: Server) -> None:
    bare = b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nwords"
    assert fetched(server, bare).data == b"words"
    chunks = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nwor\r\n2\r\nds\r\n0\r\n\r\n"
    assert fetched(server, chunks).data == b"words"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_document_that_has_moved_is_followed(server: Server, status: str) -> None:
    server.answers["/new"] = answer()
    found = fetched(server, moved("new", status), path="/old")
    assert (found.address, found.hops) == (server.site("/new"), (server.site("/old"),))


def test_five_hops_are_followed_and_no_more(server: Server) -> None:
    for number in range(7):
        server.answers[f"/{number}"] = moved(f"/{number + 1}")
    server.answers["/7"] = answer()
    network = Network(resolve=here, permits=lambda _number: True, seconds=5)
    assert len(fetch_through(network, server.site("/2")).hops) == 5
    with pytest.raises(WrongValue, match="leads on more than 5 times"):
        fetch_through(network, server.site("/1"))


def drip(connected: socket.socket) -> None:
    connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n")
    for _ in range(100):
        connected.sendall(b"x")
        time.sleep(0.05)


def drip_fields(connected: socket.socket) -> None:
    connected.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(100):
        connected.sendall(b"x")
        time.sleep(0.05)


def endless_fields(connected: socket.socket) -> None:
    connected.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        connected.sendall(b"X-%d: y\r\n" % number)


def endless_body(connected: socket.socket) -> None:
    connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(100_000):
        connected.sendall(b"x" * 10_000)


def always_continue(connected: socket.socket) -> None:
    for _ in range(200_000):
        connected.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


BOMB = gzip.compress(b"\0" * 20_000_000)
REFUSED: list[tuple[Answer, str]] = [
    (answer(b"", "404 Not Found"), "is not there"),
    (answer(b"", "410 Gone"), "is not there"),
    (answer(b"", "401 Unauthorized"), "did not give the document"),
    (answer(b"", "403 Forbidden"), "the answer was 403"),
    (answer(b"", "500 Oops"), "the answer was 500"),
    (answer(b"", "206 Partial Content"), "the answer was 206"),
    (answer(b"", "302 Found"), "leads on to no address"),
    (moved("ftp://example.org/"), "neither http nor https"),
    (moved("file:///etc/passwd"), "neither http nor https"),
    (moved("//inside.example/"), "10.0.0.5, which is no address of the open internet"),
    (moved("http://10.0.0.5/"), "no address of the open internet"),
    (moved("http://169.254.169.254/latest/meta-data/"), "no address of the open internet"),
    (moved("http://[::ffff:127.0.0.1]/"), "no address of the open internet"),
    (moved("http://2130706433/"), "in a form that hides it"),
    (moved("http://0x7f.1/"), "in a form that hides it"),
    (moved("http://user:secret@example.org/"), "carries a name or password"),
    (moved("http://nowhere.example/"), "there is no host"),
    (answer(media="image/png"), "no kind of document"),
    (answer(media="application/octet-stream"), "no kind of document"),
    (answer(media="application/x-msdownload"), "no kind of document"),
    (answer(media=""), "no kind of document"),
    (answer(length=100_001), "more than 97 KB"),
    (answer(b"x" * 100_001), "more than 97 KB"),
    (endless_body, "more than 97 KB"),
    (answer(BOMB, more="Content-Encoding: gzip\r\n"), "packed or unpacked"),
    (answer(gzip.compress(PAGE)[:-9], more="Content-Encoding: gzip\r\n"), "broke off in the middle"),
    (answer(PAGE, more="Content-Encoding: gzip\r\n"), "no answer that can be read"),
    (answer(PAGE, more="Content-Encoding: br\r\n"), "in a way that was not asked for"),
    (answer(PAGE, more="Content-Encoding: gzip, gzip\r\n"), "in a way that was not asked for"),
    (answer(length=5_000), "broke off in the middle"),
    (b"", "no answer that can be read"),
    (b"SSH-2.0-OpenSSH\r\n", "no answer that can be read"),
    (b"HTTP/1.1 200 " + b"x" * 100_000, "no answer that can be read"),
    (endless_fields, "no answer that can be read"),
    (drip, "took longer than 1 seconds"),
    (drip_fields, "took longer than 1 seconds"),
    (lambda _connected: time.sleep(3), "took longer than 1 seconds"),
    (always_continue, "(took longer|no answer)"),
]


@pytest.mark.parametrize(("said", "message"), REFUSED, ids=[str(number) for number in range(len(REFUSED))])
def test_an_answer_that_is_no_document_is_refused_in_time(server: Server, said: Answer, message: str) -> None:
    network = Network(resolve=here, permits=lambda number: number == "127.0.0.1", seconds=1, most=100_000)
    start = time.monotonic()
    with pytest.raises(TalleyrandError, match=message) as caught:
        fetched(server, said, network=network)
    assert time.monotonic() - start < 5
    assert "secret" not in str(caught.value).replace("user:secret@example.org", "")


@pytest.mark.parametrize("host", ["inside.example", "both.example"])
def test_a_host_with_one_number_inside_is_not_asked(server: Server, host: str) -> None:
    with pytest.raises(WrongValue, match="it was not asked"):
        fetched(server, answer(), address=server.site(host=host))
    assert server.asked == []


def test_the_number_that_was_checked_is_the_one_that_is_asked(server: Server) -> None:
    """A name that leads elsewhere a moment later: it is resolved once for each hop."""
    asked: list[str] = []

    def turning(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) == 1 else ("10.0.0.5",)

    network = Network(resolve=turning, permits=lambda number: number == "127.0.0.1", seconds=5)
    assert fetched(server, answer(), network=network).data == PAGE
    assert asked == ["example.org"]
    with pytest.raises(WrongValue, match="no address of the open internet"):
        fetched(server, answer(), network=network)


def test_a_name_that_is_never_resolved_is_not_waited_for() -> None:
    network = Network(resolve=lambda _host, _port: (time.sleep(3), ("127.0.0.1",))[1], seconds=0.2)
    with pytest.raises(WrongValue, match="took longer"):
        fetch_through(network, "http://example.org/")


def test_another_number_of_the_host_is_tried() -> None:
    server = Server()
    server.answers["/"] = answer()
    network = Network(resolve=lambda _host, _port: ("127.0.0.2", "127.0.0.1"), permits=lambda _number: True, seconds=5)
    try:
        assert fetch_through(network, server.site()).data == PAGE
    finally:
        server.close()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://127.0.0.1:8000/"]
)
def test_the_public_fetch_never_asks_the_machine_itself(address: str) -> None:
    with pytest.raises((WrongValue, NotFound), match=r"(no address of the open internet|there is no host)"):
        fetching.fetch(address)


def test_the_public_fetch_has_no_switch() -> None:
    from inspect import signature

    assert list(signature(fetching.fetch).parameters) == ["address"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for example.org, made here and believed by nobody else; its key beside it."""
    tool = shutil.which("openssl")
    if tool is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    made = subprocess.run(
        [tool, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=example.org", "-addext",
         "subjectAltName=DNS:example.org", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl could not make a certificate")
    return folder


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    names: list[str | None] = []
    trust.sni_callback = lambda _socket, name, _context: names.append(name)  # type: ignore[assignment]
    made = Server(trust)
    made.names = names  # type: ignore[attr-defined]
    yield made
    made.close()


def believing(certificate: Path) -> Network:
    trust = ssl.create_default_context(cafile=str(certificate / "certificate.pem"))
    return Network(resolve=here, permits=lambda number: number == "127.0.0.1", trust=trust, seconds=5)


def test_a_secure_host_is_asked_by_its_name_and_must_prove_it(secure: Server, certificate: Path) -> None:
    secure.answers["/"] = answer()
    assert fetch_through(believing(certificate), secure.site(scheme="https")).data == PAGE
    assert secure.names == ["example.org"]  # type: ignore[attr-defined]
    with pytest.raises(WrongValue, match="does not prove who it is"):
        fetch_through(believing(certificate), secure.site(scheme="https", host="other.example"))


def test_a_certificate_that_nobody_believes_is_refused(secure: Server) -> None:
    network = Network(resolve=here, permits=lambda _number: True, seconds=5)
    with pytest.raises(WrongValue, match="does not prove who it is"):
        fetch_through(network, secure.site(scheme="https"))


def test_a_secure_page_does_not_lead_to_an_open_one(secure: Server, certificate: Path) -> None:
    secure.answers["/"] = moved("http://example.org/")
    with pytest.raises(WrongValue, match="from https to http"):
        fetch_through(believing(certificate), secure.site(scheme="https"))
