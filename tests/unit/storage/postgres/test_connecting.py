"""Connections cannot hold a lock for ever, and what is answered is on the disk whatever the server's default is."""

from __future__ import annotations

import asyncio

from rushes.storage.postgres.connecting import connect, pool_of


def test_commits_are_synced_whatever_the_server_says(postgres_url: str) -> None:
    async def story() -> None:
        owner = await connect(postgres_url)
        name = await owner.fetchval("SELECT current_database()")
        await owner.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        try:
            pool = await pool_of(postgres_url, 2)
            for _ in range(2):  # a connection that was given back keeps it
                async with pool.acquire() as connection:
                    assert await connection.fetchval("SHOW synchronous_commit") == "on"
            await pool.close()
        finally:
            await owner.execute(f"ALTER DATABASE {name} RESET synchronous_commit")
            await owner.close()

    asyncio.run(story())


def test_who_falls_silent_in_a_transaction_loses_it(postgres_url: str) -> None:
    async def story() -> None:
        connection = await connect(postgres_url)
        assert await connection.fetchval("SHOW idle_in_transaction_session_timeout") == "5s"
        await connection.execute("SET idle_in_transaction_session_timeout = 50")
        await connection.execute("BEGIN")
        async with asyncio.timeout(20):
            while not connection.is_closed():
                await asyncio.sleep(0.02)

    asyncio.run(story())
