"""Cases that others worked out and printed, each with its source, from file to answer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import exp, sqrt
from pathlib import Path

import numpy as np
import pytest

from talleyrand.bargaining.entries import (
    Course,
    Guess,
    Heading,
    Institution,
    Issue,
    Member,
    Option,
    Ranking,
    Score,
    Side,
    Situation,
    State,
    Weight,
)
from talleyrand.bargaining.importing import imported
from talleyrand.bargaining.ladder import Rung, needed
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.packages import efficient, worth
from talleyrand.bargaining.ratify import ratify
from talleyrand.bargaining.sharing import adjusted_winner
from talleyrand.bargaining.sheets import sheet
from talleyrand.bargaining.solutions import kalai_smorodinsky, nash
from talleyrand.bargaining.stability import equilibria, graph, stable
from talleyrand.bargaining.theory import grim, rubinstein
from talleyrand.bargaining.win_sets import carries, win_set
from talleyrand.record.dates import when


def test_the_panama_canal_by_adjusted_winner() -> None:
    """66 points each; the United States take issues 1, 2, 4, 6 and 2/15 of issue 3.

    Raiffa 1982, by way of Brams and Taylor 1996; as on pages.nyu.edu/adjustedwinner/panama.htm.
    """
    found = adjusted_winner((22, 22, 15, 14, 11, 6, 4, 2, 2, 2), (9, 15, 15, 3, 15, 5, 11, 7, 7, 13))
    assert found.points == 66
    assert {n: each for n, each in enumerate(found.first, 1) if each} == {1: 1, 2: 1, 4: 1, 6: 1, 3: Fraction(2, 15)}


def test_the_trump_divorce_by_adjusted_winner() -> None:
    """72 2/3 points each; of the five things the mansion is split, 13 of 15 parts for the husband.

    Connecticut estate, Palm Beach mansion, apartment, triplex, cash and jewels; Brams and Taylor 1999, The Win-Win Solution.
    """
    found = adjusted_winner((10, 40, 10, 38, 2), (38, 20, 30, 10, 2))
    assert found.points == Fraction(218, 3)
    assert list(found.first) == [0, Fraction(13, 15), 0, 1, 0]


def test_camp_david_by_adjusted_winner() -> None:
    """About 66 points each; Israel keeps a sixth of the Sinai and gets all else but the rights of the Palestinians.

    Sinai, recognition, West Bank and Gaza, linkage, Palestinian rights, Jerusalem; Brams and Togman 1996.
    """
    found = adjusted_winner((35, 10, 20, 10, 5, 20), (55, 5, 10, 5, 20, 5))
    assert round(float(found.points)) == 66
    assert list(found.first) == [Fraction(1, 6), 1, 1, 1, 0, 1]


def test_more_to_share_may_bring_a_side_less_by_nash_but_not_by_kalai_and_smorodinsky() -> None:
    """Kalai and Smorodinsky 1975, the example that led them to their solution; both sets in steps of a ten-thousandth.

    One is spanned by (1, 0), (3/4, 3/4) and (0, 1); the other, which holds it, by (1, 0), (1, 7/10) and (0, 1).
    """
    fine = 10_000
    small = [(x, fine - x // 3 if 4 * x <= 3 * fine else 3 * (fine - x)) for x in range(0, fine + 1, 3)]
    large = [(x, fine - 3 * x // 10) for x in range(0, fine + 1, 10)]
    nothing = np.zeros(2, dtype=np.int64)

    def picked(pick: Callable[[np.ndarray, np.ndarray], tuple[int, ...]], points: list[tuple[int, int]]) -> list[float]:
        return [each / fine for each in points[pick(np.array(points), nothing)[0]]]

    assert picked(nash, small) == pytest.approx([0.75, 0.75], abs=1e-3)
    assert picked(nash, large) == [1, 0.7]
    assert picked(kalai_smorodinsky, small) == pytest.approx([0.75, 0.75], abs=1e-3)
    assert picked(kalai_smorodinsky, large) == pytest.approx([1 / 1.3, 1 / 1.3], abs=1e-3)


@pytest.mark.parametrize("averse", [0.25, 0.5, 1.5])
def test_whoever_fears_a_risk_more_gets_less_of_a_pie(averse: float) -> None:
    """Where the second prizes its share only to a power, Nash gives the first 1/(1 + power). Osborne and Rubinstein 1990."""
    shares = np.arange(10_001) / 10_000
    points = np.rint(np.stack([shares, (1 - shares) ** averse], axis=1) * 10**8).astype(np.int64)
    (found,) = nash(points, np.zeros(2, dtype=np.int64))
    assert shares[found] == pytest.approx(1 / (1 + averse), abs=1e-4)


@pytest.mark.parametrize(("estate", "awards"), [(300, (100, 100, 100)), (400, (100, 150, 150)), (500, (100, 200, 200))])
def test_an_estate_is_shared_by_nash_in_equal_awards_as_far_as_claims_go(estate: int, awards: tuple[int, ...]) -> None:
    """Claims of 100, 200 and 300 as in the Talmud; that Nash gives the constrained equal awards is Dagan and Volij 1993."""
    shares = [
        (a, b, estate - a - b) for a in range(0, 101, 10) for b in range(0, 201, 10) if 0 <= estate - a - b <= 300
    ]
    assert [shares[place] for place in nash(np.array(shares), np.zeros(3, dtype=np.int64))] == [awards]


def _divided(no_deals: tuple[int, ...]) -> Negotiation:
    """A hundred to divide between two sides, one by one, each with something to fall back on."""
    options = tuple(Option(option=str(n), text="-") for n in range(101))
    sides = [
        Side(id=name, name=name, weights=(Weight(issue="pie", best=Decimal(1)),), no_deal=Guess(best=Decimal(least)),
             scores=tuple(Score(issue="pie", option=str(n), best=Decimal(n if name == "A" else 100 - n)) for n in range(101)))
        for name, least in zip("AB", no_deals, strict=True)
    ]  # fmt: skip
    heading = Heading(id="pie", title="A pie", between=("A", "B"), on=when("2026-01-01"), authors=("we",))
    return Negotiation((heading, Issue(id="pie", title="Pie", options=options), *sides))


@pytest.mark.parametrize(("no_deals", "share"), [((20, 40), 40), ((0, 0), 50), ((10, 70), 20)])
def test_two_who_want_the_same_split_the_difference(no_deals: tuple[int, int], share: int) -> None:
    """What each falls back on, and half of the rest: Muthoo 1999, chapter 2; all solutions agree on it."""
    found = efficient(_divided(no_deals))
    assert len(found) == 101 - sum(no_deals)
    assert [each.settled for each in found if each.solutions] == [(share,)]
    assert all(len(each.solutions) in (0, 4) for each in found)


@pytest.mark.parametrize(("ours", "theirs"), [(0.05, 0.10), (0.10, 0.10), (0.3, 0.1)])
def test_offers_in_quick_turn_divide_by_how_little_the_other_can_wait(ours: float, theirs: float) -> None:
    """A side's share goes to the other's rate of discount over the sum of both: Muthoo 1999, chapter 3."""
    quick = 1e-6
    share = rubinstein(exp(-ours * quick), exp(-theirs * quick))
    assert share == pytest.approx(theirs / (ours + theirs), abs=1e-6)


def test_how_patient_firms_must_be_to_keep_a_price() -> None:
    """Cournot 9/17 (Gibbons 1992, section 2.3.C); Bertrand 1/2, of five firms 4/5, and seen a period late 0.7071.

    The latter three are of Tirole 1988, chapter 6.
    """
    assert grim(9 / 64, 1 / 8, 1 / 9) == pytest.approx(9 / 17, abs=1e-9)
    assert grim(1, 1 / 2, 0) == pytest.approx(1 / 2, abs=1e-9)
    assert grim(1, 1 / 5, 0) == pytest.approx(4 / 5, abs=1e-9)
    assert grim(1, 1 / 2, 0, lag=2) == pytest.approx(0.70710678, abs=1e-8)


@pytest.mark.parametrize(("lag", "patience"), [(12, 1 / 2), (24, 0.70710678), (6, 1 / 4)])
def test_a_stage_without_end_asks_for_the_same_patience(lag: int, patience: float) -> None:
    """The two firms of Bertrand as a stage of a deal; patience is for a year, so that a year's lag is one period."""
    firm = Rung(gain=1, temptation=2, broken=0, months=12, lag=lag)
    assert needed([firm], 0) == pytest.approx(patience, abs=1e-7)


