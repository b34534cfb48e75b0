"""Who does what to whom in a sentence, clause by clause, found without a parser.

Deed  a verb with who acts, toward whom, and who is said to say so

A verb's subject is the first noun phrase of the stretch before it; a verb without one shares that of the verb before;
an infinitive takes it from the verb that governs it. Where no name is the subject, nobody is put there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from talleyrand.reading.deeds.attribution import attribute
from talleyrand.reading.deeds.clauses import Clause, find_objects
from talleyrand.reading.deeds.line import Line
from talleyrand.reading.language.grammar import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    INTENTS,
    MARKS,
    OF_OTHERS,
    OPENERS,
    OTHERS_ACT,
    PREPOSITIONS,
    RELATIVES,
    SPEECH,
    TOOLS,
    is_agent,
)
from talleyrand.reading.language.verbs import Group, groups
from talleyrand.reading.parties.actors import Mention

_PRONOUNS = {"it": "it", "he": "he", "she": "he", "they": "they"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A verb with who acts, toward whom, and who is said to say so.

    Attributes:
        actor: who acts; several if they are named side by side; none if no name is the subject.
        verb: where the verb group stands, as "has not agreed".
        target: toward whom; none if the clause names nobody else.
        clause: where the clause stands, from its subject to its end.
        passive: true if the subject bears the deed; `actor` is then whoever stands after "by".
        mutual: true if those named do it together, as in "X met Y" or "X and Y agreed".
        speaker: who is said to say so; none if the text says it itself.
        speech: where the verb of saying stands, or the words "according to"; None if there is none.
    """

    actor: tuple[Mention, ...]
    verb: tuple[int, int]
    target: tuple[Mention, ...]
    clause: tuple[int, int]
    passive: bool
    mutual: bool
    speaker: tuple[Mention, ...]
    speech: tuple[int, int] | None


def deeds(sentence: str, mentions: Sequence[Mention]) -> tuple[Deed, ...]:
    """Who does what to whom, for each verb of a sentence, in order of place.

    Args:
        sentence: one sentence; of one that never ends, the first 400 words are read.
        mentions: who is named in it, in order, their places counted in the sentence.
    """
    return _Reading(sentence, mentions).deeds()


