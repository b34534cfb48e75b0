"""What a page holds and does not show: by attributes, inline styles and the simple rules of its own style sheets.

Look  the colours that an element shows its text in
Sheet the classes, ids and tags that the page's own style sheets hide
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_SIMPLE = re.compile(r"([.\#]?)([A-Za-z_][\w-]{0,100})")
_SPOKEN_ONLY = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"))
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "silver": (192, 192, 192),
          "gray": (128, 128, 128), "grey": (128, 128, 128), "snow": (255, 250, 250), "ivory": (255, 255, 240),
          "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255)}  # fmt: skip
PAPER = (255, 255, 255)
_ALIKE = 40  # two colours that differ by less than this, all told, cannot be told apart
_FAR = 900  # pixels beyond the edge
_LONGEST_STYLE = 5_000
_LONGEST_SHEET = 500_000

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """The colours that an element shows its text in, as far as inline styles say.

    Attributes:
        ink: of the letters; nothing if the page's style sheet decides.
        paper: behind them.
    """

    ink: Colour | None = None
    paper: Colour = PAPER


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page's own style sheets hide: `.class`, `#id` and tags."""

    hidden: frozenset[str] = frozenset()

    def hides(self, name: str, attributes: Mapping[str, str]) -> bool:
        """True if a rule hides the element of that tag."""
        if not self.hidden:
            return False
        marks = [name, f"#{attributes.get('id', '')}", *(f".{each}" for each in attributes.get("class", "").split())]
        return not self.hidden.isdisjoint(marks)


def sheet(texts: list[str]) -> Sheet:
    """What style sheets hide by rules of one class, id or tag; rules within `@media` and the like are not looked at."""
    hidden: set[str] = set()
    for text in texts:
        plain = _COMMENT.sub("", text[:_LONGEST_SHEET])
        depth, start, selector = 0, 0, ""
        for sign in re.finditer("[{};]", plain):
            if sign[0] == "{":
                depth += 1
                if depth == 1:
                    selector = plain[start : sign.start()]
                    start = sign.end()
            elif sign[0] == "}":
                depth -= 1
                if depth == 0 and "@" not in selector and _unseen(declarations(plain[start : sign.start()])):
                    hidden.update(each.strip() for each in selector.split(",") if _SIMPLE.fullmatch(each.strip()))
                if depth <= 0:
                    depth, start = 0, sign.end()
            elif depth == 0:
                start = sign.end()
    return Sheet(frozenset(hidden) - {"html", "body"})  # shown by a script once it has loaded


def declarations(style: str) -> dict[str, str]:
    """The properties that an inline style sets, in small letters.

    >>> declarations("DISPLAY: None !important; color:#fff")
    {'display': 'none', 'color': '#fff'}
    """
    plain = _ESCAPED.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), _COMMENT.sub("", style[:_LONGEST_STYLE]))
    pairs = (each.partition(":") for each in plain.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


def hides(attributes: Mapping[str, str], style: Mapping[str, str]) -> bool:
    """True if an element does not show its text, whatever its colours."""
    if "hidden" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    if not _SPOKEN_ONLY.isdisjoint(attributes.get("class", "").lower().split()):
        return True
    return bool(style) and _unseen(style)


def _unseen(style: Mapping[str, str]) -> bool:
    """True if a style shows nothing: not displayed, without size, outside the page, cut off or transparent."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if _amount(style.get("font-size")) <= 1 or _amount(style.get("opacity")) <= 0.05:
        return True
    if style.get("position") in ("absolute", "fixed", "relative") and any(
        abs(_amount(style.get(side), of=0)) >= _FAR and "-" in style[side]
        for side in ("left", "top", "right", "bottom")
    ):
        return True
    if _amount(style.get("text-indent"), of=0) <= -_FAR or re.search(
        r"scale\(\s*0(?:\.0+)?\s*[,)]", style.get("transform", "")
    ):
        return True
    if re.search(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]", style.get("clip", "")) or "inset(50%" in style.get(
        "clip-path", ""
    ):
        return True
    cut = style.get("overflow", "") in ("hidden", "clip")
    return cut and any(_amount(style.get(each)) <= 1 for each in ("width", "height", "max-height", "max-width"))


def _amount(value: str | None, *, of: float = 100) -> float:
    """The number that a value begins with, in about pixels; `of` if it has none."""
    found = _NUMBER.match(value) if value else None
    if found is None or value is None:
        return of
    number = float(found[0])
    return number * (16 if value.endswith("em") else 100 if value.endswith("%") else 1)


def look(style: Mapping[str, str], above: Look) -> Look:
    """The colours of an element within one of other colours."""
    paper = colour(style.get("background-color") or style.get("background"))
    ink = style.get("color", "")
    clear = ink == "transparent" or re.fullmatch(r"rgba\(.*,\s*0?\.?0+\s*\)", ink[:60]) is not None
    behind = paper or above.paper
    return Look(behind if clear else colour(ink) or above.ink, behind)


def blank(seen: Look) -> bool:
    """True if letters and paper cannot be told apart.

    >>> blank(look(declarations("color: #fefefe"), Look())), blank(look(declarations("color: #c00"), Look()))
    (True, False)
    """
    return seen.ink is not None and sum(abs(a - b) for a, b in zip(seen.ink, seen.paper, strict=True)) < _ALIKE


def colour(value: str | None) -> Colour | None:
    """Red, green and blue of a colour as styles write it, or nothing."""
    text = (value or "")[:200].strip()
    if found := re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])", text):
        digits = found[1] if len(found[1]) == 6 else "".join(2 * each for each in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:\)|[,/]\s*(?:1|0?\.[1-9]))", text):
        return int(found[1]), int(found[2]), int(found[3])
    return _NAMED.get(text.split(" ")[0])
