"""The use cases of webhooks: make, see, change, turn, remove; their secrets, their deliveries, and sending again.

Webhooks are an admin's: whoever names a URL there hears of other keys' tasks. What concerns `callback_url`s is for the
keys that make tasks. Sending is for `work/webhooks.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import structlog

from rushes.core.caller import Caller, Scope
from rushes.core.hook_rules import check_change, check_new
from rushes.core.ids import new_webhook_id
from rushes.core.webhook import USUAL_TYPES, Delivery, Turn, Webhook, callback_signer, secret_of
from rushes.errors import InvalidRequest
from rushes.paging import begins
from rushes.storage.webhooks import WebhookStore

#: Of one tenant.
MOST_WEBHOOKS = 20
BY_HAND = "It was disabled by hand."

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Secret:
    """What a receiver verifies with; for a while after a rotation either does."""

    now: str
    before: str | None = None
    before_until: float | None = None


class Hooks:
    """One for the process. `reach(url, param)` raises for a URL that can never be called; `stir` wakes the sender."""

    def __init__(
        self,
        store: WebhookStore,
        root: bytes,
        reach: Callable[[str, str], None],
        stir: Callable[[], None],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._store, self._root, self._reach, self._stir, self._now = store, root, reach, stir, now

    async def make(self, given: Mapping[str, object], by: Caller) -> Webhook:
        """A new webhook of the caller's tenant."""
        by.need(Scope.ADMIN)
        values = check_new(given)
        self._reach(values["url"], "url")
        webhook = Webhook(
            id=new_webhook_id(),
            tenant=by.tenant,
            key=values.get("key"),
            url=values["url"],
            types=values.get("events", USUAL_TYPES),
            description=values.get("description", ""),
            created_at=self._now(),
        )
        await self._store.add(webhook, MOST_WEBHOOKS)
        log.info("webhook_made", webhook=webhook.id, tenant=by.tenant, by=by.key)
        return webhook

    async def get(self, webhook_id: str, by: Caller) -> Webhook:
        """A webhook of the caller's tenant. Raises `NotFound`."""
        by.need(Scope.ADMIN)
        return await self._store.get(webhook_id, by.tenant)

    async def page(self, by: Caller, after: str | None, limit: int) -> list[Webhook]:
        """The tenant's webhooks, oldest first."""
        by.need(Scope.ADMIN)
        if after is not None:
            await begins(self._store.get(after, by.tenant), after)
        return await self._store.page(by.tenant, None, after, limit)

    async def change(self, webhook_id: str, given: Mapping[str, object], by: Caller) -> Webhook:
        """Another URL or other events; disabled, or enabled again, and then what was held is sent."""
        by.need(Scope.ADMIN)
        values, now = check_change(given), self._now()
        if "url" in values:
            self._reach(values["url"], "url")
        if "events" in values:
            values["types"] = values.pop("events")
        disabled = values.pop("disabled", None)

        def edit(webhook: Webhook) -> Webhook:
            after = replace(webhook, **values)
            if disabled is None or disabled is (webhook.disabled_at is not None):
                return after
            if disabled:
                return replace(after, disabled_at=now, why=BY_HAND)
            return replace(after, disabled_at=None, why=None, failing_since=None)

        found = await self._store.change(webhook_id, by.tenant, edit, now)
        self._stir()
        return found

    async def remove(self, webhook_id: str, by: Caller) -> str:
        """Forget a webhook, and what was on its way to it."""
        by.need(Scope.ADMIN)
        await self._store.remove(webhook_id, by.tenant)
        log.info("webhook_removed", webhook=webhook_id, tenant=by.tenant, by=by.key)
        return webhook_id

    async def secret(self, webhook_id: str | None, by: Caller) -> Secret:
        """The secret of a webhook; without one that of the caller's `callback_url`s."""
        signer = await self._signer(webhook_id, by)
        return self._shown(signer, await self._store.turn(signer))

    async def rotate(self, webhook_id: str | None, overlap: float, by: Caller) -> Secret:
        """Another secret for the same; both sign for so many seconds."""
        signer = await self._signer(webhook_id, by)
        log.info("webhook_secret_rotated", signer=signer, by=by.key)
        return self._shown(signer, await self._store.rotate(signer, self._now() + overlap))

    async def deliveries(
        self, webhook_id: str | None, by: Caller, state: str | None, after: str | None, limit: int
    ) -> list[Delivery]:
        """What was and will be sent to a webhook, newest first; without one, to the tenant's `callback_url`s."""
        if webhook_id is None:
            by.need(Scope.READ)
        else:
            await self.get(webhook_id, by)
        if after is not None:
            await begins(self._store.delivery(after, by.tenant), after)
        return await self._store.deliveries(by.tenant, webhook_id, None, state, after, limit)

    async def redeliver(self, delivery_id: str, by: Caller) -> Delivery:
        """Send it again, under the same id, from the first try on. Raises `NotFound`."""
        by.need(Scope.MAKE)
        delivery = await self._store.delivery(delivery_id, by.tenant)
        if delivery.webhook and (await self._store.get(delivery.webhook, by.tenant)).disabled_at is not None:
            message = f"The webhook {delivery.webhook} is disabled; enable it, and what is held for it is sent."
            raise InvalidRequest(message)
        found = await self._store.redeliver(delivery_id, by.tenant, self._now())
        self._stir()
        return found

    async def _signer(self, webhook_id: str | None, by: Caller) -> str:
        if webhook_id is None:
            by.need(Scope.MAKE)
            return callback_signer(by.tenant, by.key)
        return (await self.get(webhook_id, by)).id

    def _shown(self, signer: str, turn: Turn) -> Secret:
        now = secret_of(self._root, signer, turn.number)
        if not turn.number or turn.old_until is None or turn.old_until <= self._now():
            return Secret(now)
        return Secret(now, secret_of(self._root, signer, turn.number - 1), turn.old_until)
