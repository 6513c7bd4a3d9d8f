"""One range of bytes is served, one beyond the file refused, all else passed over."""

from __future__ import annotations

import pytest
from tests.unit.api.conftest import Api, Wire


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("bytes=0-9", 206), ("bytes=0-0", 206), ("bytes=-10", 206), ("bytes=5-", 206), ("BYTES=0-9", 206),
        ("bytes=0-99999999", 206), ("bytes=99999999-", 416), ("bytes=-0", 416), ("bytes=9-0", 200),
        ("bytes=0-1,4-5", 200), ("bytes=-", 200), ("bytes=a-b", 200), ("items=0-9", 200), ("bytes", 200), ("", 200),
        ("bytes=0-" + "9" * 40, 200), ("bytes=٣-٤".encode(), 200),
    ],
)  # fmt: skip
def test_a_range_is_served_refused_or_passed_over(api: Api, asked: str | bytes, status: int) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.ended((await wire.create())["id"])
        size = task["metadata"]["bytes"]
        for method in ("GET", "HEAD"):
            path = f"/v1/videos/{task['id']}/content"
            answer = await wire.client.request(method, path, headers={b"Range": asked})  # type: ignore[dict-item]
            assert answer.status_code == status, answer.text
            if status == 416:
                assert answer.headers["content-range"] == f"bytes */{size}"
        if status == 416:
            assert (await wire.refused(416, "range_not_satisfiable", "GET", path, headers={"Range": asked}))["message"]

    api(story)


def test_a_range_under_a_condition_that_fails_gives_the_whole_file(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.ended((await wire.create())["id"])
        for asked in ("bytes=0-9", "bytes=99999999-"):
            headers = {"Range": asked, "If-Range": '"another"'}
            answer = await wire.client.get(f"/v1/videos/{task['id']}/content", headers=headers)
            assert (answer.status_code, len(answer.content)) == (200, task["metadata"]["bytes"])

    api(story)
