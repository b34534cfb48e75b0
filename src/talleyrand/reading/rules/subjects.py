"""Who does a deed, and who is only its matter: what "it", "they", "its ministry" or "the administration" stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from talleyrand.reading.deeds.roles import Deed
from talleyrand.reading.parties.actors import Mention
from talleyrand.reading.parties.landmarks import Landmark

_ADDS = re.compile(r", (?:and )?$")
_SAYING = re.compile(r"(?:insisting|demanding|warning|claiming|threatening|vowing|urging)$")
_IT = re.compile(
    r"^(?:(?:and|but|that|while|when|because|as|instead|so|yet|in [\w ,]{3,40}|on \w+),? )*(?:it|they"
    r"|he|she)\b(?: (?:also|then|instead|later|soon|has|have))*$"
)
_ITS = re.compile(
    r"(?:(?:and|but),? )?(?:its|their) (?:[\w-]+ ){0,3}(?:ministry|government|army|navy|air force"
    r"|parliament|president|minister|embassy|spokes\w+|officials|forces|troops|military|cabinet|foreign office)$"
)
_THEY = re.compile(r"^(?:(?:and|but),? )?they(?: (?:also|then|later|both))?$")
_TWO = 2
_PERSONAL = re.compile(r"\b(?:he|she)\b")
_WORKS_WITH = re.compile(r"(?:coordinat|cooperat|collaborat)\w+$")
_OF = re.compile(r"\b(?:of|for) (?:the )?$")
# A body or an office that is named once by its own noun is "the ministry", "the minister" from then on.
_HEADS = (
    "ministry|department|government|embassy|spokesperson|spokesman|spokeswoman|minister|president|premier|secretary"
)
_HEAD = re.compile(rf"\b(?:{_HEADS})\b", re.I)
_THE_HEAD = re.compile(
    r"^(?:(?:and|but|that|when|because),? )*the (?:(?:foreign|prime|commerce|trade|defen[cs]e|finance) )?"
    rf"(?P<head>{_HEADS}|administration)\b(?! (?:of|for|in|official|spokes)|['’])"
)
_BESIDE = 22  # characters after a name in which the noun for its body stands
_SAID = re.compile(r"\bsa(?:id|ys)\b.{0,30} (?:it|he|she|they)$")


def heads(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, Mention]]:
    """The nouns for a body or an office in a sentence, with the party named beside each."""
    for each in mentions:
        if each.party and each.how != "group":
            beside = text[each.start : each.end + _BESIDE].partition(",")[0]
            yield from ((head.lower(), each) for head in _HEAD.findall(beside))


def with_subject(
    text: str, deed: Deed, said: Sequence[Mention], before: Sequence[Mention], bodies: Mapping[str, Mention | None]
) -> Deed:
    """The deed with whoever its subject stands for.

    Args:
        said: whoever speaks, or does what the sentence told first.
        before: whoever did what the sentence before told in the same paragraph.
        bodies: for each noun, the one party with which it stood.
    """
    if deed.actor or deed.passive:
        return deed
    subject = text[deed.clause[0] : deed.verb[0]].strip().lower()
    again = _THE_HEAD.match(subject)
    if again and (body := bodies.get(again["head"])):
        return replace(deed, actor=(_here(body, deed),))
    both = tuple({each.party: each for each in before}.values())
    if len(both) == 1 and _ITS.match(subject):
        subject = "it"
    if said and (_IT.search(subject) or _SAID.search(subject)):
        return replace(deed, actor=tuple(replace(each, how="group") for each in said))
    if len(both) == _TWO and _THEY.search(subject):
        return replace(deed, actor=tuple(_here(each, deed) for each in both), mutual=True)
    if len(both) == 1 and _IT.search(subject) and (before[0].human or not _PERSONAL.search(subject)):
        return replace(deed, actor=(_here(before[0], deed),))
    return deed


def _here(who: Mention, deed: Deed) -> Mention:
    return replace(who, start=deed.clause[0], end=deed.clause[0], how="group")


def trailing(text: str, deed: Deed, mentions: Sequence[Mention], inside: tuple[Mention, ...]) -> Deed:
    """The deed with the one side named before it where it is a word of saying that trails: "..., insisting that"."""
    trails = _SAYING.match(text[slice(*deed.verb)]) and _ADDS.search(text[: deed.verb[0]])
    before = {each.party for each in mentions if each.start < deed.verb[0] and (each.party or each.state)}
    if deed.actor or not trails or not inside or before != {inside[0].party}:
        return deed
    return replace(deed, actor=inside[:1])


def of_deal(deed: Deed, mentions: Sequence[Mention], marks: Sequence[Landmark]) -> Deed:
    """What an agreement did to the doings of both sides is a deed of both: "the accord paused what they imposed"."""
    named = any(each.sure and 0 <= deed.verb[0] - each.end <= 1 for each in marks)
    both = tuple(each for each in mentions if each.how == "group" and deed.verb[1] <= each.start < deed.verb[1] + 60)
    if deed.actor or deed.passive or not named or len({each.party for each in both}) < _TWO:
        return deed
    return replace(deed, actor=both, target=(), clause=(deed.clause[0], both[0].start), mutual=True)


def among_others(text: str, deed: Deed) -> Deed:
    """The deed without those who are only its matter: "Arcadia coordinated on arrests of Arcadian citizens"."""
    if not _WORKS_WITH.search(text[slice(*deed.verb)]):
        return deed
    return replace(deed, target=tuple(each for each in deed.target if not _OF.search(text[: each.start])))
