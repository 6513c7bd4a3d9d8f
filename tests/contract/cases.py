"""Hooks of schemathesis: what a JSON Schema cannot say of a good request, said here.

Pictures are small PNGs, never addresses to fetch; of two fields that exclude each other one stays.
"""

from __future__ import annotations

import base64
import io
import json
import uuid
from typing import Any

import schemathesis
from hypothesis import strategies as st
from PIL import Image
from schemathesis.transport.serialization import Binary

from rushes.api.openai import TIERS

Body = dict[str, Any]

NESTED = ("negative_prompt", "cfg_scale", "shot_type", "multi_prompt", "element_list")
#: The operations whose body is a request for a video.
CREATES = ("/v1/video/generations", "/v1/videos/generations", "/v1/videos", "/v1/videos/estimate")
PICTURES = ("image", "last_image", "input_reference", "image_tail")
#: JSON that a form carries as text.
TEXTS = {
    "extra_body": {"cfg_scale": 0.4, "negative_prompt": "blur"},
    "multi_prompt": [{"prompt": "a fox"}, {"prompt": "the fox looks back", "duration": "2"}],
    "element_list": [{"element_id": "e1"}],
    "labels": {"scene": "12"},
}
#: A name that never has an address.
RECEIVER = "https://receiver.invalid/hook"
DELETED: set[str] = set()
#: A schema cannot say «in the future».
LATER = 2**40


def _png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (320, 300), (90, 120, 160)).save(data, "PNG")
    return data.getvalue()


PNG = _png()
PICTURE = base64.b64encode(PNG).decode("ascii")


# A made-up file is of a type that schemathesis' own validator gives up on; `settle` puts real ones in.
schemathesis.openapi.format("binary", st.text(max_size=20))


@schemathesis.hook
def before_load_schema(context: schemathesis.HookContext, raw_schema: dict[str, Any]) -> None:
    """Keep strings of 14 MiB out of every case; the unit tests have them."""
    for name, schema in raw_schema["components"]["schemas"].items():
        if name.startswith("CreateVideo"):
            for field in PICTURES:
                _unbounded(schema["properties"].get(field, {}))


def _unbounded(schema: Any) -> None:
    if isinstance(schema, dict):
        schema.pop("maxLength", None)
        for inner in schema.values():
            _unbounded(inner)
    if isinstance(schema, list):
        for inner in schema:
            _unbounded(inner)


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Make a request that is meant to be good hold by the rules across fields, and none wait or fetch."""
    if "Prefer" in case.headers:
        case.headers["Prefer"] = "wait=1"
    if "Idempotency-Key" in case.headers and case.meta and case.meta.generation.mode.is_positive:
        case.headers["Idempotency-Key"] = uuid.uuid4().hex  # one that comes twice belongs to another request
    if not isinstance(case.body, dict) or case.meta is None:
        return
    if case.operation.path.startswith("/v1/keys"):
        if case.meta.generation.mode.is_positive and case.body.get("expires_at") is not None:
            case.body["expires_at"] = LATER
        return
    if case.operation.path.startswith("/v1/webhooks"):
        if case.meta.generation.mode.is_positive and case.body.get("url") is not None:
            case.body["url"] = RECEIVER
        return
    if case.operation.path.startswith("/kling/"):
        unfetched(case.body)
        if case.meta.generation.mode.is_positive:
            settle_kling(case.body)
        return
    if case.operation.path == "/v1/files" and case.meta.generation.mode.is_positive:
        case.body["file"] = Binary(PNG)
    if case.operation.path not in CREATES:
        return
    unfetched(case.body)
    if case.meta.generation.mode.is_positive:
        settle(case.body, form=case.media_type == "multipart/form-data")


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: schemathesis.Case, response: Any) -> None:
    """Keep in mind what was deleted."""
    if case.method.upper() == "DELETE" and response.status_code == 200:
        DELETED.add(response.json()["id"])


@schemathesis.hook
def filter_failure(context: schemathesis.HookContext, failure: Any, case: Any, response: Any) -> bool:
    """Drop what is right: a cursor is a string that only the server can make, any other is refused."""
    made_up = type(failure).__name__ == "RejectedPositiveData" and response.status_code == 400
    param = response.json().get("error", {}).get("param") if made_up else None
    cursor = param == "after"
    # So are two days that lie in the wrong order or too far apart: no schema holds one field against another.
    span = param == "since"
    # The case that leaves the key out: the command line's own is sent all the same.
    sent = type(failure).__name__ == "MissingHeaderNotRejected" and "Authorization" in response.request.headers
    # A file is no string to the validator, which takes the case for a bad one.
    file = type(failure).__name__ == "AcceptedNegativeData" and _has_file(case.body)
    # Without multi_shot, Kling's shots have no effect whatever they hold: a warning says so.
    shots = type(failure).__name__ == "AcceptedNegativeData" and _has_idle_shots(case, failure.message)
    # A task has three paths to query it and one to delete it; only of that path schemathesis sees that it is gone.
    gone = type(failure).__name__ == "EnsureResourceAvailability" and case.path_parameters.get("task_id") in DELETED
    # A revoked key stays in the list: its tasks and what it spent have an owner.
    kept = type(failure).__name__ == "UseAfterFree" and case.operation.path.startswith("/v1/keys")
    return not (cursor or span or sent or file or shots or gone or kept)


def _has_file(body: Any) -> bool:
    return isinstance(body, dict) and any(isinstance(value, Binary) for value in body.values())


def _has_idle_shots(case: Any, message: str) -> bool:
    if not case.operation.path.startswith("/kling/") or not isinstance(case.body, dict):
        return False
    return not case.body.get("multi_shot") and ("multi_prompt" in message or "shot_type" in message)


def unfetched(body: Body) -> None:
    """No case goes out to fetch a picture, or to tell a stranger of a task."""
    for name in PICTURES:
        if isinstance(body.get(name), str) and "://" in body[name]:
            body[name] = PICTURE
    if isinstance(body.get("callback_url"), str) and "://" in body["callback_url"]:
        body["callback_url"] = RECEIVER


def settle_kling(body: Body) -> None:
    """The same for Kling's words: one shot by its prompt, pictures that are pictures, ids that nobody has."""
    for name in ("multi_shot", "shot_type", "multi_prompt", "external_task_id"):
        body.pop(name, None)
    if not (body.get("prompt") or "").strip():
        body["prompt"] = "a fox"
    for name in PICTURES:
        if body.get(name) is not None:
            body[name] = PICTURE
    if body.get("callback_url") is not None:
        body["callback_url"] = RECEIVER