class _Reading:
    """A sentence as it is being read.

    It guards one invariant: the clauses stand in order and each is understood after those before it.
    """

    def __init__(self, sentence: str, mentions: Sequence[Mention]) -> None:
        self.line = Line(sentence, mentions)
        self.groups = groups(self.line.words, self.line.plural(), self.line.adjectives())
        self.words = self.line.words
        self.clauses: list[Clause] = []

    def deeds(self) -> tuple[Deed, ...]:
        """The deeds of the sentence."""
        for place in range(len(self.groups)):
            self.clauses.append(self._clause(place))
        attribute(self.line, self.clauses)
        return tuple(self._deed(each) for each in self.clauses)

    def _deed(self, clause: Clause) -> Deed:
        group = clause.group
        first, last = self.words[group.first], self.words[group.main]
        begins = min(clause.start, group.first)
        passive = group.passive or bool(clause.agents)
        actor, target = (clause.agents, clause.subject) if passive else (clause.subject, clause.target)
        if passive and not target:
            target = clause.target
        return Deed(
            actor=actor, verb=(first.start, last.end), target=target,
            clause=(self.words[begins].start, self.words[max(clause.stop - 1, group.main)].end),
            passive=passive, mutual=clause.mutual, speaker=clause.speaker, speech=clause.speech,
        )  # fmt: skip

    def _clause(self, place: int) -> Clause:
        group = self.groups[place]
        before = self.groups[place - 1] if place else None
        after = before.main + 1 if before else 0
        stop = self._stop(place)
        clause = Clause(group=group, start=group.first, stop=stop)
        if group.form == "finite":
            self._find_subject(clause, after, before)
        elif group.form == "participle":
            self._find_bearer(clause, after)
        else:
            self._inherit(clause)
        find_objects(self.line, clause, self.clauses[-1].stop if self.clauses else 0)
        return clause

    def _stop(self, place: int) -> int:
        """Where the clause of a verb ends: before the subject of the next one."""
        group = self.groups[place]
        limit = self.groups[place + 1].first if place + 1 < len(self.groups) else len(self.words)
        following = self.groups[place + 1] if place + 1 < len(self.groups) else None
        for at in range(group.main + 1, limit):
            low = self.words[at].low
            if low in ";:—" or (low in OPENERS and low not in {"than", "as", "before", "after", "since"}):
                return at
        if following and following.form == "finite":
            for at in range(limit - 1, group.main, -1):
                low = self.words[at].low
                if low in MARKS or low in OPENERS or (low in CONJUNCTIONS and not self.line.joins_names(at)):
                    return at
            said = group.stem in SPEECH
            return group.main + 1 if said else limit
        return limit

    def _find_subject(self, clause: Clause, after: int, before: Group | None) -> None:
        """Whoever is the subject of a finite verb, sought from the word after the verb before."""
        back = clause.group.first - 1
        while back >= after and (self.words[back].low in ADVERBS or self.words[back].low.endswith("ly")):
            back -= 1
        last = self.clauses[-1] if self.clauses else None
        if back >= after and self._is_relative(back, last):
            clause.subject, clause.start = self._antecedent(back), back
        elif back < after or self.words[back].low in CONJUNCTIONS:
            joined = back >= 1 and back >= after and self.words[back - 1].low != ","
            self._share(clause, last, within=joined)
        elif last and not self._inverts(clause, back) and self._runs_on(last, back):
            clause.start = last.start
            if clause.group.passive:
                clause.subject = self.line.borne(last.start, clause.group.first)
            elif last.group.form != "participle":
                clause.subject = last.subject
            else:  # "a delegation of Arcadia led by its minister met ..."
                clause.subject = self.line.subject_in(last.start, last.group.first)
        elif not clause.inverted and not self._inverts(clause, back):
            self._take_phrase(clause, after, back, before)

    def _is_relative(self, place: int, last: Clause | None) -> bool:
        """True if a word is a relative pronoun: not the "that" after a verb of saying."""
        if self.words[place].low not in RELATIVES or self.words[place].mention >= 0:
            return False
        return not (last and last.group.main >= place - 1 and self.words[place].low == "that")

    def _take_phrase(self, clause: Clause, after: int, back: int, before: Group | None) -> None:
        """Take the noun phrase before a verb as its subject; if a remark in commas stands between, the one before."""
        first, last = clause.group.first, self.clauses[-1] if self.clauses else None
        start = self.line.phrase_start(after, back, before)
        aside = last and (self._opens_relative(last) or self._opens_remark(last))
        if last and aside and self.words[back].low == "," and last.group.first > 1:
            first = last.group.first if self._opens_remark(last) else last.start
            start = self.line.phrase_start(self._last_main(len(self.clauses) - 1), max(0, first - 2), None)
        clause.start = start
        clause.subject = self.line.subject_in(start, first)
        clause.mutual = len({each.who for each in clause.subject}) > 1
        clause.that = bool(last) and start - 1 >= 0 and (self.words[start - 1].low == "that" or start == after)
        clause.subject = clause.subject or self._pronoun(start, first)
        if not clause.subject and clause.group.passive:
            clause.subject = self.line.borne(start, first)
        clause.subject = clause.subject or self.line.close_before(after, clause.group.first)

    def _opens_remark(self, clause: Clause) -> bool:
        """True if a clause is a remark in commas: ", escorted by Chinese fighters,"."""
        first = clause.group.first
        return clause.group.form in {"participle", "ing"} and first > 1 and self.words[first - 1].low == ","

    def _runs_on(self, last: Clause, back: int) -> bool:
        """True if the phrase before a verb belongs to one that began earlier: "its decision to ban exports angered"."""
        marked = any(word.low in MARKS | OPENERS for word in self.words[last.group.main + 1 : back + 1])
        alone = not any(each.group.form == "finite" for each in self.clauses)
        opens = last.group.form == "ing" and last.group.first == 0  # "Engaging officials conferred …"
        return ((last.of_noun and alone) or opens or last.group.form == "participle") and not marked

    def _last_main(self, place: int) -> int:
        """The word after the verb group before a clause."""
        return self.clauses[place - 1].group.main + 1 if place else 0

    def _share(self, clause: Clause, last: Clause | None, *, within: bool) -> None:
        """A verb without a subject of its own has that of the verb before it, in its relative clause or out of it."""
        if last and last.group.form != "participle":
            finite = [each for each in self.clauses if each.group.form == "finite"]
            governing = finite[-1] if within and finite else self._main_before(last)
            if not within and clause.group.stem in SPEECH:  # "stressed X, which …, and stressed Y"
                governing = next((each for each in finite if each.group.stem in SPEECH and each.subject), governing)
            clause.subject, clause.start = governing.subject, clause.group.first
            clause.mutual, clause.that = governing.mutual, governing.that
            clause.speaker, clause.speech = governing.speaker, governing.speech

    def _main_before(self, last: Clause) -> Clause:
        """The last verb that may share its subject: not one that others are asked to do, nor a relative clause."""
        for each in reversed(self.clauses):
            if each.group.form == "finite" and not (each.start < len(self.words) and self._opens_relative(each)):
                return each
        return last

    def _opens_relative(self, clause: Clause) -> bool:
        low, start = self.words[clause.start].low, clause.start
        if start > 1 and self.words[start - 1].low in {"whose", "whom", "where"} and self.words[start - 2].low == ",":
            return True
        return low in RELATIVES and start > 0 and self.words[start].mention < 0

    def _inverts(self, clause: Clause, back: int) -> bool:
        """A verb of saying before its subject: '"…", said China'."""
        group = clause.group
        if group.stem not in SPEECH or self.words[back].low not in {",", '"', "”", "?", "!"}:
            return False
        ahead = group.main + 1
        if ahead >= len(self.words):
            return False
        subject = self.line.subject_in(ahead, clause.stop)
        if self.clauses and self._opens_relative(self.clauses[-1]) and self.words[back].low == ",":
            return False
        opens = (
            self.words[ahead].mention >= 0
            or self.words[ahead].low in DETERMINERS - {"that"}
            or is_agent(self.words[ahead].low)
        )
        if not opens:
            return False
        clause.subject, clause.inverted = subject, True
        return True

    def _antecedent(self, relative: int) -> tuple[Mention, ...]:
        """Whoever is named in the phrase just before a relative pronoun."""
        at = relative - 1
        if at >= 0 and self.words[at].low in {",", "("}:
            at -= 1
        start = at
        while start > 0 and self.words[start].low not in MARKS | CONJUNCTIONS and not self._in_group(start):
            start -= 1
        names = [place for place in range(max(start, 0), at + 1) if self.words[place].mention >= 0]
        if not names:
            return ()
        place = names[-1]
        ends = self.line.end_of_mention(place)
        return self.line.who(place) if self.line.heads(ends, at + 1) and ends >= at - 3 else ()

    def _in_group(self, place: int) -> bool:
        return any(each.first <= place <= each.main for each in self.groups)

    def _pronoun(self, start: int, stop: int) -> tuple[Mention, ...]:
        """The one whom a pronoun must mean, if only one was named before it as a subject."""
        kind, at = "", start
        for at in range(start, min(stop, start + 3)):
            kind = _PRONOUNS.get(self.words[at].low, "")
            if kind or self.words[at].low in PREPOSITIONS:
                break
        if not kind:
            return ()
        word = self.words[at]
        if word.mention >= 0:
            return self.line.who(at)
        for clause in reversed(self.clauses):
            likely = clause.subject
            if not likely or (kind == "it" and len(likely) > 1):
                continue
            if kind != "they" and (kind == "he") != likely[0].human:
                continue
            doubt = f"'{word.text}' is taken for {self.line.sentence[likely[0].start : likely[0].end]}"
            return tuple(replace(each, start=word.start, end=word.end, doubt=doubt) for each in likely)
        return ()

    def _find_bearer(self, clause: Clause, after: int) -> None:
        """Whoever is named in the noun phrase before a participle: "goods of China banned by Japan"."""
        first = clause.group.first
        start = first - 1
        if self.words[start].low == "," and start > after:
            start -= 1
        while start > after and self.words[start - 1].low not in MARKS | CONJUNCTIONS:
            start -= 1
        names = [at for at in range(start, first) if self.words[at].mention >= 0]
        clause.subject = self.line.who(names[-1]) if names else ()
        clause.start = start if start < first else first

    def _inherit(self, clause: Clause) -> None:
        """An infinitive or a verb in -ing takes its subject from the verb that governs it."""
        if clause.group.form == "to" and self._of_noun(clause):
            return
        if not self.clauses:
            clause.subject = self._subject_after(clause)
            return
        governing, first = self.clauses[-1], clause.group.first
        between = self.words[first - 1].low if first else ""
        clause.speaker, clause.speech = governing.speaker, governing.speech
        if clause.group.form == "ing" and between in CONJUNCTIONS and (twin := self._twin()):
            clause.subject = twin.subject
        elif self._others_act(clause, governing, between):
            self._give_to_others(clause, governing)
        elif governing.group.passive and clause.group.form == "ing" and between not in CONJUNCTIONS | {","}:
            clause.subject = governing.agents
        else:
            clause.subject = self._main_before(governing).subject if between == "," else governing.subject
        clause.mutual = len({each.who for each in clause.subject}) > 1

    def _twin(self) -> Clause | None:
        """The verb in -ing before a comma with which one after "and" is joined: "refused, saying … and demanding …"."""
        found = [each for each in self.clauses if each.group.form == "ing" and each.group.first]
        apart = [each for each in found if self.words[each.group.first - 1].low == ","]
        return apart[-1] if apart else None

    def _others_act(self, clause: Clause, governing: Clause, between: str) -> bool:
        """True if whoever the governing verb is done to is to act: "urged Japan to", "accused Japan of"."""
        stem = governing.group.stem
        if stem not in OTHERS_ACT or between == ",":
            return False
        if clause.group.form == "ing" and between in {"of", "for", "from"}:
            return stem in OF_OTHERS
        named = bool(governing.target) or governing.group.passive
        return named or (clause.group.form == "to" and clause.group.first - governing.group.main > 1)

    def _give_to_others(self, clause: Clause, governing: Clause) -> None:
        group = governing.group
        clause.subject = governing.subject if group.passive else governing.target
        if group.stem in OF_OTHERS and not group.passive and clause.subject:
            clause.speaker = governing.subject
            clause.speech = (self.words[group.first].start, self.words[group.main].end)

    def _of_noun(self, clause: Clause) -> bool:
        """Whether an infinitive says what somebody's decision, threat or plan is: "China's decision to ban"."""
        first = clause.group.first
        floor = self.clauses[-1].group.main + 1 if self.clauses else 0
        for at in range(first - 2, max(floor, first - 12), -1):
            if self.words[at].low == "by" and self.words[at - 1].low in TOOLS | INTENTS:
                clause.subject, clause.start = self.line.subject_in(at + 1, first), at - 1
                return True
        if first and (start := self._named_for(first - 1, floor)) is not None:
            clause.subject, clause.start = self.line.who(first - 1), start
            return True
        if first == 0 or self.words[first - 1].low not in TOOLS | INTENTS:
            return False
        start = self.line.phrase_start(floor, first - 1, None)
        owner = self.line.owner(start, first)
        if not owner and self.clauses:
            return False
        clause.subject, clause.start, clause.of_noun = owner, start, True
        clause.mutual = len({each.who for each in owner}) > 1
        return True

    def _named_for(self, place: int, floor: int) -> int | None:
        """Where the name that ends at a place begins, if "for" leads to it: "for Japan to withdraw"."""
        if self.words[place].mention < 0:
            return None
        start = place
        while start > floor and self.words[start - 1].mention == self.words[place].mention:
            start -= 1
        link = start - 1 - (start > 1 and self.words[start - 1].low in DETERMINERS)
        return start if link >= 0 and self.words[link].low == "for" else None

    def _subject_after(self, clause: Clause) -> tuple[Mention, ...]:
        """For "Defying Washington, Tehran …": the first name after the comma."""
        for at in range(clause.group.main, len(self.words)):
            if self.words[at].low == ",":
                return self.line.subject_in(at + 1, self._next_finite(at))
        return ()

    def _next_finite(self, at: int) -> int:
        return next((each.first for each in self.groups if each.first > at), len(self.words))
