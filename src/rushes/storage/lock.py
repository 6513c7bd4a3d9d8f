"""The data folder's lock: who owns the folder, and where that process can be reached.

The kernel frees the lock when its process dies, so the file's text is believed only while somebody holds the lock.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from rushes.errors import FolderInUse, StorageFull
from rushes.media.disk import make_folder

NAME = "lock"
#: The file that lets commands of the folder's owner in, whatever keys there are; another one at each start.
WORD = "operator"
#: Marks an owner that serves only as long as its own command takes.
PASSING = "passing"


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that owns a folder."""

    process: str
    #: Its base URL; None where it takes no requests from others.
    url: str | None
    #: Whether it is a command that serves while it works, and not a server that stays.
    passing: bool
    #: What opens it to those who may read the folder's secrets; None for others.
    word: str | None = None


class Owned:
    """The folder's lock, held by one process. `url` is where others may reach it meanwhile, `word` lets them in."""

    def __init__(self, folder: Path, url: str | None = None, *, passing: bool = False, word: str | None = None) -> None:
        self._folder, self._url, self._passing, self._word = folder, url, passing, word
        self._file: IO[str] | None = None

    def __enter__(self) -> None:
        make_folder(self._folder)
        file = (self._folder / NAME).open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = _read(file) or Holder("unknown process", None, False)
            file.close()
            where = f"{owner.process}, {owner.url}" if owner.url else owner.process
            message = (
                f"The data folder {self._folder} belongs to a running rushes ({where}). Stop it, or set RUSHES_DATA."
            )
            raise FolderInUse(message) from None
        self._file = file
        lines = [f"process {os.getpid()}", self._url or "", PASSING if self._passing else ""]
        try:
            _write(self._folder / WORD, self._word)  # before the URL: who finds that looks for this
            file.truncate(0)
            file.write("\n".join(lines))
            file.flush()
        except OSError as error:
            with contextlib.suppress(OSError):  # what could not be written cannot be written now either
                file.close()
            raise StorageFull(
                f"{self._folder} cannot be written to: {error.strerror}. Make room, then start again."
            ) from error

    def __exit__(self, *_: object) -> None:
        assert self._file is not None
        (self._folder / WORD).unlink(missing_ok=True)
        self._file.truncate(0)
        self._file.close()


def holder(folder: Path) -> Holder | None:
    """Who owns the folder now; None where nobody does. Takes nothing from an owner and leaves nothing behind."""
    try:
        file = (folder / NAME).open()
    except FileNotFoundError:
        return None
    with file:
        found = _read(file)
        # Only a crash leaves text without an owner; asking the kernel in that case alone keeps out of a start's way.
        return replace(found, word=_word(folder / WORD)) if found and _is_held(file) else None


def _write(path: Path, word: str | None) -> None:
    """For the folder's owner alone, from the first byte on. What a crash left is void."""
    path.unlink(missing_ok=True)
    if word is None:
        return
    with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(word)


def _word(path: Path) -> str | None:
    return path.read_text() if os.access(path, os.R_OK) else None


def _is_held(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(file, fcntl.LOCK_UN)
    return False


def _read(file: IO[str]) -> Holder | None:
    file.seek(0)
    lines = [*file.read().splitlines(), "", "", ""]
    return Holder(lines[0], lines[1] or None, lines[2] == PASSING) if lines[0] else None
