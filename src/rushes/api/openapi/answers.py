"""Schemas of what the API answers."""

from __future__ import annotations

from rushes.api.openapi.words import Schema, choice, flag, listing, number, or_null, ref, text, thing, whole
from rushes.core.card import ASPECT_RATIOS
from rushes.core.event import KINDS
from rushes.core.ids import TASK_ID
from rushes.core.task import WIRE
from rushes.desk import PROVIDER_STATES

STATUSES = tuple(dict.fromkeys(WIRE.values()))
TYPES = (
    "invalid_request_error", "authentication_error", "permission_error", "not_found_error", "rate_limit_error",
    "server_error",
)  # fmt: skip
KINDS_TOLD = tuple(dict.fromkeys(KINDS.values()))
#: Codes of a task that failed, as `error.code` of the task.
TASK_CODES = (
    "cancelled", "expired", "provider_crashed", "provider_failed", "render_failed", "provider_not_configured",
    "upstream_rejected", "content_refused", "upstream_unavailable", "upstream_timeout", "internal_error",
)  # fmt: skip


def schemas() -> dict[str, Schema]:
    """All of them, by component name."""
    return {
        "Video": _video(),
        "VideoResult": thing({"outputs": listing(_url("")), "video_url": _url("")}),
        "VideoMetadata": _metadata(),
        "VideoError": thing(
            {
                "code": text("A stable word for programs.", examples=list(TASK_CODES)),
                "message": text("What happened, for people."),
            },
            "Why a task failed.",
        ),
        "Warning": thing(
            {"param": text("The field's path."), "message": text("What has no effect, or not the expected one.")},
            "Something of the request that did not go as asked.",
        ),
        "VideoList": _page(),
        "VideoDeleted": thing(
            {"id": _task_id(), "object": _constant("video.deleted"), "deleted": {"type": "boolean", "const": True}}
        ),
        "VideoEvent": thing(
            {"type": choice(KINDS_TOLD), "timestamp": _time("When it happened."), "data": ref("Video")},
            "What happened, and the video as it was right after it.",
        ),
        "StreamedEvent": thing(
            {
                "event": choice(KINDS_TOLD),
                "id": text("Grows; send the last one back as `Last-Event-ID`.", pattern="^[0-9]+$"),
                "data": text(contentMediaType="application/json", contentSchema=ref("VideoEvent")),
            },
            "One event of the stream, by its lines.",
        ),
        "Model": _model(),
        "ModelList": thing({"object": _constant("list"), "data": listing(ref("Model"))}),
        "Alive": thing({"status": _constant("ok"), "version": text()}),
        "Ready": thing(
            {
                "status": _constant("ok"),
                "absent": {
                    "type": "object",
                    "additionalProperties": text(),
                    "description": "Known models that no configured provider makes, each with what to do about it.",
                },
                "providers": {
                    "type": "object",
                    "additionalProperties": choice(PROVIDER_STATES),
                    "description": "What makes films here; `stopped` waits for the operator.",
                },
            }
        ),
        "Error": thing({"error": _error()}, "What every refusal looks like."),
    }


