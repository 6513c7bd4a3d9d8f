"""Every error has one shape, the framework's own too."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.api.conftest import Api, Wire

from rushes.errors import RushesError


def test_the_frameworks_errors_have_our_shape(api: Api) -> None:
    async def story(wire: Wire) -> None:
        await wire.refused(404, "not_found", "GET", "/nothing/here")
        await wire.refused(405, "method_not_allowed", "PUT", "/v1/videos")
        await wire.refused(415, "unsupported_media_type", "POST", "/v1/videos", content=b"x")
        await wire.refused(403, "forbidden", "GET", "/v1/videos", headers={"Host": "evil.example"})
        answer = await wire.client.put("/v1/models")
        assert answer.headers["allow"] == "GET"

    api(story)


def test_what_breaks_inside_is_500_with_the_requests_id_and_no_detail(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(wire: Wire) -> None:
        async def broken(*_: Any) -> None:
            raise ZeroDivisionError("secret detail")

        monkeypatch.setattr(wire.parts.studio, "page", broken)
        answer = await wire.client.get("/v1/videos")
        error = answer.json()["error"]
        assert (answer.status_code, error["code"], error["type"]) == (500, "internal_error", "server_error")
        assert answer.headers["x-request-id"] in error["message"]
        assert "secret" not in answer.text

    api(story)


def test_a_full_disk_says_when_to_try_again(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from rushes.errors import StorageFull

    async def story(wire: Wire) -> None:
        async def full(*_: Any) -> None:
            raise StorageFull

        monkeypatch.setattr(wire.parts.store, "add", full)
        answer = await wire.client.post("/v1/videos", json={"model": "previs-std-silent", "prompt": "a"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_full")
        assert answer.headers["retry-after"] == "5"

    api(story)


def test_every_error_class_says_what_it_is() -> None:
    def tree(kind: type[RushesError]) -> list[type[RushesError]]:
        return [kind, *(below for child in kind.__subclasses__() for below in tree(child))]

    for kind in tree(RushesError):
        error = kind()
        assert error.message
        assert error.message.endswith((".", "…»."))
        assert (error.code, error.status) != ("", 0)


def test_a_405_names_every_method_of_its_path(api: Api) -> None:
    async def story(wire: Wire) -> None:
        for path, allowed in (("/v1/videos", "GET, POST"), ("/v1/videos/a", "DELETE, GET"), ("/docs", "GET")):
            answer = await wire.client.request("PUT", path)
            assert (answer.status_code, answer.headers["allow"]) == (405, allowed)

    api(story)


def test_half_a_surrogate_pair_is_refused_and_shown_as_its_escape(api: Api) -> None:
    async def story(wire: Wire) -> None:
        for body in (
            rb'{"model":"\ud800"}',
            b'{"model":"\xed\xa0\x80"}',
            rb'{"\ud800":1,"\ud800":2}',
            rb'{"\ud800":1}',
        ):
            answer = await wire.client.post("/v1/videos", content=body, headers={"content-type": "application/json"})
            assert (answer.status_code, r"\ud800" in answer.json()["error"]["message"]) == (400, True), answer.text

    api(story)
