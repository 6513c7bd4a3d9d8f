"""One app in the test's process, spoken to over ASGI, with a key of each role; whose is what lies in its real store."""

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
from tests.contract.roles import ROLES, USUAL
from tests.tasks import CLIP, make_task

from rushes.api.app import build
from rushes.api.context import Context
from rushes.app import running
from rushes.core.event import Cancelled, Claimed, Doubted, Event, Saving, Sending, Submitted, Succeeded
from rushes.core.ids import new_delivery_id, new_key_id, new_task_id, new_upload_id, new_webhook_id
from rushes.core.key import Grant, Key, digest, new_text
from rushes.core.task import Task
from rushes.core.upload import Upload, file_of
from rushes.core.webhook import Webhook
from rushes.errors import NotFound
from rushes.settings import Settings
from rushes.storage.keys import KeyStore
from rushes.storage.uploads import UploadStore
from rushes.storage.webhooks import WebhookStore
from rushes.testing import PuppetProvider

URL = "http://localhost:8700"
#: Between the parts of a form.
BOUNDARY = "x5gk2"
#: What has happened to a task that is in doubt, and to one that has ended and whose vendor may still bill.
BEFORE: dict[str, tuple[Event, ...]] = {
    "doubt": (Claimed(), Sending(), Doubted("no look-up")),
    "bill": (Claimed(), Sending(), Submitted("h"), Cancelled()),
}


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
            case "file", True:
                return await self.file(tenant)
            case "file", False:
                return new_upload_id()
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
        """The id of a webhook of a tenant."""
        webhook = Webhook(new_webhook_id(), tenant, None, "https://receiver.invalid/", ("video.failed",), "", 50.0)
        return (await self.webhooks.add(webhook, 9999)).id

    async def file(self, tenant: str) -> str:
        """The id of an uploaded picture of a tenant."""
        far = time.time() + 3600
        made = Upload(new_upload_id(), tenant, None, "x.png", "vision", 7, 640, 360, "0" * 64, 50.0, far)
        await self.parts.media.put_bytes(b"picture", made.media)
        return (await self.uploads.add(made, 9999)).id

    async def delivery(self, task: Task) -> str:
        """The id of what is sent to a task's callback_url."""
        sent = await self.webhooks.deliveries(task.tenant, None, None, None, None, 9999)
        return next(delivery.id for delivery in sent if delivery.task_id == task.id)

    @property
    def webhooks(self) -> WebhookStore:
        """The app's webhooks."""
        return WebhookStore(self.parts.store.engine)  # type: ignore[attr-defined]

    @property
    def uploads(self) -> UploadStore:
        """The app's uploaded pictures."""
        return UploadStore(self.parts.store.engine)  # type: ignore[attr-defined]

    async def task(self, names: str, tenant: str) -> Task:
        """A task that waits, or one that has ended with a film."""
        task = await self.parts.store.add(
            make_task(tenant=tenant, wanted={"external_task_id": f"mine of {tenant}"} if names == "named" else {})
        )
        for event in BEFORE.get(names, ()):
            task = await self.parts.store.record(task.id, event, 100.0)
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
        if names == "file":
            return await self.uploads.there(target), await self.parts.media.size(file_of(target))
        return await self.parts.store.known(target)

    async def ask(self, method: str, path: str, role: str, body: Any = None, **headers: str) -> Answer:
        """One request over ASGI, its body bytes of a form or JSON; of a stream only the beginning."""
        given = {"host": "localhost", **headers}
        if role in self.texts:
            given["authorization"] = f"Bearer {self.texts[role]}"
        form = isinstance(body, bytes)
        data = body if form else b"" if body is None else json.dumps(body).encode()
        if data:
            kind = f"multipart/form-data; boundary={BOUNDARY}" if form else "application/json"
            given |= {"content-type": kind, "content-length": str(len(data))}
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
