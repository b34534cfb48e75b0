"""A folder of files becomes a record, ready to be asked.

Nothing is worked out for one question alone: the life of each measure, which most books ask for, is worked out here.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from talleyrand.record import folder, lives
from talleyrand.record.entries import AnyKind, Measure
from talleyrand.record.pages import Page, page
from talleyrand.record.problems import Problem
from talleyrand.record.record import Origin, Record


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold back the garbage collector while millions of small objects are made: it only slows that down.

    One collection at the end puts them among the old objects, or the first questions would pay for several.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
            gc.collect()


def load(root: Path | str, *, changed: Mapping[str, bytes] | None = None) -> Record:
    """The record that a folder of YAML files holds; what is wrong with the files is in its `problems`.

    Args:
        changed: texts to read in place of files of that name, for checking an edit before it is written.

    Raises:
        RecordError: if there is no such folder or it cannot be read.
    """
    with no_collection():
        pages, problems = read_pages(Path(root), changed or {})
        record = record_of(pages, problems, Path(root))
        return prepared(record)


def prepared(record: Record) -> Record:
    """The record, with what most questions need worked out once."""
    record.prepare()
    for measure in record.of(Measure):
        lives.remembered(record, measure)
    return record


def read_pages(root: Path, changed: Mapping[str, bytes]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Every file of a folder, read, and what is wrong with files that could not be."""
    found, faults = texts(root, changed)
    return tuple(page(found[name], name) for name in sorted(found)), faults


def texts(root: Path, changed: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """What every file of a folder holds, by name, and what is wrong with files that could not be read.

    Args:
        changed: texts in place of files of that name.
    """
    found = list(each_text(root, changed))
    return {name: data for name, data, _ in found if data is not None}, tuple([fault for *_, fault in found if fault])


def each_text(root: Path, changed: Mapping[str, bytes]) -> Iterator[tuple[str, bytes | None, Problem | None]]:
    """Every file of a folder, one by one: its name, and what it holds or what is wrong with it."""
    found, problems = folder.files(root)
    yield from [("", None, fault) for fault in problems]
    for name, path in found:
        if name not in changed:
            data, fault = folder.read(path, name)
            yield name, None if fault else data, fault
    yield from [(name, data, None) for name, data in changed.items()]


def record_of(pages: Iterable[Page], problems: tuple[Problem, ...] = (), root: Path | None = None) -> Record:
    """The record that these files make together; an id that stands twice keeps its first entry."""
    entries: list[AnyKind] = []
    origins: dict[str, Origin] = {}
    faults = list(problems)
    for each in pages:
        faults.extend(each.problems)
        for position, entry in each.entries():
            if entry.id in origins:
                first = origins[entry.id]
                there = first.page.place(first.position)
                here = each.place(position)
                faults.append(Problem(place=here, rule="duplicate_id", entry=entry.id,
                                      message=f"'{entry.id}' is already the id of the entry at {there}"))  # fmt: skip
                continue
            origins[entry.id] = Origin(each, position)
            entries.append(entry)
    return Record(entries, problems=tuple(faults), origins=origins, root=root)


def is_shipped(root: Path) -> bool:
    """True if a folder lies inside the package, where an update would overwrite what is written to it."""
    return root.resolve().is_relative_to(Path(str(files("talleyrand"))).resolve())


def shipped() -> Record:
    """The record that lies inside the package."""
    with as_file(files("talleyrand") / "cases" / "us-china") as root:
        return load(root)
