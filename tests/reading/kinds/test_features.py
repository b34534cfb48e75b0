"""Masking, stems, what our lists find, and where the act is looked for."""

from __future__ import annotations

import pytest

from talleyrand.reading.kinds.features import Masked, acts, head, masked
from talleyrand.reading.kinds.tiers import features
from talleyrand.reading.language.lexicon import lexicon, shipped
from talleyrand.reading.language.stems import stem, tokens

SMALL = """
aid.relief: send .. food
sanction.diplomats: recall .. ambassador, expel
do.end: stop, halt
of.money: aid
pairs: end money SANCTION
"""


def heads(text: str, actor: str, target: str) -> set[str]:
    """Types that our lists find at the head of the actor's clause."""
    sentence = masked(text, actor, target)
    return {hit.type for hit in head(sentence, shipped().hits(sentence.stems)).hits}


@pytest.mark.parametrize(
    ("forms", "base"),
    [
        ("condemned condemns condemning", "condemn"),
        ("carried carries carrying", "carry"),
        ("stopped stopping stops", "stop"),
        ("withdrew withdrawn withdraws", "withdraw"),
        ("seized seizing seizes", "seize"),
        ("agreed agreeing agrees", "agree"),
        ("cancelled canceled cancels", "cancel"),
    ],
)
def test_forms_of_a_verb_share_a_stem(forms: str, base: str):
    assert {stem(form) for form in forms.split()} == {stem(base)}


def test_a_negation_is_a_word_of_its_own():
    assert tokens("Oslo didn’t sign") == ("Oslo", "did", "n't", "sign")


def test_only_whole_names_are_masked():
    assert masked("Israelism met Israel's envoy to Oman.", "Israel", "Oman").stems == (
        "israelism",
        "meet",
        "act",
        "'s",
        "envoy",
        "to",
        "tgt",
        ".",
    )


def test_a_side_that_does_not_stand_there_is_lost_not_an_error():
    assert masked("Oslo praised Lima.", "Rome", "") == Masked(
        text="Oslo praised Lima.", stems=("oslo", "prais", "lima", "."), actor=-1, target=-1
    )


def test_a_phrase_is_found_over_a_gap_and_turned_round_in_the_passive():
    lists = lexicon(SMALL)
    for text in ("ACT recalled its longtime ambassador", "the ambassador was recalled"):
        assert "sanction.diplomats" in {hit.kind for hit in lists.hits([stem(word) for word in tokens(text)])}
    assert not [
        hit for hit in lists.hits([stem(w) for w in tokens("Recall that. The ambassador left")]) if hit.words > 1
    ]


def test_a_plain_verb_and_its_object_make_a_type_together():
    lists, words = lexicon(SMALL), [stem(word) for word in tokens("ACT halted all military aid to TGT")]
    assert [hit.kind for hit in lists.paired(words, lists.hits(words))] == ["pair.SANCTION"]


def test_the_act_is_found_after_the_actor_past_an_insertion_and_before_by():
    assert "support" in heads("Oslo, which had condemned Rome, praised Lima.", "Oslo", "Lima")
    assert "support" in heads("Lima was praised by Oslo after it condemned Rome.", "Oslo", "Lima")
    assert "accuse" in heads(
        "That idea is an affront and was condemned as such by Lima's friends, said Oslo.", "Oslo", "Lima"
    )


def test_marks_of_time_and_negation_go_with_the_act():
    assert "&negative" in dict(acts(masked("Oslo will not help Lima.", "Oslo", "Lima")))
    assert "&future" in dict(acts(masked("Oslo may soon shell Lima.", "Oslo", "Lima")))
    assert not {"&future", "&negative"} & set(dict(acts(masked("Oslo shelled Lima.", "Oslo", "Lima"))))


def test_every_feature_is_named_on_one_line_with_a_weight():
    for name, weight in features(masked("Oslo\nhelped\nLima", "Oslo", "Lima")).items():
        assert "\n" not in name
        assert weight > 0


def test_every_phrase_of_the_lists_is_found_in_itself():
    lists = shipped()
    for kind, phrases in lists.phrases.items():
        for phrase in phrases:
            assert lists.hits([stem(word) for word in tokens(phrase.replace("..", ""))]), (kind, phrase)
