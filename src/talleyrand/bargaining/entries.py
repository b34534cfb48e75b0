"""Every kind of entry that a negotiation file can hold, one frozen class each, every field described here once.

Guess, Part, Score, Stake …   parts of entries
Heading … Move                the kinds, gathered in KINDS at the foot

A negotiation file is written as a record is: a list of entries, each headed by its kind and id. Fields that name
something of the record say so with `Ref`; those that name something of the file itself with `Own`.

The scale: within an issue a side gives its best option 100 and its worst 0. An issue's weight is what going from
worst to best is worth beside the other issues. A package is then worth between 0 (worst on every issue) and 100 (best
on every issue) to each side, and what a side has with no deal stands on the same scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from talleyrand.record.dates import When
from talleyrand.record.entries import AnyEntry, IssueRef, PartyRef, PersonRef, Ref


@dataclass(frozen=True, slots=True)
class Own:
    """A field that holds the id of an entry of these kinds in the same file, or the name of a part of one."""

    kinds: tuple[str, ...]


IssueId = Annotated[str, Own(("issue",))]
OptionName = Annotated[str, Own(("option",))]
SideId = Annotated[str, Own(("side",))]
Rests = tuple[Annotated[str, AnyEntry], ...]
Sure = Literal["high", "medium", "low"]


# --- parts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judged number: the best guess, how low and how high it may be, and who says so on what grounds."""

    best: Annotated[Decimal, "The best guess."]
    low: Annotated[Decimal | None, "The lowest it may be; the best guess if left out."] = None
    high: Annotated[Decimal | None, "The highest it may be; the best guess if left out."] = None
    reason: Annotated[str | None, "Why, in our words."] = None
    author: Annotated[str | None, "Whose judgement it is; the negotiation's authors if left out."] = None
    confidence: Annotated[Sure, "How far it can be relied on."] = "medium"
    entries: Annotated[Rests, "Entries of the record that it rests on."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess(Judged):
    """A judged number; a bare number stands for one that is sure."""

    SHORTHAND: ClassVar[str] = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An issue settled in one of some ways."""

    PAIR: ClassVar[tuple[str, str]] = ("issue", "option")

    issue: Annotated[IssueId, "Which issue."]
    option: Annotated[tuple[OptionName, ...], "Any of these options of it."]


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way of settling an issue."""

    option: Annotated[str, "A short name, the only one of its kind in the issue."]
    text: Annotated[str, "What it means, so that two readers would agree whether it was done."]
    reversible: Annotated[bool, "False if it cannot be taken back once done."] = True
    entries: Annotated[Rests, "Entries of the record that show where it comes from."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight(Judged):
    """What going from the worst to the best option of an issue is worth to a side; only the shares count."""

    issue: Annotated[IssueId, "Which issue."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Judged):
    """What an option is worth to a side: 100 its best on the issue, 0 its worst."""

    issue: Annotated[IssueId, "Which issue."]
    option: Annotated[OptionName, "Which of its options."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Issues or options in the order in which a side prizes them."""

    issue: Annotated[IssueId | None, "The issue whose options are put in order; left out to order the issues."] = None
    first: Annotated[tuple[str, ...], "Names of options or issues, the dearest first."]
    reason: Annotated[str | None, "Why, in our words."] = None
    entries: Annotated[Rests, "Entries of the record that it rests on."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two packages, of which a side would take the first; issues left out are settled alike in both."""

    better: Annotated[Parts, "The one it would take."]
    than: Annotated[Parts, "The one it would leave."]
    reason: Annotated[str | None, "Why, in our words."] = None
    entries: Annotated[Rests, "Entries of the record that show it."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """What options of several issues are worth to a side beyond their sum, when they stand together."""

    parts: Annotated[Parts, "The options that stand together."]
    worth: Annotated[Guess, "How much more, in hundredths of the whole scale; less than nothing for a burden."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A ratifier in an institution."""

    PAIR: ClassVar[tuple[str, str]] = ("side", "seats")

    side: Annotated[SideId, "Which ratifier."]
    seats: Annotated[Decimal, "Its votes."] = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a side does in a stage."""

    by: Annotated[SideId, "Who does it."]
    issue: Annotated[IssueId, "Of which issue."]
    option: Annotated[OptionName, "Which option it brings in."]
    text: Annotated[str | None, "What is done in this stage, if not the whole of it."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What a stage is worth to a side, a month, on the scale of packages."""

    by: Annotated[SideId, "Whose."]
    gain: Annotated[Guess, "What it has while both keep the stage."]
    temptation: Annotated[Guess, "What it has while the other keeps the stage and it does not."]
    cheated: Annotated[Guess, "What it has while it keeps the stage and the other does not."]
    broken: Annotated[Guess, "What it has once the stage is broken and both have gone back."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """What a side forfeits at once when it is seen to break a stage."""

    by: Annotated[SideId, "Whose."]
    worth: Annotated[Guess, "How much, on the scale of packages."]
    text: Annotated[str | None, "What it is: money held by a third, goods, standing."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The states of a situation in the order in which an actor prefers them."""

    by: Annotated[SideId, "Whose."]
    order: Annotated[tuple[str, ...], "States, the dearest first; those written in one item, `a = b`, are alike to it."]
    reason: Annotated[str | None, "Why, in our words."] = None
    entries: Annotated[Rests, "Entries of the record that it rests on."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state that a situation may be in."""

    state: Annotated[str, "A short name."]
    holds: Annotated[tuple[str, ...], "The courses that are taken in it; the others are not."] = ()
    either: Annotated[tuple[str, ...], "Courses that no longer matter in it, whether taken or not."] = ()
    text: Annotated[str | None, "What it means."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course that an actor may take or leave."""

    course: Annotated[str, "A short name."]
    by: Annotated[SideId, "Who may take it."]
    text: Annotated[str | None, "What it means."] = None
    final: Annotated[bool, "True if it cannot be left once taken."] = False


# --- kinds ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What every entry of a negotiation file has."""

    KIND: ClassVar[str] = ""

    id: Annotated[str, "Its name in this file: a-z, 0-9, hyphens (sides may use capitals)."]
    note: Annotated[str | None, "Anything a reader should know."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Noted):
    """What is negotiated, by whom, as judged on a day. A file has one."""

    KIND: ClassVar[str] = "negotiation"

    title: Annotated[str, "Its usual name."]
    between: Annotated[tuple[SideId, ...], "The sides that must all agree, in the order in which they are shown."]
    on: Annotated[When, "The day as of which it is judged."]
    authors: Annotated[tuple[str, ...], "Whose judgements these are."]
    seed: Annotated[int, "Where chance starts: the same seed gives the same figures."] = 1
    agreement: Annotated[str | None, Ref(("agreement",)), "The agreement of the record that it carries on."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Noted):
    """Something to be settled, and every way of settling it."""

    KIND: ClassVar[str] = "issue"

    title: Annotated[str, "What is to be settled, in a few words."]
    options: Annotated[tuple[Option, ...], "Every way of settling it, the present state among them."]
    subject: Annotated[IssueRef | None, "The issue of the record that it belongs to."] = None
    today: Annotated[OptionName | None, "The option that is the present state."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(Noted):
    """Who wants what: a side at the table, or one that must be carried at home."""

    KIND: ClassVar[str] = "side"

    name: Annotated[str, "Its name."]
    party: Annotated[PartyRef | None, "The party of the record that it is."] = None
    home: Annotated[SideId | None, "For one that must be carried at home: the side at the table it belongs to."] = None
    weights: Annotated[tuple[Weight, ...], "What each issue is worth to it; an issue left out is worth nothing."]
    scores: Annotated[tuple[Score, ...], "What each option is worth to it."]
    no_deal: Annotated[Guess, "What it has with no deal; of one at home: the least that it would carry."]
    drift: Annotated[Guess | None, "By how much what it has with no deal grows in a year."] = None
    patience: Annotated[Guess | None, "What a gain in a year is worth today, as a share of it now: 0 to 1."] = None
    turnover: Annotated[Guess | None, "The chance in a year that whoever decides is replaced: 0 to 1."] = None
    orders: Annotated[tuple[Order, ...], "What it prizes above what."] = ()
    comparisons: Annotated[tuple[Comparison, ...], "Packages that it would take before others."] = ()
    interactions: Annotated[tuple[Interaction, ...], "Options that are worth more, or less, together."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLine(Noted):
    """What a side will not sign."""

    KIND: ClassVar[str] = "redline"

    by: Annotated[SideId, "Whose."]
    never: Annotated[Parts, "What may not all stand in a package."]
    hard: Annotated[bool, "False if it is said to be one but may give way; it is then counted, not enforced."] = True
    public: Annotated[bool, "True if it was said in public, so that giving way has a price at home."] = False
    reason: Annotated[str, "Why, in our words."]
    entries: Annotated[Rests, "Entries of the record that show it."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage(Noted):
    """What must or may not go together, whoever wants it."""

    KIND: ClassVar[str] = "linkage"

    form: Annotated[Literal["forbid", "require", "at most", "bundle"],
                    "forbid: not all of `parts` together; require: if all of `parts` stand, so does `then`; "
                    "at most: no more than `most` of `parts`; bundle: all of `parts` or none."]  # fmt: skip
    parts: Annotated[Parts, "What is linked."]
    then: Annotated[Parts, "For require: what must stand as well, all of it."] = ()
    most: Annotated[int | None, "For at most: how many."] = None
    reason: Annotated[str, "Why, in our words."]
    entries: Annotated[Rests, "Entries of the record that show it."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(Noted):
    """Where a deal must be carried at home: who decides there, and by what rule."""

    KIND: ClassVar[str] = "institution"

    title: Annotated[str, "Its name."]
    of: Annotated[SideId, "The side at the table whose home it is."]
    party: Annotated[PartyRef | None, "The party of the record that it is."] = None
    rule: Annotated[Literal["vote", "all", "any", "notice"],
                    "vote: `share` of the seats must be for it; all: every member must be for it, so that each "
                    "has a veto; any: one is enough; notice: it need only be told, and counts as carried."]  # fmt: skip
    members: Annotated[tuple[Member, ...], "Who decides, with their seats."]
    share: Annotated[Decimal | None, "For a vote: the share of the seats that must be reached; 0.667 is two thirds, "
                     "0.7069 of 58 seats is 41, 0.501 is more than half."] = None  # fmt: skip
    needed: Annotated[Parts, "Only a package with one of these needs it; every package if left out."] = ()
    together: Annotated[Guess | None, "How far its members' judgements move together: 0 not at all, 1 as one."] = None
    reason: Annotated[str | None, "Why this rule, in our words."] = None
    entries: Annotated[Rests, "Entries of the record that show it."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Noted):
    """One rung of a deal that is carried out in stages, in the order of the file."""

    KIND: ClassVar[str] = "stage"

    title: Annotated[str, "What it is, in one line."]
    deeds: Annotated[tuple[Deed, ...], "What each side does."]
    benchmark: Annotated[str, "What must be seen before the next stage opens."]
    evidence: Annotated[str, "Who looks, and at what."]
    months: Annotated[Decimal, "How long it lasts."]
    lag: Annotated[Guess, "Months until a breach is seen and answered."]
    stakes: Annotated[tuple[Stake, ...], "What it is worth to each side."]
    release: Annotated[str | None, "What is given when the benchmark is met."] = None
    snapback: Annotated[str | None, "What is taken back when it is broken."] = None
    bonds: Annotated[tuple[Bond, ...], "What each side forfeits if it is seen to break the stage."] = ()
    expires: Annotated[When | None, "Last day, whatever has been done."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(Noted):
    """Where things stand as a graph: what each actor may do, the states that follow, and who prefers which."""

    KIND: ClassVar[str] = "situation"

    title: Annotated[str, "What it is, in one line."]
    courses: Annotated[tuple[Course, ...], "What each actor may take or leave."]
    states: Annotated[tuple[State, ...], "The states that can be."]
    rankings: Annotated[tuple[Ranking, ...], "Who prefers which."]
    today: Annotated[str, "The state that it is in."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Noted):
    """One dated step on the way to a deal."""

    KIND: ClassVar[str] = "move"

    title: Annotated[str, "What is done, in one line."]
    form: Annotated[Literal["private message", "agenda", "leads", "round", "ministers", "leaders", "signing", "stage",
                            "review"], "What sort of step."]  # fmt: skip
    by: Annotated[tuple[SideId, ...], "Who takes it."]
    on: Annotated[When | None, "When, if it is set."] = None
    after: Annotated[tuple[Annotated[str, Own(("move",))], ...], "The steps that must come first."] = ()
    days: Annotated[int, "Days it takes, after those."] = 14
    level: Annotated[str | None, "Level of those who take it, a word of the record's levels."] = None
    channel: Annotated[str | None, Ref(("channel",)), "The channel of the record that it uses."] = None
    leads: Annotated[tuple[PersonRef, ...], "Who leads it, for each side."] = ()
    stage: Annotated[str | None, Own(("stage",)), "The stage that it opens or closes."] = None
    issues: Annotated[tuple[IssueId, ...], "What it deals with."] = ()
    public: Annotated[bool, "True if it is done in public."] = False
    entries: Annotated[Rests, "Entries of the record that it rests on."] = ()


AnyKind = Heading | Issue | Side | RedLine | Linkage | Institution | Stage | Situation | Move

KINDS: dict[str, type[AnyKind]] = {
    kind.KIND: kind for kind in (Heading, Issue, Side, RedLine, Linkage, Institution, Stage, Situation, Move)
}
