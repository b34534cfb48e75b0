"""The shell door: a command line comes in; one question is asked; its answer, or one clear line, goes out.

options    what commands share: the record named, the two clocks, the form of the answer
records    commands on the record itself: brief, check, entry, new, schema, query
books      a command for each book
planning   a negotiation: `plan`
reading    documents read into proposals: `read`; probing: `reader`, which tries a reader out
reviewing  what becomes of the proposals: `review`
auditing   the claims of a document: `audit`
serving    the browser's door: `serve`
running    the program: all commands, and what becomes of whatever goes wrong
"""

from __future__ import annotations

import gc
import os
import sys
import threading


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # a command is over before collecting would pay
    try:
        from talleyrand.cli.running import run

        code = run()
    except KeyboardInterrupt:  # while the program itself was being loaded
        code = 130
    if threading.active_count() > 1:  # a question that cannot be stopped must not hold up the end
        sys.stdout.flush()
        os._exit(code)
    sys.exit(code)
