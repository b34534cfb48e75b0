from __future__ import annotations

from talleyrand.sources.documents import read
from tests.sources.making import assert_traced, letter

MIXED = b"""--B\r\nContent-Type: text/plain\r\n\r\nSee the page.\r\n--B\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--B\r
Content-Type: application/pdf; name="deal.pdf"\r\nContent-Disposition: attachment; filename="deal.pdf"\r\n\r\nx\r\n--B--\r\n"""


def test_a_plain_letter_tells_who_what_and_when() -> None:
    data = letter("The duties fall. 关税降低。".encode(), "X: =?utf-8?q?x?=\r\n")
    document = read(data, name="a.eml")
    assert document.text == "The duties fall. 关税降低。"
    assert (document.title, document.publisher, str(document.date)) == ("A truce", "Envoy", "2025-05-12")
    assert_traced(document, data)


def test_a_letter_is_known_without_its_name() -> None:
    assert read(letter(b"The duties fall.")).media == "message/rfc822"
    assert read(b"Dear Sir: this is no letter\n\nThe duties fall.").media == "text/plain"


def test_the_page_in_a_letter_is_read_and_what_is_attached_is_named() -> None:
    from base64 import b64encode

    body = b64encode("<p>中国和美国的代表在日内瓦举行会谈&amp;双方同意</p>".encode("gbk"))
    data = letter(MIXED.replace(b"%s", body), kind="multipart/mixed; boundary=B")
    document = read(data)
    assert document.text == "中国和美国的代表在日内瓦举行会谈&双方同意"
    assert document.attachments == ("text/plain", "deal.pdf (application/pdf)")
    assert document.place(3) == "part 2, text/html"
    assert_traced(document, data)


def test_a_subject_in_another_script_is_read() -> None:
    assert read(letter(b"Words.").replace(b"A truce", b"=?utf-8?b?5YGc5oiY?=")).title == "停战"
