"""The small record and document that the tests of an audit share: two invented states, their deals and their deeds."""

from __future__ import annotations

from functools import cache

from talleyrand.reading.auditing.audit import Audit, audit
from talleyrand.reading.auditing.verdicts.finding import Finding
from talleyrand.record.dates import moment
from talleyrand.record.record import Record
from talleyrand.sources.documents import read
from tests.conftest import record_from

DAY = moment("2026-07-01")

PARTIES = """
- party: NOR
  name: Norland
  form: state
  aliases: [Harborough]
  zone: Etc/UTC
- party: SUD
  name: Sudria
  form: state
  aliases: [Portlow]
  zone: Etc/UTC
"""

TEXT = """
- source: gazette
  title: Gazette
  publisher: Gazette
- person: ash
  name: Ann Ashby
  posts: [{post: Secretary of Trade, of: NOR, since: 2024-01-10}]
- person: birch
  name: Ben Birch
  posts: [{post: Secretary of the Navy, of: NOR, since: 2024-01-10}]
- person: cole
  name: Carla Colvin
  posts: [{post: Prime Minister, of: SUD, since: 2020-01-10}]
- measure: norland-duty
  title: Duty on all goods of Sudria
  by: NOR
  toward: [SUD]
  instrument: tariff
  issue: trade/tariffs
  series: across-the-board
  steps:
    - {step: impose, effective: 2025-02-04, level: 20}
    - {step: raise, effective: 2025-04-10, level: 80}
    - {step: lower, effective: 2025-05-14, level: 30, under: marlow-deal}
  sources: [gazette]
- measure: sudria-duty
  title: Duty on all goods of Norland
  by: SUD
  toward: [NOR]
  instrument: tariff
  issue: trade/tariffs
  series: across-the-board
  steps:
    - {step: impose, effective: 2025-04-12, level: 60}
    - {step: lower, effective: 2025-05-14, level: 10, under: marlow-deal}
  sources: [gazette]
- meeting: marlow-talks
  title: Ashby and Colvin in Marlow
  parties: [NOR, SUD]
  form: talks
  level: principal
  steps: [{step: held, on: 2025-05-10/2025-05-11}]
  place: Marlow
  people: [ash, cole]
  asked_by: NOR
  asked_said_by: SUD
  sources: [gazette]
- agreement: marlow-deal
  title: Marlow joint statement
  parties: [NOR, SUD]
  form: joint-statement
  meeting: marlow-talks
  steps:
    - {step: agreed, on: 2025-05-12}
    - {step: in force, on: 2025-05-14, until: 2025-08-12}
  clauses:
    - {clause: hydro, text: Sudria raises low-carbon power to 40% of its electricity by 2035., parties: [SUD], sources: [{source: gazette, quote: the share of low-carbon power shall reach 40 percent}]}
  sources: [gazette]
- commitment: sudria-power
  text: Raise low-carbon power to about 40% of electricity by 2035.
  obligor: SUD
  obligee: [NOR]
  made: 2025-05-12
  issue: climate
  agreement: marlow-deal
  clause: hydro
  deadline: 2035-12-31
  target: {amount: 40, unit: per cent of electricity, bound: about}
  sources: [gazette]
- commitment: sudria-barley
  text: Buy at least 6 million tonnes of barley from Norland.
  obligor: SUD
  obligee: [NOR]
  made: 2025-05-12
  issue: trade/agriculture
  agreement: marlow-deal
  deadline: 2025-12-31
  target: {amount: 6, unit: million tonnes}
  performance: [{on: 2026-01-15, score: 0, amount: 1, text: One million tonnes were bought., sources: [gazette]}]
  sources: [gazette]
- act: sudria-lighthouse
  title: Sudria closes the Skerry lighthouse to Norland's pilots
  by: SUD
  toward: [NOR]
  kind: sanction
  on: 2025-03-03
  issue: trade
  sources: [gazette]
- act: norland-ferry
  title: Norland recalls the ferry Kittiwake
  by: NOR
  toward: [SUD]
  kind: sanction
  on: 2025-03-20
  issue: trade
  sources: [gazette]
- indicator: shipwrecks
  title: Fishing boats wrecked off Norland, calendar year
  publisher: Coast Guard
  unit: boats
  figures:
    - {period: 2021, value: 900}
    - {period: 2022, value: 870}
    - {period: 2023, value: 950}
    - {period: 2024, value: 800}
  sources: [gazette]
- indicator: shipwrecks-12
  title: Fishing boats wrecked off Norland, twelve months to the month given
  publisher: Coast Guard
  unit: boats
  figures:
    - {period: 2023-09, value: 1200}
    - {period: 2024-09, value: 910}
  sources: [gazette]
"""

