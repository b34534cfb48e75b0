"""Which files make a record, what is never opened, and a cache that can fail only by forgetting."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from talleyrand.errors import RecordError
from talleyrand.record import folder
from talleyrand.record.syntax import MAX_BYTES

GOOD = b"- party: US\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "record"
    place.mkdir()
    return place


def put(root: Path, *names: str, data: bytes = GOOD) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def names(root: Path) -> list[str]:
    return [file.name for file in folder.files(root).files]


def faults(root: Path) -> list[str]:
    return [str(problem) for problem in folder.files(root).problems]


def test_yaml_files_are_found_however_deep_in_the_order_of_their_names(root: Path) -> None:
    put(
        root,
        "z.yaml",
        "acts/2025.yml",
        "acts/2024.YAML",
        "a.yaml",
        "acts.yaml",
        "deep/er/x.yaml",
        "中国.yaml",
    )
    found = [
        "a.yaml",
        "acts.yaml",
        "acts/2024.YAML",
        "acts/2025.yml",
        "deep/er/x.yaml",
        "z.yaml",
        "中国.yaml",
    ]
    assert names(root) == found
    assert faults(root) == []


def test_hidden_and_archived_and_other_files_are_passed_over(root: Path) -> None:
    put(
        root,
        "a.yaml",
        ".b.yaml",
        ".git/c.yaml",
        "_archive/d.yaml",
        "x/_archive/e.yaml",
        "README.md",
        "f.yaml~",
    )
    assert names(root) == ["a.yaml"]
    assert faults(root) == []


def test_a_folder_may_be_named_like_a_file(root: Path) -> None:
    put(root, "2025.yaml/a.yaml")
    assert names(root) == ["2025.yaml/a.yaml"]


def test_an_empty_folder_is_an_empty_record(root: Path) -> None:
    assert folder.files(root) == folder.Listing((), ())


def test_a_folder_that_is_not_there_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "us-china").mkdir()
    with pytest.raises(RecordError, match=r"there is no folder '.*us-chna'; did you mean 'us-china'\?"):
        folder.files(tmp_path / "us-chna")
    with pytest.raises(RecordError, match=r"there is no folder '.*b'$"):
        folder.files(tmp_path / "a" / "b")


def test_a_file_is_no_record(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml")
    with pytest.raises(RecordError, match="is a file; a record is a folder of files"):
        folder.files(tmp_path / "a.yaml")


def test_links_out_of_the_record_are_refused(root: Path, tmp_path: Path) -> None:
    put(tmp_path, "outside/secret.yaml", "outside/secret.txt")
    (root / "file.yaml").symlink_to(tmp_path / "outside" / "secret.yaml")
    (root / "text.yaml").symlink_to("../outside/secret.txt")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "above").symlink_to("..")
    assert names(root) == []
    out = "this link leads out of the record; put the file itself here [file]"
    assert faults(root) == [f"{name}:1: {out}" for name in ("above", "file.yaml", "folder", "text.yaml")]


def test_links_that_lead_nowhere_are_refused(root: Path) -> None:
    (root / "gone.yaml").symlink_to("nothing")
    (root / "ring.yaml").symlink_to("ring.yaml")
    (root / "ring").symlink_to("ring")
    nowhere = "this link leads nowhere; delete it [file]"
    assert faults(root) == [f"gone.yaml:1: {nowhere}", f"ring.yaml:1: {nowhere}"]


def test_a_link_inside_the_record_is_read_once(root: Path) -> None:
    put(root, "a.yaml", "text", "acts/b.yaml")
    (root / "again.yaml").symlink_to("a.yaml")
    (root / "text.yaml").symlink_to("text")
    (root / "text2.yaml").symlink_to("text.yaml")
    (root / "same").symlink_to("acts")
    (root / "itself").symlink_to(".")
    assert names(root) == ["a.yaml", "acts/b.yaml", "text.yaml"]
    assert faults(root) == []
    assert folder.read(root / "text", "text.yaml").data == GOOD


def test_the_record_s_own_folder_may_be_a_link(root: Path, tmp_path: Path) -> None:
    put(root, "a.yaml")
    (tmp_path / "link").symlink_to(root)
    assert names(tmp_path / "link") == ["a.yaml"]


def test_what_is_no_ordinary_file_is_never_opened(root: Path) -> None:
    os.mkfifo(root / "pipe.yaml")
    os.mkfifo(root / "pipe")
    (root / "to-pipe.yaml").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(root / "socket.yaml"))
    assert faults(root) == [
        "pipe.yaml:1: this is no ordinary file; a record holds only files and folders [file]",
        "socket.yaml:1: this is no ordinary file; a record holds only files and folders [file]",
        "to-pipe.yaml:1: this link leads to no ordinary file; delete it [file]",
    ]


def test_a_pipe_or_link_put_in_a_file_s_place_meanwhile_is_not_read(root: Path, tmp_path: Path) -> None:
    os.mkfifo(root / "pipe.yaml")
    put(tmp_path, "secret.yaml")
    (root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    for name in ("pipe.yaml", "link.yaml", "gone.yaml"):
        text = folder.read(root / name, name)
        assert text.data == b""
        assert text.fault
    assert str(text.fault) == "gone.yaml:1: the file is gone [file]"


def test_a_file_too_large_is_refused_without_reading_it_whole(root: Path) -> None:
    put(root, "a.yaml")
    with (root / "a.yaml").open("r+b") as stream:
        stream.truncate(100 * MAX_BYTES)
    began = time.process_time()
    text = folder.read(root / "a.yaml", "a.yaml")
    assert time.process_time() - began < 0.5
    assert text.data == b""
    assert str(text.fault) == "a.yaml:1: the file is larger than 1 MiB; split it in two [file]"


def test_a_file_of_the_largest_size_is_read(root: Path) -> None:
    put(root, "a.yaml", data=b"#" * MAX_BYTES)
    assert folder.read(root / "a.yaml", "a.yaml") == folder.Text(b"#" * MAX_BYTES, None)


def test_a_name_that_cannot_be_shown_is_refused(root: Path) -> None:
    put(root, "a\nb.yaml", "\u202ec.yaml")
    assert faults(root) == [
        "'\\u202ec.yaml':1: a file's name holds invisible characters; rename it [file]",
        "'a\\nb.yaml':1: a file's name holds invisible characters; rename it [file]",
    ]


def test_a_name_that_is_not_unicode_is_refused(root: Path) -> None:
    try:
        put(root, os.fsdecode(b"\xff.yaml"))
    except OSError:
        pytest.skip("this file system takes only names in Unicode")
    assert faults(root) == ["'\\udcff.yaml':1: a file's name holds invisible characters; rename it [file]"]


# Permissions do not bind the superuser, so that a child drops its rights first, its imports done.
ANOTHER_USER = """
import os, resource, sys
from pathlib import Path
from talleyrand.errors import RecordError
from talleyrand.record import folder
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
root = Path(sys.argv[1])
"""


def as_another_user(code: str, *arguments: object, **environment: str) -> str:
    command = [sys.executable, "-c", ANOTHER_USER + code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | environment)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def anyone_s() -> Iterator[Path]:
    """A folder that every user can enter, as the test's own is not."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o777)
        yield Path(place)


