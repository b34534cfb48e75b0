"""Who would upset a state of affairs, and who would hold back for fear of what follows: the graph model of conflict.

Graph  states, where each actor can take them, and how dear each state is to each actor

An actor stays by *Nash* if it has no better state to go to; by *GMR* if the others could answer each better state so
that it ends no better off; by *SMR* if it then could not escape either; by *SEQ* if the others could so answer by
moves that are each an improvement to whoever makes it. The others may move in any legal sequence: no actor twice in a
row. As an actor can do at once what it can do in two moves of its own, that is any way through their moves.

Source: Fang, Hipel and Kilgour 1993, "Interactive Decision Making: The Graph Model for Conflict Resolution".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from talleyrand.bargaining.entries import Situation, State

KINDS = ("Nash", "SEQ", "SMR", "GMR")
Reach = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class Graph:
    """States, where each actor can take them, and how dear each state is to each actor.

    Attributes:
        states: names.
        actors: names.
        moves: for each actor and state, the states to which it alone can go from there.
        worth: for each actor and state, a whole number: the greater, the dearer.
    """

    states: tuple[str, ...]
    actors: tuple[str, ...]
    moves: tuple[Reach, ...]
    worth: tuple[tuple[int, ...], ...]

    @cached_property
    def improvements(self) -> tuple[Reach, ...]:
        """For each actor and state, the states to which it alone can go and that are dearer to it."""
        return tuple(
            tuple(tuple(to for to in there if dear[to] > dear[at]) for at, there in enumerate(moves))
            for moves, dear in zip(self.moves, self.worth, strict=True)
        )


def graph(situation: Situation) -> Graph:
    """The graph of a situation: an actor goes where only courses of its own differ, and none that is final is left."""
    whose = {each.course: each.by for each in situation.courses}
    final = {each.course for each in situation.courses if each.final}
    actors = tuple(dict.fromkeys(whose.values()))
    places = {each.state: n for n, each in enumerate(situation.states)}
    moves: list[list[list[int]]] = [[[] for _ in places] for _ in actors]
    for at, here in enumerate(situation.states):
        for to, there in enumerate(situation.states):
            by = {whose[each] for each in _changed(here, there)}
            if len(by) == 1 and not any(each in final and each in here.holds for each in _changed(here, there)):
                moves[actors.index(by.pop())][at].append(to)
    worth = []
    for actor in actors:
        (ranking,) = (each for each in situation.rankings if each.by == actor)
        dear = {name.strip(): -n for n, group in enumerate(ranking.order) for name in group.split("=")}
        worth.append(tuple(dear[name] for name in places))
    return Graph(states=tuple(places), actors=actors, worth=tuple(worth),
                 moves=tuple(tuple(map(tuple, each)) for each in moves))  # fmt: skip


def _changed(here: State, there: State) -> set[str]:
    return (set(here.holds) ^ set(there.holds)) - set(here.either) - set(there.either)


def stable(graph: Graph) -> dict[str, tuple[frozenset[str], ...]]:
    """For each kind of reasoning, and each state, the actors who stay there by it.

    A state in which all actors stay is an equilibrium of that kind.
    """
    found = {kind: [set[str]() for _ in graph.states] for kind in KINDS}
    for i, actor in enumerate(graph.actors):
        dear, better, own = graph.worth[i], graph.improvements[i], graph.moves[i]
        others = [n for n in range(len(graph.actors)) if n != i]
        anything = [_all_of(graph.moves[n][at] for n in others) for at in range(len(graph.states))]
        willing = [_all_of(graph.improvements[n][at] for n in others) for at in range(len(graph.states))]
        escaped = [max([dear[at], *(dear[to] for to in own[at])]) for at in range(len(graph.states))]
        worst = {"GMR": lowest(anything, dear), "SMR": lowest(anything, escaped), "SEQ": lowest(willing, dear)}
        for at in range(len(graph.states)):
            if not better[at]:
                found["Nash"][at].add(actor)
            for kind, least in worst.items():
                if all(least[to] <= dear[at] for to in better[at]):
                    found[kind][at].add(actor)
    return {kind: tuple(map(frozenset, each)) for kind, each in found.items()}


def equilibria(graph: Graph) -> dict[str, tuple[str, ...]]:
    """For each kind of reasoning, the states in which every actor stays by it."""
    everybody = frozenset(graph.actors)
    return {kind: tuple(name for name, stay in zip(graph.states, each, strict=True) if stay == everybody)
            for kind, each in stable(graph).items()}  # fmt: skip


def upset_together(graph: Graph) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """For each state, who could together go where all of them are better off: two actors or more, fewest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {name: [] for name in graph.states}
    for size in range(2, len(graph.actors) + 1):
        for chosen in combinations(range(len(graph.actors)), size):
            steps = [_all_of(graph.moves[n][at] for n in chosen) for at in range(len(graph.states))]
            for at, name in enumerate(graph.states):
                ends = (
                    to for to in _reached(steps, at) if all(graph.worth[n][to] > graph.worth[n][at] for n in chosen)
                )
                found[name].extend((tuple(graph.actors[n] for n in chosen), graph.states[to]) for to in sorted(ends))
    return {name: tuple(each) for name, each in found.items()}


def lowest(steps: Sequence[Iterable[int]], values: Sequence[int]) -> list[int]:
    """For each place, the least value that can be reached from it, its own among them.

    Args:
        steps: for each place, those that one step leads to.
        values: of each place.
    """
    found = list(values)
    back: list[list[int]] = [[] for _ in values]
    for at, there in enumerate(steps):
        for to in there:
            back[to].append(at)
    done = [False] * len(found)
    for at in sorted(range(len(found)), key=values.__getitem__):  # the lowest spreads first to all that lead to it
        ahead = [] if done[at] else [at]
        while ahead:
            here = ahead.pop()
            if not done[here]:
                done[here], found[here] = True, values[at]
                ahead.extend(back[here])
    return found


def _reached(steps: Sequence[Iterable[int]], start: int) -> set[int]:
    seen, ahead = {start}, [start]
    while ahead:
        for to in steps[ahead.pop()]:
            if to not in seen:
                seen.add(to)
                ahead.append(to)
    return seen - {start}


def _all_of(each: Iterable[Iterable[int]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(to for there in each for to in there))
