"""Runs the server: binds first, so that the address is known and a taken port is a clear error."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from typing import Any, TextIO, cast

import structlog
import uvicorn

from rushes.api.context import Context
from rushes.app import make_app, running
from rushes.errors import SettingsInvalid
from rushes.settings import Settings, load
from rushes.storage.lock import Owned

#: So long a stopping server refuses what comes, before it hangs up: who is refused may safely send again, who is cut
#: off cannot know.
NOTICE_SECONDS = 0.5
#: Requests that are still open at a stop are cut after this; streams and waits end at once.
DRAIN_SECONDS = 5
BACKLOG = 512


def serve_forever(flags: Mapping[str, Any], *, works: bool = True) -> None:
    """Serve until a signal says stop. Without `works`, the films are made by `rushes worker`."""
    settings = load(flags)
    if not works:
        need_database(settings, "rushes serve --no-worker")
    configure_logs(settings.log)
    asyncio.run(_until_signal(settings, works=works))


def need_database(settings: Settings, command: str) -> None:
    """Raises `SettingsInvalid` where there is nothing that several processes could share."""
    if settings.database_url is None:
        raise SettingsInvalid(
            f"«{command}» shares its tasks with other processes, and SQLite is one process's own. "
            "Set RUSHES_DATABASE_URL=postgresql://… for all of them, or run «rushes serve» alone."
        )


@asynccontextmanager
async def until_signal(stopping: str) -> AsyncIterator[asyncio.Event]:
    """An event that SIGINT and SIGTERM set; at the block's end `stopping` is said.

    A second signal waits for nothing: it ends the process as a crash would, and a crash loses nothing.
    """
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    yield stop
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.remove_signal_handler(number)
        signal.signal(number, signal.SIG_DFL)
    print(stopping, file=sys.stderr, flush=True)


@asynccontextmanager
async def serving(settings: Settings, *, works: bool = True, passing: bool = True) -> AsyncIterator[str]:
    """A server inside this process for as long as the block lasts; gives its base URL.

    The folder's lock names the URL to other commands, unless the server only reads and keeps (not `works`).
    `passing` tells them that it may go as soon as its own work is done.
    """
    async with _serving(settings, works=works, passing=passing) as (url, _):
        yield url


@asynccontextmanager
async def _serving(settings: Settings, *, works: bool, passing: bool) -> AsyncIterator[tuple[str, Context]]:
    bound = bind(settings)
    url = address(settings, bound)
    public_url = settings.public_url or url
    word = secrets.token_urlsafe(32)
    owned = Owned(settings.data, local_address(settings, bound) if works else None, passing=passing, word=word)
    try:
        async with running(settings, public_url, owned=owned, works=works, operator=word) as context:
            app = make_app(settings, public_url, context)
            config = uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="on",
                timeout_graceful_shutdown=DRAIN_SECONDS,
                server_header=False,
                http="h11",
            )
            async with _accepting(uvicorn.Server(config), bound):
                try:
                    yield url, context
                finally:
                    app.close()
                    context.watch.close()  # streams end, and who waits for a film is told how far it is
                    if not passing:
                        await asyncio.sleep(NOTICE_SECONDS)
    finally:
        bound.close()


def bind(settings: Settings) -> socket.socket:
    """A listening socket. Raises `SettingsInvalid` where the address cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio turns Nagle's wait off only where the protocol is named; with it, each answer costs 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
    return _url(settings.host, bound)


def local_address(settings: Settings, bound: socket.socket) -> str:
    """Where the bound server is reached from this machine: a wildcard is no address to call."""
    try:
        host = ipaddress.ip_address(settings.host)
    except ValueError:
        return _url(settings.host, bound)
    if host.is_unspecified:
        return _url("127.0.0.1" if host.version == 4 else "::1", bound)
    return _url(settings.host, bound)


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
            # Plain tracebacks: the pretty ones take seconds and print local variables, secrets among them.
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ],
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, _Lines())),
    )


class _Lines:
    """Standard error for the log. It may be a file on a full disk: a line that finds no room fails no request."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


async def _until_signal(settings: Settings, *, works: bool) -> None:
    stopping = "Stopping; films in the making are handed back and go on at the next start."
    own = _serving(settings, works=works, passing=False)
    async with own as (url, context), until_signal(stopping) as stop:
        kept = "in its database" if settings.database_url else f"in {settings.data}"
        print(f"Rushes listens on {url} and keeps its data {kept}", flush=True)
        print(_welcome(settings, url, keyed=context.door.keyed), file=sys.stderr, flush=True)
        await stop.wait()


def _welcome(settings: Settings, url: str, *, keyed: bool) -> str:
    """What a person at the terminal wants to know next."""
    header = ' -H "Authorization: Bearer sk-…"' if keyed else ""
    kling = "made by previs, the embedded renderer" if settings.previs_stands_in else "not made: no provider"
    return "\n".join(
        (
            f"  models   previs-{{std,pro}}-{{silent,audio}}; kling-v3-… is {kling}",
            f"  callers  {'need a key' if keyed else 'open to everyone on this machine'}",
            '  try      rushes make "a lighthouse in a storm at dusk"',
            f"  or       curl {url}/v1/models{header}",
            "  stop     Ctrl-C",
        )
    )


@asynccontextmanager
async def _accepting(server: uvicorn.Server, bound: socket.socket) -> AsyncIterator[None]:
    # Whoever runs the server keeps its own signal handlers.
    server.capture_signals = nullcontext  # type: ignore[method-assign, assignment]
    task = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        while not server.started:
            if task.done():
                await task
                raise SettingsInvalid("The server did not start; its log says why.")
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await task


def _url(host: str, bound: socket.socket) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}"
