"""Printed equilibria, and the definitions followed word by word along every legal sequence of moves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.bargaining.entries import Course, Ranking, Situation, State
from talleyrand.bargaining.stability import Graph, equilibria, graph, stable, upset_together

# Elmira, Ontario: the ministry may modify its order; Uniroyal delays, accepts or abandons; the local government insists.
# Fang, Hipel and Kilgour 1993; the order of preference as commonly printed.
ELMIRA = Situation(
    id="elmira", title="Elmira", today="1",
    courses=(Course(course="modify", by="M", final=True), Course(course="delay", by="U"),
             Course(course="accept", by="U", final=True), Course(course="abandon", by="U", final=True),
             Course(course="insist", by="L")),
    states=(
        State(state="1", holds=("delay",)), State(state="2", holds=("modify", "delay")),
        State(state="3", holds=("accept",)), State(state="4", holds=("modify", "accept")),
        State(state="5", holds=("delay", "insist")), State(state="6", holds=("modify", "delay", "insist")),
        State(state="7", holds=("accept", "insist")), State(state="8", holds=("modify", "accept", "insist")),
        State(state="9", holds=("abandon",), either=("modify", "delay", "accept", "insist")),
    ),
    rankings=(Ranking(by="M", order=tuple("734851269")), Ranking(by="U", order=tuple("148593726")),
              Ranking(by="L", order=tuple("735186429"))),
)  # fmt: skip


def test_elmira_has_its_printed_equilibria() -> None:
    found = equilibria(graph(ELMIRA))
    assert found["Nash"] == found["SEQ"] == ("5", "8", "9")
    assert found["GMR"] == found["SMR"] == ("1", "4", "5", "8", "9")


def test_elmira_has_its_printed_stability_for_each_actor() -> None:
    nash = stable(graph(ELMIRA))["Nash"]
    printed = ["MU", "M", "M", "MU", "MUL", "ML", "ML", "MUL", "MUL"]
    assert ["".join(each for each in "MUL" if each in stay) for stay in nash] == printed


def test_elmira_moves_on_as_printed_when_two_act_together() -> None:
    """The ministry and the firm went from 5 to 8, and nobody leaves that. Kilgour, Hipel, Fang and Peng 2001."""
    together = upset_together(graph(ELMIRA))
    assert together["5"] == ((("M", "U"), "8"),)
    assert together["8"] == together["9"] == ()


def _dilemma() -> Situation:
    return Situation(
        id="dilemma", title="Two who may defect", today="CC",
        courses=(Course(course="a", by="A"), Course(course="b", by="B")),
        states=(State(state="CC"), State(state="DC", holds=("a",)), State(state="CD", holds=("b",)),
                State(state="DD", holds=("a", "b"))),
        rankings=(Ranking(by="A", order=("DC", "CC", "DD", "CD")), Ranking(by="B", order=("CD", "CC", "DD", "DC"))),
    )  # fmt: skip


def test_the_dilemma_of_prisoners() -> None:
    found = equilibria(graph(_dilemma()))
    assert found["Nash"] == ("DD",)
    assert found["SEQ"] == found["SMR"] == found["GMR"] == ("CC", "DD")


def test_two_may_leave_together_what_neither_would_leave_alone() -> None:
    together = upset_together(graph(_dilemma()))
    assert together["DD"] == ((("A", "B"), "CC"),)
    assert together["CC"] == ()


def test_states_written_as_alike_are_no_improvement() -> None:
    flat = Situation(
        id="flat", title="One who does not care", today="on",
        courses=(Course(course="go", by="A"),), states=(State(state="on"), State(state="off", holds=("go",))),
        rankings=(Ranking(by="A", order=("on = off",)),),
    )  # fmt: skip
    assert equilibria(graph(flat))["Nash"] == ("on", "off")


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Three actors with a course each, of which some are final, and any order of the eight states."""
    courses = tuple(Course(course=name, by=name.upper(), final=draw(st.booleans())) for name in "abc")
    names = [frozenset(each for each, bit in zip("abc", f"{n:03b}", strict=True) if bit == "1") for n in range(8)]
    kept = draw(st.lists(st.sampled_from(names), min_size=3, unique=True))
    states = tuple(State(state="".join(sorted(each)) or "-", holds=tuple(sorted(each))) for each in kept)
    rankings = tuple(
        Ranking(by=name, order=tuple(draw(st.permutations([each.state for each in states])))) for name in "ABC"
    )
    return graph(
        Situation(id="drawn", title="Drawn", today=states[0].state, courses=courses, states=states, rankings=rankings)
    )


def _sequences(g: Graph, start: int, movers: list[int], improving: bool) -> set[int]:
    """Where legal sequences of moves lead, kept apart by who moved last, as the definition has it."""
    seen: set[tuple[int, int]] = set()
    ahead = [(start, -1)]
    while ahead:
        at, last = ahead.pop()
        for n in movers:
            if n == last:
                continue
            for to in g.moves[n][at]:
                if (not improving or g.worth[n][to] > g.worth[n][at]) and (to, n) not in seen:
                    seen.add((to, n))
                    ahead.append((to, n))
    return {to for to, _ in seen}


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_it_is_what_the_definitions_say_along_every_legal_sequence(g: Graph) -> None:
    found = stable(g)
    for i, actor in enumerate(g.actors):
        others, dear = [n for n in range(3) if n != i], g.worth[i]
        for at in range(len(g.states)):
            better = [to for to in g.moves[i][at] if dear[to] > dear[at]]
            could = [[to for to in _sequences(g, s, others, improving=False) if dear[to] <= dear[at]] for s in better]
            would = [[to for to in _sequences(g, s, others, improving=True) if dear[to] <= dear[at]] for s in better]
            held = [[to for to in ends if all(dear[out] <= dear[at] for out in g.moves[i][to])] for ends in could]
            expected = {"Nash": not better, "GMR": all(could), "SEQ": all(would), "SMR": all(held)}
            assert {kind: actor in found[kind][at] for kind in found} == expected


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_each_kind_of_reasoning_holds_back_at_least_as_much_as_the_stricter(g: Graph) -> None:
    found = stable(g)
    for at in range(len(g.states)):
        assert found["Nash"][at] <= found["SEQ"][at] <= found["GMR"][at]
        assert found["Nash"][at] <= found["SMR"][at] <= found["GMR"][at]


@pytest.mark.parametrize("kind", ["Nash", "SEQ", "SMR", "GMR"])
def test_what_cannot_be_left_is_stable_by_every_kind(kind: str) -> None:
    assert stable(graph(ELMIRA))[kind][8] == frozenset("MUL")
