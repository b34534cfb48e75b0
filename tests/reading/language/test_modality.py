"""How an act stands in the world by the words about its verb."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.reading.language.modality import Mood, modality

TRAINING = Path(__file__).parents[3] / "training"


def mood(text: str) -> Mood:
    """The mood of the verb in square brackets; its clause is the whole sentence or the part between bars."""
    inner = text if "|" not in text else next(part for part in text.split("|") if "[" in part)
    plain = re.sub(r"[\[\]|]", "", text)
    clause = re.sub(r"[\[\]]", "", inner)
    start = plain.index(clause)
    verb = plain.index(re.sub(r"[\[\]]", "", inner[inner.index("[") :]))
    size = inner.index("]") - inner.index("[") - 1
    return modality(plain, (start, start + len(clause)), (verb, verb + size))


@pytest.mark.parametrize(
    "text",
    [
        "Norland [cut] its duty to 30 percent on Monday.",
        "Norland has [opened] two ports to Sudrian ships.",
        "Two ports were [opened] to Sudrian ships.",
        "By then Norland had already [lifted] the ban.",
        "Norland [signed] the protocol, though Sudria may yet contest it.",
        "Norland [sent] its envoy home without waiting for an answer.",
        "Norland [agreed] on a text with Sudria.",
        "Norland not only [cut] its duty but abolished the quota.",
        "诺兰已经[取消]关税。",
    ],
)
def test_what_is_told_as_a_fact_is_done(text: str) -> None:
    assert mood(text).modality == "done"
    assert not mood(text).negated


@pytest.mark.parametrize(
    "text",
    [
        "Norland announced that it would [cut] its duty in May.",
        "Norland said it would [levy] a fee on ships.",
        "The quota is set to [take] effect in June.",
        "Norland plans to [build] a dam.",
        "Norland to [build] third dam on the river",
        "Norland [threatened] to close the strait.",
        "The minister [warned] Sudria of consequences.",
        "Norland has decided to [return] the boats.",
        "The fee will be [imposed] from 1 May.",
        "诺兰宣布将于5月[取消]关税。",
    ],
)
def test_what_is_made_public_for_later_is_announced(text: str) -> None:
    assert mood(text).modality == "announced"


@pytest.mark.parametrize(
    "text",
    [
        "Norland agreed to [buy] two million tonnes of wheat.",
        "Norland [agreed] to buy two million tonnes of wheat.",
        "Norland pledged that it would [return] the boats.",
        "Both sides committed to [meet] in May.",
        "Norland has given its word to Sudria that the maps will be [handed] over.",
        "Norland will [host] Sudria's envoy.".replace("host", "receive"),
        "Grain will be [delivered] next year, the minister promised.",
        "诺兰承诺[购买]小麦。",
    ],
)
def test_what_is_undertaken_is_promised(text: str) -> None:
    assert mood(text).modality == "promised"


@pytest.mark.parametrize(
    "text",
    [
        "Norland will [lift] the ban if Sudria frees the crew.",
        "Unless Sudria frees the crew, Norland will [close] its ports.",
        "Should Sudria free the crew, Norland would [lift] the ban.",
        "Norland would [reopen] the border provided that the raids stopped.",
        "Norland will [ease] the quota once benchmarks are met.",
        "Norland is to [lift] the ban in exchange for a share of the catch.",
        "Norland [threatened] to close the strait unless the crew was freed.",
        "Norland will lift the ban |if Sudria [frees] the crew|.",
        "Were Sudria to free the crew, Norland would [lift] the ban.",
        "如果苏德里亚放人，诺兰将[取消]禁令。",
    ],
)
def test_what_hangs_on_something_is_conditional(text: str) -> None:
    assert mood(text).modality == "conditional"


@pytest.mark.parametrize(
    "text",
    [
        "Norland could [lift] the ban.",
        "Norland may yet [close] the strait.",
        "Norland should [lift] the ban.",
        "The two sides ought to [meet] soon.",
        "Norland would have [lifted] the ban.",
        "Norland is [considering] a ban on ferries.",
        "A ban on ferries [is] under consideration.",
        "Will Norland [lift] the ban?",
        "Sudria urged Norland to [lift] the ban.",
        "Norland is likely to [close] the strait.",
        "诺兰可能[取消]关税。",
    ],
)
def test_what_is_only_possible_is_hypothetical(text: str) -> None:
    assert mood(text).modality == "hypothetical"


@pytest.mark.parametrize(
    "text",
    [
        "Norland did not [lift] the ban.",
        "Norland has never [closed] the strait.",
        "Norland refused to [return] the boats.",
        "Norland failed to [return] the boats.",
        "Norland denied that it had [seized] the boats.",
        "No agreement was [reached] on the quota.",
        "The two sides [reached] no agreement on the quota.",
        "The talks [fell] short of a deal.",
        "诺兰没有[取消]关税。",
    ],
)
def test_what_is_said_not_to_have_happened_is_denied(text: str) -> None:
    assert mood(text).modality == "denied"
    assert mood(text).negated


def test_refusing_is_itself_done_but_negated() -> None:
    refused = mood("Norland [rejected] the offer of Sudria.")
    assert (refused.modality, refused.negated) == ("done", True)


def test_a_promise_not_to_act_is_a_promise_and_negated() -> None:
    pledge = mood("Norland pledged not to [raise] the duty again.")
    assert (pledge.modality, pledge.negated) == ("promised", True)


@pytest.mark.parametrize(
    "text",
    [
        "Norland is likely to [gain] from the deal.",
        "Norland must [lift] the ban.",
        "The ban will only [hurt] Norland's own fishermen.",
        "Norland appears to [want] a deal.",
        "The ban [is] a dangerous step.",
        "Norland [seeks] dominance over the strait.",
        "We should [ask] what Norland wants.",
    ],
)
def test_argument_prediction_and_advice_are_opinion(text: str) -> None:
    assert mood(text).opinion


def test_a_plain_deed_is_no_opinion() -> None:
    assert not mood("Norland [cut] its duty to 30 percent on Monday.").opinion


@pytest.mark.parametrize(
    "text",
    [
        "Norland reportedly [closed] the strait.",
        "According to two officials, Norland [closed] the strait.",
        "Norland [closed] the strait, the ministry said.",
        "据新华社报道，诺兰[取消]关税。",
    ],
)
def test_what_somebody_is_said_to_say_is_reported(text: str) -> None:
    assert mood(text).reported


def test_what_goes_on_is_habitual() -> None:
    assert mood("Norland has long [sold] fish to Sudria.").habitual
    assert not mood("Norland [sold] fish to Sudria in May.").habitual


def test_the_reason_is_in_the_sentence() -> None:
    assert mood("Norland agreed to [buy] wheat.").reason == "agreed to"


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_text_and_any_place_has_a_mood(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    assert modality(text, (0, len(text)), (start, end)).modality


def test_one_line_of_a_million_letters_is_read_in_bounded_time() -> None:
    text = "if to not " * 100_000
    assert modality(text, (0, len(text)), (500_000, 500_003)).modality


AUXILIARY = re.compile(
    r"\b(?:(?:has|have|had|was|were|is|are|will|would|may|might|could|did)(?: (?:not|never|yet|be|been|also))* )(\w+)"
)


def coded_verb(row: dict[str, str]) -> tuple[int, int]:
    """A rough guess of where the coded verb stands: the first verb with an auxiliary, or in -ed, after the actor."""
    after = row["text"].find(row["actor"]) + len(row["actor"])
    for form in (AUXILIARY, re.compile(r"\b(\w+(?:ed|s)|to \w+)\b")):
        if found := form.search(row["text"], after):
            return found.span(1)
    return (after, after)


def test_the_coded_sentences_mostly_have_the_mode_that_both_coders_gave() -> None:
    rows: list[dict[str, str]] = []
    for path in sorted(TRAINING.glob("sentences-*.yaml")):
        rows += yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    twice = [row for row in rows if row["type"] != "NONE" and "first" in row and "second" in row]
    kept = [row for row in twice if row["first"].split()[1] == row["second"].split()[1]]
    assert len(kept) > 1200
    table: Counter[tuple[str, str]] = Counter()
    for row in kept:
        table[row["mode"], modality(row["text"], (0, len(row["text"])), coded_verb(row)).modality] += 1
    agreed = sum(count for (coded, found), count in table.items() if coded == found) / len(kept)
    modes = {coded for coded, _ in table}
    by_chance = (
        sum(sum(table[mode, other] for other in modes) * sum(table[other, mode] for other in modes) for mode in modes)
        / len(kept) ** 2
    )
    assert agreed >= 0.85
    assert (agreed - by_chance) / (1 - by_chance) >= 0.5
