"""What `doctor` asks of vendors: whether they let us in, and whether a running server has stopped one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping

from rushes.cli.machine import BROKEN, OK, WARNING, Finding
from rushes.errors import ProviderFailed
from rushes.providers.kling.settings import KlingSettings


def kling(settings: KlingSettings) -> Iterator[Finding]:
    """Whether Kling answers and lets us in; nothing where it is not configured. Costs nothing there."""
    if not settings.configured:
        return
    try:
        asyncio.run(_ready(settings))
    except ProviderFailed as error:
        yield Finding("kling", BROKEN, error.message, "correct [providers.kling], or mend what the message names")
    else:
        yield Finding("kling", OK, f"{settings.base_url} answers and lets this account in; {settings.slots} slots")


def states(found: Mapping[str, str]) -> Iterator[Finding]:
    """What a running server says of its providers."""
    for name, state in found.items():
        if state == "ok":
            yield Finding(name, OK, "the server makes films with it")
        elif state == "failing":
            yield Finding(name, WARNING, "it fails; the server passes it over for a while", "see the server's log")
        else:
            fix = f"rushes providers says why; once that is mended: rushes providers --resume {name}"
            yield Finding(name, BROKEN, f"the server has stopped it ({state})", fix)


async def _ready(settings: KlingSettings) -> None:
    from rushes.providers.kling.provider import KlingProvider

    provider = KlingProvider(settings)
    try:
        await provider.ready()
    finally:
        await provider.close()
