"""Alive and ready are two things."""

from __future__ import annotations

from tests.unit.api.conftest import Api, Wire


def test_a_server_that_does_not_make_the_kling_models_says_so(api: Api) -> None:
    async def story(wire: Wire) -> None:
        assert (await wire.client.get("/livez")).json()["status"] == "ok"
        ready = await wire.client.get("/readyz")
        assert ready.status_code == 200
        assert "RUSHES_PREVIS__STAND_IN" in ready.json()["absent"]["kling-v3-pro-audio"]

    api(story)


def test_a_server_whose_store_is_closed_is_not_ready(api: Api) -> None:
    async def story(wire: Wire) -> None:
        await wire.parts.store.close()  # type: ignore[attr-defined]
        await wire.refused(503, "server_busy", "GET", "/readyz")

    api(story)
