"""Options that several commands share, their completions, and how a command is run and ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from rushes.cli.exits import Exit, Stopped
from rushes.errors import RushesError, SettingsInvalid

MODELS = [
    f"{family}-{tier}-{sound}"
    for family in ("kling-v3", "previs")
    for tier in ("std", "pro")
    for sound in ("silent", "audio")
]
STATUSES = ("queued", "in_progress", "completed", "failed")
RATIOS = ("16:9", "9:16", "1:1")


def offer(words: list[str] | tuple[str, ...]) -> Callable[[str], list[str]]:
    """Completion from a fixed list."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


Data = Annotated[Path | None, typer.Option(help="Data folder (RUSHES_DATA). Default: ./rushes-data.")]
Url = Annotated[str | None, typer.Option(help="The server to talk to (RUSHES_URL). Default: the one on --data.")]
Key = Annotated[str | None, typer.Option(help="The key to send. RUSHES_KEY hides it from the process list.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line, as the API gives it.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="A task's id, or your own external_task_id.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Tasks' ids.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="The film's file, or a folder for it.")]
Force = Annotated[bool, typer.Option("--force", "-f", help="Replace the file if it is there.")]
Timeout = Annotated[float | None, typer.Option(min=0, help="Stop waiting after so many seconds; the task goes on.")]


def flags(data: Path | None, url: str | None, key: str | None) -> dict[str, Any]:
    """The settings that options give."""
    return {"data": data, "url": url, "key": key}


def run(work: Callable[..., None], *arguments: Any) -> None:
    """Do it; what stops it is a line on standard error and an exit code, not a traceback."""
    try:
        work(*arguments)
    except Stopped as stopped:
        _end(stopped.exit_code, stopped.line)
    except SettingsInvalid as error:
        _end(Exit.USAGE, error.message)
    except RushesError as error:
        _end(Exit.TROUBLE, f"{error.message} ({error.code})")
    except UnicodeError:
        _end(Exit.USAGE, "A text that was given is not UTF-8; convert it, for example with iconv.")
    except BrokenPipeError:
        raise  # whoever reads our data has seen enough; typer ends the command in silence
    except OSError as error:
        _end(Exit.TROUBLE, f"{error.filename or 'a file'}: {error.strerror or error}")
    except KeyboardInterrupt:
        _end(Exit.INTERRUPTED, "Interrupted.")


def _end(code: Exit, line: str) -> None:
    from rushes.cli.talk import clean

    print("rushes: " + "\n".join(clean(part) for part in line.splitlines()), file=sys.stderr)
    raise typer.Exit(code) from None
