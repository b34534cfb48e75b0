from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talleyrand.sources.offsets import Extent, Run, Weave, extent


def test_neighbours_that_agree_character_by_character_make_one_run() -> None:
    weave = Weave()
    weave.take("ab", 0)
    weave.take("cd", 2)
    weave.take("&", 4, 5)
    weave.take("e", 9)
    assert weave.text == "abcd&e"
    assert weave.runs == (Run(0, 4, 0, 4), Run(4, 1, 4, 5), Run(5, 1, 9, 1))


def test_what_was_inserted_stands_for_nothing() -> None:
    weave = Weave()
    weave.take("one", 3)
    weave.insert("\n\n")
    weave.take("two", 20)
    assert extent(weave.runs, 3, 5) == Extent(6, 6)
    assert extent(weave.runs, 2, 6) == Extent(5, 21)
    assert extent((), 0, 0) == Extent(0, 0)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.integers(0, 3)), max_size=20), st.data())
def test_every_stretch_of_a_text_is_found_in_its_original(pieces: list[tuple[str, int]], data: st.DataObject) -> None:
    source, weave = "", Weave()
    for text, gap in pieces:
        source += "#" * gap
        weave.take(text, len(source))
        source += text
    start = data.draw(st.integers(0, len(weave.text)))
    end = data.draw(st.integers(start, len(weave.text)))
    found = extent(weave.runs, start, end)
    kept = "".join(source[run.origin : run.origin + run.taken] for run in weave.runs)
    assert kept == weave.text
    inside = sum(max(0, min(found.end, r.origin + r.taken) - max(found.start, r.origin)) for r in weave.runs)
    assert inside == end - start
