"""Scenarios of other programs come out as sound negotiation files in which every package has its worth, on our scale."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.bargaining.importing import imported
from talleyrand.bargaining.loading import check
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.packages import worth
from talleyrand.bargaining.sheets import sheet
from talleyrand.errors import WrongValue
from talleyrand.record.dates import when

DAY = when("2026-06-01")
OPTIONS = {"Fee": ("1 %", "2 %", "5 %"), "Seat": ("Riga", "Oslo"), "Years": ("1", "2", "3", "4")}
Table = dict[str, tuple[float, ...]]


def domain() -> str:
    issues = "".join(
        f'<issue index="{n}" name="{name}" type="discrete" vtype="discrete">'
        + "".join(f'<item index="{k}" value="{each}"/>' for k, each in enumerate(options, 1))
        + "</issue>"
        for n, (name, options) in enumerate(OPTIONS.items(), 1)
    )
    return f'<negotiation_template><utility_space><objective name="any">{issues}</objective></utility_space></negotiation_template>'


def profile(weights: tuple[float, ...], table: Table, more: str = "") -> str:
    issues = "".join(
        f'<issue index="{n}" name="{name}" type="discrete">'
        + "".join(
            f'<item value="{each}" evaluation="{value!r}"/>' for each, value in zip(OPTIONS[name], values, strict=True)
        )
        + "</issue>"
        for n, (name, values) in enumerate(table.items(), 1)
    )
    listed = "".join(f'<weight index="{n}" value="{each!r}"></weight>' for n, each in enumerate(weights, 1))
    return f"<utility_space><objective>{issues}{listed}</objective>{more}</utility_space>"


def folder(at: Path, **texts: str) -> Path:
    at.mkdir(exist_ok=True)
    for name, text in texts.items():
        at.joinpath(name.replace("_", ".")).write_text(text, encoding="utf-8")
    return at


def sound(text: str) -> Negotiation:
    read = sheet(text.encode(), "imported.yaml")
    assert [str(each) for each in check(read, None)] == []
    return read.negotiation


BUYER: Table = {"Fee": (30, 20, 5), "Seat": (1, 4), "Years": (2, 4, 6, 8)}
SELLER: Table = {"Fee": (0, 1, 10), "Seat": (7, 7), "Years": (3, 1, 0, 2)}
WEIGHTS = ((0.5, 0.3, 0.2), (0.2, 0.5, 0.3))


def scenario(at: Path, **more: str) -> Path:
    return folder(at, domain_xml=domain(), a_xml=profile(WEIGHTS[0], BUYER, more.get("a", "")),
                  b_xml=profile(WEIGHTS[1], SELLER, more.get("b", "")))  # fmt: skip


@pytest.mark.parametrize("reading", ["genius", "written"])
def test_every_package_is_worth_what_the_source_says_between_its_worst_and_its_best(
    tmp_path: Path, reading: str
) -> None:
    found = sound(imported([scenario(tmp_path)], on=DAY, reading=reading))  # type: ignore[arg-type]
    packages = list(product(range(3), range(2), range(4)))
    for side, (weights, table) in enumerate(zip(WEIGHTS, (BUYER, SELLER), strict=True)):
        over = [max(each) if reading == "genius" else 1 for each in table.values()]
        parts = [[w * e / o for e in each] for w, each, o in zip(weights, table.values(), over, strict=True)]
        source = [sum(part[n] for part, n in zip(parts, package, strict=True)) for package in packages]
        low, high = min(source), max(source)
        for package, there in zip(packages, source, strict=True):
            assert float(worth(found, package)[side]) == pytest.approx(100 * (there - low) / (high - low), abs=1e-3)


def test_packages_that_the_source_prizes_alike_are_alike(tmp_path: Path) -> None:
    """A third of three tenths is a tenth, though neither it nor the shares of the weights end as decimals."""
    told = profile((0.3, 0.1, 0.2), {"Fee": (0, 1, 3), "Seat": (0, 1), "Years": (0, 1, 1, 1)})
    found = sound(imported([folder(tmp_path, domain_xml=domain(), a_xml=told, b_xml=told)], on=DAY))
    assert worth(found, (1, 0, 0)) == worth(found, (0, 1, 0))
    assert worth(found, (2, 1, 1)) == (100, 100)


def test_items_of_a_measure_of_likeness_are_no_options(tmp_path: Path) -> None:
    inner = '<similarity_function><item value="1 %" evaluation="0.9"/><item value="9 %" evaluation="1"/></similarity_function>'
    more = {"a_xml": profile(WEIGHTS[0], BUYER).replace("</issue>", f"{inner}</issue>", 1), "domain_xml": domain()}
    plain = imported([scenario(tmp_path / "plain")], on=DAY)
    nested = imported([folder(tmp_path / "nested", b_xml=profile(WEIGHTS[1], SELLER), **more)], on=DAY)
    assert nested == plain


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "utf-8"])
def test_xml_is_read_in_the_encoding_that_it_declares(tmp_path: Path, encoding: str) -> None:
    at = scenario(tmp_path)
    for path in at.iterdir():
        text = f'<?xml version="1.0" encoding="{encoding}"?>\n' + path.read_text().replace("Oslo", "Malmö")
        path.write_bytes(text.encode(encoding))
    assert "text: Malmö" in imported([at], on=DAY)


def test_xml_in_no_encoding_that_is_known_is_refused_with_its_line(tmp_path: Path) -> None:
    at = scenario(tmp_path)
    text = "\n\n" + (at / "domain.xml").read_text().replace("Oslo", "Malmö")
    (at / "domain.xml").write_bytes(text.encode("cp1252"))
    with pytest.raises(WrongValue, match=r"'domain\.xml', line 3: this is not in UTF-8"):
        imported([at], on=DAY)


def test_an_issue_that_makes_no_difference_to_a_side_has_no_weight_for_it(tmp_path: Path) -> None:
    found = sound(imported([scenario(tmp_path)], on=DAY))
    assert [each.issue for each in found.side("b").weights] == ["fee", "years"]


def test_no_deal_is_brought_to_the_same_scale(tmp_path: Path) -> None:
    """The buyer's packages run from .5·5/30 + .3·1/4 + .2·2/8 = 5/24 to 1, so that 0.6 is 9.4/19 of the way."""
    found = sound(imported([scenario(tmp_path, a='<reservation value="0.6"/>')], on=DAY))
    assert float(found.side("a").no_deal.best) == pytest.approx(100 * 9.4 / 19, abs=1e-5)
    assert "No deal is worth 0.6 there." in str(found.side("a").note)


