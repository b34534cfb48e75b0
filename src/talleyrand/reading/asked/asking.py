"""One question to a model behind any endpoint that speaks the chat protocol of OpenAI, within bounds.

Limits  how much is sent, taken and waited for
Model   a model behind an endpoint

The key goes to the endpoint that was named and nowhere else: no redirect is followed, no proxy is used, and no message
and no cache holds it. Plain http goes no further than this machine, or the user's own network if the user says so,
because document and key can be read on the way.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.chat import LONGEST_NAME, Said, Schema, Turn, heard, written
from talleyrand.reading.asked.untrusted import parsed, shown
from talleyrand.sources.addresses import Target, is_open, target
from talleyrand.sources.fetching import resolved
from talleyrand.sources.wire import Deadline, Wire

KEY = "TALLEYRAND_KEY"
CHAT = "/chat/completions"
LONGEST_KEY = 4000
_CHUNK = 64 * 1024
_PASSING = (429, 500, 502, 503, 504)
_AS_WRITTEN = "write it as https://host/v1 or, for a model on this machine, http://127.0.0.1:8080/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is sent, taken and waited for.

    Attributes:
        seconds: for one question, waiting and asking again included.
        sent: bytes of one question.
        taken: bytes of one answer.
        wait: the longest time for which an endpoint may ask us to come back, in seconds.
    """

    seconds: float = 300.0
    sent: int = 400_000
    taken: int = 2_000_000
    wait: float = 60.0


