"""The API beside rendering films: create and read latencies of 16 clients, start time, idle memory.

Beside them one raw fdatasync of the same disk, which every answered create waits for, and bare Python's start.
"""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx2
from rich.console import Console
from rich.table import Table

from bench.clients import calls, fdatasyncs, quantiles, shown

CLIENTS, EACH = 16, 40
FILMS = 2
FILM_SECONDS = 15


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="rushes-bench-") as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    table = Table(title=f"The API: {CLIENTS} clients, {FILMS} films rendering, {os.cpu_count()} cores")
    for column, justify in (("what", "left"), ("p50", "right"), ("p99", "right"), ("beside", "left")):
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    syncs = fdatasyncs(folder)
    table.add_row("raw fdatasync of 4 KiB", *quantiles(syncs), "the same disk")
    python, started, process, url = await _start(folder)
    try:
        table.add_row("start to the first answer", shown(started), "", f"bare Python starts in {shown(python)}")
        table.add_row(
            "idle memory (resident)",
            f"{_resident(process.pid):.0f} MB",
            "",
            f"{_resident(os.getpid()):.0f} MB this script",
        )
        async with httpx2.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
            ratio = statistics.median(syncs)
            quiet = await calls(lambda: _create(client, "previs-std-silent"), 1, 20)
            table.add_row(
                "create, one client, nothing renders",
                *quantiles(quiet),
                f"{statistics.median(quiet) / ratio:.1f} fdatasyncs",
            )
            await _clear(client)
            films = [await _create_film(client) for _ in range(FILMS)]
            await _until_rendering(client, films)
            creates = await calls(lambda: _create(client, "previs-std-silent"), CLIENTS, EACH)
            reads = await calls(lambda: _read(client, films[0]), CLIENTS, EACH)
            lists = await calls(lambda: _read(client, "?limit=20"), CLIENTS, EACH // 4)
            still = [await _status(client, film) for film in films]
        table.add_row("create", *quantiles(creates), f"{statistics.median(creates) / ratio:.1f} fdatasyncs")
        table.add_row("read one task", *quantiles(reads), "")
        table.add_row("list 20 tasks", *quantiles(lists), "")
        table.add_row(
            "memory under load (resident)",
            f"{_resident(process.pid):.0f} MB",
            "",
            f"films meanwhile: {', '.join(still)}",
        )
    finally:
        process.kill()
        process.wait()
    Console(width=110).print(table)


async def _start(folder: Path) -> tuple[float, float, subprocess.Popen[str], str]:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    python = time.perf_counter() - began
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "rushes", "serve", "--port", "0", "--data", str(folder / "data")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "RUSHES_PREVIS__SLOTS": str(FILMS)},
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found
    async with httpx2.AsyncClient(base_url=found[0], trust_env=False) as client:
        while True:
            try:
                await client.get("/livez")
                break
            except httpx2.TransportError:
                await asyncio.sleep(0.005)
    return python, time.perf_counter() - began, process, found[0]


async def _create(client: httpx2.AsyncClient, model: str) -> None:
    body = {"model": model, "prompt": "a fox in the snow", "duration": 3}
    (await client.post("/v1/video/generations", json=body)).raise_for_status()


async def _create_film(client: httpx2.AsyncClient) -> str:
    body = {"model": "previs-pro-audio", "prompt": "a sailing boat at sunset", "duration": FILM_SECONDS}
    return str((await client.post("/v1/video/generations", json=body)).raise_for_status().json()["id"])


async def _read(client: httpx2.AsyncClient, what: str) -> None:
    path = f"/v1/videos{what}" if what.startswith("?") else f"/v1/videos/{what}"
    (await client.get(path)).raise_for_status()


async def _status(client: httpx2.AsyncClient, task_id: str) -> str:
    task = (await client.get(f"/v1/videos/{task_id}")).json()
    return f"{task['status']} {task['progress']} %"


async def _clear(client: httpx2.AsyncClient) -> None:
    while tasks := (await client.get("/v1/videos?limit=100")).json()["data"]:
        for task in tasks:
            await client.delete(f"/v1/videos/{task['id']}")


async def _until_rendering(client: httpx2.AsyncClient, films: list[str]) -> None:
    for film in films:
        while (await client.get(f"/v1/videos/{film}")).json()["progress"] < 1:
            await asyncio.sleep(0.1)


def _resident(pid: int) -> float:
    """Megabytes a process holds in memory; its children are not counted."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
