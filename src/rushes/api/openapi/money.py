"""Schemas and examples of money: a price before anything is made, a task's lines, sums of what was spent."""

from __future__ import annotations

from typing import Any

from rushes.api.money import GROUPS, SUMS
from rushes.api.openapi import examples
from rushes.api.openapi.words import Schema, choice, listing, or_null, ref, text, thing, whole
from rushes.core.ledger import Kind
from rushes.core.money import CURRENCY

UNIT = "In millionths of a US dollar."

LINES: list[dict[str, Any]] = [
    {"kind": "hold", "amount": 252_000, "at": 1767225600, "vendor_units": None, "vendor_amount": None},
    {"kind": "charge", "amount": 252_000, "at": 1767225609, "vendor_units": "1.8", "vendor_amount": 252_000},
]
COST: dict[str, Any] = {
    "currency": CURRENCY,
    "price_per_second": 84_000,
    "reserved": 0,
    "spent": 252_000,
    "lines": LINES,
}
PAID: dict[str, Any] = {
    **examples.COMPLETED,
    "model": "kling-v3-std-silent",
    "metadata": {"total_time": 8.431, "predict_time": 8.412, "provider": "kling", "cost": COST},
}
REQUEST: dict[str, Any] = {
    "model": "kling-v3-std-silent",
    "prompt": examples.PROMPT,
    "shots": [{"prompt": examples.PROMPT, "duration": 3}],
    "duration": 3,
    "size": "1280x720",
    "aspect_ratio": "16:9",
    "image": None,
    "last_image": None,
    "negative_prompt": "blur",
    "cfg_scale": 0.5,
    "shot_type": "customize",
    "element_list": [],
    "seed": None,
    "labels": {},
    "user": None,
    "external_task_id": None,
    "callback_url": None,
}
ESTIMATE: dict[str, Any] = {
    "object": "video.estimate",
    "model": "kling-v3-std-silent",
    "provider": "kling",
    "currency": CURRENCY,
    "price_per_second": 84_000,
    "seconds": 3,
    "amount": 252_000,
    "request": REQUEST,
    "warnings": [],
}
SUM = {
    "tasks": 3, "films": 2, "seconds": 6, "reserved": 252_000, "spent": 504_000, "overrun": 0, "vendor_billed": 504_000,
}  # fmt: skip
USAGE: dict[str, Any] = {
    "object": "usage",
    "currency": CURRENCY,
    "since": "2025-12-03",
    "until": "2026-01-01",
    "data": [{"day": "2026-01-01", "model": "kling-v3-std-silent", "key": "key_3v8k2m7q9x4c1h6t", **SUM}],
    "total": SUM,
}
MEANINGS = {
    "tasks": "Tasks that were created.",
    "films": "Those of them that came to a film.",
    "seconds": "Of these films.",
    "reserved": f"What tasks that have not ended, or whose bill is open, may still cost. {UNIT}",
    "spent": UNIT,
    "overrun": f"What vendors billed beyond what was charged. {UNIT}",
    "vendor_billed": f"What vendors say that they billed. {UNIT}",
}


def schemas() -> dict[str, Schema]:
    """All of them, by component name."""
    return {
        "VideoCost": thing(
            {
                "currency": _currency(),
                "price_per_second": _amount("For a second of film."),
                "reserved": _amount("What it may still cost."),
                "spent": _amount("What it has cost."),
                "lines": listing(ref("LedgerLine"), "Oldest first."),
            },
            "What the video costs; only there for models that have a price.",
        ),
        "LedgerLine": thing(
            {
                "kind": choice(
                    [str(kind) for kind in Kind],
                    "Reserved, charged, given back, or billed by the vendor beyond it, at the operator's cost.",
                ),
                "amount": _amount(),
                "at": whole("Unix seconds.", minimum=0),
                "vendor_units": or_null(text("What the vendor says that it billed, in its own units.")),
                "vendor_amount": or_null(_amount("The same in money.")),
            },
            "One movement of money.",
        ),
        "VideoEstimate": _estimate(),
        "NormalisedRequest": _request(),
        "UsageSums": thing(_sums(), "Sums of tasks by the day on which they were created (UTC)."),
        "UsageRow": thing(
            {**{group: text() for group in GROUPS}, **_sums()},
            f"The sums of one {', '.join(GROUPS[:3])}. Without a key, `key` is empty.",
            optional=GROUPS,
        ),
        "Usage": thing(
            {
                "object": {"type": "string", "const": "usage"},
                "currency": _currency(),
                "since": _day(),
                "until": _day(),
                "data": listing(ref("UsageRow"), "Newest day first."),
                "total": ref("UsageSums"),
            },
            "What was made and spent.",
        ),
    }


def _estimate() -> Schema:
    return thing(
        {
            "object": {"type": "string", "const": "video.estimate"},
            "model": text(),
            "provider": text("Who would make it."),
            "currency": _currency(),
            "price_per_second": _amount("For a second of film."),
            "seconds": whole(minimum=1),
            "amount": _amount("What would be held at the create, and the most that is charged."),
            "request": ref("NormalisedRequest"),
            "warnings": listing(ref("Warning")),
        },
        "What a create would ask for and cost.",
    )


def _request() -> Schema:
    properties: dict[str, Schema] = {
        "model": text(),
        "prompt": or_null(text()),
        "shots": listing(thing({"prompt": text(), "duration": whole(minimum=1)})),
        "duration": whole(minimum=1),
        "size": or_null(text("Null where a picture decides it: pictures are not fetched for an estimate.")),
        "aspect_ratio": or_null(text()),
        "image": or_null(text("`url:` and the URL, or `sha256:` and the digest of the bytes.")),
        "last_image": or_null(text("The same.")),
        "negative_prompt": text(),
        "cfg_scale": {"type": "number"},
        "shot_type": text(),
        "element_list": listing(thing({"element_id": text()})),
        "seed": or_null(whole("Null: drawn at the create.")),
        "labels": {"type": "object", "additionalProperties": text()},
        "user": or_null(text()),
        "external_task_id": or_null(text()),
        "callback_url": or_null(text()),
    }
    return thing(properties, "The request with all defaults filled in: what `Idempotency-Key` compares.")


def _sums() -> dict[str, Schema]:
    return {name: whole(MEANINGS[name], minimum=0) for name in SUMS}


def _amount(description: str = "") -> Schema:
    return whole(f"{description} {UNIT}".strip(), minimum=0)


def _currency() -> Schema:
    return {"type": "string", "const": CURRENCY}


def _day() -> Schema:
    return text("A day (UTC).", format="date")
