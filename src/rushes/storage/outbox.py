"""The outbox: what is owed to receivers, written in the transaction of its event; claimed, sent and settled later.

A delivery carries the task as it was right after the event, so that it can be sent whatever has become of the task.
Webhooks themselves are in `webhooks.py`; when to try again is decided by who sends.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from rushes.core.ids import new_delivery_id
from rushes.core.task import Task
from rushes.core.webhook import DISABLED, USUAL_TYPES, Delivery, Parcel, Turn, Webhook, callback_signer
from rushes.storage.engine import Engine, Rows, Steps, ask, tell
from rushes.storage.rows import row_to_task, row_to_webhook, task_to_row

#: What is told to other processes when something is due that no event of a task announces.
DUE = "delivery"
_KEPT_APART = ("place", "snapshot", "claimed", "webhook_id")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try."""

    #: pending (it is tried again at `next_at`), delivered or failed.
    state: str
    next_at: float
    status: int | None = None
    error: str | None = None
    #: The receiver wants nothing any more (410).
    gone: bool = False
    #: Until when its target asks to be left alone.
    quiet_until: float | None = None


class Outbox:
    """Deliveries, over the same engine as the tasks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hear(self, listener: Callable[[], None]) -> None:
        """Have `listener()` called when another process has made something due."""
        self._engine.hear(DUE, lambda _: listener())

    async def waiting(self) -> list[tuple[str, float]]:
        """All targets that something waits for, each with the time of its next try, the earliest first."""
        return await self._engine.read(_waiting)

    async def claim(self, wanted: Sequence[tuple[str, int]], now: float, until: float) -> list[Parcel]:
        """Take up to so many due deliveries of each target; nobody else sends them until then."""
        return await self._engine.write(lambda: _claim(wanted, now, until))

    async def settle(self, delivery: Delivery, outcome: Outcome, now: float, lasting: float) -> bool:
        """Write down a try; whether its webhook was disabled by it.

        That is where it answers 410, or where nothing arrived for `lasting` seconds and a delivery is given up.
        """
        return await self._engine.write(lambda: _settle(delivery, outcome, now, lasting))

    async def release(self, delivery: Delivery, now: float) -> None:
        """Give a claim back untried."""
        await self._engine.write(
            lambda: ask("release_delivery", id=delivery.id, epoch=delivery.epoch, now=now),
        )

    async def release_all(self, now: float) -> None:
        """Give all claims back: for the only process, at its start."""
        await self._engine.write(lambda: ask("release_deliveries", now=now))

    async def forget(self, before: float) -> None:
        """Remove the log of what happened before then and is over."""
        await self._engine.write(lambda: ask("forget_deliveries", before=before))


def owe(task: Task, kind: str | None, at: float) -> Steps[None]:
    """Write the deliveries of an event of this type: to the task's own URL and to each webhook that wants it."""
    if kind is None:
        return
    receivers = yield from _receivers(task, kind)
    snapshot = _dump(task_to_row(task)) if receivers else ""
    for receiver in receivers:
        yield from ask(
            "add_delivery",
            **receiver,
            id=new_delivery_id(),
            tenant=task.tenant,
            task_id=task.id,
            type=kind,
            sequence=task.sequence,
            at=at,
            snapshot=snapshot,
        )


def bury(task_id: str) -> Steps[None]:
    """A deleted task leaves no word of what it was; what is on its way still arrives, then it is forgotten too."""
    yield from ask("forget_snapshot", task_id=task_id)


def row_to_delivery(row: dict[str, Any]) -> Delivery:
    """The delivery of a row of `SELECT *`."""
    plain = {name: value for name, value in row.items() if name not in _KEPT_APART}
    return Delivery(webhook=row["webhook_id"], **plain)


def _receivers(task: Task, kind: str) -> Steps[list[dict[str, Any]]]:
    rows = yield from ask("subscribed", tenant=task.tenant, key_id=task.key)
    found = [_to(row) for row in rows if kind in json.loads(row["types"])]
    url = task.request.callback_url
    if url and kind in USUAL_TYPES and not (yield from ask("callback_is_gone", task_id=task.id)):
        signer = callback_signer(task.tenant, task.key)
        found.append({"webhook_id": None, "signer": signer, "target": _target(task.tenant, url), "url": url})
    return found


