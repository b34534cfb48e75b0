"""The shape of code and repository: what may import what, how long things grow, what is never committed.

Import   one import of a package of ours, with the place where it stands
Source   a module of ours: its path, its text and its parsed tree
"""

from __future__ import annotations

import ast
import io
import re
import shutil
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "talleyrand"

INNER = {"errors", "record", "sources", "reading", "books", "statistics", "bargaining", "lab", "presentation"}
# The table of the design: each package, and the others of ours that it may import.
MAY_IMPORT = {
    "errors": set[str](),
    "record": {"errors"},
    "sources": {"errors", "record"},
    "reading": {"errors", "record", "sources", "books"},
    "books": {"errors", "record"},
    "statistics": {"errors", "record", "sources", "books"},
    "bargaining": {"errors", "record", "books"},
    "lab": {"errors", "record", "books", "bargaining"},
    "presentation": INNER - {"presentation"},
    "web": INNER,
    "cli": INNER | {"web"},  # `serve` opens the browser's door
    "__init__": INNER,
    "__main__": {"cli"},
}
# For annotations only: an exception carries the problems found.
ALLOWED_FOR_TYPES = {("errors.py", "talleyrand.record.problems")}

VAGUE_MODULES = {"utils", "helpers", "common", "base", "misc", "core"}
VAGUE_FUNCTIONS = ("get_", "compute_", "process_")
VAGUE_CLASSES = ("Manager", "Handler")
LONG_FUNCTION = 40
LONG_MODULE = 500
MAY_BE_LONG = {"record/entries.py"}  # every kind of entry, each field described in one place

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function = ast.FunctionDef | ast.AsyncFunctionDef
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True, slots=True)
class Import:
    """One import of a module of ours."""

    module: str
    line: int
    for_types: bool

    @property
    def package(self) -> str:
        """The part of ours that it comes from; `__init__` for the package's own door."""
        return [*self.module.split("."), "__init__"][1]


@dataclass(frozen=True)
class Source:
    """A module of ours, parsed."""

    path: Path
    text: str

    def __str__(self) -> str:
        return self.path.as_posix()

    @property
    def package(self) -> str:
        """The package it belongs to, or its own name if it stands alone."""
        return self.path.parts[0].removesuffix(".py")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def code_lines(self) -> frozenset[int]:
        """Numbers of the lines that hold code: not blank, not comment, not docstring."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        spans = (range(t.start[0], t.end[0] + 1) for t in tokens if t.type not in NOT_CODE)
        lines = {line for span in spans for line in span}
        return frozenset(lines - {line for text in docstrings(self.tree) for line in span_of(text)})


def sources() -> list[Source]:
    """Every module of the package."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return [Source(p.relative_to(PACKAGE), p.read_text(encoding="utf-8")) for p in paths]


def span_of(node: ast.stmt) -> range:
    """The lines on which a statement stands."""
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def docstrings(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements that are docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | Definition) and ast.get_docstring(node) is not None:
            yield node.body[0]


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, however deep."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def public(body: list[ast.stmt]) -> Iterator[Definition]:
    """The functions and classes, nested in classes too, whose names have no underscore in front."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def imports(source: Source) -> Iterator[Import]:
    """Every import of ours in a module, inside functions and for type checking too."""
    for_types = {
        id(inner)
        for block in ast.walk(source.tree)
        if isinstance(block, ast.If) and ast.unparse(block.test).endswith("TYPE_CHECKING")
        for statement in block.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for module in modules_named(node, source.path):
                if module.split(".")[0] == "talleyrand":
                    yield Import(module, node.lineno, id(node) in for_types)


def modules_named(node: ast.Import | ast.ImportFrom, path: Path) -> list[str]:
    """The modules that one import statement names, in full."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    here = ("talleyrand", *path.parts[:-1])
    start = ".".join(here[: len(here) - node.level + 1]) if node.level else ""
    module = ".".join(part for part in (start, node.module) if part)
    if module == "talleyrand":  # from talleyrand import books: a package if there is one, else the door's own name
        return [f"{module}.{a.name}" if a.name in MAY_IMPORT else module for a in node.names]
    return [module]


def permitted(source: Source, imported: Import) -> bool:
    """True if the table of the design lets the module import that."""
    if imported.for_types and (str(source), imported.module) in ALLOWED_FOR_TYPES:
        return True
    return imported.package in MAY_IMPORT[source.package] | {source.package}


def committed() -> list[Path]:
    """The files under version control; without git, every file that is not a cache or an environment."""
    if git := shutil.which("git"):
        listing = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
        listed = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
        if listed:
            return [path for path in listed if path.is_file() and not path.is_symlink()]
    return [p for p in ROOT.rglob("*") if p.is_file() and not hidden_or_built(p.relative_to(ROOT))]


