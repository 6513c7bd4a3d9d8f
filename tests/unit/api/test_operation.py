"""Uncertain submissions and stopped providers over the wire."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.unit.api.conftest import Api, Wire

from rushes.core.event import Progressed, Sending, Submitted
from rushes.vendor_errors import ProviderStopped, SubmitUncertain

LOST = (Sending(), SubmitUncertain())


async def unknown(wire: Wire) -> dict[str, Any]:
    task = await wire.create()
    async with asyncio.timeout(20):
        while not (found := await wire.get(task["id"]))["warnings"]:
            await asyncio.sleep(0.01)
    return found


@pytest.mark.parametrize(
    ("decision", "status", "code"),
    [("adopt", "completed", None), ("resubmit", "completed", None), ("fail", "failed", "submission_unknown")],
)
def test_an_uncertain_submission_waits_for_the_operator(api: Api, decision: str, status: str, code: str | None) -> None:
    async def story(wire: Wire) -> None:
        task = await unknown(wire)
        assert (task["status"], task["warnings"][0]["param"]) == ("in_progress", "status")
        assert task["warnings"][0]["message"].startswith("submission_unknown")
        path = f"/v1/videos/{task['id']}/resolve"
        answer = await wire.client.post(path, json={"decision": decision, "vendor_id": "v1"})
        assert answer.status_code == 200, answer.text
        ended = await wire.ended(task["id"])
        assert (ended["status"], ended["error"] and ended["error"]["code"]) == (status, code)
        assert [job.handle for job in wire.puppet.jobs[1:]] == {"adopt": ["v1"], "resubmit": [None], "fail": []}[
            decision
        ]
        await wire.refused(409, "already_final", "POST", path, json={"decision": decision, "vendor_id": "v1"})

    api(story, (LOST, (...,)))


def test_what_is_no_decision_is_refused(api: Api) -> None:
    async def story(wire: Wire) -> None:
        path = f"/v1/videos/{(await unknown(wire))['id']}/resolve"
        for body in ({}, {"decision": "guess"}, {"decision": "adopt"}, {"decision": "adopt", "vendor_id": 5}):
            await wire.refused(400, "invalid_request", "POST", path, json=body)

    api(story, (LOST,))


def test_a_bill_is_seen_and_settled(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = (await wire.create())["id"]
        async with asyncio.timeout(20):
            while (await wire.get(task))["progress"] == 0:
                await asyncio.sleep(0.01)
        await wire.client.post(f"/v1/videos/{task}/cancel")
        (bill,) = (await wire.client.get("/v1/bills")).json()["data"]
        assert (bill["id"], bill["status"], bill["reserved"], bill["vendor_id"]) == (task, "open", 500_000, "h")
        path = f"/v1/bills/{task}/settle"
        for body in ({}, {"billed": -1}, {"billed": "much"}, {"billed": 1, "by": "me"}):
            await wire.refused(400, "invalid_request", "POST", path, json=body)
        settled = (await wire.client.post(path, json={"billed": 200_000})).json()
        assert settled == {**bill, "status": "settled", "reserved": 0}
        cost = (await wire.get(task))["metadata"]["cost"]
        assert (cost["reserved"], cost["spent"]) == (0, 200_000)
        await wire.refused(409, "already_final", "POST", path, json={"billed": 1})
        await wire.refused(404, "not_found", "POST", "/v1/bills/task_none/settle", json={"billed": 1})

    api(story, ((Sending(), Submitted("h"), Progressed(0.5), 60.0),), prices={"previs-std-silent": "0.10"})


def test_a_stopped_provider_is_seen_and_resumed(api: Api) -> None:
    async def story(wire: Wire) -> None:
        task = await wire.create()
        async with asyncio.timeout(20):
            while (await wire.client.get("/readyz")).json()["providers"] != {"previs": "stopped"}:
                await asyncio.sleep(0.01)
        shown = (await wire.client.get("/v1/providers")).json()["data"][0]
        assert (shown["status"], shown["reason"]) == ("stopped", "no money")
        async with asyncio.timeout(20):  # the stop is known before its task waits again
            while (await wire.get(task["id"]))["status"] != "queued":
                await asyncio.sleep(0.01)
        assert (await wire.client.post("/v1/providers/previs/resume")).json()["status"] == "ok"
        assert (await wire.ended(task["id"]))["status"] == "completed"
        await wire.refused(404, "not_found", "POST", "/v1/providers/nobody/resume")

    api(story, ((Sending(), ProviderStopped("no money")), (...,)))
