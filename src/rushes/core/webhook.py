"""Webhooks and their deliveries as values, their secrets, and the signature of Standard Webhooks 1.0.

A secret is not kept: it follows from one secret of the installation, the signer's name and the number of its turn, so
that it can be shown again and a look into the table of webhooks tells nothing. Sending is for `work/webhooks.py`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from rushes.core.event import KINDS
from rushes.core.task import Task

PREFIX = "whsec_"
#: Tells the tenant's other webhooks of one that was given up.
DISABLED = "webhook.disabled"
#: All that can be asked for, and what is sent where nothing is.
TYPES = (*dict.fromkeys(KINDS.values()), DISABLED)
USUAL_TYPES = tuple(kind for kind in TYPES if kind != "video.progress")


@dataclass(frozen=True, slots=True)
class Turn:
    """How often a signer's secret was changed, and until when the one before signs too."""

    number: int = 0
    old_until: float | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """A URL that is told of a tenant's tasks, or of those of one key."""

    id: str
    tenant: str
    #: Only tasks made with this key; None is all of the tenant's.
    key: str | None
    url: str
    types: tuple[str, ...]
    description: str
    created_at: float
    disabled_at: float | None = None
    #: Why it is disabled.
    why: str | None = None
    #: Since when nothing has arrived; None where the last one has.
    failing_since: float | None = None
    turn: Turn = Turn()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one receiver. Its id is the same at every try."""

    id: str
    tenant: str
    #: The task that it tells of; of `DISABLED`, the webhook.
    task_id: str
    #: None: the task's own `callback_url`.
    webhook: str | None
    #: Whose secret signs it.
    signer: str
    #: What it shares its turns with: a webhook, or the host of a `callback_url`.
    target: str
    url: str
    type: str
    #: The number of the event among those of its task.
    sequence: int
    #: When the event happened.
    at: float
    #: pending, held (its webhook is disabled), delivered or failed.
    state: str
    attempt: int
    next_at: float
    #: Whoever sends it has the newest; an older one's word is void.
    epoch: int = 0
    tried_at: float | None = None
    status: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery that was claimed, with all that is needed to send it."""

    delivery: Delivery
    #: The task, or the webhook that was disabled, as it was right after the event.
    subject: Task | Webhook
    turn: Turn


def callback_signer(tenant: str, key: str | None) -> str:
    """The name under which a key's `callback_url`s are signed; of open mode's without one."""
    return f"callback {tenant} {key or ''}"


def secret_of(root: bytes, signer: str, turn: int) -> str:
    """A signer's secret as its receiver needs it: `whsec_` and 32 bytes in base64."""
    return PREFIX + base64.b64encode(_key(root, signer, turn)).decode()


def key_of_secret(secret: str) -> bytes:
    """What a secret's text stands for."""
    return base64.b64decode(secret.removeprefix(PREFIX))


def signed(root: bytes, signer: str, turn: Turn, message: str, body: bytes, now: float) -> dict[str, str]:
    """The headers of a try that is made now; for a while after a rotation the old secret signs too."""
    turns = [turn.number]
    if turn.old_until is not None and turn.old_until > now and turn.number:
        turns.append(turn.number - 1)
    return headers_of([_key(root, signer, number) for number in turns], message, body, now)


def headers_of(keys: Sequence[bytes], message: str, body: bytes, now: float) -> dict[str, str]:
    """The three headers of the standard, with a signature for each key."""
    content = f"{message}.{int(now)}.".encode() + body
    found = (base64.b64encode(hmac.digest(key, content, "sha256")).decode() for key in keys)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(int(now)),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in found),
    }


def _key(root: bytes, signer: str, turn: int) -> bytes:
    return hmac.digest(root, f"{signer}\n{turn}".encode(), hashlib.sha256)
