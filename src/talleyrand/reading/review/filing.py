"""The files of the inbox: what one holds as JSON, and what is wrong with one that somebody else has written.

A file is data of a stranger until it is checked: every field has its type, no field is unknown, a quote stands in its
passage, and a decision is about a proposal that is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from talleyrand.errors import RecordError, WrongValue, nearest
from talleyrand.reading.proposals import PARTS, Match, Modality, Proposal, Verdict
from talleyrand.reading.review import papers
from talleyrand.reading.review.papers import Decision, Edited, Paper, Proposed
from talleyrand.record.dates import when as day
from talleyrand.record.entries import KINDS
from talleyrand.record.problems import Place, Problem
from talleyrand.record.syntax import Raw

RULE = "inbox"
FORM = "talleyrand inbox 1"
MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 20
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOLD = re.compile(r"(?P<what>.*?)(?: - at `\$?\.?(?P<where>[^`]*)`)?$", re.S)
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_NO_WORD = re.compile(r"Invalid enum value '([^']*)'")
_BYTE = re.compile(r"\(byte (\d+)\)")

_Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_Key = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{12}$")]
_Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Hour = Annotated[datetime, msgspec.Meta(tz=True)]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something of which no field is unknown."""


class _Match(_Strict, frozen=True, kw_only=True):
    verdict: Verdict
    reason: str
    entry: str = ""
    score: _Share = 0.0


class _Proposal(_Strict, frozen=True, kw_only=True):
    kind: str
    values: dict[str, Any]
    quote: str
    start: _Count
    end: _Count
    within: tuple[_Count, _Count]
    modality: Modality
    reader: str
    score: _Share
    match: _Match
    into: str = ""
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    passage: str
    begins: _Count
    at: str = ""


class _Edited(_Strict, frozen=True, kw_only=True):
    file: str
    id: str
    before: str
    after: str
    commit: str = ""


class _Decision(_Strict, frozen=True, kw_only=True):
    key: _Key
    verdict: papers.Verdict
    who: str
    when: _Hour
    reason: str = ""
    entry: str = ""
    source: str = ""
    confirms: bool = False
    values: dict[str, Any] | None = None
    quote: str = ""
    edits: tuple[_Edited, ...] = ()


class _Document(_Strict, frozen=True, kw_only=True):
    digest: _Digest
    title: str
    publisher: str = ""
    date: str = ""
    language: str = ""
    address: str = ""
    media: str = "text/plain"
    taken: _Hour
    archived: bool = False
    doubts: tuple[str, ...] = ()


class _File(_Strict, frozen=True, kw_only=True):
    form: Literal["talleyrand inbox 1"]
    document: _Document
    proposals: tuple[_Proposal, ...] = ()
    decisions: tuple[_Decision, ...] = ()


_WORDS = {
    *(
        each
        for struct in (_File, _Document, _Proposal, _Match, _Decision, _Edited)
        for each in struct.__struct_fields__
    ),
    *("same", "different", "unsure", "accepted", "amended", "refused", "taken back", FORM),
    *("done", "announced", "promised", "conditional", "hypothetical", "denied"),
}


# --- out -----------------------------------------------------------------------------------------


def packed(paper: Paper) -> bytes:
    """The bytes of a paper's file."""
    told = {
        "form": FORM,
        "document": {name: getattr(paper, name) for name in _Document.__struct_fields__},
        "proposals": [_told(each) for each in paper.proposals],
        "decisions": [{name: getattr(each, name) for name in _Decision.__struct_fields__} for each in paper.decisions],
    }
    made = msgspec.convert(_plain(msgspec.to_builtins(told, builtin_types=(datetime,))), _File)
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def _told(each: Proposed) -> dict[str, Any]:
    own = {name: getattr(each.proposal, name) for name in _Proposal.__struct_fields__ if name in _OF_PROPOSAL}
    return {**own, "passage": each.passage, "begins": each.begins, "at": each.at}


_OF_PROPOSAL = frozenset(_Proposal.__struct_fields__) - {"passage", "begins", "at"}


def _plain(tree: Any) -> Any:
    """A tree without halves of characters, which no file can hold."""
    if isinstance(tree, str):
        return _SURROGATE.sub("\ufffd", tree)
    if isinstance(tree, dict):
        return {_plain(name): _plain(each) for name, each in tree.items()}
    return [_plain(each) for each in tree] if isinstance(tree, list | tuple) else tree


# --- in ------------------------------------------------------------------------------------------


