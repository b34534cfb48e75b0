"""What can be asked of a negotiation, by the names that every door gives it.

Subject   one question: its name, its title, the function that answers it, and what it takes
SUBJECTS  all of them; the shell, the browser and Python offer just these
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc

from talleyrand.bargaining import ratified, surviving, tabled, upheld
from talleyrand.bargaining.asking import Asked
from talleyrand.bargaining.headlines import overview
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


def frontier(asked: Asked) -> Statement:
    """The packages that leave nothing on the table, at the best guesses, and those that theory picks."""
    return tabled.frontier(asked.negotiation, on=asked.on, known=asked.known)


def robust(asked: Asked) -> Statement:
    """The packages that fare best over everything that the sides may want, with how often and how far."""
    return surviving.surviving(asked.negotiation, asked.outlook, on=asked.on, known=asked.known)


def options(asked: Asked) -> Statement:
    """How often each option of each issue is in a deal, over everything that the sides may want."""
    return surviving.acceptable(asked.negotiation, asked.outlook, on=asked.on, known=asked.known)


def find_out(asked: Asked) -> Statement:
    """Which guesses are worth finding out before the talks, the dearest first."""
    return surviving.worth_finding_out(asked.negotiation, asked.outlook, on=asked.on, known=asked.known)


def draft(asked: Asked) -> Statement:
    """What stands against a draft, what is better than it, and the nearest that can be."""
    return tabled.draft(asked.negotiation, asked.settled, on=asked.on, known=asked.known)


def ratify(asked: Asked) -> Statement:
    """How likely each home carries a package, on whom it hangs, and what would turn it."""
    return ratified.carried(asked.negotiation, asked.settled, on=asked.on, known=asked.known)


def tighter(asked: Asked) -> Statement:
    """What it brings a side at the table that its home asks for more: better terms, and then no deal."""
    return ratified.tightened(asked.negotiation, asked.at_home, on=asked.on, known=asked.known)


def stages(asked: Asked) -> Statement:
    """At what patience each side keeps each stage, what patience it has, and the least change that would hold it."""
    return upheld.staged(asked.negotiation, on=asked.on, known=asked.known)


def stability(asked: Asked) -> Statement:
    """Who would upset each state of a situation, and who would hold back for fear of what follows."""
    return upheld.upset(asked.negotiation, asked.situation, on=asked.on, known=asked.known)


def roadmap(asked: Asked) -> Statement:
    """The steps by their days, and what is missing for them."""
    return upheld.dated(asked.negotiation, asked.record, on=asked.on, known=asked.known)


SUBJECTS: tuple[Subject, ...] = (
    Subject(name="overview", title="Overview", ask=overview, takes=("package", *DRAWN)),
    Subject(name="frontier", title="Efficient packages", ask=frontier),
    Subject(name="robust", title="Packages that survive", ask=robust, takes=DRAWN),
    Subject(name="options", title="Options that are acceptable", ask=options, takes=DRAWN),
    Subject(name="find-out", title="Worth finding out", ask=find_out, takes=DRAWN),
    Subject(name="draft", title="A draft", ask=draft, takes=("package", *DRAWN)),
    Subject(name="ratify", title="Who must agree at home", ask=ratify, takes=("package", *DRAWN)),
    Subject(name="tighter", title="A tighter home", ask=tighter, takes=("side",)),
    Subject(name="stages", title="Stages that hold", ask=stages),
    Subject(name="stability", title="Who would upset it", ask=stability, takes=("situation",)),
    Subject(name="roadmap", title="Roadmap", ask=roadmap),
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
