"""Every test starts without our variables in its environment, whatever the developer has set; databases for those
that ask for one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings
from tests.databases import Database, Databases

# Pretty tracebacks of every logged error would take longer than the tests.
PLAIN = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)

# A busy machine is no defect: no test of ours fails for the time it takes.
settings.register_profile("rushes", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rushes")


@pytest.fixture(autouse=True)
def _logs_as_at_first() -> None:
    """A command that runs in the test's process configures the logs; the next test must not inherit that."""
    structlog.reset_defaults()
    structlog.configure(processors=[PLAIN])


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in list(os.environ):
        if variable.startswith("RUSHES_"):
            monkeypatch.delenv(variable)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """A PostgreSQL server of this test process, started by the first test that asks for it."""
    made = Databases()
    yield made
    made.server.stop()


@pytest.fixture
def postgres_url(databases: Databases) -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own, empty and of the newest schema."""
    with databases.migrated() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A fresh database; a test that asks for it runs once on each kind."""
    if request.param == "sqlite":
        return Database("sqlite", str(tmp_path / "rushes.db"))
    return Database("postgres", request.getfixturevalue("postgres_url"))
