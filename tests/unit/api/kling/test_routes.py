"""`/kling` over HTTP: the same tasks, in Kling's words from the first answer to the last refusal."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from harness.receiver import Receiver
from PIL import Image
from tests.unit.api.conftest import Api, Wire, until
from tests.unit.api.openapi.conftest import Judge, holds, spec
from tests.unit.api.test_webhooks import LOCAL

__all__ = ["holds", "spec"]
ROOT = "/kling/v1/videos"
FILM = {"model_name": "previs", "prompt": "a fox", "duration": "3"}


def picture() -> str:
    out = io.BytesIO()
    Image.new("RGB", (320, 300), (90, 120, 160)).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


async def sent(wire: Wire, kind: str, **body: Any) -> dict[str, Any]:
    answer = await wire.client.post(f"{ROOT}/{kind}", json={**FILM, **body})
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data


def test_a_film_from_the_create_to_the_download(api: Api, holds: Judge) -> None:
    async def story(wire: Wire) -> None:
        made = await wire.client.post(f"{ROOT}/text2video", json={**FILM, "external_task_id": "shot-1", "sound": "on"})
        assert holds("KlingCreated", made.json())
        task_id = made.json()["data"]["task_id"]
        task = await wire.ended(task_id)
        assert (task["model"], task["seconds"], task["external_task_id"]) == ("previs-std-audio", "3", "shot-1")
        for name in (task_id, "shot-1"):
            found = (await wire.client.get(f"{ROOT}/text2video/{name}")).json()
            assert holds("KlingFound", found)
            (film,) = found["data"]["task_result"]["videos"]
        assert found["data"]["task_status"] == "succeed"
        assert (await wire.client.get(film["url"])).headers["content-type"] == "video/mp4"

    api(story)


def test_pictures_and_shots_arrive(api: Api) -> None:
    async def story(wire: Wire) -> None:
        made = await sent(wire, "image2video", image=picture(), image_tail=picture())
        task = await wire.parts.store.known(made["task_id"])
        assert task.request.first_frame
        assert task.request.last_frame
        shots = [{"index": 2, "prompt": "b", "duration": "2"}, {"index": 1, "prompt": "a", "duration": "3"}]
        made = await sent(
            wire, "text2video", prompt="", multi_shot=True, shot_type="customize", multi_prompt=shots, duration="5"
        )
        task = await wire.parts.store.known(made["task_id"])
        assert [(shot.prompt, shot.seconds) for shot in task.request.shots] == [("a", 3), ("b", 2)]

    api(story)


def test_lists_are_of_one_kind_and_counted_in_pages(api: Api, holds: Judge) -> None:
    async def story(wire: Wire) -> None:
        made = [(await sent(wire, "text2video", prompt=f"fox {at}"))["task_id"] for at in range(3)]
        (await sent(wire, "image2video", image=picture()))["task_id"]

        async def page(kind: str, **query: int) -> list[str]:
            found = (await wire.client.get(f"{ROOT}/{kind}", params=query)).json()
            assert holds("KlingList", found)
            return [task["task_id"] for task in found["data"]]

        assert await page("text2video") == made[::-1]
        assert await page("text2video", pageSize=2) == made[:0:-1]
        assert await page("text2video", pageSize=2, pageNum=2) == made[:1]
        assert len(await page("image2video")) == 1

    api(story)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code", "says"),
    [
        ("POST", "/text2video", {"model_name": "kling-v1", "prompt": "a"}, 400, 1201, "model_name"),
        ("POST", "/text2video", {**FILM, "duration": "16"}, 400, 1201, "duration"),
        ("POST", "/image2video", FILM, 400, 1201, "image is missing"),
        ("POST", "/image2video", {**FILM, "image": "bm8gcGljdHVyZQ=="}, 400, 1201, "picture"),
        ("GET", "/text2video/nobody-knows-it", None, 404, 1203, "There is no such thing"),
        ("GET", "/text2video?pageNum=0", None, 400, 1201, "1 to 1000"),
        ("GET", "/text2video?pageSize=501", None, 400, 1201, "1 to 500"),
        ("GET", "/text3video", None, 404, 1203, "/docs"),
        ("DELETE", "/text2video", None, 404, 1202, "GET, POST"),
    ],
)
def test_a_refusal_is_a_number_and_a_text(
    api: Api, method: str, path: str, body: Any, status: int, code: int, says: str
) -> None:
    async def story(wire: Wire) -> None:
        answer = await wire.client.request(method, ROOT + path, json=body)
        told = answer.json()
        assert (answer.status_code, told["code"]) == (status, code), told
        assert set(told) == {"code", "message", "request_id"}
        assert says in told["message"]

    api(story)


def test_a_taken_id_and_a_foreign_host_are_refused_alike(api: Api) -> None:
    async def story(wire: Wire) -> None:
        await sent(wire, "text2video", external_task_id="one")
        again = await wire.client.post(f"{ROOT}/text2video", json={**FILM, "external_task_id": "one"})
        assert (again.status_code, again.json()["code"]) == (400, 1201)
        odd = await wire.client.get(f"{ROOT}/text2video", headers={"host": "evil.example"})
        assert (odd.status_code, odd.json()["code"]) == (403, 1103)
        broken = await wire.client.post(
            f"{ROOT}/text2video", content=b"{", headers={"content-type": "application/json"}
        )
        assert (broken.status_code, broken.json()["code"]) == (400, 1200)

    api(story)


def test_a_callback_is_the_bare_task_in_the_same_words(api: Api, film: Any) -> None:
    async def story(wire: Wire) -> None:
        with Receiver() as receiver:
            made = await sent(wire, "text2video", callback_url=f"{receiver.url}/mine")
            await until(lambda: len(receiver.letters) == 3)
            told = [json.loads(letter.body) for letter in receiver.letters]
            assert {each["task_id"] for each in told} == {made["task_id"]}
            assert {each["task_status"] for each in told} == {"submitted", "processing", "succeed"}
            (last,) = [each for each in told if each["task_status"] == "succeed"]
            assert (await wire.client.get(last["task_result"]["videos"][0]["url"])).status_code == 200

    api(story, [[film]], webhooks=LOCAL)


def test_the_same_key_gets_the_same_answer(api: Api) -> None:
    async def story(wire: Wire) -> None:
        both = [
            await wire.client.post(f"{ROOT}/text2video", json=FILM, headers={"Idempotency-Key": "k"}) for _ in range(2)
        ]
        assert both[0].content == both[1].content
        assert both[1].headers["Idempotent-Replayed"] == "true"
        other = await wire.client.post(
            "/v1/videos", json={"model": "previs-std-silent", "prompt": "a fox", "duration": 3},
            headers={"Idempotency-Key": "k"},
        )  # fmt: skip
        assert other.status_code == 409, "another dialect's answer would not be understood"
        json.loads(other.text)

    api(story)
