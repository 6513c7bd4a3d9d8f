"""Every example is as its schema says, and the requests among them are taken by the API."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from PIL import Image
from tests.unit.api.conftest import Api, Wire
from tests.unit.api.openapi.conftest import Judge, operations

from rushes.api.openapi import examples


def test_every_operation_has_an_example_of_its_request_and_answer(spec: dict[str, Any], holds: Judge) -> None:
    for method, path, operation in operations(spec):
        media = list(operation.get("requestBody", {}).get("content", {}).items())
        media += [one for answer in operation["responses"].values() for one in answer.get("content", {}).items()]
        for kind, content in media:
            if content["schema"].get("contentMediaType"):
                continue  # a film
            assert content["examples"], (method, path, kind)
            for name, example in content["examples"].items():
                value = example.get("value") or spec["components"]["examples"][name]["value"]
                assert holds(content["schema"]["$ref"].split("/")[-1], value), (path, name)


def test_the_data_of_an_event_is_an_event(holds: Judge) -> None:
    assert holds("VideoEvent", json.loads(examples.event(1, examples.QUEUED)["data"]))


@pytest.mark.parametrize("name", {**examples.CREATE, **examples.CREATE_OPENAI})
def test_an_example_request_is_taken(api: Api, name: str) -> None:
    body = {**examples.CREATE, **examples.CREATE_OPENAI}[name]
    picture = io.BytesIO()
    Image.new("RGB", (400, 300)).save(picture, "PNG")
    shown = base64.b64encode(picture.getvalue()).decode()
    body = {field: shown if field in ("image", "last_image") else value for field, value in body.items()}

    async def story(wire: Wire) -> None:
        answer = await wire.client.post("/v1/videos", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json()["warnings"] == []

    api(story)