class _Again(Exception):
    """The question may be put once more, after a while, perhaps without the schema."""

    def __init__(self, message: str, *, wait: float = 1.0, plainly: bool = False) -> None:
        super().__init__(message)
        self.wait = wait
        self.plainly = plainly


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model behind an endpoint.

    Attributes:
        aim: where it is asked.
        name: what the endpoint calls it.
        key: what opens the endpoint; empty if nothing is needed.
        plain: true if plain http may go to other machines of the user's own network.
        limits: how much is sent, taken and waited for.
        trust: whose certificates are believed; the system's if none.
        resolve: the numbers of a host and port.
        pause: what waits for so many seconds.
    """

    aim: Target
    name: str
    key: str = field(default="", repr=False)
    plain: bool = False
    limits: Limits = Limits()
    trust: ssl.SSLContext | None = None
    resolve: Callable[[str, int], tuple[str, ...]] = resolved
    pause: Callable[[float], None] = time.sleep

    def __call__(self, turns: tuple[Turn, ...], schema: Schema) -> Said:
        """What the model answers to a conversation.

        Args:
            schema: a JSON Schema that the answer is asked to keep; whether it does is for the caller to see.

        Raises:
            WrongValue: if there is no answer within the limits; the message says what to do.
        """
        deadline = Deadline(self.limits.seconds)
        try:
            try:
                return self._answer(turns, schema, deadline)
            except _Again as again:
                if again.wait > self.limits.wait or again.wait >= deadline.left():
                    raise WrongValue(f"{again}; it asks to wait {again.wait:.0f} seconds: run it again then") from None
                self.pause(again.wait)
                return self._answer(turns, {} if again.plainly else schema, deadline)
        except _Again as again:
            raise WrongValue(f"{again}, twice; look at that server, or try again later") from None
        except TimeoutError:
            raise WrongValue(
                f"{self._who} took longer than {self.limits.seconds:g} seconds; allow more with --seconds, "
                "or name a smaller model"
            ) from None

    @property
    def _who(self) -> str:
        return f"the endpoint '{self.aim.host}:{self.aim.port}'"

    def _answer(self, turns: tuple[Turn, ...], schema: Schema, deadline: Deadline) -> Said:
        """What the endpoint answers to one request."""
        body = written(self.name, turns, schema)
        if len(body) > self.limits.sent:
            raise WrongValue(f"the question holds {len(body):,} bytes; at most {self.limits.sent:,} are sent at once")
        try:
            connected = self._connected(deadline)
            try:
                response = self._posted(connected, body, deadline)
                return self._heard(response, tried=bool(schema))
            finally:
                connected.close()
        except ssl.SSLError as fault:
            raise WrongValue(f"{self._who} does not prove who it is: {fault.reason or 'no certificate'}") from None
        except TimeoutError:
            raise
        except ConnectionRefusedError:
            raise WrongValue(
                f"nothing listens at {self._who}; start the model's server, or correct --endpoint"
            ) from None
        except (OSError, HTTPException, ValueError) as fault:
            raise _Again(f"{self._who} broke off ({type(fault).__name__})") from None

    def _connected(self, deadline: Deadline) -> socket.socket:
        fault: OSError | None = None
        for number in self._numbers(deadline)[:8]:
            try:
                connected = socket.create_connection((number, self.aim.port), timeout=deadline.left())
            except OSError as error:
                deadline.left()  # time that is up is told as such
                fault = error
                continue
            if self.aim.scheme == "http":
                return connected
            try:
                trust = self.trust or ssl.create_default_context()
                connected.settimeout(deadline.left())
                return trust.wrap_socket(connected, server_hostname=self.aim.host)
            except BaseException:
                connected.close()
                raise
        raise fault or ConnectionError

    def _numbers(self, deadline: Deadline) -> tuple[str, ...]:
        """The numbers of the host, all of which may be spoken to in the way that was asked for."""
        try:
            numbers = deadline.bound(lambda: self.resolve(self.aim.host, self.aim.port))
        except TimeoutError:
            raise
        except (OSError, UnicodeError):
            numbers = ()
        if not numbers:
            raise WrongValue(f"there is no host '{self.aim.host}'; correct --endpoint")
        if self.aim.scheme == "http":
            for number in numbers:
                _refuse_plain(number, self.aim.host, self.plain)
        return numbers

    def _posted(self, connected: socket.socket, body: bytes, deadline: Deadline) -> HTTPResponse:
        connection = HTTPConnection(self.aim.host, self.aim.port)
        connection.default_port = 443 if self.aim.scheme == "https" else 80  # else the Host field would name the port
        connection.sock = Wire(connected, deadline)
        headers = {
            "Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity",
            "User-Agent": "Talleyrand", "Connection": "close",
        }  # fmt: skip
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        connection.request("POST", self.aim.asked, body=body, headers=headers)
        return connection.getresponse()

    def _heard(self, response: HTTPResponse, *, tried: bool) -> Said:
        """The answer that a response holds.

        Args:
            tried: true if the request carried a schema, so that it can be put again without.
        """
        if response.status != 200:
            self._refuse(response, tried=tried)
        media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if not media.endswith("json"):
            raise WrongValue(
                f"{self._who} gave {shown(media, 40)!a}, not JSON; does its address end as it should? {_AS_WRITTEN}"
            )
        data = _taken(response, self._who, self.limits.taken)
        try:
            return heard(data)
        except WrongValue as fault:
            raise _Again(f"{self._who} gave an answer that is none of its protocol: {fault}") from None

    def _refuse(self, response: HTTPResponse, *, tried: bool) -> None:
        """Tell what a status other than 200 means, and what to do.

        Raises:
            _Again: if it may pass.
            WrongValue: if it will not.
        """
        status = response.status
        told = f"{self._who} answered {status}"
        if 300 <= status < 400:
            further = shown(response.headers.get("Location", ""), 100)
            raise WrongValue(f"{told} and leads on to {further!a}; no redirect is followed: correct --endpoint")
        if status in (401, 403):  # its words may repeat the key
            raise WrongValue(f"{told}: {'it refuses the key in' if self.key else 'it wants a key; put it into'} {KEY}")
        words = self._words(response)
        if status in (400, 422) and tried:
            raise _Again(told + words, wait=0.0, plainly=True)
        if status in _PASSING:
            raise _Again(told + words, wait=_after(response.headers.get("Retry-After", "")))
        hint = f"; does it serve '{self.name}', and does its address end as it should? {_AS_WRITTEN}"
        raise WrongValue(told + words + (hint if status in (404, 405) else ""))

    def _words(self, response: HTTPResponse) -> str:
        """What the endpoint says of a refusal, unless it may repeat the key."""
        try:
            text = _taken(response, self._who, 20_000).decode("utf-8", "replace")
            said = parsed(text)
        except (WrongValue, OSError, HTTPException):
            return ""
        fault = said.get("error") if isinstance(said, dict) else None
        message = fault.get("message") if isinstance(fault, dict) else fault
        if not isinstance(message, str) or _tells(message, self.key):
            return ""
        return f" ({shown(message)})"


def model(endpoint: str, name: str, *, key: str = "", plain: bool = False, limits: Limits | None = None) -> Model:
    """The model of a name behind an endpoint.

    Args:
        endpoint: the address that its documents call the base, as `https://host/v1`.
        key: as it stands in the environment.

    Raises:
        WrongValue: if the address, name or key is not of its form.
    """
    if not name or not name.isprintable() or len(name) > LONGEST_NAME or name != name.strip():
        raise WrongValue(f"--model: {shown(name, 60)!a} is no name of a model, as the endpoint lists them")
    if key and (len(key) > LONGEST_KEY or not all("!" <= each <= "~" for each in key)):
        raise WrongValue(f"{KEY} holds what no key can: a space, a line's end or a letter beyond ASCII")
    try:
        aim = target(endpoint)
    except WrongValue:
        raise WrongValue(
            f"--endpoint: {shown(_bare(endpoint), 80)!a} is no address of a model; {_AS_WRITTEN}"
        ) from None
    path, mark, query = aim.asked.partition("?")
    whole = path.rstrip("/")
    whole = whole if whole.endswith(CHAT) else whole + CHAT
    aim = Target(scheme=aim.scheme, host=aim.host, port=aim.port, asked=whole + mark + query)
    return Model(aim=aim, name=name, key=key, plain=plain, limits=limits or Limits())


def _bare(address: str) -> str:
    """An address without a name or password in it."""
    head, mark, rest = address.rpartition("@")
    return f"{head.partition('://')[0]}://…{mark}{rest}" if mark else address


def _refuse_plain(number: str, host: str, plain: bool) -> None:
    """Raise if plain http may not go to a number.

    Raises:
        WrongValue: saying what may be done instead.
    """
    try:
        if ip_address(number).is_loopback or (plain and not is_open(number)):
            return
    except ValueError:
        pass
    remedy = "there only https will do" if plain else (
        "use https, or --allow-plain if it is a machine of your own network"
    )  # fmt: skip
    raise WrongValue(
        f"--endpoint: '{host}' is {shown(number, 60)}; over plain http others can read all that is sent: {remedy}"
    )


def _taken(response: HTTPResponse, who: str, most: int) -> bytes:
    """The body of a response, of at most so many bytes."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", ""):
        raise WrongValue(f"{who} packed its answer ({shown(packing, 20)!a}), which was not asked for; nothing was read")
    too_large = f"{who} gave more than {most // 1000:,} KB, which is no answer to the question; nothing was kept"
    if (response.length or 0) > most:
        raise WrongValue(too_large)
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_CHUNK):
        size += len(piece)
        pieces.append(piece)
        if size > most:
            raise WrongValue(too_large)
    if response.length:
        raise ConnectionError
    return b"".join(pieces)


def _after(text: str) -> float:
    """Seconds after which an endpoint wants to be asked again; one if it does not say."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return float(min(int(text[:9]), 10**6))
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 1.0


def _tells(message: str, key: str) -> bool:
    """True if a message repeats a part of the key."""
    return any(key[at : at + 6] in message for at in range(max(1, len(key) - 5))) if key else False
