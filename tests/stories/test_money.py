"""Money at a paid vendor, whatever becomes of the film: the real app, the fake Kling on a socket, the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.vendor import SHORT

from rushes.api.context import Context
from rushes.app import make_app, running
from rushes.core.event import Failed
from rushes.errors import SettingsInvalid
from rushes.fake_kling.server import make_service, serving
from rushes.fake_kling.service import Service
from rushes.fake_kling.world import Options
from rushes.settings import Settings

URL = "http://localhost:8700"
MODEL, PRICE = "kling-v3-std-silent", 84_000
FILM = 3 * PRICE
Lines = list[tuple[str, int]]


class House:
    """A client of the app, its parts, and the vendor."""

    def __init__(self, client: httpx2.AsyncClient, parts: Context, vendor: Service) -> None:
        self.client, self.parts, self.vendor = client, parts, vendor

    async def create(self, prompt: str = "a fox") -> str:
        """The id of a task that must be taken."""
        body = {"model": MODEL, "prompt": prompt, "duration": 3}
        answer = await self.client.post("/v1/video/generations", json=body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async def lines(self, task_id: str) -> Lines:
        """Kind and amount of a task's lines, also of a deleted one."""
        found = await self.parts.studio.ledger.lines(task_id)
        return [(line["kind"], line["beyond"] or max(line["spent"], abs(line["reserved"]))) for line in found]

    async def ended(self, task_id: str) -> dict[str, Any]:
        """The task once it has ended."""
        async with asyncio.timeout(30):
            while True:
                task: dict[str, Any] = (await self.client.get(f"/v1/videos/{task_id}")).json()
                if task["status"] in ("completed", "failed"):
                    return task
                await asyncio.sleep(0.02)

    async def closed(self, task_id: str) -> Lines:
        """A task's lines once more than the hold is there."""
        async with asyncio.timeout(30):
            while len(found := await self.lines(task_id)) == 1:
                await asyncio.sleep(0.02)
        return found

    async def taken(self) -> None:
        """Until the vendor has the job."""
        async with asyncio.timeout(30):
            while not self.vendor.world.jobs:
                await asyncio.sleep(0.01)

    async def account(self) -> tuple[int, int]:
        """What of the server's money is reserved, and what is spent."""
        return await self.parts.studio.ledger.account("server", "", "")


Story = Callable[[House], Awaitable[None]]


@asynccontextmanager
async def house(data: Path, vendor: Service, url: str, **more: Any) -> AsyncIterator[House]:
    """The app on a data folder, with that vendor."""
    kling = {**SHORT, "api_key": "fake-kling-key", "base_url": url, "slots": 4}
    more.setdefault("budget", {"total": "100"})
    settings = Settings(data=data, providers={"kling": kling}, previs={"stand_in": False}, **more)  # type: ignore[arg-type]
    async with running(settings, URL) as parts:
        app = make_app(settings, URL, parts)
        app._app.state.context = parts  # type: ignore[attr-defined]
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=URL, trust_env=False) as client:
            yield House(client, parts, vendor)


@pytest.fixture
def tell(tmp_path: Path) -> Callable[..., None]:
    """Run stories one after the other on the same data and vendor: each is a process of its own."""

    def go(*stories: Story, seconds: float = 0.2, **more: Any) -> None:
        async def whole() -> None:
            vendor = make_service(Options(seconds=seconds, slots=100))
            async with serving(vendor) as url:
                for story in stories:
                    async with house(tmp_path / "data", vendor, url, **more) as found:
                        await story(found)
                        await found.client.aclose()
            assert vendor.world.ledger(vendor.now())["doubled"] == {}

        asyncio.run(whole())

    return go


def test_a_film_is_held_charged_and_its_vendors_bill_kept(tell: Callable[..., None]) -> None:
    async def story(house: House) -> None:
        task = await house.create()
        assert await house.account() == (FILM, 0)
        await house.ended(task)
        cost = (await house.client.get(f"/v1/videos/{task}")).json()["metadata"]["cost"]
        assert (cost["price_per_second"], cost["reserved"], cost["spent"]) == (PRICE, 0, FILM)
        kinds = [(line["kind"], line["amount"], line["vendor_units"], line["vendor_amount"]) for line in cost["lines"]]
        assert kinds == [("hold", FILM, None, None), ("charge", FILM, "1.8", FILM)]
        total = (await house.client.get("/v1/usage")).json()["total"]
        assert (total["spent"], total["vendor_billed"], total["overrun"]) == (FILM, FILM, 0)

    tell(story)


