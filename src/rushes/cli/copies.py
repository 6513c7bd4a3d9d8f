"""`rushes backup` and `rushes restore`: on the machine that holds the data folder, with or without its server."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rushes.cli.talk import put, put_json
from rushes.errors import BackupRefused
from rushes.settings import Settings, load
from rushes.storage.lock import Owned
from rushes.work.backup import Copied, back_up
from rushes.work.backup import restore as put_back


def backup(flags: Mapping[str, Any], target: Path, *, as_json: bool) -> None:
    """Copy the data folder to `target` and say what was copied."""
    settings = load(flags)
    _tell(back_up(settings.data, target, _media(settings)), target, as_json=as_json)


def restore(flags: Mapping[str, Any], source: Path, *, as_json: bool) -> None:
    """Copy a backup into the data folder, which must be empty and nobody's, and say what was copied."""
    settings = load(flags)
    media = _media(settings)
    with Owned(settings.data):
        done = put_back(source, settings.data, media)
    _tell(done, settings.data, as_json=as_json)


def _media(settings: Settings) -> Path | None:
    """Where the files lie, if not in the data folder. Raises `BackupRefused` for what is not ours to copy."""
    if settings.database_url is not None:
        raise BackupRefused(
            "The database is PostgreSQL: copy and restore it with pg_dump and pg_restore, and the films with what "
            "copies their folder or bucket, once before the dump and once after it, so that no row lacks its file."
        )
    url = settings.media.url
    if url is None:
        return None
    if url.startswith("s3://"):
        raise BackupRefused(
            f"The films lie in {url}, which rushes backup does not copy: use the bucket's own versions or replication, "
            "and stop the server while you copy rushes.db."
        )
    return Path(url)


def _tell(done: Copied, where: Path, *, as_json: bool) -> None:
    if as_json:
        put_json({"path": str(where), **dataclasses.asdict(done)})
    else:
        put(f"{where}: {done.tasks} tasks, {done.files} files, {done.size / 1e6:.1f} MB")
