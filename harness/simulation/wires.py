"""Connections of simulated processes to a real PostgreSQL: real sockets, whose answers come in virtual time.

What a process sends is with the server at once, and the virtual clock stands until the server has answered, or waits
for a lock of another process that is simulated (`settle`). So only what the processes do decides in which order
statements come, and no real second is ever waited for. The server's own limits of time are kept on the virtual clock.
"""

from __future__ import annotations

import itertools
import random
import select
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

from harness.simulation.line import Line
from harness.simulation.loop import Loop, Stuck, World

#: The way of an answer, at most.
SLOWEST = 0.01
#: Real seconds: until a server that has not answered is asked what it waits for, where somebody may be in the way and
#: where not, and until something must be wrong.
ASK_AFTER, ASK_LATE, PATIENCE = 0.002, 0.1, 60.0
#: How often, of a thousand requests, the connection breaks before the server hears it, and before its answer comes.
CUT_BEFORE, CUT_AFTER, CUT_COMMIT = 1.0, 1.0, 25.0


class Wires:
    """All connections. `look(pids)` says which backends each of these waits for; `end` and `cancel` do it to one."""

    def __init__(
        self,
        world: World,
        chance: random.Random,
        wild: Callable[[], float],
        limits: Mapping[str, float],
        committed: Callable[[], None],
    ) -> None:
        self._world, self._chance, self._wild, self._limits, self._committed = world, chance, wild, limits, committed
        self._lines: dict[int, Line] = {}
        self._poll = select.epoll()
        self._server = world.loop("postgres")
        #: Whether something that was in another's way may be gone.
        self.changed = False
        self._heard: set[Line] = set()
        self.numbers = itertools.count()
        self.commits = self.cuts = 0
        self.before_request: Callable[[], None] = lambda: None
        self.look: Callable[[Collection[int]], Mapping[int, Collection[int]]] = lambda pids: {}
        self.end: Callable[[int], None] = lambda pid: None
        self.cancel: Callable[[int], None] = lambda pid: None
        world.dial, world.settle = self.dial, self.settle

    def dial(self, loop: Loop, factory: Callable[[], Any], path: str) -> tuple[Line, Any]:
        """A new connection."""
        protocol = factory()
        line = Line(self, loop, protocol, path)
        self._lines[line.socket.fileno()] = line
        self._poll.register(line.socket.fileno(), select.EPOLLIN)
        protocol.connection_made(line)
        return line, protocol

    def fate(self, sent: bytes) -> str:
        """What becomes of a request."""
        drawn, wild = 1000 * self._chance.random(), self._wild()
        commit = CUT_COMMIT if b"COMMIT;" in sent else 0.0
        fate = "well"
        if drawn < wild * (CUT_BEFORE + commit):
            fate = "cut before"
        elif drawn < wild * (CUT_BEFORE + CUT_AFTER + 2 * commit):
            fate = "cut after"
        self.cuts += fate != "well"
        return fate

    def sends(self, line: Line, sent: bytes) -> None:
        """To the server, at once."""
        self.before_request()
        line.socket.sendall(sent)

    def moment(self) -> float:
        """When what the server says now is heard."""
        return self._world.time + self._chance.random() * SLOWEST

    def forget(self, line: Line) -> None:
        """The server has let go of it."""
        self._poll.unregister(line.socket.fileno())
        del self._lines[line.socket.fileno()]
        line.socket.close()
        line.owed.clear()
        line.ending, self.changed = True, True

    def settle(self) -> None:
        """Wait until the server has answered everything that it can answer."""
        for line in self._lines.values():
            if line.loop.dead:
                line.shut()
        self._rest()
        commits, self.commits = self.commits, 0
        if commits:
            self._ping()
        heard, self._heard = sorted(self._heard, key=lambda line: line.number), set()
        for line in heard:  # in an order that does not depend on who was quicker
            line.tell()
            if line.idles:
                self._server.call_later(self._limits["idle"], self._idled, line, line.asked)
        for line in self._lines.values():
            if line.blocked and line.timed != line.asked:
                line.timed = line.asked
                self._server.call_later(self._limits["lock"], self._waited, line, line.asked)
        for _ in range(commits):
            self._committed()

    def _rest(self) -> None:
        until = time.monotonic() + PATIENCE
        while any(line.waits for line in self._lines.values()):
            fresh = any(line.waits and not line.blocked for line in self._lines.values())
            held = any(line.idles for line in self._lines.values())  # else nobody can be in another's way for long
            if not self._read((ASK_AFTER if held else ASK_LATE) if fresh else 0.0):
                if not fresh:
                    return
                if time.monotonic() > until:
                    raise Stuck("PostgreSQL does not answer")
                if held:
                    self._look()
            if self.changed:
                self.changed = False
                for line in self._lines.values():
                    line.blocked = False

    def _read(self, seconds: float) -> bool:
        """Whether the server has said anything within so long."""
        found = self._poll.poll(seconds)
        for number, _ in found:
            line = self._lines[number]
            try:
                data = line.socket.recv(1 << 20)
            except ConnectionResetError:
                data = b""
            line.hear(data)
            self._heard.add(line)
        return bool(found)

    def _look(self) -> None:
        """Find out who waits for a lock whose holder is not about to let go by himself."""
        waiting = {line.pid: line for line in self._lines.values() if line.waits and line.pid}
        ahead = self.look(list(waiting))
        stands: set[int] = set()
        grows = True
        while grows:
            more = {pid for pid, others in ahead.items() if any(one in stands or one not in waiting for one in others)}
            grows, stands = more > stands, more
        for pid in stands:
            waiting[pid].blocked = True

    def _ping(self) -> None:
        """Who listens has heard of the commit before it answers to this."""
        for line in self._lines.values():
            if line.listens and not line.waits:
                line.ping()
        self._rest()

    def _idled(self, line: Line, asked: int) -> None:
        if line.idles and line.asked == asked:
            line.ending = True
            self.end(line.pid)

    def _waited(self, line: Line, asked: int) -> None:
        if line.blocked and line.asked == asked:
            line.blocked = False
            self.cancel(line.pid)
