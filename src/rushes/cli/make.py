"""`rushes make` and `rushes watch`: order a film, wait for it, put it into a file."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushes.cli.exits import Exit, Stopped
from rushes.cli.follow import ENDED, Video, describe, follow
from rushes.cli.order import Order, choose_model
from rushes.cli.reach import Reach
from rushes.cli.saving import save, target
from rushes.cli.spending import estimate
from rushes.cli.talk import put, put_json, say
from rushes.settings import load


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of the film."""

    out: Path | None = None
    force: bool = False
    wait: bool = True
    timeout: float | None = None
    as_json: bool = False
    #: Only the price is wanted.
    estimate: bool = False


def make(flags: Mapping[str, Any], order: Order, wish: Wish) -> None:
    """Order a film; unless told not to, wait for it and save it."""
    settings, body = load(flags), order.body()
    wanted = target(wish.out, order.title if order.prompt != "-" else body["prompt"], force=wish.force)
    with Reach(settings, works=wish.wait and not wish.estimate) as reach:
        if "model" not in body:
            body["model"] = choose_model(reach.call("GET", "/v1/models")["data"])
        if wish.estimate:
            estimate(reach, body, as_json=wish.as_json)
            return
        video = reach.call("POST", "/v1/video/generations", body=body)
        for warning in video["warnings"]:
            say(f"note: {warning['message']} ({warning['param']})")
        if wish.wait:
            _finish(reach, video, wanted, wish)
            return
        if reach.embedded:
            say(f"No server is running; {video['id']} is made when one is: rushes serve, or rushes watch {video['id']}")
        if wish.as_json:
            put_json(video)
        else:
            put(video["id"])


def watch(flags: Mapping[str, Any], task_id: str, wish: Wish) -> None:
    """Wait for a task that is there already; save its film where a file is named."""
    settings = load(flags)
    with Reach(settings, works=True) as reach:
        video = reach.task(task_id)
        _refuse_failed(video, wish)
        wanted = target(wish.out, title_of(video), force=wish.force) if wish.out else None
        _finish(reach, video, wanted, wish)


def title_of(video: Video) -> str:
    """What to name a task's film after."""
    return str(video["prompt"] or video["id"])


def _finish(reach: Reach, video: Video, wanted: Path | None, wish: Wish) -> None:
    task_id = video["id"]
    try:
        if video["status"] not in ENDED:
            say(f"{task_id} ({video['model']}): {describe(video)}; {_by_whom(reach)}")
        video = follow(reach, task_id, wish.timeout)
        _refuse_failed(video, wish)
        path = save(reach, video, wanted, force=wish.force) if wanted else None
    except KeyboardInterrupt:
        raise Stopped(Exit.INTERRUPTED, f"Interrupted. {_how_to_come_back(reach, task_id, wanted)}") from None
    except TimeoutError as late:
        raise Stopped(Exit.TIMEOUT, f"{late} {_how_to_come_back(reach, task_id, wanted)}") from None
    if wish.as_json:
        put_json({**video, "file": str(path.absolute()) if path else None})
    elif path:
        put(str(path))
    elif reach.embedded:
        say(f"{task_id} is completed. Save it: rushes watch {task_id} -o film.mp4")
    else:
        put(video["video_url"])


def _refuse_failed(video: Video, wish: Wish) -> None:
    """Raise `Stopped` for a task that ended without a film."""
    if video["status"] != "failed":
        return
    if wish.as_json:
        put_json({**video, "file": None})
    error = video["error"]
    raise Stopped(Exit.FAILED, f"{video['id']} failed: {error['message']}", code=error["code"])


def _by_whom(reach: Reach) -> str:
    return "no server is running, so this command makes it" if reach.embedded else f"the server is {reach.client.url}"


def _how_to_come_back(reach: Reach, task_id: str, wanted: Path | None) -> str:
    again = f"rushes watch {task_id}" + (f" -o {shlex.quote(str(wanted))}" if wanted else "")
    if reach.embedded:
        return f"The film is not lost: it is made when «rushes serve» runs, or by «{again}»."
    return f"The server goes on making the film. Come back with: {again}"
