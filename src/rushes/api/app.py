"""The app and its route table."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp

from rushes import __version__
from rushes.api import errors, events, generations, health, models, videos
from rushes.api.context import Context
from rushes.api.guard import Guard

ROUTERS = (generations.router, videos.router, events.router, models.router, health.router)


def build(parts: Callable[[], AbstractAsyncContextManager[Context]], hosts: Iterable[str]) -> ASGIApp:
    """The ASGI app. `parts` starts what is behind the wire, and stops it at the end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with parts() as context:
            app.state.context = context
            yield

    app = FastAPI(
        title="Rushes",
        version=__version__,
        summary="A self-hosted video-generation server for the Kling v3 models.",
        lifespan=lifespan,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    return Guard(app, hosts)


__all__ = ["ASGIApp", "Context", "build"]
