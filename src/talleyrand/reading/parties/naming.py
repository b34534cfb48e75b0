"""Under which names the parties, people and posts of a record stand in a text.

Sense   what a name stands for
Office  a post, or an organ of a state, by the words for it: whose it may be
Naming  all names of a record and of the general list of states
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from talleyrand.reading.parties.spotting import Spotter, plain
from talleyrand.reading.parties.states import Atlas, State
from talleyrand.record.entries import Party, Person, Post
from talleyrand.record.record import Record

How = Literal["name", "alias", "post", "demonym", "capital", "seat", "person", "group"]

ORGANS = frozenset({"agency", "court", "legislature"})
_PORTFOLIOS = """foreign, finance, trade, commerce, defence, defense, interior, home, economy, energy, agriculture,
transport, industry, justice, health, education, environment, culture, labour, labor, information, intelligence,
security, public security, state security, development, immigration, irrigation, water, fisheries, oil, railway,
railways, external affairs, foreign affairs, home affairs, foreign trade, economic affairs, prime"""
_POSTS = """president, vice president, vice-president, premier, vice premier, vice-premier, deputy prime minister,
chancellor, king, queen, emir, sultan, crown prince, pope, leader, supreme leader, head of state, head of government,
foreign secretary, home secretary, trade secretary, defence secretary, defense secretary, secretary of state,
treasury secretary, commerce secretary, trade representative, ambassador, envoy, special envoy, trade envoy, consul
general, spokesman, spokeswoman, spokesperson, national security adviser, national security advisor, central bank
governor, chief negotiator, top negotiator, trade negotiator, trade chief, top diplomat, junta chief, army chief,
attorney general, defence chief, minister, caretaker premier, interim leader, president-elect, trade commissioner"""
_SIDES = """sides, countries, nations, governments, states, powers, capitals, leaders, presidents, delegations,
economies, rivals, neighbours, neighbors, militaries, teams, ministers, foreign ministers, trade ministers, defence
ministers, defense ministers, prime ministers, defence chiefs, defense chiefs, defence leaders, defense leaders, top
diplomats, negotiators, chief negotiators, superpowers, adversaries, heads of state, administrations, armies, navies,
parties"""
_SINGLY = (
    "the sides, the parties, each side, either side, neither side, neither country, each country, neither government"
)
_BOTH = (
    "both",
    "both the",
    "the two",
    "their two",
    "these two",
    "our two",
    "the two largest",
    "the two global",
    "the warring",
    "the rival",
    "the two warring",
    "the two rival",
    "the two neighbouring",
    "the two neighboring",
    "the two nuclear-armed",
    "the world's two largest",
)
_FIRM = re.compile(
    r" (?:Technolog(?:y|ies)|Inc\.?|Corp(?:oration)?\.?|Ltd\.?|Holdings?|Systems|Group|Partners|Co\.?|Company|Limited"
    r"|plc)$"
)
_INITIALS = re.compile(r"\b([A-Z])\. ?(?=[A-Z]\.|[A-Z]\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What a name stands for.

    Attributes:
        party: id in the record, or empty.
        state: code of the general list of the state it is or belongs to, or empty.
        person: id in the record, or empty.
        how: which sort of name it is.
        organ: true for a part of a state.
        surname: true for a family name that stands alone.
        doubt: what else it may be.
    """

    party: str = ""
    state: str = ""
    person: str = ""
    how: How = "name"
    organ: bool = False
    surname: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Words written small for a post or for an organ of a state.

    Attributes:
        kind: a post, an organ, or two sides at once.
        posts: the posts of the record that it may be, each with the party it belongs to and its name.
        organs: the organs of the record that it may be.
        sent_to: code of the state to which an ambassador is sent.
    """

    kind: Literal["post", "organ", "group"]
    posts: tuple[tuple[str, str], ...] = ()
    organs: tuple[Sense, ...] = ()


@dataclass(slots=True)
class _Grown:
    """Names as they are gathered."""

    names: dict[str, list[Sense]] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    written: dict[str, dict[str, None]] = field(default_factory=dict)

    def name(self, words: str, sense: Sense) -> None:
        """Add what a name may stand for; a name that the record gives leaves no room for the general list's."""
        words = plain(words).strip()
        if words:
            known = self.names.setdefault(words, [])
            if sense not in known:
                known.append(sense)

    def office(self, words: str, office: Office) -> None:
        """Add what a title or the name of an organ may stand for."""
        words = folded(plain(words).strip())
        had = self.offices.get(words, Office(kind=office.kind))
        self.offices[words] = Office(
            kind=office.kind,
            posts=tuple(dict.fromkeys((*had.posts, *office.posts))),
            organs=tuple(dict.fromkeys((*had.organs, *office.organs))),
        )


