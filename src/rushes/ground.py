"""What a process stands on: its store, its media and its work folder, alone (SQLite) or with others (PostgreSQL).

Alone, it owns the data folder, and what it finds there at its start belongs to the dead. With others it owns only a
work folder of its own; what lies in a shared place may be theirs.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rushes.core.protocols import MediaStore
from rushes.errors import SettingsInvalid
from rushes.media.disk import DiskMedia
from rushes.settings import Settings
from rushes.storage.keys import KeyStore
from rushes.storage.lock import Owned
from rushes.storage.opening import open_store
from rushes.storage.store import TaskStore
from rushes.work.folders import clear_dead, own_folder

#: In a shared place, a file may belong to what another process is in the middle of for so long.
OTHERS_SECONDS = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Ground:
    """Open until the block of `ground` ends; who builds on it closes the store."""

    store: TaskStore
    media: MediaStore
    #: A folder of this process's own, for runs.
    work: Path
    #: Whether other processes work on the same tasks.
    shared: bool
    #: Files that were there at the start and that no living process is in the middle of.
    old_files: Sequence[str]

    async def tidy(self) -> None:
        """Remove the work folders of processes that have died since."""
        if self.shared:
            await asyncio.to_thread(clear_dead, self.work.parent)


@asynccontextmanager
async def ground(settings: Settings, owned: Owned | None = None, *, works: bool = True) -> AsyncIterator[Ground]:
    """Open all of it. Raises `SettingsInvalid`, and alone `FolderInUse`. With others, only who `works` tidies."""
    data = settings.data.absolute()  # children that make films work in folders of their own
    shared = settings.database_url is not None
    with own_folder(data / "work") if shared else _alone(data, owned) as work:
        ours = not shared and settings.media.url is None
        before = None if ours else time.time() - OTHERS_SECONDS
        media = _media(settings, data, before)
        store = await _opened(settings, data / "rushes.db")
        yield Ground(store, media, work, shared, await media.names(before) if works or not shared else ())


async def _opened(settings: Settings, path: Path) -> TaskStore:
    """The store. A server that others can reach needs a key; those of `rushes keys` are known only in there."""
    url = settings.database_url.get_secret_value() if settings.database_url else None
    store = await open_store(path, url, settings.database_connections)
    if settings.on_loopback or settings.keys or await KeyStore(store.engine).any():
        return store
    await store.close()
    raise SettingsInvalid(
        f"host is {settings.host!r}, which others can reach, and there are no keys. Make one with «rushes keys create "
        "NAME», or set RUSHES_KEYS='[\"sk-…\"]' (16 characters or more each), or listen on 127.0.0.1."
    )


def _media(settings: Settings, data: Path, before: float | None) -> MediaStore:
    """Where films lie: a folder, of this server's own or shared, or a bucket."""
    given = settings.media
    if given.url is None or not given.url.startswith("s3://"):
        disk = DiskMedia(Path(given.url).absolute() if given.url else data / "media")
        disk.clean(before)
        return disk
    try:
        from rushes.media.s3 import Bucket, S3Media
    except ModuleNotFoundError as error:
        message = f"media.url is {given.url!r}, and {error.name} is not installed: pip install 'rushes[s3]'."
        raise SettingsInvalid(message) from None
    secret = given.secret_key.get_secret_value() if given.secret_key else None
    return S3Media(Bucket(given.url, given.endpoint, given.region, given.access_key, secret))


@contextmanager
def _alone(data: Path, owned: Owned | None) -> Iterator[Path]:
    """An empty folder for runs, in a data folder of one's own; what a crash left there is of no use."""
    with owned or Owned(data):
        work = data / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        yield work
