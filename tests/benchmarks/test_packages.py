"""The benchmark of the packages: its instances are those it says, and it would see a wrong answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import packages
from talleyrand.bargaining.frontier import frontier


def test_an_instance_is_the_same_each_time_and_of_the_size_asked_for() -> None:
    one, other = (packages.opposed(3, issues=7, options=4, clauses=9, wide=2) for _ in range(2))
    assert [each.tolist() for each in one.scores] == [each.tolist() for each in other.scores]
    assert one.clauses == other.clauses
    assert [each.shape for each in one.scores] == [(4, 2)] * 7
    assert len(one.clauses) == 9


def test_the_sides_of_an_instance_want_the_opposite() -> None:
    for table in packages.opposed(1, issues=5).scores:
        assert (np.diff(table[:, 0]) >= 0).all()
        assert (np.diff(table[:, 1]) <= 0).all()


def test_small_instances_have_as_many_packages_as_it_says() -> None:
    sizes = [int(np.prod([len(each) for each in packages.small(seed).scores])) for seed in range(50)]
    assert min(sizes) >= 10**5
    assert max(sizes) <= 10**6


def test_writing_out_finds_what_comparing_each_with_each_finds() -> None:
    instance = packages.opposed(2, issues=3, options=5, clauses=4, wide=2, sides=3, points=50)
    allowed = [
        taken
        for taken in np.ndindex(5, 5, 5)
        if not any(all(taken[issue] in options for issue, options in clause) for clause in instance.clauses)
    ]
    points = [sum(table[n] for table, n in zip(instance.scores, taken, strict=True)).tolist() for taken in allowed]
    best = [
        one
        for one in points
        if not any(all(a >= b for a, b in zip(other, one, strict=True)) and other != one for other in points)
    ]
    assert packages.written_out(instance) == sorted(map(list, {tuple(each) for each in best}), reverse=True)


def test_an_answer_to_an_instance_in_a_file_is_that_of_the_frontier(tmp_path: Path) -> None:
    instance = packages.drawn(7, issues=3)
    (tmp_path / "instance.json").write_text(json.dumps([each.tolist() for each in instance.scores]))
    done = subprocess.run(
        [sys.executable, packages.__file__, "--answer", str(tmp_path / "instance.json")],
        check=True,
        capture_output=True,
        text=True,
    )
    found = packages.Answer(**json.loads(done.stdout))
    assert found.points == frontier(instance.scores).points.tolist()
    assert found.seconds > 0


@pytest.mark.parametrize(("slowest", "verdict"), [(0.9, "pass"), (1.1, "MISS")])
def test_a_target_is_met_if_the_slowest_instance_meets_it(slowest: float, verdict: str) -> None:
    assert packages.Figure(what="x", seconds=[0.1, slowest], target=1, found=1).line().endswith(verdict)


def test_a_guessed_negotiation_is_sound() -> None:
    negotiation = packages.guessed(1, issues=3, options=4)
    for side in negotiation.principals:
        assert [
            {float(each.best) for each in side.scores if each.issue == issue.id} >= {0, 100}
            for issue in negotiation.issues
        ] == [True] * 3
