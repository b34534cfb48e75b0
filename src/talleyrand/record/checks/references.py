"""Rules about names: what an entry names must be there, and be of the right kind.

Loose  a reference that leads nowhere, or to an entry of a kind that may not stand there
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from talleyrand.record.checks.faults import Rule, fault
from talleyrand.record.checks.leaves import Leaf, unknown
from talleyrand.record.checks.names import Names
from talleyrand.record.entries import Agreement, AnyKind, Code, Commitment, Issue, Measure, Ref
from talleyrand.record.problems import Problem
from talleyrand.record.record import Record

OWN_RULE = {("source",), ("party",), ("person",), ("issue",)}


class Loose(NamedTuple):
    """A reference that leads nowhere, or to the wrong kind."""

    entry: AnyKind
    leaf: Leaf
    allowed: tuple[str, ...]
    found: str | None


def cites_a_known_source(record: Record, _today: date) -> Iterator[Problem]:
    """Every source that an entry cites is in the record."""
    yield from _missing(cites_a_known_source, record, ("source",))


def names_a_known_party(record: Record, _today: date) -> Iterator[Problem]:
    """Every party that an entry names is in the record."""
    yield from _missing(names_a_known_party, record, ("party",))


def names_a_known_person(record: Record, _today: date) -> Iterator[Problem]:
    """Every person that an entry names is in the record."""
    yield from _missing(names_a_known_person, record, ("person",))


def names_a_known_issue(record: Record, _today: date) -> Iterator[Problem]:
    """Every issue that an entry names is in the vocabulary or in the record."""
    yield from _missing(names_a_known_issue, record, ("issue",))


def names_a_known_entry(record: Record, _today: date) -> Iterator[Problem]:
    """Every other entry, clause or step that an entry names is in the record."""
    yield from _missing(names_a_known_entry, record, None)


def names_an_entry_of_the_right_kind(record: Record, _today: date) -> Iterator[Problem]:
    """An entry that another names is of a kind that may stand there."""
    for loose in _loose(record):
        if loose.found:
            message = (f"{_field(loose.leaf)} names '{loose.leaf.text}', which is {_either((loose.found,))}; "
                       f"it takes {_either(loose.allowed)}")  # fmt: skip
            yield fault(names_an_entry_of_the_right_kind, record, loose.entry, message, *loose.leaf.path)


def uses_a_known_word(record: Record, _today: date) -> Iterator[Problem]:
    """Every coded word is in its vocabulary."""
    for entry, leaf in _unknown(record):
        if isinstance(leaf.mark, Code):
            words = record.vocabulary[leaf.mark.vocabulary]
            hint = Names(words).nearest(leaf.text) or f"; it is one of {', '.join(words)}"
            message = f"'{leaf.text}' is not among the {leaf.mark.vocabulary}{hint}"
            yield fault(uses_a_known_word, record, entry, message, *leaf.path)


def names_a_clause_of_its_agreement(record: Record, _today: date) -> Iterator[Problem]:
    """A commitment's clause is a clause of the agreement that holds it."""
    this = names_a_clause_of_its_agreement
    for promise in record.of(Commitment):
        if not promise.clause:
            continue
        if not promise.agreement:
            yield fault(this, record, promise, f"it names the clause '{promise.clause}' but no agreement", "clause")
        elif promise.agreement in record:
            deal = record.entry(promise.agreement)
            clauses = [clause.clause for clause in deal.clauses] if isinstance(deal, Agreement) else []
            if isinstance(deal, Agreement) and promise.clause not in clauses:
                hint = Names(clauses).nearest(promise.clause)
                yield fault(this, record, promise, f"'{deal.id}' has no clause '{promise.clause}'{hint}", "clause")


_PLAIN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_NAME_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", re.ASCII)
_ISSUE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*", re.ASCII)
_ID_FORMS = {"party": _NAME_ID, "person": _NAME_ID, "issue": _ISSUE_ID}


def has_an_id_of_legal_form(record: Record, _today: date) -> Iterator[Problem]:
    """An id is made of a-z, 0-9 and single hyphens; parties and people may use capitals, issues slashes."""
    for entry in record.entries:
        if not _ID_FORMS.get(entry.KIND, _PLAIN_ID).fullmatch(entry.id):
            tame = re.sub(r"[^a-z0-9/]+" if isinstance(entry, Issue) else r"[^a-z0-9]+", "-", entry.id.lower())
            hint = f"; write '{tame.strip('-')}'" if tame.strip("-") else ""
            message = f"'{ascii(entry.id)[1:-1]}' is no id: use a-z, 0-9 and single hyphens{hint}"
            yield fault(has_an_id_of_legal_form, record, entry, message, "id")


def names_each_part_once(record: Record, _today: date) -> Iterator[Problem]:
    """No two clauses of an agreement and no two steps of a measure have the same short name."""
    for deal in record.of(Agreement):
        names = [clause.clause for clause in deal.clauses]
        yield from _twice(record, deal, names, "clauses")
    for measure in record.of(Measure):
        yield from _twice(record, measure, [step.id for step in measure.steps], "steps")


