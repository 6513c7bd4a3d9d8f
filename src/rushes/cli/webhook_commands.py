"""`rushes webhooks …`: its commands and their options, registered beside the others; the work is `webhooks`'."""

from __future__ import annotations

from typing import Annotated

import typer

from rushes.cli.commands import Data, Json, Key, Url, _flags, _offer
from rushes.cli.operator_commands import app
from rushes.cli.outcome import carry_out

__all__ = ["app"]

EVENTS = ("video.queued", "video.in_progress", "video.progress", "video.completed", "video.failed")
STATES = ("pending", "held", "delivered", "failed")

webhooks = typer.Typer(
    name="webhooks", help="URLs that are told what happens to tasks, and what was sent to them.", no_args_is_help=True
)
app.add_typer(webhooks)

HookId = Annotated[str, typer.Argument(metavar="ID", help="A webhook's id; «callback» is the callback_urls of tasks.")]


@webhooks.command()
def add(
    receiver: Annotated[str, typer.Argument(metavar="URL", help="The https URL to tell.")],
    event: Annotated[
        list[str] | None,
        typer.Option(autocompletion=_offer(EVENTS), help="Only this; repeat it. Default: all but video.progress."),
    ] = None,
    of_key: Annotated[str | None, typer.Option(metavar="KEY_ID", help="Only tasks made with this key.")] = None,
    description: Annotated[str, typer.Option(help="For people.")] = "",
    as_json: Json = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """Make a webhook and print its secret, which verifies what is sent."""

    def work() -> None:
        from rushes.cli.webhooks import add

        wanted = {"url": receiver, "events": event, "key": of_key, "description": description}
        add(_flags(data, url, key), {name: value for name, value in wanted.items() if value}, as_json=as_json)

    carry_out(work)


@webhooks.command()
def ls(as_json: Json = False, data: Data = None, url: Url = None, key: Key = None) -> None:
    """List webhooks, oldest first."""

    def work() -> None:
        from rushes.cli.webhooks import ls

        ls(_flags(data, url, key), as_json=as_json)

    carry_out(work)


@webhooks.command()
def rm(hook_id: HookId, as_json: Json = False, data: Data = None, url: Url = None, key: Key = None) -> None:
    """Delete a webhook and its log."""

    def work() -> None:
        from rushes.cli.webhooks import rm

        rm(_flags(data, url, key), hook_id, as_json=as_json)

    carry_out(work)


@webhooks.command()
def enable(hook_id: HookId, as_json: Json = False, data: Data = None, url: Url = None, key: Key = None) -> None:
    """Let a disabled webhook be told again; what was held for it is sent."""

    def work() -> None:
        from rushes.cli.webhooks import enable

        enable(_flags(data, url, key), hook_id, as_json=as_json)

    carry_out(work)


@webhooks.command()
def secret(
    hook_id: HookId = "callback", as_json: Json = False, data: Data = None, url: Url = None, key: Key = None
) -> None:
    """Print the secret of a webhook, or of your key's callback_urls."""

    def work() -> None:
        from rushes.cli.webhooks import secret

        secret(_flags(data, url, key), hook_id, as_json=as_json)

    carry_out(work)


@webhooks.command()
def rotate(
    hook_id: HookId,
    overlap: Annotated[int, typer.Option(min=0, metavar="SECONDS", help="So long the old one signs too.")] = 86400,
    as_json: Json = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """Give a webhook another secret and print it."""

    def work() -> None:
        from rushes.cli.webhooks import rotate

        rotate(_flags(data, url, key), hook_id, overlap, as_json=as_json)

    carry_out(work)


@webhooks.command()
def deliveries(
    hook_id: HookId = "callback",
    status: Annotated[str | None, typer.Option(autocompletion=_offer(STATES), help=", ".join(STATES) + ".")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many, the newest first.")] = 20,
    as_json: Json = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """List what was and will be sent."""

    def work() -> None:
        from rushes.cli.webhooks import deliveries

        deliveries(_flags(data, url, key), hook_id, status, limit, as_json=as_json)

    carry_out(work)


@webhooks.command()
def redeliver(
    delivery_id: Annotated[str, typer.Argument(metavar="ID", help="A delivery's id.")],
    as_json: Json = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """Send a delivery again."""

    def work() -> None:
        from rushes.cli.webhooks import redeliver

        redeliver(_flags(data, url, key), delivery_id, as_json=as_json)

    carry_out(work)


@webhooks.command()
def listen(
    forward: Annotated[str, typer.Option(metavar="URL", help="Where this machine reaches your receiver.")],
    progress: Annotated[bool, typer.Option("--progress", help="Forward video.progress too.")] = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """Forward what happens to tasks to a receiver on your own machine, signed as a callback_url would be."""

    def work() -> None:
        from rushes.cli.listening import listen

        listen(_flags(data, url, key), forward, progress=progress)

    carry_out(work)
