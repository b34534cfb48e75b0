"""The sentences of a text, English and Chinese, and where each stands.

Sentence  a sentence, heading or item of a list, with its place

A full stop ends a sentence unless what stands before it is known to carry one (an abbreviation, an initial) or what
follows cannot begin a sentence. A line ends one if it is followed by an empty line, an item, a byline or a date of its
own. In a text with a line for each paragraph every line ends one; in a text that was wrapped, however unevenly, only
the first line of a sentence does, if it was ended although the next word would have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 4000  # a stretch without an end is cut here, so that whatever reads it takes bounded time
_FITS = 60  # columns that any line that was wrapped has had
_UNWRAPPED = re.compile(r"[^\n]{161}|[\u2e80-\uffef][^\n]{80}")  # no wrapped text has lines so long


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Abbreviations without their last full stop: followed by a name, by a number, or by anything.
_NEVER = _words(
    """mr mrs ms mx dr prof gen sen sens rep reps gov govs lt col sgt cpl capt cmdr maj adm amb hon rev fr st mt ft pres
    sec min msgr insp supt vs v cf eg e.g i.e ie viz ca approx dept est al"""
)
_ALSO_WORDS = _words("st min sec est ca ms mt ft hon")  # endings of sentences, unless they have a capital letter
_NUMBERED = _words(
    """no nos nr fed p pp para paras art arts sec secs ch chap fig figs vol vols ed eds stat reg res doc u.s.c c.f.r
    jan feb mar apr jun jul aug sep sept oct nov dec"""
)
_SOMETIMES = _words(
    """inc corp ltd co cos bros jr sr plc llc s.a n.v ph.d m.d b.a m.a d.c u.s u.k u.n e.u u.a.e u.s.a p.r.c r.o.c r.o.k
    d.p.r.k u.s.s.r"""
)
_LISTED = _words("etc a.m p.m am pm")
_AFTER_HOURS = _words(
    """eastern central mountain pacific beijing washington london geneva brussels moscow tokyo delhi gmt utc est edt et
    pst pdt pt cet cest bst ist jst monday tuesday wednesday thursday friday saturday sunday"""
)
# Words that begin sentences and hardly ever names: after "U.S." they tell a new sentence from "U.S. Treasury".
_OPENERS = _words(
    """the a an this that these those it its he she they we i you his her their our there here in on at by for from
    with after before during since until under over as if when while although though because but and or so yet however
    moreover nor not no both each many most some several what who why how whether then thus still now meanwhile
    instead despite today yesterday beijing's washington's officials analysts according to also even only such
    one two three four cf asked earlier later last next among between without within through may"""
)
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")

_END = re.compile(
    r"(?P<stop>[.!?\u2026]{1,8}[\"'\u201d\u2019\u00bb)\]]{0,4}(?:\[\d{1,3}\]){0,4})(?=\s|$)"
    r"|(?<=[a-z])(?P<note>\.[\"\u201d\u2019]?\d{1,3})(?=\s{1,4}[\"\u201c\u2018]?[A-Z])"
    r"|(?P<full>[\u3002\uff01\uff1f\uff0e]{1,8}[\"'\u201d\u2019\u300d\u300f\uff09)\]]{0,4})"
    r"|(?P<line>\r?\n)"
)
_SHOWN = re.compile(r"\S")
_EMPTY_LINE = re.compile(r"[^\S\n]{0,200}\r?\n")
_ITEM = re.compile(
    r"[ \t]{0,40}(?:[-*+\u2022\u00b7\u2013\u2014\u25cf\u25aa]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s|#{1,6}\s|>\s)"
)
_A_DATE = r"(?:[A-Z][a-z]{2,11},? )?(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2}),? \d{4}|\d{4}-\d\d-\d\d"
_DATE_LINE = re.compile(rf"[\s*_]{{0,9}}(?:{_A_DATE})[:.*_\s]{{0,9}}")
_BYLINE = re.compile(rf"[ \t]{{0,40}}(?:By [A-Z]|(?:{_A_DATE})[^\S\n]{{0,40}}(?:\n|$))")
_GOES_ON_LINE = re.compile(
    r"(?:[,;:\uff0c\uff1b\uff1a\u3001\u2013\u2014-]|\b(?:the|a|an|of|and|or|in|on|at|to|for|by|with|from|that|its|their|his|her"
    r"|as|but|which|who|is|are|was|were|be|been|has|have|had|will|would|than|not|between|against|under|over|into|\w+['\u2019]s"
    r"|[A-Z][a-z]+ [A-Z]\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.?))\s*$"
)
_WORD_AHEAD = re.compile(r"[^\S\n]{0,200}(\S{0,40})")
_AHEAD = re.compile(r"\s{1,400}[\"'\u201c\u2018\u00ab(\[*_\u2013\u2014-]{0,4}\s?([^\W_][\w'\u2019]{0,20})?")
_TOKEN = re.compile(r"[\w.'\u2019&]{1,20}$")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,4})\.")
_SAID = re.compile(
    r"[^\u3002\uff0c\uff01\uff1f,\n]{0,8}(?:\u8bf4|\u8868\u793a|\u79f0|\u95ee|\u9053|\u8aaa|\u7a31)"
)  # says, states, asks
_GOES_ON = "\uff0c\u3001\uff1b\uff1a\u7684,;"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or item of a list.

    Attributes:
        start: its first character in the text.
        end: just after its last.
        text: its words as they stand there.
    """

    start: int
    end: int
    text: str


