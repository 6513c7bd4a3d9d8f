"""The dialect of `/v1/videos/text2video` and `/v1/videos/image2video`: bodies read, answers written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rushes.fake_kling.pictures import check_picture
from rushes.fake_kling.signature import Refused
from rushes.fake_kling.world import Job, Wish

MOST_PROMPT, MOST_SHOT_PROMPT, MOST_SHOTS = 2500, 512, 6


def read(kind: str, body: Mapping[str, Any]) -> Wish:
    """The wish of a create. Raises `Refused` (1200, 1201) as Kling does."""
    if body.get("model_name") != "kling-v3":
        raise Refused(1201, f"model_name is not supported: {body.get('model_name')!r}")
    seconds = body.get("duration", "5")
    if not isinstance(seconds, str) or not seconds.isdigit() or not 3 <= int(seconds) <= 15:
        raise Refused(1201, 'duration must be a string from "3" to "15"')
    _choice(body, "mode", ("std", "pro"), "std")
    _choice(body, "sound", ("on", "off"), "off")
    prompt = _prompt(body, int(seconds))
    if kind == "image2video":
        check_picture(body.get("image"), "image")
        if body.get("image_tail") is not None:
            check_picture(body["image_tail"], "image_tail")
    else:
        _choice(body, "aspect_ratio", ("16:9", "9:16", "1:1"), "16:9")
    cfg = body.get("cfg_scale", 0.5)
    if isinstance(cfg, bool) or not isinstance(cfg, int | float) or not 0 <= cfg <= 1:
        raise Refused(1201, "cfg_scale must be a number from 0 to 1")
    return Wish(
        kind=kind,
        prompt=prompt,
        tier=body.get("mode", "std"),
        sound=body.get("sound") == "on",
        seconds=int(seconds),
        external_id=str(body.get("external_task_id") or ""),
        callback_url=str(body.get("callback_url") or ""),
        dialect="legacy",
    )


def created(job: Job, now: float) -> dict[str, Any]:
    """`data` of a create's answer."""
    return {
        "task_id": job.id,
        "task_info": {"external_task_id": job.wish.external_id},
        "task_status": job.state(now),
        "created_at": int(job.created_at * 1000),
        "updated_at": int(now * 1000),
    }


def shown(job: Job, now: float, link: str) -> dict[str, Any]:
    """`data` of a query's answer; callbacks carry the same object, bare."""
    state = job.state(now)
    found = {**created(job, now), "task_status_msg": "the job failed, as its prompt asked" if state == "failed" else ""}
    if state == "succeed":
        film = {"id": f"film-{job.id}", "url": link, "duration": str(job.wish.seconds)}
        found["task_result"] = {"videos": [film]}
    if state in ("succeed", "failed"):
        found["final_unit_deduction"] = job.units
    return found


def _prompt(body: Mapping[str, Any], seconds: int) -> str:
    if not body.get("multi_shot"):
        return _text(body.get("prompt"), "prompt", MOST_PROMPT)
    if body.get("image_tail") is not None:
        raise Refused(1201, "image_tail is not supported with multi_shot")
    shot_type = body.get("shot_type")
    if shot_type not in ("customize", "intelligence"):
        raise Refused(1201, "shot_type is required with multi_shot")
    if shot_type == "intelligence":
        return _text(body.get("prompt"), "prompt", MOST_PROMPT)
    shots = body.get("multi_prompt")
    if body.get("prompt") or not isinstance(shots, list) or not 1 <= len(shots) <= MOST_SHOTS:
        raise Refused(1201, "multi_prompt must hold 1 to 6 shots, and prompt must be empty")
    if [shot.get("index") for shot in shots] != list(range(1, len(shots) + 1)):
        raise Refused(1201, "the indexes of multi_prompt must count from 1")
    if not all(isinstance(shot.get("duration"), str) and shot["duration"].isdigit() for shot in shots):
        raise Refused(1201, "a shot's duration must be a string")
    if sum(int(shot["duration"]) for shot in shots) != seconds:
        raise Refused(1201, "the durations of multi_prompt must sum to duration")
    return " ".join(_text(shot.get("prompt"), "multi_prompt.prompt", MOST_SHOT_PROMPT) for shot in shots)


def _text(value: object, name: str, most: int) -> str:
    if not isinstance(value, str) or not value or len(value) > most:
        raise Refused(1201, f"{name} must be a string of 1 to {most} characters")
    return value


def _choice(body: Mapping[str, Any], name: str, allowed: tuple[str, ...], default: str) -> None:
    if body.get(name, default) not in allowed:
        raise Refused(1201, f"{name} must be one of {', '.join(allowed)}")
