"""`rushes webhooks listen`: what a server tells on its event stream, forwarded to a receiver that it cannot reach.

Each event is signed with the secret of the caller's `callback_url`s, so that a receiver verifies here what it will
verify in production. Nothing is tried again: whoever listens sees what failed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import httpx2

from rushes.cli.client import Event
from rushes.cli.exits import Exit, Lost, Stopped
from rushes.cli.reach import Reach
from rushes.cli.talk import put_rows, say
from rushes.core.webhook import headers_of, key_of_secret
from rushes.settings import load

FORWARD_SECONDS = 15.0
PAUSE_SECONDS = 1.0
COLUMNS = ("type", "task", "answer")


def listen(flags: Mapping[str, Any], forward: str, *, progress: bool) -> None:
    """Until it is interrupted."""
    if not forward.startswith(("http://", "https://")):
        raise Stopped(Exit.USAGE, f"--forward is {forward!r}; it must begin with http:// or https://.")
    with Reach(load(flags)) as reach, httpx2.Client(trust_env=False, timeout=FORWARD_SECONDS) as receiver:
        if reach.embedded:
            raise Stopped(Exit.TROUBLE, "No server is running, so nothing happens. Start one with: rushes serve")
        secret = reach.call("GET", "/v1/webhooks/callback")["secret"]
        say(f"What happens at {reach.client.url} is forwarded to {forward}, signed with {secret}")
        after: str | None = None
        while True:
            try:
                for event in reach.client.events(after):
                    after = event.id
                    if progress or event.type != "video.progress":
                        put_rows(COLUMNS, [_told(event, _sent(receiver, forward, event, secret))])
            except Lost as lost:
                say(lost.message)
                reach.patiently(lambda client: client.call("GET", "/livez"))
            time.sleep(PAUSE_SECONDS)


def _sent(receiver: httpx2.Client, forward: str, event: Event, secret: str) -> str:
    """What the receiver answers."""
    body = event.data.encode()
    headers = headers_of([key_of_secret(secret)], f"msg_{event.id.zfill(26)}", body, time.time())
    try:
        answer = receiver.post(forward, content=body, headers={**headers, "content-type": "application/json"})
    except httpx2.TransportError as error:
        return f"not reached: {error or type(error).__name__}"
    return str(answer.status_code)


def _told(event: Event, answer: str) -> tuple[str, str, str]:
    return event.type, str(json.loads(event.data)["data"]["id"]), answer
