"""Made-up records of any size, valid and shaped like a real one, and ledgers to compare with.

World   what has been made up so far: who there is, what may be cited, answered and carried out
record  the files of a record of so many entries, by name
ledger  a Beancount ledger of as many dated directives

    python benchmarks/generate.py 5000 FOLDER

The same number and seed always give the same record. Its states are invented; nothing in it happened. What it
shares with a real record is its make-up: the mix of kinds, lives of several steps, entries that cite, answer and
carry out one another, a pair of states between which most of it lies, and about 1.4 kB of YAML an entry.
"""

from __future__ import annotations

import sys
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random

FIRST, LAST, TODAY = date(2009, 1, 5), date(2026, 5, 25), date(2026, 7, 1)
START, END = FIRST.toordinal(), LAST.toordinal()
FILE = 250_000  # characters after which a file ends and the next begins

# How many of a thousand entries are of each kind; the rest are acts. Kinds stand in the order they are made up in.
SHARES = {"party": 10, "person": 35, "issue": 2, "source": 300, "channel": 20, "meeting": 130, "agreement": 20,
          "measure": 80, "commitment": 75, "reading": 70, "talks": 20, "indicator": 20, "question": 18, "assert": 30,
          "act": 170}  # fmt: skip
STATES = {"ALDER": "America/New_York", "BIRCH": "Asia/Shanghai", "CEDAR": "Europe/Berlin", "DOGWOOD": "Asia/Tokyo",
          "ELM": "Europe/London", "FIR": "Asia/Singapore"}  # fmt: skip
AGENCIES = ("TRADE", "STATE", "COURT")
ISSUES = ("trade/tariffs", "trade/agriculture", "technology/chips", "minerals/rare-earths", "security/taiwan",
          "security/military-contacts", "law-enforcement/fentanyl", "finance", "climate")  # fmt: skip
INSTRUMENTS = ("export-control", "entity-listing", "port-fee", "visa-restriction", "investigation", "purchase-halt")
ACTS = ("statement", "praise", "consult", "offer", "cooperate", "ease", "release", "purchase", "accuse", "reject",
        "threaten", "protest", "sanction", "visit-third", "exercise")  # fmt: skip
LEVELS = ("leader", "principal", "minister", "vice-minister", "official", "working")
WORDS = """the both sides a delegation that officials in trade talks goods duty order notice list exports licence
minerals ships ports fees growers buyers cargoes payments said would for before after under until part of review panel
ministry capital week month quarter year statement text annex clause figures customs agency rule on hold again raised
lowered kept named published counted shipped booked agreed first second third earlier later new former"""
QUOTES = ("both sides will continue to consult", "the order takes effect at once", "no date has been set",
          "we have met our obligations in full", "the list will be reviewed every quarter")  # fmt: skip
CHINESE = (("双方同意继续磋商", "The two sides agree to go on consulting"),
           ("暂停实施一年", "Implementation is suspended for one year"))  # fmt: skip


@cache
def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


@dataclass(slots=True)
class Deal:
    """An agreement as others refer to it."""

    day: int
    id: str
    clauses: tuple[str, ...]


Pair = tuple[str, str]
Told = list[tuple[int, str]]  # days and ids, in order of day


