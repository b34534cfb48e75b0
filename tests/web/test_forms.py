"""A form shows every field of a kind, says back what it shows, and refuses names that are not its own."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.errors import WrongValue
from talleyrand.record.entries import KINDS
from talleyrand.record.meaning import entry_hints, meant
from talleyrand.record.patching import patched
from talleyrand.record.shapes import Faulty, build
from talleyrand.record.syntax import Raw
from talleyrand.record.vocabulary import vocabulary
from talleyrand.web.filled import Pair, changed, values
from talleyrand.web.forms import Field, Form, form
from tests.record.test_writing import SHIPPED, entries

MEASURE: dict[str, Raw] = {
    "measure": "m-1", "title": "Duty", "by": "US", "toward": ["CN", "HK"], "instrument": "tariff",
    "steps": [{"step": "impose", "level": "10", "sources": ["s-1", {"source": "s-2", "quote": "words"}]},
              {"step": "strike down"}],
    "confidence": {"level": "high"},
}  # fmt: skip


def every(shown: tuple[Field, ...]) -> list[Field]:
    return [each for field in shown for each in (field, *(e for part in field.parts for e in every(part.fields)))]


def pairs(shown: Form) -> tuple[Pair, ...]:
    """What a browser posts for a form that nobody has touched."""
    return tuple((each.name, each.value) for each in every(shown.fields) if each.control not in ("part", "parts"))


def named(shown: Form, name: str) -> Field:
    (found,) = (each for each in every(shown.fields) if each.name == name)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_class_is_there_once_with_its_help(kind: str) -> None:
    shown = form(kind, {})
    expected = {kind if each.name == "id" else each.name for each in fields(KINDS[kind])}
    assert sorted(each.name for each in shown.fields) == sorted(expected)
    assert shown.fields[0].name == kind
    assert [each.name for each in every(shown.fields) if not each.help or not each.label] == []
    assert shown.help == KINDS[kind].__doc__


def test_each_type_has_its_control() -> None:
    shown = form("measure", MEASURE)
    controls = {each.name: each.control for each in every(shown.fields)}
    assert controls["measure"] == controls["title"] == "text"
    assert (controls["coverage"], controls["by"], controls["toward"]) == ("long text", "entry id", "several")
    assert (controls["instrument"], controls["steps"], controls["confidence"]) == ("choice", "parts", "part")
    assert (controls["steps.0.level"], controls["steps.0.effective"]) == ("number", "date")
    assert (controls["steps.0.step"], controls["steps.0.sources.1.source"]) == ("choice", "entry id")
    assert named(form("party", {}), "article").control == "yes/no"


def test_choices_are_those_of_the_vocabulary_and_the_class() -> None:
    shown = form("measure", MEASURE)
    codes = [option.value for option in named(shown, "instrument").options]
    assert codes == ["", *vocabulary()["instruments"]]
    assert [option.value for option in named(shown, "confidence.level").options] == ["", "high", "medium", "low"]
    assert [each.value for each in named(form("party", {}), "article").options] == ["", "yes", "no"]
    assert named(form("source", {}), "type").options[0].label == "left out: webpage"


def test_an_entry_id_knows_the_kinds_that_it_may_name() -> None:
    shown = form("measure", MEASURE)
    assert named(shown, "by").kinds == named(shown, "toward").kinds == ("party",)
    assert named(shown, "steps.0.sources.0.source").kinds == ("source",)
    assert named(shown, "steps.0.answers").kinds == ("act", "measure", "step", "commitment", "meeting", "channel")
    assert named(shown, "corrects").kinds == ("any",)


def test_a_field_is_required_where_its_entry_or_its_part_cannot_do_without() -> None:
    shown = form("measure", MEASURE)
    required = {each.name for each in every(shown.fields) if each.required}
    assert {"measure", "title", "steps", "steps.0.step", "confidence.level"} <= required
    assert not {"note", "steps.0.level", "confidence"} & required
    assert not named(form("measure", {}), "confidence.level").required
    assert not named(form("measure", {}), "steps.0.step").required, "the first step is there, still empty"


def test_a_word_that_is_no_choice_is_shown_and_not_replaced() -> None:
    field = named(form("measure", {**MEASURE, "instrument": "tarif"}), "instrument")
    assert (field.value, field.options[-1].value) == ("tarif", "tarif")


def test_what_is_wrong_stands_by_its_field() -> None:
    wrong: dict[str, Raw] = {
        **MEASURE,
        "by": ["US", "CN"],
        "names": "x",
        "steps": [{"step": "impos", "level": "ten"}, "x"],
    }
    entry, faults = build("measure", {**MEASURE, "steps": [{"level": "ten"}, {"step": "impos"}]})
    shown = form("measure", {**MEASURE, "steps": [{"level": "ten"}, {"step": "impos"}]}, faults)
    assert entry is None
    assert named(shown, "steps.0.level").errors == ("'level': 'ten' is no number",)
    assert named(shown, "steps.1.step").errors[0].startswith("'step': 'impos' is not among its words")
    assert named(shown, "steps").parts[0].errors == ("'steps' needs 'step'",)
    assert shown.errors == ("the entry needs 'issue'",)
    with pytest.raises(WrongValue):
        form("measure", wrong)


def test_what_is_wrong_with_shorthand_stands_by_the_field_it_is_short_for() -> None:
    party: dict[str, Raw] = {"party": "", "names": {"zh": "a", "fr": "b"}, "sources": "s", "aliases": ["a"]}
    faults = [Faulty(("names", "fr", "text"), "r", "1"), Faulty(("sources",), "r", "2"), Faulty(("aliases", 0), "r", "3"),
              Faulty(("id",), "r", "4"), Faulty(("names", "fr"), "r", "5"), Faulty(("nothing",), "r", "6"),
              Faulty(("sources", "source"), "r", "7")]  # fmt: skip
    shown = form("party", party, faults)
    assert named(shown, "names.1.text").errors == ("1",)
    assert named(shown, "names").parts[1].errors == ("5",)
    assert (named(shown, "sources").errors, named(shown, "aliases").errors) == (("2",), ("3",))
    assert (named(shown, "party").errors, shown.errors) == (("4",), ("6",))
    assert named(shown, "sources.0.source").errors == ("7",)


def test_an_entry_with_a_field_that_no_form_has_is_left_to_the_text() -> None:
    with pytest.raises(WrongValue, match="no form has a field 'titel'; did you mean 'title'"):
        form("measure", {**MEASURE, "titel": "x"})
    with pytest.raises(WrongValue, match="'title' is written in a way that no form can show"):
        form("measure", {**MEASURE, "title": ["x"]})


def test_every_shipped_entry_comes_back_from_its_form_byte_for_byte() -> None:
    for text, item in SHIPPED:
        told = values(item.kind, pairs(form(item.kind, item.value)))
        assert next(iter(told)) == item.kind
        assert meant(told, entry_hints(item.kind)) == meant(item.value, entry_hints(item.kind)), item.id
        assert patched(text, told) == text, item.id


@settings(max_examples=15)
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_form_says_back_what_it_shows_whatever_that_is(kind: str, data: st.DataObject) -> None:
    entry = data.draw(entries(kind))
    shown = form(kind, entry)
    told = values(kind, pairs(shown))
    assert meant(told, entry_hints(kind)) == meant(entry, entry_hints(kind))
    assert form(kind, told) == shown
    through_a_browser = [(name, text.replace("\n", "\r\n")) for name, text in pairs(shown)]
    assert values(kind, through_a_browser) == told
    assert [
        field.name for field in every(shown.fields) if "\n" in field.value and field.control in ("text", "date")
    ] == []


def test_a_posted_form_is_written_in_the_shortest_way() -> None:
    posted = [("measure", "m-1"), ("toward", "CN\r\n HK \r\n\r\n"), ("sources.0.source", "s-1"), ("sources.0.quote", ""),
              ("sources.1.source", "s-2"), ("sources.1.quote", "q"), ("steps.3.step", "impose"), ("steps.0.step", "raise"),
              ("title", "  Duty "), ("confidence.level", "")]  # fmt: skip
    assert values("measure", posted) == {
        "measure": "m-1", "title": "Duty", "toward": ["CN", "HK"], "steps": [{"step": "raise"}, {"step": "impose"}],
        "sources": ["s-1", {"source": "s-2", "quote": "q"}],
    }  # fmt: skip
    names = [("names.0.language", "zh"), ("names.0.text", "税"), ("names.1.language", "fr"), ("names.1.text", "T")]
    assert values("party", names) == {"party": "", "names": {"zh": "税", "fr": "T"}}
    twice = [("names.0.language", "zh"), ("names.0.text", "a"), ("names.1.language", "zh"), ("names.1.text", "b")]
    assert len(values("party", twice)["names"]) == 2
    assert values("party", names[:3])["names"] == [{"language": "zh", "text": "税"}, {"language": "fr"}]


@pytest.mark.parametrize(
    ("posted", "message"),
    [
        ([("titel", "x")], "a form for 'measure' has no field 'titel'; did you mean 'title'?"),
        ([("steps.501.step", "x")], "'steps.501.step': a number from 0 to 500 is expected, not '501'"),
        ([("steps.-1.step", "x")], "'steps.-1.step': a number from 0 to 500 is expected, not '-1'"),
        ([("steps.01.step", "x")], "'steps.01.step': a number from 0 to 500 is expected, not '01'"),
        ([("steps.٣.step", "x")], "'steps.٣.step': a number from 0 to 500 is expected, not '٣'"),
        ([("steps.x.step", "x")], "'steps.x.step': a number from 0 to 500 is expected, not 'x'"),
        ([("steps", "x")], "'steps' takes fields of its own, not a text"),
        ([("steps.0", "x")], "'steps.0' takes fields of its own, not a text"),
        ([("title.0", "x")], "a form for 'measure' has no field 'title.0'"),
        ([("", "x")], "a form for 'measure' has no field ''"),
        ([("id", "x")], "a form for 'measure' has no field 'id'"),
        ([("title", "x"), ("title", "y")], "'title' was posted twice"),
        ([("toward", "x"), ("toward.0", "y")], "'toward.0' was posted in two ways at once"),
        ([("toward.0", "x"), ("toward", "y")], "'toward' was posted in two ways at once"),
    ],
)
def test_names_that_are_not_the_form_s_are_refused(posted: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(WrongValue) as refused:
        values("measure", posted)
    assert str(refused.value) == message


def test_a_name_a_thousand_levels_deep_is_refused_in_few_words() -> None:
    with pytest.raises(WrongValue) as refused:
        values("measure", [("steps.0.sources.0." * 1000, "x")])
    assert len(str(refused.value)) < 300


def test_a_kind_that_is_none_is_refused() -> None:
    for ask in (lambda: form("mesure", {}), lambda: values("mesure", []), lambda: changed("mesure", {}, "add=steps")):
        with pytest.raises(WrongValue, match="'mesure' is no kind of entry; did you mean 'measure'"):
            ask()


def steps_after(action: str, start: dict[str, Raw] = MEASURE) -> Any:
    return changed("measure", start, action)["steps"]


def test_parts_are_added_taken_out_and_put_in_order_without_script() -> None:
    first, second = MEASURE["steps"]
    assert steps_after("add=steps") == [first, second, {}]
    assert steps_after("drop=steps.0") == [second]
    assert steps_after("up=steps.1") == steps_after("down=steps.0") == [second, first]
    assert steps_after("up=steps.0") == steps_after("down=steps.1") == [first, second]
    assert steps_after("add=steps.1.sources") == [first, {"step": "strike down", "sources": [{}]}]
    assert steps_after("drop=steps.0.sources.1")[0]["sources"] == ["s-1"]
    assert steps_after("add=steps", {"measure": "m"}) == [{}]
    assert MEASURE["steps"] == [first, second], "the values that were given stay as they are"


def test_parts_in_shorthand_can_be_added_to() -> None:
    party: dict[str, Raw] = {"party": "X", "names": {"zh": "a"}, "sources": "s-1"}
    assert changed("party", party, "add=names")["names"] == [{"language": "zh", "text": "a"}, {}]
    assert changed("party", party, "add=sources")["sources"] == ["s-1", {}]
    assert changed("commitment", {"commitment": "c"}, "add=voided.sources")["voided"] == {"sources": [{}]}


def test_an_added_part_stays_while_it_is_empty_and_is_not_written() -> None:
    added = changed("measure", MEASURE, "add=steps")
    again = values("measure", pairs(form("measure", added)))
    assert again["steps"] == [*MEASURE["steps"], {}]
    assert meant(again, entry_hints("measure")) == meant(MEASURE, entry_hints("measure"))


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ("", "'' is no action; one such as add=steps or drop=steps.2 is expected"),
        ("burn=steps", "'burn=steps' is no action; one such as add=steps or drop=steps.2 is expected"),
        ("add=steps.0", "'steps.0' is not a list, which 'add' needs"),
        ("add=title", "'title' is not a list, which 'add' needs"),
        ("drop=steps", "'steps' is not an item of a list, which 'drop' needs"),
        ("drop=title", "'title' is not an item of a list, which 'drop' needs"),
        ("drop=steps.2", "'steps' has no part 2; it has 2"),
        ("up=steps.0.sources.9", "'sources' has no part 9; it has 2"),
        ("add=steps.7.sources", "'steps' has no part 7; it has 2"),
        ("add=nothing", "a form for 'measure' has no field 'nothing'"),
    ],
)
def test_an_action_that_cannot_be_is_refused(action: str, message: str) -> None:
    with pytest.raises(WrongValue) as refused:
        changed("measure", MEASURE, action)
    assert str(refused.value) == message


def test_a_form_grows_no_more_parts_than_it_can_post() -> None:
    full: dict[str, Raw] = {"measure": "m", "steps": [{"step": "raise"}] * 501}
    with pytest.raises(WrongValue, match="'steps' has 501 parts already"):
        changed("measure", full, "add=steps")
    assert len(values("measure", pairs(form("measure", full)))["steps"]) == 501


def test_a_listed_text_of_two_lines_gets_a_field_of_its_own() -> None:
    party: dict[str, Raw] = {"party": "X", "aliases": ["one\ntwo", "three"]}
    shown = form("party", party)
    assert named(shown, "aliases").control == "parts"
    assert (named(shown, "aliases.0").value, named(shown, "aliases.1").value) == ("one\ntwo", "three")
    assert values("party", pairs(shown)) == party
    assert changed("party", party, "drop=aliases.0")["aliases"] == ["three"]


def test_a_built_entry_is_the_same_after_its_form() -> None:
    for _, item in SHIPPED[::30]:
        entry, _faults = build(item.kind, item.value)
        assert build(item.kind, values(item.kind, pairs(form(item.kind, item.value))))[0] == entry
    assert Decimal("8541.10") == Decimal(str(values("assert", [("level", " 8541.10 ")])["level"]))
