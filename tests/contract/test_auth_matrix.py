"""Every operation of the OpenAPI document × every kind of caller × one's own, a stranger's and no object at all.

A new route needs a row here. What belongs to another tenant answers exactly as what never was, and what is refused
leaves everything as it was. One app in this process, over ASGI; keys, tasks and films lie in its real store.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.tasks import CLIP, make_task

from rushes.api.app import build
from rushes.api.context import Context
from rushes.app import running
from rushes.core.caller import ALL_SCOPES, Scope
from rushes.core.event import Claimed, Doubted, Saving, Sending, Submitted, Succeeded
from rushes.core.ids import new_delivery_id, new_key_id, new_task_id, new_webhook_id
from rushes.core.key import Grant, Key, digest, new_text
from rushes.core.task import Task
from rushes.core.webhook import Webhook
from rushes.errors import NotFound
from rushes.settings import Settings
from rushes.storage.keys import KeyStore
from rushes.storage.webhooks import WebhookStore
from rushes.testing import PuppetProvider

URL = "http://localhost:8700"
MAKE, READ, ADMIN = Scope.MAKE, Scope.READ, Scope.ADMIN


class Row(NamedTuple):
    """What an operation asks of a caller, and what its path names."""

    #: The scope it needs; "operator" is the default tenant's admin, "key" any live key, "open" nothing at all.
    needs: Scope | str
    #: "film" is a finished task, "task" one that goes on, "doubt" one whose submission is unknown, "key" a key,
    #: "provider" a provider, "model" a model, "webhook" a webhook, "delivery" a delivery; "" where it names nothing.
    names: str = ""


ROWS = {
    "createVideo": Row(MAKE),
    "createVideoPlural": Row(MAKE),
    "createVideoOpenAI": Row(MAKE),
    "estimateVideo": Row(MAKE),
    "listVideos": Row(READ),
    "getVideo": Row(READ, "film"),
    "getVideoGeneration": Row(READ, "film"),
    "getVideoPlural": Row(READ, "film"),
    "deleteVideo": Row(MAKE, "film"),
    "cancelVideo": Row(MAKE, "task"),
    "getVideoContent": Row(READ, "film"),
    "headVideoContent": Row(READ, "film"),
    "watchVideo": Row(READ, "film"),
    "watchVideos": Row(READ),
    "listModels": Row("key"),
    "getModel": Row("key", "model"),
    "makeWebhook": Row(ADMIN),
    "listWebhooks": Row(ADMIN),
    "getWebhook": Row(ADMIN, "webhook"),
    "changeWebhook": Row(ADMIN, "webhook"),
    "deleteWebhook": Row(ADMIN, "webhook"),
    "getWebhookSecret": Row(ADMIN, "webhook"),
    "rotateWebhookSecret": Row(ADMIN, "webhook"),
    "listDeliveries": Row(ADMIN, "webhook"),
    "redeliver": Row(MAKE, "delivery"),
    "getCallbackSecret": Row(MAKE),
    "rotateCallbackSecret": Row(MAKE),
    "listCallbackDeliveries": Row(READ),
    "makeKey": Row(ADMIN),
    "listKeys": Row(ADMIN),
    "getKey": Row(ADMIN, "key"),
    "changeKey": Row(ADMIN, "key"),
    "rotateKey": Row(ADMIN, "key"),
    "revokeKey": Row(ADMIN, "key"),
    "getUsage": Row(READ),
    "listProviders": Row("operator"),
    "resumeProvider": Row("operator", "provider"),
    "resolveVideo": Row(ADMIN, "doubt"),
    "getLiveness": Row("open"),
    "getReadiness": Row("open"),
}


class Role(NamedTuple):
    """A kind of caller: the tenant, what its key may do, and whether that key opens at all."""

    tenant: str = ""
    scopes: frozenset[Scope] = frozenset()
    dead: str = ""


USUAL = frozenset({MAKE, READ})
ROLES = {
    "owner": Role("north", USUAL),
    "other tenant": Role("south", USUAL),
    "read-only": Role("north", frozenset({READ})),
    "make-only": Role("north", frozenset({MAKE})),
    "revoked": Role("north", ALL_SCOPES, "revoked"),
    "expired": Role("north", ALL_SCOPES, "expired"),
    "none": Role(dead="absent"),
    "admin": Role("north", ALL_SCOPES),
    "operator": Role("default", ALL_SCOPES),
}
#: Whose object is named; the third is nobody's.
TARGETS = {"own": "north", "foreign": "south", "absent": ""}


def expected(row: Row, role: Role, owner: str) -> int:
    """The status of a cell."""
    if row.needs == "open":
        return 200
    if role.dead:
        return 401
    if row.needs == "operator":
        return 200 if role.tenant == "default" and ADMIN in role.scopes else 403
    if isinstance(row.needs, Scope) and row.needs not in role.scopes:
        return 403
    if row.names == "model":
        return 200 if owner == "north" else 404
    seen = owner == role.tenant or (row.names in ("key", "doubt") and role.tenant == "default" and owner)
    return 200 if seen or not row.names else 404


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass
class House:
    """The app, its parts, and the keys' texts by role."""

    app: Any
    parts: Context
    keys: KeyStore
    texts: dict[str, str] = field(default_factory=dict)

    async def move_in(self) -> None:
        """Make the key of each role."""
        for name, role in ROLES.items():
            if role.dead != "absent":
                dead = {"revoked_at": 60.0} if role.dead == "revoked" else {}
                until = time.time() - 1 if role.dead == "expired" else None
                self.texts[name] = await self.key(role.tenant, Grant(role.scopes, expires_at=until), **dead)

    async def key(self, tenant: str, grant: Grant, **changes: Any) -> str:
        """A kept key's text."""
        key_id, text = new_key_id(), new_text()
        key = Key(key_id, tenant, "x", text[-4:], (key_id,), grant, 50.0)
        await self.keys.add(replace(key, **changes), digest(text))
        return text

    async def target(self, names: str, tenant: str) -> str:
        """The id of a fresh object of a tenant, or of nobody."""
        match names, bool(tenant):
            case "model", _:
                return "previs-std-silent" if tenant == "north" else "previs-of-nobody"
            case "provider", _:
                return "previs"
            case "key", True:
                text = await self.key(tenant, Grant(USUAL))
                return (await self.keys.chain_of(digest(text), 60.0))[-1].id
            case "key", False:
                return new_key_id()
            case "webhook", True:
                return await self.webhook(tenant)
            case "webhook", False:
                return new_webhook_id()
            case "delivery", True:
                url = "https://receiver.invalid/"
                task = await self.parts.store.add(make_task(tenant=tenant, wanted={"callback_url": url}))
                return await self.delivery(task)
            case "delivery", False:
                return new_delivery_id()
            case _, False:
                return new_task_id()
        return (await self.task(names, tenant)).id

    async def webhook(self, tenant: str) -> str:
        """The id of a webhook of a tenant, which has no other."""
        for kept in await self.webhooks.page(tenant, None, None, 99):
            await self.webhooks.remove(kept.id, tenant)
        webhook = Webhook(new_webhook_id(), tenant, None, "https://receiver.invalid/", ("video.failed",), "", 50.0)
        return (await self.webhooks.add(webhook, 1)).id

    async def delivery(self, task: Task) -> str:
        """The id of what is sent to a task's callback_url."""
        sent = await self.webhooks.deliveries(task.tenant, None, None, None, None, 99)
        return next(delivery.id for delivery in sent if delivery.task_id == task.id)

    @property
    def webhooks(self) -> WebhookStore:
        """The app's webhooks."""
        return WebhookStore(self.parts.store.engine)  # type: ignore[attr-defined]

    async def task(self, names: str, tenant: str) -> Task:
        """A task that waits, or one that has ended with a film."""
        task = await self.parts.store.add(
            make_task(tenant=tenant, wanted={"external_task_id": f"mine of {tenant}"} if names == "named" else {})
        )
        if names == "doubt":
            for doubt in (Claimed(), Sending(), Doubted("no look-up")):
                task = await self.parts.store.record(task.id, doubt, 100.0)
        if names != "film":
            return task
        clip = replace(CLIP, media=f"{task.id}.1.mp4", poster=f"{task.id}.1.jpg")
        await self.parts.media.put_bytes(b"film", clip.media)
        for event in (Claimed(), Submitted("h"), Saving(), Succeeded(clip)):
            task = await self.parts.store.record(task.id, event, 100.0)
        return task

    async def state(self, names: str, target: str) -> Any:
        """All that is kept of an object, but for when it was last used."""
        if names == "key":
            return await self.keys.chain(target)
        if names in ("webhook", "delivery"):
            look = self.webhooks.get if names == "webhook" else self.webhooks.delivery
            return [await look(target, tenant) for tenant in ("north", "south") if await _is_of(look(target, tenant))]
        return await self.parts.store.known(target)

    async def ask(self, method: str, path: str, role: str, body: Any = None, **headers: str) -> Answer:
        """One request over ASGI; of a stream only the beginning."""
        given = {"host": "localhost", **headers}
        if role in self.texts:
            given["authorization"] = f"Bearer {self.texts[role]}"
        data = b"" if body is None else json.dumps(body).encode()
        if data:
            given |= {"content-type": "application/json", "content-length": str(len(data))}
        path, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in given.items()], "client": ("127.0.0.1", 9),
            "server": ("localhost", 8700),
        }  # fmt: skip
        return await _converse(self.app, scope, data)


