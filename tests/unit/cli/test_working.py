"""A worker needs a database that it can share, and providers that are configured. The fleet's story has it work."""

from __future__ import annotations

from pathlib import Path

import pytest

from rushes.cli.serving import serve_forever
from rushes.cli.working import work_forever
from rushes.errors import SettingsInvalid


def test_without_a_database_to_share_there_is_nobody_to_work_for(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="RUSHES_DATABASE_URL"):
        work_forever({"data": tmp_path}, None)
    with pytest.raises(SettingsInvalid, match="--no-worker"):
        serve_forever({"data": tmp_path}, works=False)


def test_an_unknown_provider_is_named_with_those_that_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    monkeypatch.setenv("RUSHES_DATABASE_URL", postgres_url)
    with pytest.raises(SettingsInvalid, match=r"'klingg'; configured are: .*previs"):
        work_forever({"data": tmp_path}, "previs, klingg")
