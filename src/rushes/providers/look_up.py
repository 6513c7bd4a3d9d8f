"""Looking for a job at its vendor by our own id, until the answer is sure. Nothing is sent from here.

Absent is a job only after several look-ups in a row, spread over a while, that began when the vendor could no longer
come to take it; a vendor that does not answer is asked again.
"""

from __future__ import annotations

import asyncio

import structlog

from rushes.core.protocols import Finds
from rushes.errors import ProviderFailed

log = structlog.get_logger()


async def look_up(provider: Finds, job_id: str, wrong: str | None = None) -> str | None:
    """The vendor's handle of the job, or None once it is surely absent; takes as long as it needs.

    `wrong` is a handle that is known to be another job's: where it is found, the job is not found yet.
    """
    times, pause, most = provider.look_ups
    loop = asyncio.get_running_loop()
    began, absent, trouble = loop.time(), 0, 0.0
    while absent < times:
        # The clock may have been set, either way, since the intent was kept: only time that has passed here counts.
        settled = loop.time() - began >= provider.doubt_seconds
        try:
            handle = await provider.find(job_id)
        except ProviderFailed as error:
            trouble = min(most, max(pause, 2 * trouble))
            log.warning("look_up_failed", task=job_id, why=error.message, wait=trouble)
            await asyncio.sleep(trouble)
            continue
        if handle is not None and handle != wrong:
            return handle
        trouble = 0.0
        absent += settled
        if absent < times:
            await asyncio.sleep(pause)
    return None
