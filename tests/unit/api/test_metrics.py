"""`/metrics` shows what was done in a text that Prometheus' own parser reads."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families
from tests.unit.api.conftest import Api, Wire


def test_what_was_done_is_counted(api: Api) -> None:
    async def story(wire: Wire) -> None:
        body = {"model": "previs-std-silent", "prompt": "a fox", "duration": 3}
        made = (await wire.client.post("/v1/videos", json=body)).json()
        await wire.client.get(f"/v1/videos/{made['id']}")
        answer = await wire.client.get("/metrics")
        assert answer.headers["content-type"].startswith("text/plain; version=")
        found = {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }
        assert sum(value for (name, _), value in found.items() if name == "rushes_tasks") == 1
        assert found["rushes_provider_state", (("provider", "previs"), ("state", "ok"))] == 1
        assert found["rushes_provider_slots", (("provider", "previs"),)] >= 1
        assert found["rushes_reserved_dollars", (("provider", "previs"),)] == 0
        read = (("method", "GET"), ("route", "/v1/videos/{task_id}"), ("status", "200"))
        assert found["rushes_http_seconds_count", read] == 1
        assert made["id"] not in answer.text

    api(story)
