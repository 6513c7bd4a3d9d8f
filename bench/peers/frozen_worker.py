"""What PgQueuer does where a worker is frozen past its lease: how many runs are in one slot? (docs/decisions/007)

Not a dependency: `pip install "pgqueuer[asyncpg]==1.6.0"` into a folder of its own, and run this file with that
folder and the checkout on PYTHONPATH. PgQueuer's own statements, in the order of its worker's calls.
"""

from __future__ import annotations

import asyncio
import uuid
from datetime import timedelta

import asyncpg
from harness.postgres import FAST, Postgres
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import EntrypointExecutionParameter, Queries

LEASE = timedelta(seconds=3)
SLOT = {"film": EntrypointExecutionParameter(concurrency_limit=1)}


async def main() -> None:
    """Print who holds what, step by step."""
    server = Postgres(settings=FAST).start()
    connection = await asyncpg.connect(server.url())
    queries = Queries(AsyncpgDriver(connection))
    await queries.install()
    await queries.enqueue(["film"] * 3, [b"one", b"two", b"three"], [0, 0, 0])

    async def take(worker: uuid.UUID) -> list:
        return await queries.dequeue(8, SLOT, worker, None, LEASE)

    async def said(what: str, running: int) -> None:
        rows = await connection.fetch("SELECT payload, status, queue_manager_id FROM pgqueuer ORDER BY id")
        held = [
            f"{row['payload'].decode()} by {names[row['queue_manager_id']]}" for row in rows if row["queue_manager_id"]
        ]
        print(f"{what:62} leases: {', '.join(held) or 'none':22} runs that are live: {running}")

    first, second, third = (uuid.uuid4() for _ in range(3))
    names = {first: "worker 1", second: "worker 2", third: "worker 3"}
    job = (await take(first))[0]
    await said("worker 1 takes a job, in the only slot", 1)
    await asyncio.sleep(2 * LEASE.total_seconds())
    taken = await take(second)
    await said("worker 1 is frozen; past the lease, worker 2 takes it over", len(taken))
    await queries.update_heartbeat([job.id])
    await said("worker 1 wakes: its heartbeat renews worker 2's lease", 1)
    await queries.log_jobs([(job, "canceled", None)])
    await said("worker 1 ends its void run: worker 2's lease is gone", 1)
    more = await take(third)
    await said("worker 3 finds the slot free, and starts the next", 1 + len(more))
    await connection.close()
    server.stop()


asyncio.run(main())