def test_files_and_folders_that_may_not_be_read_are_faults(anyone_s: Path) -> None:
    put(anyone_s, "open.yaml", "closed.yaml", "shut/a.yaml")
    (anyone_s / "closed.yaml").chmod(0)
    (anyone_s / "shut").chmod(0)
    code = """
listing = folder.files(root)
faults = list(listing.problems)
for name, path in listing.files:
    fault = folder.read(path, name).fault
    faults += [fault] if fault else []
print(*faults, sep="\\n")
"""
    seen = as_another_user(code, anyone_s)
    (anyone_s / "shut").chmod(0o700)
    assert seen.splitlines() == [
        "shut:1: this folder cannot be read (permission denied) [file]",
        "closed.yaml:1: the file cannot be read (permission denied) [file]",
    ]


def test_a_record_that_may_not_be_looked_into_is_refused(anyone_s: Path) -> None:
    (anyone_s / "shut").mkdir(mode=0)
    code = "try: folder.files(root / 'shut')\nexcept RecordError as error: print(error)"
    seen = as_another_user(code, anyone_s)
    assert seen == f"the folder '{anyone_s.resolve()}/shut' cannot be read (permission denied)\n"


KEY = sha256(b"a page").digest()
OTHER = sha256(b"another").digest()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "cache"
    monkeypatch.setenv("TALLEYRAND_CACHE", str(place))
    return place


def only_file(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


@pytest.mark.usefixtures("cache")
def test_what_was_kept_is_recalled() -> None:
    assert folder.recall(KEY) is None
    folder.keep(KEY, b"value")
    folder.keep(OTHER, b"")
    assert folder.recall(KEY) == b"value"
    assert folder.recall(OTHER) == b""
    folder.keep(KEY, b"newer")
    assert folder.recall(KEY) == b"newer"


def test_nobody_else_can_read_or_write_the_cache(cache: Path) -> None:
    folder.keep(KEY, b"value")
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(cache).stat().st_mode) == 0o600


@pytest.mark.parametrize("word", ["off", "OFF", "0", "relative/path"])
def test_the_cache_can_be_switched_off(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLEYRAND_CACHE", word)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    folder.keep(KEY, b"value")
    assert folder.recall(KEY) is None
    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_in_the_user_s_own_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TALLEYRAND_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    folder.keep(KEY, b"value")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder.keep(KEY, b"value")
    kept = sorted(str(path.parent.relative_to(tmp_path)) for path in tmp_path.rglob("*.page"))
    assert kept == ["home/.cache/talleyrand", "xdg/talleyrand"]


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o722])
def test_a_cache_that_others_can_write_in_is_not_used(mode: int, cache: Path) -> None:
    folder.keep(KEY, b"value")
    cache.chmod(mode)
    assert folder.recall(KEY) is None
    folder.keep(OTHER, b"value")
    assert only_file(cache).name == f"{KEY.hex()}.page"


