"""`rushes backup` and `rushes restore`: on the machine that holds the data folder, with or without its server."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rushes.cli.talk import put, put_json
from rushes.settings import load
from rushes.storage.lock import Owned
from rushes.work.backup import Copied, back_up
from rushes.work.backup import restore as put_back


def backup(flags: Mapping[str, Any], target: Path, *, as_json: bool) -> None:
    """Copy the data folder to `target` and say what was copied."""
    _tell(back_up(load(flags).data, target), target, as_json=as_json)


def restore(flags: Mapping[str, Any], source: Path, *, as_json: bool) -> None:
    """Copy a backup into the data folder, which must be empty and nobody's, and say what was copied."""
    data = load(flags).data
    with Owned(data):
        done = put_back(source, data)
    _tell(done, data, as_json=as_json)


def _tell(done: Copied, where: Path, *, as_json: bool) -> None:
    if as_json:
        put_json({"path": str(where), **dataclasses.asdict(done)})
    else:
        put(f"{where}: {done.tasks} tasks, {done.files} files, {done.size / 1e6:.1f} MB")