# Who holds how many votes, how many carry, and in how many of all divisions the outcome hangs on each.
HOUSES = {
    "Nassau County 1964, in Banzhaf 1965": ((31, 31, 28, 21, 2, 2), "0.504", (16, 16, 16, 0, 0, 0)),
    "Council of Ministers 1958, in Felsenthal and Machover 1998": ((4, 4, 4, 2, 2, 1), "0.7058", (10, 10, 10, 6, 6, 0)),
    "United Nations Security Council, there too": ((7,) * 5 + (1,) * 10, "0.8666", (848,) * 5 + (84,) * 10),
    "three, of whom two thirds carry": ((1, 1, 1), "0.667", (2, 2, 2)),
}


@pytest.mark.parametrize("name", HOUSES)
def test_a_vote_hangs_on_each_member_as_often_as_it_was_counted(name: str) -> None:
    """Banzhaf's count over all divisions, each as likely as another; where a member has none it is a dummy."""
    votes, share, swings = HOUSES[name]
    case = _house(votes, share)
    (first, _) = ratify(case, (1,), count=4000)
    for each in first.houses[0].members:
        counted = swings[int(each.side.removeprefix("m"))]
        wide = 4 * sqrt(max(counted, 1) / 2 ** (len(votes) - 1) / 4000)
        assert each.pivotal.value == pytest.approx(counted / 2 ** (len(votes) - 1), abs=wide if counted else 0)


