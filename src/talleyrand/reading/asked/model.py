"""The model reader: a document goes out in pieces to any chat endpoint, and only what stands in it comes back.

Dropped  something that the model said and that was not taken, with the reason
Found    the proposals, what was dropped, and what a user should know
Cache    where answers are remembered, by document, question and model

Each piece is one question and, if anything in the answer was refused, one more with the reasons; then it is dropped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Protocol

from talleyrand.errors import WrongValue
from talleyrand.reading.asked.answers import Answer, Refusal, answer
from talleyrand.reading.asked.asking import KEY, Limits, model
from talleyrand.reading.asked.chat import Asks, Said, Schema, Turn
from talleyrand.reading.asked.codebook import Codebook, codebook, conversation
from talleyrand.reading.asked.grounds import Grounds, Passage, passage, proposal
from talleyrand.reading.asked.untrusted import parsed, shown
from talleyrand.reading.language.sentences import Sentence, split
from talleyrand.reading.parties.actors import Actors
from talleyrand.reading.proof.matching import Matcher
from talleyrand.reading.proposals import Proposal
from talleyrand.record import folder
from talleyrand.record.dates import Moment
from talleyrand.record.record import Record
from talleyrand.sources.documents import Document

LONGEST_PIECE, MOST_PIECES = 6_000, 60
MOST_NOTED = 5
MOST_RETURNED = 8_000  # letters of a refused answer that are shown to the model again
_CUT = "it was cut off before its end; name fewer items"
_EDITION = "1"  # of what is remembered; another one forgets all


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Something that the model said and that was not taken.

    Attributes:
        start: where the piece of the document begins that it was said about.
        about: which of its items, and the words that it quotes.
        reason: why.
    """

    start: int
    about: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a model found in a document.

    Attributes:
        proposals: in order of place.
        dropped: what was refused, with the reasons.
        cautions: what a user should know, each a sentence.
    """

    proposals: tuple[Proposal, ...]
    dropped: tuple[Dropped, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """The cautions, and of what was refused the first few with the reasons."""
        refused = [f"Refused: {each.about}: {each.reason}" for each in self.dropped[:MOST_NOTED]]
        more = len(self.dropped) - MOST_NOTED
        rest = [f"{more} more things that the model said were refused."] if more > 0 else []
        return (*self.cautions, *refused, *rest)


class Cache(Protocol):
    """Where answers are remembered."""

    def recall(self, key: bytes) -> bytes | None:
        """What was kept under a key of 32 bytes, or nothing."""

    def keep(self, key: bytes, value: bytes) -> None:
        """Keep a value, if there is room."""


class OnDisk:
    """The cache in the user's own folder, beside that of records; what is wrong with it is a miss."""

    def recall(self, key: bytes) -> bytes | None:
        """What was kept under a key of 32 bytes, or nothing."""
        return folder.recall(key)

    def keep(self, key: bytes, value: bytes) -> None:
        """Keep a value, if there is room."""
        folder.keep(key, value)


class Nowhere:
    """No cache."""

    def recall(self, key: bytes) -> bytes | None:  # noqa: ARG002 - nothing is remembered
        """Nothing."""
        return None

    def keep(self, key: bytes, value: bytes) -> None:
        """Forget it."""


class Reader(Protocol):
    """Whatever reads a document into proposals."""

    def __call__(self, document: Document, record: Record, *, known: Moment) -> Found:
        """What it finds."""


def reader_from(
    endpoint: str,
    name: str,
    *,
    environment: Mapping[str, str],
    plain: bool = False,
    remember: bool = True,
    seconds: float | None = None,
    told: Callable[[int, int], None] | None = None,
) -> Reader:
    """A reader that asks the model of a name behind an endpoint.

    Args:
        endpoint: the base address, as `https://host/v1`.
        environment: where the key stands, under TALLEYRAND_KEY, if one is needed.
        plain: true if plain http may go to other machines of the user's own network.
        remember: false if answers are neither recalled nor kept.
        seconds: the longest time for one question.
        told: hears how many pieces are read, and of how many.

    Raises:
        WrongValue: if the address, name or key is not of its form.
    """
    limits = Limits(seconds=seconds) if seconds else Limits()
    ask = model(endpoint, name, key=environment.get(KEY, "").strip(), plain=plain, limits=limits)
    return partial(read, ask=ask, cache=OnDisk() if remember else Nowhere(), told=told)


def read(
    document: Document,
    record: Record,
    *,
    known: Moment,
    ask: Asks,
    cache: Cache,
    told: Callable[[int, int], None] | None = None,
) -> Found:
    """What a model finds in a document, and what of it does not stand there.

    Args:
        known: the day of knowledge of the record that the model is told of and that proposals are compared with.
        ask: what answers a question.
        cache: where answers are remembered.
        told: hears how many pieces are read, and of how many.

    Raises:
        WrongValue: if the document is too long, or the model cannot be asked.
    """
    then = record.as_known(known)
    pieces = tuple(cut(document))
    if len(pieces) > MOST_PIECES:
        raise WrongValue(
            f"the document has {len(document.text):,} letters; a model reads at most {MOST_PIECES * LONGEST_PIECE:,}: "
            "cut it, or use the offline reader"
        )
    book = codebook(then)
    grounds = Grounds(
        document=document,
        record=then,
        actors=Actors(then),
        reader=f"model {ask.name}",
        matcher=Matcher(then),
    )
    asker = _Asker(ask=ask, cache=cache, document=document, book=book, grounds=grounds)
    proposals: list[Proposal] = []
    dropped: list[Dropped] = []
    cautions: dict[str, None] = {}
    for number, piece in enumerate(pieces, 1):
        try:
            found = asker.piece(piece, tuple(_id(each) for each in proposals))
        except WrongValue as fault:
            so_far = f"; {number - 1} of {len(pieces)} pieces of the document were read" if number > 1 else ""
            raise WrongValue(f"{fault}{so_far}") from None
        proposals.extend(found.proposals)
        dropped.extend(found.dropped)
        cautions.update(dict.fromkeys(found.cautions))
        if told:
            told(number, len(pieces))
    proposals.sort(key=lambda each: (each.start, each.end))
    return Found(proposals=tuple(proposals), dropped=tuple(dropped), cautions=tuple(cautions))


