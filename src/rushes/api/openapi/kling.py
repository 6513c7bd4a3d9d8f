"""Schemas and examples of Kling's own API as it is served here."""

from __future__ import annotations

from typing import Any

from rushes.api.kling.codes import CODES
from rushes.api.kling.fields import MODELS, MODES, SHOT_TYPES, SOUNDS
from rushes.api.kling.shape import GOOD, STATES
from rushes.api.openapi.examples import LINK, PROMPT, TASK
from rushes.api.openapi.requests import NOT_BLANK, PICTURE
from rushes.api.openapi.words import Schema, choice, flag, listing, number, or_null, ref, text, thing, whole
from rushes.core.card import ASPECT_RATIOS, MAX_SECONDS, MIN_SECONDS
from rushes.core.ids import TASK_ID
from rushes.core.rules import MAX_ELEMENTS, MAX_EXTERNAL_ID, MAX_PROMPT, MAX_URL
from rushes.core.shots import MAX_SHOT_PROMPT, MAX_SHOTS
from rushes.media.sources import MAX_TEXT

REQUEST = "req_0f3a9c5d7e1b2a4c6d8e9f01"
SECONDS = [str(seconds) for seconds in range(MIN_SECONDS, MAX_SECONDS + 1)]
NEW: dict[str, Any] = {
    "task_id": TASK,
    "task_info": {"external_task_id": "shot-12"},
    "task_status": "submitted",
    "created_at": 1767225600000,
    "updated_at": 1767225600000,
}
DONE: dict[str, Any] = {
    **NEW,
    "task_status": "succeed",
    "updated_at": 1767225609000,
    "task_status_msg": "",
    "task_result": {"videos": [{"id": TASK, "url": LINK.format("video"), "duration": "5"}]},
    "final_unit_deduction": "0",
}
LOST: dict[str, Any] = {
    **NEW,
    "task_status": "failed",
    "task_status_msg": "content_refused: The vendor refuses this prompt.",
    "final_unit_deduction": "0",
}


def _good(data: Any) -> dict[str, Any]:
    return {"code": 0, "message": GOOD, "request_id": REQUEST, "data": data}


CREATED, FOUND, FAILED, PAGE = _good(NEW), _good(DONE), _good(LOST), _good([DONE])
TEXT_TO_VIDEO = {"model_name": "previs", "prompt": PROMPT, "mode": "std", "duration": "5", "aspect_ratio": "16:9"}
SHOTS = {
    "model_name": "previs",
    "multi_shot": True,
    "shot_type": "customize",
    "multi_prompt": [
        {"index": 1, "prompt": "A fox runs through a snowy forest", "duration": "3"},
        {"index": 2, "prompt": "Close-up: the fox looks back", "duration": "2"},
    ],
    "duration": "5",
}
FROM_TEXT = ("KlingTextToVideo", {"text": TEXT_TO_VIDEO, "shots": SHOTS})
FROM_PICTURE = (
    "KlingImageToVideo",
    {
        "picture": {
            "model_name": "previs",
            "prompt": "Leaves move in the wind",
            "image": "https://example.com/first-frame.png",
            "sound": "on",
        }
    },
)


def schemas() -> dict[str, Schema]:
    """All of them, by component name."""
    new = _task()
    done = {
        **new,
        "task_status_msg": text("Why it failed."),
        "task_result": thing({"videos": listing(_film())}),
        "final_unit_deduction": text("The vendor's units, as text; 0 where the film was made here."),
    }
    shown = thing(done, optional=("task_result", "final_unit_deduction"))
    return {
        "KlingTextToVideo": _create(_wish()),
        "KlingImageToVideo": _create({**_wish(), **_pictures()}, needs=("image",)),
        "KlingTask": shown,
        "KlingCreated": _frame(thing(new)),
        "KlingFound": _frame(ref("KlingTask")),
        "KlingList": _frame(listing(ref("KlingTask"))),
        "KlingError": thing(
            {
                "code": whole("Kling's number.", enum=sorted({1201, 5000, *(code for _, code in CODES.values())})),
                "message": text("What is wrong, what is allowed, and what to do."),
                "request_id": text(),
            }
        ),
    }


def _frame(data: Schema) -> Schema:
    code, message = {"type": "integer", "const": 0}, {"type": "string", "const": GOOD}
    return thing({"code": code, "message": message, "request_id": text(), "data": data})


def _task() -> dict[str, Schema]:
    return {
        "task_id": text("The same id as under `/v1/videos`.", pattern=f"^{TASK_ID.pattern}$"),
        "task_info": thing({"external_task_id": text("Your own id, or nothing.")}),
        "task_status": choice(STATES.values()),
        "created_at": whole("Unix milliseconds."),
        "updated_at": whole("Unix milliseconds."),
    }


def _film() -> Schema:
    return thing({"id": text(), "url": text("Opens without a key, for an hour."), "duration": choice(SECONDS)})


def _create(properties: dict[str, Schema], needs: tuple[str, ...] = ()) -> Schema:
    return thing(
        properties,
        "`prompt`, or with `multi_shot` and `shot_type` `customize` the shots of `multi_prompt`; never both. "
        "Unknown fields are accepted and named in the task's `warnings` under `/v1/videos`.",
        optional=set(properties) - {"model_name", *needs},
    )


def _wish() -> dict[str, Schema]:
    return {
        "model_name": choice(MODELS, "With `mode` and `sound`: `kling-v3-std-silent` and so on."),
        "mode": or_null(choice(MODES, default=MODES[0])),
        "sound": or_null(choice(SOUNDS, default=SOUNDS[0])),
        "prompt": or_null(text("What the film shows.", maxLength=MAX_PROMPT)),
        "negative_prompt": or_null(text(maxLength=MAX_PROMPT)),
        "cfg_scale": or_null(number(minimum=0, maximum=1)),
        "aspect_ratio": or_null(choice(ASPECT_RATIOS, "Of a film from text; with a picture it has no effect.")),
        "duration": or_null(choice(SECONDS, "Seconds, as text.", default="5")),
        "multi_shot": or_null(flag("Whether the film has several shots.")),
        "shot_type": or_null(choice(SHOT_TYPES, "Needed with `multi_shot`.")),
        "multi_prompt": or_null(listing(_shot(), "Their durations sum to the film's.", maxItems=MAX_SHOTS)),
        "element_list": or_null(listing(ref("Element"), maxItems=MAX_ELEMENTS)),
        "watermark_info": or_null(thing({"enabled": flag()}, "No watermark is drawn here.", optional=("enabled",))),
        "callback_url": or_null(text("Told of each change, in this API's words.", maxLength=MAX_URL)),
        "external_task_id": or_null(text("Your own id, unique.", maxLength=MAX_EXTERNAL_ID)),
    }


def _pictures() -> dict[str, Schema]:
    return {
        "image": text(f"The first frame: {PICTURE}.", minLength=1, maxLength=MAX_TEXT),
        "image_tail": or_null(text(f"The last frame: {PICTURE}.", maxLength=MAX_TEXT)),
    }


def _shot() -> Schema:
    return thing(
        {
            "index": whole("Counts from 1.", minimum=1, maximum=MAX_SHOTS),
            "prompt": text(maxLength=MAX_SHOT_PROMPT, pattern=NOT_BLANK),
            "duration": text("Seconds, as text.", pattern="^[1-9][0-9]?$"),
        }
    )
