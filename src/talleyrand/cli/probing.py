"""The command that tries a reader, and the options by which commands name a model."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from talleyrand.cli.options import Answer, As, On, asked, one_of, shown, tell, whole
from talleyrand.errors import WrongValue

if TYPE_CHECKING:
    from talleyrand.reading.asked.asking import Model
    from talleyrand.reading.asked.model import Reader

LONGEST_SECONDS = 3_600

By = Annotated[str, typer.Option("--reader", metavar="READER", help="offline, or model: a language model.")]
Endpoint = Annotated[
    str | None,
    typer.Option("--endpoint", metavar="URL", help="Where the model is asked, as https://host/v1."),
]
Named = Annotated[str | None, typer.Option("--model", metavar="NAME", help="What the endpoint calls the model.")]
AllowPlain = Annotated[
    bool,
    typer.Option("--allow-plain", help="Let plain http go to another machine of your own network."),
]
Seconds = Annotated[
    int, typer.Option("--seconds", metavar="N", parser=whole(1, LONGEST_SECONDS), help="Longest wait for one answer.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask the model anew, whatever it answered before.")]
Tier = Annotated[int, typer.Option("--tier", metavar="N", parser=whole(0, 9), help="Tier of the offline reader.")]


def reader(  # its first word is the question, so that more can be asked of a reader later
    what: Annotated[str, typer.Argument(metavar="check", help="check: try the reader on sentences of our own.")],
    reader: By = "offline",
    endpoint: Endpoint = None,
    model: Named = None,
    allow_plain: AllowPlain = False,
    seconds: Seconds = 300,
    tier: Tier = 0,
    on: On = None,
    format: As = "table",
) -> Answer:
    """Try a reader: is it right, and does it follow the codebook?

    A model is given forty sentences with the codebook as it is, in another order, with names that say nothing, and with
    definitions swapped: 24 questions. Its key is taken from TALLEYRAND_KEY.
    """
    from talleyrand.reading.asked import probing

    one_of(what, ["check"], "question to a reader")
    one_of(reader, ["offline", "model"], "reader")
    day = asked(on, None)[0]
    if reader == "offline":
        refuse_model_options(endpoint, model, allow_plain=allow_plain)
        return shown(probing.offline(on=day, tier=tier), format)
    ask = model_named(endpoint, model, allow_plain=allow_plain, seconds=seconds)
    return shown(probing.check(ask, on=day, told=_progress), format)


def model_named(endpoint: str | None, name: str | None, *, allow_plain: bool, seconds: int) -> Model:
    """The model that the options name, with the key of the environment.

    Raises:
        WrongValue: if one is missing or not of its form.
    """
    from talleyrand.reading.asked.asking import KEY, Limits, model

    if not endpoint:
        raise WrongValue("--endpoint: a model needs the address where it is asked, as http://127.0.0.1:8080/v1")
    if not name:
        raise WrongValue("--model: name the model as its endpoint calls it")
    key = os.environ.get(KEY, "").strip()
    return model(endpoint, name, key=key, plain=allow_plain, limits=Limits(seconds=float(seconds)))


def reader_named(endpoint: str | None, name: str | None, *, allow_plain: bool, seconds: int, no_cache: bool) -> Reader:
    """What reads documents by the model that the options name.

    Raises:
        WrongValue: if an option is missing or not of its form.
    """
    from functools import partial

    from talleyrand.reading.asked.model import Nowhere, OnDisk, read

    ask = model_named(endpoint, name, allow_plain=allow_plain, seconds=seconds)
    return partial(read, ask=ask, cache=Nowhere() if no_cache else OnDisk(), told=_pieces)


def refuse_model_options(endpoint: str | None, name: str | None, *, allow_plain: bool = False) -> None:
    """Raise if options of a model are given to the offline reader.

    Raises:
        WrongValue: naming the option, so that nobody thinks a model was asked.
    """
    given = {"--endpoint": endpoint, "--model": name, "--allow-plain": allow_plain}
    for option, value in given.items():
        if value:
            raise WrongValue(f"{option} belongs to a model: add --reader model, or leave it out")


def _progress(done: int, of: int) -> None:
    if _to_people():
        tell(f"{done} of {of} sheets done")


def _pieces(done: int, of: int) -> None:
    if of > 1 and _to_people():
        tell(f"{done} of {of} pieces of the document read")


def _to_people() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
