"""Every kind of entry that a record can hold, one frozen class each, every field described here once.

Citation, Confidence, Post, Step …   parts of entries
Entry                                what all entries have
Party … Assertion                    the kinds, gathered in KINDS at the foot

A field's description is the text in its annotation. `Ref` names the kinds of entry that a field may
point at, `Code` the vocabulary that its word must come from; checks, forms, documentation and the
JSON Schema all read them from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from talleyrand.record.dates import When


@dataclass(frozen=True, slots=True)
class Ref:
    """A field that holds the id of an entry of one of these kinds (`agreement#clause` for a clause)."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A field that holds a word of this vocabulary."""

    vocabulary: str


AnyEntry = Ref(("any",))
PartyRef = Annotated[str, Ref(("party",))]
PersonRef = Annotated[str, Ref(("person",))]
IssueRef = Annotated[str, Ref(("issue",))]
AgreementRef = Annotated[str, Ref(("agreement",))]
Moves = tuple[Annotated[str, Ref(("act", "measure", "step", "commitment", "meeting", "channel"))], ...]


# --- parts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source that an entry rests on, with its words where they matter."""

    SHORTHAND: ClassVar[str] = "source"

    source: Annotated[str, Ref(("source",)), "The source's id. A bare id stands for the whole citation."]
    quote: Annotated[str | None, "The very words, at most 25 of them, in the source's language."] = None
    translation: Annotated[str | None, "Our English of the quoted words."] = None
    at: Annotated[str | None, "Where in the source: a page, section or paragraph."] = None
    says: Annotated[str | None, "A date or figure this source gives where it differs from the entry."] = None


