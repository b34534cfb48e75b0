"""Every page is judged by axe, in both colour schemes and at two widths.

axe is slow where there is much to judge. So the whole of a page, with what it folds away, is judged by all rules but
those of colour; then all rows are taken away that are made like one before them, and the rest is judged in each scheme
and at each width.
"""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright import sync_api

from tests.web.visiting import PAGES, Page, Visitor

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
JUDGE = """([levels, colours]) => axe.run({runOnly: levels, rules: {"color-contrast": {enabled: colours}},
  resultTypes: ["violations"]}).then(found => ({violations: found.violations}))"""
THIN_OUT = """() => {
  const seen = new Set();
  for (const row of document.querySelectorAll("tbody tr, main li, dl > div, article, svg a")) {
    const parts = [row, ...row.querySelectorAll("*")].map(each => each.tagName + each.getAttribute("class"));
    const make = [...new Set(parts)].sort().join();
    if (seen.has(make)) row.remove();
    seen.add(make);
  }
}"""
UNFOLD = "document.querySelectorAll('main details').forEach(each => { each.open = true; })"
FOLD = """document.querySelectorAll("main details:not(.desk details, .problems details, :has(form))")
  .forEach(each => { each.open = false; })"""
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (
    ("light", 1280),
    ("dark", 1280),
    ("dark", 360),
    ("light", 360),
)


def judged(shown: sync_api.Page, *, colours: bool = True) -> str:
    """What axe has against a page as it is shown, in its own words."""
    found = AxeResults(shown.evaluate(JUDGE, [LEVELS, colours]))
    return str(found.generate_report()) if found.violations_count else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_axe_finds_nothing_against_wcag_2_2_aa_in_either_scheme_at_either_width(visitor: Visitor, page: Page) -> None:
    with visitor.page(page.path) as shown:
        shown.evaluate(UNFOLD)
        shown.evaluate(Axe().axe_script)
        assert judged(shown, colours=False) == ""
        shown.evaluate(FOLD)
        shown.evaluate(THIN_OUT)
        for scheme, width in LOOKS:
            shown.emulate_media(color_scheme=scheme)
            shown.set_viewport_size({"width": width, "height": 900})
            assert judged(shown) == "", f"{scheme}, {width} px"


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [("document.querySelector('label[for=search]').remove()", "label"),
     ("document.querySelector('.ways a').style.color = 'rgb(240, 238, 230)'", "color-contrast"),
     ("document.querySelectorAll('.ways a').forEach(each => { each.style.font = '5px serif'; each.style.padding = 0; })",
      "target-size"),
     ("document.querySelector('#table td a').textContent = ''", "link-name"),
     ("document.documentElement.removeAttribute('lang')", "html-has-lang")],
)  # fmt: skip
def test_axe_as_it_is_run_here_sees_a_page_that_was_spoiled(visitor: Visitor, spoil: str, rule: str) -> None:
    with visitor.page("/search?q=busan") as shown:
        shown.evaluate("document.querySelector('#search').removeAttribute('placeholder')")
        shown.evaluate(spoil)
        shown.evaluate(Axe().axe_script)
        assert rule in judged(shown)
