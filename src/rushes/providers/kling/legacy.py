"""The dialect of `/v1/videos/{text2video,image2video}`: jobs written as bodies, answers read as states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rushes.core.protocols import Job
from rushes.core.request import Request
from rushes.providers.state import State, first, identifier, mapping, stage_of, text_of, units_of

MODEL = "kling-v3"
KINDS = ("text2video", "image2video")
#: Fields of ours that this dialect has no place for.
IGNORES = frozenset({"seed"})
BESIDE_IMAGE: frozenset[str] = frozenset()


def body(job: Job, pictures: tuple[str | None, str | None]) -> dict[str, Any]:
    """A create's body; `pictures` are the first and the last frame as base64."""
    request, card, (first_frame, last_frame) = job.request, job.card, pictures
    found: dict[str, Any] = {
        "model_name": MODEL,
        "mode": card.tier,
        "sound": "on" if card.audio else "off",
        "duration": str(request.seconds),
        "external_task_id": job.id,
        "cfg_scale": request.cfg_scale,
        **_words(request),
    }
    if request.negative_prompt:
        found["negative_prompt"] = request.negative_prompt
    if first_frame is None:
        found["aspect_ratio"] = request.aspect_ratio or "16:9"
    else:
        found["image"] = first_frame
    if last_frame is not None:
        found["image_tail"] = last_frame
    if job.callback_url is not None:
        found["callback_url"] = job.callback_url
    if request.elements:
        found["element_list"] = [{"element_id": _number(element)} for element in request.elements]
    return found


def path(request: Request) -> str:
    """Where it is sent."""
    return f"/v1/videos/{_kind(request)}"


def taken(answer: Mapping[str, Any], request: Request) -> tuple[str | None, str | None]:
    """The handle of a create's answer, and the external id that it names."""
    data = mapping(answer.get("data"))
    found = identifier(data.get("task_id"))
    return (None if found is None else f"{_kind(request)}/{found}"), mapping(data.get("task_info")).get(
        "external_task_id"
    )


def look_ups(job_id: str) -> list[tuple[str, str, Mapping[str, str]]]:
    """Where a job of ours may be found by its external id: the handle's kind, path and parameters of each question."""
    return [(kind, f"/v1/videos/{kind}/{job_id}", {}) for kind in KINDS]


def state(answer: Mapping[str, Any]) -> State | None:
    """The state of a query's answer; None where it speaks of no job."""
    data = mapping(answer.get("data"))
    if "task_status" not in data:
        return None
    film = first(mapping(data.get("task_result")).get("videos"))
    return State(
        id=identifier(data.get("task_id")),
        external_id=identifier(mapping(data.get("task_info")).get("external_task_id")),
        stage=stage_of(data["task_status"]),
        message=text_of(data.get("task_status_msg")),
        url=film.get("url") if isinstance(film.get("url"), str) else None,
        units=units_of(data.get("final_unit_deduction")),
    )


def _kind(request: Request) -> str:
    return KINDS[1] if request.first_frame else KINDS[0]


def _words(request: Request) -> dict[str, Any]:
    if request.prompt is not None and request.shot_type != "intelligent":
        return {"prompt": request.prompt}
    if request.prompt is not None and request.last_frame is None:
        return {"multi_shot": True, "shot_type": "intelligence", "prompt": request.prompt}
    if request.prompt is not None:  # the two frames are one shot; the client has been warned
        return {"prompt": request.prompt}
    shots = [
        {"index": at, "prompt": shot.prompt, "duration": str(shot.seconds)} for at, shot in enumerate(request.shots, 1)
    ]
    return {"multi_shot": True, "shot_type": "customize", "prompt": "", "multi_prompt": shots}


def _number(element: str) -> int | str:
    """Kling's element ids are numbers; ours came as text."""
    return int(element) if element.isascii() and element.isdigit() else element