Citations = tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How far an entry can be relied on, and why."""

    level: Annotated[Literal["high", "medium", "low"], "How far it can be relied on."]
    reason: Annotated[str | None, "Why: which text was read and which could not be had."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in another language."""

    PAIR: ClassVar[tuple[str, str]] = ("language", "text")

    language: Annotated[str, "Language code, as in zh."]
    text: Annotated[str, "The name in that language."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post held by a person."""

    post: Annotated[str, "The post's name, the same for all its holders, as in 'Secretary of the Treasury'."]
    of: Annotated[PartyRef, "The state or body that the post belongs to."]
    since: Annotated[When, "First day in the post."]
    until: Annotated[When | None, "Last day in the post; left out while it is held."] = None
    acting: Annotated[bool, "True if held in an acting capacity."] = False
    sources: Annotated[Citations, "Where the dates stand, if not among the person's own sources."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStep:
    """One step in the life of a measure."""

    step: Annotated[
        Literal["announce", "impose", "raise", "lower", "suspend", "resume", "extend", "stop", "expire",
                "strike down", "withdraw"],
        "What happened: see the text book for what each step does to the state.",
    ]  # fmt: skip
    id: Annotated[str | None, "A short name, so that others can cite the step as measure#step."] = None
    announced: Annotated[When | None, "Day it was made public; its effective day if left out."] = None
    signed: Annotated[When | None, "Day the act was signed."] = None
    effective: Annotated[When | None, "When it takes effect, with hour and zone where known."] = None
    level: Annotated[Decimal | None, "The level from then on (while suspended: what still applies)."] = None
    until: Annotated[When | None, "Last day on which the step holds (an hour is its very end)."] = None
    basis: Annotated[str | None, "Legal basis: the order or notice, and where it was published."] = None
    by: Annotated[PartyRef | None, "Who took the step, if not the measure's own party (a court, say)."] = None
    under: Annotated[AgreementRef | None, "The agreement that it carries out."] = None
    answers: Annotated[Moves, "Acts, measures or steps that its author declared it to answer."] = ()
    disclosed: Annotated[When | None, "Day the world could first know of it, if later than announced."] = None
    sources: Annotated[Citations, "Where this step stands, beside the measure's own sources."] = ()
    note: Annotated[str | None, "Anything a reader should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A purpose that a party declared for a measure."""

    aim: Annotated[str, Code("aims"), "The declared purpose."]
    by: Annotated[PartyRef, "Who declared it."]
    on: Annotated[When, "When."]
    words: Annotated[str | None, "What was said, in our words."] = None
    sources: Annotated[Citations, "Where it was said."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of an agreement."""

    clause: Annotated[str, "A short name, cited as agreement#clause."]
    text: Annotated[str, "What it says, in our words."]
    issue: Annotated[IssueRef | None, "The issue that it concerns."] = None
    parties: Annotated[tuple[PartyRef, ...], "Who is bound by it; all parties if left out."] = ()
    sources: Annotated[Citations, "Each side's own text, with language."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementStep:
    """One step in the life of an agreement."""

    step: Annotated[Literal["agreed", "published", "signed", "in force", "extended", "amended", "lapsed", "ended"],
                    "What happened to the agreement."]  # fmt: skip
    on: Annotated[When, "When."]
    until: Annotated[When | None, "The term that the step gives it: the last day on which it holds."] = None
    announced: Annotated[When | None, "Day it was made public, if not the same day."] = None
    by: Annotated[PartyRef | None, "Who did it, if one side alone."] = None
    sources: Annotated[Citations, "Where it stands."] = ()
    note: Annotated[str | None, "Anything a reader should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A party's word, on a day, that a commitment exists or does not."""

    by: Annotated[PartyRef, "Who said so."]
    on: Annotated[When, "When."]
    stance: Annotated[Literal["affirms", "denies", "declines to say"], "What it said of it."] = "affirms"
    sources: Annotated[Citations, "Where."] = ()
    note: Annotated[str | None, "Anything a reader should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """A deadline given anew."""

    deadline: Annotated[When, "The deadline as restated: its last day."]
    by: Annotated[PartyRef | None, "Who restated it."] = None
    on: Annotated[When, "When it was restated."]
    person: Annotated[PersonRef | None, "The person who said so."] = None
    sources: Annotated[Citations, "Where."] = ()
    note: Annotated[str | None, "Anything a reader should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a commitment hangs on."""

    trigger: Annotated[str, "What must happen first, in our words."]
    entry: Annotated[str | None, AnyEntry, "The entry whose state decides whether it has happened."] = None
    state: Annotated[str | None, "The state of that entry that counts, as its book prints it."] = None
    counter: Annotated[str | None, Ref(("commitment",)), "The commitment given in return."] = None
    lapse: Annotated[When | None, "Day after which the commitment falls away."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A quantity promised."""

    amount: Annotated[Decimal, "How much."]
    unit: Annotated[str, "Of what, as in 'million tonnes'."]
    bound: Annotated[Literal["at least", "at most", "about"], "Which side of the amount counts."] = "at least"
    period: Annotated[When | None, "Over which period it is counted."] = None
    indicator: Annotated[str | None, Ref(("indicator",)), "The series it is measured on."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """Evidence, on a day, of how far a commitment had been carried out."""

    on: Annotated[When, "The day to which the evidence speaks."]
    score: Annotated[int | None, "0 not begun, 1 little, 2 in good part, 3 in full."] = None
    published: Annotated[When | None, "Day the evidence became public, if later."] = None
    by: Annotated[PartyRef | None, "Whose evidence or judgement it is; left out if a third party's."] = None
    amount: Annotated[Decimal | None, "How much had been done, in the target's unit."] = None
    counted: Annotated[str | None, "How it was counted, as in 'booked' or 'shipped'."] = None
    text: Annotated[str | None, "What the evidence shows, in our words."] = None
    entry: Annotated[str | None, AnyEntry, "The act, measure or meeting that performed it."] = None
    sources: Annotated[Citations, "Where it stands."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiding:
    """What ended a commitment before it was due."""

    on: Annotated[When, "When."]
    reason: Annotated[str, "Why it no longer binds."]
    by: Annotated[PartyRef | None, "Who ended it."] = None
    sources: Annotated[Citations, "Where."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What one side takes a named term to mean."""

    PAIR: ClassVar[tuple[str, str]] = ("term", "value")

    term: Annotated[str, "The question that the words leave open, as in 'covers-announcement-18'."]
    value: Annotated[str, "This side's answer, in as few words as possible ('yes', 'no', '90 days')."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStep:
    """One step on the way to a meeting, and the meeting itself."""

    step: Annotated[Literal["asked", "refused", "planned", "moved", "held", "cancelled"], "What happened."]
    on: Annotated[When, "Day on which it happened or was made public; for 'held', the day or days it lasted."]
    date: Annotated[When | None, "For 'planned' and 'moved': the date it is now set for."] = None
    by: Annotated[PartyRef | None, "Who did it."] = None
    sources: Annotated[Citations, "Where it stands."] = ()
    note: Annotated[str | None, "Anything a reader should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelStep:
    """One step in the life of a channel."""

    step: Annotated[Literal["opened", "suspended", "cancelled", "restored", "replaced", "ended"], "What happened."]
    on: Annotated[When, "When."]
    by: Annotated[PartyRef | None, "Who did it, if one side alone."] = None
    announced: Annotated[When | None, "Day it was made public, if not the same day."] = None
    answers: Annotated[Moves, "Acts, measures or steps that its author declared it to answer."] = ()
    under: Annotated[AgreementRef | None, "The agreement that it carries out."] = None
    sources: Annotated[Citations, "Where it stands."] = ()
    note: Annotated[str | None, "Anything a reader should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """One of the four ingredients of progress, scored."""

    score: Annotated[int, "0 absent, 1 in part, 2 present."]
    reason: Annotated[str, "Why."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of an indicator."""

    period: Annotated[When, "The period or day that it is for."]
    value: Annotated[Decimal, "The figure, in the indicator's unit."]
    vintage: Annotated[Literal["estimate", "first", "provisional", "revised", "final"], "Which release."] = "final"
    published: Annotated[When | None, "Day of release."] = None
    sources: Annotated[Citations, "Where it stands, beside the indicator's own sources."] = ()
    note: Annotated[str | None, "Anything a reader should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """A probability given, on a day, that a question resolves yes."""

    on: Annotated[When, "When it was given."]
    probability: Annotated[Decimal, "Between 0 and 1."]
    by: Annotated[str, "Who gave it."]
    reason: Annotated[str, "Why."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How the record itself resolves a question: a state reached, or a total within bounds, by a day."""

    entry: Annotated[str | None, AnyEntry, "The entry whose state decides."] = None
    states: Annotated[tuple[str, ...], "States that resolve it yes, as its book prints them."] = ()
    by: Annotated[PartyRef | None, "For a total: whose measures."] = None
    toward: Annotated[PartyRef | None, "For a total: toward whom."] = None
    series: Annotated[str | None, Code("series"), "For a total: the series."] = None
    at_least: Annotated[Decimal | None, "For a total: lowest level that resolves it yes."] = None
    at_most: Annotated[Decimal | None, "For a total: highest level that resolves it yes."] = None
    on: Annotated[When, "The day on which the state or total is looked at."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How a question came out."""

    outcome: Annotated[Literal["yes", "no", "ambiguous", "annulled"], "How."]
    on: Annotated[When, "When that was known."]
    reason: Annotated[str, "Why, with the entries that show it."]
    sources: Annotated[Citations, "Where it stands."] = ()


# --- kinds ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has."""

    KIND: ClassVar[str] = ""

    id: Annotated[str, "Its name, never used for another: a-z, 0-9, hyphens (parties and people may use capitals)."]
    sources: Annotated[Citations, "What it rests on."] = ()
    confidence: Annotated[Confidence | None, "How far it can be relied on, where that is not plain."] = None
    recorded: Annotated[When | None, "Day it was written down; needed for a correction."] = None
    disclosed: Annotated[When | None, "Day the world could first know of it, if later than its own date."] = None
    corrects: Annotated[str | None, AnyEntry, "The entry that this one replaces, from `recorded` on."] = None
    reason: Annotated[str | None, "Why it was corrected."] = None
    note: Annotated[str | None, "Anything a reader should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Entry):
    """A state, bloc, agency, court, firm or faction."""

    KIND: ClassVar[str] = "party"

    name: Annotated[str, "Its usual English name."]
    form: Annotated[
        Literal["state", "bloc", "agency", "court", "legislature", "firm", "faction", "body"], "What it is."
    ]
    of: Annotated[PartyRef | None, "The party that it is part of."] = None
    article: Annotated[bool, "True if its name takes 'the' in a sentence."] = False
    names: Annotated[tuple[Name, ...], "Its name in other languages."] = ()
    aliases: Annotated[tuple[str, ...], "Other names and abbreviations for it."] = ()
    zone: Annotated[str | None, "Time zone of its days, as in America/New_York; its parent's if left out."] = None
    includes: Annotated[tuple[PartyRef, ...], "Members of a bloc."] = ()
    everyone: Annotated[bool, "True for the party that stands for all states at once."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entry):
    """A person and the posts that he or she has held."""

    KIND: ClassVar[str] = "person"

    name: Annotated[str, "Usual English name."]
    names: Annotated[tuple[Name, ...], "Name in other languages."] = ()
    aliases: Annotated[tuple[str, ...], "Other names and spellings."] = ()
    posts: Annotated[tuple[Post, ...], "Posts held, each with its days."] = ()
    factions: Annotated[tuple[PartyRef, ...], "Factions that sources place the person in."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Entry):
    """A subject that the parties deal over; its id is a path, as in trade/tariffs."""

    KIND: ClassVar[str] = "issue"

    name: Annotated[str, "Its usual name."]
    meaning: Annotated[str, "What falls under it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entry):
    """A document that entries rest on; field names follow CSL-JSON."""

    KIND: ClassVar[str] = "source"

    title: Annotated[str, "Its title."]
    type: Annotated[Literal["legislation", "legal_case", "report", "article-newspaper", "article-journal", "webpage",
                            "speech", "broadcast", "dataset", "post", "treaty", "press-release"],
                    "Kind of document, in CSL's words."] = "webpage"  # fmt: skip
    publisher: Annotated[str, "Who published it."]
    author: Annotated[str | None, "Who wrote it, if named."] = None
    issued: Annotated[When | None, "Day of publication."] = None
    url: Annotated[str | None, "Its address."] = None
    number: Annotated[str | None, "Official number, as in 90 FR 9121."] = None
    language: Annotated[str, "Language code."] = "en"
    voice: Annotated[PartyRef | None, "The party whose official voice it is, if it is one."] = None
    archived: Annotated[str | None, "SHA-256 of the archived text."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Entry):
    """A dated move by one party toward another that is not a step of a measure."""

    KIND: ClassVar[str] = "act"

    title: Annotated[str, "What was done, in one line."]
    by: Annotated[PartyRef, "Who did it."]
    toward: Annotated[tuple[PartyRef, ...], "Toward whom."]
    kind: Annotated[str, Code("acts"), "What sort of act."]
    on: Annotated[When, "When."]
    issue: Annotated[IssueRef, "What it concerns."]
    public: Annotated[bool, "False if it was done in private."] = True
    person: Annotated[PersonRef | None, "Who did it in person."] = None
    under: Annotated[AgreementRef | None, "The agreement that it carries out."] = None
    answers: Annotated[Moves, "Acts, measures or steps that its author declared it to answer."] = ()
    moves: Annotated[Literal["eases", "tightens", "neither"] | None,
                     "Whether it eases or tightens, where that is not plain from its kind."] = None  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Entry):
    """An instrument that one party applies to another, with its whole life."""

    KIND: ClassVar[str] = "measure"

    title: Annotated[str, "What it is, in one line."]
    by: Annotated[PartyRef, "Whose measure it is."]
    toward: Annotated[tuple[PartyRef, ...], "Whom it bears on."]
    instrument: Annotated[str, Code("instruments"), "What sort of instrument."]
    issue: Annotated[IssueRef, "What it concerns."]
    steps: Annotated[tuple[MeasureStep, ...], "Its life, in order of effect."]
    series: Annotated[str | None, Code("series"), "The series that its level belongs to."] = None
    unit: Annotated[str | None, "Unit of the level, if the measure is of no series."] = None
    coverage: Annotated[str | None, "Which goods, firms or people it covers."] = None
    aims: Annotated[tuple[Aim, ...], "Purposes declared for it."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Entry):
    """Something the parties agreed, in whatever form."""

    KIND: ClassVar[str] = "agreement"

    title: Annotated[str, "Its usual name."]
    parties: Annotated[tuple[PartyRef, ...], "Between whom."]
    form: Annotated[str, Code("forms"), "What sort of text, if there is one."]
    steps: Annotated[tuple[AgreementStep, ...], "Its life."]
    clauses: Annotated[tuple[Clause, ...], "What it says, clause by clause."] = ()
    issues: Annotated[tuple[IssueRef, ...], "What it concerns."] = ()
    meeting: Annotated[str | None, Ref(("meeting",)), "The meeting that made it."] = None
    follows: Annotated[AgreementRef | None, "The agreement that it carries on."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Entry):
    """A promise: discrete, specific, public and about the future."""

    KIND: ClassVar[str] = "commitment"

    text: Annotated[str, "What was promised, in our words."]
    obligor: Annotated[PartyRef, "Who promised."]
    obligee: Annotated[tuple[PartyRef, ...], "To whom."]
    made: Annotated[When, "When it was made."]
    issue: Annotated[IssueRef, "What it concerns."]
    agreement: Annotated[AgreementRef | None, "The agreement that holds it."] = None
    clause: Annotated[str | None, "The clause of that agreement."] = None
    asserted: Annotated[tuple[Claim, ...], "Who says that it exists, denies it or will not say."] = ()
    done_when: Annotated[str | None, "What would count as done, so that two readers would agree."] = None
    standing: Annotated[bool, "True for a duty without an end, such as to refrain from something."] = False
    deadline: Annotated[When | None, "Last day, as first stated."] = None
    restated: Annotated[tuple[Restatement, ...], "The deadline as given later, and by whom."] = ()
    condition: Annotated[Condition | None, "What it hangs on."] = None
    target: Annotated[Target | None, "The quantity promised."] = None
    performance: Annotated[tuple[Performance, ...], "Evidence of how it was kept, in order of date."] = ()
    voided: Annotated[Voiding | None, "What ended it before it was due."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Entry):
    """What one party, on a day, took words or an act to mean."""

    KIND: ClassVar[str] = "reading"

    of: Annotated[str, Ref(("agreement", "clause", "commitment", "act", "meeting", "measure")),
                  "What was read: agreement#clause, or an entry."]  # fmt: skip
    by: Annotated[PartyRef, "Whose reading."]
    on: Annotated[When, "When it was given."]
    words: Annotated[str, "The reading, in our words."]
    stance: Annotated[Literal["affirms", "denies", "silent"],
                      "Whether it grants that it was agreed, denies it, or passes it over."] = "affirms"  # fmt: skip
    complains: Annotated[bool, "True if it accuses the other side of not keeping to it."] = False
    terms: Annotated[tuple[Value, ...], "What it takes each open term to mean."] = ()
    person: Annotated[PersonRef | None, "Who said so."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Entry):
    """A meeting, visit or call, planned or held."""

    KIND: ClassVar[str] = "meeting"

    title: Annotated[str, "What it is, in one line."]
    parties: Annotated[tuple[PartyRef, ...], "Between whom."]
    form: Annotated[str, Code("meetings"), "Visit, talks, call and so on."]
    level: Annotated[str, Code("levels"), "Level of those who met."]
    steps: Annotated[tuple[MeetingStep, ...], "Asked for, planned, moved, held or cancelled."]
    place: Annotated[str | None, "Where."] = None
    people: Annotated[tuple[PersonRef, ...], "Who took part."] = ()
    issues: Annotated[tuple[IssueRef, ...], "What it was about."] = ()
    channel: Annotated[str | None, Ref(("channel",)), "The channel that it belongs to."] = None
    asked_by: Annotated[PartyRef | None, "Who asked for it."] = None
    asked_said_by: Annotated[PartyRef | None, "On whose word we know who asked."] = None
    purpose: Annotated[str | None, Code("purposes"), "What it served."] = None
    outcome: Annotated[str | None, "What came of it, in our words."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel(Entry):
    """A standing line between the parties: a dialogue, working group, hotline or pair of envoys."""

    KIND: ClassVar[str] = "channel"

    title: Annotated[str, "Its usual name."]
    parties: Annotated[tuple[PartyRef, ...], "Between whom."]
    level: Annotated[str, Code("levels"), "Level of those who use it."]
    steps: Annotated[tuple[ChannelStep, ...], "Opened, suspended, cancelled, restored, replaced, ended."]
    issues: Annotated[tuple[IssueRef, ...], "What it is about."] = ()
    purpose: Annotated[str | None, Code("purposes"), "What it serves."] = None
    follows: Annotated[str | None, Ref(("channel",)), "The channel that it replaced."] = None
    people: Annotated[tuple[PersonRef, ...], "Who has used it."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks(Entry):
    """An episode of negotiation, scored on the four ingredients of progress."""

    KIND: ClassVar[str] = "talks"

    title: Annotated[str, "Its usual name."]
    parties: Annotated[tuple[PartyRef, ...], "Between whom."]
    issue: Annotated[IssueRef, "What it was about."]
    since: Annotated[When, "First day."]
    until: Annotated[When | None, "Last day; left out while it goes on."] = None
    leaders: Annotated[Ingredient | None, "Did the leaders buy in?"] = None
    aims: Annotated[Ingredient | None, "Did each side know what the other wanted?"] = None
    benefit: Annotated[Ingredient | None, "Was there gain in it for both?"] = None
    structure: Annotated[Ingredient | None, "Were the talks structured, and their leads empowered?"] = None
    result: Annotated[Literal["none", "partial", "full", "open"], "What came of it."]
    outcome: Annotated[str | None, "What came of it, in our words."] = None
    meetings: Annotated[tuple[Annotated[str, Ref(("meeting",))], ...], "The meetings that made it up."] = ()
    agreements: Annotated[tuple[AgreementRef, ...], "The agreements it led to."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """A series of figures as one publisher gives them."""

    KIND: ClassVar[str] = "indicator"

    title: Annotated[str, "What it counts."]
    publisher: Annotated[str, "Who publishes it."]
    voice: Annotated[PartyRef | None, "The party whose official figures they are, if they are."] = None
    unit: Annotated[str, "Unit, as in 'US$ billion'."]
    issue: Annotated[IssueRef | None, "What it concerns."] = None
    about: Annotated[str | None, "What both sides count, the same word for both sides' series."] = None
    figures: Annotated[tuple[Figure, ...], "The figures, with vintage."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Entry):
    """A question about the future with a rule that will settle it."""

    KIND: ClassVar[str] = "question"

    text: Annotated[str, "The question, so that the answer is yes or no."]
    opens: Annotated[When, "Day from which odds may be given."]
    closes: Annotated[When, "Last day for odds."]
    rule: Annotated[Rule | None, "How the record resolves it."] = None
    criteria: Annotated[str, "What would count as yes, in words."]
    issue: Annotated[IssueRef | None, "What it concerns."] = None
    odds: Annotated[tuple[Odds, ...], "Probabilities given, in order of date."] = ()
    resolution: Annotated[Resolution | None, "How it came out, where no rule of the record can say."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion(Entry):
    """What a source says the state was on a day; checked against the computed state."""

    KIND: ClassVar[str] = "assert"

    on: Annotated[When, "The day, or hour with its zone, that it speaks of."]
    known: Annotated[When | None, "The day of knowledge; today if left out."] = None
    by: Annotated[PartyRef | None, "For a total: whose measures."] = None
    toward: Annotated[PartyRef | None, "For a total: toward whom."] = None
    series: Annotated[str | None, Code("series"), "For a total: the series."] = None
    level: Annotated[Decimal | None, "The total, or the level of the one measure."] = None
    entry: Annotated[str | None, AnyEntry, "For one entry: which."] = None
    state: Annotated[str | None, "For one entry: the state it is in, as its book prints it."] = None
    until: Annotated[When | None, "For one measure: the day until which it stands so."] = None


AnyKind = (
    Party | Person | Issue | Source | Act | Measure | Agreement | Commitment | Reading | Meeting | Channel
    | Talks | Indicator | Question | Assertion
)  # fmt: skip

KINDS: dict[str, type[AnyKind]] = {
    kind.KIND: kind
    for kind in (
        Party, Person, Issue, Source, Act, Measure, Agreement, Commitment, Reading, Meeting, Channel,
        Talks, Indicator, Question, Assertion,
    )
}  # fmt: skip
