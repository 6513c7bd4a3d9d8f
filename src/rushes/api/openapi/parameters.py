"""Parameters, and headers of answers, by component name."""

from __future__ import annotations

from typing import Any

from rushes.api.generations import MOST_WAIT
from rushes.api.kling.routes import MOST_ON_PAGE, MOST_PAGES, USUALLY_ON_PAGE
from rushes.api.links import VARIANTS
from rushes.api.money import GROUPS
from rushes.api.openapi.answers import STATUSES
from rushes.api.openapi.words import Schema, choice, text, whole
from rushes.api.paging import MOST_LISTED, USUALLY_LISTED
from rushes.api.webhooks import STATES

#: One or more statuses with commas between.
_STATUS = "|".join(STATUSES)
_GROUP = "|".join(GROUPS)

PARAMETERS: dict[str, dict[str, Any]] = {}
HEADERS: dict[str, dict[str, Any]] = {}


def _parameter(
    key: str, place: str, name: str, schema: Schema, description: str, example: Any = None, **more: Any
) -> None:
    PARAMETERS[key] = {"name": name, "in": place, "description": description, "schema": schema, **more}
    if example is not None:
        PARAMETERS[key]["example"] = example


def _header(name: str, schema: Schema, description: str, *, always: bool = False) -> None:
    HEADERS[name] = {"description": description, "schema": schema, **({"required": True} if always else {})}


_parameter(
    "task_id", "path", "task_id", text(minLength=1), "The video's `id`, or your own `external_task_id`.",
    "task_5xq3mz8k2v7n4c9h1b6t0w3yrd", required=True,
)  # fmt: skip
_parameter("model_id", "path", "model_id", text(minLength=1), "The model's name.", "previs-std-silent", required=True)
_parameter("key_id", "path", "key_id", text(minLength=1), "The key's `id`.", "key_3v8k2m7q9x4c1h6t", required=True)
_parameter(
    "webhook_id", "path", "webhook_id", text(minLength=1), "The webhook's `id`.", "hook_3v8k2m7q9x4c1h6t", required=True
)
_parameter(
    "delivery_id", "path", "delivery_id", text(minLength=1), "The delivery's `id`.", "msg_5xq3mz8k2v7n4c9h1b6t0w3yrd",
    required=True,
)  # fmt: skip
_parameter(
    "file_id", "path", "file_id", text(minLength=1), "The file's `id`.", "file_5xq3mz8k2v7n4c9h1b6t0w3yrd",
    required=True,
)  # fmt: skip
_parameter("after_file", "query", "after", text(), "The page after this file's id.")
_parameter("after_webhook", "query", "after", text(), "The page after this webhook's id.")
_parameter("after_delivery", "query", "after", text(), "The page after this delivery's id.")
_parameter("delivery_status", "query", "status", choice(STATES), "Only deliveries of this status.", "failed")
_parameter("provider", "path", "provider", text(minLength=1), "The provider's `id`.", "kling", required=True)
_parameter(
    "bill_id", "path", "bill_id", text(minLength=1), "The `id` of the bill, which is its video's.",
    "task_5xq3mz8k2v7n4c9h1b6t0w3yrd", required=True,
)  # fmt: skip
_parameter("after_key", "query", "after", text(), "The page after this key's id.")
_parameter(
    "variant", "query", "variant", choice(VARIANTS, default=VARIANTS[0]), "The film, or a poster frame of it.", "video"
)
_parameter(
    "limit", "query", "limit", whole(minimum=1, maximum=MOST_LISTED, default=USUALLY_LISTED), "How many on a page.", 20
)
_parameter("after", "query", "after", text(), "The page after this video's id, or after a `next_cursor`.")
_parameter(
    "pageNum", "query", "pageNum", whole(minimum=1, maximum=MOST_PAGES, default=1), "Which page, counted from 1.", 1
)
_parameter(
    "pageSize", "query", "pageSize", whole(minimum=1, maximum=MOST_ON_PAGE, default=USUALLY_ON_PAGE),
    "How many on a page.", 30,
)  # fmt: skip
_parameter("order", "query", "order", choice(("asc", "desc"), default="desc"), "`desc` is newest first.", "desc")
_parameter(
    "status", "query", "status", text(pattern=f"^(({_STATUS})(,({_STATUS}))*)?$"),
    "Only videos of these statuses, with commas between.", "queued,in_progress",
)  # fmt: skip
_parameter("model", "query", "model", text(), "Only videos of this model.", "previs-std-silent")
_parameter("since", "query", "since", text(format="date"), "The first day (UTC). Default: 30 days.", "2026-01-01")
_parameter("until", "query", "until", text(format="date"), "The last day (UTC). Default: today.", "2026-01-31")
_parameter(
    "by", "query", "by", text(pattern=f"^(({_GROUP})(,({_GROUP}))*)?$"),
    "What to add up by, with commas between. Default: day, model and key.", "day,model",
)  # fmt: skip
_parameter("of_key", "query", "key", text(), "Only what was asked with this key, by its `id`.")
_parameter("tenant", "query", "tenant", text(), "Only this tenant's: for the operator, who sees all.")
_parameter(
    "last_event_id", "query", "last_event_id", text(pattern="^[0-9]{1,17}$"), "`Last-Event-ID` for clients without it."
)
_parameter("expires", "query", "expires", text(), "Part of a signed link.")
_parameter("signature", "query", "signature", text(), "Part of a signed link: it opens the file without a key.")
_parameter(
    "Prefer", "header", "Prefer", text(),
    f"`wait=N`: answer when the film is made, or after N (0 to {MOST_WAIT}) seconds.", "wait=30",
)  # fmt: skip
_parameter(
    "Idempotency-Key", "header", "Idempotency-Key", text(pattern="^[!-~]([ -~]{0,253}[!-~])?$"),
    "A word of yours for this request: sent again with it within 7 days, it is answered as at first and makes nothing.",
    "scene-12-take-3",
)  # fmt: skip
_parameter(
    "Last-Event-ID", "header", "Last-Event-ID", text(pattern="^[0-9]{1,17}$"),
    "The `id` of the last event you have; you get those after it.", "3",
)  # fmt: skip
_parameter("Range", "header", "Range", text(), "A part of the file, as one range of bytes.", "bytes=0-1023")

_header("X-Request-Id", text(), "Names the request in the server's log. Yours where you sent one.", always=True)
_header("Preference-Applied", text(), "The preference that was heard.")
_header("Idempotent-Replayed", text(), "`true` where this request was made before, and this is what it came to.")
_header("x-should-retry", text(), "`false`: a library must not send the same request again by itself.")
_header("WWW-Authenticate", text(), "How to say who you are.", always=True)
_header("Retry-After", whole(minimum=0), "Seconds to wait before you try again.")
_header("RateLimit", text(), "What is left of the rate that was met, and in how many seconds there is more.")
_header("RateLimit-Policy", text(), "The rate that was met: so many requests in a window of so many seconds.")
_header("Accept-Ranges", text(), "`bytes`.", always=True)
_header("Content-Range", text(), "Which bytes of how many.", always=True)
_header("ETag", text(), "Changes when the file does.", always=True)
