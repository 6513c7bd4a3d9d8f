"""Finds the server for a command: the one that `--url` names, the one on the data folder, or one in this process.

A command that follows a task survives its server: it looks again, and takes over where that was only another command.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, Self, TypeVar

from rushes.cli.client import Client, of_task
from rushes.cli.exits import Exit, Lost, Stopped
from rushes.errors import FolderInUse
from rushes.settings import Settings
from rushes.storage.lock import Holder, holder

#: How long an owner of the folder may take to say where it is, or to let go.
OWNER_SECONDS = 15.0
#: How long a command that follows a task waits for its server to come back.
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.5

Answer = TypeVar("Answer")


class Reach:
    """The way to a server. `works` says whether one in this process makes films, or only keeps and reads tasks."""

    def __init__(self, settings: Settings, *, works: bool = False) -> None:
        self._settings, self._works = settings, works
        self._stack = ExitStack()
        self._client: Client | None = None
        self._owner: Holder | None = None
        #: Whether the server ends with this command.
        self.embedded = False

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def client(self) -> Client:
        """The server as it is reached now."""
        assert self._client is not None
        return self._client

    def call(
        self, method: str, path: str, *, params: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """One request. It is sent again only where it cannot have arrived."""
        try:
            return self.client.call(method, path, params=params, body=body)
        except Lost as lost:
            if lost.sent or self._settings.url:
                raise
        self._open()
        return self.client.call(method, path, params=params, body=body)

    def task(
        self, task_id: str, method: str = "GET", verb: str = "", *, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """One request about one task. Raises `Stopped` that names the task where it is not there."""
        try:
            return self.call(method, of_task(task_id, verb), body=body)
        except Stopped as fault:
            if fault.exit_code != Exit.NOT_FOUND:
                raise
            message = f"There is no task {task_id} here; «rushes ls» lists those that are."
            raise Stopped(Exit.NOT_FOUND, message, code=fault.code) from None

    def patiently(self, ask: Callable[[Client], Answer]) -> Answer:
        """Ask for something that may be asked for twice, until a server answers. Raises `Lost` after a minute."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        lost = False
        while True:
            try:
                if lost:
                    self._open()
                return ask(self.client)
            except (Lost, FolderInUse):
                if time.monotonic() > deadline:
                    raise
            lost = True
            time.sleep(PAUSE_SECONDS)

    def _open(self) -> None:
        self._stack.close()
        url = self._settings.url or self._on_folder()
        self._client = Client(url, key_to_send(self._settings))
        self._stack.callback(self._client.close)

    def _on_folder(self) -> str:
        """The base URL of whoever owns the data folder; this process where nobody does."""
        deadline = time.monotonic() + OWNER_SECONDS
        while True:
            found = holder(self._settings.data)
            self.embedded = False
            if found and found.url:
                self._owner = found
                return found.url
            if found is None and self._owner and not self._owner.passing:
                raise Lost(f"The server at {self._owner.url} has stopped. Start it again with: rushes serve")
            try:
                if found is None:
                    url = self._stack.enter_context(embedded(self._settings, works=self._works))
                    self.embedded = True
                    return url
            except FolderInUse:
                if time.monotonic() > deadline:
                    raise
            if time.monotonic() > deadline:
                raise FolderInUse(f"The data folder {self._settings.data} is busy ({found}). Try again.")
            time.sleep(0.05)


def key_to_send(settings: Settings) -> str | None:
    """The key that was set, else the first of the server's; else the word of the folder's owner, if we may read it."""
    if key := settings.key or next(iter(settings.keys), None):
        return key.get_secret_value()
    owner = None if settings.url else holder(settings.data)
    return owner.word if owner else None


@contextmanager
def embedded(settings: Settings, *, works: bool) -> Iterator[str]:
    """A server in a thread of this process, on a free port of loopback. Raises `FolderInUse`."""
    from anyio.from_thread import start_blocking_portal

    from rushes.cli.serving import configure_logs, serving

    configure_logs("error" if settings.log == "info" else settings.log)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(serving(_own(settings), works=works)) as url,
    ):
        yield url


def _own(settings: Settings) -> Settings:
    """Settings for a server that lasts as long as a command: on a free port, but as the one that would stay.

    So standing in follows from the host that was set, and links open as soon as `rushes serve` runs.
    """
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    later = f"http://{host}:{settings.port}" if settings.port else None
    return settings.model_copy(
        update={
            "host": "127.0.0.1",
            "port": 0,
            "public_url": settings.public_url or later,
            "previs": settings.previs.model_copy(update={"stand_in": settings.previs_stands_in}),
        }
    )
