"""Backup of a data folder while its server works, and its way back into an empty one.

A backup is a folder of the same shape: the database as of one moment, and every file that its rows point to. Files
never change once they are there, so they are linked where the file system can, else copied.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from rushes.core.ids import UPLOAD_ID
from rushes.core.task import Task
from rushes.core.upload import Upload
from rushes.errors import BackupRefused, NotFound
from rushes.media.disk import DiskMedia, make_folder, refusal, sync
from rushes.media.probe import sha256
from rushes.storage import snapshot
from rushes.storage.lock import NAME as LOCK

DATABASE, MEDIA = "rushes.db", "media"
#: What files belong to.
Owner = Task | Upload
#: A task that ends and is deleted between two steps of a backup makes it begin again; more often than so is odd.
MOST_ROUNDS = 20

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup or a restore has copied."""

    tasks: int
    files: int
    size: int


def back_up(data: Path, target: Path, media: Path | None = None) -> Copied:
    """Copy a data folder to `target`, which must not be there yet; it is there whole, or not at all.

    `media` is where the files lie, if not in the data folder.
    """
    media = media or data / MEDIA
    if not (data / DATABASE).is_file():
        raise BackupRefused(f"There is no database in {data}: nothing to back up. Name the data folder with --data.")
    if target.exists():
        raise BackupRefused(f"{target} is there already; name a folder that is not there yet.")
    with _whole(target) as folder:
        kept, before = DiskMedia(folder / MEDIA), ""
        for _ in range(MOST_ROUNDS):
            (folder / DATABASE).unlink(missing_ok=True)
            snapshot.take(data / DATABASE, folder / DATABASE)
            owners = _owners(folder / DATABASE)
            gone = _take_over(owners, DiskMedia(media), kept)
            if not gone:
                break
            if (
                gone == before
            ):  # a delete takes the row first: a file that a later row still needs was not deleted by us
                raise BackupRefused(f"{gone} is missing in {media}, though its row is there. {_mend(gone)}")
            before = gone
        else:
            raise BackupRefused("Films were deleted faster than they could be copied. Try again.")
        needed = {name for owner in owners for name in owner.files}
        for path in kept.paths():
            if path.name not in needed:  # only an earlier round needed it
                path.unlink()
        return _finish(owners, kept)


def restore(source: Path, data: Path, media: Path | None = None) -> Copied:
    """Copy a backup into an empty data folder, whose lock the caller holds. Every file is checked against its row.

    `media` is where files go, if not into the data folder; what lies there stays.
    """
    snapshot_file = source / DATABASE
    if not snapshot_file.is_file():
        raise BackupRefused(f"{source} is no backup: it has no {DATABASE}. Name the folder that rushes backup made.")
    if found := sorted(path.name for path in data.iterdir() if path.name != LOCK):
        raise BackupRefused(
            f"The data folder {data} is not empty: it has {', '.join(found[:3])}. Restore into a new one with --data."
        )
    snapshot.examine(snapshot_file)
    owners = _owners(snapshot_file)
    _check(owners, DiskMedia(source / MEDIA))
    kept = DiskMedia(media or data / MEDIA)
    with _told():
        _take_over(owners, DiskMedia(source / MEDIA), kept)
        done = _finish(owners, kept)
        # The database comes last: a folder that has one has everything.
        half = data / f"{DATABASE}.part"
        shutil.copyfile(snapshot_file, half)
        sync(half)
        half.replace(data / DATABASE)
        sync(data)
    return done


def _owners(database: Path) -> list[Owner]:
    return [*snapshot.tasks(database), *snapshot.uploads(database)]


def _mend(name: str) -> str:
    """What to do about a file that is missing."""
    owner = name.partition(".")[0]
    way = f"DELETE /v1/files/{owner}" if UPLOAD_ID.fullmatch(owner) else f"rushes rm {owner}"
    return f"Put it back, or remove what it belongs to ({way}); then try again."


def _take_over(owners: Iterable[Owner], source: DiskMedia, kept: DiskMedia) -> str:
    """Link or copy every file that they need; answer the first that is not there."""
    for name in (name for owner in owners for name in owner.files):
        try:
            kept.take_copy(source.path(name), name)
        except FileNotFoundError:
            log.info("file_gone_during_backup", name=name)
            return name
    return ""


def _finish(owners: list[Owner], kept: DiskMedia) -> Copied:
    """Put all names on the disk, and count."""
    needed = {name for owner in owners for name in owner.files}
    kept.sync_names()
    tasks = sum(isinstance(owner, Task) for owner in owners)
    return Copied(tasks, len(needed), sum(kept.path(name).stat().st_size for name in needed))


def _check(owners: Iterable[Owner], media: DiskMedia) -> None:
    """Raises `BackupRefused` at the first file that is missing or not what its row says."""
    for owner in owners:
        digests = _digests(owner)
        for name in owner.files:
            try:
                found = sha256(media.path(name))
            except (FileNotFoundError, NotFound):
                raise BackupRefused(f"The backup lacks {name}, which {owner.id} needs. Take another backup.") from None
            if digests.get(name, found) != found:
                raise BackupRefused(f"The backup's {name} is damaged. Take another backup.")


def _digests(owner: Owner) -> dict[str, str]:
    """What its files must hold, by name; of a film's poster nobody has said."""
    if isinstance(owner, Upload):
        return {owner.media: owner.sha256}
    frames = (owner.request.first_frame, owner.request.last_frame)
    digests = {frame.media: frame.sha256 for frame in frames if frame}
    return digests | ({owner.clip.media: owner.clip.sha256} if owner.clip else {})


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A folder that becomes `target` at the end of the block, or is gone."""
    with _told():
        make_folder(target.absolute().parent)
        half = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.absolute().parent))
        try:
            yield half
            sync(half)
            os.rename(half, target)  # noqa: PTH104  fails where the target has come up meanwhile
            sync(target.absolute().parent)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise


@contextmanager
def _told() -> Iterator[None]:
    """What a full disk means here."""
    try:
        yield
    except OSError as error:
        if refusal(error):
            raise BackupRefused(
                f"The disk is full or refuses writes ({error.strerror}); nothing was copied."
            ) from error
        raise