@pytest.mark.parametrize(("told", "kept"), [("-3", 0), ("7", 100)])
def test_a_no_deal_beyond_all_packages_is_set_to_the_nearest_and_that_is_told(
    tmp_path: Path, told: str, kept: int
) -> None:
    side = sound(imported([scenario(tmp_path, b=f'<reservation value="{told}"/>')], on=DAY)).side("b")
    assert side.no_deal.best == kept
    assert "it was set to that one" in str(side.note)


def test_it_says_how_scores_were_read_and_what_the_other_way_would_change(tmp_path: Path) -> None:
    """Read as written the buyer's swings are 12.5, 0.9 and 1.2: 86, 6 and 8 in a hundred."""
    found = sound(imported([scenario(tmp_path)], on=DAY))
    assert "divided by their greatest" in str(found.heading.note)
    assert "Fee 86, Seat 6, Years 8" in str(found.side("a").note)


def test_a_discount_over_a_session_is_told_and_not_taken_for_patience(tmp_path: Path) -> None:
    side = sound(imported([scenario(tmp_path, a='<discount_factor value="0.8"/>')], on=DAY)).side("a")
    assert side.patience is None
    assert "discounts by 0.8" in str(side.note)


YAML = """\
name: Port
type: DiscreteCartesianOutcomeSpace
path: null
issues:
- {name: Fee, type: CategoricalIssue, values: ["no", "yes"]}
- {name: Years, type: ContiguousIssue, values: [2, 4]}
- {name: Ships, values: 3}
"""
NORTH = """\
name: North
type: negmas.preferences.LinearAdditiveUtilityFunction
reserved_value: 1.0
values:
- {type: TableFun, mapping: {"no": 3, "yes": 1}}
- {type: AffineFun, slope: -1, bias: 4}
- {slope: 0.5, type: LinearFun}
weights: [1, 1, 2]
"""
SOUTH = """\
name: South
type: LinearAdditiveUtilityFunction
reserved_value: -.inf
values: {Fee: {"no": 0, "yes": 1}, Years: {type: IdentityFun}, Ships: {type: ConstFun, bias: 2}}
weights: {Fee: 4, Years: 2, Ships: 1}
"""


