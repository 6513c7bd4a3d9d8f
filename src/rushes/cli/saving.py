"""Puts a finished film into a file: whole or not at all, checked, and never over another file unasked."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from rushes.cli.client import Client
from rushes.cli.exits import Exit, Lost, Stopped
from rushes.cli.reach import Reach

MOST_NAME = 48
#: A file name may have 255 bytes; a number, the suffix and a temporary name's marks need some.
MOST_NAME_BYTES = 180
SUFFIX = ".mp4"
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


def slug(prompt: str) -> str:
    """A file's name from a prompt, in any script: its first words, in lower case, joined by hyphens."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", prompt).lower().replace("_", " "))
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:MOST_NAME]
        if len(longer) > MOST_NAME or len(longer.encode()) > MOST_NAME_BYTES:
            break
        name = longer
    return name or "film"


def target(out: Path | None, title: str, *, force: bool) -> Path:
    """Where the film shall go, known before anything is made. Raises `Stopped` where it could not be put there."""
    wanted = Path(f"{slug(title)}{SUFFIX}")
    if out is not None:
        wanted = out / wanted if out.is_dir() else out
    if not wanted.parent.is_dir():
        raise Stopped(Exit.USAGE, f"-o {wanted}: there is no folder {wanted.parent}; make it first.")
    if not os.access(wanted.parent, os.W_OK):
        raise Stopped(Exit.USAGE, f"-o {wanted}: the folder {wanted.parent} cannot be written to; choose another.")
    if out is not None and not out.is_dir() and out.exists() and not force:
        raise Stopped(Exit.USAGE, f"-o {out} is there already; choose another name, or replace it with --force.")
    return wanted


def save(reach: Reach, task: Mapping[str, Any], wanted: Path, *, force: bool) -> Path:
    """Download the task's film and give the path it got. Another file of that name stays, unless `force`."""
    digest = task["metadata"].get("sha256")

    def download(client: Client) -> Path:
        with _temporary(wanted) as file:
            found = _copy(client.film(task["id"]), file)
            if digest and found != digest:
                raise Lost(f"The film of {task['id']} came damaged (SHA-256 {found}, not {digest}).")
            return _settle(Path(file.name), wanted, force=force)

    try:
        return reach.patiently(download)
    except OSError as error:
        message = (
            f"{wanted} cannot be written: {error.strerror}. The film stays there: rushes watch {task['id']} -o FILE"
        )
        raise Stopped(Exit.TROUBLE, message) from None


def free_name(wanted: Path) -> Iterator[Path]:
    """`film.mp4`, `film-2.mp4`, `film-3.mp4`, …"""
    yield wanted
    number = 2
    while True:
        yield wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        number += 1


@contextmanager
def _temporary(wanted: Path) -> Iterator[IO[bytes]]:
    """An empty file beside the wanted one, gone afterwards."""
    with tempfile.NamedTemporaryFile(dir=wanted.parent, prefix=".rushes-", suffix=".part", delete=False) as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def _copy(chunks: Iterable[bytes], file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest()


def _settle(done: Path, wanted: Path, *, force: bool) -> Path:
    # A temporary file is private; a film gets the rights any new file here would get.
    mask = os.umask(0)
    os.umask(mask)
    done.chmod(0o666 & ~mask)
    if force:
        done.replace(wanted)
        return wanted
    return next(path for path in free_name(wanted) if _moved(done, path))


def _moved(done: Path, path: Path) -> bool:
    """Give the file that name, unless it is taken: in one step where the file system has hard links."""
    try:
        path.hardlink_to(done)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _reserved(path) and bool(done.replace(path))
    return True


def _reserved(path: Path) -> bool:
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