async def _is_of(look: Awaitable[Any]) -> bool:
    try:
        await look
    except NotFound:
        return False
    return True


async def _converse(app: Any, scope: dict[str, Any], data: bytes) -> Answer:
    first, leave = [data], asyncio.Event()
    start: dict[str, Any] = {}
    chunks: list[bytes] = []

    async def receive() -> dict[str, Any]:
        if first:
            return {"type": "http.request", "body": first.pop(), "more_body": False}
        await leave.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        chunks.append(message.get("body", b""))
        if chunks[-1] and "event-stream" in str(start["headers"]):
            leave.set()

    async with asyncio.timeout(10):
        await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers, b"".join(chunks).decode("latin-1"))


Story = Callable[[House], Awaitable[None]]


@pytest.fixture
def house(tmp_path: Path) -> Callable[[Story], None]:
    """Run a story in a fresh house, in which nobody makes films."""

    def go(story: Story) -> None:
        async def whole() -> None:
            settings = Settings(data=tmp_path / "data")
            async with AsyncExitStack() as stack:
                parts = await stack.enter_async_context(
                    running(settings, URL, provider=PuppetProvider([]), works=False)
                )
                app = build(lambda: running(settings, URL), [])
                app._app.state.context = parts  # type: ignore[attr-defined]
                found = House(app, parts, KeyStore(parts.store.engine))  # type: ignore[attr-defined]
                await found.move_in()
                parts.door.changed("")
                await story(found)

        asyncio.run(whole())

    return go