def settle(body: Body, *, form: bool) -> None:
    """Solve in place what the rules across fields forbid, and put in what only has to look like something."""
    for name in PICTURES:
        if body.get(name) is not None:
            body[name] = Binary(PNG) if form else PICTURE
    if body.get("callback_url") is not None:
        body["callback_url"] = RECEIVER
    if form:
        _texts(body)
    inner = None if form else body.get("extra_body")
    inner = inner if isinstance(inner, dict) else {}
    for name in list(inner):
        if name not in NESTED or body.get(name) is not None:
            del inner[name]  # the same field at the top level
    _pictures(body)
    _shots(body, inner)
    if body.get("external_task_id") is not None:
        body["external_task_id"] = "".join(filter(str.isprintable, body["external_task_id"])).strip() or "mine"
    for name in ("duration", "seconds"):
        if body.get("multi_prompt") or inner.get("multi_prompt"):
            body.pop(name, None)
    if body.get("seconds") is not None:
        body.pop("duration", None)
    if body.get("size") is not None:
        body.pop("aspect_ratio", None)
        if TIERS[body["size"]] not in body["model"]:
            del body["size"]


def _texts(body: Body) -> None:
    for name in [name for name in body if "[" in name]:
        del body[name]  # made-up names in brackets seldom fit together
    for name, value in TEXTS.items():
        if name in body:
            body[name] = json.dumps(value)
    for name in TEXTS["extra_body"]:
        if "extra_body" in body:
            body.pop(name, None)


def _pictures(body: Body) -> None:
    if body.get("image") is not None:
        body.pop("input_reference", None)
    if body.get("image") is None and body.get("input_reference") is None:
        body.pop("last_image", None)


def _shots(body: Body, inner: Body) -> None:
    """Shots or a prompt; with shots no end frame, no time that does not add up, no cutting by the model."""
    shots = next((holder["multi_prompt"] for holder in (body, inner) if holder.get("multi_prompt")), None)
    if shots is None:
        body["prompt"] = body.get("prompt") or "a fox"
        return
    for name in ("prompt", "last_image"):
        body.pop(name, None)
    for holder in (body, inner):
        if holder.get("shot_type") is not None:
            holder["shot_type"] = "customize"
    if isinstance(shots, list):
        for shot in shots:
            shot.pop("index", None)
            shot.pop("duration", None)
        del shots[5:]  # the default length has room for five
