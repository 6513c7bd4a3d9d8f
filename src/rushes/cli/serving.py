"""Runs the server: binds first, so that the address is known and a taken port is a clear error."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from typing import Any

import structlog
import uvicorn

from rushes.app import make_app
from rushes.errors import SettingsInvalid
from rushes.settings import Settings, load

#: Streams that are open at a stop are cut after this; films that are being made are handed back at once.
DRAIN_SECONDS = 5
BACKLOG = 512


def serve_forever(flags: Mapping[str, Any]) -> None:
    """Serve until a signal says stop."""
    settings = load(flags)
    configure_logs(settings.log)
    bound = bind(settings)
    server = _server(settings, bound)
    print(f"Rushes listens on {address(settings, bound)} and keeps its data in {settings.data}", flush=True)
    server.run(sockets=[bound])


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[str]:
    """A server inside this process for as long as the block lasts; gives its base URL."""
    bound = bind(settings)
    server = _server(settings, bound)
    # The process that embeds a server keeps its own signal handlers.
    server.capture_signals = nullcontext  # type: ignore[method-assign, assignment]
    task = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        while not server.started:
            if task.done():
                await task
                raise SettingsInvalid("The server did not start; its log says why.")
            await asyncio.sleep(0.01)
        yield address(settings, bound)
    finally:
        server.should_exit = True
        with suppress(SystemExit):
            await task


def bind(settings: Settings) -> socket.socket:
    """A listening socket. Raises `SettingsInvalid` where the address cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        message = f"{settings.host}:{settings.port} cannot be listened on: {error.strerror}. Choose another --port."
        raise SettingsInvalid(message) from None
    bound.listen(BACKLOG)
    return bound


def address(settings: Settings, bound: socket.socket) -> str:
    """Where the bound server is reached."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{bound.getsockname()[1]}"


def configure_logs(level: str) -> None:
    """Logs as lines on standard error; data goes to standard output."""
    number = getattr(logging, level.upper())
    logging.basicConfig(level=max(number, logging.WARNING), format="%(levelname)s %(name)s: %(message)s")
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(number),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


def _server(settings: Settings, bound: socket.socket) -> uvicorn.Server:
    config = uvicorn.Config(
        make_app(settings, settings.public_url or address(settings, bound)),
        log_config=None,
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=DRAIN_SECONDS,
        server_header=False,
        http="h11",
    )
    return uvicorn.Server(config)
