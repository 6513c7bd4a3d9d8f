"""The newer dialect: `/text-to-video/kling-3.0`, `/image-to-video/kling-3.0` and `/tasks`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rushes.fake_kling.pictures import check_picture
from rushes.fake_kling.signature import Refused
from rushes.fake_kling.world import Job, Wish

STATES = {"succeed": "succeeded"}
TIERS = {"720p": "std", "1080p": "pro"}
MOST_PROMPT, MOST_ELEMENTS = 3072, 3


def read(kind: str, body: Mapping[str, Any]) -> Wish:
    """The wish of a create. Raises `Refused` (1201)."""
    settings, options = body.get("settings", {}), body.get("options", {})
    if not isinstance(settings, dict) or not isinstance(options, dict):
        raise Refused(1201, "settings and options must be objects")
    # Accounts of Kling's API differ here: a film from words has a `prompt` of its own, or one among the contents.
    alone = kind == "text2video" and "contents" not in body
    prompt = body.get("prompt") if alone else _prompt_of(body.get("contents"), framed=kind == "image2video")
    if not isinstance(prompt, str) or not 1 <= len(prompt) <= MOST_PROMPT:
        raise Refused(1201, f"prompt must have 1 to {MOST_PROMPT} characters")
    seconds, resolution = settings.get("duration", 5), settings.get("resolution", "720p")
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 3 <= seconds <= 15:
        raise Refused(1201, "settings.duration must be a whole number from 3 to 15")
    if resolution not in TIERS or settings.get("audio", "off") not in ("native", "off"):
        raise Refused(1201, "settings.resolution must be 720p or 1080p, settings.audio native or off")
    return Wish(
        kind=kind,
        prompt=prompt,
        tier=TIERS[resolution],
        sound=settings.get("audio") == "native",
        seconds=seconds,
        external_id=str(options.get("external_task_id") or ""),
        callback_url=str(options.get("callback_url") or ""),
        dialect="v2",
    )


def created(job: Job, now: float) -> dict[str, Any]:
    """`data` of a create's answer."""
    state = job.state(now)
    return {
        "id": job.id,
        "external_id": job.wish.external_id,
        "status": STATES.get(state, state),
        "create_time": int(job.created_at * 1000),
        "update_time": int(now * 1000),
    }


def shown(job: Job, now: float, link: str) -> dict[str, Any]:
    """One item of `data` in a query's answer."""
    state = job.state(now)
    message = "the job failed, as its prompt asked" if state == "failed" else ""
    found = {**created(job, now), "message": message, "outputs": [], "billing": []}
    if state == "succeed":
        film = {"type": "video", "id": f"film-{job.id}", "url": link, "duration": f"{job.wish.seconds}.041"}
        found["outputs"] = [film]
    if state in ("succeed", "failed"):
        found["billing"] = [{"charge_type": "unit", "amount": job.units, "package_type": "video"}]
    return found


def _prompt_of(contents: object, *, framed: bool) -> Any:
    """The prompt among the contents, once all of them hold. `framed`: the film starts from a picture."""
    if not isinstance(contents, list) or not all(isinstance(item, dict) for item in contents):
        raise Refused(1201, "contents must be a list of objects")
    parts = {item.get("type"): item for item in contents}
    if unknown := set(parts) - {"prompt", "first_frame", "last_frame", "element"}:
        raise Refused(1201, f"contents.type is not supported: {sorted(map(str, unknown))}")
    for name in ("first_frame", "last_frame"):
        if framed and (name in parts or name == "first_frame"):
            check_picture(parts.get(name, {}).get("url"), name)
    elements = [item for item in contents if item.get("type") == "element"]
    names = [item.get("id") for item in elements]
    if not all(isinstance(one, str) for item in elements for one in (item.get("element_id"), item.get("id"))):
        raise Refused(1201, "an element needs an element_id and an id")
    if len(elements) > MOST_ELEMENTS or len(set(names)) < len(names):
        raise Refused(1201, f"contents may hold {MOST_ELEMENTS} elements, each with an id of its own")
    return parts.get("prompt", {}).get("text")
