"""Uploaded pictures over HTTP: sent once, named in creates, listed, taken back, refused."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import cv2
import pytest
from PIL import Image
from tests.pictures import landscape
from tests.unit.api.conftest import Api, Wire

PICTURE = cv2.imencode(".jpg", landscape(640, 400))[1].tobytes()
PATH = "/v1/files"


async def sent(wire: Wire, **form: Any) -> dict[str, Any]:
    """Upload a picture that must be taken."""
    answer = await wire.client.post(PATH, files={"file": ("harbour.jpg", PICTURE, "image/jpeg")}, data=form)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_an_uploaded_picture_is_named_in_creates(api: Api) -> None:
    async def story(wire: Wire) -> None:
        file = await sent(wire, purpose="user_data")
        assert (file["object"], file["bytes"], file["filename"]) == ("file", len(PICTURE), "harbour.jpg")
        assert (file["purpose"], file["width"], file["height"]) == ("user_data", 640, 400)
        assert file["expires_at"] == file["created_at"] + 168 * 3600
        one = await wire.create(image=file["id"], last_image=file["id"])
        body = {"model": "previs-std-silent", "prompt": "a fox", "input_reference": file["id"]}
        two = await wire.client.post("/v1/videos", json=body)
        kept = (await wire.client.get(f"{PATH}/{file['id']}/content")).content
        for task_id in (one["id"], two.json()["id"]):
            task = await wire.parts.store.known(task_id)
            frame = task.request.first_frame
            assert frame is not None
            pieces = [piece async for piece in wire.parts.media.read(frame.media, 0, len(kept))]
            assert b"".join(pieces) == kept
        assert Image.open(io.BytesIO(kept)).size == (640, 400)

    api(story, [[60.0]])


def test_files_are_listed_newest_first_and_deleted_for_good(api: Api) -> None:
    async def story(wire: Wire) -> None:
        first, second = await sent(wire), await sent(wire)
        page = (await wire.client.get(PATH, params={"limit": 1})).json()
        assert (page["data"], page["has_more"]) == ([second], True)
        rest = (await wire.client.get(PATH, params={"after": second["id"]})).json()
        assert (rest["data"], rest["has_more"]) == ([first], False)
        task = await wire.create(image=first["id"])
        answer = await wire.client.delete(f"{PATH}/{first['id']}")
        assert answer.json() == {"id": first["id"], "object": "file", "deleted": True}
        names = await wire.parts.media.names()
        assert sorted(names) == sorted([f"{second['id']}.png", f"{task['id']}.first.png"])
        for method, path in (("GET", ""), ("GET", "/content"), ("DELETE", "")):
            await wire.refused(404, "not_found", method, f"{PATH}/{first['id']}{path}")
        body = {"model": "previs-std-silent", "prompt": "a fox", "image": first["id"]}
        error = await wire.refused(400, "invalid_image", "POST", "/v1/video/generations", json=body)
        assert error["param"] == "image"
        assert "POST /v1/files" in error["message"]
        await wire.refused(400, "invalid_request", "GET", PATH, params={"after": first["id"]})

    api(story, [[60.0]])


@pytest.mark.parametrize(
    ("form", "code", "param"),
    [
        ({"files": {"image": ("x.jpg", PICTURE)}}, "invalid_request", "image"),
        ({"files": {"file": ("x.jpg", b"no picture")}}, "invalid_image", "file"),
        ({"files": {"purpose": ("x.jpg", PICTURE)}}, "invalid_request", "file"),
        ({"files": [("file", ("x.jpg", PICTURE)), ("file", ("y.jpg", PICTURE))]}, "invalid_request", "file"),
        ({"files": {"file": ("x" * 256, PICTURE)}}, "invalid_request", "file"),
        ({"files": {"file": ("x.jpg", PICTURE)}, "data": {"purpose": "x" * 65}}, "invalid_request", "purpose"),
        ({"files": [("file", ("x.jpg", PICTURE)), ("purpose", ("p", b"x"))]}, "invalid_request", "purpose"),
        ({"files": {"none": (None, "x")}}, "invalid_request", "none"),
    ],
)
def test_what_is_no_upload_is_refused_and_keeps_nothing(api: Api, form: Any, code: str, param: str) -> None:
    async def story(wire: Wire) -> None:
        error = await wire.refused(400, code, "POST", PATH, **form)
        assert error["param"] == param
        assert await wire.parts.media.names() == []

    api(story)


def test_json_is_told_to_be_a_form(api: Api) -> None:
    async def story(wire: Wire) -> None:
        error = await wire.refused(415, "unsupported_media_type", "POST", PATH, json={"file": "x"})
        assert "multipart/form-data" in error["message"]

    api(story)


def test_an_upload_ends_with_its_time(api: Api) -> None:
    async def story(wire: Wire) -> None:
        file = await sent(wire)
        await asyncio.sleep(0.2)
        await wire.refused(404, "not_found", "GET", f"{PATH}/{file['id']}")
        await wire.parts.uploads.forget()
        assert await wire.parts.media.names() == []

    api(story, pictures={"upload_hours": 0.1 / 3600})
