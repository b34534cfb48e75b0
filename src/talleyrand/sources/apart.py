"""Reads in a process of its own what a stranger's file could make go on for ever, or make take all memory.

Limits  how long and how much the process may take
Told    what the process says: numbers and texts, taken as data and never as code

The process itself is `confined`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from talleyrand.errors import WrongValue
from talleyrand.sources.limits import MEGABYTE

_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH")  # nothing secret is handed on

Told = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the process may take.

    Attributes:
        seconds: of its time, whatever the file.
        seconds_each: more for each megabyte of the file.
        memory: megabytes.
    """

    seconds: float = 10
    seconds_each: float = 5
    memory: int = 1024


def told(form: str, data: bytes, *, name: str, limits: Limits | None = None) -> Told:
    """What the reader of a format says of a file.

    Raises:
        WrongValue: if the file is broken, locked, or takes longer or more memory than it may.
    """
    allowed = limits or Limits()
    seconds = allowed.seconds + allowed.seconds_each * len(data) / MEGABYTE
    command = [
        sys.executable,
        "-P",
        "-m",
        "talleyrand.sources.confined",
        form,
        str(int(seconds) + 1),
        str(allowed.memory),
    ]
    kept = {each: os.environ[each] for each in _KEPT if each in os.environ}
    with subprocess.Popen(  # noqa: S603  # our own module; the file comes as data
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kept
    ) as process:
        try:
            answer, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise WrongValue(f"'{name}' took longer than {seconds:.0f} seconds to read; it was left") from None
        finally:
            process.kill()
    return _understood(answer, name, form)


def _understood(answer: bytes, name: str, form: str) -> Told:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise WrongValue(f"'{name}' cannot be read as {form}: it is broken, or takes more than it may")
    if said.get("fault"):
        raise WrongValue(f"'{name}' {said['fault']}")
    return said
