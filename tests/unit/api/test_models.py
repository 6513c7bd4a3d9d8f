"""The models and what they can do."""

from __future__ import annotations

from tests.unit.api.conftest import Api, Wire


def test_every_model_is_listed_with_its_capabilities(api: Api) -> None:
    async def story(wire: Wire) -> None:
        found = (await wire.client.get("/v1/models")).json()
        assert found["object"] == "list"
        assert sorted(model["id"] for model in found["data"]) == [
            "previs-pro-audio", "previs-pro-silent", "previs-std-audio", "previs-std-silent",
        ]  # fmt: skip
        one = (await wire.client.get("/v1/models/previs-pro-audio")).json()
        assert one in found["data"]
        assert (one["object"], one["owned_by"]) == ("model", "previs")
        able = one["capabilities"]
        assert (able["audio"], able["sizes"]["9:16"], able["seconds"]["max"]) == (True, "1080x1920", 15)

    api(story)


def test_a_model_that_is_not_there_is_404_with_the_names(api: Api) -> None:
    async def story(wire: Wire) -> None:
        error = await wire.refused(404, "not_found", "GET", "/v1/models/sora-2")
        assert "previs-std-silent" in error["message"]

    api(story)
