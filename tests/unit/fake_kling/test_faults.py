"""Every fault of the catalogue is shown on request: what is accepted is what the catalogue says."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest
from tests.unit.fake_kling.conftest import TEXT, Talk
from tests.unit.fake_kling.test_shapes import told_as_documented

from rushes.fake_kling import callbacks, spoil
from rushes.fake_kling.faults import AFTER, BEFORE, CALLBACKS, FILES, QUERIES, SHAPES
from rushes.fake_kling.service import Service

PATH = "/v1/videos/text2video"
V2 = ("/text-to-video/kling-3.0", "id", "status")
HANGS = {"silence", "silence_after"}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same faults, without their weight."""
    monkeypatch.setattr(spoil, "BIG", 1 << 16)
    monkeypatch.setattr(callbacks, "BIG", 1 << 16)
    monkeypatch.setattr(callbacks, "LATE_SECONDS", 0.05)


async def ask(client: httpx2.AsyncClient, method: str, path: str, **options: Any) -> httpx2.Response | str:
    """An answer, or the name of what came instead."""
    try:
        return await client.request(method, path, timeout=httpx2.Timeout(10, read=1), **options)
    except httpx2.HTTPError as error:
        return type(error).__name__


def test_creates_go_wrong_as_asked(talk: Talk) -> None:
    names, at_once = [*BEFORE, *AFTER, *SHAPES], asyncio.Semaphore(6)

    async def one(client: httpx2.AsyncClient, name: str) -> None:
        async with at_once:
            await spoilt(client, name)

    async def spoilt(client: httpx2.AsyncClient, name: str) -> None:
        body = {**TEXT, "prompt": f"a fox [[fault:{name}]]", "external_task_id": name}
        first = await ask(client, "POST", PATH, json=body)
        found = await client.get(f"{PATH}/{name}")
        assert (found.status_code == 404) == (name in BEFORE), name
        if name.startswith("reset"):
            assert first in ("ReadError", "RemoteProtocolError"), name
        elif name in HANGS:
            assert first == "ReadTimeout", name
        elif not isinstance(first, str) and name.startswith("code_") and name in BEFORE:
            assert first.json()["code"] == int(name.removeprefix("code_"))
        again = await client.post(PATH, json=body)
        assert again.json()["code"] == 0, name

    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        await client.post(PATH, json={**TEXT, "external_task_id": "another"})
        await asyncio.gather(*(one(client, name) for name in names))
        ledger = (await client.get("/_fake/ledger")).json()
        assert ledger["faults"] == dict.fromkeys(names, 1)
        assert ledger["accepted"] == 1 + len(names) + len(AFTER) + len(SHAPES)

    talk(story, slots=1000)


@pytest.mark.parametrize("dialect", ["legacy", "v2"])
def test_queries_go_wrong_as_asked(talk: Talk, dialect: str) -> None:
    async def one(client: httpx2.AsyncClient, name: str) -> None:
        body = {**TEXT, "prompt": f"a fox [[fault:query:{name}]]", "external_task_id": name}
        await client.post(PATH, json=body)
        await asyncio.sleep(0.25)
        path = f"{PATH}/{name}" if dialect == "legacy" else f"/tasks?external_task_ids={name}"
        wrong, right = [await client.get(path) for _ in range(2)]
        assert right.json()["code"] == 0
        if name == "url_private":
            assert "169.254.169.254" in wrong.text
        assert wrong.content != right.content, name

    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        await asyncio.gather(*(one(client, name) for name in (*QUERIES, "http_500", "code_5000", "not_utf8")))

    talk(story, slots=1000)


