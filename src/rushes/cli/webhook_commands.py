"""`rushes webhooks …`: its commands and their options, registered beside the others; the work is `webhooks`'."""

from __future__ import annotations

from typing import Annotated

import typer

from rushes.cli.operator_commands import app
from rushes.cli.options import STREAM, Asked, command, offer

__all__ = ["app"]

EVENTS = ("video.queued", "video.in_progress", "video.progress", "video.completed", "video.failed", "webhook.disabled")
STATES = ("pending", "held", "delivered", "failed")

webhooks = typer.Typer(
    name="webhooks", help="URLs that are told what happens to tasks, and what was sent to them.", no_args_is_help=True
)
app.add_typer(webhooks)

HookId = Annotated[str, typer.Argument(metavar="ID", help="A webhook's id; «callback» is the callback_urls of tasks.")]


@command(webhooks)
def add(
    asked: Asked,
    receiver: Annotated[str, typer.Argument(metavar="URL", help="The https URL to tell.")],
    event: Annotated[
        list[str] | None,
        typer.Option(autocompletion=offer(EVENTS), help="Only this; repeat it. Default: all but video.progress."),
    ] = None,
    of_key: Annotated[str | None, typer.Option(metavar="KEY_ID", help="Only tasks made with this key.")] = None,
    description: Annotated[str, typer.Option(help="For people.")] = "",
) -> None:
    """Make a webhook and print its secret, which verifies what is sent."""
    from rushes.cli.webhooks import add

    wanted = {"url": receiver, "events": event, "key": of_key, "description": description}
    add(asked.flags, {name: value for name, value in wanted.items() if value}, as_json=asked.as_json)


@command(webhooks)
def ls(asked: Asked) -> None:
    """List webhooks, oldest first."""
    from rushes.cli.webhooks import ls

    ls(asked.flags, as_json=asked.as_json)


@command(webhooks)
def rm(asked: Asked, hook_id: HookId) -> None:
    """Delete a webhook and its log."""
    from rushes.cli.webhooks import rm

    rm(asked.flags, hook_id, as_json=asked.as_json)


@command(webhooks)
def enable(asked: Asked, hook_id: HookId) -> None:
    """Let a disabled webhook be told again; what was held for it is sent."""
    from rushes.cli.webhooks import enable

    enable(asked.flags, hook_id, as_json=asked.as_json)


@command(webhooks)
def secret(asked: Asked, hook_id: HookId = "callback") -> None:
    """Print the secret of a webhook, or of your key's callback_urls."""
    from rushes.cli.webhooks import secret

    secret(asked.flags, hook_id, as_json=asked.as_json)


@command(webhooks)
def rotate(
    asked: Asked,
    hook_id: HookId,
    overlap: Annotated[int, typer.Option(min=0, metavar="SECONDS", help="So long the old one signs too.")] = 86400,
) -> None:
    """Give a webhook another secret and print it."""
    from rushes.cli.webhooks import rotate

    rotate(asked.flags, hook_id, overlap, as_json=asked.as_json)


@command(webhooks)
def deliveries(
    asked: Asked,
    hook_id: HookId = "callback",
    status: Annotated[str | None, typer.Option(autocompletion=offer(STATES), help=", ".join(STATES) + ".")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many, the newest first.")] = 20,
) -> None:
    """List what was and will be sent."""
    from rushes.cli.webhooks import deliveries

    deliveries(asked.flags, hook_id, status, limit, as_json=asked.as_json)


@command(webhooks)
def redeliver(
    asked: Asked,
    delivery_id: Annotated[str, typer.Argument(metavar="ID", help="A delivery's id.")],
) -> None:
    """Send a delivery again."""
    from rushes.cli.webhooks import redeliver

    redeliver(asked.flags, delivery_id, as_json=asked.as_json)


@command(webhooks, STREAM)
def listen(
    asked: Asked,
    forward: Annotated[str, typer.Option(metavar="URL", help="Where this machine reaches your receiver.")],
    progress: Annotated[bool, typer.Option("--progress", help="Forward video.progress too.")] = False,
) -> None:
    """Forward what happens to tasks to a receiver on your own machine, signed as a callback_url would be."""
    from rushes.cli.listening import listen

    listen(asked.flags, forward, progress=progress)
