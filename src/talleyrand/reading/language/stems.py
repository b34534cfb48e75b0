"""Words of an English sentence and their stems, so that "went", "goes" and "going" meet.

Token   a word, number or mark, as text; a stem is its shortened form
"""

from __future__ import annotations

import re
from functools import lru_cache

TOKEN = re.compile(r"n't\b|[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,]*%?|'s\b|[.,;:!?\"“”()–—-]|\S")
# The form in the text, then its base; several forms of one base stand before the same colon.
IRREGULAR = """
was were is are been being am: be; has had having: have; did done does doing: do; went gone goes: go; sent: send;
met: meet; held: hold; said says: say; told: tell; gave given: give; took taken: take; made: make; came: come;
brought: bring; bought: buy; sold: sell; fought: fight; shot: shoot; struck stricken: strike; broke broken: break;
spoke spoken: speak; left: leave; led: lead; let: let; lay laid: lay; lost: lose; kept: keep; put: put; cut: cut;
hit: hit; set: set; shut: shut; quit: quit; rose risen: rise; drew drawn: draw; withdrew withdrawn: withdraw;
threw thrown: throw; overthrew overthrown: overthrow; flew flown: fly; drove driven: drive; fell fallen: fall;
found: find; bound: bind; began begun: begin; swore sworn: swear; tore torn: tear; stole stolen: steal; hung: hang;
wrote written: write; rode ridden: ride; sought: seek; caught: catch; taught: teach; thought: think; stood: stand;
understood: understand; withstood: withstand; sat: sit; bore borne: bear; forbade forbidden: forbid; forgave
forgiven: forgive; beat beaten: beat; bit bitten: bite; blew blown: blow; bent: bend; lent: lend; spent: spend;
built: build; rebuilt: rebuild; burnt: burn; dealt: deal; felt: feel; fled: flee; flung: fling; froze frozen: freeze;
got gotten: get; grew grown: grow; heard: hear; hid hidden: hide; knew known: know; paid: pay; ran: run;
overran: overrun; sank sunk: sink; saw seen: see; shook shaken: shake; showed shown: show; sang sung: sing;
slew slain: slay; snuck: sneak; split: split; spread: spread; swept: sweep; swung: swing; undertook undertaken:
undertake; undid undone: undo; upheld: uphold; withheld: withhold; won: win; wound: wound; wove: weave; rang rung: ring;
dug: dig; chose chosen: choose; ate eaten: eat; fed: feed; slid: slide; stuck: stick; hurled: hurl; pled: plead;
repaid: repay; retook retaken: retake; rescinded: rescind; outlawed: outlaw; men: man; women: woman; dying died dies:
die; lying lied lies: lie; wielded: wield; ceded: cede; sewn sewed: sew; sped: speed; shed: shed; bled: bleed
"""
BASES = {
    form: base.strip() for line in IRREGULAR.split(";") for forms, base in [line.split(":")] for form in forms.split()
}
VOWELS = re.compile(r"[aeiouy]")
NOT = re.compile(r"(?i)n't\b")
SHORT = 3


def tokens(text: str) -> tuple[str, ...]:
    """The words, numbers and marks of a text.

    >>> tokens("Paris didn't sign; it's 5%")
    ('Paris', 'did', "n't", 'sign', ';', 'it', "'s", '5%')
    """
    return tuple(TOKEN.findall(NOT.sub(r" n't", text.replace("’", "'"))))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The shortened form that a word shares with its other forms.

    >>> [stem(word) for word in ("withdrew", "Denies", "stopped", "agreeing", "policies")]
    ['withdraw', 'deny', 'stop', 'agr', 'policy']
    """
    low = word.lower()
    low = BASES.get(low, low)
    if len(low) > SHORT and low[0].isalpha():
        low = _without_ending(low)
    return low


def _without_ending(word: str) -> str:
    """A word without plural, past and -ing endings, a doubled last consonant and a silent e."""
    if word.endswith(("ies", "ied")) and len(word) > SHORT + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    else:
        for ending in ("ing", "ed"):
            rest = word.removesuffix(ending)
            if rest != word and len(rest) >= SHORT - 1 and VOWELS.search(rest):
                word = rest
                break
    if len(word) > SHORT and word[-1] == word[-2] and word[-1] not in "aeious":
        word = word[:-1]
    return word.rstrip("e") if len(word) > SHORT else word
