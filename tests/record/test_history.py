"""Edits kept in git: none is lost, nothing of the user's is touched, and nothing that a stranger configured is run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from talleyrand.errors import WriteError
from talleyrand.record.history import REF, TIMEOUT, Edit, edits, remember, repository

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
FIRST = Edit(when=NOON, id="duty", file="measures.yaml", before="- measure: duty\n  level: 10\n",
             after="- measure: duty\n  level: 20  # 二十\n")  # fmt: skip


def git(folder: Path, *words: str) -> str:
    """What git, as the user would call it, prints."""
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration but the test's own."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a record inside a repository with one commit, one staged change and one that is not."""
    top = tmp_path / "top"
    folder = top / "record"
    folder.mkdir(parents=True)
    git(top, "init", "--quiet", "--initial-branch=main")
    (folder / "measures.yaml").write_text(FIRST.before)
    (folder / "parties.yaml").write_text("")
    git(top, "add", ".")
    git(top, "-c", "user.name=U", "-c", "user.email=u@example.org", "commit", "--quiet", "--message=Begin")
    (folder / "measures.yaml").write_text(FIRST.after)
    (folder / "parties.yaml").write_text("# staged\n")
    git(top, "add", "record/parties.yaml")
    return folder


# --- kept and found again ------------------------------------------------------------------------


def test_an_edit_is_found_again_as_it_was_made(root: Path) -> None:
    remember(root, FIRST)
    (found,) = edits(root)
    assert replace(found, commit="", summary="") == FIRST
    assert found.summary == "Change duty in measures.yaml"
    assert git(root, "show", f"{found.commit}:after") == FIRST.after


def test_the_newest_stand_first_and_can_be_narrowed_to_one_entry(root: Path) -> None:
    for number, name in enumerate(("a", "b", "a")):
        remember(root, replace(FIRST, id=name, when=NOON + timedelta(minutes=number)))
    assert [(each.id, each.when.minute) for each in edits(root)] == [("a", 2), ("b", 1), ("a", 0)]
    assert [each.when.minute for each in edits(root, entry="a")] == [2, 0]
    assert [each.when.minute for each in edits(root, limit=1, entry="b")] == [1]
    assert edits(root, entry="c") == ()


def test_an_entry_added_had_no_text_before_and_one_removed_has_none_after(root: Path) -> None:
    remember(root, replace(FIRST, before=""))
    remember(root, replace(FIRST, after="", when=NOON + timedelta(hours=1)))
    removed, added = edits(root)
    assert (added.before, added.after, added.summary) == ("", FIRST.after, "Add duty in measures.yaml")
    assert (removed.before, removed.after, removed.summary) == (FIRST.before, "", "Remove duty in measures.yaml")


def test_texts_that_are_no_utf_8_and_odd_names_come_back_as_they_were(root: Path) -> None:
    odd = replace(FIRST, after="- a: \udcff\r\n", file="sub folder/maßnahmen ü.yaml", summary="Two\nlines")
    remember(root, odd)
    (found,) = edits(root)
    assert (found.after, found.file, found.summary) == (odd.after, odd.file, "Two lines")


def test_the_user_s_name_stands_on_an_edit_or_else_ours(root: Path) -> None:
    remember(root, FIRST)
    git(root, "config", "user.name", "  <Ann>. ")
    git(root, "config", "user.email", "ann@example.org")
    remember(root, FIRST)
    told = git(root, "log", "--format=%an <%ae> %cI", REF).splitlines()
    assert [each.rpartition(" ")[0] for each in told] == [
        "Ann <ann@example.org>", "Talleyrand <talleyrand@localhost>",
    ]  # fmt: skip
    assert datetime.fromisoformat(told[0].rpartition(" ")[2]) == NOON


# --- nothing of the user's is touched ------------------------------------------------------------


def standing(root: Path) -> tuple[str, ...]:
    """All that a user's own git shows: branches, index, working tree, stash and reflog."""
    index = (root.parent / ".git" / "index").read_bytes().hex()
    return (git(root, "status", "--porcelain=v2", "--branch"), git(root, "branch", "--all", "--verbose"),
            git(root, "diff"), git(root, "diff", "--cached"), git(root, "reflog"), index)  # fmt: skip


