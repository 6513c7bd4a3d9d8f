"""A film's name, and how it gets into its file."""

from __future__ import annotations

import errno
import hashlib
import itertools
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.exits import Lost, Stopped
from rushes.cli.reach import Reach
from rushes.cli.saving import free_name, save, slug, target
from rushes.settings import Settings

FILM = b"film" * 50_000


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("A lighthouse in a storm, at dusk!", "a-lighthouse-in-a-storm-at-dusk"),
        ("夜晚的城市，雨", "夜晚的城市-雨"),
        ("Ünï_code", "ünï-code"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf /", "rf"),
        ("🦊", "film"),
        ("", "film"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word"),
        ("x" * 300, "x" * 48),
    ],
)
def test_a_name_is_the_first_words_of_the_prompt(prompt: str, name: str) -> None:
    assert slug(prompt) == name


def test_a_name_fits_a_file_system_in_any_script() -> None:
    assert len(slug("𠀀" * 200).encode()) < 200


def test_the_target_is_known_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert target(None, "A fox", force=False) == Path("a-fox.mp4")
    assert target(tmp_path, "A fox", force=False) == tmp_path / "a-fox.mp4"
    assert target(Path("b.mp4"), "A fox", force=False) == Path("b.mp4")
    Path("b.mp4").touch()
    assert target(Path("b.mp4"), "A fox", force=True) == Path("b.mp4")
    with pytest.raises(Stopped, match="there already"):
        target(Path("b.mp4"), "A fox", force=False)
    with pytest.raises(Stopped, match="there is no folder"):
        target(Path("none/b.mp4"), "A fox", force=False)


def test_a_taken_name_gets_a_number() -> None:
    assert [path.name for path in itertools.islice(free_name(Path("a.mp4")), 3)] == ["a.mp4", "a-2.mp4", "a-3.mp4"]


def task(video: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    digest = hashlib.sha256(FILM).hexdigest()
    return video(status="completed", metadata={"provider": "previs", "sha256": digest})


def test_a_film_is_saved_whole_beside_others_of_its_name(
    wire: Wire, video: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    wire.answers["GET /v1/videos/task_1/content"] = (200, FILM)
    wanted = tmp_path / "a.mp4"
    wanted.write_bytes(b"another")
    with Reach(Settings(url=wire.url)) as reach:
        assert save(reach, task(video), wanted, force=False) == tmp_path / "a-2.mp4"
        assert save(reach, task(video), wanted, force=False) == tmp_path / "a-3.mp4"
    assert wanted.read_bytes() == b"another"
    assert (tmp_path / "a-2.mp4").read_bytes() == FILM
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-2.mp4", "a-3.mp4", "a.mp4"]
    (tmp_path / "plain").touch()
    assert stat.S_IMODE((tmp_path / "a-2.mp4").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_film_replaces_another_where_that_was_asked(
    wire: Wire, video: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    wire.answers["GET /v1/videos/task_1/content"] = (200, FILM)
    wanted = tmp_path / "a.mp4"
    wanted.write_bytes(b"another")
    with Reach(Settings(url=wire.url)) as reach:
        save(reach, task(video), wanted, force=True)
    assert wanted.read_bytes() == FILM


def test_a_damaged_film_leaves_no_file(
    wire: Wire, video: Callable[..., dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rushes.cli.reach.PATIENCE_SECONDS", 0.0)
    wire.answers["GET /v1/videos/task_1/content"] = (200, b"half of it")
    with Reach(Settings(url=wire.url)) as reach, pytest.raises(Lost, match="damaged"):
        save(reach, task(video), tmp_path / "a.mp4", force=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_without_links_keeps_other_files_too(
    wire: Wire, video: Callable[..., dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    wire.answers["GET /v1/videos/task_1/content"] = (200, FILM)
    (tmp_path / "a.mp4").write_bytes(b"another")
    with Reach(Settings(url=wire.url)) as reach:
        assert save(reach, task(video), tmp_path / "a.mp4", force=False).read_bytes() == FILM
    assert (tmp_path / "a.mp4").read_bytes() == b"another"


def test_a_full_disk_says_where_the_film_still_is(
    wire: Wire, video: Callable[..., dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    wire.answers["GET /v1/videos/task_1/content"] = (200, FILM)
    with Reach(Settings(url=wire.url)) as reach, pytest.raises(Stopped, match=r"No space left.*rushes watch task_1"):
        save(reach, task(video), tmp_path / "a.mp4", force=False)
    assert list(tmp_path.iterdir()) == []
