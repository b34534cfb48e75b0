"""Edits of a record kept in git, so that each can be undone, beside the user's own history and never in it.

Edit  one entry's text before and after an edit, with its file and the time

Each edit is one commit on a ref of our own, `refs/talleyrand/edits`, whose tree holds `before`, `after` and `about`.
No branch, index or working tree is touched. A repository may be a stranger's: git is called with plumbing commands
that run no hook, filter, signer, monitor or transport, whatever its configuration asks for.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from talleyrand.errors import WriteError

REF = "refs/talleyrand/edits"
AUTHOR = ("Talleyrand", "talleyrand@localhost")
TIMEOUT = 10.0  # seconds for one call of git
PATIENCE = 20.0  # seconds in which to get a word in, where several edit at once
MOST_LOOKED_THROUGH = 5000
MOST_ABOUT, MOST_TEXT = 10_000, 1_000_000  # bytes: a stranger's history may hold anything
SAFE = (
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "commit.gpgSign=false",
    "-c", "protocol.allow=never", "-c", "i18n.commitEncoding=UTF-8", "-c", "safe.bareRepository=explicit",
)  # fmt: skip
KEPT = ("PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "SYSTEMROOT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit of one entry.

    Attributes:
        when: when it was made, with its zone.
        id: the entry's id.
        file: the file, as named in the record's folder.
        before: the entry's text before, empty if it was added.
        after: its text afterwards, empty if it was removed.
        summary: what was done, in one line; made up from the rest where it is left out.
        commit: the number by which the edit is found again, empty until it is kept.
    """

    when: datetime
    id: str
    file: str
    before: str
    after: str
    summary: str = ""
    commit: str = ""


def repository(root: Path) -> Path | None:
    """The working tree of the git repository that a record's folder lies in; None if there is none, or no git.

    A repository that git itself does not trust, because somebody else owns it, counts as none.
    """
    try:
        found = _git(root, "rev-parse", "--show-toplevel")
    except WriteError:
        return None
    top = os.fsdecode(found).removesuffix("\n")
    return Path(top) if top else None


def author(root: Path) -> str:
    """The user as git knows him or her in a folder, as `Name <address>`; empty where git does not tell."""
    name, email = (_configured(root, key) for key in ("name", "email"))
    return f"{name} <{email}>" if name and email else name or email


def remember(root: Path, edit: Edit) -> str:
    """Keep an edit that has been made; the number by which it is found again.

    Raises:
        WriteError: if it cannot be kept; the edit itself stands.
    """
    tree = _tree(root, edit)
    deadline = time.monotonic() + PATIENCE
    while True:
        last = _last(root)
        commit = _committed(root, edit, tree, last)
        try:
            _git(root, "update-ref", "--no-deref", REF, commit, last)
        except WriteError as fault:
            # Somebody else's edit came in between, or is just coming: take it as the one before this.
            locked = "File exists" in str(fault)
            between = _last(root) != last or locked
            if locked:
                _free_what_the_dead_hold(root)
            if not between or time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(0.005, 0.05))
        else:
            return commit


def _free_what_the_dead_hold(root: Path) -> None:
    """Remove the lock on our ref that a killed git left: only we lock it, and none of our calls outlives its time."""
    lock = root / os.fsdecode(_git(root, "rev-parse", "--git-path", f"{REF}.lock")).removesuffix("\n")
    with suppress(OSError):
        if time.time() - lock.lstat().st_mtime > TIMEOUT:
            lock.unlink()


def edits(root: Path, limit: int = 50, entry: str | None = None) -> tuple[Edit, ...]:
    """The edits that were kept, the newest first.

    Args:
        limit: at most so many.
        entry: only edits of the entry of this id.

    Raises:
        WriteError: if git cannot tell.
    """
    if repository(root) is None or not (last := _last(root)):
        return ()
    most = limit if entry is None else MOST_LOOKED_THROUGH
    listed = _git(root, "rev-list", "--first-parent", f"--max-count={most}", last).decode("ascii").split()
    abouts = _blobs(root, [f"{each}:about" for each in listed], MOST_ABOUT)
    told = [(commit, about) for commit, text in zip(listed, abouts, strict=True) if (about := _about(text))]
    wanted = [(commit, about) for commit, about in told if entry in (None, about["id"])][:limit]
    names = [f"{commit}:{name}" for commit, _ in wanted for name in ("before", "after")]
    texts = [(text or b"").decode("utf-8", "surrogateescape") for text in _blobs(root, names, MOST_TEXT)]
    return tuple([
        Edit(when=datetime.fromisoformat(about["when"]), id=about["id"], file=about["file"],
             before=before, after=after, summary=about["summary"], commit=commit)
        for (commit, about), before, after in zip(wanted, texts[::2], texts[1::2], strict=True)
    ])  # fmt: skip


# --- what an edit is kept as ---------------------------------------------------------------------


def _summary(edit: Edit) -> str:
    verb = "Add" if not edit.before else "Remove" if not edit.after else "Change"
    told = edit.summary or f"{verb} {edit.id} in {edit.file}"
    return " ".join("".join(each if each.isprintable() else " " for each in told).split())


