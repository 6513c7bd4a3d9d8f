"""What commands share: the options that name a server and a form of answer, and the frame around a command's work.

A command is written as a function of what was asked and of its own options; the shared ones are added here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from rushes.cli.outcome import carry_out

Data = Annotated[Path | None, typer.Option(help="Data folder (RUSHES_DATA). Default: ./rushes-data.")]
Url = Annotated[str | None, typer.Option(help="The server to talk to (RUSHES_URL). Default: the one on --data.")]
Key = Annotated[str | None, typer.Option(help="The key to send. RUSHES_KEY hides it from the process list.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line, as the API gives it.")]

_SHARED: dict[str, tuple[Any, Any]] = {
    "as_json": (Json, False),
    "data": (Data, None),
    "url": (Url, None),
    "key": (Key, None),
}
#: For commands that ask a server, that only forward what it tells, that work on the data folder itself.
SERVER = ("as_json", "data", "url", "key")
STREAM = ("data", "url", "key")
FOLDER = ("as_json", "data")

Work = TypeVar("Work", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Asked:
    """What the shared options of a command say: settings, and the form of its answer."""

    flags: dict[str, Any]
    as_json: bool = False


def offer(words: Sequence[str]) -> Callable[[str], list[str]]:
    """Completion from a fixed list."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def command(group: typer.Typer, shared: Sequence[str] = SERVER, *, name: str | None = None) -> Callable[[Work], Work]:
    """Register a function as a command, framed by `carry_out`.

    It is given an `Asked` first and its own options by name; without `shared` options, only its own.
    """

    def register(work: Work) -> Work:
        own = list(inspect.signature(work, eval_str=True).parameters.values())[1 if shared else 0 :]
        ours = [
            inspect.Parameter(one, inspect.Parameter.KEYWORD_ONLY, default=_SHARED[one][1], annotation=_SHARED[one][0])
            for one in shared
        ]

        def run(**given: Any) -> None:
            found = {one: given.pop(one) for one in shared}
            as_json = found.pop("as_json", False)
            carry_out(partial(work, Asked(found, as_json), **given) if shared else partial(work, **given))

        parameters = [*(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own), *ours]
        run.__name__, run.__doc__ = work.__name__, work.__doc__
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        group.command(name)(run)
        return work

    return register
