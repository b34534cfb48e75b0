"""Files put in their places: whole ones, in order, all of them or none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from talleyrand.errors import Conflict, NotFound, Refused, WriteError, WrongValue
from talleyrand.record import editing, placing
from talleyrand.record.editing import Change

PARTY = "- party: {}\n  name: {}\n"


def anything(_: object) -> None:
    """A test that every edit passes."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "one.yaml").write_text(PARTY.format("US", "America"))
    (tmp_path / "two.yaml").write_text(PARTY.format("CN", "China"))
    return tmp_path


def texts(root: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(root.iterdir()) if path.name != placing.LOCK}


def renamed(root: Path, file: str, party: str, name: str) -> Change:
    read = editing.as_written(root, file, party)
    return Change(file=file, id=party, text=PARTY.format(party, name), expected=editing.digest(read), read=read)


def test_changes_in_several_files_are_made_together_and_seen_together(root: Path) -> None:
    seen: list[dict[str, bytes]] = []
    changes = [Change(file="new.yaml", text=PARTY.format("EU", "Europe")), renamed(root, "one.yaml", "US", "Columbia"),
               Change(file="one.yaml", text=PARTY.format("UK", "Britain"))]  # fmt: skip
    editing.together(root, changes, lambda changed: seen.append(dict(changed)))
    assert [sorted(each) for each in seen] == [["new.yaml", "one.yaml"]]
    found = texts(root)
    assert found["new.yaml"] == PARTY.format("EU", "Europe")
    assert found["one.yaml"] == PARTY.format("US", "Columbia") + "\n" + PARTY.format("UK", "Britain")


@pytest.mark.parametrize(
    ("second", "fault"),
    [(Change(file="two.yaml", id="CN", text=PARTY.format("CN", "x"), expected="0" * 64), Conflict),
     (Change(file="two.yaml", id="JP", expected="0" * 64), NotFound),
     (Change(file="two.yaml", text="- party: [\n"), Refused),
     (Change(file="../two.yaml", text=PARTY.format("EU", "Europe")), WrongValue),
     (Change(file="_inbox/two.yaml", text=PARTY.format("EU", "Europe")), WrongValue)],
)  # fmt: skip
def test_if_one_change_cannot_be_made_none_is(root: Path, second: Change, fault: type[Exception]) -> None:
    before = texts(root)
    with pytest.raises(fault):
        editing.together(root, [renamed(root, "one.yaml", "US", "Columbia"), second], anything)
    assert texts(root) == before


def test_what_the_record_as_a_whole_refuses_is_not_made(root: Path) -> None:
    def refuse(_: object) -> None:
        raise Refused("no")

    before = texts(root)
    with pytest.raises(Refused):
        editing.together(root, [renamed(root, "one.yaml", "US", "x"), renamed(root, "two.yaml", "CN", "y")], refuse)
    assert texts(root) == before


def test_two_names_of_one_file_are_not_written_over_one_another(root: Path) -> None:
    (root / "link.yaml").symlink_to(root / "one.yaml")
    changes = [Change(file=name, text=PARTY.format(name[:2].upper(), name)) for name in ("one.yaml", "link.yaml")]
    with pytest.raises(WrongValue, match="two names of files lead to one file"):
        editing.together(root, changes, anything)


def test_if_the_second_cannot_be_put_the_first_is_put_back(root: Path) -> None:
    (root / "folder").mkdir()
    before = texts_of(root, "one.yaml")
    with pytest.raises(OSError, match=r"folder|irectory"):
        placing.put({root / "one.yaml": b"new", root / "new.yaml": b"new", root / "folder": b"new"})
    assert texts_of(root, "one.yaml") == before
    assert not (root / "new.yaml").exists()
    assert [path.name for path in root.iterdir() if path.name.endswith(placing.PART)] == []


def texts_of(root: Path, name: str) -> str:
    return (root / name).read_text()


KILLED = """
import os, sys
from pathlib import Path
from talleyrand.record import placing
root, step = Path(sys.argv[1]), int(sys.argv[2])
seen = 0
def count(event, arguments):
    global seen
    if event == "os.rename":
        seen += 1
        if seen == step:
            os.kill(os.getpid(), 9)
sys.addaudithook(count)
placing.put({root / "one.yaml": b"new one", root / "two.yaml": b"new two"})
"""


@pytest.mark.parametrize(("step", "left"), [(1, ["old", "old"]), (2, ["new", "old"]), (3, ["new", "new"])])
def test_whoever_is_killed_leaves_whole_files_the_first_named_first(root: Path, step: int, left: list[str]) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(root), str(step)], check=False)
    found = ["new" if texts_of(root, name).startswith("new") else "old" for name in ("one.yaml", "two.yaml")]
    assert found == left
    placing.put({root / "one.yaml": b"newest"})
    assert [path.name for path in root.iterdir() if path.name.endswith(placing.PART)] == []


def test_a_folder_that_cannot_be_written_is_told(root: Path) -> None:
    with pytest.raises(WriteError, match="cannot be written"), placing.locked(root / "nowhere"):
        pass
    assert not (root / "nowhere").exists()