def test_branch_index_and_working_tree_stay_as_they_were_and_the_repository_is_sound(root: Path) -> None:
    before = standing(root)
    remember(root, FIRST)
    edits(root)
    assert standing(root) == before
    assert git(root, "fsck", "--strict", "--no-dangling") == ""
    assert git(root, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/main", REF]


def test_a_detached_head_is_left_where_it_is(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach")
    before = standing(root)
    remember(root, FIRST)
    assert standing(root) == before
    assert len(edits(root)) == 1


def test_a_repository_without_a_commit_will_do(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    remember(tmp_path, FIRST)
    assert len(edits(tmp_path)) == 1
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=no") == ""
    assert git(tmp_path, "fsck", "--strict") == ""


def test_a_ref_of_ours_that_leads_to_a_branch_does_not_move_the_branch(root: Path) -> None:
    before = git(root, "rev-parse", "main")
    git(root, "symbolic-ref", REF, "refs/heads/main")
    with pytest.raises(WriteError, match="is not as it is made here"):
        remember(root, FIRST)
    assert git(root, "rev-parse", "main") == before
    git(root, "symbolic-ref", REF, "refs/heads/none")
    remember(root, FIRST)
    assert "none" not in git(root, "branch", "--all")


# --- where there is none -------------------------------------------------------------------------


def test_the_innermost_repository_is_the_one(root: Path) -> None:
    inner = root / "inner"
    inner.mkdir()
    assert repository(inner) == root.parent
    git(inner, "init", "--quiet")
    assert repository(inner) == inner
    remember(inner, FIRST)
    assert (len(edits(inner)), len(edits(root))) == (1, 0)


def test_a_folder_outside_any_repository_has_none(tmp_path: Path) -> None:
    assert repository(tmp_path) is None
    assert repository(tmp_path / "nowhere") is None
    assert edits(tmp_path) == ()
    with pytest.raises(WriteError, match="not a git repository"):
        remember(tmp_path, FIRST)


def test_a_bare_repository_hidden_in_a_record_is_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", str(tmp_path / "bare"))
    assert repository(tmp_path / "bare") is None


def test_without_git_there_is_no_repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    assert repository(root) is None
    assert edits(root) == ()
    with pytest.raises(WriteError, match="there is no git"):
        remember(root, FIRST)


def test_a_git_in_the_folder_itself_is_not_the_one_called(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "git").write_text(f"#!/bin/sh\ntouch {root}/called\n")
    (root / "git").chmod(0o700)
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    repository(root)
    assert not (root / "called").exists()


def test_a_git_that_does_not_answer_is_told(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").write_text("#!/bin/sh\nexec /bin/sleep 30\n")
    (tmp_path / "bin" / "git").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("talleyrand.record.history.TIMEOUT", 0.2)
    assert repository(root) is None
    with pytest.raises(WriteError, match="git hash-object did not answer"):
        remember(root, FIRST)


def test_a_repository_that_cannot_be_written_is_told(root: Path) -> None:
    objects = root.parent / ".git" / "objects"
    shutil.rmtree(objects)
    objects.write_text("no folder")
    with pytest.raises(WriteError, match="cannot be kept"):
        remember(root, FIRST)


def test_a_lock_left_behind_is_waited_for_and_then_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talleyrand.record.history.PATIENCE", 0.2)
    lock = root.parent / ".git" / f"{REF}.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    with pytest.raises(WriteError, match="File exists"):
        remember(root, FIRST)
    lock.unlink()
    remember(root, FIRST)


def test_a_lock_older_than_any_call_of_git_can_be_is_taken_away(root: Path) -> None:
    lock = root.parent / ".git" / f"{REF}.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    then = lock.stat().st_mtime - TIMEOUT - 1
    os.utime(lock, (then, then))
    remember(root, FIRST)
    assert not lock.exists()
    assert [each.id for each in edits(root)] == ["duty"]


# --- a stranger's repository ---------------------------------------------------------------------

HOOKS = ("reference-transaction", "post-commit", "pre-commit", "post-index-change", "pre-auto-gc", "post-rewrite",
         "post-checkout", "update", "pre-receive", "fsmonitor-watchman", "prepare-commit-msg", "commit-msg")  # fmt: skip
ALIASES = ("hash-object", "mktree", "commit-tree", "update-ref", "rev-list", "cat-file", "for-each-ref", "config")


def trapped(root: Path, trap: Path) -> None:
    """Have everything in a repository's configuration that can name a program name one that leaves a trace."""
    own = root.parent / ".git"
    (own / "hooks").mkdir(exist_ok=True)
    for name in HOOKS:
        (own / "hooks" / name).write_text(trap.read_text())
        (own / "hooks" / name).chmod(0o700)
    settings = {
        "core.fsmonitor": trap, "core.hooksPath": own / "hooks", "core.sshCommand": trap, "core.editor": trap,
        "core.pager": trap, "core.askPass": trap, "core.gitProxy": trap, "core.alternateRefsCommand": trap,
        "commit.gpgSign": "true", "tag.gpgSign": "true", "gpg.program": trap, "gpg.format": "openpgp",
        "user.signingKey": "K", "log.showSignature": "true", "filter.f.clean": trap, "filter.f.smudge": trap,
        "filter.f.process": trap, "filter.f.required": "true", "diff.d.textconv": trap, "diff.d.command": trap,
        "diff.external": trap, "merge.m.driver": trap, "credential.helper": f"!{trap}", "sequence.editor": trap,
        "interactive.diffFilter": trap, "trace2.eventTarget": "1", "gc.auto": "1", "maintenance.auto": "true",
        "pager.cat-file": trap, "pager.rev-list": trap, "pager.config": trap, "uploadpack.packObjectsHook": trap,
        "remote.origin.url": f"ext::{trap}", "remote.origin.uploadpack": trap, "remote.origin.promisor": "true",
        "remote.origin.partialCloneFilter": "blob:none", "extensions.partialClone": "origin",
        "protocol.ext.allow": "always", "protocol.file.allow": "always", "protocol.allow": "always",
        "core.logAllRefUpdates": "always", "submodule.recurse": "true",
    } | {f"alias.{name}": f"!{trap}" for name in ALIASES}  # fmt: skip
    for name, value in settings.items():
        git(root, "config", name, str(value))
    (own / "info").mkdir(exist_ok=True)
    (own / "info" / "attributes").write_text("* filter=f diff=d merge=m\nbefore filter=f\n")


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a trace."""
    program = tmp_path / "trap"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{tmp_path}/sprung'\n")
    program.chmod(0o700)
    return program


def sprung(trap: Path) -> str:
    """What the trap was sprung by."""
    trace = trap.parent / "sprung"
    return trace.read_text() if trace.exists() else ""


def test_nothing_that_a_repository_configures_is_run(root: Path, trap: Path) -> None:
    trapped(root, trap)
    assert repository(root) == root.parent
    remember(root, FIRST)
    remember(root, replace(FIRST, when=NOON + timedelta(hours=1)))
    assert len(edits(root)) == 2
    assert sprung(trap) == ""


def test_the_trap_is_one_that_plain_git_steps_into(root: Path, trap: Path) -> None:
    trapped(root, trap)
    subprocess.run(["git", "-C", str(root), "update-ref", "refs/heads/x", "HEAD"], check=False, capture_output=True)
    subprocess.run(["git", "-C", str(root), "status"], check=False, capture_output=True)
    assert "reference-transaction" in sprung(trap)
    assert "trap" in sprung(trap)


def test_an_object_that_is_missing_is_fetched_from_nowhere(root: Path, trap: Path) -> None:
    """A repository may promise objects that a remote holds; git would call the remote's program to get them."""
    trapped(root, trap)
    (root.parent / ".git" / "refs" / "talleyrand").mkdir()
    (root.parent / ".git" / REF).write_text("12" * 20 + "\n")
    for act in (lambda: remember(root, FIRST), lambda: edits(root)):
        with pytest.raises(WriteError):
            act()
    assert sprung(trap) == ""


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_EXTERNAL_DIFF", "GIT_TRACE",
                                  "GIT_EXEC_PATH", "GIT_CONFIG_PARAMETERS", "GIT_SSH_COMMAND", "GIT_NAMESPACE"])  # fmt: skip
def test_nothing_in_the_surroundings_steers_git(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, str(root / "elsewhere"))
    remember(root, FIRST)
    assert len(edits(root)) == 1
    assert not (root / "elsewhere").exists()


Plant = Callable[[Path, str], str]


def planted(root: Path, about: str, *, after: str = "x") -> None:
    """A commit on our ref that a stranger made."""

    def kept(text: str) -> str:
        (root / "planted").write_text(text)
        return git(root, "hash-object", "-w", str(root / "planted")).strip()

    tree = f"100644 blob {kept(about)}\tabout\n100644 blob {kept(after)}\tafter\n"
    made = subprocess.run(["git", "-C", str(root), "mktree"], input=tree, capture_output=True, text=True, check=True)
    who = ("-c", "user.name=S", "-c", "user.email=s@example.org")
    git(root, "update-ref", REF, git(root, *who, "commit-tree", "-m", "x", made.stdout.strip()).strip())


@pytest.mark.parametrize("about", [
    "", "no json", "[]", "null", "{}", '{"id": 1}', "[" * 5000, '{"id": "a", "file": "b", "summary": "", "when": "x"}',
    '{"id": "a\\u0000", "file": "b", "summary": "", "when": "2026-07-01T12:00:00+00:00"}',
    '{"id": "a", "file": "b", "summary": "", "when": "2026-07-01T12:00:00"}', '"' + "x" * 20_000 + '"',
], ids=range(11))  # fmt: skip
def test_what_a_stranger_planted_is_passed_over(root: Path, about: str) -> None:
    planted(root, about)
    remember(root, FIRST)
    assert [each.id for each in edits(root)] == ["duty"]


def test_a_text_that_is_too_long_is_not_read(root: Path) -> None:
    planted(root, '{"id": "a", "file": "b", "summary": "", "when": "2026-07-01T12:00:00+00:00"}', after="x" * 2_000_000)
    assert [each.after for each in edits(root)] == [""]


# --- several at once -----------------------------------------------------------------------------

WRITER = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from talleyrand.record.history import Edit, remember
edit = Edit(when=datetime.now(UTC), id="", file="a.yaml", before="", after="x")
for number in range(8):
    remember(Path(sys.argv[1]), replace(edit, id=f"{sys.argv[2]}-{number}"))
"""


def test_of_edits_made_at_once_none_is_lost(root: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(root)]
    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE, text=True) for name in ("a", "b", "c")]
    told = [writer.communicate(timeout=60)[1] for writer in writers]
    assert told == ["", "", ""]
    assert {each.id for each in edits(root)} == {f"{name}-{number}" for name in "abc" for number in range(8)}
    assert git(root, "fsck", "--strict", "--no-dangling") == ""
