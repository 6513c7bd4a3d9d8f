"""The embedded renderer as a Provider: a Job becomes a Brief, rendered in a child process.

The renderer itself is `film.render`, a library that knows nothing of tasks; this file is the only bridge.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import AsyncGenerator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rushes.core.card import ModelCard, kling_v3_cards
from rushes.core.event import Progressed, Submitted
from rushes.core.protocols import Job, Output, Update
from rushes.core.request import Request
from rushes.providers.child import Nursery
from rushes.providers.child_main import Tell

if TYPE_CHECKING:
    from rushes.providers.previs.brief import Brief

#: Address space a child may take; a 15 s film in 1080p needs well under 1 GB of memory, maps and threads more.
MEMORY_BYTES = 8 << 30
#: Films give way to the API.
NICENESS = 10
FILM = "film.mp4"


class PrevisProvider:
    """Makes every film on this machine's CPU."""

    name: ClassVar[str] = "previs"

    def __init__(self, folder: Path, *, slots: int, stands_in: bool) -> None:
        self.slots = slots
        self._stands_in = stands_in
        options = {"memory": MEMORY_BYTES, "nice": NICENESS}
        self._nursery = Nursery("rushes.providers.previs.provider:serve", folder, options)

    def cards(self) -> Iterable[ModelCard]:
        """Its own names always; the Kling names only where it may stand in."""
        own = kling_v3_cards("previs", local=True, elements=False)
        return own + (kling_v3_cards("kling-v3", local=True, elements=False, stands_in=True) if self._stands_in else ())

    async def run(self, job: Job) -> AsyncGenerator[Update, None]:
        """Render the job's film in a child, frame by frame progress included."""
        yield Submitted(f"previs-{job.id}")
        wanted = {
            "request": job.request.to_json(),
            "sound": job.card.audio,
            "pictures": {name: str(path) for name, path in job.pictures.items()},
            "out": str(job.workdir / FILM),
        }
        async with contextlib.aclosing(self._nursery.run(wanted)) as messages:
            async for message in messages:
                if "result" in message:
                    yield Output(job.workdir / FILM, message["result"])
                else:
                    yield Progressed(message["progress"])

    async def close(self) -> None:
        """End the children."""
        await self._nursery.close()


def serve(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Inside the child: render one job and answer the facts that become `metadata.previs`."""
    from rushes.providers.previs.film import render

    request = Request.from_json(job["request"])
    facts = render(
        brief_of(request, {name: Path(path) for name, path in job["pictures"].items()}, sound=job["sound"]),
        Path(job["out"]),
        lambda fraction: tell({"progress": fraction}),
    )
    return {"renderer": "previs", "neural_video_model": None, "cpus": os.cpu_count(), **dataclasses.asdict(facts)}


def brief_of(request: Request, pictures: dict[str, Path], *, sound: bool) -> Brief:
    """The renderer's Brief for a Request."""
    from rushes.providers.previs.brief import Brief, ShotBrief

    first, last = request.first_frame, request.last_frame
    return Brief(
        shots=tuple(ShotBrief(shot.prompt, float(shot.seconds)) for shot in request.shots),
        width=request.width,
        height=request.height,
        sound=sound,
        first_frame=pictures[first.media] if first else None,
        last_frame=pictures[last.media] if last else None,
        negative_prompt=request.negative_prompt,
        cfg_scale=request.cfg_scale,
        intelligent=request.shot_type == "intelligent",
        seed=request.seed,
    )
