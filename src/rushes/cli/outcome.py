"""How a command ends: what stops it becomes a line on standard error and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import typer

from rushes.cli.exits import Exit, Stopped
from rushes.errors import RushesError, SettingsInvalid


def carry_out(work: Callable[..., None], *arguments: Any) -> None:
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
