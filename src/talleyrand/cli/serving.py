"""The command that opens the books in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from talleyrand.cli.options import Answer, Folder, named, tell, today, whole


def serve(
    record: Folder = None,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", parser=whole(0, 65_535), help="Port; 0 for any that is free.")
    ] = 8463,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Let other machines read; they write only with a token.")
    ] = False,
    token_file: Annotated[
        str | None, typer.Option("--token-file", metavar="FILE", help="The word in it lets others sign in to write.")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A further name of this server.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nobody may write.")] = False,
) -> Answer:
    """Open the books in a browser.

    Pages to look at, compare, edit and cite. Prints a link that opens them once; only this machine is let in.
    """
    import gc

    from talleyrand.record.loading import is_shipped
    from talleyrand.web.serving import Settings, serve

    gc.enable()  # a command ends before its garbage matters; a server does not
    root, name = named(record)
    shipped = is_shipped(root)
    if shipped:
        tell("The shipped record is read-only; 'talleyrand new FOLDER --copy' begins a copy of your own.")
    settings = Settings(
        root=root, name=name, host=host, port=port, allow_remote=allow_remote,
        token_file=Path(token_file) if token_file else None, hosts=tuple(allow_host or ()),
        read_only=read_only or shipped,
    )  # fmt: skip
    serve(settings, today=today, tell=tell)
    return Answer("")
