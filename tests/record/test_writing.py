"""An entry's text says what it is told to, and a change of it touches no line that it need not."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from textwrap import dedent
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import talleyrand
from talleyrand.errors import WrongValue
from talleyrand.record.dates import When
from talleyrand.record.editing import slice_of
from talleyrand.record.entries import KINDS
from talleyrand.record.meaning import bare, each_of, entry_hints, hints_of, meant, shape_of
from talleyrand.record.patching import patched
from talleyrand.record.shapes import build
from talleyrand.record.syntax import Item, Raw, parse
from talleyrand.record.writing import written

HOSTILE = [
    "no", "NO", "8541.10", "# x", "a # b", "a: b", "a:", ": a", " led", "trailed ", "'", '"', "it's", 'say "no"', "a\nb",
    "a\n\nb\n", "\na", "a\n  b", "a\tb", "\tx", "🙂", "\u202eevil\u202c", "|", ">-", "-", "- a", "---", "...", "? ", "?",
    "!tag", "&a", "*a", "@", "%", "%YAML 1.2", "`x`", "~", "null", "Null", "=", "<<", "[a]", "{a: b}", "a, b", "a]", "\\n",
    "\\", "\u2028", "a\rb", "2025-02-04T00:01-05:00", "https://example.org/a#b?c,d", "x" * 3000, "long words " * 300 + "end",
    "double  space " * 20 + "x", "one\ntwo " + "words " * 60 + "x", "\u3000wide\u3000", "\u00a0", "#", "a\n# b", "a\n- b",
]  # fmt: skip


def read(text: str) -> Item:
    parsed = parse(text.encode(), "record.yaml")
    assert parsed.problems == ()
    (item,) = parsed.items
    assert (item.start, item.end) == (0, text.count("\n"))
    return item


def same(kind: str, one: dict[str, Raw], other: dict[str, Raw]) -> bool:
    return meant(one, entry_hints(kind)) == meant(other, entry_hints(kind))


def shipped() -> Iterator[tuple[str, Item]]:
    for file in sorted((Path(talleyrand.__file__).parent / "cases").glob("*/*.yaml")):
        text = file.read_text(encoding="utf-8")
        for item in parse(text.encode(), file.name).items:
            yield slice_of(text, item), item


SHIPPED = list(shipped())


# --- values at random ----------------------------------------------------------------------------

texts = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=30
)
tame = st.sampled_from(["a", "b c", "longer words", "X-1", "zh"])
FEW = {str: texts, bool: st.sampled_from(["yes", "no", "true"]), int: st.sampled_from(["0", "2"]),
       Decimal: st.sampled_from(["8541.10", "-5", "25"]), When: st.sampled_from(["2025", "2025-02-04"])}  # fmt: skip


@st.composite
def values_of(draw: st.DrawFn, hint: Any, text: st.SearchStrategy[str]) -> Any:
    each, shape, plain = each_of(hint), shape_of(hint), bare(hint)
    if each is not None:
        return [draw(values_of(each, text)) for _ in range(draw(st.integers(1, 3)))]
    if shape is not None:
        return draw(parts_of(hints_of(shape), text, 1))
    if get_origin(plain) is Literal:
        return draw(st.sampled_from(get_args(plain)))
    return draw(text if plain is str else FEW[plain])


@st.composite
def parts_of(draw: st.DrawFn, hints: Any, text: st.SearchStrategy[str], least: int) -> dict[str, Raw]:
    chosen = draw(st.lists(st.sampled_from(list(hints)), min_size=least, max_size=4, unique=True))
    return {name: draw(values_of(hints[name], text)) for name in chosen}


@st.composite
def entries(draw: st.DrawFn, kind: str, text: st.SearchStrategy[str] = texts) -> dict[str, Raw]:
    hints = {name: hint for name, hint in entry_hints(kind).items() if name != kind}
    return {kind: draw(tame), **draw(parts_of(hints, text, 0))}


# --- written -------------------------------------------------------------------------------------


@settings(max_examples=15)
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_reading_what_was_written_gives_the_same_values(kind: str, data: st.DataObject) -> None:
    values = data.draw(entries(kind))
    assert read(written(values)).value == values


@pytest.mark.parametrize("text", HOSTILE)
def test_every_awkward_text_comes_back_wherever_it_stands(text: str) -> None:
    values: dict[str, Raw] = {
        "person": text.strip() or "x", "name": text, "aliases": [text, "b", text], "names": {"zh": text},
        "posts": [{"post": text, "of": text}], "sources": [text, {"source": "a", "quote": text}],
    }  # fmt: skip
    assert read(written(values)).value == values


def test_every_shipped_entry_written_anew_says_the_same() -> None:
    assert [item.id for _, item in SHIPPED if read(written(item.value)).value != item.value] == []


def test_an_entry_is_laid_out_as_the_shipped_files_are() -> None:
    values: dict[str, Raw] = {
        "measure": "m-1", "sources": ["s-1", {"source": "s-2", "quote": "its words"}], "title": "Order 12: a duty",
        "note": "It is long. " * 12 + "It ends.", "toward": ["CN"], "confidence": {"level": "high"}, "by": "US",
        "steps": [{"effective": "2025-02-04", "step": "impose", "level": "8541.10", "sources": ["s-1"]}],
    }  # fmt: skip
    assert written(values) == dedent("""\
        - measure: m-1
          title: "Order 12: a duty"
          by: US
          toward: [CN]
          steps:
            - step: impose
              effective: 2025-02-04
              level: 8541.10
              sources: [s-1]
          sources: [s-1, {source: s-2, quote: its words}]
          confidence: {level: high}
          note: >-
            It is long. It is long. It is long. It is long. It is long. It is long. It is long. It is long. It is long. It is
            long. It is long. It is long. It ends.
        """)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"party": "US", "name": "a\x00b"}, "'name' holds a control character (U+0000); delete it"),
        ({"party": "US", "names": {"zh": "\x85"}}, "'zh' holds a control character (U+0085); delete it"),
        ({"party": "US", "aliases": ["a", "\ud800"]}, "'aliases' holds a control character (U+D800); delete it"),
        ({"party": "US", "names": {"a\x1b": "b"}}, "the name of a field holds a control character (U+001B); delete it"),
        ({"party": "", "name": "x"}, "the entry has no id; its first field, 'party', must hold one"),
        ({}, "the entry has no id; its first field, '', must hold one"),
        (
            {"party": "US", "names": {"<<": "b"}},
            "the entry cannot be written: merging with '<<' is not used in a record; write the values out",
        ),
    ],
)
def test_what_no_record_can_hold_is_refused_by_name(values: dict[str, Raw], message: str) -> None:
    with pytest.raises(WrongValue) as refused:
        written(values)
    assert str(refused.value) == message


def test_what_is_empty_is_left_out() -> None:
    values: dict[str, Raw] = {"party": "US", "name": "", "aliases": ["", "a"], "names": {}, "confidence": {"level": ""}}
    assert written(values) == "- party: US\n  aliases: [a]\n"


# --- patched -------------------------------------------------------------------------------------


def test_every_shipped_entry_told_its_own_values_stays_byte_for_byte() -> None:
    assert [item.id for text, item in SHIPPED if patched(text, item.value) != text] == []


def lines_of(text: str, item: Item, name: str) -> set[int]:
    """The lines of a top field: from its name to the one before the next."""
    starts = sorted((place[0] - 1 - item.start, path[0]) for path, place in item.places.items() if len(path) == 1)
    starts = [
        (number if text.split("\n")[number].lstrip("- ").startswith(str(key)) else number - 1, key)
        for number, key in starts
    ]
    begin = next(number for number, key in starts if key == name)
    return set(range(begin, next((number for number, _ in starts if number > begin), text.count("\n"))))


def touched(before: str, after: str) -> set[int]:
    changes = difflib.SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False).get_opcodes()
    return {line for tag, start, end, _, _ in changes if tag != "equal" for line in range(start, end)}


def test_a_change_of_one_field_of_a_shipped_entry_alters_no_other_line() -> None:
    for number, (text, item) in enumerate(SHIPPED):
        names = list(item.value)[1:]
        name = names[number % len(names)]
        raw = item.value[name]
        changed: Raw = f"{raw}: and more" if isinstance(raw, str) else raw[:-1] if isinstance(raw, list) else {"x": "y"}
        made = patched(text, {**item.value, name: changed})
        assert touched(text, made) <= lines_of(text, item, name), (item.id, name)
        assert same(item.kind, read(made).value, {**item.value, name: changed})


def test_a_text_deep_in_a_shipped_entry_alters_no_more_than_its_own_lines() -> None:
    for number, (text, item) in enumerate(SHIPPED):
        deep = [path for path, _ in item.places.items() if len(path) > 1 and isinstance(at(item.value, path), str)]
        if not deep:
            continue
        path = deep[number % len(deep)]
        values = copy.deepcopy(item.value)
        holder: Any = at(values, path[:-1])
        holder[path[-1]] = "changed"
        made = patched(text, values)
        assert len(touched(text, made)) == 1 or text.count(">-"), (item.id, path)
        assert len(touched(text, made)) <= 12
        assert same(item.kind, read(made).value, values)


def at(value: Any, path: Any) -> Any:
    for part in path:
        value = value[part]
    return value


ONE = """\
- measure: m-1   # the id
  # above the title
  title: 'Duty on goods'  # beside it

  toward: CN
  by: US
  note: >-  # prose
    It is folded
    here.
  steps:   # its life
    # above the first
    - step: impose   # begun
      level: 8541.10
      # the day
      effective: 2025-02-04
      # at its end

    # above the second
    - {step: raise, effective: 2025-03-04,  level: "20"}
    - step: lower
      sources: [a,  b]
  names:
    zh: 税   # in Chinese
  # at the end
