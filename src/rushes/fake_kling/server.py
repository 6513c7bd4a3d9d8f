"""The fake as a server: its routes, its control routes under `/_fake`, and how it is run."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rushes.errors import SettingsInvalid
from rushes.fake_kling.certificates import KINDS, Certificates
from rushes.fake_kling.faults import CATALOGUE, PLACES, Faults
from rushes.fake_kling.film import film
from rushes.fake_kling.service import Reply, Service
from rushes.fake_kling.spoil import coded
from rushes.fake_kling.wire import disguise, refuse, server
from rushes.fake_kling.world import Options, World

PATHS = {"text2video": "/text-to-video/kling-3.0", "image2video": "/image-to-video/kling-3.0"}
Handler = Callable[[Request], Awaitable[Any]]
#: The longest that connections may be refused: it cannot be called back meanwhile.
MOST_AWAY = 3600


def make_service(options: Options | None = None, seed: int = 0) -> Service:
    """A fresh fake vendor. `seed` decides which requests faults by chance meet."""
    return Service(World(options or Options()), Faults(seed), {sound: film(sound=sound) for sound in (False, True)})


def make_app(service: Service) -> Starlette:
    """Both dialects, the films and the control routes."""
    routes = []
    for kind, newer in PATHS.items():
        older = f"/v1/videos/{kind}"
        routes += [
            _route("POST", older, partial(service.create, kind=kind, dialect="legacy")),
            _route("GET", older, partial(service.page, kind=kind)),
            _route("GET", older + "/{name}", partial(_named, partial(service.query, kind=kind))),
            _route("POST", newer, partial(service.create, kind=kind, dialect="v2")),
        ]
    routes += [
        _route("GET", "/tasks", service.tasks),
        _route("GET", "/files/{name}.mp4", partial(_named, service.file)),
        *_control(service),
    ]
    return Starlette(routes=[*routes, Route("/{rest:path}", _nothing)])


@asynccontextmanager
async def serving(
    service: Service, host: str = "127.0.0.1", port: int = 0, tls: Certificates | None = None
) -> AsyncIterator[str]:
    """The fake on a socket for as long as the block lasts; gives its base URL."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise SettingsInvalid(
            f"{host}:{port} cannot be listened on: {error.strerror}. Choose another --port."
        ) from None
    running = server(make_app(service), **({"ssl_context_factory": lambda *_: tls.context} if tls else {}))
    running.capture_signals = nullcontext  # type: ignore[method-assign, assignment]
    task = asyncio.create_task(running.serve(sockets=[bound]))
    for_a_while: set[asyncio.Task[None]] = set()
    service.away = lambda seconds: for_a_while.add(asyncio.create_task(refuse(running, seconds)))
    if tls is not None:
        service.disguise = lambda kind, seconds: for_a_while.add(asyncio.create_task(disguise(tls, kind, seconds)))
    try:
        while not running.started:
            if task.done():
                await task
            await asyncio.sleep(0.01)
        yield f"http{'s' if tls else ''}://{host}:{bound.getsockname()[1]}"
    finally:
        for one in for_a_while:
            one.cancel()
        running.should_exit = True
        await task
        bound.close()


async def until_signal(options: Options, host: str, port: int, seed: int, tls: Certificates | None = None) -> None:
    """Serve until somebody says stop; the address is printed first."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serving(make_service(options, seed), host, port, tls) as url:
        print(f"fake-kling listens on {url}; its books are at {url}/_fake/ledger", flush=True)
        await stop.wait()


def _control(service: Service) -> list[Route]:
    async def ledger(request: Request) -> JSONResponse:
        shown = {"faults": dict(service.faults.shown), "callbacks": service.callbacks.sent}
        return JSONResponse({**service.world.ledger(service.now()), **shown})

    async def jobs(request: Request) -> JSONResponse:
        return JSONResponse({"jobs": service.world.shown(service.now())})

    async def catalogue(request: Request) -> JSONResponse:
        faults = [{"name": name, "place": place, "does": text} for name, (place, text) in CATALOGUE.items()]
        return JSONResponse({"faults": faults, "places": PLACES})

    async def arm(request: Request) -> JSONResponse:
        body = await _object(request)
        try:
            service.faults.arm(**body)
        except (TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({"armed": body})

    async def disarm(request: Request) -> JSONResponse:
        service.faults.clear()
        return JSONResponse({"armed": None})

    async def options(request: Request) -> JSONResponse:
        try:
            service.world.change(**await _object(request))
        except TypeError as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(dataclasses.asdict(service.world.options))

    async def away(request: Request) -> JSONResponse:
        seconds = (await _object(request)).get("seconds")
        if service.away is None or not isinstance(seconds, int | float) or not 0 < seconds <= MOST_AWAY:
            return JSONResponse({"error": f"seconds must be a number up to {MOST_AWAY}"}, 400)
        service.away(seconds)
        return JSONResponse({"away": seconds})

    async def certificate(request: Request) -> JSONResponse:
        body = await _object(request)
        kind, seconds = body.get("certificate"), body.get("seconds")
        if kind not in KINDS or not isinstance(seconds, int | float) or not 0 < seconds <= MOST_AWAY:
            return JSONResponse({"error": f"certificate: {', '.join(KINDS)}; seconds: up to {MOST_AWAY}"}, 400)
        if service.disguise is None:
            return JSONResponse({"error": "there is no TLS here; start it with --tls good"}, 400)
        service.disguise(kind, seconds)
        return JSONResponse(body)

    return [
        _route("POST", "/_fake/away", away),
        _route("POST", "/_fake/tls", certificate),
        _route("GET", "/_fake/ledger", ledger),
        _route("GET", "/_fake/jobs", jobs),
        _route("GET", "/_fake/faults", catalogue),
        _route("POST", "/_fake/faults", arm),
        _route("DELETE", "/_fake/faults", disarm),
        _route("POST", "/_fake/options", options),
    ]


def _route(method: str, path: str, handler: Handler) -> Route:
    async def endpoint(request: Request) -> Any:
        return await handler(request)

    return Route(path, endpoint, methods=[method])


async def _named(handler: Callable[..., Awaitable[Reply]], request: Request) -> Reply:
    return await handler(request, name=request.path_params["name"])


async def _nothing(request: Request) -> Response:
    return coded(1202)


async def _object(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except json.JSONDecodeError:
        return {}
    return body if isinstance(body, dict) else {}