def _house(votes: tuple[int, ...], share: str) -> Negotiation:
    """A house whose members are each as likely for the second option as against it."""
    issue = Issue(id="i", title="i", options=tuple(Option(option=each, text="-") for each in ("no", "half", "all")))
    scores = tuple(
        Score(issue="i", option=each, best=Decimal(n)) for each, n in (("no", 0), ("half", 50), ("all", 100))
    )

    def side(name: str, home: str | None) -> Side:
        either = Guess(best=Decimal(50), low=Decimal(0), high=Decimal(100))
        return Side(id=name, name=name, home=home, weights=(Weight(issue="i", best=Decimal(1)),), scores=scores,
                    no_deal=either if home else Guess(best=Decimal(0)))  # fmt: skip

    members = tuple(Member(side=f"m{n}", seats=Decimal(each)) for n, each in enumerate(votes))
    house = Institution(id="h", title="h", of="A", rule="vote", share=Decimal(share), members=members)
    heading = Heading(id="n", title="n", between=("A", "B"), on=when("2026-01-01"), authors=("we",))
    return Negotiation(
        (heading, issue, side("A", None), side("B", None), *(side(each.side, "A") for each in members), house)
    )


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
            + "".join(f'<item value="{option}" evaluation="{worth}"/>' for option, worth in zip(told[0], told[at], strict=True))  # type: ignore[arg-type]
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


def _played(names: str, whose: dict[str, str], states: list[str], rankings: dict[str, str]) -> Situation:
    """A situation whose courses are letters, and whose states are named by their number."""
    held = [tuple(name for name, bit in zip(names, state, strict=True) if bit == "1") for state in states]
    return Situation(
        id="played", title="Played", today="1", courses=tuple(Course(course=each, by=whose[each]) for each in names),
        states=tuple(State(state=str(n), holds=each) for n, each in enumerate(held, 1)),
        rankings=tuple(Ranking(by=who, order=tuple(each.replace("=", " = ") for each in order.split()))
                       for who, order in rankings.items()),
    )  # fmt: skip


def test_chicken() -> None:
    """Who swerves alone is in both equilibria; that both swerve only who fears the other's next move would keep.

    Fang, Hipel and Kilgour 1993. States: none goes straight, the first, the second, both.
    """
    found = equilibria(graph(_played("ab", {"a": "A", "b": "B"}, ["00", "10", "01", "11"],
                                     {"A": "2 1 3 4", "B": "3 1 2 4"})))  # fmt: skip
    assert found["Nash"] == found["SEQ"] == ("2", "3")
    assert found["GMR"] == found["SMR"] == ("1", "2", "3")


def test_the_cuban_missile_crisis() -> None:
    """Fraser and Hipel 1984: sequentially stable are the outcomes 4 and 6, in both of which missiles go.

    Air strike and blockade are American, to withdraw and to escalate Soviet; outcomes are numbered in binary from 0.
    """
    states = [f"{n:04b}"[::-1] for n in range(12)]
    american, soviet = "4 6 5 7 2 1 3 0 11 9 10 8", "0 4 6 2 5 1 7 3 11 9 10 8"
    told = {who: " ".join(str(int(each) + 1) for each in order.split())
            for who, order in (("US", american), ("USSR", soviet))}  # fmt: skip
    found = equilibria(graph(_played("abwe", {"a": "US", "b": "US", "w": "USSR", "e": "USSR"}, states, told)))
    assert [int(each) - 1 for each in found["SEQ"]] == [4, 6]
    assert found["Nash"] == ()