def _to(row: dict[str, Any]) -> dict[str, Any]:
    """What a delivery to this webhook is addressed with."""
    return {"webhook_id": row["id"], "signer": row["id"], "target": row["id"], "url": row["url"]}


def _target(tenant: str, url: str) -> str:
    """Callbacks of one tenant to one host take turns."""
    parts = urlsplit(url)
    return f"{tenant} {parts.scheme}://{parts.netloc}".lower()


def _waiting() -> Steps[list[tuple[str, float]]]:
    return [(row["target"], row["due"]) for row in (yield from ask("waiting_targets"))]


def _claim(wanted: Sequence[tuple[str, int]], now: float, until: float) -> Steps[list[Parcel]]:
    found = []
    for target, limit in wanted:
        for row in (yield from ask("claim_deliveries", target=target, now=now, until=until, limit=limit)):
            turn = turn_of((yield from ask("get_turn", signer=row["signer"])))
            found.append(Parcel(row_to_delivery(row), (yield from _subject(row)), turn))
    return found


def _subject(row: dict[str, Any]) -> Steps[Task | Webhook]:
    snapshot = json.loads(row["snapshot"])
    if row["type"] == DISABLED:
        return row_to_webhook(snapshot)
    task = row_to_task(snapshot)
    return _as_kept(task, (yield from ask("get_task", id=task.id))) if task.clip else task


def _as_kept(task: Task, rows: Rows) -> Task:
    """A film whose files have gone since has no links any more."""
    return task if rows and rows[0]["clip"] else replace(task, clip=None)


def _settle(delivery: Delivery, outcome: Outcome, now: float, lasting: float) -> Steps[bool]:
    kept = yield from ask(
        "settle_delivery",
        id=delivery.id,
        epoch=delivery.epoch,
        state=outcome.state,
        attempt=delivery.attempt + 1,
        next_at=outcome.next_at,
        now=now,
        status=outcome.status,
        error=outcome.error,
    )
    if not kept:
        return False  # someone else has it by now
    if outcome.state != "pending":
        yield from ask("forget_snapshot", task_id=delivery.task_id)
    if outcome.quiet_until is not None:
        yield from ask("put_off_target", target=delivery.target, until=outcome.quiet_until)
    if delivery.webhook is None:
        if outcome.gone:
            yield from ask("fail_callbacks", task_id=delivery.task_id, error=outcome.error)
        return False
    disabled = yield from _judge(delivery.webhook, outcome, now, lasting)
    if disabled:
        yield from _announce(delivery.webhook, delivery.tenant, now)
    return disabled


def _announce(webhook_id: str, tenant: str, now: float) -> Steps[None]:
    """Tell those of the tenant's other webhooks that hear of all its tasks."""
    (gone,) = yield from ask("get_webhook", id=webhook_id, tenant=tenant)
    for row in (yield from ask("subscribed", tenant=tenant, key_id=None)):
        if DISABLED in json.loads(row["types"]):
            yield from ask(
                "add_delivery",
                **_to(row),
                id=new_delivery_id(),
                tenant=tenant,
                task_id=webhook_id,
                type=DISABLED,
                sequence=int(now * 1000),
                at=now,
                snapshot=_dump(gone),
            )
            yield from tell(DUE, row["id"])


def _judge(webhook: str, outcome: Outcome, now: float, lasting: float) -> Steps[bool]:
    """What a try means for its webhook."""
    if outcome.state == "delivered":
        yield from ask("webhook_arrived", id=webhook)
        return False
    yield from ask("webhook_failed", id=webhook, now=now)
    if outcome.gone:
        return (yield from disable(webhook, "It answered 410: it wants nothing any more.", now))
    since = yield from ask("failing_since", id=webhook)
    if outcome.state == "failed" and since and since[0]["failing_since"] <= now - lasting:
        why = f"Nothing has arrived for {max(1, round(lasting / 3600))} hours; the last try: {outcome.error}"
        return (yield from disable(webhook, why, now))
    return False


def disable(webhook: str, why: str, now: float) -> Steps[bool]:
    """Send it nothing any more; what is on its way is held until it is enabled."""
    found = yield from ask("disable_webhook", id=webhook, now=now, why=why)
    yield from ask("hold_deliveries", id=webhook)
    return bool(found)


def turn_of(rows: Rows) -> Turn:
    """The turn of a signer's row; the first where there is none."""
    return Turn(rows[0]["turn"], rows[0]["old_until"]) if rows else Turn()


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