def unpacked(data: bytes, name: str) -> Paper:
    """The paper that a file holds.

    Args:
        name: of the file, `_inbox/<digest>.json`.

    Raises:
        RecordError: if it holds anything else; its problem says what, where, and the nearest right answer.
    """
    if len(data) > MOST_BYTES:
        raise _fault(name, f"it holds more than {MOST_BYTES // 1024**2} MB")
    try:
        made = msgspec.json.decode(data, type=_File)
    except RecursionError:
        raise _fault(name, "it is nested too deep") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise _fault(name, _explained(str(fault)), line=_line(str(fault), data)) from None
    paper = _paper(made, name)
    for wrong in _wrong(paper, name):
        raise _fault(name, wrong)
    return paper


def _fault(name: str, message: str, *, line: int = 1) -> RecordError:
    problem = Problem(place=Place(name, line), rule=RULE, message=message)
    return RecordError(f"{name} cannot be read: {message}", (problem,))


def _explained(message: str) -> str:
    """What is wrong, where, and the nearest right answer."""
    if "truncated" in message:
        return "it ends in the middle: restore it from a copy, or delete it and put the document in again"
    found = _TOLD.match(message)
    what, where = (found["what"], found["where"]) if found else (message, "")
    word = _UNKNOWN.search(what) or _NO_WORD.search(what)
    near = nearest(word[1], _WORDS) if word else ""
    what = _UNKNOWN.sub(r"unknown field '\1'", what).replace("Object contains an ", "").replace("`", "'")
    what = what.replace("Object contains unknown", "unknown").replace("Invalid enum value", "there is no word")
    what = what if what.startswith("JSON") else what[:1].lower() + what[1:200]
    return f"{what}{f' at {where}' if where else ''}{near}"


def _line(message: str, data: bytes) -> int:
    found = _BYTE.search(message)
    return data.count(b"\n", 0, int(found[1])) + 1 if found else 1


def _paper(made: _File, name: str) -> Paper:
    digest = made.document.digest
    proposals = tuple([_proposed(each, digest, name) for each in made.proposals])
    decisions = [
        Decision(
            **{
                **{field: getattr(each, field) for field in _Decision.__struct_fields__},
                "values": None if each.values is None else _tree(each.values, name),
                "edits": tuple([Edited(**msgspec.structs.asdict(edit)) for edit in each.edits]),
            }
        )
        for each in made.decisions
    ]
    return Paper(**msgspec.structs.asdict(made.document), proposals=proposals, decisions=tuple(decisions))


def _proposed(each: _Proposal, digest: str, name: str) -> Proposed:
    own = {field: getattr(each, field) for field in _OF_PROPOSAL}
    own |= {"values": _tree(each.values, name), "match": Match(**msgspec.structs.asdict(each.match))}
    return Proposed(proposal=Proposal(**own, document=digest), passage=each.passage, begins=each.begins, at=each.at)


def _tree(values: dict[str, Any], name: str) -> dict[str, Raw]:
    if not _is_raw(values, 0):
        raise _fault(name, f"values are text, lists and fields by name, at most {DEEPEST} deep")
    return values


def _is_raw(value: object, depth: int) -> bool:
    if isinstance(value, dict | list) and depth < DEEPEST:
        return all(_is_raw(each, depth + 1) for each in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, str)


def _wrong(paper: Paper, name: str) -> Iterator[str]:
    """What is wrong with a paper that has the right form."""
    if paper.digest not in name:
        yield f"it is about the document {paper.digest[:12]}..., for which it does not have its name"
    if paper.date:
        try:
            day(paper.date)
        except WrongValue as fault:
            yield str(fault)
    keys = {each.key for each in paper.proposals}
    if len(keys) < len(paper.proposals):
        yield "a proposal stands in it twice"
    for number, each in enumerate(paper.proposals):
        yield from (f"proposals[{number}]: {wrong}" for wrong in _wrong_with(each))
    for number, decision in enumerate(paper.decisions):
        if decision.key not in keys:
            yield f"decisions[{number}] is about '{decision.key}', which is not proposed{nearest(decision.key, keys)}"
        if decision.verdict == "refused" and not decision.reason.strip():
            yield f"decisions[{number}] is a refusal without a reason"


def _wrong_with(each: Proposed) -> Iterator[str]:
    own = each.proposal
    if own.kind not in KINDS:
        yield f"'{own.kind[:60]}' is no kind of entry{nearest(own.kind, KINDS)}"
    elif own.into and own.kind not in PARTS:
        yield f"nothing can be added into an entry of kind '{own.kind}'"
    elif not own.into and next(iter(own.values), "") != own.kind:
        yield f"its values begin with '{next(iter(own.values), '')[:60]}', not with '{own.kind}'"
    if not own.start < own.end or each.marked.quote != own.quote:
        yield "the quote does not stand in its passage"
