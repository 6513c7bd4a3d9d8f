"""Examples of requests and answers; the tests hold them against the schemas and send the requests."""

from __future__ import annotations

import json
from typing import Any

from rushes.core.card import ASPECT_RATIOS, SIZES

TASK = "task_5xq3mz8k2v7n4c9h1b6t0w3yrd"
LINK = f"http://127.0.0.1:8700/v1/videos/{TASK}/content?variant={{}}&expires=1767232800&signature=mBv4"
PROMPT = "A lighthouse on a cliff in a storm at dusk, waves, slow push in"

TEXT_TO_VIDEO: dict[str, Any] = {
    "model": "previs-std-silent",
    "prompt": PROMPT,
    "aspect_ratio": "16:9",
    "duration": 3,
    "extra_body": {"cfg_scale": 0.5, "negative_prompt": "blur"},
}
IMAGE_TO_VIDEO: dict[str, Any] = {
    "model": "previs-std-audio",
    "prompt": "The camera drifts to the left, leaves move",
    "image": "https://example.com/first-frame.png",
    "duration": 5,
}
FIRST_AND_LAST_FRAME: dict[str, Any] = {
    "model": "previs-pro-silent",
    "prompt": "The day turns to night",
    "image": "https://example.com/first-frame.png",
    "last_image": "https://example.com/last-frame.png",
    "duration": 5,
}
SHOTS: dict[str, Any] = {
    "model": "previs-std-silent",
    "duration": 6,
    "extra_body": {
        "shot_type": "customize",
        "multi_prompt": [
            {"prompt": "A fox runs through a snowy forest", "duration": 4},
            {"prompt": "Close-up: the fox looks back"},
        ],
    },
}
OPENAI: dict[str, Any] = {"model": "previs-std-silent", "prompt": PROMPT, "seconds": "3", "size": "1280x720"}

CREATE = {
    "text-to-video": TEXT_TO_VIDEO,
    "image-to-video": IMAGE_TO_VIDEO,
    "first-and-last-frame": FIRST_AND_LAST_FRAME,
    "multi-shot": SHOTS,
}
CREATE_FORM = {"text-to-video": {"model": "previs-std-silent", "prompt": PROMPT, "duration": "3"}}
CREATE_OPENAI = {"openai": OPENAI}

QUEUED: dict[str, Any] = {
    "id": TASK,
    "task_id": TASK,
    "object": "video.generation.job",
    "model": "previs-std-silent",
    "prompt": PROMPT,
    "status": "queued",
    "progress": 0,
    "estimated_seconds_left": None,
    "created_at": 1767225600,
    "completed_at": None,
    "expires_at": None,
    "duration": None,
    "seconds": "3",
    "size": "1280x720",
    "video_url": None,
    "result": None,
    "thumbnail_url": None,
    "metadata": {"total_time": None, "predict_time": None, "provider": "previs"},
    "error": None,
    "warnings": [],
    "labels": {},
    "seed": 1188423197,
    "external_task_id": None,
    "queue_position": 1,
}
COMPLETED: dict[str, Any] = {
    **QUEUED,
    "status": "completed",
    "progress": 100,
    "completed_at": 1767225609,
    "duration": 8.412,
    "video_url": LINK.format("video"),
    "result": {"outputs": [LINK.format("video")], "video_url": LINK.format("video")},
    "thumbnail_url": LINK.format("thumbnail"),
    "metadata": {
        "total_time": 8.431,
        "predict_time": 8.412,
        "provider": "previs",
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "bytes": 1843222,
        "previs": {"renderer": "previs", "neural_video_model": None},
    },
    "queue_position": None,
}
CANCELLED: dict[str, Any] = {
    **QUEUED,
    "status": "failed",
    "metadata": {"total_time": 2.5, "predict_time": None, "provider": "previs"},
    "error": {"code": "cancelled", "message": "The task was cancelled."},
    "queue_position": None,
}
PAGE = {
    "object": "list",
    "data": [COMPLETED],
    "first_id": TASK,
    "last_id": TASK,
    "has_more": False,
    "next_cursor": None,
}
DELETED = {"id": TASK, "object": "video.deleted", "deleted": True}
MODEL: dict[str, Any] = {
    "id": "previs-std-silent",
    "object": "model",
    "created": 0,
    "owned_by": "previs",
    "aliases": [],
    "capabilities": {
        "modes": ["text-to-video", "image-to-video", "first-and-last-frame", "multi-shot"],
        "audio": False,
        "stands_in": False,
        "fps": 24,
        "seconds": {"min": 3, "max": 15, "default": 5},
        "aspect_ratios": list(ASPECT_RATIOS),
        "sizes": {ratio: f"{width}x{height}" for ratio, (width, height) in SIZES["std"].items()},
        "prompt": {"max_characters": 2500},
        "multi_prompt": {"max_shots": 6, "max_characters": 512},
        "shot_types": ["customize", "intelligent"],
        "elements": {"max": 0},
        "image": {"formats": ["jpeg", "png", "webp"], "max_bytes": 10485760, "min_side": 300, "max_ratio": 2.5},
    },
}
ALIVE = {"status": "ok", "version": "0.1.0"}
READY: dict[str, Any] = {"status": "ok", "absent": {}, "providers": {"kling": "ok", "previs": "ok"}}


def event(number: int, video: dict[str, Any]) -> dict[str, str]:
    """One event of a stream, by its lines."""
    kind = f"video.{video['status']}"
    data = {"type": kind, "timestamp": video["created_at"], "data": video}
    return {"event": kind, "id": str(number), "data": json.dumps(data)}
