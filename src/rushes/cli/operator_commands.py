"""The commands of who runs the server, and of who tests against it; registered beside the others by `main`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rushes.cli.commands import Id, app
from rushes.cli.options import Asked, command

__all__ = ["app"]

#: Whom a client of the fake has to trust.
CA_FILE = Path("fake-kling-ca.pem")

tasks = typer.Typer(name="tasks", help="What only the server's operator can decide of a task.", no_args_is_help=True)
app.add_typer(tasks)


@command(tasks)
def resolve(
    asked: Asked,
    task_id: Id,
    adopt: Annotated[str | None, typer.Option(metavar="VENDOR_ID", help="The vendor has it, under this id.")] = None,
    resubmit: Annotated[bool, typer.Option("--resubmit", help="The vendor does not have it; send it again.")] = False,
    fail: Annotated[bool, typer.Option("--fail", help="End the task, whatever the vendor has.")] = False,
) -> None:
    """Say what became of a task's job where nobody can tell whether its vendor has taken it."""
    from rushes.cli.operating import resolve

    resolve(asked.flags, task_id, adopt=adopt, resubmit=resubmit, fail=fail, as_json=asked.as_json)


@command(tasks)
def bills(asked: Asked) -> None:
    """List what vendors may still bill for tasks that have ended; its money stays held."""
    from rushes.cli.operating import bills

    bills(asked.flags, as_json=asked.as_json)


@command(tasks)
def settle(
    asked: Asked,
    task_id: Annotated[str, typer.Argument(metavar="ID", help="A task's id, as «rushes tasks bills» shows it.")],
    billed: Annotated[str, typer.Option(metavar="USD", help="What the vendor has billed, like 0.42; 0 for nothing.")],
) -> None:
    """Close an open bill by hand: so much is charged, at most what is held, and the rest released."""
    from rushes.cli.operating import settle

    settle(asked.flags, task_id, billed, as_json=asked.as_json)


@command(app)
def providers(
    asked: Asked,
    resume: Annotated[str | None, typer.Option(metavar="NAME", help="Let this stopped provider go on.")] = None,
) -> None:
    """List what makes films here, and why one is stopped."""
    from rushes.cli.operating import providers

    providers(asked.flags, resume=resume, as_json=asked.as_json)


@command(app)
def usage(
    asked: Asked,
    by: Annotated[
        str | None, typer.Option(help="What to add up by: day, model, key, tenant. Default: the first three.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="The first day (UTC). Default: 30 days.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="The last day (UTC). Default: today.")] = None,
    of_key: Annotated[str | None, typer.Option(metavar="ID", help="Only what was asked with this key.")] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="Only this model's.")] = None,
) -> None:
    """Add up films and money, by day, model and key."""
    from rushes.cli.spending import usage

    wanted = {"by": by, "since": since, "until": until, "key": of_key, "model": model}
    usage(asked.flags, wanted, as_json=asked.as_json)


@command(app, (), name="fake-kling")
def fake_kling(
    port: Annotated[int, typer.Option(help="Port to listen on, on 127.0.0.1; 0 takes a free one.")] = 8701,
    slots: Annotated[int, typer.Option(min=1, help="Jobs at a time; more are refused with code 1303.")] = 5,
    seconds: Annotated[float, typer.Option(min=0, help="How long a job takes.")] = 3.0,
    lag: Annotated[float, typer.Option(min=0, help="Seconds until a look-up finds a new job.")] = 0.0,
    unique: Annotated[bool, typer.Option("--unique", help="Refuse a second job with the same external id.")] = False,
    seed: Annotated[int, typer.Option(help="Decides which requests faults by chance meet.")] = 0,
    tls: Annotated[str | None, typer.Option(help="Speak TLS with a certificate: good, expired, other-name.")] = None,
    ca: Annotated[Path, typer.Option(help="With --tls: where to write whom a client has to trust.")] = CA_FILE,
) -> None:
    """Run a stand-in for Kling to test against: it takes jobs, keeps books, and fails on request. Nothing is paid."""
    import asyncio

    from rushes.fake_kling.certificates import KINDS, Certificates
    from rushes.fake_kling.server import until_signal
    from rushes.fake_kling.world import Options

    certificates = None
    if tls is not None:
        if tls not in KINDS:
            raise typer.BadParameter(f"{tls!r} is not one of {', '.join(KINDS)}", param_hint="--tls")
        certificates = Certificates(tls)
        ca.write_bytes(certificates.authority)
    options = Options(slots=slots, seconds=seconds, lookup_lag=lag, unique=unique)
    asyncio.run(until_signal(options, "127.0.0.1", port, seed, certificates))
