"""Who is said to say what a clause tells: "X said …", "…, said X", "according to X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from talleyrand.reading.deeds.clauses import Clause
from talleyrand.reading.deeds.line import Line
from talleyrand.reading.language.grammar import MARKS, SPEECH
from talleyrand.reading.parties.actors import Mention

_ACCORDING = re.compile(r"\b[Aa]ccording to (?:the |a |an )?(?:\w+ (?:at|of|in|from|for) (?:the )?)?")


def attribute(line: Line, clauses: Sequence[Clause]) -> None:
    """Say for each clause who is said to say so."""
    said = [
        (at, each) for at, each in enumerate(clauses)
        if each.group.stem in SPEECH and each.group.form in {"finite", "ing"}
    ]  # fmt: skip
    for place, clause in enumerate(clauses):
        if clause.speech:
            continue
        source = _source(line, clauses, place, said)
        if source:
            clause.speaker = source.subject
            clause.speech = (line.words[source.group.first].start, line.words[source.group.main].end)
    for clause in clauses:
        if not clause.subject and clause.speaker:
            clause.subject = _first_person(line, clause)
    named = _ACCORDING.search(line.sentence)
    if named:
        who = tuple(each for each in line.mentions if named.end() <= each.start <= named.end() + 30)[:1]
        for clause in clauses:
            if not clause.speech:
                clause.speaker, clause.speech = who, named.span()


def _first_person(line: Line, clause: Clause) -> tuple[Mention, ...]:
    """The speaker, where the subject of what is said is "we" or "I"."""
    for word in line.words[clause.start : clause.group.first]:
        if word.low in {"we", "i"}:
            doubt = f"'{word.text}' is taken for whoever speaks"
            return tuple(replace(each, start=word.start, end=word.end, doubt=doubt) for each in clause.speaker)
    return ()


def _source(line: Line, clauses: Sequence[Clause], place: int, said: Sequence[tuple[int, Clause]]) -> Clause | None:
    """The clause of saying on which a clause hangs."""
    clause = clauses[place]
    for at, source in said:
        if at < place and not _closed(line, source, clause) and _complements(line, source, clause, place == at + 1):
            return source
        trails = at == len(clauses) - 1 or _is_trailing(line, source)
        if at > place and trails and source.group.form == "finite" and (source.inverted or _after_comma(line, source)):
            return source
    return None


def _complements(line: Line, source: Clause, clause: Clause, next_one: bool) -> bool:
    """True if a clause is what the verb of saying has as its object."""
    if clause.group.form == "participle" or source.inverted:
        return False
    if _after_comma(line, source) and _is_trailing(line, source):
        return False
    opens = line.words[source.group.main + 1 : clause.group.first]
    return any(word.low == "that" for word in opens) or next_one or clause.that


def _closed(line: Line, source: Clause, clause: Clause) -> bool:
    """True if a mark between ends what was said."""
    between = line.words[source.group.main : clause.group.first]
    return any(word.low in {";", "but", "while", "whereas", "although", "though"} for word in between)


def _after_comma(line: Line, source: Clause) -> bool:
    return source.start > 0 and line.words[source.start - 1].low in {",", '"', "”", "—"}


def _is_trailing(line: Line, source: Clause) -> bool:
    """True if nothing but a few words, or a comma, follows a verb of saying."""
    ahead = source.group.main + 1
    if source.inverted:
        return True
    return ahead >= len(line.words) or line.words[ahead].low in MARKS | {"on", "in", "."} or len(line.words) - ahead < 4
