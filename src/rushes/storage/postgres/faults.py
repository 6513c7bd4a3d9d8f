"""What PostgreSQL's errors mean: which pass when a transaction is tried again, and which errors of ours they are."""

from __future__ import annotations

import asyncpg
import structlog
from asyncpg import exceptions as pg

from rushes.errors import RushesError, ServerBusy, SettingsInvalid, StorageFull

log = structlog.get_logger()

#: Another transaction stood in the way, or another process has changed the schema under a prepared statement.
PASSING = (pg.DeadlockDetectedError, pg.SerializationError, pg.InvalidCachedStatementError)
#: The connection is of no use any more; PostgreSQL itself may be well.
LOST = (
    ConnectionError,
    pg.ConnectionDoesNotExistError,
    pg.PostgresConnectionError,
    pg.AdminShutdownError,
    pg.CrashShutdownError,
    pg.IdleInTransactionSessionTimeoutError,
    pg.InterfaceError,
    pg.InternalClientError,
)
#: PostgreSQL answers, and cannot do it now.
BUSY = (
    pg.InsufficientResourcesError,
    pg.OperatorInterventionError,
    pg.LockNotAvailableError,
    pg.ReadOnlySQLTransactionError,
    pg.InvalidAuthorizationSpecificationError,
    pg.InvalidCatalogNameError,
)
FAULTS = (asyncpg.PostgresError, pg.InterfaceError, pg.InternalClientError, OSError, TimeoutError)


class OutcomeUnknown(ServerBusy):
    """PostgreSQL went away in a commit and has not come back; nobody knows what became of it."""

    certain = False


def ours(error: BaseException) -> BaseException:
    """The error as a caller may see it. What PostgreSQL says goes to the log: it may name hosts and users."""
    if isinstance(error, pg.DiskFullError):
        return StorageFull("The disk of PostgreSQL is full. Nothing was stored; free space there and try again.")
    if isinstance(error, pg.PostgresIOError):
        return StorageFull("The disk of PostgreSQL refused a write. Nothing was stored; check it and try again.")
    if isinstance(error, pg.IntegrityConstraintViolationError):
        return error  # type: ignore[no-any-return]  # asyncpg has no types
    if isinstance(error, (*LOST, *PASSING, *BUSY, OSError, TimeoutError)):
        log.warning("database_unavailable", kind=type(error).__name__, why=str(error))
        return ServerBusy(_busy(error))
    return RushesError(f"The database refused a statement: {error}")


def at_start(error: BaseException, where: str) -> SettingsInvalid:
    """Why a database cannot be used, with what to do about it."""
    return SettingsInvalid(f"The database {where} cannot be used: {_reason(error)} {_remedy(error)}")


def _busy(error: BaseException) -> str:
    if isinstance(error, pg.TooManyConnectionsError):
        return (
            "PostgreSQL takes no more connections. Try again shortly; if it stays, raise its max_connections or lower "
            "RUSHES_DATABASE_CONNECTIONS."
        )
    if isinstance(error, pg.ReadOnlySQLTransactionError):
        return "PostgreSQL takes no writes: it is a standby, or read-only. Point RUSHES_DATABASE_URL at the primary."
    if isinstance(error, (*PASSING, pg.LockNotAvailableError)):
        return "Too many want to change the same rows at once. Try again shortly."
    return "The database does not answer. Try again shortly; the server goes on by itself when PostgreSQL is back."


def _reason(error: BaseException) -> str:
    text = str(error).strip().rstrip(".") or type(error).__name__
    return f"{text}."


def _remedy(error: BaseException) -> str:
    match error:
        case pg.InvalidAuthorizationSpecificationError():
            return "Correct the user and the password in RUSHES_DATABASE_URL."
        case pg.InvalidCatalogNameError():
            return "Create the database, or correct its name in RUSHES_DATABASE_URL."
        case pg.InsufficientPrivilegeError():
            return (
                "Let the user make tables (GRANT CREATE ON SCHEMA public TO …), or have one who may run rushes migrate."
            )
        case pg.TooManyConnectionsError():
            return "Raise its max_connections, or lower RUSHES_DATABASE_CONNECTIONS."
    if isinstance(error, (*LOST, *BUSY, OSError, TimeoutError)):
        return "Start PostgreSQL, or correct RUSHES_DATABASE_URL."
    return "The database is as it was; its log may say more."
