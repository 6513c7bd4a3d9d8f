"""The clock and the event loops of a simulation: time jumps to the next timer, and chance says which process goes next.

Each process has a loop of its own on one clock, so that one of them can die or freeze between any two steps while the
others go on. Nothing here waits, and there are no threads and no sockets: what would need them fails. The one way out,
to a database, is brought by `wires.py`.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
import random
import warnings
from asyncio import events
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import Context
from typing import Any, TypeVar

from rushes.errors import OutcomeUnknown, ServerBusy

T = TypeVar("T")
#: A moment shortly before midnight (UTC), so that some budgets' days end within a simulation.
BEGINNING = 1_790_812_500.0
#: What is raised where the database has gone away.
AWAY = (ServerBusy, OutcomeUnknown)
#: More steps than any simulation takes whose processes do not run in circles.
MOST_STEPS = 2_000_000


class Stuck(Exception):
    """The simulation goes in circles, or nothing will ever happen again."""


class World:
    """The clock, and the processes on it."""

    def __init__(self, chance: random.Random) -> None:
        self.time, self.steps = 0.0, 0
        self.problems: list[str] = []
        self._chance, self._loops = chance, list[Loop]()
        self._running: Loop | None = None
        self._numbers = itertools.count()
        #: Dead processes: nothing of them may run, not even what a garbage collector would have run.
        self._graves: list[Loop] = []
        #: How a process reaches the database, and what must come to rest before the next step or moment.
        self.dial: Callable[[Loop, Callable[[], Any], str], tuple[Any, Any]] | None = None
        self.settle: Callable[[], None] = lambda: None

    def loop(self, name: str) -> Loop:
        """A new process."""
        loop = Loop(self, name)
        self._loops.append(loop)
        return loop

    def bury(self, loop: Loop) -> None:
        """A process is dead from now on: it takes no other step."""
        loop.died_at = self.time
        self._loops.remove(loop)
        self._graves.append(loop)
        self.settle()

    def end(self) -> None:
        """All processes are dead; what they were in the middle of is closed now, not when chance collects it."""
        for loop in list(self._loops):
            self.bury(loop)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # what they still begin is never awaited
            for loop in self._graves:
                loop.close_all()
        self._graves.clear()

    def number(self) -> int:
        """What keeps timers of one moment in order."""
        return next(self._numbers)

    def run(self, until: Callable[[], bool]) -> None:
        """Let the processes go on until this holds. Raises `Stuck`."""
        try:
            while not until():
                self._step()
        finally:
            self._now_running(None)

    def _now_running(self, loop: Loop | None) -> None:
        if loop is not self._running:
            self._running = loop
            events._set_running_loop(loop)

    def _step(self) -> None:
        able = [loop for loop in self._loops if loop.ready and loop.frozen_until <= self.time]
        if not able:
            self._jump()
            return
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Stuck(f"{MOST_STEPS} steps and no end")
        loop = able[0] if len(able) == 1 else self._chance.choice(able)
        self._now_running(loop)
        loop.step()
        self.settle()

    def _jump(self) -> None:
        """To the next moment at which something happens."""
        moments = [when for loop in self._loops if (when := loop.next_moment()) is not None]
        if not moments:
            raise Stuck("nothing will ever happen again")
        self.time = max(self.time, min(moments))
        for loop in self._loops:
            if loop.frozen_until <= self.time:
                loop.wake()


class Loop(asyncio.AbstractEventLoop):
    """One process's event loop. Work for threads is done in a step of its own."""

    def __init__(self, world: World, name: str) -> None:
        self.name, self.died_at, self.frozen_until = name, math.inf, 0.0
        #: How far this machine's clock is off, and how often it has died before.
        self.skew = 0.0
        self.ready: deque[asyncio.Handle] = deque()
        self._world = world
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def dead(self) -> bool:
        """Whether its process has died."""
        return self.died_at < math.inf

    def clock(self) -> float:
        """What `time.time` would say on this machine."""
        return BEGINNING + self._world.time + self.skew

    def step(self) -> None:
        """One step: what lies between two awaits."""
        handle = self.ready.popleft()
        if not handle.cancelled():
            handle._run()

    def wake(self) -> None:
        """Make ready what is due."""
        while self._timers and self._timers[0][0] <= self._world.time:
            timer = heapq.heappop(self._timers)[2]
            if not timer.cancelled():
                self.ready.append(timer)

    def next_moment(self) -> float | None:
        """When it can take its next step."""
        while self._timers and self._timers[0][2].cancelled():
            heapq.heappop(self._timers)
        if self.frozen_until > self._world.time:
            return self.frozen_until
        return self._timers[0][0] if self._timers else None

    def close_all(self) -> None:
        """Let go of everything. What its coroutines still want to await, they are not given."""
        for task in list(self._tasks):
            with suppress(RuntimeError):
                task.get_coro().close()
        self.ready.clear()
        self._timers.clear()
        self._tasks.clear()

    # What asyncio asks of a loop.

    def time(self) -> float:
        return self._world.time

    def call_soon(self, callback: Callable[..., Any], *args: Any, context: Context | None = None) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self.ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_at(
        self, when: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        timer = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._timers, (when, self._world.number(), timer))
        return timer

    def call_later(
        self, delay: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return self.call_at(self._world.time + delay, callback, *args, context=context)

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """A cancelled timer is passed over when its time comes."""

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(
        self, coro: Coroutine[Any, Any, T], *, name: str | None = None, context: Context | None = None
    ) -> asyncio.Task[T]:
        task = asyncio.Task(coro, loop=self, name=name, context=context)
        task._log_destroy_pending = False  # type: ignore[attr-defined]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def run_in_executor(self, executor: object, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        assert executor is None, "only the loop's own threads are simulated"
        answer: asyncio.Future[T] = asyncio.Future(loop=self)

        def work() -> None:
            if answer.cancelled():
                return  # it was cancelled before a thread took it up
            try:
                answer.set_result(func(*args))
            except Exception as error:  # noqa: BLE001  it is handed to who waits
                answer.set_exception(error)

        self.call_soon(work)
        return answer

    async def create_unix_connection(self, factory: Callable[[], Any], path: str) -> tuple[Any, Any]:  # type: ignore[override]
        assert self._world.dial is not None, "there is no database to connect to"
        return self._world.dial(self, factory, path)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        # A run that can keep nothing, its database away, breaks off: the sweep and the next run must see to its task.
        away = self._world.dial is not None and isinstance(context.get("exception"), AWAY)
        if not self.dead and not away:
            self._world.problems.append(f"{self.name}: {context.get('message')}: {context.get('exception')!r}")

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return not self.dead

    def is_closed(self) -> bool:
        return self.dead
