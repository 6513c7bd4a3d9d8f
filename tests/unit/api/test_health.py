"""Alive and ready are two things."""

from __future__ import annotations

from tests.unit.api.conftest import Api, Wire


def test_a_server_without_the_kling_models_is_alive_but_says_what_is_missing(api: Api) -> None:
    async def story(wire: Wire) -> None:
        assert (await wire.client.get("/livez")).json()["status"] == "ok"
        ready = await wire.client.get("/readyz")
        assert ready.status_code == 503
        assert "kling-v3-pro-audio" in ready.json()["faults"]

    api(story)
