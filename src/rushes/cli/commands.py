"""The commands and their options; each does its work in a module of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from rushes.errors import RushesError

app = typer.Typer(
    name="rushes",
    help="A self-hosted video-generation server for the Kling v3 models. It works without key, GPU or network.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

USAGE = 2


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (RUSHES_HOST). [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (RUSHES_PORT). [default: 8700]")] = None,
    data: Annotated[Path | None, typer.Option(help="Data folder (RUSHES_DATA). [default: ./rushes-data]")] = None,
) -> None:
    """Start the server."""
    from rushes.cli.serving import serve_forever

    _run(serve_forever, {"host": host, "port": port, "data": data})


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Where the films go.")] = Path("demo"),
) -> None:
    """Start a server of its own, send the four published requests, and show what comes back."""
    from rushes.cli.demo import show

    _run(show, out)


def _run(work: Any, *arguments: Any) -> None:
    """Do it; an error of ours is a line on standard error and exit code 2, not a traceback."""
    try:
        work(*arguments)
    except RushesError as error:
        print(f"rushes: {error.message}", file=sys.stderr)
        raise typer.Exit(USAGE) from None
