"""One look at a time."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from tests.databases import Databases

from rushes.cli import machine
from rushes.cli.machine import BROKEN, OK, WARNING


def test_this_machine_runs_the_tests_so_it_is_fit() -> None:
    assert machine.python().state == OK
    assert machine.sqlite().state == OK
    assert machine.encoders().state == OK


def test_a_missing_part_of_the_renderer_is_named_with_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = (("no_such_module", "no-such-package", ""), ("no_such_voice", "no-such-voice", "lines are not spoken"))
    monkeypatch.setattr(machine, "PARTS", parts)
    monkeypatch.setattr(machine, "SUBJECT_NET", ("no-such-package", "net.onnx"))
    broken, lesser = machine.renderer()
    assert broken.state == BROKEN
    assert "no-such-package: No module named 'no_such_module'" in broken.detail
    assert lesser.state == WARNING
    assert "so lines are not spoken" in lesser.detail
    assert "net.onnx" in lesser.detail


def test_the_confinement_is_tried_in_a_child_of_its_own() -> None:
    found = machine.confinement()
    assert found.state in (OK, WARNING)
    assert bool(found.fix) == (found.state == WARNING)


def test_a_folder_that_is_not_there_is_looked_for_above_and_not_made(tmp_path: Path) -> None:
    assert machine.folder(tmp_path / "a" / "b").detail.endswith("will be made")
    assert machine.folder(tmp_path).detail.endswith("is writable")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_files_is_broken() -> None:
    found = machine.folder(Path("/proc/self"))
    assert found.state == BROKEN
    assert "--data" in found.fix


@pytest.mark.parametrize(("free", "state"), [(100 << 20, BROKEN), (1 << 30, WARNING), (9 << 30, OK)])
def test_little_space_warns_before_it_breaks(
    free: int, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        pass

    Usage.free = free  # type: ignore[attr-defined]
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: Usage)
    assert machine.space(tmp_path).state == state


def test_the_films_room_is_shown_beside_its_limit(tmp_path: Path) -> None:
    (tmp_path / "media" / "ab").mkdir(parents=True)
    (tmp_path / "media" / "ab" / "film").write_bytes(bytes(2_000_000))
    assert machine.films(tmp_path, None).detail.startswith("0.0 GB; no limit")
    assert machine.films(tmp_path, 1).detail == "0.0 of 1 GB (keep_gb)"
    assert machine.films(tmp_path, 0.001).state == WARNING


def test_a_port_in_use_is_broken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        assert machine.port("127.0.0.1", number).state == BROKEN
    assert machine.port("127.0.0.1", 0).state == OK


def test_a_database_says_whether_it_can_be_used(databases: Databases, postgres_url: str) -> None:
    with databases.bare() as bare:
        lacking = machine.database(bare)
        gone = machine.database("postgresql://me:hush@127.0.0.1:9/name")
        assert (machine.database(postgres_url).state, lacking.state, gone.state) == (OK, WARNING, BROKEN)
        assert "rushes migrate" in lacking.fix
        assert "hush" not in gone.detail
