"""Runs a worker: it makes films for servers on the same database and serves nobody itself."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Mapping
from typing import Any

from rushes.app import running
from rushes.cli.serving import configure_logs, need_database, until_signal
from rushes.settings import Settings, load


def work_forever(flags: Mapping[str, Any], providers: str | None) -> None:
    """Make films until a signal says stop; `providers` are those to work for, with commas."""
    settings = load(flags)
    need_database(settings, "rushes worker")
    configure_logs(settings.log)
    only = None if providers is None else [name.strip() for name in providers.split(",")]
    asyncio.run(_until_signal(settings, only))


async def _until_signal(settings: Settings, only: Collection[str] | None) -> None:
    stopping = "Stopping; films in the making are handed back and go on at another worker."
    async with running(settings, settings.public_url or "", only=only) as context, until_signal(stopping) as stop:
        makers = sorted({route.provider.name for route in context.studio.routes.values()})
        print(f"Rushes makes films of {', '.join(makers)}", flush=True)
        print("  stop     Ctrl-C", file=sys.stderr, flush=True)
        await stop.wait()
