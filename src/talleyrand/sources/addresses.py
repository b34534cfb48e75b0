"""Which addresses a document may be fetched from: those of the open internet, and no other.

Target  an address taken apart: scheme, host, port, and what is asked of it
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

from talleyrand.errors import WrongValue

LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}
# Every block that is not handed out for machines of the open internet (IANA's special-purpose registries).
_CLOSED_4 = tuple(map(ip_network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
)))  # fmt: skip
_OPEN_6 = ip_network("2000::/3")  # whatever else there is carries an old address inside, or leads nowhere
_CLOSED_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")))
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*", re.ASCII)
_SAFE = "/:?#[]@!$&'()*+,;=%-._~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address taken apart.

    Attributes:
        scheme: `http` or `https`.
        host: in ASCII, small letters; of an address in numbers, the address.
        port: where to knock.
        asked: path and query, as they are sent.
    """

    scheme: str
    host: str
    port: int
    asked: str

    @property
    def address(self) -> str:
        """The whole address in its plain form."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.asked}"


def is_open(address: str) -> bool:
    """True if a machine of the open internet may have that number; false of anything that is no number.

    >>> is_open("8.8.8.8"), is_open("127.0.0.1"), is_open("100.64.0.1"), is_open("::ffff:8.8.8.8")
    (True, False, False, False)
    """
    try:
        number = ip_address(address)
    except ValueError:
        return False
    if "%" in address:
        return False
    if isinstance(number, IPv4Address):
        return not any(number in block for block in _CLOSED_4)
    return number in _OPEN_6 and not any(number in block for block in _CLOSED_6)


def target(address: str) -> Target:
    """An address taken apart, if a document may be asked for there.

    Raises:
        WrongValue: if it is not http or https, carries a name or password, or writes its host in a way that hides it.

    >>> target("HTTPS://Example.org/a b?q=ü").address
    'https://example.org/a%20b?q=%C3%BC'
    """
    shown = ascii(address[:100])
    if len(address) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", address.replace(" ", "")):
        raise WrongValue(f"{shown} is no address: it is too long or holds characters that none has")
    try:
        parts = urlsplit(address.strip())
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise WrongValue(f"{shown} is no address: write it as https://example.org/page") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise WrongValue(f"{shown} is fetched over neither http nor https, as a document must be")
    if "@" in parts.netloc:
        raise WrongValue(f"{shown} carries a name or password; write it without")
    port = _PORTS[scheme] if port is None else port
    if port < 1024 and port not in _PORTS.values():
        raise WrongValue(f"{shown} leads to port {port}, where no documents are")
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return Target(scheme=scheme, host=_host(host, shown), port=port, asked=path + query)


def _host(host: str, shown: str) -> str:
    """A host in the one form that it has, so that what is checked is what is asked."""
    if "%" in host:  # a zone of this machine's network, or an address within the address
        raise WrongValue(f"{shown} names no host")
    if ":" in host:
        try:
            return str(IPv6Address(host))
        except ValueError as error:
            raise WrongValue(f"{shown} names no host") from error
    try:
        plain = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise WrongValue(f"{shown} names no host") from error
    if len(plain) > 253 or not _HOST.fullmatch(plain):
        raise WrongValue(f"{shown} names no host")
    if _NUMBER.fullmatch(plain.rpartition(".")[2]):  # resolvers take 2130706433, 0x7f.1 and 0177.0.0.1 for 127.0.0.1
        try:
            return str(IPv4Address(plain))
        except ValueError as error:
            raise WrongValue(f"{shown} writes its host as a number in a form that hides it") from error
    return plain
