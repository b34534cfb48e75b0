from __future__ import annotations

import pytest

from talleyrand.sources import clues


@pytest.mark.parametrize(("text", "day"), [
    ("A truce in Geneva\nBy A. Writer\nMay 12, 2025\n\nThe two sides agreed.", "2025-05-12"),
    ("GENEVA, 12 May 2025 — The two sides agreed on Monday " + "and so on " * 40, "2025-05-12"),
    ("新华社日内瓦2025年5月12日电 " + "中美双方同意降低关税。" * 20, "2025-05-12"),
    ("2025-05-12\n\nText", "2025-05-12"),
    ("Published: Sept. 3rd, 2024", "2024-09-03"),
    ("February 30, 2025\nMarch 1, 2025", "2025-03-01"),
])  # fmt: skip
def test_the_day_at_the_head_of_a_text_is_its_day(text: str, day: str) -> None:
    assert str(clues.dateline(text)) == day


@pytest.mark.parametrize("text", [
    "The agreement, which both leaders had praised when it was signed on January 15, 2020, has failed: " + "so it is. " * 20,
    "A title\n\n" + "\n".join(["a line"] * 10) + "\nMay 12, 2025",
    "May 12 was a Monday", "", "\n\n",
])  # fmt: skip
def test_a_day_that_the_text_speaks_of_is_not_its_day(text: str) -> None:
    assert clues.dateline(text) is None


def test_the_script_of_a_text_outweighs_what_is_declared() -> None:
    assert clues.language("中美双方同意降低关税", declared="en-US") == "zh"
    assert clues.language("Les deux parties ont convenu", declared="fr-FR") == "fr"
    assert clues.language("The end of the talks is in sight", declared="zh") == "en"
    assert clues.language("Die beiden Seiten einigten sich") == ""


def test_what_nobody_sees_is_told() -> None:
    assert clues.doubts("a\u202eb\u2066c\x00d\u200be\U000e0041f") == (
        "it holds 2 marks that turn the direction of writing",
        "it holds 1 NUL characters",
        "it holds 2 characters that nobody sees",
    )
    assert clues.doubts("plain — “words” 中文\t\r\n") == ()
