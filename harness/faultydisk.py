"""A disk that is full, or answers with an I/O error: for the database through a VFS, for media files through `os`.

What fails, how and how often is set while the app runs; at first nothing does.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import apsw

REAL = "unix"
FULL, BROKEN = "full", "I/O error"
#: What may fail: the database's writes and syncs; a media file's bytes, its sync, its name, its folder, its removal.
DATABASE = ("database write", "database sync")
#: The same for the database's log alone: APSW lets a close fail that SQLite, on a real disk, passes over.
LOG = ("log write",)
MEDIA = ("media write", "media sync", "media rename", "media folder", "media removal")


@dataclass
class Faults:
    """`kinds` says how each place fails; `share` of its calls do."""

    root: Path
    kinds: dict[str, str] = field(default_factory=dict)
    share: float = 1.0
    hits: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(5))

    def strike(self, place: str, path: Path | str) -> str | None:
        """How this call fails, if it does."""
        kind = self.kinds.get(place)
        if place == "media write" and "media" not in Path(path).parts:
            return None  # a run's own folder: what a provider writes there is its own matter
        if kind is None or not Path(path).is_relative_to(self.root) or self.chance.random() >= self.share:
            return None
        self.hits += 1
        return kind


class _FaultyFile(apsw.VFSFile):
    def __init__(self, faults: Faults, path: Path, name: Any, flags: list[int]) -> None:
        self._faults, self._path = faults, path
        super().__init__(REAL, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  SQLite's own name
        if kind := self._strike("write"):
            super().xWrite(data[: len(data) // 2], offset)
            raise apsw.FullError if kind == FULL else apsw.IOError
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        if kind := self._strike("sync"):
            raise apsw.FullError if kind == FULL else apsw.IOError
        super().xSync(flags)

    def _strike(self, what: str) -> str | None:
        part = "log" if self._path.name.endswith("-wal") else "database file"
        return self._faults.strike(f"{part} {what}", self._path) or self._faults.strike(f"database {what}", self._path)


class _FaultyDisk(apsw.VFS):
    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        super().__init__("faulty", REAL)

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "")
        return _FaultyFile(self._faults, path, name, flags)


@contextmanager
def faulty(root: Path) -> Iterator[Faults]:
    """Databases that are opened, and media files that are touched, while the block lasts."""
    faults = Faults(root)
    disk = _FaultyDisk(faults)
    apsw.set_default_vfs("faulty")
    try:
        with ExitStack() as stack:
            for holder, name, place in (
                (os, "replace", "media rename"),
                (os, "mkdir", "media folder"),
                (os, "unlink", "media removal"),
                (Path, "write_bytes", "media write"),
                (shutil, "copyfile", "media write"),
            ):
                stack.enter_context(patch.object(holder, name, _failing(faults, getattr(holder, name), place)))
            stack.enter_context(patch.object(os, "fsync", _failing_sync(faults, os.fsync)))
            yield faults
    finally:
        apsw.set_default_vfs(REAL)
        disk.unregister()


def _error(kind: str) -> OSError:
    number = errno.ENOSPC if kind == FULL else errno.EIO
    return OSError(number, os.strerror(number))


def _failing(faults: Faults, real: Any, place: str) -> Any:
    def call(path: Any, *arguments: Any, **options: Any) -> Any:
        if kind := faults.strike(place, path):
            if place == "media write" and isinstance(arguments[0], bytes):
                real(path, arguments[0][: len(arguments[0]) // 2])
            raise _error(kind)
        return real(path, *arguments, **options)

    return call


def _failing_sync(faults: Faults, real: Any) -> Any:
    def fsync(descriptor: int) -> None:
        if kind := faults.strike("media sync", Path(f"/proc/self/fd/{descriptor}").readlink()):
            raise _error(kind)
        real(descriptor)

    return fsync
