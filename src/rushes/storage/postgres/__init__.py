"""PostgreSQL as the engine: a pool that plays steps, and a connection that hears what other processes tell."""

from rushes.storage.postgres.engine import PostgresEngine, open_postgres

__all__ = ["PostgresEngine", "open_postgres"]
