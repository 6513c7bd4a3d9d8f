"""What the document says of money is what the server answers."""

from __future__ import annotations

from typing import Any

from tests.unit.api.conftest import Api, Wire
from tests.unit.api.openapi.conftest import Judge

from rushes.api.money import SUMS
from rushes.api.openapi.money import MEANINGS

MODEL = "previs-std-silent"


def test_every_sum_has_its_meaning() -> None:
    assert set(MEANINGS) == set(SUMS)


def test_answers_are_as_described(api: Api, holds: Judge) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create(duration=3)
        await wire.ended(task["id"])
        video: dict[str, Any] = await wire.get(task["id"])
        assert holds("Video", video)
        assert holds("VideoCost", video["metadata"]["cost"])
        body = {"model": MODEL, "prompt": "a", "image": "https://h/a.png", "labels": {"a": "b"}}
        assert holds("VideoEstimate", (await wire.client.post("/v1/videos/estimate", json=body)).json())
        assert holds("Usage", (await wire.client.get("/v1/usage", params={"by": "day,model,key,tenant"})).json())

    api(story, prices={MODEL: "0.1"})
