"""Whom a title or the name of an organ means, as of the document's day.

Titles  the posts and organs of a record, ready to be read in a text
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from talleyrand.reading.parties.incumbents import Incumbents
from talleyrand.reading.parties.mentions import Hit, Mention, Text, of_many
from talleyrand.reading.parties.naming import Naming, Office, Sense
from talleyrand.reading.parties.surroundings import AFTER, FRONT, STRANGER, in_another_body
from talleyrand.record.record import Record

_FIELD = (
    "Trade|Industry|Energy|Information|Technology|Finance|Economy|Agriculture|Tourism|Culture|Transport|Infrastructure"
    "|Communities|Cooperation|Development|Integration|Health|Environment|Commerce|Science|Innovation|Water|Irrigation"
)
_FIELDS = re.compile(rf"(?:, (?:{_FIELD}))*,? and (?:{_FIELD})\b")  # "the Ministry of Trade, Industry and Energy"
_FORMER = re.compile(r"\b(?:former|ex-|late|then)\b")
_WAS = re.compile(r"\b(?:[Ff]ormer|[Ee]x-?) ?$")
_BELONGS = re.compile(r" (?:of|for|from|to|in) (?:the )?")
_NAME_BELONGS = re.compile(rf"(?P<name>{STRANGER.pattern})(?:,| of) (?:the )?")  # "President Ann Vale of Arcadia"
_NAMED = re.compile(r",? (?:(?:Mr|Mrs|Ms|Dr|Gen|Adm|Sir)\.? )?")
_APPOSED = re.compile(r", (?:the |then |a |an |who is )?")


class Titles:
    """The posts and organs of a record, ready to be read in a text.

    It guards one invariant: a title alone names a person only if just one held that post on the day.
    """

    def __init__(self, record: Record, names: Naming, posts: Incumbents) -> None:
        self.record = record
        self._naming = names
        self._posts = posts

    def read(self, text: Text, place: int, found: list[Mention], *, owner: Sense | None, start: int) -> int:
        """Add whom the words for a post or an organ mean; the place among the hits to go on from.

        Args:
            owner: the state named before them, if one is.
            start: where the words begin, with the state's.
        """
        hit, after = text.hits[place], place + 1
        office, end = hit.office or Office(kind="group"), hit.end
        if office.kind == "group":
            found.append(Mention(start=start, end=end, how="group"))
            return after
        name = ""
        if owner is None and (following := self._owner_after(text, place)):
            link = _NAME_BELONGS.fullmatch(text.gap(place))
            name = link["name"].strip() if link else ""
            owner, end, after = following.land, following.end, after + 1
        if office.kind == "organ":
            rest = _FIELDS.match(text.plain, end)
            end = rest.end() if rest else end
            mention = self._small_organ(text.plain, hit, owner, start, end)
        elif mention := self._with_name(text, after, office, owner, (start, end)):
            after += 1
        else:
            mention = self._post(text, office, owner, (start, end), text.plain[hit.start : hit.end])
            if mention and name:
                doubt = f"the record does not know {name} in this post"
                mention = replace(mention, person="", stranger=name, doubt=doubt)
            if self._is_apposed(text, found, mention, start):
                found[-1] = replace(found[-1], end=end)
                return after
        if mention:
            found.append(mention)
        return after if mention else place + 1

    def _owner_after(self, text: Text, place: int) -> Hit | None:
        """The state named after a title or an organ: "the foreign minister of Japan"."""
        following = text.hits[place + 1] if place + 1 < len(text.hits) else None
        office = text.hits[place].office
        link = _BELONGS.fullmatch(text.gap(place))
        if office and office.kind == "post":
            link = link or _NAME_BELONGS.fullmatch(text.gap(place))
        if not following or not following.land or not link or text.plain.startswith("'", following.end):
            return None
        return None if link[0].startswith((" to", " in")) else following

    def _with_name(
        self, text: Text, after: int, office: Office, owner: Sense | None, span: tuple[int, int]
    ) -> Mention | None:
        """A title with the name of a person of the record after it."""
        named = text.hits[after] if after < len(text.hits) else None
        if not named or not named.people:
            return None
        gap, whole = text.plain[span[1] : named.start], (span[0], named.end)
        if _NAMED.fullmatch(gap) and (person := self._fits(named, office, owner, text)):
            return self._titled(person, office, owner, text, whole)
        return self._unsure_name(text, office, owner, whole, named) if gap == " " else None

    def _is_apposed(self, text: Text, found: Sequence[Mention], mention: Mention | None, start: int) -> bool:
        """True if a title only says more of the person named just before: "Wang Yi, the foreign minister"."""
        last = found[-1] if found else None
        if not last or not last.person or not _APPOSED.fullmatch(text.plain, last.end, start):
            return False
        return mention is None or mention.person in {"", last.person}

    def acting(self, person: str, on: date | None, start: int, end: int, *, doubt: str = "") -> Mention:
        """A person of the record with the party for which he or she acts on a day."""
        side = self._posts.acts_for(person, on)
        if side and not doubt and not self._posts.serving(person, on):
            doubt = f"the record has {self._naming.called[person]} in no post on {on}"
        party, state = (side.party, side.state) if side else ("", "")
        return Mention(start=start, end=end, party=party, state=state, person=person, how="person", doubt=doubt)

    def _small_organ(self, text: str, hit: Hit, owner: Sense | None, start: int, end: int) -> Mention | None:
        """An organ by a name of several words, which may be written small."""
        organs = hit.office.organs if hit.office else ()
        if owner:
            return self.organ(organs, owner, start, end)
        if not organs or in_another_body(text, hit.start):
            return None
        proper = text[hit.start].isupper() and " " in text[hit.start : hit.end] and text[hit.end - 1] != "."
        if len(organs) > 1:
            return of_many(Hit(start, end, organs))
        words = text[hit.start : hit.end]
        capitals = all(word[0].isupper() or word in {"of", "the", "and", "for"} for word in words.split())
        doubt = "" if (proper and capitals) or not words.isascii() else f"whose {words} is meant is not said"
        one = organs[0]
        return Mention(start=start, end=end, party=one.party, state=one.state, how=one.how, doubt=doubt)

    def organ(self, organs: Sequence[Sense], owner: Sense, start: int, end: int) -> Mention:
        """An organ of a state that is named before or after it."""
        own = [each for each in organs if self._posts.belongs(each.party, owner)]
        if own:
            return Mention(start=start, end=end, party=own[0].party, state=own[0].state, how=own[0].how)
        doubt = "the record does not have this organ of the state named"
        return Mention(start=start, end=end, party=owner.party, state=owner.state, how="name", doubt=doubt)

    def _fits(self, named: Hit, office: Office, owner: Sense | None, text: Text) -> str:
        """Of those that a name after a title may stand for, the one who held that post last."""
        ids = list(dict.fromkeys(each.person for each in named.people))
        holding = [each for each in ids if self._posts.holds(each, office, owner, text.on)]
        ever = [each for each in ids if self._posts.holds(each, office, owner, None)]
        spoken = [each.person for each in text.before if each.person in ids]
        choice = holding or ever or spoken[-1:] or (ids if len(ids) == 1 else [])
        return choice[-1] if choice else ""

    def _unsure_name(
        self, text: Text, office: Office, owner: Sense | None, span: tuple[int, int], named: Hit
    ) -> Mention:
        """A title with a family name that several people bear, none of whom had that post."""
        ids = list(dict.fromkeys(each.person for each in named.people))
        posts = [each for each in office.posts if owner is None or self._posts.belongs(each[0], owner)]
        side = owner or (self._posts.sense(posts[0][0]) if posts else None)
        party, state = (side.party, side.state) if side else ("", "")
        doubt = self._posts.which(text.plain[named.start : named.end], ids)
        return Mention(start=span[0], end=span[1], party=party, state=state, how="person", doubt=doubt)

    def _titled(self, person: str, office: Office, owner: Sense | None, text: Text, span: tuple[int, int]) -> Mention:
        """A person named with a title before the name."""
        doubt = ""
        title = text.plain[span[0] : span[1]]
        former = _FORMER.search(title) or _WAS.search(text.plain, max(0, span[0] - 8), span[0])
        if office.posts and text.on and not former and not self._posts.holds(person, office, owner, text.on):
            doubt = f"the record does not have {self._naming.called[person]} in that post on {text.on}"
        return self.acting(person, text.on, *span, doubt=doubt)

    def _post(
        self, text: Text, office: Office, owner: Sense | None, span: tuple[int, int], title: str
    ) -> Mention | None:
        """Whoever holds a post that stands without a name."""
        start, end = span
        posts = [each for each in office.posts if owner is None or self._posts.belongs(each[0], owner)]
        follows = AFTER.match(text.plain, end)
        stranger = follows and follows[1].lower() not in FRONT and not text.plain[end:].startswith(" I ")
        former = _FORMER.search(text.plain, start, end) or _WAS.search(text.plain, max(0, start - 8), start)
        if not owner and not posts:
            return None
        sides = {self.record.state_of(of) for of, _ in posts}
        if owner is None and len(sides) > 1:
            return self._unsaid_post(text, posts, span, title)
        side = owner or self._posts.sense(posts[0][0])
        side = self._posts.sense(posts[0][0]) if posts else side
        holders = [] if stranger or former else self._posts.holding(posts, text.on)
        if len(holders) == 1:
            return Mention(start=start, end=end, party=side.party, state=side.state, person=holders[0], how="post")
        called = ""
        if stranger:
            name = STRANGER.match(text.plain, end)
            called = name[0].strip() if name else ""
            doubt = f"the record does not know {called} in this post"
            end = name.end() if name else end
        elif former:
            doubt = f"which former {title} is not said"
        elif holders:
            doubt = f"the {title} may be " + " or ".join(self._naming.called[each] for each in holders)
        else:
            doubt = f"the record has nobody as {title} on {text.on or 'that day'}"
        return Mention(
            start=start, end=end, party=side.party, state=side.state, how="post", doubt=doubt, stranger=called
        )

    def _unsaid_post(
        self, text: Text, posts: Sequence[tuple[str, str]], span: tuple[int, int], title: str
    ) -> Mention | None:
        """A post that several states have, none being named: only a capital letter or "the" makes it one person."""
        spoken = {each.person for each in text.before if each.person and each.how in {"person", "post"}}
        holders = [each for each in self._posts.holding(posts, text.on) if each in spoken]
        names = " or ".join(self._naming.called[each] for each in self._posts.holding(posts, text.on))
        if not re.search(r"\b[Tt]he $", text.plain[max(0, span[0] - 4) : span[0]]) or not names:
            return None
        doubt = f"the {title} may be {names}"
        if len(holders) == 1:
            side = self._posts.acts_for(holders[0], text.on)
            party, state = (side.party, side.state) if side else ("", "")
            return Mention(
                start=span[0], end=span[1], party=party, state=state, person=holders[0], how="post", doubt=doubt
            )
        return Mention(start=span[0], end=span[1], how="post", doubt=doubt)
