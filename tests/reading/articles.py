"""A small record of two invented states with people, deals and meetings, and what the offline reader makes of a text."""

from __future__ import annotations

from functools import cache

from talleyrand.reading.proposals import Proposal
from talleyrand.reading.rules.offline import Reader
from talleyrand.record.dates import moment
from talleyrand.record.record import Record
from talleyrand.sources import documents
from talleyrand.sources.documents import Document
from tests.conftest import record_from

RECORD = """
- person: vale
  name: Ana Vale
  posts:
    - {post: President, of: ARC, since: 2020-01-10}
- person: brand
  name: Olaf Brand
  posts:
    - {post: Prime Minister, of: BOR, since: 2022-03-01}
- source: gazette
  title: Gazette
  publisher: Gazette
  url: https://example.org/gazette
- meeting: harbour-talks
  title: Trade ministers in Newhaven
  parties: [ARC, BOR]
  form: talks
  level: minister
  place: Newhaven
  steps: [{step: held, on: 2026-05-18/2026-05-19}]
  sources: [gazette]
- agreement: harbour-accord
  title: Harbour Accord
  parties: [ARC, BOR]
  form: joint-statement
  meeting: harbour-talks
  steps: [{step: agreed, on: 2026-05-19}]
  clauses:
    - {clause: timber, text: Borealia publishes its support for timber firms and mills and the loans to them.}
  sources: [gazette]
- measure: arc-timber-duty
  title: Duty on all goods of Borealia over timber subsidies
  by: ARC
  toward: BOR
  instrument: tariff
  issue: trade/tariffs
  series: across-the-board
  steps:
    - {step: impose, id: first, announced: 2026-03-02, effective: 2026-03-09, level: 10}
  sources: [gazette]
- commitment: bor-grain
  text: Buy at least 2 million tonnes of grain from Arcadia.
  obligor: BOR
  obligee: ARC
  made: 2026-05-19
  issue: trade/agriculture
  agreement: harbour-accord
  deadline: 2026-06-30
  target: {amount: 2, unit: million tonnes}
  asserted: [{by: BOR, on: 2026-05-19}]
  sources: [gazette]
- indicator: arc-exports
  title: Goods exports of Arcadia to Borealia
  publisher: Customs of Arcadia
  voice: ARC
  unit: US$ billion
"""
WRITTEN = "2026-09-10"  # a Thursday


@cache
def record() -> Record:
    """The record of two states."""
    return record_from(RECORD)


@cache
def reader() -> Reader:
    """The offline reader for it."""
    return Reader(record(), known=moment("2026-10-01"))


def article(text: str, *, published: str = WRITTEN) -> Document:
    """A text as a document of a day."""
    return documents.read(text.encode(), name="article.txt", published=published)


def proposed(text: str, kind: str = "", *, published: str = WRITTEN) -> list[Proposal]:
    """What is proposed of a text: all of it, or of one kind."""
    found = reader().read(article(text, published=published)).proposals
    return [each for each in found if kind in ("", each.kind)]


def only(text: str, kind: str, *, published: str = WRITTEN) -> Proposal:
    """The one proposal of a kind that a text makes."""
    found = proposed(text, kind, published=published)
    assert len(found) == 1, [(each.kind, dict(each.values)) for each in found]
    return found[0]


def states(**names: str) -> Record:
    """A record of states alone, by id."""
    return record_from("".join(f"\n- party: {each}\n  name: {name}\n  form: state\n" for each, name in names.items()),
                       parties="")  # fmt: skip


# Short texts of other styles on other pairs: the states, the day, the text, and what must be among the proposals as
# kind, whose, and the day.
ELSEWHERE = {
    "a wire report on a border": (
        {"IN": "India", "CN": "China"},
        "2024-10-24",
        "NEW DELHI: India and China have reached an agreement on patrols along the disputed border, New Delhi said on "
        "Monday.\n\nChina withdrew its troops from two friction points in September 2022. India rejected China's "
        "claims over a northern state in March.\n\nChina promised on Tuesday to lift its curbs on exports of "
        "fertiliser to India by the end of the year.",
        {("agreement", "IN CN", "2024-10-21"), ("act", "CN", "2022-09"), ("act", "IN", "2024-03"),
         ("commitment", "CN", "2024-10-22")},
    ),
    "a communiqué of numbered points": (
        {"KE": "Kenya", "ET": "Ethiopia"},
        "2026-04-18",
        "JOINT COMMUNIQUÉ\n\n1. The two sides held talks in Nairobi on 16 April 2026.\n\n2. Ethiopia undertook to "
        "supply Kenya with 400 megawatts of electricity by 30 June 2027. Kenya committed to reopen the Moyale border "
        "crossing within 60 days.\n\n3. The two sides signed a memorandum of understanding on fisheries on 17 April "
        "2026.\n\n4. Both sides reaffirmed their commitment to peace.",
        {("meeting", "ET KE", "2026-04-16"), ("commitment", "ET", "2026-04-16?"), ("commitment", "KE", "2026-04-16?"),
         ("agreement", "ET KE", "2026-04-17")},
    ),
    "a minister's speech": (
        {"CO": "Colombia", "VE": "Venezuela"},
        "2022-11-03",
        "On 26 September Colombia and Venezuela reopened the border crossings to cargo trucks. Caracas has accepted "
        "our request to host talks with the rebels.\n\nColombia has promised Venezuela to resume flights on 7 "
        "November. In 2019 Venezuela broke off diplomatic relations with Colombia.",
        {("act", "CO", "2022-09-26"), ("act", "VE", "2022-09-26"), ("act", "VE", "2019")},
    ),
    "questions and answers": (
        {"IR": "Iran", "SA": "Saudi Arabia"},
        "2023-04-12",
        "What was agreed?\n\nOn March 10, 2023, Iran and Saudi Arabia agreed in Beijing to restore diplomatic "
        "relations and to reopen their embassies within two months.\n\nWhy did they break off ties?\n\nRiyadh severed "
        "relations with Tehran in January 2016. In 2019 Riyadh blamed Tehran for an attack on its oil plants. "
        "Diplomats expect that flights could resume soon.",
        {("commitment", "IR", "2023-03-10"), ("commitment", "SA", "2023-03-10"), ("act", "SA", "2016-01"),
         ("act", "SA", "2019")},
    ),
}  # fmt: skip
