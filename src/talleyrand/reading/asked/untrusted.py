"""JSON and words of a stranger: read strictly, shown in part, never more than read.

Numeral  a number as it was written: a text, so that none is too large and 8541.10 keeps its zero
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from talleyrand.errors import WrongValue

LONGEST_SHOWN = 160


class Numeral(str):
    """A number as it was written."""

    __slots__ = ()


def parsed(text: str) -> object:
    r"""What a JSON text holds: texts, numerals, truths, lists, and mappings in which no name stands twice.

    Raises:
        WrongValue: if it is no JSON, or is too deep, or gives a name twice.

    >>> parsed('{"level": 8541.10}')
    {'level': '8541.10'}
    """
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_int=Numeral, parse_float=Numeral, parse_constant=_no_number
        )
    except RecursionError:
        raise WrongValue("it is nested too deeply") from None
    except json.JSONDecodeError as fault:
        raise WrongValue(f"it is no JSON: {fault.msg} at character {fault.pos}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongValue(f"'{shown(twice, 40)}' stands twice in one object")
    return held


def _no_number(word: str) -> NoReturn:
    raise WrongValue(f"{word} is no number")


def shown(text: str, most: int = LONGEST_SHOWN) -> str:
    r"""The beginning of a text on one line, whatever cannot be seen left out.

    >>> shown("up\x1b[31m\n to  here", 60)
    'up[31m to here'
    """
    cut = text[: 4 * most]
    plain = " ".join("".join(each if each.isprintable() else " " * each.isspace() for each in cut).split())
    return plain if len(plain) <= most and len(cut) == len(text) else plain[:most].rstrip() + "…"
