"""An edit changes one entry's lines and no other byte, or nothing at all, whatever befalls it."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from talleyrand.errors import Conflict, NotFound, Refused, WriteError, WrongValue
from talleyrand.record import editing, folder, placing
from talleyrand.record.syntax import parse

FILE = "parties.yaml"
TWO = """\
# The two
- party: US
  name: United States
  # a remark of its own

- party: CN   # and one on a line
  name: China
"""
NEW = "- party: US\n  name: America\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text(TWO)
    return tmp_path


def anything(changed: Mapping[str, bytes]) -> None:
    """A test that every edit passes."""
    assert len(changed) == 1


def seen(root: Path, entry_id: str = "US") -> str:
    return editing.digest(editing.as_written(root, FILE, entry_id))


def replace(root: Path, new_text: str, entry_id: str = "US") -> None:
    editing.replace(root, FILE, entry_id, new_text, seen(root, entry_id), anything)


def remove(root: Path, entry_id: str) -> None:
    editing.remove(root, FILE, entry_id, seen(root, entry_id), anything)


def text(root: Path) -> str:
    return (root / FILE).read_bytes().decode()


def write(root: Path, data: str) -> None:
    (root / FILE).write_bytes(data.encode())


def test_an_entry_is_replaced_and_nothing_else(root: Path) -> None:
    replace(root, NEW)
    assert text(root) == "# The two\n- party: US\n  name: America\n\n- party: CN   # and one on a line\n  name: China\n"


def test_an_entry_is_added_at_the_end_after_a_blank_line(root: Path) -> None:
    editing.add(root, FILE, "\n- party: EU\n\n", anything)
    assert text(root) == TWO + "\n- party: EU\n"


def test_an_entry_is_removed_with_the_blank_line_that_sets_it_off(root: Path) -> None:
    remove(root, "US")
    assert text(root) == "# The two\n- party: CN   # and one on a line\n  name: China\n"
    remove(root, "CN")
    assert text(root) == "# The two\n"


def test_adding_and_removing_leave_the_file_as_it_was(root: Path) -> None:
    editing.add(root, FILE, "- party: EU\n", anything)
    remove(root, "EU")
    assert text(root) == TWO


def test_a_file_that_is_not_there_is_made(root: Path) -> None:
    editing.add(root, "acts/2025.yaml", "- act: a-1\r\n  by: US", anything)
    assert (root / "acts" / "2025.yaml").read_bytes() == b"- act: a-1\n  by: US\n"


def test_the_same_text_leaves_the_file_untouched(root: Path) -> None:
    before = (root / FILE).stat()
    replace(root, editing.as_written(root, FILE, "US"))
    after = (root / FILE).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- party: US\r\n\r\n- party: CN\r\n", "- party: US\r\n  name: America\r\n\r\n- party: CN\r\n"),
        ("\ufeff- party: US\n- party: CN\n", "\ufeff- party: US\n  name: America\n- party: CN\n"),
        ("\ufeff# x\n- party: US\n", "\ufeff# x\n- party: US\n  name: America\n"),
        ("- party: US", "- party: US\n  name: America"),
        ("# x\r\n- party: US", "# x\r\n- party: US\r\n  name: America"),
        ("- party: CN\n- party: US\r\n", "- party: CN\n- party: US\r\n  name: America\r\n"),
        ("-\n  party: US\n  x: |+\n   a\n\n\n- party: CN\n", "- party: US\n  name: America\n- party: CN\n"),
    ],
)
def test_line_ends_marks_and_the_missing_last_line_end_are_kept(root: Path, before: str, after: str) -> None:
    write(root, before)
    replace(root, NEW)
    assert text(root) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- party: US\r\n", "- party: US\r\n\r\n- party: EU\r\n"),
        ("- party: US", "- party: US\n\n- party: EU"),
        ("- party: US\n\n\n", "- party: US\n\n\n- party: EU\n"),
        ("- party: US\n# end\n", "- party: US\n# end\n\n- party: EU\n"),
        ("\ufeff", "\ufeff- party: EU\n"),
        ("", "- party: EU\n"),
        ("# none yet\n", "# none yet\n\n- party: EU\n"),
        ("- party: US\r\n- party: CN\n", "- party: US\r\n- party: CN\n\r\n- party: EU\r\n"),
        ("- party: US\n  x: |\n    text", "- party: US\n  x: |\n    text\n\n- party: EU"),
    ],
)
def test_an_entry_is_added_in_the_manner_of_the_file(root: Path, before: str, after: str) -> None:
    write(root, before)
    editing.add(root, FILE, "- party: EU\n", anything)
    assert text(root) == after


def test_permissions_are_kept(root: Path) -> None:
    (root / FILE).chmod(0o640)
    replace(root, NEW)
    assert stat.S_IMODE((root / FILE).stat().st_mode) == 0o640


def test_another_entry_s_faults_stay_as_they_are_byte_for_byte(root: Path) -> None:
    broken = b'- party: X\n  name: "caf\xe9\n- party: Y\n  a: 1\n  a: 2\n'
    (root / FILE).write_bytes(broken + TWO.encode() + broken)
    replace(root, NEW + "  long: a\n  er: b\n")
    data = (root / FILE).read_bytes()
    assert data.startswith(broken)
    assert data.endswith(broken)


def test_what_was_changed_meanwhile_is_not_overwritten(root: Path) -> None:
    read = editing.as_written(root, FILE, "US")
    replace(root, NEW)
    with pytest.raises(Conflict, match="'US' was changed by somebody else since it was read") as caught:
        editing.replace(root, FILE, "US", NEW, editing.digest(read), anything, read_text=read)
    assert (caught.value.expected, caught.value.found) == (read, NEW)
    with pytest.raises(Conflict):
        editing.remove(root, FILE, "US", editing.digest(read), anything)
    assert NEW in text(root)


def test_another_entry_s_change_is_no_conflict(root: Path) -> None:
    read = seen(root, "US")
    replace(root, "- party: CN\n  name: PRC\n", "CN")
    editing.replace(root, FILE, "US", NEW, read, anything)
    assert NEW in text(root)


def test_of_two_entries_with_one_id_the_one_that_was_read_is_replaced(root: Path) -> None:
    write(root, "- party: US\n  name: a\n- party: US\n  name: b\n")
    editing.replace(root, FILE, "US", NEW, editing.digest("- party: US\n  name: b\n"), anything)
    assert text(root) == "- party: US\n  name: a\n" + NEW


def test_an_entry_that_is_gone_is_not_found(root: Path) -> None:
    with pytest.raises(NotFound, match=r"there is no entry 'US1' in 'parties.yaml'"):
        editing.remove(root, FILE, "US1", "", anything)
    with pytest.raises(WriteError, match=r"'acts.yaml': the file is gone"):
        editing.as_written(root, "acts.yaml", "US")


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("", "the new text holds 0 entries; an edit is of exactly one"),
        ("# nothing\n", "the new text holds 0 entries; an edit is of exactly one"),
        ("- party: US\n- party: CN\n", "the new text holds 2 entries; an edit is of exactly one"),
        ("party: US\n", "the new text has faults: the new text:1: a file is a list of entries"),
        ("- party: US\n  a: 1\n  a: 2\n", "the new text has faults: the new text:3: 'a' stands here a second time"),
        ('- party: US\n  name: "open\n', "the new text has faults: the new text:2: this quoted text is not closed"),
        ("- party: US\n---\n", "the new text has faults: the new text:2: a file holds one list"),
        ("---\n- party: US\n", "the new text holds remarks at the margin"),
        ("# remark\n- party: US\n", "the new text holds remarks at the margin"),
        ("- party: US\n# remark\n", "the new text holds remarks at the margin"),
        ("- party: CN\n", "the new text is for 'CN', not for 'US'; an edit keeps the id"),
        ("- party: US\n  name: \ud800\n", "the new text has faults: the new text:2: the byte 0xED is not UTF-8"),
        ("- party: US\n  name: a\rb\n", "the new text has faults: the new text:2: a line ends in a bare"),
        ("- party: US\n  note: |+\n    a\n", "the edit would change another entry, or read otherwise in its place"),
        (f"- party: US\n  note: {'x' * 1_048_540}\n", "the edit would break the file: parties.yaml:1: the file is"),
    ],
)
def test_a_text_that_is_not_one_sound_entry_is_refused(root: Path, new: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        editing.replace(root, FILE, "US", new, seen(root), anything)
    assert str(caught.value).startswith(message)
    assert text(root) == TWO


def test_an_added_entry_cannot_change_the_last_one(root: Path) -> None:
    write(root, "- party: US\n  note: |+\n    a\n")
    with pytest.raises(Refused, match="the edit would change another entry"):
        editing.add(root, FILE, "- party: EU\n", anything)


def test_a_file_that_cannot_be_read_at_all_is_not_added_to(root: Path) -> None:
    (root / FILE).write_bytes(TWO.encode("utf-16"))
    with pytest.raises(Refused, match=r"put right first what is wrong with the file: .*UTF-16"):
        editing.add(root, FILE, "- party: EU\n", anything)


def test_an_edit_that_the_record_refuses_is_not_written(root: Path) -> None:
    seen_by_the_test: dict[str, bytes] = {}

    def refuses(changed: Mapping[str, bytes]) -> None:
        seen_by_the_test.update(changed)
        raise Refused("it would leave 'CN' without a name")

    with pytest.raises(Refused, match="without a name"):
        editing.replace(root, FILE, "US", NEW, seen(root), refuses)
    assert text(root) == TWO
    assert [path.name for path in root.iterdir() if path.name != editing.LOCK] == [FILE]
    replace(root, NEW)
    assert seen_by_the_test == {FILE: text(root).encode()}


ELSEWHERE = ("", ".", "..", "../x.yaml", "a/../b.yaml", "/etc/x.yaml", "./a.yaml", "a//b.yaml", "a/", ".x.yaml")
UNFIT = (".git/x.yaml", "_archive/x.yaml", "notes.txt", "a\nb.yaml", "a\0.yaml", "a\\b.yaml", "\ud800.yaml")


@pytest.mark.parametrize("name", [*ELSEWHERE, *UNFIT, "ring.yaml", "out/x.yaml", "out.yaml"])
def test_only_a_record_s_own_files_are_written(root: Path, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "out").symlink_to(outside)
    (root / "out.yaml").symlink_to(outside / "x.yaml")
    (root / "ring.yaml").symlink_to("ring.yaml")
    with pytest.raises((WrongValue, WriteError)):
        editing.add(root, name, "- party: EU\n", anything)
    assert list(outside.iterdir()) == []
    assert text(root) == TWO


def test_a_link_inside_the_record_is_written_through(root: Path) -> None:
    (root / "store").mkdir()
    (root / FILE).rename(root / "store" / "text")
    (root / FILE).symlink_to("store/text")
    replace(root, NEW)
    assert (root / FILE).is_symlink()
    assert NEW in (root / "store" / "text").read_text()


def test_no_pipe_is_opened_for_an_edit(root: Path) -> None:
    os.mkfifo(root / "pipe.yaml")
    with pytest.raises(WriteError, match=r"'pipe.yaml': this is no ordinary file"):
        editing.add(root, "pipe.yaml", "- party: EU\n", anything)
    (root / editing.LOCK).unlink(missing_ok=True)
    os.mkfifo(root / editing.LOCK)
    with pytest.raises(WriteError, match="is no ordinary file; delete it"):
        replace(root, NEW)


def test_leftovers_are_no_part_of_the_record_and_the_next_write_clears_them(root: Path) -> None:
    (root / f".123-abc{editing.PART}").write_text("- party: XX\n")
    assert [file.name for file in folder.files(root).files] == [FILE]
    replace(root, NEW)
    assert sorted(path.name for path in root.iterdir()) == [editing.LOCK, FILE]


# --- laws ---

VALUES = st.text(st.sampled_from("ab é中:'#-{\u3000"), max_size=8).map(lambda text: "'" + text.replace("'", "''") + "'")
BODY = st.lists(
    st.one_of(
        VALUES.map(lambda value: f"  text: {value}"),
        VALUES.map(lambda value: f"  list:\n    - {value}\n    - a: {value}\n      b: [1, 2]"),
        VALUES.map(lambda value: f"  block: |\n    {value}\n\n    # no remark\n    - not an entry"),
        st.just("  wide: |\n    a\n    \u3000"),
        VALUES.map(lambda value: f"  folded: >-\n      {value}\n      more  "),
        st.just("  last: plain  # with a remark\n  # and one below"),
    ),
    max_size=3,
    unique_by=lambda lines: lines.split(":")[0],
)


@dataclass(frozen=True)
class Written:
    """A file in parts: what stands before the first entry, then entries, each with what stands below it."""

    before: str
    entries: tuple[tuple[str, str], ...]

    def text(self) -> str:
        return self.before + "".join(entry + below for entry, below in self.entries)


@st.composite
def a_file(draw: st.DrawFn) -> Written:
    margin = st.lists(st.sampled_from(["# a remark\n", "\n", "#\n"]), max_size=3).map("".join)
    count = draw(st.integers(1, 4))
    entries = [("\n".join([f"- party: p{n}", *draw(BODY)]) + "\n", draw(margin)) for n in range(count)]
    return Written(draw(margin), tuple(entries))


FORM = st.tuples(st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())


def formed(content: str, form: tuple[str, bool, bool]) -> bytes:
    """The bytes of a file with these line ends, with or without a byte order mark and a last line end."""
    end, mark, ended = form
    content = content if ended else content.removesuffix("\n")
    return (("\ufeff" if mark else "") + content.replace("\n", end)).encode()


@settings(max_examples=60)
@given(a_file(), FORM, BODY, st.data())
def test_a_replaced_entry_is_the_only_change(
    given_file: Written, form: tuple[str, bool, bool], body: list[str], data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(given_file.entries) - 1))
    new = "\n".join([f"- party: p{which}", *body]) + "\n"
    entries = list(given_file.entries)
    entries[which] = (new, entries[which][1])
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        old = formed(given_file.text(), form)
        assume(b"\n" in old)  # a file of one line shows no line end to keep
        (root / FILE).write_bytes(old)
        replace(root, new, f"p{which}")
        assert (root / FILE).read_bytes() == formed(Written(given_file.before, tuple(entries)).text(), form)


@settings(max_examples=60)
@given(a_file(), FORM, BODY)
def test_an_added_entry_leaves_all_before_it_as_it_was(
    given_file: Written, form: tuple[str, bool, bool], body: list[str]
) -> None:
    new = "\n".join(["- party: new", *body]) + "\n"
    before = formed(given_file.text(), form)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / FILE).write_bytes(before)
        editing.add(root, FILE, new, anything)
        after = (root / FILE).read_bytes()
        assert editing.as_written(root, FILE, "new") == new
    assert after.startswith(before)
    assert after.endswith(b"\n") == before.endswith(b"\n")


@settings(max_examples=60)
@given(a_file(), FORM, st.data())
def test_a_removed_entry_takes_only_blank_lines_with_it(
    given_file: Written, form: tuple[str, bool, bool], data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(given_file.entries) - 1))
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / FILE).write_bytes(formed(given_file.text(), form))
        items = parse((root / FILE).read_bytes(), FILE).items
        remove(root, f"p{which}")
        after = (root / FILE).read_bytes()
        left = [item.value for number, item in enumerate(items) if number != which]
        assert [item.value for item in parse(after, FILE).items] == left
    rest = [("" if number == which else entry) + below for number, (entry, below) in enumerate(given_file.entries)]
    expected = given_file.before + "".join(rest)
    lines = [line for line in after.decode().removeprefix("\ufeff").splitlines() if line.strip()]
    assert lines == [line for line in expected.splitlines() if line.strip()]


# --- what may befall a write ---

CHILD = """
import os, signal, sys, time
from pathlib import Path
from talleyrand.errors import TalleyrandError
from talleyrand.record import editing, placing
root, FILE = Path(sys.argv[1]), "parties.yaml"
anything = lambda changed: None
def version(n):
    return f"- party: US\\n  version: '{n}'\\n  filler: {'x' * (n * 977 % 20_000)}\\n"
