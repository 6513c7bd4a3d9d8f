"""Schemas and examples of webhooks: what makes and changes one, what is answered of it, and its deliveries."""

from __future__ import annotations

from typing import Any

from rushes.api.body import LONGEST_OVERLAP
from rushes.api.openapi.words import Schema, choice, flag, listing, or_null, ref, text, thing, whole
from rushes.api.webhooks import STATES
from rushes.core.hook_rules import MOST_DESCRIPTION
from rushes.core.ids import DELIVERY_ID, KEY_ID, TASK_ID, WEBHOOK_ID
from rushes.core.rules import MAX_URL
from rushes.core.webhook import TYPES, USUAL_TYPES

ID, DELIVERY = "hook_3v8k2m7q9x4c1h6t", "msg_5xq3mz8k2v7n4c9h1b6t0w3yrd"
SECRET_TEXT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
NEW: dict[str, Any] = {
    "url": "https://example.com/rushes",
    "events": ["video.completed", "video.failed"],
    "description": "the editor's",
}
CHANGE: dict[str, Any] = {"url": "https://example.com/rushes/2", "disabled": False}
WEBHOOK: dict[str, Any] = {
    "id": ID,
    "object": "webhook",
    **NEW,
    "key": None,
    "status": "live",
    "reason": None,
    "failing_since": None,
    "disabled_at": None,
    "created_at": 1767225600,
}
MADE = {**WEBHOOK, "secret": SECRET_TEXT}
SECRET = {"object": "webhook.secret", "secret": SECRET_TEXT, "old_secret": None, "old_until": None, "at": 1767225600}
ROTATE = {"overlap_seconds": 86400}
DELETED = {"id": ID, "object": "webhook.deleted", "deleted": True}
SENT: dict[str, Any] = {
    "id": DELIVERY,
    "object": "webhook.delivery",
    "webhook": ID,
    "video": "task_5xq3mz8k2v7n4c9h1b6t0w3yrd",
    "type": "video.completed",
    "status": "pending",
    "attempts": 1,
    "response_status": 503,
    "error": "It answered 503.",
    "happened_at": 1767225600,
    "last_attempt_at": 1767225600,
    "next_attempt_at": 1767225605,
}


def page(*data: dict[str, Any]) -> dict[str, Any]:
    """A page that holds all there is."""
    return {"object": "list", "data": [*data], "first_id": data[0]["id"], "last_id": data[-1]["id"], "has_more": False}


def schemas() -> dict[str, Schema]:
    """All of them, by component name."""
    url = text("A public https URL. The server follows no redirect.", minLength=1, maxLength=MAX_URL)
    events = listing(choice(TYPES), f"What it is told. Usually {', '.join(USUAL_TYPES)}.", minItems=1)
    description = text("For people.", maxLength=MOST_DESCRIPTION)
    key = or_null(text("Only videos made with this key; null: all of the tenant's.", pattern=f"^{KEY_ID.pattern}$"))
    new = {"url": url, "events": or_null(events), "description": or_null(description), "key": key}
    changes = {"url": url, "events": events, "description": description, "disabled": flag("It is sent nothing.")}
    webhook = _webhook(url, events, description, key)
    return {
        "Webhook": thing(webhook, "A URL that is told what happens to videos."),
        "MadeWebhook": thing({**webhook, "secret": _secret_text()}, "A webhook with its secret."),
        "NewWebhook": thing(
            new, "Unknown fields are refused.", optional=set(new) - {"url"}, additionalProperties=False
        ),
        "ChangeWebhook": thing(
            changes, "What is left out stays. Unknown fields are refused.", optional=changes, additionalProperties=False
        ),
        "RotateSecret": thing(
            {
                "overlap_seconds": or_null(
                    whole("The secret before signs too so long.", minimum=0, maximum=LONGEST_OVERLAP)
                )
            },
            optional=("overlap_seconds",),
            additionalProperties=False,
        ),
        "WebhookSecret": thing(
            {
                "object": _constant("webhook.secret"),
                "secret": _secret_text(),
                "old_secret": or_null(_secret_text()),
                "old_until": or_null(_time("Until when both sign.")),
                "at": _time("Now."),
            }
        ),
        "WebhookDeleted": thing(
            {"id": _id(), "object": _constant("webhook.deleted"), "deleted": {"type": "boolean", "const": True}}
        ),
        "Delivery": _delivery(),
        "WebhookList": _list("Webhook"),
        "DeliveryList": _list("Delivery"),
    }


def _webhook(url: Schema, events: Schema, description: Schema, key: Schema) -> dict[str, Schema]:
    return {
        "id": _id(),
        "object": _constant("webhook"),
        "url": url,
        "events": events,
        "description": description,
        "key": key,
        "status": choice(("live", "disabled"), "A disabled one is sent nothing; what is on its way is held."),
        "reason": or_null(text("Why it is disabled.")),
        "failing_since": or_null(_time("Since when nothing has arrived.")),
        "disabled_at": or_null(_time("")),
        "created_at": _time(""),
    }


def _delivery() -> Schema:
    return thing(
        {
            "id": text("The `webhook-id`, the same at every try.", pattern=f"^{DELIVERY_ID.pattern}$"),
            "object": _constant("webhook.delivery"),
            "webhook": or_null(_id()),
            "video": or_null(text("Null where it tells of a webhook.", pattern=f"^{TASK_ID.pattern}$")),
            "type": choice(TYPES),
            "status": choice(STATES, "`held` while its webhook is disabled, `failed` once it is given up."),
            "attempts": whole("Tries so far.", minimum=0),
            "response_status": or_null(whole("What the last try was answered.")),
            "error": or_null(text("Why the last try failed.")),
            "happened_at": _time("When the event happened."),
            "last_attempt_at": or_null(_time("")),
            "next_attempt_at": or_null(_time("")),
        },
        "One event on its way to one receiver.",
    )


def _list(name: str) -> Schema:
    return thing(
        {
            "object": _constant("list"),
            "data": listing(ref(name)),
            "first_id": or_null(text()),
            "last_id": or_null(text()),
            "has_more": flag("Whether more follow; ask with `after`."),
        }
    )


def _id() -> Schema:
    return text(pattern=f"^{WEBHOOK_ID.pattern}$")


def _secret_text() -> Schema:
    return text("Verify with it, as Standard Webhooks 1.0 says.", pattern="^whsec_[A-Za-z0-9+/]{43}=$")


def _constant(value: str) -> Schema:
    return {"type": "string", "const": value}


def _time(description: str) -> Schema:
    return whole(f"{description} Unix seconds.".strip(), minimum=0)