@dataclass(slots=True)
class World:
    """What has been made up so far.

    Attributes:
        people: ids by state.
        sources: the sources of each state's voice, each in turn.
        deals, told, measures, meetings, channels: by pair of states, in order of id.
        states: what is surely so on a day: measure, day, state, level.
        levels: for each direction, the across-the-board duties, each as its days and levels.
    """

    rng: Random
    sentences: list[str] = field(default_factory=list)
    people: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sources: dict[str, Iterator[str]] = field(default_factory=dict)
    deals: dict[Pair, list[Deal]] = field(default_factory=lambda: defaultdict(list))
    told: dict[Pair, Told] = field(default_factory=lambda: defaultdict(list))
    measures: dict[Pair, list[str]] = field(default_factory=lambda: defaultdict(list))
    meetings: dict[Pair, list[str]] = field(default_factory=lambda: defaultdict(list))
    channels: dict[Pair, list[str]] = field(default_factory=lambda: defaultdict(list))
    states: list[tuple[str, int, str, int | None]] = field(default_factory=list)
    levels: dict[Pair, list[list[tuple[int, int]]]] = field(default_factory=lambda: defaultdict(list))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def pair(self) -> Pair:
        """Two states, one way or the other: the first two of the world more often than not."""
        names = list(STATES)
        one, other = names[:2] if self.chance(0.6) else self.rng.sample(names, 2)
        return (one, other) if self.chance(0.5) else (other, one)

    def day(self, before: int = END) -> int:
        return self.rng.randint(START, before)

    def sentence(self) -> str:
        return self.rng.choice(self.sentences)

    def prose(self, indent: int, least: int, most: int) -> str:
        """A folded text of several sentences, one a line."""
        lines = (self.sentence() for _ in range(self.rng.randint(least, most)))
        return ">-\n" + "\n".join(f"{' ' * indent}{line}." for line in lines)

    def cites(self, state: str, *more: str) -> str:
        """Sources of these states' voices, some with their words."""
        cited = [self._cite(next(self.sources[each])) for each in (state, *more)]
        if self.chance(0.6):
            cited.append(next(self.sources[state]))
        return f"[{', '.join(dict.fromkeys(cited))}]"

    def _cite(self, source: str) -> str:
        if self.chance(0.05):
            quote, english = self.rng.choice(CHINESE)
            return f"{{source: {source}, quote: {quote}, translation: {english}}}"
        if self.chance(0.4):
            return f"{{source: {source}, quote: {self.rng.choice(QUOTES)}, at: 'page {self.rng.randint(1, 90)}'}}"
        return source

    def earlier(self, pair: Pair, day: int) -> str | None:
        """Something told between two states by a day."""
        told = self.told[key(*pair)]
        upto = bisect_right(told, (day, ""))
        return self.rng.choice(told[max(0, upto - 20) : upto])[1] if upto else None

    def deal(self, pair: Pair, day: int) -> str | None:
        """An agreement between two states made by a day."""
        made = [each.id for each in self.deals[key(*pair)] if each.day <= day]
        return self.rng.choice(made) if made else None

    def tell(self, pair: Pair, day: int, name: str) -> None:
        insort(self.told[key(*pair)], (day, name))


def key(one: str, other: str) -> Pair:
    """Two states in one order, whichever way round they stand."""
    return (one, other) if one < other else (other, one)


# --- who there is, and what may be cited ---------------------------------------------------------


def states() -> list[str]:
    """The states, each with its agencies and its court."""
    made = []
    for state, zone in STATES.items():
        made.append(f"- party: {state}\n  name: {state.title()}ia\n  form: state\n  article: yes\n  zone: {zone}\n")
        for each in AGENCIES:
            form = "court" if each == "COURT" else "agency"
            name = f"{each.title()} Body of {state.title()}ia"
            made.append(f"- party: {state}-{each}\n  name: {name}\n  form: {form}\n  of: {state}\n")
    return made


def party(world: World, number: int) -> str:
    state = world.rng.choice(list(STATES))
    return f"""- party: FIRM-{number}
  name: Works {number} of {state.title()}ia
  form: firm
  of: {state}
  aliases: [Works {number}, W{number} Holdings]
  note: {world.prose(4, 2, 4)}
"""


def person(world: World, number: int) -> str:
    state = world.pair()[0]
    world.people[state].append(f"person-{number}")
    day = world.day(END - 2000)
    return f"""- person: person-{number}
  name: Delegate {number}
  names: {{zh: 代表{number}}}
  posts:
    - post: Under-secretary {number}
      of: {state}-{world.rng.choice(AGENCIES[:2])}
      since: {iso(day)}
      until: {iso(day + world.rng.randint(200, 900))}
    - post: Secretary {number}
      of: {state}
      since: {iso(day + 1000)}
  sources: {world.cites(state)}
  note: {world.prose(4, 3, 6)}
"""


def issue(world: World, number: int) -> str:
    return f"- issue: trade/heading-{number}\n  name: Heading {number}\n  meaning: {world.sentence()}.\n"


