"""The commands and their options; each does its work in a module of its own, imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rushes import __version__
from rushes.cli.exits import MEANINGS
from rushes.cli.options import FOLDER, Asked, Data, Json, command, offer

MODELS = [
    f"{family}-{tier}-{sound}"
    for family in ("kling-v3", "previs")
    for tier in ("std", "pro")
    for sound in ("silent", "audio")
]
STATUSES = ("queued", "in_progress", "completed", "failed")
RATIOS = ("16:9", "9:16", "1:1")

app = typer.Typer(
    name="rushes",
    help="A self-hosted video-generation server for the Kling v3 models. It works without key, GPU or network.",
    # \b: lines as they are, not one paragraph.
    epilog="\n".join(("\b", "Exit codes:", *(f"{code:>5}  {meaning}" for code, meaning in MEANINGS.items()))),
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    # Plain help: rich's takes as long to import as all the rest.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


Id = Annotated[str, typer.Argument(metavar="ID", help="A task's id, or your own external_task_id.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Tasks' ids.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="The film's file, or a folder for it.")]
Force = Annotated[bool, typer.Option("--force", "-f", help="Replace the file if it is there.")]
Timeout = Annotated[float | None, typer.Option(min=0, help="Stop waiting after so many seconds; the task goes on.")]


@app.callback(invoke_without_command=True)
def rushes(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    """A self-hosted video-generation server for the Kling v3 models. It works without key, GPU or network."""
    if version:
        print(f"rushes {__version__}")
        raise typer.Exit


@command(app)
def make(
    asked: Asked,
    prompt: Annotated[str | None, typer.Argument(help="What the film shows; - reads it from standard input.")] = None,
    image: Annotated[
        str | None, typer.Option("--image", "-i", help="First frame: a file, a URL, or an uploaded file's id.")
    ] = None,
    last: Annotated[str | None, typer.Option(help="Last frame: a file or a URL. Needs -i.")] = None,
    shot: Annotated[
        list[str] | None, typer.Option(help='One shot, "prompt" or "prompt@seconds"; up to 6, instead of PROMPT.')
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            "-m",
            autocompletion=offer(MODELS),
            help="Default: kling-v3-std-audio where a provider makes it, else previs-std-audio.",
        ),
    ] = None,
    duration: Annotated[int | None, typer.Option("--duration", "-d", help="Seconds, 3 to 15. Default: 5.")] = None,
    ratio: Annotated[
        str | None, typer.Option(autocompletion=offer(RATIOS), help="16:9, 9:16 or 1:1. Default: 16:9.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same film. Default: drawn.")] = None,
    negative: Annotated[str | None, typer.Option(help="What the film should not show.")] = None,
    cfg: Annotated[float | None, typer.Option(help="How closely to follow the prompt, 0 to 1. Default: 0.5.")] = None,
    intelligent: Annotated[
        bool, typer.Option("--intelligent", help="Let the model cut the prompt into shots.")
    ] = False,
    label: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="A label of yours; repeat it.")] = None,
    out: Out = None,
    force: Force = False,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for the film, or print its id at once.")] = True,
    timeout: Timeout = None,
    estimate: Annotated[bool, typer.Option("--estimate", help="Print what it would cost, and make nothing.")] = False,
) -> None:
    """Make a film and print its path. The name comes from the prompt; a file that is there stays."""
    from rushes.cli.make import Wish, make
    from rushes.cli.order import Order

    order = Order(
        prompt=prompt,
        image=image,
        last=last,
        shots=tuple(shot or ()),
        model=model,
        duration=duration,
        ratio=ratio,
        seed=seed,
        negative=negative,
        cfg=cfg,
        intelligent=intelligent,
        labels=tuple(label or ()),
    )
    make(asked.flags, order, Wish(out, force, wait, timeout, asked.as_json, estimate))


@command(app)
def watch(
    asked: Asked,
    task_id: Id,
    out: Out = None,
    force: Force = False,
    timeout: Timeout = None,
) -> None:
    """Wait for a task to end; with -o, save its film."""
    from rushes.cli.make import Wish, watch

    watch(asked.flags, task_id, Wish(out, force, True, timeout, asked.as_json))


@command(app)
def ls(
    asked: Asked,
    status: Annotated[
        list[str] | None,
        typer.Option(autocompletion=offer(STATUSES), help=f"Only these: {', '.join(STATUSES)}; repeat it."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", autocompletion=offer(MODELS), help="Only this model's.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many.")] = 20,
) -> None:
    """List tasks, newest first: a table on a terminal, tab-separated values in a pipe."""
    from rushes.cli.listing import ls

    ls(asked.flags, statuses=status or [], model=model, limit=limit, as_json=asked.as_json)


@command(app)
def show(asked: Asked, task_id: Id) -> None:
    """Show all that is known of a task."""
    from rushes.cli.listing import show

    show(asked.flags, task_id, as_json=asked.as_json)


@command(app)
def cancel(asked: Asked, ids: Ids) -> None:
    """End tasks without a film."""
    from rushes.cli.ending import cancel

    cancel(asked.flags, ids, as_json=asked.as_json)


@command(app)
def rm(asked: Asked, ids: Ids) -> None:
    """Remove tasks and their films from the server. Tasks that have not ended are cancelled first."""
    from rushes.cli.ending import remove

    remove(asked.flags, ids, as_json=asked.as_json)


@command(app)
def models(asked: Asked) -> None:
    """List the models that can be ordered."""
    from rushes.cli.listing import models

    models(asked.flags, as_json=asked.as_json)


@command(app, ())
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (RUSHES_HOST). Default: 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (RUSHES_PORT). Default: 8700.")] = None,
    data: Data = None,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Make films too, or leave them to «rushes worker».")
    ] = True,
) -> None:
    """Start the server. Ctrl-C or SIGTERM stops it; films in the making go on at the next start."""
    from rushes.cli.serving import serve_forever

    serve_forever({"host": host, "port": port, "data": data}, works=worker)


@command(app, ())
def worker(
    providers: Annotated[
        str | None, typer.Option(metavar="NAME,…", help="Only films of these providers. Default: of all.")
    ] = None,
    data: Data = None,
) -> None:
    """Make films for the servers on RUSHES_DATABASE_URL. Ctrl-C or SIGTERM stops it; others go on with its films."""
    from rushes.cli.working import work_forever

    work_forever({"data": data}, providers)


@command(app, ())
def demo(
    out: Annotated[Path, typer.Option(help="Where the films go.")] = Path("demo"),
) -> None:
    """Make the four published requests, on a server of its own."""
    from rushes.cli.demo import show

    show(out)


@command(app)
def config(asked: Asked) -> None:
    """Show each setting in force and where it comes from. Secrets are masked."""
    from rushes.cli.configuring import config

    config(asked.flags, as_json=asked.as_json)


@command(app)
def doctor(asked: Asked) -> None:
    """Look at all that is needed, and say what is wrong and how to mend it."""
    from rushes.cli.doctor import doctor

    doctor(asked.flags, as_json=asked.as_json)


@command(app, FOLDER)
def backup(
    asked: Asked,
    target: Annotated[Path, typer.Argument(help="The folder that becomes the backup; it must not be there yet.")],
) -> None:
    """Copy the data folder, also while its server works: the database of one moment, and every file it needs."""
    from rushes.cli.copies import backup

    backup(asked.flags, target, as_json=asked.as_json)


@command(app, FOLDER)
def restore(
    asked: Asked,
    source: Annotated[Path, typer.Argument(help="A folder that rushes backup made.")],
) -> None:
    """Copy a backup into an empty data folder, each file checked. Stop the old server first."""
    from rushes.cli.copies import restore

    restore(asked.flags, source, as_json=asked.as_json)


@command(app, FOLDER)
def migrate(
    asked: Asked,
    check: Annotated[
        bool, typer.Option("--check", help="Only say what would be done; exit code 1 where it is.")
    ] = False,
) -> None:
    """Bring the database to this version's schema, as the server's start does, and say what was done."""
    from rushes.cli.migrating import migrate

    migrate(asked.flags, check=check, as_json=asked.as_json)


@command(app, ())
def version(as_json: Json = False) -> None:
    """Print the version."""
    from rushes.cli.talk import put, put_json

    put_json({"version": __version__}) if as_json else put(f"rushes {__version__}")
