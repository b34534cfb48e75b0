from __future__ import annotations

import pytest

from talleyrand.errors import WrongValue
from talleyrand.sources.addresses import is_open, target

_CLOSED = """0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.9.9
192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
2001:db8::1 2002:7f00:1:: 2002:808:808::1 3fff::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 localhost 0x7f.1 2130706433 2606:4700::1%eth0"""
_OPEN = "8.8.8.8 1.1.1.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 223.255.255.254 2606:4700::1111 2a00:1450::1"


@pytest.mark.parametrize("number", _CLOSED.split())
def test_a_number_that_no_machine_of_the_open_internet_has_is_closed(number: str) -> None:
    assert not is_open(number)


@pytest.mark.parametrize("number", _OPEN.split())
def test_a_number_of_the_open_internet_is_open(number: str) -> None:
    assert is_open(number)


@pytest.mark.parametrize("address", [
    "ftp://example.org/a", "file:///etc/passwd", "gopher://example.org", "javascript:alert(1)", "data:text/html,x", "example.org/a",
    "//example.org/a", "https://", "https:///a", "http://user:pass@example.org/", "http://example.org@127.0.0.1/", "http://exa mple.org/",
    "http://example.org\\@127.0.0.1/", "http://example.org/\r\nHost: x", "http://example.org:22/", "http://example.org:0/",
    "http://example.org:99999/", "http://example.org:x/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/",
    "http://0177.0.0.1/", "http://127.1/", "http://017700000001/", "http://1.2.3.4.5/", "http://[::1%25eth0]/", "http://[fe80::1/",
    "http://%31%32%37.0.0.1/", "http://a..b/", "http://-a.org/", "http://" + "a" * 64 + ".org/", "http://" + "a." * 200 + "org/",
    "http://example.org/" + "a" * 2000, "http://ex\x00ample.org/",
])  # fmt: skip
def test_an_address_that_hides_where_it_leads_is_refused(address: str) -> None:
    with pytest.raises(WrongValue):
        target(address)


@pytest.mark.parametrize(("address", "plain"), [
    ("HTTPS://Example.ORG", "https://example.org/"),
    ("http://example.org:80/a?b=c#d", "http://example.org/a?b=c"),
    ("https://example.org:8443/中", "https://example.org:8443/%E4%B8%AD"),
    ("https://example.org./a%20b", "https://example.org/a%20b"),
    ("https://商务部.cn/", "https://xn--9krq9gj63e.cn/"),
    ("http://\uff11\uff12\uff17.0.0.1/", "http://127.0.0.1/"),
    ("http://[2606:4700:0::1111]/", "http://[2606:4700::1111]/"),
])  # fmt: skip
def test_an_address_has_one_plain_form(address: str, plain: str) -> None:
    assert target(address).address == plain.replace("xn--9krq9gj63e", "商务部".encode("idna").decode())