def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of a text in order; none is empty or has space around it.

    >>> [each.text for each in sentences("Mr. Li met the U.S. side. It cut 3.5 percent.")]
    ['Mr. Li met the U.S. side.', 'It cut 3.5 percent.']
    """
    return tuple(split(text))


def split(text: str) -> Iterator[Sentence]:
    """The sentences of a text, one after another."""
    start = 0
    for end in _ends(text):
        yield from _pieces(text, start, end)
        start = end
    yield from _pieces(text, start, len(text))


def _ends(text: str) -> Iterator[int]:
    """Where a sentence ends."""
    start, wrapped = 0, _UNWRAPPED.search(text) is None
    for match in _END.finditer(text):
        kind, end = match.lastgroup, match.end()
        if kind == "stop":
            ends = _stops(text, start, match)
        elif kind == "full":
            ends = _full_stop_ends(text, match)
        elif kind == "note":
            ends = _word_before(text, start, match.start()).lower() not in _NUMBERED
        else:
            ends = _line_ends(text, start, match, wrapped=wrapped)
        if ends:
            yield end
            start = end


def _stops(text: str, start: int, match: re.Match[str]) -> bool:
    """True if a full stop, exclamation or question mark ends the sentence."""
    stop = match[0]
    ahead = _AHEAD.match(text, match.end())
    word = ahead[1] if ahead else None
    if word is None or word[0].islower():  # no word: the end, or a currency sign, a rule, an ellipsis
        return word is None
    if stop[0] != "." or stop.startswith(".."):
        return True
    before = _word_before(text, start, match.start())
    if _begins(text, start, match.start() - len(before)) and _NUMBERING.fullmatch(before + "."):
        return False
    return not before or stop[1:2] in (")", "]") or _abbreviation_ends(before, word)


def _abbreviation_ends(before: str, word: str) -> bool:
    """True if a sentence ends between these words and not an abbreviation only."""
    low, capital, number = before.lower(), before[0].isupper(), word[0].isdigit()
    if low in _NEVER and (capital or low not in _ALSO_WORDS):
        return False
    if low in _NUMBERED and number:
        return False
    if low in _LISTED:
        return not number and word.lower() not in _AFTER_HOURS
    named = capital and (len(low) == 1 or (low in _NUMBERED and len(low) > 2))
    return _opens(word) if named or low in _SOMETIMES or _ACRONYM.fullmatch(before) else True


def _opens(word: str) -> bool:
    return word.lower().replace("\u2019", "'") in _OPENERS


def _begins(text: str, start: int, at: int) -> bool:
    """True if only space or an opening bracket stands between the sentence's start and here."""
    return at - start < 60 and not text[start:at].strip(" \t\r\n(")


def _word_before(text: str, start: int, end: int) -> str:
    """The word that a full stop closes, with the full stops inside it."""
    found = _TOKEN.search(text[max(start, end - 20) : end])
    return found[0].lstrip(".'\u2019&") if found else ""


def _full_stop_ends(text: str, match: re.Match[str]) -> bool:
    """True if a Chinese full stop ends the sentence: not if a quotation goes on into 'he said'."""
    after = text[match.end() : match.end() + 1]
    if after and after in _GOES_ON:
        return False
    quoted = match[0][-1] in "\"'\u201d\u2019\u300d\u300f"
    return not (quoted and match[0][0] != "\u3002" and _SAID.match(text, match.end()))


def _line_ends(text: str, start: int, match: re.Match[str], *, wrapped: bool) -> bool:
    """True if the line's end is one of a sentence: before an empty line, an item or a byline, after a heading."""
    end = match.end()
    if any(form.match(text, end) for form in (_EMPTY_LINE, _ITEM, _BYLINE)):
        return True
    begin = max(text.rfind("\n", max(start, match.start() - 200), match.start()) + 1, start)
    line = text[begin : match.start()]
    if line.lstrip().startswith("#") or _DATE_LINE.fullmatch(line):
        return True
    ahead = _WORD_AHEAD.match(text, end)
    word = ahead[1] if ahead else ""
    if not word or word[0].islower() or not line.strip() or _ITEM.match(text, begin) or _GOES_ON_LINE.search(line):
        return False
    return not wrapped or (_opens_line(text, start, begin) and _would_fit(line, word))


def _opens_line(text: str, start: int, begin: int) -> bool:
    """True if a line is the first of its sentence and holds nothing before it: prose ends its lines where it may."""
    midway = start > 0 and begin == start and text[start - 1] != "\n"
    return not midway and not text[start:begin].strip()


def _would_fit(line: str, word: str) -> bool:
    """True if a line was ended although the next word would have stood in it."""
    wide = sum(2 if letter > "\u2e80" else 1 for letter in line.strip()) if len(line) < _FITS else _FITS
    return wide + 1 + len(word) < _FITS


def _pieces(text: str, start: int, end: int) -> Iterator[Sentence]:
    """What stands from start to end without the space around it, cut where it is too long."""
    while start < end:
        shown = _SHOWN.search(text, start, end)
        if shown is None:
            return
        start = shown.start()
        stop = end
        if end - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            stop = space if space > 0 else start + LONGEST
        words = text[start:stop].rstrip()
        yield Sentence(start, start + len(words), words)
        start = stop
