"""One seed from its first to its last step: the same seed gives the same trace, bit for bit."""

from __future__ import annotations

import gc
import hashlib
import logging
import random
import secrets
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import structlog

from harness.crashdisk import MEMORY
from harness.simulation.disk import Disk, in_memory
from harness.simulation.invariants import books, ends
from harness.simulation.loop import Stuck, World
from harness.simulation.network import Network
from harness.simulation.other import Contract
from harness.simulation.people import People
from harness.simulation.plan import FAULTS, HOSTS, Plan, drawn
from harness.simulation.servers import Receivers, Servers
from rushes.fake_kling.faults import Faults
from rushes.fake_kling.film import film
from rushes.fake_kling.server import make_app
from rushes.fake_kling.service import Service
from rushes.fake_kling.world import World as Vendor
from rushes.settings import Settings

if TYPE_CHECKING:
    from harness.simulation.shared import Server

#: Virtual seconds within which everything must have ended: what a vendor's longest silence allows, and far more.
LONGEST = 6 * 3600.0
#: The books are looked at after each so many commits, and at each blow.
OFTEN = 8


@dataclass(frozen=True)
class Outcome:
    """What a seed came to."""

    seed: int
    digest: str
    problems: tuple[str, ...]
    tasks: int
    hurt: int
    #: Virtual.
    seconds: float
    steps: int
    #: Connections to PostgreSQL that broke in the middle of something.
    cuts: int = 0


def play(seed: int, server: Server | None = None) -> Outcome:
    """Simulate a seed: on SQLite, or a fleet on this PostgreSQL."""
    with _quiet(), tempfile.TemporaryDirectory(prefix="rushes-simulation-", dir=MEMORY) as folder, _seeded(seed):
        stage = Stage(drawn(seed, fleet=server is not None), Path(folder), server)
        try:
            return stage.play()
        finally:
            stage.bury()


