"""Hears over LISTEN what other processes tell; a lost connection is made again, and who listens is told of the gap."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import asyncpg
import structlog

from rushes.storage.engine import Tell
from rushes.storage.postgres.faults import FAULTS

CHANNEL = "rushes"
#: A quiet connection is asked this often whether it still stands, and may take so long to answer.
PULSE_SECONDS, ANSWER_SECONDS = 5.0, 5.0
FIRST_WAIT, LONGEST_WAIT = 0.05, 0.5

log = structlog.get_logger()


class Listener(NamedTuple):
    """Who hears of a topic."""

    heard: Callable[[str], None]
    missed: Callable[[], None] | None


class Hearing:
    """One listening connection. What carries this process's own `nonce` is not repeated to it."""

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection]], nonce: str) -> None:
        self._connect, self._nonce = connect, nonce
        self._listeners: dict[str, list[Listener]] = {}
        self._keeping: asyncio.Task[None] | None = None

    def add(self, topic: str, heard: Callable[[str], None], missed: Callable[[], None] | None) -> None:
        """Have `heard(text)` called for a topic, and `missed()` after a time in which something may have been told."""
        self._listeners.setdefault(topic, []).append(Listener(heard, missed))

    async def start(self) -> None:
        """Listen from now on."""
        connection, lost = await self._listen()
        self._keeping = asyncio.create_task(self._keep(connection, lost), name="hearing")

    async def stop(self) -> None:
        """Hear no more."""
        if self._keeping:
            self._keeping.cancel()
            await asyncio.wait({self._keeping})

    async def _listen(self) -> tuple[asyncpg.Connection, asyncio.Event]:
        connection, lost = await self._connect(), asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        try:
            await connection.add_listener(CHANNEL, self._heard)
        except BaseException:
            connection.terminate()
            raise
        return connection, lost

    async def _keep(self, connection: asyncpg.Connection, lost: asyncio.Event) -> None:
        while True:
            try:
                await _until_lost(connection, lost)
            finally:
                connection.terminate()
            log.warning("hearing_lost")
            connection, lost = await self._listen_again()
            log.info("hearing_again")
            for listener in [listener for listeners in self._listeners.values() for listener in listeners]:
                if listener.missed:
                    _call(listener.missed)

    async def _listen_again(self) -> tuple[asyncpg.Connection, asyncio.Event]:
        wait = FIRST_WAIT
        while True:
            with contextlib.suppress(*FAULTS):
                return await self._listen()
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)

    def _heard(self, connection: object, process: int, channel: str, payload: object) -> None:
        try:
            nonce, topic, text = json.loads(str(payload))
        except (ValueError, TypeError):
            log.warning("not_understood", payload=str(payload)[:100])  # someone else's use of the channel
            return
        if nonce == self._nonce:
            return
        for listener in self._listeners.get(str(topic), ()):
            _call(listener.heard, str(text))


def written(nonce: str, told: Tell) -> str:
    """What is told, as a payload: of at most 8000 bytes, which is PostgreSQL's limit."""
    return json.dumps((nonce, *told), separators=(",", ":"))


async def _until_lost(connection: asyncpg.Connection, lost: asyncio.Event) -> None:
    while not lost.is_set():
        try:
            async with asyncio.timeout(PULSE_SECONDS):
                await lost.wait()
        except TimeoutError:
            try:
                await connection.fetchval("SELECT 1", timeout=ANSWER_SECONDS)
            except FAULTS:
                return


def _call(listener: Callable[..., None], *arguments: Any) -> None:
    """One listener that breaks takes no other's notice away."""
    try:
        listener(*arguments)
    except Exception:
        log.exception("listener_broke")
