"""What must hold: of the books at every commit, of everything when it has ended. Judged from outside, in plain SQL.

The truth to compare with is what the vendors have taken and billed, what clients were answered, what receivers heard.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from harness.simulation.disk import Disk
from harness.simulation.people import Told
from harness.simulation.plan import Plan
from rushes.fake_kling.world import Job
from rushes.fake_kling.world import World as Vendor
from rushes.settings import Settings

ENDS = {"Succeeded", "Failed", "Cancelled"}
#: What may follow on what, by an event's kind: a second opinion on `core/task.py`.
AFTER_THE_END = {"Billed", "Expired"}
MILLION = 1_000_000
#: Dollars a unit, as the settings' default has it.
UNIT = Decimal("0.14")


def books(disk: Disk, settings: Settings) -> Iterator[str]:
    """At every commit: nothing beyond a budget, and accounts that are the sums of their lines."""
    sums: Counter[tuple[str, str, str, str]] = Counter()
    for tenant, day, reserved, spent in disk.rows("SELECT tenant, day, reserved, spent FROM ledger"):
        for scope, owner in (("server", ""), ("tenant", tenant)):
            for period in (day, day[:7], ""):
                sums[scope, owner, period, "reserved"] += reserved
                sums[scope, owner, period, "spent"] += spent
    kept = {}
    for scope, owner, period, reserved, spent in disk.rows("SELECT scope, id, period, reserved, spent FROM account"):
        kept[scope, owner, period, "reserved"], kept[scope, owner, period, "spent"] = reserved, spent
        budget = settings.budget if scope == "server" else settings.budgets.get(owner)
        most = getattr(budget, {0: "total", 7: "month", 10: "day"}[len(period)]) if budget else None
        if most is not None and reserved + spent > most * MILLION:
            yield f"{scope} {owner} has reserved {reserved} and spent {spent} {period}, beyond {most}"
    for name in sorted({*sums, *kept}):
        if sums[name] != kept.get(name, 0):
            yield f"account {name} is {kept.get(name, 0)}, its lines are {sums[name]}"
    yield from _held(disk)


def _held(disk: Disk) -> Iterator[str]:
    """A hold stays until its task has ended and nothing can be billed any more."""
    rows = disk.rows(
        "SELECT task.id, status, billing_open, sum(reserved), count(*) FROM task JOIN ledger ON task_id = task.id "
        "GROUP BY task.id, status, billing_open"
    )
    for task_id, status, billing_open, reserved, lines in rows:
        over = status in ("succeeded", "failed", "cancelled") and not billing_open
        if over != (reserved == 0 and lines > 1):
            yield f"{task_id} is {status}, its bill {'open' if billing_open else 'closed'}, and holds {reserved}"


def ends(
    disk: Disk, plan: Plan, vendors: Mapping[str, Vendor], told: Told, heard: Collection[str], blown: Mapping[str, int]
) -> Iterator[str]:
    """When everything has ended."""
    tasks = {
        row[0]: dict(zip(("id", "status", "handle", "clip", "deleted", "open", "provider", "billed"), row, strict=True))
        for row in disk.rows(
            "SELECT id, status, handle, clip, deleted_at, billing_open, provider, billed FROM task ORDER BY place"
        )
    }
    jobs: dict[str, list[Job]] = defaultdict(list)
    for vendor in vendors.values():
        for job in vendor.jobs.values():
            jobs[job.wish.external_id].append(job)
    yield from _answered(disk, tasks, told)
    yield from _stories(disk, blown, plan.fleet)
    yield from _jobs(tasks, jobs, told, _worn(disk))
    yield from _bills(disk, tasks, jobs, told)
    yield from _files(disk, tasks, alone=not plan.fleet)
    yield from _webhooks(disk, tasks, heard)


def _answered(disk: Disk, tasks: Mapping[str, Any], told: Told) -> Iterator[str]:
    for key, made in told.created.items():
        if len(made) > 1:
            yield f"{key} was answered with {len(made)} tasks"
        for task_id in made - set(tasks):
            yield f"{task_id} was answered and is not there"
    keyed = {row[0] for row in disk.rows("SELECT task_id FROM idempotency")}
    for task_id in set(tasks) - keyed:
        yield f"{task_id} was made beside its key"
    for task_id, task in tasks.items():
        if task["status"] not in ("succeeded", "failed", "cancelled"):
            yield f"{task_id} is still {task['status']}"
        if task["open"]:
            yield f"the bill of {task_id} is still open"
        if task_id in told.cancelled and task["status"] != "cancelled":
            yield f"{task_id} was cancelled and is {task['status']}"
        if (task_id in told.deleted) > (task["deleted"] is not None):
            yield f"{task_id} was deleted and is there"
        if task["status"] == "cancelled" and task_id not in told.cancelling | told.deleting:
            yield f"{task_id} was cancelled by nobody"


def _stories(disk: Disk, blown: Mapping[str, int], fleet: bool) -> Iterator[str]:
    """Events without a gap, one end, nothing after it but a bill; and no run taken for lost where none was."""
    stories: dict[str, list[tuple[int, str, float, str]]] = defaultdict(list)
    for task_id, *event in disk.rows("SELECT task_id, sequence, kind, at, data FROM event ORDER BY number"):
        stories[task_id].append(tuple(event))
    closed = disk.rows("SELECT task_id, at FROM ledger WHERE kind IN ('charge', 'release')")
    for task_id, at in closed:
        story = stories.get(task_id)
        if story and at not in {event[2] for event in story if event[1] in ENDS | {"Billed"}}:
            yield f"the books of {task_id} were closed without an event"
    for task_id, story in stories.items():
        kinds = [event[1] for event in story]
        if [event[0] for event in story] != list(range(len(story))):
            yield f"the events of {task_id} have a gap: {kinds}"
        ended = [at for at, kind in enumerate(kinds) if kind in ENDS]
        if len(ended) > 1:
            yield f"{task_id} has ended {len(ended)} times: {kinds}"
        if ended and set(kinds[ended[0] + 1 :]) - AFTER_THE_END:
            yield f"{task_id} went on after its end: {kinds}"
        back = Counter(json.loads(data).get("reason") for _, kind, _, data in story if kind == "Requeued")
        # One of a fleet that wakes to find its leases gone hands its tasks back, or another has called them lost.
        strays = max(0, back["stopped"] - fleet * _unbegun(story) - blown["stopped"])
        if back["lost"] + strays * fleet > blown["hurt"]:
            yield f"{task_id} was taken for lost {back['lost'] + strays} times, and {blown['hurt']} processes were hurt"
        if strays and not fleet:
            yield f"{task_id} was handed back {back['stopped']} times, and {blown['stopped']} servers were stopped"


def _unbegun(story: list[tuple[int, str, float, str]]) -> int:
    """Runs that were handed back at once: by who took them up just before it froze, and looked at its lease after."""
    return sum(
        before[1] == "Claimed" and event[1] == "Requeued" and event[2] - before[2] < 1
        for before, event in itertools.pairwise(story)
    )


def _worn(disk: Disk) -> set[str]:
    """Those that two processes of a fleet took with them, a try each: the third may be the vendor's, and the last."""
    lost = '%"counted":true,"reason":"lost"%'
    rows = disk.rows(f"SELECT task_id FROM event WHERE data LIKE '{lost}' GROUP BY task_id HAVING count(*) > 1")
    return {row[0] for row in rows}


