"""A sentence as words and names: where its noun phrases begin and whom they name.

Line  the words of a sentence with the names that stand in it
"""

from __future__ import annotations

from collections.abc import Sequence

from talleyrand.reading.language.grammar import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    MARKS,
    OPENERS,
    PREPOSITIONS,
    TALKS,
    TOOLS,
    is_agent,
    is_thing,
)
from talleyrand.reading.language.verbs import Group, words
from talleyrand.reading.parties.actors import Mention

MOST_MENTIONS = 60  # of one sentence


class Line:
    """The words of a sentence with the names that stand in it. Places count words.

    It guards one invariant: every word knows the one name that it is in, if any.
    """

    def __init__(self, sentence: str, mentions: Sequence[Mention]) -> None:
        self.sentence = sentence
        self.mentions = tuple(mentions)[:MOST_MENTIONS]
        self.spans = sorted({(each.start, each.end) for each in self.mentions})
        self._at = {span: tuple(m for m in self.mentions if (m.start, m.end) == span) for span in self.spans}
        self.words = words(sentence, self.spans)

    def adjectives(self) -> set[int]:
        """The names that are adjectives, by their number in the sentence."""
        return {place for place, span in enumerate(self.spans) if self.is_adjective(span)}

    def is_adjective(self, span: tuple[int, int]) -> bool:
        """True if a name is a word for a people that a noun follows."""
        mention = self._at[span][0]
        return mention.how == "demonym" and not self.sentence[span[0] : span[1]].endswith(("s", "men"))

    def plural(self) -> set[int]:
        """Words after which a bare verb can stand: the second of two names, and names of both sides or of a people."""
        found = set()
        for place, word in enumerate(self.words):
            if word.mention < 0 or (place + 1 < len(self.words) and self.words[place + 1].mention == word.mention):
                continue
            span = self.spans[word.mention]
            first = next(at for at in range(place, -1, -1) if at == 0 or self.words[at - 1].mention != word.mention)
            joined = first > 1 and self.skip_the(first - 1) is not None
            people = self._at[span][0].how == "demonym" and not self.is_adjective(span)
            if len(self._at[span]) > 1 or joined or people:
                found.add(place)
        return found

    def skip_the(self, place: int) -> int | None:
        """The word before "and", if a name ends just before "and (the)" at a place."""
        if self.words[place].low in DETERMINERS:
            place -= 1
        if place > 0 and self.words[place].low in {"and", "&"} and self.words[place - 1].mention >= 0:
            return place - 1
        return None

    def who(self, place: int) -> tuple[Mention, ...]:
        """Whoever the name names that a word is in."""
        return self._at[self.spans[self.words[place].mention]]

    def end_of_mention(self, place: int) -> int:
        """The word after the name that a word is in."""
        mention = self.words[place].mention
        while place < len(self.words) and self.words[place].mention == mention:
            place += 1
        return place

    def joins_names(self, place: int) -> bool:
        """True if "and" stands between two names."""
        ahead = place + 1
        if ahead < len(self.words) and self.words[ahead].low in DETERMINERS:
            ahead += 1
        both = place > 0 and ahead < len(self.words)
        return both and self.words[place - 1].mention >= 0 and self.words[ahead].mention >= 0

    def phrase_start(self, after: int, back: int, before: Group | None) -> int:
        """The first word of the noun phrase that ends at a place, its side remarks and leading phrases left out."""
        cut = [after]
        cut += [at + 1 for at in range(after, back + 1) if self._cuts(at, after, back, last=before is not None)]
        if cut[-1] <= back and not self.leads(cut[-1], back):
            return cut[-1]
        for start in cut:  # a remark in commas stands before the verb: the subject stood before the remark
            if start <= back and not self.leads(start, back):
                return start
        return cut[-1] if cut[-1] <= back else back

    def _cuts(self, at: int, after: int, back: int, *, last: bool) -> bool:
        """True if a noun phrase may begin after a word: a mark, "while" and the like, or "and" of another clause."""
        low = self.words[at].low
        if low in MARKS:
            return not (low == "," and self.lists_names(at, back))
        if low in OPENERS and self.words[at].mention < 0:
            return at == after or low != "as" or self.named_after(at)
        return low in CONJUNCTIONS and last and not self.joins_names(at)

    def named_after(self, place: int) -> bool:
        """True if a name, or "the" and a name, stands after a place."""
        ahead = self.words[place + 1 : place + 3]
        return bool(ahead) and (ahead[0].mention >= 0 or (ahead[0].low in DETERMINERS and ahead[-1].mention >= 0))

    def lists_names(self, place: int, back: int) -> bool:
        """True if a comma stands in a list of names that ends with "and"."""
        behind, ahead = self.words[place - 1] if place else None, place + 1
        if ahead < min(back, len(self.words)) and self.words[ahead].low in DETERMINERS | {"and"}:
            ahead += 1
        back = min(back, len(self.words) - 1)
        names = behind and behind.mention >= 0 and ahead <= back and self.words[ahead].mention >= 0
        return bool(names) and any(self.words[at].low in {"and", ","} for at in range(ahead, min(back + 1, ahead + 8)))

    def leads(self, start: int, back: int) -> bool:
        """True if the words from a place lead in or remark, and are no subject."""
        low = self.words[start].low
        if low in CONJUNCTIONS and start < back:
            low = self.words[start + 1].low
        alone = all(
            self.words[at].low in ADVERBS | MARKS or self.words[at].low.endswith("ly") for at in range(start, back + 1)
        )
        return alone or low in PREPOSITIONS or (low.endswith(("ing", "ed")) and self.words[start].mention < 0)

    def subject_in(self, start: int, stop: int) -> tuple[Mention, ...]:
        """Whoever heads the noun phrase that begins at a place."""
        head: tuple[Mention, ...] = ()
        at = start
        while at < stop:
            word = self.words[at]
            if word.mention >= 0:
                at = self.end_of_mention(at)
                if not self.heads(at, stop) or self.who(at - 1)[0].doubt.endswith("may be the venue"):
                    return head or self.of_name(at, stop)
                head += self.who(at - 1)
                at = self.past_head(at, stop)
                if at < stop and (self.words[at].low in {"and", "&", "/"} or self.lists_names(at, stop)):
                    at += 1
                    continue
                if at < stop and self.words[at].low == "-" and self.words[min(at + 1, stop - 1)].mention >= 0:
                    at += 1
                    continue
                return head
            if word.low in PREPOSITIONS or word.low in MARKS:
                return head or self.of_name(at, stop)
            at += 1
        return head

    def heads(self, at: int, stop: int) -> bool:
        """True if whoever is named before a place acts in what follows: "Chinese officials", not "Chinese exports"."""
        nouns = []
        for place in range(at, stop):
            word = self.words[place]
            if word.low in {"'s", "'"}:
                continue
            if not word.low[0].isalpha() or word.low in PREPOSITIONS | CONJUNCTIONS | OPENERS or word.mention >= 0:
                break
            if word.low not in ADVERBS and not word.low.endswith("ly"):
                nouns.append(word.low)
        if not nouns:
            return True
        return any(is_agent(noun) for noun in nouns[-2:]) or nouns[-1] in TOOLS or not is_thing(nouns[-1])

    def past_head(self, at: int, stop: int) -> int:
        """The word after the nouns that follow a name."""
        while at < stop and (self.words[at].low in {"'s", "'"} or (
            self.words[at].low[0].isalpha() and self.words[at].low not in PREPOSITIONS | CONJUNCTIONS | OPENERS
            and self.words[at].mention < 0
        )):  # fmt: skip
            at += 1
        return at

    def of_name(self, at: int, stop: int) -> tuple[Mention, ...]:
        """Whoever stands after "of", "for" or "between" of an acting noun: "a spokesman for China's ministry"."""
        if at >= stop or at == 0:
            return ()
        noun, link = self.words[at - 1].low, self.words[at].low
        if link not in {"of", "for", "from", "between", "by", "in"} or not (
            is_agent(noun) or noun in TOOLS | TALKS or link == "between"
        ):
            return ()
        if noun in TOOLS and link not in {"by", "of"}:
            return ()
        ahead = at + 1
        while ahead < stop and (self.words[ahead].low in DETERMINERS) and self.words[ahead].mention < 0:
            ahead += 1
        return self.subject_in(ahead, stop) if ahead < stop and self.words[ahead].mention >= 0 else ()

    def borne(self, start: int, stop: int) -> tuple[Mention, ...]:
        """Whoever a noun phrase belongs to, where its verb is passive: "tariffs on Chinese goods"."""
        names = [at for at in range(start, stop) if self.words[at].mention >= 0]
        found = tuple(dict.fromkeys(mention for at in names for mention in self.who(at)))
        return found[-1:] if len({each.who for each in found}) == 1 else self.who(names[-1]) if names else ()

    def close_before(self, after: int, first: int) -> tuple[Mention, ...]:
        """Whoever is named straight before a verb, no preposition leading to the name."""
        for at in range(first - 1, max(after, first - 6) - 1, -1):
            word = self.words[at]
            if word.mention >= 0:
                start = at
                while start > after and self.words[start - 1].mention == word.mention:
                    start -= 1
                ahead = start - 1
                if ahead >= after and self.words[ahead].low in DETERMINERS:
                    ahead -= 1
                led = ahead >= after and self.words[ahead].low in PREPOSITIONS | CONJUNCTIONS | {"'s", "'", "-"}
                if led and self.words[ahead].low not in {"after", "before", "since", "until", "as"}:
                    return ()
                return self.who(at) if self.heads(at + 1, first) else ()
            if word.low in PREPOSITIONS | MARKS | OPENERS | CONJUNCTIONS:
                return ()
        return ()

    def owner(self, start: int, stop: int) -> tuple[Mention, ...]:
        """Whose noun ends a phrase: the last name before it with 's, or as an adjective."""
        for at in range(stop - 1, start - 1, -1):
            if self.words[at].low in PREPOSITIONS | {"his", "her", "its", "their", "our", "my", "your"}:
                return ()
            if self.words[at].mention >= 0:
                return self.who(at)
        return ()

    def over_nouns(self, at: int, stop: int) -> int:
        """The place of the "and" that joins a name with another, the nouns after the first skipped."""
        end = self.past_head(at, min(stop, at + 5))
        return end if end < stop and self.words[end].low in {"and", "&", ","} and self.heads(at, end) else at
