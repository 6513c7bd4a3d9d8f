"""How one create is known again when it comes twice: the digest of what it asks, its key, the number of its try.

Two creates are equal when the same film would be made of them: neither the order nor the place of their fields matters,
nor how a number or a picture was written. Keeping and finding them is for the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass

from rushes.core.rules import Wanted
from rushes.core.task import Task

#: For how long a repeated key is answered as at first.
KEPT_SECONDS = 7 * 86400.0
#: Kept in an answer's place while its caller waits for the film.
TO_COME = ""
#: What of a `Wanted` says nothing of the film: how the request was written, and what was said about it.
_APART = ("paths", "warnings", "image", "last_image", "alias")


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a caller sends a create."""

    #: The `Idempotency-Key`.
    key: str | None = None
    #: How often the caller's library says it has tried before.
    retry: int = 0
    #: Which of the server's dialects is spoken: their answers differ.
    dialect: str = ""
    #: Writes the answer to a create with a key, so that it can be kept together with the task.
    write: Callable[[Task], Awaitable[str]] | None = None
    #: Whether the answer is only written after a wait.
    later: bool = False
    #: Called before anything is made: holds the key. Raises where it is held.
    take: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Mark:
    """What is kept of a create beside its task, so that it is known when it comes again."""

    digest: str
    key: str | None = None
    retry: int = 0
    #: The answer's body, where there is a key.
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A create with a key, as it was kept."""

    digest: str
    task_id: str
    #: None once its task was deleted.
    answer: str | None
    #: When the create came.
    at: float


def digest(wanted: Wanted, first: str | None, last: str | None, dialect: str = "") -> str:
    """What a create asks, as SHA-256. `first` and `last` are its pictures' identities: a URL, or a digest of bytes."""
    said = {name: value for name, value in asdict(wanted).items() if name not in _APART}
    if first is not None:
        said["aspect_ratio"] = None  # it has no effect then
    said |= {"first": first, "last": last, "dialect": dialect}
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def identity(source: str | bytes | None) -> str | None:
    """What a picture is known by: a URL or a file's id as it stands, bytes by their digest."""
    if source is None:
        return None
    return f"url:{source}" if isinstance(source, str) else f"sha256:{hashlib.sha256(source).hexdigest()}"
