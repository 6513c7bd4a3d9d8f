"""The media store on a disk: a file is either not there or there whole, whatever happens in between.

Written to a temporary name, synced, renamed, and the folder synced. Names are ours (`task_….mp4`), spread over
folders by their last characters; a name that could leave the folder is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import math
import os
import re
import shutil
import stat
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rushes.errors import NotFound, StorageFull

_NAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
_TEMPORARY = ".part"
_GONE = "The film's file is gone from the disk; send the request again for a new one."
#: Bytes read at a time.
PIECE = 256 * 1024


class DiskMedia:
    """Files under one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        make_folder(root)
        #: Folders whose names this process has synced. One that is there may be the work of a thread, or of a process
        #: that died, before its sync: only who has synced it himself may rely on it.
        self._sure: set[Path] = set()

    def path(self, name: str) -> Path:
        """Where the file lies, or would lie. Raises `NotFound` for a name that is none of ours."""
        if not _NAME.fullmatch(name):
            raise NotFound
        stem = name.partition(".")[0]
        return self._root / stem[-2:] / name

    async def put(self, source: Path, name: str) -> None:
        """Take the file over; it is on the disk, whole, when the call returns."""
        await asyncio.to_thread(_told, lambda: self._take(source, name))

    async def put_bytes(self, data: bytes, name: str) -> None:
        """Keep these bytes; they are on the disk, whole, when the call returns."""
        await asyncio.to_thread(_told, lambda: self._write(data, name))

    async def delete(self, name: str) -> None:
        """Remove the file; one that is gone already is no error."""
        await asyncio.to_thread(_told, lambda: self.path(name).unlink(missing_ok=True))

    async def size(self, name: str) -> int:
        """How many bytes the file has. Raises `NotFound`."""
        try:
            return (await asyncio.to_thread(self.path(name).stat)).st_size
        except FileNotFoundError:
            raise NotFound(_GONE) from None

    async def read(self, name: str, first: int, last: int) -> AsyncIterator[bytes]:
        """The bytes from the first to the last, both counted, in pieces. Raises `NotFound`."""
        try:
            file = await asyncio.to_thread(self.path(name).open, "rb")
        except FileNotFoundError:
            raise NotFound(_GONE) from None
        with file:
            file.seek(first)
            left = last - first + 1
            while left > 0 and (piece := await asyncio.to_thread(file.read, min(left, PIECE))):
                left -= len(piece)
                yield piece

    async def fetch(self, name: str, folder: Path) -> Path:
        """Where the file lies."""
        await self.size(name)
        return self.path(name)

    async def names(self, before: float | None = None) -> list[str]:
        """The names of all files, whole ones only, or of those last written before this time."""
        return await asyncio.to_thread(
            lambda: [path.name for path in self.paths() if before is None or _written(path) < before]
        )

    def paths(self) -> list[Path]:
        """Where all files lie, whole ones only."""
        return [path for path in self._root.glob("*/*") if not path.name.endswith(_TEMPORARY)]

    async def used(self) -> int:
        """Bytes of all files, half-written ones too."""
        return await asyncio.to_thread(measure, self._root)

    def take_copy(self, source: Path, name: str) -> None:
        """Have the same file under this folder: a hard link where the file system can, else a copy.

        Its bytes are on the disk when the call returns; for its name, call `sync_names` after the last one.
        """
        target = self.path(name)
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            return
        try:
            target.hardlink_to(source)
        except FileNotFoundError:
            raise
        except OSError:  # another file system, or one without links
            with _whole(target) as temporary:
                shutil.copyfile(source, temporary)

    def sync_names(self) -> None:
        """Put the names of all files and folders on the disk."""
        for folder in self._root.iterdir():
            sync(folder)
        sync(self._root)

    def clean(self, before: float | None = None) -> int:
        """Remove what a crash left half written (where others write too: before this time); answer how many files."""
        halves = [half for half in self._root.glob(f"*/*{_TEMPORARY}") if before is None or _written(half) < before]
        for half in halves:
            half.unlink(missing_ok=True)
        return len(halves)

    def _take(self, source: Path, name: str) -> None:
        target = self._folder_for(name)
        with _whole(target) as temporary:
            try:
                source.replace(temporary)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                shutil.copyfile(source, temporary)

    def _write(self, data: bytes, name: str) -> None:
        with _whole(self._folder_for(name)) as temporary:
            temporary.write_bytes(data)

    def _folder_for(self, name: str) -> Path:
        target = self.path(name)
        if target.parent not in self._sure:
            target.parent.mkdir(exist_ok=True)
            sync(self._root)
            self._sure.add(target.parent)
        return target


def measure(folder: Path) -> int:
    """Bytes of all files below a folder; one that goes meanwhile counts nothing."""
    size = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            found = path.lstat()
            size += found.st_size if stat.S_ISREG(found.st_mode) else 0
    return size


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing; their names are on the disk when the call returns."""
    if not path.parent.is_dir():
        make_folder(path.parent)
    path.mkdir(exist_ok=True)
    sync(path.parent)


def _written(path: Path) -> float:
    """When it was last written; one that is gone by now is as good as new."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def sync(path: Path) -> None:
    """Force a file or a folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """The temporary name to write under; `target` is there, synced, after the block, or nothing is."""
    temporary = target.with_name(target.name + _TEMPORARY)
    try:
        yield temporary
        sync(temporary)
        temporary.replace(target)
        sync(target.parent)
    except OSError:
        temporary.unlink(missing_ok=True)  # on a full disk, half a file would take the room of the next
        raise


def refusal(error: OSError) -> StorageFull | None:
    """What a client may be told of a disk that is full or broken; None where the error says something else."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageFull()
    if error.errno in (errno.EIO, errno.EROFS):
        return StorageFull("The disk refused to be written to. Check the server's disk and try again.")
    return None


def _told(change: Callable[[], None]) -> None:
    try:
        change()
    except OSError as error:
        if refused := refusal(error):
            raise refused from error
        raise
