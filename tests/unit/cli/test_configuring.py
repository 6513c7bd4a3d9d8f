"""Settings as they are shown: value, origin, no secrets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from rushes.cli.configuring import config, masked, plain

SECRET = "sk-0123456789abcdef"


@pytest.mark.parametrize(("secret", "shown"), [(SECRET, "****cdef"), ("short", "****"), ("", "****")])
def test_a_secret_shows_its_end_only_where_that_gives_nothing_away(secret: str, shown: str) -> None:
    assert masked(secret) == shown


def test_the_password_in_a_url_is_a_secret_too() -> None:
    for url in ("https://me:hush@example.com:8/x?y", SecretStr("postgresql://me:hush@host/x")):
        assert "me:****@" in plain(url)
        assert "hush" not in plain(url)


def test_a_value_becomes_plain_json() -> None:
    assert plain((SecretStr(SECRET), Path("a"), 3, None, True)) == ["****cdef", "a", 3, None, True]


def test_each_setting_says_where_it_comes_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rushes.toml").write_text('port = 9000\nhost = "127.0.0.2"\n[previs]\nslots = 3\n')
    monkeypatch.setenv("RUSHES_HOST", "127.0.0.3")
    monkeypatch.setenv("RUSHES_KEYS", json.dumps([SECRET]))
    monkeypatch.setenv("RUSHES_PREVIS__STAND_IN", "false")
    config({"data": tmp_path / "d", "url": None}, as_json=True)
    text = capsys.readouterr().out
    found = {line["name"]: (line["value"], line["source"]) for line in map(json.loads, text.splitlines())}
    assert SECRET not in text
    assert found["data"] == (str(tmp_path / "d"), "flag --data")
    assert found["host"] == ("127.0.0.3", "environment RUSHES_HOST")
    assert found["port"] == (9000, "rushes.toml")
    assert found["keys"] == (["****cdef"], "environment RUSHES_KEYS")
    assert found["previs.slots"] == (3, "rushes.toml")
    assert found["previs.stand_in"] == (False, "environment RUSHES_PREVIS__STAND_IN")
    assert found["url"] == (None, "default")


def test_rows_in_a_pipe_hold_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    config({}, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert "port\t8700\tdefault" in lines
    assert "url\t-\tdefault" in lines
