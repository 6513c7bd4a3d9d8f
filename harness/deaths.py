"""kill -9 at random and at every named point, under load, at a vendor that breaks connections, on both stores.

Afterwards every answered create has come to one end, the vendor's books know each job once, and the ledger has
exactly the units that the vendor billed.
"""

from __future__ import annotations

import contextlib
import random
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx2
from rich.console import Console
from rich.table import Table

from harness.books import faults, left_over, open_tasks
from harness.lives import Life, Plan
from harness.points import POINTS
from harness.postgres import STORES, database
from harness.process import until
from harness.vendor import Fake

#: Rounds on each store; kills at random and at named points in each. The short form draws its points.
SHORT, LONG = (1, 4, 10), (5, 50, len(POINTS))
FAULTS = {
    "reset_after": 0.05, "http_500_after": 0.03, "truncated_after": 0.03, "id_other_after": 0.02, "reset": 0.03,
    "silence_after": 0.01, "code_1303": 0.05, "file_truncated": 0.05, "not_found": 0.02,
}  # fmt: skip
BODY = {"model": "kling-v3-std-silent", "prompt": "a boat at sea", "duration": 3}
#: How long a life may take to come to its point; then it is killed where it is.
POINT_SECONDS, RANDOM_SECONDS, PAUSE = 3.0, 1.2, 0.06
CANCELLED_EVERY = 9
#: How long the last life may take with all that is open, and then with what is left over; both take seconds.
END_SECONDS, TIDY_SECONDS = 600.0, 20.0


@dataclass
class Story:
    """What was asked for, and how the server died."""

    plan: Plan
    life: Life | None = None
    answered: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    halted: threading.Event = field(default_factory=threading.Event)

    def die(self, point: str | None, times: int, seconds: float) -> None:
        """One life, to its death at the point, or after so many seconds."""
        life = self.life = Life(self.plan, point, times)
        if life.lives_for(seconds):
            life.kill()
            (self.missed if point else self.kills)[point or "at random"] += 1
        else:
            assert point, f"the server died by itself; see {self.plan.folder}/server.log"
            self.kills[point] += 1

    def create(self, name: str) -> None:
        """Creates, one after the other, each under a key of its own; some are cancelled soon after."""
        for number in count():
            if self.halted.is_set():
                return
            task = self._created(f"{name}-{number}")
            if number % CANCELLED_EVERY == 0 and task:
                time.sleep(PAUSE)
                self._call("POST", f"/v1/videos/{task}/cancel")
            time.sleep(PAUSE)

    def _created(self, key: str) -> str | None:
        while not self.halted.is_set():
            answer = self._call("POST", "/v1/video/generations", json=BODY, headers={"Idempotency-Key": key})
            if answer is not None and answer.status_code == 200:
                task = str(answer.json()["id"])
                self.answered.append(task)
                return task
            time.sleep(0.02)
        return None

    def _call(self, method: str, path: str, **options: object) -> httpx2.Response | None:
        life = self.life
        if life is None or not life.url:
            return None
        try:
            with life.client() as client:
                return client.request(method, path, **options)  # type: ignore[arg-type]
        except httpx2.TransportError:
            return None


def run(long: bool) -> bool:
    """Print the figures; true when nothing was lost, doubled, billed wrongly or left over."""
    table = Table(title="kill -9 at random and at named points, under load, against fake-kling", show_lines=True)
    columns = (
        "store",
        "kills",
        "at random",
        "at points, of how many",
        "tasks",
        "faults of the vendor",
        "wrong",
        "time",
    )
    for column in columns:
        table.add_column(column, justify="right" if column != "wrong" else "left")
    rounds, at_random, at_points = LONG if long else SHORT
    held = []
    for number in range(rounds):
        for store in STORES:
            row, wrong = _round(store, random.Random(f"{store} {number}"), at_random, at_points)
            held.append(not wrong)
            table.add_row(*row)
            if long:  # it takes an hour: who stops it has its rounds so far
                print(", ".join(row), flush=True)
    Console(width=130).print(table)
    return all(held)


def _round(store: str, chance: random.Random, at_random: int, at_points: int) -> tuple[tuple[str, ...], bool]:
    """A table's row of one server's lives, and whether something is wrong."""
    began = time.monotonic()
    names: list[str | None] = [*chance.sample(POINTS, at_points), *[None] * at_random]
    chance.shuffle(names)
    with tempfile.TemporaryDirectory(prefix="rushes-deaths-") as name, database(store) as url:
        folder = Path(name)
        fake = Fake(folder).start(seconds=0.4, accept_delay=0.05, answer_delay=0.05)
        story = Story(Plan(folder, url, fake.table))
        try:
            fake.spoil(FAULTS)
            _through(story, names, chance)
            fake.call("DELETE", "/_fake/faults")
            story.life = Life(story.plan)
            with contextlib.suppress(AssertionError):  # what has not ended by then is counted below
                until(lambda: open_tasks(folder, url) == 0, END_SECONDS)
            if url is None:  # a start removes what belongs to nothing while it works already
                with contextlib.suppress(AssertionError):
                    until(lambda: left_over(folder) == 0, TIDY_SECONDS)
            story.life.kill()
            books, jobs = fake.call("GET", "/_fake/ledger"), fake.call("GET", "/_fake/jobs")["jobs"]
            wrong = +faults(folder, url, story.answered, jobs)
        finally:
            story.halted.set()
            fake.stop()
    met, passed = sum(story.kills.values()) - story.kills["at random"], sum(story.missed.values())
    row = (
        store, len(names), story.kills["at random"] + passed, f"{met}, {len(+story.kills) - 1} of {len(POINTS)}",
        len(story.answered), sum(books["faults"].values()),
        ", ".join(f"{number} {kind}" for kind, number in wrong.items()) or "0", f"{time.monotonic() - began:.0f} s",
    )  # fmt: skip
    return tuple(str(value) for value in row), bool(wrong)


def _through(story: Story, names: list[str | None], chance: random.Random) -> None:
    loading = [threading.Thread(target=story.create, args=(name,)) for name in ("left", "right")]
    for one in loading:
        one.start()
    try:
        for point in names:
            times = 1 if point is None else chance.choice((1, 1, 2, 4))
            story.die(point, times, POINT_SECONDS if point else chance.random() * RANDOM_SECONDS)
    finally:
        story.halted.set()
        for one in loading:
            one.join()
