"""Who is named in a text, by a small record and by the general list of states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from time import perf_counter

import pytest

from talleyrand.reading.parties.actors import Actors, Mention
from talleyrand.record.dates import moment
from talleyrand.record.record import Record
from tests.conftest import record_from, shipped

TWO = """
- party: FR
  name: France
  form: state
  aliases: [French Republic]
- party: JP
  name: Japan
  form: state
  names: {zh: 日本}
- party: FR-Trade
  name: Ministry of Trade
  article: yes
  form: agency
  of: FR
- party: JP-Trade
  name: Ministry of Trade
  form: agency
  of: JP
- party: FR-Customs
  name: Directorate of Customs
  form: agency
  of: FR
  aliases: [DGX]
  names: {zh: 海关局}
- person: dubois
  name: Anne Dubois
  posts: [{post: Foreign Minister, of: FR, since: 2020-01-01, until: 2021-12-31}]
- person: martin
  name: Paul Martin
  posts: [{post: Foreign Minister, of: FR, since: 2022-01-01}]
- person: martin-elder
  name: Jean Martin
  posts: [{post: Minister of Finance, of: FR, since: 2010-01-01, until: 2012-12-31}]
- person: he
  name: Kenji He
  posts: [{post: Foreign Minister, of: JP, since: 2022-01-01}]
- person: lefebvre
  name: Marie de Lefebvre
  posts: [{post: Secretary of the Treasury, of: FR, since: 2022-01-01}]
