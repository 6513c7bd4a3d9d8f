"""Tasks, requests and clips for tests: complete, plain, and changed by keyword."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from rushes.core.card import ModelCard, kling_v3_cards
from rushes.core.clip import Clip, Probe
from rushes.core.ids import new_task_id
from rushes.core.protocols import Job
from rushes.core.request import Request, Shot
from rushes.core.task import Task

CLIP = Clip("task_a.1.mp4", "task_a.1.jpg", 9, "ff", Probe(1280, 720, 72, 24.0, 3.0, "h264", None, None, None))


def make_request(**changes: Any) -> Request:
    """A three-second text-to-video request."""
    plain: dict[str, Any] = {
        "model": "previs-std-silent",
        "seconds": 3,
        "width": 1280,
        "height": 720,
        "seed": 7,
        "prompt": "a fox in the snow",
        "shots": (Shot("a fox in the snow", 3),),
    }
    return Request(**{**plain, **changes})


def make_task(**changes: Any) -> Task:
    """A queued task of tenant `default` for provider `previs`."""
    request = changes.pop("request", None) or make_request(**changes.pop("wanted", {}))
    plain: dict[str, Any] = {"id": new_task_id(), "tenant": "default", "provider": "previs", "created_at": 50.0}
    return Task(**{**plain, **changes}, request=request)


def make_job(request: Request, card: ModelCard | None = None, **changes: Any) -> Job:
    """A slip for a provider, named task_1."""
    card = card or next(iter(kling_v3_cards("kling-v3", local=False, elements=True)))
    return replace(Job("task_1", request, card, None, Path("nowhere"), {}), **changes)