async def operations(house: House) -> list[tuple[str, str, str, Any]]:
    """Method, path, id and a good body of each operation, from the document that the server gives."""
    spec = json.loads((await house.ask("GET", "/openapi.json", "none")).body)
    found = []
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            body = next(iter(content["examples"].values()))["value"] if content else None
            found.append((method.upper(), path, operation["operationId"], body))
    return found


def alike(answer: Answer, target: str) -> tuple[int, dict[str, str], str]:
    """An answer without what differs from request to request."""
    own = (answer.headers["x-request-id"], target)
    body = answer.body
    for text in own:
        body = body.replace(text, "…")
    passing = ("x-request-id", "content-length", "date")
    return answer.status, {name: value for name, value in answer.headers.items() if name not in passing}, body


def test_every_operation_has_a_row(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        served = {name for _, _, name, _ in await operations(house)}
        assert served == set(ROWS), "say in ROWS what the new operation needs and what its path names"
        routes = {(method, route.path) for route in house.app._app.state.routes for method in route.methods}
        described = {(method, path) for method, path, _, _ in await operations(house)}
        open_pages = {("GET", "/docs"), ("GET", "/docs/{name}")}
        assert routes - described == open_pages, "a route that the document lacks"

    house(story)


def test_every_cell_is_as_it_should_be(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        wrong, cells = [], 0
        for method, path, name, body in await operations(house):
            for role, caller in ROLES.items():
                answers: list[tuple[int, dict[str, str], str]] = []
                for whose, owner in list(TARGETS.items())[: None if ROWS[name].names else 1]:
                    cell = f"{name} by {role} of {whose}"
                    target = await house.target(ROWS[name].names, owner)
                    kept = owner and ROWS[name].names not in ("", "model", "provider")
                    before = await house.state(ROWS[name].names, target) if kept else None
                    where = path.replace("{" + path.partition("{")[2].partition("}")[0] + "}", target)
                    answer = await house.ask(method, where, role, body)
                    answers.append(alike(answer, target))
                    cells += 1
                    if answer.status != expected(ROWS[name], caller, owner):
                        wrong.append(f"{cell}: {answer.status} {answer.body[:200]}")
                    if kept and answer.status != 200 and await house.state(ROWS[name].names, target) != before:
                        wrong.append(f"{cell}: it was refused and changed something")
                hidden = [answer for answer in answers if answer[0] != 200]
                if any(other != hidden[0] for other in hidden):
                    wrong.append(f"{name} by {role}: refusals differ: {hidden}")
        assert not wrong, "\n".join(wrong)
        assert cells >= len(ROWS) * len(ROLES)

    house(story)


def test_lists_and_streams_hold_ones_own_only(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        north, south = await house.task("film", "north"), await house.task("film", "south")
        for role, own, other in (("owner", north, south), ("other tenant", south, north)):
            listed = (await house.ask("GET", "/v1/videos?limit=100", role)).body
            assert own.id in listed
            assert other.id not in listed
            told = (await house.ask("GET", "/v1/events?last_event_id=0", role)).body
            assert other.id not in told
        assert json.loads((await house.ask("GET", "/v1/videos", "operator")).body)["data"] == []
        for role, tenants in (("admin", {"north"}), ("operator", {"north", "south", "default"})):
            keys = json.loads((await house.ask("GET", "/v1/keys?limit=100", role)).body)["data"]
            assert {key["tenant"] for key in keys} == tenants

    house(story)


def test_a_stranger_cannot_be_named_anywhere_else_either(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        own, foreign = await house.task("film", "north"), await house.task("film", "south")
        await house.task("named", "south")
        absent = new_task_id()
        pairs = [
            (f"/v1/videos?after={foreign.id}", f"/v1/videos?after={absent}"),
            ("/v1/videos/mine of south", "/v1/videos/mine of nobody"),
        ]
        for one, other in pairs:
            answers = [await house.ask("GET", path, "owner") for path in (one, other)]
            shown = [
                alike(answer, path.split("/")[-1].split("=")[-1])
                for answer, path in zip(answers, (one, other), strict=True)
            ]
            assert shown[0] == shown[1]
            assert shown[0][0] in (400, 404)
        link = (await house.ask("GET", f"/v1/videos/{own.id}", "owner")).body
        query = json.loads(link)["video_url"].partition("?")[2]
        assert (await house.ask("GET", f"/v1/videos/{own.id}/content?{query}", "none")).status == 200
        assert (await house.ask("GET", f"/v1/videos/{own.id}/content?{query}", "other tenant")).status == 200
        for task_id in (foreign.id, absent):
            assert (await house.ask("GET", f"/v1/videos/{task_id}/content?{query}", "owner")).status == 401
        taken = {"model": "previs-std-silent", "prompt": "a fox", "external_task_id": "mine of south"}
        assert (await house.ask("POST", "/v1/videos", "owner", taken)).status == 200

    house(story)


def test_usage_adds_up_ones_own_and_all_for_the_operator(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        for role in ("owner", "other tenant"):
            await house.ask("POST", "/v1/videos", role, {"model": "previs-std-silent", "prompt": "a fox"})
        sees = {"owner": {"north"}, "admin": {"north"}, "other tenant": {"south"}, "operator": {"north", "south"}}
        for role, tenants in sees.items():
            for query in ("", "&tenant=south"):
                answer = await house.ask("GET", f"/v1/usage?by=tenant{query}", role)
                found = {row["tenant"] for row in json.loads(answer.body)["data"]}
                assert found == ({"south"} if query and role == "operator" else tenants)

    house(story)


def test_the_same_idempotency_key_of_another_tenant_is_another_request(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        body = {"model": "previs-std-silent", "prompt": "a fox"}
        made = [
            await house.ask("POST", "/v1/videos", role, body, **{"idempotency-key": "one"})
            for role in ("owner", "other tenant", "owner")
        ]
        ids = [json.loads(answer.body)["id"] for answer in made]
        assert ids[0] == ids[2] != ids[1]
        assert [answer.headers.get("idempotent-replayed") for answer in made] == [None, None, "true"]

    house(story)