def test_films_go_wrong_as_asked(talk: Talk) -> None:
    async def one(client: httpx2.AsyncClient, name: str) -> None:
        await client.post(PATH, json={**TEXT, "prompt": f"a fox [[fault:{name}]]", "external_task_id": name})
        await asyncio.sleep(0.25)
        url = (await client.get(f"{PATH}/{name}")).json()["data"]["task_result"]["videos"][0]["url"]
        wrong = await ask(client, "GET", url)
        right = await client.get(url)
        assert right.status_code == 200
        assert isinstance(wrong, str) or wrong.content != right.content, name

    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        await asyncio.gather(*(one(client, name) for name in FILES))

    talk(story, slots=1000)


@pytest.mark.parametrize(("name", "dialect"), [("", "v2"), *[(name, "legacy") for name in ("", *CALLBACKS)]])
def test_callbacks_tell_each_change_or_go_wrong_as_asked(talk: Talk, name: str, dialect: str) -> None:
    path, id_at, status_at = V2 if dialect == "v2" else (PATH, "task_id", "task_status")
    heard: list[tuple[str, dict[str, Any]]] = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(int(line[16:]) for line in head.splitlines() if line.lower().startswith("content-length: "))
        heard.append((head.split()[1], json.loads(await reader.readexactly(length))))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        writer.close()

    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        listening = await asyncio.start_server(hear, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        mark = f"[[fault:{name}]]" if name else ""
        called = {"callback_url": f"http://127.0.0.1:{port}/hook/a"}
        body = {**TEXT, "prompt": f"a fox {mark}", **(called if dialect == "legacy" else {"options": called})}
        made = (await client.post(path, json=body)).json()["data"][id_at]
        if name == "callback_early":
            assert heard
        wanted = {"callback_twice": 6, "callback_early": 4}.get(name, 3)
        async with asyncio.timeout(10):
            while len(heard) < wanted:
                await asyncio.sleep(0.02)
        listening.close()
        if not name:
            told_as_documented(heard[-1][1], f"{dialect} callback")
        states = [body[status_at] for _, body in heard]
        assert {path for path, _ in heard} == {"/hook/0" if name == "callback_astray" else "/hook/a"}
        assert (heard[0][1][id_at] == made) == (name != "callback_other")
        assert states == sorted(states, key=["submitted", "processing", "succeed", "succeeded"].index) or name in (
            "callback_reordered",
            "callback_late",
        )

    talk(story)


def test_connections_are_refused_for_as_long_as_was_asked(talk: Talk) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        assert (await client.post("/_fake/away", json={"seconds": 0})).status_code == 400
        await client.post("/_fake/away", json={"seconds": 0.5})
        async with asyncio.timeout(20):
            while await ask(client, "POST", PATH, json=TEXT) != "ConnectError":
                await asyncio.sleep(0.02)
            before = len(service.world.jobs)
            while isinstance(answer := await ask(client, "POST", PATH, json=TEXT), str):
                await asyncio.sleep(0.05)
        assert (answer.json()["code"], len(service.world.jobs)) == (0, before + 1)

    talk(story, slots=1000)


def test_faults_are_armed_by_control_route_by_header_and_by_chance(talk: Talk) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        assert len((await client.get("/_fake/faults")).json()["faults"]) > 60
        await client.post("/_fake/faults", json={"name": "http_503"})
        assert (await client.post(PATH, json=TEXT)).status_code == 503
        assert (await client.post(PATH, json=TEXT, headers={"X-Fake-Fault": "code_1301"})).json()["code"] == 1301
        await client.post("/_fake/faults", json={"name": "code_1302", "times": 1000, "chance": 0.5})
        codes = [(await client.post(PATH, json=TEXT)).json()["code"] for _ in range(40)]
        assert 5 < codes.count(1302) < 35
        await client.delete("/_fake/faults")
        assert (await client.post(PATH, json=TEXT)).json()["code"] == 0
        for wrong in ({"name": "nix"}, {"nix": 1}, {"name": "reset", "place": "nix"}):
            assert (await client.post("/_fake/faults", json=wrong)).status_code == 400
        assert (await client.post("/_fake/options", json={"nix": 1})).status_code == 400

    talk(story, slots=100)
