"""What a parse tells: verbs, objects and ways between the sides; never the names of the sides."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="needs the extra 'parse' (requirements-deep.lock)")

from talleyrand.reading.kinds.features import masked
from talleyrand.reading.kinds.trees import trees


def told(text: str, actor: str, target: str) -> dict[str, float]:
    return dict(trees(masked(text, actor, target)))


def test_active_and_passive_name_the_same_verb_for_both_sides():
    for text in ("Oslo praised Lima.", "Lima was praised by Oslo."):
        assert {"y a prais", "y t prais", "y l prais", "Ta=support"} <= set(told(text, "Oslo", "Lima"))


def test_a_noun_of_deed_stands_between_a_side_and_its_verb():
    assert "y an withdrawal" in told("The withdrawal of Oslo's troops from Lima began.", "Oslo", "Lima")


def test_a_refusal_and_what_is_refused_are_told_apart():
    found = told("Oslo refused to release the envoy of Lima.", "Oslo", "Lima")
    assert {"y a refus", "y axcomp releas", "y axo envoy"} <= set(found)


def test_a_denied_verb_is_marked():
    assert "T-am neg" in told("Oslo did not meet Lima.", "Oslo", "Lima")
    assert "T-am neg" not in told("Oslo met Lima.", "Oslo", "Lima")


def test_other_names_of_the_sides_give_the_same():
    one = told("Norway condemned Chile for the raid.", "Norway", "Chile")
    assert one == told("Kenya condemned Ghana for the raid.", "Kenya", "Ghana")


@pytest.mark.parametrize("text", ["", " ", "…", "不同意", "ACT " * 3000, "\x00", "((((", "TGT ACT"])
def test_any_text_gets_names_with_weights_and_on_one_line(text: str):
    for name, weight in told(text, "ACT", "(").items():
        assert weight > 0
        assert "\n" not in name
