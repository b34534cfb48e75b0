"""The record: entries in order, found by id, kind, party and day of knowledge.

Origin  the file and lines that an entry was read from
Record  all entries of a folder, or what was known of them on a day
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from talleyrand.errors import NotFound, nearest
from talleyrand.record.asof import Seen, as_known, last_learned, seen_by
from talleyrand.record.dates import Moment, is_zone, shifted
from talleyrand.record.entries import AnyKind, Entry, Party
from talleyrand.record.pages import Page
from talleyrand.record.problems import Place, Problem
from talleyrand.record.syntax import Path as FieldPath
from talleyrand.record.vocabulary import Vocabulary, vocabulary

Kind = TypeVar("Kind", bound=Entry)

MOST_VIEWS = 3  # days of knowledge kept at a time: each takes about as much memory as a tenth of the whole


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry was read from.

    Attributes:
        page: the file, read.
        position: which of the file's entries it is, from 0.
    """

    page: Page
    position: int


class Record:
    """All entries of a folder, or what was known of them on a day.

    It guards two invariants: an id names one entry, and an entry corrected by another that was already
    known is not there beside it.

    Attributes:
        entries: in order of file and line.
        problems: what is wrong with the files, found while reading them.
        origins: where each entry was read from, by id.
        root: the folder, or None for entries made in memory.
        known: the moment whose knowledge this is, or None for all that the files hold.
        vocabulary: the words that entries may use.
    """

    def __init__(
        self,
        entries: Iterable[AnyKind],
        *,
        problems: tuple[Problem, ...] = (),
        origins: Mapping[str, Origin] | None = None,
        root: Path | None = None,
        known: Moment | None = None,
        whole: Record | None = None,
        trimmed: Mapping[str, AnyKind | None] | None = None,
    ) -> None:
        self.problems = problems
        self.origins: Mapping[str, Origin] = origins or {}
        self.root = root
        self.known = known
        self.vocabulary: Vocabulary = vocabulary()
        self._whole = whole or self
        self._given = tuple(entries)
        self._trimmed: Mapping[str, AnyKind | None] = trimmed or {}
        self._kinds: dict[type[Entry], tuple[AnyKind, ...]] = {}
        self._views: dict[Moment, Record] = {}
        self.memory: dict[object, object] = {}  # what books worked out once, by their own keys

    # --- entries ---
    #
    # A record as known on a day is the whole with some entries changed, and shares with it all that is the same.

    @cached_property
    def entries(self) -> tuple[AnyKind, ...]:
        """All entries, corrected ones left out."""
        return _changed(self._given, self._changes)

    @property
    def written(self) -> tuple[AnyKind, ...]:
        """All entries as the files hold them, corrected ones too."""
        return _changed(self._given, self._trimmed)

    @cached_property
    def _changes(self) -> Mapping[str, AnyKind | None]:
        """By id, what stands in place of an entry of the files; None where nothing does."""
        known = [self._trimmed.get(each.id, each) for each in self._whole._correcting]
        replaced = dict.fromkeys([each.corrects for each in known if each and each.corrects])
        return {**self._trimmed, **replaced} if replaced else self._trimmed

    @cached_property
    def _correcting(self) -> tuple[AnyKind, ...]:
        return tuple([each for each in self._given if each.corrects])

    @cached_property
    def _by_id(self) -> dict[str, AnyKind]:
        if not self._changes:
            return self._whole._given_by_id
        found = self._whole._given_by_id.copy()
        for name, entry in self._changes.items():
            if entry is None:
                found.pop(name, None)
            else:
                found[name] = entry
        return found

    @cached_property
    def _given_by_id(self) -> dict[str, AnyKind]:
        return {each.id: each for each in self._given}

    @cached_property
    def _given_by_kind(self) -> dict[type[Entry], tuple[AnyKind, ...]]:
        kinds: dict[type[Entry], list[AnyKind]] = {}
        for each in self._given:
            kinds.setdefault(type(each), []).append(each)
        return {kind: tuple(found) for kind, found in kinds.items()}

    def prepare(self) -> None:
        """Work out what nearly every question needs, so that the first one does not wait for it."""
        _ = self._by_id, self._given_by_kind, self._last_learned

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Every entry of a kind, in order."""
        if kind not in self._kinds:
            self._kinds[kind] = _changed(self._whole._given_by_kind.get(kind, ()), self._changes)
        return self._kinds[kind]  # type: ignore[return-value]  # keyed by the very class

    def __contains__(self, entry_id: str) -> bool:
        return entry_id in self._by_id

    def __len__(self) -> int:
        return len(self.entries)

    def entry(self, entry_id: str) -> AnyKind:
        """The entry of that id; `agreement#clause` and `measure#step` give the entry they are part of.

        Raises:
            NotFound: if there is none; the message offers the nearest.
        """
        whole = entry_id.partition("#")[0]
        found = self._by_id.get(entry_id) or self._by_id.get(whole)
        if found is None:
            raise NotFound(f"'{whole}' is not in the record{nearest(whole, self._by_id)}")
        return found

    def get(self, entry_id: str) -> AnyKind | None:
        """The entry of that very id, or None if there is none."""
        return self._by_id.get(entry_id)

    def find(self, entry_id: str, kind: type[Kind]) -> Kind:
        """The entry of that id and kind.

        Raises:
            NotFound: if there is none of that kind; the message offers the nearest.
        """
        found = self._by_id.get(entry_id)
        if not isinstance(found, kind):
            near = nearest(entry_id, [each.id for each in self.of(kind)]) or self._titled(entry_id, kind)
            raise NotFound(f"'{entry_id}' is no {kind.KIND} of the record{near}")
        return found

    def _titled(self, words: str, kind: type[Entry]) -> str:
        """The clause that offers the ids of entries of a kind whose titles hold some words, three at most."""
        bearing = [each.id for each in self.of(kind) if words.casefold() in str(getattr(each, "title", "")).casefold()]
        return f"; did you mean {' or '.join(map(repr, bearing[:3]))}?" if words.strip() and bearing else ""

    # --- parties ---

    def party(self, name: str) -> Party:
        """The party of that id, name or alias, capitals apart.

        Raises:
            NotFound: if there is none; the message offers the nearest.
        """
        found = self._party_names.get(name.casefold())
        if found is None:
            names = [each for party in self.of(Party) for each in (party.id, party.name, *party.aliases)]
            raise NotFound(f"'{name}' is no party of the record{nearest(name, names)}")
        return found

    @cached_property
    def _party_names(self) -> dict[str, Party]:
        names: dict[str, Party] = {}
        for party in self.of(Party):
            names.setdefault(party.id.casefold(), party)
        for party in self.of(Party):
            for each in (party.name, *party.aliases, *(name.text for name in party.names)):
                names.setdefault(each.casefold(), party)
        return names

    @cached_property
    def _states(self) -> dict[str, str]:
        parents = {party.id: party.of for party in self.of(Party)}
        tops = {}
        for start in parents:
            top, climbed = start, {start}
            while (above := parents.get(top)) and above not in climbed:
                climbed.add(above)
                top = above
            tops[start] = top
        return tops

    def name_of(self, party_id: str) -> str:
        """The usual name of a party, or its id if the record has no such party."""
        party = self._by_id.get(party_id)
        return party.name if isinstance(party, Party) else party_id

    def in_text(self, party_id: str) -> str:
        """The name of a party in a running sentence, with its article if it takes one."""
        party = self._by_id.get(party_id)
        article = "the " if isinstance(party, Party) and party.article else ""
        return article + self.name_of(party_id)

    def state_of(self, party_id: str) -> str:
        """The id of the party at the top: the state that an agency belongs to, or the party itself."""
        return self._states.get(party_id, party_id)

    @cached_property
    def _zones(self) -> dict[str, str]:
        given = {party.id: party.zone if party.zone and is_zone(party.zone) else None for party in self.of(Party)}
        return {each: given[each] or given.get(self.state_of(each)) or "Etc/UTC" for each in given}

    def zone(self, party_id: str) -> str:
        """The time zone of a party's days: its own, or its state's."""
        return self._zones.get(party_id, "Etc/UTC")

    @cached_property
    def _members(self) -> dict[str, frozenset[str]]:
        return {party.id: frozenset(party.includes) for party in self.of(Party) if party.includes}

    @cached_property
    def _everyone(self) -> frozenset[str]:
        return frozenset(party.id for party in self.of(Party) if party.everyone)

    def bears_on(self, toward: Iterable[str], party_id: str) -> bool:
        """True if what is aimed at these parties reaches this one: itself, its bloc, its state or everyone."""
        state = self.state_of(party_id)
        for each in toward:
            if each in (party_id, state) or each in self._everyone or self.state_of(each) == state:
                return True
            if state in self._members.get(each, frozenset()):
                return True
        return False

    # --- knowledge ---

    def as_known(self, known: Moment | None) -> Record:
        """The record as the world could know it at a moment; all of it if none is given."""
        if known is None or known == self.known:
            return self
        whole = self._whole
        view = whole._views.get(known)
        if view is None:
            view = whole._as_known(known)
        if view is not whole:
            whole._views.pop(known, None)
            whole._views[known] = view  # at the end: the first was not asked for longest
            for oldest in list(whole._views)[:-MOST_VIEWS]:
                whole._views.pop(oldest, None)
        return view

    @property
    def whole(self) -> Record:
        """The record with all that the files hold, whatever the day of knowledge of this one."""
        return self._whole

    def _as_known(self, known: Moment) -> Record:
        # An hour falls on other days elsewhere: two days before it, everything dated so far is known everywhere.
        day = shifted(known.instant.date(), -2) if known.instant else known.day
        if self._last_learned[-1] <= day:
            return self
        tests: dict[str, Seen] = {}
        later = [each for each, learned in zip(self._given, self._last_learned, strict=False) if learned > day]
        if known.instant is None:
            seen = seen_by(known, "")
            trimmed = {each.id: as_known(each, seen) for each in later}
        else:
            trimmed = {each.id: as_known(each, self._seen(each, known, tests)) for each in later}
        return Record(self._given, problems=self.problems, origins=self.origins, root=self.root, known=known,
                      whole=self, trimmed=trimmed)  # fmt: skip

    def told_since(self, day: date) -> tuple[AnyKind, ...]:
        """The entries of which something was learned on or after a day; a few others may be among them."""
        recent = [each for each, learned in zip(self._given, self._whole._last_learned, strict=False) if learned >= day]
        return _changed(tuple(recent), self._changes)

    @cached_property
    def _last_learned(self) -> tuple[date, ...]:
        """The day from which all of each entry was known, and at the end the latest of them all."""
        days = [last_learned(each) for each in self._given]
        return (*days, max(days, default=date.min))

    def _seen(self, entry: AnyKind, known: Moment, tests: dict[str, Seen]) -> Seen:
        """The test of an hour, in the zone of the party whose days the entry's dates are."""
        party = getattr(entry, "by", None) or getattr(entry, "obligor", None) or ""
        zone = self.zone(party) if party else "Etc/UTC"
        if zone not in tests:
            tests[zone] = seen_by(known, zone)
        return tests[zone]

    def home(self, entry: AnyKind) -> Record:
        """The whole record, if it holds this very entry, else this one: where to remember what follows from it."""
        return self._whole if self._whole._by_id.get(entry.id) is entry else self

    # --- places ---

    def place(self, entry_id: str, path: FieldPath = ()) -> Place:
        """Where an entry, or one of its fields, stands; the nearest enclosing field if it has no own place."""
        origin = self.origins.get(entry_id)
        if origin is None:
            return Place("(in memory)")
        return origin.page.place(origin.position, path)


def _changed(entries: tuple[AnyKind, ...], changes: Mapping[str, AnyKind | None]) -> tuple[AnyKind, ...]:
    """The entries, each with what stands in its place."""
    if not changes:
        return entries
    return tuple([now for each in entries if (now := changes.get(each.id, each)) is not None])
