"""Cases that others worked out and printed, each with its source, from file to answer."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from talleyrand.bargaining.entries import Course, Ranking, Situation, State
from talleyrand.bargaining.importing import imported
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.packages import efficient
from talleyrand.bargaining.sharing import adjusted_winner
from talleyrand.bargaining.sheets import sheet
from talleyrand.bargaining.stability import equilibria, graph, stable
from talleyrand.record.dates import when


def test_the_panama_canal_by_adjusted_winner() -> None:
    """66 points each; the United States take issues 1, 2, 4, 6 and 2/15 of issue 3.

    Raiffa 1982, by way of Brams and Taylor 1996; as on pages.nyu.edu/adjustedwinner/panama.htm.
    """
    found = adjusted_winner((22, 22, 15, 14, 11, 6, 4, 2, 2, 2), (9, 15, 15, 3, 15, 5, 11, 7, 7, 13))
    assert found.points == 66
    assert {n: each for n, each in enumerate(found.first, 1) if each} == {1: 1, 2: 1, 4: 1, 6: 1, 3: Fraction(2, 15)}


# Itex v. Cypress (Kersten), as in the negotiating-agents competition of 2010: a maker of bicycle parts and a buyer.
# For each issue: its options, what each is worth to Cypress and to Itex, and the weight that each gives the issue.
ITEX_CYPRESS = {
    "Price": (("$4.37", "$4.12", "$3.98", "$3.71", "$3.47"), (1, 10, 25, 33, 40), (30, 20, 10, 5, 1),
              0.4700166576535899, 0.28812635027374),
    "Delivery": (("60 days", "45 days", "30 days", "20 days"), (1, 10, 19, 25), (1, 20, 10, 5),
                 0.1220816713696379, 0.1915290482981283),
    "Payment": (("Upon delivery", "30 days after delivery", "60 days after delivery"), (15, 6, 1), (10, 25, 1),
                0.17727008190772825, 0.24212575877553694),
    "Returns": (("Full price", "5% spoilage allowed", "10% spoilage allowed"), (20, 7, 1), (1, 30, 5),
                0.2306315890690439, 0.2782188426525948),
}  # fmt: skip


@pytest.fixture
def itex_cypress(tmp_path: Path) -> Path:
    """The case as files of GENIUS."""
    for side, at in (("", 0), ("Cypress", 1), ("Itex", 2)):
        issues = "".join(
            f'<issue index="{n}" name="{name}" type="discrete">'
            + "".join(f'<item value="{option}" evaluation="{worth}"/>' for option, worth in zip(told[0], told[at], strict=True))  # type: ignore[call-overload]
            + "</issue>" + (f'<weight index="{n}" value="{told[at + 2]}"/>' if at else "")
            for n, (name, told) in enumerate(ITEX_CYPRESS.items(), 1)
        )  # fmt: skip
        tag = "utility_space" if at else "negotiation_template"
        (tmp_path / f"{side or 'domain'}.xml").write_text(f"<{tag}><objective>{issues}</objective></{tag}>")
    return tmp_path


def _read(folder: Path, reading: str) -> Negotiation:
    text = imported([folder], on=when("2010-05-10"), reading=reading)  # type: ignore[arg-type]
    read = sheet(text.encode(), "itex-cypress.yaml")
    assert not read.problems
    return read.negotiation


def test_itex_and_cypress(itex_cypress: Path) -> None:
    """180 packages, 17 of them efficient; Nash gives Cypress 0.7716 and Itex 0.6771.

    It is $3.47, 45 days, 30 days after delivery and 5 % spoilage, by NegMAS, which weighs evaluations as they are written.
    """
    found = _read(itex_cypress, "written")
    assert len(list(product(*(issue.options for issue in found.issues)))) == 180
    packages = efficient(found)
    assert len(packages) == 17
    (nash,) = (each for each in packages if "Nash" in each.solutions)
    assert [issue.options[n].text for issue, n in zip(found.issues, nash.settled, strict=True)] == [
        "$3.47", "45 days", "30 days after delivery", "5% spoilage allowed",
    ]  # fmt: skip
    assert found.heading.between == ("cypress", "itex")
    assert [float(each) / 100 for each in nash.worth] == pytest.approx([0.7716, 0.6771], abs=5e-5)


def test_itex_and_cypress_as_genius_reads_it_has_another_efficient_set(itex_cypress: Path) -> None:
    """Each issue's evaluations over their greatest: then counted by comparing all 180 packages with one another."""
    points = []
    for package in product(*(range(len(told[0])) for told in ITEX_CYPRESS.values())):
        sums = [0.0, 0.0]
        for told, n in zip(ITEX_CYPRESS.values(), package, strict=True):
            sums[0] += told[3] * told[1][n] / max(told[1])
            sums[1] += told[4] * told[2][n] / max(told[2])
        points.append(tuple(sums))
    beaten = [any(a >= c and b >= d and (a, b) != (c, d) for a, b in points) for c, d in points]
    assert len(efficient(_read(itex_cypress, "genius"))) == 180 - sum(beaten) != 17


# Syria and Iraq over the waters of the Euphrates: six states of three courses, two of Syria and one of Iraq, as worked
# out step by step in the test data of the program GMCR+ (file SyriaIraq_narr).
SYRIA_IRAQ = Situation(
    id="euphrates", title="Syria and Iraq", today="1",
    courses=(Course(course="a", by="Syria"), Course(course="b", by="Syria"), Course(course="c", by="Iraq")),
    states=(State(state="1"), State(state="2", holds=("a",)), State(state="3", holds=("b",)),
            State(state="4", holds=("c",)), State(state="5", holds=("a", "c")), State(state="6", holds=("b", "c"))),
    rankings=(Ranking(by="Syria", order=tuple("136245")), Ranking(by="Iraq", order=tuple("246153"))),
)  # fmt: skip


def test_syria_and_iraq_have_their_equilibria() -> None:
    found = equilibria(graph(SYRIA_IRAQ))
    assert found["Nash"] == found["SEQ"] == found["SMR"] == ("6",)
    assert found["GMR"] == ("1", "6")


@pytest.mark.parametrize(
    ("kind", "syria", "iraq"),
    [("Nash", "16", "246"), ("SEQ", "136", "2456"), ("GMR", "136", "12456"), ("SMR", "136", "246")],
)
def test_syria_and_iraq_stay_where_it_is_printed_that_they_do(kind: str, syria: str, iraq: str) -> None:
    stay = stable(graph(SYRIA_IRAQ))[kind]
    names = "123456"
    assert "".join(name for name, who in zip(names, stay, strict=True) if "Syria" in who) == syria
    assert "".join(name for name, who in zip(names, stay, strict=True) if "Iraq" in who) == iraq
