"""Jobs that a paid vendor may or may not have: the vendor is asked, and the answer is written down.

Nothing is ever sent from here. When an answer is sure is said in `providers/look_up.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from rushes.core.event import Doubted, NotTaken, Submitted
from rushes.core.protocols import Finds, Provider, Store
from rushes.core.task import Task
from rushes.providers.look_up import look_up
from rushes.vendor_errors import UpstreamTimeout

log = structlog.get_logger()


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