def source(world: World, number: int) -> str:
    state = list(STATES)[number % len(STATES)]
    day = iso(world.day())
    kind = world.rng.choice(("legislation", "press-release", "webpage", "speech", "report"))
    return f"""- source: source-{number}
  title: Notice {number} on {world.sentence().lower()}
  type: {kind}
  publisher: Official Journal of {state.title()}ia
  author: Office of the Registrar, section {number % 17}
  issued: {day}
  url: https://journal.{state.lower()}.example/{day.replace("-", "/")}/notice-{number}.html
  number: {number % 90 + 10} OJ {number}
  language: {"zh" if number % 5 == 0 else "en"}
  voice: {state}-{AGENCIES[number % 2]}
  note: {world.prose(4, 9, 15)}
"""


# --- meetings and channels -----------------------------------------------------------------------


def channel(world: World, number: int) -> str:
    pair = one, other = world.pair()
    name, day = f"channel-{number}", world.day(END - 1500)
    world.channels[key(*pair)].append(name)
    world.tell(pair, day, name)
    steps = [f"    - {{step: opened, on: {iso(day)}, sources: {world.cites(one)}}}"]
    for _ in range(world.rng.randint(0, 2)):
        cut, day = day + world.rng.randint(30, 300), day + world.rng.randint(301, 700)
        steps.append(f"    - {{step: suspended, on: {iso(cut)}, by: {other}, sources: {world.cites(other)}}}")
        steps.append(f"    - {{step: restored, on: {iso(day)}, sources: {world.cites(one)}}}")
    return f"""- channel: {name}
  title: Working group {number} on {world.sentence().lower()}
  parties: [{one}, {other}]
  level: {world.rng.choice(LEVELS)}
  issues: [{", ".join(world.rng.sample(ISSUES, 2))}]
  purpose: {world.rng.choice(("clarify", "reduce-risk", "cooperate", "resolve"))}
  people: [{", ".join(_people(world, pair, 2))}]
  steps:
{chr(10).join(steps)}
  sources: {world.cites(one, other)}
  note: {world.prose(4, 5, 9)}
"""


def _people(world: World, pair: Pair, of_each: int) -> list[str]:
    found = [world.people[state] for state in pair]
    return [each for ids in found for each in world.rng.sample(ids, min(of_each, len(ids)))]


def meeting(world: World, number: int) -> str:
    pair = one, other = world.pair()
    name, day, rng = f"meeting-{number}", world.day(), world.rng
    world.meetings[key(*pair)].append(name)
    world.tell(pair, day, name)
    channels = world.channels[key(*pair)]
    held = f"held\n      on: {iso(day)}" if world.chance(0.9) else f"cancelled\n      on: {iso(day)}\n      by: {one}"
    return f"""- meeting: {name}
  title: Meeting {number} about {world.sentence().lower()}
  parties: [{one}, {other}]
  form: {rng.choice(("visit", "call", "video", "talks", "sidelines"))}
  level: {rng.choice(LEVELS)}
  steps:
    - step: asked
      on: {iso(day - 60)}
      by: {one}
      sources: {world.cites(one)}
    - step: planned
      on: {iso(day - 30)}
      date: {iso(day)}
      sources: {world.cites(other)}
    - step: {held}
      sources: {world.cites(one)}
  place: Town {number % 40}
  people: [{", ".join(_people(world, pair, 3))}]
  issues: [{", ".join(rng.sample(ISSUES, 3))}]
  {f"channel: {rng.choice(channels)}" if channels and world.chance(0.5) else "purpose: clarify"}
  asked_by: {one}
  asked_said_by: {other}
  outcome: {world.prose(4, 2, 5)}
  sources: {world.cites(one, other)}
  note: {world.prose(4, 8, 12)}
"""


# --- agreements, and what is done under them -----------------------------------------------------