def _video() -> Schema:
    return thing(
        {
            "id": _task_id(),
            "task_id": _task_id(),
            "object": _constant("video.generation.job"),
            "model": text("As asked."),
            "prompt": or_null(text("As asked; null with `multi_prompt`.")),
            "status": choice(STATUSES, "A cancelled video is `failed` with `error.code` `cancelled`."),
            "progress": whole("Percent of the work that is done.", minimum=0, maximum=100),
            "estimated_seconds_left": or_null(whole("From the last runs of the model; null if unknown.", minimum=0)),
            "created_at": _time("When it was asked for."),
            "completed_at": or_null(_time("When the film was finished.")),
            "expires_at": or_null(_time("When the film will be removed; null: it is kept.")),
            "duration": or_null(number("Seconds of work so far, not the film's length.", minimum=0)),
            "seconds": text("The film's length, as OpenAI writes it.", pattern="^[0-9]+$"),
            "size": text("Width and height in pixels.", pattern="^[0-9]+x[0-9]+$"),
            "video_url": or_null(_url("Opens without a key, about an hour long; null before the film is finished.")),
            "result": or_null(ref("VideoResult")),
            "thumbnail_url": or_null(_url("A poster frame.")),
            "metadata": ref("VideoMetadata"),
            "error": or_null(ref("VideoError")),
            "warnings": listing(ref("Warning")),
            "labels": {"type": "object", "additionalProperties": text(), "description": "As asked."},
            "seed": whole("As asked, or as drawn.", minimum=0),
            "external_task_id": or_null(text("As asked.")),
            "queue_position": or_null(whole("Place in the queue while queued, from 1.", minimum=1)),
        },
        "A video that is wanted, being made or made.",
    )


def _metadata() -> Schema:
    return thing(
        {
            "total_time": or_null(number("Seconds from the request to the end.", minimum=0)),
            "predict_time": or_null(number("Seconds from the start of the work to the end.", minimum=0)),
            "provider": text("Who makes the film."),
            "sha256": text("Of the film's file.", pattern="^[0-9a-f]{64}$"),
            "bytes": whole("Of the film's file.", minimum=1),
            "cost": ref("VideoCost"),
            "previs": {"type": "object", "description": "What the embedded renderer understood and used."},
        },
        "Facts about the making. The provider's own facts stand under its name.",
        optional=("sha256", "bytes", "cost", "previs"),
    )


def _page() -> Schema:
    return thing(
        {
            "object": _constant("list"),
            "data": listing(ref("Video")),
            "first_id": or_null(_task_id()),
            "last_id": or_null(_task_id()),
            "has_more": flag("Whether more follow; ask with `after`."),
            "next_cursor": or_null(text("For `after`; stays good when the last video is deleted.")),
        },
        "A page of videos.",
    )


def _model() -> Schema:
    sizes = thing({ratio: text(pattern="^[0-9]+x[0-9]+$") for ratio in ASPECT_RATIOS})
    most = whole(minimum=0)
    capabilities = thing(
        {
            "modes": listing(text()),
            "audio": flag("Whether its films have sound."),
            "stands_in": flag("Whether the embedded renderer answers for another maker's name."),
            "fps": whole(minimum=1),
            "seconds": thing({"min": most, "max": most, "default": most}),
            "aspect_ratios": listing(choice(ASPECT_RATIOS)),
            "sizes": sizes,
            "prompt": thing({"max_characters": most}),
            "multi_prompt": thing({"max_shots": most, "max_characters": most}),
            "shot_types": listing(text()),
            "elements": thing({"max": most}),
            "image": thing(
                {"formats": listing(text()), "max_bytes": most, "min_side": most, "max_ratio": number(minimum=1)}
            ),
        }
    )
    return thing(
        {
            "id": text(),
            "object": _constant("model"),
            "created": whole("Always 0: OpenAI's clients need the field."),
            "owned_by": text("The provider."),
            "aliases": listing(text(), "More names that it may be asked for by."),
            "capabilities": capabilities,
        },
        "A model and what it can do.",
    )


def _error() -> Schema:
    return thing(
        {
            "message": text("What is wrong, what is allowed and what to do."),
            "type": choice(TYPES, "OpenAI's word for the kind."),
            "param": or_null(text("Path of the field, like `extra_body.multi_prompt[1].duration`.")),
            "code": text("A stable word for programs."),
        }
    )


def _task_id() -> Schema:
    return text(pattern=f"^{TASK_ID.pattern}$")


def _constant(value: str) -> Schema:
    return {"type": "string", "const": value}


def _time(description: str) -> Schema:
    return whole(f"{description} Unix seconds.".strip(), minimum=0)


def _url(description: str) -> Schema:
    return text(description, format="uri")
