"""`GET /metrics`, in Prometheus' text: tasks, providers, vendors, money, and how long answers take. Scope `admin`.

Tasks and money are the whole database's, whichever process is asked; requests and breakers are this process's own.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from rushes.api.auth import Called
from rushes.api.context import Context, Parts
from rushes.core.money import MILLION
from rushes.core.task import OPEN, Status
from rushes.desk import PROVIDER_STATES, Standing
from rushes.storage.engine import Rows

router = APIRouter(tags=["health"])
MONEY = {
    "reserved": "Held for films that are not made yet",
    "spent": "Charged for films",
    "beyond": "Billed by vendors beyond what was charged",
    "vendor_billed": "Billed by vendors, at the operator's price of a unit",
}


@router.get("/metrics", summary="Metrics for Prometheus")
async def metrics(request: Request, caller: Called, parts: Parts) -> Response:
    """Tasks by provider and status, the queue, providers and their breakers, requests to vendors, money, durations."""
    parts.desk.only_operator(caller)
    registry = CollectorRegistry()
    registry.register(_Found(await _families(parts)))
    text = generate_latest(registry) + generate_latest(request.app.state.timings.registry)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


class _Found(Collector):
    """Families that are there already."""

    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


async def _families(parts: Context) -> list[Metric]:
    tasks, money = await parts.census.tasks(), await parts.census.money()
    standings = parts.desk.standings()
    return [*_tasks(tasks), *_providers(standings), _requests(standings), *_money(money)]


def _tasks(rows: Rows) -> Iterator[Metric]:
    count = GaugeMetricFamily("rushes_tasks", "Tasks that are kept.", labels=("provider", "status"))
    oldest = GaugeMetricFamily("rushes_oldest_seconds", "Age of the oldest open task.", labels=("provider", "status"))
    for row in rows:
        count.add_metric((row["provider"], row["status"]), row["tasks"])
        if Status(row["status"]) in OPEN:
            oldest.add_metric((row["provider"], row["status"]), max(0.0, time.time() - row["oldest"]))
    yield count
    yield oldest


def _providers(standings: list[Standing]) -> Iterator[Metric]:
    slots = GaugeMetricFamily("rushes_provider_slots", "Films at a time.", labels=("provider",))
    state = GaugeMetricFamily(
        "rushes_provider_state",
        "1 for the state a provider is in; failing: its breaker is open; stopped: it waits for the operator.",
        labels=("provider", "state"),
    )
    for one in standings:
        slots.add_metric((one.name,), one.slots)
        for word in PROVIDER_STATES:
            state.add_metric((one.name, word), one.state == word)
    yield slots
    yield state


def _requests(standings: list[Standing]) -> Metric:
    found = CounterMetricFamily(
        "rushes_vendor_requests", "Requests to a vendor, by kind and result.", labels=("provider", "kind", "result")
    )
    for one in standings:
        for (kind, result), number in one.requests.items():
            found.add_metric((one.name, kind, result), number)
    return found


def _money(rows: Rows) -> Iterator[Metric]:
    for name, text in MONEY.items():
        family = GaugeMetricFamily(f"rushes_{name}_dollars", f"{text}, in US dollars.", labels=("provider",))
        for row in rows:
            family.add_metric((row["provider"],), int(row[name]) / MILLION)
        yield family
