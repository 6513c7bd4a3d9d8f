"""Schemas of providers and of the operator's decisions."""

from __future__ import annotations

from typing import Any

from rushes.api.openapi.words import Schema, choice, listing, or_null, ref, text, thing, whole
from rushes.desk import Decision

PROVIDER_STATES = ("ok", "failing", "stopped")
DECISIONS = tuple(str(decision) for decision in Decision)
PROVIDER: dict[str, Any] = {
    "id": "kling",
    "object": "provider",
    "slots": 5,
    "status": "ok",
    "reason": None,
    "since": None,
}


def schemas() -> dict[str, Schema]:
    """All of them, by component name."""
    return {
        "Provider": thing(
            {
                "id": text("Its name."),
                "object": {"type": "string", "const": "provider"},
                "slots": whole("How many films it makes at a time.", minimum=1),
                "status": choice(PROVIDER_STATES),
                "reason": or_null(text("Why it is stopped, and what to do.")),
                "since": or_null(whole("Since when, in Unix seconds.")),
            },
            "What makes films.",
        ),
        "ProviderList": thing({"object": {"type": "string", "const": "list"}, "data": listing(ref("Provider"))}),
        "Resolve": thing(
            {
                "decision": choice(DECISIONS, "`adopt` the vendor's job, `resubmit` it, or `fail` the task."),
                "vendor_id": or_null(text("The vendor's own id of the job, to adopt.", minLength=1, maxLength=128)),
            },
            optional=("vendor_id",),
        ),
    }
