"""Webhooks in a database: their rows and their transactions as steps, and the log of their deliveries.

Who may see and change which is for the use cases; what is on its way is the outbox's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from rushes.core.webhook import Delivery, Turn, Webhook
from rushes.errors import LimitReached, NotFound
from rushes.storage.engine import Engine, Steps, ask, tell
from rushes.storage.outbox import DUE, disable, row_to_delivery, turn_of
from rushes.storage.rows import row_to_webhook

_UPDATED = ("id", "url", "types", "description", "disabled_at", "why", "failing_since")


class WebhookStore:
    """Webhooks, over the same engine as the tasks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def add(self, webhook: Webhook, most: int) -> Webhook:
        """Keep a new one. Raises `LimitReached` where its tenant has as many as it may."""
        return await self._engine.write(lambda: _add(webhook, most))

    async def get(self, webhook_id: str, tenant: str) -> Webhook:
        """A tenant's webhook. Raises `NotFound`."""
        return await self._engine.read(lambda: _get(webhook_id, tenant))

    async def page(self, tenant: str, key: str | None, after: str | None, limit: int) -> list[Webhook]:
        """A tenant's webhooks, or those of one key, oldest first."""
        return await self._engine.read(lambda: _page(tenant, key, after, limit))

    async def change(self, webhook_id: str, tenant: str, edit: Callable[[Webhook], Webhook], now: float) -> Webhook:
        """Put `edit(webhook)` in its place; one that is enabled by it gets what was held. Raises `NotFound`."""
        return await self._engine.write(lambda: _change(webhook_id, tenant, edit, now))

    async def remove(self, webhook_id: str, tenant: str) -> None:
        """Forget it and what was on its way to it. Raises `NotFound`."""
        await self._engine.write(lambda: _remove(webhook_id, tenant))

    async def turn(self, signer: str) -> Turn:
        """How often a signer's secret was changed."""
        return await self._engine.read(lambda: _turn(signer))

    async def rotate(self, signer: str, until: float) -> Turn:
        """Give a signer another secret; the one before signs too until then."""
        return await self._engine.write(lambda: _rotate(signer, until))

    async def deliveries(
        self, tenant: str, webhook: str | None, signer: str | None, state: str | None, after: str | None, limit: int
    ) -> list[Delivery]:
        """Deliveries to a webhook, newest first; without one those to callback URLs, of one signer or of all."""
        return await self._engine.read(lambda: _deliveries(tenant, webhook, signer, state, after, limit))

    async def redeliver(self, delivery_id: str, tenant: str, now: float) -> Delivery:
        """Send it again from the first try on. Raises `NotFound` where its task was deleted since."""
        return await self._engine.write(lambda: _redeliver(delivery_id, tenant, now))

    async def delivery(self, delivery_id: str, tenant: str) -> Delivery:
        """A tenant's delivery. Raises `NotFound`."""
        return await self._engine.read(lambda: _delivery(delivery_id, tenant))


def _add(webhook: Webhook, most: int) -> Steps[Webhook]:
    (found,) = yield from ask("count_webhooks", tenant=webhook.tenant)
    if found["webhooks"] >= most:
        raise LimitReached(f"There are {most} webhooks already, as many as may be; delete one first.")
    row = webhook_to_row(webhook)
    added = ("id", "url", "types", "description")
    yield from ask(
        "add_webhook",
        **{name: row[name] for name in added},
        tenant=webhook.tenant,
        key_id=webhook.key,
        created_at=webhook.created_at,
    )
    return webhook


def _get(webhook_id: str, tenant: str) -> Steps[Webhook]:
    rows = yield from ask("get_webhook", id=webhook_id, tenant=tenant)
    if not rows:
        raise NotFound("There is no such webhook here.")
    return row_to_webhook(rows[0])


def _page(tenant: str, key: str | None, after: str | None, limit: int) -> Steps[list[Webhook]]:
    rows = yield from ask("page_of_webhooks", tenant=tenant, key_id=key, after=after, limit=limit)
    return [row_to_webhook(row) for row in rows]


def _change(webhook_id: str, tenant: str, edit: Callable[[Webhook], Webhook], now: float) -> Steps[Webhook]:
    before = yield from _get(webhook_id, tenant)
    after = edit(before)
    row = webhook_to_row(after)
    yield from ask("update_webhook", **{name: row[name] for name in _UPDATED})
    if after.url != before.url:
        yield from ask("move_deliveries", id=webhook_id, url=after.url)
    if after.disabled_at is not None and before.disabled_at is None:
        yield from disable(webhook_id, after.why or "", now)
    elif before.disabled_at is not None and after.disabled_at is None:
        yield from ask("resume_deliveries", id=webhook_id, now=now)
        yield from tell(DUE, webhook_id)
    return after


def _remove(webhook_id: str, tenant: str) -> Steps[None]:
    yield from _get(webhook_id, tenant)
    yield from ask("drop_webhook", id=webhook_id)
    yield from ask("drop_deliveries", id=webhook_id)
    yield from ask("drop_signing", signer=webhook_id)


def _turn(signer: str) -> Steps[Turn]:
    return turn_of((yield from ask("get_turn", signer=signer)))


def _rotate(signer: str, until: float) -> Steps[Turn]:
    return turn_of((yield from ask("next_turn_of_signer", signer=signer, old_until=until)))


def _deliveries(
    tenant: str, webhook: str | None, signer: str | None, state: str | None, after: str | None, limit: int
) -> Steps[list[Delivery]]:
    rows = yield from ask(
        "page_of_deliveries",
        tenant=tenant,
        webhook_id=webhook,
        signer=signer,
        state=state,
        after=after,
        limit=limit,
    )
    return [row_to_delivery(row) for row in rows]


def _delivery(delivery_id: str, tenant: str) -> Steps[Delivery]:
    rows = yield from ask("get_delivery", id=delivery_id, tenant=tenant)
    if not rows:
        raise NotFound("There is no such delivery here.")
    return row_to_delivery(rows[0])


def _redeliver(delivery_id: str, tenant: str, now: float) -> Steps[Delivery]:
    yield from _delivery(delivery_id, tenant)
    rows = yield from ask("redeliver", id=delivery_id, now=now)
    if not rows:
        raise NotFound("The delivery's task was deleted, and with it what would be sent.")
    yield from tell(DUE, delivery_id)
    return row_to_delivery(rows[0])


def webhook_to_row(webhook: Webhook) -> dict[str, Any]:
    """The columns of a webhook that can change, and its id."""
    return {
        "id": webhook.id,
        "url": webhook.url,
        "types": json.dumps(list(webhook.types)),
        "description": webhook.description,
        "disabled_at": webhook.disabled_at,
        "why": webhook.why,
        "failing_since": webhook.failing_since,
    }