def test_the_garrison_diversion() -> None:
    """Nash and SEQ: 2, 3, 11, 17, 18, 21, 22, as in the test data of the program GMCR+ (file Garrison_logSol).

    Supporters build the whole (f), a part (r) or to appease (p); opponents go to court (l), Canada invokes the treaty
    (t); the joint commission advises the whole (w), a part (s), one reservoir less (o) or to stop (h), and prefers
    none of them.
    """
    names = "frpltwsoh"
    states = [
        state for n in range(512) for state in [f"{n:09b}"[::-1]]
        if state[:3].count("1") == 1 and state[5:].count("1") == 1
        and not (state[0] == "1" and (state[3] == "0" or (state[4] == "0" and state[5] == "0")))
        and not (state[2] == "1" and state[3] == "1")
        and not ((state[1] == "1" or state[2] == "1") and state[4] == "0" and "1" in state[7:])
    ]  # fmt: skip
    assert len(states) == 23
    whose = dict(zip(names, ["support"] * 3 + ["opposition", "Canada"] + ["commission"] * 4, strict=True))
    found = equilibria(graph(_played(names, whose, states, {
        "support": "3 7 1=2 4 5=6 8 9 12 11 15 10 13 14 17 16 18 19 21 20 22 23",
        "opposition": "21=17=13=10=6=2 23=19 15 11 8 4 22 18 14 7 3 20 16 12 9 5 1",
        "Canada": "23 20=21 19 16=17 11 9=10 15 12=13 2 4 1 8 5=6 22 18 14 3 7",
        "commission": "=".join(str(n) for n in range(1, 24)),
    })))  # fmt: skip
    assert found["Nash"] == found["SEQ"] == ("2", "3", "11", "17", "18", "21", "22")


# Six parties over a sports resort: of each, what the options of five issues are worth to it and the least it accepts.
# The game is that of Abdelnabi and others 2023, who count the deals in their adjust_games/evaluate_games_base.ipynb.
RESORT = {
    "company": ("14 8 0", "11 7 0", "0 5 10 17", "35 29 20 0", "0 5 10 15 23", 55),
    "tourism": ("0 11 5", "0 20 25", "0 2 4 9", "10 26 40 0", "4 8 15 12 0", 65),
    "cities": ("0 4 10", "0 0 0", "12 8 6 0", "0 8 13 18", "60 45 30 15 0", 31),
    "league": ("0 22 45", "0 25 55", "0 0 0 0", "0 0 0 0", "0 0 0 0 0", 55),
    "union": ("15 20 0", "0 0 0", "42 35 25 0", "30 20 10 0", "2 4 6 8 0", 50),
    "mayor": ("14 8 0", "12 8 0", "24 18 12 0", "40 30 23 0", "0 2 4 7 10", 30),
}


def _resort(rule: str, share: str | None) -> Negotiation:
    """The two who may veto at the table, the others in one house of the first."""
    issues = [Issue(id=name, title=name, options=tuple(Option(option=f"o{n}", text="-") for n in range(count)))
              for name, count in zip("abcde", (3, 3, 4, 4, 5), strict=True)]  # fmt: skip

    def side(name: str, home: str | None) -> Side:
        *told, least = RESORT[name]
        worths = {issue.id: [int(each) for each in str(text).split()] for issue, text in zip(issues, told, strict=True)}
        scores = tuple(Score(issue=issue, option=f"o{n}", best=Decimal(100 * each) / max(held))
                       for issue, held in worths.items() if any(held) for n, each in enumerate(held))  # fmt: skip
        weights = tuple(Weight(issue=issue, best=Decimal(max(held))) for issue, held in worths.items() if any(held))
        most = sum(each.best for each in weights)
        return Side(id=name, name=name, home=home, weights=weights, scores=scores,
                    no_deal=Guess(best=100 * Decimal(str(least)) / most))  # fmt: skip

    at_home = tuple(RESORT)[2:]
    house = Institution(id="h", title="h", of="company", rule=rule, share=Decimal(share) if share else None,  # type: ignore[arg-type]
                        members=tuple(Member(side=each) for each in at_home))  # fmt: skip
    heading = Heading(id="n", title="n", between=("company", "tourism"), on=when("2023-09-29"), authors=("we",))
    return Negotiation((heading, *issues, side("company", None), side("tourism", None),
                        *(side(each, "company") for each in at_home), house))  # fmt: skip


@pytest.mark.parametrize(("rule", "share", "deals"), [("vote", "0.75", 55), ("all", None, 12)])
def test_so_many_deals_over_a_resort_as_were_counted(rule: str, share: str | None, deals: int) -> None:
    """Of 720 deals both who may veto and three of the four others accept 55, and all accept 12."""
    case = _resort(rule, share)
    every = np.array(list(product(*(range(len(issue.options)) for issue in case.issues))), dtype=np.int16)
    assert len(every) == 720
    carried = [tuple(each) for each in every[carries(case, every)].tolist()]
    table = [each for each in carried if all(worth(case, each)[n] >= case.principals[n].no_deal.best for n in (0, 1))]
    assert len(table) == deals
    assert {tuple(each) for each in win_set(case).frontier.packages.tolist()} <= set(table)
