"""Questions to a server that is a process of its own and behaves as it is told to."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.asking import Limits, Model, model
from talleyrand.reading.asked.chat import Said, Turn
from tests.reading.conftest import Speaker

TURNS = (Turn("system", "Be brief."), Turn("user", "Well?"))
SCHEMA = {"type": "object"}
QUICK = Limits(seconds=2.0, taken=50_000, wait=1.5)


def asked(endpoint: str, *, key: str = "", limits: Limits = QUICK, name: str = "m-1") -> Said:
    return model(endpoint, name, key=key, limits=limits)(TURNS, SCHEMA)


def refusal(endpoint: str, **settings: Any) -> str:
    with pytest.raises(WrongValue) as caught:
        asked(endpoint, **settings)
    return str(caught.value)


def test_a_question_is_one_request_of_the_protocol(speaker: Speaker) -> None:
    endpoint = speaker.plan({"content": "Well."})
    assert asked(endpoint, key="sesame-77") == Said(text="Well.", model="m-1")
    request = speaker.asked(endpoint)[0]
    assert request["headers"]["Authorization"] == "Bearer sesame-77"
    assert request["path"].endswith("/v1/chat/completions")
    assert request["body"]["temperature"] == 0
    assert request["body"]["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Well?"},
    ]
    assert request["body"]["response_format"]["json_schema"]["schema"] == SCHEMA


def test_without_a_key_none_is_sent(speaker: Speaker) -> None:
    endpoint = speaker.plan({"content": "Well."})
    asked(endpoint)
    assert "Authorization" not in speaker.asked(endpoint)[0]["headers"]


@pytest.mark.parametrize("step", [{"content": "late", "delay": 5}, {"content": "late", "drip": 0.2}])
def test_what_takes_too_long_is_not_waited_for(speaker: Speaker, step: dict[str, Any]) -> None:
    began = time.monotonic()
    assert "took longer than 1 seconds; allow more with --seconds" in refusal(
        speaker.plan(step), limits=Limits(seconds=1.0)
    )
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_failure_that_may_pass_is_asked_again_once(speaker: Speaker, status: int) -> None:
    endpoint = speaker.plan({"status": status, "body": "{}", "headers": {"Retry-After": "0"}}, {"content": "now"})
    assert asked(endpoint).text == "now"
    assert len(speaker.asked(endpoint)) == 2


def test_a_failure_that_stays_is_told_with_the_server_s_words(speaker: Speaker) -> None:
    step = {
        "status": 500,
        "body": '{"error": {"message": "out of\\u001b[31m memory"}}',
        "headers": {"Retry-After": "0"},
    }
    message = refusal(speaker.plan(step))
    assert "answered 500 (out of[31m memory), twice" in message


def test_retry_after_is_obeyed(speaker: Speaker) -> None:
    endpoint = speaker.plan({"status": 429, "body": "{}", "headers": {"Retry-After": "1"}}, {"content": "now"})
    began = time.monotonic()
    assert asked(endpoint, limits=Limits(seconds=5)).text == "now"
    assert time.monotonic() - began >= 1


def test_a_long_retry_after_is_told_and_not_waited_for(speaker: Speaker) -> None:
    step = {"status": 429, "body": "{}", "headers": {"Retry-After": "3600"}}
    assert "asks to wait 3600 seconds: run it again then" in refusal(speaker.plan(step))


def test_an_answer_that_breaks_off_is_asked_for_again(speaker: Speaker) -> None:
    assert asked(speaker.plan({"content": "half", "cut": 30}, {"content": "whole"})).text == "whole"
    assert "broke off" in refusal(speaker.plan({"content": "half", "cut": 30}))


def test_an_endless_answer_ends_at_the_limit(speaker: Speaker) -> None:
    assert "gave more than 50 KB" in refusal(speaker.plan({"flood": 10**12}))


def test_a_hundred_megabytes_are_refused_unread(speaker: Speaker) -> None:
    step = {"content": "x", "headers": {"Content-Length": str(100 * 1024 * 1024)}}
    assert "gave more than 50 KB" in refusal(speaker.plan(step))


def test_a_packed_answer_is_refused_unpacked(speaker: Speaker) -> None:
    assert "packed its answer ('gzip')" in refusal(speaker.plan({"bomb": 20}))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed_and_the_key_goes_nowhere_else(speaker: Speaker, status: int) -> None:
    elsewhere = speaker.plan({"content": "stolen"})
    step = {"status": status, "body": "", "headers": {"Location": elsewhere + "/chat/completions"}}
    message = refusal(speaker.plan(step), key="sesame-77")
    assert "no redirect is followed" in message
    assert elsewhere in message
    assert speaker.asked(elsewhere) == []


def test_a_page_in_place_of_json_is_told_with_the_form_of_an_endpoint(speaker: Speaker) -> None:
    step = {"body": "<html>", "headers": {"Content-Type": "text/html; charset=utf-8"}}
    assert "gave 'text/html', not JSON" in refusal(speaker.plan(step))


@pytest.mark.parametrize(
    "body", ["{", "[" * 100_000, '{"choices": []}', '{"choices": [{"message": {"content": null}}]}', '{"a": 1, "a": 2}']
)
def test_an_envelope_that_is_none_is_refused(speaker: Speaker, body: str) -> None:
    assert "is none of its protocol" in refusal(speaker.plan({"body": body}), limits=Limits(seconds=10))


def test_a_server_that_refuses_the_schema_is_asked_without(speaker: Speaker) -> None:
    endpoint = speaker.plan({"status": 400, "body": "{}"}, {"content": "plain"})
    assert asked(endpoint).text == "plain"
    assert "response_format" not in speaker.asked(endpoint)[1]["body"]


def test_an_unknown_model_is_told(speaker: Speaker) -> None:
    step = {"status": 404, "body": '{"error": {"message": "model not found"}}'}
    assert "answered 404 (model not found); does it serve 'm-1'" in refusal(speaker.plan(step))


@pytest.mark.parametrize("status", [400, 401, 403, 418, 500])
def test_no_message_repeats_the_key_or_a_part_of_it(speaker: Speaker, status: int) -> None:
    step = {"status": status, "body": '{"error": {"message": "bad key sesame-77-opens**** here"}}',
            "headers": {"Retry-After": "0"}}  # fmt: skip
    message = refusal(speaker.plan(step), key="sesame-77-opens-all")
    assert "sesame" not in message
    assert str(status) in message


def test_the_key_stands_in_no_representation() -> None:
    assert "sesame" not in repr(model("http://127.0.0.1:9999/v1", "m", key="sesame-77"))


def test_where_nothing_listens_that_is_told() -> None:
    assert "nothing listens" in refusal("http://127.0.0.1:9999/v1")


@pytest.mark.parametrize(
    ("endpoint", "number", "plain", "told"),
    [
        ("http://lan.example/v1", "192.168.1.20", False, "--allow-plain"),
        ("http://far.example/v1", "8.8.8.8", False, "use https"),
        ("http://far.example/v1", "8.8.8.8", True, "only https will do"),
        ("http://localhost/v1", "8.8.8.8", False, "use https"),
    ],
)
def test_plain_http_goes_no_further_than_it_may(endpoint: str, number: str, plain: bool, told: str) -> None:
    made = model(endpoint, "m")
    asks = Model(aim=made.aim, name="m", plain=plain, resolve=lambda *_: (number,), limits=QUICK)
    with pytest.raises(WrongValue, match=told):
        asks(TURNS, SCHEMA)


@pytest.mark.parametrize(
    "endpoint",
    [
        "ftp://a.example/v1",
        "file:///etc/passwd",
        "http://u:secret@a.example/v1",
        "https://",
        "",
        "a b",
        "http://127.0.0.1:22/v1",
    ],
)
def test_an_endpoint_that_is_no_address_is_refused_without_its_password(endpoint: str) -> None:
    with pytest.raises(WrongValue, match=r"--endpoint: .* is no address of a model") as caught:
        model(endpoint, "m")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["", " m", "a\nb", "x" * 300, "\x1b[31m"])
def test_a_name_that_no_model_has_is_refused(name: str) -> None:
    with pytest.raises(WrongValue, match="--model"):
        model("https://a.example/v1", name)


@pytest.mark.parametrize("key", ["a b", "sesame\r\nX-Evil: 1", "schlüssel"])
def test_a_key_that_would_end_its_line_is_refused_unshown(key: str) -> None:
    with pytest.raises(WrongValue, match="TALLEYRAND_KEY") as caught:
        model("https://a.example/v1", "m", key=key)
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize(
    "base", ["https://a.example/v1", "https://a.example/v1/", "https://a.example/v1/chat/completions"]
)
def test_an_endpoint_may_be_given_with_or_without_its_last_part(base: str) -> None:
    assert model(base, "m").aim.address == "https://a.example/v1/chat/completions"


def test_a_question_that_is_too_long_is_not_sent(speaker: Speaker) -> None:
    endpoint = speaker.plan({"content": "x"})
    assert "at most 100 are sent" in refusal(endpoint, limits=Limits(sent=100))
    assert speaker.asked(endpoint) == []


def test_an_endpoint_that_does_not_prove_who_it_is_hears_nothing(tmp_path: Path) -> None:
    tool = shutil.which("openssl")
    if tool is None:
        pytest.skip("openssl is not installed")
    files = ("-keyout", tmp_path / "key.pem", "-out", tmp_path / "own.pem")
    make = [tool, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=models.example", *files]
    subprocess.run([*make, "-addext", "subjectAltName=DNS:models.example"], capture_output=True, check=True)
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        threading.Thread(target=_served, args=(listening, tmp_path, heard), daemon=True).start()
        made = model(f"https://models.example:{port}/v1", "m", key="sesame-77", limits=Limits(seconds=5))
        trust = ssl.create_default_context(cafile=str(tmp_path / "own.pem"))
        with pytest.raises(WrongValue, match="does not prove who it is"):
            replace(made, resolve=lambda *_: ("127.0.0.1",))(TURNS, SCHEMA)
        assert heard == []
        known = replace(made, resolve=lambda *_: ("127.0.0.1",), trust=trust)
        assert known(TURNS, SCHEMA).text == "safe"
        assert b"Host: models.example" in heard[0]


def _served(listening: socket.socket, folder: Path, heard: list[bytes]) -> None:
    """Answer over TLS whoever believes the certificate."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(folder / "own.pem", folder / "key.pem")
    body = json.dumps({"choices": [{"message": {"content": "safe"}}]})
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    for _ in range(2):
        with suppress(OSError), trust.wrap_socket(listening.accept()[0], server_side=True) as connected:
            heard.append(connected.recv(65536))
            connected.sendall((head + body).encode())
            connected.recv(65536)
