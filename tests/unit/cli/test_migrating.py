"""What the command says and does, on both databases; a check changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import Databases

from rushes.cli.exits import Exit, Stopped
from rushes.cli.migrating import migrate
from rushes.errors import FolderInUse
from rushes.storage.lock import Owned
from rushes.storage.statements import migration_names

NAMES = list(migration_names("sqlite").values())


@pytest.fixture
def bare(databases: Databases) -> Iterator[str]:
    with databases.bare() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def flags(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    monkeypatch.chdir(tmp_path)
    if request.param == "postgres":
        monkeypatch.setenv("RUSHES_DATABASE_URL", request.getfixturevalue("bare"))
    return {"data": tmp_path / "data"}


def test_a_check_says_what_is_to_do_and_a_run_does_it(
    flags: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        with pytest.raises(Stopped, match=f"lacks {len(NAMES)} migrations") as stopped:
            migrate(flags, check=True, as_json=False)
        assert stopped.value.exit_code == Exit.FAILED
        assert capsys.readouterr().out.splitlines() == NAMES
    migrate(flags, check=False, as_json=True)
    said = capsys.readouterr()
    assert [json.loads(line) for line in said.out.splitlines()] == [{"migration": name, "done": True} for name in NAMES]
    assert "schema now" in said.err
    for check in (True, False):
        migrate(flags, check=check, as_json=False)
        said = capsys.readouterr()
        assert (said.out, "has this version's schema." in said.err) == ("", True)


def test_a_file_that_a_server_works_on_is_checked_and_not_touched(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Owned(data):
        with pytest.raises(Stopped):
            migrate({"data": data}, check=True, as_json=False)
        with pytest.raises(FolderInUse):
            migrate({"data": data}, check=False, as_json=False)
    assert not (data / "rushes.db").exists()
