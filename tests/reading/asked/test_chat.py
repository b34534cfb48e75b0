"""How a question is written and an answer heard."""

from __future__ import annotations

import json

import pytest

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.chat import Said, Turn, heard, written

ANSWER = {"model": "m-2", "choices": [{"message": {"content": "Yes."}, "finish_reason": "stop"}]}


def test_a_question_says_which_model_and_who_says_what() -> None:
    asked = json.loads(written("m-1", (Turn("user", "Ö?"),), {}))
    assert asked == {
        "model": "m-1",
        "messages": [{"role": "user", "content": "Ö?"}],
        "temperature": 0,
        "stream": False,
    }


def test_a_lone_surrogate_can_be_sent() -> None:
    assert json.loads(written("m-1", (Turn("user", "\ud800"),), {}))["messages"][0]["content"] == "\ud800"


def test_an_answer_is_heard_with_its_model() -> None:
    assert heard(json.dumps(ANSWER).encode()) == Said(text="Yes.", model="m-2")


def test_an_answer_that_was_cut_off_is_known() -> None:
    cut = {"choices": [{"message": {"content": "Ye"}, "finish_reason": "length"}]}
    assert not heard(json.dumps(cut).encode()).whole


def test_the_name_of_a_model_is_shown_without_what_cannot_be_seen() -> None:
    assert heard(json.dumps({**ANSWER, "model": "m\x1b[31m" + "x" * 500}).encode()).model.isprintable()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"7",
        b"[]",
        b"{}",
        b'{"choices": 3}',
        b'{"choices": [3]}',
        b'{"choices": [{"message": {"content": 7}}]}',
    ],
)
def test_what_carries_no_words_is_none(data: bytes) -> None:
    with pytest.raises(WrongValue):
        heard(data)