def agreement(world: World, number: int) -> str:
    pair = one, other = world.pair()
    name, day = f"deal-{number}", world.day(END - 300)
    clauses = tuple(f"point-{each}" for each in range(1, world.rng.randint(3, 6)))
    world.deals[key(*pair)].append(Deal(day, name, clauses))
    texts = "\n".join(
        f"    - clause: {each}\n      text: {world.sentence()}.\n      issue: {world.rng.choice(ISSUES)}\n"
        f"      sources: {world.cites(one, other)}"
        for each in clauses
    )
    meetings = world.meetings[key(*pair)]
    return f"""- agreement: {name}
  title: Agreement {number} on {world.sentence().lower()}
  parties: [{one}, {other}]
  form: {world.rng.choice(("joint-statement", "memorandum", "framework", "parallel-statements"))}
  steps:
    - {{step: agreed, on: {iso(day)}, sources: {world.cites(one)}}}
    - {{step: in force, on: {iso(day + 20)}, sources: {world.cites(other)}}}
  clauses:
{texts}
  issues: [{", ".join(world.rng.sample(ISSUES, 2))}]
  {f"meeting: {world.rng.choice(meetings)}" if meetings else "note: No meeting made it."}
  sources: {world.cites(one, other)}
"""


@dataclass(slots=True)
class Life:
    """The life of a measure while it is made up: its level, and while suspended the part that still applies."""

    full: int | None
    part: int | None = None
    status: str = "announced"

    def words(self) -> tuple[str, ...]:
        """The steps that may follow."""
        if self.status == "announced":
            return ("impose",)
        if self.status != "in force":
            return ("extend", "resume", "resume")
        return ("suspend", "suspend", "stop") + (("raise", "lower", "raise") if self.full and self.full > 9 else ())

    def take(self, word: str, rng: Random) -> None:
        """Go on to what a step leads to."""
        if word in ("raise", "lower") and self.full:
            self.full += rng.randint(1, 8) * (1 if word == "raise" else -1)
        if word == "suspend":
            self.part = rng.randint(1, self.full - 1) if self.full and self.full > 1 and rng.random() < 0.5 else None
            self.status = "partly suspended" if self.part else "suspended"
        elif word != "extend":
            self.status = "stopped" if word == "stop" else "in force"

    @property
    def level(self) -> int | None:
        """The level that applies."""
        return {"in force": self.full, "partly suspended": self.part}.get(self.status)


def measure(world: World, number: int) -> str:
    pair = one, other = world.pair()
    name, tariff = f"measure-{number}", world.chance(0.5)
    series = world.rng.choice(("across-the-board", "listed-goods", "sectoral", "sectoral", "listed-goods"))
    life = Life(world.rng.randint(10, 50) if tariff else None)
    world.measures[pair].append(name)
    steps, levels = _lived(world, pair, name, life)
    if tariff and series == "across-the-board":
        world.levels[pair].append(levels)
    by = one if world.chance(0.5) else f"{one}-TRADE"
    return f"""- measure: {name}
  title: Measure {number} on {world.sentence().lower()}
  by: {by}
  toward: [{other}]
  instrument: {"tariff" if tariff else world.rng.choice(INSTRUMENTS)}
  issue: {world.rng.choice(ISSUES)}
  {f"series: {series}" if tariff else "coverage: Goods of many kinds"}
  steps:
{chr(10).join(steps)}
  aims:
    - {{aim: leverage, by: {one}, on: {iso(levels[0][0])}, words: {world.sentence()}, sources: {world.cites(one)}}}
  sources: {world.cites(one)}
"""


def _lived(world: World, pair: Pair, name: str, life: Life) -> tuple[list[str], list[tuple[int, int]]]:
    """The steps of a measure as written, and the days on which its level changed with the level from then on."""
    day, steps, levels = world.day(END - 900), [], []
    for number in range(world.rng.randint(2, 7)):
        word = world.rng.choice(life.words())
        life.take(word, world.rng)
        steps.append(_step(world, pair, word, day, number, life))
        world.tell(pair, day, name if number == 0 else f"{name}#s{number}")
        world.states.append((name, day + 1, life.status, life.level))
        levels.append((day, life.level or 0))
        day += world.rng.randint(20, 120)
        if word == "stop":
            break
    if "suspended" in life.status:
        life.take("resume", world.rng)
        steps.append(_step(world, pair, "resume", day, 99, life))
        levels.append((day, life.level or 0))
    return steps, levels


