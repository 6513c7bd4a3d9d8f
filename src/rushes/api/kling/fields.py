"""A create in Kling's words into the contract's `Fields`: `model_name`, `mode` and `sound` are our model, `image_tail`
our last picture, `multi_shot` says whether the shots count.

What a value must be is for `core/rules.py`, which is told each field by the name that the client used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rushes.core.fields import Fields, listed, show
from rushes.core.request import Warn
from rushes.core.rules import MAX_PROMPT
from rushes.errors import InvalidRequest

TEXT, IMAGE = "text2video", "image2video"
KINDS = (TEXT, IMAGE)
#: Kling's name of the model, and the embedded renderer's own.
MODELS = ("kling-v3", "previs")
MODES, SOUNDS, SHOT_TYPES = ("std", "pro"), ("off", "on"), ("customize", "intelligence")
#: Fields that mean the same under the same name.
SAME = ("negative_prompt", "cfg_scale", "element_list", "callback_url", "external_task_id", "aspect_ratio", "duration")
#: Of these an empty one counts as absent: Kling's clients send it for what they do not set.
EMPTY_IS_ABSENT = {
    "prompt", "negative_prompt", "callback_url", "external_task_id", "image", "image_tail", "multi_prompt",
    "element_list",
}  # fmt: skip
PICTURES = {"image": "image", "image_tail": "last_image"}
TAKEN = {
    "model_name", "mode", "sound", "prompt", "multi_shot", "shot_type", "multi_prompt", "watermark_info",
    *SAME, *PICTURES,
}  # fmt: skip


def read(kind: str, body: Mapping[str, Any]) -> tuple[Fields, tuple[Warn, ...]]:
    """The fields of a create of that kind, and warnings for what has no effect. Raises `InvalidRequest`."""
    values: dict[str, object] = {"model": _model(body)}
    paths = {"model": "model_name", "last_image": "image_tail"}
    paths |= {name: name for name in (*SAME, "prompt", "multi_prompt", "shot_type")}
    values |= {name: _given(body, name) for name in SAME}
    warnings = [_idle(name, "is not a field of this API") for name in body if name not in TAKEN]
    if kind == IMAGE:
        values |= {ours: _given(body, theirs) for theirs, ours in PICTURES.items()}
        if values["image"] is None:
            raise InvalidRequest("image is missing; send the first frame as a URL or as base64.", param="image")
    else:
        warnings += [_idle(name, f"belongs to {IMAGE}") for name in PICTURES if _given(body, name) is not None]
    shots, idle = _shots(body)
    if _on(body.get("watermark_info")):
        idle.append(_idle("watermark_info", "asks for a watermark, and none is drawn here"))
    return Fields({**values, **shots}, paths), (*warnings, *idle)


def _model(body: Mapping[str, Any]) -> str:
    name = _choice(body, "model_name", MODELS, None)
    tier, sound = _choice(body, "mode", MODES, MODES[0]), _choice(body, "sound", SOUNDS, SOUNDS[0])
    return f"{name}-{tier}-{'audio' if sound == 'on' else 'silent'}"


def _shots(body: Mapping[str, Any]) -> tuple[dict[str, object], list[Warn]]:
    """The prompt, or the shots; and what of them is not looked at."""
    multi, prompt, shots = body.get("multi_shot"), _given(body, "prompt"), _given(body, "multi_prompt")
    if not (multi is None or isinstance(multi, bool)):
        raise InvalidRequest(f"multi_shot is {show(multi)}; allowed: true, false.", param="multi_shot")
    if not multi:
        idle = [
            _idle(name, "has no effect without multi_shot: true")
            for name in ("shot_type", "multi_prompt")
            if _given(body, name) is not None
        ]
        return {"prompt": _prompt(prompt)}, idle
    if _given(body, "image_tail") is not None:
        raise InvalidRequest("image_tail is not possible with multi_shot; send one of them.", param="image_tail")
    if _choice(body, "shot_type", SHOT_TYPES, None) == "customize":
        if shots is None:
            message = 'multi_prompt is missing; with shot_type "customize" it holds the 1 to 6 shots.'
            raise InvalidRequest(message, param="multi_prompt")
        return {"prompt": prompt, "multi_prompt": _with_numbers(shots), "shot_type": "customize"}, []
    idle = [] if shots is None else [_idle("multi_prompt", 'has no effect with shot_type "intelligence"')]
    return {"prompt": _prompt(prompt), "shot_type": "intelligent"}, idle


def _prompt(prompt: object) -> object:
    if prompt is None or (isinstance(prompt, str) and not prompt.strip()):
        message = (
            f"prompt is missing or empty; say what the film shows in 1 to {MAX_PROMPT} characters, or send "
            'multi_shot: true, shot_type "customize" and multi_prompt.'
        )
        raise InvalidRequest(message, param="prompt")
    return prompt


def _with_numbers(shots: object) -> object:
    """Kling writes a shot's seconds as a string, as it does the film's."""
    if not isinstance(shots, list):
        return shots
    return [
        {**shot, "duration": int(shot["duration"])}
        if isinstance(shot, dict) and isinstance(shot.get("duration"), str) and shot["duration"].isdecimal()
        else shot
        for shot in shots
    ]


def _choice(body: Mapping[str, Any], name: str, allowed: tuple[str, ...], usual: str | None) -> str:
    value = _given(body, name)
    if value is None and usual is not None:
        return usual
    if value not in allowed:
        said = "missing" if value is None else show(value)
        raise InvalidRequest(f"{name} is {said}; allowed: {listed(allowed)}.", param=name)
    return str(value)


def _given(body: Mapping[str, Any], name: str) -> object:
    value = body.get(name)
    return None if name in EMPTY_IS_ABSENT and value in ("", []) else value


def _on(watermark: object) -> bool:
    if watermark is None:
        return False
    enabled = watermark.get("enabled", False) if isinstance(watermark, dict) else None
    if not isinstance(enabled, bool):
        message = f'watermark_info is {show(watermark)}; allowed: {{"enabled": true}} or {{"enabled": false}}.'
        raise InvalidRequest(message, param="watermark_info")
    return enabled


def _idle(name: str, why: str) -> Warn:
    return Warn(name, f"{name} {why}; it changes nothing.")
