"""Decode users' pictures in confined processes, so that a hostile one can cost a process and never the server.

A process stays warm between pictures. One that takes too long, dies or answers nonsense is killed and replaced, and the
picture is refused. What happens inside is `retouch_child.py`'s; the rules for pictures are `images.py`'s.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import structlog

from rushes.errors import InvalidImage, ServerBusy
from rushes.media.confine import clean_environment
from rushes.media.retouch_wire import ANSWER, REQUEST
from rushes.media.rules import LONGEST_SIDE, Prepared, check_bytes

MIB = 1 << 20
#: Bytes; the largest PNG that a picture of LONGEST_SIDE can become, and some.
_MAX_PNG = 3 * LONGEST_SIDE * LONGEST_SIDE + 8 * MIB
_MAX_FACTS = 16 << 10
_START_DEADLINE = 30.0
_KILL_DEADLINE = 10.0

log = structlog.get_logger(__name__)


class Retoucher:
    """A small pool of confined processes. Start it with `async with`, or let the first picture start it."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        size: int = 2,
        deadline: float = 10.0,
        memory: int = 1536 * MIB,
    ) -> None:
        """`environment`: of it only PATH and the language reach the processes. `deadline` in seconds a picture."""
        self._environment = clean_environment(environment or {})
        self._deadline = deadline
        self._memory = memory
        self._slots = asyncio.Semaphore(size)
        self._idle: list[_Child] = []
        self._closed = False
        #: What the system did not let us confine, in words; known once a process has started.
        self.unconfined: tuple[str, ...] = ()

    async def __aenter__(self) -> Self:
        self._idle.append(await self._start())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the idle processes; the busy ones end with their picture."""
        self._closed = True
        while self._idle:
            await self._idle.pop().kill()

    async def prepare(self, data: bytes, *, param: str | None = None) -> Prepared:
        """As `images.prepare`, in a confined process. InvalidImage also where the picture kills it or takes too long.

        Raises ServerBusy where no process can be started.
        """
        try:
            check_bytes(data)
            async with self._slots:
                return await self._attempt(data)
        except InvalidImage as error:
            raise InvalidImage(error.message, param=param) from None

    async def _attempt(self, data: bytes) -> Prepared:
        child = await self._take()
        try:
            async with asyncio.timeout(self._deadline):
                prepared = await child.ask(data)
        except TimeoutError:
            await self._replace(child, "timeout")
            raise InvalidImage(
                f"The picture took longer than {self._deadline:g} s to read. Save it as a plain JPEG or PNG and resend."
            ) from None
        except (OSError, EOFError, ValueError, LookupError) as error:
            await self._replace(child, f"{type(error).__name__}: {error}")
            raise InvalidImage(
                "The picture could not be read: it is damaged or needs too much memory. "
                "Save it again in an image editor, as a plain JPEG or PNG."
            ) from None
        except InvalidImage:
            await self._give_back(child)
            raise
        except asyncio.CancelledError:
            await child.kill()
            raise
        await self._give_back(child)
        return prepared

    async def _take(self) -> _Child:
        while self._idle:
            if (child := self._idle.pop()).alive:
                return child
        return await self._start()

    async def _give_back(self, child: _Child) -> None:
        if self._closed:
            await child.kill()
        else:
            self._idle.append(child)

    async def _replace(self, child: _Child, reason: str) -> None:
        """Kill now; the next picture starts another."""
        log.warning("picture_process_killed", reason=reason[:200])
        await child.kill()

    async def _start(self) -> _Child:
        cpu = max(1, round(2 * self._deadline))
        child = None
        try:
            async with asyncio.timeout(_START_DEADLINE):
                child = await _Child.start(self._environment, self._memory, cpu)
                facts, _ = await child.answer()
        except (OSError, EOFError, ValueError) as error:
            if child is not None:
                await child.kill()
            log.error("picture_process_not_started", reason=f"{type(error).__name__}: {error}")
            raise ServerBusy("The process that reads pictures cannot be started. Try again shortly.") from error
        except asyncio.CancelledError:
            if child is not None:
                await child.kill()
            raise
        self.unconfined = tuple(str(line) for line in facts["missing"])
        return child


class _Child:
    """One process and the frames to and from it."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._input, self._output = process, process.stdin, process.stdout

    @classmethod
    async def start(cls, environment: dict[str, str], memory: int, cpu: int) -> _Child:
        command = (sys.executable, "-P", "-s", "-m", "rushes.media.retouch_child", str(memory), str(cpu))
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, start_new_session=True, limit=MIB
        )
        return cls(process)

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, data: bytes) -> Prepared:
        """InvalidImage as the process says; OSError, EOFError, ValueError, LookupError where it fails."""
        self._input.write(REQUEST.pack(len(data)))
        self._input.write(data)
        await self._input.drain()
        facts, png = await self.answer()
        if "error" in facts:
            raise InvalidImage(str(facts["error"])[:500])
        if not png.startswith(b"\x89PNG\r\n\x1a\n"):
            raise ValueError("the answer is no PNG")
        return Prepared(png, int(facts["width"]), int(facts["height"]), str(facts["source_format"])[:8])

    async def answer(self) -> tuple[dict[str, Any], bytes]:
        """One frame. What comes from there is not trusted: its lengths are bounded."""
        head, body = ANSWER.unpack(await self._output.readexactly(ANSWER.size))
        if head > _MAX_FACTS or body > _MAX_PNG:
            raise ValueError(f"the answer has {head} + {body} bytes")
        facts = json.loads(await self._output.readexactly(head))
        if not isinstance(facts, dict):
            raise ValueError("the answer is no object")
        return facts, await self._output.readexactly(body)

    async def kill(self) -> None:
        """End the process and what it has forked, and read out what it was still saying.

        Process.wait() returns only when the pipes are at their end, and a full buffer nobody reads never is.
        """
        if self.alive:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                log.info("picture_process_gone")
        self._input.close()
        try:
            async with asyncio.timeout(_KILL_DEADLINE):
                while await self._output.read(MIB):
                    continue
                await self._process.wait()
        except TimeoutError:
            log.error("picture_process_will_not_end", pid=self._process.pid)
