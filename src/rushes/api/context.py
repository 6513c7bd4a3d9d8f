"""What every route needs, built once by the composition root and carried by the app."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from rushes.api.links import Links
from rushes.api.shape import video
from rushes.core.protocols import MediaStore, Store
from rushes.core.task import Task
from rushes.desk import Desk
from rushes.door import Door
from rushes.hooks import Hooks
from rushes.keyring import Keyring
from rushes.storage.census import Census
from rushes.studio import Studio
from rushes.uploads import Uploads
from rushes.work.callbacks import Callbacks
from rushes.work.watch import Watch


@dataclass(frozen=True, slots=True)
class Context:
    """The parts behind the wire."""

    studio: Studio
    uploads: Uploads
    store: Store
    media: MediaStore
    watch: Watch
    links: Links
    door: Door
    keyring: Keyring
    hooks: Hooks
    desk: Desk
    census: Census
    callbacks: Callbacks
    #: Models that nobody makes here, each with what to do about it.
    absent: Mapping[str, str]

    async def video(self, task: Task) -> dict[str, Any]:
        """The wire's object of a task as it is now."""
        return (await self.videos([task]))[0]

    async def videos(self, tasks: Sequence[Task]) -> list[dict[str, Any]]:
        """The wire's objects of tasks as they are now."""
        outlooks = await self.studio.outlooks(tasks)
        return [video(task, self.links, time.time(), outlook) for task, outlook in zip(tasks, outlooks, strict=True)]


async def context(request: Request) -> Context:
    """The app's context, for FastAPI's `Depends`; `async`, for a plain function would be sent to a thread."""
    found = request.app.state.context
    assert isinstance(found, Context)
    return found


#: The app's context, as a route asks for it.
Parts = Annotated[Context, Depends(context)]
