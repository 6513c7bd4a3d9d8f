"""`rushes keys …`: its commands and their options, registered beside the others by `main`; the work is `keys`'."""

from __future__ import annotations

from typing import Annotated

import typer

from rushes.cli.commands import MODELS, app
from rushes.cli.options import Asked, command, offer

__all__ = ["app"]

SCOPES = ("make", "read", "admin")

keys = typer.Typer(
    name="keys",
    help="Make, list, change and revoke the keys of those who may call the server.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(keys)

KeyId = Annotated[str, typer.Argument(metavar="ID", help="A key's id, as «rushes keys ls» shows it.")]
Money = Annotated[str | None, typer.Option(metavar="USD", help="At most so many dollars, like 20 or 0.50.")]


@command(keys)
def create(
    asked: Asked,
    name: Annotated[str, typer.Argument(help="Who uses the key, for people.")],
    tenant: Annotated[str | None, typer.Option(help="Whose tasks it sees. Default: default.")] = None,
    scope: Annotated[
        list[str] | None,
        typer.Option(autocompletion=offer(SCOPES), help="make, read or admin; repeat it. Default: make and read."),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", "-m", autocompletion=offer(MODELS), help="Only this model; repeat it. Default: all."),
    ] = None,
    expires: Annotated[str | None, typer.Option(metavar="TIME", help="After so long, like 90d, 12h or 30m.")] = None,
    rate: Annotated[int | None, typer.Option(help="Requests a minute.")] = None,
    tasks: Annotated[int | None, typer.Option(help="Tasks that have not ended.")] = None,
    budget_day: Money = None,
    budget_month: Money = None,
    budget_total: Money = None,
) -> None:
    """Make a key and print it, this one time. The first one closes an open server to those without."""
    from rushes.cli.keys import create, wanted

    budgets = (budget_day, budget_month, budget_total)
    limits = wanted(models=model, expires=expires, rate=rate, tasks=tasks, budgets=budgets)
    create(asked.flags, {**wanted(name=name, tenant=tenant, scopes=scope), **limits}, as_json=asked.as_json)


@command(keys)
def ls(asked: Asked) -> None:
    """List keys, oldest first."""
    from rushes.cli.keys import ls

    ls(asked.flags, as_json=asked.as_json)


@command(keys)
def show(asked: Asked, key_id: KeyId) -> None:
    """Show all that is known of a key."""
    from rushes.cli.keys import show

    show(asked.flags, key_id, as_json=asked.as_json)


@command(keys, name="set")
def change(
    asked: Asked,
    key_id: KeyId,
    name: Annotated[str | None, typer.Option(help="Who uses the key, for people.")] = None,
    scope: Annotated[
        list[str] | None, typer.Option(autocompletion=offer(SCOPES), help="make, read or admin; repeat it.")
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", "-m", autocompletion=offer(MODELS), help="Only this model; repeat it; none: all."),
    ] = None,
    expires: Annotated[str | None, typer.Option(metavar="TIME", help="After so long from now, like 90d.")] = None,
    rate: Annotated[str | None, typer.Option(metavar="N", help="Requests a minute.")] = None,
    tasks: Annotated[str | None, typer.Option(metavar="N", help="Tasks that have not ended.")] = None,
    budget_day: Money = None,
    budget_month: Money = None,
    budget_total: Money = None,
) -> None:
    """Give a key another name or other rights, at once and everywhere; «none» takes a limit away."""
    from rushes.cli.keys import change, wanted

    budgets = (budget_day, budget_month, budget_total)
    limits = wanted(models=model, expires=expires, rate=rate, tasks=tasks, budgets=budgets)
    change(asked.flags, key_id, {**wanted(name=name, scopes=scope), **limits}, as_json=asked.as_json)


@command(keys)
def rotate(
    asked: Asked,
    key_id: KeyId,
    overlap: Annotated[str | None, typer.Option(metavar="TIME", help="The old text still opens so long.")] = None,
) -> None:
    """Give a key another text and print it; the key stays the same."""
    from rushes.cli.keys import rotate

    rotate(asked.flags, key_id, overlap, as_json=asked.as_json)


@command(keys)
def revoke(
    asked: Asked,
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Keys' ids.")],
) -> None:
    """End keys and those made with them, at once and for good."""
    from rushes.cli.keys import revoke

    revoke(asked.flags, ids, as_json=asked.as_json)
