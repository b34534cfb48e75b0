"""Asks NegMAS for the efficient packages of an instance: run by `packages.py` in an environment of NegMAS's own.

    python benchmarks/negmas_oracle.py INSTANCE

NegMAS is under the AGPL: nothing of ours imports it, and this file is a question put to it as a program of its own. It
prints one line of JSON: processor seconds, the most memory in bytes, and the points found.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from time import process_time

from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.ops import pareto_frontier
from negmas.preferences.value_fun import TableFun


def main() -> None:
    """Read the instance, whose scores are whole numbers by issue, option and side; print what NegMAS finds."""
    scores = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    issues = [make_issue(list(range(len(table))), name=f"i{n}") for n, table in enumerate(scores)]
    sides = [
        LinearAdditiveUtilityFunction(
            values=[TableFun({option: float(worth[side]) for option, worth in enumerate(table)}) for table in scores],
            weights=[1.0] * len(issues),
            outcome_space=make_os(issues),
        )
        for side in (0, 1)
    ]
    start = process_time()
    points, _ = pareto_frontier(sides, issues=issues, sort_by_welfare=False)
    seconds = process_time() - start
    # Of this process alone: what resource.getrusage tells begins with what the process that started it held.
    held = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    memory = int(held[1]) * 1024 if held else 0
    found = sorted({tuple(round(float(each)) for each in point) for point in points}, reverse=True)
    print(json.dumps({"seconds": seconds, "memory": memory, "points": found}))


if __name__ == "__main__":
    main()
