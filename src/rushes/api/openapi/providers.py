"""Schemas of providers, of open bills and of the operator's decisions."""

from __future__ import annotations

from typing import Any

from rushes.api.openapi.words import Schema, choice, listing, or_null, ref, text, thing, whole
from rushes.core.ids import TASK_ID
from rushes.core.key_rules import MOST_MONEY
from rushes.desk import PROVIDER_STATES, Decision

DECISIONS = tuple(str(decision) for decision in Decision)
PROVIDER: dict[str, Any] = {
    "id": "kling",
    "object": "provider",
    "slots": 5,
    "status": "ok",
    "reason": None,
    "since": None,
}
BILL: dict[str, Any] = {
    "id": "task_5xq3mz8k2v7n4c9h1b6t0w3yrd",
    "object": "bill",
    "status": "open",
    "tenant": "north",
    "provider": "generations",
    "model": "kling-v3-std-silent",
    "vendor_id": "job-17",
    "reserved": 252_000,
    "ended_at": 1767225609,
}


def schemas() -> dict[str, Schema]:
    """All of them, by component name."""
    return {
        "Provider": thing(
            {
                "id": text("Its name."),
                "object": {"type": "string", "const": "provider"},
                "slots": whole("How many films it makes at a time.", minimum=0),
                "status": choice(PROVIDER_STATES),
                "reason": or_null(text("Why it is stopped, and what to do.")),
                "since": or_null(whole("Since when, in Unix seconds.")),
            },
            "What makes films.",
        ),
        "Metrics": text("Lines of Prometheus' text format."),
        "ProviderList": thing({"object": {"type": "string", "const": "list"}, "data": listing(ref("Provider"))}),
        "Resolve": thing(
            {
                "decision": choice(DECISIONS, "`adopt` the vendor's job, `resubmit` it, or `fail` the task."),
                "vendor_id": or_null(text("The vendor's own id of the job, to adopt.", minLength=1, maxLength=128)),
            },
            optional=("vendor_id",),
            additionalProperties=False,
        ),
        "Bill": thing(
            {
                "id": text("The video's.", pattern=f"^{TASK_ID.pattern}$"),
                "object": {"type": "string", "const": "bill"},
                "status": choice(("open", "settled")),
                "tenant": text("Whose video it was."),
                "provider": text("What has made it, or tried."),
                "model": text(),
                "vendor_id": or_null(text("The vendor's own id of the job, where it is known.")),
                "reserved": whole("What is held for it, in millionths of a US dollar.", minimum=0),
                "ended_at": whole("When the video ended, in Unix seconds."),
            },
            "What a vendor may still bill for a video that has ended.",
        ),
        "BillList": thing({"object": {"type": "string", "const": "list"}, "data": listing(ref("Bill"))}),
        "Settle": thing(
            {
                "billed": whole(
                    "What the vendor has billed, in millionths of a US dollar; 0 where nothing.",
                    minimum=0,
                    maximum=MOST_MONEY,
                )
            },
            additionalProperties=False,
        ),
    }
