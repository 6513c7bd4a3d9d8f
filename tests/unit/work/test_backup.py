"""A backup is there whole or not at all; what comes back has been checked; nothing that is there is overwritten."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tasks import CLIP, make_request, make_task

from rushes.core.event import Claimed, Failed, Saving, Succeeded
from rushes.core.request import Frame
from rushes.core.upload import Upload
from rushes.errors import BackupRefused
from rushes.media.disk import DiskMedia
from rushes.storage import snapshot
from rushes.storage.sqlite import open_sqlite
from rushes.storage.uploads import UploadStore
from rushes.work import backup
from rushes.work.backup import back_up, restore

FILM, POSTER, PICTURE = b"film" * 100, b"jpeg", b"png"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


UPLOAD = Upload("file_u", "default", None, "x.png", "vision", 9, 640, 360, digest(PICTURE), 50.0, 950.0)


async def filled(data: Path) -> None:
    """A data folder with a finished film, a task that waits with a picture, and one that failed."""
    data.mkdir()
    store, media = open_sqlite(data / "rushes.db"), DiskMedia(data / "media")
    frame = Frame("task_p.first.png", 640, 360, digest(PICTURE))
    done, _, failed = [
        await store.add(task)
        for task in (
            make_task(),
            make_task(request=make_request(first_frame=frame)),
            make_task(request=make_request(first_frame=replace(frame, media="task_gone.first.png"))),
        )
    ]
    clip = replace(CLIP, size=len(FILM), sha256=digest(FILM))
    for event in (Claimed(), Saving(), Succeeded(clip)):
        await store.record(done.id, event, 60.0)
    await store.record(failed.id, Failed("provider_failed", "no"), 60.0)
    for name, content in (
        (clip.media, FILM),
        (clip.poster, POSTER),
        (frame.media, PICTURE),
        (UPLOAD.media, PICTURE),
        ("task_z.1.mp4", b"orphan"),
    ):
        await media.put_bytes(content, name)
    await UploadStore(store.engine).add(UPLOAD, 1)
    await store.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    asyncio.run(filled(tmp_path / "data"))
    return tmp_path / "data"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_backup_holds_the_rows_and_the_files_they_need_and_comes_back(data: Path, tmp_path: Path) -> None:
    done = back_up(data, tmp_path / "safe" / "today")
    assert (done.tasks, done.files, done.size) == (3, 4, len(FILM) + len(POSTER) + 2 * len(PICTURE))
    kept = files(tmp_path / "safe" / "today")
    films = ["media/_a/task_a.1.jpg", "media/_a/task_a.1.mp4"]
    assert kept == [*films, "media/_p/task_p.first.png", "media/_u/file_u.png", "rushes.db"]
    assert [path.name for path in (tmp_path / "safe").iterdir()] == ["today"]
    assert (tmp_path / "safe" / "today").stat().st_mode & 0o077 == 0
    before = list(snapshot.tasks(data / "rushes.db"))
    shutil.rmtree(data)
    data.mkdir()
    (data / "lock").touch()
    assert restore(tmp_path / "safe" / "today", data) == done
    assert list(snapshot.tasks(data / "rushes.db")) == before
    assert files(data) == ["lock", *kept]


def test_files_are_copied_where_they_cannot_be_linked(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert back_up(data, tmp_path / "safe").files == 4
    assert (tmp_path / "safe/media/_a/task_a.1.mp4").read_bytes() == FILM
    assert (tmp_path / "safe/media/_a/task_a.1.mp4").stat().st_nlink == 1


def test_a_film_that_is_deleted_meanwhile_makes_the_backup_begin_again(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, rounds = snapshot.take, []

    def take(database: Path, target: Path) -> None:
        real(database, target)
        if not rounds:  # the row goes after it has been read, and its file with it
            asyncio.run(_delete(database))
        rounds.append(target)

    async def _delete(database: Path) -> None:
        store = open_sqlite(database)
        (task,) = [task for task in snapshot.tasks(database) if task.clip]
        await store.remove(task.id, "default", 70.0)
        await store.close()
        (data / "media/_a/task_a.1.jpg").unlink()

    monkeypatch.setattr(snapshot, "take", take)
    assert back_up(data, tmp_path / "safe").tasks == 2
    assert len(rounds) == 2
    assert files(tmp_path / "safe") == ["media/_p/task_p.first.png", "media/_u/file_u.png", "rushes.db"]


def test_a_row_whose_file_is_missing_for_good_is_said(data: Path, tmp_path: Path) -> None:
    (data / "media/_a/task_a.1.mp4").unlink()
    with pytest.raises(BackupRefused, match="rushes rm task_a"):
        back_up(data, tmp_path / "safe")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_leaves_no_half_backup(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(DiskMedia, "take_copy", full)
    with pytest.raises(BackupRefused, match="full or refuses"):
        back_up(data, tmp_path / "safe")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_nothing_that_is_there_is_overwritten(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "safe")
    with pytest.raises(BackupRefused, match="there already"):
        back_up(data, tmp_path / "safe")
    with pytest.raises(BackupRefused, match="no database"):
        back_up(tmp_path / "nowhere", tmp_path / "other")
    with pytest.raises(BackupRefused, match="not empty: it has media, rushes"):
        restore(tmp_path / "safe", data)
    with pytest.raises(BackupRefused, match="is no backup"):
        restore(tmp_path, tmp_path / "safe")


@pytest.mark.parametrize(
    ("harm", "word"),
    [
        (lambda film: film.unlink(), "lacks task_a"),
        (lambda film: film.write_bytes(b"other"), "is damaged"),
    ],
)
def test_a_damaged_backup_is_refused_before_anything_is_copied(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: object, word: str
) -> None:
    back_up(data, tmp_path / "safe")
    harm(tmp_path / "safe/media/_a/task_a.1.mp4")  # type: ignore[operator]
    (tmp_path / "new").mkdir()
    with pytest.raises(BackupRefused, match=word):
        restore(tmp_path / "safe", tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_backup_that_never_keeps_up_ends(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []
    monkeypatch.setattr(backup, "_take_over", lambda *_: f"task_{len(rounds.append(1) or rounds)}.1.mp4")
    with pytest.raises(BackupRefused, match="faster than"):
        back_up(data, tmp_path / "safe")