def _tree(root: Path, edit: Edit) -> str:
    """The tree that holds the texts of an edit and what it is about."""
    about = {"id": edit.id, "file": edit.file, "when": edit.when.astimezone(UTC).isoformat(), "summary": _summary(edit)}
    texts = {"about": json.dumps(about) + "\n", "before": edit.before, "after": edit.after}
    lines = [
        b"100644 blob %s\t%s\n" % (_written(root, text), name.encode()) for name, text in texts.items() if text
    ]  # fmt: skip
    return _git(root, "mktree", stdin=b"".join(lines)).decode("ascii").strip()


def _written(root: Path, text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    return _git(root, "hash-object", "-w", "--no-filters", "--stdin", stdin=data).strip()


def _committed(root: Path, edit: Edit, tree: str, last: str) -> str:
    """A commit of a tree, after the last one if there is one."""
    name, email = (_configured(root, key) or usual for key, usual in zip(("name", "email"), AUTHOR, strict=True))
    stamp = f"{int(edit.when.astimezone(UTC).timestamp())} +0000"
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", name), ("EMAIL", email), ("DATE", stamp))}  # fmt: skip
    words = ["commit-tree", "--no-gpg-sign", tree, *(("-p", last) if last else ())]
    return _git(root, *words, stdin=_summary(edit).encode("utf-8", "replace"), more=who).decode("ascii").strip()


def _configured(root: Path, key: str) -> str:
    """The user's name or address as git knows it, without the signs that a commit cannot hold."""
    try:
        found = _git(root, "config", "--get", f"user.{key}").decode("utf-8", "replace")
    except WriteError:  # there is none
        return ""
    plain = "".join(each for each in found if each.isprintable() and each not in "<>")
    return plain.strip(" .,:;\"\\'")


def _last(root: Path) -> str:
    """The last edit's commit, or nothing if none was kept.

    Raises:
        WriteError: if our ref is not what we make it: one that leads to another would be a branch of the user's.
    """
    found = _git(root, "for-each-ref", "--format=%(objectname) %(objecttype) %(symref)", REF).decode("utf-8", "replace")
    if not found.strip():
        return ""
    commit, kind, *leads = found.split()
    if kind != "commit" or leads:
        raise WriteError(f"the history of edits cannot be kept: '{REF}' of this repository is not as it is made here")
    return commit


def _about(data: bytes | None) -> Mapping[str, str] | None:
    """What an edit is about, or None where a commit is none of ours."""
    try:
        told = json.loads(data or b"")
        fits = all(isinstance(told[name], str) and told[name].isprintable() for name in ("id", "file", "summary"))
        return told if fits and datetime.fromisoformat(told["when"]).tzinfo else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _blobs(root: Path, names: list[str], most: int) -> list[bytes | None]:
    """The contents of blobs, None for one that is not there, is too long or holds something else."""
    if not names:
        return []
    asked = "".join(f"{each}\n" for each in names).encode("ascii")
    checked = _git(root, "cat-file", "--batch-check", stdin=asked).decode("utf-8", "replace").splitlines()
    numbers = [_readable(each, most) for each in checked]
    held = _git(root, "cat-file", "--batch", stdin="".join(f"{each}\n" for each in numbers if each).encode("ascii"))
    texts = {number: text for text, number in zip(_contents(held), filter(None, numbers), strict=False)}
    return [texts.get(each) for each in numbers]


def _readable(line: str, most: int) -> str:
    """The number of a blob that is there and not too long, from a line of `cat-file --batch-check`."""
    match = re.fullmatch(r"([0-9a-f]+) blob (\d+)", line)
    return match[1] if match and int(match[2]) <= most else ""


def _contents(held: bytes) -> Iterator[bytes]:
    """The contents that `cat-file --batch` gives: each after a line with its length, and ended by a line end."""
    at = 0
    while at < len(held):
        head = held.index(b"\n", at)
        size = int(held[at:head].split()[-1])
        yield held[head + 1 : head + 1 + size]
        at = head + size + 2


# --- git -----------------------------------------------------------------------------------------


def _git(root: Path, *words: str, stdin: bytes = b"", more: Mapping[str, str] | None = None) -> bytes:
    """What a call of git prints.

    Raises:
        WriteError: if there is no git, or it fails or does not answer.
    """
    program = shutil.which("git")
    if program is None or not Path(program).is_absolute():
        raise WriteError("the history of edits cannot be kept: there is no git")
    command = [program, *SAFE, "-C", str(root), *words]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no word of a record's among the words
            command, input=stdin, capture_output=True, env=_surroundings(more or {}), timeout=TIMEOUT, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as fault:
        raise WriteError(f"the history of edits cannot be kept: git {words[0]} did not answer") from fault
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise WriteError(f"the history of edits cannot be kept: git {words[0]}: {said[0] if said else 'failed'}")
    return done.stdout


def _surroundings(more: Mapping[str, str]) -> dict[str, str]:
    """The little that git may know of our surroundings, so that nothing in them steers it."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C",
        # A repository may allow one transport by name, which goes before `protocol.allow`; this goes before both.
        "GIT_ALLOW_PROTOCOL": "none", **more,
    }  # fmt: skip
