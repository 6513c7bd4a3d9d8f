"""Schemas of what a create takes. Limits come from the rules that enforce them."""

from __future__ import annotations

from collections.abc import Sequence

from rushes.api.multipart import JSON_TEXT
from rushes.api.openai import TIERS
from rushes.api.openapi.words import Schema, choice, listing, not_null, number, or_null, ref, text, thing, whole
from rushes.core.card import ASPECT_RATIOS, MAX_SECONDS, MIN_SECONDS
from rushes.core.rules import (
    DEFAULT_SECONDS,
    MAX_ELEMENT_ID,
    MAX_ELEMENTS,
    MAX_EXTERNAL_ID,
    MAX_LABEL_KEY,
    MAX_LABEL_VALUE,
    MAX_LABELS,
    MAX_PROMPT,
    MAX_SEED,
    MAX_URL,
    MAX_USER,
    SHOT_TYPES,
)
from rushes.core.shots import MAX_SHOT_PROMPT, MAX_SHOTS
from rushes.media.rules import MAX_BYTES, MAX_RATIO, MIN_SIDE
from rushes.media.sources import MAX_TEXT

#: A character that is no blank; the last five are blanks to Python and not to JSON Schema.
NOT_BLANK = r"[^\s\x1c-\x1f\x85]"
FORM_NAME = r"^[^\[\]]+(\[[^\[\]]*\])*$"
PICTURE = (
    "an https URL, the `id` of an uploaded file, a `data:` URI or bare base64 of a JPEG, PNG or WebP picture: "
    f"at most {MAX_BYTES >> 20} MiB, each side at least {MIN_SIDE} px, ratio 1:{MAX_RATIO} to {MAX_RATIO}:1"
)
FILES = ("image", "last_image", "input_reference")
UNKNOWN = "Texts hold no NUL. Unknown fields are accepted and named in the answer's `warnings`."


def schemas(models: Sequence[str]) -> dict[str, Schema]:
    """All of them, by component name."""
    return {
        "Shot": _shot(),
        "Element": _element(),
        "ExtraBody": thing(_nested(), f"The contract's nested fields. {UNKNOWN}", optional=_nested()),
        "CreateVideo": _create({**_top(models), **_twins(), "extra_body": _extra_body()}),
        "CreateVideoForm": _form({**_top(models), **_twins(), "extra_body": _extra_body()}),
        "CreateVideoOpenAI": _create({**_top(models), **_theirs(), **_twins(), "extra_body": _extra_body()}),
        "CreateVideoOpenAIForm": _form({**_top(models), **_theirs(), **_twins(), "extra_body": _extra_body()}),
    }


def _create(properties: dict[str, Schema]) -> Schema:
    """Only the model is always needed: a film has a prompt or shots, at either place."""
    return thing(
        properties,
        f"`prompt` or `multi_prompt` must be there, never both; `last_image` needs `image`. {UNKNOWN}",
        optional=set(properties) - {"model"},
        anyOf=[{"required": [name]} for name in ("prompt", "multi_prompt", "extra_body")],
    )


def _form(properties: dict[str, Schema]) -> Schema:
    """The same as a form: files are parts with a file name, numbers are text, nested values JSON or bracketed names."""
    found = {name: _as_part(name, schema) for name, schema in properties.items()}
    return {
        **_create(found),
        "propertyNames": {"pattern": FORM_NAME},
        "additionalProperties": text(),
        "description": (
            "The same fields as a form. Pictures may be files; all numbers are text. Objects and lists are either JSON "
            "text or names in brackets: `extra_body[cfg_scale]`, `extra_body[multi_prompt][][prompt]`, "
            f"`labels[scene]`. {UNKNOWN}"
        ),
    }


def _as_part(name: str, schema: Schema) -> Schema:
    """A form has no null, and one text for each field: of lists and objects their JSON."""
    if name in FILES:
        return text(f"{schema['description']} Or the file itself.", format="binary")
    if name in JSON_TEXT:
        description = schema.get("description", "The contract's nested fields.")
        return text(description, contentMediaType="application/json", contentSchema=schema)
    return not_null(schema)


