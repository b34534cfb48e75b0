"""Bytes become characters: by a mark at their start, by what is declared, or by one of a few encodings that fit.

Decoded  the characters, the codec that made them, and what is doubtful about it

What is declared is believed if it fits. Only UTF-8, UTF-16, GB18030, Big5 and Windows-1252 are tried unasked;
what none of them fits is refused, never guessed at.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from talleyrand.errors import WrongValue

TRIED = "UTF-8, UTF-16, GB18030, Big5 and Windows-1252"
FEW = 0.01  # share of characters that may be unreadable or controls in what is still text
SAMPLE = 100_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

# The labels that pages and letters use, and the codec that reads each; no other codec of Python's is ever called.
LABELS = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030",
    "hz-gb-2312": "hz", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "koi8-r": "koi8_r", "windows-1251": "cp1251",
    "windows-1250": "cp1250", "windows-1253": "cp1253", "windows-1254": "cp1254", "windows-1256": "cp1256",
    "iso-8859-2": "iso8859_2", "iso-8859-5": "iso8859_5", "iso-8859-9": "cp1254", "iso-8859-15": "iso8859_15",
}  # fmt: skip

# The characters that make up about half of any Chinese text, in both scripts: by them a wrong codec is found out.
_FREQUENT = frozenset(
    "的一是不了在人有我他中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成"
    "方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此"
    "已工使情明性知全三又关点正业外将两高间由问很最重并物应战向头文体政美相见被利什二等产或新己制身果加西月话合回特代"
    "内信表化老给世位次度任常先海通教原东声提立及比员解水名真论处义各入几口认条平系气题更别变四总何电数安少报才结反受"
    "目太量再建务做接必场件计管期市直资命金指许统区保至形社决治展科司五基书非则听却界达放强即难且权思完设式路记南品住"
    "这個這們個来來為國說時會對過發後裡從實軍無與長機點業將兩間問應戰頭體見產話內東聲員論處義條氣題變總電數報結務場計"
    "資許統區隊決馬書則聽達強難權設記張該規萬術領確傳師觀讓識帶導爭運關於還經現當動進開貿稅贸税商措施，。、"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters made of bytes.

    Attributes:
        text: the characters; what could not be read is U+FFFD.
        encoding: the codec: `data.decode(encoding, "replace")` gives the text again.
        doubts: what is doubtful about it.
    """

    text: str
    encoding: str
    doubts: tuple[str, ...] = ()


def decoded(data: bytes, *, declared: str = "", name: str = "the document") -> Decoded:
    """The characters of a text.

    Args:
        declared: the encoding that came with it, as a page or a letter names it.
        name: what to call it in a message.

    Raises:
        WrongValue: if it is no text, or in none of the encodings that are tried.
    """
    found = _decoded(data, LABELS.get(declared.strip().lower(), ""), declared.strip(), name)
    sample = found.text[:SAMPLE]
    controls = sum(each < " " and each not in "\t\n\r\f" for each in sample)
    if controls > FEW * len(sample) + 1:
        raise WrongValue(f"'{name}' is no text: it is full of control characters")
    return found


def _decoded(data: bytes, label: str, declared: str, name: str) -> Decoded:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _replaced(data, codec, name)
    if label and _fits(data, label):
        return Decoded(data.decode(label), label)
    codec = _tried(data)
    doubt = (f"it says that it is in {declared[:40]!a} and is not",) if declared else ()
    if codec:
        return Decoded(data.decode(codec), codec, doubt)
    return _replaced(data, label or "utf-8", name)


def _replaced(data: bytes, codec: str, name: str) -> Decoded:
    """The text with a mark for each character that cannot be read, if they are few."""
    text = data.decode(codec, "replace")
    bad = text.count("\ufffd")
    if bad > FEW * len(text):
        raise WrongValue(f"'{name}' is no text in {TRIED}, or is broken; save it as UTF-8")
    return Decoded(text, codec, (f"{bad} characters could not be read",) if bad else ())


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _tried(data: bytes) -> str:
    """The first encoding of the short list that fits, or nothing."""
    wide = _wide(data)
    if wide:
        return wide
    if _fits(data, "utf-8"):
        return "utf-8"
    shares = [(_frequent(data, codec), codec) for codec in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")]
    for share, codec in sorted(shares, reverse=True):
        if share >= 0.3 and _fits(data, codec):
            return codec
    return "cp1252" if _western(data) else ""


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, by every other byte of Western letters being nought."""
    sample = data[: SAMPLE * 2]
    if len(data) % 2 or len(sample) < 4:
        return ""
    half = len(sample) / 2
    high, low = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(high, low) < 0.3 or min(high, low) > 0.05:
        return ""
    codec = "utf-16-le" if low > high else "utf-16-be"
    return codec if _fits(data, codec) else ""


def _frequent(data: bytes, codec: str) -> float:
    """What share of the characters beyond ASCII are frequent in Chinese."""
    sample = [each for each in data[:SAMPLE].decode(codec, "ignore") if each > "\x7f"]
    return sum(each in _FREQUENT for each in sample) / len(sample) if sample else 0.0


def _western(data: bytes) -> bool:
    if not _fits(data, "cp1252"):
        return False
    sample = data[:SAMPLE]
    high = sum(each > 0x7F for each in sample)
    return high <= 0.2 * len(sample) and len(re.findall(rb"[A-Za-z]", sample)) > 2 * high
