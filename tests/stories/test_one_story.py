"""Restart, read again, cancel, delete: whatever comes when, the task tells one story. Against the real renderer."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
from tests.stories.conftest import Server, until

SHORT = {"model": "previs-std-silent", "prompt": "an empty studio", "duration": 3}
#: Long enough to be still under way when it is stopped.
LONG = {**SHORT, "duration": 15}


def children(server: Server) -> list[int]:
    """The processes that make films for a server."""
    assert server.process is not None
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == server.process.pid and b"child_main" in command:
                found.append(int(entry.name))
    return found


def rendering(server: Server, task_id: str) -> bool:
    return bool(server.get(task_id)["progress"] >= 1)


def test_cancel_and_delete_free_the_processor_before_they_answer(make_server: Callable[..., Server]) -> None:
    server = make_server()
    for verb, path in (("POST", "/v1/videos/{}/cancel"), ("DELETE", "/v1/videos/{}")):
        task = server.create(**LONG)
        until(lambda task=task: rendering(server, task["id"]))  # type: ignore[misc]
        busy = children(server)
        assert len(busy) == 1
        with server.client() as client:
            assert client.request(verb, path.format(task["id"])).status_code == 200
        assert not set(busy) & set(children(server))
        for pid in busy:
            until(lambda pid=pid: not _alive(pid), 2)  # type: ignore[misc]


def test_a_crash_of_the_renderer_is_mended_by_another_try(make_server: Callable[..., Server]) -> None:
    server = make_server()
    task = server.create(**SHORT)
    until(lambda: len(children(server)) == 1)
    os.kill(children(server)[0], 9)
    assert server.finished(task["id"])["status"] == "completed"


def test_every_status_survives_a_restart(make_server: Callable[..., Server]) -> None:
    server = make_server()
    done = server.finished(server.create(**SHORT)["id"])
    running, queued, cancelled, deleted = (server.create(**LONG) for _ in range(4))
    with server.client() as client:
        client.post(f"/v1/videos/{cancelled['id']}/cancel").raise_for_status()
        client.delete(f"/v1/videos/{deleted['id']}").raise_for_status()
    until(lambda: rendering(server, running["id"]))
    server.kill()
    server.start()
    assert _steady(server.get(done["id"])) == _steady(done)
    assert httpx2.get(server.get(done["id"])["video_url"], trust_env=False).status_code == 200
    assert server.get(cancelled["id"])["error"]["code"] == "cancelled"
    with server.client() as client:
        assert client.get(f"/v1/videos/{deleted['id']}").status_code == 404
        until(lambda: server.get(running["id"])["status"] == "in_progress")
        assert server.get(queued["id"])["status"] == "queued"
        for task in (running, queued):
            client.delete(f"/v1/videos/{task['id']}").raise_for_status()


def test_all_of_a_callers_tasks_are_told_in_one_stream_with_replay(make_server: Callable[..., Server]) -> None:
    server = make_server()
    told: list[dict[str, Any]] = []
    connected = threading.Event()
    halt = threading.Event()

    def listen(headers: dict[str, str], into: list[dict[str, Any]]) -> None:
        with contextlib.suppress(httpx2.TransportError):  # the server goes at the end of the test
            read(headers, into)

    def read(headers: dict[str, str], into: list[dict[str, Any]]) -> None:
        with server.client() as client, client.stream("GET", "/v1/events", headers=headers) as stream:
            block: dict[str, str] = {}
            for line in stream.iter_lines():
                connected.set()
                if halt.is_set():
                    return
                if line.startswith(("event:", "id:", "data:")):
                    name, _, value = line.partition(": ")
                    block[name] = value
                elif not line and block:
                    into.append({"id": int(block["id"]), "event": block["event"], **json.loads(block["data"])})
                    block = {}

    thread = threading.Thread(target=listen, args=({}, told), daemon=True)
    thread.start()
    assert connected.wait(20)
    first, second = server.create(**SHORT), server.create(**SHORT)
    until(lambda: [event["event"] for event in told].count("video.completed") == 2, 100)
    for task in (first, second):
        words = [event["data"]["status"] for event in told if event["data"]["id"] == task["id"]]
        assert (words[0], words[-1]) == ("queued", "completed")
        figures = [event["data"]["progress"] for event in told if event["data"]["id"] == task["id"]]
        assert figures == sorted(figures)

    again: list[dict[str, Any]] = []
    middle = told[len(told) // 2]
    replay = threading.Thread(target=listen, args=({"Last-Event-ID": str(middle["id"])}, again), daemon=True)
    replay.start()
    until(lambda: len(again) >= len(told) - len(told) // 2 - 1)
    assert [event["id"] for event in again] == [event["id"] for event in told if event["id"] > middle["id"]]
    assert [_steady(event["data"]) for event in again] == [
        _steady(event["data"]) for event in told if event["id"] > middle["id"]
    ]
    halt.set()


def _steady(task: dict[str, Any]) -> dict[str, Any]:
    """A task without what is made afresh at each read."""
    return {name: value for name, value in task.items() if name not in ("video_url", "thumbnail_url", "result")}


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    time.sleep(0.05)
    return True
