"""Every test starts without our variables in its environment, whatever the developer has set."""

from __future__ import annotations

import os

import pytest
import structlog
from hypothesis import HealthCheck, settings

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