def _jobs(tasks: Mapping[str, Any], jobs: Mapping[str, list[Job]], told: Told, worn: Collection[str]) -> Iterator[str]:
    """Each job belongs to one task, each task has one job, and what was made for one is its film."""
    for task_id, found in jobs.items():
        if task_id not in tasks:
            yield f"a vendor has a job of {task_id}, which is no task"
            continue
        if len(found) > 1:
            yield f"{task_id} was taken {len(found)} times"
        task, excused = tasks[task_id], task_id in told.cancelling | told.deleting
        if not found[0].fails and task["status"] != "succeeded" and not excused:
            yield f"the film of {task_id} was made, and the task is {task['status']}"
        if found[0].fails and task["status"] == "succeeded":
            yield f"{task_id} has a film that was never made"
    for task_id, task in tasks.items():
        if task["status"] == "succeeded" and task_id not in jobs:
            yield f"{task_id} has a film that no vendor has made"
        excused = task_id in told.given_up | told.deleting or task_id in worn
        if task["status"] == "failed" and task_id not in jobs and not excused:
            yield f"{task_id} failed, and no vendor had it"
        name = (task["handle"] or "").rpartition("/")[2]
        if name and task["status"] == "succeeded" and name not in {job.id for job in jobs[task_id]}:
            yield f"{task_id} follows the job {name} of another"


