"""Every answer of the fake, held against the shapes that Kling documents; then slots, look-ups, books and tokens."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import io
import json
import time
from pathlib import Path
from typing import Any

import av
import httpx2
import pytest
from tests.unit.fake_kling.conftest import TEXT, Talk
from typer.testing import CliRunner

from rushes.cli.operator_commands import app
from rushes.fake_kling.service import Service

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 64).decode()
V2_TEXT: dict[str, Any] = {
    "prompt": "a fox",
    "settings": {"resolution": "1080p", "duration": 5, "audio": "native", "multi_shot": False, "aspect_ratio": "16:9"},
    "options": {"external_task_id": "ours-2"},
}
FRAMED = [{"type": "prompt", "text": "a fox"}, {"type": "first_frame", "url": PNG}]
ENVELOPE = {"code": int, "message": str, "request_id": str}
LEGACY = {
    "task_id": str,
    "task_info": {"external_task_id": str},
    "task_status": str,
    "created_at": int,
    "updated_at": int,
}
LEGACY_ENDED = {
    **LEGACY,
    "task_status_msg": str,
    "task_result": {"videos": [{"id": str, "url": str, "duration": str}]},
    "final_unit_deduction": str,
}
V2 = {"id": str, "external_id": str, "status": str, "create_time": int, "update_time": int}
V2_ENDED = {
    **V2,
    "message": str,
    "outputs": [{"type": str, "id": str, "url": str, "duration": str}],
    "billing": [{"charge_type": str, "amount": str, "package_type": str}],
}
NEWER = "kling.ai/document-api/api"
#: answer: (its shape, where it is documented). What belongs to watermarks, to other media than video and to accounts
#: that pay in money has no place here: the fake is not asked for the first two, and bills units.
DOCUMENTED: dict[str, tuple[Any, str]] = {
    "error": (ENVELOPE, "Kling API, «Error codes»"),
    "legacy create": ({**ENVELOPE, "data": LEGACY}, "Kling API, «Text to video», create"),
    "legacy query": (
        {**ENVELOPE, "data": LEGACY_ENDED},
        "Kling API, «Text to video», query (single); times in milliseconds",
    ),
    "legacy list": ({**ENVELOPE, "data": [LEGACY_ENDED]}, "Kling API, «Text to video», query (list)"),
    "legacy callback": (LEGACY_ENDED, f"{NEWER}/get-started/callbacks, the older function"),
    "v2 create": ({**ENVELOPE, "data": V2}, f"{NEWER}/video/3-0-omni/text-to-video, create"),
    "v2 query": ({**ENVELOPE, "data": [V2_ENDED]}, f"{NEWER}/video/3-0-omni/text-to-video, query by task id"),
    "v2 callback": (V2_ENDED, f"{NEWER}/get-started/callbacks, the newer function: the bare object of a query"),
}


def shape(value: Any) -> Any:
    """What a value is made of."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value[:1]] if isinstance(value, list) else type(value)


def is_documented(answer: httpx2.Response, name: str) -> None:
    told_as_documented(answer.json(), name)


def told_as_documented(told: Any, name: str) -> None:
    wanted, source = DOCUMENTED[name]
    assert shape(told) == wanted, source


async def ended(client: httpx2.AsyncClient, path: str) -> httpx2.Response:
    while True:
        answer = await client.get(path)
        found = answer.json()["data"]
        states = [
            one.get("task_status") or one.get("status") for one in (found if isinstance(found, list) else [found])
        ]
        if all(state in ("succeed", "succeeded", "failed") for state in states):
            return answer
        await asyncio.sleep(0.05)


def test_the_older_dialect_answers_as_documented(talk: Talk) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        made = await client.post("/v1/videos/text2video", json=TEXT)
        is_documented(made, "legacy create")
        task_id = made.json()["data"]["task_id"]
        answer = await ended(client, f"/v1/videos/text2video/{task_id}")
        is_documented(answer, "legacy query")
        assert answer.json()["data"]["final_unit_deduction"] == "3"
        by_external = (await client.get("/v1/videos/text2video/ours-1")).json()["data"]
        page = await client.get("/v1/videos/text2video?pageNum=1&pageSize=500")
        is_documented(page, "legacy list")
        assert by_external["task_id"] == page.json()["data"][0]["task_id"] == task_id
        absent = await client.get("/v1/videos/image2video/ours-1")
        is_documented(absent, "error")
        assert (absent.status_code, absent.json()["code"]) == (404, 1203)
        film = await client.get(answer.json()["data"]["task_result"]["videos"][0]["url"])
        with av.open(io.BytesIO(film.content)) as container:
            assert [stream.type for stream in container.streams] == ["video"]

    talk(story)


def test_the_newer_dialect_answers_as_documented(talk: Talk) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        made = await client.post("/text-to-video/kling-3.0", json=V2_TEXT)
        is_documented(made, "v2 create")
        answer = await ended(client, f"/tasks?task_ids={made.json()['data']['id']}")
        is_documented(answer, "v2 query")
        assert answer.json()["data"][0]["billing"][0]["amount"] == "6"
        found = (await client.get("/tasks?external_task_ids=ours-2,nobodys")).json()["data"]
        assert [one["id"] for one in found] == [made.json()["data"]["id"]]
        film = await client.get(answer.json()["data"][0]["outputs"][0]["url"])
        with av.open(io.BytesIO(film.content)) as container:
            assert [stream.type for stream in container.streams] == ["video", "audio"]

    talk(story)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("text2video", {"duration": 5}),
        ("text2video", {"prompt": "x" * 2501}),
        ("text2video", {"model_name": "kling-v1"}),
        ("text2video", {"cfg_scale": 2}),
        ("text2video", {"multi_shot": True}),
        ("text2video", {"multi_shot": True, "shot_type": "customize", "prompt": "", "multi_prompt": []}),
        ("image2video", {}),
        ("image2video", {"image": f"data:image/png;base64,{PNG}"}),
        ("image2video", {"image": PNG, "image_tail": PNG, "multi_shot": True, "shot_type": "intelligence"}),
    ],
)
def test_what_kling_refuses_is_refused_and_not_billed(talk: Talk, kind: str, change: dict[str, Any]) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        answer = await client.post(f"/v1/videos/{kind}", json={**TEXT, **change})
        is_documented(answer, "error")
        assert (answer.status_code, answer.json()["code"]) == (400, 1201)
        assert (await client.get("/_fake/ledger")).json()["accepted"] == 0

    talk(story)


