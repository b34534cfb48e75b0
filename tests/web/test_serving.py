"""Starting and stopping: where it listens, who is let in, what it says when it cannot, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from talleyrand.errors import TalleyrandError
from talleyrand.record.scaffold import new
from talleyrand.web.serving import Settings, serve
from tests.web.served import Served, serving, start

WORD = "correct horse battery staple"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    new(folder, today=date(2026, 11, 22))
    (tmp_path / "word").write_text(f"{WORD}\n")
    return folder


@pytest.fixture
def server(root: Path) -> Iterator[Served]:
    with serving(root) as running:
        yield running


def refused(*options: str) -> str:
    """What the command says when it does not start, in its last line."""
    done = subprocess.run(
        [sys.executable, "-m", "talleyrand", "serve", "--port", "0", *options],
        capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


# --- what does not start -----------------------------------------------------------------------------------------


def test_a_record_that_is_not_there_is_named(root: Path) -> None:
    assert f"there is no folder '{root}s'; did you mean 'mine'?" in refused("--record", f"{root}s")


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"host": "0.0.0.0"}, "--host 0.0.0.0 lets other machines in: say so with --allow-remote"),
    ({"host": "::"}, "--host :: lets other machines in"),
    ({"host": "192.0.2.1"}, "--host 192.0.2.1 lets other machines in"),
    ({"host": "example.org"}, "--host example.org lets other machines in"),
    ({"host": ""}, "--host"),
    ({"host": "192.0.2.1", "allow_remote": True}, "192.0.2.1 port 0 cannot be had"),
    ({"host": "x" * 70, "allow_remote": True}, "port 0 cannot be had"),
    ({"token_file": "word"}, "--token-file is for --allow-remote"),
    ({"allow_remote": True, "token_file": "none"}, "cannot be read (No such file or directory)"),
    ({"allow_remote": True, "token_file": "."}, "cannot be read (Is a directory)"),
    ({"allow_remote": True, "token_file": "short"}, "has 15 signs; at least 16 are expected"),
    ({"allow_remote": True, "token_file": "empty"}, "has 0 signs"),
    ({"allow_remote": True, "token_file": "lines"}, "more than one word on one line"),
    ({"allow_remote": True, "token_file": "/dev/zero"}, "more than one word on one line"),
    ({"allow_remote": True, "token_file": "binary"}, "is no text"),
    ({"hosts": ("http://books.example.org",)}, "is no name of a host"),
    ({"hosts": ("books.example.org:8463",)}, "is no name of a host"),
    ({"hosts": ("*",)}, "is no name of a host"),
    ({"hosts": ("a,b",)}, "is no name of a host"),
    ({"root": "nowhere"}, "there is no folder"),
]


@pytest.mark.parametrize(("wrong", "said"), REFUSED, ids=[str(wrong) for wrong, _ in REFUSED])
def test_what_cannot_be_had_is_said(root: Path, wrong: dict[str, Any], said: str) -> None:
    for name, text in (
        ("short", b"x" * 15),
        ("empty", b"\n"),
        ("lines", b"a word of sixteen\nb"),
        ("binary", b"\xff" * 20),
    ):
        (root.parent / name).write_bytes(text)
    paths = {name: root.parent / wrong[name] for name in ("root", "token_file") if name in wrong}
    settings = Settings(**{"root": root, "name": "mine", "port": 0, **wrong, **paths})
    with pytest.raises(TalleyrandError) as fault:
        serve(settings, today=date.today, tell=lambda _: None)
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_word_that_may_not_be_read_is_refused(root: Path) -> None:
    (root.parent / "word").chmod(0)
    told = refused("--record", str(root), "--allow-remote", "--token-file", str(root.parent / "word"))
    assert "cannot be read (Permission denied)" in told


def test_a_port_that_is_taken_is_named_with_the_way_out(server: Served, root: Path) -> None:
    told = refused("--record", str(root), "--port", str(server.port))
    assert f"127.0.0.1 port {server.port} cannot be had (Address already in use); choose another with --port" in told


# --- who is let in -----------------------------------------------------------------------------------------------

#  options, then what a stranger may: read, write; and what one who came in by link or word may: read, write
MATRIX = [
    ([], (401, 401), (200, 405)),
    (["--read-only"], (401, 401), (200, 403)),
    (["--host", "127.0.0.2"], (401, 401), (200, 405)),
    (["--host", "localhost"], (401, 401), (200, 405)),
    (["--allow-remote"], (200, 403), None),
    (["--allow-remote", "--host", "0.0.0.0"], (200, 403), None),
    (["--allow-remote", "--read-only"], (200, 403), None),
    (["--allow-remote", "--token-file", "word"], (401, 401), (200, 405)),
    (["--allow-remote", "--token-file", "word", "--host", "0.0.0.0"], (401, 401), (200, 405)),
    (["--allow-remote", "--token-file", "word", "--read-only"], (401, 401), (200, 403)),
]


def allowed(server: Served, cookie: str) -> tuple[int, int]:
    """The answers to reading a page, and to a write that a page which takes none would refuse with 405."""
    host = {"Host": f"localhost:{server.port}", "Cookie": cookie}
    write = server.post("/help", {"a": "b"}, **host, Origin=f"http://localhost:{server.port}")
    return server.ask("/help", headers=host).status, write.status


@pytest.mark.parametrize(("options", "stranger", "known"), MATRIX, ids=[" ".join(each[0]) for each in MATRIX])
def test_who_may_read_and_write(
    root: Path, options: list[str], stranger: tuple[int, int], known: tuple[int, int] | None
) -> None:
    given = [str(root.parent / "word") if each == "word" else each for each in options]
    with _reached(root, *given) as server:
        assert allowed(server, "") == stranger
        if "--token-file" in options:
            reply = server.post("/sign-in", {"token": WORD})
            assert reply.status == 303
            server.cookie = reply.headers["set-cookie"].partition(";")[0]
        if known:
            assert allowed(server, server.cookie) == known


class _reached:  # noqa: N801 - reads as a verb where it is used
    """A server, asked at the address that it says; of 127.0.0.2 by its own name."""

    def __init__(self, root: Path, *options: str) -> None:
        self.server = start(root, *options)

    def __enter__(self) -> Served:
        if "/open?" in self.server.link:
            self.server.open()
        return self.server

    def __exit__(self, *_: object) -> None:
        self.server.stop()


def test_from_elsewhere_nobody_writes_and_no_page_offers_it(root: Path) -> None:
    with serving(root, "--allow-remote") as server:
        page = server.ask("/e/ARC")
        assert page.status == 200
        assert "/edit/" not in page.text
        assert server.ask("/edit/ARC").status in (400, 403)
        assert server.post("/edit/ARC", {"text": "x"}).status == 403
        assert server.ask("/open?key=x").status == 403


def test_a_further_name_is_answered(root: Path) -> None:
    with serving(root, "--allow-remote", "--host", "0.0.0.0", "--allow-host", "Books.Example.org") as server:
        for host, status in (("books.example.org", 200), ("BOOKS.EXAMPLE.ORG:8463", 200), ("example.org", 421),
                             ("x.books.example.org", 421), ("0.0.0.0", 421)):  # fmt: skip
            assert server.ask("/help", headers={"Host": host}).status == status
    assert not any("only by a name" in each for each in server.said)


def test_on_every_address_one_is_told_to_name_some(root: Path) -> None:
    server = start(root, "--allow-remote", "--host", "0.0.0.0")
    assert server.process.stderr is not None
    assert (
        "Others reach it only by a name or address that is given with --allow-host." in server.process.stderr.readline()
    )
    server.stop()


def test_the_sixth_protocol_is_spoken(root: Path) -> None:
    try:
        with socket.socket(socket.AF_INET6) as line:
            line.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no ::1")
    server = start(root, "--host", "::1")
    try:
        assert server.base.startswith("http://[::1]:")
        server.open()
        assert server.ask("/help").status == 200
        assert server.ask("/help", headers={"Host": f"127.0.0.1:{server.port}"}).status == 200
        assert server.ask("/help", headers={"Host": f"[::2]:{server.port}"}).status == 421
    finally:
        server.stop()


# --- the end -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_at_once_and_well(root: Path, how: signal.Signals) -> None:
    """Also with a connection kept, a form half sent, an answer not taken and a query without end under way."""
    server = start(root)
    server.open()
    own = f"Host: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\n"
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(3)]
    lines[0].sendall(f"GET /help HTTP/1.1\r\n{own}\r\n".encode())
    lines[1].sendall(f"POST /help HTTP/1.1\r\n{own}Origin: {server.base}\r\nContent-Type: application/x-www-form-"
                     "urlencoded\r\nContent-Length: 90\r\n\r\n".encode())  # fmt: skip
    endless = "SELECT+count(*)+FROM+range(100000000000)+a,+range(100000)+b"
    lines[2].sendall(f"GET /query?q={endless} HTTP/1.1\r\n{own}\r\n".encode())
    sleep(1)
    begun = monotonic()
    server.process.send_signal(how)
    assert server.process.wait(10) == 0
    assert monotonic() - begun < 4
    assert server.process.stderr is not None
    assert server.process.stderr.read() == "Enter prints another link; Ctrl-C stops.\n"
    for each in lines:
        each.close()
    server.stop()


def test_nothing_is_left_behind(root: Path) -> None:
    """The process that answers queries ends with the server, also when that is killed."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        server = start(root)
        server.open()
        assert server.ask("/query?q=SELECT+1").status == 200  # the first question begins a process for the next
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        if not children.exists():
            pytest.skip("this system does not tell children")
        found = [
            int(each) for task in children.parent.parent.iterdir() for each in (task / "children").read_text().split()
        ]
        assert found
        server.stop(how)
        until = monotonic() + 5
        while any(Path(f"/proc/{each}").exists() for each in found) and monotonic() < until:
            sleep(0.05)
        assert not any(Path(f"/proc/{each}").exists() for each in found)