@pytest.mark.parametrize("prompt", ["a fox [[fail]]", "a fox [[fault:code_1301]]", "a fox [[fault:code_1201]]"])
def test_what_the_vendor_refuses_or_fails_costs_nothing(tell: Callable[..., None], prompt: str) -> None:
    async def story(house: House) -> None:
        task = await house.create(prompt)
        assert (await house.ended(task))["status"] == "failed"
        assert await house.closed(task) == [("hold", FILM), ("release", FILM)]
        assert await house.account() == (0, 0)

    tell(story)


@pytest.mark.parametrize("how", ["cancel", "delete"])
def test_a_film_that_the_vendor_has_taken_is_paid_though_nobody_wants_it(tell: Callable[..., None], how: str) -> None:
    async def story(house: House) -> None:
        task = await house.create()
        await house.taken()
        if how == "cancel":
            await house.client.post(f"/v1/videos/{task}/cancel")
            assert (await house.ended(task))["error"]["code"] == "cancelled"
        else:
            assert (await house.client.delete(f"/v1/videos/{task}")).status_code == 200
        assert await house.lines(task) == [("hold", FILM)]
        assert await house.account() == (FILM, 0)
        assert await house.closed(task) == [("hold", FILM), ("charge", FILM)]
        assert await house.account() == (0, FILM)

    tell(story, seconds=1.0)


def test_an_open_bill_is_followed_by_the_next_process(tell: Callable[..., None]) -> None:
    tasks: list[str] = []

    async def before(house: House) -> None:
        tasks.append(await house.create())
        await house.taken()
        await house.client.delete(f"/v1/videos/{tasks[0]}")

    async def after(house: House) -> None:
        assert await house.closed(tasks[0]) == [("hold", FILM), ("charge", FILM)]
        assert await house.account() == (0, FILM)

    tell(before, after, seconds=1.5)


def test_a_film_whose_worker_went_away_is_charged_once(tell: Callable[..., None]) -> None:
    tasks: list[str] = []

    async def before(house: House) -> None:
        tasks.append(await house.create())
        await house.taken()

    async def after(house: House) -> None:
        assert (await house.ended(tasks[0]))["status"] == "completed"
        assert await house.lines(tasks[0]) == [("hold", FILM), ("charge", FILM)]
        assert await house.account() == (0, FILM)

    tell(before, after, seconds=1.0)


def test_a_task_that_is_given_up_keeps_its_hold_until_the_vendor_has_billed(tell: Callable[..., None]) -> None:
    async def story(house: House) -> None:
        task = await house.create()
        await house.taken()
        await asyncio.sleep(0.1)
        await house.parts.store.record(task, Failed("expired", "too late"), 1.0)
        assert await house.lines(task) == [("hold", FILM)]
        assert await house.closed(task) == [("hold", FILM), ("charge", FILM)]

    tell(story, seconds=1.0)


def test_what_the_vendor_bills_beyond_the_price_falls_on_the_operator(tell: Callable[..., None]) -> None:
    async def story(house: House) -> None:
        task = await house.create()
        await house.ended(task)
        assert await house.lines(task) == [("hold", 30_000), ("charge", 30_000), ("overrun", FILM - 30_000)]
        assert await house.account() == (0, 30_000)
        assert (await house.client.get("/v1/usage")).json()["total"]["overrun"] == FILM - 30_000

    tell(story, prices={MODEL: "0.01"}, budget={"total": "0.03"})


def test_money_for_one_film_makes_one(tell: Callable[..., None]) -> None:
    async def story(house: House) -> None:
        task = await house.create()
        body = {"model": MODEL, "prompt": "a wolf", "duration": 3}
        refused = await house.client.post("/v1/video/generations", json=body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (402, "insufficient_budget")
        await house.ended(task)
        assert (await house.client.post("/v1/video/generations", json=body)).status_code == 402
        assert len(house.vendor.world.jobs) == 1

    tell(story, budget={"month": "0.50"})


def test_a_paid_provider_without_keys_needs_a_budget(tmp_path: Path) -> None:
    async def story() -> None:
        vendor = make_service(Options())
        with pytest.raises(SettingsInvalid, match="RUSHES_BUDGET__DAY=20"):
            async with house(tmp_path / "data", vendor, "http://127.0.0.1:9", budget={}):
                pass
        async with house(tmp_path / "data", vendor, "http://127.0.0.1:9", budget={}, keys=["sk-0123456789abcdef"]):
            pass

    asyncio.run(story())
