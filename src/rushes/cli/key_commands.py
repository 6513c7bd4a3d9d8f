"""`rushes keys …`: its commands and their options, registered beside the others by `main`; the work is `keys`'."""

from __future__ import annotations

from typing import Annotated

import typer

from rushes.cli.commands import MODELS, Data, Json, Key, Url, _flags, _offer, app
from rushes.cli.outcome import carry_out

__all__ = ["app"]

SCOPES = ("make", "read", "admin")

keys = typer.Typer(
    name="keys",
    help="Make, list and revoke the keys of those who may call the server.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(keys)

KeyId = Annotated[str, typer.Argument(metavar="ID", help="A key's id, as «rushes keys ls» shows it.")]
Money = Annotated[str | None, typer.Option(metavar="USD", help="At most so many dollars, like 20 or 0.50.")]


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="Who uses the key, for people.")],
    tenant: Annotated[str | None, typer.Option(help="Whose tasks it sees. Default: default.")] = None,
    scope: Annotated[
        list[str] | None,
        typer.Option(autocompletion=_offer(SCOPES), help="make, read or admin; repeat it. Default: make and read."),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", "-m", autocompletion=_offer(MODELS), help="Only this model; repeat it. Default: all."),
    ] = None,
    expires: Annotated[str | None, typer.Option(metavar="TIME", help="After so long, like 90d, 12h or 30m.")] = None,
    rate: Annotated[int | None, typer.Option(help="Requests a minute.")] = None,
    tasks: Annotated[int | None, typer.Option(help="Tasks that have not ended.")] = None,
    budget_day: Money = None,
    budget_month: Money = None,
    budget_total: Money = None,
    as_json: Json = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """Make a key and print it, this one time. The first one closes an open server to those without."""

    def work() -> None:
        from rushes.cli.keys import Wish, create

        budgets = (budget_day, budget_month, budget_total)
        wish = Wish(name, tenant, tuple(scope or ()), tuple(model or ()), expires, rate, tasks, budgets)
        create(_flags(data, url, key), wish, as_json=as_json)

    carry_out(work)


@keys.command()
def ls(as_json: Json = False, data: Data = None, url: Url = None, key: Key = None) -> None:
    """List keys, oldest first."""

    def work() -> None:
        from rushes.cli.keys import ls

        ls(_flags(data, url, key), as_json=as_json)

    carry_out(work)


@keys.command()
def show(key_id: KeyId, as_json: Json = False, data: Data = None, url: Url = None, key: Key = None) -> None:
    """Show all that is known of a key."""

    def work() -> None:
        from rushes.cli.keys import show

        show(_flags(data, url, key), key_id, as_json=as_json)

    carry_out(work)


@keys.command()
def rotate(
    key_id: KeyId,
    overlap: Annotated[str | None, typer.Option(metavar="TIME", help="The old text still opens so long.")] = None,
    as_json: Json = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """Give a key another text and print it; the key stays the same."""

    def work() -> None:
        from rushes.cli.keys import rotate

        rotate(_flags(data, url, key), key_id, overlap, as_json=as_json)

    carry_out(work)


@keys.command()
def revoke(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Keys' ids.")],
    as_json: Json = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """End keys and those made with them, at once and for good."""

    def work() -> None:
        from rushes.cli.keys import revoke

        revoke(_flags(data, url, key), ids, as_json=as_json)

    carry_out(work)
