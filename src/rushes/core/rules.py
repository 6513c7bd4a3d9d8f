"""The field table of the contract (section 1): fields in, a checked `Wanted` out, or an error that names the field.

Pictures are still sources here (a URL, base64, an upload); they are fetched only after everything else holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rushes.core.card import ASPECT_RATIOS, MAX_SECONDS, MIN_SECONDS, ModelCard
from rushes.core.fields import Fields, check_text, show, strangers
from rushes.core.request import Shot, Warn
from rushes.core.shots import ITEM_FIELDS, read_shots
from rushes.errors import InvalidRequest

MAX_PROMPT = 2500
MAX_SEED = 2**31 - 1
SHOT_TYPES = ("customize", "intelligent", "intelligence")
DEFAULT_SECONDS = 5
MAX_ELEMENTS = 3
MAX_ITEM_FIELDS = 16
MAX_LABELS, MAX_LABEL_KEY, MAX_LABEL_VALUE = 16, 64, 512
MAX_ELEMENT_ID, MAX_EXTERNAL_ID, MAX_USER, MAX_URL = 128, 128, 256, 2048


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that holds by every rule, its pictures not yet fetched."""

    model: str
    prompt: str | None
    shots: tuple[Shot, ...]
    seconds: int
    #: A URL, a data: URI or base64 as text; bytes when uploaded.
    image: str | bytes | None
    last_image: str | bytes | None
    aspect_ratio: str
    negative_prompt: str
    cfg_scale: float
    shot_type: str
    elements: tuple[str, ...]
    seed: int | None
    labels: Mapping[str, str]
    user: str | None
    external_task_id: str | None
    callback_url: str | None
    #: The other name of the model that it was asked by, if any.
    alias: str | None = None
    #: Where each picture's field stood in the body, for messages.
    paths: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Warn, ...] = ()


def check(fields: Fields, card: ModelCard) -> Wanted:
    """Hold the fields against the contract and the model's card. Raises `InvalidRequest` for the first broken rule."""
    prompt = _prompt(fields)
    image, last_image = _pictures(fields)
    shot_type = fields.choice("shot_type", SHOT_TYPES) or "customize"
    shot_type = "intelligent" if shot_type == "intelligence" else shot_type
    if shot_type == "intelligent" and fields.given("multi_prompt"):
        raise _clash(
            fields, "shot_type", '"intelligent" cuts a prompt into shots itself', "multi_prompt", "gives the shots"
        )
    seconds = fields.whole("duration", MIN_SECONDS, MAX_SECONDS, text_ok=True)
    shots, seconds = read_shots(fields, prompt, seconds, DEFAULT_SECONDS)
    cfg_scale = fields.number("cfg_scale", 0, 1)
    asked = fields.values.get("model")
    return Wanted(
        model=card.name,
        prompt=prompt,
        shots=shots,
        seconds=seconds,
        image=image,
        last_image=last_image,
        aspect_ratio=fields.choice("aspect_ratio", ASPECT_RATIOS) or ASPECT_RATIOS[0],
        negative_prompt=fields.text("negative_prompt", MAX_PROMPT) or "",
        cfg_scale=0.5 if cfg_scale is None else cfg_scale,
        shot_type=shot_type,
        elements=_elements(fields),
        seed=fields.whole("seed", 0, MAX_SEED),
        labels=_labels(fields),
        user=fields.text("user", MAX_USER),
        external_task_id=_external_id(fields),
        callback_url=fields.text("callback_url", MAX_URL),
        alias=asked if isinstance(asked, str) and asked != card.name else None,
        paths={name: fields.path(name) for name in ("image", "last_image", "callback_url")},
        warnings=tuple(_without_effect(fields, card, shot_type)),
    )


def _prompt(fields: Fields) -> str | None:
    prompt = fields.text("prompt", MAX_PROMPT)
    if prompt is not None and not prompt.strip():
        prompt = None
    if fields.given("multi_prompt"):
        if prompt is not None:
            raise _clash(fields, "prompt", "describes one shot", "multi_prompt", "describes several")
        return None
    if prompt is None:
        path = fields.path("prompt")
        message = (
            f"prompt is missing or empty; say what the film shows in 1 to {MAX_PROMPT} characters, "
            "or give extra_body.multi_prompt."
        )
        raise InvalidRequest(message, param=path)
    return prompt


