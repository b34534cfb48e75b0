"""What keeps a draft from being written stands at its field, is told once, and names what it would break."""

from __future__ import annotations

import pytest

from talleyrand.errors import Refused
from talleyrand.record.entries import KINDS
from talleyrand.record.meaning import entry_hints
from talleyrand.record.problems import Place, Problem
from talleyrand.record.syntax import parse
from talleyrand.web.desk import OWN
from talleyrand.web.drafts import Draft, at_fields, faults, located, only_item, refused
from talleyrand.web.forms import form

ABOVE = "# The first lines of a file.\n\n- party: CN\n  name: China\n\n"
TEXT = "- party: US\n  name: A\n  form: stat\n  sources: [a, b]\n"


def problem(line: int, column: int, message: str, entry: str = "US") -> Problem:
    return Problem(place=Place("f.yaml", line, column), rule="r", message=message, entry=entry)


def test_what_a_form_posts_of_its_own_is_no_field_of_any_kind() -> None:
    assert {(kind, name) for kind in KINDS for name in entry_hints(kind) if name in OWN} == set()


def test_problems_of_a_file_are_led_back_to_their_fields() -> None:
    (item,) = parse(b"\n- party: US\n  name: A\n  sources: [a, b]\n", "f.yaml").items
    places = [Place("f.yaml", 4, 16), Place("f.yaml", 3, 9), Place("f.yaml", 9, 9)]
    found = located([Problem(place=each, rule="r", message="m", entry="US") for each in places], item)
    assert [each.path for each in found] == [("sources", 1), ("name",), ()]
    assert located([Problem(place=places[0], rule="r", message="m", entry="CN")], item) == ()


@pytest.mark.parametrize("above", ["", ABOVE, "\ufeff" + ABOVE], ids=["alone", "below others", "in a marked file"])
def test_a_fault_found_in_the_whole_file_stands_at_the_field_of_the_form(above: str) -> None:
    first = above.count("\n")
    draft = Draft(kind="party", id="US", file="f.yaml", text=TEXT, values=only_item(TEXT).value)
    found = (problem(first + 3, 9, "party US: 'form': 'stat' is none"), problem(first + 4, 16, "party US: no 'b'"))
    shown = refused(draft, Refused("", found), {"f.yaml": (above + TEXT).encode()})
    assert [(each.path, each.message) for each in at_fields(shown)] == [
        (("form",), "'form': 'stat' is none"), (("sources", 1), "no 'b'"),
    ]  # fmt: skip
    made = form("party", shown.values or {}, at_fields(shown))
    assert [(each.href, each.where) for each in faults(shown, made)] == [
        ("#f-form", "Form"), ("#f-sources-1", "Citation 2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column", "message", "href", "where"),
    [(1, 3, "it says nothing; give 'note'", "#f-note", "Note"), (1, 3, "party US needs 'zone'", "#f-zone", "Zone"),
     (3, 9, "an odd form; give 'zone'", "#f-form", "Form"), (1, 3, "odd; give 'nothing'", "", "Nothing")],
)  # fmt: skip
def test_a_fault_that_asks_for_a_field_leads_to_it_if_there_is_one(
    line: int, column: int, message: str, href: str, where: str
) -> None:
    draft = Draft(kind="party", id="US", file="f.yaml", text=TEXT, values=only_item(TEXT).value)
    shown = refused(draft, Refused("", (problem(line, column, message),)), {"f.yaml": TEXT.encode()})
    (told,) = faults(shown, form("party", shown.values or {}, at_fields(shown)))
    assert (told.href, told.where, told.text) == (href, where, message)


def test_a_fault_is_told_once_and_one_of_another_entry_with_its_name() -> None:
    draft = Draft(kind="party", id="US", file="f.yaml", text=TEXT)
    found = (problem(3, 9, "party US: odd"), problem(4, 3, "party US: odd"), problem(9, 1, "act a: odd", "a"))
    shown = refused(draft, Refused("", found), {"f.yaml": TEXT.encode()})
    assert shown.message == "this would leave the record with 2 faults that it does not have now"
    told = [(each.where, each.href, each.text) for each in faults(shown, None)]
    assert told == [("line 3", "#as-text", "odd"), ("a", "/e/a", "act a: odd")]


def test_text_that_cannot_be_read_is_told_by_its_lines() -> None:
    draft = Draft(kind="party", id="US", file="f.yaml", text="- party: US\n  name: [A\n")
    with pytest.raises(Refused) as refusal:
        only_item(draft.text)
    shown = refused(draft, refusal.value, {})
    assert shown.message == "the text is not one sound entry"
    assert [(each.where, each.href) for each in faults(shown, None)] == [("line 2", "#as-text")]
