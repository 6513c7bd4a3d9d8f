"""Clients that must work unchanged: only the base URL differs."""

from __future__ import annotations

import io
from pathlib import Path

import openai
import pytest
from PIL import Image
from tests.films import read
from tests.stories.conftest import Server


@pytest.fixture(scope="module")
def client(server: Server) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{server.url}/v1", api_key="sk-unused")


def picture() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((640, 360)).convert("RGB").save(out, "PNG")
    return out.getvalue()


def test_the_openai_client_makes_lists_downloads_and_deletes_a_film(client: openai.OpenAI, tmp_path: Path) -> None:
    video = client.videos.create_and_poll(
        model="kling-v3-std-silent",  # type: ignore[arg-type]
        prompt="a lighthouse in a storm",
        seconds="3",  # type: ignore[arg-type]
        size="720x1280",
        input_reference=("first.png", picture(), "image/png"),
        extra_body={"cfg_scale": 0.7, "labels": {"scene": "4"}},
    )
    assert (video.status, video.progress, video.seconds) == ("completed", 100, "3")
    assert video.model_dump()["labels"] == {"scene": "4"}
    content = client.videos.download_content(video.id)
    content.write_to_file(tmp_path / "film.mp4")
    assert len(read(tmp_path / "film.mp4").frames) == 72
    assert client.videos.download_content(video.id, variant="thumbnail").read()[:3] == b"\xff\xd8\xff"
    assert video.id in [listed.id for listed in client.videos.list(limit=1)]
    assert client.videos.retrieve(video.id).id == video.id
    assert client.videos.delete(video.id).deleted
    with pytest.raises(openai.NotFoundError):
        client.videos.retrieve(video.id)


def test_the_openai_client_posts_to_the_generations_path(client: openai.OpenAI) -> None:
    body = {
        "model": "kling-v3-std-silent",
        "extra_body": {"multi_prompt": [{"prompt": "a forest"}, {"prompt": "a lake"}]},
        "duration": 3,
    }
    task = client.post("/video/generations", body=body, cast_to=object)
    assert isinstance(task, dict)
    assert (task["status"], task["prompt"]) == ("queued", None)
    client.videos.delete(task["id"])


def test_the_openai_client_uploads_a_picture_and_names_it(client: openai.OpenAI) -> None:
    file = client.files.create(file=("harbour.png", picture()), purpose="vision")
    assert [each.id for each in client.files.list()] == [file.id]
    assert client.files.retrieve(file.id).filename == "harbour.png"
    video = client.videos.create(
        model="previs-std-silent", prompt="a harbour", seconds="3", extra_body={"image": file.id}
    )
    assert video.status == "queued"
    assert client.files.delete(file.id).deleted
    assert client.videos.poll(video.id).status == "completed"
    client.videos.delete(video.id)


def test_a_refusal_arrives_as_the_clients_own_error(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.videos.create(model="kling-v3-std-silent", prompt="a", seconds="99")  # type: ignore[arg-type]
    assert caught.value.code == "invalid_request"
    assert caught.value.param == "seconds"