def hidden_or_built(path: Path) -> bool:
    """True of caches, environments and builds."""
    return any(part in {"build", "dist", "__pycache__"} or part.startswith(".") for part in path.parts)


def lines_matching(pattern: str) -> list[str]:
    """The lines of committed text files in which a pattern is found, each with its place."""
    found = []
    for path in committed():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(pattern, line, re.IGNORECASE):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    return found


@pytest.fixture(scope="module")
def modules() -> list[Source]:
    """Every module of the package, read once."""
    return sources()


def test_every_package_has_its_row_in_the_import_table(modules: list[Source]) -> None:
    assert modules
    assert {module.package for module in modules} <= set(MAY_IMPORT)


def test_packages_import_only_what_the_design_lets_them(modules: list[Source]) -> None:
    forbidden = [
        f"{module}:{i.line} imports {i.module}"
        for module in modules
        for i in imports(module)
        if not permitted(module, i)
    ]
    assert forbidden == []


@pytest.mark.parametrize(
    ("path", "text", "refused"),
    [
        ("record/store.py", "from talleyrand.books import measures", True),
        ("record/store.py", "from ..books import measures", True),
        ("record/store.py", "def f():\n    import talleyrand.books.measures", True),
        ("record/store.py", "if TYPE_CHECKING:\n    from talleyrand import books", True),
        ("record/store.py", "from talleyrand import load", True),
        ("record/store.py", "from .entries import Act\nfrom talleyrand.errors import NotFound", False),
        ("errors.py", "from talleyrand.record.problems import Problem", True),
        ("errors.py", "if TYPE_CHECKING:\n    from talleyrand.record.problems import Problem", False),
        ("cli.py", "from talleyrand import books", False),
    ],
)
def test_the_import_check_sees_every_way_of_importing(path: str, text: str, refused: bool) -> None:
    source = Source(Path(path), text)
    assert any(not permitted(source, found) for found in imports(source)) is refused


def test_long_functions_hold_less_than_15_percent_of_the_code(modules: list[Source]) -> None:
    """A function is long from its 41st line of code, docstring and comments not counted."""
    total = sum(len(module.code_lines) for module in modules)
    long: dict[str, int] = {}
    tail = 0
    for module in modules:
        bodies = {f: module.code_lines & set(span_of(f)) for f in functions(module.tree)}
        too_long = {f: lines for f, lines in bodies.items() if len(lines) > LONG_FUNCTION}
        long |= {f"{module}:{f.lineno} {f.name}": len(lines) for f, lines in too_long.items()}
        tail += len(set[int]().union(*too_long.values()))
    assert tail < 0.15 * total, f"{tail} of {total} lines of code stand in long functions: {long}"


def test_code_lines_leave_out_blanks_comments_and_docstrings() -> None:
    text = '"""Says what\n\nit is."""\n\n# why\ndef f():\n    """One line."""\n\n    return """two\nlines"""\n'
    assert Source(Path("x.py"), text).code_lines == {6, 9, 10}


def test_no_module_is_longer_than_500_lines(modules: list[Source]) -> None:
    lengths = {str(m): len(m.text.splitlines()) for m in modules if str(m) not in MAY_BE_LONG}
    assert {path: length for path, length in lengths.items() if length > LONG_MODULE} == {}


def test_every_module_says_what_it_is_for(modules: list[Source]) -> None:
    assert [str(module) for module in modules if not ast.get_docstring(module.tree)] == []


def test_every_public_function_and_class_says_what_it_is(modules: list[Source]) -> None:
    silent = [
        f"{module}:{node.lineno} {node.name}"
        for module in modules
        for node in public(module.tree.body)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_name_is_vague(modules: list[Source]) -> None:
    vague = [str(module) for module in modules if VAGUE_MODULES & {*module.path.with_suffix("").parts}]
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, Function) and node.name.lstrip("_").startswith(VAGUE_FUNCTIONS):
                vague.append(f"{module}:{node.lineno} {node.name}")
            if isinstance(node, ast.ClassDef) and node.name.endswith(VAGUE_CLASSES):
                vague.append(f"{module}:{node.lineno} {node.name}")
    assert vague == []


def test_no_committed_file_names_a_folder_of_somebody_s_machine() -> None:
    assert lines_matching(r"(?:(?<![\w.%/-])|file:/*)/(?:work|home|root)/") == []


def test_no_committed_file_names_a_package_registry_or_the_workplace() -> None:
    hosts = ("pypi" + r"\.org", "python" + "hosted", "conda" + r"\.anaconda", "helper" + " session")
    assert lines_matching("|".join(hosts)) == []


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda path: path.name)
def test_a_lock_holds_versions_and_hashes_and_no_address(lock: Path) -> None:
    form = re.compile(r"[a-z0-9][a-z0-9._-]*==[\w.+!]+( ; [^:/]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = lock.read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not form.fullmatch(line)] == []
