"""The same request twice, over the wire: one task, one answer, and a word where they are not the same."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest
from tests.unit.api.conftest import PATH, Api, Wire
from tests.unit.api.test_generations import png

from rushes.core.protocols import Filters
from rushes.errors import OutcomeUnknown, RushesError, StorageFull

ASKED = {"model": "previs-std-silent", "prompt": "a fox"}
KEY = {"Idempotency-Key": "take-3"}
AGAIN = {"x-stainless-retry-count": "1"}


async def tasks(wire: Wire) -> int:
    return len((await wire.parts.store.page("default", Filters(limit=100))).tasks)


def test_the_same_request_with_the_same_key_is_answered_byte_for_byte(api: Api) -> None:
    async def story(wire: Wire) -> None:
        first = await wire.client.post(PATH, json=ASKED, headers=KEY)
        assert "idempotent-replayed" not in first.headers
        assert first.json()["status"] == "queued"
        await wire.ended(first.json()["id"])
        for body in (ASKED, {"extra_body": {"cfg_scale": 0.5}, "duration": "5", **ASKED}):
            again = await wire.client.post(PATH, json=body, headers=KEY)
            assert (again.status_code, again.content) == (200, first.content)
            assert again.headers["idempotent-replayed"] == "true"
        assert again.headers["content-type"] == first.headers["content-type"] == "application/json"
        assert await tasks(wire) == 1

    api(story)


def test_forms_and_json_with_the_same_picture_are_the_same_request(api: Api) -> None:
    async def story(wire: Wire) -> None:
        form: dict[str, Any] = {"data": {**ASKED, "duration": "4", "extra_body[cfg_scale]": "0.25"}}
        first = await wire.client.post(PATH, **form, files={"image": ("a.png", png())}, headers=KEY)
        assert first.status_code == 200, first.text
        other = await wire.client.post(PATH, **form, files={"image": ("b.png", png())}, headers=KEY)
        assert other.content == first.content
        picture = base64.b64encode(png()).decode()
        for image in (picture, f"data:image/png;base64,{picture}"):
            body = {**ASKED, "duration": 4, "cfg_scale": 0.25, "image": image}
            assert (await wire.client.post(PATH, json=body, headers=KEY)).content == first.content
        body["image"] = base64.b64encode(png(500)).decode()
        await wire.refused(409, "idempotency_conflict", "POST", PATH, json=body, headers=KEY)

    api(story)


def test_another_request_with_the_same_key_is_refused_with_what_to_do(api: Api) -> None:
    async def story(wire: Wire) -> None:
        made = (await wire.client.post(PATH, json=ASKED, headers=KEY)).json()
        answer = await wire.client.post(PATH, json={**ASKED, "prompt": "a wolf"}, headers=KEY)
        error = answer.json()["error"]
        assert (answer.status_code, error["code"], error["param"]) == (409, "idempotency_conflict", "Idempotency-Key")
        assert made["id"] in error["message"]
        assert "use a new key" in error["message"]
        assert answer.headers["x-should-retry"] == "false"
        assert "retry-after" not in answer.headers

    api(story)


def test_a_request_that_is_being_handled_is_not_begun_again(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(wire: Wire) -> None:
        add, going = wire.parts.store.add, asyncio.Event()

        async def slow(*given: Any) -> Any:
            await going.wait()
            return await add(*given)

        monkeypatch.setattr(wire.parts.store, "add", slow)
        first = asyncio.create_task(wire.client.post(PATH, json=ASKED, headers=KEY))
        await asyncio.sleep(0.05)
        answer = await wire.client.post(PATH, json=ASKED, headers=KEY)
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "idempotency_conflict")
        assert answer.headers["retry-after"] == "1"
        assert "x-should-retry" not in answer.headers
        going.set()
        made = await first
        assert (await wire.client.post(PATH, json=ASKED, headers=KEY)).content == made.content
        assert await tasks(wire) == 1

    api(story)


def test_many_equal_creates_at_once_make_one_task(api: Api) -> None:
    async def story(wire: Wire) -> None:
        answers = await asyncio.gather(*(wire.client.post(PATH, json=ASKED, headers=KEY) for _ in range(64)))
        bodies = {answer.content for answer in answers if answer.status_code == 200}
        assert len(bodies) == 1
        assert {answer.status_code for answer in answers} <= {200, 409}
        again = await asyncio.gather(*(wire.client.post(PATH, json=ASKED, headers=KEY) for _ in range(16)))
        assert {answer.content for answer in again} == bodies, "replays do not hold each other up"
        assert await tasks(wire) == 1

    api(story)


def test_what_was_refused_is_not_kept(api: Api) -> None:
    async def story(wire: Wire) -> None:
        await wire.refused(400, "invalid_request", "POST", PATH, json={**ASKED, "duration": 99}, headers=KEY)
        assert (await wire.client.post(PATH, json=ASKED, headers=KEY)).status_code == 200

    api(story)


def test_while_the_first_request_waits_its_key_is_held(api: Api) -> None:
    async def story(wire: Wire) -> None:
        first = asyncio.create_task(wire.client.post(PATH, json=ASKED, headers={**KEY, "Prefer": "wait=30"}))
        while not wire.puppet.jobs:
            await asyncio.sleep(0.01)
        answer = await wire.client.post(PATH, json=ASKED, headers=KEY)
        assert (answer.status_code, answer.headers["retry-after"]) == (409, "1")
        assert (await wire.client.post(PATH, json=ASKED, headers=KEY)).status_code == 409
        assert (await first).json()["status"] == "completed"

    api(story, [[0.5, ...]])


def test_a_waited_answer_is_the_one_that_is_kept(api: Api) -> None:
    async def story(wire: Wire) -> None:
        first = await wire.client.post(PATH, json=ASKED, headers={**KEY, "Prefer": "wait=30"})
        assert first.json()["status"] == "completed"
        again = await wire.client.post(PATH, json=ASKED, headers=KEY)
        assert again.content == first.content

    api(story)


def test_a_deleted_tasks_key_stays_taken_and_tells_nothing(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = (await wire.client.post(PATH, json=ASKED, headers=KEY)).json()
        await wire.client.delete(f"/v1/videos/{task['id']}")
        error = await wire.refused(409, "idempotency_conflict", "POST", PATH, json=ASKED, headers=KEY)
        assert "deleted" in error["message"]
        assert await tasks(wire) == 0

    api(story)


def test_a_key_with_the_callers_own_id_is_replayed_and_not_refused(api: Api) -> None:
    async def story(wire: Wire) -> None:
        body = {**ASKED, "external_task_id": "mine"}
        first = await wire.client.post(PATH, json=body, headers=KEY)
        assert (await wire.client.post(PATH, json=body, headers=KEY)).content == first.content

    api(story)


@pytest.mark.parametrize("key", ["", " ", "ä", "x" * 256, "a\tb"])
def test_a_key_is_a_word_of_printable_ascii(api: Api, key: str) -> None:
    async def story(wire: Wire) -> None:
        headers = {"Idempotency-Key": key.encode()}
        error = await wire.refused(400, "invalid_request", "POST", PATH, json=ASKED, headers=headers)
        assert error["param"] == "Idempotency-Key"

    api(story)


def test_a_librarys_second_try_adopts_the_newest_equal_task_once(api: Api) -> None:
    async def story(wire: Wire) -> None:
        older, newer = await wire.create(), await wire.create()
        other = await wire.create(prompt="a wolf")
        for expected in (newer, older):
            answer = await wire.client.post(PATH, json=ASKED, headers=AGAIN)
            assert answer.headers["idempotent-replayed"] == "true"
            assert answer.json()["id"] == expected["id"]
        fresh = await wire.client.post(PATH, json=ASKED, headers=AGAIN)
        assert fresh.json()["id"] not in (older["id"], newer["id"], other["id"])
        assert "idempotent-replayed" not in fresh.headers

    api(story)


def test_a_third_try_is_answered_as_the_second_was(api: Api) -> None:
    async def story(wire: Wire) -> None:
        for made_by in ("0", "1"):
            body = {**ASKED, "seed": int(made_by)}
            made = await wire.client.post(PATH, json=body, headers={"x-stainless-retry-count": made_by})
            for count in ("1", "2") if made_by == "0" else ("2",):
                headers = {"x-stainless-retry-count": count}
                again = await wire.client.post(PATH, json=body, headers=headers)
                assert again.json()["id"] == made.json()["id"]
        assert await tasks(wire) == 2

    api(story)


def test_a_try_that_comes_while_the_first_is_under_way_waits_for_it(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(wire: Wire) -> None:
        add = wire.parts.store.add

        async def slow(*given: Any) -> Any:
            await asyncio.sleep(0.1)
            return await add(*given)

        monkeypatch.setattr(wire.parts.store, "add", slow)
        first = asyncio.create_task(wire.client.post(PATH, json=ASKED))
        await asyncio.sleep(0.02)
        second = await wire.client.post(PATH, json=ASKED, headers=AGAIN)
        assert second.json()["id"] == (await first).json()["id"]
        assert await tasks(wire) == 1

    api(story)


def test_no_task_is_adopted_after_its_window(api: Api) -> None:
    async def story(wire: Wire) -> None:
        made = await wire.create()
        answer = await wire.client.post(PATH, json=ASKED, headers=AGAIN)
        assert answer.json()["id"] != made["id"]

    api(story, adopt_seconds=0)


@pytest.mark.parametrize(
    ("failure", "headers", "said"),
    [
        (RushesError("lost"), {}, "false"),
        (ZeroDivisionError(), {}, "false"),
        (RushesError("lost"), KEY, None),
        (StorageFull(), {}, None),
        (OutcomeUnknown(), {}, "false"),
    ],
)
def test_a_failure_after_which_the_task_may_be_kept_is_not_tried_again(
    api: Api, monkeypatch: pytest.MonkeyPatch, failure: Exception, headers: dict[str, str], said: str | None
) -> None:
    async def story(wire: Wire) -> None:
        async def broken(*_: Any) -> None:
            raise failure

        monkeypatch.setattr(wire.parts.store, "add", broken)
        answer = await wire.client.post(PATH, json=ASKED, headers=headers)
        assert answer.status_code >= 500
        assert answer.headers.get("x-should-retry") == said

    api(story)
