"""What somebody is about to write, and what keeps it from being written: each fault at its field, or at what it breaks.

Draft  an entry's form and text, the text it was read from, and what is wrong with it
Fault  one thing that is wrong, in words, with a way to where it can be mended
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from talleyrand.errors import Refused
from talleyrand.record import editing
from talleyrand.record.patching import patched
from talleyrand.record.problems import Problem
from talleyrand.record.shapes import Faulty
from talleyrand.record.syntax import Item, Path, Raw, parse
from talleyrand.record.writing import written
from talleyrand.web.addresses import entry_path
from talleyrand.web.forms import Field, Form

MOST_FAULTS = 20
_NEEDS = re.compile(r"(?: needs|; give) '(\w+)'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody is about to write.

    Attributes:
        kind: of the entry.
        id: of the entry; empty for a new one.
        file: in which it stands or is to stand.
        read: its text when it was read; empty for a new one.
        values: what the form says, or None where the text itself is edited.
        text: what the text says.
        message: what keeps it from being written, in one line.
        problems: the same, one by one.
        item: the entry as it stood in the file that was checked, by which its problems have their places.
    """

    kind: str
    id: str
    file: str
    read: str = ""
    values: Mapping[str, Raw] | None = None
    text: str = ""
    message: str = ""
    problems: tuple[Problem, ...] = ()
    item: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        text: what it is.
        where: the field, line or entry that it stands at, for people.
        href: leads there, if anything does.
    """

    text: str
    where: str = ""
    href: str = ""


def laid(draft: Draft) -> Draft:
    """A draft whose text says what its form says, every line that it does not change as it was.

    Raises:
        WrongValue: if the form says nothing that can be written.
    """
    if draft.values is None:
        return draft
    text = patched(draft.read, draft.values) if draft.read else written(draft.values)
    return replace(draft, text=text)


def only_item(text: str) -> Item:
    """The one entry that a text is.

    Raises:
        Refused: if it is none, or more.
    """
    parsed = parse(text.encode("utf-8", "surrogatepass"), editing.NEW)
    if len(parsed.items) != 1:
        raise Refused("the text is not one sound entry", parsed.problems)
    return parsed.items[0]


def refused(draft: Draft, refusal: Refused, tried: Mapping[str, bytes]) -> Draft:
    """A draft with what is wrong with it, its form as it would have been written.

    Args:
        tried: the files that were checked, as they would have been.
    """
    count = len({(each.entry, each.message) for each in refusal.problems})
    message = str(refusal)
    if tried:
        faults = "a fault" if count == 1 else f"{count} faults"
        message = f"this would leave the record with {faults} that it does not have now"
    elif count:
        message = message.partition(": ")[0]
    item = _item_as_tried(draft, tried)
    values = item.value if item and draft.values is not None else draft.values
    return replace(draft, message=message, problems=refusal.problems, item=item, values=values)


def as_it_stands(draft: Draft, problems: tuple[Problem, ...], texts: Mapping[str, bytes]) -> Draft:
    """The draft of an entry that has faults already, with those.

    Args:
        texts: the files of the record.
    """
    told = "this entry is not sound as it stands"
    return replace(draft, message=told, problems=problems, item=_item_as_tried(draft, texts))


def _item_as_tried(draft: Draft, tried: Mapping[str, bytes]) -> Item | None:
    """The draft as an entry of the file that was checked."""
    name = draft.file if draft.file in tried else editing.NEW
    data = tried.get(name, draft.text.encode("utf-8", "surrogatepass"))
    lines = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    same = [each for each in parse(data, name).items if editing.slice_of(lines, each) == ended(draft.text)]
    return same[-1] if same else None


def located(problems: Iterable[Problem], item: Item) -> tuple[Faulty, ...]:
    """The problems of an entry by the path of the value at which they stand, for `form` to show there.

    Args:
        item: the entry as read from the text that was checked.
    """
    paths: dict[tuple[int, int], Path] = {}
    for path, place in item.places.items():
        paths[place] = max(path, paths.get(place, ()), key=len)
    return tuple(
        Faulty(paths.get((each.place.line, each.place.column), ()), each.rule, in_short(each, item))
        for each in problems
        if each.entry == item.id
    )


def in_short(problem: Problem, item: Item | None) -> str:
    """What is wrong, without the name of the entry where it is the one in hand."""
    return problem.message.removeprefix(f"{item.kind} {item.id}: ") if item else problem.message


def errors(shown: Form) -> Iterator[tuple[str, str, str]]:
    """All that is wrong in a form, in its order: the name and label of the field or part, and the message."""
    yield from (("", "", each) for each in shown.errors)
    yield from _errors(shown.fields, "")


def _errors(shown: Iterable[Field], above: str) -> Iterator[tuple[str, str, str]]:
    for field in shown:
        yield from ((field.name, above + field.label, each) for each in field.errors)
        for part in field.parts:
            yield from ((part.name, above + part.label, each) for each in part.errors)
            yield from _errors(part.fields, f"{above}{part.label}: ")


# --- a draft's faults ----------------------------------------------------------------------------


def at_fields(draft: Draft) -> tuple[Faulty, ...]:
    """What is wrong with a draft's own fields, by their paths."""
    own = [each for each in draft.problems if draft.item and each.place.file == draft.item.file]
    return located(own, draft.item) if draft.item else ()


def faults(draft: Draft, form: Form | None) -> tuple[Fault, ...]:
    """Everything that is wrong, each told once: first what the form shows, then the rest."""
    own = draft.item.id if draft.item else draft.id
    found: dict[tuple[str, str], Fault] = {}
    for each in _of_form(form) if form else ():
        found[own, each.text] = each
    for problem in draft.problems:
        text = in_short(problem, draft.item)
        found.setdefault((problem.entry or own, text), _of_problem(problem, text, draft, own))
    return tuple(found.values())[:MOST_FAULTS]


def _of_form(form: Form) -> Iterable[Fault]:
    there = set(_names(form.fields))
    for name, label, text in errors(form):
        needed = _NEEDS.search(text)
        missing = f"{name}.{needed[1]}".removeprefix(".") if needed else ""
        at = missing if missing in there else name
        where = label or (needed[1].replace("_", " ").capitalize() if needed else "")
        yield Fault(text=text, where=where, href=f"#f-{at.replace('.', '-')}" if at else "")


def _names(shown: Iterable[Field]) -> Iterator[str]:
    """The names of fields, and of those within their parts."""
    for field in shown:
        yield field.name
        for part in field.parts:
            yield from _names(part.fields)


def _of_problem(problem: Problem, text: str, draft: Draft, own: str) -> Fault:
    if problem.entry and problem.entry != own:
        return Fault(text=text, where=problem.entry, href=entry_path(problem.entry))
    if draft.values is not None:
        return Fault(text=text)
    here = draft.item if draft.item and draft.item.file == problem.place.file else None
    line = problem.place.line - (here.start if here else 0)
    return Fault(text=text, where=f"line {line}", href="#as-text")


def ended(text: str) -> str:
    """A text as a file has it: no blank lines around it, an end to its last line."""
    return text.strip("\n") + "\n"
