"""What a team shares: two servers on one PostgreSQL that keep one count, and a receiver on one's own machine."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from harness.process import Server, until
from harness.receiver import Receiver
from standardwebhooks import Webhook as Verifier
from tests.stories.test_cli import Person, person

__all__ = ["person"]

ADMIN = "sk-of-the-settings-0123"
BODY = {"model": "previs-std-silent", "prompt": "a fox"}
LOCAL = {"RUSHES_WEBHOOKS__ALLOW_HTTP": "true", "RUSHES_WEBHOOKS__ALLOW_NETWORKS": '["127.0.0.0/8"]'}
Ask = Callable[..., Any]


def bearer(key: str) -> dict[str, str]:
    """Its header."""
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def pair(tmp_path: Path, postgres_url: str) -> Iterator[list[Server]]:
    """Two servers, each on a folder of its own; the second one makes films and sends webhooks."""
    settings = {**LOCAL, "RUSHES_DATABASE_URL": postgres_url, "RUSHES_KEYS": json.dumps([ADMIN])}
    made = []
    for name, more in (("one", ("--no-worker",)), ("two", ())):
        (tmp_path / name).mkdir()
        made.append(Server(tmp_path / name / "data", settings, ("serve", "--port", "0", *more)))
        made[-1].start()
    yield made
    for server in made:
        server.kill()


@pytest.mark.slow  # two servers and a PostgreSQL; each part has its quick twin among the units
def test_keys_limits_and_webhooks_hold_in_every_process(pair: list[Server]) -> None:
    one, two = (server.client() for server in pair)
    admin = bearer(ADMIN)

    def made(**grant: Any) -> tuple[str, dict[str, str]]:
        key = one.post("/v1/keys", json={"name": "x", **grant}, headers=admin).raise_for_status().json()
        return key["id"], bearer(key["key"])

    _, slow = made(requests_per_minute=30)
    began = time.monotonic()
    passed = [server.get("/v1/models", headers=slow) for _ in range(30) for server in (one, two)]
    let_in = sum(answer.status_code == 200 for answer in passed)
    assert 30 <= let_in <= 30 + (time.monotonic() - began) / 2
    refused = next(answer for answer in passed if answer.status_code == 429)
    assert refused.headers["ratelimit-policy"] == '"requests";q=30;w=60'

    _, few = made(concurrent_tasks=2, scopes=["make", "read"])
    made_there = [server.post("/v1/videos", json=BODY, headers=few).status_code for server in (one, two, one, two)]
    assert made_there == [200, 200, 429, 429]

    with Receiver(lambda letter, tries: "good") as receiver:
        hook = one.post("/v1/webhooks", json={"url": receiver.url}, headers=admin).raise_for_status().json()
        task = one.post("/v1/videos", json=BODY, headers=admin).json()["id"]
        until(lambda: bool(receiver.taken))
        sent = one.get(f"/v1/webhooks/{hook['id']}/deliveries", headers=admin).json()["data"]
        queued = next(delivery["id"] for delivery in sent if delivery["video"] == task)
        until(lambda: receiver.taken[queued] == 1)
        again = time.monotonic()
        one.post(f"/v1/webhooks/deliveries/{queued}/redeliver", headers=admin).raise_for_status()
        until(lambda: receiver.taken[queued] == 2, 10)
        assert time.monotonic() - again < 5, "the sender in the other process is woken, and does not wait for its turn"

    key_id, text = made()
    with two.stream("GET", "/v1/events", headers=text) as stream:
        told = stream.iter_raw()
        assert next(told)
        one.delete(f"/v1/keys/{key_id}", headers=admin).raise_for_status()
        revoked = time.monotonic()
        for _ in told:
            continue
        ended = time.monotonic() - revoked
    assert ended < 1, "a stream in the other process ends with its key"
    assert two.get("/v1/models", headers=text).status_code == 401


@pytest.mark.slow  # a server and a command, to hear what the units hear within one process
def test_a_receiver_on_ones_own_machine_hears_what_happens(make_server: Callable[..., Server], person: Person) -> None:
    server = make_server()
    with Receiver(lambda letter, tries: "good") as receiver, server.client() as client:
        listening = person.start("webhooks", "listen", "--forward", f"{receiver.url}/here", "--url", server.url)
        assert listening.stderr
        assert listening.stdout
        assert f"forwarded to {receiver.url}/here" in listening.stderr.readline()
        time.sleep(1)  # what it says comes before it listens
        task = server.create(**BODY)["id"]
        client.post(f"/v1/videos/{task}/cancel").raise_for_status()
        for line in listening.stdout:
            if line.startswith("video.failed"):
                break
        assert line == f"video.failed\t{task}\t204\n"
        listening.send_signal(signal.SIGINT)
        listening.communicate(timeout=30)
        secret = client.get("/v1/webhooks/callback").json()["secret"]
    assert listening.returncode == 130
    assert {letter.path for letter in receiver.letters} == {"/here"}
    events = [Verifier(secret).verify(letter.body, letter.headers)["type"] for letter in receiver.letters]
    assert [event for event in events if event != "video.in_progress"] == ["video.queued", "video.failed"]
