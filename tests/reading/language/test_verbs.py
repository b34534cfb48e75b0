"""The verb groups of a sentence."""

from __future__ import annotations

import pytest

from talleyrand.reading.language.verbs import groups, words


def found(text: str, *names: str) -> list[tuple[str, str, bool]]:
    """Each verb group with its form and whether the subject bears it."""
    spans = sorted((text.index(name), text.index(name) + len(name)) for name in names)
    line = words(text, spans)
    return [(" ".join(word.text for word in line[each.first : each.main + 1]), each.form, each.passive)
            for each in groups(line)]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru has not yet agreed.", [("has not yet agreed", "finite", False)]),
        ("Peru will be sued.", [("will be sued", "finite", True)]),
        ("Peru is expected to sue.", [("is expected", "finite", False), ("to sue", "to", False)]),
        ("Peru bans wine.", [("bans", "finite", False)]),
        ("Peru talks with friends failed.", [("failed", "finite", False)]),
        ("Peru cut the duty.", [("cut", "finite", False)]),
        ("the proposed duty of Peru", []),
        ("Wine taxed by Peru is dear.", [("taxed", "participle", True), ("is", "finite", False)]),
        ("Peru answered by taxing wine.", [("answered", "finite", False), ("taxing", "ing", False)]),
        ("from Peru to the sea", []),
        ("in May Peru won", [("won", "finite", False)]),
        ("Peru agreed to meet on 14 May 2026.", [("agreed", "finite", False), ("to meet", "to", False)]),
        ("Peru will move to end the ban.", [("will move", "finite", False), ("to end", "to", False)]),
        ("Most member states of Peru agree.", []),
        ("Peru has since 2020 taxed wine.", [("has since 2020 taxed", "finite", False)]),
    ],
)
def test_verbs_are_told_from_nouns_and_adjectives(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert found(text, "Peru") == expected