# A court, a guild, a row of meetings, a channel, a ban, a fine and a duty, for what goes back to the sentence before.
DETAILS = """
- party: NOR-Court
  name: High Court of Norland
  form: agency
  of: NOR
- party: SUD-Guild
  name: Guild of Portreeves
  form: agency
  of: SUD
- meeting: quay-round
  title: "Second round: Quay"
  parties: [NOR, SUD]
  form: talks
  level: principal
  steps: [{step: held, on: 2025-07-08/2025-07-09}]
  place: Quay
  people: [ash, cole]
  channel: tollkeepers
  sources: [gazette]
- channel: tollkeepers
  title: Tollkeepers' dialogue
  parties: [NOR, SUD]
  level: principal
  issues: [trade]
  purpose: cooperate
  steps: [{step: opened, on: 2025-05-12, under: marlow-deal}, {step: suspended, on: 2025-09-03, by: NOR}]
  sources: [gazette]
- measure: zinc-ban
  title: Ban on exports of zinc to Norland
  by: SUD
  toward: [NOR]
  instrument: export-ban
  issue: trade
  steps:
    - {step: impose, effective: 2024-03-05, by: SUD-Guild, basis: section 412 of the Metals Act}
    - {step: suspend, effective: 2024-06-03, until: 2024-09-01, by: SUD-Guild}
  sources: [gazette]
- act: toll-ruling
  title: The High Court holds, 5 to 2, that harbour tolls are lawful
  by: NOR-Court
  toward: [SUD]
  kind: ruling
  moves: neither
  on: 2025-02-17
  issue: trade
  sources: [gazette]
- act: norland-fine
  title: Norland fines 14 Sudrian ferries for smuggling vinegar
  by: NOR
  toward: [SUD]
  kind: sanction
  on: 2025-03-11
  issue: trade
  sources: [gazette]
- measure: norland-glass
  title: Duty on Sudrian glass and mirrors
  by: NOR
  toward: [SUD]
  instrument: tariff
  issue: trade/tariffs
  series: listed-goods
  steps: [{step: impose, effective: 2025-02-10, level: 25}]
  sources: [gazette]
"""

MET = "Ashby and Colvin met in Marlow on 10 and 11 May 2025. "
DEAL = "The Marlow statement was agreed on 12 May 2025. "
ZINC = "Sudria banned exports of zinc to Norland in March 2024. "
RULED = "On 17 February 2025 the High Court held that harbour tolls are lawful. "
GLASS = "Norland imposed a duty on Sudrian glass and mirrors in February 2025. "
ROUND = "The second round was held in Quay in July 2025. "


def small() -> Record:
    """Norland and Sudria: a truce at Marlow, promises, deeds and a series of figures."""
    return record_from(TEXT, parties=PARTIES)


def audited(text: str, *, written: str = "2025-06-01", record: Record | None = None) -> Audit:
    """A text, written on a day, against the small record."""
    document = read(text.encode(), name="essay.txt", published=written)
    return audit(document, record or small(), on=DAY, known=DAY)


def only(text: str, *, sort: str = "", written: str = "2025-06-01", record: Record | None = None) -> Finding:
    """The first finding of a text that is not of a post, or of the sort given."""
    found = audited(text, written=written, record=record).findings
    return next(each for each in found if (each.claim.sort == sort if sort else each.claim.sort != "post"))


@cache
def _detailed() -> Record:
    return record_from(TEXT + DETAILS, parties=PARTIES)


def last_verdict(text: str) -> str:
    """The verdict on the last claim of a text, against the record with the details; no other is contradicted."""
    found = [each for each in audited(text, record=_detailed()).findings if each.claim.sort != "post"]
    assert all(each.verdict != "contradicted" for each in found[:-1])
    return found[-1].verdict