def _step(world: World, pair: Pair, word: str, day: int, number: int, life: Life) -> str:
    told = iso(day - world.rng.randint(0, 12))
    level = life.part if word == "suspend" else life.full if word in ("impose", "raise", "lower") else None
    lines = [
        f"    - step: {word}", f"id: s{number}", f"announced: {told}", f"signed: {told}",
        f"effective: {iso(day)}{'T00:01-05:00' if world.chance(0.2) else ''}",
    ]  # fmt: skip
    if level:
        lines.append(f"level: {level}")
    if word in ("suspend", "extend"):
        lines.append(f"until: {iso(day + 150)}")
    lines.append(f"basis: Order {world.rng.randint(1000, 99999)} of the Trade Body")
    if world.chance(0.25) and (deal := world.deal(pair, day)):
        lines.append(f"under: {deal}")
    if world.chance(0.2) and (answered := world.earlier(pair, day)):
        lines.append(f"answers: [{answered}]")
    lines.append(f"sources: {world.cites(pair[0])}")
    if world.chance(0.3):
        lines.append(f"note: {world.prose(8, 1, 3)}")
    return "\n      ".join(lines)


def act(world: World, number: int) -> str:
    pair = one, other = world.pair()
    name, day = f"act-{number}", world.day()
    answered, deal = world.earlier(pair, day), world.deal(pair, day)
    world.tell(pair, day, name)
    people = world.people[one]
    return f"""- act: {name}
  title: Act {number} about {world.sentence().lower()}
  by: {one if world.chance(0.6) else f"{one}-STATE"}
  toward: [{other}]
  kind: {world.rng.choice(ACTS)}
  on: {iso(day)}
  issue: {world.rng.choice(ISSUES)}
  {f"person: {world.rng.choice(people)}" if people else "public: yes"}
  {f"answers: [{answered}]" if answered and world.chance(0.2) else "confidence: {level: high}"}
  {f"under: {deal}" if deal and world.chance(0.2) else f"recorded: {iso(day + 9)}"}
  sources: {world.cites(one, other)}
  note: {world.prose(4, 10, 15)}
"""


# --- promises and readings -----------------------------------------------------------------------


def commitment(world: World, number: int) -> str:
    pair = one, other = world.pair()
    deals, rng = world.deals[key(*pair)], world.rng
    deal = rng.choice(deals) if deals else Deal(world.day(END - 900), "", ())
    due = deal.day + rng.randint(60, 700)
    amount = rng.randint(3, 90) * 10
    world.tell(pair, deal.day, f"promise-{number}")
    return f"""- commitment: promise-{number}
  text: Will see to point {number}, that {world.sentence().lower()}.
  obligor: {one}
  obligee: {other}
  made: {iso(deal.day)}
  issue: {rng.choice(ISSUES)}
  {f"agreement: {deal.id}" if deal.id else "standing: no"}
  {f"clause: {rng.choice(deal.clauses)}" if deal.clauses else f"recorded: {iso(due)}"}
  asserted:
    - {{by: {one}, on: {iso(deal.day)}, sources: {world.cites(one)}}}
    - {{by: {other}, on: {iso(deal.day + 9)}, sources: {world.cites(other)}}}
  done_when: The figures of both sides show it.
  deadline: {iso(due)}
  restated:
    - {{deadline: {iso(due + 90)}, by: {one}, on: {iso(due - 30)}, sources: {world.cites(one)}}}
  target: {{amount: {amount}, unit: million tonnes, bound: at least}}
  performance:
{_performed(world, pair, due, amount)}
  sources: {world.cites(one, other)}
  note: {world.prose(4, 2, 5)}
"""


def _performed(world: World, pair: Pair, due: int, amount: int) -> str:
    """Evidence halfway and at the end; in full, in part or not at all."""
    lines = []
    for day, score in ((due - 40, world.rng.randint(0, 2)), (due + world.rng.randint(0, 60), world.rng.randint(0, 3))):
        done = amount if score == 3 else amount * score // 4
        by = world.rng.choice(pair)
        lines += [f"    - on: {iso(day)}", f"score: {score}", f"published: {iso(day + 20)}", f"by: {by}",
                  f"amount: {done}", "counted: shipped", f"text: {world.sentence()}.",
                  f"sources: {world.cites(by)}"]  # fmt: skip
    return "\n      ".join(lines).replace("\n          - on", "\n    - on")


