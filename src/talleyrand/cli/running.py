"""The program: all commands, and what becomes of whatever goes wrong.

Exit codes: 0 well, 1 faults found, 2 wrong use, 70 a fault of this program's own, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from talleyrand.cli import auditing, books, planning, probing, reading, records, reviewing, serving
from talleyrand.cli.options import WELL, Answer, tell
from talleyrand.errors import RecordError, TalleyrandError, nearest

WRONG_USE, OWN_FAULT, INTERRUPTED = 2, 70, 130
MOST_PROBLEMS = 20

COMMANDS: tuple[Callable[..., Answer], ...] = (
    records.brief, books.measures, books.diff, books.commitments, books.concessions, books.interpretations,
    books.channels, books.calendar, books.consistency, books.people, books.timeline, books.questions,
    records.bibliography, records.search, records.entry, records.query, records.check, records.new, records.schema,
    reading.read, reviewing.review, auditing.audit, reading.archive, probing.reader, planning.plan, serving.serve,
)  # fmt: skip


def app(words: Sequence[str] = ()) -> typer.Typer:
    """The command line with every command, or with that one alone that some words begin with: that is made sooner."""
    asked = [command for command in COMMANDS if [command.__name__] == list(words[:1])]
    made = typer.Typer(
        name="talleyrand",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )
    made.callback(invoke_without_command=True)(talleyrand)
    for command in asked or COMMANDS:
        made.command()(command)
    return made


def talleyrand(
    context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False
) -> Answer | None:
    """Keep the books of a relationship between two powers.

    What is in force, owed, given, read differently and due, on any day, as known on any day; every line cites its
    entries. Without --record, the record is the folder in TALLEYRAND_RECORD, else the current folder if it holds
    one, else the shipped one.
    """
    if version:
        from importlib.metadata import version as installed

        raise _Said(f"talleyrand {installed('talleyrand')}\n")
    if context.invoked_subcommand is None:
        raise _Said(context.get_help() + "\n")
    return None


class _Said(Exception):
    """What was asked for is said, and no command is to be run."""


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command line; whatever goes wrong is one clear line on stderr.

    Args:
        arguments: the words after the program's name; those of the process if left out.
    """
    for stream in (sys.stdout, sys.stderr):
        _unfailing(stream)
    try:
        return _say(_answer(sys.argv[1:] if arguments is None else list(arguments)))
    except BrokenPipeError:
        _hang_up()
        return WELL
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - no traceback ever reaches a user
        return _failed(fault)


def _failed(fault: Exception) -> int:
    """Tell what went wrong, in one line, and the problems of a record before it."""
    if isinstance(fault, RecordError):
        for problem in fault.problems[:MOST_PROBLEMS]:
            tell(str(problem))
    if isinstance(fault, TalleyrandError):
        return _refused(str(fault))
    if isinstance(fault, OSError):
        return _refused(f"{fault.strerror or fault}" + (f": {fault.filename}" if fault.filename else ""))
    message = f"failed on its own account: {type(fault).__name__}: {fault} {_where(fault)}; please report it"
    return _refused(message, OWN_FAULT)


def _answer(arguments: list[str]) -> Answer:
    try:
        result = app(arguments)(args=arguments, prog_name="talleyrand", standalone_mode=False)
    except _Said as said:
        return Answer(str(said))
    except typer.TyperException as fault:
        raise TalleyrandError(_clear(fault)) from None
    except SystemExit:  # the reader of a help page went away
        raise BrokenPipeError from None
    return result if isinstance(result, Answer) else Answer("", int(result or WELL))


def _say(answer: Answer) -> int:
    if sys.stdout is None:  # closed by whoever started the program
        raise TalleyrandError("the answer has nowhere to go: standard output is closed")
    sys.stdout.write(answer.text)
    sys.stdout.flush()
    return answer.code


def _clear(fault: typer.TyperException) -> str:
    """What is wrong with the words of a command line, with the nearest right one."""
    named = getattr(fault, "option_name", None)
    context = getattr(fault, "ctx", None)
    if type(fault).__name__ == "NoSuchOption" and named and context:
        return f"there is no option '{named}' to {context.command_path}{_like(named, context.command.params)}"
    message = fault.format_message().strip().rstrip(".")
    message = message.removeprefix("Invalid value for ").removeprefix("Invalid value: ")
    manual = f"; see: {context.command_path} --help" if context and not message.endswith("?") else ""
    return f"{message[:1].lower()}{message[1:]}{manual}"


def _like(named: str, parameters: Iterable[Any]) -> str:
    """The option nearest to one that there is not, dashes apart, or all there are."""
    options = [each for parameter in parameters for each in parameter.opts if each.startswith("--")]
    near = nearest(named.lstrip("-"), [each.lstrip("-") for each in options])
    return near.replace("'", "'--", 1) or f"; it has {', '.join(options)}"


def _refused(message: str, code: int = WRONG_USE) -> int:
    try:
        tell(f"talleyrand: {message}")
    except OSError:  # nobody hears it; the exit code still tells
        _hang_up()
    return code


def _where(fault: BaseException) -> str:
    trace: Any = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"({Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})" if trace else ""


def _unfailing(stream: TextIO) -> None:
    """Have a stream write a character that its encoding lacks as its code."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _hang_up() -> None:
    """Let what is still to be written go nowhere, so that nothing complains on the way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):  # no file, or closed
            continue
