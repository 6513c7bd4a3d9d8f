"""What the benchmarks share: clients that call one after the other, the disk's own time, and how times are shown."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path


async def calls(call: Callable[[], Awaitable[object]], clients: int, each: int) -> list[float]:
    """Seconds of every call, each client one call after the other."""
    taken: list[float] = []

    async def one() -> None:
        for _ in range(each):
            began = time.perf_counter()
            await call()
            taken.append(time.perf_counter() - began)

    await asyncio.gather(*(one() for _ in range(clients)))
    return taken


def fdatasyncs(folder: Path) -> list[float]:
    """Seconds of a raw write of 4 KiB with its fdatasync, many times."""
    taken = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(200):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - began)
    return taken


def quantiles(seconds: list[float]) -> tuple[str, str]:
    """The middle and the slowest hundredth."""
    ordered = sorted(seconds)
    return shown(statistics.median(ordered)), shown(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))])


def shown(seconds: float) -> str:
    """In milliseconds."""
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"
