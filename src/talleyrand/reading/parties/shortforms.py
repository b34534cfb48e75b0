"""One-character names of states in Chinese: 中方, 中美关系, 对华.

ShortForms  the forms of the states of a record and of the general list
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from talleyrand.reading.parties.naming import Naming, Sense
from talleyrand.reading.parties.states import Atlas
from talleyrand.record.entries import Party
from talleyrand.record.record import Record

# What follows where two characters side by side are two states, and where one after 对 is one.
_BETWEEN = (
    "(?=两国|双方|双边|关系|经贸|贸易|之间|元首|领导人|会谈|战略"
    "|峰会|磋商|谈判|外长|合作|联合|边境|冲突|关税|高层|首脑|防长)"
)
_AFTER = "(?=加征|关税|出口|进口|贸易|投资|制裁|的|实施|采取|政策|军售|遏制|施压|进行|访问|开展|[，。、；）])"
# As "side": not 方案, 方向, 方法, 方便, 方式, 方面, 方针; 立方 and the like are measures.
_SIDE = "方(?![案向法便式针]|面(?!的))"
_RARE_SIDES = frozenset("立加老约新格摩意波马哈吉塔希西土沙芬捷爱罗匈奥阿葡蒙挪荷秘叙黎埃尼孟梵委墨泰")


class ShortForms:
    """The one-character names of the states of a record and of the general list.

    It guards one invariant: a character that is an ordinary word too counts only where a state must stand.
    """

    def __init__(self, record: Record, world: Atlas, names: Naming) -> None:
        self._senses: dict[str, Sense] = {}
        for code, state in world.states.items():
            for short in state.short:
                if len(short) == 1:
                    party = names.parties.get(code, "")
                    self._senses[short] = Sense(party=party, state=code, how="alias")
        self._own = {short for short, sense in self._senses.items() if sense.party}
        for each in record.of(Party):
            self._add_unlisted(each, names)
        own, every = "".join(sorted(self._own)), "".join(sorted(self._senses))
        sided = "".join(each for each in every if each in self._own or each not in _RARE_SIDES)
        self._forms = re.compile(
            rf"(?<![其当之])(?P<a>[{every}])(?P<b>[{every}]){_BETWEEN}"
            + (rf"|(?<![其当之])(?P<c>[{own}])(?P<d>[{own}])" if own else "")
            + rf"|(?P<e>[{sided}]){_SIDE}|(?<=[对赴访驻援输涉])(?P<f>[{every}]){_AFTER}"
        )

    def _add_unlisted(self, party: Party, names: Naming) -> None:
        """The first character of the Chinese name of a state that the general list does not have."""
        if party.id in names.codes or party.of or party.form not in {"state", "body", "bloc"}:
            return
        for name in party.names:
            if name.language.startswith("zh") and name.text and name.text[0] not in self._senses:
                self._senses[name.text[0]] = Sense(party=party.id, how="alias")
                self._own.add(name.text[0])

    def find(self, text: str) -> Iterator[tuple[int, int, Sense]]:
        """Each such name in a text, in order."""
        for match in self._forms.finditer(text):
            for group in "abcdef":
                if group in self._forms.groupindex and match[group]:
                    start = match.start(group)
                    end = match.end() if group == "e" else start + 1
                    yield start, end, self._senses[match[group]]