"""


def change(**fields: Raw) -> str:
    values = copy.deepcopy(read(ONE).value)
    return patched(ONE, {**values, **fields})


def steps() -> list[Any]:
    return copy.deepcopy(read(ONE).value["steps"])  # type: ignore[return-value]


def test_a_changed_text_keeps_its_quotes_and_the_comments_by_it() -> None:
    assert change(title="A duty") == ONE.replace("'Duty on goods'", "'A duty'")
    assert change(note="Short") == ONE.replace(">-  # prose\n    It is folded\n    here.", "Short  # prose")
    long = "word " * 40 + "end"
    folded = f"title: >-  # beside it\n    {('word ' * 23).strip()}\n    {'word ' * 17}end\n"
    assert change(title=long) == ONE.replace("title: 'Duty on goods'  # beside it\n", folded)


def test_removing_the_first_step_rewrites_no_other() -> None:
    gone = "    - step: impose   # begun\n      level: 8541.10\n      # the day\n      effective: 2025-02-04\n      # at its end\n"
    assert change(steps=steps()[1:]) == ONE.replace(gone, "")


def test_a_field_added_stands_where_its_class_has_it() -> None:
    assert change(coverage="All") == ONE.replace("\n  names:", "\n  coverage: All\n  names:")
    assert change(instrument="tariff") == ONE.replace("  toward: CN\n", "  toward: CN\n  instrument: tariff\n")
    one, two, three = steps()
    two["id"], three["id"] = "second", "third"
    made = change(steps=[one, two, three])
    assert made == ONE.replace("{step: raise,", "{step: raise, id: second,").replace(
        "lower\n", "lower\n      id: third\n"
    )


def test_a_first_field_removed_leaves_its_dash_to_the_next() -> None:
    one, two, three = steps()
    del one["step"], two["step"]
    made = change(steps=[one, two, three])
    assert made == ONE.replace("- step: impose   # begun\n      level", "- level").replace("{step: raise, ", "{")
    del one["level"]
    made = change(steps=[one, two, three])
    assert "      # the day\n    - effective: 2025-02-04\n" in made


def test_one_value_becomes_several_where_it_stands() -> None:
    assert change(toward=["CN", "HK"]) == ONE.replace("toward: CN", "toward: [CN, HK]")
    assert change(toward=["CN"]) == ONE
    _, _, last = steps()
    last["sources"] = ["a", {"source": "b", "quote": "x: y"}]
    made = change(steps=[*steps()[:2], last])
    assert made == ONE.replace("[a,  b]", '[a,  {source: b, quote: "x: y"}]')


def test_one_part_becomes_one_of_several_with_its_comments() -> None:
    text = "- person: p\n  posts:\n    # held\n    post: Minister   # of what\n    of: US\n  name: P\n"
    posts: list[Raw] = [{"post": "Envoy", "of": "HK"}, {"post": "Minister", "of": "CN"}]
    made = patched(text, {"person": "p", "posts": posts, "name": "P"})
    assert made == dedent("""\
        - person: p
          posts:
            # held
            - post: Envoy
              of: HK
            - post: Minister   # of what
              of: CN
          name: P
        """)


def test_a_moved_step_takes_its_lines_and_comments_along() -> None:
    one, two, three = steps()
    made = change(steps=[two, three, one])
    first = ONE[ONE.index("    # above the first") : ONE.index("\n    # above the second")]
    rest = ONE[ONE.index("\n    # above the second") : ONE.index("  names:")]
    assert made == ONE.replace(first + rest, rest + first)


def test_a_name_added_in_another_language_joins_the_mapping() -> None:
    names: list[Raw] = [{"language": "zh", "text": "税"}, {"language": "fr", "text": "Droit"}]
    party = {"party": "X", "names": names}
    assert (
        patched("- party: X\n  names: {zh: 税}  # both\n", party)
        == "- party: X\n  names: {zh: 税, fr: Droit}  # both\n"
    )
    assert patched("- party: X\n  names:\n    zh: 税\n", party) == "- party: X\n  names:\n    zh: 税\n    fr: Droit\n"
    twice = {"party": "X", "names": [names[0], names[0]]}
    assert read(patched("- party: X\n  names: {zh: 税}\n", twice)).value == twice


def test_a_list_in_brackets_over_several_lines_keeps_its_comments() -> None:
    text = "- party: X\n  aliases: [\n    a, # about a\n    # above b\n    b,\n    c, # about c\n  ]\n"
    made = patched(text, {"party": "X", "aliases": ["a", "c", "d"]})
    assert read(made).value["aliases"] == ["a", "c", "d"]
    assert [each for each in ("# about a\n", "# above b\n", "# about c\n") if each not in made] == []


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("  aliases: a, b  # c", {"aliases": ["a, b", "c"]}, '  aliases: ["a, b", c]  # c'),
        ("  aliases: >-  # c\n    a", {"aliases": ["a", "b"]}, "  aliases: [a, b]  # c"),
        ("  name: # c\n    # d\n    Far\n  form: state", {"name": "Near", "form": "state"}, "  name: Near # c\n    # d\n  form: state"),
        ("  name: 'a' # c\n\n  # d\n  note: x", {"note": "x"}, "\n  # d\n  note: x"),
        ("  note: x\n\n  name: N", {"note": "x"}, "  note: x"),
        ('  "name" : a\n  note: "a\n    b" # c', {"name": "N", "note": "b"}, '  "name" : N\n  note: "b" # c'),
        ("  note: |+\n    a\n\n", {"name": "N", "note": "b"}, "  name: N\n  note: b"),
        ("  confidence: {level: high} # c", {"confidence": {"level": "low", "reason": "r"}}, "  confidence: {level: low, reason: r} # c"),
        ("  confidence:\n    level: high", {"confidence": "low"}, "  confidence: low"),
        ("  sources: {source: a} # c", {"sources": [{"source": "a"}, "b"]}, "  sources: [{source: a}, b] # c"),
        ("  sources: a # c", {"sources": {"source": "a", "quote": "q"}}, "  sources: {source: a, quote: q} # c"),
        ("  sources:\n  - a\n  # b\n  - b", {"sources": ["b", "c"]}, "  sources:\n  # b\n  - b\n  - c"),
        ("  sources:\n    - a # c\n    - b", {"sources": [{"source": "a", "at": "p. 1"}, "b"]},
         "  sources:\n    - source: a # c\n      at: p. 1\n    - b"),
        ("  names: {zh: a, fr: b, de: c}", {"names": {"de": "c", "zh": "a", "fr": "x"}}, "  names: {de: c, zh: a, fr: x}"),
        ("  names: # c\n    zh: a", {"names": [{"language": "zh", "text": "a"}, {"language": "zh", "text": "b"}]},
         "  names: # c\n    - language: zh\n      text: a\n    - language: zh\n      text: b"),
        ("  odd: [a, {b: [c, d]}]", {"odd": ["a", {"b": ["c", "e", "d"]}, ["x"]]}, "  odd: [a, {b: [c, e, d]}, [x]]"),
        ("  odd: text", {"odd": ["a", "b"]}, "  odd: [a, b]"),
        ("  odd:\n    - a\n    - - b\n      - c", {"odd": ["a", ["b", "d"]]}, "  odd:\n    - a\n    - - b\n      - d"),
        ("  name: a\n    # deep\n  note: x", {"name": "a\nb", "note": "x"}, "  name: |-\n    a\n    b\n  # deep\n  note: x"),
    ],
)  # fmt: skip
def test_each_way_of_writing_is_changed_in_its_own_way(text: str, values: dict[str, Raw], expected: str) -> None:
    head = "- party: X\n"
    made = patched(f"{head}{text}\n", {"party": "X", **values})
    assert made == f"{head}{expected}\n"
    assert same("party", read(made).value, {"party": "X", **values})


def test_an_entry_in_braces_or_below_its_dash_can_be_changed() -> None:
    wanted: dict[str, Raw] = {"party": "X", "name": "b", "form": "state"}
    assert patched("- {party: X, name: a} # c\n", wanted) == "- {party: X, name: b, form: state} # c\n"
    assert patched("-\n  # up\n  party: X\n  name: a\n", wanted) == "-\n  # up\n  party: X\n  name: b\n  form: state\n"
    assert patched("- riddle: X\n  a: b\n", {"riddle": "X", "a": "c", "d": "e"}) == "- riddle: X\n  a: c\n  d: e\n"


def test_a_way_of_writing_that_cannot_be_changed_without_loss_is_refused() -> None:
    with pytest.raises(WrongValue, match="a form cannot change without loss; edit its text"):
        patched("- party: X\n  ? name\n  : a\n", {"party": "X", "name": "b"})


def test_shorthand_that_means_the_same_is_left_alone() -> None:
    text = "- party: X\n  article: true\n  sources: s-1\n  includes: A\n  note: '  x '\n  reason: ''\n"
    values: dict[str, Raw] = {
        "party": "X",
        "article": "yes",
        "sources": [{"source": "s-1"}],
        "includes": ["A"],
        "note": "x",
    }
    assert patched(text, values) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "- party: X\n  name:\n",
            "the entry cannot be changed as it stands: the text of the entry:2: 'name' has no value",
        ),
        ("- party: X\n- party: Y\n", "the text of the entry holds 2 entries"),
        ("- person: X\n", "the values are of kind 'party', the entry is of kind 'person'"),
    ],
)
def test_a_text_that_is_not_one_sound_entry_of_its_kind_is_refused(text: str, message: str) -> None:
    with pytest.raises(WrongValue, match=message.replace("(", r"\(")):
        patched(text, {"party": "X"})


def test_a_control_character_is_refused_in_a_change_too() -> None:
    with pytest.raises(WrongValue, match="'name' holds a control character"):
        patched("- party: X\n", {"party": "X", "name": "\x00"})


@settings(max_examples=15)
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_patch_says_what_is_wanted_whatever_stood_there(kind: str, data: st.DataObject) -> None:
    some = entries(kind)
    before, after = data.draw(some), data.draw(some)
    mixed = {kind: after[kind], **{name: data.draw(st.sampled_from([before.get(name, ""), after.get(name, "")]))
                                   for name in sorted({*before, *after} - {kind})}}  # fmt: skip
    text = written(before)
    assert patched(text, before) == text
    made = patched(text, mixed)
    assert same(kind, read(made).value, mixed)
    assert same(kind, read(patched(made, before)).value, before)


@st.composite
def scribbled(draw: st.DrawFn, text: str) -> str:
    """A text with comments put between and beside its lines."""
    lines = []
    for number, line in enumerate(text.removesuffix("\n").split("\n")):
        depth = len(line) - len(line.lstrip(" "))
        if number and draw(st.booleans()):
            lines.append(" " * draw(st.sampled_from([depth, depth + 2, 2])) + f"# above {number}")
        lines.append(line + draw(st.sampled_from(["", f"  # beside {number}"])))
    return "\n".join(lines) + "\n"


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, str):
        return [path]
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for name, each in inner for leaf in leaves(each, (*path, name))]


@settings(max_examples=15)
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_comment_outlives_a_changed_text(kind: str, data: st.DataObject) -> None:
    values = data.draw(entries(kind, tame))
    text = data.draw(scribbled(written(values)))
    changed = copy.deepcopy(values)
    path = data.draw(st.sampled_from(leaves(values)))
    at(changed, path[:-1])[path[-1]] = data.draw(texts.filter(lambda made: bool(made.strip())))
    made = patched(text, changed)
    assert same(kind, read(made).value, changed)
    comments = [line[line.index("# ") :] for line in text.split("\n") if "# " in line]
    assert [each for each in comments if each not in made] == []
    lines = text.split("\n")
    assert len([line for line in touched(text, made) if not lines[line].lstrip().startswith("#")]) <= 1


@settings(max_examples=15)
@pytest.mark.parametrize("kind", ["measure", "commitment", "agreement", "person"])
@given(data=st.data())
def test_every_comment_outside_a_removed_field_outlives_it(kind: str, data: st.DataObject) -> None:
    values = data.draw(entries(kind, tame).filter(lambda made: len(made) > 1))
    plain = written(values)
    text = data.draw(scribbled(plain))
    name = data.draw(st.sampled_from(list(values)[1:]))
    made = patched(text, {key: raw for key, raw in values.items() if key != name})
    gone = lines_of(plain, read(plain), name)
    marks = [
        f"# {side} {line}" for side in ("above", "beside") for line in range(plain.count("\n")) if line not in gone
    ]
    inside = f"# above {max(gone) + 1}"  # it may stand deeper than the name, and is then the field's own
    there = {line[line.index("# ") :] for line in text.split("\n") if "# " in line}
    left = {line[line.index("# ") :] for line in made.split("\n") if "# " in line}
    assert {each for each in marks if each in there and each != inside} <= left
    assert f"# above {min(gone)}" not in there or f"# above {min(gone)}" in left or min(gone) > 1


@settings(max_examples=15)
@pytest.mark.parametrize("kind", ["measure", "commitment", "agreement", "person"])
@given(data=st.data())
def test_a_patch_among_comments_says_what_is_wanted(kind: str, data: st.DataObject) -> None:
    before, after = data.draw(entries(kind, tame)), data.draw(entries(kind, tame))
    wanted = {kind: before[kind], **{name: raw for name, raw in before.items() if data.draw(st.booleans())}, **after}
    made = patched(data.draw(scribbled(written(before))), wanted)
    assert same(kind, read(made).value, wanted)


def test_a_built_entry_is_the_same_after_it_was_written_and_patched() -> None:
    for text, item in SHIPPED[::40]:
        entry, _ = build(item.kind, item.value)
        assert build(item.kind, read(written(item.value)).value)[0] == entry
        made = patched(text, {**item.value, "note": "A new note."})
        assert build(item.kind, read(made).value)[0] == build(item.kind, {**item.value, "note": "A new note."})[0]