def test_a_scenario_folder_is_read(tmp_path: Path) -> None:
    """North: 3 or 1, then 4 less the years, then the ships: 1 to 7. South: 0 or 4, then twice the years, then 2."""
    found = sound(
        imported([folder(tmp_path, Port_yml=YAML, n_yml=NORTH, s_yml=SOUTH, info_yml="made: by hand")], on=DAY)
    )
    assert found.heading.between == ("north", "south")
    assert [[each.text for each in issue.options] for issue in found.issues] == [
        ["no", "yes"],
        ["2", "3", "4"],
        ["0", "1", "2"],
    ]
    for package in product(range(2), range(3), range(3)):
        fee, years, ships = package
        north, south = worth(found, package)
        assert float(north) == pytest.approx(100 * ((3 - 2 * fee) + (2 - years) + ships - 1) / 6, abs=1e-3)
        assert float(south) == pytest.approx(100 * (4 * fee + 2 * years) / 8, abs=1e-3)
    assert found.side("south").no_deal.best == 0


def test_json_is_read_as_yaml_is(tmp_path: Path) -> None:
    texts = {
        "Port_json": '{"name": "Port", "issues": [{"name": "Fee", "values": ["no", "yes"]}]}',
        "n_json": '{"name": "North", "values": [{"mapping": {"no": 1, "yes": 0}, "type": "TableFun"}], "weights": [1.0]}',
        "s_json": '{"name": "South", "values": [{"mapping": {"no": 0, "yes": 5e-1}, "type": "TableFun"}], "weights": [1]}',
    }
    found = sound(imported([folder(tmp_path, **texts)], on=DAY))
    assert worth(found, (0,)) == (100, 0)
    assert worth(found, (1,)) == (0, 100)


names = st.text(min_size=1, max_size=8).filter(lambda each: each.strip() == each and each.isprintable())


@settings(max_examples=60)
@given(st.lists(names, min_size=2, max_size=5, unique=True), names, names)
def test_whatever_names_stand_there_the_file_is_sound(
    tmp_path_factory: pytest.TempPathFactory, options: list[str], issue: str, side: str
) -> None:
    at = tmp_path_factory.mktemp("scenario")
    told = {"mapping": {each: n for n, each in enumerate(options)}, "type": "TableFun"}
    said = json.dumps({"name": side, "values": [told], "weights": [1]})
    listed = json.dumps({"name": issue, "issues": [{"name": issue, "values": options}]})
    found = sound(imported([folder(at, d_json=listed, x_json=said, y_json=said)], on=DAY))
    assert len({each.option for each in found.issues[0].options}) == len(options)
    assert len(set(found.heading.between)) == 2


BOMB = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><negotiation_template>&d;</negotiation_template>'
BROKEN = [
    ({"d_xml": BOMB}, "'d.xml' declares a document type"),
    ({"d_xml": "<a><b></a>"}, "'d.xml', line 1: mismatched tag"),
    ({"d_xml": domain(), "a_xml": profile(WEIGHTS[0], BUYER)}, "two sides or more; there are 1"),
    ({"a_xml": profile(WEIGHTS[0], BUYER), "b_xml": profile(WEIGHTS[1], SELLER)}, "one domain.* there is none"),
    ({"d_xml": domain().replace('"Fee"', '"Seat"'), "a_xml": "", "b_xml": ""}, "line 1: no element found"),
    ({"d_xml": domain().replace('"discrete" vtype="discrete"', '"real" vtype="real"'), "a_xml": profile(WEIGHTS[0], BUYER),
      "b_xml": profile(WEIGHTS[1], SELLER)}, "issue 'Fee' is of kind 'real'"),
    ({"d_xml": domain(), "a_xml": profile(WEIGHTS[0], BUYER).replace("30", "much"), "b_xml": profile(WEIGHTS[1], SELLER)},
     "'a.xml', issue 'Fee', '1 %': 'much' is no number"),
    ({"d_xml": domain(), "a_xml": profile(WEIGHTS[0], BUYER).replace("30", "1e99999999"), "b_xml": profile(WEIGHTS[1], SELLER)},
     "is no number that a score can be"),
    ({"d_xml": domain(), "a_xml": profile(WEIGHTS[0][:2], BUYER), "b_xml": profile(WEIGHTS[1], SELLER)}, "'Years' no weight"),
    ({"d_xml": domain(), "a_xml": profile((0, 0, 0), BUYER),
      "b_xml": profile(WEIGHTS[1], SELLER)}, "all packages are worth the same to 'a'"),
    ({"d_yml": "a: &x [1]\nb: *x"}, r"refers to a part of itself \(\*x\)"),
    ({"d_yml": "[" * 50 + "]" * 50}, "holds more than a scenario does"),
    ({"d_yml": "- 1"}, "holds no 'name: value' at its outermost level"),
    ({"d_yml": "a: [1"}, "'d.yml', line 1"),
    ({"d_json": "[" * 100_000}, "goes deeper|'d.json'"),
    ({"d_yml": YAML, "a_yml": NORTH, "b_yml": "type: HyperRectangleUtilityFunction"}, "only sums over issues"),
    ({"d_yml": YAML, "a_yml": NORTH, "b_yml": SOUTH.replace("yes", "maybe")}, "'yes' has none"),
    ({"d_yml": YAML, "a_yml": NORTH, "b_yml": SOUTH.replace("Ships", "Boats")}, "each of the 3 issues, and no other"),
    ({"d_yml": YAML.replace("values: 3", "values: 3000"), "a_yml": NORTH, "b_yml": SOUTH}, "1 to 1,000 options"),
    ({"d_yml": YAML.replace("ContiguousIssue, values: [2, 4]", "ContinuousIssue, values: [2, 4]"), "a_yml": NORTH,
      "b_yml": SOUTH}, "takes any number"),
    ({"d_yml": YAML.replace('["no", "yes"]', '["no", "no"]'), "a_yml": NORTH, "b_yml": SOUTH}, "'no' that is empty or stands twice"),
    ({"d_yml": YAML.replace('"yes"]', '"yes"]\n  odd'), "a_yml": NORTH, "b_yml": SOUTH}, "'d.yml', line"),
    ({"note_txt": "nothing"}, "holds 0 files of .xml"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "said"), BROKEN)
