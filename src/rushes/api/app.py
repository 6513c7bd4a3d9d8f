"""The app and its route table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from starlette.types import ASGIApp

from rushes import __version__
from rushes.api import errors, events, generations, health, models, videos
from rushes.api.context import Context
from rushes.api.guard import Guard

ROUTERS = (generations.router, videos.router, events.router, models.router, health.router)


def build(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]], hosts: Iterable[str]) -> ASGIApp:
    """The ASGI app. `lifespan` starts the parts and hangs a `Context` on `app.state.context`."""
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


__all__ = ["Context", "build"]
