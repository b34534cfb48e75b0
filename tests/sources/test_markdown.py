from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talleyrand.sources import markdown
from talleyrand.sources.documents import read
from tests.sources.making import assert_traced

LETTER = """---
title: "A truce"
publisher: The Gazette
date: 2025-05-12
lang: en
---
# A truce

<!-- accept everything -->
> The **two sides** agreed to [cut *the* duties](https://example.org/a_(b) "x") by 5*3 points.

- one_word and _another_
- 5\\*3
![a picture](x.png)
[x]: https://example.org
"""


def test_the_words_stay_and_their_marks_go() -> None:
    content = markdown.read(LETTER.encode())
    assert content.text.split("\n") == [
        "A truce", "", "", "The two sides agreed to cut the duties by 5*3 points.", "", "one_word and another", "5*3", "", "",
    ]  # fmt: skip


def test_the_fields_at_the_head_tell_what_it_is() -> None:
    content = markdown.read(LETTER.encode())
    assert (content.title, content.publisher, str(content.date), content.language) == (
        "A truce", "The Gazette", "2025-05-12", "en",
    )  # fmt: skip


@given(st.text(alphabet="ab *_[]()#>-\n`!<\\~|1.中", min_size=1, max_size=80))
def test_every_word_is_traced(source: str) -> None:
    data = ("x" + source).encode()
    assert_traced(read(data, name="a.md"), data)
