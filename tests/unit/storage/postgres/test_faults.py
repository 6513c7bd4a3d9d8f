"""Each error of PostgreSQL becomes one of ours that says what to do."""

from __future__ import annotations

import pytest
from asyncpg import exceptions as pg

from rushes.errors import RushesError, ServerBusy, SettingsInvalid, StorageFull
from rushes.storage.postgres.faults import at_start, ours


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (pg.DiskFullError("no space"), StorageFull, "free space there"),
        (pg.PostgresIOError("I/O"), StorageFull, "refused a write"),
        (pg.TooManyConnectionsError("sorry"), ServerBusy, "RUSHES_DATABASE_CONNECTIONS"),
        (pg.CannotConnectNowError("starting up"), ServerBusy, "when PostgreSQL is back"),
        (ConnectionRefusedError(), ServerBusy, "when PostgreSQL is back"),
        (TimeoutError(), ServerBusy, "when PostgreSQL is back"),
        (pg.ReadOnlySQLTransactionError("read-only"), ServerBusy, "primary"),
        (pg.DeadlockDetectedError("deadlock"), ServerBusy, "same rows"),
        (pg.UndefinedTableError("no such table"), RushesError, "refused a statement: no such table"),
    ],
)
def test_an_error_says_what_to_do(error: BaseException, kind: type[RushesError], says: str) -> None:
    found = ours(error)
    assert type(found) is kind
    assert says in str(found)


def test_a_broken_constraint_stays_what_it_is() -> None:
    error = pg.UniqueViolationError("taken")
    assert ours(error) is error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (pg.InvalidPasswordError("wrong"), "Correct the user and the password"),
        (pg.InvalidCatalogNameError("none"), "Create the database"),
        (pg.InsufficientPrivilegeError("denied"), "GRANT CREATE"),
        (pg.TooManyConnectionsError("sorry"), "max_connections"),
        (ConnectionRefusedError("refused"), "Start PostgreSQL"),
        (pg.UndefinedFunctionError("no such function"), "no such function. The database is as it was"),
    ],
)
def test_a_start_that_fails_names_the_setting(error: BaseException, says: str) -> None:
    found = at_start(error, "postgresql://me@host/name")
    assert isinstance(found, SettingsInvalid)
    assert "postgresql://me@host/name" in str(found)
    assert says in str(found)