def test_a_cache_that_is_somebody_else_s_is_not_used(anyone_s: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only the superuser can make a folder that is somebody else's to a child")
    (anyone_s / "cache").mkdir(mode=0o755)
    code = "folder.keep(bytes(32), b'x'); print(folder.recall(bytes(32)))"
    assert as_another_user(code, anyone_s, TALLEYRAND_CACHE=str(anyone_s / "cache")) == "None\n"
    assert list((anyone_s / "cache").iterdir()) == []


@pytest.mark.parametrize("target", ["folder", "file"])
def test_a_cache_behind_a_link_or_that_is_a_file_is_not_used(target: str, cache: Path, tmp_path: Path) -> None:
    if target == "file":
        cache.write_bytes(b"")
    else:
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        cache.symlink_to(tmp_path / "elsewhere")
    folder.keep(KEY, b"value")
    assert folder.recall(KEY) is None


def test_a_damaged_file_of_the_cache_is_a_miss(cache: Path) -> None:
    folder.keep(KEY, b"value")
    path = only_file(cache)
    sound = path.read_bytes()
    broken = [sound[:length] for length in range(len(sound))] + [sound + b"x"]
    broken += [sound[:n] + bytes([sound[n] ^ flip]) + sound[n + 1 :] for n in range(len(sound)) for flip in (1, 128)]
    for data in broken:
        path.write_bytes(data)
        assert folder.recall(KEY) is None
    path.write_bytes(sound)
    assert folder.recall(KEY) == b"value"


def test_a_value_kept_under_another_key_is_a_miss(cache: Path) -> None:
    folder.keep(OTHER, b"value")
    only_file(cache).rename(cache / f"{KEY.hex()}.page")
    assert folder.recall(KEY) is None


def test_a_pipe_or_folder_or_link_in_the_cache_is_a_miss(cache: Path, tmp_path: Path) -> None:
    folder.keep(KEY, b"value")
    path = only_file(cache).rename(tmp_path / "moved")
    for make in (os.mkfifo, os.mkdir, lambda here: here.symlink_to(path)):
        make(cache / f"{KEY.hex()}.page")
        assert folder.recall(KEY) is None
        (cache / f"{KEY.hex()}.page").rename(tmp_path / make.__name__)


def test_a_full_disk_leaves_nothing_behind(anyone_s: Path) -> None:
    """The limit on a file's size fails a write half-way, as a full disk does."""
    code = """
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
folder.keep(bytes(32), b"x" * 1_000_000)
print(folder.recall(bytes(32)), list(root.joinpath("cache").iterdir()))
"""
    assert as_another_user(code, anyone_s, TALLEYRAND_CACHE=str(anyone_s / "cache")) == "None []\n"


def test_a_cache_that_cannot_be_written_is_silent(anyone_s: Path) -> None:
    code = """
folder.keep(bytes(32), b"old")
root.joinpath("cache").chmod(0o500)
folder.keep(bytes(32), b"new")
print(folder.recall(bytes(32)))
root.joinpath("cache").chmod(0o700)
"""
    assert as_another_user(code, anyone_s, TALLEYRAND_CACHE=str(anyone_s / "cache")) == "b'old'\n"


def aged(cache: Path, count: int) -> list[Path]:
    """Pages of 1,000 bytes, the first used longest ago."""
    cache.mkdir(mode=0o700)
    paths = [cache / f"{number:064x}.page" for number in range(count)]
    for age, path in enumerate(paths):
        path.write_bytes(b"x" * 1000)
        os.utime(path, (age, age))
    return paths


@pytest.mark.parametrize("limits", [{"most_files": 3}, {"most_bytes": 3500}])
def test_what_was_used_longest_ago_is_thrown_away_first(limits: dict[str, int], cache: Path) -> None:
    paths = aged(cache, 10)
    folder._prune(cache, **limits)
    assert sorted(cache.iterdir()) == paths[-3:]


def test_nothing_but_its_own_pages_is_thrown_away(cache: Path) -> None:
    aged(cache, 2)
    put(cache, "thesis.docx", "notes.page", "sub/a.yaml")
    folder._prune(cache, most_files=0)
    assert sorted(path.name for path in cache.iterdir()) == ["notes.page", "sub", "thesis.docx"]


def test_what_is_recalled_counts_as_used(cache: Path) -> None:
    folder.keep(KEY, b"value")
    os.utime(only_file(cache), (0, 0))
    folder.recall(KEY)
    assert time.time() - only_file(cache).stat().st_mtime < 100


def test_a_cache_far_over_its_limit_shrinks_as_it_is_used(cache: Path) -> None:
    aged(cache, folder.CACHE_FILES + 50)
    folder.keep(bytes(32), b"value")
    assert len(list(cache.iterdir())) == folder.CACHE_FILES
    assert folder.recall(bytes(32)) == b"value"
