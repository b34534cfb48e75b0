"""One document from an address of the open internet; called only where fetching has been switched on.

Fetched  the bytes that came, their kind, and the address that they came from in the end
Network  what a fetch asks of the world: how names are resolved, which numbers are open, whom to trust

The numbers that a name resolves to are all checked, and the connection is made to a number that was checked, so that a
name cannot lead elsewhere a moment later. Redirects are followed by hand, each checked likewise. Nothing is sent that
says who asks: no cookies, no passwords, and no proxy of the environment is used.
"""

from __future__ import annotations

import socket
import ssl
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urljoin

from talleyrand.errors import NotFound, WrongValue
from talleyrand.sources.addresses import Target, is_open, target
from talleyrand.sources.documents import HTML, MAIL, MARKDOWN, MOST_BYTES, PDF, TEXT, WORD
from talleyrand.sources.wire import Deadline, Wire

SECONDS = 30.0
HOPS = 5
MEDIA = (HTML, "application/xhtml+xml", TEXT, MARKDOWN, PDF, WORD, MAIL)
_MOVED = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_CHUNK = 64 * 1024
_MOST_ANSWERS = 16  # numbers of one name that are tried
_ASKED = {"User-Agent": "Talleyrand", "Accept": ", ".join(MEDIA), "Accept-Encoding": "gzip", "Connection": "close"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came from an address.

    Attributes:
        data: the bytes, unpacked.
        media: the kind that the server says they are, as `text/html; charset=utf-8`.
        address: where they came from in the end.
        hops: addresses that led there, the one asked for first; empty if it was that one.
    """

    data: bytes
    media: str
    address: str
    hops: tuple[str, ...] = ()


def resolved(host: str, port: int) -> tuple[str, ...]:
    """The numbers of a host, as the system resolves them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a fetch asks of the world.

    Attributes:
        resolve: the numbers of a host and port; raises OSError if there are none.
        permits: true of a number that may be connected to.
        trust: whose certificates are believed; the system's if none.
        seconds: for all of it.
        most: bytes, packed or unpacked.
    """

    resolve: Callable[[str, int], tuple[str, ...]] = resolved
    permits: Callable[[str], bool] = is_open
    trust: ssl.SSLContext | None = None
    seconds: float = SECONDS
    most: int = MOST_BYTES


def fetch(address: str) -> Fetched:
    """The document at an address of the open internet.

    Raises:
        WrongValue: if the address may not be asked, or the answer is no document, too large or too slow.
        NotFound: if there is no such host or page.
    """
    return fetch_through(Network(), address)


def fetch_through(network: Network, address: str) -> Fetched:
    """The document at an address, over a given network.

    Raises:
        WrongValue: if the address may not be asked, or the answer is no document, too large or too slow.
        NotFound: if there is no such host or page.
    """
    deadline = Deadline(network.seconds)
    hops: list[str] = []
    aim = target(address)
    while True:
        try:
            found = _one(network, aim, deadline)
        except TimeoutError as error:
            raise WrongValue(
                f"'{aim.host}' took longer than {network.seconds:.0f} seconds; nothing was kept"
            ) from error
        except ssl.SSLError as error:
            raise WrongValue(f"'{aim.host}' does not prove who it is: {error.reason or 'no certificate'}") from error
        except (OSError, HTTPException, zlib.error, ValueError) as error:
            raise WrongValue(f"'{aim.host}' gave no answer that can be read ({type(error).__name__})") from error
        if isinstance(found, _Answer):
            return Fetched(data=found.data, media=found.media, address=aim.address, hops=tuple(hops))
        hops.append(aim.address)
        if len(hops) > HOPS:
            raise WrongValue(f"'{address[:200]}' leads on more than {HOPS} times")
        following = target(urljoin(aim.address, found))
        if aim.scheme == "https" and following.scheme == "http":
            raise WrongValue(f"'{aim.host}' leads on from https to http, where anyone could have changed the document")
        aim = following


@dataclass(frozen=True, slots=True)
class _Answer:
    """A body and the kind that it is said to be."""

    data: bytes
    media: str


def _one(network: Network, aim: Target, deadline: Deadline) -> _Answer | str:
    """What one host answers: a document, or the address that it leads on to."""
    connected = _connected(network, aim, deadline)
    try:
        if aim.scheme == "https":
            trust = network.trust or ssl.create_default_context()
            connected.settimeout(deadline.left())
            connected = trust.wrap_socket(connected, server_hostname=aim.host)
        connection = HTTPConnection(aim.host, aim.port)
        connection.default_port = 443 if aim.scheme == "https" else 80  # else the Host field would name the port
        connection.sock = Wire(connected, deadline)  # what http.client uses of a socket
        connection.request("GET", aim.asked, headers=_ASKED)
        return _answered(connection.getresponse(), aim, network.most)
    finally:
        connected.close()


def _connected(network: Network, aim: Target, deadline: Deadline) -> socket.socket:
    """A connection to a number that has been checked."""
    numbers = _numbers(network, aim, deadline)
    fault: OSError | None = None
    for number in numbers[:_MOST_ANSWERS]:
        try:
            return socket.create_connection((number, aim.port), timeout=deadline.left())
        except OSError as error:
            deadline.left()  # time that is up is told as such
            fault = error
    raise fault or ConnectionError


def _numbers(network: Network, aim: Target, deadline: Deadline) -> tuple[str, ...]:
    """The numbers of a host; one that is not open makes the whole host suspect."""
    try:
        numbers = deadline.bound(lambda: network.resolve(aim.host, aim.port))
    except TimeoutError:
        raise
    except (OSError, UnicodeError):
        numbers = ()
    if not numbers:
        raise NotFound(f"there is no host '{aim.host}'")
    closed = [each for each in numbers if not network.permits(each)]
    if closed:
        raise WrongValue(f"'{aim.host}' is {closed[0]}, which is no address of the open internet; it was not asked")
    return numbers


def _answered(response: HTTPResponse, aim: Target, most: int) -> _Answer | str:
    if response.status in _MOVED:
        further = response.headers.get("Location", "")
        if not further:
            raise WrongValue(f"'{aim.host}' leads on to no address")
        return further
    if response.status in _GONE:
        raise NotFound(f"'{aim.address[:200]}' is not there (the answer was {response.status})")
    if response.status != 200:
        raise WrongValue(f"'{aim.host}' did not give the document (the answer was {response.status})")
    media = response.headers.get("Content-Type", "")[:200]
    if media.partition(";")[0].strip().lower() not in MEDIA:
        raise WrongValue(f"'{aim.host}' gave {media[:60]!a}, which is no kind of document that is read")
    if (response.length or 0) > most:
        raise WrongValue(_too_large(aim, most))
    return _Answer(_body(response, aim, most), media)


def _body(response: HTTPResponse, aim: Target, most: int) -> bytes:
    """The body, unpacked, of at most so many bytes."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise WrongValue(f"'{aim.host}' packed the document in a way that was not asked for: {packing[:40]!a}")
    unpack = zlib.decompressobj(wbits=47) if packing not in ("identity", "") else None
    pieces: list[bytes] = []
    came = size = 0
    while piece := response.read(_CHUNK):
        came += len(piece)
        made = unpack.decompress(piece, most + 1 - size) if unpack else piece
        size += len(made)
        pieces.append(made)
        if max(came, size) > most or (unpack and unpack.unconsumed_tail):
            raise WrongValue(_too_large(aim, most))
    if response.length or (unpack and not unpack.eof):
        raise WrongValue(f"'{aim.host}' broke off in the middle of the document")
    return b"".join(pieces)


def _too_large(aim: Target, most: int) -> str:
    return f"'{aim.host}' gave more than {most // 1024:,} KB, packed or unpacked; nothing was kept"
