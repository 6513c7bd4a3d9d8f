"""A file is not there, or there whole; a name cannot leave the folder; a full disk is said."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path

import pytest

from rushes.errors import NotFound, StorageFull
from rushes.media import disk
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
    (tmp_path / "ab").mkdir()  # by a process that may have died before its sync
    media = DiskMedia(tmp_path)
    asyncio.run(media.put_bytes(b"x", "task_ab.1.mp4"))
    assert synced == [tmp_path.parent.name, tmp_path.name, "task_ab.1.mp4.part", "ab"]
    asyncio.run(media.put_bytes(b"x", "task_ab.1.jpg"))
    assert synced[4:] == ["task_ab.1.jpg.part", "ab"]


def test_folders_that_are_missing_are_made_and_their_names_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync", synced.append)
    disk.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert synced == [tmp_path, tmp_path / "a"]


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

    media, source = DiskMedia(tmp_path / "media"), tmp_path / "film"
    source.write_bytes(b"film")
    asyncio.run(media.put_bytes(b"x", "task_a.first.png"))
    asyncio.run(media.delete("task_a.first.png"))
    monkeypatch.setattr(os, "fsync", full)
    for put in (media.put_bytes(b"x", "task_a.1.jpg"), media.put(source, "task_a.1.mp4")):
        with pytest.raises(StorageFull):
            asyncio.run(put)
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_a_file_is_read_in_parts_and_fetched_where_it_lies(tmp_path: Path) -> None:
    media = DiskMedia(tmp_path)

    async def story() -> None:
        data = bytes(range(256)) * 3000
        await media.put_bytes(data, "task_a.1.mp4")
        assert await media.size("task_a.1.mp4") == len(data)
        for first, last in ((0, len(data) - 1), (5, 5), (300_000, 700_000)):
            assert (
                b"".join([piece async for piece in media.read("task_a.1.mp4", first, last)]) == data[first : last + 1]
            )
        assert await media.fetch("task_a.1.mp4", tmp_path) == media.path("task_a.1.mp4")
        for call in (media.size("task_b.1.mp4"), media.fetch("task_b.1.mp4", tmp_path)):
            with pytest.raises(NotFound):
                await call
        with pytest.raises(NotFound):
            await anext(media.read("task_b.1.mp4", 0, 1))

    asyncio.run(story())


def test_files_and_halves_of_a_time_are_told_apart(tmp_path: Path) -> None:
    media = DiskMedia(tmp_path)
    for name in ("task_a.1.mp4", "task_b.1.mp4"):
        asyncio.run(media.put_bytes(b"x", name))
        media.path(name).with_name(name + ".part").write_bytes(b"x")
    for name in ("task_a.1.mp4", "task_a.1.mp4.part"):
        os.utime(media.path("task_a.1.mp4").with_name(name), (100, 100))
    assert asyncio.run(media.names(200.0)) == ["task_a.1.mp4"]
    assert (media.clean(200.0), media.clean()) == (1, 1)


@pytest.mark.parametrize("number", [errno.EIO, errno.EROFS, errno.EDQUOT])
def test_a_disk_that_refuses_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    media = DiskMedia(tmp_path)
    asyncio.run(media.put_bytes(b"x", "task_a.1.jpg"))
    monkeypatch.setattr(Path, "write_bytes", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    for change in (media.put_bytes(b"x", "task_a.1.mp4"), media.delete("task_a.1.jpg")):
        with pytest.raises(StorageFull):
            asyncio.run(change)


def test_an_error_that_is_not_the_disks_is_not_called_so() -> None:
    assert disk.refusal(FileNotFoundError(errno.ENOENT, "no such file")) is None


def test_the_room_that_files_take_is_counted(tmp_path: Path) -> None:
    media = DiskMedia(tmp_path / "media")
    asyncio.run(media.put_bytes(b"12345", "task_a.1.mp4"))
    asyncio.run(media.put_bytes(b"678", "task_b.1.mp4"))
    assert asyncio.run(media.used()) == 8
    assert disk.measure(tmp_path / "nowhere") == 0


def test_a_copy_is_a_link_and_a_name_that_is_there_stays(tmp_path: Path) -> None:
    media, source = DiskMedia(tmp_path / "media"), tmp_path / "film"
    source.write_bytes(b"film")
    media.take_copy(source, "task_a.1.mp4")
    media.take_copy(tmp_path / "gone", "task_a.1.mp4")
    media.sync_names()
    assert media.path("task_a.1.mp4").samefile(source)
    assert media.paths() == [media.path("task_a.1.mp4")]
    with pytest.raises(FileNotFoundError):
        media.take_copy(tmp_path / "gone", "task_b.1.mp4")
