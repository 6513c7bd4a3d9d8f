"""`rushes cancel` and `rm`: each id is tried; the first that cannot be ended gives the exit code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rushes.cli.exits import Lost, Stopped
from rushes.cli.reach import Reach
from rushes.cli.talk import put, put_json, say
from rushes.settings import load


def cancel(flags: Mapping[str, Any], ids: Sequence[str], *, as_json: bool) -> None:
    """End tasks without a film."""
    _each(flags, ids, lambda reach, task_id: reach.task(task_id, "POST", "/cancel"), as_json=as_json)


def remove(flags: Mapping[str, Any], ids: Sequence[str], *, as_json: bool) -> None:
    """Remove tasks and their films; those that have not ended are cancelled first."""
    _each(flags, ids, lambda reach, task_id: reach.task(task_id, "DELETE"), as_json=as_json)


def _each(
    flags: Mapping[str, Any], ids: Sequence[str], act: Callable[[Reach, str], dict[str, Any]], *, as_json: bool
) -> None:
    faults: list[Stopped] = []
    with Reach(load(flags)) as reach:
        for task_id in ids:
            try:
                found = act(reach, task_id)
            except Lost:
                raise
            except Stopped as fault:
                say(fault.line)
                faults.append(fault)
                continue
            if as_json:
                put_json(found)
            else:
                put(found["id"])
    if faults:
        raise Stopped(faults[0].exit_code, f"{len(faults)} of {len(ids)} could not be ended.")
