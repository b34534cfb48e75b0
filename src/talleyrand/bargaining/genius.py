"""The XML files of GENIUS: a domain, and a profile of each side.

Element  one element: its attributes, and the elements in it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from xml.parsers import expat

from talleyrand.bargaining.foreign import Matter, Profile, along, decoded, matters, number, options, row
from talleyrand.errors import WrongValue

MOST_ELEMENTS = 100_000
MOST_DEPTH = 32
INVALID = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
KINDS = ("discrete", "integer")


@dataclass(frozen=True, slots=True)
class Element:
    """An element of an XML file.

    Attributes:
        name: of its tag.
        attributes: by name.
        within: the elements in it, in order; filled while the file is read.
    """

    name: str
    attributes: dict[str, str]
    within: list[Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """Every element of a name in it, however deep, in order."""
        for each in self.within:
            if each.name == name:
                yield each
            yield from each.all(name)


def root(xml: bytes, file: str) -> Element:
    """The outermost element of an XML file, in the encoding that it declares, or else in UTF-8 or UTF-16.

    A document type is refused: one is never needed here, and can make a small file endless.

    Raises:
        WrongValue: if the file is broken, declares a document type, or holds more than a scenario does.
    """
    top = Element("", {})
    open_ones, count = [top], 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS or len(open_ones) > MOST_DEPTH:
            raise WrongValue(f"'{file}' holds more elements, or deeper, than a scenario does")
        made = Element(name, attributes)
        open_ones[-1].within.append(made)
        open_ones.append(made)

    def refuse(*_declared: object) -> None:
        raise WrongValue(f"'{file}' declares a document type in its XML, as no scenario does; it was not read")

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _name: open_ones.pop()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        if error.code == INVALID and b"encoding" not in xml[:200]:
            decoded(xml, file)  # says so if it is not in UTF-8
        raise WrongValue(f"'{file}', line {error.lineno}: {expat.ErrorString(error.code)}") from error
    return top.within[0]


def is_domain(element: Element) -> bool:
    """True of a domain, false of a profile."""
    return element.name == "negotiation_template" or not any(element.all("weight"))


def domain(element: Element, file: str) -> tuple[Matter, ...]:
    """The issues of a domain, or of a profile.

    Raises:
        WrongValue: if one is of a kind that has no options, or has too many.
    """
    return matters([_matter(each, file) for each in element.all("issue")], file)


def _kind(issue: Element, what: str) -> str:
    kind = next((issue.attributes[each] for each in ("vtype", "type", "etype") if each in issue.attributes), "discrete")
    if kind not in KINDS:
        raise WrongValue(f"{what} is of kind '{kind}'; only issues with options can be read, 'discrete' or 'integer'")
    return kind


def _matter(issue: Element, file: str) -> Matter:
    name = issue.attributes.get("name", "")
    what = f"'{file}', issue '{name}'"
    items = _items(issue)
    if _kind(issue, what) == "discrete" or items:
        return Matter(name=name, options=options([each.attributes.get("value", "") for each in items], what))
    there = _bounds(issue, what)
    return Matter(name=name, options=tuple(map(str, there)), first=there.start)


def _items(issue: Element) -> list[Element]:
    """The options of an issue; what lies deeper, in a measure of likeness for one, are no options."""
    return [each for each in issue.within if each.name == "item"]


def _bounds(issue: Element, what: str) -> range:
    for each in (issue, *issue.all("range")):
        if {"lowerbound", "upperbound"} <= set(each.attributes):
            return row(each.attributes["lowerbound"], each.attributes["upperbound"], what)
    raise WrongValue(f"{what} says not from where to where it runs: it has no lowerbound and upperbound")


def profile(element: Element, there: tuple[Matter, ...], file: str, *, name: str) -> Profile:
    """What a side makes of the issues of a domain.

    Raises:
        WrongValue: if it is no sum over issues, leaves an option out, or names what the domain has not.
    """
    if next(element.all("utility_function"), None) is not None or next(element.all("hyperRectangle"), None) is not None:
        raise WrongValue(
            f"'{file}' gives worth to ranges of packages, not to options; only sums over issues can be read"
        )
    issues = {each.attributes.get("name", ""): each for each in element.all("issue")}
    if odd := [each for each in issues if each not in {matter.name for matter in there}]:
        raise WrongValue(f"'{file}' has an issue '{odd[0]}' that the domain has not")
    weights = {each.attributes.get("index"): each.attributes.get("value", "") for each in element.all("weight")}
    found = []
    for matter in there:
        if matter.name not in issues:
            raise WrongValue(f"'{file}' says nothing of the issue '{matter.name}'")
        issue = issues[matter.name]
        index = issue.attributes.get("index")
        if index not in weights:
            raise WrongValue(f"'{file}' gives the issue '{matter.name}' no weight")
        weight = number(weights[index], f"'{file}', the weight of '{matter.name}'")
        found.append((weight, *_evaluated(issue, matter, file)))
    return Profile(name=name, weights=tuple(each[0] for each in found), evaluations=tuple(each[1] for each in found),
                   divided=tuple(each[2] for each in found), reserved=_value(element, "reservation", file),
                   remarks=_remarks(element, file))  # fmt: skip


def _evaluated(issue: Element, matter: Matter, file: str) -> tuple[tuple[Fraction, ...], bool]:
    """The evaluation of each option; and whether GENIUS divides them by the greatest."""
    what = f"'{file}', issue '{matter.name}'"
    if items := _items(issue):
        given = {each.attributes.get("value", ""): each.attributes.get("evaluation") for each in items}
        if odd := [each for each in matter.options if given.get(each) is None]:
            raise WrongValue(f"{what}: the option '{odd[0]}' has no evaluation")
        return tuple(number(given[each], f"{what}, '{each}'") for each in matter.options), True
    line = next(issue.all("evaluator"), None)
    told = line.attributes if line else {}
    kind = told.get("ftype", "")
    if kind not in ("linear", "constant"):
        raise WrongValue(f"{what}: its evaluator is '{kind}'; 'linear' and 'constant' can be read")
    offset = number(told.get("offset", told.get("parameter0", "0")), what)
    slope = number(told.get("slope", told.get("parameter1", "0")), what) if kind == "linear" else Fraction(0)
    first = matter.first or 0
    return along(matter, lambda value: offset + slope * (value - first), what), False


def _value(element: Element, name: str, file: str) -> Fraction | None:
    found = next(element.all(name), None)
    return None if found is None else number(found.attributes.get("value", ""), f"'{file}', {name}")


def _remarks(element: Element, file: str) -> tuple[str, ...]:
    discount = _value(element, "discount_factor", file)
    if discount in (None, 0, 1):
        return ()
    return (f"It discounts by {float(discount or 0):g} over a session of no stated length; that was not taken over.",)