# --- the record changes beneath it -------------------------------------------------------------------------------


def test_a_record_whose_folder_is_gone_says_so_and_comes_back(server: Served, root: Path) -> None:
    away = root.with_name("away")
    root.rename(away)
    sleep(0.6)
    for path in ("/help", "/e/ARC", "/measures", "/nothing", "/file?name=parties.yaml", "/edit/ARC", "/check"):
        reply = server.ask(path)
        assert reply.status == (404 if path == "/nothing" else 503), path
        assert "Traceback" not in reply.text
        if reply.status == 503:
            assert "The record cannot be read just now" in reply.text
        sleep(0.6)
    assert server.ask("/e/ARC.json").status == 503
    away.rename(root)
    sleep(0.6)
    assert server.ask("/e/ARC").status == 200


def test_a_file_that_breaks_is_told_on_the_page_of_faults(server: Served, root: Path) -> None:
    shutil.copytree(root, root.with_name("before"))
    for broken in (b"- party: [\n", b"\xff\xfe\0", b"x" * 2_000_000, b""):
        file = root / "acts.yaml" if (root / "acts.yaml").exists() else next(root.glob("*.yaml"))
        file.write_bytes(broken)
        sleep(0.6)
        for path in ("/", "/check", "/timeline", "/measures.json", "/file?name=" + file.name, "/nothing"):
            assert server.ask(path).status in (200, 400, 404), path
    for each in root.glob("*.yaml"):
        each.unlink()
    sleep(0.6)
    for path in ("/", "/check", "/timeline", "/measures.json", "/e/ARC"):
        reply = server.ask(path)
        assert reply.status < 500, path
        assert "Traceback" not in reply.text


def test_files_that_come_and_go_while_many_ask_trouble_nobody(server: Served, root: Path) -> None:
    def churn(number: int) -> int:
        extra = root / f"extra-{number}.yaml"
        for _ in range(40):
            extra.write_text(f"- party: EXTRA{number}\n  name: Extra\n  form: state\n")
            sleep(0.01)
            extra.unlink()
        return 0

    with ThreadPoolExecutor(6) as pool:
        churning = [pool.submit(churn, number) for number in range(2)]
        asking = [pool.submit(lambda: [server.ask("/e/ARC").status for _ in range(30)]) for _ in range(4)]
        assert {status for each in asking for status in each.result()} == {200}
        assert [each.result() for each in churning] == [0, 0]
