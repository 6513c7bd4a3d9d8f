"""A vendor that speaks the published contract, for the `generations` provider: the fake's world behind other words."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rushes.fake_kling.world import Job, SlotsTaken, Wish, World
from rushes.providers.generations.speech import PATH

STAGES = {"submitted": "queued", "processing": "in_progress", "succeed": "completed", "failed": "failed"}


class Contract:
    """Its routes. `finds`: whether it can be asked for a job by the caller's id, as another Rushes can."""

    def __init__(
        self, world: World, film: bytes, now: Callable[[], float], chance: random.Random, *, finds: bool
    ) -> None:
        self.world, self._film, self._now, self._chance, self._finds = world, film, now, chance, finds
        #: How often, of a hundred, an answer is that of a server in trouble.
        self.trouble = 0.0
        self.app = Starlette(
            routes=[
                Route(PATH, self._create, methods=["POST"]),
                Route(f"{PATH}/{{name}}", self._get),
                Route("/films/{name}", self._file),
            ]
        )

    async def _create(self, request: Request) -> Response:
        if self._troubled():
            return JSONResponse(_error("server_busy"), 503)
        body = await request.json()
        wish = Wish("text2video", body["prompt"], "std", False, body["duration"], body["external_task_id"], "", "")
        await asyncio.sleep(self.world.options.accept_delay)
        try:
            job = self.world.accept(wish, self._now())
        except SlotsTaken:
            return JSONResponse(_error("rate_limited"), 429)
        if self._troubled():
            return JSONResponse(_error("internal_error"), 500)
        return JSONResponse(self._shown(job, request))

    async def _get(self, request: Request) -> Response:
        name = request.path_params["name"]
        job = self.world.find(name, self._now()) if self._finds or name in self.world.jobs else None
        if self._troubled():
            return JSONResponse(_error("internal_error"), 500)
        return JSONResponse(_error("not_found"), 404) if job is None else JSONResponse(self._shown(job, request))

    async def _file(self, request: Request) -> Response:
        return Response(self._film, media_type="video/mp4")

    def _shown(self, job: Job, request: Request) -> dict[str, Any]:
        stage = STAGES[job.state(self._now())]
        shown: dict[str, Any] = {"id": job.id, "status": stage, "external_task_id": job.wish.external_id}
        if stage == "completed":
            shown["video_url"] = f"{request.base_url}films/{job.id}"
        if stage == "failed":
            shown["error"] = {"code": "upstream_rejected", "message": "as its prompt asked"}
        return shown

    def _troubled(self) -> bool:
        return self._chance.random() * 100 < self.trouble


def _error(code: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": code}}
