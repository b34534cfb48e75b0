"""The process that answers one question and ends: an Enquiry comes in on its standard input, a reply goes out.

main  wait for an enquiry, answer it, end

Before the question is read, the process gives up what it does not need: it can open no file and no connection,
write no file, and grow no further than its cap. It ends when the program that began it does, at the latest when
its alarm rings, which nothing that a question does can put off.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from contextlib import suppress
from importlib.util import find_spec
from threading import Thread

from talleyrand.errors import QueryError
from talleyrand.presentation.answering import answer_from, database
from talleyrand.presentation.enquiries import GRACE, HANDING_OVER, TOO_MUCH_MEMORY, Enquiry, as_reply, read_enquiry
from talleyrand.sources.limits import limit

MOST_MEMORY = 1024**3  # bytes of addresses, all told: 512 MB of the engine's, 200 MB mapped, the rest for its surplus
MOST_PROCESSOR = 60  # seconds; the alarm rings earlier, whatever becomes of its clock


def main() -> None:
    """Wait for an enquiry, answer it, and end."""
    reply_to = _own_way_out()
    find_spec("pytz")  # so that the engine, which tries to load it, finds that out without opening a folder
    limit(AS=MOST_MEMORY, CPU=MOST_PROCESSOR, FSIZE=0, CORE=0)
    enquiry = read_enquiry(sys.stdin.buffer)
    if enquiry is None:  # the program that began this one has ended, or needs it no more
        return
    _ring_after(HANDING_OVER + enquiry.seconds + GRACE + 1)
    Thread(target=_end_with_reader, args=(reply_to,), daemon=True).start()
    reply = memoryview(_reply(enquiry))
    with suppress(OSError):  # nobody waits for it any longer
        while reply:
            reply = reply[os.write(reply_to, reply) :]
    os._exit(0)  # closing the database could wait for what cannot be stopped


def _own_way_out() -> int:
    """Where the reply goes: what was standard output, to which nothing else can be printed now."""
    way_out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return way_out


def _reply(enquiry: Enquiry) -> bytes:
    try:
        base = database()  # looks at the system as it opens
        limit(NOFILE=4)  # the three streams and the way out, and none more
        return as_reply(answer_from(base, enquiry))
    except QueryError as fault:
        return as_reply(fault)
    except MemoryError:
        return as_reply(QueryError(TOO_MUCH_MEMORY))


def _ring_after(seconds: float) -> None:
    """Have the system end this process."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _end_with_reader(way_out: int) -> None:
    """End this process as soon as nobody can read what it will say."""
    if hasattr(select, "poll"):
        gone = select.poll()
        gone.register(way_out, 0)  # no event but the end of the other side
        gone.poll()
        os._exit(1)
