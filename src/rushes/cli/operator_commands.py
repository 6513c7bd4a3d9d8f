"""The commands of who runs the server, and of who tests against it; registered beside the others by `main`."""

from __future__ import annotations

from typing import Annotated

import typer

from rushes.cli.commands import Data, Id, Json, Key, Url, _flags, app
from rushes.cli.outcome import carry_out

__all__ = ["app"]

tasks = typer.Typer(name="tasks", help="What only the server's operator can decide of a task.", no_args_is_help=True)
app.add_typer(tasks)


@tasks.command()
def resolve(
    task_id: Id,
    adopt: Annotated[str | None, typer.Option(metavar="VENDOR_ID", help="The vendor has it, under this id.")] = None,
    resubmit: Annotated[bool, typer.Option("--resubmit", help="The vendor does not have it; send it again.")] = False,
    fail: Annotated[bool, typer.Option("--fail", help="End the task, whatever the vendor has.")] = False,
    as_json: Json = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """Say what became of a task's job where nobody can tell whether its vendor has taken it."""

    def work() -> None:
        from rushes.cli.operating import resolve

        resolve(_flags(data, url, key), task_id, adopt=adopt, resubmit=resubmit, fail=fail, as_json=as_json)

    carry_out(work)


@app.command()
def providers(
    resume: Annotated[str | None, typer.Option(metavar="NAME", help="Let this stopped provider go on.")] = None,
    as_json: Json = False,
    data: Data = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """List what makes films here, and why one is stopped."""

    def work() -> None:
        from rushes.cli.operating import providers

        providers(_flags(data, url, key), resume=resume, as_json=as_json)

    carry_out(work)


@app.command("fake-kling")
def fake_kling(
    port: Annotated[int, typer.Option(help="Port to listen on, on 127.0.0.1; 0 takes a free one.")] = 8701,
    slots: Annotated[int, typer.Option(min=1, help="Jobs at a time; more are refused with code 1303.")] = 5,
    seconds: Annotated[float, typer.Option(min=0, help="How long a job takes.")] = 3.0,
    lag: Annotated[float, typer.Option(min=0, help="Seconds until a look-up finds a new job.")] = 0.0,
    unique: Annotated[bool, typer.Option("--unique", help="Refuse a second job with the same external id.")] = False,
    seed: Annotated[int, typer.Option(help="Decides which requests faults by chance meet.")] = 0,
) -> None:
    """Run a stand-in for Kling to test against: it takes jobs, keeps books, and fails on request. Nothing is paid."""

    def work() -> None:
        import asyncio

        from rushes.fake_kling.server import until_signal
        from rushes.fake_kling.world import Options

        options = Options(slots=slots, seconds=seconds, lookup_lag=lag, unique=unique)
        asyncio.run(until_signal(options, "127.0.0.1", port, seed))

    carry_out(work)
