"""A model's answer is held against the schema, strictly and by us: whatever server there is may have ignored it.

Item    one finding whose every field is of its sort, its words among those that may be used
Answer  the items of one answer, and why others were refused
Refusal what was refused, and why

A fence around the JSON, or words around it, are passed over; nothing else is put right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from talleyrand.errors import WrongValue, nearest
from talleyrand.reading.asked.codebook import FORMS_BY_KIND, SHARED, Field, Form, allowed
from talleyrand.reading.asked.untrusted import Numeral, parsed, shown
from talleyrand.record.dates import when

MOST_ITEMS, MOST_LISTED = 60, 12
LONGEST_PROSE, LONGEST_VERBATIM, LONGEST_WORD = 240, 800, 120
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_MARKUP = re.compile(r"[<>{}`\\|]|://|www\.", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?", re.ASCII)

Codes = Mapping[str, tuple[str, ...]]
Value = str | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something in an answer that was refused.

    Attributes:
        about: which item, or the words that it quotes.
        reason: why, in words that the model may be told too.
    """

    about: str
    reason: str

    def __str__(self) -> str:
        return f"{self.about}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One finding whose every field is of its sort.

    Attributes:
        form: the kind of entry.
        values: what each field holds; None where the model left it empty.
    """

    form: Form
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """What a field holds; empty if it was left so."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def several(self, name: str) -> tuple[str, ...]:
        """What a field holds that is a list."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The items of one answer.

    Attributes:
        items: those of the right form.
        refusals: why others were refused.
        broken: why the answer as a whole cannot be read; empty if it can.
    """

    items: tuple[Item, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    broken: str = ""


def answer(text: str, codes: Codes) -> Answer:
    """What a model's words hold.

    Args:
        codes: the words that may be used, as the codebook gave them.

    >>> answer("Certainly!", {}).broken
    'it holds no JSON object'
    """
    try:
        held = parsed(object_in(text))
        if not isinstance(held, dict) or set(held) != {"found"} or not isinstance(held["found"], list):
            raise WrongValue('it is not of the form {"found": [...]}')
    except WrongValue as fault:
        return Answer(broken=str(fault))
    items: list[Item] = []
    refusals: list[Refusal] = []
    for number, each in enumerate(held["found"][:MOST_ITEMS], 1):
        try:
            items.append(_item(each, codes))
        except WrongValue as fault:
            refusals.append(Refusal(about=_about(each, number), reason=str(fault)))
    if len(held["found"]) > MOST_ITEMS:
        refusals.append(Refusal(about="the rest", reason=f"there are more than {MOST_ITEMS} items"))
    return Answer(items=tuple(items), refusals=tuple(refusals))


def object_in(text: str) -> str:
    """The JSON object in a text, without a fence or words around it.

    Raises:
        WrongValue: if there is none.
    """
    thought = _THOUGHT.match(text)
    rest = text[thought.end() :] if thought else text
    start, end = rest.find("{"), rest.rfind("}")
    if start < 0 or end < start:
        raise WrongValue("it holds no JSON object")
    return rest[start : end + 1]


def _about(item: object, number: int) -> str:
    quote = item.get("quote") if isinstance(item, dict) else None
    return f"item {number}" + (f" ('{shown(quote, 60)}')" if isinstance(quote, str) else "")


def _item(raw: object, codes: Codes) -> Item:
    if not isinstance(raw, dict):
        raise WrongValue("it is no object")
    kind = raw.get("entry")
    form = FORMS_BY_KIND.get(kind) if isinstance(kind, str) else None
    if form is None:
        raise WrongValue(f"entry: {_told(kind)} is none of {', '.join(FORMS_BY_KIND)}")
    fields = {each.name: each for each in (*SHARED, *form.fields)}
    unknown = [name for name in raw if name not in fields and name != "entry"]
    if unknown:
        raise WrongValue(f"there is no field '{shown(unknown[0], 40)}' in {form.kind}{nearest(unknown[0], fields)}")
    return Item(form=form, values={name: _value(raw.get(name), field, codes) for name, field in fields.items()})


def _value(raw: object, field: Field, codes: Codes) -> Value:
    """What a field holds.

    Raises:
        WrongValue: if that is not of its sort.
    """
    if field.several:
        if not isinstance(raw, list) or len(raw) > MOST_LISTED:
            raise WrongValue(f"{field.name}: expected a list of at most {MOST_LISTED}, not {_told(raw)}")
        return tuple(dict.fromkeys(_text(each, field, codes) for each in raw))
    if raw is None or raw == "":
        if field.needed:
            raise WrongValue(f"{field.name}: it is missing")
        return None
    if field.sort == "truth":
        if not isinstance(raw, bool):
            raise WrongValue(f"{field.name}: expected true or false, not {_told(raw)}")
        return raw
    return _text(raw, field, codes)


def _text(raw: object, field: Field, codes: Codes) -> str:
    """What a field that takes one text or number holds."""
    if field.sort == "number":
        if not isinstance(raw, str) or not _NUMBER.fullmatch(raw):
            raise WrongValue(f"{field.name}: expected a number as 1234.5, not {_told(raw)}")
        return str(raw)
    if not isinstance(raw, str) or (isinstance(raw, Numeral) and field.sort != "date"):
        raise WrongValue(f"{field.name}: expected a text, not {_told(raw)}")
    words = allowed(field, codes)
    if words or field.code or field.sort in ("party", "issue", "agreement"):
        if raw not in words:
            raise WrongValue(f"{field.name}: {_told(raw)} is not among its words{nearest(raw[:LONGEST_WORD], words)}")
        return raw
    if field.sort == "date":
        return _date(raw, field)
    return _words(raw, field)


def _date(raw: str, field: Field) -> str:
    if len(raw) > LONGEST_WORD or not raw.isprintable():
        raise WrongValue(f"{field.name}: {_told(raw)} is no date")
    try:
        return when(raw.strip()).text
    except WrongValue as fault:
        raise WrongValue(f"{field.name}: {fault}") from None


def _words(raw: str, field: Field) -> str:
    """Free text: copied words as they are, our own on one line without markup."""
    if field.sort == "verbatim":
        if len(raw) > LONGEST_VERBATIM or not raw.strip():
            raise WrongValue(f"{field.name}: expected at most {LONGEST_VERBATIM} letters, copied")
        return raw
    if not raw.strip() or len(raw) > LONGEST_PROSE or not raw.isprintable():
        raise WrongValue(f"{field.name}: expected one line of at most {LONGEST_PROSE} letters, all of them visible")
    if _MARKUP.search(raw):
        raise WrongValue(f"{field.name}: expected plain words without markup or addresses")
    return raw.strip()


def _told(raw: object) -> str:
    """A value of a stranger as a message shows it."""
    if isinstance(raw, Numeral):
        return f"the number {shown(raw, 30)}"
    if isinstance(raw, str):
        return f"'{shown(raw, 60)}'"
    named: Sequence[tuple[type, str]] = ((bool, "true or false"), (list, "a list"), (dict, "an object"))
    return next((word for kind, word in named if isinstance(raw, kind)), "null")
