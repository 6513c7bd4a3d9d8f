"""How PostgreSQL is reached: connections that cannot hold a lock for ever, and a pool of them."""

from __future__ import annotations

import asyncpg

CONNECT_SECONDS = 5.0
COMMAND_SECONDS = 30.0
SESSION = {
    "application_name": "rushes",
    "default_transaction_isolation": "read committed",
    "jit": "off",  # statements of a millisecond do not earn their compilation
    # A process that is frozen or cut off must not hold its locks against all others.
    "tcp_keepalives_idle": "15",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
LIMITS = {"idle_in_transaction_session_timeout": "5000", "lock_timeout": "10000", "statement_timeout": "20000"}
#: What is answered must be on the disk, whatever the server's own default is.
SYNCED = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"


async def connect(url: str, *, limited: bool = True) -> asyncpg.Connection:
    """A connection of its own; not `limited`, its statements and locks may take their time."""
    return await asyncpg.connect(url, timeout=CONNECT_SECONDS, server_settings=SESSION | (LIMITS if limited else {}))


async def pool_of(url: str, most: int) -> asyncpg.Pool:
    """At most so many connections, made as they are needed."""
    return await asyncpg.create_pool(
        url,
        min_size=0,
        max_size=most,
        timeout=CONNECT_SECONDS,
        command_timeout=COMMAND_SECONDS,
        max_cached_statement_lifetime=0,
        server_settings=SESSION | LIMITS,
        init=_synced,
        reset=_left_as_it_is,
    )


async def _synced(connection: asyncpg.Connection) -> None:
    await connection.execute(SYNCED)


async def _left_as_it_is(connection: asyncpg.Connection) -> None:
    """No statement of ours changes its session, so there is nothing to undo: a round trip less for each."""
