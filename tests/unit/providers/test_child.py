"""Children: warm between jobs, dead after a stop, told apart when they fail and when they crash."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from rushes.errors import ProviderCrashed, RenderFailed, StorageFull
from rushes.providers.child import Nursery

TARGET = "tests.unit.providers.chores:serve"
Story = Callable[[Nursery], Awaitable[None]]


def run(tmp_path: Path, story: Story, **options: Any) -> None:
    async def whole() -> None:
        nursery = Nursery(TARGET, tmp_path, {}, **options)
        try:
            await story(nursery)
        finally:
            await nursery.close()

    asyncio.run(whole())


async def told(nursery: Nursery, **job: Any) -> list[dict[str, Any]]:
    async with aclosing(nursery.run(job)) as messages:
        return [message async for message in messages]


def test_a_child_tells_its_progress_then_its_result_and_stays_warm(tmp_path: Path) -> None:
    async def story(nursery: Nursery) -> None:
        first, second = await told(nursery, count=3), await told(nursery, count=1)
        assert [message["progress"] for message in first[:-1]] == [0, 1, 2]
        assert first[-1]["result"]["pid"] == second[-1]["result"]["pid"] != os.getpid()

    run(tmp_path, story)


def test_a_stopped_job_frees_the_processor(tmp_path: Path) -> None:
    async def story(nursery: Nursery) -> None:
        messages = nursery.run({"spin": True})
        pid = (await anext(messages))["pid"]
        await messages.aclose()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        assert (await told(nursery, count=1))[-1]["result"]["pid"] != pid

    run(tmp_path, story)


def test_an_error_keeps_the_child_and_a_crash_does_not(tmp_path: Path) -> None:
    async def story(nursery: Nursery) -> None:
        pid = (await told(nursery, count=0))[-1]["result"]["pid"]
        with pytest.raises(RenderFailed, match="no such place"):
            await told(nursery, fail="no such place")
        with pytest.raises(RenderFailed, match="ZeroDivisionError"):
            await told(nursery, divide=True)
        with pytest.raises(StorageFull):
            await told(nursery, full=True)
        assert (await told(nursery, count=0))[-1]["result"]["pid"] == pid
        with pytest.raises(ProviderCrashed, match="exit 9"):
            await told(nursery, exit=9)
        assert (await told(nursery, count=0))[-1]["result"]["pid"] != pid

    run(tmp_path, story)


def test_what_a_library_prints_does_not_reach_the_wire(tmp_path: Path) -> None:
    async def story(nursery: Nursery) -> None:
        assert len(await told(nursery, noise=True)) == 1

    run(tmp_path, story)


def test_a_child_knows_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SECRET", "hunter2")

    async def story(nursery: Nursery) -> None:
        environment = (await told(nursery, environment=True))[-1]["result"]["environment"]
        assert "SOME_SECRET" not in environment
        assert not [name for name in environment if "KEY" in name or name.startswith("RUSHES")]

    run(tmp_path, story)


def test_a_child_has_no_network_where_the_system_allows_it(tmp_path: Path) -> None:
    async def story(nursery: Nursery) -> None:
        result = (await told(nursery, network=True))[-1]["result"]
        if result["own_namespace"]:
            assert result["interfaces_up"] == []

    run(tmp_path, story)


def test_idle_children_end_by_themselves(tmp_path: Path) -> None:
    async def story(nursery: Nursery) -> None:
        pid = (await told(nursery, count=0))[-1]["result"]["pid"]
        end = time.monotonic() + 20
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < end
            await asyncio.sleep(0.02)

    run(tmp_path, story, idle_seconds=0.1)


def test_jobs_at_the_same_time_have_a_child_each(tmp_path: Path) -> None:
    async def story(nursery: Nursery) -> None:
        results = await asyncio.gather(told(nursery, count=3), told(nursery, count=3))
        assert len({messages[-1]["result"]["pid"] for messages in results}) == 2

    run(tmp_path, story)


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.2])
def test_a_job_that_is_stopped_while_its_child_starts_leaves_no_process(tmp_path: Path, moment: float) -> None:
    async def story(nursery: Nursery) -> None:
        job = asyncio.create_task(told(nursery, spin=True))
        while not (children := children_of(os.getpid())):
            await asyncio.sleep(0)
        await asyncio.sleep(moment)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert not children & children_of(os.getpid())

    run(tmp_path, story)


def children_of(parent: int) -> set[int]:
    """The processes that a process has started and that have not ended."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                state, of = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if int(of) == parent and state != "Z" and b"child_main" in (entry / "cmdline").read_bytes():
                    found.add(int(entry.name))
    return found
