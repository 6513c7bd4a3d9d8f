"""What the fake knows: its jobs, its slots and its books. No HTTP here, and no clock: `now` is an argument."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

#: Units a second of film costs (Kling's price list): by tier and sound.
UNITS_MILLI = {("std", False): 600, ("std", True): 900, ("pro", False): 800, ("pro", True): 1200}
#: A prompt with this mark ends without a film.
FAILS = re.compile(r"\[\[fail]]")


@dataclass(frozen=True, slots=True)
class Options:
    """How the fake behaves; `POST /_fake/options` changes it while it runs. Times in seconds."""

    slots: int = 5
    #: From acceptance to the end of a job; the first tenth of it the job is `submitted`, then `processing`.
    seconds: float = 3.0
    #: How long a create is thought about before it is accepted, and before it is answered.
    accept_delay: float = 0.0
    answer_delay: float = 0.0
    #: How long a question is thought about.
    query_delay: float = 0.0
    #: How long a new job cannot be found by look-up yet.
    lookup_lag: float = 0.0
    #: Whether a second job with the same external id is refused. Kling documents no such refusal.
    unique: bool = False
    link_seconds: float = 2_592_000.0
    #: What is added to the clock that tokens and times are judged by.
    clock_offset: float = 0.0
    api_key: str = "fake-kling-key"
    access_key: str = "fake-access"
    secret_key: str = "fake-secret-of-thirty-two-bytes!"


@dataclass(frozen=True, slots=True)
class Wish:
    """A create, read from either dialect. `kind` is "text2video" or "image2video"."""

    kind: str
    prompt: str
    tier: str
    sound: bool
    seconds: int
    external_id: str
    callback_url: str
    dialect: str


@dataclass(slots=True)
class Job:
    """An accepted job. Its state follows from the time alone."""

    id: str
    wish: Wish
    created_at: float
    ends_at: float
    fails: bool
    #: How often it was asked after.
    asked: int = 0

    def state(self, now: float) -> str:
        """submitted, processing, succeed or failed."""
        if now < self.ends_at:
            return "submitted" if now < self.created_at + (self.ends_at - self.created_at) / 10 else "processing"
        return "failed" if self.fails else "succeed"

    @property
    def milli_units(self) -> int:
        """What it costs, in thousandths of a unit; a job that fails costs nothing."""
        return 0 if self.fails else UNITS_MILLI[self.wish.tier, self.wish.sound] * self.wish.seconds

    @property
    def units(self) -> str:
        """The same as the wire writes it."""
        return f"{self.milli_units / 1000:g}"


class SlotsTaken(Exception):
    """All slots are taken (code 1303)."""


class IdTaken(Exception):
    """A job with this external id is there (code 1201), where the options say that this is refused."""


class World:
    """All jobs and the books."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.jobs: dict[str, Job] = {}
        self._by_external: dict[str, list[Job]] = {}
        self._ends: list[float] = []
        self.counts: Counter[str] = Counter()
        self.most_at_once = 0

    def change(self, **changes: Any) -> None:
        """Change options. Raises `TypeError` for one that does not exist."""
        self.options = replace(self.options, **changes)

    def accept(self, wish: Wish, now: float) -> Job:
        """Take a job into the books. Raises `SlotsTaken`, `IdTaken`."""
        busy = self.busy(now)
        if busy >= self.options.slots:
            raise SlotsTaken
        if self.options.unique and wish.external_id in self._by_external and wish.external_id:
            raise IdTaken
        fails = FAILS.search(wish.prompt) is not None
        job = Job(f"{880_000_000_000 + len(self.jobs)}", wish, now, now + self.options.seconds, fails)
        self.jobs[job.id] = job
        self._by_external.setdefault(wish.external_id, []).append(job)
        heapq.heappush(self._ends, job.ends_at)
        self.most_at_once = max(self.most_at_once, busy + 1)
        return job

    def busy(self, now: float) -> int:
        """How many jobs hold a slot."""
        while self._ends and self._ends[0] <= now:
            heapq.heappop(self._ends)
        return len(self._ends)

    def find(self, name: str, now: float, kind: str | None = None) -> Job | None:
        """The job with this id, or else the first with this external id, once look-ups know it."""
        found = [self.jobs[name]] if name in self.jobs else []
        found += self._by_external.get(name, []) if name else []
        known = (job for job in found if job.created_at + self.options.lookup_lag <= now)
        return next((job for job in known if kind is None or job.wish.kind == kind), None)

    def page(self, kind: str, number: int, size: int, now: float) -> list[Job]:
        """A page of a kind's jobs, newest first."""
        known = [job for job in self.jobs.values() if job.wish.kind == kind and self.find(job.id, now)]
        return known[::-1][(number - 1) * size : number * size]

    def ledger(self, now: float) -> dict[str, Any]:
        """What was accepted and billed: the figures that a test of an integration asserts."""
        names = Counter(job.wish.external_id or job.id for job in self.jobs.values())
        return {
            "accepted": len(self.jobs),
            "distinct": len(names),
            "doubled": {name: count for name, count in names.items() if count > 1},
            "open": self.busy(now),
            "units_billed": f"{sum(job.milli_units for job in self.jobs.values() if job.ends_at <= now) / 1000:g}",
            "units_accepted": f"{sum(job.milli_units for job in self.jobs.values()) / 1000:g}",
            "most_at_once": self.most_at_once,
            "requests": dict(self.counts),
        }

    def shown(self, now: float) -> list[dict[str, Any]]:
        """Every job with what it cost so far, oldest first."""
        return [
            {
                "id": job.id,
                "external_task_id": job.wish.external_id,
                "status": job.state(now),
                "ends_at": job.ends_at,
                "asked": job.asked,
                "units": job.units if job.ends_at <= now else "0",
            }
            for job in self.jobs.values()
        ]