def reading(world: World, number: int) -> str:
    pair = one, other = world.pair()
    made = world.deals[key(*pair)]
    # Who has no agreement to read reads a meeting; the first two states always have one.
    deal = world.rng.choice(made or world.deals[key("ALDER", "BIRCH")])
    by = one if made else "ALDER"
    day = deal.day + world.rng.randint(0, 250)
    people = world.people[by]
    return f"""- reading: reading-{number}
  of: {deal.id}#{world.rng.choice(deal.clauses)}
  by: {by}
  on: {iso(day)}
  words: {world.prose(4, 2, 4)}
  stance: {world.rng.choice(("affirms", "affirms", "affirms", "denies", "silent"))}
  complains: {world.rng.choice(("no", "no", "no", "yes"))}
  terms: {{covers-annex: {world.rng.choice(("yes", "no"))}, ends: {world.rng.choice(("90 days", "one year"))}}}
  {f"person: {world.rng.choice(people)}" if people else f"recorded: {iso(day)}"}
  confidence: {{level: medium, reason: Only a report of the words could be read.}}
  sources: {world.cites(by, by)}
  note: {world.prose(4, 8, 14)}
"""


def talks(world: World, number: int) -> str:
    pair = one, other = world.pair()
    day = world.day(END - 400)
    parts = "\n".join(
        f"  {each}: {{score: {world.rng.randint(0, 2)}, reason: {world.sentence()}}}"
        for each in ("leaders", "aims", "benefit", "structure")
    )
    meetings = world.meetings[key(*pair)]
    return f"""- talks: talks-{number}
  title: Round {number} on {world.sentence().lower()}
  parties: [{one}, {other}]
  issue: {world.rng.choice(ISSUES)}
  since: {iso(day)}
  until: {iso(day + world.rng.randint(20, 300))}
{parts}
  result: {world.rng.choice(("none", "partial", "full"))}
  outcome: {world.sentence()}
  meetings: [{", ".join(world.rng.sample(meetings, min(4, len(meetings))))}]
  sources: {world.cites(one, other)}
  note: {world.prose(4, 6, 10)}
"""


# --- figures, questions and what the record is held to -------------------------------------------


def indicator(world: World, number: int) -> str:
    state = world.pair()[0]
    size, year = world.rng.randint(20, 500), world.rng.randint(2010, 2025)
    figures = "\n".join(
        f"    - {{period: {year}-{month:02}, value: {size + world.rng.randint(-9, 9)}.{month}, vintage: first,"
        f" published: {iso(date(year, month, 1).toordinal() + 45)}, sources: {world.cites(state)}}}"
        for month in range(1, world.rng.randint(7, 13))
    )
    return f"""- indicator: series-{number}
  title: Exports under heading {number} as {state.title()}ia counts them
  publisher: Customs Office of {state.title()}ia
  voice: {state}-TRADE
  unit: US$ billion
  issue: trade/tariffs
  about: heading-{number // 2}
  figures:
{figures}
  sources: {world.cites(state)}
"""


def question(world: World, number: int) -> str:
    rng, opens = world.rng, world.day(END - 300)
    closes = opens + rng.randint(60, 200)
    pair = next((each for each in (world.pair() for _ in range(9)) if world.measures[each]), ("ALDER", "BIRCH"))
    rule = f"rule: {{by: {pair[0]}, toward: {pair[1]}, series: across-the-board, at_least: 20, on: {iso(closes + 5)}}}"
    if number % 5 and world.measures[pair]:
        rule = f"rule: {{entry: {rng.choice(world.measures[pair])}, states: [in force], on: {iso(closes + 5)}}}"
    if number % 5 == 1:
        rule = f"resolution: {{outcome: no, on: {iso(closes + 9)}, reason: {world.sentence()}}}"
    odds = "\n".join(
        f"    - {{on: {iso(opens + days)}, probability: 0.{rng.randint(1, 99):02}, by: {by},"
        f" reason: {world.sentence()}}}"
        for days, by in ((2, "desk"), (20, "panel"), (40, "desk"))
    )
    return f"""- question: question-{number}
  text: Will point {number} hold, that {world.sentence().lower()}?
  opens: {iso(opens)}
  closes: {iso(closes)}
  {rule}
  criteria: {world.prose(4, 2, 4)}
  issue: {rng.choice(ISSUES)}
  odds:
{odds}
  sources: {world.cites(pair[0])}
  note: {world.prose(4, 3, 5)}
"""


