"""Begins a record: a small one of two invented states, whose comments teach the format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from talleyrand.errors import WriteError
from talleyrand.record.folder import PLANS
from talleyrand.record.placing import LOCK, PART
from talleyrand.record.schema import as_json

CASE = "first-steps"
WRITTEN_FOR = date(2026, 7, 1)  # the day on which the dates of the example were chosen
HINT = "# yaml-language-server: $schema=schema.json\n"
IGNORED = f"""\
# What Talleyrand makes while it writes; never part of the record.
{LOCK}
.*{PART}
"""
_DATE = re.compile(r"\b(20\d\d-\d\d-\d\d)(?!\d)")


def new(folder: Path, *, today: date, copy: bool = False) -> tuple[str, ...]:
    """Write a small record into a folder, which is made if it is not there; the names of its files.

    Args:
        today: the dates of the example are moved so that its story goes on around this day.
        copy: write the whole shipped record in place of the example.

    Raises:
        WriteError: if the folder holds anything, or cannot be written.
    """
    texts = {".gitignore": IGNORED, "schema.json": as_json(), **(shipped() if copy else example(today))}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise WriteError(f"'{folder}' is not empty: name a folder that is empty or not there yet")
        _write(folder, texts)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise WriteError(f"no record can be begun in '{folder}': {reason.lower()}") from None
    return tuple(texts)


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write every file, or, if one cannot be written, leave none."""
    made: list[Path] = []
    try:
        for name, text in texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                made.append(folder / name)
                file.write(text)
    except OSError:
        for each in made:
            each.unlink(missing_ok=True)
        for below in {(folder / name).parent for name in texts} - {folder}:
            if below.is_dir():
                below.rmdir()
        raise


def example(today: date) -> dict[str, str]:
    """The files of the example by name, their dates moved to around a day."""
    moved = today - WRITTEN_FOR
    texts = _texts(files("talleyrand") / "cases" / CASE)
    return {name: HINT + _DATE.sub(lambda match: _moved(match[1], moved), text) for name, text in texts.items()}


def shipped() -> dict[str, str]:
    """The files of the shipped record by name, each with a hint for editors, and the negotiation files beside it."""
    root = files("talleyrand") / "cases" / "us-china"
    texts = _texts(root)
    beside = _texts(root / PLANS) if (root / PLANS).is_dir() else {}
    hinted = {name: text if text.startswith(HINT) else HINT + text for name, text in texts.items()}
    return hinted | {f"{PLANS}/{name}": text for name, text in beside.items()}


def _texts(folder: Traversable) -> dict[str, str]:
    """The YAML files in a folder by name."""
    found = sorted(folder.iterdir(), key=lambda each: each.name)
    return {each.name: each.read_text(encoding="utf-8") for each in found if each.name.endswith(".yaml")}


def _moved(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat()
