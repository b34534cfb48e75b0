"""What the reader takes, what it refuses, and where it says things stand."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.record import syntax
from talleyrand.record.syntax import Item, Parsed, parse

GOOD = "- party: US\n  name: United States\n"


def read(text: str) -> Parsed:
    return parse(text.encode("utf-8", "surrogatepass"), "parties.yaml")


def only(text: str) -> Item:
    parsed = read(text)
    assert parsed.problems == ()
    (item,) = parsed.items
    return item


def faults(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return [str(problem) for problem in parse(data, "parties.yaml").problems]


MEASURES = """\
# What is in force
- measure: us-fentanyl-2025
  title: 'Duty on goods, "fentanyl"'   # remarks are no part of a value
  steps:
    - step: impose
      effective: 2025-02-04T00:01-05:00
      note: |
        Two lines,
        # and this is one of them

    - step: lower
  codes: [8541.10, NO]

# Before the next
- party: US
"""


def test_an_entry_is_its_kind_its_id_and_its_values_as_text() -> None:
    measure, party = read(MEASURES).items
    assert (measure.kind, measure.id, party.kind, party.id) == ("measure", "us-fentanyl-2025", "party", "US")
    assert measure.value == {
        "measure": "us-fentanyl-2025",
        "title": 'Duty on goods, "fentanyl"',
        "steps": [
            {
                "step": "impose",
                "effective": "2025-02-04T00:01-05:00",
                "note": "Two lines,\n# and this is one of them\n",
            },
            {"step": "lower"},
        ],
        "codes": ["8541.10", "NO"],
    }


def test_every_value_has_its_place() -> None:
    places = read(MEASURES).items[0].places
    assert places[()] == (2, 3)
    assert places["measure",] == (2, 12)
    assert places["title",] == (3, 10)
    assert places["steps",] == (5, 5)
    assert places["steps", 0] == (5, 7)
    assert places["steps", 0, "effective"] == (6, 18)
    assert places["steps", 1, "step"] == (11, 13)
    assert places["codes", 1] == (12, 20)


def test_an_entry_s_lines_end_before_blank_lines_and_remarks_at_the_margin() -> None:
    measure, party = read(MEASURES).items
    assert (measure.start, measure.end) == (1, 12)
    assert (party.start, party.end) == (14, 15)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("- party: US", 1),
        ("-\n  party: US\n\n\n", 2),
        ("- party: US\n  # an indented remark is its own\n\n# not this\n  # nor this\n", 2),
        ("- party: US\n  note: |\n    text\n    # text\n\n\n- party: CN\n", 4),
        ("- party: US\n  note: |+\n    text\n\n\n- party: CN\n", 5),
        ("- party: US\n  note: >- # not + here\n    text\n\n\n- party: CN\n", 3),
        ("- party: US\n  note: |+\n    text\n\n  # remark\n\n", 5),
        ("- party: US\n  names: [a,\n    b\n    ]\n\n# x\n", 4),
        ("- {party: US,\n   name: x}\n\n", 2),
        ("- party: US\r\n  name: x\r\n\r\n- party: CN\r\n", 2),
        ("- party: US\n  note: 'a\n\n    b'\n\n", 4),
        ("- party: US\n  note: |\n", 2),
        ("- party: US\n  note: |\n    a\n    \u3000\n\n", 4),
    ],
)
def test_the_last_line_of_an_entry_is_found(text: str, end: int) -> None:
    item = read(text).items[0]
    assert (item.start, item.end) == (0, end)


def test_scalars_stay_text() -> None:
    item = only("- party: NO\n  a: 012\n  b: 1:30\n  c: 8541.10\n  d: on\n  e: 2025-02-04\n  f: .nan\n")
    assert list(item.value.values()) == ["NO", "012", "1:30", "8541.10", "on", "2025-02-04", ".nan"]


def test_line_ends_do_not_change_values() -> None:
    unix, windows = read(MEASURES).items, read(MEASURES.replace("\n", "\r\n")).items
    assert [item.value for item in windows] == [item.value for item in unix]


def test_a_text_block_is_the_same_whether_or_not_the_file_ends_in_a_line_end() -> None:
    assert only("- party: US\n  note: |\n    x").value == only("- party: US\n  note: |\n    x\n").value


def test_a_byte_order_mark_is_tolerated() -> None:
    (item,) = parse(b"\xef\xbb\xbf- party: US\n", "x.yaml").items
    assert item.places["party",] == (1, 10)


@pytest.mark.parametrize("text", ["", "\n\n", "# only remarks\n", "---\n", "--- # the list\n", "  # indented\n"])
def test_a_file_without_entries_is_no_fault(text: str) -> None:
    assert read(text) == Parsed(items=(), problems=())


def test_invisible_direction_marks_are_left_to_the_rules() -> None:
    assert only("- party: US\n  name: a\u202eb\u200bc\n").value["name"] == "a\u202eb\u200bc"


def test_quoted_empty_text_is_a_value() -> None:
    assert only("- party: US\n  name: ''\n  word: 'null'\n").value == {
        "party": "US",
        "name": "",
        "word": "null",
    }


def test_a_name_without_a_value_is_a_fault_and_the_entry_stays() -> None:
    parsed = read("- party: US\n  name:\n  aliases:\n    - ~\n    - USA\n  zone: null\n")
    assert parsed.items[0].value == {"party": "US", "aliases": ["USA"]}
    no_word = "delete the line, or put the word in quotes"
    assert [str(p) for p in parsed.problems] == [
        "parties.yaml:2: 'name' has no value; give it one or delete the line [syntax]",
        f"parties.yaml:4: an item of this list has no value ('~' means none); {no_word} [syntax]",
        f"parties.yaml:6: 'zone' has no value ('null' means none); {no_word} [syntax]",
    ]


def test_a_fault_names_the_entry_it_is_in() -> None:
    (problem,) = read("- measure: us-x.1\n  a: 1\n  a: 2\n").problems
    assert (problem.entry, problem.place.line, problem.place.column) == ("us-x.1", 3, 3)


TAB = "a tab stands before the text; indent with spaces"
QUOTE = "this quoted text is not closed before the next entry; add the closing quote"
ALIAS = "'*' at the start of a value refers to another; write the value out, or put the text in quotes"
ANCHOR = "'&' at the start of a value names it for reuse, which a record does not; put the text in quotes"
TAG = "'!' at the start of a value gives it a type, which a record does not; put the text in quotes"
INDENT = "this is not indented like the lines above, nor does it begin with '- '"
UNFIT = "this does not fit what stands before it; check indentation and quotes"
COLON = "wrong indentation, or a text with ': ' that wants quotes"
NO_PAIR = "this line is no 'name: value'; check its indentation and the ':'"
BLOCK = "after '|' or '>' the text begins on the next line, indented with spaces"
LIST = "this list in brackets lacks a comma or its closing ']'"
DEEP = "lists and mappings stand more than 32 deep in one another here"
NO_ID = "an entry begins with its kind and id, as in '- measure: its-id'"
NO_ENTRY = "an entry is made of lines 'name: value', its kind and id first"
NOTHING = "nothing follows this '-'; delete it"
START = "a text cannot begin with this character; put it in quotes"
LONG = "a plain name of up to 100 characters must stand before ':'"
NO_WORD = "only a plain word may stand before ':'"
BRACES = "this mapping in braces lacks a comma or its closing '}'"
GAP = "a value is missing before this comma or bracket"
BESIDE = "an item of a list cannot begin here; put it on a line of its own"
ESCAPE = "an unknown escape after '\\'; write '\\\\', or use single quotes"
HEX = "an escape such as '\\x' or '\\u' wants hexadecimal digits after it"
NO_ESCAPE = "an escape in this text stands for no character"
RETURN = "a line ends in a bare carriage return; use ordinary line ends (LF or CRLF)"
MERGE = "merging with '<<' is not used in a record; write the values out"
DIRECTIVE = "directives (lines that begin with '%') are not used in a record; delete the line"
MARGIN = "an entry begins at the left margin; remove the spaces before it"
ONE_LIST = "a file holds one list; delete this line '---'"
NO_LIST = "a file is a list of entries, each beginning with a line such as '- measure: its-id'"


def twice(name: str, line: int) -> str:
    return f"'{name}' stands here a second time (first on line {line})"


def escaped(code: str) -> str:
    return f"an escape in this text stands for a control character ({code})"


def invisible(code: str) -> str:
    return f"an invisible control character ({code}) stands here; delete it"


def separator(code: str) -> str:
    return f"an invisible line separator ({code}) stands here; replace it by a space"


# Each stands between two good entries and costs neither; line and column count from the bad entry.
BROKEN_ENTRIES = {
    "a quote never closed": ('- party: A\n  name: "foo\n', 2, 9, QUOTE),
    "a single quote never closed": ("- party: A\n  name: 'foo\n", 2, 9, QUOTE),
    "a quote over a document's end": ('- party: A\n  name: "x\n---\n  y"\n', 2, 9, QUOTE),
    "a quote closed too early": ('- party: A\n  name: "foo" bar\n', 2, 15, UNFIT),
    "two texts in quotes": ('- party: A\n  name: "a" "b"\n', 2, 13, UNFIT),
    "a tab for indentation": ("- party: A\n\tname: x\n", 2, 1, TAB),
    "a tab before a list item": ("- party: A\n  names:\n\t- a\n", 3, 1, TAB),
    "a tab after spaces": ("- party: A\n  of:\n  \ty: 1\n", 3, 3, TAB),
    "a tab after the dash": ("-\tparty: A\n", 1, 2, TAB),
    "a tab that begins a text block": ("- party: A\n  note: |\n\tfoo\n", 3, 1, TAB),
    "a colon within a text": ("- party: A\n  title: foo: bar\n", 2, 13, COLON),
    "a line too far right": ("- party: A\n    title: foo\n", 2, 10, COLON),
    "a line too far left": ("- party: A\n title: foo\n", 2, 2, INDENT),
    "a list item too far left": ("- party: A\n  x:\n    - a\n   - b\n", 4, 4, UNFIT),
    "a stray word at the margin": ("- party: A\nfoo\n", 2, 1, NO_PAIR),
    "a stray pair at the margin": ("- party: A\nfoo: x\n", 2, 1, INDENT),
    "a line without a colon": ("- party: A\n  title foo\n", 2, 3, NO_PAIR),
    "a text that begins with @": ("- party: A\n  name: @foo\n", 2, 9, START),
    "a text that begins with a backtick": ("- party: A\n  name: `foo\n", 2, 9, START),
    "a text that begins with %": ("- party: A\n  name: %foo\n", 2, 9, START),
    "a text in stars": ("- party: A\n  name: **foo**\n", 2, 10, ALIAS),
    "an alias": ("- party: A\n  name: *foo\n", 2, 9, ALIAS),
    "an alias for an entry": ("- *a\n", 1, 3, ALIAS),
    "an alias for a name": ("- party: A\n  *a : b\n", 2, 3, ALIAS),
    "an anchor": ("- party: A\n  name: &foo bar\n", 2, 9, ANCHOR),
    "an anchor on an entry": ("- &a\n  party: A\n", 1, 3, ANCHOR),
    "an anchor on a name": ("- party: A\n  &a k: b\n", 2, 3, ANCHOR),
    "an anchor on nothing": ("- party: A\n  name: &a\n", 2, 9, ANCHOR),
    "an alias bomb": ("- party: A\n  a: &a [x,x]\n  b: &b [*a,*a]\n  c: &c [*b,*b]\n", 2, 6, ANCHOR),
    "a tag": ("- party: A\n  name: !x y\n", 2, 9, TAG),
    "a bare tag": ("- party: A\n  name: ! y\n", 2, 9, TAG),
    "a tag of no known handle": ("- party: A\n  name: !q!x y\n", 2, 9, TAG),
    "a tag on an entry": ("- !!map\n  party: A\n", 1, 3, TAG),
    "a tag on nothing": ("- party: A\n  name: !!null\n", 2, 9, TAG),
    "a tag that would run Python": ("- party: A\n  x: !!python/object/apply:os.system [ls]\n", 2, 6, TAG),
    "a list never closed": ("- party: A\n  x: [a, b\n", 2, 6, LIST),
    "a list closed by a brace": ("- party: A\n  x: [a, b}\n", 2, 6, LIST),
    "a mapping never closed": (
        "- party: A\n  x: {a: b\n",
        2,
        6,
        BRACES,
    ),
    "a gap in a list": ("- party: A\n  x: [a, , b]\n", 2, 10, GAP),
    "an item beside its name": (
        "- party: A\n  x: - a\n",
        2,
        6,
        BESIDE,
    ),
    "an unknown escape": (
        '- party: A\n  x: "C:\\q"\n',
        2,
        6,
        ESCAPE,
    ),
    "an escape cut short": (
        '- party: A\n  x: "\\x0z"\n',
        2,
        6,
        HEX,
    ),
    "half a surrogate pair": ('- party: A\n  x: "\\ud800"\n', 2, 6, NO_ESCAPE),
    "NUL by an escape": ('- party: A\n  x: "\\0"\n', 2, 6, escaped("U+0000")),
    "a bell by an escape in a name": ('- party: A\n  "\\a": x\n', 2, 3, LONG),
    "NUL": ("- party: A\n  x: a\0b\n", 2, 7, invisible("U+0000")),
    "an escape sequence for terminals": ("- party: A\n  x: a\x1b[31m\n", 2, 7, invisible("U+001B")),
    "DEL": ("- party: A\n  x: a\x7f\n", 2, 7, invisible("U+007F")),
    "NUL in a remark": ("- party: A # \0\n", 1, 14, invisible("U+0000")),
    "a byte order mark inside": ("- party: A\n  x: a\ufeffb\n", 2, 7, invisible("U+FEFF")),
    "no character at all": ("- party: A\n  x: a\uffffb\n", 2, 7, invisible("U+FFFF")),
    "a line separator": ("- party: A\n  x: a\u2028b\n", 2, 7, separator("U+2028")),
    "a next-line character": ("- party: A\n  x: a\x85b\n", 2, 7, separator("U+0085")),
    "a bare carriage return": (
        "- party: A\r  x: b\n",
        1,
        11,
        RETURN,
    ),
    "text after the mark of a text block": ("- party: A\n  x: | foo\n", 2, 8, BLOCK),
    "a text block indented by nothing": ("- party: A\n  x: |0\n   foo\n", 2, 7, BLOCK),
    "a name twice": ("- party: A\n  x: 1\n  y: 2\n  x: 3\n", 4, 3, twice("x", 4)),
    "a name twice, deep": (
        "- party: A\n  x:\n    - a: 1\n      a: 2\n",
        4,
        7,
        twice("a", 5),
    ),
    "a name twice, once empty": (
        "- party: A\n  x:\n  x: 3\n",
        3,
        3,
        twice("x", 4),
    ),
    "two kinds": ("- party: A\n  party: B\n", 2, 3, twice("party", 3)),
    "a merge": (
        "- party: A\n  <<: {a: b}\n",
        2,
        3,
        MERGE,
    ),
    "a list for a name": ("- party: A\n  ? [a]\n  : b\n", 2, 5, NO_WORD),
    "a list for a name on one line": ("- party: A\n  [a]: b\n", 2, 3, NO_WORD),
    "no name": ("- party: A\n  '': b\n", 2, 3, LONG),
    "a colon alone": ("- party: A\n  : b\n", 2, 3, UNFIT),
    "a long name": (f"- party: A\n  {'k' * 500}: b\n", 2, 3, LONG),
    "a name longer than a parser looks": (f"- party: A\n  {'k' * 5000}: b\n", 2, 3, NO_PAIR),
    "a huge name": (f"- party: A\n  ? {'k' * 500_000}\n  : b\n", 2, 5, LONG),
    "100,000 brackets": (f"- party: A\n  x: {'[' * 100_000}\n", 2, 36, DEEP),
    "100,000 brackets on as many lines": ("- party: A\n  x: " + "[\n" * 100_000, 32, 1, DEEP),
    "100,000 braces": (f"- party: A\n  x: {'{a: ' * 100_000}\n", 2, 126, DEEP),
    "100,000 dashes": (f"{'- ' * 100_000}\n", 1, 65, DEEP),
    "100,000 question marks": (f"- {'? ' * 100_000}\n", 1, 5, NO_WORD),
    "300 levels of indentation": (
        "- party: A\n" + "".join(f"{'  ' * n}x{n}:\n" for n in range(1, 300)),
        33,
        65,
        DEEP,
    ),
    "a dash alone": ("-\n", 1, 2, NOTHING),
    "a dash and a space": ("- \n", 1, 2, NOTHING),
    "a word": ("- foo\n", 1, 3, NO_ENTRY),
    "nothing, said outright": ("- ~\n", 1, 3, NO_ENTRY),
    "a list": ("- - a\n", 1, 3, NO_ENTRY),
    "no fields": ("- {}\n", 1, 1, NO_ID),
    "a kind without an id": ("- party:\n  name: x\n", 1, 1, NO_ID),
    "a kind with an empty id": ("- party: ''\n", 1, 1, NO_ID),
    "a kind with a list for an id": ("- party: [a]\n", 1, 1, NO_ID),
    "a set": ("- {party, b}\n", 1, 1, NO_ID),
}


@pytest.mark.parametrize("name", BROKEN_ENTRIES)
def test_a_broken_entry_is_one_fault_and_costs_no_other(name: str) -> None:
    broken, line, column, message = BROKEN_ENTRIES[name]
    began = time.process_time()
    parsed = read(GOOD + broken + "- party: CN\n")
    assert time.process_time() - began < 2
    assert [item.id for item in parsed.items] == ["US", "CN"]
    (problem,) = parsed.problems
    assert str(problem) == f"parties.yaml:{line + 2}: {message} [syntax]"
    assert (problem.place.line, problem.place.column) == (line + 2, column)


# What stands before the first entry, or is wrong with the file as a whole.
BROKEN_FILES = {
    "a mapping": ("party: A\n", 1, NO_LIST),
    "a word": ("foo\n", 1, NO_LIST),
    "a list in brackets": ("[{party: A}]\n", 1, NO_LIST),
    "100,000 brackets": ("[" * 100_000, 1, NO_LIST),
    "100,000 question marks": ("? " * 100_000, 1, NO_LIST),
    "an indented list": ("# x\n\n  - party: A\n", 3, MARGIN),
    "a tab first": ("\t- party: A\n", 1, TAB),
    "a directive": (
        "%YAML 1.1\n---\n",
        1,
        DIRECTIVE,
    ),
    "two beginnings": ("---\n---\n", 2, ONE_LIST),
    "a document before": ("---\nparty: A\n", 2, NO_LIST),
    "NUL before the first entry": ("# \0\n", 1, invisible("U+0000")),
    "a second byte order mark": (b"\xef\xbb\xbf\xef\xbb\xbf", 1, invisible("U+FEFF")),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "the byte 0x89 is not UTF-8; save the file as UTF-8"),
}


@pytest.mark.parametrize("name", BROKEN_FILES)
def test_what_stands_before_the_first_entry_is_one_fault(name: str) -> None:
    text, line, message = BROKEN_FILES[name]
    data = text if isinstance(text, bytes) else text.encode()
    parsed = parse(data + b"\n" + GOOD.encode(), "parties.yaml")
    assert [str(problem) for problem in parsed.problems] == [f"parties.yaml:{line}: {message} [syntax]"]
    assert [item.id for item in parsed.items] == ["US"]


def test_bytes_that_are_not_utf_8_cost_their_entry_alone() -> None:
    data = "- party: A\n  name: café\n".encode("latin-1") + GOOD.encode()
    parsed = parse(data, "x.yaml")
    assert [item.id for item in parsed.items] == ["US"]
    assert [str(p) for p in parsed.problems] == [
        "x.yaml:2: the byte 0xE9 is not UTF-8; save the file as UTF-8 [syntax]"
    ]


@pytest.mark.parametrize("form", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_utf_16_is_refused(form: str) -> None:
    parsed = parse(GOOD.encode(form), "x.yaml")
    assert parsed.items == ()
    assert len(parsed.problems) == 1


@pytest.mark.parametrize("sign", ["---", "..."])
def test_a_second_document_is_one_fault_and_its_entries_are_read(sign: str) -> None:
    parsed = read(f"{GOOD}{sign}\n- party: CN\n")
    assert [item.id for item in parsed.items] == ["US", "CN"]
    assert [str(p) for p in parsed.problems] == [
        f"parties.yaml:3: a file holds one list; delete this line '{sign}' [syntax]"
    ]


def test_a_file_over_the_limit_is_refused_whole() -> None:
    assert faults(b"#" * (syntax.MAX_BYTES + 1)) == [
        "parties.yaml:1: the file is larger than 1 MiB; split it in two [syntax]"
    ]
    assert faults(b"#" * syntax.MAX_BYTES) == []


def test_too_many_faults_end_the_reading() -> None:
    found = faults("-\n" * 500_000)
    assert len(found) == 201
    assert found[-1] == ("parties.yaml:201: more than 200 faults; the file is not read from here on [syntax]")


def test_one_entry_with_too_many_faults_ends_the_reading_too() -> None:
    parsed = read("- party: US\n  names:\n" + "    -\n" * 50_000 + GOOD)
    assert [item.value for item in parsed.items] == [{"party": "US", "names": []}]
    assert len(parsed.problems) == 201


@pytest.mark.parametrize("text", ["- a: b\n" * 149_000, f"- a: [{'x,' * 500_000}]\n"])
def test_too_many_values_end_the_reading(text: str) -> None:
    began = time.process_time()
    (fault,) = faults(text)
    assert "the file holds more than 100,000 values; split it in two [syntax]" in fault
    assert time.process_time() - began < 6


def test_a_text_as_long_as_a_file_may_be_is_read_whole() -> None:
    text = "x" * 1_000_000
    assert only(f'- party: "{text}"\n').id == text


def test_a_quote_cannot_hide_an_entry_line() -> None:
    parsed = read('- party: "US\n- party: CN"\n')
    assert [problem.place.line for problem in parsed.problems] == [1]


LINE = st.text(st.sampled_from("ab:-?[]{}#&*!|>'\"%@` \t~\\<,.0\0\r\x85é中\ud800"), max_size=12)


@given(st.lists(LINE, min_size=1, max_size=8))
def test_no_text_raises_and_none_costs_its_neighbours(lines: list[str]) -> None:
    broken = "- " + "\n  ".join(lines) + "\n"
    parsed = parse((GOOD + broken + GOOD).encode("utf-8", "surrogatepass"), "x.yaml")
    ids = [item.id for item in parsed.items]
    assert (ids[0], ids[-1]) == ("US", "US")
    assert len(ids) == 3 or parsed.problems
    assert all(1 <= problem.place.line <= 5 + len(lines) for problem in parsed.problems)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    parse(data, "x.yaml")


WORD = st.from_regex(r"[a-z][a-z_]{0,6}", fullmatch=True)
LETTER = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
PROSE = st.lists(st.text(LETTER), min_size=1, max_size=3).map("\n".join)
VALUE = st.recursive(
    PROSE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3),
    max_leaves=8,
)
ENTRY = st.builds(
    lambda kind, name, rest: {kind: name} | {key: value for key, value in rest.items() if key != kind},
    WORD,
    WORD,
    st.dictionaries(WORD, VALUE, max_size=5),
)
Entries = list[dict[str, object]]


def written(entries: Entries, style: str | None, flow: bool | None, width: int) -> str:
    """The entries as PyYAML's own writer has them, in one of its manners."""

    class Writer(yaml.SafeDumper):
        ignore_aliases = staticmethod(lambda _: True)

    Writer.add_representer(str, lambda w, text: w.represent_scalar("tag:yaml.org,2002:str", text, style=style))
    text = yaml.dump(entries, Dumper=Writer, default_flow_style=flow, width=width, allow_unicode=True, sort_keys=False)
    return text.removesuffix("...\n")