def replace(n):
    read = editing.as_written(root, FILE, "US")
    editing.replace(root, FILE, "US", version(n), editing.digest(read), anything)
def attempt(act, *arguments):
    try:
        act(*arguments)
        print("done")
    except TalleyrandError as error:
        print(error)
def drop_rights():
    if os.geteuid() == 0:
        os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""


def child(code: str, root: Path, *arguments: object) -> str:
    command = [sys.executable, "-c", CHILD + code, str(root), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


KILLS = """
import random
rng = random.Random(20)
held = 0
torn = leftovers = 0
for kill in range(220):
    reading, writing = os.pipe()
    victim = os.fork()
    if victim == 0:
        n = held
        while True:
            n += 1
            replace(n)
            os.write(writing, b".")
    os.close(writing)
    os.read(reading, 1)  # it is at work
    time.sleep(rng.random() * 0.012)
    os.kill(victim, signal.SIGKILL)
    os.waitpid(victim, 0)
    done = held + 1 + len(os.read(reading, 100_000))
    os.close(reading)
    leftovers += any(name.endswith(editing.PART) for name in os.listdir(root))
    data = (root / FILE).read_text()
    for n in (done, done + 1):
        if data == "# above\\n" + version(n) + "\\n- party: CN\\n":
            held = n
            break
    else:
        torn += 1
print(torn, held > 220, leftovers > 0)
"""


def test_a_writer_killed_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """220 writers killed at random moments; what was reported done is there, and at most one write more."""
    (tmp_path / FILE).write_text("# above\n- party: US\n\n- party: CN\n")
    assert child(KILLS, tmp_path) == "0 True True\n"


KILL_AT = """
def at(step):
    steps = 0
    def count(event, arguments):
        nonlocal steps
        if event == "open" or event.startswith(("os.", "fcntl.")):
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    replace(2)
    os._exit(0)
seen = []
for step in range(1, 100):
    (root / FILE).write_text(version(1))
    victim = os.fork()
    if victim == 0:
        at(step)
    _, status = os.waitpid(victim, 0)
    data = (root / FILE).read_text()
    seen.append("old" if data == version(1) else "new" if data == version(2) else "torn")
    if not os.WIFSIGNALED(status):
        break
print(*sorted(set(seen[:-1])), seen[-1], len(seen) > 6)
"""


def test_a_writer_killed_before_each_step_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """Python announces each opening, renaming and deletion; the writer is killed before the first, the second ..."""
    assert child(KILL_AT, tmp_path) == "new old new True\n"


def test_two_writers_lose_nothing(root: Path) -> None:
    code = "for n in range(50): editing.add(root, FILE, f'- party: {sys.argv[2]}-{n}\\n', anything)"
    writers = [threading.Thread(target=child, args=(code, root, name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    ids = {item.id for item in parse((root / FILE).read_bytes(), FILE).items}
    assert ids == {"US", "CN"} | {f"{name}-{n}" for name in "ab" for n in range(50)}
    assert text(root).startswith(TWO)


def test_two_threads_lose_nothing(root: Path) -> None:
    def write_ten(name: str) -> None:
        for n in range(10):
            editing.add(root, FILE, f"- party: {name}-{n}\n", anything)

    writers = [threading.Thread(target=write_ten, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(parse((root / FILE).read_bytes(), FILE).items) == 32


def test_a_full_disk_leaves_the_old_file(root: Path) -> None:
    """The limit on a file's size fails a write half-way, as a full disk does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, limits[1]))
    try:
        with pytest.raises(WriteError) as caught:
            replace(root, f"- party: US\n  note: {'x' * 20_000}\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert str(caught.value) == "'parties.yaml' cannot be written (no space is left for it); it is as it was"
    assert text(root) == TWO
    assert sorted(path.name for path in root.iterdir()) == [editing.LOCK, FILE]


@pytest.fixture
def anyone_s() -> Iterator[Path]:
    """A folder that every user can enter, as the test's own is not."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o777)
        (Path(place) / FILE).write_text(TWO)
        yield Path(place)


def test_a_record_that_may_not_be_written_is_left_alone(anyone_s: Path) -> None:
    anyone_s.chmod(0o555)
    said = child("drop_rights(); attempt(replace, 1)", anyone_s)
    assert said == f"the record in '{anyone_s}' cannot be written (permission denied); it is as it was\n"


def test_a_write_protected_file_is_left_alone(anyone_s: Path) -> None:
    (anyone_s / FILE).chmod(0o444)
    said = child("drop_rights(); attempt(replace, 1)", anyone_s)
    assert said == "'parties.yaml' cannot be written (the file is write-protected); it is as it was\n"
    assert text(anyone_s) == TWO


def test_whoever_holds_the_lock_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "PATIENCE", 0.05)
    with placing.locked(root), pytest.raises(WriteError) as caught:
        replace(root, NEW)
    assert str(caught.value) == f"process {os.getpid()} is editing this record; try again when it is done"
    replace(root, NEW)


def test_a_writer_waits_for_the_lock(root: Path) -> None:
    began = time.monotonic()
    with placing.locked(root):
        writer = threading.Thread(target=replace, args=(root, NEW))
        writer.start()
        time.sleep(0.1)
        assert text(root) == TWO
    writer.join()
    assert NEW in text(root)
    assert time.monotonic() - began < 5


DELETED = """
lost = []
def interfere(event, arguments):
    if event == "fcntl.flock" and len(lost) < 2:
        lost.append(os.stat(root / editing.LOCK).st_ino)
        os.unlink(root / editing.LOCK)
        if len(lost) == 2:
            (root / editing.LOCK).write_text("another's")
sys.addaudithook(interfere)
handle = placing.lock(root / editing.LOCK)
print(len(lost), os.path.samestat(os.fstat(handle), os.stat(root / editing.LOCK)))
"""


def test_a_lock_file_that_somebody_deletes_is_not_held_in_the_dark(tmp_path: Path) -> None:
    """Between our opening it and locking it, it is deleted, then replaced: each time the lock is sought anew."""
    assert child(DELETED, tmp_path) == "2 True\n"
