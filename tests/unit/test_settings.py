"""Settings: which source wins, what is refused, and what previs may stand in for."""

from __future__ import annotations

from pathlib import Path

import pytest

from rushes.errors import SettingsInvalid
from rushes.settings import load


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_anything_it_listens_on_loopback_and_keeps_data_here() -> None:
    settings = load()
    assert (settings.host, settings.data, settings.on_loopback) == ("127.0.0.1", Path("rushes-data"), True)


def test_a_flag_wins_over_the_environment_and_that_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "rushes.toml").write_text("port = 1\n[previs]\nslots = 3\n")
    assert (load().port, load().previs_slots) == (1, 3)
    monkeypatch.setenv("RUSHES_PORT", "2")
    monkeypatch.setenv("RUSHES_PREVIS__SLOTS", "4")
    assert (load().port, load().previs_slots) == (2, 4)
    assert load({"port": 3, "host": None}).port == 3


def test_another_file_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "other.toml").write_text("port = 9\n")
    monkeypatch.setenv("RUSHES_CONFIG", str(folder / "other.toml"))
    assert load().port == 9


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("prot = 1", "Did you mean port?"),
        ("[previs]\nslot = 1", "Did you mean previs.slots?"),
        ("port = 99999", "port: Input should be less than or equal to 65535"),
        ("previs = 1", "previs:"),
        ("[pictures]\nallow_networks = ['nonsense']", "pictures.allow_networks"),
        ("keys = ['short']", "at least 16 characters"),
        ("public_url = 'video.example.com'", "http:// or https://"),
        ("port = [", "cannot be read"),
    ],
)
def test_a_fault_in_the_file_names_the_key_and_the_fix(folder: Path, text: str, says: str) -> None:
    (folder / "rushes.toml").write_text(text)
    with pytest.raises(SettingsInvalid) as caught:
        load()
    assert says in caught.value.message


def test_a_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSHES_PROT", "1")
    with pytest.raises(SettingsInvalid, match=r"RUSHES_PROT: there is no such setting. Did you mean RUSHES_PORT\?"):
        load()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "video.example.com"])
def test_another_address_is_not_loopback(host: str) -> None:
    assert not load({"host": host}).on_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_loopback_is_known_by_its_names(host: str) -> None:
    assert load({"host": host}).on_loopback


def test_previs_stands_in_on_loopback_or_where_it_is_told_to() -> None:
    public = {"host": "0.0.0.0", "keys": ("sk-rushes-0123456789",)}
    assert load().previs_stands_in
    assert not load(public).previs_stands_in
    assert load({**public, "previs": {"stand_in": True}}).previs_stands_in
    assert not load({"previs": {"stand_in": False}}).previs_stands_in


def test_a_key_is_not_shown() -> None:
    settings = load({"keys": ("sk-rushes-0123456789",)})
    assert "0123456789" not in repr(settings)


def test_a_secret_that_is_refused_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSHES_DATABASE_URL", "mysql://me:hush@host/name")
    with pytest.raises(SettingsInvalid, match=r"database_url: .*postgresql://") as said:
        load()
    assert "hush" not in str(said.value)
    monkeypatch.setenv("RUSHES_DATABASE_URL", "postgresql://me:hush@host/name")
    settings = load()
    assert settings.database_url is not None
    assert "hush" not in repr(settings)
