"""Keys, where they are set; anyone, where they are not."""

from __future__ import annotations

import pytest
from tests.unit.api.conftest import Api, Wire

KEY = "sk-rushes-0123456789"
ROUTES = [
    ("GET", "/v1/videos"),
    ("POST", "/v1/video/generations"),
    ("POST", "/v1/videos"),
    ("GET", "/v1/videos/x"),
    ("DELETE", "/v1/videos/x"),
    ("POST", "/v1/videos/x/cancel"),
    ("GET", "/v1/videos/x/content"),
    ("GET", "/v1/videos/x/events"),
    ("GET", "/v1/events"),
    ("GET", "/v1/models"),
    ("GET", "/v1/models/x"),
]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", f"Basic {KEY}", f"Bearer {KEY}x", f"Bearer x {KEY}", KEY]
)
def test_without_the_key_no_route_answers(api: Api, header: str) -> None:
    async def story(wire: Wire) -> None:
        headers = {"Authorization": header} if header else {}
        for method, path in ROUTES:
            answer = await wire.client.request(method, path, headers=headers)
            assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthenticated"), path
            assert answer.headers["www-authenticate"] == "Bearer"

    api(story, keys=(KEY,))


def test_with_the_key_they_do(api: Api) -> None:
    async def story(wire: Wire) -> None:
        for scheme in ("Bearer", "bearer"):
            assert (
                await wire.client.get("/v1/videos", headers={"Authorization": f"{scheme} {KEY}"})
            ).status_code == 200
        twice = [("Authorization", f"Bearer {KEY}"), ("Authorization", f"Bearer {KEY}")]
        assert (await wire.client.get("/v1/videos", headers=twice)).status_code == 401

    api(story, keys=("sk-rushes-another-one", KEY))


def test_a_films_link_opens_without_a_key(api: Api) -> None:
    async def story(wire: Wire) -> None:
        wire.client.headers["Authorization"] = f"Bearer {KEY}"
        task = await wire.ended((await wire.create())["id"])
        del wire.client.headers["Authorization"]
        assert (await wire.client.get(task["video_url"])).status_code == 200
        assert (await wire.client.get(task["thumbnail_url"])).status_code == 200
        await wire.refused(401, "unauthenticated", "GET", f"/v1/videos/{task['id']}/content")

    api(story, keys=(KEY,))


def test_a_key_of_the_settings_has_an_id_that_stays(api: Api) -> None:
    found = []

    async def story(wire: Wire) -> None:
        wire.client.headers["Authorization"] = f"Bearer {KEY}"
        task = await wire.parts.store.known((await wire.create())["id"])
        found.append(task.key)

    api(story, keys=("sk-rushes-another-one", KEY))
    api(story, keys=(KEY,))
    assert found[0] == found[1] is not None
