"""The newer dialect: `/text-to-video/kling-3.0`, `/image-to-video/kling-3.0` and `/tasks`.

As Kling documents it, a film from words alone has its `prompt` beside `settings`; `contents` is there for pictures and
elements only.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rushes.core.protocols import Job
from rushes.core.request import Request
from rushes.providers.state import State, first, identifier, mapping, stage_of, text_of, units_of

PATHS = ("/text-to-video/kling-3.0", "/image-to-video/kling-3.0")
RESOLUTIONS = {"std": "720p", "pro": "1080p"}
#: Fields of ours that this dialect has no place for.
IGNORES = frozenset({"seed", "cfg_scale", "negative_prompt"})
#: And those that have one only beside a first frame.
BESIDE_IMAGE = frozenset({"element_list"})
KIND = "tasks"


def body(job: Job, pictures: tuple[str | None, str | None]) -> dict[str, Any]:
    """A create's body; `pictures` are the first and the last frame as base64."""
    request, card = job.request, job.card
    settings: dict[str, Any] = {
        "resolution": RESOLUTIONS[card.tier],
        "duration": request.seconds,
        "audio": "native" if card.audio else "off",
        # Kling's own default is true: a plain prompt would be cut into shots unasked.
        "multi_shot": request.last_frame is None and (request.prompt is None or request.shot_type == "intelligent"),
    }
    if pictures[0] is None:
        settings["aspect_ratio"] = request.aspect_ratio or "16:9"
    options = {"external_task_id": job.id}
    if job.callback_url is not None:
        options["callback_url"] = job.callback_url
    return {**_what(request, pictures), "settings": settings, "options": options}


def path(request: Request) -> str:
    """Where it is sent."""
    return PATHS[1] if request.first_frame else PATHS[0]


def taken(answer: Mapping[str, Any], request: Request) -> tuple[str | None, str | None]:
    """The handle of a create's answer, and the external id that it names."""
    data = mapping(answer.get("data"))
    found = identifier(data.get("id"))
    return (None if found is None else f"{KIND}/{found}"), data.get("external_id")


def look_ups(job_id: str) -> list[tuple[str, str, Mapping[str, str]]]:
    """Where a job of ours may be found by its external id."""
    return [(KIND, "/tasks", {"external_task_ids": job_id})]


def state(answer: Mapping[str, Any]) -> State | None:
    """The state of a query's answer; None where it speaks of no job."""
    data = first(answer.get("data"))
    if "status" not in data:
        return None
    film = first(data.get("outputs"), type="video")
    return State(
        id=identifier(data.get("id")),
        external_id=identifier(data.get("external_id")),
        stage=stage_of(data["status"]),
        message=text_of(data.get("message")),
        url=film.get("url") if isinstance(film.get("url"), str) else None,
        units=_units(data.get("billing")),
    )


def _what(request: Request, pictures: tuple[str | None, str | None]) -> dict[str, Any]:
    if pictures[0] is None:
        return {"prompt": _words(request)}
    contents = [{"type": "prompt", "text": _words(request)}]
    for kind, picture in zip(("first_frame", "last_frame"), pictures, strict=True):
        if picture is not None:
            contents.append({"type": kind, "url": picture})
    for at, element in enumerate(request.elements, 1):
        contents.append({"type": "element", "element_id": element, "id": f"element_{at}"})
    return {"contents": contents}


def _words(request: Request) -> str:
    """Shots stand in the prompt's text in this dialect: `shot n, m, words;` with m seconds."""
    if request.prompt is not None:
        return request.prompt
    return " ".join(f"shot {at}, {shot.seconds}, {shot.prompt};" for at, shot in enumerate(request.shots, 1))


def _units(rows: object) -> str | None:
    """The sum of what was billed in units; None where there is nothing of the kind, as with cash."""
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    amounts = [units_of(row.get("amount")) for row in found if row.get("charge_type") == "unit"]
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) != len(found):
        return None
    return units_of(f"{sum(Decimal(amount) for amount in known)}")
