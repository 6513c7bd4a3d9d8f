"""Turns and leases in the database: which task is whose, until when. The dispatch over them is `work/leases.py`.

Times are the database's: the clocks of two machines may differ by more than a lease.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rushes.core.protocols import Turn
from rushes.storage.engine import Engine, Rows, Steps, ask, tell

#: Told when a provider's turns or slots have changed; the text is the provider.
TURNS = "turn"
#: Told to stop a run, wherever it is; the text is the task's id.
STOP = "stop"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process got: turns to run; of tasks whose runner is dead, `lost` wait anew and `inherited` go on here."""

    turns: tuple[str, ...]
    lost: tuple[str, ...]
    inherited: tuple[str, ...] = ()


class Leases:
    """One process's view of the turns. `worker` names the process."""

    def __init__(self, engine: Engine, worker: str, lease_seconds: float) -> None:
        self._engine, self._worker, self._lease = engine, worker, lease_seconds

    def hear(self, turns: Callable[[str], None], stop: Callable[[str], None], missed: Callable[[], None]) -> None:
        """Have them called with a provider whose turns have changed, with a task whose run is to stop, after a gap."""
        self._engine.hear(TURNS, turns, missed)
        self._engine.hear(STOP, stop)

    async def set_slots(self, provider: str, slots: int) -> None:
        """How many of a provider's turns may be taken at a time; the last word counts."""
        await self._engine.write(lambda: _set_slots(provider, slots))

    async def put(self, provider: str, turns: Sequence[Turn]) -> None:
        """Let these turns wait; one that waits already only moves up."""
        waiting = await self._engine.read(lambda: _known(provider))
        new = [turn for turn in turns if turn.task_id not in waiting or turn.order < waiting[turn.task_id]]
        if new:
            await self._engine.write(lambda: _put(provider, new))

    async def turn_over(self, provider: str, ended: Sequence[str], most: int, slots: int) -> Taken:
        """Let go of the turns that have ended, and take the next, as many as are free and at most so many.

        Answers them, and what dead processes have left behind. `slots` counts only where none are set.
        """
        if not ended and not await self._engine.read(lambda: _chance(provider)):
            return Taken((), ())
        return await self._engine.write(lambda: _turn_over(provider, self._worker, ended, most, slots, self._lease))

    async def renew(self, running: Mapping[str, str]) -> set[str]:
        """Renew the leases of these tasks (each with its provider); answer those that are another's by now."""
        return await self._engine.write(lambda: _renew(self._worker, running, self._lease))

    async def stop(self, task_id: str) -> None:
        """Drop a waiting turn; where the task runs, its process hears of it."""
        await self._engine.write(lambda: _stop(task_id))

    async def without(self, task_ids: Iterable[str]) -> set[str]:
        """Which of these nobody has a live lease of."""
        live = await self._engine.read(_live)
        return set(task_ids) - live


def _set_slots(provider: str, slots: int) -> Steps[None]:
    yield from ask("set_slots", provider=provider, slots=slots)
    yield from tell(TURNS, provider)


def _known(provider: str) -> Steps[dict[str, tuple[int, int, int]]]:
    """The order of each turn that waits; a leased one is as far up as can be."""
    rows = yield from ask("turns_of", provider=provider)
    return {
        row["task_id"]: (-1, 0, 0) if row["worker"] else (row["number"], -row["priority"], row["place"]) for row in rows
    }


def _put(provider: str, turns: Sequence[Turn]) -> Steps[None]:
    # Who changes several turns holds their provider's row: two that did it in different orders would block each other.
    yield from ask("lock_slots", provider=provider)
    given = json.dumps([(turn.task_id, turn.number, turn.priority, turn.place) for turn in turns])
    yield from ask("put_turns", provider=provider, turns=given)
    yield from tell(TURNS, provider)


def _chance(provider: str) -> Steps[bool]:
    found = (yield from ask("standing", provider=provider))[0]
    free = found["slots"] is None or found["leased"] < found["slots"]
    return _some_are_dead(found) or bool(found["waiting"] and free)


def _some_are_dead(found: dict[str, Any]) -> bool:
    return found["next_end"] is not None and bool(found["next_end"] < found["now"])


def _turn_over(provider: str, worker: str, ended: Sequence[str], most: int, slots: int, lease: float) -> Steps[Taken]:
    if set_slots := (yield from ask("lock_slots", provider=provider)):
        slots = set_slots[0]["slots"]
    else:
        yield from ask("set_slots", provider=provider, slots=slots)
    freed = (yield from ask("drop_turns", worker=worker, task_ids=json.dumps(ended))) if ended else []
    found = (yield from ask("standing", provider=provider))[0]
    inherited: list[str] = []
    lost = []
    values = {"worker": worker, "until": found["now"] + lease}
    if _some_are_dead(found):
        if most > 0:
            dead = yield from ask("inherit_dead", provider=provider, now=found["now"], limit=most, **values)
            inherited = [row["task_id"] for row in dead]
        lost = [row["task_id"] for row in (yield from ask("drop_dead", provider=provider, now=found["now"]))]
    free = slots - (found["leased"] - len(lost))
    rows: Rows = []
    room = min(free, most - len(inherited))
    if found["waiting"] and room > 0:
        rows = yield from ask("take_turns", provider=provider, limit=room, **values)
    if free - len(freed) <= 0 < free - len(rows):  # who has looked in vain may have what is not taken here
        yield from tell(TURNS, provider)
    rows.sort(key=lambda row: (row["number"], -row["priority"], row["place"]))
    return Taken(tuple(row["task_id"] for row in rows), tuple(lost), tuple(inherited))


def _renew(worker: str, running: Mapping[str, str], lease: float) -> Steps[set[str]]:
    for provider in sorted(set(running.values())):
        yield from ask("lock_slots", provider=provider)
    until = (yield from ask("clock"))[0]["now"] + lease
    renewed = {row["task_id"] for row in (yield from ask("renew_leases", worker=worker, until=until))}
    if left := sorted(renewed - running.keys()):  # by an end that is not written, or by a take that nobody heard of
        yield from ask("drop_turns", worker=worker, task_ids=json.dumps(left))
    lost = set()
    for task_id in sorted(running.keys() - renewed):
        values = {"task_id": task_id, "provider": running[task_id], "worker": worker, "until": until}
        if not (yield from ask("claim_lease", **values)):
            lost.add(task_id)
    return lost


def _stop(task_id: str) -> Steps[None]:
    yield from ask("drop_waiting", task_id=task_id)
    yield from tell(STOP, task_id)


def _live() -> Steps[set[str]]:
    now = (yield from ask("clock"))[0]["now"]
    return {row["task_id"] for row in (yield from ask("live_leases", now=now))}
