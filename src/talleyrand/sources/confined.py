"""The process that reads one file and ends: a format's name comes as its argument, the file on its standard input.

Before the file is looked into, the process gives up what it does not need: it can write no file, and may take only so
much time and memory. What it read goes out as JSON, or a fault in words.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from talleyrand.sources.apart import Told
from talleyrand.sources.limits import MEGABYTE, limit
from talleyrand.sources.mail import opened
from talleyrand.sources.pdf import extracted

READERS: dict[str, Callable[[bytes], Told]] = {"PDF": extracted, "e-mail": opened}


def main() -> None:
    """Read one file, say what is in it, and end."""
    form, seconds, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    data = sys.stdin.buffer.read()
    reader = READERS[form]
    limit(AS=memory * MEGABYTE, CPU=seconds, FSIZE=0, CORE=0)
    try:
        said = reader(data)
    except MemoryError:
        said = {"fault": f"takes more than {memory} MB of memory to read; it was left"}
    except RecursionError:
        said = {"fault": "is nested too deep to be read"}
    sys.stdout.buffer.write(json.dumps(said).encode())


if __name__ == "__main__":
    main()
