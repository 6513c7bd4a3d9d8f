"""The newer dialect: `/text-to-video/kling-3.0`, `/image-to-video/kling-3.0` and `/tasks`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rushes.fake_kling.legacy import MOST_PROMPT
from rushes.fake_kling.pictures import check_picture
from rushes.fake_kling.signature import Refused
from rushes.fake_kling.world import Job, Wish

STATES = {"succeed": "succeeded"}
TIERS = {"720p": "std", "1080p": "pro"}


def read(kind: str, body: Mapping[str, Any]) -> Wish:
    """The wish of a create. Raises `Refused` (1201)."""
    contents, settings, options = body.get("contents", []), body.get("settings", {}), body.get("options", {})
    if not isinstance(contents, list) or not isinstance(settings, dict) or not isinstance(options, dict):
        raise Refused(1201, "contents must be a list, settings and options objects")
    parts = {item.get("type"): item for item in contents if isinstance(item, dict)}
    if unknown := set(parts) - {"prompt", "first_frame", "last_frame", "element"}:
        raise Refused(1201, f"contents.type is not supported: {sorted(map(str, unknown))}")
    prompt = parts["prompt"].get("text") if "prompt" in parts else body.get("prompt")
    if not isinstance(prompt, str) or not 1 <= len(prompt) <= MOST_PROMPT:
        raise Refused(1201, f"prompt must have 1 to {MOST_PROMPT} characters")
    if kind == "image2video":
        for name in ("first_frame", "last_frame"):
            if name in parts or name == "first_frame":
                check_picture(parts.get(name, {}).get("url"), name)
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
    found = {**created(job, now), "outputs": [], "billing": []}
    if state == "succeed":
        film = {"type": "video", "id": f"film-{job.id}", "url": link, "duration": f"{job.wish.seconds}.041"}
        found["outputs"] = [film]
    if state in ("succeed", "failed"):
        found["billing"] = [{"charge_type": "unit", "amount": job.units, "package_type": "video"}]
    if state == "failed":
        found["message"] = "the job failed, as its prompt asked"
    return found
