"""How a browser comes by its session: links that work once, and a word from a file."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import monotonic

import pytest

from talleyrand.record.scaffold import new
from talleyrand.web.sessions import MOST_LINKS, Links
from tests.web.served import Reply, Served, serving, start

WORD = "correct horse battery staple"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sessions") / "mine"
    new(folder, today=date(2026, 11, 22))
    return folder


@pytest.fixture
def unopened(root: Path) -> Iterator[Served]:
    """A server whose link nobody has used."""
    running = start(root)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def remote(root: Path) -> Iterator[Served]:
    """A server for other machines that one signs in to."""
    word = root.parent / "word"
    word.write_text(f"{WORD}\n")
    with serving(root, "--allow-remote", "--token-file", str(word)) as running:
        yield running


def signed_in(server: Served, word: str, **headers: str) -> Reply:
    return server.post("/sign-in", {"token": word}, **headers)


def test_a_link_works_once(unopened: Served) -> None:
    path = unopened.link.removeprefix(unopened.base)
    first, second = unopened.ask(path), unopened.ask(path)
    assert (first.status, second.status) == (200, 403)
    assert "set-cookie" not in second.headers
    assert unopened.ask("/", headers={"Cookie": first.headers["set-cookie"].partition(";")[0]}).status == 200


def test_a_look_ahead_does_not_use_a_link_up(unopened: Served) -> None:
    path = unopened.link.removeprefix(unopened.base)
    assert unopened.ask(path, method="HEAD").status == 403
    assert unopened.ask(path, headers={"Host": "evil.example"}).status == 421
    assert unopened.ask(path, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}).status == 403
    assert unopened.post(path, {}).status == 405
    assert unopened.ask(path).status == 200


def test_of_many_who_open_a_link_at_once_one_gets_in(unopened: Served) -> None:
    path = unopened.link.removeprefix(unopened.base)
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(lambda _: unopened.ask(path), range(20)))
    assert sorted(each.status for each in found) == [200] + [403] * 19
    assert sum("set-cookie" in each.headers for each in found) == 1


def test_a_key_that_is_almost_right_opens_nothing(unopened: Served) -> None:
    path = unopened.link.removeprefix(unopened.base)
    for each in (path[:-1], path + "x", "/open", "/open?key=", "/open?key=%ff", path.swapcase().replace("/OPEN?KEY", "/open?key"),
                 "/open?key=" + "k" * 5000):  # fmt: skip
        assert unopened.ask(each).status == 403, each
    assert unopened.ask(path).status == 200


def test_the_cookie_is_for_this_server_alone_and_no_script_can_read_it(unopened: Served) -> None:
    reply = unopened.ask(unopened.link.removeprefix(unopened.base))
    name, *rest = [each.strip().lower() for each in reply.headers["set-cookie"].split(";")]
    assert name.startswith(f"talleyrand-{unopened.port}=")
    assert len(name.partition("=")[2]) > 40
    assert {"httponly", "samesite=strict", "path=/"} <= set(rest)
    assert not any(each.startswith("domain") for each in rest)
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["referrer-policy"] == "same-origin"


def test_only_so_many_links_wait() -> None:
    links = Links()
    keys = [links.fresh().removeprefix("/open?key=") for _ in range(MOST_LINKS + 1)]
    assert not links.used(keys[0])
    assert all(links.used(each) for each in keys[1:])
    assert not any(links.used(each) for each in keys)


def test_keys_do_not_show_themselves() -> None:
    links = Links()
    assert links.fresh().removeprefix("/open?key=") not in repr(links)


def test_without_a_word_nothing_is_seen_and_nobody_need_sign_in_to_a_server_of_this_machine(
    remote: Served, unopened: Served
) -> None:
    assert remote.ask("/").status == 401
    assert "/sign-in" in remote.ask("/").text
    assert remote.ask("/sign-in").status == 200
    assert remote.ask("/open?key=x").status == 403
    assert unopened.ask("/sign-in").status == 404
    assert signed_in(unopened, "").status == 404


def test_the_right_word_signs_in(remote: Served) -> None:
    for word in (WORD, f" {WORD}\r\n"):
        reply = signed_in(remote, word)
        assert (reply.status, reply.headers["location"]) == (303, "/")
        cookie = reply.headers["set-cookie"].partition(";")[0]
        page = remote.ask("/", headers={"Cookie": cookie})
        assert page.status == 200
        assert "Add an entry" in page.text
    assert "secure" not in reply.headers["set-cookie"].lower()


def test_behind_https_the_cookie_never_travels_in_clear(remote: Served) -> None:
    reply = signed_in(remote, WORD, Origin=remote.base.replace("http:", "https:"))
    assert reply.status == 303
    assert "secure" in reply.headers["set-cookie"].lower()


def test_a_wrong_word_takes_a_second_and_few_at_a_time(remote: Served) -> None:
    wrong = ["", "wrong", WORD[:-1], WORD + "x", WORD.upper(), "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
             "x" * 100_000, "é" * 20]  # fmt: skip
    begun = monotonic()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda word: signed_in(remote, word), wrong))
        lasted = monotonic() - begun
    assert sorted(each.status for each in found) == [403] * 3 + [429] * 5
    assert 1 <= lasted < 4
    assert not any("set-cookie" in each.headers for each in found)
    assert signed_in(remote, WORD).status == 303  # nobody is locked out for good


def test_a_form_that_is_none_signs_nobody_in(remote: Served) -> None:
    for body in (b"", b"\xff\xfe=\x00", b"&".join([b"a=1"] * 50), b"token"):
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": remote.base}
        assert remote.ask("/sign-in", method="POST", headers=headers, body=body).status == 403


def test_another_site_cannot_sign_a_browser_in(remote: Served) -> None:
    assert signed_in(remote, WORD, Origin="http://evil.example").status == 403
    assert signed_in(remote, WORD, **{"Sec-Fetch-Site": "cross-site"}).status == 403
