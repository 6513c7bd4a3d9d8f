"""Finding a server: named, on the folder, or in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.exits import Lost
from rushes.cli.reach import Reach
from rushes.errors import FolderInUse
from rushes.settings import Settings
from rushes.storage.lock import Owned, holder


def test_a_named_server_is_taken_and_the_folder_left_alone(wire: Wire, tmp_path: Path) -> None:
    wire.answers["GET /v1/models"] = (200, {"data": []})
    with Reach(Settings(url=wire.url, data=tmp_path / "data", key="sk-x")) as reach:
        assert reach.call("GET", "/v1/models") == {"data": []}
        assert not reach.embedded
    assert wire.asked[0][2] == "Bearer sk-x"
    assert not (tmp_path / "data").exists()


def test_the_server_on_the_folder_is_found_and_gets_the_first_of_our_keys(wire: Wire, tmp_path: Path) -> None:
    wire.answers["GET /v1/models"] = (200, {"data": []})
    key = "sk-0123456789abcdef"
    with Owned(tmp_path, wire.url), Reach(Settings(data=tmp_path, keys=(key,))) as reach:
        reach.call("GET", "/v1/models")
    assert wire.asked[0][2] == f"Bearer {key}"


def test_the_folders_owner_needs_no_key(wire: Wire, tmp_path: Path) -> None:
    wire.answers["GET /v1/models"] = (200, {"data": []})
    with Owned(tmp_path, wire.url, word="open"):
        for given in ({}, {"key": "sk-x"}, {"url": wire.url}):
            with Reach(Settings(data=tmp_path, **given)) as reach:  # type: ignore[arg-type]
                reach.call("GET", "/v1/models")
    assert [key for _, _, key in wire.asked] == ["Bearer open", "Bearer sk-x", None], "a named server is not told"


def test_without_a_server_this_process_is_one_until_the_command_ends(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, host="0.0.0.0", keys=("sk-0123456789abcdef",))
    with Reach(settings) as reach:
        assert reach.embedded
        names = [model["id"] for model in reach.call("GET", "/v1/models")["data"]]
        assert names, "our own key opens it"
        assert not any(name.startswith("kling") for name in names), "the host that was set is not loopback"
        found = holder(tmp_path)
        assert found is not None
        assert found.url is None, "a command that only reads is no server for others"
    assert holder(tmp_path) is None


def test_an_owner_that_never_says_where_it_is_is_waited_for_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rushes.cli.reach.OWNER_SECONDS", 0.0)
    with Owned(tmp_path), pytest.raises(FolderInUse, match="process"):
        Reach(Settings(data=tmp_path)).__enter__()


def test_a_server_that_stopped_is_not_replaced_by_a_command(wire: Wire, tmp_path: Path) -> None:
    reach = Reach(Settings(data=tmp_path))
    with Owned(tmp_path, wire.url):
        reach.__enter__()
    with pytest.raises(Lost, match="has stopped"):
        reach._open()


def test_a_command_that_served_others_is_replaced(wire: Wire, tmp_path: Path) -> None:
    reach = Reach(Settings(data=tmp_path))
    with Owned(tmp_path, wire.url, passing=True):
        reach.__enter__()
    reach._open()
    assert reach.embedded
    reach.__exit__()