MANNER = (st.sampled_from([None, "'", '"', "|", ">"]), st.sampled_from([False, None]), st.integers(20, 120))


@given(st.lists(ENTRY, min_size=1, max_size=4), *MANNER)
def test_what_another_program_writes_is_read_back(
    entries: Entries, style: str | None, flow: bool | None, width: int
) -> None:
    text = written(entries, style, flow, width)
    parsed = read(text)
    assert parsed.problems == ()
    assert [item.value for item in parsed.items] == yaml.load(text, Loader=yaml.BaseLoader)


@given(st.lists(ENTRY, min_size=1, max_size=4), *MANNER)
def test_places_are_those_of_another_parser(entries: Entries, style: str | None, flow: bool | None, width: int) -> None:
    text = written(entries, style, flow, width)
    tree = yaml.compose(text, Loader=yaml.BaseLoader)
    for item, node in zip(read(text).items, tree.value, strict=True):
        assert item.places == dict(places(node, ()))


def places(node: yaml.Node, path: syntax.Path) -> Iterator[tuple[syntax.Path, tuple[int, int]]]:
    yield path, (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return
    mapping = isinstance(node, yaml.MappingNode)
    for key, value in [(k.value, v) for k, v in node.value] if mapping else enumerate(node.value):
        yield from places(value, (*path, key))


@given(st.lists(ENTRY, min_size=1, max_size=4), *MANNER)
def test_an_entry_s_own_lines_alone_say_the_same(
    entries: Entries, style: str | None, flow: bool | None, width: int
) -> None:
    text = written(entries, style, flow, width).replace("\n- ", "\n\n# a remark\n- ")
    lines = text.split("\n")
    for item in read(text).items:
        assert only("\n".join(lines[item.start : item.end]) + "\n").value == item.value


SLOW = """
import sys
sys.modules["yaml._yaml"] = None  # as if PyYAML had been built without libyaml
from talleyrand.record.syntax import parse
for text in sys.stdin.read().split("\\f"):
    parsed = parse(text.encode(), "x.yaml")
    items = [(i.id, i.value, i.places, i.start, i.end) for i in parsed.items]
    print(items, [str(p) for p in parsed.problems])
"""


def test_without_libyaml_all_is_the_same() -> None:
    """Two escapes are worded otherwise, and a tab before the end of a line is not forgiven."""
    texts = [MEASURES, *(entry[0] for name, entry in BROKEN_ENTRIES.items() if len(entry[0]) < 1000)]
    texts = [text for text in texts if "\\x0z" not in text and "\\ud800" not in text]
    sent = "\f".join(text.replace("\r", "").replace("\f", "") for text in texts)
    command = [sys.executable, "-c", SLOW]
    answer = subprocess.run(command, input=sent, capture_output=True, text=True, check=True, encoding="utf-8")
    assert answer.stdout.splitlines() == [seen(text) for text in sent.split("\f")]


def seen(text: str) -> str:
    parsed = parse(text.encode(), "x.yaml")
    items = [(i.id, i.value, i.places, i.start, i.end) for i in parsed.items]
    return f"{items} {[str(problem) for problem in parsed.problems]}"
