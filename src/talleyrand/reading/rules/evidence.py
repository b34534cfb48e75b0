"""From what a maker would propose to a proposal: its quote, the words held against it, its id, and whether it is sound.

Ids   the ids that are taken, so that each proposal of a document has its own
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from talleyrand.reading.proof.agreement import disagreements
from talleyrand.reading.proof.matching import Matcher
from talleyrand.reading.proof.soundness import faults
from talleyrand.reading.proposals import PARTS, Match, Proposal
from talleyrand.reading.rules.told import NO_ISSUE, Draft, Told
from talleyrand.record.entries import KINDS, Entry, Measure, Party
from talleyrand.record.record import Record
from talleyrand.record.shapes import build
from talleyrand.record.syntax import Raw

MOST_WORDS = 25
_UNREAD = Match(verdict="unsure", reason="not yet compared with the record")
_CUT = re.compile(
    r"(?<=[,;:—–])\s+|\s+(?=(?:and|but|which|who|that|when|while|after|as|because|although|though"
    r"|where|with|to)\b)|\s*[()“”\"]\s*"
)
_LEAD = re.compile(r"\s*(?:(?:and|but|while|that|as|when|which|although|though|because|to)\s+)+")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "its",
        "of",
        "on",
        "or",
        "over",
        "than",
        "that",
        "the",
        "their",
        "this",
        "to",
        "under",
        "was",
        "were",
        "with",
    ]
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proposals are held against: the record, what matches, the ids taken, the document's day.

    It guards that nothing leaves it whose quote does not bear it, or that the record could not load.
    """

    record: Record
    matcher: Matcher
    names: Mapping[str, tuple[str, ...]]
    written: date | None
    guessed: bool
    taken: set[str]

    def proposal(self, told: Told, draft: Draft) -> Proposal | None:
        """The proposal that a draft makes; None if its words do not bear it or the record could not load it."""
        values = dict(draft.values)
        if not draft.into:
            values[draft.kind] = self._id(draft, told)
        place, draft = self._place(told, draft, values)
        if place is None or not self._sound(draft, values):
            return None
        quote = told.text[slice(*place)]
        if not draft.into:
            self.taken.add(str(values[draft.kind]))
        start = told.sentence.start
        made = Proposal(
            kind=draft.kind, values=values, into=draft.into, quote=quote, start=start + place[0], end=start + place[1],
            within=(start, told.sentence.end), document=told.scene.digest, modality=draft.modality,
            reader=told.scene.reader, score=draft.score, match=_UNREAD, reasons=draft.reasons,
            doubts=tuple(dict.fromkeys((*self._doubts(told), *draft.doubts))),
        )  # fmt: skip
        found = self.matcher.match(draft.kind, values, draft.into, quote=quote, on=self.written)
        meant = found.entry.partition("#")[0]
        if draft.kind == "measure" and draft.into and meant != draft.into and meant in self.record:
            made = replace(made, into=meant)  # the matcher knows the steps of all measures of that side
        return self._as_matched(replace(made, match=found))

    def _as_matched(self, made: Proposal) -> Proposal:
        """The proposal with the issue of the entry that it is matched to, where its own words give none."""
        if made.kind == "measure" and made.into and made.match.verdict == "same":
            return self._as_stepped(made)
        if NO_ISSUE not in made.doubts or made.match.verdict not in ("same", "unsure"):
            return made
        meant = made.match.entry.partition("#")[0]
        issue = getattr(self.record.entry(meant), "issue", None) if meant in self.record else None
        if not issue or issue == made.values.get("issue"):
            return made
        said = f"the issue is that of {meant} in the record"
        doubts = tuple(said if each == NO_ISSUE else each for each in made.doubts)
        return replace(made, values={**made.values, "issue": issue}, doubts=doubts)

    def _as_stepped(self, made: Proposal) -> Proposal:
        """A step told as taken that is in the record as announced only, put as the record has it."""
        owner, _, name = made.match.entry.partition("#")
        whole = self.record.entry(owner) if owner in self.record else None
        steps = whole.steps if isinstance(whole, Measure) else ()
        step = next((each for each in steps if each.id == name), None)
        only = step is not None and step.announced is not None and step.effective is None
        if step is None or not only or "announced" in made.values or "effective" not in made.values:
            return made
        values = {name: value for name, value in made.values.items() if name != "effective"}
        values |= {"step": step.step, "announced": made.values["effective"]}
        return replace(made, values=values, doubts=(*made.doubts, "the record has the step as announced only"))

    def _place(self, told: Told, draft: Draft, values: Mapping[str, Raw]) -> tuple[tuple[int, int] | None, Draft]:
        """The words that bear an entry: as few as do, else as many as may be quoted, on which its title goes on."""
        found = self._short_place(told, draft, values)
        if (
            found[0] is None
            and "title" in values
            and self._bears(told, draft, values, long := longest(told.text, draft.spans, told.deed.clause))
        ):
            return long, draft
        return found

    def _short_place(self, told: Told, draft: Draft, values: Mapping[str, Raw]) -> tuple[tuple[int, int] | None, Draft]:
        """The words that bear an entry; without its sides, if they stand too far from the rest to be quoted too."""
        for each in quotations(told.text, draft.spans, told.deed.clause):
            if self._bears(told, draft, values, each):
                return each, draft
        start = told.deed.verb[0]
        near = tuple(span for span in draft.spans if span[0] >= start)
        here = {self.record.state_of(each.party) for each in told.deed.actor if each.party and each.start >= start}
        far = frozenset(each for each in told.by if self.record.state_of(each) not in here) - told.inferred
        if near == draft.spans or not near or not far:
            return self._without_day(told, draft, values)
        names = ", ".join(map(self.record.name_of, sorted(far)))
        shorter = replace(
            draft,
            spans=near,
            elsewhere=draft.elsewhere | far | ({str(told.day.when)} if told.day else frozenset()),
            doubts=(*draft.doubts, f"{names} stands earlier in the sentence, not in the quote"),
        )
        for each in quotations(told.text, near, (start, told.deed.clause[1])):
            if self._bears(told, shorter, values, each):
                return each, shorter
        return self._without_day(told, draft, values)

    def _without_day(self, told: Told, draft: Draft, values: Mapping[str, Raw]) -> tuple[tuple[int, int] | None, Draft]:
        """The words that bear an entry but for its day, which stands too far from the rest to be quoted too."""
        day = told.day.span if told.day else None
        if told.day is None or day not in draft.spans:
            return None, draft
        shorter = replace(
            draft,
            spans=tuple(span for span in draft.spans if span != day),
            elsewhere=draft.elsewhere | {str(told.day.when)},
            doubts=(*draft.doubts, "the day stands elsewhere in the sentence, not in the quote"),
        )
        for each in quotations(told.text, shorter.spans, told.deed.clause):
            if self._bears(told, shorter, values, each):
                return each, shorter
        return None, draft

    def _bears(self, told: Told, draft: Draft, values: Mapping[str, Raw], place: tuple[int, int]) -> bool:
        """True if the words of a stretch bear what the entry says."""
        quote = told.text[slice(*place)]
        wrong = disagreements(
            {name: value for name, value in values.items() if name != "asserted"},
            quote,
            names=self._names(told, draft),
            written=self.written,
            elsewhere=draft.elsewhere,
            within=told.text,
            negated=draft.negated,
            mutual=draft.mutual,
        )
        # A date cut off from the words about it can be read as another; what is word for word the quote's own bears it.
        own = [field for field in ("title", "text") if str(values.get(field, "")).casefold() in quote.casefold()]
        return all(any(each.startswith(f"{field}: ") for field in own) for each in wrong)

    def _names(self, told: Told, draft: Draft) -> dict[str, tuple[str, ...]]:
        """The names of those in the entry, with the words that stand for them in this sentence."""
        found: dict[str, tuple[str, ...]] = {}
        ids = {str(each) for value in draft.values.values() for each in (value if isinstance(value, list) else [value])
               if isinstance(each, str)}  # fmt: skip
        for each in ids & self.names.keys():
            here = tuple(
                told.text[one.start : one.end]
                for one in told.mentions
                if each in (one.party, one.person) or (one.party and self.record.state_of(one.party) == each)
            )
            found[each] = (*self.names[each], *here)
        return found

    def _doubts(self, told: Told) -> list[str]:
        said = [each.doubt for each in (*told.deed.actor, *told.deed.target) if each.doubt]
        if self.guessed:
            said = [each for each in said if "in no post on" not in each and "in that post on" not in each]
        known = (each for each in sorted(told.inferred) if each in self.record)
        ids = [each for each in known if isinstance(self.record.entry(each), Party)]
        return [
            *said,
            *(
                f"{self.record.name_of(each)} is not named in the words: taken from what stands about them"
                for each in ids
            ),
        ]

    def _id(self, draft: Draft, told: Told) -> str:
        """An id of its content: the side, the first words that tell, and the month."""
        values = draft.values
        who = str(values.get("by") or values.get("obligor") or "-".join(map(str, values.get("parties") or ["x"])))
        words = str(values.get("title") or values.get("text") or values.get("words") or told.verb)
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
        names = {each.lower() for name in self.names.get(who, ()) for each in name.split()}
        kept = [each for each in re.findall(r"[a-z0-9]+", plain) if each not in _SMALL and each not in names][:4]
        day = re.search(r"\d{4}(?:-\d\d)?", str(values.get("on") or values.get("made") or values.get("steps") or ""))
        base = "-".join(
            filter(None, [re.sub(r"[^a-z0-9]+", "-", who.lower()).strip("-"), *kept, day[0] if day else ""])
        )[:60].strip("-")
        name, number = base, 2
        while name in self.record or name in self.taken:
            name, number = f"{base}-{number}", number + 1
        return name

    def _sound(self, draft: Draft, values: Mapping[str, Raw]) -> bool:
        """True if the record would load it without a new fault."""
        if draft.into:
            whole = self.record.entry(draft.into)
            return _with_part(whole, draft.kind, values) is not None
        entry, wrong = build(draft.kind, dict(values))
        if entry is None or wrong:
            return False
        return not faults(self.record, entry)


