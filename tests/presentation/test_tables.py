"""Tables, Markdown pages and lists of problems for people."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.books.statement import Row, Statement, Tally, columns
from talleyrand.presentation.tables import as_list, as_markdown, as_table, text_of
from talleyrand.record.dates import moment, when
from talleyrand.record.problems import Place, Problem

DAY = moment("2025-05-01")


def statement(names: str, *rows: tuple[object, ...], **more: object) -> Statement:
    """A statement of these columns, each row citing an entry named after its number."""
    made = tuple(Row(row, (f"entry-{number}",)) for number, row in enumerate(rows, 1))  # type: ignore[arg-type]
    return Statement(title="Title", on=DAY, known=DAY, columns=columns(*names.split()), rows=made, **more)  # type: ignore[arg-type]


def test_a_table_is_a_title_two_clocks_headings_and_rows() -> None:
    shown = as_table(statement("measure level:percent", ("Duty on kites", Decimal("25.0"))), 60)
    assert shown == (
        "Title\n"
        "on 2025-05-01, as known on 2025-05-01\n"
        "\n"
        "measure        level (percent)\n"
        "-------------  ---------------\n"
        "Duty on kites               25\n"
        "[entry-1]\n"
    )


def test_a_statement_without_rows_says_so() -> None:
    assert "Nothing to show." in as_table(statement("measure"), 80)
    assert "Nothing to show." in as_markdown(statement("measure"))


def test_columns_that_are_empty_are_left_out() -> None:
    assert "series" not in as_table(statement("measure series", ("Duty", None)), 80)


def test_details_give_way_first_in_a_narrow_table() -> None:
    book = statement("measure *basis *unit", ("A duty on all kinds of kites", "Order 12 of the President", "percent"))
    assert "basis" in as_table(book, 100)
    narrow = as_table(book, 50)
    assert "basis" in narrow
    assert "percent" not in narrow
    assert "Order" not in as_table(book, 38)


def test_a_date_or_a_word_is_never_cut_where_the_table_can_stand() -> None:
    book = statement("day measure *note", ("2025-05-10/2025-05-12", "Semiconductors and kites", "long " * 30))
    shown = as_table(book, 40)
    assert "2025-05-10/\n" in shown.replace("  ", "\n").replace(" \n", "\n")
    assert "Semiconductors" in shown
    assert "2025-05-12" in shown


def test_where_columns_cannot_stand_side_by_side_each_row_is_a_block() -> None:
    book = statement("obligor deadline verdict", ("Arcadia-and-all", "2025-05-12", "reservations"), ("B", None, "kept"))
    assert as_table(book, 24).partition("\n\n")[2].split("\n") == [
        "obligor   Arcadia-and-",
        "          all",
        "          [entry-1]",
        "deadline  2025-05-12",
        "verdict   reservations",
        "",
        "obligor   B",
        "          [entry-2]",
        "verdict   kept",
        "",
    ]


def test_rows_stand_under_their_direction() -> None:
    shown = as_table(statement("by toward level", ("ARC", "BOR", 1), ("ARC", "BOR", 2), ("BOR", "ARC", 3)), 80)
    assert shown.count("ARC → BOR") == 1
    assert shown.count("BOR → ARC") == 1


def test_two_sides_that_differ_stand_over_their_rows_as_a_and_b() -> None:
    shown = as_table(statement("side_a side_b value_a value_b", ("ARC", "BOR", "yes", "no"), ("ARC", None, "x", None)))
    assert "a: ARC, b: BOR" in shown
    assert "a: ARC, b: nobody" in shown


def test_details_left_out_for_width_are_named() -> None:
    book = statement("measure *legal_basis *empty", ("A duty on all kinds of kites", "Order 12 of the President", None))
    assert "Left out" not in as_table(book, 100)
    assert as_table(book, 38).endswith(
        "\nLeft out for width: legal basis. A\nwider terminal or --format md shows\nthem.\n"
    )


def test_an_id_shown_in_the_row_is_not_repeated() -> None:
    assert "[entry-1]" not in as_table(statement("id title", ("entry-1", "Some entry")), 80)


def test_totals_too_wide_for_the_line_are_turned_on_their_side() -> None:
    tally = Tally((("a_long_name", 1), ("another_long_name", Decimal("2.50")), ("third_name", True)))
    wide = as_table(statement("x", ("y",), totals=(tally,)), 80)
    narrow = as_table(statement("x", ("y",), totals=(tally,)), 30)
    assert "a long name  another long name  third name" in wide
    assert "another long name  2.5" in narrow


def test_an_hour_is_shown_with_its_zone() -> None:
    assert text_of(when("2025-04-10T12:01+08:00")) == "2025-04-10 12:01+08:00"


def test_chinese_text_takes_two_columns_a_character_and_keeps_the_table_straight() -> None:
    lines = as_table(statement("name of", ("习近平", "CN"), ("Xi", "CN")), 80).split("\n")
    assert lines[5] == "习近平     CN"
    assert lines[7] == "Xi         CN"


def test_control_and_direction_characters_do_not_act_on_the_terminal() -> None:
    shown = as_table(statement("title", ("a\x1b[31mred\u202eb\x07",)), 80)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\u001b[31mred\\u202eb\\u0007" in shown


def test_several_words_in_one_cell_do_not_act_on_the_terminal_either() -> None:
    assert (
        text_of(("plain", "\x1b[31mred", "\u202egnp", "two\nlines")) == "plain, \\u001b[31mred, \\u202egnp, two lines"
    )
    shown = as_table(Statement(title="T", on=moment("2026-01-01"), known=moment("2026-01-01"), columns=columns("a"),
                               rows=(Row((("\x1b[31m", "\u202e"),), ()),)))  # fmt: skip
    assert not {"\x1b", "\u202e"} & set(shown)


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)


@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS, st.none() | st.integers(), TEXTS), max_size=5),
    width=st.integers(min_value=1, max_value=200),
)
def test_any_text_makes_a_table_of_any_width(rows: list[tuple[object, ...]], width: int) -> None:
    shown = as_table(statement("first second number *detail", *rows), width)
    assert shown.endswith("\n")
    assert all(each.isprintable() for each in shown.replace("\n", ""))


@given(
    st.lists(st.lists(st.text("defg", min_size=3, max_size=12), min_size=1, max_size=9), min_size=1, max_size=4),
    st.integers(30, 120),
)
def test_a_table_of_plain_words_fits_its_width_and_loses_none(cells: list[list[str]], width: int) -> None:
    lines = (
        as_table(statement("a b", *((" ".join(words), "x") for words in cells)), width)
        .partition("\n\n")[2]
        .split("\n")[2:]
    )
    assert all(len(line) <= width for line in lines)
    shown = [word for line in lines for word in line.split() if word != "x" and not word.startswith("[")]
    assert shown == [word for words in cells for word in words]


def test_a_markdown_page_is_a_table_with_ids_and_marks_of_markdown_are_plain_text() -> None:
    page = as_markdown(statement("title", ("a|b *c* <d> _e_",), cautions=("Mind *this*.",)))
    assert "| title | entries |" in page
    assert r"| a\|b \*c\* \<d\> \_e\_ | entry-1 |" in page
    assert r"> Mind \*this\*." in page


@pytest.mark.parametrize(
    ("faults", "notices", "last"),
    [(0, 0, "no faults, no notices"), (1, 2, "1 fault, 2 notices"), (2, 1, "2 faults, 1 notice")],
)
def test_a_list_of_problems_ends_with_how_many_there_are(faults: int, notices: int, last: str) -> None:
    found = [Problem(place=Place("a.yaml", 3), rule="rule", message="wrong", notice=n >= faults)
             for n in range(faults + notices)]  # fmt: skip
    lines = as_list(found).splitlines()
    assert lines[-1] == last
    assert all(line.endswith("a.yaml:3: wrong [rule]") for line in lines[:-1])


def test_a_long_list_of_problems_is_cut_and_says_how_to_see_the_rest() -> None:
    found = [Problem(place=Place("a.yaml", n), rule="rule", message="wrong") for n in range(300)]
    assert "… and 100 more; --format json shows all" in as_list(found)
    assert len(as_list(found, limit=None).splitlines()) == 301
