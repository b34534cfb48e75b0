"""Who does what to whom, clause by clause; the names by the general list of states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest
import yaml

from talleyrand.reading.deeds.roles import Deed, deeds
from talleyrand.reading.parties.actors import Actors, Mention
from tests.conftest import record_from

TRAINING = Path(__file__).parents[3] / "training"


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Actors(record_from("", parties=""))


@dataclass(frozen=True)
class Told:
    """A deed in short: codes of who acts and of whom it is done to, and what is said of it."""

    by: str
    to: str = ""
    passive: bool = False
    mutual: bool = False
    speaker: str = ""


def codes(mentions: Iterable[Mention]) -> str:
    return "+".join(each.who for each in mentions)


def deed(actors: Actors, text: str, verb: str) -> Deed:
    found = [each for each in deeds(text, actors.mentions(text, None)) if text[slice(*each.verb)] == verb]
    assert len(found) == 1, [text[slice(*each.verb)] for each in deeds(text, actors.mentions(text, None))]
    return found[0]


def told(actors: Actors, text: str, verb: str) -> Told:
    one = deed(actors, text, verb)
    return Told(codes(one.actor), codes(one.target), one.passive, one.mutual, codes(one.speaker))


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("France condemned Russia.", "condemned", Told("FR", "RU")),
        ("French officials condemned Russian tariffs.", "condemned", Told("FR", "RU")),
        ("Peru's foreign ministry bitterly condemned Chile's plan.", "condemned", Told("PE", "CL")),
        ("In June, after long talks, Peru sued Chile.", "sued", Told("PE", "CL")),
        ("With a short note Peru sued Chile.", "sued", Told("PE", "CL")),
        ("Peru bans exports of copper to Chile.", "bans", Told("PE", "CL")),
        ("India will not send envoys to Nepal.", "will not send", Told("IN", "NP")),
        ("India imposed tariffs on Japanese goods.", "imposed", Told("IN", "JP")),
        ("A spokesman for Japan's cabinet thanked India.", "thanked", Told("JP", "IN")),
        ("The government of Japan thanked India.", "thanked", Told("JP", "IN")),
        ("Kenya, however, thanked India.", "thanked", Told("KE", "IN")),
        ("Japan summoned the Indian ambassador.", "summoned", Told("JP", "IN")),
    ],
)
def test_the_subject_acts_toward_whoever_is_named_after_the_verb(
    actors: Actors, text: str, verb: str, expected: Told
) -> None:
    assert told(actors, text, verb) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Chile was sued by Peru.", "was sued", Told("PE", "CL", passive=True)),
        ("Chilean goods were hit with duties by Peru.", "were hit", Told("PE", "CL", passive=True)),
        ("Duties on Chilean goods have been raised by Peru.", "have been raised", Told("PE", "CL", passive=True)),
        ("Chile was sued.", "was sued", Told("", "CL", passive=True)),
        ("Ships of Chile seized by Peru were freed.", "seized", Told("PE", "CL", passive=True)),
        ("Chile received aid from Peru.", "received", Told("PE", "CL", passive=True)),
    ],
)
def test_in_the_passive_whoever_stands_after_by_acts(actors: Actors, text: str, verb: str, expected: Told) -> None:
    assert told(actors, text, verb) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Peru and Chile agreed to trade.", "agreed", Told("PE+CL", mutual=True)),
        ("Peru met Chile in Quito.", "met", Told("PE", "CL", mutual=True)),
        ("Peru met with Chilean envoys.", "met", Told("PE", "CL", mutual=True)),
        ("Talks between Peru and Chile collapsed.", "collapsed", Told("PE+CL", mutual=True)),
    ],
)
def test_what_two_do_together_is_mutual(actors: Actors, text: str, verb: str, expected: Told) -> None:
    assert told(actors, text, verb) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Peru said Chile would pay.", "would pay", Told("CL", speaker="PE")),
        ("Peru said that it would sue Chile.", "would sue", Told("PE", "CL", speaker="PE")),
        ("Chile would pay Peru, Bolivia said on Monday.", "would pay", Told("CL", "PE", speaker="BO")),
        ("According to Bolivia, Chile sued Peru.", "sued", Told("CL", "PE", speaker="BO")),
        ('"We will sue Chile," said Peru.', "will sue", Told("PE", "CL", speaker="PE")),
        ("Peru accused Chile of violating the truce.", "violating", Told("CL", speaker="PE")),
    ],
)
def test_who_is_said_to_say_so_is_told_apart_from_who_acts(
    actors: Actors, text: str, verb: str, expected: Told
) -> None:
    assert told(actors, text, verb) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Peru raised duties and banned exports to Chile.", "banned", Told("PE", "CL")),
        ("Peru, which sued Chile, thanked Bolivia.", "sued", Told("PE", "CL")),
        ("Peru, which sued Chile, thanked Bolivia.", "thanked", Told("PE", "BO")),
        ("Peruvian jets, escorted by Chile, circled Bolivia.", "circled", Told("PE", "BO")),
        ("Peru retaliated by taxing Chilean wine.", "taxing", Told("PE", "CL")),
        ("Peru decided to sue Chile.", "to sue", Told("PE", "CL")),
        ("Peru urged Chile to free Bolivian fishermen.", "to free", Told("CL", "BO")),
        ("Peru's decision to sue Chile angered Bolivia.", "to sue", Told("PE", "CL")),
        ("Peru's decision to sue Chile angered Bolivia.", "angered", Told("PE", "BO")),
        ("Defying Chile, Peru freed the men.", "Defying", Told("PE", "CL")),
        ("India wept after Nepal closed its border with China.", "closed", Told("NP", "CN")),
    ],
)
def test_a_verb_without_a_subject_shares_that_of_another(actors: Actors, text: str, verb: str, expected: Told) -> None:
    assert told(actors, text, verb) == expected


def test_words_that_follow_saying_do_not_make_what_stands_before_hearsay(actors: Actors) -> None:
    assert told(actors, "Peru sued Chile, claiming damages.", "sued") == Told("PE", "CL")


def test_who_presses_is_the_target_of_whoever_yields(actors: Actors) -> None:
    assert told(actors, "Under pressure from Chile, Peru yielded.", "yielded") == Told("PE", "CL")


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Chilean exports rose.", "rose"),
        ("The market fell in Chile.", "fell"),
        ("Traders sold the yen.", "sold"),
        ("The London agreement ended the dispute.", "ended"),
        ("Taxing Peruvian farmers angered nobody.", "angered"),
    ],
)
def test_nobody_acts_where_no_name_is_the_subject(actors: Actors, text: str, verb: str) -> None:
    assert deed(actors, text, verb).actor == ()


def test_a_place_is_not_acted_toward(actors: Actors) -> None:
    assert told(actors, "Peru signed the text in Chile.", "signed") == Told("PE")
    assert told(actors, "Peru's envoy arrived in Chile.", "arrived") == Told("PE", "CL")


def test_a_pronoun_as_subject_carries_a_doubt(actors: Actors) -> None:
    one = deed(actors, "Peru said it would sue Chile.", "would sue")
    assert codes(one.actor) == "PE"
    assert "Peru" in one.actor[0].doubt


def test_tariffs_and_sanctions_are_nouns_where_a_verb_follows(actors: Actors) -> None:
    text = "Peru's sanctions hurt Chile."
    assert [text[slice(*each.verb)] for each in deeds(text, actors.mentions(text, None))] == ["hurt"]


def test_places_lie_in_the_sentence_and_a_clause_holds_its_verb(actors: Actors) -> None:
    text = "Peru, under pressure from Chile, said on Monday that it and Bolivia had agreed to open talks; Japan left."
    for each in deeds(text, actors.mentions(text, None)):
        assert 0 <= each.clause[0] <= each.verb[0] < each.verb[1] <= each.clause[1] <= len(text)


@pytest.mark.parametrize(
    "text",
    ["Peru said Chile would " * 5_000, "Peru, which sued Chile, " * 5_000, "to to to " * 20_000, "and Peru " * 20_000,
     "(" * 100_000, "by Peru " * 20_000, "has been " * 20_000, '", said Peru ' * 5_000, "", "中" * 50_000],
)  # fmt: skip
def test_a_sentence_that_never_ends_takes_bounded_time(actors: Actors, text: str) -> None:
    mentions = actors.mentions(text, None)
    begun = perf_counter()
    deeds(text, mentions)
    assert perf_counter() - begun < 2


# --- against the sentences coded for training ---


def _rows() -> list[Mapping[str, str]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(TRAINING.glob("sentences-*.yaml"))]
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return [row for text in texts for row in yaml.load(text, Loader=loader)]


def _over(mentions: Iterable[Mention], text: str, words: str) -> set[str]:
    """Codes of whoever is named within some words of a text."""
    start = text.find(words)
    return {each.who for each in mentions if each.start < start + len(words) and start < each.end and each.who}


def test_coded_sentences_are_read_as_two_coders_read_them(actors: Actors) -> None:
    """Of the sentences whose two sides the general list knows, so many are read right; a pair told is mostly right."""
    count: Counter[str] = Counter()
    for row in _rows():
        mentions = actors.mentions(row["text"], None)
        doer, other = (_over(mentions, row["text"], row[side]) for side in ("actor", "target"))
        count["sentences"] += 1
        count["doers named"] += bool(doer)
        if row["type"] == "NONE" or not doer or not other:
            continue
        count["both named"] += 1
        pairs = [_pair(each) for each in deeds(row["text"], mentions)]
        right = [bool(by & doer and to & other) or (both and bool(by & other and to & doer)) for by, to, both in pairs
                 if by and to]  # fmt: skip
        count["pairs"] += len(right)
        count["right pairs"] += sum(right)
        count["read"] += any(right)
        count["actors"] += any(by & doer for by, _, _ in pairs)
    assert count["doers named"] / count["sentences"] > 0.80  # 0.83
    assert count["actors"] / count["both named"] > 0.88  # 0.91
    assert count["read"] / count["both named"] > 0.67  # 0.70
    assert count["right pairs"] / count["pairs"] > 0.89  # 0.92


def _pair(one: Deed) -> tuple[set[str], set[str], bool]:
    if one.mutual and not one.target:
        return {each.who for each in one.actor[:1]}, {each.who for each in one.actor[1:]}, True
    return {each.who for each in one.actor}, {each.who for each in one.target}, one.mutual
