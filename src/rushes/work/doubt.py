"""Jobs that a paid vendor may or may not have: the vendor is asked until the answer is sure.

Nothing is ever sent from here. Absent is a job only after several look-ups in a row, spread over a while, that began
when the vendor could no longer come to take it; a vendor that does not answer is asked again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from rushes.core.event import Doubted, NotTaken, Submitted
from rushes.core.protocols import Finds, Provider, Store
from rushes.core.task import Task
from rushes.errors import ProviderFailed
from rushes.vendor_errors import UpstreamTimeout

log = structlog.get_logger()

#: The longest pause between two look-ups of a vendor that does not answer.
MOST_SECONDS = 300.0


async def look_up(provider: Finds, job_id: str) -> str | None:
    """The vendor's handle of the job, or None once it is surely absent; takes as long as it needs."""
    times, pause = provider.look_ups
    loop = asyncio.get_running_loop()
    began, absent, trouble = loop.time(), 0, 0.0
    while absent < times:
        # The clock may have been set, either way, since the intent was kept: only time that has passed here counts.
        settled = loop.time() - began >= provider.doubt_seconds
        try:
            handle = await provider.find(job_id)
        except ProviderFailed as error:
            trouble = min(MOST_SECONDS, max(pause, 2 * trouble))
            log.warning("look_up_failed", task=job_id, why=error.message, wait=trouble)
            await asyncio.sleep(trouble)
            continue
        if handle is not None:
            return handle
        trouble = 0.0
        absent += settled
        if absent < times:
            await asyncio.sleep(pause)
    return None


async def settle(store: Store, provider: Provider, task: Task, now: Callable[[], float]) -> Task | None:
    """The task once it is known that the vendor has its job; None where an operator must say.

    Raises `UpstreamTimeout` once the vendor surely does not have it: then it may be sent again, under the same id.
    """
    assert task.intent_at is not None, task.id
    if not isinstance(provider, Finds):
        reason = f"{provider.name} cannot be asked for a job by our id"
        await store.record(task.id, Doubted(reason), now(), task.epoch)
        log.error("submission_unknown", task=task.id, provider=provider.name, why=reason)
        return None
    handle = await look_up(provider, task.id)
    if handle is not None:
        log.info("submission_found", task=task.id, handle=handle)
        return await store.record(task.id, Submitted(handle), now(), task.epoch)
    log.info("submission_absent", task=task.id)
    await store.record(task.id, NotTaken("absent"), now(), task.epoch)
    raise UpstreamTimeout