def _with_part(whole: Entry, kind: str, part: Mapping[str, Raw]) -> object | None:
    """The part as the record would read it; None if it could not."""
    shell: dict[str, Raw] = {kind: whole.id, PARTS[kind]: [dict(part)]}
    entry, wrong = build(kind, shell | _needed(whole, kind))
    return entry if entry is not None and not wrong else None


def _needed(whole: Entry, kind: str) -> dict[str, Raw]:
    """The fields that an entry of a kind must have, as they stand in this one."""
    found: dict[str, Raw] = {}
    for name in (each.name for each in fields(KINDS[kind])):
        value = getattr(whole, name)
        if name in ("id", PARTS[kind]) or value in (None, (), ""):
            continue
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            found[name] = list(value)
        elif type(value).__name__ == "When":
            found[name] = str(value)
    return found


def quotations(sentence: str, spans: Sequence[tuple[int, int]], clause: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The stretches of at most 25 words that hold all the spans: the sentence, the clause, or what must be held.

    >>> quotations("One two three.", [(4, 7)], (0, 13))
    ((0, 14), (0, 13), (4, 13), (4, 7))
    """
    whole = 0, len(sentence)
    found = [whole] if _fits(sentence, whole) else []
    low, high = min(_with_article(sentence, span[0]) for span in spans), max(span[1] for span in spans)
    both = min(low, clause[0]), max(high, clause[1])
    for place in (both, (low, max(high, clause[1])), (low, high)):
        if _fits(sentence, place):
            found.append(place if found else _grown(sentence, place))
    return tuple(dict.fromkeys(found))


def longest(sentence: str, spans: Sequence[tuple[int, int]], clause: tuple[int, int]) -> tuple[int, int]:
    """The longest stretch from the first of the spans on that is no quotation too long, up to a cut in the clause."""
    low, high = min(_with_article(sentence, span[0]) for span in spans), max(span[1] for span in spans)
    ends = [each for each in _cuts(sentence) if high < each <= clause[1] and _fits(sentence, (low, each))]
    return _grown(sentence, (low, ends[-1] if ends else high))


def _with_article(sentence: str, start: int) -> int:
    """Where a number begins with the word before it, without which a year is no date."""
    found = re.search(r"\b\w+ $", sentence[:start]) if sentence[start : start + 1].isdigit() else None
    return found.start() if found else start


def _fits(sentence: str, place: tuple[int, int]) -> bool:
    return len(sentence[slice(*place)].split()) <= MOST_WORDS


def _grown(sentence: str, place: tuple[int, int]) -> tuple[int, int]:
    """The stretch, made longer up to the cuts of the sentence about it while it is short enough, and without edges."""
    cuts = _cuts(sentence)
    start, end = place
    after = next((each for each in cuts if each >= end), end)
    end = after if _fits(sentence, (start, after)) else _word_end(sentence, end)
    before = next((each for each in reversed(cuts) if each <= start), start)
    start = before if _fits(sentence, (before, end)) else start
    lead = _LEAD.match(sentence, start, place[0])
    start = lead.end() if lead else start
    words = sentence[start:end]
    start += len(words) - len(words.lstrip(" ,;:—–-"))
    return start, end - (len(words) - len(words.rstrip(" ,;:—–-")))


def _cuts(sentence: str) -> list[int]:
    return sorted({0, len(sentence), *(each for found in _CUT.finditer(sentence) for each in found.span())})


def _word_end(sentence: str, end: int) -> int:
    found = re.compile(r"[\w’'%-]*").match(sentence, end)
    return found.end() if found and end and (sentence[end - 1].isalnum()) else end
