"""Tidies after a crash: hands back tasks that nobody holds any more, and removes files that belong to nothing."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Awaitable, Callable, Iterable

import structlog

from rushes.core.event import Requeued
from rushes.core.ids import UPLOAD_ID
from rushes.core.protocols import MediaStore, Store
from rushes.core.task import HELD, Task
from rushes.errors import IllegalTransition, MediaUnavailable, NotFound, StaleEpoch, StorageFull
from rushes.work.dispatch import Dispatch

log = structlog.get_logger()

_FILM = re.compile(r"(task_[0-9a-z]+)\.(\d+)\.(?:mp4|jpg)")


async def take_back(
    store: Store,
    media: MediaStore,
    now: Callable[[], float],
    dispatch: Dispatch | None = None,
) -> int:
    """Queue again what no run holds although the table says so; answer how many tasks that were.

    At the start of the only process that is what the last one was making when it died; later (with `dispatch`, which
    knows who is alive) what a failed write or a dead process has left behind, which counts as a try. A task that a
    paid vendor has, or may have, keeps its handle and its intent: its next run follows the job, or asks for it first,
    and sends nothing. A run that has told its end since the table was read has changed the task's status or its epoch:
    then this write is void. On a full disk the rest is left to the next sweep: a server must start there, to be read
    and to have films deleted.
    """
    lost = {task.id: task for task in await store.held()}
    unheld = await dispatch.unheld(lost) if dispatch else set(lost)
    found = 0
    for task in (lost[task_id] for task_id in lost if task_id in unheld):
        counted = dispatch is not None and task.intent_at is None
        try:
            await store.record(task.id, Requeued(now(), counted, "lost"), now(), task.epoch)
        except (StaleEpoch, IllegalTransition, NotFound):
            continue
        except StorageFull as full:
            log.error("not_taken_back", why=full.message, tasks=len(unheld) - found)
            break
        await _discard(media, task)
        found += 1
    return found


async def take_back_one(store: Store, media: MediaStore, now: Callable[[], float], task_id: str) -> None:
    """Queue a task again whose runner is known to be dead, where it has not come to its end."""
    with contextlib.suppress(StaleEpoch, IllegalTransition, NotFound):
        task = await store.known(task_id)
        if task.status in HELD:
            await store.record(task.id, Requeued(now(), task.intent_at is None, "lost"), now(), task.epoch)
            await _discard(media, task)


async def _discard(media: MediaStore, task: Task) -> None:
    """Remove what a lost run may have kept before it could say so: its epoch is void, so it will never be a clip.

    Where that fails, the next start finds it.
    """
    for kind in ("mp4", "jpg"):
        with contextlib.suppress(MediaUnavailable, StorageFull):
            await media.delete(f"{task.id}.{task.epoch}.{kind}")


async def sweep_media(
    store: Store,
    media: MediaStore,
    names: Iterable[str],
    uploaded: Callable[[str], Awaitable[bool]],
) -> int:
    """Remove, of these files, films of runs that did not end well and what belongs to nothing; answer how many.

    `names` are those found before the first request was taken: a create keeps its pictures before its task.
    `uploaded` says whether there is an upload of this id.
    """
    removed = 0
    for name in names:
        owner = name.partition(".")[0]
        if not await uploaded(owner) if UPLOAD_ID.fullmatch(owner) else await _orphan(store, name):
            await media.delete(name)
            removed += 1
    if removed:
        log.info("orphans_removed", files=removed)
    return removed


async def _orphan(store: Store, name: str) -> bool:
    """Whether a file belongs to nothing. Each run keeps its film under an epoch of its own, so a film that was there
    at the start and is not the task's clip will never be one; pictures are of use until a task ends without a film.
    """
    try:
        task = await store.known(name.partition(".")[0])
    except NotFound:
        return True
    if _FILM.fullmatch(name):
        return task.clip is None or name not in (task.clip.media, task.clip.poster)
    return task.status.final and task.clip is None
