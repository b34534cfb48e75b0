"""The name nearest to one that is unknown, among however many.

Names  known names, ready to be asked for the nearest
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

CANDIDATES = 8
ALIKE = 0.7
SHORT = 4  # letters: two such names may be near and yet share no three letters in a row
ALIKE_IF_SHORT = 0.6


class Names:
    """Known names, indexed by three letters in a row so that each question is quick."""

    def __init__(self, names: Iterable[str]) -> None:
        self._plain: dict[str, str] = {}
        self._holders: dict[str, list[str]] = {}
        self._short: list[str] = []
        self._answers: dict[str, str] = {}
        for name in names:
            plain = name.casefold()
            if plain not in self._plain:
                self._plain[plain] = name
                if len(plain) <= SHORT:
                    self._short.append(plain)
                for piece in _pieces(plain):
                    self._holders.setdefault(piece, []).append(plain)

    def nearest(self, name: str) -> str:
        """The clause "; did you mean 'x'?", or nothing if no name is near.

        >>> Names(["US", "busan-2025", "geneva-2025"]).nearest("bussan-2025")
        "; did you mean 'busan-2025'?"
        >>> Names(["US"]).nearest("us")
        "; did you mean 'US'?"
        >>> Names(["ARC", "BOR"]).nearest("BRO")
        "; did you mean 'BOR'?"
        """
        if name not in self._answers:
            self._answers[name] = self._nearest(name.casefold())
        return self._answers[name]

    def _nearest(self, plain: str) -> str:
        if len(plain) <= SHORT and (close := get_close_matches(plain, self._short, n=1, cutoff=ALIKE_IF_SHORT)):
            return f"; did you mean '{self._plain[close[0]]}'?"
        shared = Counter(each for piece in _pieces(plain) for each in self._holders.get(piece, ()))
        likely = [each for each, _ in shared.most_common(CANDIDATES)]
        close = get_close_matches(plain, likely, n=1, cutoff=ALIKE)
        return f"; did you mean '{self._plain[close[0]]}'?" if close else ""


def _pieces(name: str) -> set[str]:
    framed = f"^{name}$"
    return {framed[at : at + 3] for at in range(len(framed) - 2)}
