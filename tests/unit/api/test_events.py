"""A task's stream tells its story from the start or from where the client left, and ends with the task."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from tests.unit.api.conftest import Api, Wire

from rushes.core.event import Progressed


def parsed(text: str) -> list[dict[str, Any]]:
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append({"event": lines["event"], "id": int(lines["id"]), **json.loads(lines["data"])})
    return found


async def told(wire: Wire, task_id: str, **headers: str) -> list[dict[str, Any]]:
    answer = await wire.client.get(f"/v1/videos/{task_id}/events", headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    return parsed(answer.text)


SCRIPT = [[Progressed(0.5), 0.3, Progressed(0.9), 0.3, ...]]


def test_a_stream_tells_the_whole_story_live(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create()
        events = await told(wire, task["id"])
        assert [event["event"] for event in events] == [
            "video.queued", "video.in_progress", "video.progress", "video.progress", "video.completed",
        ]  # fmt: skip
        assert [event["data"]["status"] for event in events] == [
            "queued", "in_progress", "in_progress", "in_progress", "completed",
        ]  # fmt: skip
        assert [event["data"]["progress"] for event in events] == [0, 0, 50, 90, 100]
        assert all(event["type"] == event["event"] for event in events)
        ids = [event["id"] for event in events]
        assert ids == sorted(set(ids))
        assert events[-1]["data"]["video_url"] is not None

    api(story, SCRIPT)


def test_a_client_that_comes_back_hears_the_rest_and_only_that(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.ended((await wire.create())["id"])
        whole = await told(wire, task["id"])
        for at, event in enumerate(whole):
            rest = await told(wire, task["id"], **{"Last-Event-ID": str(event["id"])})
            assert [later["id"] for later in rest] == [later["id"] for later in whole[at + 1 :]]

    api(story, SCRIPT)


def test_a_deleted_task_ends_its_stream(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create()
        stream = asyncio.create_task(told(wire, task["id"]))
        await asyncio.sleep(0.2)
        await wire.client.delete(f"/v1/videos/{task['id']}")
        events = await asyncio.wait_for(stream, 10)
        assert events[0]["event"] == "video.queued"

    api(story, [[60.0]])


@pytest.mark.parametrize("given", ["x", "-1", "1.5", "9" * 30])
def test_an_id_that_is_none_is_refused(api: Api, given: str) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create()
        headers = {"Last-Event-ID": given}
        await wire.refused(400, "invalid_request", "GET", f"/v1/videos/{task['id']}/events", headers=headers)

    api(story)


def test_the_query_may_say_what_the_header_says_and_both_are_checked(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.ended((await wire.create())["id"])
        path = f"/v1/videos/{task['id']}/events"
        after = [event["id"] for event in parsed((await wire.client.get(f"{path}?last_event_id=1")).text)]
        assert after == [event["id"] for event in await told(wire, task["id"], **{"Last-Event-ID": "1"})]
        for given in ("", "x"):
            refused = {"headers": {"Last-Event-ID": "1"}}
            error = await wire.refused(400, "invalid_request", "GET", f"{path}?last_event_id={given}", **refused)
            assert error["param"] == "last_event_id"

    api(story)


def test_a_stop_ends_the_streams_after_what_they_still_have_to_tell(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create()
        streams = [asyncio.create_task(told(wire, task["id"])) for _ in range(2)]
        await asyncio.sleep(0.1)
        wire.parts.watch.close()
        async with asyncio.timeout(20):
            for stream in [*streams, asyncio.create_task(told(wire, task["id"]))]:
                assert (await stream)[0]["event"] == "video.queued"

    api(story, [[60.0]])
