"""English words for the Chinese terms of a text, simplified or traditional, to find what it tells in an English record.

It guards that the longest term is taken, and that a text without Chinese costs nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

# The traditional form of each character of a term, and its simplified form.
_SIMPLE = str.maketrans(
    "關稅對徵許證實單體鎵鍺銻鎢銦鉍鉬釤釔鈧鏑鋱鋰電礦產導農機倫馬羅訪談會協議聲臺灣華為國務財暫銷釋極參兩類納鋼鋁陽飛場調傾銷軍氣氫島爾維納蘇黎盧堡萬達東莫開羅內雅衛賓階識結簽預額",
    "关税对征许证实单体镓锗锑钨铟铋钼钐钇钪镝铽锂电矿产导农机伦马罗访谈会协议声台湾华为国务财暂销释极参两类纳钢铝阳飞场调倾销军气氢岛尔维纳苏黎卢堡万达东莫开罗内雅卫宾阶识结签预额",
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def _terms() -> tuple[dict[str, str], re.Pattern[str]]:
    told = yaml.safe_load(Path(__file__).with_name("gloss.yaml").read_text(encoding="utf-8"))
    return told, re.compile("|".join(map(re.escape, sorted(told, key=len, reverse=True))))


@lru_cache(maxsize=4096)
def english(text: str) -> str:
    """The English words for the Chinese terms of a text, in their order; empty if it has none.

    >>> english("中国对镓、锗实行出口许可")
    'gallium germanium export licence'
    """
    if not _CHINESE.search(text):
        return ""
    terms, form = _terms()
    return " ".join(terms[each] for each in form.findall(text.translate(_SIMPLE)))
