"""Which entries a claim speaks of: those that its words name, or those that "it" and "the deal" go back to.

Meant  the entries that a claim may be of, the likeliest first, and whether it goes back to what was told before
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from talleyrand.reading.auditing.claims import Claim
from talleyrand.reading.auditing.facts import words
from talleyrand.reading.auditing.verdicts import events, measures
from talleyrand.reading.auditing.verdicts.setting import Setting, overlaps, past
from talleyrand.record.dates import When
from talleyrand.record.entries import Act, Agreement, AnyKind, Channel, Commitment, Measure, Meeting

END = ""  # among the entries told before: where a paragraph ended
_LEAST, _TITLE = 2.5, 0.5  # weight and share of a channel's title that names it
_LAST = 3  # that "it" may mean
_MOST = 8  # entries told before that are thought of
_SORTS = words("ban duty fee probe list licence surcharge sanction law")
_ONE = r"(?:the|this|that|these|those|its|their|both|such)"
_PRONOUN = re.compile(
    r"(?:(?:and|but|yet|so|where|which|when|while|after which|there),? )?"
    r"(?P<word>(?:it|they|both|this|these|that|those)\b|(?:its|their|his|her|one of (?:its|their))\b"
    r"|the (?:former|latter|vote|rate|legal basis|basis|term|target|deadline|text)\b)",
    re.I,
)
_ROW = re.compile(r"\b(?:talks|dialogue|group|commission|consultations|channel|meetings)\b", re.I)
_THERE = re.compile(r"\b(?:there|then|in it|under it|of (?:it|them)|by it)\b|\b(?:it|them)(?=[.,;]|$| )", re.I)
# What a noun of this sort names among the kinds of a record.
_NOUNS: tuple[tuple[str, tuple[type, ...]], ...] = (
    (r"agreement|deal|accord|truce|framework|pact|treaty|understandings?|arrangements?|(?:joint )?statement"
     r"|announcement|consensus|ceasefire|communiqu[eé]|extension|package", (Agreement,)),
    (r"talks|meetings?|summit|round|visit|calls?|session|trip|negotiations|conversation|encounter", (Meeting,)),
    (r"dialogue|working group|group|channel|consultations|hotline|line|mechanism|boards?|commission",
     (Channel, Meeting)),
    (r"dut(?:y|ies)|tariffs?|lev(?:y|ies)|surcharge|controls?|curbs?|restrictions?|bans?|fees?|dues|list(?:ing)?s?"
     r"|licen[cs]es?|licensing(?: rules?)?|rules?|measures?|sanctions?|probes?|letters?|order|law|limits?|suspension"
     r"|requirements?", (Measure,)),
    (r"pledges?|promises?|commitments?|targets?|purchases|undertakings?|vow", (Commitment,)),
    (r"ruling|verdict|decision|judg(?:e)?ment|balloon|notice|complaint|protest|drills|sale|video|flight", (Act,)),
)  # fmt: skip
_BACK = tuple(
    (re.compile(rf"\b{_ONE} (?:same |new |second |third |\w+ed )?(?:{noun})\b"
                r"(?! (?:on|of|for|over|against|in|with|at|between) )", re.I), kinds)
    for noun, kinds in _NOUNS
)  # fmt: skip
NTH = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth""".split()  # noqa: SIM905
ORDINAL = re.compile(
    rf"\b(?P<nth>{'|'.join(NTH)}|\d{{1,2}}(?:st|nd|rd|th)) (?:and (?:last|final) )?(?P<of>round|session|meeting|talks"
    r"|consultations?|dialogue)\b",
    re.I,
)
_NEAR = 200  # days from what was told before within which a round is looked for
# Words that tell when, how and how long, not of which thing.
VERBS = measures.WEAK | words(
    "due went came made took gave held met saw one two three four five six seven eight nine ten eleven twelve legal"
    " basis act law run launch replace limit last introduce begin end follow call reach strike come go mean drop"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """The entries that a claim may be of.

    Attributes:
        ids: of the entries, the likeliest first.
        back: true if the claim goes back to what was told before.
    """

    ids: tuple[str, ...]
    back: bool = False


def meant(claim: Claim, setting: Setting) -> Meant:
    """The entries that a claim's own words name, or else those that it goes back to; none if it tells neither."""
    own = named(claim, setting)
    if pronoun := _PRONOUN.match(claim.text):
        noun = _noun(claim, pronoun.start("word"))
        before = _before(claim, setting, noun, within=noun is None)
        return Meant(before if noun else before[:_LAST], back=True)
    if own:
        return Meant(own)
    noun = _noun(claim)
    if noun is not None:
        return Meant(_before(claim, setting, noun, within=False), back=True)
    if _THERE.search(claim.text):
        return Meant(_before(claim, setting, None, within=True), back=True)
    return Meant(())


def promises(claim: Claim, setting: Setting) -> list[Commitment]:
    """The promises that "that promise" or "its pledges" go back to."""
    if _noun(claim) != (Commitment,):
        return []
    told = (setting.record.entry(each) for each in claim.of if each != END)
    own = [each.id for each in told if isinstance(each, Commitment)]
    found = tuple(dict.fromkeys(own)) or _before(claim, setting, (Commitment,), within=False)
    entries = [setting.record.find(each, Commitment) for each in found]
    return [each for each in entries if each.agreement == entries[0].agreement]


def _noun(claim: Claim, at: int = -1) -> tuple[type, ...] | None:
    """The kinds that the first "the deal" or "that ban" of a claim can be, at a place or anywhere; None if none."""
    found = [(match.start(), kinds) for form, kinds in _BACK if (match := form.search(claim.text))]
    found = [each for each in found if at < 0 or each[0] == at]
    return min(found, key=lambda each: each[0])[1] if found else None


def _before(claim: Claim, setting: Setting, kinds: tuple[type, ...] | None, *, within: bool) -> tuple[str, ...]:
    """The entries told before, the last first: of some kinds, or within the paragraph those told last."""
    found: list[str] = []
    sort = words(" ".join(match[0] for form, _ in _BACK for match in form.finditer(claim.text))) & _SORTS
    for each in claim.of:
        if each == END:
            if within:
                break
            continue
        entry = setting.record.entry(each)
        if isinstance(entry, Measure) and sort and not sort & words(f"{entry.title} {entry.instrument}"):
            continue  # "the ban" is no fee
        if kinds is None or isinstance(entry, kinds):
            found.append(entry.id)
        elif kinds:
            found += [one for one in akin(setting, each) if isinstance(setting.record.entry(one), kinds)]
    return tuple(dict.fromkeys(found))[:_MOST]


def named(claim: Claim, setting: Setting) -> tuple[str, ...]:
    """The entries that a claim's own words name beyond doubt: one agreement or meeting, or the measures of a title."""
    if of_row := _of_row(claim, setting):
        return of_row
    days = past(claim) or ((claim.told,) if claim.told else ())
    marks = [each for each in setting.named(claim.text, days) if each.sure]
    if marks and marks[0].kind == "agreement" and marks[0].start <= len("The "):
        marks = marks[:1]  # it is that of which the rest is told
    if len({each.entry for each in marks}) == 1:
        return (marks[0].entry, *akin(setting, marks[0].entry))
    if events.DEAL.search(claim.text) and (titled := events.by_title(claim, setting)):
        return tuple(titled)
    row = channels(claim, setting) if _ROW.search(claim.text) else ()
    told = row or measures.told(claim, setting) or measures.titled(claim, setting) or channels(claim, setting)
    return tuple([each.id for each in told])


def number_of(nth: str) -> int:
    """The number of an ordinal.

    >>> number_of("Third"), number_of("17th")
    (3, 17)
    """
    low = nth.lower()
    return NTH.index(low) + 1 if low in NTH else int(re.sub(r"\D", "", low))


def _of_row(claim: Claim, setting: Setting) -> tuple[str, ...]:
    """The one meeting that a number tells, held on the days said or near what was told before: "the third round"."""
    said = ORDINAL.search(claim.text)
    if said is None:
        return ()
    days, found = past(claim), []
    for meeting in setting.record.of(Meeting):
        has = ORDINAL.search(meeting.title)
        on = next((step.on for step in meeting.steps if step.step == "held"), None)
        if has is None or on is None or has["of"].lower() != said["of"].lower():
            continue
        near = claim.told is not None and abs((claim.told.first - on.first).days) <= _NEAR
        then = any(overlaps(on, each) for each in days) if days else near
        if then and number_of(has["nth"]) == number_of(said["nth"]):
            found.append(meeting.id)
    return tuple(found) if len(found) == 1 else ()


def channels(claim: Claim, setting: Setting) -> tuple[Channel, ...]:
    """The one channel of whose title the claim holds most."""
    stems, found = setting.telling(claim.text), []
    for channel in setting.record.of(Channel):
        title = words(channel.title) - setting.cast.stems
        weight, whole = setting.facts.weight(title & stems), setting.facts.weight(title)
        if weight >= max(_LEAST, whole * _TITLE):
            found.append((weight, channel))
    most = max((weight for weight, _ in found), default=0.0)
    best = [channel for weight, channel in found if weight == most]
    return tuple(best) if len(best) == 1 else ()


def akin(setting: Setting, entry: str) -> tuple[str, ...]:
    """The agreements that a meeting made, the meeting that made an agreement, the agreement of a promise."""
    one = setting.record.entry(entry)
    if isinstance(one, Agreement):
        promises = (each.id for each in setting.record.of(Commitment) if each.agreement == one.id)
        return (*([one.meeting] if one.meeting else []), *promises)
    if isinstance(one, Meeting):
        return tuple([each.id for each in setting.record.of(Agreement) if each.meeting == one.id])
    if isinstance(one, Commitment) and one.agreement:
        return (one.agreement,)
    if isinstance(one, Measure):
        return tuple(dict.fromkeys(step.under for step in one.steps if step.under))
    return ()


def entries_of(setting: Setting, found: Meant) -> list[AnyKind]:
    """The entries meant."""
    return [setting.record.entry(each) for each in found.ids]


def promises_of(setting: Setting, found: Meant) -> list[Commitment]:
    """The promises meant, and those of the agreements meant."""
    ids = dict.fromkeys(chain.from_iterable((each, *akin(setting, each)) for each in found.ids))
    return [each for one in ids if isinstance(each := setting.record.entry(one), Commitment)]


def row_of(setting: Setting, found: Meant) -> list[tuple[Meeting, When]]:
    """The meetings held of the channel meant, in order."""
    channel = next((each.id for each in entries_of(setting, found) if isinstance(each, Channel)), "")
    held = [(each, step.on) for each in setting.record.of(Meeting) if channel and each.channel == channel
            for step in each.steps if step.step == "held"]  # fmt: skip
    return sorted(held, key=lambda pair: pair[1].first)


def held_then(meeting: Meeting, days: Iterable[When]) -> bool:
    """True if a meeting was held on any of some days."""
    return any(step.step == "held" and overlaps(step.on, one) for step in meeting.steps for one in days)


def doers(setting: Setting, entry: Measure | Act) -> set[str]:
    """The states that took a step of a measure, or did an act."""
    steps = entry.steps if isinstance(entry, Measure) else ()
    return {setting.record.state_of(each) for each in (entry.by, *(step.by for step in steps)) if each}
