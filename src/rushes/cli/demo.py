"""`rushes demo`: a server of its own, the four published requests, true progress, four films and a contact sheet."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx2
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from rushes.cli.serving import configure_logs, serving
from rushes.demo.stills import stills
from rushes.errors import ProviderFailed
from rushes.media.sheet import contact_sheet
from rushes.settings import Settings, load

NAMES = ("text-to-video", "image-to-video", "first-and-last-frame", "multi-prompt")
POLL_SECONDS = 0.25


def show(out: Path) -> None:
    """Write four films and a contact sheet into `out`, and say where."""
    console = Console()
    started = time.monotonic()
    configure_logs("error")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rushes-demo-") as folder:
        settings = load({"data": Path(folder) / "data", "host": "127.0.0.1", "port": 0})
        films = asyncio.run(_make(settings, out, console))
    sheet = out / "contact-sheet.jpg"
    contact_sheet(films, sheet)
    console.print(f"\nFour films in {time.monotonic() - started:.0f} s, made here by the embedded renderer:")
    for path in [*films.values(), sheet]:
        console.print(f"  {path}", highlight=False, soft_wrap=True)
    console.print("\nNow your own:  .venv/bin/rushes serve   (the README has a first request)", highlight=False)


async def _make(settings: Settings, out: Path, console: Console) -> dict[str, Path]:
    console.print("Painting the pictures that the published requests point to …")
    bodies = _requests(await asyncio.to_thread(stills))
    async with serving(settings) as url, httpx2.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
        console.print(f"A server listens on {url}; POST /v1/video/generations, four times:\n", highlight=False)
        tasks = {name: await _created(client, body) for name, body in bodies.items()}
        tasks = await _watched(client, tasks, console)
        return {name: await _downloaded(client, task, out / f"{name}.mp4") for name, task in tasks.items()}


def _requests(pictures: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The published bodies, their example URLs replaced by pictures that exist."""
    found = {}
    for name in NAMES:
        body = json.loads(files("rushes.demo").joinpath(f"{name}.json").read_bytes())
        for field in ("image", "last_image"):
            if field in body:
                body[field] = pictures[body[field].rpartition("/")[2]]
        found[name] = body
    return found


async def _created(client: httpx2.AsyncClient, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post("/v1/video/generations", json=body)
    task: dict[str, Any] = answer.json()
    if answer.is_error:
        raise ProviderFailed(f"The server refused a published request: {task['error']['message']}")
    return task


async def _watched(
    client: httpx2.AsyncClient, tasks: dict[str, dict[str, Any]], console: Console
) -> dict[str, dict[str, Any]]:
    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(32),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[status]:<12}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, refresh_per_second=8) as bars:
        shown: dict[str, TaskID] = {
            name: bars.add_task(name, total=100, start=False, status="queued") for name in tasks
        }
        while any(task["status"] in ("queued", "in_progress") for task in tasks.values()):
            await asyncio.sleep(POLL_SECONDS)
            for name, task in tasks.items():
                tasks[name] = (await client.get(f"/v1/videos/{task['id']}")).json()
                _advance(bars, shown[name], tasks[name])
    return tasks


def _advance(bars: Progress, bar: TaskID, task: dict[str, Any]) -> None:
    if task["status"] != "queued" and bars.tasks[bar].start_time is None:
        bars.start_task(bar)
    bars.update(bar, completed=task["progress"], status=task["status"])
    if task["status"] in ("completed", "failed"):
        bars.stop_task(bar)


async def _downloaded(client: httpx2.AsyncClient, task: dict[str, Any], path: Path) -> Path:
    if task["status"] != "completed":
        raise ProviderFailed(f"The task {task['id']} failed: {task['error']['message']}")
    film = (await client.get(task["video_url"])).raise_for_status().content
    await asyncio.to_thread(path.write_bytes, film)
    return path