def _pictures(fields: Fields) -> tuple[str | bytes | None, str | bytes | None]:
    found: list[str | bytes | None] = []
    for name in ("image", "last_image"):
        value = fields.values.get(name)
        path = fields.path(name)
        if value is not None and not (isinstance(value, str | bytes) and value):
            raise InvalidRequest(
                f"{path} is {show(value)}; allowed: a URL, a data: URI or base64 as a string.", param=path
            )
        found.append(value)
    image, last_image = found
    if last_image is not None and image is None:
        path = fields.path("last_image")
        raise InvalidRequest(f"{path} needs image: send the first frame as image too.", param=path)
    if last_image is not None and fields.given("multi_prompt"):
        raise _clash(fields, "last_image", "gives the end of one shot", "multi_prompt", "describes several")
    return image, last_image


def _elements(fields: Fields) -> tuple[str, ...]:
    value, path = fields.values.get("element_list"), fields.path("element_list")
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MAX_ELEMENTS:
        message = f'{path} is {show(value)}; allowed: a list of at most {MAX_ELEMENTS} objects {{"element_id": …}}.'
        raise InvalidRequest(message, param=path)
    return tuple(_element(item, f"{path}[{at}]") for at, item in enumerate(value))


def _element(item: object, path: str) -> str:
    element = item.get("element_id") if isinstance(item, dict) else None
    if isinstance(element, bool) or not isinstance(element, str | int) or not str(element).strip():
        message = f"{path}.element_id is {show(element)}; allowed: the id of an element, a string or a whole number."
        raise InvalidRequest(message, param=f"{path}.element_id")
    return check_text(str(element), f"{path}.element_id", MAX_ELEMENT_ID) or ""


def _labels(fields: Fields) -> dict[str, str]:
    value, path = fields.values.get("labels"), fields.path("labels")
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > MAX_LABELS:
        message = f"{path} is {show(value)}; allowed: an object of at most {MAX_LABELS} strings."
        raise InvalidRequest(message, param=path)
    for key, label in value.items():
        if check_text(key, f"{path} (a key)", MAX_LABEL_KEY) == "" or not isinstance(label, str):
            message = (
                f"{path}.{key} is {show(label)}; allowed: a string under a name of 1 to {MAX_LABEL_KEY} characters."
            )
            raise InvalidRequest(message, param=f"{path}.{key}")
        check_text(label, f"{path}.{key}", MAX_LABEL_VALUE)
    return dict(value)


def _external_id(fields: Fields) -> str | None:
    value, path = fields.text("external_task_id", MAX_EXTERNAL_ID), fields.path("external_task_id")
    if value is not None and not (value.isprintable() and value.strip() == value and value):
        allowed = f"1 to {MAX_EXTERNAL_ID} printable characters without spaces at the ends"
        message = f"{path} is {show(value)}; allowed: {allowed}."
        raise InvalidRequest(message, param=path)
    return value


def _without_effect(fields: Fields, card: ModelCard, shot_type: str) -> list[Warn]:
    found = []
    if fields.given("image") and fields.given("aspect_ratio"):
        message = "aspect_ratio has no effect with image: the film keeps the picture's own ratio."
        found.append(Warn(fields.path("aspect_ratio"), message))
    if shot_type == "intelligent" and fields.given("last_image"):
        message = (
            'shot_type "intelligent" has no effect with last_image: the film is one shot between the two pictures.'
        )
        found.append(Warn(fields.path("shot_type"), message))
    if fields.values.get("element_list") and not card.elements:
        message = f"element_list has no effect: {card.name} is made here by a renderer that knows no elements."
        found.append(Warn(fields.path("element_list"), message))
    for name in sorted(card.ignores):
        if fields.given(name):
            message = f"{fields.path(name)} has no effect: the API behind {card.name} has no place for it."
            found.append(Warn(fields.path(name), message))
    for name in sorted(card.beside_image):
        if fields.given(name) and not fields.given("image"):
            message = f"{fields.path(name)} has no effect without image: so it is with the API behind {card.name}."
            found.append(Warn(fields.path(name), message))
    found += _strangers(fields)
    return found


def _strangers(fields: Fields) -> list[Warn]:
    found = []
    for name, known in (("multi_prompt", ITEM_FIELDS), ("element_list", ("element_id",))):
        items = fields.values.get(name)
        for at, item in enumerate(items if isinstance(items, list) else ()):
            path = f"{fields.path(name)}[{at}]"
            if len(item) > MAX_ITEM_FIELDS:
                message = f"{path} has {len(item)} fields; allowed: {', '.join(known)}."
                raise InvalidRequest(message, param=path)
            found += strangers(item, path, known)
    return found


def _clash(fields: Fields, one: str, does: str, other: str, other_does: str) -> InvalidRequest:
    path = fields.path(one)
    message = f"{path} {does} and {fields.path(other)} {other_does}; send only one of the two."
    return InvalidRequest(message, param=path)
