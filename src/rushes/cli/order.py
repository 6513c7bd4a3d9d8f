"""The body of a create from a command's options: pictures read, shots and labels parsed, the model chosen.

What a value may be is the server's to say; only what must be right before it can be sent is checked here.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushes.cli.exits import Exit, Stopped
from rushes.core.ids import UPLOAD_ID
from rushes.media.rules import MAX_BYTES

#: Wanted where no model is named: a film with sound, in 720p; the real model where somebody makes it.
PREFERRED = ("kling-v3-std-audio", "previs-std-audio")
_SHOT = re.compile(r"(?P<prompt>.*\S)@(?P<seconds>[0-9]+)s?", re.S)
_ELSEWHERE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|data:)")


@dataclass(frozen=True, slots=True)
class Order:
    """What `rushes make` was asked for, as it was typed."""

    prompt: str | None = None
    image: str | None = None
    last: str | None = None
    shots: tuple[str, ...] = ()
    model: str | None = None
    duration: int | None = None
    ratio: str | None = None
    seed: int | None = None
    negative: str | None = None
    cfg: float | None = None
    intelligent: bool = False
    labels: tuple[str, ...] = ()

    def body(self) -> dict[str, Any]:
        """The create's body, without a model where none was named. Raises `Stopped` for what cannot be sent."""
        if self.prompt is None and not self.shots:
            raise Stopped(Exit.USAGE, 'Say what the film shows: rushes make "a fox in the snow". Or give each --shot.')
        extra = {
            "negative_prompt": self.negative,
            "cfg_scale": self.cfg,
            "shot_type": "intelligent" if self.intelligent else None,
            "multi_prompt": [shot(text) for text in self.shots] or None,
        }
        found = {
            "model": self.model,
            "prompt": _typed(self.prompt),
            "image": picture(self.image, "--image"),
            "last_image": picture(self.last, "--last"),
            "aspect_ratio": self.ratio,
            "duration": self.duration,
            "seed": self.seed,
            "labels": labels(self.labels) or None,
            "extra_body": {name: value for name, value in extra.items() if value is not None} or None,
        }
        return {name: value for name, value in found.items() if value is not None}

    @property
    def title(self) -> str:
        """What to name the film after, where its task does not say."""
        return shot(self.shots[0])["prompt"] if self.shots else self.prompt or ""


def shot(text: str) -> dict[str, Any]:
    """`prompt` or `prompt@seconds` as an item of multi_prompt."""
    match = _SHOT.fullmatch(text)
    return {"prompt": match["prompt"], "duration": int(match["seconds"])} if match else {"prompt": text}


def labels(given: Sequence[str]) -> dict[str, str]:
    """`name=value` pairs. Raises `Stopped` for one without a sign or given twice."""
    found: dict[str, str] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise Stopped(Exit.USAGE, f"--label is {pair!r}; write name=value.")
        if name in found:
            raise Stopped(Exit.USAGE, f"--label {name} is given twice; give it once.")
        found[name] = value
    return found


def picture(given: str | None, option: str) -> str | None:
    """A URL or an uploaded file's id as it stands; a file as base64. Raises `Stopped` for one that cannot be read."""
    if given is None or _ELSEWHERE.match(given) or UPLOAD_ID.fullmatch(given):
        return given
    path = Path(given).expanduser()
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"{option} {given} has {size:,} bytes; at most {MAX_BYTES:,} are allowed. Send a smaller picture."
            raise Stopped(Exit.USAGE, message)
        return base64.b64encode(path.read_bytes()).decode("ascii")
    except OSError as error:
        message = f"{option} {given} cannot be read: {error.strerror}. Give a picture's file, its URL or its id there."
        raise Stopped(Exit.USAGE, message) from None


def choose_model(models: Sequence[Mapping[str, Any]]) -> str:
    """The model where none was named: the preferred one that is not a stand-in, else any with sound, else any."""
    real = [model for model in models if not model.get("capabilities", {}).get("stands_in")]
    names = [str(model["id"]) for model in real]
    audible = [str(model["id"]) for model in real if model.get("capabilities", {}).get("audio")]
    for name in (*(name for name in PREFERRED if name in names), *audible, *names):
        return name
    raise Stopped(Exit.TROUBLE, "This server makes no model. Ask its operator, or name another with --url.")


def _typed(prompt: str | None) -> str | None:
    """The prompt; `-` stands for standard input."""
    return sys.stdin.read().strip() if prompt == "-" else prompt