class Stage:
    """All that a seed needs, built anew for each."""

    def __init__(self, plan: Plan, folder: Path, server: Server | None = None) -> None:
        self.plan = plan
        draws = {name: random.Random(f"{name} {plan.seed}") for name in ("world", "network", "disk", "people", "other")}
        self.world = World(draws["world"])
        self._stack = ExitStack()
        self._stack.enter_context(in_memory(self._database_clock))
        self.disk = self._disk(folder, draws["disk"], server)
        self.settings = Settings(data=folder, database_url=server.url if server else None, **plan.settings)
        calm: dict[str, Any] = {"calm_at": plan.calm_at, "outages": plan.outages}
        self.network = Network(self.world, draws["network"], plan.wild, **calm)
        self.vendors: dict[str, Vendor] = {}
        self._vendors(draws["other"])
        self.receivers = Receivers(self.world, draws["people"], 0.3 * plan.wild, plan.calm_at)
        self.servers = Servers(plan, self.world, self.disk, self.network, self.settings, self.receivers)
        self.people = People(self.servers, self.disk, self.vendors, draws["people"])
        self._commits = self._looked = 0
        self.problems: list[str] = []

    def play(self) -> Outcome:
        """From the first start to the last look."""
        for _ in range(2 if self.plan.fleet else 1):
            self.servers.start()
        self.people.begin()
        for at, jump in self.plan.jumps:
            self.servers.people.call_later(at, self._jump, jump)
        try:
            self.world.run(self._over)
            if not (self.problems or self.world.problems):
                self._last_start()
        except Stuck as stuck:
            self.problems.append(str(stuck))
        self.problems += self.world.problems
        if not self.problems:
            told, heard = self.people.told, self.receivers.heard
            self.problems += books(self.disk, self.settings)
            self.problems += ends(self.disk, self.plan, self.vendors, told, heard, self.servers.blown)
        tasks = self.disk.rows("SELECT count(*) FROM task")[0][0]
        blows = sum(self.servers.blown.values())
        world, cuts = self.world, self.disk.cuts
        return Outcome(
            self.plan.seed, self._digest(), tuple(self.problems), tasks, blows, world.time, world.steps, cuts
        )

    def bury(self) -> None:
        """Nothing of it may ever run again."""
        self.world.end()
        self.disk.close()
        self._stack.close()

    def _over(self) -> bool:
        """Between any two steps."""
        if self.servers.due:
            self.servers.blows()
        if self.problems or self.world.problems:
            return True
        if self._looked == self._commits and self.world.time <= LONGEST:
            return False
        if self.world.time > LONGEST:
            self.problems += [f"{LONGEST / 3600:g} hours, and not everything has ended", *self._open()]
            return True
        if self.people.busy or not self.servers.settled:
            return False
        self._looked = self._commits
        return not self._open()

    def _open(self) -> list[str]:
        """What has not ended."""
        tasks = self.disk.rows(
            "SELECT id, status FROM task WHERE status NOT IN ('succeeded', 'failed', 'cancelled') OR billing_open = 1 "
            "UNION ALL SELECT id, state FROM delivery WHERE state = 'pending'"
        )
        return [f"{name} is {state}" for name, state in tasks]

    def _last_start(self) -> None:
        """All servers stop; one more starts and tidies up."""
        for server in list(self.servers.alive):
            server.halt()
        self.world.run(lambda: not self.servers.alive or bool(self.world.problems))
        if not self.plan.fleet:
            last = self.servers.start()
            self.world.run(lambda: last.parts is not None or bool(self.world.problems))
            until = self.world.time + 5.0
            self.servers.people.call_later(5.0, lambda: None)
            self.world.run(lambda: self.world.time >= until)

    def _committed(self) -> None:
        self.servers.committed()
        self._commits += 1
        if self._commits % OFTEN == 0 and not self.problems:
            self.problems += books(self.disk, self.settings)

    def _jump(self, seconds: float) -> None:
        for server in self.servers.alive:
            server.loop.skew += seconds

    def _database_clock(self) -> float:
        return self.servers.people.clock()

    def _disk(self, folder: Path, chance: random.Random, server: Server | None) -> Disk:
        if server is None:
            return Disk(folder, f"seed-{self.plan.seed}", chance, self._committed)
        from harness.simulation.shared import SharedDisk  # its driver comes with an extra

        return SharedDisk(server, self.world, folder, chance, self._committed, self._database_clock, self._wild)

    def _wild(self) -> float:
        return self.plan.wild if self.world.time < self.plan.calm_at else 0.0

    def _vendors(self, chance: random.Random) -> None:
        plan, films = self.plan, {sound: film(sound=sound) for sound in (False, True)}
        for name in plan.vendors:
            loop = self.world.loop(name)
            vendor = self.vendors[name] = Vendor(plan.options)
            if name == "kling":
                faults = Faults(plan.seed)
                for place, chances in FAULTS.items():
                    for fault, often in chances.items():
                        faults.arm(fault, place, times=1_000_000, chance=often * plan.faulty / 100)
                loop.call_later(plan.calm_at, faults.clear)
                app = make_app(Service(vendor, faults, films, loop.clock))
            else:
                contract = Contract(vendor, films[False], loop.clock, chance, finds=plan.finds)
                contract.trouble = 3 * plan.faulty
                loop.call_later(plan.calm_at, setattr, contract, "trouble", 0.0)
                app = contract.app
            self.network.apps[HOSTS[name]] = (loop, app)

    def _digest(self) -> str:
        tables = [
            self.disk.rows("SELECT * FROM event ORDER BY number"),
            self.disk.rows("SELECT * FROM ledger ORDER BY number"),
            self.disk.rows("SELECT * FROM delivery ORDER BY place"),
            [(job.id, job.wish, job.created_at) for vendor in self.vendors.values() for job in vendor.jobs.values()],
        ]
        text = repr((self.world.steps, self.world.time, self.network.seen, tables, self.problems))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Where the shipped code draws lots, it draws the seed's."""
    chance, state = random.Random(f"lots {seed}"), random.getstate()
    with ExitStack() as stack:
        lots: dict[str, Any] = {
            "choice": chance.choice,
            "randbelow": chance.randrange,
            "token_bytes": chance.randbytes,
            "token_hex": lambda size: chance.randbytes(size).hex(),
        }
        for name, lot in lots.items():
            stack.enter_context(patch.object(secrets, name, lot))
        stack.enter_context(patch.object(uuid, "uuid4", lambda: uuid.UUID(bytes=chance.randbytes(16))))
        random.seed(seed)
        try:
            yield
        finally:
            random.setstate(state)


@contextmanager
def _quiet() -> Iterator[None]:
    """No log; and the garbage of one seed is collected when it is over, not in the middle of another."""
    kept, hook = structlog.get_config(), sys.unraisablehook
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    sys.unraisablehook = lambda _: None
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.enable()
        sys.unraisablehook = hook
        structlog.configure(**kept)


@cache
def freeze() -> None:
    """What is loaded by now stays: a collection need not look at it."""
    gc.collect()
    gc.freeze()