@dataclass(frozen=True, slots=True)
class Naming:
    """All names of a record and of the general list of states.

    Attributes:
        names: what each name stands for, capitals counting; an empty tuple for what only looks like a name.
        offices: posts, organs and groups, written small.
        codes: for each party of the record that the general list has too, its code.
        parties: for each code of the general list, the party of the record.
        holders: for each post of the record, who held it.
        posts: for each person of the record, the posts held.
        given: for each person, the words of his or her names.
        listed: for each party and person of the record, its names.
        called: the usual name of each person of the record.
    """

    names: Spotter[tuple[Sense, ...]]
    offices: Spotter[Office]
    codes: Mapping[str, str]
    parties: Mapping[str, str]
    holders: Mapping[tuple[str, str], tuple[tuple[str, Post], ...]]
    posts: Mapping[str, tuple[Post, ...]]
    given: Mapping[str, frozenset[str]]
    listed: Mapping[str, tuple[str, ...]]
    called: Mapping[str, str]


def folded(text: str) -> str:
    """A text written small, of the same length."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def naming(record: Record, world: Atlas) -> Naming:
    """All names of a record and of the general list."""
    grown = _Grown()
    codes = {party.id: code for party in record.of(Party) if (code := _code(party, _coded(world)))}
    parties: dict[str, str] = {}
    for party_id, code in codes.items():
        parties.setdefault(code, party_id)
    for party in record.of(Party):
        _add_party(grown, record, party, world, codes)
    _add_states(grown, world, parties)
    for person in record.of(Person):
        _add_person(grown, record, person, world, codes)
    _add_titles(grown, record, world)
    _add_plain_offices(grown)
    listed = _listed(grown)
    for phrase in world.otherwise:
        grown.names.setdefault(plain(phrase), [])
    holders: dict[tuple[str, str], list[tuple[str, Post]]] = {}
    for person in record.of(Person):
        for post in person.posts:
            holders.setdefault((post.of, post.post), []).append((person.id, post))
    return Naming(
        names=Spotter({words: tuple(senses) for words, senses in grown.names.items()}),
        offices=Spotter(grown.offices),
        codes=codes,
        parties=parties,
        holders={key: tuple(found) for key, found in holders.items()},
        posts={person.id: person.posts for person in record.of(Person)},
        given={person.id: _name_words(person) for person in record.of(Person)},
        listed=listed,
        called={person.id: person.name for person in record.of(Person)},
    )


def _name_words(person: Person) -> frozenset[str]:
    return frozenset(word for name in (person.name, *person.aliases) for word in plain(name).split())


def _coded(world: Atlas) -> Mapping[str, str]:
    """The code of each name of the general list, written small."""
    return {name.casefold(): code for code, state in world.states.items() for name in (*state.names, *state.chinese)}


def _code(party: Party, coded: Mapping[str, str]) -> str:
    """The code of a party that the general list has too; an organ has none of its own."""
    if party.form in ORGANS or party.form in {"firm", "faction"}:
        return ""
    own = (party.name, *(name.text for name in party.names), *party.aliases)
    return next((code for name in own if (code := coded.get(name.casefold()))), "")


# --- parties ---


def _add_party(grown: _Grown, record: Record, party: Party, world: Atlas, codes: Mapping[str, str]) -> None:
    code = codes.get(party.id) or codes.get(record.state_of(party.id), "")
    organ = party.form in ORGANS
    sense = Sense(party=party.id, state=code, organ=organ)
    own = world.states.get(codes.get(party.id, ""))
    general = dict(own.words()) if own else {}
    for words in (party.name, *party.aliases, *(name.text for name in party.names)):
        how: How = "name" if words == party.name else "alias"
        _add_words(grown, words, sense, general.get(words, how))
    if organ:
        top = world.states.get(codes.get(record.state_of(party.id), ""))
        for words in _organ_words(party, top):
            _add_words(grown, words, sense, "name")
    elif party.form == "firm":
        short = _FIRM.sub("", party.name)
        for words in {short, party.id} if party.id in party.name else {short}:
            _add_words(grown, words, sense, "name" if words == party.name else "alias")
    elif own is None and party.of is None and not party.everyone:
        for words in _adjectives(party.name):
            _add_words(grown, words, sense, "demonym")


def _add_words(grown: _Grown, words: str, sense: Sense, how: str) -> None:
    """Add a name of a party: one of several words for an organ also as it is written small."""
    named = Sense(party=sense.party, state=sense.state, organ=sense.organ, how=how)  # type: ignore[arg-type]
    if sense.organ and " " in words:
        grown.written.setdefault(sense.party, {})[words] = None
        grown.office(words, Office(kind="organ", organs=(named,)))
    else:
        known = grown.names.setdefault(plain(words).strip(), [])
        if not any(each.party == named.party for each in known):
            known.append(named)


def _organ_words(party: Party, top: State | None) -> Iterator[str]:
    """Other ways to write the name of an organ: "Commerce Department" for "Department of Commerce"."""
    for name in (party.name, *party.aliases):
        if turned := re.fullmatch(r"(Department|Ministry|Bureau|Office) (?:of|for) (?:the )?(.+)", name):
            yield f"{turned[2]} {turned[1]}"
            if turned[2].endswith(" Affairs"):
                yield f"{turned[2].removesuffix(' Affairs')} {turned[1]}"
        every = top.names if top else ()
        for state in every:
            if re.search(rf"\b{re.escape(state)}\b", name):
                yield from (re.sub(rf"\b(?:the )?{re.escape(state)}\b", other, name) for other in every)
                yield re.sub(rf"(?: of)?(?: the)? {re.escape(state)}\b", "", name)
        for one, other in (("Defense", "Defence"), ("Defence", "Defense")):
            if one in name:
                yield name.replace(one, other)
                yield re.sub(r"Ministry of (?:National )?(\w+)", r"\1 Ministry", name.replace(one, other))


def _adjectives(name: str) -> Iterator[str]:
    """The likely adjectives of a name that no list has, with their plurals."""
    if not name.isalpha() or not name[0].isupper():
        return
    stem = name[:-1] if name.endswith(("a", "e", "o", "y")) else name
    ending = "n" if name.endswith("a") else "ian"
    adjective = name + "n" if ending == "n" else stem + ending
    yield adjective
    yield f"{adjective}s"


def _add_states(grown: _Grown, world: Atlas, parties: Mapping[str, str]) -> None:
    """The general list, where the record does not give a name to another party."""
    for code, state in sorted(world.states.items(), key=lambda each: each[0] not in parties):
        party = parties.get(code, "")
        for words, how in state.words():
            known = grown.names.get(plain(words), [])
            if any(each.party != party for each in known):
                continue
            other = world.doubtful.get(words, "")
            doubt = f"{words} may be {other}" if other and (other == "a person" or not party) else ""
            grown.names[plain(words)] = [Sense(party=party, state=code, how=how, doubt=doubt)]  # type: ignore[arg-type]
            if len(words) > 3 and words.isascii():
                grown.name(words.upper(), Sense(party=party, state=code, how=how))  # type: ignore[arg-type]


# --- people ---


def _add_person(grown: _Grown, record: Record, person: Person, world: Atlas, codes: Mapping[str, str]) -> None:
    tops = [record.state_of(post.of) for post in person.posts]
    full = Sense(person=person.id, how="person")
    for name in (person.name, *person.aliases, *(each.text for each in person.names)):
        grown.name(name, full)
        for spaced in {_INITIALS.sub(r"\1.", name), _INITIALS.sub(r"\1", name), _INITIALS.sub(r"\1. ", name)}:
            grown.name(spaced, full)
    states = [world.states[codes[top]] for top in tops if top in codes]
    for surname in dict.fromkeys(_surnames(person, states[0].family if states else "last")):
        if surname not in (person.name, *person.aliases):
            grown.name(surname, Sense(person=person.id, how="person", surname=True))


def _surnames(person: Person, family: str) -> Iterator[str]:
    """The names by which a person may be called alone."""
    words = re.sub(r",? (?:Jr\.?|Sr\.?|II|III|IV)$", "", person.name).split()
    if len(words) > 1:
        if family in {"first", "both"}:
            yield words[0]
        if family in {"last", "both"}:
            small = next((place for place, word in enumerate(words) if place and word[0].islower()), len(words) - 1)
            yield " ".join(words[small:])
            yield words[-1]
    for name in person.names:
        if "·" in name.text:
            yield name.text.rpartition("·")[2]


def _add_titles(grown: _Grown, record: Record, world: Atlas) -> None:
    """The posts of the record by all the words for them."""
    cities = {city: state for state in world.states.values() for city in state.capitals}
    for of, post in dict.fromkeys((post.of, post.post) for person in record.of(Person) for post in person.posts):
        for words in dict.fromkeys(_title_words(post, cities)):
            grown.office(words, Office(kind="post", posts=((of, post),)))


def _title_words(post: str, cities: Mapping[str, State]) -> Iterator[str]:
    """The words for a post: "Treasury Secretary" for "Secretary of the Treasury"."""
    bare = re.sub(r" \(.*?\)", "", post)
    every = [bare]
    if turned := re.fullmatch(r"(Secretary|Minister|Vice Minister|Director|Commander|Governor|Under Secretary"
                              r")(?: of| for|,) (?:the )?(.+)", bare):  # fmt: skip
        every.append(f"{turned[2]} {turned[1]}")
        every += [f"{turned[1]} {word} {turned[2]}" for word in ("of", "of the", "for")]
        if turned[2] == "State":  # nobody says "State Secretary" of a post, but "state secretary" of another
            every.remove(f"{turned[2]} {turned[1]}")
    elif turned := re.fullmatch(r"(.+) (Minister|Secretary)", bare):
        every += [f"{turned[2]} of {turned[1]}", f"{turned[2]} of {turned[1]} Affairs", f"{turned[2]} for {turned[1]}"]
    elif turned := re.fullmatch(r"(Ambassador) (?:in|to) (.+)", bare):
        state = cities.get(turned[2])
        every += [f"Ambassador to {each}" for each in (state.names if state else (turned[2],))]
        every += [f"Ambassador to the {each}" for each in (state.names[:3] if state else ())]
    for words in every:
        yield words
        yield words.replace("Defense", "Defence").replace("Adviser", "Advisor")
        yield words.replace("Defence", "Defense")
        if words.startswith("Vice "):
            yield words.replace("Vice ", "Vice-", 1)


def _add_plain_offices(grown: _Grown) -> None:
    """Titles and groups that need no record."""
    for words in _POSTS.split(","):
        grown.office(words, Office(kind="post"))
    for words in _PORTFOLIOS.split(","):
        grown.office(f"{words.strip()} minister", Office(kind="post"))
        for link in ("of", "for"):
            grown.office(f"minister {link} {words.strip()}", Office(kind="post"))
            grown.office(f"ministry {link} {words.strip()}", Office(kind="organ"))
    for side in _SIDES.split(","):
        for both in _BOTH:
            grown.office(f"{both} {side.strip()}", Office(kind="group"))
    for words in (*_SINGLY.split(","), "双方", "两国", "两国元首", "双边"):
        grown.office(words, Office(kind="group"))


def _listed(grown: _Grown) -> Mapping[str, tuple[str, ...]]:
    """The names of each party and person of the record."""
    names: dict[str, dict[str, None]] = {each: dict(words) for each, words in grown.written.items()}
    every: Iterable[tuple[str, Sense]] = (
        *((words, sense) for words, senses in grown.names.items() for sense in senses),
        *((words, sense) for words, office in grown.offices.items() for sense in office.organs),
    )
    for words, sense in every:
        for each in (sense.party, sense.person):
            if each:
                names.setdefault(each, {})[words] = None
    return {each: tuple(found) for each, found in names.items()}