def cut(document: Document) -> Iterator[Passage]:
    """The pieces of a document, each of whole sentences, one after another."""
    held: list[Sentence] = []
    for sentence in split(document.text):
        if held and sentence.end - held[0].start > LONGEST_PIECE:
            yield passage(document, tuple(held))
            held = []
        held.append(sentence)
    if held:
        yield passage(document, tuple(held))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asker:
    """What asks about the pieces of one document."""

    ask: Asks
    cache: Cache
    document: Document
    book: Codebook
    grounds: Grounds

    def piece(self, piece: Passage, taken: tuple[str, ...]) -> Found:
        """What the model finds in one piece, after two questions at most."""
        document = self.document
        turns = conversation(
            self.book,
            document.text[piece.start : piece.end],
            title=document.title,
            date=str(document.date or ""),
            language=document.language,
        )
        first, said = self._round(turns, piece, taken)
        if not first.dropped:
            return first
        again = (*turns, Turn("assistant", said.text[:MOST_RETURNED]), Turn("user", _complaint(first.dropped)))
        second, _ = self._round(again, piece, taken)
        have = {_gist(each) for each in second.proposals}
        kept = tuple(each for each in first.proposals if _gist(each) not in have)
        return Found(
            proposals=_numbered(kept, second.proposals),
            dropped=second.dropped,
            cautions=tuple(dict.fromkeys(first.cautions + second.cautions)),
        )

    def _round(self, turns: tuple[Turn, ...], piece: Passage, taken: tuple[str, ...]) -> tuple[Found, Said]:
        """What stands of the answer to one question, and the answer."""
        key = _key(self.document.digest, self.ask.name, turns, self.book.schema)
        said = _recalled(self.cache.recall(key))
        made = answer(said.text, self.book.codes) if said else None
        if said is None or made is None or made.broken:
            said = self.ask(turns, self.book.schema)
            made = answer(said.text, self.book.codes) if said.whole else Answer(broken=_CUT)
            if not made.broken:
                self.cache.keep(key, json.dumps([said.text, said.model]).encode())
        return self._held(made, said, piece, taken), said

    def _held(self, made: Answer, said: Said, piece: Passage, taken: tuple[str, ...]) -> Found:
        """What of an answer stands in the piece."""
        proposals: list[Proposal] = []
        refusals = [Refusal(about="the whole answer", reason=made.broken)] if made.broken else list(made.refusals)
        for item in made.items:
            try:
                held = proposal(item, piece, self.grounds, (*taken, *map(_id, proposals)))
            except WrongValue as fault:
                refusals.append(Refusal(about=f"'{shown(item.text('quote'), 60)}'", reason=str(fault)))
                continue
            if _gist(held) not in map(_gist, proposals):
                proposals.append(held)
        return Found(
            proposals=tuple(proposals),
            dropped=tuple(Dropped(start=piece.start, about=each.about, reason=each.reason) for each in refusals),
            cautions=_other_model(self.ask.name, said.model),
        )


def _complaint(dropped: tuple[Dropped, ...]) -> str:
    """What the model is told of an answer of which something was refused."""
    lines = "\n".join(f"- {each.about}: {each.reason}" for each in dropped[:40])
    return (
        f"Your answer was checked and this was refused:\n{lines}\n"
        'Give the whole answer once more, corrected, as the JSON object {"found": [...]} alone. '
        "Leave out what cannot be put right."
    )


def _other_model(asked: str, answered: str) -> tuple[str, ...]:
    """A caution if the endpoint names another model than the one asked; a dated name of it is the same."""
    if not answered or answered.casefold().startswith(asked.casefold()):
        return ()
    return (f"'{asked}' was asked and the endpoint says that '{answered}' answered; the proposals name the one asked.",)


def _id(made: Proposal) -> str:
    """The id that was made for it, or where it is added."""
    return str(made.values.get(made.kind) or made.key)


def _gist(made: Proposal) -> str:
    """What a proposal says and where, whatever its id."""
    return json.dumps(
        [made.kind, made.into, made.start, made.end, {k: v for k, v in made.values.items() if k != made.kind}]
    )


def _numbered(kept: tuple[Proposal, ...], others: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """The proposals of two answers together; of two with one id, the first answer's is left out."""
    ids = {_id(each) for each in others}
    return (*(each for each in kept if _id(each) not in ids), *others)


# --- memory --------------------------------------------------------------------------------------


def _key(digest: str, name: str, turns: tuple[Turn, ...], schema: Schema) -> bytes:
    """Under what an answer is kept: the document, the whole question, and the model."""
    asked = json.dumps([_EDITION, digest, name, [[each.role, each.text] for each in turns], schema])
    return sha256(b"answer of a model\0" + asked.encode()).digest()


def _recalled(value: bytes | None) -> Said | None:
    """An answer as it was kept, or nothing if it is no such thing."""
    try:
        held = parsed(value.decode()) if value else None
    except (WrongValue, UnicodeDecodeError):
        return None
    if not isinstance(held, list) or [type(each) for each in held] != [str, str]:
        return None
    return Said(text=held[0], model=shown(held[1]))
