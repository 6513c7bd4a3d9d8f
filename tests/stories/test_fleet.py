"""Two servers and two workers on one PostgreSQL, without a data folder in common: a film is there for all of them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest
from harness.process import Server, until
from tests.buckets import KEY, SECRET, bucket_server

BODY = {"model": "previs-std-silent", "prompt": "a boat at sea", "duration": 3}
LEASE = 3
Start = Callable[[str, *tuple[str, ...]], Server]


def leased(url: str) -> int:
    """How many runs hold a slot."""

    async def count() -> int:
        connection = await asyncpg.connect(url)
        found: int = await connection.fetchval("SELECT count(*) FROM turn WHERE worker IS NOT NULL")
        await connection.close()
        return found

    return asyncio.run(count())


@pytest.fixture(params=["a folder", pytest.param("a bucket", marks=pytest.mark.slow)])
def films(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Where the films lie: a folder that the processes share, or a bucket, and then they share no disk at all."""
    if request.param == "a folder":
        yield {"RUSHES_MEDIA__URL": str(tmp_path / "films")}
        return
    with bucket_server(tmp_path / "s3") as endpoint:
        yield {
            "RUSHES_MEDIA__URL": "s3://films/of/ours",
            "RUSHES_MEDIA__ENDPOINT": endpoint,
            "RUSHES_MEDIA__ACCESS_KEY": KEY,
            "RUSHES_MEDIA__SECRET_KEY": SECRET,
        }


@pytest.fixture
def start(tmp_path: Path, postgres_url: str, films: dict[str, str]) -> Iterator[Start]:
    """Processes of one fleet."""
    made: list[Server] = []
    settings = {
        **films,
        "RUSHES_DATABASE_URL": postgres_url,
        "RUSHES_LEASE_SECONDS": str(LEASE),
        "RUSHES_PREVIS__SLOTS": "1",
    }

    def begin(name: str, *arguments: str) -> Server:
        (tmp_path / name).mkdir()
        made.append(Server(tmp_path / name / "data", settings, arguments or ("serve", "--port", "0", "--no-worker")))
        return made[-1].start()

    yield begin
    for server in made:
        server.kill()


def test_a_fleet_makes_shows_and_stops_films_wherever_it_is_asked(start: Start, postgres_url: str) -> None:
    one, two = start("one"), start("two")
    doomed = start("doomed", "worker", "--providers", "previs")
    task = one.create(**BODY)["id"]
    told: list[str] = []
    listening = threading.Thread(target=lambda: told.extend(_stream(two, task)))
    listening.start()
    until(lambda: two.get(task)["status"] == "in_progress")
    doomed.kill()
    heir = start("heir", "worker")
    film = two.finished(task)
    assert film["status"] == "completed", film["error"]
    listening.join(10)
    assert "completed" in told[-1]
    contents = []
    for server in (one, two):
        with server.client() as client:
            path = f"/v1/videos/{task}/content"
            contents.append(client.get(path).raise_for_status().content)
            part = client.get(path, headers={"Range": "bytes=100-199"})
            assert (part.status_code, part.content) == (206, contents[0][100:200])
    assert contents[0] == contents[1]
    long = two.create(**{**BODY, "duration": 15})["id"]
    until(lambda: one.get(long)["status"] == "in_progress" and leased(postgres_url) == 1)
    with one.client() as client:
        began = time.monotonic()
        client.post(f"/v1/videos/{long}/cancel").raise_for_status()
    until(lambda: leased(postgres_url) == 0, 10)
    assert time.monotonic() - began < 5
    assert two.get(long)["error"]["code"] == "cancelled"
    assert heir.stop() == 0
    assert leased(postgres_url) == 0


def _stream(server: Server, task: str) -> list[str]:
    with server.client() as client, client.stream("GET", f"/v1/videos/{task}/events") as answer:
        return [line for line in answer.iter_lines() if line.startswith("data:")]
