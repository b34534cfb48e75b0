"""Every page is judged by axe, in both colour schemes and at two widths.

axe is slow where there is much to judge. So of the rows, parts of a form and choices that are made alike, only the
first are left in a page. Then a page is judged once with what it folds away, by all rules but those of colour; then,
with one of each make, by the rules of colour in each scheme at each width, and once by all rules on a narrow screen.
"""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright import sync_api

from tests.web.visiting import MAKES, PAGES, Page, Visitor

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # no other rule asks of what colour anything is
EVERYTHING: dict[str, Any] = {"runOnly": LEVELS}
COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": OF_COLOUR}}
ALL_BUT_COLOURS: dict[str, Any] = {**EVERYTHING, "rules": {rule: {"enabled": False} for rule in OF_COLOUR}}
JUDGE = """rules => axe.run({...rules, resultTypes: ["violations"]}).then(found => ({violations: found.violations}))"""
THIN_OUT = """most => {
  const seen = new Map();
  for (const row of document.querySelectorAll(
      "tbody tr, main li, dl > div, article, svg a, fieldset.part, datalist option, select option")) {
    const parts = [row, ...row.querySelectorAll("*")].map(each => each.tagName + each.getAttribute("class"));
    const make = [...new Set(parts)].sort().join();
    seen.set(make, (seen.get(make) ?? 0) + 1);
    if (seen.get(make) > most) row.remove();
  }
}"""
UNFOLD = "document.querySelectorAll('main details').forEach(each => { each.open = true; })"
FOLD = """document.querySelectorAll("main details:not(.desk details, .problems details, :has(form))")
  .forEach(each => { each.open = false; })"""
WHOLE = "the whole page"
Look = tuple[Literal["light", "dark"], int]
LOOKS: tuple[Look, ...] = (
    ("light", 1280),
    ("dark", 1280),
    ("dark", 360),
    ("light", 360),
)
TWO_LOOKS = LOOKS[::2]  # each scheme once, each width once: for pages of a make that is looked at in all


def judged(shown: sync_api.Page, rules: dict[str, Any] = EVERYTHING) -> dict[str, str]:
    """What axe has against a page as it is shown, in its own words, by rule."""
    found = shown.evaluate(JUDGE, rules)["violations"]
    return {each["id"]: AxeResults({"violations": [each]}).generate_report() for each in found}


def judged_in_every_look(shown: sync_api.Page, looks: tuple[Look, ...] = LOOKS) -> dict[tuple[str, str], str]:
    """What axe has against a page in any look, by look and rule: all rules on a narrow screen, else those of colour."""
    found = {}
    for scheme, width in looks:
        shown.emulate_media(color_scheme=scheme)
        shown.set_viewport_size({"width": width, "height": 900})
        rules = EVERYTHING if (scheme, width) == ("dark", 360) else COLOURS
        found |= {(f"{scheme}, {width} px", rule): told for rule, told in judged(shown, rules).items()}
    return found


def barriers(shown: sync_api.Page, looks: tuple[Look, ...] = LOOKS) -> dict[tuple[str, str], str]:
    """What axe has against the whole of a page and its looks, by look and rule."""
    shown.evaluate(Axe().axe_script)
    shown.evaluate(UNFOLD)
    shown.evaluate(THIN_OUT, 4)
    found = {(WHOLE, rule): told for rule, told in judged(shown, ALL_BUT_COLOURS).items()}
    shown.evaluate(FOLD)
    shown.evaluate(THIN_OUT, 1)
    return found | judged_in_every_look(shown, looks)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_axe_finds_nothing_against_wcag_2_2_aa_in_either_scheme_at_either_width(visitor: Visitor, page: Page) -> None:
    with visitor.page(page.path) as shown:
        assert barriers(shown, LOOKS if page in MAKES else TWO_LOOKS) == {}


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [("document.querySelector('label[for=search]').remove()", "label"),
     ("document.querySelectorAll('.ways a').forEach(each => { each.style.font = '5px serif'; each.style.padding = 0; })",
      "target-size"),
     ("document.querySelector('#table td a').textContent = ''", "link-name"),
     ("document.documentElement.removeAttribute('lang')", "html-has-lang")],
)  # fmt: skip
def test_axe_as_it_is_run_here_sees_a_page_that_was_spoiled(visitor: Visitor, spoil: str, rule: str) -> None:
    with visitor.page("/search?q=busan") as shown:
        shown.evaluate("document.querySelector('#search').removeAttribute('placeholder')")
        shown.evaluate(spoil)
        assert (WHOLE, rule) in barriers(shown)


DARK, NARROW = "(prefers-color-scheme: dark)", "(max-width: 600px)"
PALE = "{ color: #999 !important; background: #aaa !important; }"
SMALL = "{ font: 5px serif !important; padding: 0 !important; min-height: 0 !important; min-width: 0 !important; }"
SPOILED = [
    (
        "not all and (prefers-color-scheme: dark)",
        f".ways a {PALE}",
        "color-contrast",
        {"light, 1280 px", "light, 360 px"},
    ),
    (DARK, f".ways a {PALE}", "color-contrast", {"dark, 1280 px", "dark, 360 px"}),
    (NARROW, f".ways a {PALE}", "color-contrast", {"dark, 360 px", "light, 360 px"}),
    (f"{DARK} and {NARROW}", f".ways a {PALE}", "color-contrast", {"dark, 360 px"}),
    (NARROW, f".ways a {SMALL}", "target-size", {"dark, 360 px"}),
    (NARROW, "label[for=search] { display: none; }", "label", {"dark, 360 px"}),
]


@pytest.mark.parametrize(("media", "style", "rule", "looks"), SPOILED)
def test_a_fault_of_one_look_is_found_in_that_look(
    visitor: Visitor, media: str, style: str, rule: str, looks: set[str]
) -> None:
    with visitor.page("/search?q=busan") as shown:
        shown.evaluate("document.querySelector('#search').removeAttribute('placeholder')")
        shown.evaluate(
            """rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);
            document.adoptedStyleSheets = [sheet]; }""",
            f"@media {media} {{ {style} }}",
        )
        assert barriers(shown).keys() == {(look, rule) for look in looks}