def assertion(world: World, number: int) -> str:
    if number % 10 == 0:
        pair = ("ALDER", "BIRCH") if number % 20 else ("BIRCH", "ALDER")
        day = world.day()
        total = sum(max([each for each in life if each[0] <= day], default=(0, 0))[1] for life in world.levels[pair])
        said = f"by: {pair[0]}\n  toward: {pair[1]}\n  series: across-the-board\n  level: {total}"
    else:
        name, day, state, level = world.rng.choice(world.states)
        said = f"entry: {name}\n  state: {state}" + (f"\n  level: {level}" if level else "")
    return f"""- assert: assert-{number}
  on: {iso(day)}
  {said}
  sources: {world.cites("ALDER", "BIRCH")}
  note: {world.prose(4, 10, 15)}
"""


# --- the whole -----------------------------------------------------------------------------------

MAKERS: dict[str, Callable[[World, int], str]] = {
    "party": party, "person": person, "issue": issue, "source": source, "channel": channel, "meeting": meeting,
    "agreement": agreement, "measure": measure, "commitment": commitment, "reading": reading, "talks": talks,
    "indicator": indicator, "question": question, "assert": assertion, "act": act,
}  # fmt: skip


def record(entries: int, *, seed: int = 0) -> dict[str, str]:
    """The files of a valid record of so many entries, by name.

    Args:
        entries: how many, at least 200.
        seed: of everything made up.
    """
    world = World(Random(seed))
    world.sentences = [_made_up(world.rng) for _ in range(2000)]
    _sources_for(world, entries)
    counts = {kind: max(1, entries * share // 1000) for kind, share in SHARES.items()}
    fixed = states()
    counts["act"] += entries - len(fixed) - sum(counts.values())
    files = {"states.yaml": "\n".join(fixed)}
    for kind, make in MAKERS.items():
        files |= _filed(kind, [make(world, number) for number in range(counts[kind])])
    return files


def _made_up(rng: Random) -> str:
    return " ".join(rng.choices(WORDS.split(), k=rng.randint(5, 11))).capitalize()


def _sources_for(world: World, entries: int) -> None:
    """Deal the sources out to the states beforehand: people, who come first, cite them already."""
    voices: dict[str, list[str]] = defaultdict(list)
    for number in range(max(1, entries * SHARES["source"] // 1000)):
        state = list(STATES)[number % len(STATES)]
        voices[state].append(f"source-{number}")
    world.sources = {state: cycle(ids) for state, ids in voices.items()}


def _filed(kind: str, texts: list[str]) -> dict[str, str]:
    """Texts in files of a handy size, by name."""
    files: dict[str, list[str]] = defaultdict(list)
    size = 0
    for text in texts:
        files[f"{kind}/{size // FILE:03}.yaml"].append(text)
        size += len(text)
    return {name: "\n".join(held) for name, held in files.items()}


def ledger(directives: int, *, seed: int = 0) -> str:
    """A valid Beancount ledger of so many dated directives: 40 accounts opened, then transactions that balance."""
    rng = Random(seed)
    accounts = [f"Assets:Bank{number}" for number in range(20)] + [f"Expenses:Purse{number}" for number in range(20)]
    lines = [f"2009-01-01 open {each}\n" for each in accounts]
    for number in range(directives - len(accounts)):
        day, amount = iso(rng.randint(START, END)), f"{rng.randint(1, 99999) / 100:.2f}"
        one, other = rng.sample(accounts, 2)
        lines.append(f'{day} * "Payee {number % 300}" "Purchase {number}"\n  {one}  {amount} USD\n  {other}\n')
    return "\n".join(lines)


def write(files: dict[str, str], folder: Path) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(record(int(sys.argv[1])), Path(sys.argv[2]))
