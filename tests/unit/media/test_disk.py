"""A file is not there, or there whole; a name cannot leave the folder; a full disk is said."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path

import pytest

from rushes.errors import NotFound, StorageFull
from rushes.media.disk import DiskMedia


def test_a_file_is_kept_taken_over_and_removed(tmp_path: Path) -> None:
    media = DiskMedia(tmp_path / "media")
    source = tmp_path / "film"
    source.write_bytes(b"film")

    async def story() -> None:
        await media.put(source, "task_a.1.mp4")
        await media.put_bytes(b"png", "task_a.first.png")
        assert sorted(await media.names()) == ["task_a.1.mp4", "task_a.first.png"]
        assert (media.path("task_a.1.mp4").read_bytes(), source.exists()) == (b"film", False)
        await media.put_bytes(b"new", "task_a.first.png")
        assert media.path("task_a.first.png").read_bytes() == b"new"
        for name in ("task_a.1.mp4", "task_a.first.png", "task_a.first.png"):
            await media.delete(name)
        assert await media.names() == []

    asyncio.run(story())


@pytest.mark.parametrize(
    "name", ["", "..", "../a.mp4", "a/b.mp4", "/etc/passwd", "a..mp4", ".a", "A.mp4", "a\x00.mp4", "a\n"]
)
def test_a_name_that_is_none_of_ours_is_not_found(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        DiskMedia(tmp_path).path(name)


def test_what_a_crash_left_half_written_is_removed(tmp_path: Path) -> None:
    media = DiskMedia(tmp_path)
    asyncio.run(media.put_bytes(b"x", "task_a.1.mp4"))
    half = media.path("task_a.1.mp4").with_name("task_a.2.mp4.part")
    half.write_bytes(b"half")
    assert asyncio.run(media.names()) == ["task_a.1.mp4"]
    assert (media.clean(), half.exists()) == (1, False)


def test_the_file_and_its_folder_are_synced_before_the_call_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    asyncio.run(DiskMedia(tmp_path).put_bytes(b"x", "task_ab.1.mp4"))
    assert synced == [tmp_path.name, "task_ab.1.mp4.part", "ab"]


def test_a_full_disk_is_a_clear_error_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    media = DiskMedia(tmp_path)
    with pytest.raises(StorageFull):
        asyncio.run(media.put_bytes(b"x", "task_a.1.mp4"))
    assert asyncio.run(media.names()) == []


def test_what_was_written_before_the_disk_was_full_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    media, source = DiskMedia(tmp_path / "media"), tmp_path / "film"
    source.write_bytes(b"film")
    media.path("task_a.1.mp4").parent.mkdir()
    for put in (media.put_bytes(b"x", "task_a.1.jpg"), media.put(source, "task_a.1.mp4")):
        with pytest.raises(StorageFull):
            asyncio.run(put)
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []
