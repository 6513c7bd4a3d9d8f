"""Keys over HTTP: shown once, changed and revoked at once, streams and waits included."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from tests.unit.api.conftest import Api, Wire, until

ADMIN = "sk-0123456789abcdef"
SLOW = [[60.0]]


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


async def made(wire: Wire, **given: Any) -> dict[str, Any]:
    """A new key of the operator's making."""
    answer = await wire.client.post("/v1/keys", json={"name": "editing", **given}, headers=bearer(ADMIN))
    assert answer.status_code == 200, answer.text
    key: dict[str, Any] = answer.json()
    return key


def test_a_key_is_shown_once(api: Api) -> None:
    async def story(wire: Wire) -> None:
        key = await made(wire, tenant="north", models=["previs-std-silent"], budget_day=5)
        text = key.pop("key")
        assert key["hint"] == f"sk-rushes-…{text[-4:]}"
        assert (key["status"], key["scopes"], key["budget_day"]) == ("live", ["make", "read"], 5)
        for path in (f"/v1/keys/{key['id']}", "/v1/keys"):
            found = (await wire.client.get(path, headers=bearer(ADMIN))).json()
            assert (found["data"][0] if "data" in found else found) == key
            assert text not in str(found)
        assert (await wire.client.get("/v1/models", headers=bearer(text))).json()["data"][0][
            "id"
        ] == "previs-std-silent"
        used = (await wire.client.get(f"/v1/keys/{key['id']}", headers=bearer(ADMIN))).json()["last_used_at"]
        assert abs(used - time.time()) < 60

    api(story, keys=(ADMIN,))


def test_the_first_key_closes_an_open_server(api: Api) -> None:
    async def story(wire: Wire) -> None:
        stream = asyncio.create_task(wire.client.get("/v1/events"))
        await until(lambda: bool(wire.parts.watch._queues))
        key = (await wire.client.post("/v1/keys", json={"name": "first"})).json()
        assert (await stream).status_code == 200
        await wire.refused(401, "unauthenticated", "GET", "/v1/videos")
        wire.client.headers.update(bearer(key["key"]))
        assert (await wire.client.get("/v1/videos")).status_code == 200
        await wire.refused(403, "forbidden", "GET", "/v1/keys")

    api(story)


def test_a_revoked_key_ends_at_once_with_its_streams_and_waits(api: Api) -> None:
    async def story(wire: Wire) -> None:
        key, other = await made(wire), await made(wire)
        wire.client.headers.update(bearer(key["key"]))
        task = await wire.create()
        paths = ("/v1/events", f"/v1/videos/{task['id']}/events")
        streams = [asyncio.create_task(wire.client.get(path)) for path in paths]
        waiting = asyncio.create_task(
            wire.client.post(
                "/v1/videos", json={"model": "previs-std-silent", "prompt": "a fox"}, headers={"Prefer": "wait=60"}
            )
        )
        stays = asyncio.create_task(wire.client.get("/v1/events", headers=bearer(other["key"])))
        await until(lambda: len(wire.parts.watch._queues.get(f"key:{key['id']}", ())) == 3)
        started = time.monotonic()
        gone = await wire.client.delete(f"/v1/keys/{key['id']}", headers=bearer(ADMIN))
        assert gone.json()["status"] == "revoked"
        ended = await asyncio.gather(*streams, waiting)
        assert time.monotonic() - started < 1
        assert ended[-1].json()["status"] in ("queued", "in_progress")
        assert "video.queued" in ended[1].text
        assert "revoked" in (await wire.refused(401, "unauthenticated", "GET", "/v1/events"))["message"]
        assert not stays.done()
        stays.cancel()

    api(story, SLOW, keys=(ADMIN,))


def test_a_stream_ends_when_its_key_expires(api: Api) -> None:
    async def story(wire: Wire) -> None:
        key = await made(wire, expires_at=int(time.time()) + 2)
        async with asyncio.timeout(10):
            answer = await wire.client.get("/v1/events", headers=bearer(key["key"]))
        assert answer.status_code == 200
        assert time.time() >= key["expires_at"]
        error = await wire.refused(401, "unauthenticated", "GET", "/v1/events", headers=bearer(key["key"]))
        assert "expired" in error["message"]

    api(story, keys=(ADMIN,))


def test_a_change_holds_from_the_next_request_on(api: Api) -> None:
    async def story(wire: Wire) -> None:
        key = await made(wire)
        path, headers = f"/v1/keys/{key['id']}", bearer(key["key"])
        assert (await wire.client.get("/v1/videos", headers=headers)).status_code == 200
        changed = await wire.client.patch(path, json={"scopes": ["make"], "name": "cutting"}, headers=bearer(ADMIN))
        assert (changed.json()["scopes"], changed.json()["name"]) == (["make"], "cutting")
        await wire.refused(403, "forbidden", "GET", "/v1/videos", headers=headers)

    api(story, keys=(ADMIN,))


def test_a_rotated_key_has_another_text(api: Api) -> None:
    async def story(wire: Wire) -> None:
        key = await made(wire)
        path = f"/v1/keys/{key['id']}/rotate"
        soft = (await wire.client.post(path, json={"overlap_seconds": 60}, headers=bearer(ADMIN))).json()
        hard = (await wire.client.post(path, headers=bearer(ADMIN))).json()
        assert len({key["key"], soft["key"], hard["key"]}) == 3
        assert key["id"] == soft["id"] == hard["id"]
        for text, status in ((key["key"], 401), (soft["key"], 401), (hard["key"], 200)):
            assert (await wire.client.get("/v1/videos", headers=bearer(text))).status_code == status
        for body in ({"overlap_seconds": -1}, {"overlap_seconds": 10**9}, {"overlap": 1}):
            await wire.refused(400, "invalid_request", "POST", path, json=body, headers=bearer(ADMIN))

    api(story, keys=(ADMIN,))


def test_more_requests_than_a_key_may_are_told_when_to_come_again(api: Api) -> None:
    async def story(wire: Wire) -> None:
        key = await made(wire, requests_per_minute=2)
        for _ in range(2):
            assert (await wire.client.get("/v1/models", headers=bearer(key["key"]))).status_code == 200
        answer = await wire.client.get("/v1/models", headers=bearer(key["key"]))
        assert (answer.status_code, answer.json()["error"]["code"]) == (429, "rate_limited")
        assert 1 <= int(answer.headers["retry-after"]) <= 30
        assert answer.headers["ratelimit-policy"] == '"requests";q=2;w=60'
        assert answer.headers["ratelimit"] == f'"requests";r=0;t={answer.headers["retry-after"]}'

    api(story, keys=(ADMIN,))


def test_more_open_tasks_than_a_key_may_have_are_refused(api: Api) -> None:
    async def story(wire: Wire) -> None:
        key = await made(wire, concurrent_tasks=1)
        wire.client.headers.update(bearer(key["key"]))
        task = await wire.create()
        body = {"model": "previs-std-silent", "prompt": "a fox"}
        await wire.refused(429, "rate_limited", "POST", "/v1/videos", json=body)
        assert len((await wire.client.get("/v1/videos")).json()["data"]) == 1
        await wire.client.post(f"/v1/videos/{task['id']}/cancel")
        await wire.create()

    api(story, SLOW, keys=(ADMIN,))


def test_lists_come_in_pages(api: Api) -> None:
    async def story(wire: Wire) -> None:
        ids = [(await made(wire))["id"] for _ in range(3)]
        first = (await wire.client.get("/v1/keys?limit=2", headers=bearer(ADMIN))).json()
        assert ([key["id"] for key in first["data"]], first["has_more"]) == (ids[:2], True)
        rest = (await wire.client.get(f"/v1/keys?after={first['last_id']}", headers=bearer(ADMIN))).json()
        assert ([key["id"] for key in rest["data"]], rest["has_more"]) == (ids[2:], False)
        for query in ("limit=0", "limit=101", "limit=x", "after=key_x"):
            await wire.refused(400, "invalid_request", "GET", f"/v1/keys?{query}", headers=bearer(ADMIN))

    api(story, keys=(ADMIN,))


def test_a_change_without_a_body_changes_nothing_and_says_so(api: Api) -> None:
    async def story(wire: Wire) -> None:
        wire.client.headers["Authorization"] = f"Bearer {ADMIN}"
        made = (await wire.client.post("/v1/keys", json={"name": "x"})).json()
        error = await wire.refused(400, "invalid_json", "PATCH", f"/v1/keys/{made['id']}")
        assert "missing" in error["message"]

    api(story, keys=(ADMIN,))


@pytest.mark.parametrize(
    ("status", "code", "request_"),
    [
        (400, "invalid_request", {"json": {"name": "x", "role": "admin"}}),
        (400, "invalid_request", {"json": {"name": "x", "revoked_at": None}}),
        (400, "invalid_json", {}),
        (400, "invalid_json", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
        (415, "unsupported_media_type", {"data": {"name": "x"}, "files": {"a": b""}}),
    ],
)
def test_a_body_that_is_none_makes_no_key(api: Api, status: int, code: str, request_: dict[str, Any]) -> None:
    async def story(wire: Wire) -> None:
        wire.client.headers.update(bearer(ADMIN))
        await wire.refused(status, code, "POST", "/v1/keys", **request_)
        assert (await wire.client.get("/v1/keys")).json()["data"] == []

    api(story, keys=(ADMIN,))


def test_no_key_is_in_the_log_or_an_answer_to_another(api: Api, capfd: pytest.CaptureFixture[str]) -> None:
    texts: list[str] = []

    async def story(wire: Wire) -> None:
        key = await made(wire)
        texts.append(key["key"])
        wrong = f"{key['key'][:-1]}{'a' if key['key'][-1] != 'a' else 'b'}"
        for text in (key["key"], wrong):
            for answer in (
                await wire.client.get(f"/v1/videos?key={text}", headers=bearer(text)),
                await wire.client.get("/v1/videos/x", headers=bearer(text)),
                await wire.client.post("/v1/keys", json={"name": "x"}, headers=bearer(text)),
            ):
                assert text[10:] not in answer.text + str(answer.headers)
        await wire.client.delete(f"/v1/keys/{key['id']}", headers=bearer(ADMIN))

    api(story, keys=(ADMIN,))
    logged = "".join(capfd.readouterr())
    assert "key_made" in logged
    assert "key_revoked" in logged
    assert ADMIN not in logged
    assert texts[0][10:40] not in logged