"""
DAY = date(2023, 5, 1)


@pytest.fixture(scope="module")
def record() -> Record:
    return record_from(TWO, parties="")


@pytest.fixture(scope="module")
def actors(record: Record) -> Actors:
    return Actors(record)


def named(found: Sequence[Mention], text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.person or each.who) for each in found]


def only(actors: Actors, text: str, *, on: date | None = DAY, before: Sequence[Mention] = ()) -> Mention:
    found = actors.mentions(text, on, before=before)
    assert len(found) == 1, named(found, text)
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "who", "how"),
    [
        ("The French Republic yielded.", "French Republic", "FR", "name"),
        ("Many French officials yielded.", "French", "FR", "demonym"),
        ("Then Paris’s answer came.", "Paris", "FR", "capital"),
        ("The Élysée was silent.", "Élysée", "FR", "seat"),
        ("The Japanese yielded.", "Japanese", "JP", "demonym"),
        ("The Kremlin yielded.", "Kremlin", "RU", "seat"),
        ("Norway yielded.", "Norway", "NO", "name"),
        ("Zhongnanhai was silent.", "Zhongnanhai", "CN", "seat"),
        ("FRANCE YIELDS", "FRANCE", "FR", "name"),
        ("Officials of the DGX yielded.", "DGX", "FR-Customs", "alias"),
        ("A pro-Ruritanian or Franco-minded man", "Franco-", "FR", "demonym"),
    ],
)
def test_a_state_is_named_in_many_ways(actors: Actors, text: str, words: str, who: str, how: str) -> None:
    found = only(actors, text)
    assert (text[found.start : found.end], found.who, found.how) == (words, who, how)


@pytest.mark.parametrize(
    "text",
    [
        "Let us go.",
        "George Washington slept here.",
        "the Washington Post and Washington State",
        "a Washington, D.C. think tank",
        "It cost US$50 million.",
        "ships in the South China Sea",
        "Michael Jordan scored.",
        "Jordan Peterson spoke.",
        "Chad Smith sang.",
        "China Daily and the Bank of China",
        "anti-French feeling",
        "The text is in French.",
        "turkey and chad",
        "the Paris Agreement",
        "Latin American states",
    ],
)
def test_what_only_looks_like_a_state_is_left_alone(actors: Actors, text: str) -> None:
    assert actors.mentions(text, DAY) == ()


def test_names_that_are_also_persons_still_name_states(actors: Actors) -> None:
    text = "King Abdullah of Jordan and Chad's president met in Turkey, the U.S. and US envoys said."
    assert [who for _, who in named(actors.mentions(text, DAY), text)] == ["JO", "TD", "TR", "US", "US"]


@pytest.mark.parametrize(
    ("text", "part"), [("Georgia voted.", "United States"), ("Korean envoys came.", "North Korea")]
)
def test_a_name_of_two_states_carries_the_doubt(actors: Actors, text: str, part: str) -> None:
    assert part in only(actors, text).doubt


def test_a_capital_after_in_may_be_the_place(actors: Actors) -> None:
    assert "place" in only(actors, "They met in Paris.").doubt
    assert "venue" in only(actors, "The Paris talks failed.").doubt
    assert only(actors, "Paris refused.").doubt == ""


@pytest.mark.parametrize(
    ("text", "words", "who", "state"),
    [
        ("France’s Ministry of Trade refused.", "France’s Ministry of Trade", "FR-Trade", "FR"),
        ("The Japanese trade ministry refused.", "Japanese trade ministry", "JP-Trade", "JP"),
        ("The Ministry of Trade of Japan refused.", "Ministry of Trade of Japan", "JP-Trade", "JP"),
        ("India's Ministry of Trade refused.", "India's Ministry of Trade", "IN", "IN"),
        ("The Ministry of Trade refused.", "Ministry of Trade", "", ""),
        ("The Directorate of Customs refused.", "Directorate of Customs", "FR-Customs", "FR"),
    ],
)
def test_an_organ_acts_for_itself_where_its_state_is_known(
    actors: Actors, text: str, words: str, who: str, state: str
) -> None:
    found = only(actors, text)
    assert (text[found.start : found.end], found.who, found.state) == (words, who, state)


def test_an_organ_that_two_states_have_is_left_open_with_a_doubt(actors: Actors) -> None:
    found = only(actors, "The Ministry of Trade refused.")
    assert found.party == ""
    assert "FR-Trade" in found.doubt
    assert "JP-Trade" in found.doubt


@pytest.mark.parametrize(
    ("text", "on", "person"),
    [
        ("France's foreign minister refused.", date(2021, 5, 1), "dubois"),
        ("France's foreign minister refused.", DAY, "martin"),
        ("The Japanese foreign minister refused.", DAY, "he"),
        ("The foreign minister of Japan refused.", DAY, "he"),
        ("The Treasury secretary refused.", DAY, "lefebvre"),
        ("French Foreign Minister Paul Martin refused.", DAY, "martin"),
        ("Treasury Secretary Lefebvre refused.", DAY, "lefebvre"),
        ("Foreign Minister He refused.", DAY, "he"),
        ("Paul Martin, the French foreign minister, refused.", DAY, "martin"),
        ("Anne Dubois refused.", date(2021, 5, 1), "dubois"),
        ("Anne P. Dubois refused.", date(2021, 5, 1), "dubois"),
    ],
)
def test_a_title_is_read_as_of_the_documents_day(actors: Actors, text: str, on: date, person: str) -> None:
    found = only(actors, text, on=on)
    assert (found.person, found.doubt) == (person, "")
    assert found.party in {"FR", "JP"}


def test_a_post_that_nobody_holds_on_the_day_is_the_states_with_a_doubt(actors: Actors) -> None:
    found = only(actors, "France's foreign minister refused.", on=date(2001, 1, 1))
    assert (found.party, found.person, found.how) == ("FR", "", "post")
    assert "nobody" in found.doubt


def test_a_post_of_a_state_that_the_record_has_not_is_that_states(actors: Actors) -> None:
    found = only(actors, "Peru's foreign minister refused.")
    assert (found.party, found.state, found.person, found.how) == ("", "PE", "", "post")


def test_a_stranger_in_a_post_keeps_the_state_and_says_so(actors: Actors) -> None:
    found = only(actors, "French Foreign Minister Zoé Blanc refused.")
    assert (found.party, found.person) == ("FR", "")
    assert "Zoé Blanc" in found.doubt


def test_a_wrong_title_is_doubted(actors: Actors) -> None:
    assert "not have" in only(actors, "French Foreign Minister Anne Dubois refused.").doubt


def test_a_family_name_alone_needs_to_be_clear(actors: Actors) -> None:
    assert only(actors, "Then Dubois refused.", on=date(2021, 5, 1)).person == "dubois"
    both = only(actors, "Then Martin refused.", on=date(2005, 5, 1))
    assert (both.person, both.party) == ("", "FR")
    assert "Jean Martin" in both.doubt
    before = actors.mentions("Jean Martin came.", DAY)
    assert only(actors, "Then Martin refused.", before=before).person == "martin-elder"


@pytest.mark.parametrize("text", ["He refused.", "Sylvie Dubois refused.", "The Dubois Tower fell."])
def test_a_family_name_in_another_name_or_as_a_plain_word_is_left_alone(actors: Actors, text: str) -> None:
    assert actors.mentions(text, DAY) == ()


def test_a_government_is_called_by_its_leader(actors: Actors) -> None:
    found = only(actors, "The Dubois government refused.")
    assert (found.party, found.person, found.how) == ("FR", "", "seat")


def test_both_sides_are_the_two_chief_states_of_the_document(actors: Actors) -> None:
    text = "France met Japan. Peru watched. France and Japan agreed, and the two sides signed."
    group = [each for each in actors.mentions(text, DAY) if each.how == "group"]
    assert [(each.party, text[each.start : each.end]) for each in group] == [
        ("FR", "the two sides"), ("JP", "the two sides"),
    ]  # fmt: skip
    alone = actors.mentions("Both countries signed.", DAY)  # the record has two sides and no others
    assert [each.party for each in alone] == ["FR", "JP"]
    assert all(each.doubt for each in alone)
    before = actors.mentions("France met Japan.", DAY)
    assert {each.party for each in actors.mentions("Both countries signed.", DAY, before=before)} == {"FR", "JP"}


def test_which_two_are_meant_is_left_open_where_nothing_tells() -> None:
    none = Actors(record_from("", parties=""))
    assert only(none, "Both countries signed.").who == ""
    assert only(none, "Both countries signed.").doubt
    before = none.mentions("France met Japan and Peru.", DAY)
    assert only(none, "Both countries signed.", before=before).who == ""


def test_a_pronoun_is_resolved_only_where_one_alone_was_named(actors: Actors) -> None:
    one = actors.mentions("France refused.", DAY)
    found = only(actors, "It gave no reason.", before=one)
    assert (found.party, found.start, found.end) == ("FR", 0, 2)
    assert found.doubt
    two = actors.mentions("France refused Japan.", DAY)
    assert actors.mentions("It gave no reason.", DAY, before=two) == ()
    person = actors.mentions("Paul Martin refused.", DAY)
    assert only(actors, "He gave no reason.", before=person).person == "martin"


def test_a_territory_called_a_states_own_stands_for_itself(actors: Actors) -> None:
    assert only(actors, "China's Taiwan region voted.").who == "TW"
    policy = "China's Japan policy changed."
    assert [who for _, who in named(actors.mentions(policy, DAY), policy)] == ["CN", "JP"]


def test_chinese_names_and_one_character_forms_are_found(actors: Actors) -> None:
    text = "日方表示，法日两国举行会谈，中方反对对日加征关税。"
    found = actors.mentions(text, DAY)
    assert [(text[each.start : each.end], each.who) for each in found if each.how != "group"] == [
        ("日方", "JP"), ("法", "FR"), ("日", "JP"), ("中方", "CN"), ("日", "JP"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["对加强合作的方案", "其中方案很多", "一立方米", "地方政府"])
def test_ordinary_chinese_words_are_no_states(actors: Actors, text: str) -> None:
    assert actors.mentions(text, DAY) == ()


def test_a_chinese_organ_belongs_to_the_state_before_it(actors: Actors) -> None:
    assert only(actors, "海关局表示").party == "FR-Customs"
    assert only(actors, "法国海关局表示").party == "FR-Customs"
    assert only(actors, "美国海关局表示").who == "US"


def test_invented_states_are_found_by_their_adjectives_too() -> None:
    actors = Actors(record_from(""))
    text = "Arcadian officials met Borealians; the High Court of Arcadia sat."
    found = actors.mentions(text, DAY)
    assert [each.party for each in found] == ["ARC", "BOR", "COURT"]
    assert [each.state for each in found] == ["", "", ""]


def test_a_records_own_names_come_before_the_general_list() -> None:
    actors = Actors(record_from("- {party: LODGE, name: Paris, form: firm}", parties=""))
    assert only(actors, "Paris refused.").who == "LODGE"
    assert only(actors, "France refused.").who == "FR"


def test_a_capital_of_two_belongs_to_the_one_in_the_record() -> None:
    bloc = "- {party: EU, name: European Union, form: bloc}"
    kingdom = "- {party: BEL, name: Belgium, form: state}"
    assert only(Actors(record_from(bloc, parties="")), "Brussels refused.").who == "EU"
    assert only(Actors(record_from(kingdom, parties="")), "Brussels refused.").who == "BEL"
    assert "Belgium" in only(Actors(record_from("", parties="")), "Brussels refused.").doubt


def test_only_what_was_known_is_named(record: Record) -> None:
    early = Actors(record, known=moment("2021-06-01"))
    assert only(early, "France's foreign minister refused.").person == "dubois"  # her successor was not known


def test_names_are_told_for_each_party_and_person(actors: Actors) -> None:
    assert {"France", "French Republic", "French", "Paris", "法国"} <= set(actors.names("FR"))
    assert "Trade Ministry" in actors.names("JP-Trade")
    assert {"Anne Dubois", "Dubois"} <= set(actors.names("dubois"))
    assert actors.names("nobody") == ()
    assert set(actors.all_names) >= {"FR", "JP", "FR-Trade", "dubois"}


def test_mentions_stand_in_order_inside_the_text_and_never_overlap(actors: Actors) -> None:
    text = "France's foreign minister Paul Martin and the Japanese, both sides, 法国 and U.S.-China ties."
    found = actors.mentions(text, DAY)
    spans = sorted({(each.start, each.end) for each in found})
    assert [(each.start, each.end) for each in found] == sorted((each.start, each.end) for each in found)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    ["France's " * 20_000, "the " * 50_000, "Ministry of " * 20_000, "-" * 200_000, "中" * 100_000, "A. " * 50_000,
     "Secretary of the " * 20_000, "He " * 50_000, "Martin " * 20_000, "" ],
)  # fmt: skip
def test_hostile_text_takes_bounded_time(actors: Actors, text: str) -> None:
    begun = perf_counter()
    actors.mentions(text, DAY)
    assert perf_counter() - begun < 5


def test_the_shipped_record_is_soon_ready_and_quickly_read() -> None:
    record = shipped()
    Actors(record_from("", parties=""))  # the general list is read once
    begun = perf_counter()
    actors = Actors(record)
    ready = perf_counter() - begun
    sentence = "After talks in Geneva, Chinese officials said the Treasury secretary would visit Beijing in the autumn."
    begun = perf_counter()
    for _ in range(1_000):
        actors.mentions(sentence, DAY)
    rate = 1_000 / (perf_counter() - begun)
    assert ready < 1  # 0.04 s on a quiet machine
    assert rate > 1_000  # above 5,000 on a quiet machine


def test_the_shipped_record_reads_titles_of_its_day() -> None:
    actors = Actors(shipped())
    text = "The Treasury secretary and China's foreign minister spoke."
    assert [each.person for each in actors.mentions(text, date(2025, 6, 1))] == ["bessent", "wang-yi"]
    assert [each.person for each in actors.mentions(text, date(2022, 6, 1))] == ["yellen", "wang-yi"]
