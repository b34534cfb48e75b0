"""The chat protocol of OpenAI, which many servers speak: how a question is written and an answer heard.

Turn    one thing said in a conversation, and in which role
Said    what a model answered
Asks    whatever a question can be put to: a model, or what a test puts in its place
Schema  what an answer should look like, as a JSON Schema
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.untrusted import parsed, shown

LONGEST_NAME = 200

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said in a conversation.

    Attributes:
        role: who says it.
        text: what.
    """

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a model answered.

    Attributes:
        text: its words.
        model: the model that answered, as the endpoint calls it; empty if it does not say.
        whole: false if the answer was cut at its longest.
    """

    text: str
    model: str = ""
    whole: bool = True


class Asks(Protocol):
    """Whatever a question can be put to."""

    @property
    def name(self) -> str:
        """What it is called."""

    def __call__(self, turns: tuple[Turn, ...], schema: Schema) -> Said:
        """The answer to a conversation, in a form that the schema asks for and nobody may rely on."""


def written(name: str, turns: tuple[Turn, ...], schema: Schema) -> bytes:
    """The request that puts a conversation to a model.

    Args:
        schema: what the answer should look like, as a JSON Schema; nothing is asked for if it is empty.
    """
    asked: dict[str, Any] = {
        "model": name,
        "messages": [{"role": each.role, "content": each.text} for each in turns],
        "temperature": 0,
        "stream": False,
    }
    if schema:
        named = {"name": "answer", "strict": True, "schema": schema}
        asked["response_format"] = {"type": "json_schema", "json_schema": named}
    return json.dumps(asked).encode()


def heard(data: bytes) -> Said:
    """What an answer of the protocol carries.

    Raises:
        WrongValue: if it carries none.
    """
    try:
        envelope = parsed(data.decode())
    except UnicodeDecodeError:
        raise WrongValue("it is no UTF-8") from None
    choices = envelope.get("choices") if isinstance(envelope, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(envelope, dict) or not isinstance(first, dict) or type(content) is not str:
        raise WrongValue("it has no choices[0].message.content")
    name = envelope.get("model")
    return Said(
        text=content,
        model=shown(name, LONGEST_NAME) if isinstance(name, str) else "",
        whole=first.get("finish_reason") != "length",
    )
