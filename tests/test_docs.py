"""The documentation: every example runs, every name has its paragraph, every page that is generated is fresh."""

from __future__ import annotations

import doctest
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

import talleyrand as tl
from talleyrand.bargaining.entries import KINDS as PLANNED
from talleyrand.bargaining.loading import check
from talleyrand.bargaining.negotiation import Negotiation
from talleyrand.bargaining.rules import RULES
from talleyrand.bargaining.sheets import sheet
from talleyrand.bargaining.subjects import SUBJECTS, plan
from talleyrand.cli.running import COMMANDS
from talleyrand.presentation.rules import rules
from talleyrand.record.dates import moment
from talleyrand.record.entries import KINDS
from talleyrand.record.loading import record_of
from talleyrand.record.pages import page
from talleyrand.record.record import Record
from talleyrand.record.vocabulary import vocabulary
from tests.bargaining.river import river

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted(DOCS.rglob("*.md"))
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(path: Path, kind: str) -> Iterator[str]:
    """The fenced blocks of one kind on a page."""
    return (text for info, text in FENCE.findall(path.read_text(encoding="utf-8")) if info.strip() == kind)


def with_blocks(kind: str) -> list[Path]:
    """The pages that have blocks of a kind; what is generated from docstrings is tested there."""
    return [path for path in PAGES if path.parent != REFERENCE and any(blocks(path, kind))]


def headings(name: str) -> set[str]:
    """The headings of a page of the reference."""
    text = (REFERENCE / name).read_text(encoding="utf-8")
    return {line.lstrip("#").strip().strip("`") for line in text.splitlines() if line.startswith("#")}


def record_on(path: Path) -> Record | None:
    """The record that a page shows."""
    text = "".join(blocks(path, "yaml record"))
    made = record_of([page(text.encode(), path.name)]) if text else None
    assert made is None or not made.problems, made.problems
    return made


def negotiation_on(path: Path) -> Negotiation | None:
    """The negotiation that a page shows."""
    text = "".join(blocks(path, "yaml negotiation"))
    made = sheet(text.encode(), path.name)
    assert not text or not check(made, None), check(made, None)
    return made.negotiation if text else None


@pytest.mark.parametrize("path", with_blocks("python"), ids=lambda path: path.stem)
def test_examples_in_python_give_what_the_page_says(path: Path) -> None:
    names = {"record": record_on(path), "moment": moment, "tl": tl}
    names |= {"negotiation": negotiation_on(path), "Decimal": Decimal}
    names |= {"on": moment("2025-05-01"), "known": moment("2025-05-01")}
    examples = doctest.DocTestParser().get_doctest(
        "\n".join(blocks(path, "python")), names, path.name, str(path), 0
    )  # fmt: skip
    assert examples.examples
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(examples, out=told.append)
    assert "".join(told) == ""


@pytest.mark.parametrize("path", with_blocks("console"), ids=lambda path: path.stem)
def test_examples_in_the_shell_print_what_the_page_says(path: Path, tmp_path: Path) -> None:
    """Commands of one page run one after another in one folder, on 1 July 2026, 100 columns wide."""
    programs = tmp_path / ".bin"
    programs.mkdir()
    for name, call in (("talleyrand", f"'{sys.executable}' -m talleyrand"), ("python", f"'{sys.executable}'")):
        (programs / name).write_text(f'#!/bin/sh\nexec {call} "$@"\n')
        (programs / name).chmod(0o700)
    surroundings = {"PATH": f"{programs}:/usr/bin:/bin", "TALLEYRAND_TODAY": "2026-07-01", "COLUMNS": "100",
                    "LANG": "C.UTF-8", "TALLEYRAND_CACHE": str(tmp_path / ".cache")}  # fmt: skip
    lines = [line for block in blocks(path, "console") for line in block.splitlines()]
    commands = [line[2:] for line in lines if line.startswith("$ ")]
    script = "\n".join(f"echo '$ '{_quoted(command)}\n{command}" for command in commands)
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == lines


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def test_every_command_has_its_paragraph() -> None:
    assert {command.__name__ for command in COMMANDS} <= headings("commands.md")


