"""What we sign is verified by the libraries that receivers use; a rotation is one moment of two signatures."""

from __future__ import annotations

import base64
import json
import time

import openai
import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from rushes.core.webhook import TYPES, USUAL_TYPES, Turn, callback_signer, secret_of, signed

ROOT, FIRST = b"r" * 32, Turn()
BODY = json.dumps({"type": "video.completed", "timestamp": 1, "data": {"prompt": "狐狸"}}, ensure_ascii=False).encode()


def headers(turn: Turn = FIRST, at: float | None = None) -> dict[str, str]:
    return signed(ROOT, "hook_a", turn, "msg_a", BODY, time.time() if at is None else at)


def verify(secret: str, given: dict[str, str], body: bytes = BODY) -> object:
    return Verifier(secret).verify(body, given)


def test_both_libraries_take_what_is_signed() -> None:
    secret = secret_of(ROOT, "hook_a", 0)
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    assert verify(secret, headers()) == json.loads(BODY)
    client = openai.OpenAI(api_key="none", webhook_secret=secret)
    event = client.webhooks.unwrap(BODY, headers())
    assert event.type == "video.completed"  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("wrong", ["body", "id", "time", "secret", "turn"])
def test_nothing_else_is_taken(wrong: str) -> None:
    given, body, secret = headers(), BODY, secret_of(ROOT, "hook_a", 0)
    if wrong == "body":
        body += b" "
    if wrong == "id":
        given["webhook-id"] = "msg_b"
    if wrong == "time":
        given["webhook-timestamp"] = str(int(given["webhook-timestamp"]) - 1)
    if wrong == "secret":
        secret = secret_of(ROOT, "hook_b", 0)
    if wrong == "turn":
        secret = secret_of(ROOT, "hook_a", 1)
    with pytest.raises(WebhookVerificationError):
        verify(secret, given, body)


def test_both_secrets_hold_until_the_old_ones_time_is_over() -> None:
    now = time.time()
    old, new = secret_of(ROOT, "hook_a", 0), secret_of(ROOT, "hook_a", 1)
    during, after = headers(Turn(1, now + 9), now), headers(Turn(1, now - 1), now)
    assert verify(old, during) == verify(new, during) == verify(new, after)
    with pytest.raises(WebhookVerificationError):
        verify(old, after)


def test_progress_is_sent_only_where_asked_for() -> None:
    assert set(TYPES) - set(USUAL_TYPES) == {"video.progress"}


def test_each_keys_callbacks_have_a_secret_of_their_own() -> None:
    signers = {callback_signer("a", None), callback_signer("a", "key_1"), callback_signer("b", "key_1")}
    assert len({secret_of(ROOT, signer, 0) for signer in signers}) == 3
