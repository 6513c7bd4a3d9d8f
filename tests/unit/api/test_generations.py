"""Create, over the wire: every spelling and shape, and nothing stored for a request that is refused."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from PIL import Image
from tests.unit.api.conftest import PATH, Api, Wire, until

from rushes.core.protocols import Filters


def png(width: int = 400, height: int = 300) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "PNG")
    return out.getvalue()


BASE64 = base64.b64encode(png()).decode()
ASKED = {"model": "previs-std-silent", "prompt": "a fox"}


@pytest.mark.parametrize("path", [PATH, "/v1/videos/generations", "/v1/videos"])
def test_create_answers_the_task_at_once(api: Api, path: str) -> None:
    async def story(wire: Wire) -> None:
        answer = await wire.client.post(path, json=ASKED)
        task = answer.json()
        assert answer.status_code == 200
        assert (task["status"], task["progress"], task["queue_position"]) == ("queued", 0, 1)
        assert (await wire.ended(task["id"]))["status"] == "completed"

    api(story)


def test_a_refused_request_leaves_nothing_behind(api: Api) -> None:
    async def story(wire: Wire) -> None:
        body = {**ASKED, "image": BASE64, "duration": 99}
        error = await wire.refused(400, "invalid_request", "POST", PATH, json=body)
        assert error["param"] == "duration"
        body = {**ASKED, "image": BASE64, "last_image": base64.b64encode(b"junk" * 40).decode()}
        error = await wire.refused(400, "invalid_image", "POST", PATH, json=body)
        assert error["param"] == "last_image"
        assert error["message"].startswith("last_image: ")
        assert (await wire.parts.store.page("default", Filters())).tasks == ()
        assert await wire.parts.media.names() == []

    api(story)


@pytest.mark.parametrize(
    ("body", "status", "code", "param"),
    [
        ({"prompt": "a"}, 400, "invalid_request", "model"),
        ({"model": "sora-2", "prompt": "a"}, 400, "invalid_request", "model"),
        ({"model": 5, "prompt": "a"}, 400, "invalid_request", "model"),
        ({"model": "kling-v3-std-silent", "prompt": "a"}, 503, "provider_not_configured", "model"),
        ({**ASKED, "image": "ftp://example.com/a.png"}, 400, "image_url_not_allowed", "image"),
        ({**ASKED, "image": "https://127.0.0.1/a.png"}, 400, "image_url_not_allowed", "image"),
        ({**ASKED, "image": "data:image/png;base64,AAAA"}, 400, "invalid_image", "image"),
        ({**ASKED, "image": base64.b64encode(png(299, 400)).decode()}, 400, "invalid_image", "image"),
        ({**ASKED, "image": base64.b64encode(png(1001, 400)).decode()}, 400, "invalid_image", "image"),
    ],
)
def test_a_refusal_names_status_code_and_field(
    api: Api, body: dict[str, Any], status: int, code: str, param: str
) -> None:
    async def story(wire: Wire) -> None:
        error = await wire.refused(status, code, "POST", PATH, json=body)
        assert error["param"] == param

    api(story)


@pytest.mark.parametrize("image", [BASE64, f"data:image/png;base64,{BASE64}"])
def test_a_picture_gives_the_film_its_ratio(api: Api, image: str) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create(image=image, aspect_ratio="16:9")
        assert task["size"] == "1108x832"
        assert [warning["param"] for warning in task["warnings"]] == ["aspect_ratio"]
        assert len(await wire.parts.media.names()) >= 1

    api(story)


def test_a_last_picture_of_another_ratio_is_cropped_and_said(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create(image=BASE64, last_image=base64.b64encode(png(400, 400)).decode())
        assert [warning["param"] for warning in task["warnings"]] == ["last_image"]
        assert "400x400" in task["warnings"][0]["message"]

    api(story)


def test_an_openai_form_makes_a_film(api: Api) -> None:
    async def story(wire: Wire) -> None:
        form = {
            "model": "previs-pro-audio",
            "prompt": "a fox",
            "seconds": "4",
            "size": "1080x1920",
            "extra_body[cfg_scale]": "0.25",
        }
        answer = await wire.client.post("/v1/videos", data=form, files={"input_reference": ("a.png", png())})
        task = answer.json()
        assert answer.status_code == 200, answer.text
        assert (task["seconds"], task["size"]) == ("4", "1662x1248")
        assert (await wire.ended(task["id"]))["status"] == "completed"
        assert wire.puppet.jobs[0].request.cfg_scale == 0.25

    api(story)


def test_what_was_asked_is_echoed(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create(seed=7, labels={"scene": "3"}, external_task_id="mine", aspectratio="1:1")
        assert (task["seed"], task["labels"], task["external_task_id"]) == (7, {"scene": "3"}, "mine")
        assert "Did you mean aspect_ratio?" in task["warnings"][0]["message"]
        assert (await wire.create())["seed"] is not None
        body = {**ASKED, "external_task_id": "mine"}
        error = await wire.refused(409, "external_task_id_taken", "POST", PATH, json=body)
        assert error["param"] == "external_task_id"

    api(story)


def test_prefer_wait_answers_the_ended_task(api: Api) -> None:
    async def story(wire: Wire) -> None:
        answer = await wire.client.post(PATH, json=ASKED, headers={"Prefer": "respond-async, wait=30"})
        assert (answer.json()["status"], answer.headers["preference-applied"]) == ("completed", "wait=30")
        error = await wire.refused(400, "invalid_request", "POST", PATH, json=ASKED, headers={"Prefer": "wait=61"})
        assert error["param"] == "Prefer"

    api(story)


def test_prefer_wait_gives_up_in_time(api: Api) -> None:
    async def story(wire: Wire) -> None:
        answer = await wire.client.post(PATH, json=ASKED, headers={"Prefer": "wait=1"})
        assert answer.json()["status"] == "in_progress"

    api(story, [[30.0]])


def test_the_queue_tells_places_and_seconds(api: Api) -> None:
    async def story(wire: Wire) -> None:
        first = await wire.create()
        await wire.ended(first["id"])
        waiting = [await wire.create() for _ in range(4)]
        await until(lambda: wire.puppet.running == 1)
        places = [(await wire.get(task["id"])).get("queue_position") for task in waiting]
        assert places == [None, 1, 2, 3]
        assert (await wire.get(waiting[-1]["id"]))["estimated_seconds_left"] is not None

    api(story, [[0.3, ...], [60.0]])


def test_a_model_asked_for_by_an_alias_is_answered_by_it(api: Api) -> None:
    async def story(wire: Wire) -> None:
        made = await wire.create(model="fox")
        assert made["model"] == (await wire.get(made["id"]))["model"] == "fox"
        assert made["warnings"] == [{"param": "model", "message": "fox stands for previs-std-silent here."}]
        assert (await wire.parts.store.known(made["id"])).request.model == "previs-std-silent"
        plain = await wire.create()
        for name in ("fox", "previs-std-silent"):
            listed = (await wire.client.get("/v1/videos", params={"model": name})).json()["data"]
            assert [(task["id"], task["model"]) for task in listed] == [
                (plain["id"], "previs-std-silent"), (made["id"], "fox"),
            ]  # fmt: skip
        assert (await wire.client.get("/v1/models/fox")).json()["aliases"] == ["fox"]

    api(story, [[60.0]], aliases={"fox": "previs-std-silent"})