def test_every_rule_has_its_paragraph() -> None:
    assert set(rules()) <= headings("rules.md")


def test_every_kind_of_entry_has_its_table() -> None:
    assert set(KINDS) <= headings("entries.md")


def test_every_word_of_every_vocabulary_has_its_line() -> None:
    text = (REFERENCE / "vocabulary.md").read_text(encoding="utf-8")
    assert set(vocabulary().lists) <= headings("vocabulary.md")
    words = [word for terms in vocabulary().lists.values() for word in terms]
    assert [word for word in words if f"| `{word}` |" not in text] == []


def test_every_public_name_of_python_has_its_paragraph() -> None:
    assert set(tl.__all__) <= headings("python.md")


def test_every_subject_of_a_negotiation_has_its_columns_told() -> None:
    text = (DOCS / "textbook" / "negotiations.md").read_text(encoding="utf-8")
    for each in SUBJECTS:
        told = plan(river(), each.name)
        names = [column.name for column in told.columns if column.name not in ("ARC", "BOR", "gain_ARC", "gain_BOR")]
        assert [name for name in names if f"`{name}`" not in text] == [], each.name
        assert f"| `{each.name}` |" in text


def test_every_kind_and_rule_of_a_negotiation_file_is_in_the_reference() -> None:
    text = (REFERENCE / "negotiations.md").read_text(encoding="utf-8")
    assert set(PLANNED) <= headings("negotiations.md")
    assert [rule.__name__ for rule in RULES if f"`{rule.__name__}`" not in text] == []


def test_every_book_has_its_chapter_and_the_chapter_names_every_column() -> None:
    generate = generator()
    for name, made in generate.statements().items():
        book = name.split()[0]
        if book == "entry":
            continue
        text = (DOCS / "textbook" / f"{'measures' if book == 'diff' else book}.md").read_text(encoding="utf-8")
        assert [column.name for column in made.columns if f"`{column.name}`" not in text] == [], name


@pytest.mark.parametrize("chapter", sorted((DOCS / "textbook").glob("*.md")), ids=lambda path: path.stem)
def test_every_chapter_tells_its_two_clocks_its_limits_and_an_example(chapter: Path) -> None:
    told = re.findall(r"^## (.+)$", chapter.read_text(encoding="utf-8"), re.MULTILINE)
    assert [heading for heading in told if heading in ("Two clocks", "Limits", "Example")] == [
        "Two clocks", "Limits", "Example"
    ]  # fmt: skip


def test_the_glossary_is_in_order_each_noun_in_two_lines_at_most() -> None:
    lines = [line for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines() if line][1:]
    nouns = [line.split("**")[1].casefold() for line in lines]
    assert all(len(line) <= 240 for line in lines)
    assert nouns == sorted(nouns)
    classes = {"column", "conflict", "moment", "place", "problem", "record", "row", "statement", "tally", "when"}
    assert {*(set(KINDS) - {"assert"}), "assertion", *classes} <= set(nouns)


def links(path: Path) -> list[Path]:
    """The files and folders to which the links of a page lead."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    return [path.parent / target for target in targets if "://" not in target]


def test_every_link_leads_somewhere() -> None:
    pages = [*PAGES, *ROOT.glob("*.md"), *ROOT.glob("*/README.md")]
    assert [f"{path.name}: {target}" for path in pages for target in links(path) if not target.exists()] == []


def test_the_index_leads_to_every_page() -> None:
    assert {DOCS / "index.md", *links(DOCS / "index.md")} == set(PAGES)


def generator() -> ModuleType:
    """The script that writes the reference pages."""
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_are_what_the_code_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert generator().stale() == []
