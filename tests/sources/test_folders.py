from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest

from talleyrand.errors import NotFound, WrongValue
from talleyrand.sources import folders


def test_documents_come_by_name_and_the_rest_is_told(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "_archive").mkdir()
    for name in ("b/x.TXT", "a.html", "c.jpg", ".hidden.txt", "_archive/y.txt"):
        (tmp_path / name).write_bytes(b"words")
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    listing = folders.documents(tmp_path)
    assert [each.name for each in listing.files] == ["a.html", "b/x.TXT"]
    assert [(each.place.file, each.notice) for each in listing.problems] == [("c.jpg", True), ("link.txt", True)]


def test_one_file_is_one_document_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "speech"
    path.write_bytes(b"words")
    assert folders.documents(path).files == (folders.File("speech", path),)
    assert folders.opened(path) == b"words"


def test_a_wrong_name_gets_the_nearest_right_one(tmp_path: Path) -> None:
    (tmp_path / "geneva.txt").write_bytes(b"words")
    for ask in (folders.documents, folders.opened):
        with pytest.raises(NotFound, match=r"did you mean 'geneva\.txt'"):
            ask(tmp_path / "genava.txt")


def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(WrongValue, match="no ordinary file"):
        folders.opened(tmp_path / "pipe.txt")
    with pytest.raises(WrongValue, match="no ordinary file"):
        folders.documents(tmp_path / "pipe.txt")


def test_no_more_is_read_of_a_stream_than_a_document_may_hold() -> None:
    endless = BytesIO(b"x" * 30 * 1024 * 1024)
    with pytest.raises(WrongValue, match="'standard input' holds more than 20 MB"):
        folders.taken(endless)
    assert endless.tell() == 20 * 1024 * 1024 + 1
    assert folders.taken(BytesIO(b"words")) == b"words"