def _top(models: Sequence[str]) -> dict[str, Schema]:
    return {
        "model": choice(models, "std is 720p, pro 1080p; audio has a sound track. `GET /v1/models` has all facts."),
        "prompt": or_null(
            text(
                "What the film shows. Not together with `multi_prompt`.",
                minLength=1,
                maxLength=MAX_PROMPT,
                pattern=NOT_BLANK,
            )
        ),
        "image": or_null(_picture(f"The first frame: {PICTURE}. With it the film keeps the picture's ratio.")),
        "last_image": or_null(
            _picture("The end frame, as `image`; needs `image`, and no `multi_prompt`. Cropped to `image`'s ratio.")
        ),
        "aspect_ratio": or_null(
            choice(ASPECT_RATIOS, "Without `image` only; with one it has no effect.", default=ASPECT_RATIOS[0])
        ),
        "duration": or_null(
            _seconds(MIN_SECONDS, MAX_SECONDS, "Length of the whole film in seconds.") | {"default": DEFAULT_SECONDS}
        ),
        "seed": or_null(whole("Drawn and answered when absent.", minimum=0, maximum=MAX_SEED)),
        "labels": or_null(_labels()),
        "external_task_id": or_null(
            text(
                "Your own id of the task, unique among yours; queries take it too. Printable, no blanks at its ends.",
                minLength=1,
                maxLength=MAX_EXTERNAL_ID,
            )
        ),
        "callback_url": or_null(
            text("A public https URL that is told what happens to the video, by signed webhooks.", maxLength=MAX_URL)
        ),
        "user": or_null(text("Your own user, kept with the task.", maxLength=MAX_USER)),
    }


def _nested() -> dict[str, Schema]:
    return {
        "negative_prompt": or_null(text("What to avoid.", maxLength=MAX_PROMPT)),
        "cfg_scale": or_null(number("How closely the prompt is followed.", minimum=0, maximum=1, default=0.5)),
        "shot_type": or_null(
            choice(
                SHOT_TYPES,
                "`intelligent` (Kling also writes `intelligence`) cuts a prompt into shots itself: not with "
                "`multi_prompt`. `customize` has no effect without it.",
                default="customize",
            )
        ),
        "multi_prompt": or_null(
            listing(
                ref("Shot"),
                "The shots, in order or by `index`. Shots without a duration share the time that is left.",
                minItems=1,
                maxItems=MAX_SHOTS,
            )
        ),
        "element_list": or_null(
            listing(ref("Element"), "For models whose capabilities say so.", maxItems=MAX_ELEMENTS)
        ),
    }


def _twins() -> dict[str, Schema]:
    """The nested fields at the top level, where OpenAI's clients put them."""
    return {
        name: {
            **schema,
            "description": f"{schema['description']} The same field as `extra_body.{name}`; send it at one place.",
        }
        for name, schema in _nested().items()
    }


def _theirs() -> dict[str, Schema]:
    return {
        "seconds": or_null(_seconds(MIN_SECONDS, MAX_SECONDS, "OpenAI's name of `duration`.")),
        "size": or_null(
            choice(
                TIERS,
                "OpenAI's name of the ratio: a size of the model's tier. An `aspect_ratio` beside it must be the same.",
            )
        ),
        "input_reference": or_null(
            {
                "anyOf": [
                    _picture(""),
                    thing({"image_url": _picture("")}, additionalProperties=False),
                ],
                "description": f"OpenAI's name of `image`: {PICTURE}.",
            }
        ),
    }


def _extra_body() -> Schema:
    return or_null(ref("ExtraBody"))


def _picture(description: str) -> Schema:
    return text(description, minLength=1, maxLength=MAX_TEXT)


def _shot() -> Schema:
    return thing(
        {
            "prompt": text("What the shot shows.", minLength=1, maxLength=MAX_SHOT_PROMPT, pattern=NOT_BLANK),
            "duration": or_null(_seconds(1, MAX_SECONDS, "Its seconds; where all have them they sum to `duration`.")),
            "index": or_null(whole("Its place: all shots have one or none.", minimum=1, maximum=MAX_SHOTS)),
        },
        "One prompt with its share of the time.",
        optional=("duration", "index"),
    )


def _element() -> Schema:
    return thing(
        {
            "element_id": {
                "anyOf": [text(minLength=1, maxLength=MAX_ELEMENT_ID, pattern=NOT_BLANK), whole()],
                "description": "The id of an element.",
            }
        },
        "A reference to an element.",
    )


def _labels() -> Schema:
    return {
        "type": "object",
        "maxProperties": MAX_LABELS,
        "propertyNames": text(minLength=1, maxLength=MAX_LABEL_KEY),
        "additionalProperties": text(maxLength=MAX_LABEL_VALUE),
        "description": "Your own pairs of strings, answered as they are.",
    }


def _seconds(least: int, most: int, description: str) -> Schema:
    """A whole number or one written as a string: the contract's table says string, its examples a number."""
    written = "|".join(str(number) for number in range(least, most + 1))
    return {
        "anyOf": [whole(minimum=least, maximum=most), text(pattern=f"^({written})$")],
        "description": f"{description} {least} to {most}; a string of digits too.",
    }
