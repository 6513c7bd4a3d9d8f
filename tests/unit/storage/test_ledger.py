"""The ledger's invariants, whatever happens in whatever order: nothing is released twice, no budget is exceeded."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from harness.crashdisk import MEMORY
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from tests.databases import Database, Databases
from tests.tasks import CLIP, make_task

from rushes.core.caller import ALL_SCOPES
from rushes.core.event import (
    Billed,
    Cancelled,
    Claimed,
    Expired,
    Failed,
    NotTaken,
    Requeued,
    Saving,
    Sending,
    Submitted,
    Succeeded,
)
from rushes.core.key import Grant, Key
from rushes.core.ledger import Kind
from rushes.core.money import Caps, Terms
from rushes.errors import IllegalTransition, InsufficientBudget, NotFound
from rushes.storage.keys import KeyStore
from rushes.storage.ledger import LedgerStore, Span
from rushes.storage.postgres import open_postgres
from rushes.storage.sqlite import open_sqlite
from rushes.storage.store import TaskStore

T = TypeVar("T")
DAY, MONTH = "1970-01-01", "1970-01"
TENANT, SERVER = Caps(day=90), Caps(total=150)
#: Prices for a second; each film has three.
PRICES = st.sampled_from([0, 1, 7, 20])
#: What a vendor bills: nothing, less than a hold, more than any, and what it does not say.
COSTS = st.sampled_from([0, 10, 100, None])
STEPS = st.sampled_from([Claimed(), Sending(), NotTaken("r"), Submitted("h"), Saving(), Succeeded(CLIP)])
ENDS = st.sampled_from([Cancelled(), Failed("expired", "m"), Failed("content_refused", "m")])


def key(name: str, *above: str, **budgets: int) -> Key:
    return Key(name, "default", name, "0000", (*above, name), Grant(ALL_SCOPES, **budgets), 0.0)  # type: ignore[arg-type]


KEYS = [key("key_a", budget_total=100, budget_day=80), key("key_b", "key_a", budget_month=40), key("key_c")]


class Books(RuleBasedStateMachine):
    """Tasks come and go in a real store; after each step all accounts must add up."""

    tasks = Bundle("tasks")
    buried = Bundle("buried")

    def __init__(self, databases: Databases | None = None) -> None:
        super().__init__()
        self.stack, self.loop = contextlib.ExitStack(), asyncio.new_event_loop()
        if databases is None:
            folder = self.stack.enter_context(tempfile.TemporaryDirectory(dir=MEMORY))
            self.store = open_sqlite(Path(folder) / "rushes.db")
        else:
            self.store = self.do(open_postgres(self.stack.enter_context(databases.migrated()), 2))
        self.ledger = LedgerStore(self.store.engine)
        self.ids: list[str] = []
        for number, each in enumerate(KEYS):
            self.do(KeyStore(self.store.engine).add(each, str(number)))

    def do(self, work: Awaitable[T]) -> T:
        return self.loop.run_until_complete(work)  # type: ignore[arg-type]

    def teardown(self) -> None:
        self.do(self.store.close())
        self.stack.close()
        self.loop.close()

    @rule(target=tasks, price=PRICES, owner=st.sampled_from(["key_a", "key_b", "key_c", None]))
    def create(self, price: int, owner: str | None) -> Any:
        task = make_task(key=owner)
        try:
            self.do(self.store.add(task, None, Terms(price, SERVER, TENANT)))
        except InsufficientBudget:
            assert self.do(self.ledger.lines(task.id)) == []
            return multiple()
        self.ids.append(task.id)
        return task.id

    @rule(task=tasks, event=st.one_of(ENDS, STEPS))
    def happens(self, task: str, event: Any) -> None:
        with contextlib.suppress(IllegalTransition, NotFound):
            self.do(self.store.record(task, event, 2.0))

    @rule(task=tasks)
    def is_made(self, task: str) -> None:
        with contextlib.suppress(IllegalTransition, NotFound):
            for event in (Claimed(), Saving(), Succeeded(CLIP), Expired()):
                self.do(self.store.record(task, event, 2.0))

    @rule(task=tasks)
    def is_handed_back(self, task: str) -> None:
        with contextlib.suppress(IllegalTransition, NotFound):
            self.do(self.store.record(task, Requeued(2.0, counted=False, reason="r"), 2.0))

    @rule(task=tasks, sent=st.booleans(), end=ENDS)
    def ends_at_the_vendor(self, task: str, sent: bool, end: Any) -> None:
        with contextlib.suppress(IllegalTransition, NotFound):
            for event in (Claimed(), Sending(), *([Submitted("h")] if sent else []), end):
                self.do(self.store.record(task, event, 2.0))

    @rule(task=st.one_of(tasks, buried), cost=COSTS)
    def is_billed(self, task: str, cost: int | None) -> None:
        with contextlib.suppress(IllegalTransition, NotFound):
            self.do(self.store.record(task, Billed("1", cost), 2.0))
        self.do(self.store.close_bill(task, Billed("1", cost), 2.0))

    @rule(target=buried, task=consumes(tasks), event=ENDS)
    def is_deleted(self, task: str, event: Any) -> Any:
        with contextlib.suppress(IllegalTransition, NotFound):
            self.do(self.store.record(task, event, 2.0))
        with contextlib.suppress(NotFound):
            self.do(self.store.remove(task, "default", 2.0))
        return task

    @invariant()
    def no_budget_is_exceeded(self) -> None:
        caps = {("server", "", ""): 150, ("tenant", "default", DAY): 90, ("key", "key_a", ""): 100}
        caps |= {("key", "key_a", DAY): 80, ("key", "key_b", MONTH): 40}
        for account, most in caps.items():
            reserved, spent = self.do(self.ledger.account(*account))
            assert reserved >= 0
            assert reserved + spent <= most

    @invariant()
    def the_lines_add_up_to_the_accounts(self) -> None:
        lines = [line for task in self.ids for line in self.do(self.ledger.lines(task))]
        for scope, owner in (("server", ""), ("tenant", "default"), *(("key", each.id) for each in KEYS)):
            own = [line for line in lines if scope != "key" or f'"{owner}"' in line["lineage"]]
            sums = (sum(line["reserved"] for line in own), sum(line["spent"] for line in own))
            for period in (DAY, MONTH, ""):
                assert self.do(self.ledger.account(scope, owner, period)) == sums
        used = self.do(self.ledger.usage(Span(DAY, DAY)))
        assert sum(row["spent"] for row in used) == sum(line["spent"] for line in lines)
        assert sum(row["tasks"] for row in used) == len(self.ids)

    @invariant()
    def each_hold_is_closed_once_when_its_task_has_ended(self) -> None:
        bills = {bill.task_id for bill in self.do(self.store.open_bills())}
        for task in self.ids:
            lines = self.do(self.ledger.lines(task))
            assert lines[0]["kind"] == Kind.HOLD
            try:
                found = self.do(self.store.known(task))
                assert found.billing_open == (task in bills)
                open_still = not found.status.final or found.billing_open
            except NotFound:
                open_still = task in bills
            left = sum(line["reserved"] for line in lines)
            assert left == (lines[0]["reserved"] if open_still else 0)
            assert (len(lines) == 1) == open_still


TestBooks = Books.TestCase
TestBooks.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)


def test_the_same_holds_on_postgres(databases: Databases) -> None:
    few = settings(max_examples=3, stateful_step_count=15, deadline=None)
    run_state_machine_as_test(lambda: Books(databases), settings=few)  # type: ignore[arg-type,return-value]


@pytest.fixture
def run(database: Database) -> Callable[[Callable[[TaskStore, LedgerStore], Awaitable[None]]], None]:
    def go(story: Callable[[TaskStore, LedgerStore], Awaitable[None]]) -> None:
        async def whole() -> None:
            store = await database.open()
            for number, each in enumerate(KEYS):
                await KeyStore(store.engine).add(each, str(number))
            await story(store, LedgerStore(store.engine))
            await store.close()

        asyncio.run(whole())

    return go


def test_a_refusal_says_whose_budget_and_what_is_left_of_it(run: Any) -> None:
    async def story(store: TaskStore, _: LedgerStore) -> None:
        await store.add(make_task(key="key_b"), None, Terms(10))
        with pytest.raises(InsufficientBudget, match=r"this key's budget for 1970-01 \(UTC\) is \$0.00004, of which"):
            await store.add(make_task(key="key_b"), None, Terms(10))
        with pytest.raises(InsufficientBudget, match=r"a key that this one descends from for 1970-01-01 .* is used up"):
            await store.add(make_task(key="key_b"), None, Terms(30))
        with pytest.raises(InsufficientBudget, match=r"your tenant's budget in all is \$0.00002, of which \$0.00003"):
            await store.add(make_task(), None, Terms(10, tenant=Caps(total=20)))
        with pytest.raises(InsufficientBudget, match="the server's budget in all is used up"):
            await store.add(make_task(), None, Terms(10, server=Caps(total=29)))

    run(story)


def test_usage_is_by_key_model_and_day_and_a_tenants_own(run: Any) -> None:
    async def story(store: TaskStore, ledger: LedgerStore) -> None:
        for changes in ({"key": "key_a"}, {"key": "key_a"}, {"tenant": "north", "created_at": 90_000.0}):
            task = await store.add(make_task(**changes), None, Terms(2))
            for event in (Claimed(), Saving(), Succeeded(CLIP)):
                await store.record(task.id, event, 2.0)
        await store.add(make_task(key="key_a"), None, Terms(2))
        first, second = await ledger.usage(Span(DAY, "1970-01-02"))
        assert (first["tenant"], first["day"], first["key_id"], first["films"]) == ("north", "1970-01-02", "", 1)
        assert (second["tasks"], second["films"], second["seconds"]) == (3, 2, 6)
        assert (second["reserved"], second["spent"]) == (6, 12)
        assert await ledger.usage(Span(DAY, DAY, tenant="north")) == []
        assert await ledger.usage(Span(DAY, DAY, key="key_b")) == []
        assert len(await ledger.usage(Span(DAY, DAY, key="key_a", model="previs-std-silent"))) == 1

    run(story)


def test_a_task_from_before_there_was_a_ledger_ends_without_one(run: Any) -> None:
    async def story(store: TaskStore, ledger: LedgerStore) -> None:
        task = await store.add(make_task())
        await store.record(task.id, Cancelled(), 2.0)
        assert await ledger.lines(task.id) == []

    run(story)


def test_creates_at_once_never_hold_more_than_there_is(run: Any) -> None:
    async def story(store: TaskStore, ledger: LedgerStore) -> None:
        async def one() -> bool:
            with contextlib.suppress(InsufficientBudget):
                await store.add(make_task(key="key_b"), None, Terms(2, tenant=Caps(month=62)))
                return True
            return False

        made = await asyncio.gather(*(one() for _ in range(40)))
        assert sum(made) == 6
        assert await ledger.account("key", "key_b", MONTH) == (36, 0)
        assert await ledger.account("tenant", "default", MONTH) == (36, 0)

    run(story)
