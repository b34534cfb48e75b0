from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from talleyrand.sources.markup import pieces, tokens
from tests.sources.making import words


def told(source: str) -> list[str]:
    """Tags with a slash if they close, and texts."""
    return ["/" * each.closes + each.name if each.name else source[each.start : each.end] for each in tokens(source)]


def test_tags_and_texts_come_in_order() -> None:
    assert told("a<b>c</b><!-- d <i> -->e<br/>f < g") == ["a", "b", "c", "/b", "e", "br", "f < g"]


def test_attributes_are_read_as_browsers_read_them() -> None:
    (tag,) = tokens("<A HREF='x&amp;y' a=1 a=2 hidden data-x = \"<p>\" c>")
    assert tag.attributes == {"href": "x&y", "a": "1", "hidden": "", "data-x": "<p>", "c": ""}


def test_a_script_is_one_text_whatever_it_holds() -> None:
    assert told("<script>'<p>'</scriptx></SCRIPT >b") == ["script", "'<p>'</scriptx>", "/script", "b"]


def test_what_is_never_closed_swallows_the_rest() -> None:
    assert told("a<!-- b <p>c") == ["a"]
    assert told("a<p title='b>c") == ["a"]
    assert told("a<script>b<p>c") == ["a", "script", "b<p>c"]
    assert told("a<p b") == ["a"]


@given(st.text(alphabet="<>/!-ab '\"=&;\n#x1", max_size=60))
def test_tokens_do_not_overlap_and_are_in_order(source: str) -> None:
    places = [(each.start, each.end) for each in tokens(source)]
    assert all(start < end <= len(source) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@given(st.text(alphabet="ab &;#x1amplt中\n ", max_size=40))
def test_named_characters_are_put_in_as_the_standard_library_does(source: str) -> None:
    assert "".join("".join(each.text for each in pieces(source, 0, len(source))).split()) == words(source)