def _bills(disk: Disk, tasks: Mapping[str, Any], jobs: Mapping[str, list[Job]], told: Told) -> Iterator[str]:
    """What was charged, and what the vendor's column says, are what the vendor has billed."""
    lines: dict[str, dict[str, tuple[int, int, str | None]]] = defaultdict(dict)
    for task_id, kind, reserved, spent, units in disk.rows(
        "SELECT task_id, kind, reserved, spent, vendor_units FROM ledger"
    ):
        lines[task_id][kind] = (reserved, spent, units)
    for task_id, task in tasks.items():
        found, job = lines[task_id], next(iter(jobs.get(task_id, [])), None)
        if "hold" not in found:
            yield f"{task_id} has no hold"
            continue
        hold, charged = found["hold"][0], found.get("charge", (0, 0, None))[1]
        column = {Decimal(line[2]) for line in found.values() if line[2] is not None}
        said = Decimal(job.units) if job else Decimal(0)
        if task["provider"] == "kling" and column and column != {said}:
            yield f"{task_id}: the vendor billed {said}, its column says {column}"
        if task["provider"] == "kling" and said and not column:
            yield f"{task_id}: the vendor billed {said}, and its column says nothing"
        cost = int(said * UNIT * MILLION) if task["provider"] == "kling" else hold if job and not job.fails else 0
        wanted = hold if task["status"] == "succeeded" else min(hold, cost)
        if charged != (min(hold, told.settled[task_id]) if task_id in told.settled else wanted):
            yield f"{task_id} is {task['status']} and was charged {charged}, not {wanted}"


def _files(disk: Disk, tasks: Mapping[str, Any], *, alone: bool) -> Iterator[str]:
    """Films are there and whole, and nothing else is; what several processes share is tidied hours later."""
    files = {path.name: path for path in Path(disk.folder / "media").glob("*/*")}
    for task_id, task in tasks.items():
        if task["status"] == "succeeded" and task["deleted"] is None:
            clip = json.loads(task["clip"])
            film = files.pop(clip["media"], None)
            if film is None or hashlib.sha256(film.read_bytes()).hexdigest() != clip["sha256"]:
                yield f"the film of {task_id} is not there, or not whole"
            if files.pop(clip["poster"], None) is None:
                yield f"the poster of {task_id} is not there"
    for name in sorted(files) if alone else ():
        yield f"{name} belongs to nothing"


def _webhooks(disk: Disk, tasks: Mapping[str, Any], heard: Collection[str]) -> Iterator[str]:
    """Each end is owed once to who asked for it, and arrives."""
    owed: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for task_id, name, kind, state in disk.rows("SELECT task_id, id, type, state FROM delivery"):
        owed[task_id].append((name, kind, state))
    asked = {row[0] for row in disk.rows("SELECT id FROM task WHERE request LIKE '%callback_url\":\"http%'")}
    for task_id in tasks:
        ended = [row for row in owed[task_id] if row[1] in ("video.completed", "video.failed")]
        if task_id in asked and len(ended) != 1:
            yield f"{task_id} owes {len(ended)} words of its end"
        for name, kind, state in owed[task_id]:
            if state != "delivered" or name not in heard:
                yield f"{kind} of {task_id} is {state}"
