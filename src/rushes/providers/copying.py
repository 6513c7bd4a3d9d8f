"""Copies a finished film from where its vendor keeps it, byte for byte, and looks whether it is one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from rushes.errors import ProviderFailed
from rushes.media.probe import probe
from rushes.providers.upstream import Upstream
from rushes.providers.vendor_settings import VendorSettings
from rushes.vendor_errors import UpstreamUnavailable

log = structlog.get_logger(__name__)

#: Gives the film's link afresh: the last one may have expired. None where the vendor names none.
Link = Callable[[], Awaitable[str | None]]


async def copy(upstream: Upstream, link: Link, path: Path, settings: VendorSettings) -> None:
    """Have the film at `path`, whole and decodable. Raises `UpstreamUnavailable` after so many tries."""
    why, tries = "", settings.download_tries
    for attempt in range(tries):
        if attempt:
            pause = settings.copy_pause_seconds * 2 ** (attempt - 1)
            await asyncio.sleep(min(settings.copy_pause_most_seconds, pause))
        try:
            url = await link()
            if url is None:
                raise UpstreamUnavailable("The vendor calls the job done and names no film.")
            await upstream.download(url, path)
            await asyncio.to_thread(probe, path)
        except ProviderFailed as error:
            why = error.message
            log.warning("film_not_copied", attempt=attempt + 1, why=why)
        else:
            return
    raise UpstreamUnavailable(f"The film could not be copied in {tries} tries: {why}")
