"""The processes of a simulation: shipped servers that start, die, freeze and start again, and what they stand on."""

from __future__ import annotations

import asyncio
import itertools
import random
from asyncio import events
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from harness.simulation.disk import Disk
from harness.simulation.loop import AWAY, Loop, World
from harness.simulation.network import Carrier, Network
from harness.simulation.plan import Death, Freeze, Plan
from rushes.api.context import Context
from rushes.app import running
from rushes.errors import SettingsInvalid
from rushes.media.policy import FetchPolicy
from rushes.media.post import Answer, NotSent
from rushes.outside import Outside
from rushes.settings import Settings
from rushes.work.webhooks import Post

T = TypeVar("T")
URL = "http://localhost:8700"
#: What a start says whose database went away before or in the middle of it.
UNREACHED = (SettingsInvalid, *AWAY)


class Gone(Exception):
    """The server that was asked died before it answered, or is not there."""


class Server:
    """One process of the server, from its start to its end."""

    def __init__(self, stage: Servers, number: int) -> None:
        self.number, self._stage = number, stage
        self.loop: Loop = stage.world.loop(f"server {number}")
        self.parts: Context | None = None
        self._halt, self.halting, self.begun = asyncio.Event(), False, False
        self._asked: set[asyncio.Future[Any]] = set()
        self.life = self.loop.create_task(self._live())

    async def _live(self) -> None:
        stage = self._stage
        stand = partial(stage.disk.stand, self.loop, self.number, stage.plan.fleet)
        outside = Outside(self.loop.clock, stand, Carrier(stage.network, self.loop), stage.receivers.sender)
        async with running(stage.settings, URL, only=stage.plan.vendors, outside=outside) as parts:
            self.parts, self.begun = parts, True
            await self._halt.wait()
            self.parts = None

    def halt(self) -> None:
        """SIGTERM."""
        self.halting = True
        self.loop.call_soon(self._halt.set)

    async def ask(self, question: Callable[[Context], Awaitable[T]]) -> T:
        """What a client is answered. Raises `Gone`."""
        if self.parts is None or self.loop.dead:
            raise Gone
        parts, people = self.parts, asyncio.get_running_loop()
        answer: asyncio.Future[T] = people.create_future()
        self._asked.add(answer)
        self.loop.create_task(self._answered(lambda: question(parts), answer, people))
        return await answer

    async def _answered(
        self, work: Callable[[], Awaitable[T]], answer: asyncio.Future[T], people: asyncio.AbstractEventLoop
    ) -> None:
        tell: Callable[[Any], None] = answer.set_result
        said: Any = None
        try:
            said = await work()
        except Exception as error:  # noqa: BLE001  it is handed to who has asked
            tell, said = answer.set_exception, error
        self._asked.discard(answer)
        people.call_soon(lambda: None if answer.done() else tell(said))

    def died(self) -> None:
        """Whoever waits for it learns that its connections are gone."""
        for answer in self._asked:
            if not answer.done():
                answer.set_exception(Gone())


class Receivers:
    """Who webhooks are sent to. `heard` are the ids of what has arrived."""

    def __init__(self, world: World, chance: random.Random, trouble: float, calm_at: float) -> None:
        self._world, self._chance, self._trouble, self._calm_at = world, chance, trouble, calm_at
        self.heard: set[str] = set()

    def sender(self, policy: FetchPolicy, seconds: float) -> Post:
        """What sends to them."""

        async def send(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
            await asyncio.sleep(self._chance.uniform(0.01, 0.3))
            trouble = self._world.time < self._calm_at and self._chance.random() < self._trouble
            if trouble and self._chance.random() < 0.5:
                raise NotSent("nobody answered")
            self.heard.add(headers["webhook-id"])
            await asyncio.sleep(self._chance.uniform(0.01, 0.3))
            return Answer(500 if trouble else 200)

        return send


class Servers:
    """All of them, with what the plan does to them."""

    def __init__(
        self, plan: Plan, world: World, disk: Disk, network: Network, settings: Settings, receivers: Receivers
    ) -> None:
        self.plan, self.world, self.disk, self.network, self.settings = plan, world, disk, network, settings
        self.receivers = receivers
        self.alive: list[Server] = []
        self.people = world.loop("people")
        self._blows: list[Death | Freeze] = [*plan.deaths, *plan.freezes]
        self._commits = 0
        #: Which step is followed by a death or a freeze, and whose.
        self.due: list[tuple[int, Server, Death | Freeze]] = []
        #: Deaths and freezes, and soft stops.
        self.blown = {"hurt": 0, "stopped": 0}
        self._coming = 0

    def start(self) -> Server:
        """One more."""
        taken = {server.number for server in self.alive}
        server = Server(self, next(free for free in itertools.count() if free not in taken))
        self.alive.append(server)
        server.life.add_done_callback(lambda life: self._ended(server, life))
        return server

    def committed(self) -> None:
        """After each commit: the plan's next blow may be tied to it."""
        self._commits += 1
        here = events._get_running_loop()
        server = next((server for server in self.alive if server.loop is here), None)
        near = [blow for blow in self._blows if blow.commit <= self._commits]
        if server is None or not near:
            return
        kind = next(iter(self.disk.rows("SELECT kind FROM event ORDER BY number DESC LIMIT 1")), (None,))[0]
        for blow in near:
            if blow.event in (None, kind):
                self._blows.remove(blow)
                self.due.append((self.world.steps + blow.steps, server, blow))

    def blows(self) -> None:
        """Between any two steps: what is due."""
        for due in [due for due in self.due if due[0] <= self.world.steps]:
            self.due.remove(due)
            _, server, blow = due
            if server not in self.alive:
                continue
            self.blown["stopped" if isinstance(blow, Death) and blow.soft else "hurt"] += 1
            if isinstance(blow, Freeze):
                server.loop.frozen_until = self.world.time + blow.seconds
                continue
            if not server.halting:  # else its successor is on its way already
                self._again(blow.pause)
            if blow.soft:
                server.halt()
            else:
                self.kill(server)

    def kill(self, server: Server) -> None:
        """kill -9."""
        self.world.bury(server.loop)
        self.alive.remove(server)
        server.died()

    @property
    def settled(self) -> bool:
        """Whether all that will start has started, and no blow is under way."""
        return not self.due and not self._coming and all(server.parts for server in self.alive)

    def _again(self, pause: float) -> None:
        self._coming += 1

        def start() -> None:
            if len(self.alive) >= (2 if self.plan.fleet else 1):  # the one before is still about to stop
                self.people.call_later(1.0, start)
                return
            self._coming -= 1
            self.start()

        self.people.call_later(pause, start)

    def _ended(self, server: Server, life: asyncio.Task[None]) -> None:
        error = None if life.cancelled() else life.exception()
        if isinstance(error, UNREACHED) and self.plan.wild and not server.begun:
            self._again(3.0)  # its database was not to be reached: who supervises processes starts it again
        elif life.cancelled() or life.exception():
            self.world.problems.append(f"{server.loop.name} did not end well: {life!r}")
        if server in self.alive:
            self.kill(server)