def _twice(record: Record, entry: AnyKind, names: Sequence[str | None], field: str) -> Iterator[Problem]:
    if len(set(names)) == len(names):
        return
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            message = f"'{name}' already names another of its {field}"
            yield fault(names_each_part_once, record, entry, message, field, number)
        if name:
            seen.add(name)


# --- the references of a record -------------------------------------------------------------------


class _Legal(dict[Ref | Code, frozenset[str]]):
    """The names and words that may stand under each mark, gathered when first asked for."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.kinds = _kinds_by_name(record)
        self.vocabulary = record.vocabulary

    def __missing__(self, mark: Ref | Code) -> frozenset[str]:
        if isinstance(mark, Code):
            names = frozenset(self.vocabulary[mark.vocabulary])
        else:
            names = frozenset(name for name, kind in self.kinds.items() if kind in mark.kinds or mark.kinds == ("any",))
            names |= frozenset(self.vocabulary["issues"] if "issue" in mark.kinds else ())
        self[mark] = names
        return names


def _legal(record: Record) -> _Legal:
    if _legal not in record.memory:
        record.memory[_legal] = _Legal(record)
    return record.memory[_legal]  # type: ignore[return-value]


def _unknown(record: Record) -> list[tuple[AnyKind, Leaf]]:
    """Every name and word that may not stand where it does, found once for all rules that ask."""
    if _unknown not in record.memory:
        legal = _legal(record)
        record.memory[_unknown] = [(entry, leaf) for entry in record.entries for leaf in unknown(entry, legal)]
    return record.memory[_unknown]  # type: ignore[return-value]


def _loose(record: Record) -> list[Loose]:
    """Every reference that is not right."""
    kinds = _legal(record).kinds
    # What could not be read has a fault of its own; those who cite it have done nothing wrong.
    unread = {problem.entry for problem in record.problems}
    return [
        Loose(entry, leaf, leaf.mark.kinds, kinds.get(leaf.text)) for entry, leaf in _unknown(record)
        if isinstance(leaf.mark, Ref) and leaf.text.partition("#")[0] not in unread and leaf.path != ("corrects",)
    ]  # fmt: skip


def _kinds_by_name(record: Record) -> dict[str, str]:
    """The kind of everything that can be named: entries, clauses, steps, and the issues of the vocabulary."""
    kinds = dict.fromkeys(record.vocabulary["issues"], "issue")
    for entry in record.entries:
        kinds[entry.id] = entry.KIND
    for deal in record.of(Agreement):
        kinds |= {f"{deal.id}#{clause.clause}": "clause" for clause in deal.clauses}
    for measure in record.of(Measure):
        kinds |= {f"{measure.id}#{step.id}": "step" for step in measure.steps if step.id}
    return kinds


def _missing(rule: Rule, record: Record, allowed: tuple[str, ...] | None) -> Iterator[Problem]:
    """Faults for references that lead nowhere, of one kind or of all kinds that have no rule of their own."""
    for loose in _loose(record):
        if loose.found or (loose.allowed != allowed if allowed else loose.allowed in OWN_RULE):
            continue
        hint = _hint(record, loose)
        how = "it cites" if allowed == ("source",) else f"{_field(loose.leaf)} names"
        message = f"{how} '{loose.leaf.text}', which is not in the record{hint}"
        yield fault(rule, record, loose.entry, message, *loose.leaf.path)


def _hint(record: Record, loose: Loose) -> str:
    successor = _successors(record).get(loose.leaf.text)
    if successor:
        return f"; it was corrected by '{successor}'"
    key = (Names, loose.allowed)
    if key not in record.memory:
        record.memory[key] = Names(_legal(record)[Ref(loose.allowed)])
    return record.memory[key].nearest(loose.leaf.text)  # type: ignore[attr-defined,no-any-return]


def _successors(record: Record) -> dict[str, str]:
    if _successors not in record.memory:
        record.memory[_successors] = {entry.corrects: entry.id for entry in record.entries if entry.corrects}
    return record.memory[_successors]  # type: ignore[return-value]


def _field(leaf: Leaf) -> str:
    """The name of the field that a leaf stands in."""
    return f"'{next(part for part in reversed(leaf.path) if isinstance(part, str))}'"


def _either(kinds: tuple[str, ...]) -> str:
    one = [f"an {kind}" if kind[0] in "ai" else f"a {kind}" for kind in kinds]
    return one[0] if len(one) == 1 else f"{', '.join(one[:-1])} or {one[-1]}"


RULES: tuple[Rule, ...] = (
    cites_a_known_source, names_a_known_party, names_a_known_person, names_a_known_issue, names_a_known_entry,
    names_an_entry_of_the_right_kind, uses_a_known_word, names_a_clause_of_its_agreement, has_an_id_of_legal_form,
    names_each_part_once,
)  # fmt: skip
