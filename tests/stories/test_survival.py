"""kill -9 at any moment, then a restart: every answered create ends in a film, and no half file is ever served."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
from tests.films import read
from tests.stories.conftest import Server, until

KILLS = 3
CREATES = 4
FILM = {"model": "previs-std-silent", "prompt": "an empty studio", "duration": 3}


def test_every_answered_create_survives_kills_and_ends_in_a_film(
    make_server: Callable[..., Server], tmp_path: Path
) -> None:
    server = make_server()
    chance = random.Random(7)
    answered: list[str] = []
    halt = threading.Event()
    served: list[tuple[str, bytes]] = []

    def keep_creating() -> None:
        while len(answered) < CREATES and not halt.is_set():
            try:
                answered.append(server.create(**FILM)["id"])
            except (httpx2.TransportError, AssertionError):
                time.sleep(0.05)
            time.sleep(chance.random() * 0.4)

    def keep_downloading() -> None:
        """A film that is served at all is served whole."""
        while not halt.is_set():
            for task_id in list(answered):
                try:
                    with server.client() as client:
                        film = client.get(f"/v1/videos/{task_id}/content")
                except httpx2.TransportError:
                    continue
                if film.status_code == 200:
                    served.append((task_id, film.content))
                else:
                    assert film.status_code in (404, 409), film.text
            time.sleep(0.3)

    threads = [threading.Thread(target=work) for work in (keep_creating, keep_downloading)]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        time.sleep(0.3 + chance.random() * 2.5)
        server.kill()
        server.start()
    threads[0].join()
    until(lambda: all(server.get(task_id)["status"] == "completed" for task_id in answered), 200)
    halt.set()
    threads[1].join()

    films = {task_id: server.film(server.get(task_id), tmp_path / f"{task_id}.mp4") for task_id in answered}
    assert len(films) == CREATES
    assert all(len(read(film).frames) == 72 for film in films.values())
    assert all(content == films[task_id].read_bytes() for task_id, content in served)
    leftovers = [path.name for path in (server.data / "media").rglob("*") if path.is_file()]
    assert len(leftovers) == 2 * CREATES, leftovers


def test_a_soft_stop_hands_the_film_back_at_once(make_server: Callable[..., Server]) -> None:
    server = make_server()
    task = server.create(**FILM)
    until(lambda: server.get(task["id"])["status"] == "in_progress")
    assert server.stop() in (0, -15)
    server.start()
    assert server.finished(task["id"])["status"] == "completed"


def test_a_second_server_on_the_same_folder_is_refused(make_server: Callable[..., Server]) -> None:
    server = make_server()
    second = Server(server.data)
    try:
        second.start()
    except AssertionError:
        assert "belongs to a running rushes" in second.log()
    else:
        second.kill()
        raise AssertionError("two servers own one folder")
