"""What tests of charts share: a drawing read back, and statements that hold whatever a hostile record may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

from talleyrand.books.statement import Row, Statement, columns
from talleyrand.presentation.charts.drawing import TEXT, Chart, breadth
from talleyrand.record.dates import Moment

ON = Moment(date(2026, 6, 30))
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "\"><script>alert(1)</script>\x00\u202e ' & ]]> {{7*7}}"


def address(entry: str) -> str:
    """Where an entry's page is, in tests."""
    return f"/e/{entry}"


def statement(names: str, *rows: tuple[tuple[object, ...], str], title: str = "A statement") -> Statement:
    """A statement of these columns, each row with the ids of its entries as one text."""
    made = tuple([Row(cells, tuple(entries.split())) for cells, entries in rows])
    return Statement(title=title, on=ON, known=ON, columns=columns(*names.split()), rows=made)


def read(chart: Chart) -> ElementTree.Element:
    """The drawing, parsed; two drawings in one are put under one root."""
    return ElementTree.fromstring(f"<both>{chart.svg}</both>")


def texts(chart: Chart) -> list[str]:
    """Every line of text in the drawing."""
    return ["".join(each.itertext()) for each in read(chart).iter(f"{SVG}text")]


def links(chart: Chart) -> list[tuple[str, str]]:
    """Every link: where it leads and what it is called."""
    return [(each.get("href", ""), each.get("aria-label", "")) for each in read(chart).iter(f"{SVG}a")]


def of_class(chart: Chart, *kinds: str) -> list[ElementTree.Element]:
    """The elements that have all of these classes."""
    return [each for each in read(chart).iter() if {*kinds} <= {*each.get("class", "").split()}]


def overlapping(chart: Chart) -> list[tuple[str, str]]:
    """Pairs of texts that lie on one another, as far as their breadth can be told without a browser."""
    boxes = [_box(each) for each in read(chart).iter(f"{SVG}text")]
    return [(one[0], other[0]) for one, other in combinations(boxes, 2)
            if min(one[2], other[2]) - max(one[1], other[1]) > 1 and abs(one[3] - other[3]) < TEXT - 3]  # fmt: skip


def _box(text: ElementTree.Element) -> tuple[str, float, float, float]:
    words, x, y = "".join(text.itertext()), float(text.get("x", "0")), float(text.get("y", "0"))
    broad = breadth(words)
    left = x - {"middle": broad / 2, "end": broad}.get(text.get("text-anchor", ""), 0)
    return words, left, left + broad, y


def faults(chart: Chart) -> list[str]:
    """What a page under our content policy or a reader without eyes or colours would miss in a drawing."""
    found = [
        f"style or script: {each}" for each in re.findall(r"<style|<script|\sstyle=|\son\w+=|javascript:", chart.svg)
    ]
    for svg in read(chart).iter(f"{SVG}svg"):
        named = {each.get("id") for each in svg if each.tag in (f"{SVG}title", f"{SVG}desc")}
        if {svg.get("aria-labelledby"), svg.get("aria-describedby")} != named:
            found.append("the drawing has no name or description")
        if svg.get("role") != ("group" if svg.find(f".//{SVG}a") is not None else "img"):
            found.append(f"role {svg.get('role')}")
        if float(svg.get("viewBox", "0 0 0 0").split()[2]) != float(svg.get("width", "0")):
            found.append("text would be scaled")
        found += [f"a link without a name: {each.get('href')}" for each in svg.iter(f"{SVG}a")
                  if not each.get("aria-label") or each.find(f"{SVG}title") is None]  # fmt: skip
    ids = re.findall(r'\sid="([^"]*)"', chart.svg)
    return found + [f"id twice: {each}" for each in ids if ids.count(each) > 1] + list(_outside(chart))


def _outside(chart: Chart) -> Iterable[str]:
    """Texts that begin or end outside the drawing."""
    for svg in read(chart).iter(f"{SVG}svg"):
        wide, high = float(svg.get("width", "0")), float(svg.get("height", "0"))
        for text in svg.iter(f"{SVG}text"):
            words, left, right, y = _box(text)
            if left < -12 or right > wide + 12 or not 0 <= y <= high:
                yield f"outside the drawing: {words}"
