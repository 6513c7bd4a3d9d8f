"""Webhooks over HTTP, to a real receiver: made, verified by the receivers' libraries, rotated, disabled, sent again."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import openai
import pytest
from harness.receiver import Letter, Receiver
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError
from tests.unit.api.conftest import Api, Wire, until

KEY = "sk-0123456789abcdef"
LOCAL = {"allow_http": True, "allow_networks": ("127.0.0.0/8",), "schedule": (0.05, 0.05), "timeout_seconds": 1.0}
GONE = "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n"


async def ask(wire: Wire, method: str, path: str, **body: Any) -> dict[str, Any]:
    """One request that must be taken."""
    answer = await wire.client.request(method, f"/v1/webhooks{path}", json=body or None)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def verified(letter: Letter, secret: str) -> dict[str, Any]:
    """What a letter says, once both libraries have let it in."""
    said: dict[str, Any] = Verifier(secret).verify(letter.body, letter.headers)
    event = openai.OpenAI(api_key="none", webhook_secret=secret).webhooks.unwrap(letter.body, letter.headers)
    assert event.type == said["type"]
    return said


def test_a_film_is_told_to_its_callback_url_and_to_a_webhook(api: Api, film: Any) -> None:
    async def story(wire: Wire) -> None:
        with Receiver() as receiver:
            hook = await ask(wire, "POST", "", url=f"{receiver.url}/hook", description="the editor's")
            assert hook["secret"] == (await ask(wire, "GET", f"/{hook['id']}/secret"))["secret"]
            callback = (await ask(wire, "GET", "/callback"))["secret"]
            task = await wire.create(callback_url=f"{receiver.url}/mine")
            assert task["warnings"] == []
            done = await wire.ended(task["id"])
            await until(lambda: len(receiver.letters) == 6)
            for path, secret in (("/hook", hook["secret"]), ("/mine", callback)):
                said = [verified(letter, secret) for letter in receiver.letters if letter.path == path]
                by_type = {event["type"]: event for event in said}
                assert set(by_type) == {"video.queued", "video.in_progress", "video.completed"}
                assert set(by_type["video.completed"]) == {"type", "timestamp", "data"}
                told = by_type["video.completed"]["data"]
                assert {**told, "video_url": 0, "thumbnail_url": 0, "result": 0} == {
                    **done, "video_url": 0, "thumbnail_url": 0, "result": 0,
                }  # fmt: skip
                assert (await wire.client.get(told["video_url"])).status_code == 200
            assert by_type["video.queued"]["data"]["status"] == "queued"
            log = (await ask(wire, "GET", f"/{hook['id']}/deliveries?status=delivered"))["data"]
            assert {sent["id"] for sent in log} == {each.id for each in receiver.letters if each.path == "/hook"}
            assert {(sent["video"], sent["attempts"], sent["response_status"]) for sent in log} == {
                (task["id"], 1, 204)
            }
            mine = (await ask(wire, "GET", "/callback/deliveries"))["data"]
            assert len(mine) == 3

    api(story, [[film]], webhooks=LOCAL)


def test_a_webhook_is_listed_changed_and_deleted(api: Api) -> None:
    async def story(wire: Wire) -> None:
        first = await ask(wire, "POST", "", url="https://receiver.invalid/a", events=["video.failed", "video.progress"])
        second = await ask(wire, "POST", "", url="https://receiver.invalid/b", key="key_3v8k2m7q9x4c1h6t")
        assert first.pop("secret") != second.pop("secret")
        assert first["events"] == ["video.progress", "video.failed"]
        assert (await ask(wire, "GET", "?limit=1"))["data"] == [first]
        rest = await ask(wire, "GET", f"?after={first['id']}")
        assert (rest["data"], rest["has_more"]) == ([second], False)
        changed = await ask(wire, "PATCH", f"/{first['id']}", url="https://receiver.invalid/c", disabled=True)
        assert (changed["status"], changed["reason"]) == ("disabled", "It was disabled by hand.")
        assert await ask(wire, "GET", f"/{first['id']}") == changed
        enabled = await ask(wire, "PATCH", f"/{first['id']}", disabled=False, events=["video.queued"])
        assert (enabled["status"], enabled["reason"], enabled["events"]) == ("live", None, ["video.queued"])
        assert (await ask(wire, "DELETE", f"/{first['id']}"))["deleted"] is True
        for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/secret"), ("GET", "/deliveries")):
            await wire.refused(404, "not_found", method, f"/v1/webhooks/{first['id']}{path}")

    api(story)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "url"),
        ({"url": "http://127.0.0.1/"}, "url"),
        ({"url": "https://a.example/", "events": []}, "events"),
        ({"url": "https://a.example/", "events": ["video.queued", "video.made"]}, "events[1]"),
        ({"url": "https://a.example/", "key": "x"}, "key"),
        ({"url": "https://a.example/", "description": "x" * 201}, "description"),
        ({"url": "https://a.example/", "secret": "whsec_x"}, "secret"),
    ],
)
def test_a_webhook_that_breaks_a_rule_is_refused(api: Api, body: dict[str, Any], param: str) -> None:
    async def story(wire: Wire) -> None:
        assert (await wire.refused(400, "invalid_request", "POST", "/v1/webhooks", json=body))["param"] == param

    api(story)


def test_a_tenant_has_only_so_many(api: Api) -> None:
    async def story(wire: Wire) -> None:
        for _ in range(20):
            await ask(wire, "POST", "", url="https://receiver.invalid/")
        await wire.refused(409, "limit_reached", "POST", "/v1/webhooks", json={"url": "https://receiver.invalid/"})

    api(story)


@pytest.mark.parametrize("which", ["hook", "callback"])
def test_both_secrets_verify_after_a_rotation(api: Api, which: str) -> None:
    async def story(wire: Wire) -> None:
        with Receiver() as receiver:
            name = "callback"
            if which == "hook":
                name = (await ask(wire, "POST", "", url=receiver.url, events=["video.queued"]))["id"]
            old = await ask(wire, "GET", "/callback" if which == "callback" else f"/{name}/secret")
            assert old["old_secret"] is None
            new = await ask(wire, "POST", f"/{name}/rotate", overlap_seconds=60)
            assert new["old_secret"] == old["secret"] != new["secret"]
            await wire.create(**({"callback_url": receiver.url} if which == "callback" else {}))
            await until(lambda: bool(receiver.letters))
            for secret in (old["secret"], new["secret"]):
                verified(receiver.letters[0], secret)
            last = await ask(wire, "POST", f"/{name}/rotate", overlap_seconds=0)
            assert last["old_secret"] is None
            with pytest.raises(WebhookVerificationError):
                verified(receiver.letters[0], last["secret"])

    api(story, [[60.0]], webhooks=LOCAL)


def test_a_webhook_that_wants_no_more_is_disabled_and_takes_up_where_it_is_enabled(api: Api) -> None:
    async def story(wire: Wire) -> None:
        with (
            Receiver(lambda letter, tries: "good") as other,
            Receiver(lambda letter, tries: "good" if receiver.letters else GONE) as receiver,
        ):
            hook = await ask(wire, "POST", "", url=receiver.url, events=["video.queued"])
            watching = await ask(wire, "POST", "", url=other.url, events=["webhook.disabled"])
            await wire.create()
            await until(lambda: bool(receiver.letters and other.letters))
            told = verified(other.letters[0], watching["secret"])["data"]
            assert told == await ask(wire, "GET", f"/{hook['id']}")
            (sent,) = (await ask(wire, "GET", f"/{watching['id']}/deliveries"))["data"]
            assert (sent["video"], sent["type"]) == (None, "webhook.disabled")
            path = f"/{hook['id']}"

            async with asyncio.timeout(10):
                while (await ask(wire, "GET", path))["status"] == "live":
                    await asyncio.sleep(0.01)
            (failed,) = (await ask(wire, "GET", f"{path}/deliveries?status=failed"))["data"]
            assert (failed["response_status"], failed["error"]) == (410, "It answered 410.")
            again = f"/v1/webhooks/deliveries/{failed['id']}/redeliver"
            assert "is disabled" in (await wire.refused(400, "invalid_request", "POST", again))["message"]
            await ask(wire, "PATCH", path, disabled=False)
            assert (await ask(wire, "POST", f"/deliveries/{failed['id']}/redeliver"))["status"] == "pending"
            await until(lambda: len(receiver.letters) == 2)
            assert {letter.id for letter in receiver.letters} == {failed["id"]}

    api(story, [[60.0]], webhooks=LOCAL)


def test_a_page_begins_after_something_and_states_are_known(api: Api) -> None:
    async def story(wire: Wire) -> None:
        for query, param in (("after=hook_x", "after"), ("limit=0", "limit")):
            error = await wire.refused(400, "invalid_request", "GET", f"/v1/webhooks?{query}")
            assert error["param"] == param
        for query, param in (("after=msg_x", "after"), ("status=sent", "status"), ("limit=x", "limit")):
            error = await wire.refused(400, "invalid_request", "GET", f"/v1/webhooks/callback/deliveries?{query}")
            assert error["param"] == param
        error = await wire.refused(400, "invalid_request", "POST", "/v1/webhooks/callback/rotate", json={"x": 1})
        assert error["param"] == "x"

    api(story)


def test_only_an_admin_names_urls_for_others(api: Api) -> None:
    async def story(wire: Wire) -> None:
        wire.client.headers["Authorization"] = f"Bearer {KEY}"
        made = (await wire.client.post("/v1/keys", json={"name": "editing"})).json()
        wire.client.headers["Authorization"] = f"Bearer {made['key']}"
        await wire.refused(403, "forbidden", "POST", "/v1/webhooks", json={"url": "https://receiver.invalid/"})
        mine = await ask(wire, "GET", "/callback")
        wire.client.headers["Authorization"] = f"Bearer {KEY}"
        assert (await ask(wire, "GET", "/callback"))["secret"] != mine["secret"]
        assert json.dumps(await ask(wire, "GET", "")).count("whsec_") == 0

    api(story, keys=(KEY,))
