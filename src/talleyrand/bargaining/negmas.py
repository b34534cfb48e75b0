"""The scenario folders of NegMAS, in YAML or JSON: what is settled in one file, what each side makes of it in others.

Told  what such a file says, as plain data: its texts, lists and mappings by name
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, DocumentStartEvent

from talleyrand.bargaining.foreign import Matter, Profile, along, matters, number, options, row
from talleyrand.errors import WrongValue

Told = dict[str, Any]

MOST_DEPTH = 32
MOST_VALUES = 200_000
_SUMS = ("LinearAdditiveUtilityFunction", "LinearUtilityFunction", "AffineUtilityFunction")
_EMPTY = ("", "null", "~", "none")


def told(text: str, file: str) -> Told:
    """What a file says, its numbers left as they are written.

    Raises:
        WrongValue: if it is broken, refers to itself, goes deeper than a scenario does, or is no mapping.
    """
    found = _from_json(text, file) if file.lower().endswith(".json") else _from_yaml(text, file)
    if not isinstance(found, dict):
        raise WrongValue(f"'{file}' holds no 'name: value' at its outermost level; no scenario file looks so")
    return found


def _from_json(text: str, file: str) -> Any:
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as wrong:
        raise WrongValue(f"'{file}', line {wrong.lineno}: {wrong.msg}") from None
    except RecursionError:
        raise WrongValue(f"'{file}' goes deeper than a scenario does") from None


def _from_yaml(text: str, file: str) -> Any:
    loader: Any = yaml.BaseLoader  # safe: every scalar stays text, and nothing is built from a tag
    try:
        depth = documents = 0
        for n, event in enumerate(yaml.parse(text, Loader=loader)):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            documents += isinstance(event, DocumentStartEvent)
            if isinstance(event, AliasEvent):
                raise WrongValue(f"'{file}' refers to a part of itself (*{event.anchor}), which is not read")
            if depth > MOST_DEPTH or n > MOST_VALUES or documents > 1:
                raise WrongValue(f"'{file}' holds more than a scenario does")
        return yaml.load(text, Loader=loader)  # noqa: S506
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise WrongValue(f"'{file}'{where}: {getattr(wrong, 'problem', None) or 'it is no YAML'}") from None


def is_domain(said: Told) -> bool:
    """True of a file that says what is settled."""
    return "issues" in said and "values" not in said


def is_profile(said: Told) -> bool:
    """True of a file that says what a side makes of it."""
    return "weights" in said or "values" in said or "ufun" in said or "UtilityFunction" in str(said.get("type", ""))


def domain(said: Told, file: str) -> tuple[Matter, ...]:
    """The issues of a scenario.

    Raises:
        WrongValue: if one has no options, or too many.
    """
    issues = said["issues"]
    if not isinstance(issues, list) or not all(isinstance(each, dict) for each in issues):
        raise WrongValue(f"'{file}': 'issues' is a list, each with its name and values")
    return matters([_matter(each, file) for each in issues], file)


def _matter(issue: Told, file: str) -> Matter:
    name, values, kind = str(issue.get("name", "")), issue.get("values"), _last(issue.get("type", ""))
    what = f"'{file}', issue '{name}'"
    if kind in ("ContinuousIssue", "ContinuousInfiniteIssue", "CountableInfiniteIssue"):
        raise WrongValue(f"{what} takes any number; only issues with options can be read")
    if isinstance(values, str) and values not in _EMPTY:
        return _row(name, row(0, number(values, what) - 1, what))
    if not isinstance(values, list) or not all(isinstance(each, str | bool | None) for each in values):
        raise WrongValue(f"{what} has no list of values")
    if kind == "ContiguousIssue" and len(values) == 2:
        return _row(name, row(values[0], values[1], what))
    return Matter(name=name, options=options([str(each) for each in values], what))


def _row(name: str, there: range) -> Matter:
    return Matter(name=name, options=tuple(map(str, there)), first=there.start)


def profile(said: Told, there: tuple[Matter, ...], file: str, *, name: str) -> Profile:
    """What a side makes of the issues of a scenario.

    Raises:
        WrongValue: if it is no sum over issues, or leaves an option out.
    """
    remarks: tuple[str, ...] = ()
    if isinstance(said.get("ufun"), dict):
        said = {"name": said.get("name"), "reserved_value": said.get("reserved_value"), **said["ufun"]}
        remarks = ("It discounts over a session of no stated length; that was not taken over.",)
    kind = _last(said.get("type", _SUMS[0]))
    if kind not in _SUMS:
        raise WrongValue(f"'{file}' is of type '{kind}'; only sums over issues can be read: {', '.join(_SUMS)}")
    values = _each(said.get("values"), there) if kind == _SUMS[0] else [{"type": "IdentityFun"}] * len(there)
    weights = _each(said.get("weights") or ["1"] * len(there), there)
    if values is None or weights is None:
        raise WrongValue(f"'{file}' must give a weight and values for each of the {len(there)} issues, and no other")
    evaluations = [_evaluated(each, matter, file) for each, matter in zip(values, there, strict=True)]
    reserved = str(said.get("reserved_value")).lower()
    return Profile(
        name=str(said.get("name") or name),
        weights=tuple(number(each, f"'{file}', weights") for each in weights),
        evaluations=tuple(evaluations), divided=tuple("mapping" in each or _plain(each) for each in values),
        base=number(said.get("bias", "0"), f"'{file}', bias"),
        reserved=None if reserved in _EMPTY or "inf" in reserved else number(reserved, f"'{file}', reserved_value"),
        remarks=remarks,
    )  # fmt: skip


def _each(given: Any, there: tuple[Matter, ...]) -> list[Any] | None:
    """One of each issue, from a list in their order or a mapping by their names; None if they do not fit."""
    if isinstance(given, dict):
        given = [given.get(each.name) for each in there] if set(given) == {each.name for each in there} else None
    return given if isinstance(given, list) and len(given) == len(there) else None


def _plain(value: Any) -> bool:
    return isinstance(value, dict) and "type" not in value


def _evaluated(value: Any, matter: Matter, file: str) -> tuple[Fraction, ...]:
    what = f"'{file}', issue '{matter.name}'"
    if not isinstance(value, dict):
        raise WrongValue(f"{what}: its values are no function that can be read")
    kind = _last(value.get("type", "TableFun"))
    if kind == "TableFun":
        given = value if _plain(value) and "mapping" not in value else value.get("mapping")
        if not isinstance(given, dict) or (odd := [each for each in matter.options if each not in given]):
            raise WrongValue(f"{what}: not every option has a value" + (f", '{odd[0]}' has none" if given else ""))
        return tuple(number(given[each], f"{what}, '{each}'") for each in matter.options)
    if kind == "ConstFun":
        return (number(value.get("bias", value.get("value", "0")), what),) * len(matter.options)
    if kind not in ("LinearFun", "AffineFun", "IdentityFun"):
        raise WrongValue(f"{what}: its values are of type '{kind}', which cannot be read")
    slope = number(value.get("slope", "1"), what)
    bias = number(value.get("bias", "0"), what)
    return along(matter, lambda each: bias + slope * each, what)


def _last(name: Any) -> str:
    """The last part of a dotted name."""
    return str(name).rpartition(".")[2]
