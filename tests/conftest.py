"""Every test starts without our variables in its environment, whatever the developer has set."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in list(os.environ):
        if variable.startswith("RUSHES_"):
            monkeypatch.delenv(variable)
