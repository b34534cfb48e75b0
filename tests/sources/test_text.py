from __future__ import annotations

from talleyrand.sources import text


def test_a_plain_text_is_its_own_original() -> None:
    content = text.read("\ufeffA truce\r\n\r\nMay 12, 2025\r\n\r\nThe two sides agreed.".encode())
    assert content.text == "A truce\r\n\r\nMay 12, 2025\r\n\r\nThe two sides agreed."
    assert content.runs == ()
    assert (content.title, str(content.date), content.encoding) == ("A truce", "2025-05-12", "utf-8-sig")
