"""Stories run against the real command, as a process of its own, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness.process import Server, until

__all__ = ["Server", "until"]


@pytest.fixture
def make_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Servers of one test, stopped at its end."""
    made: list[Server] = []

    def make(name: str = "data", **settings: str) -> Server:
        server = Server(tmp_path / name, settings)
        made.append(server)
        return server.start()

    yield make
    for server in made:
        if server.process is not None and server.process.poll() is None:
            server.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the stories of a module that leave no trace for each other."""
    shared = Server(tmp_path_factory.mktemp("server") / "data").start()
    yield shared
    shared.kill()