def test_a_prompt_among_the_contents_is_taken_without_a_picture_too(talk: Talk) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        body = {"contents": [{"type": "prompt", "text": "a fox"}]}
        answer = await client.post("/text-to-video/kling-3.0", json=body)
        assert (answer.status_code, answer.json()["code"]) == (200, 0)

    talk(story)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text", {"contents": []}),
        ("text", {"prompt": "x" * 3073}),
        ("text", {"prompt": "a fox", "settings": {"duration": "5"}}),
        ("image", {"prompt": "a fox"}),
        ("image", {"contents": [{"type": "prompt", "text": "a fox"}]}),
        ("image", {"contents": [*FRAMED, {"type": "element", "element_id": "7"}]}),
        ("image", {"contents": [*FRAMED, *[{"type": "element", "element_id": "7", "id": "one"}] * 2]}),
        ("image", {"contents": [*FRAMED, {"type": "voice"}]}),
    ],
)
def test_the_newer_dialect_refuses_what_it_does_not_document(talk: Talk, kind: str, body: dict[str, Any]) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        answer = await client.post(f"/{kind}-to-video/kling-3.0", json=body)
        assert (answer.status_code, answer.json()["code"]) == (400, 1201)

    talk(story)


def test_shots_frames_and_elements_are_taken(talk: Talk) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        shots = [{"index": 1, "prompt": "a", "duration": "2"}, {"index": 2, "prompt": "b", "duration": "3"}]
        many = {"multi_shot": True, "shot_type": "customize", "multi_prompt": shots, "prompt": "", "image": PNG}
        assert (await client.post("/v1/videos/image2video", json={**TEXT, **many})).status_code == 200
        both = {"image": PNG, "image_tail": PNG, "element_list": [{"element_id": 1}]}
        assert (await client.post("/v1/videos/image2video", json={**TEXT, **both})).status_code == 200

    talk(story)


def test_slots_are_kept_and_doubles_are_counted_but_not_refused(talk: Talk) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        codes = [(await client.post("/v1/videos/text2video", json=TEXT)).json()["code"] for _ in range(3)]
        ledger = (await client.get("/_fake/ledger")).json()
        assert (codes, ledger["accepted"], ledger["doubled"]) == ([0, 0, 1303], 2, {"ours-1": 2})
        await asyncio.sleep(0.3)
        await client.post("/_fake/options", json={"unique": True, "lookup_lag": 60})
        answer = await client.post("/v1/videos/text2video", json=TEXT)
        assert (answer.status_code, answer.json()["code"]) == (400, 1201)
        assert (await client.get("/v1/videos/text2video/ours-1")).json()["code"] == 1203
        assert (await client.get("/_fake/ledger")).json()["units_billed"] == "6"

    talk(story, slots=2)


def test_a_job_that_is_asked_to_fail_is_not_billed(talk: Talk) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        await client.post("/v1/videos/text2video", json={**TEXT, "prompt": "a fox [[fail]]"})
        found = (await ended(client, "/v1/videos/text2video/ours-1")).json()["data"]
        assert (found["task_status"], found["final_unit_deduction"]) == ("failed", "0")

    talk(story)


def jwt(access: str = "fake-access", secret: str = "fake-secret-of-thirty-two-bytes!", **claims: Any) -> str:
    """A token as Kling's documentation makes it, written out here so that nobody marks his own work."""
    now = int(time.time())
    parts = ({"alg": "HS256", "typ": "JWT"}, {"iss": access, "exp": now + 1800, "nbf": now - 5, **claims})
    text = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    signature = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (f"Bearer {jwt()}", 0),
        ("", 1001),
        ("Basic x", 1000),
        ("Bearer nonsense", 1002),
        ("Bearer a.b.c", 1002),
        (f"Bearer {jwt(secret='another')}", 1000),
        (f"Bearer {jwt(access='another')}", 1002),
        (f"Bearer {jwt(nbf=int(time.time()) + 9999)}", 1003),
        (f"Bearer {jwt(exp=1)}", 1004),
    ],
)
def test_tokens_are_judged_as_documented(talk: Talk, header: str, code: int) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        answer = await client.post("/v1/videos/text2video", json=TEXT, headers={"Authorization": header})
        assert answer.json()["code"] == code

    talk(story)


def test_a_link_expires_and_cannot_be_made_up(talk: Talk) -> None:
    async def story(client: httpx2.AsyncClient, service: Service) -> None:
        await client.post("/v1/videos/text2video", json=TEXT)
        url = (await ended(client, "/v1/videos/text2video/ours-1")).json()["data"]["task_result"]["videos"][0]["url"]
        assert (await client.get(url)).status_code == 403
        assert (await client.get(url.replace("token=", "token=0"))).status_code == 403
        assert (await client.get("/files/nix.mp4")).status_code == 403

    talk(story, link_seconds=0)


def test_the_command_says_what_it_takes(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["fake-kling", "--help"])
    assert answer.exit_code == 0
    assert "--slots" in answer.output
