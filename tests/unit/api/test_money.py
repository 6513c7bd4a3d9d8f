"""Money over the wire: a price before anything is made, a hold or 402, lines of a task, sums of a tenant."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.unit.api.conftest import PATH, Api, Wire

from rushes.core.protocols import Filters
from rushes.errors import RenderFailed

MODEL = "previs-std-silent"
ASKED: dict[str, Any] = {"model": MODEL, "prompt": "a fox", "duration": 5}
PRICED: dict[str, Any] = {"prices": {MODEL: "0.084"}}
PRICE = 84_000


async def cost(wire: Wire, task_id: str) -> tuple[int, int, list[str]]:
    """What of a task is reserved and spent, and the kinds of its lines."""
    found = (await wire.get(task_id))["metadata"]["cost"]
    return found["reserved"], found["spent"], [line["kind"] for line in found["lines"]]


def test_an_estimate_prices_a_request_and_keeps_nothing(api: Api) -> None:
    async def story(wire: Wire) -> None:
        body = {
            "model": MODEL,
            "prompt": "a fox",
            "seconds": "5",
            "image": "https://example.invalid/a.png",
            "colour": "red",
        }
        answer = await wire.client.post("/v1/videos/estimate", json=body)
        found = answer.json()
        assert answer.status_code == 200, answer.text
        assert (found["amount"], found["price_per_second"], found["seconds"]) == (5 * PRICE, PRICE, 5)
        assert found["request"]["image"] == "url:https://example.invalid/a.png"
        assert found["request"]["size"] is None
        assert [warning["param"] for warning in found["warnings"]] == ["colour"]
        plain = (await wire.client.post("/v1/videos/estimate", json=ASKED)).json()["request"]
        assert (plain["size"], plain["cfg_scale"], plain["aspect_ratio"]) == ("1280x720", 0.5, "16:9")
        assert plain["shots"] == [{"prompt": "a fox", "duration": 5}]
        await wire.refused(400, "invalid_request", "POST", "/v1/videos/estimate", json={**ASKED, "duration": 99})
        await wire.refused(400, "invalid_image", "POST", "/v1/videos/estimate", json={**ASKED, "image": "?"})
        assert (await wire.parts.store.page("default", Filters())).tasks == ()
        assert await wire.parts.studio.ledger.account("server", "", "") == (0, 0)

    api(story, **PRICED)


def test_a_film_is_held_and_charged(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create(duration=5)
        assert (await cost(wire, task["id"]))[:2] == (5 * PRICE, 0)
        await wire.ended(task["id"])
        assert await cost(wire, task["id"]) == (0, 5 * PRICE, ["hold", "charge"])

    api(story, [[0.2, ...]], **PRICED)


@pytest.mark.parametrize("by", ["cancel", "delete", "failure"])
def test_a_film_that_was_never_made_gives_its_hold_back(api: Api, by: str) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create()
        if by == "cancel":
            await wire.client.post(f"/v1/videos/{task['id']}/cancel")
        elif by == "delete":
            await wire.client.delete(f"/v1/videos/{task['id']}")
        else:
            await wire.ended(task["id"])
        lines = await wire.parts.studio.ledger.lines(task["id"])
        assert [line["kind"] for line in lines] == ["hold", "release"]
        assert await wire.parts.studio.ledger.account("tenant", "default", "") == (0, 0)

    api(story, [[RenderFailed("no")] if by == "failure" else [60.0]], **PRICED)


def test_what_does_not_fit_into_the_budget_is_refused_and_leaves_nothing(api: Api) -> None:
    async def story(wire: Wire) -> None:
        await wire.create(duration=5)
        error = await wire.refused(402, "insufficient_budget", "POST", PATH, json=ASKED)
        assert "$0.42" in error["message"]
        assert len((await wire.parts.store.page("default", Filters())).tasks) == 1
        await wire.create(duration=3)

    api(story, [[60.0]], **PRICED, budget={"day": "0.70"})


def test_a_refused_creates_key_may_be_used_again(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create(duration=8)
        key = {"Idempotency-Key": "k"}
        await wire.refused(402, "insufficient_budget", "POST", PATH, json=ASKED, headers=key)
        await wire.client.post(f"/v1/videos/{task['id']}/cancel")
        assert (await wire.client.post(PATH, json=ASKED, headers=key)).status_code == 200

    api(story, [[60.0]], **PRICED, budgets={"default": {"total": 1}})


def test_two_hundred_creates_at_once_with_money_for_ten_make_ten(api: Api) -> None:
    async def story(wire: Wire) -> None:
        body = {**ASKED, "duration": 10}
        answers = await asyncio.gather(*(wire.client.post(PATH, json=body) for _ in range(200)))
        assert sorted(answer.status_code for answer in answers) == [200] * 10 + [402] * 190
        assert await wire.parts.studio.ledger.account("server", "", "") == (100 * PRICE, 0)

    api(story, [[60.0]], **PRICED, budget={"total": "8.40"})


def test_what_is_free_has_no_cost_and_is_counted(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create()
        ended = await wire.ended(task["id"])
        assert "cost" not in ended["metadata"]
        total = (await wire.client.get("/v1/usage")).json()["total"]
        assert (total["tasks"], total["films"], total["seconds"], total["spent"]) == (1, 1, 5, 0)

    api(story)


def test_usage_adds_up_by_what_is_asked(api: Api) -> None:
    async def story(wire: Wire) -> None:
        for model in (MODEL, MODEL, "previs-pro-audio"):
            await wire.ended((await wire.create(model=model, duration=3))["id"])
        found = (await wire.client.get("/v1/usage", params={"by": "model"})).json()
        sums = {row["model"]: (row["films"], row["spent"]) for row in found["data"]}
        assert sums == {MODEL: (2, 6 * PRICE), "previs-pro-audio": (1, 0)}
        assert found["total"]["spent"] == 6 * PRICE
        assert set((await wire.client.get("/v1/usage")).json()["data"][0]) >= {"day", "model", "key"}
        none = (await wire.client.get("/v1/usage", params={"until": "2020-01-31", "model": MODEL})).json()
        assert (none["since"], none["data"], none["total"]["spent"]) == ("2020-01-02", [], 0)
        for bad in ({"by": "prompt"}, {"since": "yesterday"}, {"until": "2026-02-30"}, {"since": "2020-01-01"}):
            (name,) = bad
            error = await wire.refused(400, "invalid_request", "GET", "/v1/usage", params=bad)
            assert error["param"] == name

    api(story, **PRICED)
