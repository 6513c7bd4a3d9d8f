"""The app, its route table and its description."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from rushes import __version__
from rushes.api import (
    callbacks,
    errors,
    events,
    files,
    generations,
    health,
    keys,
    metrics,
    models,
    money,
    operation,
    pages,
    videos,
    webhooks,
)
from rushes.api.context import Context
from rushes.api.guard import Guard
from rushes.api.kling import routes as kling
from rushes.api.openapi.document import SUMMARY, TITLE, Facts, document
from rushes.api.timings import Timings
from rushes.core.card import kling_v3_cards

ROUTERS = (
    generations.router,
    videos.router,
    files.router,
    kling.router,
    events.router,
    models.router,
    webhooks.router,
    keys.router,
    money.router,
    operation.router,
    health.router,
    metrics.router,
)


def build(parts: Callable[[], AbstractAsyncContextManager[Context]], hosts: Iterable[str]) -> Guard:
    """The ASGI app. `parts` starts what is behind the wire, and stops it at the end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with parts() as context:
            app.state.context = context
            yield

    app = FastAPI(
        title=TITLE,
        version=__version__,
        summary=SUMMARY,
        lifespan=lifespan,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    routers = (*ROUTERS, callbacks.router, pages.router)
    errors.install(app, _routes(routers))
    for router in routers:
        app.include_router(router)
    app.openapi = lambda: describe(app.state.context)  # type: ignore[method-assign]
    app.state.timings = Timings()
    return Guard(app, hosts, app.state.timings)


def describe(context: Context) -> dict[str, Any]:
    """The OpenAPI document of a running server: its models, and whether it asks for keys."""
    names = [
        *context.studio.routes,
        *context.studio.aliases,
        *(card.name for card in kling_v3_cards("kling-v3", local=False, elements=True)),
    ]
    return document(_routes(ROUTERS), Facts(keyed=context.door.keyed, models=list(dict.fromkeys(names))))


def _routes(routers: Iterable[APIRouter]) -> list[APIRoute]:
    return [route for router in routers for route in router.routes if isinstance(route, APIRoute)]


__all__ = ["Context", "Guard", "build"]
