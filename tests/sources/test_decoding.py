from __future__ import annotations

import pytest

from talleyrand.errors import WrongValue
from talleyrand.sources.decoding import decoded

ENGLISH = "The two sides agreed on Monday to cut the duties by 115 points — “for now”, as a café owner put it."
SIMPLIFIED = "中国和美国的代表在日内瓦举行会谈，双方同意在九十天内降低关税，并继续就经贸问题进行对话。"
TRADITIONAL = "中國和美國的代表在日內瓦舉行會談，雙方同意在九十天內降低關稅，並繼續就經貿問題進行對話。"


WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("text", [ENGLISH, SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize("codec", WIDE)
def test_the_short_list_of_encodings_is_recognised_unasked(text: str, codec: str) -> None:
    data = text.encode(codec)
    found = decoded(data)
    assert found.text == text
    assert data.decode(found.encoding, "replace") == text
    assert found.doubts == ()


@pytest.mark.parametrize(("text", "codec"), [(TRADITIONAL, "big5"), (TRADITIONAL * 50, "big5hkscs"), (SIMPLIFIED, "gbk"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "gb18030"),
                                             (ENGLISH, "cp1252"), (SIMPLIFIED[:12], "gb2312")])  # fmt: skip
def test_older_encodings_are_recognised_too(text: str, codec: str) -> None:
    assert decoded(text.encode(codec)).text == text


@pytest.mark.parametrize("label", ["GBK", "gb2312", "GB18030"])
def test_what_is_declared_is_believed_if_it_fits(label: str) -> None:
    assert decoded("短".encode("gbk"), declared=label).text == "短"


def test_what_is_declared_falsely_is_doubted() -> None:
    found = decoded(SIMPLIFIED.encode("gb18030"), declared="utf-8")
    assert found.text == SIMPLIFIED
    assert found.doubts == ("it says that it is in 'utf-8' and is not",)


@pytest.mark.parametrize("label", ["zlib", "unicode_escape", "utf-7", "rot13", "punycode", "nonsense"])
def test_no_other_codec_is_called_by_name(label: str) -> None:
    assert decoded(b"plain words+AGE-", declared=label).text == "plain words+AGE-"


def test_a_few_broken_characters_are_marked_and_told() -> None:
    found = decoded(ENGLISH.encode() * 3 + b"\xff\x81\x8d" + ENGLISH.encode())
    assert "\ufffd" in found.text
    assert "could not be read" in found.doubts[0]


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, "Совет принял решение".encode("koi8_r") * 4, b"\x01\x02" * 50,
                                  "협상은 월요일에 끝났다".encode("cp949") * 5])  # fmt: skip
def test_what_fits_none_of_them_is_refused_and_not_guessed_at(data: bytes) -> None:
    with pytest.raises(WrongValue, match=r"'a\.txt' is no text"):
        decoded(data, name="a.txt")
