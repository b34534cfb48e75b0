"""A server that speaks the chat protocol as it is told to: well, slowly, brokenly, or in bad faith.

Run as a program it prints its port and serves until its input ends. `PUT /plan` with a list of steps gives a path; a
question to `PATH/v1/chat/completions` takes the next step, the last one again and again. `GET PATH/asked` gives the
requests that came. A step is a mapping:

content    words of the model, in a right envelope
choose     answer a probe by "label", "definition" or "order", with `gold`: sentence to its code and definition
status, headers, body, model, finish   parts of the answer
delay      seconds before it; drip: seconds after each byte; cut: bytes after which the connection is closed
flood      bytes of noise in place of a body, without a length; bomb: megabytes of nothing, packed with gzip
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PLANS: dict[str, list[dict[str, Any]]] = {}
ASKED: dict[str, list[dict[str, Any]]] = {}


class Speaker(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_PUT(self) -> None:
        name = f"plan{len(PLANS)}"
        PLANS[name], ASKED[name] = json.loads(self.taken()), []
        self.give(200, {"Content-Type": "text/plain"}, f"/{name}".encode())

    def do_GET(self) -> None:
        name = self.path.split("/")[1]
        self.give(200, {"Content-Type": "application/json"}, json.dumps(ASKED[name]).encode())

    def do_POST(self) -> None:
        name = self.path.split("/")[1]
        body = json.loads(self.taken())
        ASKED[name].append({"path": self.path, "headers": dict(self.headers), "body": body})
        steps = PLANS[name]
        with suppress(OSError):  # the other side may have had enough
            self.take(steps[min(len(ASKED[name]), len(steps)) - 1], body)
        self.close_connection = True

    def taken(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def take(self, step: dict[str, Any], asked: dict[str, Any]) -> None:
        time.sleep(step.get("delay", 0))
        headers = {"Content-Type": "application/json", **step.get("headers", {})}
        if "flood" in step:
            self.flood(headers, step["flood"])
            return
        if "bomb" in step:
            body = gzip.compress(bytes(1024 * 1024), 9) * step["bomb"]
            headers["Content-Encoding"] = "gzip"
        elif "body" in step:
            body = step["body"].encode()
        else:
            body = json.dumps(envelope(step, asked)).encode()
        self.give(step.get("status", 200), headers, body, cut=step.get("cut"), drip=step.get("drip", 0))

    def give(
        self, status: int, headers: dict[str, str], body: bytes, *, cut: int | None = None, drip: float = 0
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if not drip:
            self.wfile.write(body[:cut])
            return
        for each in body:
            self.wfile.write(bytes([each]))
            time.sleep(drip)

    def flood(self, headers: dict[str, str], size: int) -> None:
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        while size > 0:
            self.wfile.write(b" " * 65536)
            size -= 65536


def envelope(step: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    content = chosen(step, asked) if "choose" in step else step["content"]
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": step.get("finish", "stop")}
    return {"id": "x", "object": "chat.completion", "model": step.get("model", asked["model"]), "choices": [choice]}


def chosen(step: dict[str, Any], asked: dict[str, Any]) -> str:
    """The answer to a probe by one way of choosing, whatever else the question says."""
    system, user = asked["messages"][0]["content"], asked["messages"][1]["content"]
    offered = dict(re.findall(r"^- ([\w-]+): (.+)$", system, re.MULTILINE))
    answers = {}
    for number, sentence in re.findall(r"^(\d+)\. (.+)$", user, re.MULTILINE):
        label, definition = step["gold"][sentence]
        first = next(iter(offered))
        if step["choose"] == "label":
            code = label if label in offered else first
        elif step["choose"] == "definition":
            code = next(code for code, meaning in offered.items() if meaning.endswith(definition))
        else:
            code = first
        answers[number] = code
    return json.dumps({"codes": [{"number": int(number), "code": code} for number, code in answers.items()]})


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Speaker)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)  # noqa: T201 - how the test learns of it
    sys.stdin.read()
