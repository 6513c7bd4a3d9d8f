"""The schemas of webhooks hold what the server answers, and refuse what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.api.openapi.conftest import Judge

from rushes.api.openapi.webhooks import CHANGE, MADE, NEW, ROTATE, SECRET, SENT, WEBHOOK
from rushes.api.webhooks import delivered, shape
from rushes.core.webhook import Delivery, Webhook

DELIVERY = Delivery(
    SENT["id"], "default", SENT["video"], None, "s", "t", "https://h", "video.failed", 0, 1, "held", 0, 1
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NewWebhook", NEW),
        ("ChangeWebhook", CHANGE),
        ("RotateSecret", ROTATE),
        ("Webhook", WEBHOOK),
        ("MadeWebhook", MADE),
        ("WebhookSecret", SECRET),
        ("Delivery", SENT),
        ("Delivery", delivered(DELIVERY)),
        ("Webhook", shape(Webhook(WEBHOOK["id"], "t", None, "https://h", ("video.failed",), "", 1.5, 2.5, "why", 2.0))),
    ],
)
def test_what_is_shown_fits(holds: Judge, name: str, value: dict[str, Any]) -> None:
    assert holds(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NewWebhook", {}),
        ("NewWebhook", {**NEW, "events": []}),
        ("NewWebhook", {**NEW, "secret": "whsec_x"}),
        ("ChangeWebhook", {"key": None}),
        ("RotateSecret", {"overlap_seconds": -1}),
        ("Webhook", {**WEBHOOK, "status": "asleep"}),
    ],
)
def test_what_is_refused_does_not_fit(holds: Judge, name: str, value: dict[str, Any]) -> None:
    assert not holds(name, value)
