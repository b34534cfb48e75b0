"""The laws, orders and notices that a sentence names by number, each in one form.

Reference  a name with its place: `EO 14257`, `90 FR 15041`, `section 301`, `announcement 61 of 2025`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NOTICES = {
    "announcement": "announcement", "notice": "notice", "order": "order", "decree": "decree",
    "regulation": "regulation",
    "resolution": "resolution", "directive": "directive", "公告": "announcement", "令": "order", "通知": "notice",
    "决议": "resolution",
}  # fmt: skip
_ENGLISH_NOTICE = "announcement|notice|order|decree|regulation|resolution|directive"
# Each form with the name it comes to; a group that is missing takes the words about it with it.
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form), name)
    for form, name in (
        (r"\b(?:[Ee]xecutive [Oo]rders?|E\.O\.|EO)(?: Nos?\.)? ?(\d{4,5})\b", "EO {0}"),
        (r"\b[Pp]roclamation(?: No\.)? (\d{4,5})\b", "proclamation {0}"),
        (r"\bAnnouncements? (\d{1,4})\b", "announcement {0}"),
        (r"\b(\d{1,3}) (?:FR|F\.R\.|Fed\. ?Reg\.) ?(\d[\d,]{0,6}\d)\b", "{0} FR {1}"),
        (r"\b(\d{1,2}) (?:U\.S\.C\.|USC)(?: §+| [Ss]ec(?:tion|\.))? ?(\d+[a-z]?(?:\(\w+\))*)", "{0} USC {1}"),
        (r"\b(\d{1,2}) (?:C\.F\.R\.|CFR)(?: [Pp]arts?| §+)? ?(\d+(?:\.\d+)?)", "{0} CFR {1}"),
        (r"\b(?:Pub(?:lic|\.) L(?:aw|\.)(?: No\.)?|P\.L\.) ?(\d{2,3})[-–](\d{1,3})\b", "PL {0}-{1}"),
        (r"\b(?:H\.R\.|HR) ?(\d{1,5})\b", "HR {0}"),
        (r"(?:\b[Ss]ections?|\b[Ss]ec\.|§+) ?(\d+[A-Za-z]?(?:\(\w+\))*)", "section {0}"),
        (r"\b(?:[Aa]rticles?|[Aa]rt\.) (\d+(?:\.\d+)*(?:\(\w+\))*|[IVX]+\b)", "article {0}"),
        (r"\b(?:HTSUS?|(?:sub)?headings?)(?: subheadings?| headings?)? (\d{4}(?:\.\d\d){1,3})\b", "HTS {0}"),
        (r"\b(?:UNSCR|(?:UN )?Security Council [Rr]esolution) (\d{1,4})\b", "resolution {0}"),
        (r"第([一二三四五六七八九十百\d]+)条", "article {0}"),
        (r"第(\d+)号行政令|(?<=行政令)第?(\d{5})号?", "EO {0}"),
    )
)
# The second number of several: "Executive Orders 14257 of 2 April and 14259".
_SECOND = re.compile(
    r"\b[Ee]xecutive [Oo]rders (?:Nos?\. ?)?\d{4,5}\b[^.;]{0,60}?\band (?:No\. ?)?(?P<number>\d{4,5})\b"
)
_NOTICE = re.compile(
    rf"\b(?i:(?P<kind>{_ENGLISH_NOTICE}))s? (?:Nos?\. ?|#|number )(?P<number>\d+)(?:,? (?:of |\(|\[)?(?P<year>(?:19"
    rf"|20)\d\d)\b[)\]]?"
    rf"|/(?P<year2>(?:19|20)\d\d))?|\b(?i:(?P<kind2>resolution|decree|directive)) (?P<number2>\d{{1,5}})\b"
)
_CHINESE_NOTICE = re.compile(
    r"(?P<kind>公告|令|通知|决议)(?P<year>\d{4})年第(?P<number>\d+)号|(?:(?P<year2>\d{4})年)?第(?P<number2>\d+)号(?P<kind2>公告|令"
    r"|通知|决议)"
    r"|(?P<year3>\d{4})年第(?P<number3>\d+)号"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of a law, order or notice, with its place.

    Attributes:
        start: its first character.
        end: just after its last.
        name: what it is called, in one form.
    """

    start: int
    end: int
    name: str


def references(sentence: str) -> tuple[Reference, ...]:
    """The laws, orders and notices that a sentence names by number, in order.

    >>> [each.name for each in references("Executive Order 14257 (90 FR 15041) and 第61号公告")]
    ['EO 14257', '90 FR 15041', 'announcement 61']
    """
    kept: list[Reference] = []
    for found in sorted(_found(sentence), key=lambda each: (each.start, -each.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return tuple(kept)


def _found(sentence: str) -> Iterator[Reference]:
    for form, name in _FORMS:
        for match in form.finditer(sentence):
            parts = [each.replace(",", "") for each in match.groups() if each]
            yield Reference(match.start(), match.end(), name.format(*parts))
    for match in _SECOND.finditer(sentence):
        yield Reference(match.start("number"), match.end("number"), f"EO {match['number']}")
    for form in (_NOTICE, _CHINESE_NOTICE):
        for match in form.finditer(sentence):
            said = {key.rstrip("23"): words for key, words in match.groupdict().items() if words}
            kind = _NOTICES[said.get("kind", "公告").lower()]
            year = f" of {said['year']}" if "year" in said else ""
            yield Reference(match.start(), match.end(), f"{kind} {said['number']}{year}")
