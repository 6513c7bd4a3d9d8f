"""Query, list, content, cancel, delete; and one story told by each pair of status and verb."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tests.unit.api.conftest import Api, Wire, until

from rushes.core.event import Expired

QUERIES = ("/v1/videos/{}", "/v1/video/generations/{}", "/v1/videos/generations/{}")
FOREVER = [[60.0]]


@pytest.mark.parametrize("path", QUERIES)
def test_each_query_path_answers_the_same_object(api: Api, path: str) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.ended((await wire.create(external_task_id="mine"))["id"])
        for name in (task["id"], "mine"):
            assert (await wire.client.get(path.format(name))).json() == task

    api(story)


def test_an_id_of_the_callers_own_may_look_like_one_of_ours(api: Api) -> None:
    """Another Rushes names its tasks so."""

    async def story(wire: Wire) -> None:
        theirs = "task_" + "0" * 26
        task = await wire.create(external_task_id=theirs)
        assert (await wire.client.get(f"/v1/videos/{theirs}")).json()["id"] == task["id"]

    api(story)


@pytest.mark.parametrize("value", ["bytes=5-2", "bytes=abc", "items=0-1", "bytes=-", "bytes=", "x", "bytes=0-1,5-2"])
def test_a_range_that_is_none_gives_the_whole_film(api: Api, value: str) -> None:
    async def story(wire: Wire) -> None:
        path = f"/v1/videos/{(await wire.ended((await wire.create())['id']))['id']}/content"
        whole = await wire.client.get(path)
        asked = await wire.client.get(path, headers={"Range": value})
        assert (asked.status_code, asked.content) == (200, whole.content)
        assert (await wire.client.get(path, headers={"Range": "bytes=-5"})).content == whole.content[-5:]
        # Several ranges at once are passed over: the answer stays one film, as documented.
        assert (await wire.client.get(path, headers={"Range": "bytes=0-0, 2-"})).status_code == 200

    api(story)


@pytest.mark.parametrize("task_id", ["task_" + "0" * 26, "nothing", "task_", "%00", "a" * 3000])
def test_what_is_not_there_is_404_everywhere(api: Api, task_id: str) -> None:
    async def story(wire: Wire) -> None:
        for path in (*QUERIES, "/v1/videos/{}/content", "/v1/videos/{}/events"):
            await wire.refused(404, "not_found", "GET", path.format(task_id))
        await wire.refused(404, "not_found", "DELETE", f"/v1/videos/{task_id}")
        await wire.refused(404, "not_found", "POST", f"/v1/videos/{task_id}/cancel")

    api(story)


def test_a_film_is_served_whole_in_parts_and_by_link(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.ended((await wire.create())["id"])
        path = f"/v1/videos/{task['id']}/content"
        whole = await wire.client.get(path)
        assert (whole.status_code, whole.headers["content-type"]) == (200, "video/mp4")
        assert whole.headers["accept-ranges"] == "bytes"
        part = await wire.client.get(path, headers={"Range": "bytes=10-19"})
        assert (part.status_code, part.content) == (206, whole.content[10:20])
        assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
        assert (await wire.client.get(path, headers={"Range": "bytes=99999999-"})).status_code == 416
        assert (await wire.client.get(task["video_url"])).content == whole.content
        head = await wire.client.head(path)
        assert (head.headers["content-length"], head.content) == (str(len(whole.content)), b"")
        poster = await wire.client.get(path, params={"variant": "thumbnail"})
        assert (poster.headers["content-type"], poster.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
        assert task["metadata"]["bytes"] == len(whole.content)
        error = await wire.refused(400, "invalid_request", "GET", path + "?variant=spritesheet")
        assert error["param"] == "variant"

    api(story)


def test_a_forged_link_is_refused(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.ended((await wire.create())["id"])
        other = await wire.ended((await wire.create())["id"])
        for url in (
            task["video_url"][:-2] + "AA",
            task["video_url"].replace("variant=video", "variant=thumbnail"),
            task["video_url"].replace(task["id"], other["id"]),
            task["video_url"].replace("expires=", "expires=9"),
        ):
            await wire.refused(401, "unauthenticated", "GET", url)

    api(story)


def test_pages_walk_the_whole_list(api: Api) -> None:
    async def story(wire: Wire) -> None:
        made = [(await wire.create())["id"] for _ in range(5)]
        for cursor in ("last_id", "next_cursor"):
            for order, expected in (("desc", made[::-1]), ("asc", made)):
                seen, query = [], {"limit": "2", "order": order}
                while True:
                    page = (await wire.client.get("/v1/videos", params=query)).json()
                    seen += [task["id"] for task in page["data"]]
                    assert (page["object"], page["first_id"]) == ("list", page["data"][0]["id"])
                    if not page["has_more"]:
                        break
                    query["after"] = page[cursor]
                assert seen == expected
        assert (await wire.client.get("/v1/videos", params={"status": "failed"})).json()["data"] == []
        assert len((await wire.client.get("/v1/videos?status=queued,in_progress")).json()["data"]) == 5
        assert (await wire.client.get("/v1/videos?model=previs-pro-audio")).json()["data"] == []

    api(story, FOREVER)


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("limit=1000000000000", "limit"),
        ("limit=00000001000", "limit"), (f"limit=000000001{'0' * 5000}", "limit"),
        ("limit=-1", "limit"), ("limit=٣", "limit"), ("order=up", "order"), ("status=done", "status"),
        ("after=nothing", "after"), ("after=ff-forged", "after"),
    ],
)  # fmt: skip
def test_a_list_refuses_what_it_does_not_know(api: Api, query: str, param: str) -> None:
    async def story(wire: Wire) -> None:
        assert (await wire.refused(400, "invalid_request", "GET", f"/v1/videos?{query}"))["param"] == param

    api(story)


async def queued(wire: Wire) -> str:
    await wire.create()
    return str((await wire.create())["id"])


async def in_progress(wire: Wire) -> str:
    task_id = str((await wire.create())["id"])
    await until(lambda: wire.puppet.running == 1)
    return task_id


async def completed(wire: Wire) -> str:
    return str((await wire.ended((await wire.create())["id"]))["id"])


async def cancelled(wire: Wire) -> str:
    task_id = await in_progress(wire)
    assert (await wire.client.post(f"/v1/videos/{task_id}/cancel")).status_code == 200
    return task_id


Bring = Callable[[Wire], Awaitable[str]]


async def expired(wire: Wire) -> str:
    task_id = await completed(wire)
    task = await wire.parts.store.get(task_id, "default")
    assert task.clip is not None
    await wire.parts.store.record(task_id, Expired(), time.time())
    for name in (task.clip.media, task.clip.poster):
        await wire.parts.media.delete(name)
    return task_id


OPEN: list[tuple[Bring, Any]] = [(queued, FOREVER), (in_progress, FOREVER)]
ENDED: list[tuple[Bring, Any]] = [(completed, ((...,),)), (cancelled, FOREVER), (expired, ((...,),))]


@pytest.mark.parametrize(("bring", "scripts"), OPEN, ids=["queued", "in_progress"])
def test_cancel_ends_an_open_task(api: Api, bring: Bring, scripts: Any) -> None:
    async def story(wire: Wire) -> None:
        task_id = await bring(wire)
        task = (await wire.client.post(f"/v1/videos/{task_id}/cancel")).json()
        assert (task["status"], task["error"]["code"]) == ("failed", "cancelled")
        assert task_id not in [job.id for job in wire.puppet.jobs] or task_id in wire.puppet.stopped
        assert (await wire.get(task_id))["status"] == "failed"

    api(story, scripts)


@pytest.mark.parametrize(("bring", "scripts"), ENDED, ids=["completed", "cancelled", "expired"])
def test_cancel_of_an_ended_task_is_409(api: Api, bring: Bring, scripts: Any) -> None:
    async def story(wire: Wire) -> None:
        task_id = await bring(wire)
        before = await wire.get(task_id)
        await wire.refused(409, "already_final", "POST", f"/v1/videos/{task_id}/cancel")
        assert await wire.get(task_id) == before

    api(story, scripts)


@pytest.mark.parametrize(
    ("bring", "scripts"), OPEN + ENDED, ids=["queued", "in_progress", "completed", "cancelled", "expired"]
)
def test_delete_ends_the_task_and_removes_its_files(api: Api, bring: Bring, scripts: Any) -> None:
    async def story(wire: Wire) -> None:
        task_id = await bring(wire)
        answer = (await wire.client.delete(f"/v1/videos/{task_id}")).json()
        assert answer == {"id": task_id, "object": "video.deleted", "deleted": True}
        assert [name for name in await wire.parts.media.names() if name.startswith(task_id)] == []
        for method, path in (("GET", ""), ("GET", "/content"), ("GET", "/events"), ("POST", "/cancel"), ("DELETE", "")):
            await wire.refused(404, "not_found", method, f"/v1/videos/{task_id}{path}")
        listed = (await wire.client.get("/v1/videos")).json()["data"]
        assert task_id not in [task["id"] for task in listed]

    api(story, scripts)


@pytest.mark.parametrize(("bring", "scripts"), [*OPEN, ENDED[1]], ids=["queued", "in_progress", "cancelled"])
def test_content_before_the_end_or_without_a_film_says_what_to_do(api: Api, bring: Bring, scripts: Any) -> None:
    async def story(wire: Wire) -> None:
        task_id = await bring(wire)
        await wire.refused(409, "not_finished", "GET", f"/v1/videos/{task_id}/content")

    api(story, scripts)


def test_an_expired_film_is_completed_without_links(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task_id = await expired(wire)
        task = await wire.get(task_id)
        assert (task["status"], task["video_url"], task["result"], task["thumbnail_url"]) == (
            "completed",
            None,
            None,
            None,
        )
        assert task["expires_at"] is not None
        error = await wire.refused(404, "not_found", "GET", f"/v1/videos/{task_id}/content")
        assert "time is over" in error["message"]

    api(story)


def test_a_film_whose_file_is_gone_is_404(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task_id = await completed(wire)
        for name in await wire.parts.media.names():
            await wire.parts.media.delete(name)
        error = await wire.refused(404, "not_found", "GET", f"/v1/videos/{task_id}/content")
        assert "gone from the disk" in error["message"]

    api(story)


def test_many_verbs_at_once_tell_one_story(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task_id = await in_progress(wire)
        calls = [wire.client.post(f"/v1/videos/{task_id}/cancel") for _ in range(5)]
        calls += [wire.client.delete(f"/v1/videos/{task_id}") for _ in range(3)]
        answers = await asyncio.gather(*calls)
        assert {answer.status_code for answer in answers} <= {200, 404, 409}
        assert sum(answer.status_code == 200 for answer in answers[5:]) == 1
        await wire.refused(404, "not_found", "GET", f"/v1/videos/{task_id}")

    api(story, FOREVER)
