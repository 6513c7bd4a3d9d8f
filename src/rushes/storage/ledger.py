"""The ledger in the database: its lines, the accounts they add up to, and what is asked of both.

`take` and `settle` are steps of a task's own transactions. Which moves an event causes is `core/ledger`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import structlog

from rushes.core.event import Billed
from rushes.core.key import Key
from rushes.core.ledger import Account, Kind, Move, closing, hold, owed, owed_without_film, periods
from rushes.core.money import NO_CAPS, Caps, Tariff, Terms, day_of, shown
from rushes.core.task import Status, Task
from rushes.errors import InsufficientBudget
from rushes.storage.engine import Engine, Rows, Steps, ask

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Span:
    """Which lines a usage adds up: days (both included), and perhaps a tenant, a key, a model."""

    since: str
    until: str
    tenant: str | None = None
    key: str | None = None
    model: str | None = None


class LedgerStore:
    """What may be asked of the ledger, over the store's engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def lines(self, task_id: str) -> Rows:
        """A task's lines, oldest first."""
        return await self._engine.read(lambda: ask("lines_of_task", task_id=task_id))

    async def usage(self, span: Span) -> Rows:
        """Sums by key, model and day, newest day first."""
        return await self._engine.read(lambda: _usage(span))

    async def account(self, scope: str, owner: str, period: str) -> tuple[int, int]:
        """What of an account is reserved and what is spent."""
        rows = await self._engine.read(lambda: ask("get_account", scope=scope, id=owner, period=period))
        return (int(rows[0]["reserved"]), int(rows[0]["spent"])) if rows else (0, 0)


@dataclass(frozen=True, slots=True)
class Books:
    """What the use cases need of money: what it costs, and where it is written down."""

    ledger: LedgerStore
    tariff: Tariff


def take(task: Task, chain: Sequence[Key], terms: Terms) -> Steps[None]:
    """Reserve a task's price in every account it counts to, or in none. Raises `InsufficientBudget`."""
    move, day = hold(terms.price, task.request.seconds), day_of(task.created_at)
    for account in accounts(task.tenant, [(key.id, _caps(key)) for key in chain], terms) if move.reserved else ():
        for period, most in periods(account.caps, day):
            yield from _fit(account, period, most, move.reserved, task.key)
    common: dict[str, Any] = {
        "tenant": task.tenant,
        "key_id": task.key or "",
        "provider": task.provider,
        "model": task.request.model,
    }
    common |= {"lineage": json.dumps([key.id for key in chain]), "day": day, "price": terms.price}
    yield from _write(task.id, [move], task.created_at, task.request.seconds, None, common)


def settle(task: Task, now: float) -> Steps[None]:
    """Close the account of a task that has ended and owes nothing more."""
    rows = yield from ask("hold_of_task", task_id=task.id)
    if rows:
        yield from _close(rows[0], owed(task, rows[0]["reserved"]), task.billed, now, task.status is Status.SUCCEEDED)


def settle_buried(task_id: str, billed: Billed, now: float) -> Steps[None]:
    """The same for a deleted task, whose bill has come."""
    rows = yield from ask("hold_of_task", task_id=task_id)
    if rows:
        charge = owed_without_film(rows[0]["reserved"], sent=True, billed=billed, verdict=False)
        yield from _close(rows[0], charge, billed, now, film=False)


def accounts(tenant: str, chain: Iterable[tuple[str, Caps]], terms: Terms) -> list[Account]:
    """All that a task of this tenant and this chain of keys counts to, always in one order: so they lock."""
    keys = [Account("key", key_id, caps) for key_id, caps in chain]
    return [Account("server", "", terms.server), Account("tenant", tenant, terms.tenant), *keys]


def _usage(span: Span) -> Steps[Rows]:
    return (
        yield from ask(
            "usage", since=span.since, until=span.until, tenant=span.tenant, key_id=span.key, model=span.model
        )
    )


def _close(opened: dict[str, Any], charge: int, billed: Billed | None, now: float, film: bool) -> Steps[None]:
    moves = closing(opened["reserved"], charge, billed, film=film)
    keys = [(key_id, NO_CAPS) for key_id in json.loads(opened["lineage"])]
    for account in accounts(opened["tenant"], keys, Terms(0)) if opened["reserved"] else ():
        for period, _ in periods(account.caps, opened["day"]):
            yield from ask(
                "move_money",
                scope=account.scope,
                id=account.id,
                period=period,
                reserved=sum(move.reserved for move in moves),
                spent=sum(move.spent for move in moves),
            )
    common = {name: opened[name] for name in ("tenant", "key_id", "provider", "model", "lineage", "day", "price")}
    yield from _write(opened["task_id"], moves, now, opened["seconds"] if film else 0, billed, common)
    for move in moves:
        if move.kind is Kind.OVERRUN:
            log.error("vendor_billed_more", task=opened["task_id"], charged=shown(charge), beyond=shown(move.beyond))


def _write(
    task_id: str, moves: list[Move], at: float, seconds: int, billed: Billed | None, common: dict[str, Any]
) -> Steps[None]:
    for number, move in enumerate(moves):
        said = billed if number == 0 else None  # the vendor's word stands on one line
        yield from ask(
            "add_line",
            task_id=task_id,
            at=at,
            seconds=0 if move.kind in (Kind.RELEASE, Kind.OVERRUN) else seconds,
            vendor_units=said.units if said else None,
            vendor_amount=said.cost if said else None,
            **{**asdict(move), "kind": str(move.kind)},
            **common,
        )


def _fit(account: Account, period: str, most: int | None, amount: int, key: str | None) -> Steps[None]:
    place = {"scope": account.scope, "id": account.id, "period": period}
    if (most is None or amount <= most) and (yield from ask("take_hold", amount=amount, most=most, **place)):
        return
    rows = yield from ask("get_account", **place)
    used = rows[0]["reserved"] + rows[0]["spent"] if rows else 0
    raise _refusal(account, period, most or 0, used, amount, own=account.id == key)


def _refusal(account: Account, period: str, most: int, used: int, amount: int, *, own: bool) -> InsufficientBudget:
    """Of the server's budget, and of the keys that a key descends from, only that they are used up."""
    span = f"for {period} (UTC)" if period else "in all"
    whose = {"server": "the server's budget", "tenant": "your tenant's budget"}.get(account.scope, "this key's budget")
    if account.scope == "key" and not own:
        whose = "the budget of a key that this one descends from"
    told = account.scope == "tenant" or own
    left = f" is {shown(most)}, of which {shown(used)} is spent or reserved" if told else " is used up"
    return InsufficientBudget(
        f"This film costs {shown(amount)}, and {whose} {span}{left}. Ask for a shorter film or a cheaper model, "
        "wait for the next period, or have the budget raised."
    )


def _caps(key: Key) -> Caps:
    return Caps(key.grant.budget_day, key.grant.budget_month, key.grant.budget_total)