def test_what_cannot_be_read_is_refused_with_its_file_and_cause(
    tmp_path: Path, texts: dict[str, str], said: str
) -> None:
    with pytest.raises(WrongValue, match=said):
        imported([folder(tmp_path, **texts)], on=DAY)


def test_a_file_that_is_too_large_or_not_there_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "d.xml"
    large.write_bytes(b"<a>" + b" " * 1_100_000)
    with pytest.raises(WrongValue, match="larger than 1 MiB"):
        imported([large], on=DAY)
    with pytest.raises(WrongValue, match="cannot be read: No such file"):
        imported([tmp_path / "none.xml"], on=DAY)


def test_whole_numbers_in_a_row_are_evaluated_along_a_line_from_their_first(tmp_path: Path) -> None:
    """GENIUS counts from the lower bound: 3 to 5 by 0.4 + 0.3 (v - 3) is 0.4, 0.7, 1.0."""
    issue = '<issue index="1" name="Speed" vtype="integer" lowerbound="3" upperbound="5">{}</issue>'
    line = '<evaluator ftype="linear" offset="{}" slope="{}"/>'
    one, other = (
        f'<utility_space>{issue.format(line.format(*each))}<weight index="1" value="1"/>{left}</utility_space>'
        for each, left in (((0.4, 0.3), '<reservation value="0.55"/>'), ((1, -0.5), ""))
    )
    there = f"<negotiation_template>{issue.format('')}</negotiation_template>"
    found = sound(imported([folder(tmp_path, d_xml=there, a_xml=one, b_xml=other)], on=DAY))
    assert [worth(found, (n,)) for n in range(3)] == [(0, 100), (50, 50), (100, 0)]
    assert np.isclose(float(found.side("a").no_deal.best), 25)


def test_what_would_be_larger_than_a_negotiation_file_may_be_is_refused_at_once(tmp_path: Path) -> None:
    there = json.dumps(
        {"issues": [{"name": f"i{n}", "type": "ContiguousIssue", "values": [0, 999]} for n in range(40)]}
    )
    side = json.dumps({"values": [{"type": "IdentityFun"}] * 40, "weights": [1] * 40})
    with pytest.raises(WrongValue, match="40,000 options in all; up to 5,000 can be read"):
        imported([folder(tmp_path, d_json=there, a_json=side, b_json=side)], on=DAY)


def test_many_sides_that_come_to_too_much_are_refused(tmp_path: Path) -> None:
    there = json.dumps({"issues": [{"name": "i", "type": "ContiguousIssue", "values": [0, 999]}]})
    side = json.dumps({"values": [{"type": "IdentityFun"}], "weights": [1]})
    with pytest.raises(WrongValue, match="a negotiation file may hold 1,048,576"):
        imported([folder(tmp_path, d_json=there, **{f"s{n}_json": side for n in range(40)})], on=DAY)
