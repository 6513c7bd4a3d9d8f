"""Run heavy work in warm, killable child processes.

A child loads once and then serves one job at a time: a JSON line in, JSON lines out (`child_main` is its other
side). A job that is given up is stopped by killing its child: the CPU is free at once. Children that sit idle
end by themselves, so a quiet server is a small one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import Any

import structlog

from rushes.errors import ProviderCrashed, RenderFailed, StorageFull

log = structlog.get_logger()

MOST_LINE = 1 << 20
STDERR_TAIL = 4000
#: So long a process may take to end once it has closed its output.
EXIT_SECONDS = 2.0


class Child:
    """One process that serves one job at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._tail = b""
        self._errors = asyncio.create_task(self._read_errors())

    @classmethod
    async def start(cls, target: str, folder: Path, options: Mapping[str, Any]) -> Child:
        """Start a process that serves `target` ("module:function") in `folder`, its environment without ours."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "rushes.providers.child_main",
            target,
            json.dumps(dict(options)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=_clean_environment(folder),
            cwd=folder,
            limit=MOST_LINE,
            start_new_session=True,
        )
        child = cls(process)
        try:
            ready = await child._receive()
        except asyncio.CancelledError:
            await child.kill()
            raise
        if ready.get("unconfined"):
            log.warning("child_unconfined", target=target, missing=ready["unconfined"])
        return child

    @property
    def alive(self) -> bool:
        """Whether it can take another job."""
        return self._process.returncode is None

    async def run(self, job: Mapping[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
        """Send a job and yield what it tells, its result last (`{"result": …}`).

        Raises `ProviderFailed`, and `StorageFull` where the job found no room for its film.
        """
        assert self._process.stdin is not None
        done = False
        try:
            self._process.stdin.write(json.dumps(dict(job)).encode() + b"\n")
            with contextlib.suppress(ConnectionError):  # a dead child shows itself at the read below
                await self._process.stdin.drain()
            while not done:
                message = await self._receive()
                done = "result" in message or "error" in message
                if "error" in message:
                    log.error("child_failed", why=message["error"], said=self._said())
                    raise StorageFull if message.get("full") else RenderFailed(message["error"])
                yield message
        finally:
            if not done:
                await self.kill()

    async def kill(self) -> None:
        """End the process now."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        await self._process.wait()
        await asyncio.wait({self._errors})

    async def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            # It has ended or is about to. A signal before its end is known would take its exit code away.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EXIT_SECONDS):
                    await self._process.wait()
            await self.kill()
            code = self._process.returncode
            log.error("child_died", exit=code, said=self._said())
            raise ProviderCrashed(
                f"The process that makes films died (exit {code}); the server's log has its last words."
            )
        message: dict[str, Any] = json.loads(line)
        return message

    def _said(self) -> str:
        """The last of what it wrote to standard error, for the log only: it may name paths."""
        return self._tail.decode("utf-8", "replace")

    async def _read_errors(self) -> None:
        assert self._process.stderr is not None
        while chunk := await self._process.stderr.read(4096):
            self._tail = (self._tail + chunk)[-STDERR_TAIL:]


class Nursery:
    """Children for one provider: started on demand, kept warm for a while, killed with the work they do."""

    def __init__(self, target: str, folder: Path, options: Mapping[str, Any], idle_seconds: float = 120.0) -> None:
        self._target, self._folder, self._options, self._idle_seconds = target, folder, options, idle_seconds
        self._idle: list[Child] = []
        self._timers: dict[Child, asyncio.TimerHandle] = {}
        self._ending: set[asyncio.Task[None]] = set()

    async def run(self, job: Mapping[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
        """Run one job in a child of its own, as `Child.run` does."""
        child = self._take() or await Child.start(self._target, self._folder, self._options)
        try:
            async with contextlib.aclosing(child.run(job)) as messages:
                async for message in messages:
                    yield message
        finally:
            if child.alive:
                self._put(child)

    async def close(self) -> None:
        """End all children that sit idle; busy ones end with their jobs."""
        while child := self._take():
            await child.kill()
        if self._ending:
            await asyncio.wait(self._ending)

    def _take(self) -> Child | None:
        while self._idle:
            child = self._idle.pop()
            self._timers.pop(child).cancel()
            if child.alive:
                return child
        return None

    def _put(self, child: Child) -> None:
        self._idle.append(child)
        self._timers[child] = asyncio.get_running_loop().call_later(self._idle_seconds, self._retire, child)

    def _retire(self, child: Child) -> None:
        self._idle.remove(child)
        self._timers.pop(child).cancel()
        ending = asyncio.create_task(child.kill())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)


def _clean_environment(folder: Path) -> dict[str, str]:
    """What a child may know: where Python's modules are, and nothing else of ours."""
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
    }
