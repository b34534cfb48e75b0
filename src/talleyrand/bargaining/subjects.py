"""What can be asked of a negotiation, by the names that every door gives it.

Subject   one question: its name, its title, the function that answers it, and what it takes
SUBJECTS  all of them; the shell, the browser and Python offer just these
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc

from talleyrand.bargaining import headlines, ratified, surviving, tabled, upheld
from talleyrand.bargaining.asking import Asked
from talleyrand.books.statement import Statement
from talleyrand.errors import NotFound, nearest

DRAWN = ("draws", "enough")  # what all questions take that look at more than the best guesses


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One question about a negotiation.

    Attributes:
        name: in the shell, in addresses and in Python.
        title: as a page calls it.
        ask: answers it.
        takes: the attributes of `Asked` that its answer hangs on, beside the negotiation and the two days.
    """

    name: str
    title: str
    ask: Callable[[Asked], Statement]
    takes: tuple[str, ...] = ()

    @property
    def meaning(self) -> str:
        """What it answers, in one sentence: the first line of the function's own description."""
        return (getdoc(self.ask) or "").partition("\n")[0]


SUBJECTS: tuple[Subject, ...] = (
    Subject(name="overview", title="Overview", ask=headlines.overview, takes=("package", *DRAWN)),
    Subject(name="frontier", title="Efficient packages", ask=tabled.frontier),
    Subject(name="robust", title="Packages that survive", ask=surviving.surviving, takes=DRAWN),
    Subject(name="options", title="Options that are acceptable", ask=surviving.acceptable, takes=DRAWN),
    Subject(name="find-out", title="Worth finding out", ask=surviving.worth_finding_out, takes=DRAWN),
    Subject(name="draft", title="A draft", ask=tabled.draft, takes=("package", *DRAWN)),
    Subject(name="ratify", title="Who must agree at home", ask=ratified.carried, takes=("package", *DRAWN)),
    Subject(name="tighter", title="A tighter home", ask=ratified.tightened, takes=("side",)),
    Subject(name="stages", title="Stages that hold", ask=upheld.staged),
    Subject(name="stability", title="Who would upset it", ask=upheld.upset, takes=("situation",)),
    Subject(name="roadmap", title="Roadmap", ask=upheld.dated),
)


def subject(name: str) -> Subject:
    """The subject of that name.

    Raises:
        NotFound: if there is none; the message offers the nearest.
    """
    names = [each.name for each in SUBJECTS]
    if name not in names:
        raise NotFound(f"'{name}' is no subject{nearest(name, names) or '; there are: ' + ', '.join(names)}")
    return SUBJECTS[names.index(name)]


def plan(asked: Asked, show: str = "overview") -> Statement:
    """What can be said of a negotiation on one subject.

    Args:
        asked: which negotiation, on what day, and of which package, side or situation.
        show: overview, frontier, robust, options, find-out, draft, ratify, tighter, stages, stability or roadmap.

    Raises:
        NotFound: if there is no such subject, issue, option, side or situation.
        WrongValue: if no package can be signed, or a number is out of bounds.
    """
    return subject(show).ask(asked)
