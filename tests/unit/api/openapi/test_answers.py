"""Schemas of the answers say all that the answers hold."""

from __future__ import annotations

from typing import Any

from tests.unit.api.conftest import Api, Wire
from tests.unit.api.openapi.conftest import Judge

from rushes.api.openapi.answers import TASK_CODES


def test_every_field_of_a_video_is_described(api: Api, holds: Judge, spec: dict[str, Any]) -> None:
    async def story(wire: Wire) -> None:
        created = await wire.create(labels={"a": "b"})
        for video in (created, await wire.ended(created["id"])):
            assert holds("Video", video)
            assert set(video) == set(spec["components"]["schemas"]["Video"]["properties"])
            assert set(video["metadata"]) <= set(spec["components"]["schemas"]["VideoMetadata"]["properties"])

    api(story)


def test_a_failed_video_is_one_too(api: Api, holds: Judge) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create()
        cancelled = (await wire.client.post(f"/v1/videos/{task['id']}/cancel")).json()
        assert holds("Video", cancelled)
        assert cancelled["error"]["code"] in TASK_CODES

    api(story, [[60.0]])


def test_lists_models_and_health_are_as_described(api: Api, holds: Judge) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create()
        for path, name in (
            ("/v1/videos", "VideoList"),
            ("/v1/models", "ModelList"),
            ("/v1/models/previs-pro-audio", "Model"),
            ("/livez", "Alive"),
            ("/readyz", "Ready"),
            ("/v1/videos/nothing", "Error"),
        ):
            assert holds(name, (await wire.client.get(path)).json()), path
        assert holds("VideoDeleted", (await wire.client.delete(f"/v1/videos/{task['id']}")).json())

    api(story)


def test_a_video_without_a_status_is_none(holds: Judge) -> None:
    assert not holds("Video", {"id": "task_1"})
