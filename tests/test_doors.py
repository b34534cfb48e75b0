"""The three doors, shell, Python and browser, offer the same questions."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from types import SimpleNamespace

import talleyrand as tl
from talleyrand.bargaining.subjects import SUBJECTS
from talleyrand.cli import planning
from talleyrand.cli.running import COMMANDS, app
from talleyrand.presentation.catalogue import QUESTIONS

# Questions that the shell asks as an option of another, and those that are no question of the catalogue but have a
# page of their own.
OPTIONS = {
    "measures": {"spells", "lives"}, "diff": {"across"}, "channels": {"meetings", "cuts", "by-year"}, "people": {"posts"},
    "questions": {"odds"}, "consistency": {"reversals", "aims"}, "entry": {"history"},
}  # fmt: skip
PAGES_OF_THEIR_OWN = {"entry", "history", "search", "query", "check", "plan", "read", "audit"}
# What a shell does that is no question: it starts a record, goes through the inbox, verifies what is archived, tries a
# reader, prints the format, opens the browser's door.
DOINGS = {"new", "review", "archive", "reader", "schema", "serve"}
# What Python needs beside the questions: nouns, readers of days, and ways to write a statement down.
TOOLS = {
    "Asked", "Column", "Document", "Moment", "Negotiation", "NotFound", "Problem", "QueryError", "Record", "RecordError", "Row", "Statement",
    "TalleyrandError", "Tally", "When", "WrongValue", "as_csv", "as_data", "as_json", "as_markdown", "as_table", "frame",
    "document", "load", "moment", "negotiation", "principals", "when", "new", "schema",
}  # fmt: skip


def questions_of_the_shell() -> set[str]:
    """Its commands, and the options that turn one into another question."""
    commands = {each.__name__ for each in COMMANDS}
    return (commands - DOINGS) | {option for command in commands for option in OPTIONS.get(command, set())}


def questions_of_python() -> set[str]:
    return {each.replace("_", "-") for each in tl.__all__ if each not in TOOLS}


def questions_of_the_browser() -> set[str]:
    return {each.name for each in QUESTIONS} | PAGES_OF_THEIR_OWN


def test_the_shell_python_and_the_browser_offer_the_same_questions() -> None:
    assert questions_of_the_shell() == questions_of_python() == questions_of_the_browser()


def test_the_shell_has_each_option_that_is_a_question() -> None:
    import typer

    group = typer.main.get_command(app())
    found = {name: {option.removeprefix("--") for each in command.params for option in each.opts}
             for name, command in group.commands.items()}  # type: ignore[attr-defined]  # fmt: skip
    assert {name: options - found[name] for name, options in OPTIONS.items()} == {name: set() for name in OPTIONS}


def test_each_question_has_one_name_and_leads_a_group_or_stands_in_one() -> None:
    names = [each.name for each in QUESTIONS]
    assert len(names) == len(set(names))
    assert {each.group for each in QUESTIONS} <= set(names)


def test_each_question_of_the_catalogue_asks_the_function_that_python_calls_by_its_name() -> None:
    assert {each.name: each.ask for each in QUESTIONS} == {
        each.name: getattr(tl, each.name.replace("-", "_")) for each in QUESTIONS
    }


def subjects_of_the_browser() -> set[str]:
    """The pages of a negotiation to which its overview leads."""
    from talleyrand.web.rendering import environment

    made = environment().get_template("planned.html").module
    tabs = [(each.title, f"/plan/river/{each.name}", False) for each in SUBJECTS]
    plan = SimpleNamespace(href="/plan/river")
    found = str(made.tabs(tabs, plan, SimpleNamespace(to=str)))  # type: ignore[attr-defined]
    return set(re.findall(r'href="/plan/river/([a-z-]+)"', found)) - {"edit"}


def test_the_three_doors_ask_the_same_of_a_negotiation() -> None:
    names = {each.name for each in SUBJECTS}
    told = re.search(r"Subjects: (.*?)\.", planning.plan.__doc__ or "", re.DOTALL)
    assert told is not None
    assert {each.strip() for each in told[1].replace("\n", " ").split(",")} == names
    told = re.search(r"show: (.*?)\.", tl.plan.__doc__ or "", re.DOTALL)
    assert told is not None
    assert {each.strip() for each in re.split(r",| or ", told[1].replace("\n", " "))} == names
    assert subjects_of_the_browser() == names


def test_every_subject_of_a_negotiation_takes_what_can_be_asked_with() -> None:
    asked = {each.name for each in fields(tl.Asked)}
    options = set(inspect.signature(planning.plan).parameters)
    for each in SUBJECTS:
        assert set(each.takes) <= asked & options, each.name
        assert each.meaning.endswith("."), each.name
