"""The command that goes through what waits in the inbox: each proposal is accepted, amended, refused or put off."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talleyrand.cli.options import (
    FAULTS,
    WELL,
    Answer,
    As,
    Folder,
    Format,
    named,
    shown,
    tell,
    today,
    width,
)
from talleyrand.errors import Refused, TalleyrandError, WrongValue
from talleyrand.record.dates import Moment

if TYPE_CHECKING:
    from talleyrand.reading.review.accepting import Reviewer, Version
    from talleyrand.reading.review.papers import Decision, Paper, Proposed
    from talleyrand.record.syntax import Raw

HELP = """\
  a            accept (what the record has is confirmed); a new: as something new; a ID: it is the same as ID
  e            edit in $EDITOR; e FIELD=VALUE: change one field, as in e on=2026-05-12 or e steps.0.level=25
  r REASON     refuse, with the reason
  s            skip: it goes on waiting
  u            take the last decision back
  q            quit
"""
READ_ONLY = (
    "the shipped record is read-only: begin a copy with 'talleyrand new FOLDER --copy' and name it with --record"
)
Keys = list[str] | None


def review(
    list_: Annotated[bool, typer.Option("--list", help="List what waits.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="List what was decided too.")] = False,
    accept: Annotated[Keys, typer.Option("--accept", metavar="KEY", help="Accept it; may be repeated.")] = None,
    amend: Annotated[str | None, typer.Option("--amend", metavar="KEY", help="Accept it with --set.")] = None,
    refuse: Annotated[Keys, typer.Option("--refuse", metavar="KEY", help="Refuse it, with --reason.")] = None,
    take_back: Annotated[Keys, typer.Option("--take-back", metavar="KEY", help="Undo a decision.")] = None,
    set_: Annotated[Keys, typer.Option("--set", metavar="FIELD=VALUE", help="As in on=2026-05-12.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why it is refused.")] = None,
    confirms: Annotated[str | None, typer.Option("--confirms", metavar="ID", help="It is this entry.")] = None,
    as_new: Annotated[bool, typer.Option("--as-new", help="It is not what the record has.")] = False,
    export: Annotated[
        str | None, typer.Option("--export", metavar="FILE", help="Decisions as JSON lines; - prints them.")
    ] = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Who decides; git's user if left out.")
    ] = None,
    record: Folder = None,
    format: As = "table",
) -> Answer:
    """Go through the proposals that wait in the inbox.

    Each with its passage, the quoted words marked. Accepted, an entry is written with its source; the whole record is
    checked with it first. A decision can be taken back, and nothing is erased.
    """
    from talleyrand.record.loading import is_shipped

    root = named(record)[0]
    asked = [list_ or all_, bool(accept), amend is not None, bool(refuse), bool(take_back), export is not None]
    if sum(asked) > 1:
        raise WrongValue("one thing at a time: --list, --accept, --amend, --refuse, --take-back or --export")
    _fits(accept, amend, refuse, set_, reason, confirms, as_new)
    if list_ or all_:
        return _listed(root, format, decided=all_)
    if export is not None:
        return _exported(root, export)
    if is_shipped(root):
        raise WrongValue(READ_ONLY)
    own = _reviewer(root, who)
    if not any(asked):
        return _gone_through(own)
    choice = "" if as_new else confirms
    return _decided(own, [*(accept or ()), *([amend] if amend else ())], refuse or [], take_back or [],
                    _Wish(fields=tuple(set_ or ()), confirms=choice, reason=reason or ""))  # fmt: skip


def _fits(accept: Keys, amend: str | None, refuse: Keys, set_: Keys, reason: str | None, confirms: str | None,
          as_new: bool) -> None:  # fmt: skip
    """Refuse options that would be passed over in silence."""
    if set_ and not amend:
        raise WrongValue("--set is for --amend KEY")
    if amend and not set_:
        raise WrongValue("--amend needs --set FIELD=VALUE; --accept takes a proposal as it stands")
    if reason is not None and not refuse:
        raise WrongValue("--reason is for --refuse KEY")
    if refuse and not (reason or "").strip():
        raise WrongValue("--refuse needs --reason WORDS, by which a reader can learn")
    if (confirms is not None or as_new) and not (accept or amend):
        raise WrongValue("--confirms and --as-new are for --accept KEY")
    if confirms is not None and as_new:
        raise WrongValue("--confirms says that the record has it, --as-new that it has not: give one")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """How proposals are to be decided: fields changed, what they confirm, why they are refused."""

    fields: tuple[str, ...] = ()
    confirms: str | None = None
    reason: str = ""


# --- without asking ------------------------------------------------------------------------------


def _listed(root: Path, form: Format, *, decided: bool) -> Answer:
    from talleyrand.presentation import waiting as waits
    from talleyrand.reading.review import inbox

    found = inbox.opened(root)
    code = _told_problems(found.problems)
    return replace(shown(waits.listed(found, on=Moment(today()), decided=decided), form), code=code)


def _exported(root: Path, name: str) -> Answer:
    from talleyrand.reading.review import inbox, lessons

    found = inbox.opened(root)
    code = _told_problems(found.problems)
    lines = lessons.as_lines(found.papers)
    if name == "-":
        return Answer(lines, code)
    try:
        Path(name).write_text(lines, encoding="utf-8")
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise WrongValue(f"--export: '{name}' cannot be written ({reason})") from None
    return Answer(f"{lines.count(chr(10))} decisions in {name}\n", code)


def _told_problems(problems: object) -> int:
    """Tell what is wrong with files of the inbox; the exit code that goes with it."""
    from talleyrand.record.problems import Problem

    found = [each for each in problems if isinstance(each, Problem)] if isinstance(problems, tuple) else []
    for each in found:
        tell(str(each))
    return FAULTS if any(not each.notice for each in found) else WELL


def _reviewer(root: Path, who: str | None) -> Reviewer:
    from talleyrand.reading.review.accepting import Reviewer, signature
    from talleyrand.record.states import States

    name = " ".join((who or "").split()) or signature(root)
    return Reviewer(states=States(root), who=name, now=datetime.now(UTC), today=today())


def _decided(own: Reviewer, accept: list[str], refuse: list[str], back: list[str], wish: _Wish) -> Answer:
    from talleyrand.reading.review import accepting, inbox

    found = inbox.opened(own.states.root)
    told: list[str] = []
    try:
        for key in accept:
            each = inbox.proposed(found.holding(key), key)
            told.append(_said(accepting.accept(own, key, _version(each, wish))))
        told += [_said(accepting.refuse(own, key, wish.reason)) for key in refuse]
        told += [_said(accepting.take_back(own, key)) for key in back]
    except Refused as refusal:
        for problem in refusal.problems:
            tell(str(problem))
        tell(f"talleyrand: {refusal}; nothing of it was written")
        return Answer("".join(told), FAULTS)
    return Answer("".join(told), _told_problems(found.problems))


def _version(each: Proposed, wish: _Wish) -> Version:
    """What is accepted, with the fields that were set; `quote` and `translation` are those of the citation."""
    from talleyrand.reading.review.accepting import Version

    version = Version(confirms=wish.confirms)
    for field in wish.fields:
        version = _having(each, version, field)
    return version


def _having(each: Proposed, version: Version, field: str) -> Version:
    from talleyrand.reading.review import amending

    path, mark, text = field.partition("=")
    path = path.strip()
    if not mark or not path:
        raise WrongValue(f"'{field[:80]}': FIELD=VALUE is expected, as in on=2026-05-12")
    if path in ("quote", "translation"):
        return replace(version, quote=text) if path == "quote" else replace(version, translation=text)
    values = each.proposal.values if version.values is None else version.values
    return replace(version, values=amending.having(each.proposal, values, path, text))


def _said(decision: Decision) -> str:
    what = {"accepted": "Accepted", "amended": "Accepted as amended", "refused": "Refused", "taken back": "Taken back"}
    where = f": {decision.entry}" if decision.entry else ""
    how = " (confirmed)" if decision.confirms else ""
    return f"{what[decision.verdict]} {decision.key}{where}{how}\n"


# --- one after another ---------------------------------------------------------------------------


def _gone_through(own: Reviewer) -> Answer:
    """Show each proposal and do as is told, until all are seen or there is nobody to tell."""
    from talleyrand.reading.review import inbox

    found = inbox.opened(own.states.root)
    code = _told_problems(found.problems)
    waiting = [(paper, each) for paper in found.papers for each in paper.waiting()]
    if not waiting:
        return Answer("Nothing waits in the inbox.\n", code)
    table = _Table(own)
    at = 0
    while at < len(waiting):
        step = table.judged(*waiting[at], f"{at + 1} of {len(waiting)}")
        if step is None:
            break
        at = max(0, at + step)
    left = sum(len(paper.waiting()) for paper in inbox.opened(own.states.root).papers)
    return Answer(f"{left} left in the inbox.\n", code)


class _Table:
    """Where one proposal after another is judged. It guards that what is taken back is the last decision."""

    def __init__(self, own: Reviewer) -> None:
        self._own = own
        self._made: list[str] = []

    def judged(self, paper: Paper, each: Proposed, place: str) -> int | None:
        """How many proposals to go on by, once one is judged; None to stop."""
        from talleyrand.presentation import waiting as waits
        from talleyrand.reading.review.accepting import AS_PROPOSED

        version, show = AS_PROPOSED, True
        styled = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb" and "NO_COLOR" not in os.environ
        while True:
            if show:
                _say(f"\n{place}\n" + waits.as_text(paper, each, version.values, width=width(), styled=styled))
            line = _asked("accept, edit, refuse, skip, undo, quit, ?: ")
            word, _, rest = (line or "").strip().partition(" ")
            if line is None or word in ("q", "quit"):
                return None
            try:
                if word in ("e", "edit"):
                    version = _edited(each, version, rest.strip())
                    show = True
                    continue
                step = self._done(each, version, word, rest.strip())
            except TalleyrandError as fault:
                _say(f"{fault}\n")
                step = 0
            if step:
                return step
            show = False

    def _done(self, each: Proposed, version: Version, word: str, rest: str) -> int:
        """How many proposals to go on by after a command; 0 to stay."""
        from talleyrand.reading.review import accepting

        if word in ("s", "skip"):
            return 1
        if word in ("a", "accept"):
            confirms = version.confirms if not rest else "" if rest == "new" else rest
            _say(_said(accepting.accept(self._own, each.key, replace(version, confirms=confirms))))
            self._made.append(each.key)
            return 1
        if word in ("r", "refuse"):
            _say(_said(accepting.refuse(self._own, each.key, rest or _asked("Why? ") or "")))
            self._made.append(each.key)
            return 1
        if word in ("u", "undo"):
            if not self._made:
                raise WrongValue("nothing was decided here yet")
            _say(_said(accepting.take_back(self._own, self._made[-1])))
            self._made.pop()
            return -1
        _say(HELP)
        return 0


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _asked(question: str) -> str | None:
    """The next line of whoever answers; None if there is none."""
    _say(question)
    try:
        line = sys.stdin.readline() if sys.stdin else ""
    except (UnicodeDecodeError, ValueError):
        raise WrongValue("what was typed is no text") from None
    if not sys.stdin or not sys.stdin.isatty():
        _say("\n")
    return line or None


def _edited(each: Proposed, version: Version, field: str) -> Version:
    """A version with one field set, or as it was left in the editor."""
    from talleyrand.reading.review import amending

    if field:
        return _having(each, version, field)
    text = _in_editor(amending.as_text(each.proposal, version.values))
    values: Mapping[str, Raw] = amending.of_text(each.proposal, text)
    return replace(version, values=values)


def _in_editor(text: str) -> str:
    """A text as somebody left it in the editor of his or her choice."""
    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not words:
        raise WrongValue("no editor is named in EDITOR; change one field with: e FIELD=VALUE")
    handle, name = tempfile.mkstemp(suffix=".yaml", prefix="talleyrand-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        subprocess.run([*words, name], check=True)  # noqa: S603 - the user's own editor
        return Path(name).read_text(encoding="utf-8")
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError) as fault:
        raise WrongValue(f"the editor failed: {fault}") from None
    finally:
        Path(name).unlink(missing_ok=True)
