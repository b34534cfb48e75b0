from __future__ import annotations

import pytest

from talleyrand.sources.hiding import Look, blank, colour, declarations, hides, look, sheet

HIDDEN = [
    "display:none", "DISPLAY : NONE !important", "display/**/:none", r"d\69 splay:none", "visibility:hidden", "font-size:0",
    "font-size:0.01em", "font-size: 1px", "opacity:0", "position:absolute;left:-9999px", "position:fixed; top:-200em",
    "text-indent:-9999px", "height:0;overflow:hidden", "clip:rect(0 0 0 0)", "clip-path:inset(50%)", "transform:scale(0)",
]  # fmt: skip
SHOWN = [
    "display:block", "font-size:12px", "font-size:0.9em", "opacity:0.9", "position:absolute;left:20px", "text-indent:2em",
    "text-indent:-1em", "height:0", "overflow:hidden;height:200px", "color:red", "width:100%;overflow:hidden",
]  # fmt: skip


@pytest.mark.parametrize("style", HIDDEN)
def test_a_style_that_shows_nothing_hides(style: str) -> None:
    assert hides({}, declarations(style))


@pytest.mark.parametrize("style", SHOWN)
def test_a_style_that_shows_something_does_not(style: str) -> None:
    assert not hides({}, declarations(style))


@pytest.mark.parametrize("attributes", [{"hidden": ""}, {"aria-hidden": "true"}, {"class": "a sr-only"}])
def test_an_attribute_hides(attributes: dict[str, str]) -> None:
    assert hides(attributes, {})


@pytest.mark.parametrize(("style", "unseen"), [
    ("color:#fff", True), ("color:white;background:#FFFFFF", True), ("color:#fff;background:#000", False),
    ("color:rgb(250, 250, 250)", True), ("color:transparent", True), ("color:rgba(0,0,0,0)", True),
    ("background:#123456;color:#123457", True), ("color:#333", False), ("color:var(--ink)", False), ("color:rgba(0,0,0,.8)", False),
])  # fmt: skip
def test_letters_of_the_paper_s_colour_are_not_seen(style: str, unseen: bool) -> None:
    assert blank(look(declarations(style), Look())) is unseen


def test_colours_are_inherited() -> None:
    dark = look(declarations("background-color:black"), Look())
    assert not blank(look(declarations("color:white"), dark))
    assert blank(look(declarations("background:#fff"), look(declarations("color:white"), dark)))


def test_a_colour_is_read_in_each_of_its_forms() -> None:
    assert colour("#0f0") == colour("#00FF00".lower()) == colour("rgb(0,255,0)") == (0, 255, 0)
    assert colour("inherit") is None


def test_simple_rules_of_a_page_s_own_sheet_hide_but_not_those_for_print() -> None:
    rules = sheet(
        [
            ".a, p.b {display:none} #c{visibility:hidden} @media print {.d{display:none}} .e{color:red} body{display:none}"
        ]
    )
    assert rules.hides("p", {"class": "x a"})
    assert rules.hides("p", {"id": "c"})
    assert not any(rules.hides("body", {"class": each}) for each in ("b", "d", "e"))
